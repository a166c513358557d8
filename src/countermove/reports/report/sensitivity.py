"""The section on tipping points: which number would have to move how far, and what would follow.

The section on robustness: in how many draws of failing premises the answers and the status quo stay the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from countermove.presentation.blocks import Column, Sentence, Table
from countermove.presentation.chances import chance_words
from countermove.presentation.numbers import driver_text
from countermove.presentation.phrases import Phrasing
from countermove.presentation.words import concept_name, count, listed, plural
from countermove.questions.robust.compute import Finding, Robust
from countermove.questions.robust.text import FAILING, stays_text
from countermove.reports.report.blocks import DossierBlock, Section
from countermove.reports.report.compute import ReportRecord
from countermove.reports.report.pictures import driver_pictures, tornado_picture
from countermove.verdicts.tipping.neighbourhood import Nearest
from countermove.verdicts.tipping.tips import Tip, Tipping

__all__ = [
    "draws_section",
    "nearest_text",
    "robust_section",
    "robust_sentence",
    "then_text",
    "thing_named",
    "tipping_section",
]


def tipping_section(record: ReportRecord) -> Section | None:
    """Where the drivers tip the status quo and the target; None without drivers."""
    tipping = record.tipping
    if tipping is None:
        return None
    blocks: list[DossierBlock] = [*_nearest(tipping, record)]
    start = thing_named(tipping, "start")
    blocks += driver_pictures(record)
    still = [item.driver for item in start.influences if item.matters is False]
    if still:
        blocks.append(
            Sentence(
                f"Whatever the others are, {listed(still)} never {_matter(still)} for whether the status quo holds.",
                "note",
            )
        )
    if not tipping.complete:
        undecided = next((tip.undecided for tip in tipping.tips if tip.undecided), "the search was cut short")
        blocks.append(Sentence(f"Not all of it is decided: {undecided}.", "caution"))
    return Section("tipping", "What tips it", tuple(blocks), lead="Numbers are exact thresholds, not samples.")


def _matter(names: list[str]) -> str:
    return plural(len(names), "matters", "matter")


def thing_named(tipping: Tipping, kind: str) -> Tip:
    """The first thing of a kind that tips: start, outcomes or target (the first of all if there is none of that
    kind)."""
    return next((tip for tip in tipping.tips if tip.kind == kind), tipping.tips[0])


def _nearest(tipping: Tipping, record: ReportRecord) -> Iterator[Sentence]:
    for kind, what in (("start", "the status quo"), ("target", f"whether it ends in {record.glossary.target}")):
        tip = next((tip for tip in tipping.tips if tip.kind == kind), None)
        if tip is None:
            continue
        if tip.tips is False:
            yield Sentence(f"No values of {_named(tipping)} tip {what}.", "answer")
            continue
        near = tip.nearest.get("sum")
        if near is not None:
            yield Sentence(f"Nearest to tipping {what}: {nearest_text(near, tip)}.", "answer")
        other = tip.nearest.get("largest")
        if other is not None and near is not None and other.moves.keys() != near.moves.keys():
            yield Sentence(f"With all drivers free to move a little: {nearest_text(other, tip)}.", "item")


def _named(tipping: Tipping) -> str:
    return listed(tipping.drivers) if len(tipping.drivers) < 5 else f"the {count(len(tipping.drivers), 'driver')}"


def nearest_text(near: Nearest, tip: Tip) -> str:
    """The moves of drivers: "window 0.60 → below 0.30"."""
    moves = []
    for name, goal in near.moves.items():
        now = tip.now[name]
        side = {-1: "below ", 0: "", 1: "above "}[near.past.get(name, 0)]
        moves.append(f"{name} {driver_text(now)} → {side}{driver_text(goal)}")
    return listed(moves)


def then_text(near: Nearest, record: ReportRecord) -> str:
    """What follows once the drivers have moved so: how the nearest outcome differs from the start; "" if unknown."""
    if record.tipping is None:
        return ""
    tip = thing_named(record.tipping, "outcomes")
    # Under the other norm the nearest point may be another one, to which more drivers move.
    same = tip.nearest.get(near.norm)
    alike = same is not None and (same.moves, same.past) == (near.moves, near.past)
    codes = next((value for value in same.answer if isinstance(value, tuple) and value), ()) if same and alike else ()
    start = record.assess.statusquo.start.code
    if not codes or codes[0] == start:
        return ""
    phrasing, on = Phrasing(record.glossary), record.assess.context.assessment.structure.on
    moves = []
    for actor in record.glossary.actors:
        before, after = ([name for name in on(code) if name.partition(".")[0] == actor] for code in (start, codes[0]))
        if before != after:
            moves.append(phrasing.move(actor, before, after))
    return f"It would then end where {'; '.join(moves)}." if moves else ""


_MODELS = ("dropped", "reversed")


def robust_section(record: ReportRecord) -> Section | None:
    """What the status quo leans on, or why that is left out; None if there is no reason to ask."""
    robust = record.robust
    if robust is None:
        why = dict(record.skipped).get("robust")
        if why is None:
            return None
        return Section("robust", "What it leans on", (Sentence(f"Left out: {why.rstrip('.')}.", "note"),))
    start = [item for item in robust.findings if item.kind == "start"]
    blocks: list[DossierBlock] = []
    if text := robust_sentence(record):
        blocks.append(Sentence(text, "answer"))
    if picture := tornado_picture(record, _finding(start, robust.concepts[0], "reversed")):
        blocks.append(picture)
    blocks.append(
        Sentence(
            "A premise that fails is either dropped, as if the actor did not care, or reversed, as if it wanted the opposite. "
            "That is a test of what is assumed, not a forecast.",
            "note",
        )
    )
    return Section("robust", "What it leans on", tuple(blocks))


def draws_section(record: ReportRecord) -> Section | None:
    """In how many draws of failing premises each answer and the status quo stay the same; None if that was not asked
    for."""
    robust = record.robust
    return None if robust is None else Section("draws", "How robust it is", tuple(_draws(robust)))


def _draws(robust: Robust) -> Iterator[DossierBlock]:
    uncertain = sum(premise.uncertain for premise in robust.premises)
    yield Sentence(
        f"Each premise is held at its own certainty ({count(uncertain, 'premise')} below 1), all independent of one another."
    )
    names = dict.fromkeys(item.name for item in robust.findings if item.kind == "answer")
    subjects = [("The status quo", "start", ""), *((f"The answer to {name}", "answer", name) for name in names)]
    rows = tuple(
        (what, concept_name(concept), *(chance_words(_finding(own, concept, model).chance) for model in _MODELS))
        for what, kind, name in subjects
        for own in [[item for item in robust.findings if (item.kind, item.name) == (kind, name)]]
        for concept in robust.concepts
    )
    columns = (
        Column("What stays", fixed=True),
        Column("Concept", fixed=True),
        Column("If dropped"),
        Column("If reversed"),
    )
    yield Table(columns, rows, "In how many draws it stays the same")
    if robust.exhaustive:
        yield Sentence("All combinations of premises were computed, so these shares are exact.", "note")
    else:
        yield Sentence(
            f"Shares with an error are of {count(robust.draws, 'draw')} (seed {robust.seed}); those without are exact.",
            "note",
        )
    if not robust.complete:
        yield Sentence("The draws were interrupted.", "caution")


def _finding(findings: list[Finding], concept: str, model: str) -> Finding:
    return next(item for item in findings if item.model == model and item.concept in (None, concept))


def robust_sentence(record: ReportRecord) -> str:
    """In how many draws of failing premises the first answer (or, if the file asks nothing, the status quo) stays the
    same, under the first concept; "" if no premise is uncertain."""
    robust = record.robust
    if robust is None or not any(premise.uncertain for premise in robust.premises):
        return ""
    phrasing = Phrasing(record.glossary)
    first = next((item.name for item in robust.findings if item.kind == "answer"), None)
    text = (stays_text(robust, "answer", first, phrasing) if first else "") or stays_text(robust, "start", "", phrasing)
    return f"{FAILING}, {text}" if text else ""
