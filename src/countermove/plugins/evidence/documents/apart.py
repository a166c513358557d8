"""Reads a document in a process of its own, which contains whatever the document does.

It has limits of time and memory, opens no connection and starts no program (an audit hook refuses both), and ends with
the process that waits for it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Literal, TypeAlias

from countermove.plugins.evidence.documents.outcome import Outcome, Refused, TooMuchUnpacked, UnpackedCount
from countermove.processes.budget import Budget, OverBudget
from countermove.processes.child import Call
from countermove.processes.frames import Message, packed, unpacked
from countermove.processes.worker import Lost, NoAnswer, Worker
from gmcr.base.errors import MissingExtra

__all__ = ["Format", "outcome_of", "reading"]

_WHAT = "Reading it"
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


def outcome_of(content: bytes, format_: Format, *, budget: Budget) -> Outcome:
    """The outcome of reading a document (HTML as UTF-8). Raises Refused, MissingExtra, OverBudget, Stalled."""
    request = {"content": packed(content), "format": format_, "unpacked": budget.unpacked}
    try:
        with Worker(f"{__name__}:reading", budget=budget, what=_WHAT, quiet=True) as worker:
            return _outcome(worker.ask(request), budget)
    except (Lost, NoAnswer):
        raise Refused("damaged") from None


def _outcome(message: Message, budget: Budget) -> Outcome:
    if "memory" in message:
        raise OverBudget("memory", budget.memory, None, _WHAT)
    if "unpacked" in message:
        raise OverBudget("unpacked", budget.unpacked, message["unpacked"], _WHAT)
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
    count = UnpackedCount(request["unpacked"])
    try:
        return {"outcome": asdict(_read(unpacked(request["content"]), format_, count))}
    except TooMuchUnpacked:
        return {"unpacked": count.bytes}
    except Refused as refused:
        return {"refused": refused.reason, "pages": refused.pages, "why": refused.why}
    except ImportError:
        return {"missing": "Reading PDF" if format_ == "pdf" else "Reading HTML"}
    except MemoryError:
        return {"memory": True}


def _read(content: bytes, format_: Format, count: UnpackedCount) -> Outcome:
    if format_ == "pdf":
        from countermove.plugins.evidence.documents.pdf import text_of_pdf

        return text_of_pdf(content, count)
    from countermove.plugins.evidence.documents.html import text_of_html

    return text_of_html(content.decode())


def _confine() -> None:
    """Forbid connections and programs."""

    def refuse(event: str, _: object) -> None:
        if event in _FORBIDDEN:
            raise PermissionError(event)

    sys.addaudithook(refuse)
