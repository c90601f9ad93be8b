"""A release opened for queries: the one door through which the server and the command line read it.

``open_release`` opens what ``graph.release`` wrote; ``evaluate`` answers a query in a named format under
limits. The files of a release are the truth, its store is an index that can be built again from them.
"""

from __future__ import annotations

from graph.store.changes import Changes, Count, Part, Thing, TooLargeToCompareError, changes_between
from graph.store.complexity import Limits
from graph.store.dataset import QueryDataset, query_form
from graph.store.errors import (
    EvaluationError,
    NotAcceptableError,
    QueryRefusedError,
    QuerySyntaxError,
    ReleaseError,
    ResultTooLargeError,
    StoreError,
    UnrepresentableError,
    UpdateRefusedError,
)
from graph.store.evaluation import Answer, Consulted, Form, evaluate
from graph.store.given import NOTHING, Change, Given
from graph.store.guard import mentions_service
from graph.store.history import published_on
from graph.store.manifest import FileEntry, GraphEntry, Manifest, Retired
from graph.store.opening import Release, held_in_memory, list_releases, open_release
from graph.store.triples import json_ld, parse_graph, serialize_graph, value_of

__all__ = [
    "NOTHING",
    "Answer",
    "Change",
    "Changes",
    "Consulted",
    "Count",
    "EvaluationError",
    "FileEntry",
    "Form",
    "Given",
    "GraphEntry",
    "Limits",
    "Manifest",
    "NotAcceptableError",
    "Part",
    "QueryDataset",
    "QueryRefusedError",
    "QuerySyntaxError",
    "Release",
    "ReleaseError",
    "ResultTooLargeError",
    "Retired",
    "StoreError",
    "Thing",
    "TooLargeToCompareError",
    "UnrepresentableError",
    "UpdateRefusedError",
    "changes_between",
    "evaluate",
    "held_in_memory",
    "json_ld",
    "list_releases",
    "mentions_service",
    "open_release",
    "parse_graph",
    "published_on",
    "query_form",
    "serialize_graph",
    "value_of",
]
