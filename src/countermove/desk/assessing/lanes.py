"""Ways out of the status quo, and what stops each: one line an act, with its reason and where the switch behind it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from countermove.case.answer import Answer
from countermove.questions.lanes.told import WayTold, ways_told
from countermove.telling.blocks import Sketch
from countermove.telling.lines import within
from countermove.telling.numbers import decimal_text
from countermove.telling.sketches import fitted, sketch, width_of
from countermove.telling.words import count, number, plural

__all__ = ["lanes_sketch"]

_GAP = 2


def lanes_sketch(answer: Answer, most: int, width: int, asked: Collection[str] = ()) -> Sketch:
    """The first so many ways, one a line: those that are taken, then those by acts that are *asked* about. Its caption is the
    finding."""

    def order(told: WayTold) -> tuple[bool, bool]:
        return not told.way.taken, not any(option in asked for option, _ in told.way.turned)

    ways = tuple(sorted(ways_told(answer, answer.found.ways), key=order))
    shown = ways[:most] if len(ways) <= most else ways[: most - 1]
    rows = list(_rows(shown))
    widths = _widths(rows, width)
    lines = ["  ".join(_cell(*pair) for pair in zip(row, widths, strict=True)).rstrip() for row in rows]
    if len(shown) < len(ways):
        lines.append(f"and {count(len(ways) - len(shown), 'act')} more")
    return sketch(lines, within(_caption(ways), width))


def _cell(text: tuple[str, str], width: int) -> str:
    """A text in a column: cut at a word, and what stands behind it never."""
    whole, behind = text
    return fitted(f"{within(whole, width - width_of(behind))}{behind}", width)


def _caption(ways: Sequence[WayTold]) -> str:
    moving = sum(told.way.taken for told in ways)
    where = ", where its switch is / tips" if any(told.way.switch for told in ways) else ""
    if moving == len(ways):
        return f"Who moves: {count(moving, 'act')}, {plural(moving, 'which pays', 'each of which pays')} at once{where}"
    if moving:
        acts = f"{number(moving)} of {count(len(ways), 'act')} {plural(moving, 'pays', 'pay')} at once"
        return f"Who moves: {acts}; what stops others{where}"
    nobody = "nobody is known to move" if any(told.way.undecided for told in ways) else "nobody moves"
    return f"Why {nobody}: {count(len(ways), 'act')}, what stops each{where}"


def _rows(ways: Sequence[WayTold]) -> Iterator[tuple[tuple[str, str], ...]]:
    """The act, the reason with its want behind it, and where the switch stands."""
    for told in ways:
        want = f" ({told.want})" if told.want else ""
        yield (told.act, ""), (f"{'pays: ' if told.way.taken else ''}{told.reason}", want), ("", _stands(told))


def _stands(told: WayTold) -> str:
    """The number that the want's condition compares now, and the one from which it tips; "" where it has none."""
    if told.way.switch is None:
        return ""
    return " / ".join(decimal_text(value, fixed=True) for value in (told.way.switch.now, told.way.switch.threshold))


def _widths(rows: list[tuple[tuple[str, str], ...]], width: int) -> tuple[int, int, int]:
    """Columns of the three parts: the switch as wide as it has to be; act and reason share what is left, and where one of them
    takes less than its half the other has the rest."""
    act, reason, stands = (max((width_of("".join(row[k])) for row in rows), default=0) for k in range(3))
    room = width - stands - _GAP * (2 if stands else 1)
    half = room // 2
    act = min(act, max(half, room - reason))
    return act, min(reason, room - act), stands
