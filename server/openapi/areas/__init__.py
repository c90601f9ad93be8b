"""The areas of the application; a new one is a file here and its name in ``AREAS``."""

from __future__ import annotations

from typing import Final

from server.openapi.areas.citing import CITING
from server.openapi.areas.editing import EDITING
from server.openapi.areas.exploring import EXPLORING
from server.openapi.areas.finding import FINDING
from server.openapi.areas.operating import OPERATING
from server.openapi.areas.querying import QUERYING
from server.openapi.areas.reading import READING
from server.openapi.areas.reconciling import RECONCILING
from server.openapi.areas.releases import DESCRIPTIONS, RELEASES
from server.openapi.areas.things import THINGS

AREAS: Final = (
    THINGS,
    READING,
    QUERYING,
    EDITING,
    FINDING,
    EXPLORING,
    RELEASES,
    CITING,
    DESCRIPTIONS,
    RECONCILING,
    OPERATING,
)
"""In the order of the document."""
