"""tipping: where drivers tip the start, the outcomes, the target and claims."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from countermove.assessment import Assessment
from countermove.brief import Brief
from countermove.case.frame import Frame, frame_of
from countermove.case.game import on_in
from countermove.case.glossary import Glossary, glossary_of
from countermove.case.selection import BASE, Selection
from countermove.errors import CountermoveError
from countermove.questions.tipping.found import MOST, Tipping, tipping
from countermove.stability import CONCEPTS

__all__ = ["TippingRecord", "tipping_case"]


@dataclass(frozen=True, slots=True)
class TippingRecord(Brief):
    """``start``: the start's code; ``on``: code → the options that are on, for the start and every outcome mentioned."""

    frame: Frame
    glossary: Glossary
    found: Tipping
    start: int
    on: Mapping[int, tuple[str, ...]]


def tipping_case(
    assessment: Assessment,
    selection: Selection = BASE,
    *,
    drivers: Sequence[str] = (),
    claims: Sequence[str] | None = None,
    concepts: Sequence[str] = CONCEPTS,
    most: int = MOST,
    progress: Callable[[int, int], None] | None = None,
) -> TippingRecord:
    """Where *drivers* (one, two, or all where none is named) tip what follows. ``claims``: ids, the author's where None.
    Raises CountermoveError, UnknownName, ModelError."""
    if len(drivers) > 2:
        raise CountermoveError("Name one driver for a line, two for a diagram, or none for all of them at once.")
    conflict = selection.conflict(assessment)
    found = tipping(
        assessment,
        vary=drivers,
        claims=claims,
        concepts=concepts,
        reading=selection.reading,
        scenario=selection.scenario,
        view=selection.view,
        drivers=selection.drivers,
        most=most,
        progress=progress,
    )
    labels = {**found.labels, conflict.start: conflict.label(conflict.start)}
    return TippingRecord(
        frame=frame_of(assessment, selection=selection, concepts=found.concepts),
        glossary=glossary_of(assessment, selection),
        found=found,
        start=conflict.start,
        on=on_in(conflict, labels),
    )
