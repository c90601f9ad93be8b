import { button, make } from "./making";
import { plain, type Say } from "./settings";

export interface Question {
  key: string;
  number: number;
  titles: Record<string, string>;
  topics: Record<string, string[]>;
  query: string;
}

/** The example questions, found by words with or without marks. One that is pressed is given away. */
export function examples(questions: Question[], all: string, say: Say, chosen: (question: Question) => void): HTMLElement {
  const field = make("input", { type: "search", id: "find-question", spellcheck: "false", autocomplete: "off" });
  const count = make("p", { role: "status" });
  const language = document.documentElement.lang;
  const entries = questions.map((question) => {
    const title = question.titles[language] ?? question.titles.vi ?? question.key;
    const topics = (question.topics[language] ?? []).join(" · ");
    const entry = make("li", {}, button(`${question.number}. ${title}`, () => chosen(question)), make("small", {}, topics));
    const text = Object.values(question.titles).concat(...Object.values(question.topics)).join(" ");
    return { entry, words: plain(text).split(/[^\p{L}\p{N}]+/u) };
  });
  const show = () => {
    const sought = plain(field.value).split(/\s+/).filter(Boolean);
    const fits = (words: string[]) => sought.every((each) => words.some((word) => word.startsWith(each)));
    let found = 0;
    for (const { entry, words } of entries) {
      entry.hidden = !fits(words);
      found += Number(!entry.hidden);
    }
    count.textContent = say("found", { count: found });
  };
  field.addEventListener("input", show);
  show();
  const more = make("p", {}, make("a", { href: all }, say("all")));
  const list = make("ul", {}, ...entries.map(({ entry }) => entry));
  const scrolled = make("div", { class: "questions", role: "region", tabindex: "0", "aria-label": say("questions") }, list);
  return make("section", { class: "finder" }, make("h2", {}, say("questions")),
    make("p", {}, make("label", { for: field.id }, say("find")), " ", field), count, scrolled, more);
}
