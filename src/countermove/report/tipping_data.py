"""tipping as plain data, and what the data means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from countermove.analysis.drivers.line import Stretch
from countermove.case.relations import Relation
from countermove.questions.tipping.asked import TippingRecord
from countermove.questions.tipping.diagrams import Diagram
from countermove.questions.tipping.found import Tip
from countermove.questions.tipping.influences import Influence
from countermove.questions.tipping.lines import Line
from countermove.questions.tipping.neighbourhood import Nearest
from countermove.questions.tipping.watched import Answer
from countermove.telling.describing import STATE, Schema, by_name, list_of, one_of, or_null, record, text, whole, yes

__all__ = ["TIPPING", "tipping_data"]


def tipping_data(given: TippingRecord) -> dict[str, Any]:
    """The data of a tipping record."""
    found = given.found
    return {
        "drivers": list(found.drivers),
        "ranges": {name: [str(low), str(high)] for name, (low, high) in found.ranges.items()},
        "complete": found.complete,
        "interrupted": found.interrupted,
        "most": found.most,
        "start": given.start,
        "tips": [_tip(tip) for tip in found.tips],
        "states": [{"code": code, "on": list(on)} for code, on in given.on.items()],
    }


def _tip(tip: Tip) -> dict[str, Any]:
    return {
        "kind": tip.kind,
        "claim": tip.claim or None,
        "now": _point(tip.now),
        "answer": _answer(tip.answer),
        "tips": tip.tips,
        "lines": [_line(line) for line in tip.lines],
        "influences": [_influence(item) for item in tip.influences],
        "nearest": {norm: None if near is None else _nearest(near) for norm, near in tip.nearest.items()},
        "beyond": {norm: str(distance) for norm, distance in tip.beyond.items()},
        "diagram": None if tip.diagram is None else _diagram(tip.diagram),
        "cells": tip.cells,
        "complete": tip.complete,
        "undecided": tip.undecided,
        "apart": list(tip.apart),
    }


def _point(values: Mapping[str, Fraction]) -> dict[str, str]:
    return {name: str(value) for name, value in values.items()}


def _answer(answer: Answer) -> list[bool | list[int] | None]:
    return [list(value) if isinstance(value, tuple) else value for value in answer]


def _relations(relations: Sequence[Relation]) -> list[dict[str, Any]]:
    return [{"text": item.text, "where": dict(item.where)} for item in relations]


def _stretch(part: Stretch) -> dict[str, Any]:
    return {"low": str(part.low), "high": str(part.high), "with_low": part.with_low, "with_high": part.with_high}


def _line(line: Line) -> dict[str, Any]:
    return {
        "driver": line.driver,
        "now": str(line.now),
        "intervals": [{**_stretch(part.stretch), "answer": _answer(part.answer)} for part in line.intervals],
        "thresholds": [
            {
                "at": str(item.at),
                "with_above": item.with_above,
                "above": _relations(item.above),
                "below": _relations(item.below),
            }
            for item in line.thresholds
        ],
    }


def _influence(item: Influence) -> dict[str, Any]:
    return {
        "driver": item.driver,
        "matters": item.matters,
        "witness": None if item.witness is None else [_point(point) for point in item.witness],
        "answers": None if item.answers is None else [_answer(answer) for answer in item.answers],
    }


def _nearest(near: Nearest) -> dict[str, Any]:
    return {
        "distance": str(near.distance),
        "attained": near.attained,
        "moves": _point(near.moves),
        "past": {name: "above" if way > 0 else "below" for name, way in near.past.items()},
        "inside": _point(near.inside),
        "answer": _answer(near.answer),
        "relations": _relations(near.relations),
    }


def _diagram(diagram: Diagram) -> dict[str, Any]:
    return {
        "x": diagram.x,
        "y": diagram.y,
        "now": [str(value) for value in diagram.now],
        "here": diagram.here,
        "cells": [
            {
                "dimension": cell.dimension,
                "corners": [[str(value) for value in corner] for corner in cell.corners],
                "point": [str(value) for value in cell.point],
                "answer": _answer(cell.answer),
                "region": cell.region,
            }
            for cell in diagram.cells
        ],
        "regions": [
            {
                "answer": _answer(region.answer),
                "cells": list(region.cells),
                "share": str(region.area),
                "relations": _relations(region.relations),
                "exact": region.exact,
            }
            for region in diagram.regions
        ],
    }


_ANSWER: Schema = list_of(
    "One value a concept: true, false, null where undefined; of outcomes their codes, ascending.",
    {"anyOf": [{"type": "boolean"}, {"type": "null"}, {"type": "array", "items": {"type": "integer"}}]},
)
_FRACTION: Schema = {"type": "string"}
_PAIR: Schema = {"type": "array", "items": _FRACTION, "minItems": 2, "maxItems": 2}
_POINT = by_name("Driver: value, an exact fraction as text.", _FRACTION)
_RELATIONS = list_of(
    "Comparisons that hold, as the file writes them.",
    record(
        "A comparison.",
        text=text("As the file writes it, or its opposite."),
        where=by_name("Options on (true) or off for which it is meant; empty: whatever they are.", {"type": "boolean"}),
    ),
)
_LINE = record(
    "One driver moved over its range, all others as they are.",
    driver=text("The driver."),
    now=text("Its value, an exact fraction as text."),
    intervals=list_of(
        "Intervals with one answer, ascending.",
        record(
            "An interval.",
            low=text("Its lower end, an exact fraction as text."),
            high=text("Its upper end."),
            with_low=yes("Whether the lower end belongs to it."),
            with_high=yes("Whether the upper end does."),
            answer=_ANSWER,
        ),
    ),
    thresholds=list_of(
        "Between neighbouring intervals.",
        record(
            "A threshold.",
            at=text("The number, an exact fraction as text."),
            with_above=yes("Whether it belongs to the interval above."),
            above=_RELATIONS,
            below=_RELATIONS,
        ),
    ),
)
_NEAREST = record(
    "The nearest point with another answer.",
    distance=text("In shares of the drivers' ranges, an exact fraction as text."),
    attained=yes("Whether a point at that distance has the other answer, and not only points beyond."),
    moves=_POINT,
    past=by_name(
        "Drivers that have to move past the value told: to which side.", one_of("Above it or below.", "above", "below")
    ),
    inside=_POINT,
    answer=_ANSWER,
    relations=_RELATIONS,
)
_DIAGRAM = record(
    "Two drivers moved over their ranges.",
    x=text("The first driver."),
    y=text("The second."),
    now={**_PAIR, "description": "Their values now, exact fractions as text."},
    here=whole("The number of the region that holds them."),
    cells=list_of(
        "All cells.",
        record(
            "A cell with one answer.",
            dimension=whole("2 for a polygon, 1 for a segment, 0 for a point."),
            corners=list_of("Corners of its closure, counterclockwise.", _PAIR),
            point={**_PAIR, "description": "One of its points."},
            answer=_ANSWER,
            region=whole("The number of its region."),
        ),
    ),
    regions=list_of(
        "Connected cells with equal answers, largest first.",
        record(
            "A region.",
            answer=_ANSWER,
            cells=list_of("Its cells by number.", {"type": "integer"}),
            share=text("Its share of the rectangle, an exact fraction as text."),
            relations=_RELATIONS,
            exact=yes("Whether the relations hold nowhere else."),
        ),
    ),
)

TIPPING = record(
    "Where drivers tip what follows.",
    drivers=list_of("The drivers varied.", {"type": "string"}),
    ranges=by_name("Driver: the ends of its range.", _PAIR),
    complete=yes("Whether everything was looked at."),
    interrupted=yes("Whether an interrupt cut it short; then things are missing."),
    most=whole("Combinations of cells looked at for one thing, at most."),
    start=whole("The start's code."),
    tips=list_of(
        "The start, the outcomes, the target and claims.",
        record(
            "How one thing tips.",
            kind=one_of("What it is.", "start", "outcomes", "target", "claim"),
            claim=or_null(text("The claim's name.")),
            now=_POINT,
            answer=_ANSWER,
            tips=or_null(yes("Whether any values give another answer; null where that is undecided.")),
            lines=list_of("One for each driver varied.", _LINE),
            influences=list_of(
                "Whether each driver varied matters.",
                record(
                    "A driver.",
                    driver=text("Its name."),
                    matters=or_null(yes("Whether it does; null where that is undecided.")),
                    witness=or_null(list_of("Two points that differ in it alone.", _POINT)),
                    answers=or_null(list_of("Their answers.", _ANSWER)),
                ),
            ),
            nearest=by_name(
                "By norm, sum or largest: the nearest other answer; null where there is none, or none was found.",
                or_null(_NEAREST),
            ),
            beyond=by_name("By norm: how far was looked where not everything was.", _FRACTION),
            diagram=or_null(_DIAGRAM),
            cells=whole("Combinations of cells there are."),
            complete=yes("Whether all were looked at."),
            undecided=text('Why not; "" where all were.'),
            apart=list_of(
                "Varied drivers that views set apart; all views then begin from the author's value.", {"type": "string"}
            ),
        ),
    ),
    states=list_of("Every state mentioned.", STATE),
)
