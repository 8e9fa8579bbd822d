"""Which address, or network, a request counts for."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

from rest_framework.throttling import BaseThrottle

HOME = 64
"""A household or a machine is given this much of IPv6: its addresses count as one."""

_WITH_PORT = re.compile(r"\[([^\]]+)\](?::\d+)?|(\d+\.\d+\.\d+\.\d+):\d+", re.ASCII)


def network_of(request: Any) -> str:
    """Where a request comes from, as far as NUM_PROXIES says that proxies are to be believed."""
    told = BaseThrottle().get_ident(request) or ""
    return network(told)


def network(told: str) -> str:
    """An IPv4 address, or the /64 of an IPv6 one; what is neither counts as written."""
    found = _WITH_PORT.fullmatch(told)
    bare = (found[1] or found[2]) if found else told
    try:
        address: IPv4Address | IPv6Address = ip_address(bare.partition("%")[0])
    except ValueError:
        return told[:100]
    if isinstance(address, IPv6Address):
        mapped = address.ipv4_mapped
        if mapped is None:
            return str(ip_network((address, HOME), strict=False))
        address = mapped
    return str(address)
