"""Refuses parameters that an address does not know, so that no slip is answered as if it had not been made.

Only where parameters decide what is shown: elsewhere they change nothing, and nobody is misled.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from flask import current_app, request

from graph.errors import Worded
from server.catalogues import LANGUAGES
from server.errors import Problem, ProblemError
from server.openapi.areas import AREAS

_DECIDING: Final = ("atlas", "chronicle", "exploring", "finding", "places")
"""The blueprints whose parameters are checked."""
_PROTOCOLS: Final = ("sparql", "reconciliation")
"""The blueprints whose parameters are the matter of a protocol, which others may extend."""
_LONGEST: Final = 80
"""Characters of what was sent that are said back."""


def check_parameters() -> None:
    """Look at the parameters of the current request.

    Raises:
        ProblemError: 400 the address does not know one of them, or the language that it names is none of ours.
    """
    if request.blueprint in _PROTOCOLS or request.endpoint is None:
        return
    for each in request.args.getlist("lang"):
        if each and each not in LANGUAGES:
            detail = Worded("No page is written in the language '%(language)s'.", language=each[:_LONGEST])
            raise _bad(detail, [f"lang={language}" for language in LANGUAGES])
    if request.blueprint in _DECIDING:
        known = _known(request.blueprint)
        for each in request.args:
            if each not in known and not _of_others(each):
                detail = Worded("This address knows no parameter '%(name)s'.", name=each[:_LONGEST])
                raise _bad(detail, sorted(known))


def _bad(detail: Worded, known: list[str]) -> ProblemError:
    remedy = Worded("Use one of these, or leave it out: %(list)s.", list=", ".join(known))
    return ProblemError(Problem(400, detail, remedy, {"parameters": known}))


@cache
def _known(blueprint: str) -> frozenset[str]:
    """The parameters of the addresses of a blueprint together, for its pages pass them on to its files."""
    rules = (each for each in current_app.url_map.iter_rules() if each.endpoint.startswith(f"{blueprint}."))
    of_paths = {name for each in rules for name in each.arguments}
    operations = (each for area in AREAS for each in area.operations if each.endpoint.startswith(f"{blueprint}."))
    return frozenset(each.name for operation in operations for each in operation.parameters) - of_paths | {"lang"}


def _of_others(name: str) -> bool:
    """Whether it is one that mail programs and networks add to links, to know where a reader came from."""
    return name.startswith(("utm_", "mc_")) or name.endswith("clid")
