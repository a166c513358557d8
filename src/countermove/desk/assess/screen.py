"""The first screen: the answers within twelve lines, why, what would change them, what happened since, why nobody moves, what
follows.

At most 30 lines at 80 columns. What does not fit is left to ``--full``; the answers never are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from countermove.desk.assess.found import AssessRecord
from countermove.desk.assess.lanes import lanes_of, lanes_sketch
from countermove.questions.answers.found import KeyAnswer
from countermove.questions.answers.told import AnswerTold, answer_told
from countermove.questions.check.found import ClaimVerdict
from countermove.questions.check.verdicts import conditions_text
from countermove.questions.observed.told import base_out_text
from countermove.telling.blocks import Block, Page, Sentence, Sketch
from countermove.telling.phrases import Teller
from countermove.telling.sketches import WIDTH, fitted
from countermove.telling.words import capital, count, listed, plural

__all__ = ["LINES", "first_screen"]

LINES = 30
"""Lines of the first screen, at most."""

_ANSWERS = 12
"""Lines within which every key question has its answer."""

_LEAST = 3
"""Lanes and conclusions that are told at least, where there are so many."""


def first_screen(record: AssessRecord) -> Page:
    """The first screen of an assessment."""
    teller = Teller(record.glossary, record.frame.assumptions.view)
    head = [Sentence(record.glossary.title, "title"), Sentence(_byline(record), "note")]
    if record.interrupted:
        missing = listed([name for name, why in record.skipped if why == "interrupted"])
        head.append(Sentence(f"Interrupted: {missing or 'something'} is missing here.", "caution"))
    found = record.answered
    told = [] if found is None else [answer_told(item, found, teller) for item in found.questions]
    blocks: list[Block] = [*head, *_out(record)]
    blocks += _answers(told, _ANSWERS - _lines(blocks))
    blocks += _moved(record, teller)
    blocks += _changes(told)
    blocks += _since(record, told)
    ending = [Sentence(_next(record), "note")]
    lanes = lanes_of(record, teller)
    room = LINES - _lines(blocks) - _lines(ending) - 1
    claims = _claims(record, max(room - len(lanes) - 3, _LEAST))
    if lanes:
        blocks.append(lanes_sketch(lanes, max(room - _lines(claims) - 2, _LEAST)))
    return Page((*blocks, *claims, *ending))


def _lines(blocks: Sequence[Block]) -> int:
    """How many lines of 80 columns blocks take, blank ones before headings and pictures included."""
    total = 0
    for place, block in enumerate(blocks):
        if isinstance(block, Sentence):
            indent = 2 if block.tone == "item" else 0
            total += 1 if block.tone == "line" else len(wrap(block.text, WIDTH - indent)) or 1
            total += bool(place) and block.tone == "heading"
        elif isinstance(block, Sketch):
            total += len(block.lines) + bool(block.caption) + bool(place)
    return total


def _byline(record: AssessRecord) -> str:
    """Who wrote it, when, and how far it looks, on one line."""
    glossary = record.glossary
    parts = [f"After {glossary.source}"] if glossary.source else [record.frame.case]
    parts += [f"as of {glossary.as_of}"] if glossary.as_of else []
    parts += [f"looks to {glossary.horizon}"] if glossary.horizon else []
    return fitted("; ".join(parts), WIDTH).rstrip()


def _out(record: AssessRecord) -> Iterator[Sentence]:
    seen = record.observed
    if seen is not None and (seen.base_out or seen.nothing_left):
        yield Sentence(base_out_text(seen), "caution")


# -- the answers -------------------------------------------------------------------------------------------------------


def _answers(told: list[AnswerTold], room: int) -> list[Sentence]:
    """Each question with its answer; with its reason too where there is room for all of them."""
    fuller = [_with_reason(told), _plain(told), _brief(told), _short(told)]
    return next((sentences for sentences in fuller if _lines(sentences) <= room), fuller[-1])


def _with_reason(told: list[AnswerTold]) -> list[Sentence]:
    sentences = []
    for item in told:
        sentences.append(Sentence(item.question, "answer"))
        sentences.append(Sentence(" ".join(filter(None, (item.verdict, item.because))), "item"))
    return sentences


def _plain(told: list[AnswerTold]) -> list[Sentence]:
    return [
        sentence for item in told for sentence in (Sentence(item.question, "answer"), Sentence(item.verdict, "item"))
    ]


def _brief(told: list[AnswerTold]) -> list[Sentence]:
    """Two lines each."""
    lines = ((item.question, f"  {item.brief}") for item in told)
    return [Sentence(fitted(line, WIDTH).rstrip(), "line") for pair in lines for line in pair]


def _short(told: list[AnswerTold]) -> list[Sentence]:
    """One line each."""
    return [Sentence(_one_line(item), "line") for item in told]


def _one_line(item: AnswerTold) -> str:
    answer = item.verdict.partition(":")[0].rstrip(".")
    return f"{fitted(item.question, WIDTH - len(answer) - 2).rstrip()}  {answer}"


def _moved(record: AssessRecord, teller: Teller) -> Iterator[Sentence]:
    """Where the start is left: who moves, and where it ends."""
    view = record.statusquo.concepts[0]
    if view.holds:
        return
    start, on = record.statusquo.start.code, record.statusquo.on
    moves = [teller.move(actor, on[start], on[goal]) for source, actor, goal in view.steps if source == start]
    told = f"It does not stay as it is: {'; or '.join(moves[:2])}{' (or others move)' if len(moves) > 2 else ''}."
    if not view.outcomes:
        yield Sentence(f"{told} From there it runs in circles and ends nowhere.")
        return
    ends = [teller.state(on[code]) for code in view.outcomes]
    more = f"; {count(len(ends) - 1, 'other ending')}" if len(ends) > 1 else ""
    yield Sentence(f"{told} It ends where {ends[0]}{more}.")


def _changes(told: list[AnswerTold]) -> Iterator[Sentence]:
    changes = [item for item in told if item.change]
    if not changes:
        return
    yield Sentence("What would change it", "heading")
    alike: dict[str, list[str]] = {}
    for item in changes:
        alike.setdefault(item.change, []).append(item.question)
    for change, questions in list(alike.items())[:2]:
        yield Sentence(f"{questions[0]} {change}", "item")


def _since(record: AssessRecord, told: list[AnswerTold]) -> Iterator[Sentence]:
    seen = record.observed
    if seen is None or seen.nothing_left or not seen.narrows:
        return
    total, alive = len(seen.survives), int(seen.survives.any(axis=1).sum())
    left = f"What happened since leaves {alive} of {count(total, 'reading')}"
    found = [] if record.answered is None else list(zip(told, record.answered.questions, strict=True))
    others = [item for item, answered in found if _other_since(answered.first)]
    if not others:
        yield Sentence(f"{left}; no answer is another.")
    for item in others[:2]:
        yield Sentence(f"{left}. {item.question} {capital(item.since.partition(': ')[2])}")


def _other_since(item: KeyAnswer) -> bool:
    return item.since is not None and item.since.answer != item.answer


# -- what follows ------------------------------------------------------------------------------------------------------


def _claims(record: AssessRecord, most: int) -> list[Block]:
    """The author's conclusions in three groups; those that do not follow by their words."""
    own = [claim for claim in record.claims if claim.of_the_author]
    if not own:
        return []
    groups = {
        "follow": [claim for claim in own if claim.verdict == "follows"],
        "turn on what is left open": [claim for claim in own if claim.verdict == "not determined"],
        "do not follow": [claim for claim in own if claim.verdict in ("contradicted", "vacuous")],
    }
    told = [f"{len(claims)} {_verb(name, len(claims))}" for name, claims in groups.items() if claims]
    lines = [_claim(claim, record) for name in ("do not follow", "turn on what is left open") for claim in groups[name]]
    shown = lines if len(lines) <= most else lines[: max(most - 1, 0)]
    head = Sentence(f"Of {count(len(own), 'conclusion')} {listed(told)}", "heading")
    rest = [Sentence(f"and {len(lines) - len(shown)} more: countermove check {record.frame.case}", "line")]
    return [head, *(Sentence(line, "line") for line in shown), *(rest if len(shown) < len(lines) else [])]


def _verb(name: str, many: int) -> str:
    single = {
        "follow": "follows",
        "turn on what is left open": "turns on what is left open",
        "do not follow": "does not follow",
    }
    return plural(many, single[name], name)


def _claim(claim: ClaimVerdict, record: AssessRecord) -> str:
    mark = {"contradicted": "✗", "not determined": "◐"}.get(claim.verdict, "·")
    note = "contradicted" if claim.verdict == "contradicted" else "nothing to judge"
    if claim.verdict == "not determined":
        note = conditions_text(claim.turns_on, most=1).partition(";")[0] or "on no three things alone"
    says = capital(record.glossary.claims[claim.id].says.strip(" ."))
    room = WIDTH - len(claim.id) - 5
    note = fitted(note, min(len(note), 34)).rstrip()
    return f"{mark} {fitted(says, room - len(note) - 2).rstrip()} ({claim.id}): {note}"


def _next(record: AssessRecord) -> str:
    return f"Next: countermove check, change, why, tipping, report; assess {record.frame.case} --full"
