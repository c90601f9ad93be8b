"""What the page of the query editor tells its script: addresses, and words from the catalogue of the pages."""

from __future__ import annotations

from typing import Any, Final

from flask_babel import gettext as _

from graph.store import Form, Release
from server.addresses import here
from server.format_names import FORMATS

_ADDRESSES: Final = {
    "endpoint": "sparql",
    "terms": "sparql/terms.json",
    "names": "sparql/names.json",
    "examples": "sparql/examples.json",
    "search": "search",
    "places": "places.geojson",
    "cite": "cite",
    "root": "",
}


def settings(release: Release) -> dict[str, Any]:
    """What the script needs, in the language of the request; it is data in the page, not a script."""
    formats = {form: FORMATS[form] for form in (Form.SOLUTIONS, Form.GRAPH)}
    return {
        "base": release.names.base,
        "release": release.id,
        "addresses": {name: here(path) for name, path in _ADDRESSES.items()},
        "formats": {
            "rows" if form is Form.SOLUTIONS else "graph": [[each.extension, each.label] for each in known]
            for form, known in formats.items()
        },
        "words": words(),
    }


def words() -> dict[str, str]:
    """The words of the script; values stand as ``{name}`` in them."""
    return _of_editing() | _of_results()


def _of_editing() -> dict[str, str]:
    return {
        "query": _("Query"),
        "editor": _("SPARQL query. Tab leaves the editor; Ctrl+Space suggests; Ctrl+Enter runs the query."),
        "keys": _("Ctrl+Enter runs the query, Ctrl+Space suggests names, Tab leaves the editor."),
        "stop": _("Stop"),
        "running": _("The query is running …"),
        "seconds": _("{seconds} s"),
        "stopped": _("Stopped after {seconds} s; nothing is evaluated any more."),
        "changed": _("The query has changed since this result."),
        "class": _("class"),
        "property": _("property"),
        "prefix": _("prefix"),
        "variable": _("variable"),
        "thing": _("thing"),
        "prefixes": _("Declare the prefixes"),
        "find": _("Find a question"),
        "questions": _("Example questions"),
        "found": _("Questions: {count}"),
        "beginning": _("This is the beginning; run the query to see all of it here."),
        "all": _("All questions with explanations"),
        "code": _("Ask from a program"),
        "copy": _("Copy"),
        "copied": _("Copied."),
        "select": _("Selected; copy with Ctrl+C."),
    }


def _of_results() -> dict[str, str]:
    return {
        "result": _("Result"),
        "error": _("Error"),
        "remedy": _("What to do"),
        "line": _("Go to line {line}"),
        "number": _("Number of the query: {id}"),
        "unreachable": _("The server cannot be reached."),
        "again": _("Check the connection and run the query again."),
        "rows": _("Rows: {count}"),
        "statements": _("Statements: {count}"),
        "shown": _("Showing {shown} of {count}; download the whole result in another format."),
        "none": _("The query ran; nothing matches it."),
        "true": _("True"),
        "false": _("False"),
        "view": _("Show as"),
        "table": _("Table"),
        "map": _("Map"),
        "chart": _("Chart"),
        "graph": _("Graph"),
        "download": _("Download the result"),
        "link": _("Link to this query"),
        "cite": _("Cite this result"),
        "map_label": _("Map of {count} points; the table has the same facts."),
        "map_note": _("Grey dots are the provinces of today, for orientation."),
        "chart_label": _("Bar chart of {number} by {label}; the table has the same numbers."),
        "measure": _("Number"),
        "graph_label": _("Graph of {count} statements; the table has the same facts."),
        "graph_note": _("Drag to move, scroll or pinch to enlarge, press a thing to open its page."),
        "spread_note": _(
            "Point at a thing to read the properties between it and others, drag it to move it, "
            "press it to open its page."
        ),
        "too_long": _("This query is too long for a link; keep its text."),
    }
