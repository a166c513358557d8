"""How one state follows another: steps chosen at random, mistakes, and logit choice on ranks.

*uniform*: each step of any actor is as likely as any other. *actors*: an actor that has a step is drawn by its weight,
then one of its steps, each as likely. *logit* (no concept): an actor is drawn by its weight and stays or makes a move with
probability proportional to exp(precision × rank). With *noise* ε, a mistake is made with that probability: an actor is
drawn by its weight and makes any of its moves, each as likely. In both an actor that is drawn and has no move stays: were
only those drawn that have one, states with few movers would be left sooner, and logit in a potential game would not keep
the shares of Gibbs, exp(precision × potential) (Blume 1993).

*Resistance* of a transition: the power of ε (in logit of exp(-precision)) with which its probability vanishes.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import exp
from typing import Any

from gmcr.analysis.roads.roads import Play

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
