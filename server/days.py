"""The day that a request asks about: one of which the release knows the provinces."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final

from flask import request

from graph.errors import Worded
from graph.store import Release
from server.errors import Problem, ProblemError
from server.negotiation import issued
from server.provinces import day_of

_VIET_NAM: Final = timezone(timedelta(hours=7))
"""The clock by which a day begins there; it knows no summer time."""


def today() -> date:
    """The day that it is in Viet Nam."""
    return datetime.now(UTC).astimezone(_VIET_NAM).date()


def modified(release: Release, day: date) -> datetime:
    """When what is said of today was last modified: it changes by the calendar alone, without a new release.

    Args:
        release: what is served.
        day: today.
    """
    midnight = datetime.combine(day, datetime.min.time(), _VIET_NAM)
    return max(issued(release), midnight.astimezone(UTC))


def asked(first: date | None, latest: date, *, form: bool = False) -> date:
    """The day that the request names by its parameter ``date``, or the latest.

    Args:
        first: the first day of which anything is known.
        latest: the last one, which is today.
        form: whether a form asks, which names an empty day where its reader has chosen none.

    Raises:
        ProblemError: 400 it is not one day, or one of which nothing is known.
    """
    said = [each for each in request.args.getlist("date") if each or not form]
    if not said:
        return latest
    day = day_of(said[0]) if len(said) == 1 else None
    remedy = _remedy(first, latest)
    if day is None:
        detail = Worded("The parameter 'date' is not one day of the calendar.")
    elif day > latest:
        detail = Worded("That day is yet to come.")
    elif first and day < first:
        detail = Worded("The release knows which provinces there were from %(day)s on.", day=first.isoformat())
    else:
        return day
    raise ProblemError(Problem(400, detail, remedy))


def _remedy(first: date | None, latest: date) -> Worded:
    """Which days may be named, written as an address has them."""
    if first is None:
        return Worded("Name a day until %(last)s, such as date=%(last)s.", last=latest.isoformat())
    days = {"first": first.isoformat(), "last": latest.isoformat()}
    return Worded("Name a day from %(first)s to %(last)s, such as date=%(first)s.", **days)
