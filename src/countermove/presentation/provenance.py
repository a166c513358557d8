"""The envelope around the data of a record: its kind, its case and its assumptions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from countermove.context.frame import Assumptions, Frame
from countermove.presentation.schema import VERSION

__all__ = ["framed"]


def framed(kind: str, frames: Sequence[Frame], data: Any) -> dict[str, Any]:
    """Plain data in its envelope; *frames*: one for each case."""
    return {
        "record": kind,
        "version": VERSION,
        "case": _one([frame.case for frame in frames]),
        "digest": _one([frame.digest for frame in frames]),
        "assumptions": _assumptions(frames[0].assumptions if frames else Assumptions()),
        "data": data,
    }


def _one(items: list[str]) -> str | list[str] | None:
    return None if not items else items[0] if len(items) == 1 else items


def _assumptions(assumptions: Assumptions) -> dict[str, Any]:
    return {
        "reading": None if assumptions.reading is None else dict(assumptions.reading),
        "scenario": assumptions.scenario,
        "view": assumptions.view,
        "drivers": dict(assumptions.drivers),
        "concepts": list(assumptions.concepts),
        "bound": assumptions.bound,
        "seed": assumptions.seed,
        "apart": [list(block) for block in assumptions.apart],
        "unlisted": assumptions.unlisted,
    }
