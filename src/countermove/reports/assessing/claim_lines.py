"""The author's conclusions on the first screen: how many are in which class, and those that do not follow."""

from __future__ import annotations

from countermove.presentation.blocks import Block, Sentence
from countermove.presentation.lines import folded
from countermove.presentation.sentences import said
from countermove.presentation.sketches import sketch
from countermove.presentation.words import number
from countermove.questions.check.claim_rows import ClaimRow, claim_groups, claim_rows
from countermove.questions.check.class_words import claims_head, follows, in_order
from countermove.questions.check.compute import ClaimVerdict
from countermove.reports.assessing.compute import AssessRecord

__all__ = ["LEAST", "claims_shown", "own_claims"]

LEAST = 2
"""The fewest conclusions that are shown, if there are that many."""


def own_claims(record: AssessRecord) -> list[ClaimVerdict]:
    """The author's conclusions, those that most need attention first."""
    return in_order(claim_groups(record.claims)[0])


def claims_shown(record: AssessRecord, room: int, width: int, *, typed: bool = True) -> list[Block]:
    """The number of conclusions in each class and, in *room* lines, those that do not follow, but at least ``LEAST`` of
    them; *typed*: with the command that shows the others."""
    own = own_claims(record)
    if not own:
        return []
    open_ = [claim for claim in own if not follows(claim)]
    laid = [_claim(row, width) for row in claim_rows(open_, record.glossary)]
    shown = len(laid)
    while shown > LEAST and sum(map(len, laid[:shown])) + (shown < len(laid)) > room:
        shown -= 1
    lines = [line for one in laid[:shown] for line in one]
    if shown < len(laid):
        where = f": countermove check {record.frame.case}" if typed else ""
        lines += folded(said("claims.more", rest=number(len(laid) - shown), where=where), width)
    head = claims_head(own)
    return [sketch(lines, head) if lines else Sentence(head, "heading")]


def _claim(row: ClaimRow, width: int) -> list[str]:
    """The lines of one conclusion."""
    # What contradicts a conclusion is searched for only in the full assessment.
    behind = row.word if row.claim.kind == "contradicted" else row.behind
    first, *rest = folded(f"{row.sentence} ({row.id}): {behind}", width - 2)
    return [f"{row.sign} {first}", *(f"  {line}" for line in rest)]
