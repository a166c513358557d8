"""The section on method and limits, and the identity of the file and the run."""

from __future__ import annotations

from collections.abc import Iterator

from countermove import __version__
from countermove.likelihood import scale_of
from countermove.presentation.blocks import Sentence
from countermove.presentation.phrases import Phrasing
from countermove.presentation.words import capital, concept_counts, concept_name, count, listed
from countermove.reports.report.blocks import DossierBlock, Pairs, Section
from countermove.reports.report.compute import ReportRecord
from countermove.reports.report.likelihoods import ladder_table

__all__ = ["made_of", "method_section"]


def method_section(record: ReportRecord) -> Section:
    """How the results were computed, what they cannot say, and what identifies them."""
    assumed = record.frame.assumptions
    blocks: list[DossierBlock] = [
        Sentence(
            "The engine is the Graph Model for Conflict Resolution (Kilgour, Hipel & Fang 1987): actors with options and "
            "ordered wants, who weigh a move by the countermoves that it invites. Everything here is computed from the "
            "premises of one file; nothing is drawn from anywhere else."
        ),
        Sentence("Concepts: which countermoves an actor reckons with", "heading"),
        *(Sentence(f"{capital(concept_name(name))} {concept_counts(name)}.", "item") for name in assumed.concepts),
        *_likelihood(record),
        Sentence("Limits", "heading"),
        *(Sentence(text, "item") for text in _limits(record)),
    ]
    return Section("method", "Method and limits", (*blocks, Pairs(made_of(record))))


def _likelihood(record: ReportRecord) -> Iterator[DossierBlock]:
    """The words for chances, if there are forecasts."""
    if not record.document.forecasts:
        return
    yield ladder_table(scale_of(record.document.scale))
    yield Sentence(
        "Likelihood is about what will happen; confidence is about what a judgement rests on, and is shown here by the readings "
        "in which a claim holds and by the grades of its sources. A number that two words share belongs to the word further from "
        "even odds.",
        "note",
    )


def _limits(record: ReportRecord) -> Iterator[str]:
    yield "Preferences are ordinal: an earlier want outweighs all later ones together, and nothing is said about how much."
    yield (
        "A verdict is about the premises. It says what follows from them, not that they are true; a premise that is wrong "
        "makes what rests on it worthless, and the lists of what each claim rests on say where to look."
    )
    now = record.assess.statusquo
    if now.holds_bare and all(view.holds for view in now.concepts):
        yield "With no premises at all the status quo would hold as well: inaction is what every concept falls back on."
    bound = record.frame.assumptions.bound
    if record.assess.changes is not None and bound is not None:
        yield f"Changes of mind are looked for up to {count(bound, 'edit')} at a time; larger ones may exist."
    if record.tipping is not None:
        yield "Thresholds are those of one reading, for the status quo and the target; claims have their own."
    yield from (f"Left out: {name} ({why.rstrip('.')})." for name, why in record.skipped)


def made_of(record: ReportRecord) -> tuple[tuple[str, str], ...]:
    """What identifies the file and the run."""
    assumed = record.frame.assumptions
    phrasing = Phrasing(record.glossary)
    questions = record.glossary.questions
    base = all(answer == next(iter(questions[name].answers)) for name, answer in (assumed.reading or {}).items())
    reading = ", ".join(f"{name} = {answer}" for name, answer in (assumed.reading or {}).items())
    pairs = [
        ("Case", record.frame.case),
        ("File (SHA-256)", record.frame.digest),
        *record.imprint,
        ("Countermove", __version__),
        ("Reading", f"{reading}{' (base)' if base else ''}" if reading else "one reading only"),
    ]
    if assumed.scenario:
        pairs.append(("Scenario", assumed.scenario))
    if assumed.view:
        pairs.append(("View", assumed.view))
    if assumed.drivers:
        pairs.append(("Drivers set by hand", listed(f"{name} = {value}" for name, value in assumed.drivers.items())))
    pairs += [
        ("Concepts", listed(map(concept_name, assumed.concepts))),
        ("Bound", "none" if assumed.bound is None else count(assumed.bound, "edit")),
        ("Seed", _seed(record)),
        ("Actors", phrasing.names(record.glossary.actors)),
    ]
    return tuple(pairs)


def _seed(record: ReportRecord) -> str:
    robust = record.robust
    if robust is None or robust.exhaustive:
        return "none: nothing here is drawn at random"
    return f"{robust.seed} ({count(robust.draws, 'draw')})"
