"""The places that statements name, and those among them of which nobody knows which unit they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from graph.authority.locating import locate
from graph.authority.places import Places
from graph.source import SourceDocument
from graph.statement import Facts, OrganisationMention, PersonMention, PlaceMention, Unread


def mentioned(facts: Facts) -> Iterator[PlaceMention]:
    """Every place that the statements name, once for each span."""
    organisations: list[OrganisationMention | None] = []
    people: list[PersonMention | None] = []
    if facts.decision:
        organisations.append(facts.decision.awarding_body)
    for conferral in facts.conferrals:
        if isinstance(conferral.recipient, PersonMention):
            people.append(conferral.recipient)
        else:
            organisations.append(conferral.recipient)
    for event in facts.events:
        organisations.append(event.organiser)
        people.append(event.presenter)
    for person in people:
        organisations.extend(office.organisation for office in person.offices) if person else None
    for mobilisation in facts.mobilisations:
        if isinstance(mobilisation.mobiliser, PlaceMention):
            yield mobilisation.mobiliser
        else:
            organisations.append(mobilisation.mobiliser)
    for organisation in organisations:
        while organisation:
            place = organisation.place
            while place:
                yield place
                place = place.within
            organisation = organisation.parent


def unlocated(
    mentions: Iterable[PlaceMention], places: Places, day: date | None, document: SourceDocument
) -> Iterator[Unread]:
    """Reports each place that no unit, or more than one, bore the name of on the day of the piece.

    What is stated of it stays; only that it is this or that unit is not.
    """
    for mention in mentions:
        if day is None or locate(mention, places, day) is not None:
            continue
        if mention.within is None or locate(mention.within, places, day) is not None:
            reason = f"no single place is called so on {day.isoformat()}"
            yield Unread(reason, mention.evidence, document.line_of(mention.evidence.start))
