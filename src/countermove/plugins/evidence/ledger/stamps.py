"""Time stamps over heads (RFC 3161): evidence that somebody else has seen a head digest at a time.

An authority is sent only the SHA-256 of the sorted digests of which the head is made, which is the head itself. Its
answer is recorded in the ledger with these digests, so that it can be verified after branches were merged and more was
sealed."""

from __future__ import annotations

import base64
import ssl
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from http.client import HTTPException
from ipaddress import ip_address
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import urlsplit

from countermove.plugins.evidence.ledger.chain import (
    STAMP,
    Chains,
    LedgerFile,
    Line,
    appended,
    broken,
    head_of,
    heads_text,
    line_of,
)
from gmcr.base.errors import CountermoveError, MissingExtra
from gmcr.base.record import Record

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampResponse

__all__ = ["Authority", "Stamp", "stamps_of"]

_SECONDS = 20.0
_LARGEST = 100_000
"""The largest answer, in bytes; they are a few thousand."""

_QUERY, _REPLY = "application/timestamp-query", "application/timestamp-reply"


@dataclass(frozen=True, slots=True)
class Stamp(Record):
    """A time stamp over a head."""

    line: int
    """Its line in the file, from 1."""
    head: str
    """The head digest that was stamped."""
    authority: str
    """The address of the authority."""
    time: str | None
    """Its time; null where the extra that reads it is not installed."""
    verified: bool
    """Whether its signature was verified by a given certificate."""
    current: bool
    """Whether the ledger still has that head; otherwise more was sealed since."""


@dataclass(frozen=True, slots=True)
class Authority(Record):
    """An authority that stamps heads. ``roots``: a file of certificates (PEM) that its answers have to lead to.
    ``seconds``: the time limit of an answer."""

    url: str
    roots: Path
    seconds: float = _SECONDS
    _certificates: tuple[Certificate, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Raise CountermoveError for an unsafe address or invalid certificates; MissingExtra."""
        _check_address(self.url)
        object.__setattr__(self, "_certificates", _certificates(self.roots))

    def stamped(self, ledger: LedgerFile, *, case: str, today: date) -> tuple[LedgerFile, str]:
        """The ledger with a time stamp over its head, and the time of the stamp; unchanged where this authority has
        stamped that head before. Raises CountermoveError where there is nothing to stamp, or the answer is invalid."""
        heads = ledger.chains.heads
        if not heads:
            raise CountermoveError(f"{ledger.path}: nothing is sealed, so there is nothing to stamp.")
        name = f"{head_of(heads)} {self.url}"
        if (STAMP, name) in ledger.chains.tips:
            first = ledger.chains.tips[STAMP, name][0]
            return ledger, _verified(_token(first), heads_text(heads), self._certificates)
        token, time = self._request(heads_text(heads))
        content = {"heads": list(heads), "token": base64.b64encode(token).decode("ascii"), "url": self.url}

        def more(chains: Chains) -> Iterator[Line]:
            if (STAMP, name) not in chains.tips:
                yield line_of((STAMP, name), content, (), day=today, case=case)

        return appended(ledger.path, more, today=today)[0], time

    def _request(self, data: bytes) -> tuple[bytes, str]:
        """The answer of the authority, and its time."""
        from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

        request = TimestampRequestBuilder().data(data).hash_algorithm(HashAlgorithm.SHA256).build()
        answer = self._post(request.as_bytes())
        return answer, _verified(answer, data, self._certificates, nonce=request.nonce)

    def _post(self, body: bytes) -> bytes:
        headers = {"Content-Type": _QUERY, "Accept": _REPLY, "User-Agent": "countermove"}
        request = urllib.request.Request(self.url, data=body, headers=headers, method="POST")  # noqa: S310
        opener = urllib.request.build_opener(_NotElsewhere, urllib.request.HTTPSHandler(context=_context()))
        until = monotonic() + self.seconds
        try:
            with opener.open(request, timeout=self.seconds) as reply:
                kind = reply.headers.get_content_type()
                if kind != _REPLY:
                    raise self._refused(f"its answer is {kind[:80]}, not {_REPLY}")
                content = bytearray()
                while part := reply.read1(8192):
                    content += part
                    if len(content) > _LARGEST:
                        raise self._refused(f"its answer is longer than {_LARGEST:,} bytes")
                    if monotonic() > until:
                        raise self._refused(f"it did not answer within {self.seconds:g} seconds")
        except (OSError, HTTPException) as error:
            if isinstance(error, HTTPError):  # it holds the connection
                error.close()
            slow = isinstance(error, TimeoutError) or isinstance(getattr(error, "reason", None), TimeoutError)
            why = (
                f"it did not answer within {self.seconds:g} seconds"
                if slow
                else f"{getattr(error, 'reason', '') or error}"
            )
            raise self._refused(why) from None
        return bytes(content)

    def _refused(self, why: str) -> CountermoveError:
        return CountermoveError(f"{self.url} gave no time stamp: {why}. What is new was sealed, without a stamp.")


class _NotElsewhere(urllib.request.HTTPRedirectHandler):
    """Refuses redirects to another address, which might be of any kind."""

    def redirect_request(self, *given: Any, **named: Any) -> None:
        return None


def _context() -> ssl.SSLContext:
    return ssl.create_default_context()


def _check_address(url: str) -> None:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise CountermoveError(f"{url} is not an address.", argument="timestamp") from None
    if not host or parts.scheme not in ("http", "https") or parts.username or parts.password:
        raise CountermoveError(f"{url} is not an address that can be asked: https://HOST/PATH.", argument="timestamp")
    if parts.scheme == "http" and not _is_this_machine(host):
        raise CountermoveError(f"{url} is not asked: http is for this machine alone, use https.", argument="timestamp")


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def stamps_of(chains: Chains, file: str, *, roots: Path | None = None) -> tuple[Stamp, ...]:
    """The time stamps in a ledger. With *roots*, their signatures are verified by these. Raises AssessmentError with
    the line whose stamp does not match the ledger; CountermoveError, MissingExtra."""
    certificates = None if roots is None else _certificates(roots)
    there, now = {line.digest for line in chains.lines}, chains.head
    return tuple(_stamp(line, now, there, certificates, file) for line in chains.lines if line.kind == STAMP)


def _stamp(
    line: Line, now: str | None, there: set[str], certificates: tuple[Certificate, ...] | None, file: str
) -> Stamp:
    content = line.said or {}
    heads, url = content.get("heads"), content.get("url")
    if not isinstance(url, str) or not isinstance(heads, list) or not all(isinstance(item, str) for item in heads):
        raise broken(file, line.number, "The line was edited: it is not a time stamp.")
    if missing := [digest for digest in heads if digest not in there]:
        message = f"The time stamp covers a line that is not here any more: the one with the digest {missing[0]}."
        raise broken(file, line.number, message)
    head = head_of(heads)
    if line.name != f"{head} {url}":
        raise broken(file, line.number, "The time stamp is not over the digests that it names.")
    try:
        time = _verified(_token(line), heads_text(heads), certificates)
    except MissingExtra:
        if certificates is not None:
            raise
        time = None
    except CountermoveError as error:
        raise broken(file, line.number, str(error)) from None
    return Stamp(line.number, head, url, time, certificates is not None, head == now)


def _token(line: Line) -> bytes:
    try:
        return base64.b64decode(str((line.said or {}).get("token", "")), validate=True)
    except ValueError:  # no base64, or no ASCII either
        return b""


def _certificates(file: Path) -> tuple[Certificate, ...]:
    """The certificates in a PEM file."""
    try:
        from cryptography.x509 import load_pem_x509_certificates
    except ModuleNotFoundError:
        raise MissingExtra("timestamp", "A time stamp") from None
    try:
        with open(file, "rb") as stream:
            return tuple(load_pem_x509_certificates(stream.read(_LARGEST * 10)))
    except OSError as error:
        raise CountermoveError(f"{file} cannot be read: {error.strerror or error}.", argument="ca") from None
    except ValueError:
        raise CountermoveError(f"{file} holds no certificates (PEM).", argument="ca") from None


def _verified(
    token: bytes, data: bytes, certificates: tuple[Certificate, ...] | None, *, nonce: int | None = None
) -> str:
    """The time of a stamp over *data*. Raises CountermoveError where it is over something else, or its signature does
    not lead to one of the certificates (not checked where None); MissingExtra."""
    try:
        from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response
    except ModuleNotFoundError:
        raise MissingExtra("timestamp", "A time stamp") from None
    try:
        response = decode_timestamp_response(token)
        _need_imprint(response, data)
        if certificates is not None:
            VerifierBuilder(roots=list(certificates), nonce=nonce).build().verify_message(response, data)
    except VerificationError as error:
        raise CountermoveError(f"The time stamp cannot be trusted: {str(error).rstrip('.')}.") from None
    except ValueError:
        raise CountermoveError(
            "The time stamp cannot be read: it is not an answer from a time stamping authority."
        ) from None
    return response.tst_info.gen_time.isoformat()


def _need_imprint(response: TimeStampResponse, data: bytes) -> None:
    from hashlib import sha256

    if response.tst_info.message_imprint.message != sha256(data).digest():
        raise CountermoveError("The time stamp is over something else than this head.")
