"""The first screen: the answers within twelve lines, why, what would change them, what happened since, why nobody moves, what
follows.

At most 30 lines, whatever the width (of 40 columns at least). What does not fit is left to ``--full``; the answers never are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from countermove.desk.assessing.answering import Shown, answers_shown
from countermove.desk.assessing.concluding import claims_shown, own_claims
from countermove.desk.assessing.found import AssessRecord
from countermove.desk.assessing.lanes import lanes_sketch
from countermove.questions.answers.told import AnswerTold, answer_told
from countermove.questions.check.class_words import follows
from countermove.questions.observed.told import base_out_text, fits_text
from countermove.questions.statusquo.found import StatusQuo
from countermove.telling.assumptions import unlisted_text
from countermove.telling.blocks import Block, Page, Sentence, Sketch
from countermove.telling.lines import cut, folded, within
from countermove.telling.phrases import Teller
from countermove.telling.words import capital, count, listed, number, out_of

__all__ = ["LINES", "changes_text", "first_screen", "moved_text", "start_text"]

LINES = 30
"""Lines of the first screen, at most."""

_ANSWERS = 12
"""Lines within which every key question has its answer."""

_LANES = 5
"""Lanes that are told at least, where there are so many."""

_CLAIMS = 2
"""Conclusions of which more is told than how many there are, at least."""

_CHANGES = 4
"""What would change answers, at most so many."""


def first_screen(record: AssessRecord, width: int, *, typed: bool = True) -> Page:
    """The first screen of an assessment, in lines of so many columns; with what to type next where that can be *typed*."""
    teller = Teller(record.glossary, record.frame.assumptions.view)
    found = record.answered
    told = [] if found is None else [answer_told(item, found, teller) for item in found.questions]
    head = [*_head(record, width), *_out(record, width)]
    shown = answers_shown(told, _ANSWERS - _lines(head, width), width)
    first: list[Block] = [*head, *shown.sentences]
    last = [Sentence(within(_next(record), width), "note")] if typed else []
    lanes = record.lanes.found.ways
    least_lanes = 2 + min(len(lanes), _LANES) if lanes else 0
    open_ = [claim for claim in own_claims(record) if not follows(claim)]
    least_claims = 2 + min(len(open_), _CLAIMS) if own_claims(record) else 0
    room = LINES - _lines(first, width) - _lines(last, width)
    middle = _middle(record, told, shown, teller, room - least_lanes - least_claims, width)
    room -= _lines(middle, width)
    # What conclusions need beyond their least they take from lanes only as far as these do without.
    claims = claims_shown(record, max(room - (2 + len(lanes) if lanes else 0), least_claims) - 2, width, typed=typed)
    room -= _lines(claims, width)
    asked = [act for item in (found.questions if found is not None else ()) for act in item.acts]
    pictures = [lanes_sketch(record.lanes, room - 2, width, asked)] if lanes else []
    return Page((*first, *middle, *pictures, *claims, *last))


def _lines(blocks: Sequence[Block], width: int) -> int:
    """How many lines blocks take, blank ones before headings and pictures included."""
    total = 0
    for block in blocks:
        if isinstance(block, Sentence):
            indent = 2 if block.tone == "item" else 0
            total += 1 if block.tone == "line" else len(folded(block.text, width - indent))
            total += block.tone == "heading"
        elif isinstance(block, Sketch):
            total += 2 + len(block.lines)
    return total


# -- before the answers ------------------------------------------------------------------------------------------------


def _head(record: AssessRecord, width: int) -> Iterator[Sentence]:
    """The title; who wrote it, when, and how far it looks; and what an interrupt left out."""
    glossary = record.glossary
    yield Sentence(cut(glossary.title, width, 2), "title")
    when = [glossary.when] if glossary.when else []
    when += [f"as of {glossary.as_of}"] if glossary.as_of else []
    when += [f"looks to {glossary.horizon}"] if glossary.horizon else []
    behind = "".join(f"; {item}" for item in when)
    whose = f"After {glossary.source}" if glossary.source else record.frame.case
    yield Sentence(within(f"{within(whose, max(width - len(behind), width // 3))}{behind}", width), "note")
    if proved := unlisted_text(record.frame):
        yield Sentence(within(proved, width), "note")
    if record.interrupted:
        missing = listed([name for name, why in record.skipped if why == "interrupted"])
        left = [f"not answered here: {missing}"] if missing else []
        left += (
            [f"{count(record.over_readings.left_out, 'reading')} not looked at"]
            if record.over_readings.left_out
            else []
        )
        yield Sentence(cut(f"Interrupted; {'; '.join(left) or 'not everything is told'}.", width, 2), "caution")


def _out(record: AssessRecord, width: int) -> Iterator[Sentence]:
    seen = record.observed
    if seen is not None and (seen.base_out or seen.nothing_left):
        yield Sentence(cut(base_out_text(seen), width, 2), "caution")


# -- after the answers -------------------------------------------------------------------------------------------------


def _middle(
    record: AssessRecord, told: Sequence[AnswerTold], shown: Shown, teller: Teller, room: int, width: int
) -> list[Sentence]:
    """Where it goes, what would change the answers, and what happened since."""
    text = moved_text(record, teller)
    moved, since = [Sentence(cut(text, width, 3))] if text else [], list(_since(record, told, width))
    room -= _lines([*moved, *since], width)
    return [*moved, *since, *_changes(told, shown, room, width)]


def moved_text(record: AssessRecord, teller: Teller) -> str:
    """Where the start is left: who moves, and where it ends; or nothing."""
    argued = record.observed is not None and record.observed.base_out  # what is told next is not what happened
    return start_text(record.statusquo, teller, argued=argued)


def start_text(now: StatusQuo, teller: Teller, *, argued: bool = False) -> str:
    """The same of a status quo; *argued*: as it was argued, which is not what happened."""
    view = now.concepts[0]
    if view.holds is not False:
        return ""
    start, on = now.start.code, now.on
    moves = [teller.move(actor, on[start], on[goal]) for source, actor, goal in view.steps if source == start]
    told = f"{'As argued, it' if argued else 'It'} does not stay as it is: {moves[0]}"
    told += " (or others move)." if len(moves) > 1 else "."
    if not view.whole:
        return f"{told} Where it ends was not found in the time given."
    if not view.outcomes:
        return f"{told} From there it runs in circles and ends nowhere."
    if len(moves) == 1 and view.outcomes == tuple(goal for source, _, goal in view.steps if source == start):
        return f"{told.rstrip('.')}, and there it ends."
    ends = [teller.state(on[code]) for code in view.outcomes]
    more = f"; {count(len(ends) - 1, 'other ending')}" if len(ends) > 1 else ""
    return f"{told} It ends where {ends[0]}{more}."


def _changes(told: Sequence[AnswerTold], shown: Shown, room: int, width: int) -> Iterator[Sentence]:
    """What would make a no a yes; and of answers that stand there without it what they rest on, which alone would alter them."""
    alike: dict[str, list[AnswerTold]] = {}
    for item in told:
        if item.change:
            alike.setdefault(item.change, []).append(item)
    for item in told:
        if item.because and not item.change and item.id not in shown.reasoned:
            alike.setdefault(item.because, []).append(item)
    left, sentences = room - 2, []
    parts: dict[str, None] = {}
    for text, items in list(alike.items())[:_CHANGES]:
        sentence = Sentence(cut(f"{_asked(items, told, width)}{text}", width - 2, 2 if left > 1 else 1), "item")
        left -= _lines([sentence], width)
        if left < 0:
            break
        sentences.append(sentence)
        parts["what would change it" if items[0].change else "what it rests on"] = None
    if sentences:
        yield Sentence(capital(listed(parts, ", and").replace(" , and", ", and")), "heading")
    yield from sentences


def _asked(items: Sequence[AnswerTold], told: Sequence[AnswerTold], width: int) -> str:
    """Which question, where there are several; of some of them their places above, where no ids stand."""
    if len(told) == 1:
        return ""
    if len(items) == 1:
        return f"{within(items[0].question, 2 * width // 3)} "
    places = [number(place) for place, item in enumerate(told, 1) if item in items]
    return "All answers: " if len(items) == len(told) else f"Answers {listed(places)}: "


def _since(record: AssessRecord, told: Sequence[AnswerTold], width: int) -> Iterator[Sentence]:
    seen = record.observed
    if seen is None or seen.nothing_left or not seen.narrows:
        return
    total, alive = len(seen.survives), int(seen.survives.any(axis=1).sum())
    what = changes_text(told)
    if total == 1:
        yield Sentence(cut(f"What happened since is not allowed under every concept, and {what}.", width, 2))
        return
    fits = fits_text(seen, Teller(record.glossary)).removeprefix("What happened ") if seen.base_out else ""
    why = f": it {fits}" if fits else "."
    yield Sentence(cut(f"What happened since leaves {out_of(alive, total, 'reading')} and {what}{why}", width, 3))


def changes_text(told: Sequence[AnswerTold]) -> str:
    """How many answers what happened changes, read on from it."""
    others = sum(bool(item.now) for item in told)
    return f"changes {count(others, 'answer')}" if others else "changes no answer"


def _next(record: AssessRecord) -> str:
    """What to ask next: questions that the case gives a reason for."""
    names = ["check"] if record.claims else []
    if record.states is None:
        return f"Next: countermove {', '.join([*names, 'why', 'solve'])}; assess {record.frame.case} --full"
    names += ["change"] if record.glossary.target is not None else []
    names += ["why", *(["tipping"] if record.tips else []), "report"]
    return f"Next: countermove {', '.join(names)}; assess {record.frame.case} --full"
