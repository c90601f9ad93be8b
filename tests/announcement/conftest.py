"""The real announcement and two invented ones as a release in memory: not validated, which these tests do not need."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from itertools import product

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Store

from graph.formats import N_QUADS
from graph.index import fill
from graph.pipeline import build_graph, read_data
from graph.release.dumps import write_dump
from graph.source import AcceptedDifference, SourceDocument, SourceMetadata
from graph.store import GraphEntry, Manifest, Release
from graph.vocabulary import Names, Quad
from server import create_app
from tests.conftest import DATA

REAL = "642ca70eabb422b4"
OPEN = "toan-van"
LONG = "danh-sach-dai"
ADDRESS = "https://example.org/danh-sach-dai"
OPEN_TEXT = """Ba tập thể được tặng giấy khen

08/03/2024 - 09:00

Ban Thường vụ Hội LHPN tỉnh Phú Thọ quyết định tặng giấy khen cho 3 tập thể có thành tích xuất sắc trong công tác Hội.

Danh sách 3 tập thể được tặng giấy khen:

- Hội LHPN tỉnh Phú Thọ

- Hội LHPN tỉnh Hà Nam

Hơn 12,5,7 tỷ đồng đã được huy động.
"""
_DIFFERENCE = AcceptedDifference("collective", 3, 2, "The list names two.")


def _long_text() -> str:
    given = ("An", "Bình", "Châu", "Dung", "Giang", "Hà", "Hoa", "Lan", "Mai", "Nga", "Oanh", "Sơn", "Tâm", "Vân")
    surnames = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Mạc")
    names = [f"- Bà {surname} Thị {name}, Chủ tịch Hội LHPN tỉnh Phú Thọ" for surname, name in product(surnames, given)]
    head = f"{len(names)} cá nhân được tặng bằng khen\n\n08/03/2024 - 09:00\n\n"
    said = f"Hội LHPN tỉnh Phú Thọ quyết định tặng bằng khen cho {len(names)} cá nhân.\n\n{len(names)} cá nhân:\n\n"
    unread = (
        "Buổi lễ diễn ra trong không khí trang trọng, ấm áp và để lại nhiều ấn tượng tốt đẹp trong lòng người dự.\n\n"
    )
    return head + unread + said + "\n\n".join(names) + "\n"


@pytest.fixture(scope="session")
def quads() -> tuple[Quad, ...]:
    real = read_data(DATA)
    invented = (
        SourceDocument(OPEN, OPEN_TEXT, SourceMetadata(publish_text=True, differences=(_DIFFERENCE,))),
        SourceDocument(LONG, _long_text(), SourceMetadata(publisher="Báo thử", address=ADDRESS)),
    )
    return build_graph(replace(real, documents=(*real.documents, *invented)), Names())[1]


@pytest.fixture(scope="session")
def release(quads: tuple[Quad, ...], tmp_path_factory: pytest.TempPathFactory) -> Release:
    folder = tmp_path_factory.mktemp("announcement")
    (folder / "manifest.json").write_text(json.dumps({}), encoding="utf-8")
    store = Store()
    fill(store, write_dump(quads, N_QUADS, {}))
    graphs = tuple(GraphEntry(str(iri), count) for iri, count in Counter(quad[3] for quad in quads).items())
    words = {"vi": "Thử", "en": "Trial"}
    counts = {"triples": len({quad[:3] for quad in quads})}
    licence = "https://creativecommons.org/licenses/by/4.0/"
    manifest = Manifest("r1", Names().base, "0", "2024-04-01", "2024-04-01", licence, words, words, counts, graphs, ())
    return Release("r1", folder, manifest, Names(), store, "memory")


@pytest.fixture(scope="session")
def client(release: Release) -> FlaskClient:
    return create_app(release).test_client()
