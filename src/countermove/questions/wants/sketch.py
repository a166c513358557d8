"""Wants as a small picture for terminals: each actor's in order, filled where met at the start."""

from __future__ import annotations

from collections.abc import Mapping

from countermove.presentation.blocks import Sketch, SketchRow
from countermove.presentation.sketches import rows_sketch
from countermove.questions.wants.compute import LaddersRecord

__all__ = ["ladders_sketch"]


def ladders_sketch(record: LaddersRecord, actors: Mapping[str, str]) -> Sketch:
    """Each actor's wants in order, filled if met at the start; in brackets those that the game lacks. ``actors``: their
    names."""
    rows = []
    for row in record.actors:
        rungs = [f"({item.id})" if item.dropped else f"{'●' if item.met else '○'}{item.id}" for item in row.rungs]
        rows.append(SketchRow(actors[row.actor], " ".join(rungs), f"{row.met} of {row.present} met"))
    dropped = any(item.dropped for row in record.actors for item in row.rungs)
    signs = "filled: met; in brackets: dropped" if dropped else "filled: met at the start"
    return rows_sketch(rows, f"What each actor wants, most important first ({signs})")
