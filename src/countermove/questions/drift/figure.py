"""What comes first: for each branch a row of states, from stop to stop, and below it each driver as a line with the values that it
passes. Time runs from left to right. Where every driver that drifts does so at an exact rate it is to scale, with a tick at each
stop; otherwise a line between two stops only says which way its driver drifts, and below a stop stands how long it takes to it, where
that is known. Diamonds are values that were seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from operator import sub

from countermove.context.answer import Answer
from countermove.presentation.assumptions import day_text
from countermove.presentation.blocks import Column, Sentence, Table
from countermove.presentation.canvas import Canvas, number, sentence_figure
from countermove.presentation.figure import Figure, no_taller
from countermove.presentation.metrics import width_of, wrapped
from countermove.presentation.numbers import driver_text, tick_text
from countermove.presentation.theme import theme_named
from countermove.presentation.words import capital, count, listed, plural
from countermove.presentation.words import number as number_words
from countermove.questions.drift.text import DriftWords, drift_text
from countermove.verdicts.clocks.records import DriftBranch
from countermove.verdicts.clocks.words import crossed_clause, driver_words

__all__ = ["SHOWN", "bends_of", "drift", "knots_of", "times_of"]

SHOWN = 3
"""The most branches that are drawn."""

_WIDE = 560.0
"""With less room than this, names of drivers stand above their lines."""

_NAMES = 110.0
_ROW = 46.0
"""The height of a driver's line."""

_LEAST = 104.0
"""The least width of a stop with its words; otherwise they stand in a list, by number."""

_NUMBER = 34.0
"""The least width of a stop with its number; where a scale gives one less, time has none."""

Knot = tuple[float, Fraction]
"""A place among the stops (0: the start), and the value of a driver there."""


def drift(answer: Answer, *, theme: str = "light", width: float = 760) -> Figure:
    """What comes first as drivers drift."""
    words = DriftWords(answer)
    result = words.result
    title, table = words.headline(), _table(words)
    said = " ".join(item.text for item in drift_text(answer).answer if isinstance(item, Sentence))
    told = [branch for branch in result.branches if branch.stops[1:]]
    if not told:
        canvas = Canvas("drift", width, theme_named(theme))
        return sentence_figure(canvas, f"{title}.", description=said, table=table)

    def draw(most: int) -> Figure:
        canvas, y = Canvas("drift", width, theme_named(theme)), 6.0
        drawn = [_Branch(canvas, words, branch) for branch in told[:most]]
        for own in drawn:
            y = own.draw(y) + 14
        left = len(result.branches) - most
        if left > 0:
            untold = (
                f"; {number_words(result.more)} more {plural(result.more, 'is', 'are')} not told" if result.more else ""
            )
            text = f"And {count(left, 'further branch', 'further branches')}, in the table{untold}."
            y = canvas.lines(canvas.x0, y + 8, text, canvas.x1 - canvas.x0, size=11, ink=canvas.theme.ink2)
        y = canvas.lines(canvas.x0, y + 8, _key(words, drawn), canvas.x1 - canvas.x0, size=11, ink=canvas.theme.ink3)
        return canvas.figure(y - 4, title=title, description=said, table=table)

    return no_taller(draw, range(min(SHOWN, len(told)), 0, -1))


def _key(words: DriftWords, drawn: Sequence[_Branch]) -> str:
    scaled = sum(own.times is not None for own in drawn)
    scale = "to scale" if scaled == len(drawn) else "to scale where it has ticks" if scaled else "without a scale"
    parts = [f"time runs from left to right, {scale}", "a line: which way a driver drifts, and what it passes"]
    parts += [
        f"{driver_words(name)}: {means}"
        for name in words.result.now
        if (means := words.phrasing.glossary.drivers.get(name, "").strip(" ."))
    ]
    if words.result.seen:
        seen = listed(
            f"{driver_words(item.driver)} {driver_text(item.value)} on {day_text(str(item.date))}"
            for item in words.result.seen
        )
        parts.append(f"a diamond: seen ({seen})")
    return capital(" · ".join(parts))


class _Branch:
    """The drawing of one branch."""

    def __init__(self, canvas: Canvas, words: DriftWords, branch: DriftBranch) -> None:
        self.canvas, self.theme, self.words, self.branch = canvas, canvas.theme, words, branch
        beside = canvas.x1 - canvas.x0 >= _WIDE
        self.left = canvas.x0 + (_NAMES if beside else 0)
        self.edges = self.along(tuple(map(Fraction, range(len(branch.stops) + 1))))
        self.times = times_of(branch)
        if self.times is not None:
            edges = self.along(self.times)
            if min(map(sub, edges[1:], edges)) >= _NUMBER:
                self.edges = edges
            else:
                self.times = None
        self.listed = min(map(self.width, range(len(branch.stops)))) < _LEAST

    def along(self, marks: Sequence[Fraction]) -> tuple[float, ...]:
        """The whole width, divided as marks are."""
        return tuple(self.left + (self.canvas.x1 - self.left) * float(mark / marks[-1]) for mark in marks)

    def at(self, place: float) -> float:
        """Where a stop stands, or something between it and the next."""
        before = min(int(place), len(self.edges) - 2)
        return self.edges[before] + (place - before) * self.width(before)

    def width(self, place: int) -> float:
        """The room from a stop to the next; the last lasts for as long as the others."""
        return self.edges[place + 1] - self.edges[place]

    def draw(self, y: float) -> float:
        """Draw it from *y* downwards; returns where it ends."""
        canvas, many = self.canvas, len(self.words.result.branches) > 1
        if many:
            text = self.words.condition(self.branch)
            y = canvas.lines(canvas.x0, y + 14, text, canvas.x1 - canvas.x0, size=12, face="bold") - 10
        y = self.states(y + 6)
        for name in self.words.result.now:
            y = self.driver(name, y + 6)
        y = self.clock(y)
        return self.by_number(y) if self.listed else y

    def states(self, y: float) -> float:
        """Draw the states, each with what leads to it; returns where they end."""
        canvas, stops = self.canvas, self.branch.stops
        places = range(len(stops))
        said = [str(place + 1) if self.listed else self.said(place, timed=False) for place in places]
        rooms = [self.width(place) - 12 for place in places]
        tall = 14.0 * max(len(wrapped(text, 10.5, "sans", room)) for text, room in zip(said, rooms, strict=True)) + 8
        for place, (text, room) in enumerate(zip(said, rooms, strict=True)):
            with canvas.group("state", title=self.said(place), code=str(stops[place].state)):
                moved = bool(place and stops[place].state != stops[place - 1].state)
                fill = self.theme.fails if moved else self.theme.wash
                canvas.rect(self.at(place) + 1, y, room + 10, tall, fill=fill, radius=3)
                canvas.lines(self.at(place) + 6, y + 14, text, room, size=10.5, leading=14)
        return y + tall

    def said(self, place: int, *, timed: bool = True) -> str:
        """What leads to a state; *timed*: and how long it takes to it."""
        stop = self.branch.stops[place]
        if not place:
            return capital(self.words.steps(stop, why=False)) if stop.steps else "now"
        ends = self.words.ending(self.branch) if place == len(self.branch.stops) - 1 else ""
        comes = capital(self.words.comes(stop, why=False))
        lasts = self.words.lasts(stop) if timed else ""
        return f"{crossed_clause(stop.crossed)}{lasts}: {comes}.{f' {ends}' if ends else ''}"

    def by_number(self, y: float) -> float:
        """Draw the words of stops by their numbers; returns where they end."""
        canvas = self.canvas
        for place in range(len(self.branch.stops)):
            text = f"{place + 1}  {self.said(place)}"
            y = canvas.lines(canvas.x0, y + 14, text, canvas.x1 - canvas.x0, size=10.5, leading=14) - 14
        return y + 2

    def clock(self, y: float) -> float:
        """Draw below each stop how long it takes to it; returns where that ends. By numbers the list says it."""
        canvas, end = self.canvas, y
        for place, stop in enumerate(self.branch.stops):
            told, room = self.words.taken(stop), self.width(place) - 8
            if not place or not told or (self.listed and self.times is None):
                continue
            said = f"after {told}" if self.times is None else told
            if self.times is not None and width_of(said, 10, "sans") > room:
                said = tick_text(self.times[place])
            last = canvas.lines(self.at(place) + 5, y + 13, said, room, size=10, leading=12, ink=self.theme.ink2)
            stroke = self.theme.rule if self.times is None else self.theme.ink3
            canvas.line((self.at(place), y), (self.at(place), y + 16), stroke=stroke)
            end = max(end, last - 4)
        return end

    def driver(self, name: str, y: float) -> float:
        """Draw a driver's line; returns where its row ends."""
        canvas, result = self.canvas, self.words.result
        low, high = result.ranges[name]
        if self.left > canvas.x0:
            canvas.lines(canvas.x0, y + _ROW / 2, driver_words(name), _NAMES - 12, size=11, leading=13, face="bold")
        else:
            y = canvas.lines(canvas.x0, y + 11, driver_words(name), canvas.x1 - canvas.x0, size=11, face="bold") - 10
        top, tall = y + 16, _ROW - 20

        def height(value: Fraction) -> float:
            return top + tall * float((high - value) / (high - low)) if high > low else top

        span = (low, high)
        knots = (
            knots_of(self.branch, name, span) if self.times is None else bends_of(self.branch, name, span, self.times)
        )
        points = [(self.at(place), height(value)) for place, value in knots]
        data = "M" + "L".join(f"{number(x)} {number(at)}" for x, at in points)
        for place in range(1, len(self.branch.stops)):
            canvas.line((self.at(place), y), (self.at(place), y + _ROW), stroke=self.theme.rule)
        with canvas.group("driver", title=f"{self.words.phrasing.driver(name)}: {self.passes(knots)}", driver=name):
            canvas.path(data, stroke=self.theme.ink2, line=1.8, round_=True)
            crossed = {place for place, _ in self.crossings(name)}
            for at, value in knots[:-1]:
                if at in crossed or not at:
                    x = self.at(at)
                    canvas.circle(x, height(value), 2.4, fill=self.theme.ink)
                    canvas.text(x + 5, height(value) - 5, driver_text(value), size=10, ink=self.theme.ink2)
            for item in result.seen:
                where = _where(knots, item.value) if item.driver == name else None
                if where is not None:
                    self.diamond(self.at(where), height(item.value), f"{driver_text(item.value)} on {item.date}")
        return y + _ROW

    def passes(self, knots: Sequence[Knot]) -> str:
        return ", ".join(driver_text(value) for _, value in knots)

    def crossings(self, name: str) -> list[tuple[int, Fraction]]:
        """The stops at which a driver alone crosses a value."""
        return _crossings(self.branch, name)

    def diamond(self, x: float, y: float, title: str) -> None:
        """Draw that a value was seen."""
        size = 4.5
        corners = ((x, y - size), (x + size, y), (x, y + size), (x - size, y))
        data = "M" + "L".join(f"{number(a)} {number(b)}" for a, b in corners) + "Z"
        with self.canvas.group("seen", title=title):
            self.canvas.path(data, fill=self.theme.sheet, stroke=self.theme.ink, line=1.4)


def _crossings(branch: DriftBranch, name: str) -> list[tuple[int, Fraction]]:
    return [
        (place, crossing.value / crossing.terms[0].factor)
        for place, stop in enumerate(branch.stops)
        for crossing in stop.crossed
        if len(crossing.terms) == 1 and crossing.terms[0].driver == name
    ]


def knots_of(branch: DriftBranch, name: str, span: tuple[Fraction, Fraction]) -> tuple[Knot, ...]:
    """Where a driver's line bends: at every stop of a branch, and at the end, where it goes on a little if it drifts."""
    values = [stop.reached[name] for stop in branch.stops]
    way = next((1 if own.rises else -1 for own in branch.stops[-1].drifting if own.driver == name), 0)
    onward = values[-1] + way * (span[1] - span[0]) / 10 if branch.end != "at rest" else values[-1]
    values.append(min(max(onward, span[0]), span[1]))
    return tuple((float(place), value) for place, value in enumerate(values))


def times_of(branch: DriftBranch) -> tuple[Fraction, ...] | None:
    """How long it takes to each stop of a branch, and to the end of its picture, where the last stop lasts for as long as the others
    on average; None where a driver drifts at a rate that is not exact, or nothing takes time."""
    rates = [own.rate for stop in branch.stops for own in stop.drifting]
    spans = [stop.after for stop in branch.stops[1:]]
    times = [Fraction(0), *(span[0] for span in spans if span is not None and span[0] == span[1])]
    if any(rate is None or rate[0] != rate[1] for rate in rates) or len(times) <= len(spans) or not times[-1]:
        return None
    return (*times, times[-1] + times[-1] / len(spans))


def bends_of(
    branch: DriftBranch, name: str, span: tuple[Fraction, Fraction], times: Sequence[Fraction]
) -> tuple[Knot, ...]:
    """Where a driver's line bends where rates are exact: at every stop, where it comes to an end of its range between two, and at the
    end, where it goes on for no more than a tenth of its range."""
    found = list[Knot]()
    values = [stop.reached[name] for stop in branch.stops]
    for place, (stop, value) in enumerate(zip(branch.stops, values, strict=True)):
        found.append((float(place), value))
        own = next((own for own in stop.drifting if own.driver == name), None)
        last, lasts = place + 1 == len(values), times[place + 1] - times[place]
        if own is None or own.rate is None:
            found += [(place + 1.0, value)] if last else []
            continue
        able = own.rate[0] * lasts
        room = span[1] - value if own.rises else value - span[0]
        moved = min(able, room, (span[1] - span[0]) / 10) if last else min(able, room)
        if last or moved < able:
            found.append((place + float(moved / able), value + (moved if own.rises else -moved)))
    return tuple(found)


def _where(knots: Sequence[Knot], value: Fraction) -> float | None:
    """Where a line first comes to a value; None where it does not."""
    for (left, one), (right, other) in pairwise(knots):
        if one == value:
            return left
        if min(one, other) <= value <= max(one, other) and one != other:
            return left + (right - left) * float((value - one) / (other - one))
    return None


def _table(words: DriftWords) -> Table:
    """Every stop of every branch."""
    columns = ("Branch", "Stop", "Once", "Who steps", "Answers and verdicts that change", "Passed by")
    rows = [
        (
            str(number_ + 1),
            str(place),
            crossed_clause(stop.crossed) or "now",
            capital(words.steps(stop)) or "nobody",
            " ".join(words.changed(stop)),
            "" if stop.passed is None else str(stop.passed.date),
        )
        for number_, branch in enumerate(words.result.branches)
        for place, stop in enumerate(branch.stops)
    ]
    return Table(tuple(map(Column, columns)), tuple(rows), caption="What comes first if nobody does anything")
