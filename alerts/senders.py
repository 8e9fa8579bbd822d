"""Addresses made unreadable: of mail, to know one again; of the network, to slow floods."""

from __future__ import annotations

import ipaddress

from django.utils.crypto import salted_hmac


def hash_of_mail(address: str) -> str:
    """The hash of a mail address, however it is capitalised."""
    return _hash("alerts.mail", address.strip().lower())


def hash_of_network(address: str) -> str:
    """The hash of a network address; of IPv6 of the network that one household has."""
    try:
        known = ipaddress.ip_address(address.strip())
    except ValueError:
        return _hash("alerts.network", address)
    if known.version == 6:
        return _hash("alerts.network", str(ipaddress.ip_network((known, 64), strict=False)))
    return _hash("alerts.network", str(known))


def _hash(salt: str, value: str) -> str:
    return salted_hmac(salt, value, algorithm="sha256").hexdigest()
