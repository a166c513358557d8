"""solve in words: the equilibria under each concept, then which state is stable for whom."""

from __future__ import annotations

from collections.abc import Sequence

from countermove.questions.solve.found import Equilibria, SolvedState, SolveRecord
from countermove.telling.assumptions import game_text
from countermove.telling.blocks import Block, Column, Page, Sentence, Table
from countermove.telling.phrases import Teller
from countermove.telling.words import capital, concept_counts, concept_name, concepts_phrase, count, plural

__all__ = ["solve_page"]

_LAYOUTS = {"dense": "dense layout", "sparse": "sparse layout", "graph": "graph form"}
_CODES = 12
"""Codes listed in one cell."""


def solve_page(record: SolveRecord) -> Page:
    """The stability table of one game."""
    teller = Teller(record.glossary, record.frame.assumptions.view)
    blocks: list[Block] = [
        Sentence(
            f"{record.frame.case}: {count(record.states, 'feasible state')}, "
            f"{count(len(record.glossary.actors), 'actor')}, {_LAYOUTS[record.layout]}. "
            f"{game_text(record.frame, teller)}",
            "heading",
        ),
        _equilibria_table(record),
        _states_table(record, teller),
    ]
    if record.left_out:
        left = f"{capital(count(record.left_out, 'state'))} {plural(record.left_out, 'is', 'are')} left out"
        first = "what is an equilibrium under most concepts comes first"
        if record.start is not None:
            first = "the start, and what is an equilibrium under most concepts, come first"
        told = f"{left}: {first}. --all lists everything."
        blocks.append(Sentence(told, "note"))
    note = "An actor's column names the concepts under which it stays."
    note += " There is no start to mark." if record.start is None else " * marks the start."
    if record.partition:
        whose = "The coalitions of the file" if record.own else "The blocks of the partition"
        note += f" {whose} are the players, and only they answer, each as one."
    elif record.joint and not record.coalitions:
        names = concepts_phrase(record.joint)
        note += (
            f" {names} {plural(len(record.joint), 'is', 'are')} asked about every coalition; All says where all stay."
        )
    blocks.append(Sentence(note, "note"))
    return Page(tuple(blocks))


def _equilibria_table(record: SolveRecord) -> Table:
    rows = tuple(
        (
            concept_name(item.concept),
            f"{item.count:,}",
            _codes(item, record),
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


def _codes(item: Equilibria, record: SolveRecord) -> str:
    start = record.start
    named = {code: label if record.layout == "graph" else str(code) for code, label in record.labels.items()}
    shown = [f"*{named[code]}" if code == start else named[code] for code in item.codes[:_CODES]]
    if start is not None and item.holds_at_start and start not in item.codes[:_CODES]:
        shown[-1:] = [f"*{named.get(start, start)}"]
    if not shown:
        return "none"
    rest = item.count - len(shown)
    return f"{', '.join(shown)} and {rest:,} more" if rest > 0 else ", ".join(shown)


def _states_table(record: SolveRecord, teller: Teller) -> Table:
    concepts = record.frame.assumptions.concepts
    actors = tuple(record.glossary.actors) if record.single else ()
    rows = tuple(
        (
            *_state(row, record, teller),
            *(_stable(row.stable[actor], record.single) for actor in actors),
            *(_stable(row.together[group], record.joint) for group in record.coalitions),
            _stable(row.equilibrium, concepts),
        )
        for row in record.rows
    )
    graph = record.layout == "graph"
    columns = (
        Column("State", fixed=True, right=not graph),
        *(() if graph else (Column("On"),)),
        *(Column(teller.actor(actor)) for actor in actors),
        *(Column(_together(group, record, teller)) for group in record.coalitions),
        Column("All"),
    )
    return Table(columns, rows)


def _together(group: Sequence[str], record: SolveRecord, teller: Teller) -> str:
    alone = record.partition and len(group) == 1
    return f"{teller.actors(group)}{' as a player' if alone and record.single else '' if alone else ' together'}"


def _state(row: SolvedState, record: SolveRecord, teller: Teller) -> tuple[str, ...]:
    star = "*" if row.code == record.start else ""
    if record.layout == "graph":
        return (f"{star}{row.label}",)
    return f"{star}{row.code}", " ".join(teller.short(option) for option in row.on) or "nothing"


def _stable(names: Sequence[str], concepts: Sequence[str]) -> str:
    """Concepts of a cell, as short as can be."""
    if len(names) == len(concepts):
        return "stays"
    if not names:
        return "-"
    if len(concepts) - len(names) == 1 < len(concepts) - 1:
        return f"not {next(name for name in concepts if name not in names)}"
    return " ".join(names)
