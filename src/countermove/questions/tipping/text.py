"""tipping in words: thresholds as relations and numbers, regions of two drivers, and what is nearest to now.

Drivers as a small picture for terminals: a line each over its range, with what tips where.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from countermove.context.answer import Answer
from countermove.presentation.blocks import AnswerText, Block, Column, Sentence, Sketch, SketchRow, Table
from countermove.presentation.numbers import move_text, percent_text, plain_number, relations_text, tips_text
from countermove.presentation.sketches import rows_sketch
from countermove.presentation.words import capital, concepts_phrase, count, listed, plural
from countermove.questions.tipping.answers import TippingAnswers
from countermove.questions.tipping.driver_tips import drivers_table, intervals_table, things_of
from countermove.verdicts.tipping.cell_answers import DriverLine, Threshold
from countermove.verdicts.tipping.neighbourhood import Nearest
from countermove.verdicts.tipping.tips import Tip, Tipping

__all__ = ["lines_sketch", "tipping_text"]


def lines_sketch(result: Tipping, tip: Tip, *, what: str = "something") -> Sketch:
    """A line a driver over its range: heavy where the answer differs, a bar at thresholds, a ring at now. *what*: the
    thing that tips."""
    wide = 36
    rows = [
        SketchRow(line.driver.replace("_", " "), _line(line, result.ranges, wide), _tips(line)) for line in tip.lines
    ]
    return rows_sketch(rows, f"Each driver alone: where it tips {what} (heavy: another answer, ring: now)")


def _tips(line: DriverLine) -> str:
    down = None if line.down is None else (line.down.at, not line.down.with_above)
    up = None if line.up is None else (line.up.at, line.up.with_above)
    return tips_text(line.now, down, up)


def _line(line: DriverLine, ranges: Mapping[str, tuple[Fraction, Fraction]], wide: int) -> str:
    low, high = ranges[line.driver]

    def place(value: Fraction) -> int:
        return min(wide - 1, int((value - low) / (high - low) * (wide - 1) + Fraction(1, 2))) if high > low else 0

    now = line.intervals[line.place].answer
    signs = ["─"] * wide
    for part in line.intervals:
        if part.answer != now:
            for k in range(place(part.low), place(part.high) + 1):
                signs[k] = "━"
    for threshold in line.thresholds:
        signs[place(threshold.at)] = "┃"
    signs[place(line.now)] = "○"
    return "".join(signs)


_SKETCHED = 3
"""The number of claims whose lines are sketched."""


def tipping_text(answer: Answer) -> AnswerText:
    """Where one driver, two, or all of them tip what follows."""
    result = answer.record
    which = listed(result.drivers) if len(result.drivers) <= 2 else f"{count(len(result.drivers), 'driver')}"
    title = f"where {which} {plural(len(result.drivers), 'tips', 'tip')} what follows"
    under = f"Under {concepts_phrase(result.concepts)}{_any_counts(result.concepts)}."
    if not result.tips:
        caution = Sentence("Interrupted before anything was looked at.", "caution")
        return AnswerText(title, (caution,), under=under)
    ways = {1: _driver_line, 2: _diagrams}
    blocks = [*ways.get(len(result.drivers), _nearest_of_all)(answer)]
    if len(result.drivers) > 2:
        blocks += (lines_sketch(result, tip, what=what) for tip, what in _sketched_tips(answer))
        blocks.append(drivers_table(answer))
    first = [block for block in blocks if isinstance(block, Sentence) and block.tone == "answer"]
    rest = [block for block in blocks if block not in first]
    return AnswerText(title, tuple(first), (*rest, *_still(answer), *_reservations(answer)), under=under)


def _any_counts(concepts: Sequence[str]) -> str:
    return ": a change under any one of them counts" if len(concepts) > 1 else ""


def _answers(answer: Answer, tip: Tip) -> TippingAnswers:
    return TippingAnswers(tip, answer)


def _thing_name(answer: Answer, tip: Tip) -> str:
    return _answers(answer, tip).named


def _tipping(answer: Answer) -> list[Tip]:
    return [tip for tip in answer.record.tips if tip.tips]


# -- one driver --------------------------------------------------------------------------------------------------------


def _driver_line(answer: Answer) -> Iterator[Block]:
    driver, tips = answer.record.drivers[0], _tipping(answer)
    if not tips:
        yield Sentence(f"No value of {driver} tips {_untipped(answer) or 'anything that was looked at'}.", "answer")
        return
    yield from (Sentence(text, "answer") for text in _thresholds_told(answer, tips))
    yield intervals_table(answer.record, things_of(answer, tips))


def _thresholds_told(answer: Answer, tips: list[Tip]) -> Iterator[str]:
    """Each threshold once, with everything that tips there."""
    driver = answer.record.drivers[0]
    groups: dict[tuple[Fraction, bool], tuple[Threshold, dict[str, None]]] = {}
    for tip in tips:
        for threshold in tip.lines[0].thresholds:
            key = (threshold.at, not threshold.with_above)
            known = groups.setdefault(key, (threshold, {}))
            known[1][_thing_name(answer, tip)] = None
    for threshold, named in (groups[key] for key in sorted(groups)):
        side = "at" if threshold.with_above else "above"
        text = f"{capital(side)} {driver} = {plain_number(threshold.at)}, {listed(named)} {plural(len(named), 'tips', 'tip')}"
        beyond = f": from there on, {relations_text(threshold.above)}" if threshold.above else ""
        yield f"{text}{beyond}."


# -- two drivers -------------------------------------------------------------------------------------------------------


def _diagrams(answer: Answer) -> Iterator[Block]:
    tips = [tip for tip in answer.record.tips if tip.diagram is not None and len(tip.diagram.regions) > 1]
    if not tips:
        yield Sentence(f"No values of {listed(answer.record.drivers)} tip anything that was looked at.", "answer")
        return
    for tip in tips:
        diagram, words = tip.diagram, _answers(answer, tip)
        assert diagram is not None
        rows = tuple(
            (
                percent_text(region.area) if region.area else "a line or point",
                "now" if place == diagram.here else "",
                words.name(region.answer),
                ("exactly where " if region.exact else "within ") + relations_text(region.relations)
                if region.relations
                else "(no relation in the file says where)",
            )
            for place, region in enumerate(diagram.regions)
        )
        columns = (Column("Share", fixed=True, right=True), Column(""), Column("Then"), Column("Where"))
        cells = count(len(diagram.cells), "cell")
        caption = f"{capital(_thing_name(answer, tip))}: {count(len(diagram.regions), 'region')} of {cells}"
        yield Table(columns, rows, caption)
    yield Sentence("The cells with their exact corners are in the data.", "note", "(--json)")


# -- all drivers -------------------------------------------------------------------------------------------------------


def _nearest_of_all(answer: Answer) -> Iterator[Block]:
    tips = _tipping(answer)
    if not tips:
        yield Sentence("No values of any drivers tip anything that was looked at.", "answer")
        return
    whole = [tip for tip in tips if tip.kind != "claim"]
    if text := _nearest_text(answer, whole):
        yield Sentence(f"Nearest change that tips the status quo, where it ends or the target: {text}", "answer")
    elif any(tip.kind != "claim" for tip in answer.record.tips):
        yield Sentence("Nothing was found that tips the status quo, where it ends or the target.", "answer")
    if text := _nearest_text(answer, [tip for tip in tips if tip.kind == "claim"]):
        yield Sentence(f"Nearest change that tips a conclusion: {text}", "answer")
    yield _nearest_table(
        answer, tips, "sum", "The nearest tipping points with all drivers free to move: smallest total movement"
    )
    if any(_other_way(tip) for tip in tips):
        caption = "The same, with the largest movement of any driver as small as possible"
        yield _nearest_table(answer, [tip for tip in tips if _other_way(tip)], "largest", caption)


def _nearest_text(answer: Answer, tips: list[Tip]) -> str:
    """The nearest of all points that tip some things, and what each tips; "" if none was found."""
    near = [(tip.nearest["sum"], tip) for tip in tips]
    least = min((item.distance for item, _ in near if item is not None), default=None)
    if least is None:
        return ""
    moved: dict[str, list[str]] = {}
    for item, tip in near:
        if item is not None and item.distance == least:
            moved.setdefault(_moves(item, tip), []).append(_thing_name(answer, tip))
    text = "; ".join(f"moving {moves} tips {listed(named)}" for moves, named in moved.items())
    each = "" if len(moved) == 1 else " each"
    far = (
        f"That is {plain_number(least)} of a driver's range{each}"
        if least
        else "The present value lies exactly on the threshold"
    )
    return f"{text}. {far}."


def _sketched_tips(answer: Answer) -> Iterator[tuple[Tip, str]]:
    """The tips worth a sketch: what some driver tips alone, things with the same lines together; no claims if the
    start, the outcomes or the target tip."""
    tips = [tip for tip in _tipping(answer) if any(line.thresholds for line in tip.lines)]
    groups: dict[tuple[object, ...], tuple[Tip, list[str]]] = {}
    for tip in [item for item in tips if item.kind != "claim"] or tips[:_SKETCHED]:
        key = tuple(tuple((item.at, item.with_above) for item in line.thresholds) for line in tip.lines)
        groups.setdefault(key, (tip, []))[1].append(_answers(answer, tip).short)
    yield from ((tip, listed(named)) for tip, named in groups.values())


def _other_way(tip: Tip) -> bool:
    """Whether the smallest maximum move and the smallest sum of moves are at different points."""
    total, largest = tip.nearest["sum"], tip.nearest["largest"]
    return largest is not None and (total is None or total.moves != largest.moves)


def _nearest_table(answer: Answer, tips: list[Tip], norm: str, caption: str) -> Table:
    """The nearest points, nearest first, each with everything that it tips."""
    groups: dict[tuple[object, ...], tuple[Nearest, Tip, list[str]]] = {}
    for tip in tips:
        near = tip.nearest[norm]
        if near is not None:
            key = (near.distance, _moves(near, tip))
            groups.setdefault(key, (near, tip, []))[2].append(_answers(answer, tip).short)
    rows = tuple(
        (plain_number(near.distance), _moves(near, tip), listed(named))
        for near, tip, named in sorted(groups.values(), key=lambda one: one[0].distance)
    )
    return Table((Column("Share", fixed=True, right=True), Column("If"), Column("It tips")), rows, caption)


def _moves(near: Nearest, tip: Tip) -> str:
    moves = (
        move_text(name, now, goal, beyond=near.past.get(name, 0))
        for name, goal in near.moves.items()
        for now in (tip.now[name],)
    )
    relations = relations_text(near.relations)
    return listed(moves) + (f" ({relations})" if relations else "")


# -- the rest ----------------------------------------------------------------------------------------------------------


def _still(answer: Answer) -> Iterator[Sentence]:
    if (named := _untipped(answer)) and (_tipping(answer) or len(answer.record.drivers) > 1):  # or it is said above
        yield Sentence(f"Nothing here tips {named}.", "plain")


def _untipped(answer: Answer) -> str:
    """What was looked at and does not tip."""
    return listed((_thing_name(answer, tip) for tip in answer.record.tips if tip.tips is False), "or")


def _reservations(answer: Answer) -> Iterator[Sentence]:
    result = answer.record
    if len(result.drivers) > 2:
        yield Sentence(
            "Distances are shares of the drivers' ranges: the sum of all moves, or the largest of them. Claims are judged in "
            "their own scenario and view, where the present numbers are that scenario's.",
            "note",
        )
    for tip in result.tips:
        if tip.apart:
            values = listed(f"{name} = {plain_number(tip.now[name])}" for name in tip.apart)
            yield Sentence(
                f"{_thing_name(answer, tip)}: views give different values to {listed(tip.apart)}; here they all begin from the author's {values}.",
                "caution",
            )
        if tip.undecided:
            yield Sentence(f"Undecided for {_thing_name(answer, tip)}: {tip.undecided}.", "caution")
    if result.interrupted:
        yield Sentence("Interrupted: not everything was looked at.", "caution")
