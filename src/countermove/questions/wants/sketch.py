"""Wants as a small picture for terminals: each actor's in order, filled where met at the start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from countermove.questions.wants.found import LaddersRecord
from countermove.telling.blocks import Sketch
from countermove.telling.sketches import NAME, WIDTH, fitted, sketch

__all__ = ["ladders_sketch"]


def ladders_sketch(record: LaddersRecord, actors: Mapping[str, str]) -> Sketch:
    """Each actor's wants in order, filled where met at the start; in brackets those that the game has not. ``actors``: their names."""
    lines = []
    for row in record.actors:
        name = fitted(actors[row.actor], NAME)
        met = f"{row.met} of {row.present} met"
        rungs = [f"({item.id})" if item.dropped else f"{'●' if item.met else '○'}{item.id}" for item in row.rungs]
        for place, part in enumerate(_wrapped(rungs, WIDTH - NAME - len(met) - 3)):
            lines.append(
                f"{name if not place else ' ' * NAME} {part:<{WIDTH - NAME - len(met) - 3}}  {'' if place else met}"
            )
    dropped = any(item.dropped for row in record.actors for item in row.rungs)
    signs = "filled: met; in brackets: dropped" if dropped else "filled: met at the start"
    return sketch([line.rstrip() for line in lines], f"What each actor wants, most important first ({signs})")


def _wrapped(words: Sequence[str], width: int) -> list[str]:
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
