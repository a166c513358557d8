"""convert: a conflict from one format to another, and what the second one could not hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from countermove.brief import Brief
from countermove.case.selection import BASE, Selection
from countermove.stability import CONCEPTS

__all__ = ["ConvertRecord", "convert_case"]


@dataclass(frozen=True, slots=True)
class ConvertRecord(Brief):
    """A file converted."""

    source: str
    """The file or case that was read."""
    target: str
    """The file that was written."""
    read_as: str
    """The format of the first."""
    written_as: str
    """The format of the second."""
    lost: tuple[str, ...]
    """What the second cannot hold: start, drivers, coalitions."""
    chosen: tuple[str, ...]
    """What the second needs and the first does not have: start, or nothing."""


def convert_case(
    source: str,
    target: str,
    selection: Selection = BASE,
    *,
    concepts: Sequence[str] = CONCEPTS,
    force: bool = False,
) -> ConvertRecord:
    """Write the game of a case as *target*, in the format of its suffix. Raises CountermoveError, AssessmentError."""
    from countermove.interop import convert  # formats that few commands need

    done = convert(
        source,
        target,
        force=force,
        concepts=concepts,
        reading=selection.reading,
        scenario=selection.scenario,
        view=selection.view,
        drivers=selection.drivers,
    )
    return ConvertRecord(done.source, done.target, done.read_as, done.written_as, done.lost, done.chosen)
