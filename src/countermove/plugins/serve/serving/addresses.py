"""The address of the server, and the host names that it answers to."""

from __future__ import annotations

import hmac
import ipaddress
import re
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

    def knows(self, host: str) -> bool:
        """Whether a request for this host (the value of ``Host``) is for this server."""
        parts = _HOST.fullmatch(host.casefold())
        if parts is None or int(parts[3] or 80) != self.port:
            return False
        name = (parts[1] or parts[2]).rstrip(".")
        if name in _LOCAL or name == self.host.casefold():
            return True
        return self.token is not None and (_is_address(name) or name == socket.gethostname().casefold())

    @property
    def cookie(self) -> str:
        """The name of the cookie, which contains the port, since cookies ignore ports."""
        return f"countermove-{self.port}"

    def right(self, token: str | None) -> bool:
        """Whether this is the token, compared in constant time."""
        return token is not None and hmac.compare_digest(token.encode(errors="replace"), (self.token or "").encode())


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
