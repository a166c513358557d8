"""Ends a command that was interrupted and has shown its partial result."""

from __future__ import annotations

import typer

from countermove.cli.group import INTERRUPTED

__all__ = ["end_if_interrupted"]


def end_if_interrupted(interrupted: bool) -> None:
    """Exit with the code of an interrupt, so that nobody mistakes a part for the whole."""
    if interrupted:
        raise typer.Exit(INTERRUPTED)
