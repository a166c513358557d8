"""Responsibility by view: for each view a bar an actor, as long as its degree.

A full bar: it does not end at the target in that view, and the actor could bring it about; an open bar: it ends there, or may,
and the actor could stop that. Beside it, where readings were gone through, the same over all of them (blame: the expected degree),
and for each actor with a degree the smallest change that gives it.

As models grow: all views and actors while these make no more than ``_ALL`` bars, then only actors with a degree above 0, and
above ``_SOME`` bars even of these one view (the author's), its actors ranked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import prod

from countermove.analysis.edits.edits import Edit
from countermove.case.answer import Answer
from countermove.case.glossary import Glossary
from countermove.questions.responsibility.found import InOneView, Responsibility
from countermove.telling.blocks import Column, Table
from countermove.telling.canvas import Canvas, number
from countermove.telling.figure import Figure
from countermove.telling.marks import legend
from countermove.telling.phrases import Teller
from countermove.telling.tabled import Head, Row, ShareBar, TableCell, Words, tabled
from countermove.telling.theme import ActorStyle, actors_of, theme_named
from countermove.telling.words import count, listed

__all__ = ["responsibility"]

_ALL, _SOME = 32, 160
"""Views × actors that are shown in full, and with their degrees above 0."""

_DONE = {"could_be": "turns", "drop": "is dropped", "swap": "one lower", "negate": "reversed"}


def responsibility(answer: Answer, *, theme: str = "light", width: float = 760) -> Figure:
    """Degrees of responsibility for the target, one view below the other."""
    found, glossary = answer.found, answer.glossary
    canvas = Canvas("responsibility", width, theme_named(theme))
    actors = list(actors_of(glossary, canvas.theme).values())
    blamed, target = any(row.blame is not None for row in found.views), Teller(glossary).target(found.target)
    whole = len(found.views) * len(actors) <= _ALL
    bars = sum(bool(degree or (row.blame or {}).get(key)) for row in found.views for key, degree in row.degrees.items())
    views = found.views[:1] if bars > _SOME else found.views
    over = count(len(found.readings), "reading")
    y = legend(canvas, _key(canvas, found, target, _not_gone_through(found, glossary)), actors) + 4
    heads = [
        Head("in the eyes of", most=150),
        Head("in the reading in use", most=150),
        *([Head(f"over {over}", most=150)] if blamed else []),
        Head(f"smallest changes{', in the reading in use' if blamed else ''}", share=2, least=160),
    ]
    rows = [_row(row, glossary, actors, whole=whole, ranked=len(views) < len(found.views)) for row in views]
    y = tabled(canvas, y, heads, rows, {actor.key: actor for actor in actors}, ruled=False)
    if len(views) < len(found.views):
        told = f"And in {count(len(found.views) - len(views), 'further view')}: the table has them."
        y = canvas.lines(canvas.x0, y + 14, told, canvas.x1 - canvas.x0, size=11, ink=canvas.theme.ink3)
    return canvas.figure(
        y + 8,
        title=f"Who could bring about {target}, or stop it, and in whose eyes",
        description=_description(found, glossary, target),
        table=_table(found, glossary, blamed),
    )


def _not_gone_through(found: Responsibility, glossary: Glossary) -> int:
    """How many readings there are where one alone was looked at; else 0."""
    readings = prod(len(question.answers) for question in glossary.questions.values())
    return 0 if found.readings or readings == 1 else readings


def _key(canvas: Canvas, found: Responsibility, target: str, readings: int) -> float:
    """What full and open bars are, and what the numbers mean."""
    x, y, ink = canvas.x0, 22.0, canvas.theme.ink3
    signs = {
        f"could bring about {target}": ink,
        f"could stop {target}, where it ends or may end in that view": canvas.theme.sheet,
    }
    for told, fill in signs.items():
        if x > canvas.x0 and x + 230 > canvas.x1:
            x, y = canvas.x0, y + 18
        canvas.rect(x, y - 8, 22, 8, fill=fill, stroke=ink, line=1.6, kind="mark", label=told)
        x += 28 + canvas.text(x + 28, y, told, size=11, ink=canvas.theme.ink2, within=canvas.x1 - x - 28) + 18
    told = f"1: one change of that actor’s mind decides; 0.50: it takes one other change too. Up to {count(found.bound, 'change')}."
    if readings:
        told += f" Of {readings:,} readings one was looked at: all would take too long."
    return canvas.lines(canvas.x0, y + 18, told, canvas.x1 - canvas.x0, size=11, ink=ink) + 4


def _row(row: InOneView, glossary: Glossary, actors: Sequence[ActorStyle], *, whole: bool, ranked: bool) -> Row:
    blame = row.blame or {}
    shown = [actor for actor in actors if whole or row.degrees.get(actor.key) or blame.get(actor.key)]
    if ranked:
        shown.sort(key=lambda actor: (-row.degrees.get(actor.key, Fraction(0)), -blame.get(actor.key, Fraction(0))))

    def bars(degrees: Mapping[str, Fraction]) -> TableCell:
        own = tuple(ShareBar(actor.key, degrees.get(actor.key, Fraction(0)), row.holds) for actor in shown)
        return TableCell(own or (Words("nobody", "faint"),))

    about = "" if row.view is None else glossary.views[row.view].about
    name = TableCell((Words(_whose(row, glossary), "strong"), *([Words(about, "small")] if about else [])))
    sides = (bars(row.degrees), *([bars(row.blame)] if row.blame is not None else []))
    changes = tuple(_changes(row, Teller(glossary, row.view))) or (Words("None within the bound.", "faint"),)
    return Row((name, *sides, TableCell(changes)), "view", data={"view": row.view or ""})


def _changes(row: InOneView, teller: Teller) -> Iterator[tuple[Words, ...]]:
    """The smallest change of each actor with a degree, the highest degree first; the same change once."""
    groups: dict[tuple[Edit, ...], list[str]] = {}
    for actor in sorted(row.witness, key=lambda name: -row.degrees[name]):
        groups.setdefault(row.witness[actor], []).append(teller.actor(actor))
    for changes, names in groups.items():
        short = ", ".join(f"{edit.want} {_DONE[edit.kind]}" for edit in changes)
        words = ", and ".join(teller.edit(edit, whole=False) for edit in changes)
        yield Words(f"{listed(names)}:", "bold"), Words(f"{short}:", "bold"), Words(f"{words}.", "faint")


def _whose(row: InOneView, glossary: Glossary) -> str:
    return "the author" if row.view is None else glossary.views[row.view].holder_name or row.view


def _description(found: Responsibility, glossary: Glossary, target: str) -> str:
    told = []
    for row in found.views:
        some = [f"{glossary.actors[actor]} {number(float(degree))}" for actor, degree in row.degrees.items() if degree]
        verb = "stop it" if row.holds else "bring it about"
        told.append(f"In the eyes of {_whose(row, glossary)}: {listed(some) or 'nobody'} could {verb}.")
    return f"Degrees of responsibility for {target}. {' '.join(told)}"


def _table(found: Responsibility, glossary: Glossary, blamed: bool) -> Table:
    columns = [Column("View"), Column("In the eyes of"), Column("As things are"), Column("Actor")]
    columns += [Column("Degree", right=True)]
    columns += [Column("Expected degree over readings", right=True)] if blamed else []
    rows = []
    for row in found.views:
        teller = Teller(glossary, row.view)
        for actor, degree in row.degrees.items():
            cells = [
                row.view or "(the author's)",
                _whose(row, glossary),
                row.reach.value,
                teller.actor(actor),
                str(degree),
            ]
            if blamed:
                cells.append("" if row.blame is None else str(row.blame[actor]))
            rows.append((*cells, teller.edits(row.witness[actor]) if actor in row.witness else ""))
    caption = f"Degrees of responsibility, changes of at most {count(found.bound, 'edit')}"
    return Table((*columns, Column("A smallest change")), tuple(rows), caption)
