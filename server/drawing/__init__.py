"""Pictures made by the server: SVG that stands in a page and as a file of its own.

What is drawn is first placed, as plain numbers and texts; a template writes it down. Colours are presentation
attributes, so that a file keeps them wherever it is opened; in a page the style sheet replaces them by its own
(https://www.w3.org/TR/SVG2/styling.html#PresentationAttributes).
"""

from __future__ import annotations

from server.drawing.files import drawn, picture
from server.drawing.framing import framed, provenance
from server.drawing.maps import Mark, draw_map
from server.drawing.projecting import VIET_NAM, Frame

__all__ = ["VIET_NAM", "Frame", "Mark", "draw_map", "drawn", "framed", "picture", "provenance"]
