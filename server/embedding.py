"""JSON within a page: no character that could end the element that it stands in."""

from __future__ import annotations

import json

from markupsafe import Markup


def embedded(content: object) -> Markup:
    """JSON that can stand in a ``script`` element.

    >>> str(embedded({"a": "</script>"}))
    '{"a": "\\\\u003c/script\\\\u003e"}'
    """
    # "<" stands within strings only, where it can be escaped.
    compact = json.dumps(content, ensure_ascii=False, sort_keys=True)
    for character in "<>&\u2028\u2029":
        compact = compact.replace(character, f"\\u{ord(character):04x}")
    return Markup(compact)
