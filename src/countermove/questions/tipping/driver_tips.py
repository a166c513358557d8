"""What one driver tips alone: things that tip at the same numbers together, and what becomes of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from countermove.questions.tipping.answers import TippingAnswers
from countermove.telling.numbers import driver_text
from countermove.telling.words import listed
from countermove.verdicts.tipping.lines import DriverLine
from countermove.verdicts.tipping.tips import Tip
from gmcr.base.brief import Brief

__all__ = ["Thing", "Track", "tracks_of"]

Thing = tuple[Tip, TippingAnswers]
"""What tips, with its words."""


@dataclass(frozen=True, slots=True)
class Track(Brief):
    """Things with the same thresholds and the same value now, each with its line of one driver; none where the driver tips
    nothing alone."""

    things: tuple[tuple[TippingAnswers, DriverLine], ...]

    @property
    def line(self) -> DriverLine:
        """The line that stands for all of them."""
        return self.things[0][1]

    def told(self) -> Iterator[tuple[str, str]]:
        """Each threshold as its side ("below 0.30") with what holds beyond it, the nearest to now first."""
        line = self.line
        order = sorted(
            range(len(line.thresholds)), key=lambda place: (abs(line.thresholds[place].at - line.now), place)
        )
        for place in order:
            low = place < line.place
            words = ("below", "at or below") if low else ("from", "above")
            side = words[not line.thresholds[place].with_above]
            beyond = place if low else place + 1
            if line.intervals[beyond].low == line.intervals[beyond].high:
                side = "at"
            at = line.thresholds[place].at
            far = f", {driver_text(abs(at - line.now))} away" if at != line.now else ", the very value now"
            yield f"{side} {driver_text(at)}{far}", self._beyond(beyond)

    def _beyond(self, interval: int) -> str:
        """What is other than now in one interval; claims of which the same is to be said together."""
        told, ends = list[str](), list[str]()
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
                (ends if words.tip.kind == "outcomes" else told).append(name)
        if ends:  # that something else holds, and whether that is the target, is said by where it ends
            told = []
        told += [f"{listed(own)} {_plural(verb) if len(own) > 1 else verb}" for verb, own in claims.items()]
        return "; ".join([*ends, *told]) or "as now"


def tracks_of(driver: str, things: Sequence[Thing]) -> tuple[Track, ...]:
    """The tracks of one driver, of things that it tips alone in their order; one without thresholds where there are none."""
    lines = [(words, line) for tip, words in things for line in tip.lines if line.driver == driver]
    groups: dict[tuple[object, ...], list[tuple[TippingAnswers, DriverLine]]] = {}
    for words, line in lines:
        if line.thresholds:
            key = (line.now, line.place, *((item.at, item.with_above) for item in line.thresholds))
            groups.setdefault(key, []).append((words, line))
    return tuple(Track(tuple(group)) for group in groups.values()) or (Track((lines[0],)),)


def _plural(verb: str) -> str:
    first, blank, rest = verb.partition(" ")
    return f"{first.removesuffix('s')}{blank}{rest}"
