"""What the shell offers when a word is half typed. Fast for cases; names within a case take reading it."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = [
    "bundled_cases",
    "complete_actor",
    "complete_case",
    "complete_concept",
    "complete_figure",
    "complete_scenario",
    "complete_view",
]

_FIGURES = (
    "states",
    "wants",
    "claims",
    "responsibility",
    "levers",
    "drivers",
    "phase",
    "tornado",
    "road",
    "matrix",
    "longrun",
)
_CONCEPTS = ("nash", "gmr", "smr", "seq", "symseq")


def bundled_cases() -> list[str]:
    """Names of the bundled cases, without importing what could read them."""
    folder = resources.files("countermove").joinpath("assessment", "cases")
    return sorted(Path(entry.name).stem for entry in folder.iterdir() if entry.name.endswith(".yaml"))


def complete_case(incomplete: str) -> list[str]:
    """Bundled cases, and assessment files beside the word."""
    above, slash, _ = incomplete.rpartition("/")
    folder = Path(above or slash or ".")
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        entries = []
    files = [
        f"{entry}/" if entry.is_dir() else str(entry)
        for entry in entries
        if entry.suffix in (".yaml", ".yml") or (entry.is_dir() and not entry.name.startswith("."))
    ]
    return [name for name in (*bundled_cases(), *files) if name.startswith(incomplete)]


def complete_concept(incomplete: str) -> list[str]:
    """Concepts."""
    return [name for name in _CONCEPTS if name.startswith(incomplete)]


def complete_scenario(context: typer.Context, incomplete: str) -> list[str]:
    """Scenarios of the case typed before."""
    case = _case(context)
    return [] if case is None else [name for name in case.scenarios if name.startswith(incomplete)]


def complete_view(context: typer.Context, incomplete: str) -> list[str]:
    """Views of the case typed before."""
    case = _case(context)
    return [] if case is None else [name for name in case.views if name.startswith(incomplete)]


def complete_actor(context: typer.Context, incomplete: str) -> list[str]:
    """Actors of the case typed before."""
    case = _case(context)
    return [] if case is None else [name for name in case.actors if name.startswith(incomplete)]


def complete_figure(incomplete: str) -> list[str]:
    """Figures."""
    return [name for name in _FIGURES if name.startswith(incomplete)]


def _case(context: typer.Context) -> Assessment | None:
    # An option that still waits for its value leaves the arguments before it unread.
    name = context.params.get("case") or next(iter(context.args), None)
    if not isinstance(name, str):
        return None
    from countermove.assessment import load
    from countermove.errors import CountermoveError

    try:
        return load(name)
    except CountermoveError:
        return None
