"""The parameters of the requests to the service; those that it does not know are left alone, as clients send many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NoReturn

from flask import request

from graph.errors import Worded
from server.errors import Problem, ProblemError
from server.parameters import FORM
from server.reconciliation import bounds
from server.reconciliation.kinds import KINDS

_NAMES: Final = ("queries", "extend")
_LONGEST: Final = 2 * bounds.TEXT
"""Characters of an identifier, which may be a whole IRI."""


@dataclass(frozen=True)
class Asked:
    """What is asked of the service itself; its manifest where both are ``None``."""

    queries: str | None
    extend: str | None


def asked() -> Asked:
    """The batch of queries, or the data extension query, of the request at hand.

    A request is not given as a script (JSONP), which the specification leaves open: the page that asks would have to
    run whatever the server sends, while CORS lets it read the same.

    Raises:
        ProblemError: 400 several at once, none in a POST, not UTF-8, or a ``callback``; 415 a body that is no form.
    """
    if request.method == "POST" and request.mimetype not in (FORM, "multipart/form-data"):
        raise ProblemError(
            Problem(
                415,
                Worded("The body is not a form."),
                Worded("Send it as %(form)s.", form=FORM),
                {},
                {"Accept-Post": FORM},
            )
        )
    if "callback" in request.values:
        _refuse(
            Worded("Nothing is given as a script here."),
            Worded("Leave out 'callback'; any site may read the JSON (CORS)."),
        )
    found = {name: request.values.getlist(name) for name in _NAMES}
    given = [(name, value) for name, values in found.items() for value in values]
    if len(given) > 1:
        _refuse(Worded("The request asks for several things at once."), Worded("Send one 'queries' or one 'extend'."))
    if not given and request.method == "POST":
        _refuse(
            Worded("The form has neither 'queries' nor 'extend'."),
            Worded("Send one of them; the manifest is given to a GET."),
        )
    name, value = given[0] if given else ("", None)
    return Asked(value if name == "queries" else None, value if name == "extend" else None)


def prefix() -> str:
    """What was typed."""
    return _short("prefix")


def identifier() -> str:
    """The identifier of what is to be shown.

    Raises:
        ProblemError: 400 there is none.
    """
    found = _short("id")
    if not found:
        _refuse(Worded("The request names no 'id'."), Worded("Send ?id= with an id of this service."))
    return found


def cursor() -> int:
    """How many suggestions to leave out.

    Raises:
        ProblemError: 400 it is no number, or larger than anyone turns pages.
    """
    return _number("cursor", 0, bounds.CURSOR) or 0


def limit() -> int | None:
    """How many properties to propose."""
    return _number("limit", 1, 1000)


def types() -> tuple[str, ...]:
    """The types to suggest things of, those that are known; clients send others here too."""
    return tuple(each for each in request.args.getlist("type")[: len(KINDS)] if each in KINDS)


def kind() -> str:
    """The type to propose properties for; empty for any.

    Raises:
        ProblemError: 400 there is no such type.
    """
    found = _short("type")
    if found and found not in KINDS:
        _refuse(Worded("There is no such 'type'."), Worded("There are: %(list)s.", list=", ".join(KINDS)))
    return found


def _short(name: str) -> str:
    value = request.args.get(name, "").strip()
    if len(value) > _LONGEST:
        limit = {"limit": {"reconcile_text": bounds.TEXT}}
        raise ProblemError(
            Problem(
                400,
                Worded("'%(name)s' is too long.", name=name),
                Worded("Send %(limit)s characters at most.", limit=bounds.TEXT),
                limit,
            )
        )
    return value


def _number(name: str, least: int, most: int) -> int | None:
    value = request.args.get(name, "")
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and len(value) < 6 and least <= int(value) <= most):
        _refuse(
            Worded("'%(name)s' is not a whole number from %(least)s to %(limit)s.", name=name, least=least, limit=most),
            Worded("Leave it out, or send such a number."),
        )
    return int(value)


def _refuse(detail: str, remedy: str) -> NoReturn:
    raise ProblemError(Problem(400, detail, remedy))
