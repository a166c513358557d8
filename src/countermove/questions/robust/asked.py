"""robust: how the conclusions fare if premises are false."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from countermove.assessment import Assessment
from countermove.brief import Brief
from countermove.case.frame import Frame, frame_of
from countermove.case.game import on_in
from countermove.case.glossary import Glossary, glossary_of
from countermove.case.selection import BASE, Selection
from countermove.questions.robust.found import DRAWS, Robust, robust
from countermove.questions.robust.workers import carried_by
from countermove.stability import CONCEPTS

__all__ = ["RobustRecord", "robust_case"]


@dataclass(frozen=True, slots=True)
class RobustRecord(Brief):
    """``on``: code → the options that are on, for every state mentioned."""

    frame: Frame
    glossary: Glossary
    found: Robust
    on: Mapping[int, tuple[str, ...]]


def robust_case(
    assessment: Assessment,
    selection: Selection = BASE,
    *,
    claims: Sequence[str] | None = None,
    concepts: Sequence[str] = CONCEPTS,
    draws: int = DRAWS,
    seed: int = 0,
    workers: int = 1,
    dask: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> RobustRecord:
    """How robust the start of one game, its outcomes and *claims* (ids, all where None) are.

    ``workers``: processes that draw; ``dask``: the address of a Dask scheduler that draws instead. Raises UnknownName,
    ModelError, MissingExtra, CountermoveError.
    """
    with carried_by(workers, dask) as executor:
        found = robust(
            assessment,
            reading=selection.reading,
            scenario=selection.scenario,
            view=selection.view,
            drivers=selection.drivers,
            claims=claims,
            concepts=concepts,
            draws=draws,
            seed=seed,
            executor=executor,
            threads=1 if workers > 1 or dask else 2,
            progress=progress,
        )
    frame = frame_of(assessment, selection=selection, concepts=found.concepts)
    seeded = frame if found.exhaustive else replace(frame, assumptions=replace(frame.assumptions, seed=seed))
    return RobustRecord(
        frame=seeded,
        glossary=glossary_of(assessment, selection),
        found=found,
        on=on_in(selection.conflict(assessment), found.labels),
    )
