"""The example questions: how they are kept as RDF, and ``/examples``.

``docs/questions`` holds each query beside its answer; ``scripts/questions`` writes ``questions.ttl`` from there, so
that an installed server has them too.
"""

from __future__ import annotations

from server.questions.question import TOPICS, Question, matching, read_query, topics_of
from server.questions.turtle import graph, load, written

__all__ = ["TOPICS", "Question", "graph", "load", "matching", "read_query", "topics_of", "written"]
