"""The effect of the least changes of one actor's preferences: exchanging two neighbouring tiers of its order.

Tiers k and k+1 of a weak order become k+1 and k; all else stays. An actor that ranks the states strictly exchanges two
adjacent states. Every change is solved anew, so this is for small conflicts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from gmcr import Conflict, Ranking, solve
from gmcr.base.record import Key
from gmcr.base.summary import Record
from gmcr.stability import concepts_named

__all__ = ["Swap"]


@dataclass(frozen=True, slots=True)
class Swap(Record):
    """An exchange of two neighbouring tiers of one actor's order."""

    actor: str
    """The actor."""
    better: tuple[int, ...]
    """Codes of the states that were better, and now come after the next."""
    worse: tuple[int, ...]
    """Codes of the states that were next."""
    come: Mapping[str, tuple[int, ...]]
    """Concept: the equilibria that it adds; concepts without any are left out."""
    go: Annotated[Mapping[str, tuple[int, ...]], Key("gone")]
    """Concept: the equilibria that it removes."""

    @property
    def matters(self) -> bool:
        """Whether it changes any equilibrium."""
        return bool(self.come or self.go)

    @classmethod
    def every(cls, conflict: Conflict, *, concepts: Sequence[str]) -> tuple[Swap, ...]:
        """Every exchange of two neighbouring tiers, actor by actor, from the best tiers to the worst. Raises
        UnknownName."""
        names = [concept.name for concept in concepts_named(concepts)]
        before = _equilibria(conflict, names)
        swaps = []
        for actor in conflict.actors:
            ranks = conflict.ranks(actor)
            for rank in range(int(ranks.max()), 1, -1):
                upper, lower = ranks == rank, ranks == rank - 1
                changed = Ranking.from_ranks(ranks - upper + lower)
                after = _equilibria(conflict.with_preferences({actor: changed}), names)
                swaps.append(
                    cls(
                        actor=actor,
                        better=tuple(conflict.states[upper].tolist()),
                        worse=tuple(conflict.states[lower].tolist()),
                        come=_more(after, before),
                        go=_more(before, after),
                    )
                )
        return tuple(swaps)


def _equilibria(conflict: Conflict, names: Sequence[str]) -> dict[str, tuple[int, ...]]:
    solved = solve(conflict, concepts=names)
    return {name: tuple(solved.equilibria(name).tolist()) for name in names}


def _more(these: Mapping[str, tuple[int, ...]], those: Mapping[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    """What *these* have beyond *those*, without empty entries."""
    states = {name: tuple(np.setdiff1d(codes, those[name]).tolist()) for name, codes in these.items()}
    return {name: codes for name, codes in states.items() if codes}
