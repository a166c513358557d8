"""check in words: one line a claim, then what it turns on and rests on."""

from __future__ import annotations

from collections.abc import Iterator

from countermove.questions.check.asked import CheckRecord
from countermove.questions.check.found import ClaimVerdict
from countermove.questions.check.sketch import strips_sketch
from countermove.questions.check.verdicts import (
    cells_text,
    claims_summary,
    conditions_text,
    expectation_text,
    rests_text,
    says_text,
    warnings_text,
)
from countermove.telling.blocks import Block, Column, Page, Sentence, Table
from countermove.telling.words import capital, count, listed, some_of

__all__ = ["check_page", "claims_table"]


def check_page(record: CheckRecord) -> Page:
    """The verdicts on the claims of one case."""
    if not record.claims:
        text = f"{record.frame.case} makes no claims. Write one conclusion, and Countermove says whether it follows."
        return Page((Sentence(text),))
    concepts = len(record.frame.assumptions.concepts)
    said = f"{record.frame.case}: {count(len(record.claims), 'claim')}, each judged in {_cells(record, concepts)}."
    blocks: list[Block] = [Sentence(said, "heading"), claims_table(record)]
    if strips := strips_sketch(record.claims):
        blocks.append(strips)
    blocks.append(Sentence(_summary(record), "answer"))
    expected = [claim for claim in record.claims if claim.expect is not None]
    if expected:
        off = [claim.id for claim in expected if not claim.as_expected]
        met = _as_expected(len(expected) - len(off), len(expected))
        text = f"{capital(met)}{f'; not so {listed(off)}' if off else ''}."
        blocks.append(Sentence(text, "caution" if off else "plain"))
    return Page(tuple(blocks))


def _summary(record: CheckRecord) -> str:
    told = claims_summary(record.claims)
    return f"{capital(told)}." if len(record.claims) > 1 else f"The one claim {told}."


def _as_expected(met: int, all_told: int) -> str:
    told = some_of(met, all_told, "claim", what="with an expectation")
    if all_told == 1 and not met:
        return "the one claim with an expectation is not as expected"
    return f"{told} {'is' if met <= 1 else 'are'} as expected"


def _cells(record: CheckRecord, concepts: int) -> str:
    return f"{count(record.readings, 'reading')} under {count(concepts, 'concept')}"


def claims_table(record: CheckRecord) -> Table:
    """Claims with their verdicts, and under each what it turns on, rests on and is worth."""
    rows: list[tuple[str, str, str]] = []
    for claim in record.claims:
        rows.append((claim.id, claim.verdict, says_text(claim, record.glossary)))
        rows += (("", f"- {label}", text) for label, text in _details(claim))
    columns = (Column("Claim", fixed=True), Column("Verdict", fixed=True), Column("What it says"))
    return Table(columns, tuple(rows))


def _details(claim: ClaimVerdict) -> Iterator[tuple[str, str]]:
    if claim.verdict == "not determined":
        turning = conditions_text(claim.turns_on) or "no three things alone decide it"
        yield "turns on", f"{turning} (holds in {cells_text(claim)} cells)"
    yield "rests on", rests_text(claim)
    yield from (("note", warning) for warning in warnings_text(claim))
    if expectation := expectation_text(claim):
        yield "note", expectation
