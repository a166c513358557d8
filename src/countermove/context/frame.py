"""The frame of every record: the case, its bytes, and the assumptions.

A verdict without its assumptions is worth nothing, so the frame travels with the result into every report and file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from countermove.assessment import Assessment
from gmcr.base.record import Record
from gmcr.model import Structure

__all__ = ["Assumptions", "Frame", "frame_of", "unlisted_in"]


@dataclass(frozen=True, slots=True)
class Assumptions(Record):
    """What a result assumes. ``reading``: question → answer; None if the result covers all readings, and the selected
    answers alone if it covers the readings with these. ``scenario``, ``view``: None for none. ``drivers``: those set by
    hand, as written. ``concepts``: names. ``bound``: the largest number of edits; ``seed``: of random numbers; None
    where it plays no part. ``apart``: coalitions of the file whose members stand alone here. ``unlisted``: the number
    of options, where their combinations are too many to list and verdicts are proved; None where states are listed.
    ``coding``: alternative → coding, of what is coded otherwise than the file has it."""

    reading: Mapping[str, str] | None = None
    scenario: str | None = None
    view: str | None = None
    drivers: Mapping[str, str] = field(default_factory=dict)
    concepts: tuple[str, ...] = ()
    bound: int | None = None
    seed: int | None = None
    apart: tuple[tuple[str, ...], ...] = ()
    unlisted: int | None = None
    coding: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Frame(Record):
    """What a result is about. ``case``: the name of the file without its suffix; ``digest``: SHA-256 of its bytes."""

    case: str
    digest: str
    assumptions: Assumptions


def unlisted_in(structure: Structure) -> int | None:
    """The number of options, where their combinations are too many to list; None where states are listed."""
    return None if structure.listed else len(structure.switches)


def frame_of(
    assessment: Assessment,
    *,
    concepts: Sequence[str] = (),
    bound: int | None = None,
    seed: int | None = None,
    over_readings: bool = False,
) -> Frame:
    """The frame of a result about the selection. ``over_readings``: whether it covers all readings of the selection."""
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
        coding=dict(assessment.coding),
    )
    return Frame(assessment.name, assessment.digest, assumptions)
