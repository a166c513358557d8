"""The tables of a paper, made of words and signs, independent of the format.

*Words* are text, from the file or ours; a *sign* is a mathematical one (the name of a state, a relation, a mark). Each
writer of tables escapes words and has a notation of its own for each sign.

Tables of a paper as Markdown: CommonMark with the tables of GitHub.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, TypeAlias

from countermove.plugins.papers.compute import Paper
from countermove.plugins.papers.further_text import further_text, graded_text, rules
from countermove.plugins.papers.parts import Chain, Evolution, OptionRow
from countermove.plugins.papers.signs import PaperRow, PaperTable, Piece, Pieces, Sign, between, state
from countermove.presentation.assumptions import game_text
from countermove.presentation.markdown import escaped
from countermove.presentation.phrases import Phrasing
from countermove.presentation.words import capital, concept_name, concepts_phrase, count

__all__ = [
    "markdown_of",
    "omission_texts",
    "paper_tables",
    "sentence",
]


_CellsOf: TypeAlias = Callable[[OptionRow], list[Pieces]]


def paper_tables(paper: Paper) -> tuple[PaperTable, ...]:
    """The requested tables. The first of them explains the numbers of states."""
    phrasing = Phrasing(paper.glossary, paper.frame.assumptions.view)
    making = {"options": _options, "preferences": _preferences, "stability": _stability, "evolution": _evolution}
    further = {table.name: table for table in paper.further}

    def made(name: str, key: tuple[Pieces, ...]) -> PaperTable:
        return (
            further_text(paper, further[name], phrasing, key) if name in further else making[name](paper, phrasing, key)
        )

    return tuple(
        made(name, tuple(_key(paper, phrasing, codes=name != "options")) if not place else ())
        for place, name in enumerate(paper.tables)
    )


def omission_texts(paper: Paper) -> tuple[str, ...]:
    """Why tables are missing, one sentence each."""
    lead = concept_name(paper.lead)
    why = {
        "no start": "the file has no status quo",
        "start holds": f"the status quo is itself an equilibrium under {lead}",
        "no way": f"no moves lead to an equilibrium under {lead}",
        "too large": "too many states can be reached to follow one by one",
    }
    return tuple(f"Without the table of {name}: {why[reason]}." for name, reason in paper.left_out.items())


def sentence(text: str) -> str:
    """A text ending in a full stop, unless it ends like a sentence already."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


# -- meaning of numbers ------------------------------------------------------------------------------------------------


def _key(paper: Paper, phrasing: Phrasing, *, codes: bool) -> Iterator[Pieces]:
    """An explanation of the numbers of states; ``codes``: with the code of each, which the table of options shows
    itself.
    """
    last = len(paper.states)
    which = {
        "all": f"all {count(paper.feasible, 'feasible state')}",
        "reached": f"of {paper.feasible:,} feasible states the status quo, those that improvements lead to, and the equilibria",
        "named": f"{count(last, 'state')} chosen out of {paper.feasible:,} feasible ones",
    }[paper.shown]
    order = "in the order of the file" if phrasing.labelled else "by ascending code"
    span: Pieces = (state(1),) if last == 1 else (state(1), " to ", state(last))
    yield ("States ", *span, f": {which}, {order}.")
    if not phrasing.labelled:
        pairs = tuple(between(((state(item.number), f" = {item.code}") for item in paper.states), ", "))
        rule = " over its options that are on, k counted from 0 in the order of the file"
        yield ("The code of a state is the sum of ", Sign("weight"), rule, *((": ", *pairs) if codes else ()), ".")
    elif any(item.label != f"s{item.number}" for item in paper.states):
        pairs = tuple(between(((state(item.number), f" = {item.label}") for item in paper.states), ", "))
        yield ("Their names: ", *pairs, ".")
    if paper.start is not None:
        yield ("The status quo is ", state(paper.start), ".")
    assumed = paper.frame.assumptions
    if assumed.coding or assumed.reading or assumed.scenario or assumed.view or assumed.drivers:
        yield (game_text(paper.frame, phrasing),)


# -- the tables --------------------------------------------------------------------------------------------------------


def _options(paper: Paper, phrasing: Phrasing, notes: tuple[Pieces, ...]) -> PaperTable:
    caption = f"Decision makers, options and feasible states: {paper.glossary.title}"
    if not paper.options:
        rows = [PaperRow(((phrasing.actor(actor),), _moves(pairs))) for actor, pairs in paper.moves.items()]
        caption = f"Decision makers and their moves: {paper.glossary.title}"
        return PaperTable("options", caption, (("Decision maker",), ("Moves",)), tuple(rows), notes, long=True)
    head: tuple[Pieces, ...] = (("Option",), *((state(item.number),) for item in paper.states))
    rows = list(_by_actor(paper, phrasing, lambda row: [(value,) for value in row.values]))
    rows.append(PaperRow((("Code",), *((str(item.code),) for item in paper.states)), "last"))
    marks = "" if all(row.levels for row in paper.options) else "Y: on; N: off."
    return PaperTable("options", caption, head, tuple(rows), (*(((marks,),) if marks else ()), *notes))


def _preferences(paper: Paper, phrasing: Phrasing, notes: tuple[Pieces, ...]) -> PaperTable:
    rows = tuple(PaperRow(((phrasing.actor(item.actor),), _chain(item))) for item in paper.preferences)
    gaps = {gap for item in paper.preferences for gap in item.gaps}
    legend: list[Piece] = [Sign("better", 1), " preferred"]
    if any(len(tier) > 1 for item in paper.preferences for tier in item.tiers):
        legend += ["; ", Sign("tie"), " equally preferred"]
    for gap in sorted(gaps - {1}):
        legend += ["; ", Sign("better", gap), " strongly preferred" if gap == 2 else f" preferred to degree {gap}"]
    if any(item.unknown for item in paper.preferences):
        legend += ["; ", Sign("unknown"), " not known which is preferred, whatever the chain says of the two"]
    caption = f"Preferences, most preferred states first: {paper.glossary.title}"
    head = (("Decision maker",), ("Preferences",))
    said = [(graded_text(item, phrasing),) for item in paper.graded]
    return PaperTable("preferences", caption, head, rows, ((*legend, "."), *said, *notes), long=True)


def _stability(paper: Paper, phrasing: Phrasing, notes: tuple[Pieces, ...]) -> PaperTable:
    numbers = [item.number for item in paper.states]
    rows = []
    for marks in paper.stability:
        name = "Nash (R)" if marks.concept == "nash" else capital(concept_name(marks.concept))
        rows.append(PaperRow(((name,), *(() for _ in numbers)), "group"))
        for actor, stable in marks.stable.items():
            rows.append(PaperRow(((phrasing.actor(actor),), *_marked(numbers, stable, Sign("stable")))))
        rows.append(PaperRow((("Equilibrium",), *_marked(numbers, marks.equilibria, Sign("equilibrium")))))
    head: tuple[Pieces, ...] = (("Decision maker",), *((state(number),) for number in numbers))
    legend: Pieces = (Sign("stable"), " stable for the decision maker; ", Sign("equilibrium"), " equilibrium.")
    caption = f"Stability of states: {paper.glossary.title}"
    return PaperTable("stability", caption, head, tuple(rows), (legend, *rules(paper), *notes))


def _evolution(paper: Paper, phrasing: Phrasing, notes: tuple[Pieces, ...]) -> PaperTable:
    road = paper.evolution
    assert road is not None, "a table that is asked for has something to tell"
    along = [road.start, *(step.to for step in road.steps)]
    head: list[Pieces] = [("Option",) if paper.options else ("Decision maker",), (state(road.start),)]
    for number in along[1:]:
        head += [(), (state(number),)]
    if paper.options:
        rows = tuple(_by_actor(paper, phrasing, lambda row: _turning([row.values[number - 1] for number in along])))
    else:
        rows = tuple(
            PaperRow(((phrasing.actor(item.actor),), (), *_moving(item.actor, road))) for item in paper.preferences
        )
    end: Piece = state(along[-1])
    caption = f"Evolution from the status quo: {paper.glossary.title}"
    sentences: list[Pieces] = []
    for before, step in zip(along, road.steps, strict=False):
        gain = "an improvement" if step.improves else "no improvement"
        sentences.append((state(before), Sign("to"), state(step.to), f": {phrasing.actor(step.actor)}, {gain}."))
    sentences.append(
        (end, f" is an equilibrium under {concepts_phrase(road.equilibrium)}.")
        if road.equilibrium
        else (end, f" is not an equilibrium under {concepts_phrase(paper.frame.assumptions.concepts)}.")
    )
    return PaperTable("evolution", caption, tuple(head), rows, (*sentences, *notes))


# -- parts of them -----------------------------------------------------------------------------------------------------


def _by_actor(paper: Paper, phrasing: Phrasing, cells_of: _CellsOf) -> Iterator[PaperRow]:
    """One row per option, below its owner."""
    before: str | None = None
    for row in paper.options:
        cells = cells_of(row)
        if row.actor != before:
            before = row.actor
            yield PaperRow(((phrasing.actor(row.actor) if row.actor else "Nobody",), *(() for _ in cells)), "group")
        yield PaperRow(((_option(row, paper.glossary.options),), *cells))


def _option(row: OptionRow, words: Mapping[str, str]) -> str:
    """An option in words; one in degrees by its name, with its levels."""
    plain = row.option.rpartition(".")[2].replace("_", " ")
    return f"{capital(plain)} ({', '.join(row.levels)})" if row.levels else capital(words.get(row.option) or plain)


def _moves(pairs: Iterable[tuple[int, int]]) -> Pieces:
    return tuple(between(((state(one), Sign("to"), state(other)) for one, other in pairs), ", ")) or ("none",)


def _marked(numbers: Iterable[int], some: Sequence[int], sign: Sign) -> Iterator[Pieces]:
    return ((sign,) if number in some else () for number in numbers)


def _turning(values: Sequence[str]) -> list[Pieces]:
    """The values of an option along a road, with an arrow wherever it changes."""
    cells: list[Pieces] = [(values[0],)]
    for before, after in pairwise(values):
        cells += [() if before == after else (Sign("to"),), (after,)]
    return cells


def _moving(actor: str, road: Evolution) -> Iterator[Pieces]:
    """The arrows of an actor's moves, in graph form."""
    for step in road.steps:
        yield (Sign("to"),) if step.actor == actor else ()
        yield ()


def _chain(chain: Chain) -> Pieces:
    pieces: list[Piece] = []
    for place, tier in enumerate(chain.tiers):
        pieces += [Sign("better", chain.gaps[place - 1])] if place else []
        pieces += between(((state(number),) for number in tier), Sign("tie"))
    for one, other in chain.unknown:
        pieces += ["; ", state(one), Sign("unknown"), state(other)]
    return tuple(pieces)


_SIGNS: Final[Mapping[str, str]] = {
    "tie": " \\~ ",
    "unknown": " U ",
    "to": " → ",
    "stable": "•",
    "equilibrium": "**E**",
    "weight": "2^k",
}


def markdown_of(tables: Sequence[PaperTable], remarks: Sequence[str]) -> str:
    """The tables, each below its caption and above its notes, then *remarks*."""
    return "\n".join(_lines(tables, remarks))


def _lines(tables: Sequence[PaperTable], remarks: Sequence[str]) -> Iterator[str]:
    for table in tables:
        yield f"**{escaped(sentence(table.caption))}**"
        yield ""
        yield _joined(list(map(_cell, table.head)))
        yield f"|---|{('---|' if table.long else ':---:|') * (len(table.head) - 1)}"
        for row in table.rows:
            cells = [_cell(cell) for cell in row.cells]
            yield _joined([f"*{cells[0]}*", *cells[1:]] if row.kind == "group" else cells)
        yield ""
        if table.notes:
            yield " ".join(map(_cell, table.notes))
            yield ""
    for remark in remarks:
        yield f"*{escaped(remark)}*"
        yield ""


def _joined(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell or ' ' for cell in cells)} |"


def _cell(pieces: Pieces) -> str:
    """A cell of words and signs. After a sign nothing begins a block, so only characters with a meaning inside lines
    are escaped there.
    """
    parts = [
        _sign(piece) if isinstance(piece, Sign) else escaped(f"s{piece}")[1:] if place else escaped(piece)
        for place, piece in enumerate(pieces)
    ]
    return re.sub(" {2,}", " ", "".join(parts)).strip()


def _sign(sign: Sign) -> str:
    if sign.kind == "state":
        return f"s{sign.number}"
    if sign.kind == "better":
        return {1: " \\> ", 2: " ≫ "}.get(sign.number) or f" ≫{sign.number} "
    return _SIGNS[sign.kind]
