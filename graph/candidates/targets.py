"""The data sets that a link can lead to: how their addresses are written, and what of them our tables hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, order=True)
class Target:
    """A thing of another data set.

    Attributes:
        scheme: whose it is, as the tables call it.
        value: its identifier there, such as ``Q33366``.
    """

    scheme: str
    value: str

    @property
    def iri(self) -> str:
        """Its address in the one form that is published."""
        return _WRITTEN[self.scheme].format(self.value)


_WRITTEN: Final = {
    "wikidata": "http://www.wikidata.org/entity/{}",
    "geonames": "https://sws.geonames.org/{}/",
    "ror": "https://ror.org/{}",
}
_READ: Final = {
    "wikidata": re.compile(r"https?://(?:www\.)?wikidata\.org/(?:entity|wiki)/(Q[1-9][0-9]*)"),
    "geonames": re.compile(r"https?://(?:sws|www)\.geonames\.org/([1-9][0-9]*)(?:/.*)?"),
    "ror": re.compile(r"https?://ror\.org/(0[a-z0-9]{6}[0-9]{2})"),
}
PLACES: Final = ("wikidata", "geonames")
ORGANISATIONS: Final = ("wikidata", "ror")
SCHEMES: Final = tuple(_WRITTEN)


def target_of(iri: str) -> Target | None:
    """The thing with this address, in whichever form it is written; ``None`` for what no table can hold.

    >>> target_of("https://www.wikidata.org/wiki/Q33366").iri
    'http://www.wikidata.org/entity/Q33366'
    >>> target_of("http://sws.geonames.org/1587974/about.rdf")
    Target(scheme='geonames', value='1587974')
    >>> target_of("http://example.org/Q33366") is None
    True
    """
    for scheme, form in _READ.items():
        if found := form.fullmatch(iri):
            return Target(scheme, found[1])
    return None
