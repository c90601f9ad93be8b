"""``/limits``: every limit in force, as a page and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import Blueprint, Response, render_template

from graph.engine import Engine
from graph.formats import Content, Format
from server.negotiation import HTML, negotiate, respond
from server.page_limits import WORDS as PAGES

JSON: Final = Format("json", "application/json", Content.RESULTS, "", "", "JSON")
_PATH: Final = "limits"


@dataclass(frozen=True)
class Limit:
    """A limit as it is shown.

    Attributes:
        name: in the JSON, and in the problem documents that speak of it.
        value: how much.
        unit: of what.
        status: of the response to a request beyond it; 0 where there is none any more.
        texts: what it is, by language.
        of_pages: whether it bounds what pages show, rather than what may be asked.
    """

    name: str
    value: float
    unit: str
    status: int
    texts: dict[str, str]
    of_pages: bool = False


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
    "graph_triples": (
        "triple", 422,
        "Số bộ ba của một đồ thị được đọc qua địa chỉ của nó; đồ thị lớn hơn có trong các tệp của bản phát hành.",
        "Triples of a named graph that is read at its address; larger ones are in the files of the release.",
    ),
    "search_characters": ("character", 400, "Độ dài của tên cần tìm.", "Length of a name that is looked for."),
    "search_words": ("word", 400, "Số tiếng của tên cần tìm.", "Words of a name that is looked for."),
    "search_hits": ("hit", 400, "Số kết quả của một lần tìm.", "Hits of one search."),
    "target_bytes": ("byte", 414, "Độ dài địa chỉ của yêu cầu.", "Length of the target of a request."),
    "header_bytes": (
        "byte", 431,
        "Dung lượng tối thiểu được nhận của phần đầu yêu cầu.",
        "Size of the headers of a request that is read for sure.",
    ),
    "header_fields": ("field", 431, "Số trường trong phần đầu.", "Fields of the headers of a request."),
    "header_list": (
        "byte", 431,
        "Độ dài của một danh sách trong phần đầu, như Accept.",
        "Length of a list in the headers, such as Accept.",
    ),
    "parameters": ("parameter", 400, "Số tham số của một yêu cầu.", "Parameters of a request."),
    "page_rows": (
        "row", 0,
        "Số dòng kết quả mà trang hiển thị; các định dạng khác có đủ.",
        "Rows of a result that its page shows; the other formats have all of them.",
    ),
    "named_iris": (
        "IRI", 400,
        "Số IRI được hỏi tên cùng lúc cho trang kết quả.",
        "IRIs whose names the page of a result asks for at once.",
    ),
    "page_facts": (
        "statement", 422,
        "Số phát biểu của một thuộc tính được đọc cho bản đồ hoặc dòng thời gian.",
        "Statements of a property that are read for the map or the timeline.",
    ),
    "explore_nodes": (
        "thing", 0,
        "Số đối tượng lân cận được vẽ cùng lúc quanh một đối tượng.",
        "Neighbours that are drawn around a thing at once.",
    ),
    "reconcile_queries": (
        "query", 413, "Số truy vấn đối chiếu trong một yêu cầu.", "Reconciliation queries in one request."
    ),
    "reconcile_text": (
        "character", 400,
        "Độ dài của tên, giá trị hay mã trong một truy vấn đối chiếu.",
        "Length of a name, a value or an identifier in a reconciliation query.",
    ),
    "reconcile_candidates": (
        "candidate", 0,
        "Số ứng viên được xét và được trả về cho một truy vấn đối chiếu.",
        "Candidates that are looked at, and given, for a reconciliation query.",
    ),
    "reconcile_hints": (
        "property", 400,
        "Số thuộc tính của một truy vấn đối chiếu, và tổng số giá trị của chúng.",
        "Properties of a reconciliation query, and values of all of them together.",
    ),
    "extend_ids": ("id", 413, "Số đối tượng được hỏi cùng lúc.", "Things whose data are asked for at once."),
    "extend_properties": (
        "property", 413, "Số thuộc tính được hỏi cùng lúc.", "Properties that are asked for at once."
    ),
    "extend_values": (
        "value", 0,
        "Số giá trị của một thuộc tính được trả về.",
        "Values of a property of a thing that are given.",
    ),
    "suggest_cursor": ("suggestion", 400, "Số gợi ý có thể bỏ qua.", "Suggestions that can be skipped."),
    "suggest_results": ("suggestion", 0, "Số gợi ý mỗi lần.", "Suggestions that are given at once."),
    "header_time": (
        "s", 0,
        "Thời gian để gửi phần đầu, và để một kết nối không hoạt động; sau đó kết nối bị đóng.",
        "Time for the headers to come, and for a connection to be idle; it is closed then.",
    ),
    "request_time": ("s", 408, "Thời gian để gửi phần thân.", "Time for the body of a request to come."),
    "response_time": (
        "s", 0,
        "Thời gian để nhận mỗi 128 KiB của kết quả; sau đó kết nối bị đóng.",
        "Time to take each 128 KiB of a response; the connection is closed then.",
    ),
    "sending_bytes": (
        "byte", 503,
        "Tổng dung lượng các kết quả lớn đang được gửi cho mọi người.",
        "Size of the large responses that are being sent, to all clients together.",
    ),
    "service_timeout": (
        "s", 504,
        "Thời gian chờ một điểm truy vấn khác trả lời SERVICE; tính vào thời gian của truy vấn.",
        "Time that another endpoint may take to answer a SERVICE; it counts towards that of the query.",
    ),
    "service_bytes": (
        "byte", 422,
        "Dung lượng câu trả lời của điểm truy vấn khác.",
        "Size of the answer of another endpoint.",
    ),
    "service_rows": ("row", 422, "Số dòng của câu trả lời đó.", "Rows of that answer."),
    "service_rate": (
        "call/min", 503,
        "Số lần mỗi phút một điểm truy vấn khác được hỏi, tính chung cho mọi người.",
        "Calls of another endpoint per minute, for all clients together.",
    ),
    "service_clauses": ("clause", 400, "Số mệnh đề SERVICE trong một truy vấn.", "SERVICE clauses in a query."),
    "service_length": ("character", 400, "Độ dài của truy vấn có SERVICE.", "Length of a query with SERVICE."),
    "service_queries": (
        "query", 503,
        "Số truy vấn có SERVICE được xử lý cùng lúc.",
        "Queries with SERVICE that are worked on at once.",
    ),
    "older_releases": (
        "release", 503,
        "Số bản phát hành cũ được mở cùng lúc để truy vấn.",
        "Older releases that are open for queries at once.",
    ),
    "compared_bytes": (
        "byte", 501,
        "Dung lượng khen.nq của bản phát hành được so với bản trước nó.",
        "Size of khen.nq of a release that is compared with the one before it.",
    ),
    "rate": ("request/min", 429, "Số yêu cầu mỗi phút của một địa chỉ.", "Requests per minute and client."),
    "burst": (
        "request", 429,
        "Số yêu cầu một địa chỉ có thể gửi cùng lúc.",
        "Requests that a client may send at once.",
    ),
}  # fmt: skip


def blueprint(engine: Engine, requests: Mapping[str, float], services: Sequence[str] = ()) -> Blueprint:
    """The page about the limits of an engine, and of the requests to it.

    Args:
        engine: what evaluates.
        requests: further limits by name.
        services: endpoints that queries may ask by ``SERVICE``.
    """
    routes = Blueprint("limits", __name__)

    def shown(format: Format, *, fixed: bool) -> Response:
        limits = list(in_force(engine, requests))
        vary = () if fixed else ("Accept",)
        if format == HTML:
            page = render_template("limits.html", limits=limits, bounded=engine.settings is not None, services=services)
            return respond(page, HTML, vary=vary)
        table = {each.name: _entry(each) for each in limits}
        opened = {"services": list(services)} if services else {}
        return respond(json.dumps({**opened, "limits": table}, ensure_ascii=False, indent=1) + "\n", JSON, vary=vary)

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


def in_force(engine: Engine, requests: Mapping[str, float]) -> Iterator[Limit]:
    """Every limit of this server, those of time and memory first."""
    values: dict[str, Any] = {**requests, **vars(engine.limits)}
    if engine.settings is not None:
        values |= {name: getattr(engine.settings, name) for name in ("timeout", "memory", "workers", "wait")}
    for name, (unit, status, vi, en) in (_WORDS | PAGES).items():
        if name in values:
            yield Limit(name, values[name], unit, status, {"vi": vi, "en": en}, name in PAGES)


def _entry(limit: Limit) -> dict[str, Any]:
    return {"value": limit.value, "unit": limit.unit, "status": limit.status, "meaning": limit.texts}
