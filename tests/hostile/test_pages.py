"""What a stranger writes into a query, an address or a header stays text: on pages, in headers, in links."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

import pytest

from tests.engine.asking import ASK, ENDLESS
from tests.hostile.honesty import check_silent
from tests.hostile.pages import check_inert
from tests.hostile.serving import BROWSER, Server
from tests.hostile.talking import Answer, head

PAYLOADS = [
    "<script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "</textarea><script>alert(1)</script>",
    "</title><svg onload=alert(1)>",
    "' onmouseover='alert(1)' x='",
    '" autofocus onfocus="alert(1)',
    "<img src=x onerror=alert(1)>",
    "</pre></code><iframe src=javascript:alert(1)>",
    "<base href=//example.org/>",
    "<!--<script>-->",
    "]]><script>alert(1)</script>",
    "{{7*7}}${7*7}<%= 7*7 %>",
    "&lt;script&gt;&#60;script&#62;",
    "\u2028<script>\u2029",
    "+ADw-script+AD4-",
]
SCHEMES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "//example.org/",
]
EVIL = "evil.example"


def _literal(text: str) -> str:
    return "'''" + text.replace("\\", "\\\\").replace("'", "\\'") + "'''"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_query_is_echoed_as_text(server: Server, payload: str) -> None:
    broken = server.get(f"SELECT * {{ {payload}", BROWSER)
    assert broken.status == 400
    assert payload in check_inert(broken).text
    refused = server.get(f"SELECT * {{ SERVICE <http://localhost:1/> {{}} }} #{payload}", BROWSER)
    assert refused.status == 400
    check_inert(refused)
    good = server.get(f"SELECT ({_literal(payload)} AS ?x) {{}}", BROWSER)
    assert good.status == 200
    once = "'" in payload  # in the form it stands escaped, as the query has it
    assert check_inert(good).text.count(payload) >= (1 if once else 2), "in the form and in the table"
    built = server.get(f"CONSTRUCT {{ <a:a> <a:b> {_literal(payload)} }} {{}}", BROWSER)
    assert built.status == 200
    check_inert(built)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_only_addresses_of_the_web_become_links(server: Server, scheme: str) -> None:
    for term in (f"IRI('{scheme}')", f"IRI('http://example.org/\\\"onclick=alert(1)//{scheme}')"):
        answer = server.get(
            f"BASE <http://example.org/> SELECT ({term} AS ?x) ({_literal(scheme)} AS ?y) {{}}", BROWSER
        )
        assert answer.status == 200
        check_inert(answer)
    answer = server.get("SELECT * { VALUES ?x { 'a'@en-x-onclick } }", BROWSER)
    check_inert(answer)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_addresses_and_parameters_are_echoed_as_text(server: Server, payload: str) -> None:
    told = quote(payload, safe="")
    for target in (
        f"/{told}", f"/id/{told}", f"/doc/{told}", f"/graph/{told}", f"/releases/{told}/", f"/releases/r1/{told}",
        f"/dataset/{told}", f"/def?lang={told}", f"/?lang={told}", f"/limits?lang={told}", f"/sparql?{told}={told}",
        f"/sparql?query={quote(ASK)}&timeout={told}", f"/sparql?query={quote(ASK)}&default-graph-uri={told}",
        f"/sparql?query={quote(ASK)}&named-graph-uri=http://example.org/{told}",
        f"/sparql?update={told}", f"/index.{told}",
    ):  # fmt: skip
        answer = server.fetch(target, Accept=BROWSER)
        assert answer.status < 500
        check_silent(answer)
        if answer.body and answer.type == "text/html":
            check_inert(answer)


def test_no_other_answer_can_be_taken_for_a_page(server: Server) -> None:
    payload = PAYLOADS[0]
    for accept in ("application/sparql-results+json", "application/sparql-results+xml", "text/csv",
                   "text/tab-separated-values", "application/json"):  # fmt: skip
        for query in (f"SELECT ({_literal(payload)} AS ?x) {{}}", f"SELECT {payload}"):
            answer = server.get(query, accept)
            assert answer.type != "text/html"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("target", ["/", "/sparql", "/limits", "/releases/", "/releases/r1/", "/def", "/shapes",
"/nothing",
                                    "/graph/vocab", "/id/", "/doc/role/chair", "/sparql?query=nonsense"])  # fmt: skip
def test_every_page_has_its_policy(server: Server, target: str) -> None:
    answer = server.fetch(target, Accept=BROWSER)
    assert answer.status in (200, 400, 404)
    check_inert(answer)


def test_the_page_of_a_killed_query_is_inert(server: Server) -> None:
    answer = server.get(f"{ENDLESS} # </textarea><script>alert(1)</script>", BROWSER, timeout="0.2")
    assert answer.status == 504
    check_inert(answer)


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "*", "http://localhost", "https://w3id.org"])
def test_any_site_may_read_and_none_with_credentials(server: Server, origin: str) -> None:
    preflight = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "Authorization, X-Evil"}
    for method, target in (("GET", "/sparql?query=ASK%7B%7D"), ("GET", "/"), ("GET", "/nothing"), ("OPTIONS",
    "/sparql"),
                           ("PUT", "/sparql"), ("GET", "/sparql?query=x")):  # fmt: skip
        answer = server.send(method, target, b"", Origin=origin, Cookie="session=1", **preflight)
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Access-Control-Allow-Credentials"] is None
        assert "authorization" not in (answer.headers["Access-Control-Allow-Headers"] or "").lower()
        assert "x-evil" not in str(answer.headers).lower()
        assert answer.headers["Set-Cookie"] is None


BREAKS = ["\r\nX-Injected: yes", "\nX-Injected: yes", "\rX-Injected: yes", "\r\n\r\n<script>",
"\u560d\u560aX-Injected: yes",
          "\u2028X-Injected: yes", "%0d%0aX-Injected: yes", "\x00X-Injected: yes",
          "\x0b\x85X-Injected: yes"]  # fmt: skip


@pytest.mark.parametrize("text", BREAKS)
def test_no_parameter_reaches_a_header_with_a_line_end(server: Server, text: str) -> None:
    told, graph = quote(text), quote("https://w3id.org/khen/graph/vocab" + text)
    for target in (
        f"/{told}", f"/id/role/chair{told}", f"/id/person/do-thi-an{told}", f"/doc/role/chair{told}",
        f"/graph/vocab{told}",
        f"/graph/{told}.ttl", f"/releases{told}", f"/releases/current/{told}", f"/releases/current/khen.ttl{told}",
        f"/releases/{told}/khen.ttl", f"/index.ttl{told}", f"/index.{told}", f"/?lang={told}", f"/def?lang=vi{told}",
        f"/sparql?query={quote(ASK)}&timeout=1{told}", f"/sparql?query={quote(ASK + text)}",
        f"/sparql?query={quote(ASK)}&default-graph-uri={graph}", f"/sparql?query={quote(ASK)}&format={told}",
        f"//{told}", f"/sparql{told}?query={quote(ASK)}",
    ):  # fmt: skip
        for accept in ("*/*", BROWSER):
            _check_no_injection(server.fetch(target, Accept=accept))


@pytest.mark.parametrize(
    "name",
    ["Accept", "Accept-Language", "Accept-Encoding", "If-None-Match", "If-Modified-Since", "Range", "Origin",
    "X-Query-Id",
     "X-Request-Id", "Content-Type", "Access-Control-Request-Headers", "Access-Control-Request-Method", "Cookie",
     "Host"],
)  # fmt: skip
def test_no_header_is_reflected_into_another(server: Server, name: str) -> None:
    for value in ("x%0d%0aX-Injected: yes", "\u560d\u560aX-Injected: yes", "x;X-Injected=yes",
    b"\xe5\x98\x8dX-Injected: yes",
                  "a" * 8000):  # fmt: skip
        fields: dict[str, str | bytes] = {"Host": "localhost", "Connection": "close", name: value}
        for target in ("/", "/sparql?query=ASK%7B%7D", "/nothing", "/releases/current/"):
            for answer in server.raw(head("GET", target, fields), quiet=10).answers():
                _check_no_injection(answer)
                assert "a" * 200 not in str(answer.headers)


def _check_no_injection(answer: Answer) -> None:
    assert answer.status < 500
    assert answer.headers["X-Injected"] is None
    assert answer.headers["Set-Cookie"] is None
    assert all(
        character.isprintable() and character.isascii() for value in answer.headers.values() for character in value
    )
    check_silent(answer)


HOSTS = [EVIL, f"{EVIL}:80", f"localhost@{EVIL}", f"localhost:8000@{EVIL}", f"{EVIL}#", f"{EVIL}/?", f"{EVIL}/x",
f"user:a@{EVIL}",
         f"[::1].{EVIL}", f'"><a href="//{EVIL}">', f"{EVIL}, localhost", f"{EVIL}\\", f"xn--{EVIL}", f".{EVIL}",
         f"{EVIL}%00"]  # fmt: skip


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("name", ["Host", "X-Forwarded-Host", "X-Host", "Forwarded"])
def test_a_made_up_host_is_nowhere_a_link(server: Server, host: str, name: str) -> None:
    """It could be cached and shown to others, or send them elsewhere."""
    value = f"host={host}" if name == "Forwarded" else host
    for target in ("/", "/sparql", "/sparql?query=ASK%7B%7D", "/releases", "//releases", "/releases//r1/",
    "/releases/current/", "/id/role/chair",
                   "/id//role/chair", "/doc/role/chair", "/nothing", f"//{EVIL}/releases", f"//{EVIL}/%2e%2e",
                   f"/\\{EVIL}/", f"/id/%2f%2f{EVIL}/",
                   f"/releases/current/%2f{EVIL}", f"/releases/current/https://{EVIL}/", "/sparql/",
                   "/id/person/do-thi-an"):  # fmt: skip
        fields = {"Host": "localhost", "Accept": BROWSER, "Connection": "close", name: value}
        for answer in server.raw(head("GET", target, fields), quiet=10).answers():
            assert answer.status < 500
            _check_stays_here(answer, echoed=EVIL in target)


def _check_stays_here(answer: Answer, *, echoed: bool) -> None:
    """Whatever the answer links to is on this server; an address may be echoed as a path of it, never as a host."""
    for location in (answer.headers["Location"], answer.headers["Content-Location"]):
        assert EVIL not in (urlsplit(location or "").netloc), location
        assert echoed or EVIL not in (location or ""), location
        assert not (location or "").startswith(("//", "/\\", "\\")), location
    assert f"//{EVIL}" not in (answer.headers["Link"] or "")
    if answer.type == "text/html" and answer.headers["Content-Security-Policy"]:
        assert not any(EVIL in urlsplit(link).netloc for link in check_inert(answer).links())
    assert echoed or EVIL not in answer.body.decode(errors="replace")
