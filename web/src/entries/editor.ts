// The query editor of /sparql: the form that is there, with an editor, answers without leaving the page, and examples.
import { page } from "../editor/page";
import { settingsOf } from "../editor/settings";
import "../editor/editor.css"; // after the styles of Yasqe, over which it goes

page(settingsOf(document));
