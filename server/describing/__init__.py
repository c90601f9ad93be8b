"""The ontology and the shapes of a release, in words and in a picture."""

from __future__ import annotations

from server.describing.drawing import Sheet, draw
from server.describing.ontology import Term, read_terms
from server.describing.pages import Description
from server.describing.shapes import Constraint, Shape, read_shapes

__all__ = ["Constraint", "Description", "Shape", "Sheet", "Term", "draw", "read_shapes", "read_terms"]
