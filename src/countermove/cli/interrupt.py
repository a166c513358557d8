"""How a command ends that was interrupted and has told what it had."""

from __future__ import annotations

import typer

from countermove.cli.group import INTERRUPTED

__all__ = ["end_if_interrupted"]


def end_if_interrupted(interrupted: bool) -> None:
    """End with the exit code of an interrupt, so that nothing takes a part for the whole."""
    if interrupted:
        raise typer.Exit(INTERRUPTED)
