"""Which addresses of the Internet are public: none through which a machine of our own network could be reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

from server.rate import Network, within

Address = IPv4Address | IPv6Address

_NOT_PUBLIC: Final = tuple(
    ip_network(each)
    for each in (
        "0.0.0.0/8",  # this network
        "168.63.129.16/32",  # public by its number, but answered by the host of a virtual machine at Azure
        "192.0.0.0/24",  # for protocols (RFC 6890)
        "192.88.99.0/24",  # relays of 6to4 (RFC 7526)
        "::/96",  # an IPv4 address in disguise, long deprecated (RFC 4291, section 2.5.5.1)
        "64:ff9b:1::/48",  # NAT64 of a local network (RFC 8215)
        "fec0::/10",  # site-local (RFC 3879)
    )
)
"""What the standard library takes for public, or did so in one of its versions."""
_NAT64: Final = ip_network("64:ff9b::/96")
_ISATAP: Final = (0x00005EFE, 0x02005EFE)
_LOW: Final = 0xFFFFFFFF


def unreachable(addresses: Iterable[str], allowed: Sequence[Network]) -> str | None:
    """The first address that must not be connected to: neither public nor in a network that is allowed.

    >>> from server.rate import networks
    >>> unreachable(["93.184.215.14", "10.0.0.1"], ()), unreachable(["10.0.0.1"], networks(["10.0.0.0/8"]))
    ('10.0.0.1', None)
    """
    for each in addresses:
        try:
            address = ip_address(each)
        except ValueError:
            return each
        if not (is_public(address) or within(_plain(address), allowed)):
            return each
    return None


def is_public(address: Address) -> bool:
    """Whether an address is of the public Internet, with every other that it holds within itself.

    >>> [is_public(ip_address(each)) for each in ("1.1.1.1", "127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1")]
    [True, False, False, False]
    """
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return is_public(address.ipv4_mapped)
    if isinstance(address, IPv6Address) and address.scope_id is not None:
        return False
    if not address.is_global or address.is_multicast or address.is_reserved or within(address, _NOT_PUBLIC):
        # The prefix of NAT64 is no address of its own, and reserved in some versions of the standard library.
        return address in _NAT64 and all(is_public(each) for each in _embedded(address))
    return all(is_public(each) for each in _embedded(address))


def _plain(address: Address) -> Address:
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address


def _embedded(address: Address) -> Iterator[IPv4Address]:
    """The IPv4 addresses to which a gateway may translate this one."""
    if not isinstance(address, IPv6Address):
        return
    if address.sixtofour:  # RFC 3056
        yield address.sixtofour
    if address.teredo:  # RFC 4380
        yield from address.teredo
    if address in _NAT64:  # RFC 6052
        yield IPv4Address(int(address) & _LOW)
    if (int(address) >> 32) & _LOW in _ISATAP:  # RFC 5214
        yield IPv4Address(int(address) & _LOW)
