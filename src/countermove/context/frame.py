"""What every record is framed by: which case, which bytes of it, and what was assumed.

A verdict without its assumptions is worth nothing, so the frame travels with the result into every report and file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from countermove.assessment import Assessment
from gmcr.base.summary import Record
from gmcr.model import Structure

__all__ = ["Assumptions", "Frame", "frame_of", "unlisted_in"]


@dataclass(frozen=True, slots=True)
class Assumptions(Record):
    """``reading``: question → answer, None where all readings were gone through, and the answers selected alone where those that
    give them were. ``scenario``, ``view``: None for none.
    ``drivers``: those set by hand, as written. ``concepts``: names. ``bound``: edits at most; ``seed``: of random
    numbers; None where neither plays a part. ``apart``: coalitions that the file has and whose members stand alone here.
    ``unlisted``: how many options there are where their combinations are too many to be listed, so that verdicts are proved; None
    where states are listed."""

    reading: Mapping[str, str] | None = None
    scenario: str | None = None
    view: str | None = None
    drivers: Mapping[str, str] = field(default_factory=dict)
    concepts: tuple[str, ...] = ()
    bound: int | None = None
    seed: int | None = None
    apart: tuple[tuple[str, ...], ...] = ()
    unlisted: int | None = None


@dataclass(frozen=True, slots=True)
class Frame(Record):
    """``case``: the name of the file without its suffix; ``digest``: SHA-256 of its bytes."""

    case: str
    digest: str
    assumptions: Assumptions


def unlisted_in(structure: Structure) -> int | None:
    """How many options there are, where their combinations are too many to be listed; None where states are listed."""
    return None if structure.listed else len(structure.switches)


def frame_of(
    assessment: Assessment,
    *,
    concepts: Sequence[str] = (),
    bound: int | None = None,
    seed: int | None = None,
    over_readings: bool = False,
) -> Frame:
    """The frame of a result about what is selected. ``over_readings``: whether it went through all readings of that."""
    chosen = assessment.selection
    assumptions = Assumptions(
        reading=(dict(chosen.reading) or None) if over_readings else dict(assessment.base_reading),
        scenario=chosen.scenario,
        view=chosen.view,
        drivers=dict(chosen.drivers),
        concepts=tuple(concepts),
        bound=bound,
        seed=seed,
        unlisted=unlisted_in(assessment.structure),
    )
    return Frame(assessment.name, assessment.digest, assumptions)
