"""The claims board as lines of a page: grouped by class, each claim with its mark, what it turns on, and in how much of what
was looked at it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from countermove.case.glossary import Glossary
from countermove.questions.check.claim_board import board_groups, board_title, claim_notes
from countermove.questions.check.class_words import mark_of
from countermove.questions.check.verdicts import cells_text
from countermove.verdicts.judged import ClaimVerdict
from gmcr.base.brief import Brief

__all__ = ["Board", "BoardGroup", "BoardRow", "board_of"]

_SHOWN = 20
"""Claims of one kind that are seen at once, or two more."""


@dataclass(frozen=True, slots=True)
class BoardRow(Brief):
    """One claim. ``mark``: the sign of its class; ``word``: that in words; ``share``: in how much of the cells in which there is
    something to judge it holds, None where there are none; ``cells``: the same in words; ``rests``: wants of which one change
    alters it."""

    id: str
    mark: str
    word: str
    says: str
    notes: tuple[str, ...]
    share: float | None
    cells: str
    rests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BoardGroup(Brief):
    """Claims of one kind under their heading: of many the first are shown, and the others folded."""

    heading: str
    rows: tuple[BoardRow, ...]

    @property
    def shown(self) -> tuple[BoardRow, ...]:
        """Those that are seen at once."""
        return self.rows if len(self.rows) <= _SHOWN + 2 else self.rows[:_SHOWN]

    @property
    def folded(self) -> tuple[BoardRow, ...]:
        """The others."""
        return self.rows[len(self.shown) :]


@dataclass(frozen=True, slots=True)
class Board(Brief):
    """All claims under a title, which is the finding."""

    title: str
    groups: tuple[BoardGroup, ...]


def board_of(claims: Sequence[ClaimVerdict], glossary: Glossary) -> Board:
    """The board of some verdicts."""
    groups = tuple(
        BoardGroup(heading, tuple(_row(claim, glossary) for claim in group)) for heading, group in board_groups(claims)
    )
    return Board(board_title(claims), groups)


def _row(claim: ClaimVerdict, glossary: Glossary) -> BoardRow:
    holds, defined = int((claim.values == 1).sum()), int((claim.values >= 0).sum())
    nothing = "not decided" if claim.verdict == "undecided" else "nothing to judge"
    return BoardRow(
        id=claim.id,
        mark=mark_of(claim),
        word=claim.word,
        says=glossary.claims[claim.id].says,
        notes=tuple(claim_notes(claim, glossary)),
        share=holds / defined if defined else None,
        cells=f"holds in {cells_text(claim)} cells" if defined else nothing,
        rests=tuple(dict.fromkeys(item.edit.want for item in claim.rests_on)),
    )
