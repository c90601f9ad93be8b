"""What a thing is, in a sentence, by its type: the most specific one for which there is a way to say it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from markupsafe import Markup

from server.things.summaries import awards, figures, people, places, sources
from server.things.thing import Thing

Summary = Callable[[Thing], Iterator[Markup]]
"""The clauses of the sentence, as far as the data have what they say."""

SUMMARIES: Final[Mapping[str, Summary]] = MappingProxyType(
    {
        "khen:AwardConferral": awards.conferral,
        "khen:AwardDecision": awards.decision,
        "khen:AnnouncedCount": awards.announced_count,
        "khen:CountDiscrepancy": awards.discrepancy,
        "khen:Programme": awards.programme,
        "khen:PeriodStatement": awards.period,
        "schema:Event": awards.event,
        "schema:Person": people.person,
        "org:Membership": people.membership,
        "org:Role": people.role,
        "org:OrganizationalUnit": people.organisation,
        "org:FormalOrganization": people.organisation,
        "org:Organization": people.organisation,
        "khen:AdministrativeUnit": places.unit,
        "khen:AdministrativeUnitVersion": places.version,
        "vl:ChangeEvent": places.change,
        "khen:ReportedChange": places.reported,
        "khen:ProvinceCount": places.province_count,
        "khen:Seat": places.seat,
        "geo:Geometry": places.point,
        "schema:Country": places.country,
        "schema:Legislation": places.act,
        "khen:Result": figures.statement,
        "khen:Target": figures.statement,
        "khen:StatisticalStatement": figures.statement,
        "schema:MonetaryAmount": figures.amount,
        "khen:FundMobilisation": figures.fund,
        "khen:TargetComparison": figures.comparison,
        "khen:Announcement": sources.announcement,
        "khen:SourceText": sources.text,
        "khen:UnreadPassage": sources.unread,
        "oa:Annotation": sources.mention,
        "owl:Axiom": sources.link,
        "skos:Concept": sources.concept,
    }
)
"""Class to what is said of its members. Of classes that none is more specific than, the first here counts."""


def kind_of(types: Iterable[str], above: Mapping[str, frozenset[str]]) -> str:
    """The class by which a thing is summed up; empty where there is none.

    Args:
        types: of the thing, as prefixed names.
        above: class to all of its superclasses, as prefixed names.

    >>> kind_of(["prov:Activity", "khen:AwardConferral"], {"khen:AwardConferral": frozenset({"prov:Activity"})})
    'khen:AwardConferral'
    >>> kind_of(["e:Village"], {"e:Village": frozenset({"schema:Country"})}), kind_of(["e:Other"], {})
    ('schema:Country', '')
    """
    known = {each for kind in types for each in (kind, *above.get(kind, ())) if each in SUMMARIES}
    found = [each for each in SUMMARIES if each in known and not any(each in above.get(other, ()) for other in known)]
    return found[0] if found else ""


def summary(thing: Thing, kind: str) -> Markup:
    """The sentence about a thing of a kind; empty where there is nothing to say."""
    clauses = [each for each in SUMMARIES[kind](thing) if each] if kind in SUMMARIES else []
    return Markup("; ").join(clauses) + "." if clauses else Markup("")
