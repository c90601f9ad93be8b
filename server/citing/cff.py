"""``CITATION.cff`` for the data set.

Citation File Format 1.2.0: https://github.com/citation-file-format/citation-file-format/blob/1.2.0/schema-guide.md
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

from flask_babel import gettext

from graph.formats import Content, Format
from graph.store import Manifest
from server.citing.citation import Citation

CFF: Final = Format("cff", "application/yaml", Content.GRAPH, "", "", "CITATION.cff")
_CREATIVE_COMMONS: Final = re.compile(
    r"https?://creativecommons\.org/(?:licenses|publicdomain)/(by(?:-nc)?(?:-sa|-nd)?|zero)/(\d\.\d)/?"
)
_ESCAPED: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
"""What JSON leaves as it is, and YAML takes for a line end or does not allow (YAML 1.2, section 5.1)."""


def cff(manifest: Manifest, citation: Citation) -> str:
    """The file for a release, in the language of its citation."""
    fields: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": gettext("If you use these data, please cite the release that you used."),
        "type": "dataset",
        "title": citation.title,
        "authors": [{"name": citation.publisher}],
        "version": manifest.version,
        "date-released": citation.issued.isoformat(),
        **_licence(manifest.licence),
        "url": citation.address,
        "identifiers": [{"type": "url", "value": citation.address, "description": gettext("The release")}],
    }
    if about := manifest.description.get(citation.language) or manifest.description.get("vi"):
        fields["abstract"] = about
    if words := manifest.keywords.get(citation.language):
        fields["keywords"] = list(words)
    return "".join(f"{name}: {_yaml(value)}\n" for name, value in fields.items())


def _licence(iri: str) -> dict[str, str]:
    """The licence by its SPDX identifier where it is one of Creative Commons, and by its address.

    >>> _licence("https://creativecommons.org/licenses/by/4.0/")["license"]
    'CC-BY-4.0'
    >>> _licence("https://creativecommons.org/publicdomain/zero/1.0/")["license"]
    'CC0-1.0'
    """
    match = _CREATIVE_COMMONS.fullmatch(iri)
    if match is None:
        return {"license-url": iri}
    kind, version = match.groups()
    name = "CC0" if kind == "zero" else f"CC-{kind.upper()}"
    return {"license": f"{name}-{version}", "license-url": iri}


def _yaml(value: object) -> str:
    """A value in the flow style of YAML, which takes strings as JSON writes them."""
    written = json.dumps(value, ensure_ascii=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match.group()):04x}", written)
