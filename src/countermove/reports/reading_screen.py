"""What a stranger sees first, besides the answers: the numbers and wants that decide whether anybody moves, and what
happened since.

Everything is told of the game that is selected under the lead concept, for a page to draw: positions are shares of a
number's range, so that a row is the same drawing at any width.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from countermove.assessment import Assessment
from countermove.assessment.rewrite import Step, StepKind, pushed
from countermove.context.context import Context
from countermove.inquiry.tracks import Steps, Track, steps_from_start, track, tracks
from countermove.presentation.assumptions import day_text
from countermove.presentation.numbers import driver_text, exact_number
from countermove.presentation.phrases import Phrasing
from countermove.presentation.premises import want_words
from countermove.presentation.sentences import said
from countermove.presentation.tick_labels import TickLabel, tick_labels
from countermove.presentation.words import capital, count, listed, number, out_of
from countermove.questions.watch.compute import Latest, latest_of
from countermove.reports.outlook import came_text
from countermove.verdicts.observations import Observed
from gmcr import Conflict
from gmcr.base.errors import ModelError, Undecided
from gmcr.base.record import Record
from gmcr.logic import LinearForm

__all__ = [
    "MOST",
    "STEP",
    "Deciding",
    "Event",
    "Instead",
    "ReadingScreen",
    "Seen",
    "WantBehind",
    "Zone",
    "labels_of",
    "reading_screen_of",
]

MOST = 6
"""The most numbers and wants that are shown."""

STEP = Fraction(1, 100)
"""The step of an arrow key, as a share of a number's range."""

_LISTED = 4
"""The most numbers that one label lists."""

_KINDS: tuple[StepKind, ...] = ("drop", "turn", "lower")

_MOST_KNOWN = 16
"""Selections of an assessment of which it is kept what decides."""

_LONGEST = 2.0
"""Seconds for proving who moves, if states are not listed."""


@dataclass(frozen=True, slots=True)
class Zone(Record):
    """A part of a track. ``begin``, ``end``: from 0 to 1; ``moves``: whether somebody moves there; ``here``: whether the
    number lies in it."""

    begin: float
    end: float
    moves: bool
    words: str
    here: bool


@dataclass(frozen=True, slots=True)
class Seen(Record):
    """A number that was seen since. ``at``: from 0 to 1; ``value``: as it is set."""

    at: float
    value: str
    told: str


@dataclass(frozen=True, slots=True)
class WantBehind(Record):
    """A want: its words where the game begins, as the file has it; ``now``: its words after the pushes, if they are
    others."""

    id: str
    actor: str
    words: str
    now: str = ""


@dataclass(frozen=True, slots=True)
class Instead(Record):
    """What happens at the start after one change of a want, or where it is made ("" where it cannot be made now)."""

    step: str
    told: str
    moves: bool


@dataclass(frozen=True, slots=True)
class Deciding(Record):
    """A number or a want that decides whether anybody moves. ``driver``: "" for a want alone; ``words``: what the number
    means, or the want; ``low``, ``high``, ``step``, ``now``: decimal texts, ``at``: from 0 to 1, ``was``: where the file
    has it; ``wants``: those that the number turns, or the want; ``ticks``: where it tips, from 0 to 1, with ``labels``
    below; ``stops``: of each zone the nearest numbers to its ends, for arrow keys; ``instead``: what happens after each
    change of a want alone that decides."""

    driver: str
    actor: str
    words: str
    wants: tuple[WantBehind, ...]
    low: str = ""
    high: str = ""
    step: str = ""
    now: str = ""
    at: float = 0.0
    was: float = 0.0
    zones: tuple[Zone, ...] = ()
    ticks: tuple[float, ...] = ()
    labels: tuple[TickLabel, ...] = ()
    stops: str = ""
    seen: Seen | None = None
    locked: bool = False
    instead: tuple[Instead, ...] = ()

    @property
    def key(self) -> str:
        """An identifier of the row."""
        return f"number:{self.driver}" if self.driver else f"want:{self.wants[0].id}"


@dataclass(frozen=True, slots=True)
class Event(Record):
    """One event of the timeline. ``day``: in words; ``told``: what happened; ``left``: what it leaves ("" for nothing to
    say); ``passed``: whether it passed a tick."""

    day: str
    told: str
    left: str
    passed: bool = False


@dataclass(frozen=True, slots=True)
class ReadingScreen(Record):
    """``title``: of the rows, ``asked``: what a hand can do with them; ``events``: by day, first what was written;
    ``seen``: the numbers that were seen since, as pushes (driver, value), and the last day of them, in words;
    ``forecasts``: what came of them ("" for nothing yet)."""

    title: str
    asked: str
    rows: tuple[Deciding, ...]
    events: tuple[Event, ...]
    seen: tuple[tuple[str, str], ...]
    seen_on: str
    forecasts: str


def reading_screen_of(
    context: Context,
    observed: Observed | None,
    *,
    file: Context | None = None,
    step: Fraction = STEP,
    made: Sequence[Step] = (),
) -> ReadingScreen:
    """What the screen shows of the selected game. *file*: the same without pushes, whose numbers and wants are the rows, by
    default without the drivers that the call sets; *step*: of a number, as a share of its range; *made*: the changes of
    wants among the pushes."""
    base = _unset(context) if file is None else file
    deciding = _Decisive((), {})
    rows: tuple[Deciding, ...] = ()
    title = said("screen.decides.unknown")
    with suppress(Undecided), base.games.within(_LONGEST), context.games.within(_LONGEST):
        deciding = _deciding(base)
        rows = tuple(_Rows(context, base, step, made).of(deciding))
        title = _title(base, deciding)
    latest = latest_of(base.assessment, base.as_of)
    return ReadingScreen(
        title=title,
        asked=said("screen.disagree") if rows else "",
        rows=rows,
        events=tuple(_events(base, observed, latest, deciding.numbers)),
        seen=tuple((item.driver, exact_number(item.value)) for item in latest),
        seen_on=day_text(str(max(item.date for item in latest))) if latest else "",
        forecasts=came_text(base.assessment.document, base.as_of),
    )


def _unset(context: Context) -> Context:
    """The context with the drivers as the file has them."""
    selection = context.selection
    if not selection.drivers:
        return context
    bare = context.assessment.selected(replace(selection, drivers={}), concepts=context.concepts)
    return Context(bare, context.as_of)


def _title(context: Context, found: _Decisive) -> str:
    shown = len(found.numbers)
    numbers = count(shown, "number") if shown == found.found else out_of(shown, found.found, "number")
    what = [numbers] if shown else []
    what += [count(len(found.wants), "want")] if found.wants else []
    moves = bool(steps_from_start(context.games, context.game.conflict, context.concepts[0]))
    which = said("screen.who") if moves else said("screen.whether")
    if what:
        return said("screen.decides", which=which, what=listed(what))
    tried = context.game.conflict.structure.listed  # changes of wants, where states are listed
    return said("screen.decides.nothing" if tried else "screen.decides.no_number", which=which)


# -- which numbers and wants decide ------------------------------------------------------------------------------------


class _Decisive(NamedTuple):
    """Numbers that decide, and wants, each with the changes of it that do. ``found``: how many numbers do, with those that are
    not shown."""

    numbers: tuple[Track, ...]
    wants: Mapping[str, tuple[Step, ...]]
    found: int = 0


def _deciding(context: Context) -> _Decisive:
    """The numbers that decide, nearest to tipping first, and then wants by which no such number stands, in file order. Of what
    was read, under one selection, they are found once."""
    assessment, selection = context.assessment, context.selection
    key = (tuple(selection.reading.items()), selection.scenario, selection.view, tuple(selection.drivers.items()))
    known: dict[Hashable, _Decisive] = assessment.origin.kept.setdefault("deciding", {})
    if assessment._changed or (*key, context.concepts[0]) not in known:
        found = _find(context)
        if assessment._changed:
            return found
        if len(known) >= _MOST_KNOWN:
            known.clear()
        known[(*key, context.concepts[0])] = found
    return known[(*key, context.concepts[0])]


def _find(context: Context) -> _Decisive:
    assessment, conflict = context.assessment, context.game.conflict
    free = [name for name in assessment.ranges if name not in locked_in(assessment)]
    every = tracks(context.games, conflict, context.concepts[0], assessment.ranges, free)
    own = every[:MOST]
    behind = {want for item in own for want in wants_behind(conflict, item)}
    wants: dict[str, tuple[Step, ...]] = {}
    lines = (line for lines in assessment.own_calculus.lines.values() for line in lines)
    for want in (line.want.id for line in lines if not line.dropped and conflict.structure.listed):
        if len(own) + len(wants) < MOST and want not in behind and (steps := tuple(_turning(context, want))):
            wants[want] = steps
    return _Decisive(own, wants, len(every))


def locked_in(assessment: Assessment) -> frozenset[str]:
    """Drivers that an unselected base answer sets: setting them by hand has no effect in this game."""
    document, chosen = assessment.document, assessment.selection.reading
    answers = {name: answer for name, answer in assessment.base_reading.items() if name not in chosen}
    overlays = [document.open[name].readings[answer] for name, answer in answers.items()]
    return frozenset(name for overlay in overlays for name in overlay.set)


def wants_behind(conflict: Conflict, own: Track) -> Iterator[str]:
    """The wants whose comparisons turn at a tick of a track, in file order."""
    ticks = set(own.ticks)
    for wants in conflict.preferences.values():
        for want in wants if isinstance(wants, tuple) else ():
            forms = (
                LinearForm.dividing(part, conflict.drivers, [own.driver])
                for part in want.parts
                if own.driver in part.drivers
            )
            if any(-form.constant in ticks for found in forms for form in found):
                yield want.id


def _turning(context: Context, want: str) -> Iterator[Step]:
    """The changes of one want after which something else happens at the start."""
    before = steps_from_start(context.games, context.game.conflict, context.concepts[0])
    for kind in _KINDS:
        step = Step(kind, want)
        after = _after(context, step)
        if after is not None and after != before:
            yield step


def _after(context: Context, step: Step) -> Steps | None:
    """The steps from the start after a change of a want; None where it cannot be made, or the start then cannot be."""
    try:
        changed = Context(pushed(context.assessment, (step,)))
        return steps_from_start(changed.games, changed.conflict(), context.concepts[0])
    except ModelError:
        return None


# -- the rows ----------------------------------------------------------------------------------------------------------


class _Rows:
    """The rows of one screen: those of a file, as they are after pushes."""

    def __init__(self, context: Context, file: Context, step: Fraction, made: Sequence[Step]) -> None:
        self._context, self._file, self._step, self._made = context, file, step, made
        self._words = _StartWords(context)
        self._phrasing = Phrasing(file.glossary, file.selection.view)
        self._pushed = Phrasing(context.glossary, context.selection.view)
        self._seen = {item.driver: item for item in latest_of(file.assessment, file.as_of)}

    def of(self, found: _Decisive) -> Iterator[Deciding]:
        """A row for each number, and for each want."""
        context, conflict = self._context, self._context.game.conflict
        locked = locked_in(context.assessment)
        for item in found.numbers:
            concept, over = context.concepts[0], (item.low, item.high)
            now = item if context is self._file else track(context.games, conflict, concept, item.driver, over)
            behind = tuple(map(self._want, wants_behind(self._file.game.conflict, item)))
            yield self._number(now, item.now, behind, locked=item.driver in locked)
        for name, steps in found.wants.items():
            want = self._want(name)
            yield Deciding("", want.actor, want.words, (want,), instead=tuple(self._insteads(steps)))

    def _number(self, own: Track, was: Fraction, wants: tuple[WantBehind, ...], *, locked: bool) -> Deciding:
        span = own.high - own.low
        means = self._file.glossary.drivers.get(own.driver, "") or own.driver.replace("_", " ")
        return Deciding(
            driver=own.driver,
            actor=wants[0].actor if wants else "",
            words=capital(means),
            wants=wants,
            low=exact_number(own.low),
            high=exact_number(own.high),
            step=exact_number(self._step * span),
            now=exact_number(own.now),
            at=float((own.now - own.low) / span),
            was=float((was - own.low) / span),
            zones=tuple(self._zones(own)),
            ticks=_shares(own),
            labels=labels_of(own),
            stops=_stops(own, self._step * span),
            seen=_seen(own, self._seen[own.driver]) if own.driver in self._seen else None,
            locked=locked,
        )

    def _zones(self, own: Track) -> Iterator[Zone]:
        span = own.high - own.low
        for part in own.stretches:
            words, here = self._words.of(part.steps), part.has(own.now)
            yield Zone(
                float((part.low - own.low) / span), float((part.high - own.low) / span), bool(part.steps), words, here
            )

    def _want(self, name: str) -> WantBehind:
        words, now = (want_words(phrasing, name) for phrasing in (self._phrasing, self._pushed))
        return WantBehind(name, self._phrasing.game.wants[name].actor, words, "" if now == words else now)

    def _insteads(self, steps: Iterable[Step]) -> Iterator[Instead]:
        """What each change would bring about now, or what happens where it is made."""
        context = self._context
        for step in steps:
            if step in self._made:
                after: Steps | None = steps_from_start(context.games, context.game.conflict, context.concepts[0])
            else:
                after = _after(context, step)
            told = "" if after is None else said(f"screen.{step.kind}", then=self._words.of(after))
            yield Instead(step.text, told, bool(after))


class _StartWords:
    """What happens at the start of one game, in a few words."""

    def __init__(self, context: Context) -> None:
        self._conflict = context.game.conflict
        self._phrasing = Phrasing(context.glossary, context.selection.view)

    def of(self, steps: Steps) -> str:
        """That nobody moves, or the first step, and whether there are others."""
        if not steps:
            return said("screen.nobody")
        (actor, target), *others = steps
        move = self._phrasing.move(actor, self._on(self._conflict.start), self._on(target))
        return said("screen.moves", move=move, others=said("moved.others") if others else "")

    def _on(self, code: int) -> tuple[str, ...]:
        return self._conflict.structure.on(code)


def _stops(own: Track, step: Fraction) -> str:
    """Of each stretch the first and the last number in it that is a step of the range; its middle if none is."""
    pairs = []
    for part in own.stretches:
        low, high = (part.low - own.low) / step, (part.high - own.low) / step
        first = ceil(low) if part.closed[0] else floor(low) + 1
        last = floor(high) if part.closed[1] else ceil(high) - 1
        middle = (part.low + part.high) / 2
        ends = (own.low + first * step, own.low + last * step) if first <= last else (middle, middle)
        pairs.append(":".join(f"{float(end):.6f}".rstrip("0").rstrip(".") for end in ends))
    return " ".join(pairs)


def labels_of(own: Track) -> tuple[TickLabel, ...]:
    """What stands below the ticks of a track."""
    return tick_labels(_shares(own), lambda some: _tips_text(own.ticks[some]))


def _shares(own: Track) -> tuple[float, ...]:
    """Where it tips, from 0 to 1."""
    return tuple(float((tick - own.low) / (own.high - own.low)) for tick in own.ticks)


def _tips_text(ticks: Sequence[Fraction]) -> str:
    """Where it tips, in words."""
    numbers = [driver_text(tick) for tick in ticks]
    if len(numbers) > _LISTED:
        return said("screen.tips.many", many=number(len(numbers)), first=numbers[0], last=numbers[-1])
    return said("screen.tips", number=listed(numbers))


def _seen(own: Track, latest: Latest) -> Seen:
    at = float((latest.value - own.low) / (own.high - own.low))
    day = day_text(str(latest.date))
    return Seen(at, exact_number(latest.value), said("screen.seen", number=driver_text(latest.value), day=day))


# -- what happened since -----------------------------------------------------------------------------------------------


def _events(
    context: Context, observed: Observed | None, latest: Sequence[Latest], numbers: Sequence[Track]
) -> Iterator[Event]:
    """What was written, and everything that was observed, by day; what has no day comes last."""
    dated = sorted([*_numbers_seen(context, latest, numbers), *_observed(context, observed)], key=lambda item: item[0])
    written = context.glossary.as_of
    if dated and written:
        now = _StartWords(context).of(steps_from_start(context.games, context.game.conflict, context.concepts[0]))
        yield Event(day_text(str(written)), said("screen.written", now=now), "")
    for _, event in dated:
        yield event


def _numbers_seen(
    context: Context, latest: Iterable[Latest], numbers: Sequence[Track]
) -> Iterator[tuple[tuple[bool, date], Event]]:
    words, document = _StartWords(context), context.assessment.document
    own = {item.driver: item for item in numbers}
    for item in latest:
        means = context.glossary.drivers.get(item.driver, "") or item.driver.replace("_", " ")
        note = document.observations[item.observation].note if item.observation else None
        told = said(
            "screen.put", driver=capital(means), before=driver_text(item.before), number=driver_text(item.value)
        )
        track = own.get(item.driver)
        now = None if track is None else next((part for part in track.stretches if part.has(item.value)), None)
        passed = now is not None and track is not None and now is not track.here
        left = said("screen.passed", then=words.of(now.steps)) if passed and now is not None else ""
        why = f"{capital(note.rstrip('.'))}. " if note else ""
        yield (False, item.date), Event(day_text(str(item.date)), f"{why}{told}", left, passed)


def _observed(context: Context, observed: Observed | None) -> Iterator[tuple[tuple[bool, date], Event]]:
    """Each event, and how many readings it and all before it leave."""
    phrasing = Phrasing(context.glossary)
    seen = (
        () if observed is None else sorted(observed.seen, key=lambda item: (item.date is None, item.date or date.max))
    )
    left = None
    for item in seen:
        left = item.leaves if left is None else left & item.leaves
        alive, total = int(left.any(axis=1).sum()), len(left)
        told = capital(phrasing.clause(phrasing.glossary.formula(item.formula)))
        if item.note:
            told = f"{told} ({item.note.rstrip('.')})"
        day = day_text(str(item.date)) if item.date else capital(item.when or "in the end")
        words = said("screen.left", readings=out_of(alive, total, "reading")) if total > 1 else ""
        yield (item.date is None, item.date or date.max), Event(day, told, words)
