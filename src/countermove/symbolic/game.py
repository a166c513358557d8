"""A game by its formulas alone: who has which options, what each actor wants, what cannot be.

States are codes, Python integers of any size (bit k is option k); nothing here depends on how many there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from countermove.brief import Brief
from countermove.errors import ModelError, UnknownName
from countermove.logic import DriverAtom, Formula, Number, options_in, replaced, truth
from countermove.logic.given import known_name
from countermove.model import Conflict, OptionForm, OptionStructure, Ranking, conflict_given, wants_of

__all__ = ["SymbolicGame", "game_of"]


@dataclass(frozen=True, eq=False)
class SymbolicGame(Brief):
    """A game in option form, its preferences ordered wants (option prioritisation: Hipel et al. 1997; Fang et al. 2003)."""

    form: OptionForm
    """Actors and options."""
    wants: Mapping[str, tuple[Formula, ...]]
    """Each actor's wants as whole formulas over options, most important first: of two states the one that meets the first
    want in which they differ is preferred."""
    never: tuple[Formula, ...]
    """What cannot be, the order of levels included."""

    @cached_property
    def _mentioned(self) -> dict[Formula, tuple[tuple[str, int], ...]]:
        """Formula → the options in it, each with its bit."""
        formulas = {*self.never, *(want for own in self.wants.values() for want in own)}
        return {formula: tuple((name, self.form.bit[name]) for name in options_in(formula)) for formula in formulas}

    def holds(self, formula: Formula, code: int) -> bool:
        """Whether a formula over options is true in a state."""
        places = self._mentioned.get(formula) or tuple((name, self.form.bit[name]) for name in options_in(formula))
        return bool(truth(formula, {name: code >> bit & 1 == 1 for name, bit in places}, {}))

    def feasible(self, code: int) -> bool:
        """Whether no rule excludes a state."""
        return not any(self.holds(rule, code) for rule in self.never)

    def word(self, actor: str, code: int) -> tuple[bool, ...]:
        """Which wants of an actor a state meets, in order: larger words (lexicographically) are better states."""
        return tuple(self.holds(want, code) for want in self.wants[actor])

    def state_given(self, code: int) -> int:
        """A state's code. Raises ModelError for one that is out of range or infeasible."""
        if not 0 <= code < 1 << len(self.form.options):
            raise ModelError(f"{code} is no state's code: there are {len(self.form.options)} options.")
        broken = next((rule for rule in self.form.never if self.holds(rule.formula, code)), None)
        if broken is not None:
            raise ModelError(f"The state is infeasible: {broken.id} excludes it.", rule=broken.id)
        return code

    def actor_given(self, actor: str) -> str:
        """An actor's name. Raises UnknownName."""
        return known_name("actor", actor, self.form.actors)


def game_of(conflict: Conflict) -> SymbolicGame:
    """The formulas of a conflict, the values of its drivers put in. Raises ModelError for one in graph form, and where an
    actor's preferences are a ranking of states; UnknownName for a driver without a value."""
    conflict = conflict_given(conflict)
    structure = conflict.structure
    if not isinstance(structure, OptionStructure):
        raise ModelError("A conflict in graph form has no formulas to prove anything on: its states are listed.")
    ranked = next((actor for actor in conflict.actors if isinstance(conflict.preferences[actor], Ranking)), None)
    if ranked is not None:
        raise ModelError(f"{ranked}'s preferences rank states: proofs need ordered wants.", actor=ranked)
    wants = {
        actor: tuple(_valued(want.whole, conflict.drivers) for want in wants_of(conflict, [actor]))
        for actor in conflict.actors
    }
    return SymbolicGame(structure.form, wants, tuple(rule.formula for rule in structure.form.never))


def _valued(formula: Formula, drivers: Mapping[str, Fraction]) -> Formula:
    """A formula with numbers in the places of its drivers."""

    def value(node: Formula) -> Formula | None:
        if not isinstance(node, DriverAtom):
            return None
        if node.name not in drivers:
            raise UnknownName("driver", node.name, drivers)
        return Number(drivers[node.name])

    return replaced(formula, value)
