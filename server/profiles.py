"""The description of a release by profile: what a portal, a consumer of VoID or a search engine asks for.

Content Negotiation by Profile (https://www.w3.org/TR/dx-prof-conneg/): the header ``Accept-Profile``, or the parameters
``_profile`` and ``_mediatype``, which go before it. Without either a description is whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from flask import Response, request
from pyoxigraph import NamedNode, Triple
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

from graph.errors import Worded
from graph.formats import GRAPH_FORMATS, JSON_LD, Format
from graph.store import value_of
from server.addresses import here
from server.errors import Problem, ProblemError
from server.negotiation import best, not_acceptable

VARY: Final = ("Accept", "Accept-Profile")
_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_DATASET: Final = "http://www.w3.org/ns/dcat#Dataset"
_VOID: Final = "http://rdfs.org/ns/void#"
_CATALOGUES: Final = (
    "http://www.w3.org/ns/dcat#",
    "http://www.w3.org/ns/adms#",
    "http://www.w3.org/ns/dqv#",
    "http://data.europa.eu/r5r/",
)
"""Namespaces of which only catalogues make use."""


@dataclass(frozen=True)
class Profile:
    """A way to describe a release.

    Attributes:
        token: its short name, for addresses.
        iri: that it is known by.
        label: what people call it.
        formats: in which it is written, the one for whoever likes all equally first.
        aliases: other IRIs that mean it.
    """

    token: str
    iri: str
    label: str
    formats: tuple[Format, ...]
    aliases: tuple[str, ...] = ()


DCAT_AP: Final = Profile(
    "dcat-ap",
    "http://data.europa.eu/r5r/",
    "DCAT-AP",
    GRAPH_FORMATS,
    ("http://data.europa.eu/r5r", "https://semiceu.github.io/DCAT-AP/releases/3.0.1/"),
)
VOID: Final = Profile("void", _VOID, "VoID", GRAPH_FORMATS, ("http://rdfs.org/ns/void", "http://rdfs.org/ns/void/"))
SCHEMA_ORG: Final = Profile(
    "schema", "https://schema.org/", "schema.org", (JSON_LD,), ("http://schema.org/", "https://schema.org")
)
PROFILES: Final = (DCAT_AP, VOID, SCHEMA_ORG)
WHOLE: Final = (DCAT_AP, VOID)
"""What a description conforms to that nobody asked for by profile."""


def asked() -> Profile | None:
    """The profile that the request asks for; none where it names none, or would take any.

    Raises:
        ProblemError: 406 there is none that will do.
    """
    if wanted := request.args.get("_profile"):
        found = next((each for each in PROFILES if wanted in (each.token, each.iri, *each.aliases)), None)
        if found is None:
            raise _unknown(Worded("There is no profile %(wanted)s of this description.", wanted=repr(wanted)))
        return found
    accepted = parse_accept_header(request.headers.get("Accept-Profile"), Accept)
    if not accepted:
        return None
    # Tokens are for addresses alone: a header that took them would have to explain them in each response.
    names = {f"<{iri}>": each for each in PROFILES for iri in (each.iri, *each.aliases)}
    liked = accepted.best_match(names)
    if liked is None:
        raise _unknown(Worded("None of the profiles in Accept-Profile is available here."))
    # A wildcard as good as what is named says that anything will do.
    any_will_do = "*" in accepted.values() and accepted["*"] >= accepted.quality(liked)
    return None if any_will_do else names[liked]


def format_of(profile: Profile) -> Format:
    """The format that the request asks for, of those that a profile is written in.

    Raises:
        ProblemError: 406 there is none that will do.
    """
    wanted = request.args.get("_mediatype") or request.headers.get("Accept", "")
    found = best(wanted, profile.formats)
    if found is None:
        not_acceptable(
            profile.formats,
            Worded("None of the formats asked for is there in the profile %(label)s.", label=profile.label),
        )
    return found


def mark(response: Response, profiles: Iterable[Profile]) -> Response:
    """A response that says which profiles it conforms to (RFC 6906 for the link)."""
    conforms = tuple(profiles)
    response.headers["Content-Profile"] = ", ".join(f"<{each.iri}>" for each in conforms)
    links = [response.headers.get("Link", ""), *(f'<{each.iri}>; rel="profile"' for each in conforms)]
    response.headers["Link"] = ", ".join(filter(None, links))
    return response


def links(identifier: str) -> Iterator[str]:
    """Values of the header ``Link`` for the description of a release in each profile."""
    for each in PROFILES:
        kind = each.formats[0].media_type
        yield f'<{address(identifier, each)}>; rel="alternate"; type="{kind}"; profile="{each.iri}"'


def address(identifier: str, profile: Profile, language: str = "") -> str:
    """Where the description of a release is read in a profile, in a language if one is named."""
    named = f"&lang={language}" if language else ""
    return f"{here(f'releases/{identifier}/')}?_profile={profile.token}{named}"


def described(profile: Profile, triples: Iterable[Triple]) -> set[Triple]:
    """What a profile has of a whole description."""
    held = set(triples)
    kinds: dict[str, set[str]] = {}
    for each in held:
        if each.predicate.value == _TYPE:
            kinds.setdefault(value_of(each.subject), set()).add(value_of(each.object))
    parts = {subject for subject, of in kinds.items() if any(kind.startswith(_VOID) for kind in of)}
    return _REDUCED[profile.token](held, parts, {each for each in parts if _DATASET in kinds[each]})


def _for_catalogues(held: set[Triple], parts: set[str], datasets: set[str]) -> set[Triple]:
    """Without the parts that only VoID counts, and without what VoID says of the rest."""
    return {each for each in held if value_of(each.subject) not in parts - datasets and not _says(each, (_VOID,))}


def _for_void(held: set[Triple], parts: set[str], datasets: set[str]) -> set[Triple]:
    """Data sets, their parts and links without what catalogues say of them, and whatever they name."""
    own = {each for each in held if value_of(each.subject) in parts and not _says(each, _CATALOGUES)}
    named = {value_of(each.object) for each in own if isinstance(each.object, NamedNode)} - parts
    return own | {each for each in held if value_of(each.subject) in named}


_REDUCED: Final[dict[str, Callable[[set[Triple], set[str], set[str]], set[Triple]]]] = {
    DCAT_AP.token: _for_catalogues,
    VOID.token: _for_void,
}


def _says(triple: Triple, spaces: tuple[str, ...]) -> bool:
    """Whether the property, or the class, is of one of these namespaces."""
    said = triple.object if triple.predicate.value == _TYPE else triple.predicate
    return value_of(said).startswith(spaces)


def _unknown(detail: str) -> ProblemError:
    remedy = Worded(
        "Ask for one of: %(list)s", list=", ".join(f"_profile={each.token} (<{each.iri}>)" for each in PROFILES)
    )
    return ProblemError(Problem(406, detail, remedy, {"profiles": [each.iri for each in PROFILES]}))
