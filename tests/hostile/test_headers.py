"""Header fields that are long, absurd or meant for something else: cheap to send, and cheap to answer."""

from __future__ import annotations

import re
import secrets

import pytest

from tests.engine.asking import ASK
from tests.hostile.honesty import check_silent
from tests.hostile.pulse import unharmed
from tests.hostile.serving import Server
from tests.hostile.talking import Answer

_TARGETS = ("/sparql?query=ASK%7B%7D", "/", "/releases/r1/khen.ttl", "/doc/role/chair", "/graph/vocab", "/nothing")
_SECONDS = 1.5
_SIZE = 40_000


def _long(item: str, by: str = ",") -> str:
    """So many items that they take most of what the headers may have together."""
    number = _SIZE // (len(item.replace("#", "9999")) + len(by))
    return by.join(item.replace("#", str(n)) for n in range(number))


LONG = {
    # Items of a type that is on offer are compared with one another; those of other types are passed over.
    "Accept": ['text/turtle;a="#"', 'text/csv;a=#', "a/b#;q=0.5", "*/*;q=0.#", "text/html;level=#", "x", ";", "*/*",
    "text/turtle;a=\"\\\"#\""],
    "Accept-Language": ["vi-x-#", "*;q=0.#", "x", "-"],
    "Accept-Encoding": ["gzip;q=0.#", "x#", "*"],
    "Accept-Charset": ["utf-8;q=0.#"],
    "If-None-Match": ['"#"', 'W/"#"', '"', "*"],
    "If-Match": ['"#"'],
    "If-Modified-Since": ["Mon, 01 Apr 2024 00:00:00 GMT", "#"],
    "Range": ["bytes=#-#", "0-", "-#", "#-"],
    "If-Range": ['"#"'],
    "Cookie": ["a#=b", "a", "="],
    "Content-Type": ["a/b;c#=d", 'a/b;c="\\"', ";"],
    "Forwarded": ["for=#", "for=\"[::1]:#\""],
    "X-Forwarded-For": ["10.0.0.#", "::1"],
    "Authorization": ["Basic", "Digest a=\"#\""],
    "Cache-Control": ["max-age=#", "no-cache"],
    "Upgrade": ["h2c", "websocket"],
    "TE": ["trailers", "x;q=0.#"],
}  # fmt: skip
ODD = {
    "Accept": ["text/turtle;q=nan", "text/turtle;q=inf", "text/turtle;q=-1", "text/turtle;q=1e400", "*/*;q=0",
    "text/*;q=0", "/", "a", "",
               "text/html;q=0.5;q=1", "\xa0", "text/turtle;charset=\xff"],
    "Range": ["bytes=0-0,1-1", "bytes=-0", "bytes=9999999999999999999999-", "bytes=5-1", "bytes=a-b",
    "bytes=0-99999999999999999999",
              "lines=1-2", "bytes=--1", "bytes=٣-٤", "bytes=0-0," * 1000],
    "If-Modified-Since": ["never", "Mon, 99 Foo 9999 99:99:99 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "1" * 5000,
                          "Fri, 31 Dec 99999999 23:59:59 GMT", "Mon, 01 Apr 2024 00:00:00 +9999999999"],
    "If-None-Match": ['"unclosed', "W/", '"\\"', "\xff", '""'],
    "Content-Type": ["application/x-www-form-urlencoded; charset=utf-7", "multipart/form-data",
    "multipart/form-data; boundary=",
                     "application/sparql-query; charset=" + "x" * 5000, "/", "text"],
    "Accept-Language": ["*", "vi;q=nan", "../../etc/passwd", "en-" + "a-" * 5000],
    "Origin": ["null", "http://\xe9", "http://" + "a." * 5000],
    "Authorization": ["Basic !!!!", "Bearer " + "a" * 5000, "Digest \xff", "Negotiate"],
    "Content-Length": ["0"],
    "Upgrade": ["h2c", "websocket", "TLS/1.3"],
    "HTTP2-Settings": ["AAMAAABkAAQCAAAAAAIAAAAA"],
    "Max-Forwards": ["0", "-1"],
    "X-HTTP-Method-Override": ["DELETE", "PUT"],
    "User-Agent": ["() { :; }; echo x", "${jndi:ldap://127.0.0.1:1/a}", "\x1b]0;x\x07", "%n%s%x"],
}  # fmt: skip


def _asked(server: Server, name: str, values: list[str]) -> list[Answer]:
    return [
        server.fetch(target, **{name: value.encode("latin-1", "replace")}) for target in _TARGETS for value in values
    ]


def _check_cheap(answers: list[Answer]) -> None:
    for answer in answers:
        assert answer.status < 500 or answer.status == 501
        assert answer.seconds < _SECONDS
        check_silent(answer)


@pytest.mark.parametrize("name", LONG)
def test_long_fields_cost_little(server: Server, name: str) -> None:
    def attack() -> list[Answer]:
        # New ones each time: what was read before may be known.
        start = secrets.token_hex(4)
        return _asked(server, name, [start + by + _long(item, by) for item in LONG[name] for by in (",", ";")])

    _check_cheap(unharmed(server, attack))


@pytest.mark.parametrize("name", ODD)
def test_odd_fields_are_ignored_or_refused(server: Server, name: str) -> None:
    _check_cheap(_asked(server, name, ODD[name]))


def test_very_many_ranges_of_a_file_are_not_all_sent(server: Server) -> None:
    """The ranges together are many times the file."""
    whole = len(server.fetch("/releases/r1/khen.nq").body)
    for value in ("bytes=0-," + "0-," * 5000 + "0-", "bytes=" + ",".join(f"{n}-" for n in range(1000))):
        answer = server.fetch("/releases/r1/khen.nq", Range=value)
        assert answer.status in (200, 206, 400, 416)
        assert len(answer.body) <= whole


def test_a_method_is_what_the_request_line_says(server: Server) -> None:
    held = server.holds()
    for name in ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"):
        for method in ("PUT", "DELETE", "PATCH"):
            answer = server.post(ASK, **{name: method})
            assert (answer.status, b"true" in answer.body) == (200, True)
    assert server.holds() == held


def test_nobody_writes_lines_into_the_log(server: Server) -> None:
    forged = "FORGED-by-a-stranger"
    for end in ("%0a", "%0d%0a", "%0d", "%e2%80%a8"):
        for target in (
            f"/id/x{end}{forged}",
            f"/sparql?query=x{end}{forged}",
            f"/{end}{forged}",
            f"/sparql?timeout=0.05&query=ASK%7B{end}{forged}",
        ):
            server.fetch(target, **{"User-Agent": f"x {forged}"})
    server.post(f"SELECT * {{ ?s ?p ?o }}\n{forged}")
    lines = re.split(r"[\n\r\u2028]", server.log.read_text(errors="replace"))
    assert not any(line.lstrip().startswith(forged) for line in lines)
