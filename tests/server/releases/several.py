"""Two releases, of which the later one says something more and something else, and one that is only remembered."""

from __future__ import annotations

from pathlib import Path

from tests.store.writing import write_release

ADDED = "<https://w3id.org/khen/id/person/new> <http://www.w3.org/2004/02/skos/core#prefLabel> "
ADDED += '"Người mới"@vi <https://w3id.org/khen/graph/ref/orgs> .\n'


def write_several(folder: Path) -> None:
    """Write the release that is served, an older one that says less, and the history of both."""
    write_release(folder)
    older = write_release(folder, "r0", current=False)
    served = folder / "r1" / "khen.nq"
    served.write_text(served.read_text(encoding="utf-8") + ADDED, encoding="utf-8")
    (older / "store" / "CURRENT").unlink()  # so that it is read from its khen.nq
    lines = (older / "khen.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [each for each in lines if "Đỗ Thị" not in each]
    assert len(kept) < len(lines)
    (older / "khen.nq").write_text("".join(kept), encoding="utf-8")
    times = {"r0": "2024-03-01T08:00:00+00:00", "gone": "2024-02-01T08:00:00+00:00"}
    (folder / "history.jsonl").write_text(
        "".join(f'{{"time": "{time}", "id": "{name}", "outcome": "published"}}\n' for name, time in times.items())
    )
