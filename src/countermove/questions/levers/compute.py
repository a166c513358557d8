"""levers: who can move whom to what, by which single act, and for which values of the drivers.

At a *setting* (the start of the selected game, or of a scenario) every option o of every actor a is toggled, alone; an
option in degrees goes to each of its other levels, and the needs of acts are ignored. For every other actor b, with s
the start and s' the start with o toggled:

* b's *reply* at a state is what its best replies there say of each of its options: "on" or "off" if all best replies
  agree, "either" if they differ. (Best replies: the highest-ranked among the state and b's moves; the state alone if
  it is among them.) o *moves* b iff the reply at s' differs from that at s in some option; the options that differ are
  what it moves b to, tactical or strategic as the file marks them.
* the *effect* on b: whether b prefers s' to s, and which want decides. *After the reply*: the same between b's best
  reply at s and at s' (the lowest code among equals), so what b ends up with once it has answered.
* a's own *cost*: whether a prefers s' to s.

A claim's ``lever`` (``inquiry.checks``) asks the same of one option, switched on, and one formula.

**Thresholds.** Drivers are varied one at a time over their closed ranges, all others at their values. The comparisons
in b's wants cut the range into exact points and intervals; in each the reply has one value. o *works* where it moves b
at least as far as now: each option that it moves now goes the same way (from off towards on, or back; "either" lies
halfway) and no less far; others may move too. A lever that moves nobody now would work where it moves b at all.
``works`` lists these stretches, so a lever dies at their ends. Best replies do not depend on concepts: they look no
further than one move.

**What pays.** For every act how it pays its owner at the start, under each concept; and the lean inducements there
(``inquiry.inducement``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Literal

from countermove.context.context import game_context
from countermove.inquiry.inducement import Inducement, Inducing, Pays
from countermove.inquiry.reasons import Reason, reason
from gmcr import Conflict
from gmcr.analysis import Games, Stretch
from gmcr.base.arguments import GivenNumber
from gmcr.base.errors import ModelError
from gmcr.base.record import INTERNAL, Record, derived
from gmcr.base.tasks import Progress, Task, task
from gmcr.logic import LinearForm
from gmcr.model import OptionForm, OptionStructure

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["Lever", "LeverSetting", "LeverThreshold", "Levers", "Pull", "Shift", "levers"]


Said = Literal["on", "off", "either"]
"""What best replies say of an option."""


@dataclass(frozen=True, slots=True)
class Shift(Record):
    """An option of a reply that changes."""

    option: str
    """Its full name."""
    kind: Literal["tactical", "strategic"]
    """The kind of act."""
    before: Said
    """What the best replies say of it without the lever."""
    after: Said
    """What the best replies say of it with the lever."""

    def as_far(self, other: Shift) -> bool:
        """Whether it moves the same option as another shift the same way, and at least as far."""
        way = _REACH[other.after] - _REACH[other.before]
        return (
            self.option == other.option
            and (_REACH[self.after] - _REACH[self.before]) * way > 0
            and (_REACH[self.after] - _REACH[other.after]) * way >= 0
        )


_REACH = {"off": 0, "either": 1, "on": 2}


@dataclass(frozen=True, slots=True)
class LeverThreshold(Record):
    """A driver on which a lever depends."""

    driver: str
    """Its name."""
    now: Fraction
    """Its value, an exact fraction as text."""
    whole: Annotated[tuple[Fraction, Fraction], INTERNAL]
    works: tuple[Stretch, ...]
    """Where the lever moves the actor at least as far as now (or, if it moves nobody now, at all)."""

    @property
    def everywhere(self) -> bool:
        """Whether it works over the whole range."""
        (low, high) = self.whole
        return self.works == (Stretch(low, high, True, True),)

    @property
    def nowhere(self) -> bool:
        """Whether it works nowhere along the range."""
        return not self.works


@dataclass(frozen=True, slots=True)
class Pull(Record):
    """What a lever does to another actor."""

    actor: str
    """The other actor."""
    before: tuple[int, ...]
    """Codes of its best replies without the lever."""
    after: tuple[int, ...]
    """Codes of its best replies with it."""
    shifts: tuple[Shift, ...]
    """Options of its reply that change; empty if the lever does not move it."""
    effect: Reason
    """The start compared with the state that the lever leads to."""
    replied: Reason
    """The best replies compared."""
    thresholds: tuple[LeverThreshold, ...]
    """Drivers on which it depends, each varied alone; if it moves nobody now, those that would make it work."""

    @derived
    def moves(self) -> bool:
        """Whether its reply changes."""
        return bool(self.shifts)

    @property
    def tactical(self) -> tuple[Shift, ...]:
        """The tactical options that it moves."""
        return tuple(shift for shift in self.shifts if shift.kind != "strategic")

    @property
    def strategic(self) -> tuple[Shift, ...]:
        """The strategic options that it moves."""
        return tuple(shift for shift in self.shifts if shift.kind == "strategic")


@dataclass(frozen=True, slots=True)
class Lever(Record):
    """A toggled option."""

    actor: str
    """Its owner."""
    option: str
    """Its full name; for an option in degrees with the level to which it would rise, or which it would give back."""
    kind: Literal["tactical", "strategic"]
    """The kind of act."""
    on: bool
    """Whether it would be switched on."""
    status: Literal["free", "infeasible", "settled"]
    """Whether it can be toggled; settled: a one-way act that cannot be undone."""
    rule: str | None
    """The rule that excludes it."""
    target: int | None
    """The code of the state that it leads to."""
    cost: Reason | None
    """Whether its owner gains or loses by it."""
    pays: Mapping[str, Pays]
    """Concept → how it pays its owner: at once (better for it, and nothing deters it), deterred (better, but deterred),
    by its answer, by its answer if bound to it, or never; empty if it cannot be toggled, or what it needs does not
    hold."""
    pulls: tuple[Pull, ...]
    """Every other actor."""


@dataclass(frozen=True, slots=True)
class LeverSetting(Record):
    """All levers at one start."""

    scenario: str | None
    """The scenario; null for the game without one."""
    start: int
    """The start's code."""
    levers: tuple[Lever, ...]
    """All options, in order."""
    inducements: tuple[Inducement, ...]
    """Lean inducements at this start, also those that toggle several options at once, concept by concept; if an actor
    has more than nine options, those with so few that at most 512 of its moves were tried."""

    def moving(self) -> tuple[tuple[Lever, Pull], ...]:
        """Every lever with every actor that it moves."""
        return tuple((lever, pull) for lever in self.levers for pull in lever.pulls if pull.moves)

    @property
    def begun(self) -> frozenset[str]:
        """The acts that are on at the start: those that would be turned off."""
        return frozenset(lever.option for lever in self.levers if not lever.on)


@dataclass(frozen=True, slots=True)
class Levers(Record):
    """Every option as a lever."""

    reading: Annotated[Mapping[str, str], INTERNAL]
    view: Annotated[str | None, INTERNAL]
    concepts: Annotated[tuple[str, ...], INTERNAL]
    settings: tuple[LeverSetting, ...]
    """The selected game, then each scenario if none was selected."""
    complete: bool
    """Whether the computation ran to its end; otherwise levers of the first setting, and scenarios, may be missing."""
    labels: Annotated[Mapping[int, str], INTERNAL]

    def gist(self) -> str:
        """Who moves whom at the start."""
        pairs = dict.fromkeys(f"{lever.actor} moves {pull.actor}" for lever, pull in self.settings[0].moving())
        return f"{len(self.settings)} settings; at the first {', '.join(pairs) or 'nobody moves anybody'}"


@task
def levers(
    of: Assessment | Conflict,
    *,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, GivenNumber] | None = None,
    concepts: str | Sequence[str] | None = None,
) -> Task[Levers]:
    """Who can move whom to what, and what pays whom under which *concepts* (None: those of the file, for a conflict all
    five). With *scenario* only there; otherwise at the start and in each scenario.

    Counts the options toggled. Raises UnknownName, ModelError (a conflict in graph form, which has no options to
    toggle).
    """
    context = game_context(of, concepts, reading=reading, scenario=scenario, view=view, drivers=drivers)
    here, under = context.conflict, context.concepts
    if not isinstance(here.structure, OptionStructure):
        raise ModelError(
            "In graph form, and where arcs are edited, no option is free, so there is no lever to pull in it."
        )
    chosen, games = context.selection.scenario, context.games
    names = (None, *context.scenarios) if chosen is None else (chosen,)
    conflicts = {name: here if name == chosen else context.elsewhere(scenario=name) for name in names}
    structure = conflicts[names[0]].structure
    by_scenario: dict[str | None, list[Lever]] = {name: [] for name in names}
    inducing = {name: [Inducing(games, conflicts[name], one) for one in under] for name in names}
    offers: dict[str | None, tuple[Inducement, ...]] = {}
    bits = range(len(here.structure.options))

    def known() -> Levers:
        settings = [
            LeverSetting(name, conflicts[name].start, tuple(own), offers.get(name, ()))
            for name, own in by_scenario.items()
            if name == names[0] or len(own) == len(bits)  # a scenario is compared with the start as a whole
        ]
        mentioned = {code for setting in settings for code in _codes(setting)}
        return Levers(
            reading=dict(context.reading),
            view=context.selection.view,
            concepts=under,
            settings=tuple(settings),
            complete=all(len(own) == len(bits) for own in by_scenario.values()),
            labels={code: structure.label(code) for code in sorted(mentioned)},
        )

    each = [(name, bit) for name in names for bit in bits]
    for done, (name, bit) in enumerate(each):
        yield Progress(done, len(each), known)
        if name not in offers:
            start = structure.cell(conflicts[name].start)
            offers[name] = tuple(item for one in inducing[name] for item in one.lean(start))
        by_scenario[name].append(_lever(games, conflicts[name], context.ranges, bit, inducing[name]))
    return known()


def _codes(setting: LeverSetting) -> set[int]:
    codes = {setting.start}.union(*(item.codes for item in setting.inducements))
    for lever in setting.levers:
        codes |= {lever.target} - {None}  # type: ignore[arg-type]
        codes |= {code for pull in lever.pulls for code in (*pull.before, *pull.after)}
    return codes


def _lever(
    games: Games,
    conflict: Conflict,
    ranges: Mapping[str, tuple[Fraction, Fraction]],
    bit: int,
    inducing: Sequence[Inducing],
) -> Lever:
    """One option, by its bit, toggled at the start of a game."""
    structure = conflict.structure
    assert isinstance(structure, OptionStructure), "there are options to turn over"
    form, start = structure.form, conflict.start
    option, on, target = form.options[bit], not start >> bit & 1, form.turned(start, bit)
    excluding = form.against(target)
    rule = None if excluding is None else excluding.id
    settled = option.one_way == ("back" if on else "forward")
    if not option.actor or settled or rule is not None:
        status: Literal["infeasible", "settled"] = "infeasible" if rule is not None and not settled else "settled"
        why = None if settled else rule
        return Lever(option.actor, option.act, option.kind, on, status, why, None, None, {}, ())
    pulls = tuple(_pull(games, conflict, ranges, target, actor) for actor in conflict.actors if actor != option.actor)
    cost = reason(conflict, option.actor, start, target)
    place, here, there = conflict.actor(option.actor), structure.cell(start), structure.cell(target)
    ready = not on or option.needs is None or form.holds(option.needs, start)
    pays = {one.concept: one.pays(here, place, there) for one in inducing if ready}
    return Lever(option.actor, option.act, option.kind, on, "free", None, target, cost, pays, pulls)


def _pull(
    games: Games,
    conflict: Conflict,
    ranges: Mapping[str, tuple[Fraction, Fraction]],
    target: int,
    actor: str,
) -> Pull:
    before, after = _replies(games, conflict, conflict.start, actor), _replies(games, conflict, target, actor)
    structure = conflict.structure
    assert isinstance(structure, OptionStructure)
    return Pull(
        actor=actor,
        before=before,
        after=after,
        shifts=_shifts(structure.form, actor, before, after),
        effect=reason(conflict, actor, conflict.start, target),
        replied=reason(conflict, actor, before[0], after[0]),
        thresholds=_thresholds(games, conflict, ranges, target, actor),
    )


def _replies(games: Games, conflict: Conflict, code: int, actor: str) -> tuple[int, ...]:
    structure = conflict.structure
    # Only the actor's own ranks count: the rest of the profile may be any.
    rank = games.arena.rank(actor, conflict.preferences[actor], conflict)
    place = conflict.actor(actor)
    play = games.play(tuple(rank if k == place else 0 for k in range(len(conflict.actors))))
    return tuple(sorted(map(structure.code_of, play.best_replies(structure.cell(code), place))))


def _shifts(form: OptionForm, actor: str, before: tuple[int, ...], after: tuple[int, ...]) -> tuple[Shift, ...]:
    low, high = form.span[actor]
    shifts = []
    for bit in range(low, high):
        was, now = _said(before, bit), _said(after, bit)
        if was != now:
            shifts.append(Shift(form.options[bit].act, form.options[bit].kind, was, now))
    return tuple(shifts)


def _said(replies: tuple[int, ...], bit: int) -> Said:
    values = {code >> bit & 1 for code in replies}
    return "either" if len(values) > 1 else "on" if values == {1} else "off"


# -- thresholds --------------------------------------------------------------------------------------------------------


def _thresholds(
    games: Games,
    conflict: Conflict,
    ranges: Mapping[str, tuple[Fraction, Fraction]],
    target: int,
    actor: str,
) -> tuple[LeverThreshold, ...]:
    now = _reply_shifts(games, conflict, target, actor)
    thresholds = []
    for driver in conflict.drivers:
        forms = _forms(games, conflict, actor, driver) if driver in ranges else ()
        if not forms:
            continue
        span = ranges[driver]
        working = []
        for part in Stretch.cut(forms, span):
            there = conflict.with_drivers({**conflict.drivers, driver: part.middle})
            moved = _reply_shifts(games, there, target, actor)
            if _as_far(moved, now) if now else moved:
                working.append(part)
        threshold = LeverThreshold(driver, conflict.drivers[driver], span, Stretch.merged(working))
        if not (threshold.everywhere if now else threshold.nowhere):
            thresholds.append(threshold)
    return tuple(thresholds)


def _reply_shifts(games: Games, conflict: Conflict, target: int, actor: str) -> tuple[Shift, ...]:
    structure = conflict.structure
    assert isinstance(structure, OptionStructure)
    before, after = _replies(games, conflict, conflict.start, actor), _replies(games, conflict, target, actor)
    return _shifts(structure.form, actor, before, after)


def _as_far(moved: tuple[Shift, ...], now: tuple[Shift, ...]) -> bool:
    """Whether everything that moves now moves as far."""
    return all(any(shift.as_far(own) for shift in moved) for own in now)


def _forms(games: Games, conflict: Conflict, actor: str, driver: str) -> tuple[LinearForm, ...]:
    """Every comparison over one driver in the wants of one actor."""
    forms: dict[LinearForm, None] = {}
    for part in (part for want in conflict.wants([actor]) for part in want.parts):
        forms |= dict.fromkeys(games.comparisons(part, conflict.drivers, (driver,)))
    return tuple(forms)
