// Suggestions below a search field: the names that /search finds for what has been typed so far.
import { suggestions } from "../suggestions";

for (const field of document.querySelectorAll<HTMLInputElement>("input[data-suggest]")) {
  suggestions(field);
}
