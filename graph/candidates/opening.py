"""From what was named on the command line to a source: a file is read here, the server's part asks an endpoint."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from importlib.metadata import entry_points, version
from pathlib import Path
from typing import Any, Final

from graph.candidates.asking import Asking
from graph.candidates.interface import Endpoint, Say
from graph.candidates.kept import keep_beside
from graph.candidates.source import Dump, Source
from graph.errors import UsageError
from graph.release import read_dataset
from graph.vocabulary import names_from_environment

_GROUP: Final = "khen.endpoints"
"""Entry points of what can ask an endpoint, by the scheme of its address."""


@dataclass(frozen=True)
class Asked:
    """What a person wants: where to look, and how.

    Attributes:
        source: a file or an address.
        data: folder of the corpus.
        review: the file that is to be written.
        rate: requests per second.
        timeout: seconds for one answer.
        today: the day of the search.
        say: tells how far the work is.
    """

    source: str
    data: Path
    review: Path
    rate: float
    timeout: float
    today: date
    say: Say


@contextmanager
def opened(asked: Asked) -> Iterator[tuple[Source, date]]:
    """The source, and the day on which it was first looked at. Answers that were kept are forgotten at a good end.

    Raises:
        UsageError: the source is neither a file nor the address of an endpoint.
    """
    if "://" not in asked.source:
        path = Path(asked.source)
        if not path.is_file():
            raise UsageError(asked.source, "is no file", "Name a file of RDF, or an endpoint by http:// or https://.")
        yield Dump(path, asked.say), asked.today
        return
    with closing(_endpoint(asked)) as endpoint:
        kept = keep_beside(asked.review, asked.today)
        yield Asking(endpoint, kept, asked.say), kept.day
    kept.forget()


def _endpoint(asked: Asked) -> Endpoint:
    scheme = asked.source.partition("://")[0].lower()
    found = next(iter(entry_points(group=_GROUP, name=scheme)), None)
    if found is None:
        raise UsageError(f"{scheme}://", "is not how an endpoint is asked", "Name one by http:// or https://.")
    opening: Any = found.load()
    endpoint: Endpoint = opening(
        asked.source, agent=_agent(asked.data), rate=asked.rate, timeout=asked.timeout, say=asked.say
    )
    return endpoint


def _agent(data: Path) -> str:
    """Who asks, and where whoever keeps the endpoint can write to (RFC 9110, section 10.1.5)."""
    dataset = read_dataset(data / "dataset.toml")
    page = dataset.contact.page or dataset.publisher.homepage or names_from_environment().base
    reach = "; ".join(
        each for each in (dataset.contact.name.en, dataset.contact.email, page) if each and each.isascii()
    )
    return f"khen/{version('khen')} ({reach})"
