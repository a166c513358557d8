"""The address of the server, and the host names that it answers to."""

from __future__ import annotations

import hmac
import ipaddress
import re
import secrets
import socket
from dataclasses import dataclass, field

from gmcr.base.record import Record

__all__ = ["Gate", "is_loopback"]

_HOST = re.compile(r"(?:\[([0-9a-f:.]+)\]|([a-z0-9.-]+))(?::([0-9]{1,5}))?")
"""The value of ``Host``: an address in brackets or a name, and a port."""

_LOCAL = ("localhost", "127.0.0.1", "::1")


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address. Raises OSError for a name that cannot be resolved."""
    addresses = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return all(ipaddress.ip_address(str(address[4][0]).partition("%")[0]).is_loopback for address in addresses)


@dataclass(frozen=True, slots=True)
class Gate(Record):
    """The address of the server: ``host`` as it was named, ``port``, and the ``token`` that it requires (None:
    none)."""

    host: str
    port: int
    token: str | None = field(default=None, repr=False)
    _tickets: set[str] = field(default_factory=set, repr=False, compare=False)

    def knows(self, host: str) -> bool:
        """Whether a request for this host (the value of ``Host``) is for this server."""
        parts = _HOST.fullmatch(host.casefold())
        if parts is None or int(parts[3] or 80) != self.port:
            return False
        name = (parts[1] or parts[2]).rstrip(".")
        if name in _LOCAL or name == self.host.casefold():
            return True
        abroad = self.token is not None and not _is_own(self.host)
        return abroad and (_is_address(name) or name == socket.gethostname().casefold())

    @property
    def cookie(self) -> str:
        """The name of the cookie, which contains the port, since cookies ignore ports."""
        return f"countermove-{self.port}"

    @property
    def asked_again(self) -> str:
        """The name of the cookie that says that a link from elsewhere has asked again."""
        return f"countermove-{self.port}-again"

    def right(self, token: str | None) -> bool:
        """Whether this is the token, compared in constant time."""
        return token is not None and _same(token, self.token or "")

    def ticket(self) -> str:
        """What stands for the token once: for an address that others may see, such as among the arguments of a browser."""
        made = secrets.token_urlsafe(24)
        self._tickets.add(made)
        return made

    def lets_in(self, text: str | None) -> bool:
        """Whether an address with this text lets in: with the token always, with a ticket once."""
        if text is None:
            return False
        used = [ticket for ticket in self._tickets if _same(text, ticket)]
        self._tickets.difference_update(used)
        return bool(used) or self.right(text)


def _same(text: str, secret: str) -> bool:
    return hmac.compare_digest(text.encode(errors="replace"), secret.encode())


def _is_own(host: str) -> bool:
    """Whether this name is of this machine alone, as it is written."""
    return host.casefold() in _LOCAL or (_is_address(host) and ipaddress.ip_address(host).is_loopback)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
