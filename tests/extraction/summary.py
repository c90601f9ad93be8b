"""Facts in short: plain lists that a person can read against the text, and that JSON can hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from graph.statement import (
    Conferral,
    Evidence,
    Facts,
    Figure,
    OrganisationMention,
    PersonMention,
    PlaceMention,
    RecipientKind,
    ReferenceTime,
)


def quotations(node: object) -> Iterator[Evidence]:
    """Every evidence anywhere below a record."""
    if isinstance(node, Evidence):
        yield node
    elif isinstance(node, tuple):
        for each in node:
            yield from quotations(each)
    elif is_dataclass(node):
        for field in fields(node):
            yield from quotations(getattr(node, field.name))


def place(mention: PlaceMention) -> str:
    """``district Ba Tri / province Bến Tre``."""
    own = f"{mention.level} {mention.name}" if mention.level else mention.name
    return f"{own} / {place(mention.within)}" if mention.within else own


def organisation(mention: OrganisationMention) -> str:
    """``(unit) < body @ place``, from small to large."""
    own = f"({mention.name})" if mention.is_unit and mention.parent else mention.name
    own += f" @ {place(mention.place)}" if mention.place else ""
    return f"{own} < {organisation(mention.parent)}" if mention.parent else own


def person(mention: PersonMention) -> str:
    """``honorific | name | position: organisation; ...``."""
    offices = "; ".join(f"{office.position}: {organisation(office.organisation)}" for office in mention.offices)
    return f"{mention.honorific or '-'} | {mention.name} | {offices}"


def recipient(conferral: Conferral) -> str:
    """Who receives, in short."""
    mention = conferral.recipient
    return person(mention) if isinstance(mention, PersonMention) else organisation(mention)


def recipients(facts: Facts, kind: RecipientKind) -> list[str]:
    """The recipients of one kind, in order; their positions are shown to count up from one."""
    found = [each for each in facts.conferrals if each.kind is kind]
    assert [each.position for each in found] == list(range(1, len(found) + 1))
    return [recipient(each) for each in found]


def time(reference: ReferenceTime | None) -> str | None:
    """The words of time, and what they were resolved to."""
    if reference is None:
        return None
    resolved = reference.day or reference.year or (f"since {reference.since}" if reference.since else None)
    return f"{reference.words} ({resolved})" if resolved else reference.words


def figure(stated: Figure) -> list[str | None]:
    """Role, qualifier, value and unit; what is counted; what was done; when; the quotation."""
    inferred = " inferred" if stated.currency_inferred else ""
    value = f"{stated.role.value} {stated.qualifier.value} {stated.value} {stated.unit}{inferred}"
    return [value, stated.counted, stated.measure, time(stated.time), stated.evidence[0].exact]


def summary(facts: Facts) -> dict[str, Any]:
    """All of it, as in ``expected.json``."""
    said, decision = facts.announcement, facts.decision
    return {
        "announcement": {
            "headline": said.headline.value,
            "headline at": [quote.start for quote in said.headline.evidence],
            "byline": said.byline.value if said.byline else None,
            "published": said.published,
            "zone stated": said.zone_stated,
            "caption": said.caption.value if said.caption else None,
        },
        "decision": {
            "body": re.sub(r"[()]", "", organisation(decision.awarding_body)),
            "award": decision.award.value,
            "ground": decision.ground.value if decision.ground else None,
            "ground at": [quote.start for quote in decision.ground.evidence] if decision.ground else [],
            "counts": [[c.kind.value, c.value, [quote.start for quote in c.evidence]] for c in decision.counts],
            "number": decision.number.value if decision.number else None,
            "day": decision.day[0].isoformat() if decision.day else None,
        }
        if decision
        else None,
        "programmes": [
            [
                each.name,
                [quote.start for quote in each.evidence],
                [[period.start, period.end, [quote.start for quote in period.evidence]] for period in each.periods],
            ]
            for each in facts.programmes
        ],
        "conferrals": [[f"{each.kind.value} {each.position}", recipient(each)] for each in facts.conferrals],
        "events": [
            [
                each.kind,
                each.name,
                each.day.isoformat() if each.day else None,
                each.part_of_day,
                organisation(each.organiser) if each.organiser else None,
                person(each.presenter) if each.presenter else None,
            ]
            for each in facts.events
        ],
        "figures": [figure(each) for each in facts.figures],
        "mobilisations": [
            [m.mobiliser.name, m.qualifier.value, str(m.value), m.currency, m.currency_inferred, m.evidence.exact]
            for m in facts.mobilisations
        ],
        "comparisons": [
            [
                facts.figures[each.target].evidence[0].exact,
                facts.figures[each.result].evidence[0].exact,
                each.comparability.value,
                each.outcome,
            ]
            for each in facts.comparisons
        ],
        "unread": [[each.line, each.reason, each.evidence.exact] for each in facts.unread],
    }
