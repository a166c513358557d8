"""The author's conclusions on the first screen: how many are of which class, and those that do not follow."""

from __future__ import annotations

from countermove.desk.assessing.found import AssessRecord
from countermove.questions.check.class_words import claim_row, claims_head, follows, in_order
from countermove.questions.check.found import ClaimVerdict
from countermove.telling.blocks import Block, Sentence
from countermove.telling.lines import within
from countermove.telling.sketches import sketch, width_of

__all__ = ["claims_shown", "own_claims"]

_NOTE = 40
"""Columns of what is said of a conclusion behind its words, at most; half a line where that is less."""


def own_claims(record: AssessRecord) -> list[ClaimVerdict]:
    """The author's conclusions, what most needs a look first."""
    return in_order([claim for claim in record.claims if claim.of_the_author])


def claims_shown(record: AssessRecord, most: int, width: int, *, typed: bool = True) -> list[Block]:
    """How many conclusions there are of each class, and in so many lines those that do not follow; *typed*: with what to
    type for the others."""
    own = own_claims(record)
    if not own:
        return []
    open_ = [claim for claim in own if not follows(claim)]
    shown = open_ if len(open_) <= most else open_[: max(most - 1, 0)]
    lines = [_claim(claim, record, width) for claim in shown]
    if len(shown) < len(open_):
        where = f": countermove check {record.frame.case}" if typed else ""
        lines.append(within(f"and {len(open_) - len(shown)} more{where}", width))
    head = within(claims_head(own), width)
    return [sketch(lines, head) if lines else Sentence(head, "heading")]


def _claim(claim: ClaimVerdict, record: AssessRecord, width: int) -> str:
    row = claim_row(claim, record.glossary)
    behind = f" ({row.id}): {within(row.behind, min(_NOTE, width // 2))}"
    return within(f"{row.sign} {within(row.says, width - width_of(behind) - 2)}{behind}", width)
