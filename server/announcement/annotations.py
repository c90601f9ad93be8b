"""The spans of an announcement as a collection of Web Annotations, for the tools that read those.

https://www.w3.org/TR/annotation-model/ sections 3 (an annotation), 4.2 (selectors) and 5.2 (collections).
"""

from __future__ import annotations

from typing import Any, Final

from graph.store import Release
from server.announcement.page import Announcement
from server.announcement.segments import Span
from server.announcement.things import Thing

MEDIA_TYPE: Final = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
_CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
_RFC_5147: Final = "http://tools.ietf.org/rfc/rfc5147"
"""As section 4.2.1 of the model names it."""


def collection_of(announcement: Announcement, release: Release) -> dict[str, Any]:
    """The collection, with all of its annotations on its first page.

    Args:
        announcement: whose spans they are.
        release: what it was read from.
    """
    collection = f"{release.names.base}read/{announcement.stated.key}.json"
    items = [_annotation(span, things, announcement, collection) for span, things in sorted(announcement.named.items())]
    return {
        "@context": _CONTEXT,
        "id": collection,
        "type": "AnnotationCollection",
        "label": release.labels(announcement.stated.iri).get("vi", announcement.stated.key),
        "rights": release.manifest.licence,
        "total": len(items),
        "first": {
            "id": f"{collection}#page-1",
            "type": "AnnotationPage",
            "partOf": collection,
            "startIndex": 0,
            "items": items,
        },
    }


def _annotation(span: Span, things: tuple[Thing, ...], announcement: Announcement, collection: str) -> dict[str, Any]:
    return {
        "id": f"{collection}#{span.anchor}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": [each.iri for each in things],
        "target": {
            "id": span.iri,
            "type": "SpecificResource",
            "source": f"{announcement.stated.iri}/text",
            "selector": [
                {"type": "TextPositionSelector", "start": span.start, "end": span.end},
                {"type": "TextQuoteSelector", "exact": span.exact, "prefix": span.before, "suffix": span.after},
                {"type": "FragmentSelector", "conformsTo": _RFC_5147, "value": span.anchor},
            ],
        },
    }
