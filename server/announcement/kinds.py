"""The kinds of things that announcements speak of: a letter, a style and a name for each.

The kind of a thing follows from its classes, or, of a concept, from the property that names it. Names are those of
the ontology in the reader's language, where it has one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from flask_babel import LazyString, lazy_gettext, pgettext

_KHEN: Final = "khen:"


@dataclass(frozen=True)
class Kind:
    """A kind of thing.

    Attributes:
        name: for addresses.
        term: the class or property that it stands for, as a prefixed name.
        family: kinds of one family are underlined alike.
        label: of a class that our ontology does not name.
    """

    name: str
    term: str
    family: str
    label: LazyString | None = None


KINDS: Final = (
    Kind("unread", "khen:UnreadPassage", "doubt"),
    Kind("discrepancy", "khen:CountDiscrepancy", "doubt"),
    Kind("conferral", "khen:AwardConferral", "award"),
    Kind("decision", "khen:AwardDecision", "award"),
    Kind("count", "khen:AnnouncedCount", "figure"),
    Kind("target", "khen:Target", "figure"),
    Kind("result", "khen:Result", "figure"),
    Kind("comparison", "khen:TargetComparison", "figure"),
    Kind("money", "schema:MonetaryAmount", "figure", lazy_gettext("amount of money")),
    Kind("funds", "khen:FundMobilisation", "figure"),
    Kind("period", "khen:PeriodStatement", "time"),
    Kind("event", "schema:Event", "time", lazy_gettext("event")),
    Kind("person", "schema:Person", "who", lazy_gettext("person")),
    Kind("office", "org:Membership", "who", lazy_gettext("office held")),
    Kind("role", "org:Role", "who", lazy_gettext("role")),
    Kind("organisation", "org:Organization", "who", lazy_gettext("organisation")),
    Kind("programme", "khen:Programme", "award"),
    Kind("place", "oa:hasBody", "where", lazy_gettext("place")),
    Kind("announcement", "khen:Announcement", "text"),
    Kind("award", "khen:award", "award"),
    Kind("indicator", "khen:indicator", "figure"),
    Kind("other", "", "text", lazy_gettext("other thing")),
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


def marks() -> Mapping[str, str]:
    """Kind -> the letter that stands for it, in the language of the page; no two have the same."""
    return {
        "unread": pgettext("letter of an unread passage", "U"),
        "discrepancy": pgettext("letter of a count discrepancy", "Z"),
        "conferral": pgettext("letter of a conferral", "C"),
        "decision": pgettext("letter of a decision", "D"),
        "count": pgettext("letter of an announced count", "N"),
        "target": pgettext("letter of a target", "T"),
        "result": pgettext("letter of a result", "R"),
        "comparison": pgettext("letter of a comparison", "X"),
        "money": pgettext("letter of an amount of money", "M"),
        "funds": pgettext("letter of a mobilisation of funds", "F"),
        "period": pgettext("letter of a period", "Y"),
        "event": pgettext("letter of an event", "E"),
        "person": pgettext("letter of a person", "P"),
        "office": pgettext("letter of an office held", "H"),
        "role": pgettext("letter of a role", "J"),
        "organisation": pgettext("letter of an organisation", "O"),
        "programme": pgettext("letter of a programme", "G"),
        "place": pgettext("letter of a place", "L"),
        "announcement": pgettext("letter of an announcement", "S"),
        "award": pgettext("letter of an award", "A"),
        "indicator": pgettext("letter of an indicator", "I"),
        "other": pgettext("letter of any other thing", "K"),
    }


def name_of(kind: Kind, label: Callable[[str], str]) -> str:
    """What a kind is called; ``label`` gives the label of a term of ours."""
    return str(kind.label) if kind.label is not None else label(kind.term.removeprefix(_KHEN))
