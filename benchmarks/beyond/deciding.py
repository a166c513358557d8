"""Questions put to the prover, and every proof to the checker: what was said, how long both took, and what is wrong."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.beyond.problems import Problem, conflict_of
from gmcr import CONCEPTS
from gmcr.analysis import Decision, SymbolicGame, decide
from gmcr.symbolic.check import verify

__all__ = ["LIMIT", "Asked", "asked", "par2", "words"]

LIMIT = 30.0
"""Seconds after which a question counts as not decided."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question (a state by its place, an actor, a concept) and what came of it. ``seconds`` and ``checking`` are processor
    time; ``checked`` is whether the proof holds; ``expected`` is "1", "0", or "?" where nobody says."""

    state: int
    actor: str
    concept: str
    decision: Decision
    seconds: float
    checked: bool | None
    checking: float
    expected: str

    @property
    def sign(self) -> str:
        """What is published of it: a verdict counts only with a proof that holds, and in time."""
        return "?" if self.decision.stable is None or not self.checked else "01"[self.decision.stable]

    @property
    def wrong(self) -> bool:
        """Whether it contradicts what is expected, or comes with a proof that does not hold."""
        differs = "?" not in (self.sign, self.expected) and self.sign != self.expected
        return differs or self.checked is False


def asked(problem: Problem, *, places: Sequence[int] | None = None) -> Iterator[Asked]:
    """Every actor and concept at some states of a problem (all of them)."""
    conflict = conflict_of(problem.model, problem.states[0])
    game = SymbolicGame.of(conflict)
    for place in range(len(problem.states)) if places is None else places:
        code = conflict.code(problem.states[place])
        for concept in CONCEPTS:
            for number, actor in enumerate(conflict.actors):
                begun = time.process_time()
                decision = decide(game, code, actor=actor, concept=concept, seconds=LIMIT)
                taken = time.process_time() - begun
                holds = verify(game, decision).holds
                checking = time.process_time() - begun - taken
                word = problem.expected[concept][place] if problem.expected else ""
                yield Asked(place, actor, concept, decision, taken, holds, checking, word[number : number + 1] or "?")


def words(answers: Sequence[Asked]) -> dict[str, list[str]]:
    """What is published of the answers on one problem: concept → one word a state, one sign an actor."""
    places = sorted({answer.state for answer in answers})
    return {
        concept: [
            "".join(answer.sign for answer in answers if (answer.concept, answer.state) == (concept, place))
            for place in places
        ]
        for concept in CONCEPTS
    }


def par2(answers: Sequence[Asked]) -> float:
    """The mean of the seconds taken, twice the limit for whatever is not decided."""
    return sum(2 * LIMIT if answer.sign == "?" else answer.seconds for answer in answers) / len(answers)
