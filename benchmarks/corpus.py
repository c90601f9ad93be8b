"""A synthetic corpus of any size: invented announcements in the genre, read by the real pipeline.

Only the texts are made up. Facts, identifiers, evidence and graphs come out of the same extraction and the
same writers as those of a real announcement, so the corpus follows the model by construction. Every text
follows from a seed and its number alone.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import islice

from graph.authority.places import Level, Places
from graph.pipeline import Corpus, build_graph
from graph.source import SourceDocument
from graph.vocabulary import Names, Quad

SEED = 2023
_FIRST_DAY, _DAYS = date(2015, 1, 5), 3500
_PILOT = 40
"""Announcements that are read to learn how many triples one holds on average."""

_SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý")
_MIDDLE = ("Thị", "Thị Ngọc", "Thị Thu", "Thị Kim", "Thị Thuỳ", "Văn", "Quang", "Minh", "Thanh", "Đức", "Hữu")
_GIVEN = ("Anh", "Bình", "Châu", "Dung", "Giang", "Hà", "Hiếu", "Hoa", "Hương", "Khánh", "Lan", "Linh", "Mai", "Nga",
          "Oanh", "Phượng", "Quyên", "Sơn", "Tâm", "Thảo", "Trân", "Tuấn", "Uyên", "Vân", "Xuân", "Yến")  # fmt: skip
_FIELDS = ("công tác Hội và phong trào phụ nữ", "công tác bồi dưỡng cán bộ Hội", "phong trào thi đua yêu nước",
           "công tác xây dựng nông thôn mới", "công tác bình đẳng giới", "công tác giảm nghèo")  # fmt: skip
_PROGRAMMES = ("Đề án hỗ trợ phụ nữ khởi nghiệp", "Đề án bồi dưỡng cán bộ Hội cơ sở",
               "Đề án tuyên truyền, giáo dục phẩm chất đạo đức phụ nữ")  # fmt: skip
_UNITS = ("Ban Tuyên giáo", "Ban Xây dựng tổ chức Hội", "Văn phòng")
_ROLES = ("Chủ tịch", "Phó Chủ tịch", "Chuyên viên")


@dataclass(frozen=True)
class Writing:
    """Writes invented announcements about the provinces that were there on their day."""

    places: Places
    seed: int = SEED

    def announcement(self, number: int) -> SourceDocument:
        """The announcement with this number; no other number has a part in it."""
        chance = random.Random(f"{self.seed}/{number}")
        text = "\n\n".join(self._paragraphs(chance)) + "\n"
        return SourceDocument(f"synthetic-{number:05d}", text)

    def announcements(self) -> Iterator[SourceDocument]:
        """All of them, without end."""
        number = 0
        while True:
            number += 1
            yield self.announcement(number)

    def _paragraphs(self, chance: random.Random) -> Iterator[str]:
        day = _FIRST_DAY + timedelta(chance.randrange(_DAYS))
        body = f"Hội LHPN {chance.choice(self._provinces)}"
        award = chance.choice(("bằng khen", "giấy khen"))
        collectives = _distinct(chance.randint(3, 14), lambda: self._collective(chance))
        individuals = _distinct(chance.randint(3, 14), lambda: self._individual(chance), key=_name)
        counts = f"{len(collectives)} tập thể{{}} {len(individuals)} cá nhân"
        title = f"{counts.format(',')} được tặng {award} trong {chance.choice(_FIELDS)}"
        start = day.year - chance.randint(1, 4)
        programme = f"{chance.choice(_PROGRAMMES)} giai đoạn {start} – {start + 5}"
        ground = f"có thành tích xuất sắc trong thực hiện {programme}"
        yield title
        yield f"{chance.choice('HMLT')}.{chance.choice('ANVY')}"
        yield f"{day:%d/%m/%Y} - {chance.randint(7, 19):02d}:{chance.randint(0, 59):02d}"
        yield title
        yield f"Ban Thường vụ {body} quyết định tặng {award} cho {counts.format(' và')} {ground}."
        held = f"{chance.choice(('Sáng', 'Chiều'))} {day.day}/{day.month}"
        yield f"{held}, {body} tổ chức Hội nghị sơ kết thực hiện {programme}."
        yield self._figures(chance, day)
        yield f"{len(collectives)} tập thể:"
        yield from (f"- {each}" for each in collectives)
        yield f"{len(individuals)} cá nhân:"
        yield from (f"- {each}" for each in individuals)

    def _figures(self, chance: random.Random, day: date) -> str:
        classes, trainees = chance.randint(20, 900), chance.randint(1, 60)
        billions = f"{chance.randint(1, 90)},{chance.randint(1, 9)}"
        return (
            f"Tính đến hết năm {day.year - 1}, các cấp Hội đã tổ chức được {chance.choice(('gần ', 'hơn ', ''))}"
            f"{classes} lớp tập huấn cho hơn {trainees}.000 học viên với tổng kinh phí trên {billions} tỷ đồng; "
            f"{chance.randint(60, 100)}% Chi hội trưởng phụ nữ được bồi dưỡng nghiệp vụ công tác Hội."
        )

    def _collective(self, chance: random.Random) -> str:
        body = f"Hội LHPN {chance.choice(self._provinces)}"
        return f"{chance.choice(_UNITS)}, {body}" if chance.random() < 0.7 else body

    def _individual(self, chance: random.Random) -> str:
        middle = chance.choice(_MIDDLE)
        name = f"{chance.choice(_SURNAMES)} {middle} {chance.choice(_GIVEN)}"
        honorific = "Bà" if middle.startswith("Thị") else "Ông"
        return f"{honorific} {name}, {chance.choice(_ROLES)} Hội LHPN {chance.choice(self._provinces)}"

    @cached_property
    def _provinces(self) -> tuple[str, ...]:
        """The provinces that had one name on every day a text can be of."""
        last = _FIRST_DAY + timedelta(_DAYS)
        found = []
        for place in self.places.places:
            versions = {version for version in place.versions if version.valid_on(_FIRST_DAY)}
            if place.level is Level.PROVINCE and versions == {v for v in place.versions if v.valid_on(last)}:
                name = next(iter(versions)).name
                city = next(iter(versions)).label_vi.startswith("Thành phố")
                found.append(f"{'thành phố' if city else 'tỉnh'} {name}")
        return tuple(found)


@dataclass(frozen=True)
class Synthetic:
    """A corpus of the wanted size and its graph, not validated."""

    corpus: Corpus
    quads: tuple[Quad, ...]


def synthetic(real: Corpus, names: Names, triples: int, seed: int = SEED) -> Synthetic:
    """The real corpus with as many invented announcements as make about ``triples`` distinct triples.

    A first few are read to learn how large one is on average; the whole is within a few per cent of the wish.

    Raises:
        KhenError: an announcement cannot be read, which would be an error of this module.
    """
    writing = Writing(real.authority.places, seed)
    without = count_triples(build_graph(real, names)[1])
    pilot = count_triples(_extended(real, writing, _PILOT, names).quads)
    needed = max(round((triples - without) * _PILOT / (pilot - without)), 1)
    return _extended(real, writing, needed, names)


def count_triples(quads: Iterable[Quad]) -> int:
    """The number of distinct triples, whatever graphs they are in."""
    return len({quad[:3] for quad in quads})


def _distinct(number: int, draw: Callable[[], str], key: Callable[[str], str] = str) -> list[str]:
    """So many drawn texts, no two with the same key: nobody stands twice on one list."""
    drawn: dict[str, str] = {}
    while len(drawn) < number:
        text = draw()
        drawn.setdefault(key(text), text)
    return list(drawn.values())


def _name(individual: str) -> str:
    return individual.partition(",")[0]


def _extended(real: Corpus, writing: Writing, number: int, names: Names) -> Synthetic:
    corpus = replace(real, documents=(*real.documents, *islice(writing.announcements(), number)))
    return Synthetic(corpus, build_graph(corpus, names)[1])
