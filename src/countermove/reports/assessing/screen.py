"""The first screen: what is set, the answers with their reasons and what would change them, what happened since, why
nobody moves, what follows, what is forecast, what the premises rest on.

It has ``LINES`` lines if everything fits; no line is cut. If there is no room, whole acts and conclusions are left out
and counted, with the command that shows them; answers never are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from countermove.presentation.ambiguity import doubtful_texts
from countermove.presentation.assumptions import unlisted_text
from countermove.presentation.blocks import Block, Page, Sentence, Sketch
from countermove.presentation.lines import folded
from countermove.presentation.phrases import Phrasing
from countermove.presentation.premise_weights import premises_text
from countermove.presentation.selection import set_text
from countermove.presentation.sentences import said
from countermove.presentation.words import count, listed, out_of
from countermove.questions.answers.text import KeyAnswerText, key_answer_text
from countermove.questions.statusquo.compute import StatusQuo
from countermove.reports.assessing.answer_lines import answers_shown
from countermove.reports.assessing.claim_lines import claims_shown
from countermove.reports.assessing.compute import AssessRecord
from countermove.reports.assessing.lanes import lanes_sketch
from countermove.reports.outlook.text import forecasts_text, leanings_text
from countermove.verdicts.observed_words import base_out_text, fits_text

__all__ = [
    "LINES",
    "changes_text",
    "first_screen",
    "head_sentences",
    "moved_text",
    "rests_on",
    "set_sentences",
    "start_text",
]

LINES = 30
"""The target number of lines of the first screen."""

_LEANING = 2
"""The most forecasts, among those drawn from claims that do not follow, that the first screen shows."""


def first_screen(record: AssessRecord, width: int, *, typed: bool = True) -> Page:
    """The first screen of an assessment, *width* columns wide; with what to type next if commands can be *typed*."""
    phrasing = Phrasing(record.glossary, record.frame.assumptions.view)
    answers = record.answered
    answer_words = [] if answers is None else [key_answer_text(item, answers, phrasing) for item in answers.questions]
    first: list[Block] = [*head_sentences(record), *_out(record, phrasing), *answers_shown(answer_words, width)]
    first += _moved(record, phrasing)
    first += _since(record, answer_words)
    last: list[Block] = [*rests_on(record, most=_LEANING, typed=typed)]
    last += [Sentence(_next(record), "note")] if typed else []
    # Lines on settings do not count: what follows has as much room as for a file that says so itself.
    room = LINES - _lines([*first, *last], width) + _lines(list(set_sentences(record)), width)
    acts = [act for item in (answers.questions if answers is not None else ()) for act in item.acts]
    full = f": countermove assess {record.frame.case} --full" if typed else ""
    ways = record.lanes.record.ways
    # Conclusions beyond their minimum take room from lanes only if these do not need it.
    claims = claims_shown(record, 0, width, typed=typed)
    lanes = [lanes_sketch(record.lanes, room - _lines(claims, width) - 2, width, acts, more=full)] if ways else []
    claims = claims_shown(record, room - _lines(lanes, width) - 2, width, typed=typed)
    return Page((*first, *lanes, *claims, *last))


def _lines(blocks: Sequence[Block], width: int) -> int:
    """The number of lines that blocks take, including blank ones before headings and pictures."""
    total = 0
    for block in blocks:
        if isinstance(block, Sentence):
            indent = 2 if block.tone == "item" else 0
            total += 1 if block.tone == "line" else len(folded(block.text, width - indent))
            total += block.tone == "heading"
        elif isinstance(block, Sketch):
            total += 1 + len(folded(block.caption, width)) + len(block.lines)
    return total


# -- before the answers ------------------------------------------------------------------------------------------------


def head_sentences(record: AssessRecord) -> Iterator[Sentence]:
    """The title; what is set; the author, the date and the horizon; what an interrupt left out; and words that could be
    about either branch of a want."""
    glossary = record.glossary
    yield Sentence(glossary.title, "title")
    yield from set_sentences(record)
    when = [glossary.when] if glossary.when else []
    when += [f"as of {glossary.as_of}"] if glossary.as_of else []
    when += [f"looks to {glossary.horizon}"] if glossary.horizon else []
    whose = f"After {glossary.source}" if glossary.source else record.frame.case
    yield Sentence("; ".join((whose, *when)), "note")
    if proved := unlisted_text(record.frame):
        yield Sentence(proved, "note")
    if record.interrupted:
        missing = listed([name for name, why in record.skipped if why == "interrupted"])
        parts = [f"not answered here: {missing}"] if missing else []
        parts += (
            [f"{count(record.over_readings.left_out, 'reading')} not looked at"]
            if record.over_readings.left_out
            else []
        )
        yield Sentence(f"Interrupted; {'; '.join(parts) or 'not everything is told'}.", "caution")
    yield from (Sentence(text, "caution") for text in doubtful_texts(record.context.assessment))


def set_sentences(record: AssessRecord) -> Iterator[Sentence]:
    """What is set, with what overrides it; nothing if nothing is set."""
    if text := set_text(record.context):
        yield Sentence(text, "note")


def _out(record: AssessRecord, phrasing: Phrasing) -> Iterator[Sentence]:
    """A warning if what happened refutes the base reading, or all readings."""
    seen = record.observed
    if seen is not None and (seen.base_out or seen.nothing_left):
        yield Sentence(base_out_text(seen, phrasing, first=True), "caution")


# -- after the answers -------------------------------------------------------------------------------------------------


def _moved(record: AssessRecord, phrasing: Phrasing) -> Iterator[Sentence]:
    if text := moved_text(record, phrasing):
        yield Sentence(text)


def moved_text(record: AssessRecord, phrasing: Phrasing) -> str:
    """How the start is left: who moves, and where it ends; "" if it is not left."""
    argued = (
        record.observed is not None and record.observed.base_out
    )  # the text describes what was argued, not what happened
    return start_text(record.statusquo, phrasing, argued=argued)


def start_text(now: StatusQuo, phrasing: Phrasing, *, argued: bool = False) -> str:
    """The same for a status quo; *argued*: whether this is what was argued and not what happened."""
    view = now.concepts[0]
    if view.holds is not False:
        return ""
    start, on = now.start.code, now.on
    moves = [phrasing.move(actor, on[start], on[goal]) for source, actor, goal in view.steps if source == start]
    others = said("moved.others") if len(moves) > 1 else ""
    moved = said("moved.argued" if argued else "moved", move=f"{moves[0]}{others}")
    if not view.whole:
        return f"{moved}. {said('moved.not_found')}"
    if not view.outcomes:
        return f"{moved}. {said('moved.round')}"
    if len(moves) == 1 and view.outcomes == tuple(goal for source, _, goal in view.steps if source == start):
        return said("moved.there", moved=moved)
    first, *others_ = (phrasing.state(on[code]) for code in view.outcomes)
    ends = listed([first, *(f"where {state}" for state in others_)], "or")
    return f"{moved}. {said('moved.ends', ends=ends)}"


def _since(record: AssessRecord, answers: Sequence[KeyAnswerText]) -> Iterator[Sentence]:
    seen = record.observed
    if seen is None or seen.nothing_left or not seen.narrows:
        return
    total, alive = len(seen.survives), int(seen.survives.any(axis=1).sum())
    what = changes_text(answers)
    if total == 1:
        yield Sentence(said("since.one", what=what))
        return
    fits = fits_text(seen, Phrasing(record.glossary)).removeprefix("What happened ")
    why = f": it {fits}" if fits else "."
    yield Sentence(said("since.leaves", readings=out_of(alive, total, "reading"), what=what, why=why))


def changes_text(answers: Sequence[KeyAnswerText]) -> str:
    """How many answers the events change, read on from them."""
    others = sum(bool(item.now) for item in answers)
    return f"changes {count(others, 'answer')}" if others else "changes no answer"


def rests_on(record: AssessRecord, *, most: int | None = None, typed: bool = False) -> Iterator[Sentence]:
    """After the conclusions: the forecasts, those drawn from claims that do not follow (*most*: the most to show;
    *typed*: with the command for the others), and what the premises rest on."""
    document, outlook = record.context.assessment.document, record.outlook
    if outlook is not None:
        where = f": countermove score {record.frame.case}" if typed else ""
        leans = leanings_text(outlook.leaning, document, record.glossary, counted=True, most=most, more=where)
        yield Sentence(" ".join(filter(None, (forecasts_text(outlook, document), leans))))
    if weight := premises_text(record.premises, len(document.sources)):
        yield Sentence(weight)


def _next(record: AssessRecord) -> str:
    """What to ask next: questions that the case gives a reason for."""
    names = ["check"] if record.claims else []
    if record.states is None:
        return f"Next: countermove {', '.join([*names, 'why', 'solve'])}; assess {record.frame.case} --full"
    names += ["change"] if record.glossary.target is not None else []
    names += ["why", *(["tipping"] if record.tips else []), "report"]
    return f"Next: countermove {', '.join(names)}; assess {record.frame.case} --full"
