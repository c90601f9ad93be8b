"""The pages that help a reader: what there is, SPARQL in five minutes, privacy, accessibility."""

from __future__ import annotations

from server.helping.pages import blueprint
from server.helping.tutorial import STEPS, Step

__all__ = ["STEPS", "Step", "blueprint"]
