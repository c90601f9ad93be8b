"""Citing the data, and the result of a query: ``/cite``, ``/releases/<id>/sparql`` and ``/CITATION.cff``."""

from __future__ import annotations

from server.citing.views import blueprint

__all__ = ["blueprint"]
