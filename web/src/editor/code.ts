// The text of the query: Yasqe, which is the editor of YASGUI, without its buttons, storage, requests and completers.
import Yasqe from "@zazuko/yasqe";
import "@zazuko/yasqe/build/yasqe.min.css";

export interface Place {
  line: number;
  ch: number;
}

export interface Hint {
  text: string;
  from?: Place;
  to?: Place;
  render?: (row: HTMLElement) => void;
  hint?: () => void;
}

export interface Hints {
  list: Hint[];
  from: Place;
  to: Place;
}

interface Mark {
  clear(): void;
}

/** What is used of Yasqe and of CodeMirror 5 below it (https://codemirror.net/5/doc/manual.html). */
export interface Code {
  getValue(): string;
  setValue(text: string): void;
  getCursor(): Place;
  setCursor(place: Place): void;
  replaceRange(text: string, from: Place, to: Place): void;
  getLine(line: number): string | undefined;
  lineCount(): number;
  getTokenTypeAt(place: Place): string | null;
  getInputField(): HTMLElement;
  getScrollerElement(): HTMLElement;
  focus(): void;
  refresh(): void;
  scrollIntoView(place: Place, margin?: number): void;
  addLineClass(line: number, where: string, name: string): unknown;
  removeLineClass(line: number, where: string, name: string): unknown;
  markText(from: Place, to: Place, options: { className: string }): Mark;
  getPrefixesFromQuery(): Record<string, string>;
  addPrefixes(prefixes: Record<string, string>): void;
  showHint(options: object): void;
  on(event: string, handler: (...told: never[]) => void): void;
  operation<Result>(change: () => Result): Result;
  state: { completionActive?: unknown };
}

const TOKEN = /^(?:[\p{L}\p{N}_:?$.-]+|<[^>\s]*>?|"(?:[^"\\]|\\.)*"?|.)/u;
const LINE = "fault-line";

/** Puts the editor into the place of a text field, which stays in the form and holds the same text. */
export function code(field: HTMLTextAreaElement, name: string, label: string, keys: Record<string, (code: Code) => void>): Code {
  const place = document.createElement("div");
  place.className = "code";
  field.after(place);
  field.hidden = true;
  const options = {
    value: field.value,
    editorHeight: "20rem",
    resizeable: false,
    showQueryButton: false,
    persistenceId: null,
    consumeShareLink: null,
    createShareableLink: null, // where it is undefined the default of Yasqe is taken
    syntaxErrorCheck: false, // the server's reading is the one that counts
    autocompleters: [],
    // Tab and Shift+Tab are left to the browser, so that the keyboard can leave the editor.
    extraKeys: { Tab: false, "Shift-Tab": false, "Ctrl-S": false, ...keys },
  };
  const made = new Yasqe(place, options as never) as unknown as Code; // its types leave out what is CodeMirror's
  describe(made.getInputField(), { role: "textbox", "aria-multiline": "true", "aria-label": label });
  // What scrolls is not what is written into, so the keyboard needs a way to scroll it.
  describe(made.getScrollerElement(), { role: "region", tabindex: "0", "aria-label": name });
  document.querySelector(`label[for="${field.id}"]`)?.addEventListener("click", () => made.focus());
  made.on("change", () => {
    field.value = made.getValue();
  });
  return made;
}

function describe(element: HTMLElement, attributes: Record<string, string>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

/** Marks the line of a fault and the token that begins at the column, both counted from 1; gives what takes it away. */
export function mark(code: Code, line: number, column: number): () => void {
  const text = code.getLine(line - 1);
  if (text === undefined) return () => undefined;
  const before = Array.from(text).slice(0, column - 1).join(""); // the server counts characters, the editor UTF-16
  const token = TOKEN.exec(text.slice(before.length))?.[0] ?? "";
  const from = { line: line - 1, ch: token ? before.length : Math.max(before.length - 1, 0) };
  const to = { line: line - 1, ch: before.length + token.length };
  return code.operation(() => {
    for (const where of ["background", "gutter"]) code.addLineClass(line - 1, where, LINE);
    const marked = code.markText(from, to, { className: "fault" });
    code.scrollIntoView(from, 40);
    return () => {
      marked.clear();
      for (let each = 0; each < code.lineCount(); each++) {
        for (const where of ["background", "gutter"]) code.removeLineClass(each, where, LINE);
      }
    };
  });
}

export function goTo(code: Code, line: number, column: number): void {
  const before = Array.from(code.getLine(line - 1) ?? "").slice(0, column - 1).join("");
  code.focus();
  code.setCursor({ line: line - 1, ch: before.length });
}
