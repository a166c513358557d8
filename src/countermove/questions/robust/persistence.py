"""Whether an answer to a key question stays what it is in the selected reading as things are, in draws of premises.

Yes and no are judged each in its own game, with the same draws: a premise is true or false at once in both.
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
"""What makes it a yes, or a no, and the game in which that is judged."""


@dataclass(frozen=True, eq=False)
class Staying(GameCheck):
    """That an answer is what it was. ``before``: concept → its cell as things are, -1 where it is undefined."""

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
        """What stays; None where it is undefined."""
        return cell_word(self.before[concept])


def staying(yes: Side, no: Side | None, concepts: Sequence[str]) -> Staying:
    """That an answer stays what it is in these games under *concepts*."""
    return Staying(yes, no, dict(zip(concepts, _cells(yes, no, concepts).tolist(), strict=True)))


def _cells(yes: Side, no: Side | None, concepts: Sequence[str]) -> NDArray[np.int8]:
    one, other = (
        None if side is None else np.array(side[0].truths(side[1], concepts), dtype=np.int8) for side in (yes, no)
    )
    assert one is not None
    return cells_of(one, other)
