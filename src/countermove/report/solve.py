"""solve in words: the equilibria under each concept, then which state is stable for whom."""

from __future__ import annotations

from collections.abc import Sequence

from countermove.desk.solve import Equilibria, SolveRecord
from countermove.report.assumptions import game_text
from countermove.report.phrases import Teller
from countermove.report.text import Block, Column, Page, Sentence, Table
from countermove.report.words import capital, concept_counts, concept_name, count, plural

__all__ = ["solve_page"]

_CODES = 12
"""Codes listed in one cell."""


def solve_page(record: SolveRecord) -> Page:
    """The stability table of one game."""
    teller = Teller(record.glossary)
    blocks: list[Block] = [
        Sentence(
            f"{record.frame.case}: {count(record.states, 'feasible state')}, "
            f"{count(len(record.glossary.actors), 'actor')}. {game_text(record.frame, teller)}",
            "heading",
        ),
        _equilibria_table(record),
        _states_table(record, teller),
    ]
    if record.left_out:
        left = f"{capital(count(record.left_out, 'state'))} {plural(record.left_out, 'is', 'are')} left out"
        told = f"{left}: the start, and what is an equilibrium under most concepts, come first. --all lists everything."
        blocks.append(Sentence(told, "note"))
    note = "An actor's column names the concepts under which it stays. * marks the start."
    blocks.append(Sentence(note, "note"))
    return Page(tuple(blocks))


def _equilibria_table(record: SolveRecord) -> Table:
    rows = tuple(
        (
            concept_name(item.concept),
            f"{item.count:,}",
            _codes(item, record.start),
            concept_counts(item.concept),
        )
        for item in record.equilibria
    )
    columns = (
        Column("Concept", fixed=True),
        Column("Equilibria", fixed=True, right=True),
        Column("States"),
        Column("It ..."),
    )
    return Table(columns, rows)


def _codes(item: Equilibria, start: int) -> str:
    shown = [f"*{code}" if code == start else str(code) for code in item.codes[:_CODES]]
    if item.holds_at_start and start not in item.codes[:_CODES]:
        shown[-1:] = [f"*{start}"]
    if not shown:
        return "none"
    rest = item.count - len(shown)
    return f"{', '.join(shown)} and {rest:,} more" if rest > 0 else ", ".join(shown)


def _states_table(record: SolveRecord, teller: Teller) -> Table:
    concepts = record.frame.assumptions.concepts
    actors = tuple(record.glossary.actors)
    rows = tuple(
        (
            f"*{row.code}" if row.code == record.start else str(row.code),
            " ".join(teller.short(option) for option in row.on) or "nothing",
            *(_stable(row.stable[actor], concepts) for actor in actors),
            _stable(row.equilibrium, concepts),
        )
        for row in record.rows
    )
    columns = (
        Column("State", fixed=True, right=True),
        Column("On"),
        *(Column(teller.actor(actor)) for actor in actors),
        Column("All"),
    )
    return Table(columns, rows)


def _stable(names: Sequence[str], concepts: Sequence[str]) -> str:
    """Concepts of a cell, as short as can be."""
    if len(names) == len(concepts):
        return "stays"
    if not names:
        return "-"
    if len(concepts) - len(names) == 1:
        return f"not {next(name for name in concepts if name not in names)}"
    return " ".join(names)
