"""No address, graph or parameter leads to a file of the machine that the release does not publish."""

from __future__ import annotations

from urllib.parse import quote, urljoin, urlsplit

import pytest

from tests.hostile.baseline import SECRET
from tests.hostile.honesty import check_silent, problem
from tests.hostile.serving import BROWSER, Server
from tests.hostile.talking import Answer, head

ROUTES = ["/", "/graph/", "/releases/", "/releases/r1/", "/releases/current/", "/static/", "/id/", "/doc/", "/dataset/",
          "/def/", "/index."]  # fmt: skip
UP = [
    "../secret.txt",
    "secret.txt",
    "r1/../secret.txt",
    "../../secret.txt",
    "../../../../../../../../etc/passwd",
    "%2e%2e/secret.txt",
    "%2e%2e%2fsecret.txt",
    "..%2fsecret.txt",
    "..%2f..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
    "..%5csecret.txt",
    "..\\secret.txt",
    "%252e%252e%252fsecret.txt",
    "%25252e%25252e%25252fsecret.txt",
    "..%c0%afsecret.txt",
    "%c0%ae%c0%ae/secret.txt",
    "%e0%80%ae%e0%80%ae/secret.txt",
    "%uff0e%uff0e/secret.txt",
    "．．/secret.txt",
    "..%ef%bc%8fsecret.txt",
    "....//secret.txt",
    "..;/secret.txt",
    "..%00/secret.txt",
    "secret.txt%00",
    "secret.txt%00.ttl",
    "khen.ttl%00../../secret.txt",
    "khen.ttl/../secret.txt",
    "./secret.txt",
    "%2f%2f%2f%2fetc%2fpasswd",
    "/etc/passwd",
    "//etc/passwd",
    "file:///etc/passwd",
    "C:%5cwindows%5cwin.ini",
    "~root/.profile",
    "%0a../secret.txt",
    "secret.txt?",
    "secret.txt#x",
    "secret.txt::$DATA",
    "store",
    "store/CURRENT",
    "../r0/secret.txt",
    "../current/secret.txt",
    "%ff%fe",
    "a" * 5000,
    "../" * 2000,
    "%00" * 500,
]
FILES = ["file:///etc/passwd", "file:/etc/passwd", "file://localhost/etc/passwd", "file:///proc/self/environ",
         "file://127.0.0.1/etc/passwd", "/etc/passwd", "../../etc/passwd", "jar:file:///x!/y",
         "data:text/turtle,"]  # fmt: skip


def _check_nothing_told(answer: Answer) -> None:
    assert SECRET.encode() not in answer.body
    assert b"root:x:0" not in answer.body
    assert answer.status < 500
    check_silent(answer)
    if 300 <= answer.status < 400:
        here = "http://localhost/releases/"
        assert urlsplit(urljoin(here, answer.headers["Location"])).netloc == "localhost"


@pytest.mark.parametrize("route", ROUTES)
def test_no_path_leads_out(server: Server, route: str) -> None:
    for each in UP:
        for accept in ("*/*", BROWSER):
            data = head("GET", route + each, {"Host": "localhost", "Accept": accept, "Connection": "close"})
            for answer in server.raw(data, quiet=10).answers():
                _check_nothing_told(answer)
                assert answer.status != 200 or route == "/", f"{route}{each}"


@pytest.mark.parametrize("place", ["releases/current/secret.txt", "releases/r1/secret.txt", "releases/secret.txt"])
def test_a_file_that_the_manifest_does_not_name_is_not_served(server: Server, place: str) -> None:
    answer = server.fetch(f"/{place}")
    for _ in range(3):
        if answer.status in (301, 302, 308):
            answer = server.fetch(answer.headers["Location"])
    problem(answer, 404)
    assert SECRET.encode() not in answer.body


@pytest.mark.parametrize("file", FILES)
def test_no_graph_is_a_file(server: Server, file: str) -> None:
    for query in (
        f"SELECT * FROM <{file}> {{ ?s ?p ?o }}",
        f"SELECT * FROM NAMED <{file}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        f"BASE <file:///etc/> SELECT * FROM <passwd> FROM <{file}> {{ ?s ?p ?o }}",
        f"SELECT * {{ SERVICE <{file}> {{ ?s ?p ?o }} }}",
    ):
        problem(server.post(query), 400)
    for update in (f"LOAD <{file}>", f"LOAD SILENT <{file}> INTO GRAPH <urn:x>"):
        problem(server.post(update), 403)
    for parameter in ("default-graph-uri", "named-graph-uri"):
        problem(server.get("SELECT * { ?s ?p ?o }", **{parameter: file}), 400)


def test_a_graph_that_is_named_only_in_a_pattern_is_empty(server: Server) -> None:
    for file in ("file:///etc/passwd", "file:///proc/self/environ"):
        answer = server.post(f"SELECT * {{ GRAPH <{file}> {{ ?s ?p ?o }} }}", "text/csv")
        assert (answer.status, answer.text.splitlines()[1:]) == (200, [])


@pytest.mark.parametrize("parameter", ["lang", "timeout", "format", "output", "callback", "file", "template", "debug"])
def test_no_parameter_names_a_file(server: Server, parameter: str) -> None:
    for value in ("../../../../etc/passwd", "/etc/passwd%00", "{{7*191}}", "${7*191}", "%s%s%n"):
        for target in (f"/?{parameter}={quote(value)}", f"/sparql?query=ASK%7B%7D&{parameter}={quote(value)}"):
            answer = server.fetch(target, Accept=BROWSER)
            assert answer.status in (200, 400)
            assert b"1337" not in answer.body
            _check_nothing_told(answer)
