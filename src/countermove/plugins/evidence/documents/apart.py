"""Reads a document in a process of its own, which contains whatever the document does.

It has limits of time and memory, opens no connection and starts no program (an audit hook refuses both), and ends with
the process that waits for it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Literal, TypeAlias

from countermove.plugins.evidence.documents.outcome import Outcome, Refused
from countermove.processes.child import Call
from countermove.processes.frames import Message, packed, unpacked
from countermove.processes.worker import Lost, NoAnswer, TooLong, Worker
from gmcr.base.errors import CountermoveError, MissingExtra
from gmcr.base.memory import GIGABYTE

__all__ = ["SECONDS", "Format", "outcome_of", "reading"]

SECONDS = 120
"""The time limit of reading, in seconds."""

_MEMORY = 2 * GIGABYTE
_FORBIDDEN = (
    "socket.connect",
    "socket.bind",
    "socket.getaddrinfo",
    "subprocess.Popen",
    "os.exec",
    "os.system",
    "os.posix_spawn",
)

Format: TypeAlias = Literal["html", "pdf"]


def outcome_of(content: bytes, format_: Format, *, seconds: float = SECONDS) -> Outcome:
    """The outcome of reading a document (HTML as UTF-8). Raises Refused, MissingExtra, CountermoveError where it
    exceeds its time or memory."""
    request = {"content": packed(content), "format": format_}
    try:
        with Worker(f"{__name__}:reading", memory=_MEMORY, processor=SECONDS, quiet=True) as worker:
            return _outcome(worker.ask(request, seconds=seconds))
    except TooLong:
        raise CountermoveError(f"Reading it takes more than {seconds:g} seconds") from None
    except (Lost, NoAnswer):
        raise Refused("damaged") from None


def _outcome(message: Message) -> Outcome:
    if "missing" in message:
        raise MissingExtra("documents", message["missing"])
    if "refused" in message:
        raise Refused(message["refused"], pages=message["pages"], why=message["why"])
    return Outcome(**{name: _hashable(value) for name, value in message["outcome"].items()})


def _hashable(value: Any) -> Any:
    return tuple(map(_hashable, value)) if isinstance(value, list) else value


# -- in that process ---------------------------------------------------------------------------------------------------


def reading() -> Callable[[Message, Call], Message]:
    """The function that reads in that process."""
    _confine()
    return _answer


def _answer(request: Message, _: Call) -> Message:
    """The outcome as a message."""
    format_: Format = request["format"]
    try:
        return {"outcome": asdict(_read(unpacked(request["content"]), format_))}
    except Refused as refused:
        return {"refused": refused.reason, "pages": refused.pages, "why": refused.why}
    except ImportError:
        return {"missing": "Reading PDF" if format_ == "pdf" else "Reading HTML"}
    except MemoryError:
        return {"refused": "large", "pages": 0, "why": ""}


def _read(content: bytes, format_: Format) -> Outcome:
    if format_ == "pdf":
        from countermove.plugins.evidence.documents.pdf import text_of_pdf

        return text_of_pdf(content)
    from countermove.plugins.evidence.documents.html import text_of_html

    return text_of_html(content.decode())


def _confine() -> None:
    """Forbid connections and programs."""

    def refuse(event: str, _: object) -> None:
        if event in _FORBIDDEN:
            raise PermissionError(event)

    sys.addaudithook(refuse)
