"""diff in words: what changed, which verdicts changed with it, and because of which line."""

from __future__ import annotations

from collections.abc import Iterator

from countermove.case.answer import Answer
from countermove.questions.diff.differences import ChangedLine
from countermove.questions.diff.found import ClaimChange, Result
from countermove.questions.diff.results import OR
from countermove.telling.blocks import Block, Column, Sentence, Table, Telling
from countermove.telling.phrases import Teller
from countermove.telling.words import capital, concept_name, concepts_phrase, count, listed, plural, shortened

__all__ = ["diff_told", "section_name"]

_ROWS = 24
"""Differences told, unless all are asked for."""

_IDLE = 8
"""Lines that change no verdict told by name."""

_TURNED = 4
"""Claims told that one line turns."""

_SECTIONS = {
    "rule": "rule",
    "reading": "answer",
    "question": "open question",
    "words": "section",
}


def diff_told(answer: Answer, *, every: bool = False) -> Telling:
    """What changed from the first case to the second. ``every``: leave nothing out."""
    found = answer.found
    own = next((item for item in found.results if item.kind == "concepts"), None)
    under = concepts_phrase(found.concepts)
    if own is not None:
        under += f"; in {found.second} under {concepts_phrase(own.after.split(', '))}"
    what = f"{capital(count(len(found.compared), 'claim'))} that both have, each in all its readings under {under}."
    rest: list[Block] = []
    if found.results:
        rest.append(_results(answer))
    if found.differences:
        rest.append(_differences(answer, every))
    if found.claims:
        rest.append(_claims(answer))
    return Telling(
        f"From {found.first} to {found.second}",
        (Sentence(what, "note"), *_answers(answer)),
        (*rest, *_reservations(answer)),
        of_a_game=False,
        named=False,
    )


def _answers(answer: Answer) -> Iterator[Sentence]:
    found = answer.found
    bearing = [item for item in found.differences if item.effect]
    changed = [item for item in found.claims if item.before != item.after]
    if not found.differences:
        yield Sentence("They say the same.", "answer")
        return
    lines = count(len(bearing), "line")
    for item in found.results:
        if item.kind == "answer":
            yield Sentence(f"{_result(item)}: {item.before} before, {item.after} now.", "answer")
    told = f"{capital(lines)} that can bear on a verdict {plural(len(bearing), 'differs', 'differ')}"
    verdicts = count(len(changed), "claim") + (" of those judged" if found.left_out else "")
    yield Sentence(f"{told}; {verdicts} {plural(len(changed), 'has', 'have')} another verdict.", "answer")
    for item in changed:
        yield Sentence(f"{_change(item)} {_because(item, answer)}", "item")
    if found.idle:
        idle = [_named(found.differences[place]) for place in found.idle]
        named = listed(idle) if len(idle) <= _IDLE else shortened(idle, _IDLE)
        own = "itself" if len(found.idle) == 1 else "themselves"
        yield Sentence(f"By {own} {named} {plural(len(found.idle), 'changes', 'change')} no verdict.", "answer")


def _results(answer: Answer) -> Table:
    found = answer.found
    rows = tuple((_result(item), *_sides(item, answer)) for item in found.results)
    columns = (Column("What"), Column(found.first), Column(found.second))
    return Table(columns, rows, "What else comes out differently")


def _sides(item: Result, answer: Answer) -> tuple[str, str]:
    """As it is in both; states and answers in words."""
    glossary = answer.glossary
    teller = Teller(glossary)

    def told(side: str) -> str:
        if item.kind == "outcomes":
            on = ([option for option in state.split(", ") if option in glossary.options] for state in side.split(OR))
            return OR.join(map(teller.state, on)) if side else "nowhere: it goes round"
        if item.kind == "base reading" and item.name in glossary.questions:
            means = glossary.questions[item.name].answers.get(side)
            return f"{side} ({means})" if means else side
        return concepts_phrase(side.split(", ")) if item.kind == "concepts" else side

    return told(item.before), told(item.after)


def _result(item: Result) -> str:
    """What it is, in words before its name."""
    if item.kind == "answer":
        return f"{item.asks or 'The answer'} ({item.name}{f', in {item.scenario}' if item.scenario else ''})"
    if item.kind == "base reading":
        return f"Base reading, {item.name}"
    if item.kind == "outcomes":
        return f"Where it ends under {concept_name(item.name)}"
    return {"concepts": "Concepts", "target": "The target"}[item.kind]


def _change(item: ClaimChange) -> str:
    other = "" if item.other == item.id else f" (there {item.other})"
    return f"{item.id}{other}: {item.before} before, {item.after} now."


def _because(item: ClaimChange, answer: Answer) -> str:
    if not item.because:
        bound = count(answer.found.bound, "line")
        return {
            "bound": f"No {bound} or fewer do that by themselves.",
            "unfit": f"No {bound} or fewer that fit into {answer.found.first} do that by themselves.",
            "stopped": "The search for the line was cut short.",
        }[item.undecided]
    told = [listed(_named(answer.found.differences[place]) for place in own) for own in item.because]
    if len(told) == 1:
        return f"Because of {told[0]}."
    return f"By itself each of these does it: {'; '.join(told)}."


def section_name(section: str) -> str:
    """What a kind of line is called in a sentence."""
    return _SECTIONS.get(section, section)


def _named(item: ChangedLine) -> str:
    section = section_name(item.section)
    if item.section in ("start", "target", "concepts"):
        return f"the {section} ({item.kind})"
    owner = f" of {item.owner}" if item.section == "reading" else ""
    return f"{section} {item.name}{owner} ({item.kind})"


def _differences(answer: Answer, every: bool) -> Table:
    found = answer.found
    effects = _effects(answer)
    numbered = list(enumerate(found.differences))
    numbered.sort(key=lambda pair: not pair[1].effect)
    shown = numbered if every else numbered[:_ROWS]
    rows = tuple(
        (
            capital(_named(item)) + (f" to {item.other}" if item.other else ""),
            effects.get(place, "") if item.effect else _without_effect(item),
            "; ".join(f"{part.key}: {part.before}" for part in item.parts if part.before is not None),
            "; ".join(f"{part.key}: {part.after}" for part in item.parts if part.after is not None),
        )
        for place, item in shown
    )
    left = len(numbered) - len(shown)
    caption = "What differs" + (f" (the first {len(shown)} of {len(numbered)})" if left else "")
    columns = (Column("Line"), Column("Alone"), Column(found.first), Column(found.second))
    return Table(columns, rows, caption)


def _without_effect(item: ChangedLine) -> str:
    """What a line does that bears on no verdict: how sure a premise is counts for robust."""
    sure = any(part.key in ("certainty", "scale") for part in item.parts)
    if sure:
        return "no verdict; robust counts by it"
    return "words only" if item.kind in ("reworded", "renamed") or item.section == "words" else "no verdict"


def _effects(answer: Answer) -> dict[int, str]:
    """What each line does by itself."""
    found = answer.found
    told = dict.fromkeys(found.unfit, "does not fit")
    for item in found.alone:
        if item.verdicts:
            told[item.difference] = f"turns {shortened(list(item.verdicts), _TURNED)}"
        elif item.values:
            told[item.difference] = f"no verdict; values of {shortened(list(item.values), _TURNED)}"
        else:
            told[item.difference] = "nothing"
    return told


def _claims(answer: Answer) -> Table:
    rows = []
    for item in answer.found.claims:
        says = answer.glossary.claims[item.id].says
        moved = f"{item.cells}" if item.cells is not None else "other readings"
        rows.append((item.id, item.before, item.after, moved, says))
    columns = (
        Column("Claim", fixed=True),
        Column("Before", fixed=True),
        Column("Now", fixed=True),
        Column("Cells", fixed=True, right=True),
        Column("What it says"),
    )
    return Table(columns, tuple(rows), "Claims that came out differently")


def _reservations(answer: Answer) -> Iterator[Sentence]:
    found = answer.found
    if any(item.before != item.after for item in found.claims):
        yield Sentence(
            f"A line explains a verdict if {found.first} with that line as {found.second} has it, and all else as it is, comes "
            f"to it. {capital(count(found.tried, 'set'))} of up to {count(found.bound, 'line')} "
            f"{plural(found.tried, 'was', 'were')} tried.",
            "note",
        )
    if found.unfit:
        named = shortened([_named(found.differences[place]) for place in found.unfit], 6)
        verb = plural(len(found.unfit), "does", "do")
        yield Sentence(
            f"By {plural(len(found.unfit), 'itself', 'themselves')} {named} {verb} not fit into {found.first}.",
            "caution",
        )
    if found.left_out:
        verb = plural(len(found.left_out), "was", "were")
        yield Sentence(f"Interrupted: {listed(found.left_out)} {verb} not judged, and no lines were tried.", "caution")
    elif not found.complete:
        yield Sentence(f"Cut short after {count(found.tried, 'set')}: more lines may explain what changed.", "caution")
