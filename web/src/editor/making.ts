/** An element with attributes and children; what comes from data becomes text and never markup. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

export function button(label: string, pressed: () => void): HTMLButtonElement {
  const element = make("button", { type: "button" }, label);
  element.addEventListener("click", pressed);
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** As `make`, within a picture. */
export function shape(name: string, attributes: Record<string, string | number>, ...children: (Node | string)[]): Element {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}
