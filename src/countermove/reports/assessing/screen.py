"""The first screen: what is set, the answers with their reasons and what would change them, what happened since, why
nobody moves, what follows, what is forecast, what the premises rest on.

It has ``LINES`` lines if everything fits; no line is cut. If there is no room, whole acts and conclusions are left out
and counted, with the command that shows them; answers never are.

The key questions with their answers on the first screen: each in full, with its reason, and where the answer
differs.

The author's conclusions on the first screen: how many are in which class, and those that do not follow.

Ways out of the status quo, and what stops each: the act, and beside or below it the full reason.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from countermove.context.answer import Answer
from countermove.presentation.assumptions import set_text, unlisted_text
from countermove.presentation.blocks import Block, Page, Sentence, Sketch
from countermove.presentation.excerpt import ROOM
from countermove.presentation.phrases import Phrasing
from countermove.presentation.premises import doubtful_texts
from countermove.presentation.sentences import premises_text, said
from countermove.presentation.sketches import folded, padded, sketch, width_of
from countermove.presentation.words import count, listed, number, out_of, plural
from countermove.questions.answers.text import KeyAnswerText, key_answer_text
from countermove.questions.check.claim_rows import ClaimRow, claim_groups, claim_rows
from countermove.questions.check.compute import ClaimVerdict
from countermove.questions.check.verdicts import claims_head, follows, in_order
from countermove.questions.deal.line import deal_line
from countermove.questions.drift.line import drift_line
from countermove.questions.lanes.text import WayText, way_text, way_texts
from countermove.questions.multiverse.line import coding_line
from countermove.questions.statusquo.compute import StatusQuo
from countermove.reports.assessing.compute import AssessRecord
from countermove.reports.outlook import forecasts_text, leanings_text
from countermove.verdicts.observations import base_out_text, fits_text
from gmcr.base.record import Record

__all__ = [
    "LEAST",
    "LINES",
    "Least",
    "answers_shown",
    "claims_shown",
    "first_screen",
    "head_sentences",
    "lanes_sketch",
    "moved_text",
    "own_claims",
    "rests_on",
    "set_sentences",
    "since_sentences",
    "start_text",
]


_FULL = " (--full)"
"""Behind a head below which nothing is shown: where it is."""


def answers_shown(answers: Sequence[KeyAnswerText], width: int) -> Iterator[Sentence]:
    """The questions, each followed by its answer."""
    for item in answers:
        yield Sentence(item.question, "answer")
        yield from (Sentence(f"  {line}", "line") for line in folded(f"{item.lead} {item.basis}", width - 2))


@dataclass(frozen=True, slots=True)
class Least(Record):
    """What the first screen shows even where there is no room: how many conclusions, ways and forecasts that lean on what
    does not follow, if there are so many; what is not shown is counted."""

    claims: int
    ways: int
    forecasts: int


LEAST = Least(claims=2, ways=3, forecasts=2)
_SHORTER = (
    Least(claims=2, ways=2, forecasts=2),
    Least(claims=1, ways=2, forecasts=2),
    Least(claims=1, ways=1, forecasts=2),
    Least(claims=1, ways=1, forecasts=0),
    Least(claims=1, ways=0, forecasts=0),
    Least(claims=0, ways=0, forecasts=0),
)
"""… where it would be longer than any other page in short: the first of these with which it is not, if there is one."""


def own_claims(record: AssessRecord) -> list[ClaimVerdict]:
    """The author's conclusions, those that most need attention first."""
    return in_order(claim_groups(record.claims)[0])


def claims_shown(
    record: AssessRecord, room: int, width: int, *, typed: bool = True, least: Least = LEAST
) -> list[Block]:
    """The number of conclusions in each class and, in *room* lines, those that do not follow, but at least so many of
    them; *typed*: with the command that shows the others."""
    own = own_claims(record)
    if not own:
        return []
    open_ = [claim for claim in own if not follows(claim)]
    laid = [_claim(row, width) for row in claim_rows(open_, record.glossary)]
    shown = len(laid)
    while shown > least.claims and sum(map(len, laid[:shown])) + (shown < len(laid)) > room:
        shown -= 1
    lines = [line for one in laid[:shown] for line in one]
    if 0 < shown < len(laid):
        where = f": countermove check {record.frame.case}" if typed else ""
        lines += folded(said("claims.more", rest=number(len(laid) - shown), where=where), width)
    head = claims_head(own)
    if not shown:
        return [Sentence(f"{head}{_FULL if typed and laid else ''}", "heading")]
    return [sketch(lines, head)]


def _claim(row: ClaimRow, width: int) -> list[str]:
    """The lines of one conclusion."""
    # What contradicts a conclusion is searched for only in the full assessment.
    behind = row.word if row.claim.kind == "contradicted" else row.behind
    first, *rest = folded(f"{row.sentence} ({row.id}): {behind}", width - 2)
    return [f"{row.sign} {first}", *(f"  {line}" for line in rest)]


_GAP = 2

_BESIDE = 72
"""The width, in columns, from which reasons stand beside the acts."""


def lanes_sketch(
    answer: Answer,
    room: int,
    width: int,
    asked: Collection[str] = (),
    *,
    more: str = "",
    least: Least = LEAST,
) -> Sketch:
    """As many ways as fit into *room* lines, but at least so many: those that are taken first, then those by acts
    that are *asked* about. The caption states the finding; *more*: where to see the others."""

    def order(words: WayText) -> tuple[bool, bool]:
        return not words.way.taken, not any(option in asked for option, _ in words.way.turned)

    ways = tuple(sorted(way_texts(answer, answer.record.ways), key=order))
    laid = list(_laid(ways, width))
    shown = len(laid)
    while shown > least.ways and sum(map(len, laid[:shown])) + (shown < len(laid)) > room:
        shown -= 1
    lines = [line for own in laid[:shown] for line in own]
    if shown < len(laid):
        rest = len(laid) - shown
        lines += folded(said("lanes.more", acts=f"{number(rest)} more {plural(rest, 'act')}", where=more), width)
    return sketch(lines, _caption(ways))


def _laid(ways: Sequence[WayText], width: int) -> Iterator[list[str]]:
    """The lines of each way."""
    acts = max((width_of(words.act) for words in ways), default=0)
    act = min(acts, (width - _GAP) * 2 // 5)
    for words in ways:
        if width < _BESIDE:
            yield [*folded(words.act, width), *(f"  {line}" for line in folded(way_text(words), width - 2))]
            continue
        pairs = zip_longest(folded(words.act, act), folded(way_text(words), width - act - _GAP), fillvalue="")
        yield [f"{padded(left, act)}{' ' * _GAP}{right}".rstrip() for left, right in pairs]


def _caption(ways: Sequence[WayText]) -> str:
    moving, acts = sum(words.way.taken for words in ways), count(len(ways), "act")
    if moving == len(ways):
        return said("lanes.all", acts=count(moving, "act"), pay=plural(moving, "which pays", "each of which pays"))
    if moving:
        return said(
            "lanes.some",
            some=number(moving),
            acts=acts,
            pay=plural(moving, "pays", "pay"),
            rest="the other" if len(ways) - moving == 1 else "the others",
        )
    if any(words.way.undecided for words in ways):
        return said("lanes.undecided", acts=acts)
    return said("lanes.none", acts=acts, each=plural(len(ways), "it", "each"))


_USUAL = 80
"""Columns of a terminal, as long as nobody widens it."""

LINES = 30
"""The target number of lines of the first screen."""


def first_screen(record: AssessRecord, width: int, *, typed: bool = True) -> Page:
    """The first screen of an assessment, *width* columns wide; with what to type next if commands can be *typed*."""
    room = ROOM * max(width, _USUAL) // width  # the same text takes more lines in fewer columns
    for least in (LEAST, *_SHORTER):
        page = _screen(record, width, typed, least)
        if _lines(page.blocks, width) <= room:
            break
    return page


def _screen(record: AssessRecord, width: int, typed: bool, least: Least) -> Page:
    phrasing = Phrasing(record.glossary, record.frame.assumptions.view)
    answers = record.answered
    answer_words = [] if answers is None else [key_answer_text(item, answers, phrasing) for item in answers.questions]
    first: list[Block] = [*head_sentences(record), *_out(record, phrasing), *answers_shown(answer_words, width)]
    first += [*_moved(record, phrasing), *coded_sentences(record, phrasing)]
    first += since_sentences(record, answer_words)
    last: list[Block] = [*rests_on(record, most=least.forecasts, typed=typed)]
    last += [Sentence(_next(record), "note")] if typed else []
    # Lines on settings do not count: what follows has as much room as for a file that says so itself.
    room = LINES - _lines([*first, *last], width) + _lines(list(set_sentences(record)), width)
    acts = [act for item in (answers.questions if answers is not None else ()) for act in item.acts]
    full = f": countermove assess {record.frame.case} --full" if typed else ""
    ways = record.lanes.record.ways
    # Conclusions beyond their minimum take room from lanes only if these do not need it.
    claims = claims_shown(record, 0, width, typed=typed, least=least)
    beside = room - _lines(claims, width) - 2
    lanes: list[Block] = []
    if ways and least.ways:
        lanes = [lanes_sketch(record.lanes, beside, width, acts, more=full, least=least)]
    elif ways:
        lanes = [Sentence(f"{_caption(tuple(way_texts(record.lanes, ways)))}{_FULL if typed else ''}", "heading")]
    claims = claims_shown(record, room - _lines(lanes, width) - 2, width, typed=typed, least=least)
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
    elif record.statusquo.concepts[0].holds:
        yield Sentence(deal_line(record.context, phrasing))
        if first := drift_line(record.context, phrasing):
            yield Sentence(first)


def coded_sentences(record: AssessRecord, phrasing: Phrasing) -> Iterator[Sentence]:
    """Where an answer is another one in some coding of the file: in how many, and on which choices that turns."""
    if record.answered is not None and (text := coding_line(record.context.assessment, phrasing)):
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


def since_sentences(record: AssessRecord, answers: Sequence[KeyAnswerText]) -> Iterator[Sentence]:
    """What the events leave and change, if anything."""
    seen = record.observed
    if seen is None or seen.nothing_left or not seen.narrows:
        return
    total, alive = len(seen.survives), int(seen.survives.any(axis=1).sum())
    what = _changes_text(answers)
    if total == 1:
        yield Sentence(said("since.one", what=what))
        return
    fits = fits_text(seen, Phrasing(record.glossary)).removeprefix("What happened ")
    why = f": it {fits}" if fits else "."
    yield Sentence(said("since.leaves", readings=out_of(alive, total, "reading"), what=what, why=why))


def _changes_text(answers: Sequence[KeyAnswerText]) -> str:
    """How many answers the events change, read on from them."""
    others = sum(bool(item.now) for item in answers)
    return f"changes {count(others, 'answer')}" if others else "changes no answer"


def rests_on(
    record: AssessRecord, *, most: int | None = None, typed: bool = False, counted: bool = True
) -> Iterator[Sentence]:
    """After the conclusions: the forecasts, *counted*, those drawn from claims that do not follow (*most*: the most to
    show; *typed*: with the command for the others), and what the premises rest on."""
    document, outlook = record.context.assessment.document, record.outlook
    if outlook is not None:
        where = f": countermove score {record.frame.case}" if typed else ""
        leans = leanings_text(outlook.leaning, document, record.glossary, counted=counted, most=most, more=where)
        told = " ".join(filter(None, (forecasts_text(outlook, document) if counted else "", leans)))
        if told:
            yield Sentence(told)
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
