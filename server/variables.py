"""Options of the server's commands that a variable of the environment can set as well."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


def option(*names: str, variable: str, help: str, **more: Any) -> Callable[[Command], Command]:
    """An option, and the variable in the end of its help.

    Args:
        names: as for :func:`click.option`.
        variable: of the environment.
        help: without the variable.
        more: as for :func:`click.option`.
    """
    return click.option(*names, envvar=variable, help=f"{help} [env: {variable}]", **more)


def folders(done: str) -> Callable[[Command], Command]:
    """The options ``--data`` and ``--releases``; the command gets ``releases`` whether it was named or not.

    Args:
        done: to the release, in a word: ``served``.
    """
    folder = click.Path(path_type=Path, file_okay=False)
    data = option(
        "--data",
        variable="KHEN_DATA",
        default="data",
        show_default=True,
        is_eager=True,  # it is known when the other one is looked at
        type=folder,
        help=f"Folder of the corpus whose release is {done}.",
    )
    releases = option(
        "--releases",
        variable="KHEN_RELEASES",
        default=None,
        type=folder,
        callback=lambda context, _, named: named or context.params["data"].parent / "release",
        help="Folder that `khen build` writes to; where none is named, `release` beside the corpus.",
    )
    return lambda command: data(releases(command))
