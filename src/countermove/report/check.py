"""check in words: one line a claim, then what it turns on and rests on."""

from __future__ import annotations

from countermove.desk.check import CheckRecord
from countermove.questions import ClaimVerdict
from countermove.report.text import Block, Column, Page, Sentence, Table
from countermove.report.verdicts import (
    cells_text,
    claims_summary,
    conditions_text,
    expectation_text,
    rests_text,
    says_text,
    warnings_text,
)
from countermove.report.words import capital, count

__all__ = ["check_page", "claims_table"]


def check_page(record: CheckRecord) -> Page:
    """The verdicts on the claims of one case."""
    if not record.claims:
        text = f"{record.frame.case} makes no claims. Write one conclusion, and Countermove says whether it follows."
        return Page((Sentence(text),))
    concepts = len(record.frame.assumptions.concepts)
    said = f"{record.frame.case}: {count(len(record.claims), 'claim')}, each judged in {_cells(record, concepts)}."
    blocks: list[Block] = [Sentence(said, "heading"), claims_table(record)]
    blocks.append(Sentence(f"{capital(claims_summary(record.claims))}.", "answer"))
    expected = [claim for claim in record.claims if claim.expect is not None]
    if expected:
        off = [claim.id for claim in expected if not claim.as_expected]
        if off:
            text = f"Not as expected: {', '.join(off)} ({len(expected) - len(off)} of {len(expected)} are)."
        else:
            text = f"As expected: all {len(expected)} that say what they expect."
        blocks.append(Sentence(text, "caution" if off else "plain"))
    return Page(tuple(blocks))


def _cells(record: CheckRecord, concepts: int) -> str:
    return f"{count(record.readings, 'reading')} under {count(concepts, 'concept')}"


def claims_table(record: CheckRecord) -> Table:
    """Claims with their verdicts, and under what each says what it turns on, rests on and is worth."""
    rows = tuple(
        (claim.id, claim.verdict, "\n".join((says_text(claim, record.glossary), *_lines(claim))))
        for claim in record.claims
    )
    return Table((Column("Claim", fixed=True), Column("Verdict", fixed=True), Column("What it says")), rows)


def _lines(claim: ClaimVerdict) -> list[str]:
    lines = []
    if claim.verdict == "not determined":
        turning = conditions_text(claim.turns_on) or "turns on no three things alone"
        lines.append(f"- {turning} (holds in {cells_text(claim)})")
    lines.append(f"- {rests_text(claim)}")
    lines += [f"- {warning}" for warning in warnings_text(claim)]
    if expectation := expectation_text(claim):
        lines.append(f"- {expectation}")
    return lines
