"""assess in full: the answer first, then claims, changes and responsibility, then the tables.

The questions around an assessment in short: one item each, named after the command that shows the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from countermove.context.answer import Answer
from countermove.context.selection import BASE
from countermove.presentation.assumptions import game_text, unlisted_text
from countermove.presentation.blocks import Block, Page, Sentence, Sketch, Table
from countermove.presentation.pages import text_of_answer
from countermove.presentation.phrases import Phrasing
from countermove.presentation.sketches import CELLS, grid_sketch
from countermove.presentation.words import capital, count, listed, number, plural
from countermove.questions.answers.text import answers_sentences
from countermove.questions.change.text import change_sentences, changes_table
from countermove.questions.check.claim_grids import reading_order
from countermove.questions.check.claim_rows import ClaimRow, claim_groups, claims_table
from countermove.questions.check.text import ruler_rows, strips_sketch
from countermove.questions.check.verdicts import (
    claims_head,
    class_meaning,
    in_order,
    says_text,
    since_summary,
    warnings_text,
)
from countermove.questions.responsibility.text import degrees_sentences, degrees_table
from countermove.questions.wants.ladder_rungs import ladders_sketch
from countermove.questions.why.text import acts_table
from countermove.reports.assessing.compute import AssessRecord
from countermove.reports.assessing.screen import rests_on, set_sentences
from countermove.reports.assessing.statusquo import concepts_table, statusquo_sentences
from countermove.verdicts.claims import ClaimVerdict
from countermove.verdicts.observations import observed_sentences
from countermove.verdicts.responsibility import Responsibility

__all__ = ["claims_sentences", "parts_sentences", "whole_page"]


_MOST = 3
"""The most wants that are named."""

_ORDER = (
    "together", "matrix, redteam", "tipping", "robust", "inverse", "views", "levers", "roads", "coalitions", "longrun",
)  # fmt: skip
"""The parts in the order of display."""


def parts_sentences(record: AssessRecord) -> Iterator[Sentence]:
    """What goes together, what carries it, what tips it, who moves whom, where it can go, in whose eyes."""
    texts = [f"{name}: {text}" for name, text in _parts(record) if text]
    skipped = [f"{name}: not shown here ({why.rstrip('.')})." for name, why in record.skipped]
    if texts or skipped:
        yield Sentence("The other questions in short; the command that begins each line shows the rest", "heading")
        yield from (Sentence(text, "item") for text in (*texts, *skipped))


def _parts(record: AssessRecord) -> Iterator[tuple[str, str]]:
    """The label of each part, and its words."""
    for name in _ORDER:
        answer, text = record.answers.get(name), ""
        if name == "matrix, redteam":
            text = _weights(record)
        elif answer is not None and not (name == "together" and len(answer.record.claims) < 2):
            text = text_of_answer(answer).in_short
        if answer is not None and name == "inverse":
            phrasing, state = Phrasing(record.glossary, record.frame.assumptions.view), answer.record.state
            near = f"of the states with {phrasing.target()} the nearest is {state}"
            name, text = f"inverse {state}", f"{capital(near)}. {text}"
        if answer is not None and name == "robust" and not answer.record.exhaustive:
            text = f"{text.rstrip('.')} ({count(answer.record.draws, 'draw')}, seed {answer.record.seed})."
        yield name, text


def _weights(record: AssessRecord) -> str:
    """The wants that most claims rest on; "" if there are none."""
    weights = record.weights
    if not weights:
        return ""
    own = [claim for claim in record.claims if claim.of_the_author]
    firm = sum(not claim.rests_on for claim in own)
    most = [f"{item.want} ({len(item.claims)})" for item in weights[:_MOST]]
    text = f"of {count(len(own), 'conclusion')} most rest on {listed(most)}"
    if len(own) == 1:
        return f"The one conclusion rests most on {listed([item.want for item in weights[:_MOST]])}."
    if firm:
        text += f"; {number(firm)} {plural(firm, 'is', 'are')} altered by no single change of a want"
    return f"{capital(text)}."


def whole_page(record: AssessRecord) -> Page:
    """The full assessment."""
    phrasing = Phrasing(record.glossary, record.frame.assumptions.view)
    blocks: list[Block] = [
        Sentence(record.glossary.title, "title"),
        *set_sentences(record),
        Sentence(_size(record, phrasing), "note"),
        *([] if record.answered is None else answers_sentences(record.answered, phrasing)),
        *statusquo_sentences(record, phrasing),
        *_pictures(record),
    ]
    blocks += claims_sentences(record)
    blocks += rests_on(record)
    if (change := record.answers.get("change")) is not None:
        blocks += _changes(change, phrasing)
    if record.responsibility is not None:
        blocks += _responsibility(record.responsibility, record)
    if record.observed is not None:
        blocks += observed_sentences(record.observed, phrasing)
    blocks += parts_sentences(record)
    blocks += _tables(record, phrasing)
    return Page(tuple(blocks))


def _pictures(record: AssessRecord) -> Iterator[Sketch]:
    concepts = record.frame.assumptions.concepts
    order, holds = reading_order(record.claims, record.glossary), record.over_readings.holds
    whole = len(holds) == order.order.size  # false if it was interrupted
    ruler = tuple(ruler_rows(order, record.glossary)) if whole and len(holds) <= CELLS else ()
    rows = holds[order.order] if whole else holds
    grid = grid_sketch(rows, concepts, "Where the status quo holds, one column per reading", above=ruler)
    if grid is not None and not record.over_readings.held.all():
        yield grid
    yield ladders_sketch(record.ladders, record.glossary.actors)


def _size(record: AssessRecord, phrasing: Phrasing) -> str:
    glossary = record.glossary
    when = f", {glossary.when}" if glossary.when else ""
    when += f", as of {glossary.as_of}" if glossary.as_of else ""
    size = [
        count(len(glossary.actors), "actor"),
        count(len(glossary.acts), "option"),
        *([] if record.states is None else [count(record.states, "feasible state")]),
        count(record.over_readings.readings + record.over_readings.left_out, "reading"),
    ]
    game = "" if record.context.selection != BASE else game_text(record.frame, phrasing)  # otherwise it is stated above
    return " ".join(filter(None, (f"{record.frame.case}{when}: {listed(size)}.", game, unlisted_text(record.frame))))


# -- claims ------------------------------------------------------------------------------------------------------------


def claims_sentences(record: AssessRecord) -> Iterator[Sentence]:
    """How many claims follow, which do not, and what a reader should know about those that do."""
    if "check" in dict(record.skipped):
        return
    if not record.claims:
        yield Sentence("The file makes no claims. Write one conclusion, and this says whether it follows.")
        return
    yield Sentence("What follows, and what does not", "heading")
    for what, claims in _groups(record.claims):
        yield Sentence(f"{claims_head(claims, what)}.", "answer")
        shown = (claim for claim in in_order(claims) if claim.kind != "follows" or claim.undone_by == ())
        yield from (Sentence(_claim(claim, record), "item") for claim in shown)
    if since := since_summary(record.claims):
        yield Sentence(since, "answer")
    yield from _questions(record)
    off = [claim for claim in record.claims if claim.as_expected is False]
    if off:
        texts = [f'{claim.id} (the file expects "{claim.expect}")' for claim in off]
        yield Sentence(f"Not as the file expects: {listed(texts)}.", "caution")


def _groups(claims: Sequence[ClaimVerdict]) -> Iterator[tuple[str, list[ClaimVerdict]]]:
    """The author's claims, those that others hold, and probes, each group with its noun."""
    for what, group in zip(("conclusion", "conclusion that others hold", "probe"), claim_groups(claims), strict=True):
        if group:
            yield what, group


def _questions(record: AssessRecord) -> Iterator[Sentence]:
    """The open questions that verdicts turn on, in words."""
    names = {name for claim in record.claims for item in claim.turns_on for name, _ in item.equations}
    for name, question in record.glossary.questions.items():
        if name in names and question.asks:
            yield Sentence(f"{name}: {question.asks}", "note")


def _claim(claim: ClaimVerdict, record: AssessRecord) -> str:
    row = ClaimRow(claim, record.glossary)
    notes = (
        [f"it {row.turns(2) or 'turns on no set of up to three conditions'}"]
        if claim.verdict == "not determined"
        else []
    )
    notes += [row.holds] if row.holds else []
    notes += (f"it {item}" if item.startswith("restates ") else item for item in warnings_text(claim, record.glossary))
    text = (
        f"{claim.id} {class_meaning([claim])}: {says_text(claim, record.glossary, whose=not claim.probe).rstrip('.')}."
    )
    return f"{text} {capital('; '.join(notes))}." if notes else text


# -- changes of calculus -----------------------------------------------------------------------------------------------


def _changes(answer: Answer, phrasing: Phrasing) -> Iterator[Sentence]:
    yield Sentence("What would change it", "heading")
    yield from change_sentences(answer.record.by_concept[0], phrasing, answer.on)


# -- responsibility ----------------------------------------------------------------------------------------------------


def _responsibility(responsibility: Responsibility, record: AssessRecord) -> Iterator[Sentence]:
    yield Sentence("Who is responsible, in whose eyes", "heading")
    yield from degrees_sentences(responsibility, record.glossary)


# -- tables ------------------------------------------------------------------------------------------------------------


def _tables(record: AssessRecord, phrasing: Phrasing) -> Iterator[Block]:
    if any(not view.holds for view in record.statusquo.concepts) or not record.over_readings.held.all():
        yield concepts_table(record, phrasing)
    if record.acts:
        yield acts_table(record.acts, phrasing, _acts_caption(record))
    if strips := strips_sketch(record.claims, record.glossary):
        yield strips
    if record.claims:
        yield _claims_table(record)
    if record.changes is not None and record.changes.changes:
        yield changes_table(record.changes, phrasing)
    if record.responsibility is not None:
        yield degrees_table(record.responsibility, record.glossary)


def _acts_caption(record: AssessRecord) -> str:
    breaks = any(not view.holds for view in record.statusquo.concepts)
    if breaks or any(act.result == "better" for act in record.acts):
        return "What becomes of every single act from the status quo"
    return "Why nobody moves: what becomes of every single act"


def _claims_table(record: AssessRecord) -> Table:
    caption = "The claims, each in every reading under every concept (check shows more)"
    return claims_table(record.claims, record.glossary, ("claim", "class", "cells", "rests by name"), caption)
