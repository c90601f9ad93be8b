"""Connections go to addresses that were looked up once and found public, or to networks that are allowed."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address

import pytest

from graph.store import Release
from server.federation.addresses import is_public
from server.federation.errors import ServiceFailed, ServiceRejected
from tests.federation.standing_in import Endpoint, asking

PRIVATE = [
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.8.8.8", "169.254.169.254", "172.16.0.1",
    "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1", "224.0.0.1", "240.0.0.1",
    "255.255.255.255", "168.63.129.16",
    "::", "::1", "::127.0.0.1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "fe80::1", "fe80::1%lo",
    "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1", "2002:7f00:1::", "2002:a00:1::1",
    "64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2001:0:7f00:1::", "2600::5efe:10.0.0.1",
    "2600::200:5efe:127.0.0.1",
]  # fmt: skip
PUBLIC = ["1.1.1.1", "91.198.174.192", "::ffff:1.1.1.1", "2620:0:862:ed1a::1", "64:ff9b::101:101", "2002:101:101::1"]


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_public_is_not_connected_to(release: Release, address: str) -> None:
    assert not is_public(ip_address(address))
    with (
        asking(release, "http://e.example/sparql", lookup=lambda *_: ["1.1.1.1", address], allowed=()) as asked,
        pytest.raises(ServiceRejected, match=r"e\.example: has an address that is not public"),
    ):
        asked.answer("SELECT * { SERVICE SILENT <http://e.example/sparql> { ?s ?p ?o } }")


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_public_may_be(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "[::1]", "[::ffff:7f00:1]"]
)
def test_no_writing_of_loopback_is_reached(release: Release, endpoint: Endpoint, host: str) -> None:
    address = f"http://{host}:{endpoint.port}/sparql"
    with asking(release, address, allowed=()) as asked, pytest.raises((ServiceRejected, ServiceFailed)):
        asked.answer(f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}")
    assert endpoint.queries == []


def test_a_name_is_looked_up_once_for_a_connection(release: Release, endpoint: Endpoint) -> None:
    """Between the check and the connection, a name cannot come to mean another machine."""
    looked: list[str] = []

    def rebinding(host: str, port: int) -> Sequence[str]:
        looked.append(host)
        return ["127.0.0.1"] if len(looked) == 1 else ["10.0.0.1"]

    address = f"http://e.example:{endpoint.port}/sparql"
    query = f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"
    with asking(release, address, lookup=rebinding) as asked:
        assert asked.rows(query)
        assert looked == ["e.example"]
        endpoint.behaviour = lambda request: setattr(request, "close_connection", True)
        with pytest.raises(ServiceRejected):  # the connection is gone, and what the name means now is looked at anew
            asked.answer(query)


def test_a_name_that_is_not_known(release: Release) -> None:
    def unknown(host: str, port: int) -> Sequence[str]:
        raise OSError(-2, "Name or service not known")

    with (
        asking(release, "http://e.example/x", lookup=unknown) as asked,
        pytest.raises(ServiceFailed, match="cannot be reached: name or service not known"),
    ):
        asked.answer("SELECT * { SERVICE <http://e.example/x> { ?s ?p ?o } }")


def test_no_proxy_of_the_environment_is_asked(
    release: Release, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    with asking(release, endpoint.address) as asked:
        assert asked.rows(f"SELECT * {{ SERVICE {endpoint.iri} {{ ?s ?p ?o }} }}")
