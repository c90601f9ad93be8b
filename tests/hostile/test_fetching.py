"""Server-side request forgery: nothing that a stranger says makes the server, or a worker of it, talk to anybody.

The listener must not be hit; every test of the folder looks at that (``conftest.py``).
"""

from __future__ import annotations

from urllib.parse import quote, urlencode
from urllib.request import urlopen

import pytest

from tests.engine.asking import ASK
from tests.hostile.honesty import check_refused, problem
from tests.hostile.listening import Listener, listening
from tests.hostile.serving import FORM, QUERY, Server
from tests.hostile.talking import head
from tests.store.test_service import WRITINGS

UPDATE = "application/sparql-update"

# Beyond those that the store's own tests know. %s is the address of the listener as an IRI.
SERVICES = [
    *WRITINGS,
    r"SELECT * { \u0053\u0045\u0052\u0056\u0049\u0043\u0045 %s {} }",
    r"SELECT * { SERVICE \u003Chttp://127.0.0.1:%p/\u003E {} }",
    r"SELECT * { SERVICE <http://127.0.0.1\u003A%p/> {} }",
    r"PREFIX \u0065: %s SELECT * { SERVICE e:\u0061 {} }",
    "SELECT * { ?s ?p ?o } ORDER BY (EXISTS { SERVICE %s {} })",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY (EXISTS { SERVICE %s {} })",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s HAVING (EXISTS { SERVICE %s {} })",
    "SELECT * { BIND(EXISTS { SERVICE %s {} } AS ?x) }",
    "SELECT * { FILTER(IF(EXISTS { SERVICE %s {} }, true, false)) }",
    "SELECT * { OPTIONAL { { SELECT * { { ?s ?p ?o } UNION { MINUS { SERVICE SILENT %s {} } } } } } }",
    "SELECT * { SERVICE %s { SERVICE %s { ?s ?p ?o } } }",
    "SELECT * { LATERAL { SERVICE %s {} } }",
    "SELECT * { BIND(IRI(CONCAT('http://127.0.0.1:', '%p', '/')) AS ?e) SERVICE ?e { ?s ?p ?o } }",
    "BASE <http://127.0.0.1:%p/a/b> SELECT * { SERVICE <../c> {} }",
    "BASE <http://127.0.0.1:%p/> PREFIX e: <x/> SELECT * { SERVICE SILENT e:y {} }",
    "CONSTRUCT WHERE { SERVICE %s { ?s ?p ?o } }",
    "DESCRIBE * { SERVICE %s { ?s ?p ?o } }",
    "SELECT * { SERVICE %s {} } VALUES ?x { 1 }",
]
# Whether these hold the keyword is a matter of the grammar; a comment or a string may be answered.
DOUBTFUL = [
    "SELECT * { #\\u000A SERVICE %s {}\n }",
    "SELECT * { #\\u000D SERVICE %s {}\n }",
    "SELECT * { ?s ?p 'x\\u0027 SERVICE %s {} #'\n }",
    "SELECT * { \u017fERVICE %s {} }",
    "SELECT * { SERV\u0130CE %s {} }",
    "SELECT * { SER\u200bVICE %s {} }",
    "SELECT * { \uff33ERVICE %s {} }",
    "SELECT * { ?s ?p ?o # SERVICE %s {}\u2028 SERVICE %s {}\n }",
    "SELECT * { ?s ?p ?o # \u0085 SERVICE %s {}\n }",
    "SELECT * { ?s ?p ?o # \x0b SERVICE %s {} \x0c SERVICE %s {}\n }",
]
UPDATES = [
    "LOAD %s",
    "LOAD SILENT %s",
    "LOAD %s INTO GRAPH <http://example.org/g>",
    "INSERT DATA { <a:a> <a:a> <a:a> }",
    "INSERT { ?s ?p ?o } WHERE { SERVICE %s { ?s ?p ?o } }",
    "DELETE WHERE { ?s ?p ?o }",
    "DELETE { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }",
    "CLEAR ALL",
    "DROP SILENT ALL",
    "CREATE GRAPH %s",
    "COPY DEFAULT TO %s",
    "MOVE %s TO DEFAULT",
    "ADD DEFAULT TO %s",
    "CLEAR ALL ; LOAD %s",
]


def _aimed(text: str, listener: Listener) -> str:
    return text.replace("%s", listener.iri).replace("%p", str(listener.port))


def test_the_listener_would_notice() -> None:
    with listening() as listener:
        with urlopen(listener.address, timeout=5) as answer:
            assert answer.status == 200
        assert len(listener.hits) == 1


@pytest.mark.parametrize("writing", SERVICES)
def test_service_is_refused_in_every_writing(server: Server, listener: Listener, writing: str) -> None:
    query = _aimed(writing, listener)
    for answer in (server.post(query), server.get(query), server.post(urlencode({"query": query}), kind=FORM)):
        problem(answer, 400)


@pytest.mark.parametrize("method", ["POST", "QUERY"])
def test_methods_with_a_body_are_refused_alike(server: Server, listener: Listener, method: str) -> None:
    query, load = f"SELECT * {{ SERVICE {listener.iri} {{}} }}", f"LOAD {listener.iri}"
    problem(server.send(method, "/sparql", query.encode(), **{"Content-Type": QUERY}), 400)
    problem(server.send(method, "/sparql", load.encode(), **{"Content-Type": QUERY}), 403)
    problem(server.send(method, "/sparql", load.encode(), **{"Content-Type": UPDATE}), 403)
    problem(server.send(method, "/sparql", urlencode({"update": load}).encode(), **{"Content-Type": FORM}), 403)
    problem(server.send(method, "/sparql", _context(listener), **{"Content-Type": "application/ld+json"}), 415)


@pytest.mark.parametrize("writing", DOUBTFUL)
def test_what_looks_like_service_goes_nowhere(server: Server, listener: Listener, writing: str) -> None:
    check_refused(server.post(_aimed(writing, listener)), 200, 400)


@pytest.mark.parametrize(
    "clause",
    [
        "FROM %s",
        "FROM NAMED %s",
        "FROM %s FROM NAMED %s",
        r"FR\u004FM %s",
        "from#\n%s",
        "FROM <http://127.0.0.1\\u003A%p/>",
        "FROM <//127.0.0.1:%p/>",
    ],
)
@pytest.mark.parametrize("form", ["SELECT * %c { ?s ?p ?o }", "ASK %c {}", "CONSTRUCT %c WHERE { ?s ?p ?o }",
                                  "DESCRIBE <a:a> %c"])  # fmt: skip
def test_from_is_never_fetched(server: Server, listener: Listener, clause: str, form: str) -> None:
    prologue = "BASE <http://example.org/> "
    problem(server.post(prologue + form.replace("%c", _aimed(clause, listener))), 400)


@pytest.mark.parametrize("parameter", ["default-graph-uri", "named-graph-uri"])
@pytest.mark.parametrize(
    "scheme", ["%s", "%sdata.ttl#x", "//127.0.0.1:%p/", "ftp://127.0.0.1:%p/x", "file:///etc/passwd"]
)
def test_graphs_of_the_protocol_are_never_fetched(
    server: Server, listener: Listener, parameter: str, scheme: str
) -> None:
    graph = scheme.replace("%s", listener.address).replace("%p", str(listener.port))
    pairs = {"query": "SELECT * { ?s ?p ?o }", parameter: graph}
    for answer in (
        server.fetch("/sparql?" + urlencode(pairs)),
        server.post(urlencode(pairs), kind=FORM),
        server.send("POST", "/sparql?" + urlencode({parameter: graph}), ASK.encode(),
                    **{"Content-Type": "application/sparql-query"}),
    ):  # fmt: skip
        assert "graph" in problem(answer, 400)["detail"].lower()


@pytest.mark.parametrize("writing", UPDATES)
def test_no_update_by_any_way(server: Server, listener: Listener, writing: str) -> None:
    update, held = _aimed(writing, listener), server.holds()
    as_update = [
        server.fetch("/sparql?" + urlencode({"update": update})),
        server.fetch("/sparql?" + urlencode({"update": update, "query": ASK})),
        server.post(urlencode({"update": update}), kind=FORM),
        server.post(urlencode({"query": ASK, "update": update}), kind=FORM),
        server.post(update, kind=UPDATE),
        server.post(update, kind=f"{UPDATE}; charset=utf-8"),
        server.send("POST", "/sparql?" + urlencode({"update": update}), ASK.encode(),
                    **{"Content-Type": "application/sparql-query"}),
    ]  # fmt: skip
    for answer in as_update:
        problem(answer, 403)
    for answer in (server.get(update), server.post(update), server.post(urlencode({"query": update}), kind=FORM)):
        problem(answer, 403)
    assert server.holds() == held


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "PROPFIND", "MKCOL", "COPY", "LINK", "TRACE"])
@pytest.mark.parametrize("target", ["/sparql", "/sparql?default", "/graph/meta", "/graph/vocab.ttl", "/releases/r1/"])
def test_the_graph_store_protocol_changes_nothing(server: Server, method: str, target: str) -> None:
    held = server.holds()
    answer = server.send(method, target, b"<a:a> <a:a> <a:a> .", **{"Content-Type": "text/turtle"})
    check_refused(answer, 400, 405, 501)
    if answer.status == 405:
        assert method not in answer.headers["Allow"]
    assert server.holds() == held


def _context(listener: Listener) -> bytes:
    return b'{"@context": "%s", "@id": "a:a", "query": "ASK {}"}' % listener.address.encode()


@pytest.mark.parametrize(
    "kind",
    [
        "application/ld+json",
        "application/json",
        'application/ld+json; profile="http://www.w3.org/ns/json-ld#expanded"',
        "text/turtle",
        "application/rdf+xml",
        "text/xml",
        "multipart/form-data; boundary=x",
        "message/external-body; access-type=URL",
        "",
    ],
)
def test_a_posted_document_is_not_read(server: Server, listener: Listener, kind: str) -> None:
    answer = server.post(
        _context(listener), kind=kind, Link=f'<{listener.address}>; rel="http://www.w3.org/ns/json-ld#context"'
    )
    problem(answer, 415)


def test_an_external_entity_is_not_read(server: Server, listener: Listener) -> None:
    document = f'<!DOCTYPE x [<!ENTITY % e SYSTEM "{listener.address}"> %e;]><x/>'
    problem(server.post(document, kind="application/xml"), 415)


@pytest.mark.parametrize(
    "name",
    ["Referer", "Origin", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Prefix", "X-Original-URL",
    "X-Rewrite-URL",
     "Forwarded", "From", "Link", "Content-Location", "Destination", "Via", "Expect-CT", "X-Wap-Profile", "Traceparent",
     "Alt-Used", "Proxy", "Upgrade"],
)  # fmt: skip
def test_addresses_in_headers_are_not_followed(server: Server, listener: Listener, name: str) -> None:
    for value in (listener.address, f"127.0.0.1:{listener.port}", f"for=127.0.0.1;host=127.0.0.1:{listener.port}"):
        for target in (f"/sparql?query={quote(ASK)}", "/", "/releases/current/"):
            answer = server.fetch(target, **{name: value})
            assert answer.status in (200, 302)
            assert str(listener.port) not in str(answer.headers)
            assert str(listener.port).encode() not in answer.body


def test_the_server_is_no_proxy(server: Server, listener: Listener) -> None:
    there = f"127.0.0.1:{listener.port}"
    for data in (
        head("GET", f"http://{there}/", {"Host": there}),
        head("GET", f"http://{there}/sparql?query={quote(ASK)}", {"Host": "localhost"}),
        head("CONNECT", there, {"Host": there}),
        head("GET", f"@{there}/", {"Host": "localhost"}),
        head("GET", f"//{there}/", {"Host": "localhost"}),
        head("OPTIONS", "*", {"Host": there}),
    ):
        for answer in server.raw(data).answers():
            assert answer.status < 500 or answer.status == 501
            assert there not in answer.headers.get("Location", "")
    assert server.answers()
