"""A game by its formulas alone: each actor's options and wants, and the combinations that are impossible.

States are codes, Python integers of any size (bit k is option k); no cost here depends on their number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from gmcr.base.arguments import known_name
from gmcr.base.errors import ModelError, UnknownName
from gmcr.base.record import Record
from gmcr.logic import DriverAtom, Formula, Number, truth
from gmcr.model import Conflict, OptionForm, OptionStructure, Ranking

__all__ = ["SymbolicGame", "valued"]


@dataclass(frozen=True, eq=False)
class SymbolicGame(Record):
    """A game in option form, its preferences given by ordered wants.

    References
    ----------
    * Hipel et al. (1997) and Fang, Hipel, Kilgour & Peng (2003), on option prioritisation.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.analysis import SymbolicGame
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> game = SymbolicGame.of(ferry)
    >>> game.word("town", 3), game.feasible(3)
    ((True, False), True)
    """

    form: OptionForm
    """Actors and options."""
    wants: Mapping[str, tuple[Formula, ...]]
    """Each actor's wants as whole formulas over options, most important first: of two states the one that meets the first
    want in which they differ is preferred."""
    never: tuple[Formula, ...]
    """The combinations that are impossible, including the order of levels."""

    @classmethod
    def of(cls, conflict: Conflict) -> SymbolicGame:
        """Return a conflict by its formulas, with drivers replaced by their values.

        Parameters
        ----------
        conflict : Conflict
            A conflict in option form in which every actor is given by wants.

        Returns
        -------
        SymbolicGame
            The game.

        Raises
        ------
        ModelError
            If the conflict is in graph form, or an actor's preferences are a ranking of states.
        UnknownName
            If a driver has no value.

        Examples
        --------
        >>> import gmcr
        >>> from gmcr.analysis import SymbolicGame
        >>> ferry = gmcr.Conflict.from_options(
        ...     actors={"line": "run", "town": "pay"},
        ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
        ... )
        >>> SymbolicGame.of(ferry).form.names
        ('line.run', 'town.pay')
        """
        conflict = Conflict.given(conflict)
        structure = conflict.structure
        if not isinstance(structure, OptionStructure):
            raise ModelError("In graph form, and where arcs are edited, there are no formulas to prove anything on.")
        ranked = next((actor for actor in conflict.actors if isinstance(conflict.preferences[actor], Ranking)), None)
        if ranked is not None:
            raise ModelError(f"{ranked}'s preferences rank states: proofs need ordered wants.", actor=ranked)
        wants = {
            actor: tuple(valued(want.whole, conflict.drivers) for want in conflict.wants([actor]))
            for actor in conflict.actors
        }
        return cls(structure.form, wants, tuple(rule.formula for rule in structure.form.never))

    @cached_property
    def owned(self) -> Mapping[str, frozenset[str]]:
        """Actor → the full names of its options."""
        return {actor: frozenset(self.form.names[slice(*self.form.span[actor])]) for actor in self.form.actors}

    @cached_property
    def _mentioned(self) -> dict[Formula, frozenset[str]]:
        return {}

    def options_of(self, formula: Formula) -> frozenset[str]:
        """Return the options that a formula mentions.

        Parameters
        ----------
        formula : Formula
            A resolved formula.

        Returns
        -------
        frozenset of str
            Their full names, cached.
        """
        options = self._mentioned.get(formula)
        if options is None:
            options = self._mentioned[formula] = formula.options
        return options

    def holds(self, formula: Formula, code: int) -> bool:
        """Return whether a formula over options is true in a state.

        Parameters
        ----------
        formula : Formula
            A resolved formula without drivers.
        code : int
            The code of the state.

        Returns
        -------
        bool
            Whether it is true.
        """
        bit = self.form.bit
        return bool(truth(formula, {name: code >> bit[name] & 1 == 1 for name in self.options_of(formula)}, {}))

    def feasible(self, code: int) -> bool:
        """Return whether a state is feasible.

        Parameters
        ----------
        code : int
            The code of the state.

        Returns
        -------
        bool
            Whether no rule excludes it.
        """
        return not any(self.holds(rule, code) for rule in self.never)

    def word(self, actor: str, code: int) -> tuple[bool, ...]:
        """Return which wants of an actor a state meets.

        Parameters
        ----------
        actor : str
            The actor.
        code : int
            The code of the state.

        Returns
        -------
        tuple of bool
            Whether each want is met, in order. The lexicographically larger tuple is the better state.
        """
        return tuple(self.holds(want, code) for want in self.wants[actor])

    def require_state(self, code: int) -> int:
        """Return the code of a feasible state.

        Parameters
        ----------
        code : int
            The code.

        Returns
        -------
        int
            The same code.

        Raises
        ------
        ModelError
            If the state is infeasible.
        """
        self.form.need(code)
        return code

    def require_actor(self, actor: str) -> str:
        """Return an actor of the game.

        Parameters
        ----------
        actor : str
            The actor.

        Returns
        -------
        str
            The same actor.

        Raises
        ------
        UnknownName
            If there is no such actor.
        """
        return known_name("actor", actor, self.form.actors)


def valued(formula: Formula, drivers: Mapping[str, Fraction]) -> Formula:
    """A formula with its drivers replaced by their values."""

    def value(node: Formula) -> Formula | None:
        if not isinstance(node, DriverAtom):
            return None
        if node.name not in drivers:
            raise UnknownName("driver", node.name, drivers)
        return Number(drivers[node.name])

    return formula.replaced(value)
