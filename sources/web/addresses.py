"""Tells addresses on the public internet from those that must not be fetched from."""

import ipaddress

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# What `is_global` lets through, in some Python or other, and no newspaper is served from: the
# Azure host agent; protocol assignments (RFC 6890); retired 6to4 relays (RFC 7526); benchmarks
# (RFC 2544); local NAT64 (RFC 8215); segment routing (RFC 9602); documentation (RFC 9637);
# site-local (RFC 3879); shared address space (RFC 6598).
_CLOSED = [
    ipaddress.ip_network(block)
    for block in (
        "168.63.129.16/32",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "2001::/23",
        "64:ff9b:1::/48",
        "5f00::/16",
        "3fff::/20",
        "fec0::/10",
        "100.64.0.0/10",
    )
]
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in the last 32 bits


def is_public(address: str) -> bool:
    """Whether an address, and any IPv4 address wrapped in it, is on the public internet."""
    parsed = ipaddress.ip_address(address)
    wrapped = _wrapped(parsed)
    if wrapped is not None:
        return is_public(str(wrapped))
    return not (
        not parsed.is_global
        or parsed.is_private
        or parsed.is_multicast
        or parsed.is_reserved
        or parsed.is_unspecified
        or any(parsed in block for block in _CLOSED if block.version == parsed.version)
    )


def _wrapped(address: _Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address inside an IPv4-mapped, NAT64 or 6to4 address."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour


def is_disguised_number(host: str) -> bool:
    """Whether a host is a number that C libraries read as an address: 2130706433, 0x7f.1, 0177.1.

    A site's last label is never a number (RFC 3696, section 2), so nothing real is lost.
    """
    last = host.rstrip(".").rpartition(".")[2].lower()
    if not (last.isdigit() or last.startswith("0x")):
        return False
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return True
    return False
