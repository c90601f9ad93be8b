"""The vocabulary and the shapes of the data, as Turtle files: data only, no program.

``ontology.ttl`` defines the terms; every other file holds the shapes of one part of the model, and
``prefixes.ttl`` what they share. They are written for the default base (see :mod:`graph.vocabulary`).
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable

ONTOLOGY = "ontology.ttl"


def turtle_files() -> tuple[Traversable, ...]:
    """Every Turtle file of the folder, in the order of their names.

    >>> [each.name for each in turtle_files()][:3]
    ['agents.ttl', 'announcement.ttl', 'areas.ttl']
    """
    found = (each for each in files(__name__).iterdir() if each.name.endswith(".ttl"))
    return tuple(sorted(found, key=lambda each: each.name))
