"""A release as a version of the data set, and the release before it.

DCAT 3, section 11 (https://www.w3.org/TR/vocab-dcat-3/#dataset-versions). What came before is named by a person
(``data/dataset.toml``): were it looked for among the releases that happen to be kept, the same data would give another
release elsewhere (docs/decisions/0036-previous-release.md).
"""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import DCTERMS, Literal, URIRef

from graph.release.dataset import Wording
from graph.release.distributions import DUMPS, rights, subject
from graph.release.nodes import Pair, Place, in_both, node
from graph.release.statements import Triple
from graph.vocabulary import ADMS, DCAT


def version_of(place: Place, temporal: URIRef | None) -> Iterator[Triple]:
    """The release, and what leads from it to the one before.

    Args:
        place: the release and its addresses.
        temporal: the time that its announcements cover, where it holds any.
    """
    dataset = place.dataset
    label = _named(dataset.version, place.release_id)
    about = Wording(
        "Trạng thái cố định của dữ liệu, nhận dạng theo nội dung.",
        "A state of the data that never changes, identified by what it says.",
    )
    pairs: list[Pair] = [
        *in_both(DCTERMS.title, label),
        *in_both(DCTERMS.description, about),
        *rights(place),
        *subject(place),
        (DCTERMS.identifier, Literal(place.release_id)),
        (DCTERMS.publisher, place.publisher),
        (DCTERMS.creator, place.publisher),
        (DCTERMS.conformsTo, place.names.ontology),
        *version(place),
        (DCAT.isVersionOf, place.data),
        *((DCAT.distribution, place.distribution(each.name)) for each in DUMPS),
    ]
    if temporal:
        pairs.append((DCTERMS.temporal, temporal))
    if place.previous:
        pairs.append((DCAT.previousVersion, place.previous))
    yield from node(place.release, [DCAT.Dataset], label, pairs)
    yield from _before(place)


def version(place: Place) -> list[Pair]:
    """The version and what is new in it."""
    return [(DCAT.version, Literal(place.dataset.version)), *in_both(ADMS.versionNotes, place.dataset.notes)]


def _before(place: Place) -> Iterator[Triple]:
    """What is known here of the release before. Its own description says the rest, and what came before it."""
    before = place.dataset.previous
    if before is None or place.previous is None:
        return
    label = _named(before.version, before.release)
    pairs: list[Pair] = [
        *in_both(DCTERMS.title, label),
        (DCTERMS.identifier, Literal(before.release)),
        (DCAT.version, Literal(before.version)),
        (DCAT.isVersionOf, place.data),
    ]
    yield from node(place.previous, [DCAT.Resource], label, pairs)


def _named(version: str, identifier: str) -> Wording:
    return Wording(f"Bản phát hành {version} ({identifier})", f"Release {version} ({identifier})")
