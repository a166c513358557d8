"""check in words: one line a claim, then what it turns on and rests on.

Claims as a small picture for terminals: a row a claim, a column a reading, below a ruler that says which reading is
which.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from countermove.context.answer import Answer
from countermove.context.glossary import Glossary
from countermove.presentation.assumptions import overrides_text, selected_text
from countermove.presentation.blocks import AnswerText, Block, Column, Sentence, Sketch, SketchRow, Table
from countermove.presentation.phrases import Phrasing
from countermove.presentation.sentences import said
from countermove.presentation.sketches import CELLS, rows_sketch
from countermove.presentation.words import capital, count, listed, plural, some_of, under_words
from countermove.questions.check.claim_grids import ReadingOrder, reading_order
from countermove.questions.check.claim_rows import claim_rows
from countermove.questions.check.compute import CheckedCase
from countermove.questions.check.verdicts import cells_text, claims_head, says_text, since_summary
from countermove.verdicts.claims import ClaimVerdict
from countermove.verdicts.turning_points import answer_text

__all__ = ["check_text", "ruler_rows", "strips_sketch"]


def strips_sketch(claims: Sequence[ClaimVerdict], glossary: Glossary) -> Sketch | None:
    """A row a claim and a column a reading: filled where it holds under every concept, half where under some; None if
    there is one reading, or more than fit."""
    if not claims or not 1 < claims[0].values.shape[0] <= CELLS:
        return None
    order = reading_order(claims, glossary)
    strips = (SketchRow(claim.id, _strip(claim.values[order.order]), cells_text(claim)) for claim in claims)
    return rows_sketch(
        [*ruler_rows(order, glossary), *strips],
        "Where each claim holds, one column per reading (full: under every concept, half: under some, dot: under none)",
    )


def ruler_rows(order: ReadingOrder, glossary: Glossary) -> Iterator[SketchRow]:
    """A row for each open question: which columns give which answer, a bar being the second of two; and what the bar
    stands for."""
    for name, answers, choices in order.choices():
        if len(answers) < 2:
            continue
        signs = "─━" if len(answers) == 2 else "─123456789"
        bars = "".join(signs[min(choice, len(signs) - 1)] for choice in choices)
        texts = [
            f"{sign}{' ' if len(answers) > 2 else ': '}{answer_text(name, answer, glossary)}"
            for sign, answer in zip(signs[1:], answers[1:], strict=False)
        ]
        yield SketchRow(name, bars, "; ".join(texts))


def _strip(values: NDArray[np.int8]) -> str:
    signs = []
    for row in values.tolist():
        defined = [value for value in row if value >= 0]
        signs.append("?" if not defined else "█" if all(defined) else "▒" if any(defined) else "·")
    return "".join(signs)


def check_text(answer: Answer) -> AnswerText:
    """The verdicts on the claims of every case, one case after another."""
    first, *rest = (_case(answer, place) for place in range(len(answer.record.cases)))
    body = [block for title, blocks in rest for block in (Sentence(title, "heading"), *blocks)]
    return AnswerText(first[0], first[1], tuple(body), named=False, of_a_game=False)


def _case(answer: Answer, place: int) -> tuple[str, tuple[Block, ...]]:
    """The verdicts on the claims of the case at an index: a title, and the rest."""
    record: CheckedCase = answer.record.cases[place]
    glossary = answer.glossaries[place]
    if not record.claims:
        text = "Write one conclusion, and Countermove says whether it follows."
        return f"{record.case} makes no claims.", (Sentence(text),)
    looking = (
        under_words(record.columns) if len(record.columns) == 1 else f"under {count(len(record.columns), 'concept')}"
    )
    cells = f"{count(record.readings, 'reading')} {looking}"
    title = f"{record.case}: {count(len(record.claims), 'claim')}, each judged in {cells}."
    if chosen := selected_text(answer.frames[place], Phrasing(glossary)):
        chosen = " ".join(filter(None, (chosen, overrides_text(record.precedence, glossary))))
    known = "" if answer.record.as_of is None else f"{capital(said('set.day', day=str(answer.record.as_of)))}."
    strips = strips_sketch(record.claims, glossary)
    blocks: list[Block] = [Sentence(text, "note") for text in (chosen, known) if text]
    blocks += [Sentence(f"{head}.", "answer") for head in _heads(record.claims)]
    if since := since_summary(record.claims):
        blocks.append(Sentence(since, "answer"))
    blocks += [*_expected(record.claims), _claims_table(record.claims, glossary), *([strips] if strips else [])]
    return title, tuple(blocks)


def _heads(claims: Sequence[ClaimVerdict]) -> Iterator[str]:
    """The number of claims of each class: among the author's conclusions, and among the claims of others and probes."""
    own = [claim for claim in claims if claim.of_the_author]
    others = [claim for claim in claims if not claim.of_the_author]
    if own:
        yield claims_head(own, "conclusion" if others else "claim")
    if others:
        more = " that is not the author's" if len(others) == 1 else " that are not the author's"
        yield claims_head(others, f"claim{more}" if own else "claim")


def _expected(claims: Sequence[ClaimVerdict]) -> Iterator[Sentence]:
    """The number of claims that are as their file expects, if it expects anything."""
    expected = [claim for claim in claims if claim.expect is not None]
    if expected:
        off = [claim.id for claim in expected if not claim.as_expected]
        yield Sentence(f"{capital(_as_expected(len(expected), off))}.", "caution" if off else "plain")


def _as_expected(all_told: int, off: Sequence[str]) -> str:
    """*off*: the claims that are not as their file expects."""
    met = all_told - len(off)
    if all_told == 1 and off:
        return f"the one claim with an expectation ({off[0]}) is not as expected"
    text = f"{some_of(met, all_told, 'claim', what='with an expectation')} {'is' if met <= 1 else 'are'} as expected"
    return f"{text}; {listed(off)} {plural(len(off), 'is', 'are')} not" if off and met else text


def _claims_table(claims: Sequence[ClaimVerdict], glossary: Glossary) -> Table:
    """Claims with their classes, and below each what it turns on, what it rests on and its grade."""
    rows: list[tuple[str, str, str]] = []
    for row in claim_rows(claims, glossary):
        rows.append((row.id, row.word, says_text(row.claim, glossary)))
        details = row.details(turning=f"{row.turning} ({row.cells})", rests=row.claim.searched)
        rows += (("", f"- {label}", text) for label, text in details)
    columns = (Column("Claim", fixed=True), Column("Class", fixed=True), Column("What it says"))
    return Table(columns, tuple(rows))
