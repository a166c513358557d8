"""How one state follows another: steps chosen at random, mistakes, and logit choice on ranks.

*uniform*: each step of any actor is as likely as any other. *actors*: an actor that has a step is drawn by its weight,
then one of its steps, each as likely. *logit* (no concept): an actor is drawn by its weight and stays or makes a move
with probability proportional to exp(precision × rank). With *noise* ε, a mistake is made with that probability: an
actor is drawn by its weight and makes any of its moves, each as likely. In logit and in mistakes an actor that is
drawn and has no move stays. If only actors with a move were drawn, states with few movers would be left sooner, and
logit in a potential game would not keep the shares of Gibbs, exp(precision × potential) (Blume 1993).

*Where the chain of steps ends* is solved for, or drawn run by run. What mistakes leave of it, and what remains as they
vanish, is only solved for.

The *resistance* of a transition is the power of ε (in logit, of exp(-precision)) with which its probability vanishes.

Runs of a chain, drawn one after another, and the closed classes that they end in.

A run ends when it enters a closed class: a state that it cannot leave, or a circle of states. Circles are found by
examining all that can be reached from the state of a run, as long as that is at most *room* states; then every closed
class among these is known, for all runs. If a class is discovered later than a run entered it, the time of entry
counts. A run that has used up its steps otherwise is still *under way*: it may be in a circle too large to see, or not
have ended yet.

Each run's numbers depend on the seed and on its number alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import exp
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from gmcr.analysis.roads.departures import JointFibre
from gmcr.analysis.roads.markov import Absorption, Chain, Number, closed_classes, solve_chain, stationary
from gmcr.analysis.roads.roads import Play
from gmcr.analysis.roads.stochastic_stability import Vanishing, vanishing_noise
from gmcr.base.arguments import RNG, as_seed
from gmcr.base.errors import SizeError
from gmcr.model import OptionStructure

__all__ = ["ROOM", "Dynamics", "Row", "Simulation"]


ROOM = 20_000
"""The number of states examined from one place, at most."""

_LOOKS = 40
"""The number of examinations that may exceed that room and so find nothing, at most."""

_FIRST_LOOK = 32
"""The number of steps after which a run examines its surroundings for the first time; then after eight times as many,
and at its end."""

Class = tuple[int, ...]
"""The cells of a closed class, ascending."""


class Simulation:
    """Runs from *start*. ``row`` returns the possible successors of a cell with their probabilities; ``rows`` has
    those known. ``ended`` counts the runs that entered each closed class, ``times`` has the steps after which they
    did, and ``done`` counts the runs made."""

    def __init__(
        self,
        row: Callable[[int], dict[int, Any]],
        start: int,
        *,
        seed: int,
        horizon: int,
        rows: dict[int, dict[int, Any]] | None = None,
        room: int = ROOM,
    ) -> None:
        self.start, self.seed, self.horizon, self.room = start, seed, horizon, room
        self.ended: Counter[Class] = Counter()
        self.times: list[int] = []
        self.done = 0
        self._row = row
        self._rows: dict[int, dict[int, Any]] = {} if rows is None else rows
        self._odds: dict[int, tuple[list[int], NDArray[np.float64]]] = {}
        self._home: dict[int, Class] = {}
        self._seen: set[int] = set()  # from these every closed class is known
        self._looks = _LOOKS

    @property
    def known(self) -> int:
        """The number of states examined."""
        return len(self._rows)

    @property
    def under_way(self) -> int:
        """The number of runs that had not ended, as far as is known."""
        return self.done - len(self.times)

    def run(self) -> None:
        """Make the next run."""
        if not self.done:
            self._look(self.start)
        rng = np.random.Generator(np.random.Philox(key=self.seed, counter=self.done << 128))
        path, look = [self.start], _FIRST_LOOK
        entry = self._entered(path, 0)
        for time in range(1, self.horizon + 1):
            if entry is not None:
                break
            path.append(self._next(path[-1], rng.random()))
            entry = self._entered(path, time)
            if entry is None and (time == look or time == self.horizon):
                look *= 8
                if self._look(path[-1]):
                    entry = next((k for k, cell in enumerate(path) if cell in self._home), None)
        self.done += 1
        if entry is not None:
            self.ended[self._home[path[entry]]] += 1
            self.times.append(entry)

    def _entered(self, path: list[int], time: int) -> int | None:
        cell = path[-1]
        if cell not in self._home and list(self._successors(cell)) == [cell]:
            self._home[cell] = (cell,)
        return time if cell in self._home else None

    def _successors(self, cell: int) -> dict[int, Any]:
        if cell not in self._rows:
            self._rows[cell] = self._row(cell)
        return self._rows[cell]

    def _next(self, cell: int, number: float) -> int:
        if cell not in self._odds:
            row = self._successors(cell)
            self._odds[cell] = (list(row), np.cumsum([float(chance) for chance in row.values()]))
        targets, bounds = self._odds[cell]
        return targets[min(int(np.searchsorted(bounds, number, side="right")), len(targets) - 1)]

    def _look(self, cell: int) -> bool:
        """Find every closed class that can be reached from a cell. Return whether there was something new to see."""
        if cell in self._seen or not self._looks:
            return False
        place, order = {cell: 0}, [cell]
        for here in order:  # grows during iteration
            for target in self._successors(here):
                if target not in place:
                    place[target] = len(order)
                    order.append(target)
            if len(order) > self.room:
                self._looks -= 1
                return False
        targets = [[place[target] for target in self._successors(here)] for here in order]
        for members in closed_classes(targets):
            cells = tuple(sorted(order[k] for k in members))
            self._home |= dict.fromkeys(cells, cells)
        self._seen |= place.keys()
        return True


MOST_NOISY = 5000
"""The number of states in which shares of time with mistakes, and stochastic stability, are sought, at most."""

MOST_IN_CIRCLE = 3000
"""The number of states of a circle in which shares of time are computed, at most."""

Row = dict[int, Any]
"""Maps a cell to its probability."""


class Dynamics:
    """The random sequence of states in a play under a rule for choosing the next step.

    Parameters
    ----------
    play : Play
        The play of a conflict.
    concept : str or None
        One of ``CONCEPTS``, whose steps are taken; None for logit.
    choice : {"uniform", "actors", "logit"}
        How the next step is chosen.
    weights : tuple of Fraction
        The weight of each actor, in order; not negative, with a positive sum.
    noise : Fraction or None
        The probability of a mistake, in [0, 1].
    precision : float
        The precision of logit, from 0. Other choices ignore it.

    References
    ----------
    * L. E. Blume (1993). The statistical mechanics of strategic interaction. *Games and Economic Behavior* 5, 387–424.
    * H. P. Young (1993). The evolution of conventions. *Econometrica* 61, 57–84.

    Examples
    --------
    >>> import gmcr
    >>> from fractions import Fraction
    >>> from gmcr.analysis import Dynamics, Play
    >>> chicken = gmcr.Conflict.from_options(
    ...     actors={"row": "swerve", "column": "swerve"},
    ...     preferences={"row": gmcr.Ranking([2, 3, 1, 0]), "column": gmcr.Ranking([1, 3, 2, 0])},
    ... )
    >>> dynamics = Dynamics(Play.of(chicken), "nash", "uniform", (Fraction(1), Fraction(1)), None, 1.0)
    >>> dynamics.row(3)
    {2: Fraction(1, 2), 1: Fraction(1, 2)}
    >>> rows = {}
    >>> dynamics.explored(3, rows)
    >>> dynamics.ended(3, rows).ends
    (Fraction(1, 2), Fraction(1, 2))
    """

    CHOICES: Final = ("uniform", "actors", "logit")
    """The ways in which the next step may be chosen."""

    ROOM: Final = ROOM
    """The number of states of a chain that is solved, and that a simulation examines from one place, at most."""

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
        """Return the next states and their probabilities.

        Parameters
        ----------
        cell : int
            The cell of the present state.

        Returns
        -------
        dict of int to Fraction or float
            Cell → probability. It has the cell alone if the sequence ends there.
        """
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
        """Return the next states and their probabilities with mistakes.

        Parameters
        ----------
        cell : int
            The cell of the present state.

        Returns
        -------
        dict of int to Fraction or float
            Cell → probability.
        """
        assert self.noise is not None
        right = [(target, (1 - self.noise) * chance) for target, chance in self.row(cell).items()]
        wrong = [
            (target, self.noise * share / len(own or (cell,)))
            for share, own in self._drawn(cell)
            for target in own or (cell,)
        ]
        return _added((*right, *wrong))

    def resistances(self, cell: int) -> dict[int, int]:
        """Return the successors of a state under noise.

        Parameters
        ----------
        cell : int
            The cell of the present state.

        Returns
        -------
        dict of int to int
            Cell → resistance, from 0.
        """
        costs: dict[int, int] = {}
        if self.choice == "logit":
            for actor, own in enumerate(self._moves(cell)):
                ranks = self.play.ranks(actor)
                best = max(int(ranks[target]) for target in (cell, *own))
                for target in (cell, *own):
                    cost = best - int(ranks[target])
                    costs[target] = min(cost, costs.get(target, cost))
            return costs
        for own in self._moves(cell):
            costs |= dict.fromkeys(own or (cell,), 1)
        steps = self._steps(cell)
        costs |= {target: 0 for own in steps.values() for target in own}
        return costs if steps else {**costs, cell: 0}

    # -- where it ends ---------------------------------------------------------------------------------------------

    def explored(self, start: int, rows: dict[int, Row]) -> None:
        """Compute the rows of all cells that can be reached.

        Parameters
        ----------
        start : int
            The cell of the start.
        rows : dict of int to dict
            Cell → row; the rows are added to it.

        Raises
        ------
        SizeError
            If more than ``ROOM`` cells can be reached. Some rows have been added then.
        """
        _explore(self.row, start, self.ROOM, rows)

    def ended(self, start: int, rows: Mapping[int, Row]) -> Absorption:
        """Return where the chain ends.

        Parameters
        ----------
        start : int
            The cell of the start.
        rows : mapping of int to dict
            The rows of all cells that can be reached.

        Returns
        -------
        Absorption
            The closed classes, by cells, with their probabilities and shares of time, and the expected number of steps.

        Raises
        ------
        SizeError
            If a class of the chain is too large to be solved.
        """
        cells, chain = _chain(rows)
        absorption = solve_chain(chain, cells.index(start))
        return replace(absorption, closed=tuple(tuple(cells[k] for k in members) for members in absorption.closed))

    def simulated(self, start: int, rows: dict[int, Row], *, horizon: int, rng: RNG = None) -> Simulation:
        """Return a simulation of runs from a cell.

        Parameters
        ----------
        start : int
            The cell of the start.
        rows : dict of int to dict
            The rows known already; others are added to it.
        horizon : int
            The number of steps in a run, at most.
        rng : int, sequence of int, SeedSequence, BitGenerator, Generator or None
            The seed of the random numbers, or what it is drawn from; None for another one each time.

        Returns
        -------
        Simulation
            The simulation, with no run made yet.
        """
        return Simulation(self.row, start, seed=as_seed(rng), horizon=horizon, rows=rows, room=self.ROOM)

    def within(self, rows: Mapping[int, Row], members: Sequence[int]) -> tuple[Number, ...]:
        """Return the long-run shares of time in a closed class.

        Parameters
        ----------
        rows : mapping of int to dict
            The rows of the class.
        members : sequence of int
            Its cells.

        Returns
        -------
        tuple of Fraction or float
            The share of each cell, in their order, with sum 1; empty if there are more than 3,000 cells.
        """
        if len(members) > MOST_IN_CIRCLE:
            return ()
        cells, chain = _chain({cell: rows[cell] for cell in members})
        return stationary(chain, tuple(range(len(cells))))

    # -- noise -----------------------------------------------------------------------------------------------------

    def few(self, start: int) -> bool:
        """Return whether noise leads to few enough states for shares of time to be computed.

        Parameters
        ----------
        start : int
            The cell of the start.

        Returns
        -------
        bool
            In option form whether at most 5,000 states can be reached; in graph form always True, as it turns out
            state by state.
        """
        structure = self.play.arena.structure
        if not isinstance(structure, OptionStructure):
            return True
        code = self.code(start)
        return JointFibre(structure, code, structure.actors).reached(code).size < MOST_NOISY

    def shares(self, start: int) -> Mapping[int, Number] | None:
        """Return the long-run shares of time with mistakes.

        Parameters
        ----------
        start : int
            The cell of the start.

        Returns
        -------
        dict of int to Fraction or float, or None
            Cell → share, in [0, 1]; None if there are too many states.
        """
        try:
            rows: dict[int, Row] = {}
            _explore(self.noisy_row, start, MOST_NOISY, rows)
            return self.ended(start, rows).shares()
        except SizeError:
            return None

    def lasting(self, start: int) -> tuple[Vanishing, ...] | None:
        """Return which states stay as noise vanishes.

        Parameters
        ----------
        start : int
            The cell of the start.

        Returns
        -------
        tuple of Vanishing, or None
            The sets of cells that noise never leads out of, each with the potentials of its recurrent classes; None if
            there are too many states.
        """
        try:
            rows: dict[int, Row] = {}
            _explore(self.resistances, start, MOST_NOISY, rows)
            cells = sorted(rows)
            place = {cell: k for k, cell in enumerate(cells)}
            closed = vanishing_noise([{place[target]: cost for target, cost in rows[cell].items()} for cell in cells])
        except SizeError:
            return None
        return tuple(item.among(cells) for item in closed)

    # -- steps -----------------------------------------------------------------------------------------------------

    def _by_rank(self, cell: int) -> Row:
        pairs: list[tuple[int, float]] = []
        for actor, (share, own) in enumerate(self._drawn(cell)):
            ranks = self.play.ranks(actor)
            worth = [int(ranks[target]) for target in (cell, *own)]
            odds = [exp(self.precision * (value - max(worth))) for value in worth]
            each = float(share) / sum(odds)
            pairs += [(target, each * odd) for target, odd in zip((cell, *own), odds, strict=True)]
        return _added(pairs)

    def _steps(self, cell: int) -> dict[int, tuple[int, ...]]:
        assert self.concept is not None
        steps = {actor: self.play.steps(cell, actor, self.concept) for actor in self._actors}
        return {actor: own for actor, own in steps.items() if own}

    def _drawn(self, cell: int) -> list[tuple[Fraction, tuple[int, ...]]]:
        """For each actor, in order, the probability that it is drawn, and its moves."""
        total = sum(self.weights, Fraction(0))
        return [(weight / total, own) for weight, own in zip(self.weights, self._moves(cell), strict=True)]

    def _moves(self, cell: int) -> list[tuple[int, ...]]:
        """For each actor, in order, its moves."""
        return [tuple(self.play.arena.moves(cell, actor)[0].tolist()) for actor in self._actors]


def _added(pairs: Iterable[tuple[int, Any]]) -> Row:
    """Probabilities by state, with those of the same state added up."""
    row: Row = {}
    for target, chance in pairs:
        row[target] = row[target] + chance if target in row else chance
    return row


def _explore(row: Callable[[int], Row], start: int, most: int, rows: dict[int, Row]) -> None:
    """Add the rows of all cells that can be reached to *rows*. Raises SizeError."""
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
    """The cells in order, and the chain of their positions."""
    cells = sorted(rows)
    place = {cell: k for k, cell in enumerate(cells)}
    targets = tuple(tuple(place[target] for target in rows[cell]) for cell in cells)
    return cells, Chain(targets, tuple(tuple(rows[cell].values()) for cell in cells))
