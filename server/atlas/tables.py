"""The table of the map as a file (RFC 4180): the same facts, in words for machines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from graph.store import Release
from server.atlas.counting import Count, Row
from server.atlas.facts import Money
from server.takeaway import source

COLUMNS: Final = (
    "date", "iri", "name_vi", "name_en", "code", "recipients", "collectives", "individuals", "recipient_iris",
    "money_statements", "money", "figures", "figure_iris", "stated_of", "longitude", "latitude", "release", "licence",
)  # fmt: skip


def table(release: Release, count: Count) -> str:
    """A header and a row for each province, lines ending in CR LF. A cell with several values parts them by a space.

    Sums of money are parted by semicolons; each is its degree, its number, its currency, and its IRI. Each row names
    the release that it was taken from.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows((count.day.isoformat(), *_cells(each), *source(release)) for each in count.rows)
    return text.getvalue()


def _cells(row: Row) -> Iterator[str | int | float]:
    province = row.province
    yield province.iri
    yield province.names.get("vi", "")
    yield province.names.get("en", "")
    yield province.code
    yield len(row.recipients)
    yield len(row.collectives)
    yield len(row.individuals)
    yield " ".join(row.recipients)
    yield len(row.money)
    yield "; ".join(map(_stated, row.money))
    yield len(row.figures)
    yield " ".join(row.figures)
    yield " ".join(each.iri for each in row.stated_of)
    yield from province.point or ("", "")


def _stated(money: Money) -> str:
    currency = f"{money.currency} (inferred)" if money.inferred else money.currency
    return f"{money.qualifier} {money.value} {currency} {money.iri}"
