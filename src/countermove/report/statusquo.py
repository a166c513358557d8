"""The status quo in words: does it hold, for whom, under which kind of foresight, and in how many readings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from countermove.desk.assess import AssessRecord
from countermove.questions import ConceptView
from countermove.report.phrases import Teller
from countermove.report.text import Column, Sentence, Table
from countermove.report.verdicts import conditions_text
from countermove.report.words import CONCEPT_COUNTS, CONCEPT_NAMES, capital, concepts_phrase, count, listed, shortened

__all__ = ["concepts_table", "statusquo_sentences"]


def statusquo_sentences(record: AssessRecord, teller: Teller) -> Iterator[Sentence]:
    """The answer first, then for whom and why, then over all readings, then for those who look far ahead."""
    now = record.statusquo
    held = [view.concept for view in now.concepts if view.holds]
    broken = [view for view in now.concepts if not view.holds]
    yield Sentence(_answer(held, broken), "answer")
    here = record.on[now.start]
    yield Sentence(f"That is: {teller.state(here)}{'; nothing else is on' if here else ''}.")
    if not broken:
        yield Sentence(_why_it_holds(record))
    for view in broken:
        yield Sentence(_breaks(record, teller, view), "item")
    if broken and held:
        yield from (Sentence(f"Under {CONCEPT_NAMES[name]}, which {CONCEPT_COUNTS[name]}, it holds.", "item") for name in held)
    yield Sentence(_in_all_readings(record))
    if now.foreseen is not None:
        yield Sentence(_foresight(record, teller))
    if held and now.holds_bare:
        yield Sentence(
            "Caution: with no premises at all the status quo would hold too. Inaction is what every concept falls back on, so "
            "that it holds shows only that no premise speaks against it.",
            "caution",
        )


def _answer(held: Sequence[str], broken: Sequence[ConceptView]) -> str:
    if not broken:
        return "The status quo holds."
    if not held:
        return "The status quo breaks."
    names = [view.concept for view in broken]
    return f"The status quo holds under {concepts_phrase(held)}, and breaks under {concepts_phrase(names)}."


def _why_it_holds(record: AssessRecord) -> str:
    concepts = record.frame.assumptions.concepts
    who = count(len(record.glossary.actors), "actor")
    if "nash" in concepts:
        rest = ", so that no concept of foresight needs a countermove to explain it" if len(concepts) > 1 else ""
        return f"No one of the {who} gains by any move of its own{rest}." if len(record.glossary.actors) > 1 else (
            "The one actor gains by no move of its own."
        )  # fmt: skip
    return f"No one of the {who} gains by a move that the others would let stand (under {concepts_phrase(concepts)})."


def _breaks(record: AssessRecord, teller: Teller, view: ConceptView) -> str:
    name = f"Under {CONCEPT_NAMES[view.concept]}, which {CONCEPT_COUNTS[view.concept]}, "
    start = record.statusquo.start
    moves = []
    for source, actor, goal in view.steps:
        if source == start:
            moves.append(f"{teller.move(actor, record.on[start], record.on[goal])}")
    told = f"{name}{teller.actors(view.unstable)} would leave it: {shortened(moves, 3, sep='; or ')}. "
    if not view.outcomes:
        return told + "The roads from there run in circles and end nowhere."
    ends = [f"{teller.state(record.on[code])} (state {code})" for code in view.outcomes]
    return told + f"It ends where {shortened(ends, 2, sep='; or where ')}."


def _in_all_readings(record: AssessRecord) -> str:
    over = record.over_readings
    concepts = record.frame.assumptions.concepts
    cells = over.readings * len(concepts)
    held = int(over.holds.sum())
    if over.readings == 1:
        return "The file leaves no question open, so there is one reading."
    under = f"under {'all ' if len(concepts) > 1 else ''}{count(len(concepts), 'concept')}"
    if held == cells:
        return f"So it is in all {over.readings:,} readings {under}: nothing that the source leaves open matters here."
    if not held:
        return f"It breaks in all {over.readings:,} readings {under}."
    turning = conditions_text(over.turns_on)
    return f"Over all readings and concepts it holds in {held:,} of {cells:,} cells" + (f": it {turning}." if turning else ".")


def _foresight(record: AssessRecord, teller: Teller) -> str:
    now, over = record.statusquo, record.over_readings
    target = _target(record, teller)
    if now.foreseen:
        ends = [f"{teller.state(record.on[code])} (state {code})" for code in now.foreseen]
        told = f"Movers who look far ahead leave it for {target}: {shortened(ends, 2, sep='; or ')}."
    else:
        told = f"Movers who look far ahead do not leave it for {target}{' either' if all(view.holds for view in now.concepts) else ''}."
    assert over.foreseen is not None
    if over.readings > 1 and 0 < over.foreseen < over.readings:
        turning = conditions_text(over.foresight_turns_on, holds="they do", fails="they do not")
        told += f" They do in {over.foreseen:,} of {over.readings:,} readings: {turning}."
    elif over.readings > 1:
        told += f" So it is in all {over.readings:,} readings."
    asked = [name for condition in over.foresight_turns_on for name, _ in condition.equations]
    told += "".join(
        f" ({name}: {record.glossary.questions[name].asks})"
        for name in dict.fromkeys(asked[:2])
        if record.glossary.questions[name].asks
    )
    return told


def _target(record: AssessRecord, teller: Teller) -> str:
    assert record.glossary.target is not None
    return teller.target(record.glossary.target)


def concepts_table(record: AssessRecord, teller: Teller) -> Table:
    """The start under each concept: who would leave it, where it ends, in how many readings it holds."""
    over, rows = record.over_readings, []
    for place, view in enumerate(record.statusquo.concepts):
        ends = [str(code) for code in view.outcomes]
        rows.append(
            (
                CONCEPT_NAMES[view.concept],
                "holds" if view.holds else "breaks",
                listed(map(teller.actor, view.unstable)) or "nobody",
                shortened(ends, 6) or "no outcome",
                f"{int(over.holds[:, place].sum()):,} of {over.readings:,}",
                capital(CONCEPT_COUNTS[view.concept]),
            )
        )
    columns = (
        Column("Concept", fixed=True),
        Column("Start", fixed=True),
        Column("Who would leave"),
        Column("Ends in"),
        Column("Readings", fixed=True, right=True),
        Column("What it reckons with"),
    )
    return Table(columns, tuple(rows), "The status quo under each concept")
