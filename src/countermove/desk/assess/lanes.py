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
_ACT, _REASON, _SWITCH = 34, 36, 20
"""Columns of a lane's parts, at most; what one does not need the others take."""


@dataclass(frozen=True, slots=True)
class Lane(Brief):
    """One act from the start: who does what, whether that pays at once, why (not), and where the switch stands. ``stands``: the
    want's condition with its drivers' values; "" where it has none."""

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
        stands=_stands(rungs.get(act.want or ""), teller),
    )


def _reason(act: Obstacle, teller: Teller) -> str:
    if act.want is None:
        return (
            "gains nothing by it"
            if act.result == "indifferent"
            else "ranks it higher"
            if act.result == "better"
            else ""
        )
    return teller.short_reason(act.want, act.part)


def _stands(rung: Rung | None, teller: Teller) -> str:
    if rung is None or rung.switch is None:
        return ""
    now, threshold = (decimal_text(value, fixed=True) for value in (rung.switch.now, rung.switch.threshold))
    want = teller.game.wants.get(rung.id)
    if rung.switch.fixed and want is not None and want.condition is not None:
        return f"{teller.glossary.bare(want.condition).partition(' ')[0]} {now}, tips at {threshold}"
    return f"{now} against {threshold}"


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
    return f"Why nobody moves: {count(len(lanes), 'act')}, and what stops each"


def _rows(lanes: tuple[Lane, ...]) -> Iterator[tuple[str, str, str]]:
    for lane in lanes:
        want = f" ({lane.want})" if lane.want else ""
        stop = "+ " if lane.result == "better" else ""
        yield lane.act, f"{stop}{lane.reason}{want}", lane.stands


def _widths(lanes: tuple[Lane, ...]) -> tuple[int, int, int]:
    """Columns of the three parts: the switch as wide as it has to be, what is left shared by need."""
    rows = list(_rows(lanes))
    needs = [max((width_of(row[place]) for row in rows), default=0) for place in range(3)]
    switch = min(needs[2], _SWITCH + 8)
    room = WIDTH - switch - 2 * _GAP
    act = min(needs[0], max(_ACT, room - needs[1]))
    return act, max(room - act, 8), switch
