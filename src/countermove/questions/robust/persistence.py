"""Whether an answer to a key question remains the same in the selected reading, in draws of premises.

Yes and no are each judged in their own game, with the same draws: a premise is true or false in both at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from countermove.inquiry.checks import CheckedGame, GameCheck
from countermove.inquiry.draws.sample import Sample
from countermove.verdicts.sides import CellWord, cell_word, cells_of

__all__ = ["Staying", "staying"]

Side = tuple[GameCheck, CheckedGame]
"""The check that makes it a yes, or a no, and the game in which it is judged."""


@dataclass(frozen=True, eq=False)
class Staying(GameCheck):
    """Whether an answer is unchanged. ``before``: concept → its cell if no premise fails, -1 if it is undefined."""

    yes: Side
    no: Side | None
    before: Mapping[str, int]

    def holds(self, case: CheckedGame, concept: str) -> bool | None:
        cell = int(_cells(self.yes, self.no, (concept,))[0])
        return None if cell < 0 or self.before[concept] < 0 else cell == self.before[concept]

    def announce(self, sample: Sample, case: CheckedGame) -> None:
        for side in (self.yes, self.no):
            if side is not None:
                side[0].announce(sample, side[1])

    def values_in(self, sample: Sample, case: CheckedGame, concepts: Sequence[str]) -> NDArray[np.int8]:
        yes, no = (
            None if side is None else side[0].truths_in(sample, side[1], concepts) for side in (self.yes, self.no)
        )
        assert yes is not None
        cells = cells_of(yes, no)
        before = np.array([self.before[name] for name in concepts], dtype=np.int8)[:, None]
        undefined = (cells < 0) | (before < 0)
        return np.where(undefined, np.int8(-1), (cells == before).astype(np.int8))

    def word(self, concept: str) -> CellWord | None:
        """The answer that stays; None if it is undefined."""
        return cell_word(self.before[concept])


def staying(yes: Side, no: Side | None, concepts: Sequence[str]) -> Staying:
    """The check that an answer stays what it is in these games under *concepts*."""
    return Staying(yes, no, dict(zip(concepts, _cells(yes, no, concepts).tolist(), strict=True)))


def _cells(yes: Side, no: Side | None, concepts: Sequence[str]) -> NDArray[np.int8]:
    one, other = (
        None if side is None else np.array(side[0].truths(side[1], concepts), dtype=np.int8) for side in (yes, no)
    )
    assert one is not None
    return cells_of(one, other)
