// An annotated text: any range of characters can be addressed, and words and statements point at one another.
import { positions, within } from "../positions";

const reading = document.querySelector<HTMLElement>(".reading");
const source = document.querySelector<HTMLElement>(".source");
const HIT = "hit";

function clear(): void {
  for (const each of document.querySelectorAll(`.${HIT}`)) each.classList.remove(HIT);
}

/** The statements of some words, as their element lists them. */
function statements(words: HTMLElement): HTMLElement[] {
  const names = (words.dataset.things ?? "").split(" ");
  return names.map((name) => document.getElementById(name)).filter((each) => each !== null);
}

/** The words of a statement: what its links into the text address. */
function wordsOf(entry: HTMLElement): HTMLElement[] {
  const links = [...entry.querySelectorAll<HTMLAnchorElement>(".back a.words")];
  return links.map((each) => document.getElementById(each.hash.slice(1))).filter((each) => each !== null);
}

/** Light up the words of a statement, if there is one. */
function light(entry: HTMLElement | null | undefined): void {
  if (!entry) return;
  clear();
  for (const each of wordsOf(entry)) each.classList.add(HIT);
}

/** Light up what belongs to the place that the address names: words to a statement, statements to words, or a range. */
function follow(): void {
  clear();
  const range = positions(location.hash);
  if (!range) light(document.getElementById(location.hash.slice(1))?.closest<HTMLElement>(".entry"));
  if (!range || !source) return;
  const exact = document.getElementById(location.hash.slice(1));
  if (exact) {
    for (const each of statements(exact)) show(each);
    return;
  }
  const found = within(source, range);
  if (found.length > 0) {
    for (const each of found) each.classList.add(HIT);
    found[0]?.scrollIntoView({ block: "center" });
  } else {
    turn(range.start);
  }
}

/** Go to the part of the text that a character is in, where that is another one. */
function turn(start: number): void {
  const { first = "", part, parts, length } = reading?.dataset ?? {};
  const wanted = Math.floor(start / Number(length)) + 1;
  if (wanted === Number(part) || wanted > Number(parts)) return;
  location.replace(first + (wanted > 1 ? `/${wanted}` : "") + location.search + location.hash);
}

/** Light up an entry, and bring it into view where the entries have a column of their own. */
function show(entry: HTMLElement): void {
  entry.classList.add(HIT);
  const column = entry.closest("section");
  if (column && column.scrollHeight > column.clientHeight && getComputedStyle(column).position === "sticky") {
    column.scrollTop += entry.getBoundingClientRect().top - column.getBoundingClientRect().top - 16;
  }
}

source?.addEventListener("click", (event) => {
  const target = event.target as HTMLElement;
  if (target.closest("a") || !getSelection()?.isCollapsed) return;
  const words = target.closest("mark");
  if (!words) return;
  clear();
  words.classList.add(HIT);
  statements(words).reverse().forEach(show); // the first one is brought into view last
});

for (const kind of ["mouseover", "focusin"]) {
  document.querySelector(".entries")?.addEventListener(kind, (event) => {
    light((event.target as HTMLElement).closest<HTMLElement>(".entry"));
  });
}

addEventListener("hashchange", follow);
follow();
