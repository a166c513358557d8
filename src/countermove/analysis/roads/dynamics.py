"""How one state follows another: steps chosen at random, mistakes, and logit choice on ranks.

*uniform*: each step of any actor is as likely as any other. *actors*: an actor that has a step is drawn by its weight,
then one of its steps, each as likely. *logit* (no concept): an actor that has a move is drawn by its weight and stays or
makes a move with probability proportional to exp(precision × rank). With *noise* ε, a mistake is made with that
probability: an actor that has a move is drawn by its weight and makes any of its moves, each as likely.

*Resistance* of a transition: the power of ε (in logit of exp(-precision)) with which its probability vanishes.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import exp
from typing import Any

from countermove.analysis.roads.roads import Play

__all__ = ["CHOICES", "Dynamics", "Row"]

CHOICES = ("uniform", "actors", "logit")
"""How the next step may be chosen."""

Row = dict[int, Any]
"""Cell → probability."""


class Dynamics:
    """How one state follows another in a play, under a concept (None: logit). ``weights``: of the actors, in order;
    ``noise``: the probability of a mistake; ``precision``: of logit."""

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
        moves = self._moves(cell)
        if not moves:
            return self.row(cell)
        total = sum((self.weights[actor] for actor in moves), Fraction(0))
        right = ((target, (1 - self.noise) * chance) for target, chance in self.row(cell).items())
        wrong = (
            (target, self.noise * self.weights[actor] / total / len(own))
            for actor, own in moves.items()
            for target in own
        )
        return _added((*right, *wrong))

    def resistances(self, cell: int) -> dict[int, int]:
        """Successors under noise, each with its resistance."""
        found: dict[int, int] = {}
        if self.choice == "logit":
            for actor, own in self._moves(cell).items():
                ranks = self.play.ranks(actor)
                best = max(int(ranks[target]) for target in (cell, *own))
                for target in (cell, *own):
                    cost = best - int(ranks[target])
                    found[target] = min(cost, found.get(target, cost))
            return found or {cell: 0}
        for own in self._moves(cell).values():
            found |= dict.fromkeys(own, 1)
        steps = self._steps(cell)
        found |= {target: 0 for own in steps.values() for target in own}
        return found if steps else {**found, cell: 0}

    def _by_rank(self, cell: int) -> Row:
        moves = self._moves(cell)
        if not moves:
            return {cell: Fraction(1)}
        total = float(sum(self.weights[actor] for actor in moves))
        found: list[tuple[int, float]] = []
        for actor, own in moves.items():
            ranks = self.play.ranks(actor)
            worth = [int(ranks[target]) for target in (cell, *own)]
            odds = [exp(self.precision * (value - max(worth))) for value in worth]
            share = float(self.weights[actor]) / total / sum(odds)
            found += [(target, share * odd) for target, odd in zip((cell, *own), odds, strict=True)]
        return _added(found)

    def _steps(self, cell: int) -> dict[int, tuple[int, ...]]:
        assert self.concept is not None
        steps = {actor: self.play.steps(cell, actor, self.concept) for actor in self._actors}
        return {actor: own for actor, own in steps.items() if own}

    def _moves(self, cell: int) -> dict[int, tuple[int, ...]]:
        moves = {actor: tuple(self.play.arena.moves(cell, actor)[0].tolist()) for actor in self._actors}
        return {actor: own for actor, own in moves.items() if own}


def _added(pairs: Iterable[tuple[int, Any]]) -> Row:
    """Probabilities by state; those of one state added up."""
    row: Row = {}
    for target, chance in pairs:
        row[target] = row[target] + chance if target in row else chance
    return row
