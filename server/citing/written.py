"""Citations in the formats of reference managers.

* BibTeX: https://www.ctan.org/pkg/bibtex
* CSL-JSON: https://docs.citationstyles.org/en/stable/specification.html and its schema csl-data.json
* RIS: https://en.wikipedia.org/wiki/RIS_(file_format), as Zotero and EndNote read it
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any, Final

from graph.formats import Content, Format
from server.citing.citation import Citation

# Not in the table of formats, which holds those of data.
BIBTEX: Final = Format("bib", "application/x-bibtex", Content.GRAPH, "", "", "BibTeX")
CSL_JSON: Final = Format("json", "application/vnd.citationstyles.csl+json", Content.GRAPH, "", "", "CSL-JSON")
RIS: Final = Format("ris", "application/x-research-info-systems", Content.GRAPH, "", "", "RIS")
_TEX: Final = {
    "\\": "{\\textbackslash}", "{": "{\\textbraceleft}", "}": "{\\textbraceright}", "~": "{\\textasciitilde}",
    "^": "{\\textasciicircum}", "$": "\\$", "&": "\\&", "%": "\\%", "#": "\\#", "_": "\\_",
}  # fmt: skip
_BLANKS: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def bibtex(citation: Citation) -> str:
    """An entry ``@misc``, which every style knows; ``@dataset`` is one of BibLaTeX alone.

    Braces in a text are written as commands, because BibTeX counts them even where TeX would not. The address stands as
    it is: what is special in it is percent-encoded, and ``\\url`` reads the rest as it stands.
    """
    fields = {
        "title": "{" + _tex(citation.title) + "}",
        "author": "{" + _tex(citation.publisher) + "}",
        "publisher": _tex(citation.publisher),
        "year": str(citation.issued.year),
        "month": str(citation.issued.month),
        "version": _tex(citation.version),
        "url": citation.address,
        "urldate": citation.accessed.isoformat(),
        "note": _tex(citation.note),
    }
    lines = (f"  {name:<9} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{{citation.key},\n" + ",\n".join(lines) + "\n}\n"


def csl_json(citation: Citation) -> str:
    """A list of one item of the type ``dataset``."""
    item: dict[str, Any] = {
        "id": citation.key,
        "type": "dataset",
        "title": _line(citation.title),
        "author": [{"literal": _line(citation.publisher)}],
        "publisher": _line(citation.publisher),
        "issued": _date(citation.issued),
        "accessed": _date(citation.accessed),
        "version": _line(citation.version),
        "URL": citation.address,
        "language": citation.language,
    }
    noted = {"note": _line(citation.note)} if citation.note else {}
    return json.dumps([{**item, **noted}], ensure_ascii=False, indent=1) + "\n"


def ris(citation: Citation) -> str:
    """A record of the type ``DATA``. A line is a field, so no text may hold a line end."""
    fields = [
        ("TY", "DATA"),
        ("ID", citation.key),
        ("TI", citation.title),
        ("AU", citation.publisher),
        ("PB", citation.publisher),
        ("PY", str(citation.issued.year)),
        ("DA", f"{citation.issued:%Y/%m/%d}"),
        ("ET", citation.version),
        ("UR", citation.address),
        ("Y2", f"{citation.accessed:%Y/%m/%d}"),
        ("LA", citation.language),
        ("N1", citation.note),
    ]
    lines = [f"{tag}  - {_line(value)}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])


WRITERS: Final[dict[Format, Callable[[Citation], str]]] = {BIBTEX: bibtex, CSL_JSON: csl_json, RIS: ris}
"""The formats, in the order in which they are offered."""


def _tex(text: str) -> str:
    return "".join(_TEX.get(each, each) for each in _line(text))


def _line(text: str) -> str:
    """A text as one line, without control characters."""
    return _BLANKS.sub(" ", text).strip()


def _date(day: date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}
