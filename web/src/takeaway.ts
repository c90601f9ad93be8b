/** Pictures and tables that a reader takes away as files. */

const SCALE = 2; // pixels of a PNG to a unit of the drawing

/** Hands a file to the reader. */
export function download(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Shows the button for a PNG of the drawing whose address it holds; the browser itself draws it. */
export function offerPng(button: HTMLButtonElement): void {
  button.parentElement?.removeAttribute("hidden");
  button.addEventListener("click", () => void save(button));
}

async function save(button: HTMLButtonElement): Promise<void> {
  const response = await fetch(button.dataset.svg ?? "");
  if (!response.ok) throw new Error(`the drawing could not be fetched: ${response.status}`);
  download(await png(await response.text()), button.dataset.name ?? "khen.png");
}

/** A drawing as PNG. */
export async function png(svg: string): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth * SCALE;
    canvas.height = image.naturalHeight * SCALE;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the browser made no picture"))), "image/png"),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** A table as RFC 4180 has it. */
export function csv(rows: readonly (readonly string[])[]): Blob {
  const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = rows.map((row) => `${row.map(cell).join(",")}\r\n`);
  return new Blob(lines, { type: "text/csv;charset=utf-8" });
}
