"""The benchmark of pages measures what it says, on a few of them."""

from __future__ import annotations

from pathlib import Path

from benchmarks.pages import MANY, chosen, crowded, measured, table
from graph.store import open_release
from server import create_app


def test_each_type_is_measured_anew_and_again(built: Path, tmp_path: Path) -> None:
    release = open_release(built)
    things = chosen(release)
    assert {"khen:AwardConferral", "schema:Person", "khen:AdministrativeUnitVersion"} <= set(things)
    assert all(0 < len(keys) <= 12 for keys in things.values())
    few = {name: keys[:2] for name, keys in things.items() if name in ("schema:Person", "skos:Concept")}
    times = list(measured(release, few))
    assert [(each.name, len(each.anew), len(each.again)) for each in times] == [
        ("schema:Person", 4, 4),
        ("skos:Concept", 4, 4),
    ]
    assert sum(map(sum, (each.again for each in times))) < sum(map(sum, (each.anew for each in times)))
    assert "schema:Person" in table(times)
    page = create_app(crowded(release, tmp_path, in_memory=False)).test_client().get("/doc/org/hub.html?lang=en").text
    assert f"{MANY:,}" in page
