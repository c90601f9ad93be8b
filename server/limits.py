"""``/limits``: every limit in force, as a page and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from flask import Blueprint, Response, render_template

from graph.engine import Engine
from graph.formats import Content, Format
from server.negotiation import HTML, negotiate, respond

JSON: Final = Format("json", "application/json", Content.RESULTS, "", "", "JSON")
_PATH: Final = "limits"


@dataclass(frozen=True)
class Limit:
    """A limit as it is shown.

    Attributes:
        name: in the JSON, and in the problem documents that speak of it.
        value: how much.
        unit: of what.
        status: of the response to a request beyond it.
        texts: what it is, by language.
    """

    name: str
    value: float
    unit: str
    status: int
    texts: dict[str, str]


_WORDS: Final[dict[str, tuple[str, int, str, str]]] = {
    "timeout": (
        "s", 504,
        "Thời gian của một truy vấn; tham số timeout chỉ có thể giảm, không thể tăng.",
        "Time that a query may take; the parameter timeout can lower it, never raise it.",
    ),
    "memory": (
        "byte", 422,
        "Bộ nhớ của một truy vấn, ngoài dữ liệu dùng chung.",
        "Memory that a query may take beside the data, which all share.",
    ),
    "workers": ("query", 503, "Số truy vấn được xử lý cùng lúc.", "Queries that are evaluated at once."),
    "wait": (
        "s", 503,
        "Thời gian một truy vấn chờ đến lượt.",
        "Time that a query waits for its turn.",
    ),
    "request_bytes": ("byte", 413, "Dung lượng phần thân của yêu cầu.", "Size of the body of a request."),
    "query_length": ("character", 400, "Độ dài của câu truy vấn.", "Length of a query."),
    "nesting": ("bracket", 400, "Số dấu ngoặc lồng nhau.", "Brackets of any kind within one another."),
    "joined_patterns": (
        "triple pattern", 400,
        "Số mẫu bộ ba được nối trong một nhóm (ước lượng).",
        "Triple patterns that are joined in one group (an estimate).",
    ),
    "operators": (
        "operator", 400,
        "Độ dài các chuỗi toán tử (ước lượng; từ như OPTIONAL tính là 4).",
        "Length of the chains of operators (an estimate; a word like OPTIONAL counts 4).",
    ),
    "result_bytes": ("byte", 422, "Dung lượng của kết quả.", "Size of a result."),
    "result_triples": (
        "triple", 422,
        "Số bộ ba của kết quả CONSTRUCT hoặc DESCRIBE.",
        "Triples in the result of a CONSTRUCT or DESCRIBE.",
    ),
}  # fmt: skip


def blueprint(engine: Engine, *, request_bytes: int) -> Blueprint:
    """The page about the limits of an engine, and of the requests to it."""
    routes = Blueprint("limits", __name__)

    def shown(format: Format, *, fixed: bool) -> Response:
        limits = list(in_force(engine, request_bytes))
        vary = () if fixed else ("Accept",)
        if format == HTML:
            page = render_template("limits.html", limits=limits, bounded=engine.settings is not None)
            return respond(page, HTML, vary=vary)
        table = {each.name: _entry(each) for each in limits}
        return respond(json.dumps({"limits": table}, ensure_ascii=False, indent=1) + "\n", JSON, vary=vary)

    @routes.get(f"/{_PATH}")
    def limits() -> Response:
        return shown(negotiate((HTML, JSON)), fixed=False)

    @routes.get(f"/{_PATH}.json")
    def limits_as_json() -> Response:
        return shown(JSON, fixed=True)

    @routes.get(f"/{_PATH}.html")
    def limits_as_page() -> Response:
        return shown(HTML, fixed=True)

    return routes


def in_force(engine: Engine, request_bytes: int) -> Iterator[Limit]:
    """Every limit of this server, those of time and memory first."""
    values: dict[str, Any] = {"request_bytes": request_bytes, **vars(engine.limits)}
    if engine.settings is not None:
        values |= {name: getattr(engine.settings, name) for name in ("timeout", "memory", "workers", "wait")}
    for name, (unit, status, vi, en) in _WORDS.items():
        if name in values:
            yield Limit(name, values[name], unit, status, {"vi": vi, "en": en})


def _entry(limit: Limit) -> dict[str, Any]:
    return {"value": limit.value, "unit": limit.unit, "status": limit.status, "meaning": limit.texts}
