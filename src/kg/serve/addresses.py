"""Which addresses a document may be fetched from: hosts that are listed, at addresses that all the world reaches."""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import httpx

from kg.errors import UsageError

PORTS = {"http": 80, "https": 443}
_LAST = 65535  # port
_WORLD = ipaddress.ip_network("2000::/3")  # all that is given out of IPv6 to be reached from everywhere
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # NAT64: the last 32 bits are an address of IPv4
_CLOSED = tuple(
    map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "3fff::/20"))
)  # not in each version of `ipaddress`


@dataclass(frozen=True, slots=True)
class Hosts:
    """The hosts from which may be fetched, each with its port; None for the usual one of http and https."""

    known: frozenset[tuple[str, int | None]] = frozenset()

    @classmethod
    def parse(cls, texts: Iterable[str]) -> Self:
        """Hosts as HOST or HOST:PORT, an address of IPv6 in brackets. UsageError where one is neither."""
        return cls(frozenset(map(_host, texts)))

    def hold(self, url: httpx.URL) -> bool:
        """Whether an address lies at one of the hosts."""
        host, usual = url.raw_host.decode("ascii"), PORTS[url.scheme]
        port = url.port or usual
        return (host, port) in self.known or (port == usual and (host, None) in self.known)


def is_public(address: str) -> bool:
    """Whether an IP address is one that all the world reaches, also where it stands inside another.

    >>> is_public("93.184.216.34"), is_public("10.0.0.1"), is_public("::ffff:127.0.0.1"), is_public("64:ff9b::7f00:1")
    (True, False, False, False)
    """
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if found in _TRANSLATED:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if found not in _WORLD:
            return False
    return found.is_global and not found.is_multicast and not any(found in network for network in _CLOSED)


def _host(text: str) -> tuple[str, int | None]:
    try:
        url = httpx.URL(f"any://{text}")  # of a scheme without a usual port, so that one that is named stays
    except httpx.InvalidURL:
        url = httpx.URL("")
    if not url.host or any(sign in "/?#@%" or sign.isspace() for sign in text) or (url.port or 0) > _LAST:
        raise UsageError(f'"{text}" is no host', "--load-from", "Write HOST or HOST:PORT.")
    return url.raw_host.decode("ascii"), url.port
