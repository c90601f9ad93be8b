"""The data sets that a link can lead to: how their addresses are written, and what of them our tables hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from graph.authority.places import Scheme


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
        value = self.value
        if self.scheme == "whosonfirst":
            # The digits are folders of three (https://whosonfirst.org/docs/uris/).
            value = "/".join([*(value[start : start + 3] for start in range(0, len(value), 3)), value])
        return _WRITTEN[self.scheme].format(value)


_WRITTEN: Final = {
    "wikidata": "http://www.wikidata.org/entity/{}",
    "geonames": "https://sws.geonames.org/{}/",
    "whosonfirst": "https://data.whosonfirst.org/{}.geojson",
    "openstreetmap": "https://www.openstreetmap.org/{}",
    "dbpedia": "http://dbpedia.org/resource/{}",
    "ror": "https://ror.org/{}",
}
_READ: Final = {
    "wikidata": re.compile(r"https?://(?:www\.)?wikidata\.org/(?:entity|wiki)/(Q[1-9][0-9]*)"),
    "geonames": re.compile(r"https?://(?:sws|www)\.geonames\.org/([1-9][0-9]*)(?:/.*)?"),
    "whosonfirst": re.compile(r"https?://data\.whosonfirst\.org/(?:[0-9]{1,3}/)+([1-9][0-9]*)\.geojson"),
    "openstreetmap": re.compile(r"https?://(?:www\.)?openstreetmap\.org/(relation/[1-9][0-9]*)"),
    "dbpedia": re.compile(r"https?://dbpedia\.org/(?:resource|page)/([A-Z][A-Za-z0-9_.,()-]*)"),
    "ror": re.compile(r"https?://ror\.org/(0[a-z0-9]{6}[0-9]{2})"),
}
_HELD: Final = frozenset(str(each) for each in Scheme)
"""What the tables of places can hold."""
PLACES: Final = tuple(each for each in _WRITTEN if each in _HELD and each != "ror")
ORGANISATIONS: Final = tuple(each for each in ("wikidata", "ror", "dbpedia") if each in {*_HELD, "ror"})
SCHEMES: Final = tuple(each for each in _WRITTEN if each in {*PLACES, *ORGANISATIONS})


def target_of(iri: str) -> Target | None:
    """The thing with this address, in whichever form it is written; ``None`` for what is of none of these data sets.

    >>> target_of("https://www.wikidata.org/wiki/Q33366").iri
    'http://www.wikidata.org/entity/Q33366'
    >>> target_of("http://sws.geonames.org/1587974/about.rdf")
    Target(scheme='geonames', value='1587974')
    >>> target_of("https://data.whosonfirst.org/856/808/25/85680825.geojson").iri
    'https://data.whosonfirst.org/856/808/25/85680825.geojson'
    >>> target_of("http://example.org/Q33366") is None
    True
    """
    for scheme, form in _READ.items():
        if found := form.fullmatch(iri):
            return Target(scheme, found[1])
    return None
