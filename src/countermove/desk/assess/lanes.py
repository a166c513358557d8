"""Ways out of the status quo, and what stops each: one lane an act, with its reason and where the switch behind it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from countermove.analysis.obstacles import Obstacle
from countermove.brief import Brief
from countermove.desk.assess.found import AssessRecord
from countermove.questions.wants.found import Rung
from countermove.telling.blocks import Sketch
from countermove.telling.numbers import decimal_text
from countermove.telling.phrases import Teller
from countermove.telling.sketches import WIDTH, fitted, sketch, width_of
from countermove.telling.words import capital, count

__all__ = ["Lane", "lanes_of", "lanes_sketch"]

_GAP = 2
_REASON = 34
"""Columns of a reason, at most."""


@dataclass(frozen=True, slots=True)
class Lane(Brief):
    """One act from the start: who does what, whether that pays at once, why (not), and where the switch stands. ``stands``: the
    number that the want's condition compares now, and the one from which it tips; "" where it has none."""

    actor: str
    option: str
    act: str
    result: str
    want: str | None
    reason: str
    stands: str


def lanes_of(record: AssessRecord, teller: Teller) -> tuple[Lane, ...]:
    """Every single act that a rule allows and that can be taken back, in file order; those that pay first."""
    rungs = {rung.id: rung for row in record.ladders.actors for rung in row.rungs}
    lanes = [_lane(act, rungs, teller) for act in record.acts if act.result not in ("infeasible", "settled")]
    return tuple(sorted(lanes, key=lambda lane: lane.result != "better"))


def _lane(act: Obstacle, rungs: dict[str, Rung], teller: Teller) -> Lane:
    return Lane(
        actor=act.actor,
        option=act.option,
        act=capital(teller.act(act.option, on=act.on)),
        result=act.result,
        want=act.want,
        reason=_reason(act, teller),
        stands=_stands(rungs.get(act.want or "")),
    )


def _reason(act: Obstacle, teller: Teller) -> str:
    if act.needs is not None:
        return f"first {teller.clause(teller.glossary.formula(act.needs))}"
    if act.want is None:
        return (
            "gains nothing by it"
            if act.result == "indifferent"
            else "ranks it higher"
            if act.result == "better"
            else ""
        )
    return teller.short_reason(act.want, act.part)


def _stands(rung: Rung | None) -> str:
    if rung is None or rung.switch is None:
        return ""
    now, threshold = (decimal_text(value, fixed=True) for value in (rung.switch.now, rung.switch.threshold))
    return f"{now} / {threshold}"


def lanes_sketch(lanes: tuple[Lane, ...], most: int) -> Sketch:
    """The first so many lanes, one a line. Its caption is the finding."""
    shown = lanes[:most] if len(lanes) <= most else lanes[: most - 1]
    widths = _widths(shown)
    lines = [
        "  ".join(fitted(text, width) for text, width in zip(row, widths, strict=True)).rstrip() for row in _rows(shown)
    ]
    if len(shown) < len(lanes):
        lines.append(f"and {count(len(lanes) - len(shown), 'act')} more")
    return sketch(lines, _caption(lanes))


def _caption(lanes: tuple[Lane, ...]) -> str:
    moving = [lane for lane in lanes if lane.result == "better"]
    if moving:
        return f"Who moves, and what stops the rest: {count(len(moving), 'act')} of {len(lanes)} pays at once"
    return f"Why nobody moves: {count(len(lanes), 'act')}, what stops each, where its switch is / tips"


def _rows(lanes: tuple[Lane, ...]) -> Iterator[tuple[str, str, str]]:
    for lane in lanes:
        want = f" ({lane.want})" if lane.want else ""
        stop = "+ " if lane.result == "better" else ""
        yield lane.act, f"{stop}{lane.reason}{want}", lane.stands


def _widths(lanes: tuple[Lane, ...]) -> tuple[int, int, int]:
    """Columns of the three parts: the switch as wide as it has to be, the reason next, the act what is left."""
    rows = list(_rows(lanes))
    needs = [max((width_of(row[place]) for row in rows), default=0) for place in range(3)]
    room = WIDTH - needs[2] - 2 * _GAP
    reason = min(needs[1], max(_REASON, room - needs[0]))
    return min(needs[0], room - reason), reason, needs[2]
