"""The ways out of the start as lanes to inspect and to push: who does what, what stops it, where its switch is, and
what follows.

The numbers behind a want as sliders: the range of each driver, its value, and where it tips the want.

A want's condition compares two sides; with all else as it is, each driver in it tips it at one number at most. That
number is found exactly if the condition is linear in that driver (``g(d) = left - right``), which three of its points
show.

Wants that a push turned: the words of each in the file, to be struck through, and the numbers that turned it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from countermove.assessment import Assessment
from countermove.context.answer import Answer
from countermove.inquiry.reasons import compared_drivers, driver_switch
from countermove.inquiry.ways import Lanes, Way
from countermove.plugins.serve.workspace import Opened
from countermove.presentation.numbers import driver_text, exact_number
from countermove.presentation.phrases import Phrasing
from countermove.presentation.premises import want_in_force, want_words
from countermove.presentation.theme import ActorStyle, actors_of, theme_named
from countermove.presentation.words import count
from countermove.questions.lanes.text import lanes_heads, lanes_title, switch_text, way_texts
from countermove.reports.reading_screen import STEP
from gmcr import Conflict, Ranking
from gmcr.base.record import Record
from gmcr.logic import Compare, Formula

__all__ = [
    "STEP",
    "Lane",
    "LaneBoard",
    "Ring",
    "Slider",
    "Struck",
    "Turned",
    "WantWords",
    "lanes_shown",
    "measured_by",
    "rings_of",
    "sliders_of",
    "struck_reasons",
    "turned_wants",
    "way_key",
    "ways_shown",
    "worded",
]


@dataclass(frozen=True, slots=True)
class Slider(Record):
    """One driver of a want. ``means``: what it measures; ``low``, ``high``, ``step``, ``now``, ``threshold``: decimal
    texts, the last one rounded; ``at``, ``tick``: positions of the value and of the threshold, from 0 to 1; ``above``:
    the want is on above the threshold; ``told``: both in the words of a lane; ``locked``: the scenario, view or reading
    sets it."""

    driver: str
    means: str
    low: str
    high: str
    step: str
    now: str
    threshold: str
    at: float
    tick: float
    above: bool
    told: str
    locked: bool

    @property
    def named(self) -> str:
        """The driver's name as words."""
        return self.driver.replace("_", " ")


def sliders_of(
    condition: Formula | None,
    options: Mapping[str, bool],
    drivers: Mapping[str, Fraction],
    ranges: Mapping[str, tuple[Fraction, Fraction]],
    means: Mapping[str, str],
    locked: frozenset[str] = frozenset(),
) -> Iterator[Slider]:
    """The drivers that tip a condition under some options, first those on the side that is worded as the value."""
    if not isinstance(condition, Compare) or condition.op in ("==", "!="):
        return
    for name in compared_drivers(condition, drivers):
        switch = driver_switch(condition, name, options, drivers, ranges[name])
        if switch is None:
            continue
        low, high = ranges[name]
        span = (high - low) or Fraction(1)
        yield Slider(
            driver=name,
            means=means.get(name, "") or name.replace("_", " "),
            low=exact_number(low),
            high=exact_number(high),
            step=exact_number(STEP * span),
            now=exact_number(switch.now),
            threshold=f"{float(switch.threshold):.6g}",
            at=float((switch.now - low) / span),
            tick=float((switch.threshold - low) / span),
            above=switch.above,
            told=switch_text(switch),
            locked=name in locked,
        )


@dataclass(frozen=True, slots=True)
class WantWords(Record):
    """A want by the branch in force at the start of one game. ``says``: its words in the file, "" if it has none;
    ``told``: what is wanted, read on from "wants"; ``words``: its name as a reason."""

    says: str
    told: str
    words: str


@dataclass(frozen=True, slots=True)
class Turned(Record):
    """A want that a push turned. ``was``: as the file has it; ``by``: the numbers behind it that moved, from where to
    where ("" if none did: it was turned by hand)."""

    was: WantWords
    by: str


@dataclass(frozen=True, slots=True)
class Struck(Record):
    """The reason that no longer decides a way out, in words, and the numbers that turned it."""

    was: str
    by: str


def worded(phrasing: Phrasing, want: str) -> WantWords:
    """A want in the game that is worded."""
    says, wanted = phrasing.says(want, phrasing.branch(want)), want_in_force(phrasing, want).wish
    return WantWords(says, wanted, want_words(phrasing, want))


def measured_by(phrasing: Phrasing, want: str) -> Iterator[str]:
    """The drivers that a want's condition compares, through terms too, in the order of the file."""
    condition = phrasing.game.wants[want].condition
    if condition is not None:
        mentioned = phrasing.glossary.vocabulary.resolve(condition).drivers
        yield from (name for name in phrasing.game.drivers if name in mentioned)


def turned_wants(opened: Opened) -> Mapping[str, Turned]:
    """The wants of the current game that differ from the same game according to the file."""
    if not opened.switches.pushed:
        return {}
    view = opened.switches.view
    now, before = Phrasing(opened.glossary, view), Phrasing(opened.unpushed.glossary, view)
    turned = {}
    for want in now.game.wants:
        was = worded(before, want)
        if was != worded(now, want):
            turned[want] = Turned(was, ", ".join(_moved(want, before, now)))
    return turned


def _moved(want: str, before: Phrasing, now: Phrasing) -> Iterator[str]:
    for name in measured_by(now, want):
        old, new = before.game.drivers[name], now.game.drivers[name]
        if old != new:
            yield f"{name.replace('_', ' ')} {driver_text(old)} → {driver_text(new)}"


_SHOWN = 24
"""The most ways that are shown: first those that are taken, then those stopped by what is dearest to their movers."""

_MARKED = 2
"""The most drivers of one want that are shown as sliders; the others are among the wants."""


@dataclass(frozen=True, slots=True)
class Ring(Record):
    """An actor's mark: ``place``: the number of its hue, from 1 (0: ink)."""

    actor: str
    name: str
    letter: str
    place: int


@dataclass(frozen=True, slots=True)
class Lane(Record):
    """One way out. ``taken``: its mover gains and does it; ``deterred``: it would gain, but others answer; ``want``:
    the id of the deciding want; ``chain``: what would decide without it; ``key``: identifies the way, whatever is
    pushed; ``struck``: what decided according to the file, if a push turned that."""

    key: str
    ring: Ring
    act: str
    taken: bool
    deterred: bool
    reason: str
    want: str
    chain: str
    sliders: tuple[Slider, ...]
    follows: str
    struck: Struck | None = None


@dataclass(frozen=True, slots=True)
class LaneBoard(Record):
    """The ways out under a title, which states the finding. ``heads``: of the reasons, and of what follows; ``more``: a
    note that there are others, or ""."""

    title: str
    lanes: tuple[Lane, ...]
    heads: tuple[str, str]
    more: str = ""


def lanes_shown(
    answer: Answer,
    assessment: Assessment,
    conflict: Conflict,
    locked: frozenset[str],
    struck: Mapping[str, Struck] | None = None,
) -> LaneBoard:
    """The lanes of an answer to ``lanes`` about one game. *locked*: drivers that its scenario, view or reading sets;
    *struck*: see ``struck_reasons``."""
    result: Lanes = answer.record
    rings, options = rings_of(answer), _options(conflict)
    lanes = []
    shown, more = ways_shown(result, conflict)
    for words in way_texts(answer, shown):
        way = words.way
        sliders = sliders_of(
            _condition(conflict, way.actor, way.want),
            options,
            conflict.drivers,
            assessment.ranges,
            answer.glossary.drivers,
            locked,
        )
        lanes.append(
            Lane(
                key=way_key(way),
                ring=rings[way.actor],
                act=words.act,
                taken=way.taken,
                deterred=bool(way.deterred),
                reason=words.reason,
                want=words.want,
                chain=words.chain,
                sliders=tuple(sliders)[:_MARKED],
                follows=words.follows,
                struck=(struck or {}).get(way_key(way)),
            )
        )
    return LaneBoard(lanes_title(answer), tuple(lanes), lanes_heads(result), more)


def ways_shown(result: Lanes, conflict: Conflict) -> tuple[tuple[Way, ...], str]:
    """The ways that are shown, by actor and act, so that each keeps its place whatever is pushed, even when it comes to
    be taken; and a note that there are others, or ""."""
    ways = result.dearest(_SHOWN)
    rest = len(result.ways) - len(ways)
    actors, acts_of_all = conflict.actors, list(conflict.structure.switches)

    def place(way: Way) -> tuple[int, bool, list[int], int]:
        acts = [acts_of_all.index(act) for act, _ in way.turned]
        return actors.index(way.actor), len(acts) > 1, acts, way.target

    return tuple(sorted(ways, key=place)), f"And {count(rest, 'way')} more." if rest else ""


def struck_reasons(before: Answer, turned: Mapping[str, Turned]) -> dict[str, Struck]:
    """Key of a way → the want that decided it according to the file, if that was turned. *before*: the ways according
    to the file."""
    struck = {}
    for words in way_texts(before, before.record.ways):
        want = turned.get(words.want)
        if want is not None and words.reason == want.was.words:
            struck[way_key(words.way)] = Struck(words.reason, want.by)
    return struck


def way_key(way: Way) -> str:
    """An identifier of a way, in one word whatever is pushed: an act in degrees has spaces."""
    acts = "+".join(f"{act.replace(' ', '')}={int(on)}" for act, on in way.turned)
    return f"{way.actor}:{acts or way.target}"


def rings_of(answer: Answer) -> dict[str, Ring]:
    """The mark of each actor."""
    hues = theme_named("light").hues
    styles: Mapping[str, ActorStyle] = actors_of(answer.glossary, theme_named("light"))
    return {
        name: Ring(name, style.name, style.letter, hues.index(style.colour) + 1 if style.colour in hues else 0)
        for name, style in styles.items()
    }


def _condition(conflict: Conflict, actor: str, want: str | None) -> Formula | None:
    preference = conflict.preferences[actor]
    if want is None or isinstance(preference, Ranking):
        return None
    return next((item.condition for item in preference if item.id == want), None)


def _options(conflict: Conflict) -> dict[str, bool]:
    """The options, with whether each is on at the start."""
    start = conflict.start
    return {name: bool(start >> bit & 1) for bit, name in enumerate(conflict.structure.options)}
