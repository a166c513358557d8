"""The claims board as lines of a page: grouped by class, each claim with its mark, what it turns on, and the share of
cells in which it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from countermove.context.glossary import Glossary
from countermove.questions.check.claim_board import board_groups, board_title
from countermove.questions.check.claim_rows import ClaimRow, claim_rows
from countermove.verdicts.claims import ClaimVerdict
from gmcr.base.summary import Record

__all__ = ["Board", "BoardGroup", "board_of"]

_SHOWN = 20
"""Claims of one kind that are visible at once, or two more."""


@dataclass(frozen=True, slots=True)
class BoardGroup(Record):
    """Claims of one kind under their heading: if there are many the first are visible, and the others folded."""

    heading: str
    rows: tuple[ClaimRow, ...]

    @property
    def shown(self) -> tuple[ClaimRow, ...]:
        """Those that are visible at once."""
        return self.rows if len(self.rows) <= _SHOWN + 2 else self.rows[:_SHOWN]

    @property
    def folded(self) -> tuple[ClaimRow, ...]:
        """The others."""
        return self.rows[len(self.shown) :]


@dataclass(frozen=True, slots=True)
class Board(Record):
    """All claims under a title, which states the finding."""

    title: str
    groups: tuple[BoardGroup, ...]


def board_of(claims: Sequence[ClaimVerdict], glossary: Glossary) -> Board:
    """The board of these verdicts."""
    groups = tuple(BoardGroup(heading, tuple(claim_rows(group, glossary))) for heading, group in board_groups(claims))
    return Board(board_title(claims), groups)
