"""How much one request to the service may ask; ``/limits`` shows each of these numbers."""

from __future__ import annotations

from typing import Final

BATCH: Final = 50
"""Queries of one request, and ``batchSize`` of the manifest."""
TEXT: Final = 200
"""Characters of a query, of a value, of a prefix and of an identifier."""
CANDIDATES: Final = 25
"""Candidates of a query, however many it asks for, and candidates that are looked at for it."""
HINTS: Final = 10
"""Properties of a query, and values of all of them together."""
IDS: Final = 200
"""Things whose properties are asked for at once."""
COLUMNS: Final = 30
"""Properties that are asked for at once."""
VALUES: Final = 50
"""Values of a property of a thing that are given."""
CURSOR: Final = 200
"""Suggestions that can be skipped."""
SUGGESTIONS: Final = 10
"""Suggestions that are given at once."""

SHOWN: Final = {
    "reconcile_queries": BATCH,
    "reconcile_text": TEXT,
    "reconcile_candidates": CANDIDATES,
    "reconcile_hints": HINTS,
    "extend_ids": IDS,
    "extend_properties": COLUMNS,
    "extend_values": VALUES,
    "suggest_cursor": CURSOR,
    "suggest_results": SUGGESTIONS,
}
"""By the names under which they are shown."""
