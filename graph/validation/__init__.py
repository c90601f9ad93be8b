"""SHACL validation: statements and the texts they were read from in, a report that a person can act on out.

The shapes (in the package ``shapes``) run through pyshacl on an in-memory Oxigraph store that holds the
public quads, the ontology, and for each text a private graph with its characters and with what an
independent scan found in them. See https://www.w3.org/TR/shacl/.
"""

from __future__ import annotations

from graph.validation.private import private_quads
from graph.validation.report import Finding, Report
from graph.validation.run import load_ontology, load_shapes, validate

__all__ = ["Finding", "Report", "load_ontology", "load_shapes", "private_quads", "validate"]
