"""Reading in a process of its own: what a document does there ends with it.

The process gets the document on its standard input and writes one JSON object. It has a time and memory that it cannot go
beyond, opens no connection and starts no program (an audit hook refuses both), and is ended with whoever waits for it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal, TypeAlias

from countermove.plugins.evidence.documents.outcome import Outcome, Refused
from gmcr.base.errors import CountermoveError, MissingExtra
from gmcr.base.memory import GIGABYTE

__all__ = ["SECONDS", "Format", "outcome_of"]

SECONDS = 120
"""How long reading may take."""

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
    """What comes of reading a document; of HTML, as UTF-8. Raises Refused, MissingExtra, CountermoveError where it takes too long
    or too much."""
    root = str(Path(__file__).resolve().parents[4])
    known = os.environ.get("PYTHONPATH")
    try:
        ran = subprocess.run(  # nothing from the current folder is taken for a module
            [
                sys.executable,
                "-P",
                "-c",
                f"from countermove.plugins.evidence.documents.apart import main; main({format_!r})",
            ],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
            env={**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{known}" if known else root},
        )
    except subprocess.TimeoutExpired:
        raise CountermoveError(f"Reading it takes more than {seconds:g} seconds") from None
    return _told(ran.stdout)


def _told(output: bytes) -> Outcome:
    try:
        told: Any = json.loads(output)
    except ValueError:
        raise Refused("damaged") from None
    if "missing" in told:
        raise MissingExtra("documents", told["missing"])
    if "refused" in told:
        raise Refused(told["refused"], pages=told["pages"], why=told["why"])
    return Outcome(**{name: _hashable(value) for name, value in told["outcome"].items()})


def _hashable(value: Any) -> Any:
    return tuple(map(_hashable, value)) if isinstance(value, list) else value


# -- in that process ---------------------------------------------------------------------------------------------------


def main(format_: Format) -> None:
    """Reads what comes, and says what came of it."""
    content = sys.stdin.buffer.read()
    _confine()
    try:
        told: dict[str, Any] = {"outcome": asdict(_read(content, format_))}
    except Refused as refused:
        told = {"refused": refused.reason, "pages": refused.pages, "why": refused.why}
    except ImportError:
        told = {"missing": "Reading PDF" if format_ == "pdf" else "Reading HTML"}
    except MemoryError:
        told = {"refused": "large", "pages": 0, "why": ""}
    sys.stdout.buffer.write(json.dumps(told).encode())


def _read(content: bytes, format_: Format) -> Outcome:
    if format_ == "pdf":
        from countermove.plugins.evidence.documents.pdf import text_of_pdf

        return text_of_pdf(content)
    from countermove.plugins.evidence.documents.html import text_of_html

    return text_of_html(content.decode())


def _confine() -> None:
    """No connection, no program, and no more memory than there may be, where the system can tell."""

    def refuse(event: str, _: object) -> None:
        if event in _FORBIDDEN:
            raise PermissionError(event)

    sys.addaudithook(refuse)
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))  # also where nobody waits for it any more
    except (ImportError, OSError, ValueError):
        pass
