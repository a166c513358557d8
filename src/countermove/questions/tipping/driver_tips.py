"""What one driver tips alone, in two tables: by driver, with things that tip at the same numbers together, and by
thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from countermove.context.answer import Answer
from countermove.presentation.blocks import Column, Table, TableCell, Words
from countermove.presentation.numbers import decimal_text, driver_text, exact_number, relation_text, stretch_text
from countermove.presentation.words import capital, listed
from countermove.questions.tipping.answers import TippingAnswers
from countermove.verdicts.tipping.cell_answers import DriverLine
from countermove.verdicts.tipping.tips import Tip, Tipping
from gmcr.base.record import Record

__all__ = ["DriverRow", "driver_rows", "drivers_table", "intervals_table", "things_of"]


@dataclass(frozen=True, slots=True)
class Track(Record):
    """Things with the same thresholds and the same value now, each with its line of one driver; empty if the driver
    tips nothing alone."""

    things: tuple[tuple[TippingAnswers, DriverLine], ...]

    @property
    def line(self) -> DriverLine:
        """The line that represents all of them."""
        return self.things[0][1]

    def thresholds(self) -> Iterator[tuple[str, str, str, str]]:
        """Each threshold as its side ("below 0.30"), the relation that holds beyond it, its distance, and what differs
        there; the nearest to now first."""
        line = self.line
        order = sorted(
            range(len(line.thresholds)), key=lambda place: (abs(line.thresholds[place].at - line.now), place)
        )
        for place in order:
            threshold, low = line.thresholds[place], place < line.place
            words = ("below", "at or below") if low else ("from", "above")
            side = words[not threshold.with_above]
            beyond = place if low else place + 1
            if line.intervals[beyond].low == line.intervals[beyond].high:
                side = "at"
            at, relations = threshold.at, self._relations(place, low=low)
            far = f", {driver_text(abs(at - line.now))} away" if at != line.now else ", the very value now"
            yield f"{side} {driver_text(at)}", relations, far, self._beyond(beyond)

    def _relations(self, place: int, *, low: bool) -> str:
        """The relations that come to hold beyond a threshold, over all things."""
        thresholds = (line.thresholds[place] for _, line in self.things)
        texts = (relation_text(own) for item in thresholds for own in (item.below if low else item.above))
        return listed(dict.fromkeys(texts))

    def _beyond(self, interval: int) -> str:
        """What differs from now in one interval; claims with the same words share them."""
        parts, ends = list[str](), list[str]()
        claims: dict[str, list[str]] = {}
        for words, line in self.things:
            answer = line.intervals[interval].answer
            if answer == line.intervals[line.place].answer:
                continue
            name, claim = words.name(answer), words.tip.claim
            verb = name.removeprefix(f"{claim} ")
            if len(self.things) > 1 and verb.startswith(("holds (", "holds under ")):
                held = all(value is True for value in line.intervals[line.place].answer)
                verb = "fails under some concepts" if held else "holds under some concepts only"
            if claim and verb != name and claim not in verb:
                claims.setdefault(verb, []).append(claim)
            else:
                (ends if words.tip.kind == "outcomes" else parts).append(name)
        if ends:  # that something else holds, and whether that is the target, is said by where it ends
            parts = []
        parts += [f"{listed(own)} {_plural(verb) if len(own) > 1 else verb}" for verb, own in claims.items()]
        return "; ".join([*ends, *parts]) or "as now"


def _tracks(driver: str, things: Sequence[TippingAnswers]) -> tuple[Track, ...]:
    """The tracks of one driver, for things that it tips alone in their order; one without thresholds if there are none."""
    lines = [(words, line) for words in things for line in words.tip.lines if line.driver == driver]
    groups: dict[tuple[object, ...], list[tuple[TippingAnswers, DriverLine]]] = {}
    for words, line in lines:
        if line.thresholds:
            key = (line.now, line.place, *((item.at, item.with_above) for item in line.thresholds))
            groups.setdefault(key, []).append((words, line))
    return tuple(Track(tuple(group)) for group in groups.values()) or (Track((lines[0],)),)


def _plural(verb: str) -> str:
    first, blank, rest = verb.partition(" ")
    return f"{first.removesuffix('s')}{blank}{rest}"


# -- by driver ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DriverRow(Record):
    """What a driver tips along one line. ``cells``: the driver and its meaning, its value now, what it tips alone, and
    what it can tip at all; ``continues``: it has a row above. ``gap``: its distance from tipping, as a share of its
    range; None if it does not tip."""

    driver: str
    line: DriverLine
    cells: tuple[TableCell, ...]
    continues: bool
    gap: Fraction | None


def things_of(answer: Answer, tips: Sequence[Tip]) -> list[TippingAnswers]:
    """The things that tip, each with its words."""
    return [TippingAnswers(tip, answer) for tip in tips]


def driver_rows(answer: Answer, things: Sequence[TippingAnswers]) -> list[DriverRow]:
    """The drivers, those nearest to tipping something alone first."""
    result: Tipping = answer.record
    groups = []
    for driver in result.drivers:
        tracks = sorted(_tracks(driver, things), key=lambda track: result.gap(track.line) or 0)
        now = things[0].tip.now[driver]
        means = answer.glossary.drivers.get(driver, "")
        name = TableCell((Words(driver, "strong"), *((Words(means, "small"),) if means else ())))
        value = TableCell((Words(decimal_text(now, fixed=True)),), plain=driver_text(now))
        reach = TableCell((Words(_reach(result.drivers.index(driver), things)),))
        first = (name, value, reach)
        rest = (TableCell((), plain=driver), TableCell((), plain=driver_text(now)), TableCell(()))
        rows = []
        for place, track in enumerate(tracks):
            driver_, value_, reach_ = rest if place else first
            cells = (driver_, value_, _alone(track, now), reach_)
            rows.append(DriverRow(driver, track.line, cells, place > 0, result.gap(track.line)))
        groups.append(rows)
    groups.sort(key=lambda rows: (rows[0].gap is None, rows[0].gap or 0))
    return [row for rows in groups for row in rows]


def _alone(track: Track, now: Fraction) -> TableCell:
    """What tips along a line, and from where on; if nothing is drawn, with the relation behind it."""
    if not track.line.thresholds:
        return TableCell((Words("nothing alone", "faint"),))
    thresholds = list(track.thresholds())
    lines = [(Words(f"{side}{far}:", "strong"), Words(beyond)) for side, _, far, beyond in thresholds]
    plain = [
        f"{side}{f' ({relations})' if relations else ''}{far}: {beyond}" for side, relations, far, beyond in thresholds
    ]
    if track.line.now == now:
        return TableCell(tuple(lines), plain="; ".join(plain))
    where = f"(in the scenario of the claim, which has it at {decimal_text(track.line.now, fixed=True)})"
    return TableCell((*lines, Words(where, "faint")), plain=f"{'; '.join(plain)} {where}")


def _reach(place: int, things: Sequence[TippingAnswers]) -> str:
    """What a driver can tip at all, whatever the values of the others."""
    matters = [words.short for words in things if words.tip.influences[place].matters]
    undecided = [words.short for words in things if words.tip.influences[place].matters is None]
    return f"{listed(matters) or 'nothing'}{f' (undecided: {listed(undecided)})' if undecided else ''}"


def drivers_table(answer: Answer) -> Table:
    """For each driver what it tips alone, and what it can tip."""
    columns = (
        Column("Driver"),
        Column("Now", fixed=True, right=True),
        Column("Alone, all others as they are, it tips"),
        Column("Can tip, of what was looked at"),
    )
    rows = tuple(row.cells for row in driver_rows(answer, things_of(answer, answer.record.tips)))
    return Table(columns, rows, "Which drivers matter, nearest first", by_row=True)


# -- thing by thing ----------------------------------------------------------------------------------------------------


def intervals_table(result: Tipping, things: Sequence[TippingAnswers]) -> Table:
    """For each thing where a driver makes it differ from now, exactly; the drivers that never do so alone share a row.
    The only driver, if all rows have the same, stands above them."""
    columns = [Column("What"), Column("Driver"), Column("Now"), Column("If"), Column("Then")]
    rows = [row for words in things for row in _intervals(words, result)]
    if len(result.drivers) == 1 and len({driver for _, driver, *_ in rows}) == 1:
        name, _, now = rows[0][1].partition(" at ")
        title = f"What becomes of each thing as {name} moves from {now}, all else as it is"
        return Table((columns[0], *columns[2:]), tuple((row[0], *row[2:]) for row in rows), title, by_row=True)
    return Table(
        tuple(columns),
        tuple(rows),
        "What becomes of each thing as one driver moves, the others as they are",
        by_row=True,
    )


def _intervals(words: TippingAnswers, result: Tipping) -> Iterator[tuple[str, ...]]:
    idle, first = list[str](), words.tip.lines[0]
    now = first.intervals[first.place].answer  # where all lines meet
    what, as_now = capital(words.named), words.name(now)
    for line in words.tip.lines:
        low, high = result.ranges[line.driver]
        driver = f"{line.driver} at {exact_number(line.now)} (of {exact_number(low)} to {exact_number(high)})"
        others = [part for part in line.intervals if part.answer != now]
        for part in others:
            where = stretch_text(line.driver, part, low, high, text=exact_number)
            yield what, driver, as_now, where, words.name(part.answer)
        if not others:
            idle.append(driver)
    if idle:
        yield what, ", ".join(idle), as_now, f"{'any one of them, ' if idle[1:] else ''}at any number", "as now"
