"""Actors, options, states and moves: what no overlay touches.

A *state* is a tuple: the level of every option in file order, 0 being off (or the lowest level).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any

from tests.judge.answers.formulas import Scope, mentions, read, truth
from tests.judge.assessment_files import Document, Infeasible, Invalid, exact, text_of
from tests.judge.assessment_formula import Tree

__all__ = ["MOST_WITH_NEEDS", "Form", "State", "Threshold"]

State = tuple[int, ...]
Threshold = tuple[str, int]
"""An option by full name and the level from which on it is passed."""

MOST_WITH_NEEDS = 2**14
"""How many feasible states a file with ``needs`` may have."""


class Form:
    """The options with their rules, every feasible state and every move."""

    def __init__(self, document: Document) -> None:
        self.actors: tuple[str, ...] = tuple(document["actors"])
        self.options: list[str] = []
        self.owner: dict[str, str] = {}
        self.height: dict[str, int] = {}
        """The number of the highest level: 1 for a yes/no option."""
        self.one_way: dict[str, str] = {}
        self.levels: dict[str, tuple[str, ...]] = {}
        written_needs: dict[str, Any] = {}
        for actor, body in document["actors"].items():
            options = body.get("options") or {}
            for name in options:
                details = (options[name] if isinstance(options, Mapping) else None) or {}
                full = f"{actor}.{name}"
                self.options.append(full)
                self.owner[full] = actor
                way = text_of(details.get("one_way", ""))
                self.one_way[full] = {"true": "forward", "false": ""}.get(way, way)
                if "levels" in details:
                    self.levels[full] = tuple(text_of(level) for level in details["levels"])
                self.height[full] = len(self.levels.get(full, ("off", "on"))) - 1
                if "needs" in details:
                    written_needs[full] = details["needs"]
        bare = [full.split(".")[1] for full in self.options]
        names = {full: full for full in self.options}
        names |= {name: self.options[bare.index(name)] for name in bare if bare.count(name) == 1}
        self.terms: dict[str, Tree] = {
            name: read(body["is"] if isinstance(body, Mapping) else body)
            for name, body in (document.get("terms") or {}).items()
        }
        self.scope = Scope(names, self.levels, self.terms)
        self.ranges: dict[str, tuple[Fraction, Fraction]] = {}
        self.now: dict[str, Fraction] = {}
        for name, body in (document.get("drivers") or {}).items():
            low, high = body.get("range") or ("0", "1")
            self.ranges[name] = (exact(low), exact(high))
            self.now[name] = exact(body["now"])
        self.rules: dict[str, Tree] = {
            name: read(rule["never"]) for name, rule in (document.get("never") or {}).items()
        }
        self.needs: dict[str, Tree] = {full: read(formula) for full, formula in written_needs.items()}
        for full, tree in self.needs.items():
            for name in mentions(tree, self.scope):
                if name in self.now:
                    raise Invalid(f"{full} needs the driver {name}")
        every = itertools.product(*(range(self.height[full] + 1) for full in self.options))
        self.states: list[State] = [state for state in every if self.broken_rule(state) is None]
        self.feasible = frozenset(self.states)
        if self.needs and len(self.states) > MOST_WITH_NEEDS:
            raise Invalid(f"{len(self.states)} feasible states are too many for needs")
        self.moves: dict[str, dict[State, list[State]]] = {
            actor: {state: self._moves(actor, state) for state in self.states} for actor in self.actors
        }
        self.kept: dict[Any, Any] = {}
        """Results by key, to save time only."""

    # --- states ---

    def level_of(self, state: State) -> dict[str, int]:
        """The level of every option by full name."""
        return dict(zip(self.options, state, strict=True))

    def holds(self, tree: Tree, state: State, drivers: Mapping[str, Fraction]) -> bool:
        """The truth of a formula in a state."""
        return truth(tree, self.scope, self.level_of(state), drivers)

    def broken_rule(self, state: State) -> str | None:
        """The first never rule that excludes the state."""
        for name, rule in self.rules.items():
            if self.holds(rule, state, self.now):
                return name
        return None

    def required(self, state: State) -> State:
        """The state itself; Infeasible, naming the rule, if it is excluded."""
        rule = self.broken_rule(state)
        if rule is not None:
            raise Infeasible(f"rule {rule} excludes {self.shown(state)}")
        return state

    def shown(self, state: State) -> tuple[str, ...]:
        """What is on: ``a.x``, or ``a.x = heavy`` for an option in degrees, in file order."""
        found = []
        for full, level in self.level_of(state).items():
            if level:
                found.append(f"{full} = {self.levels[full][level]}" if full in self.levels else full)
        return tuple(found)

    def passed(self, state: State) -> frozenset[Threshold]:
        """The thresholds that the state has passed."""
        found = set()
        for full, level in self.level_of(state).items():
            for threshold in range(1, level + 1):
                found.add((full, threshold))
        return frozenset(found)

    def changed(self, state: State, other: State) -> frozenset[Threshold]:
        """The thresholds on which two states differ."""
        if ("changed", state, other) not in self.kept:
            self.kept["changed", state, other] = self.passed(state) ^ self.passed(other)
        found: frozenset[Threshold] = self.kept["changed", state, other]
        return found

    def code(self, state: State) -> int:
        """The sum of 2^k over the thresholds passed, counted in file order, an option's lowest first."""
        k, found = 0, 0
        for full, level in self.level_of(state).items():
            for threshold in range(1, self.height[full] + 1):
                if threshold <= level:
                    found += 2**k
                k += 1
        return found

    def codes(self, states: Iterable[State]) -> list[int]:
        """The codes of states, ascending."""
        return sorted(map(self.code, states))

    @cached_property
    def by_code(self) -> dict[int, State]:
        """Every feasible state by its code, ascending."""
        return {self.code(state): state for state in sorted(self.states, key=self.code)}

    # --- switching, not asking one_way nor needs ---

    def switch(self, state: State, switches: Iterable[Any]) -> State:
        """The state with ``o`` (on), ``not o`` (off) and ``o = level`` done in the order given; perhaps infeasible."""
        levels = self.level_of(state)
        for written in switches:
            full, level = self.switched_option(str(written))
            levels[full] = max(levels[full], 1) if level is None else level
        return tuple(levels[full] for full in self.options)

    def switched_option(self, written: str) -> tuple[str, int | None]:
        """The option that a switch names by full name, and the level it sets; None for a plain name (raise it)."""
        if "=" in written:
            name, wanted = (part.strip() for part in written.split("="))
            full = self.full(name)
            if wanted not in self.levels.get(full, ()):
                raise Invalid(f"{wanted} is not a level of {full}")
            return full, self.levels[full].index(wanted)
        if written.startswith("not "):
            return self.full(written.removeprefix("not ").strip()), 0
        return self.full(written), None

    def full(self, name: str) -> str:
        """The full name of an option."""
        if name not in self.scope.options:
            raise Invalid(f"unknown option {name}")
        return self.scope.options[name]

    # --- moves ---

    def _moves(self, actor: str, state: State) -> list[State]:
        choices = []
        for full, level in zip(self.options, state, strict=True):
            choices.append(range(self.height[full] + 1) if self.owner[full] == actor else (level,))
        others = [other for other in itertools.product(*choices) if other != state and other in self.feasible]
        return [other for other in others if self._may_move(state, other)]

    def _may_move(self, state: State, other: State) -> bool:
        for full, before, after in zip(self.options, state, other, strict=True):
            if before == after:
                continue
            rises = after > before
            if self.one_way[full] == "forward" and not rises:
                return False
            if self.one_way[full] == "back" and rises:
                return False
            if rises and full in self.needs and not self.holds(self.needs[full], state, self.now):
                return False
        return True
