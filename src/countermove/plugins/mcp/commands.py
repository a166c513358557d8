"""countermove mcp: the questions for assistants."""

from __future__ import annotations

import os
import signal
import sys
from typing import Annotated

import typer

from countermove.cli.group import INTERRUPTED
from countermove.cli.streams import say
from gmcr.base.errors import MissingExtra

__all__ = ["mcp"]


def mcp(
    given: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[DIR|FILE]...",
            help="What may be read beside the bundled cases: all in a folder, or a file. Otherwise: the current folder.",
        ),
    ] = None,
    limit: Annotated[
        float | None,
        typer.Option(
            "--limit", metavar="SECONDS", min=0.1, help="What one answer may take of the processor; otherwise 10 s."
        ),
    ] = None,
) -> None:
    """Serve assistants over the Model Context Protocol.

    An assistant's program starts this command and speaks with it on its standard streams; it is not to be typed. It gives
    tools (assess, check, why, change, diff, lint) and resources (records and texts of cases), and only reads.
    """
    try:
        from countermove.plugins.mcp.server import run_stdio
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("mcp", "mcp_types", "anyio"):
            raise
        raise MissingExtra("mcp", "To serve assistants") from None
    # A reader of the standard input cannot be woken; nothing is lost, and calculating processes end with this one.
    before = signal.signal(signal.SIGINT, _leave)
    try:
        if sys.stdin.isatty():
            say("Waiting for an assistant's program on the standard input. Ctrl-C ends it.")
        run_stdio(given or (), limit=limit)
    finally:
        signal.signal(signal.SIGINT, before)


def _leave(*_: object) -> None:
    say("Interrupted.")
    os._exit(INTERRUPTED)
