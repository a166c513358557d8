"""The option form of a conflict: who can do what, and what cannot be.

Notation: O = O_1 ⊎ … ⊎ O_n, the options of the actors in the order given; option k is bit k, so a state's *code* is
Σ 2^k over the options that are on. A state is feasible unless a *never* rule is true in it. A move of an actor
changes any number of its own options at once, never takes back a one-way act, and switches an option on only where what
the option *needs* holds before the move. With needs moves are not transitive, and an actor is then taken to make as many
moves in a row as it likes wherever others are followed: in sanctions, along roads, in foresight.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import ClassVar, Literal

from gmcr.base.arguments import text_given
from gmcr.base.errors import ModelError, UnknownName, quoted
from gmcr.base.summary import Record
from gmcr.logic import And, Formula, Not, OptionAtom, to_text, truth
from gmcr.logic.levels import Degrees

__all__ = ["ModelOption", "NeverRule", "OptionForm"]


@dataclass(frozen=True, slots=True)
class ModelOption(Record):
    """A yes/no act. ``one_way`` is "" (both ways), "forward" (on only) or "back" (off only); ``needs`` (resolved, free of
    drivers) is what has to hold where it is switched on; ``actor`` may be "": an option that nobody owns, which never
    changes."""

    actor: str
    name: str
    one_way: str = ""
    kind: Literal["tactical", "strategic"] = "tactical"
    needs: Formula | None = None

    @property
    def full_name(self) -> str:
        return f"{self.actor}.{self.name}" if self.actor else self.name

    @property
    def act(self) -> str:
        """What switching it on is called: its full name; of a threshold ``option = level``."""
        return self.full_name.replace(" >= ", " = ")


@dataclass(frozen=True, slots=True)
class NeverRule(Record):
    """A combination that cannot be: states in which ``formula`` (resolved, free of drivers) is true are infeasible."""

    id: str
    formula: Formula
    why: str = ""


@dataclass(frozen=True)
class OptionForm(Record):
    """Actors, options (bit order, each actor's together) and never rules; shared by all games of one assessment.
    ``levels``: options in degrees with their levels, lowest first, of which ``options`` has the thresholds
    (``leveled``)."""

    MOST: ClassVar[int] = 1024
    """A conflict has at most so many options; its states can be listed with at most ``enumeration.MAX_LISTED`` of them."""

    actors: tuple[str, ...]
    options: tuple[ModelOption, ...]
    never: tuple[NeverRule, ...] = ()
    levels: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @classmethod
    def leveled(
        cls,
        actors: Sequence[str],
        options: Sequence[ModelOption],
        never: Sequence[NeverRule] = (),
        levels: Mapping[str, Sequence[str]] | None = None,
    ) -> OptionForm:
        """The form of some options, of which *levels* (full name → levels, lowest first) says which have degrees. Each of these
        becomes an option a threshold, and rules that keep them in order. A move may pass or give back any number of
        thresholds, so it leads to any level; ``one_way`` and ``needs`` of the option are those of each of its thresholds, so
        that what goes one way only rises, and every raise is asked for its need. Raises ModelError, see ``levels_given``."""
        scales = {name: cls.levels_given(name, own) for name, own in (levels or {}).items()}
        made, order = [], []
        for option in options:
            if option.full_name not in scales:
                made.append(option)
                continue
            own = scales[option.full_name]
            passed = Degrees(option.full_name, own).thresholds
            made += [replace(option, name=name.partition(".")[2] if option.actor else name) for name in passed]
            for k, (lower, higher) in enumerate(pairwise(passed), 1):
                why = f"whoever is at {own[k + 1]} has passed {own[k]}"
                order.append(
                    NeverRule(f"levels of {option.full_name}", And((OptionAtom(higher), Not(OptionAtom(lower)))), why)
                )
        return cls(tuple(actors), tuple(made), (*never, *order), tuple(scales.items()))

    @staticmethod
    def levels_given(option: str, levels: Sequence[str]) -> tuple[str, ...]:
        """The levels of an option, lowest first. Raises ModelError for fewer than two, one that is there twice, or is no name."""
        own = tuple(levels)
        if len(own) < 2 or len(set(own)) < len(own):
            raise ModelError(f"{option} should have two levels or more, each once, lowest first.", rule=option)
        strange = next((level for level in own if not level.isidentifier()), None)
        if strange is not None:
            raise ModelError(
                f"{option}: the level {quoted(strange)} is not a name: use letters, digits and _.", rule=option
            )
        return own

    def __post_init__(self) -> None:
        if not self.actors:
            raise ModelError("A conflict needs at least one actor.")
        if len(set(self.actors)) < len(self.actors):
            raise ModelError("Two actors have the same name.")
        if len(self.options) > self.MOST:
            raise ModelError(
                f"{len(self.options)} options: a conflict has at most {self.MOST}; merge or leave out some."
            )
        if len(set(self.names)) < len(self.options):
            raise ModelError("An actor has two options of the same name.")
        owners = [option.actor for option in self.options]
        for owner in set(owners):
            if owner and owner not in self.actors:
                raise UnknownName("actor", owner, self.actors)
            places = [k for k, name in enumerate(owners) if name == owner]
            if owner and places != list(range(places[0], places[-1] + 1)):
                raise ModelError(f"The options of {owner} must stand together.", actor=owner)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Full option names, ``actor.option``, in bit order."""
        return tuple(option.full_name for option in self.options)

    @cached_property
    def bit(self) -> dict[str, int]:
        """Full option name → bit number."""
        return {name: k for k, name in enumerate(self.names)}

    @cached_property
    def span(self) -> dict[str, tuple[int, int]]:
        """Actor → (first bit, bit after its last); (0, 0) for an actor without options."""
        spans = {}
        for actor in self.actors:
            places = [k for k, option in enumerate(self.options) if option.actor == actor]
            spans[actor] = (places[0], places[-1] + 1) if places else (0, 0)
        return spans

    @cached_property
    def needing(self) -> bool:
        """Whether some option needs something, so that moves need not be transitive."""
        return any(option.needs is not None for option in self.options)

    @property
    def stated(self) -> tuple[NeverRule, ...]:
        """The rules but for those that keep levels in order, which come last."""
        return self.never[: len(self.never) - sum(len(own) - 2 for _, own in self.levels)]

    def mask(self, actor: str) -> int:
        """The bits of an actor's options, as a code."""
        low, high = self.span[actor]
        return (1 << high) - (1 << low)

    def one_way_mask(self, actor: str, direction: str) -> int:
        """The bits of an actor's options that go in one *direction* only ("forward" or "back")."""
        return sum(
            1 << k for k, option in enumerate(self.options) if option.actor == actor and option.one_way == direction
        )

    @cached_property
    def acts(self) -> tuple[str, ...]:
        """Full option names, each once, options in degrees too."""
        return tuple(dict.fromkeys(map(Degrees.option_of, self.names)))

    @cached_property
    def _passed(self) -> dict[str, tuple[str, ...]]:
        """What is on where an option is on, or at a level: (names of bits)."""
        found: dict[str, tuple[str, ...]] = {name: (name,) for name in self.names}
        for option, own in self.levels:
            scale = Degrees(option, own)
            passed = scale.thresholds
            found[option] = passed[:1]
            found |= {scale.at(level): passed[:place] for place, level in enumerate(own)}
        return found

    def need(self, code: int) -> None:
        """Raise ModelError, naming the rule, where there is no feasible state of that code. Nothing is listed for it."""
        if not 0 <= code < 1 << len(self.options):
            bits = len(self.options)
            last = f"2^{bits} - 1" if bits > 62 else str((1 << bits) - 1)
            raise ModelError(f"There is no state {code}: codes run from 0 to {last}.")
        rule = self.against(code)
        if rule is not None:
            why = f" ({rule.why})" if rule.why else ""
            raise ModelError(
                f"State {code} is infeasible: rule {rule.id} excludes {to_text(rule.formula)}{why}.",
                rule=rule.id,
            )

    def against(self, code: int) -> NeverRule | None:
        """The first rule that excludes a state; None where it is feasible."""
        columns = self.columns(code)
        return next((rule for rule in self.never if truth(rule.formula, columns, {})), None)

    def holds(self, formula: Formula, code: int) -> bool:
        """Whether a formula free of drivers is true in one state."""
        return bool(truth(formula, self.columns(code), {}))

    def columns(self, code: int) -> dict[str, bool]:
        """What each option is in one state: what formulas are evaluated with there."""
        return {name: bool(code >> k & 1) for k, name in enumerate(self.names)}

    def code(self, on: Iterable[str]) -> int:
        """The code of the state in which exactly the options *on* are on; bare names where they are unique. Of an option in
        degrees its name stands for the first level above the lowest, and ``option = level`` for any."""
        code = 0
        for name in on:
            for passed in self._passed[self.full_name(name)]:
                code |= 1 << self.bit[passed]
        return code

    def full_name(self, name: str) -> str:
        """``actor.option`` (or ``actor.option = level``) for a full or unique bare option name; raises UnknownName."""
        text_given(name, "An option", "its name")
        if name in self._passed:
            return name
        option, equals, level = (part.strip() for part in name.partition("="))
        found = [full for full in self.acts if option in (full, full.partition(".")[2])]
        if len(found) != 1:
            raise UnknownName("unique option" if found else "option", option, found or self.acts)
        if not equals:
            return found[0]
        scale = dict(self.levels).get(found[0], ())
        if level not in scale:
            raise UnknownName(f"level of {found[0]}", level, scale)
        return Degrees(found[0], (level,)).at(level)

    def on(self, code: int) -> tuple[str, ...]:
        """The full names of the options that are on in a state; of those in degrees with the level."""
        if not self.levels:
            return tuple(name for k, name in enumerate(self.names) if code >> k & 1)
        highest = {Degrees.option_of(name): name for k, name in enumerate(self.names) if code >> k & 1}
        return tuple(self.options[self.bit[name]].act for name in highest.values())

    def turned(self, code: int, bit: int) -> int:
        """A state once one bit of it is turned over; with it go the levels below that are passed on the way up, or those above
        that are given back on the way down."""
        option = Degrees.option_of(self.names[bit])
        own = [k for k, other in enumerate(self.names) if Degrees.option_of(other) == option]
        if code >> bit & 1:
            return code & ~sum(1 << k for k in own if k >= bit)
        return code | sum(1 << k for k in own if k <= bit)
