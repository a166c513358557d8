"""The status quo in words: whether it holds, for whom, under which kind of foresight, and in how many readings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from countermove.inquiry.outcomes import UNDECIDED
from countermove.presentation.blocks import Column, Sentence, Table
from countermove.presentation.phrases import Phrasing
from countermove.presentation.states import whole_text
from countermove.presentation.steps import inducements_text
from countermove.presentation.words import (
    all_of,
    capital,
    concept_counts,
    concept_name,
    concepts_phrase,
    count,
    listed,
    out_of,
    shortened,
)
from countermove.questions.statusquo.compute import ConceptView
from countermove.reports.assessing.compute import AssessRecord
from countermove.verdicts.turning_points import conditions_text
from gmcr.logic import Symbol

__all__ = ["answer_text", "concepts_table", "rest_text", "statusquo_sentences"]


def statusquo_sentences(record: AssessRecord, phrasing: Phrasing) -> Iterator[Sentence]:
    """The answer first, then for whom and why, then over all readings, then for those who look far ahead."""
    now = record.statusquo
    held = [view.concept for view in now.concepts if view.holds]
    broken = [view for view in now.concepts if view.holds is False]
    yield Sentence(answer_text(record), "answer")
    here = now.start.on
    yield Sentence(f"That is: {phrasing.state(here)}{'; nothing else is on' if here else ''}.")
    if len(held) == len(now.concepts):
        yield Sentence(_why_it_holds(record))
    for group in _alike(broken):
        yield Sentence(_breaks(record, phrasing, group), "item")
    if broken and held:
        yield Sentence(f"Under {_with_counts(held)}, it holds: whoever could gain is deterred.", "item")
    yield Sentence(_in_all_readings(record))
    if now.foreseen is not None:
        yield Sentence(_foresight(record, phrasing))
    if held and now.holds_bare:
        yield Sentence(
            "Caution: with no premises at all the status quo would hold as well. Inaction is what every concept falls back "
            "on, so the fact that it holds shows only that no premise speaks against it.",
            "caution",
        )
    offers = [item for view in now.concepts for item in view.inducements]
    if offers:
        yield Sentence("A move that is no gain at once may still pay, through the answer that it brings:")
        yield from (Sentence(text, "item") for text in inducements_text(offers, now.on, phrasing))


def answer_text(record: AssessRecord) -> str:
    """The verdict on the status quo in one sentence."""
    views = record.statusquo.concepts
    verdict = _answer([view.concept for view in views if view.holds], [view for view in views if view.holds is False])
    undecided = [view.concept for view in views if view.holds is None]
    if not undecided:
        return verdict
    rest = f"Whether it holds under {concepts_phrase(undecided)} was not decided in the time allowed."
    return rest.replace("it holds", "the status quo holds") if len(undecided) == len(views) else f"{verdict} {rest}"


def rest_text(record: AssessRecord) -> str:
    """The reason in one more sentence: nobody gains, or who leaves."""
    broken = [view for view in record.statusquo.concepts if view.holds is False]
    if not broken:
        return _why_it_holds(record) if all(view.holds for view in record.statusquo.concepts) else ""
    leaving = dict.fromkeys(actor for view in broken for actor in view.unstable)
    names = Phrasing(record.glossary).actors(leaving)
    return f"{capital(names)} would gain by leaving it."


def _answer(held: Sequence[str], broken: Sequence[ConceptView]) -> str:
    if not broken:
        return "The status quo holds."
    if not held:
        return "The status quo breaks."
    names = [view.concept for view in broken]
    return f"The status quo holds under {concepts_phrase(held)}, and breaks under {concepts_phrase(names)}."


def _why_it_holds(record: AssessRecord) -> str:
    concepts = record.frame.assumptions.concepts
    who = len(record.glossary.actors)
    if "nash" not in concepts:
        return f"Whoever could gain by a move is deterred, under {concepts_phrase(concepts)}."
    none = "Neither" if who == 2 else "None"
    whose = "The one actor does not gain" if who == 1 else f"{none} of the {count(who, 'actor')} gains"
    return f"{whose} at once by a move of its own, whatever the others would do about it."


def _alike(views: Sequence[ConceptView]) -> list[list[ConceptView]]:
    """Groups of concepts under which the same actors leave by the same moves and it ends in the same states."""
    groups: dict[tuple[object, ...], list[ConceptView]] = {}
    for view in views:
        groups.setdefault((view.unstable, view.steps, view.outcomes), []).append(view)
    return list(groups.values())


def _with_counts(names: Sequence[str]) -> str:
    """Concepts, each with what it counts: "GMR, which counts any countermove, and …"."""
    return listed((f"{concept_name(name)}, which {concept_counts(name)}" for name in names), ", and").replace(
        " , and", ", and"
    )


def _breaks(record: AssessRecord, phrasing: Phrasing, views: Sequence[ConceptView]) -> str:
    view = views[0]
    start, on = record.statusquo.start, record.statusquo.on
    moves = [phrasing.move(actor, start.on, on[goal]) for source, actor, goal in view.steps if source == start.code]
    names = [item.concept for item in views]
    every = len(names) == len(record.frame.assumptions.concepts) > 1
    under = f"{all_of(len(names), 'concept')} alike" if every else f"{_with_counts(names)},"
    text = f"Under {under} it breaks: {shortened(moves, 3, sep='; or ')}."
    if not view.whole:
        more = "" if view.outcomes else " Where it ends was not found in the time allowed."
        return text + more
    if not view.outcomes:
        return f"{text} The roads from there run in circles and end nowhere."
    ends = [whole_text(code, on, phrasing) for code in view.outcomes]
    return f"{text} It ends where {shortened(ends, 2, sep='; or where ')}."


def _in_all_readings(record: AssessRecord) -> str:
    over = record.over_readings
    concepts = record.frame.assumptions.concepts
    cells = over.readings * len(concepts)
    held, undecided = int(over.held.sum()), int((over.holds == UNDECIDED).sum())
    if over.left_out:
        gone = out_of(over.readings, over.readings + over.left_out, "reading")
        return f"Interrupted after {gone}: there it holds in {held:,} of {cells:,} cells."
    if undecided:
        cells_ = f"{held:,} of {cells:,} cells, and in {undecided:,} it was not decided in the time allowed"
        return f"Over all readings and concepts it holds in {cells_}."
    if over.readings == 1:
        return "The file leaves no question open, so there is one reading."
    under = f"under {all_of(len(concepts), 'concept') if len(concepts) > 1 else 'one concept'}"
    if held == cells:
        everywhere = f"in {all_of(over.readings, 'reading')} {under}"
        return f"This is so {everywhere}: nothing that the source leaves open matters here."
    if not held:
        return f"It breaks in {all_of(over.readings, 'reading')} {under}."
    turning = conditions_text(over.turns_on, words=record.glossary)
    return f"Over all readings and concepts it holds in {held:,} of {cells:,} cells" + (
        f": it {turning}." if turning else "."
    )


def _foresight(record: AssessRecord, phrasing: Phrasing) -> str:
    now, over = record.statusquo, record.over_readings
    target = _target(record, phrasing)
    if now.foreseen:
        ends = [f"{phrasing.state(state.on)} (state {state.code})" for state in now.foreseen]
        text = f"Actors who think to the end leave it for {target}: {shortened(ends, 2, sep='; or ')}."
    else:
        either = " either" if all(view.holds for view in now.concepts) else ""
        text = f"Actors who think to the end do not leave it for {target}{either}."
    assert over.foreseen is not None
    if over.left_out:
        text += f" They do in {out_of(over.foreseen, over.readings, 'reading')} that were examined."
    elif over.readings > 1 and 0 < over.foreseen < over.readings:
        turning = conditions_text(over.foresight_turns_on, holds="they do", fails="they do not", words=record.glossary)
        text = f"In this reading, {text[:1].lower()}{text[1:]}"
        text += f" They do in {out_of(over.foreseen, over.readings, 'reading')}: {turning}."
    elif over.readings > 1:
        text += f" This is so in {all_of(over.readings, 'reading')}."
    return text


def _target(record: AssessRecord, phrasing: Phrasing) -> str:
    assert record.glossary.target is not None
    named = isinstance(record.glossary.formula(record.glossary.target), Symbol)
    return f"{'a state with ' if named else ''}{phrasing.target()}"


def concepts_table(record: AssessRecord, phrasing: Phrasing) -> Table:
    """The start under each concept: who would leave it, where it ends, in how many readings it holds."""
    over, rows = record.over_readings, []
    for place, view in enumerate(record.statusquo.concepts):
        ends = [str(code) for code in view.outcomes]
        rows.append(
            (
                concept_name(view.concept),
                {True: "holds", False: "breaks", None: "not decided"}[view.holds],
                listed(map(phrasing.actor, view.unstable)) or "nobody",
                shortened(ends, 6) or ("no outcome" if view.whole else "not found in time"),
                *(
                    []
                    if record.glossary.target is None
                    else [view.reach.value if view.reach is not None else "not decided"]
                ),
                f"{int(over.held[:, place].sum()):,} of {over.readings:,}",
            )
        )
    columns = (
        Column("Concept", fixed=True),
        Column("Start", fixed=True),
        Column("Who would leave"),
        Column("Ends in"),
        *([] if record.glossary.target is None else [Column(capital(phrasing.target(record.glossary.target)))]),
        Column("Readings", fixed=True, right=True),
    )
    return Table(columns, tuple(rows), "The status quo under each concept")
