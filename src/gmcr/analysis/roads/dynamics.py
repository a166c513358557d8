"""How one state follows another: steps chosen at random, mistakes, and logit choice on ranks.

*uniform*: each step of any actor is as likely as any other. *actors*: an actor that has a step is drawn by its weight,
then one of its steps, each as likely. *logit* (no concept): an actor is drawn by its weight and stays or makes a move with
probability proportional to exp(precision × rank). With *noise* ε, a mistake is made with that probability: an actor is
drawn by its weight and makes any of its moves, each as likely. In both an actor that is drawn and has no move stays: were
only those drawn that have one, states with few movers would be left sooner, and logit in a potential game would not keep
the shares of Gibbs, exp(precision × potential) (Blume 1993).

*Where the chain of steps ends* is solved for, or drawn run by run; what mistakes leave of it, and what is left as they vanish, is
solved for alone.

*Resistance* of a transition: the power of ε (in logit of exp(-precision)) with which its probability vanishes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import exp
from typing import Any, Final

from gmcr.analysis.roads.markov import Absorption, Chain, Number, solve_chain, stationary
from gmcr.analysis.roads.roads import Play
from gmcr.analysis.roads.simulation import ROOM, Simulation
from gmcr.analysis.roads.simultaneous import JointFibre
from gmcr.analysis.roads.stochastic_stability import Vanishing, vanishing_noise
from gmcr.base.errors import SizeError
from gmcr.model import OptionStructure

__all__ = ["Dynamics", "Row"]

MOST_NOISY = 5000
"""States, at most, in which shares of time with mistakes, and stochastic stability, are sought."""

MOST_IN_CIRCLE = 3000
"""States, at most, of a circle in which shares of time are computed."""

Row = dict[int, Any]
"""Cell → probability."""


class Dynamics:
    """How one state follows another in a play, under a concept (None: logit). ``weights``: of the actors, in order;
    ``noise``: the probability of a mistake; ``precision``: of logit."""

    CHOICES: Final = ("uniform", "actors", "logit")
    """How the next step may be chosen."""

    ROOM: Final = ROOM
    """States, at most, of a chain that is solved, and that a simulation looks at from one place."""

    def __init__(
        self,
        play: Play,
        concept: str | None,
        choice: str,
        weights: tuple[Fraction, ...],
        noise: Fraction | None,
        precision: float,
    ) -> None:
        self.play, self.concept, self.choice = play, concept, choice
        self.weights, self.noise, self.precision = weights, noise, precision
        self.code = play.arena.structure.code_of
        self._actors = range(len(weights))

    def row(self, cell: int) -> Row:
        """The next states and their probabilities; the state itself alone where it ends."""
        if self.choice == "logit":
            return self._by_rank(cell)
        steps = self._steps(cell)
        if not steps:
            return {cell: Fraction(1)}
        if self.choice == "uniform":
            count = sum(map(len, steps.values()))
            return _added((target, Fraction(1, count)) for own in steps.values() for target in own)
        total = sum((self.weights[actor] for actor in steps), Fraction(0))
        return _added(
            (target, self.weights[actor] / total / len(own)) for actor, own in steps.items() for target in own
        )

    def noisy_row(self, cell: int) -> Row:
        """The same with mistakes."""
        assert self.noise is not None
        right = [(target, (1 - self.noise) * chance) for target, chance in self.row(cell).items()]
        wrong = [
            (target, self.noise * share / len(own or (cell,)))
            for share, own in self._drawn(cell)
            for target in own or (cell,)
        ]
        return _added((*right, *wrong))

    def resistances(self, cell: int) -> dict[int, int]:
        """Successors under noise, each with its resistance."""
        found: dict[int, int] = {}
        if self.choice == "logit":
            for actor, own in enumerate(self._moves(cell)):
                ranks = self.play.ranks(actor)
                best = max(int(ranks[target]) for target in (cell, *own))
                for target in (cell, *own):
                    cost = best - int(ranks[target])
                    found[target] = min(cost, found.get(target, cost))
            return found
        for own in self._moves(cell):
            found |= dict.fromkeys(own or (cell,), 1)
        steps = self._steps(cell)
        found |= {target: 0 for own in steps.values() for target in own}
        return found if steps else {**found, cell: 0}

    # -- where it ends ---------------------------------------------------------------------------------------------

    def explored(self, start: int, rows: dict[int, Row]) -> None:
        """Put the rows of all cells that can be reached into *rows*. Raises SizeError where these are more than ROOM: some are
        there then."""
        _explore(self.row, start, self.ROOM, rows)

    def ended(self, start: int, rows: Mapping[int, Row]) -> Absorption:
        """Where the chain ends, by cells; *rows*: of all cells that can be reached. Raises SizeError."""
        cells, chain = _chain(rows)
        found = solve_chain(chain, cells.index(start))
        return replace(found, closed=tuple(tuple(cells[k] for k in members) for members in found.closed))

    def simulated(self, start: int, rows: dict[int, Row], *, seed: int, horizon: int) -> Simulation:
        """Runs from a cell, to be made one after another; *rows*: those known, to which others are added."""
        return Simulation(self.row, start, seed=seed, horizon=horizon, rows=rows, room=self.ROOM)

    def within(self, rows: Mapping[int, Row], members: Sequence[int]) -> tuple[Number, ...]:
        """Long-run shares of time in the cells of a closed class, in their order; none where it has very many."""
        if len(members) > MOST_IN_CIRCLE:
            return ()
        cells, chain = _chain({cell: rows[cell] for cell in members})
        return stationary(chain, tuple(range(len(cells))))

    # -- noise -----------------------------------------------------------------------------------------------------

    def few(self, start: int) -> bool:
        """Whether noise may lead to few enough states to be looked at: known beforehand in option form, where it is not found
        out state by state."""
        structure = self.play.arena.structure
        if not isinstance(structure, OptionStructure):
            return True
        code = self.code(start)
        return JointFibre(structure, code, structure.actors).reached(code).size < MOST_NOISY

    def shares(self, start: int) -> Mapping[int, Number] | None:
        """Long-run shares of time with mistakes, by cell; None where there are too many."""
        try:
            rows: dict[int, Row] = {}
            _explore(self.noisy_row, start, MOST_NOISY, rows)
            return self.ended(start, rows).shares()
        except SizeError:
            return None

    def lasting(self, start: int) -> tuple[Vanishing, ...] | None:
        """The sets of cells that noise never leads out of, and what stays in them as it vanishes; None where there are too
        many."""
        try:
            rows: dict[int, Row] = {}
            _explore(self.resistances, start, MOST_NOISY, rows)
            cells = sorted(rows)
            place = {cell: k for k, cell in enumerate(cells)}
            found = vanishing_noise([{place[target]: cost for target, cost in rows[cell].items()} for cell in cells])
        except SizeError:
            return None
        return tuple(item.among(cells) for item in found)

    # -- steps -----------------------------------------------------------------------------------------------------

    def _by_rank(self, cell: int) -> Row:
        found: list[tuple[int, float]] = []
        for actor, (share, own) in enumerate(self._drawn(cell)):
            ranks = self.play.ranks(actor)
            worth = [int(ranks[target]) for target in (cell, *own)]
            odds = [exp(self.precision * (value - max(worth))) for value in worth]
            each = float(share) / sum(odds)
            found += [(target, each * odd) for target, odd in zip((cell, *own), odds, strict=True)]
        return _added(found)

    def _steps(self, cell: int) -> dict[int, tuple[int, ...]]:
        assert self.concept is not None
        steps = {actor: self.play.steps(cell, actor, self.concept) for actor in self._actors}
        return {actor: own for actor, own in steps.items() if own}

    def _drawn(self, cell: int) -> list[tuple[Fraction, tuple[int, ...]]]:
        """Of each actor, in order, with what probability it is drawn, and its moves."""
        total = sum(self.weights, Fraction(0))
        return [(weight / total, own) for weight, own in zip(self.weights, self._moves(cell), strict=True)]

    def _moves(self, cell: int) -> list[tuple[int, ...]]:
        """Of each actor, in order, its moves."""
        return [tuple(self.play.arena.moves(cell, actor)[0].tolist()) for actor in self._actors]


def _added(pairs: Iterable[tuple[int, Any]]) -> Row:
    """Probabilities by state; those of one state added up."""
    row: Row = {}
    for target, chance in pairs:
        row[target] = row[target] + chance if target in row else chance
    return row


def _explore(row: Callable[[int], Row], start: int, most: int, rows: dict[int, Row]) -> None:
    """The rows of all cells that can be reached, in *rows*. Raises SizeError."""
    waiting = [start]
    while waiting:
        cell = waiting.pop()
        if cell in rows:
            continue
        rows[cell] = row(cell)
        if len(rows) > most:
            raise SizeError(f"More than {most:,} states can be reached: ask for a simulation.")
        waiting += [target for target in rows[cell] if target not in rows]


def _chain(rows: Mapping[int, Row]) -> tuple[list[int], Chain]:
    """The cells in order, and the chain of their places."""
    cells = sorted(rows)
    place = {cell: k for k, cell in enumerate(cells)}
    targets = tuple(tuple(place[target] for target in rows[cell]) for cell in cells)
    return cells, Chain(targets, tuple(tuple(rows[cell].values()) for cell in cells))
