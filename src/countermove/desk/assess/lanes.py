"""Ways out of the status quo, and what stops each: one lane an act, with its reason and where the switch behind it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from countermove.analysis.obstacles import Obstacle
from countermove.brief import Brief
from countermove.desk.assess.found import AssessRecord
from countermove.questions.wants.found import Rung
from countermove.telling.blocks import Sketch
from countermove.telling.lines import within
from countermove.telling.numbers import decimal_text
from countermove.telling.phrases import Teller
from countermove.telling.sketches import fitted, sketch, width_of
from countermove.telling.words import capital, count, number, plural

__all__ = ["Lane", "lanes_of", "lanes_sketch"]

_GAP = 2


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
    if act.want is not None:
        return teller.short_reason(act.want, act.part)
    return {"indifferent": "gains nothing by it", "better": "ranks it higher", "worse": "ranks it lower"}.get(
        act.result, ""
    )


def _stands(rung: Rung | None) -> str:
    if rung is None or rung.switch is None:
        return ""
    now, threshold = (decimal_text(value, fixed=True) for value in (rung.switch.now, rung.switch.threshold))
    return f"{now} / {threshold}"


def lanes_sketch(lanes: tuple[Lane, ...], most: int, width: int) -> Sketch:
    """The first so many lanes, one a line. Its caption is the finding."""
    shown = lanes[:most] if len(lanes) <= most else lanes[: most - 1]
    rows = list(_rows(shown))
    widths = _widths(rows, width)
    lines = ["  ".join(_cell(*pair) for pair in zip(row, widths, strict=True)).rstrip() for row in rows]
    if len(shown) < len(lanes):
        lines.append(f"and {count(len(lanes) - len(shown), 'act')} more")
    return sketch(lines, within(_caption(lanes), width))


def _cell(text: tuple[str, str], width: int) -> str:
    """A text in a column: cut at a word, and what stands behind it never."""
    whole, behind = text
    return fitted(f"{within(whole, width - width_of(behind))}{behind}", width)


def _caption(lanes: tuple[Lane, ...]) -> str:
    moving = sum(lane.result == "better" for lane in lanes)
    where = ", where its switch is / tips" if any(lane.stands for lane in lanes) else ""
    if moving == len(lanes):
        return f"Who moves: {count(moving, 'act')}, {plural(moving, 'which pays', 'each of which pays')} at once{where}"
    if moving:
        acts = f"{number(moving)} of {count(len(lanes), 'act')} {plural(moving, 'pays', 'pay')} at once"
        return f"Who moves: {acts}; what stops others{where}"
    return f"Why nobody moves: {count(len(lanes), 'act')}, what stops each{where}"


def _rows(lanes: tuple[Lane, ...]) -> Iterator[tuple[tuple[str, str], ...]]:
    """The act, the reason with its want behind it, and where the switch stands."""
    for lane in lanes:
        want = f" ({lane.want})" if lane.want else ""
        yield (lane.act, ""), (f"{'pays: ' if lane.result == 'better' else ''}{lane.reason}", want), ("", lane.stands)


def _widths(rows: list[tuple[tuple[str, str], ...]], width: int) -> tuple[int, int, int]:
    """Columns of the three parts: the switch as wide as it has to be; act and reason share what is left, and where one of them
    takes less than its half the other has the rest."""
    act, reason, stands = (max((width_of("".join(row[k])) for row in rows), default=0) for k in range(3))
    room = width - stands - _GAP * (2 if stands else 1)
    half = room // 2
    act = min(act, max(half, room - reason))
    return act, min(reason, room - act), stands
