"""levers: who can move whom to what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from countermove.assessment import Assessment
from countermove.desk.frame import Frame, frame_of
from countermove.desk.game import on_in
from countermove.desk.glossary import Glossary, glossary_of
from countermove.desk.selection import BASE, Selection
from countermove.questions.levers import Levers, levers

__all__ = ["LeversRecord", "levers_case"]


@dataclass(frozen=True, slots=True)
class LeversRecord:
    """``on``: code → the options that are on, for every state mentioned."""

    frame: Frame
    glossary: Glossary
    found: Levers
    on: Mapping[int, tuple[str, ...]]


def levers_case(
    assessment: Assessment, selection: Selection = BASE, *, progress: Callable[[int, int], None] | None = None
) -> LeversRecord:
    """Every option as a lever, at the start and in each scenario (in the selected one alone, where one is). Raises
    UnknownName, ModelError."""
    found = levers(
        assessment,
        reading=selection.reading,
        scenario=selection.scenario,
        view=selection.view,
        drivers=selection.drivers,
        progress=progress,
    )
    return LeversRecord(
        frame=frame_of(assessment, selection=selection),
        glossary=glossary_of(assessment, selection),
        found=found,
        on=on_in(selection.conflict(assessment), found.labels),
    )
