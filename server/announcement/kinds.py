"""The kinds of things that announcements speak of: a letter, a style and a name for each.

The kind of a thing follows from its classes, or, of a concept, from the property that names it. Names are those of
the ontology in the reader's language, where it has one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from flask_babel import LazyString, lazy_gettext

_KHEN: Final = "khen:"


@dataclass(frozen=True)
class Kind:
    """A kind of thing.

    Attributes:
        name: for addresses.
        letter: that stands for it in the text, the same in every language, so that "C1" can be passed on.
        term: the class or property that it stands for, as a prefixed name.
        family: kinds of one family are underlined alike.
        label: of a class that our ontology does not name.
    """

    name: str
    letter: str
    term: str
    family: str
    label: LazyString | None = None


KINDS: Final = (
    Kind("unread", "U", "khen:UnreadPassage", "doubt"),
    Kind("discrepancy", "Z", "khen:CountDiscrepancy", "doubt"),
    Kind("conferral", "C", "khen:AwardConferral", "award"),
    Kind("decision", "D", "khen:AwardDecision", "award"),
    Kind("count", "N", "khen:AnnouncedCount", "figure"),
    Kind("target", "T", "khen:Target", "figure"),
    Kind("result", "R", "khen:Result", "figure"),
    Kind("comparison", "X", "khen:TargetComparison", "figure"),
    Kind("money", "M", "schema:MonetaryAmount", "figure", lazy_gettext("amount of money")),
    Kind("funds", "F", "khen:FundMobilisation", "figure"),
    Kind("period", "Y", "khen:PeriodStatement", "time"),
    Kind("event", "E", "schema:Event", "time", lazy_gettext("event")),
    Kind("person", "P", "schema:Person", "who", lazy_gettext("person")),
    Kind("office", "H", "org:Membership", "who", lazy_gettext("office held")),
    Kind("role", "J", "org:Role", "who", lazy_gettext("role")),
    Kind("organisation", "O", "org:Organization", "who", lazy_gettext("organisation")),
    Kind("programme", "G", "khen:Programme", "award"),
    Kind("place", "L", "oa:hasBody", "where", lazy_gettext("place")),
    Kind("announcement", "S", "khen:Announcement", "text"),
    Kind("award", "A", "khen:award", "award"),
    Kind("indicator", "I", "khen:indicator", "figure"),
    Kind("other", "K", "", "text", lazy_gettext("other thing")),
)
"""A thing of several of these is the first of them."""
_OTHER: Final = KINDS[-1]
_BY_TERM: Final = {each.term: each for each in reversed(KINDS)}


def kind_of(names: frozenset[str]) -> Kind:
    """The kind of a thing by the prefixed names of its classes and of the properties that it is a value of.

    >>> kind_of(frozenset({"prov:Activity", "khen:AwardDecision"})).name, kind_of(frozenset({"skos:Concept"})).name
    ('decision', 'other')
    """
    return min((_BY_TERM[each] for each in names if each in _BY_TERM), key=KINDS.index, default=_OTHER)


def name_of(kind: Kind, label: Callable[[str], str]) -> str:
    """What a kind is called; ``label`` gives the label of a term of ours."""
    return str(kind.label) if kind.label is not None else label(kind.term.removeprefix(_KHEN))
