"""Records as pieces of HTML, for notebooks: the answer first, its pictures, and below them, folded, the words and
tables of the terminal. Pictures are in ink on white, whatever the notebook's colours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import singledispatch

from countermove.assessment import Assessment, PublishedConflict
from countermove.context.answer import Answer
from countermove.context.game import game_from
from countermove.media.html import fragment_of
from countermove.media.records import has_page, page_of
from countermove.presentation.blocks import Column, Sentence, Table
from countermove.presentation.phrases import Phrasing
from countermove.presentation.words import capital, concept_name, concepts_phrase, count, listed
from countermove.questions.answers.text import answers_sentences
from countermove.questions.check.figure import claims
from countermove.questions.check.verdicts import cells_text, rests_text, warnings_text
from countermove.questions.compare.figure import codings
from countermove.questions.compare.records import Compare
from countermove.questions.graph.compute import MOST
from countermove.questions.lanes.figure import lanes
from countermove.reports.assessing.compute import AssessRecord
from countermove.reports.assessing.statusquo import statusquo_sentences
from countermove.reports.figure import Request, draw
from countermove.reports.report.blocks import DossierBlock, Grid, Pairs
from countermove.reports.report.claims import grid_of
from countermove.verdicts.claims import ClaimVerdict
from countermove.verdicts.turning_points import conditions_text
from gmcr import Conflict, Solution, Stability
from gmcr.base.record import Record, fields_of

__all__ = ["html_of_record"]


@singledispatch
def html_of_record(record: object) -> str:
    """A record as a piece of HTML: its page or, if it has none, its gist and its fields. Raises TypeError for anything
    else."""
    if isinstance(record, Record) and not has_page(record):
        name = type(record).__name__
        gist = record.gist()
        blocks: list[DossierBlock | Grid] = [Sentence(f"{name}: {gist}." if gist else f"{name}.", "answer")]
        return fragment_of([*blocks, Pairs(tuple((key.replace("_", " "), value) for key, value in fields_of(record)))])
    return fragment_of(page_of(record).blocks)


@html_of_record.register
def _(record: Answer) -> str:
    return f"{_matrix(record.record, record)}{fragment_of(page_of(record).blocks)}"


@html_of_record.register
def _(record: Compare) -> str:
    told = Pairs(tuple((key.replace("_", " "), value) for key, value in fields_of(record)))
    return f"{fragment_of([Sentence(f'{record.gist()}.', 'answer')])}{_matrix(record, record)}{_folded('Everything', [told])}"


def _matrix(result: object, record: Answer | Compare) -> str:
    """The picture of codings that are compared; "" for anything else."""
    return codings(record).svg if isinstance(result, Compare) and (result.answers or result.claims) else ""


@html_of_record.register
def _(record: AssessRecord) -> str:
    answered = record.answered
    phrasing = Phrasing(record.glossary, record.frame.assumptions.view)
    told = statusquo_sentences(record, phrasing) if answered is None else answers_sentences(answered, phrasing)
    first = fragment_of([Sentence(record.glossary.title, "title"), *told])
    drawn = [lanes(record.lanes).svg] if record.lanes.record.ways else []
    if record.claims:
        drawn.append(claims(Answer("check", record.frame, record.glossary, record, {}), folded=True).svg)
    return f"{first}{''.join(drawn)}{_folded('Everything', page_of(record, full=True).blocks)}"


@html_of_record.register
def _(record: ClaimVerdict) -> str:
    told = [Sentence(f"{record.id}: {record.word}.", "answer")]
    told += [Sentence(f"{capital(warning)}.", "caution") for warning in warnings_text(record)]
    pairs = [("Holds in", f"{cells_text(record)} cells, under {concepts_phrase(record.concepts)}")]
    if record.turns_on:
        pairs.append(("Turns on", conditions_text(record.turns_on)))
    pairs.append(("Rests on", rests_text(record)))
    grid = grid_of(record.values, capital(f"holds in {cells_text(record)} cells"))
    blocks: list[DossierBlock | Grid] = [*told, *([grid] if grid else []), Pairs(tuple(pairs))]
    return fragment_of(blocks)


@html_of_record.register
def _(record: Assessment) -> str:
    document = record.document
    size = [
        count(len(record.actors), "actor"),
        count(len(record.form.acts), "option"),
        count(len(document.claims), "claim"),
        count(len(record.questions), "open question"),
        count(len(record.views), "view"),
        count(len(record.scenarios), "scenario"),
    ]
    warned = f", {count(len(record.warnings), 'warning')}" if record.warnings else ""
    return fragment_of(
        [
            Sentence(document.title or record.name, "answer"),
            Sentence(f"{capital(listed(size))}{warned}."),
            Pairs((("File", record.file), ("SHA-256", record.digest))),
        ]
    )


@html_of_record.register
def _(record: Conflict) -> str:
    places = range(min(int(record.states.size), LISTED))
    ranks = {actor: record.ranks(actor) for actor in record.actors}
    rows = [
        (*_state(record, int(record.states[k])), *(str(ranks[actor][k]) for actor in record.actors)) for k in places
    ]
    left = f" (the first {LISTED} of {record.states.size:,})" if record.states.size > LISTED else ""
    columns = (*_columns(record), *(Column(actor, right=True) for actor in record.actors))
    table = Table(columns, tuple(rows), f"States{left}")
    note = Sentence("* marks the start. Ranks: larger is better; they are ordinal.", "note")
    first, graph = Sentence(repr(record)[1:-1], "answer"), _graph(record)
    if graph:
        return f"{fragment_of([first])}{graph}{_folded('States', [table, note])}"
    return fragment_of([first, table, note])


@html_of_record.register
def _(record: PublishedConflict) -> str:
    cited = Pairs((("Published in", "; ".join(record.citation)),))
    return fragment_of([Sentence(record.title, "answer"), cited]) + html_of_record(record.conflict)


@html_of_record.register
def _(record: Solution) -> str:
    found = [(name, record.equilibria(name).tolist()) for name in record.concepts]
    return _equilibria(record.conflict, [(concept_name(name), codes) for name, codes in found])


@html_of_record.register
def _(record: Stability) -> str:
    found = [(concept_name(name), record.equilibria(name).tolist()) for name in record.concepts]
    return f"{_graph(record.conflict, record.concepts)}{_equilibria(record.conflict, found)}"


LISTED = 24
"""The most states that are listed one by one."""


def _graph(conflict: Conflict, concepts: tuple[str, ...] = ()) -> str:
    """The whole graph of a small game; "" for a larger one."""
    if conflict.states.size > MOST:
        return ""
    return draw("graph", Request(game_from(conflict), concepts=concepts)).svg


def _folded(summary: str, blocks: Iterable[DossierBlock | Grid]) -> str:
    return f"<details><summary>{summary}</summary>{fragment_of(list(blocks))}</details>"


def _equilibria(conflict: Conflict, equilibria: Sequence[tuple[str, list[int]]]) -> str:
    """The number of equilibria under each concept, and their labels."""
    rows = []
    for name, codes in equilibria:
        states = "; ".join(": ".join(_state(conflict, code)) for code in codes[:12])
        more = f" and {len(codes) - 12:,} more" if len(codes) > 12 else ""
        rows.append((name, f"{len(codes):,}", f"{states}{more}"))
    columns = (Column("Concept", fixed=True), Column("Equilibria", right=True), Column("States"))
    return fragment_of([Table(columns, tuple(rows), "Equilibria")])


def _columns(conflict: Conflict) -> tuple[Column, ...]:
    return (Column("State"),) if conflict.layout == "graph" else (Column("Code", right=True), Column("State"))


def _state(conflict: Conflict, code: int) -> tuple[str, ...]:
    """A state by its label, preceded by its code where codes have a meaning; * marks the start."""
    star = "*" if code == conflict.start else ""
    label = conflict.label(code)
    return (f"{star}{label}",) if conflict.layout == "graph" else (f"{star}{code}", label)
