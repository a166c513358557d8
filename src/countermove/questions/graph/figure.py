"""The whole graph of a small game, as papers print it: every state, every move, and where everybody stays.

Where a state is what its actors do, states form a table whose columns and rows are the actors' acts. In graph form, or
if the table would be mostly empty, improvements run downwards, and in the lowest row nobody gains by a move. A filled
head shows that the mover gains, an open one that it may go there without gaining; a double border marks an equilibrium,
with a dot for each requested concept, filled if it is one under that concept; a dashed halo marks the status quo. For
two actors with two ways to act each the table is that of their game, with the ranks of both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from countermove.context.answer import Answer
from countermove.presentation.blocks import Column, Table
from countermove.presentation.canvas import Canvas
from countermove.presentation.figure import Figure
from countermove.presentation.marks import arrow, legend
from countermove.presentation.metrics import width_of
from countermove.presentation.phrases import plain_option
from countermove.presentation.theme import ActorStyle, actors_of, theme_named
from countermove.presentation.words import all_of, capital, concept_name, concepts_phrase, count, part_text, plural
from countermove.questions.graph.compute import DrawnState, WholeGraph
from countermove.questions.graph.grid_sheet import Grid, GridSheet, grid_of
from countermove.questions.graph.levels_sheet import LevelsSheet
from countermove.questions.graph.sheet import GraphWords, Line, Sheet, lines_of, marks

__all__ = ["graph"]

_NARROW = 500.0
"""A sheet below this is narrow."""
_MOST_COLUMNS = (9, 4)
"""The largest number of columns of a table, on a wide and on a narrow sheet."""
_MOST_ROWS = 8
"""More rows than these are not accepted for the sake of fewer columns."""
_FITS = (8, 4)
"""The number of states in a row, on a wide and on a narrow sheet."""
_LEAST = 420.0
"""The least width of a sheet where there is room: keys have to fit."""


def graph(answer: Answer, *, theme: str = "light", width: float = 760) -> Figure:
    """The figure of the whole graph."""
    result: WholeGraph = answer.record
    words = GraphWords(answer)
    canvas = Canvas("graph", width, theme_named(theme))
    actors = actors_of(answer.glossary, canvas.theme)
    lines = lines_of(result.moves)
    drawing = _arranged(canvas, result, words, lines, actors)
    canvas = drawing.canvas
    y = _keys(canvas, result, lines, list(actors.values()), drawing.draw(12.0) + 22)
    y = canvas.lines(canvas.x0, y, drawing.reads, canvas.x1 - canvas.x0, size=11, ink=canvas.theme.ink2)
    return canvas.figure(y, title=_title(result), description=_description(result, words), table=_table(result, words))


def _arranged(
    canvas: Canvas, result: WholeGraph, words: GraphWords, lines: Sequence[Line], actors: dict[str, ActorStyle]
) -> GridSheet | LevelsSheet:
    """The drawing with the most columns that fits, or else the narrowest, on a sheet as wide as it needs."""
    narrow = canvas.width < _NARROW
    most = _MOST_COLUMNS[narrow]

    def on(canvas: Canvas, grid: Grid | None) -> GridSheet | LevelsSheet:
        sheet = Sheet(canvas, result, actors, words)
        if grid is None:
            return LevelsSheet(sheet, lines, fits=_FITS[narrow])
        return GridSheet(sheet, grid, lines, narrow=narrow)

    best: tuple[float, Grid | None] | None = None
    least = min(most, -(-len(result.states) // _MOST_ROWS)) if narrow else most
    for columns in range(most, least - 1, -1):
        grid = None if words.labelled else grid_of(words.on, list(actors), lines, most=columns)
        wide = on(canvas, grid).right + canvas.x0
        if best is None or wide < best[0]:
            best = wide, grid
        if wide <= canvas.width:
            break
    assert best is not None
    return on(Canvas(canvas.name, max(best[0], min(canvas.width, _LEAST)), canvas.theme), best[1])


# -- keys and words ----------------------------------------------------------------------------------------------------


def _keys(canvas: Canvas, result: WholeGraph, lines: Iterable[Line], actors: Sequence[ActorStyle], y: float) -> float:
    """Keys: the actors, and what the signs mean."""
    y = legend(canvas, y, actors)
    theme, x = canvas.theme, canvas.x0
    for sign, text in _signs(result, lines):
        span = 30 + width_of(text, 11)
        if x > canvas.x0 and x + span > canvas.x1:
            x, y = canvas.x0, y + 17
        if sign == "start":
            canvas.rect(x + 4, y - 10, 16, 12, stroke=theme.ink3, dash="2 3", radius=4)
        elif sign == "stays":
            canvas.rect(x + 3, y - 10, 18, 12, fill=theme.wash, stroke=theme.ink, radius=3.5, line=1.2)
            canvas.rect(x + 5.5, y - 7.5, 13, 7, stroke=theme.ink, radius=2, line=0.9)
        else:
            canvas.line((x + 1, y - 4), (x + 15, y - 4), stroke=theme.ink2, line=2.0 if sign == "gains" else 1.0)
            arrow(canvas, (x + 23, y - 4), 0, colour=theme.ink2, filled=sign == "gains")
        canvas.mark(x, y - 10, 25, 12, sign)
        canvas.text(x + 30, y, text, size=11, ink=theme.ink2)
        x += span + 16
    return _dots(canvas, result, y + 18)


def _signs(result: WholeGraph, lines: Iterable[Line]) -> Iterator[tuple[str, str]]:
    all_lines = tuple(lines)
    if result.start is not None:
        yield "start", "status quo"
    if any(state.equilibrium for state in result.states):
        yield "stays", "equilibrium"
    if any(line.gains for line in all_lines):
        yield "gains", "mover gains"
    if any(line.back or not line.gains for line in all_lines):
        yield "open", "may move, gains nothing"


def _dots(canvas: Canvas, result: WholeGraph, y: float) -> float:
    """The dot of each concept."""
    if len(result.concepts) < 2 or not any(state.equilibrium for state in result.states):
        return y
    held = [True] * len(result.concepts)
    marks(canvas, canvas.x0 + 4, y - 4, held)
    canvas.mark(canvas.x0, y - 8, 7.0 * len(held) + 2, 8, "dots")
    text = f"equilibrium under {', '.join(map(concept_name, result.concepts))}, from left to right"
    return canvas.lines(
        canvas.x0 + 7 * len(held) + 8,
        y,
        text,
        canvas.x1 - canvas.x0 - 7 * len(held) - 8,
        size=11,
        ink=canvas.theme.ink2,
    )


def _title(result: WholeGraph) -> str:
    whole = len(result.states)
    some = [state for state in result.states if state.equilibrium]
    if len(result.concepts) == 1:
        under = f"under {concept_name(result.concepts[0])}"
        return f"{_of(len(some), whole)} {under}"
    under = concepts_phrase(result.concepts) if len(result.concepts) < 3 else all_of(len(result.concepts), "concept")
    always = [state for state in some if len(state.equilibrium) == len(result.concepts)]
    if len(always) == len(some):
        return f"{_of(len(some), whole)} under {under if some else 'any concept'}"
    text = part_text(len(always), whole) if always else "none"
    return f"{_of(len(some), whole)}, {text} of them under {under}"


def _of(some: int, whole: int) -> str:
    text = f"{part_text(some, whole)} of {part_text(whole, whole)} states {plural(some, 'is an equilibrium', 'are equilibria')}"
    return capital(text) if some else f"No state of {part_text(whole, whole)} is an equilibrium"


def _description(result: WholeGraph, words: GraphWords) -> str:
    gains = sum(move.better > 0 for move in result.moves)
    size = f"{count(len(result.states), 'state')} and {count(len(result.moves), 'move')}"
    parts = [f"The whole graph: {size}; {part_text(gains, len(result.moves))} of these are improvements."]
    if result.start is not None:
        parts.append(f"The status quo is {words.name(result.state(result.start))}.")
    parts += [
        f"Equilibria under {concept_name(concept)}: {', '.join(words.names(concept)) or 'none'}."
        for concept in result.concepts
    ]
    return " ".join(parts)


# -- the table ---------------------------------------------------------------------------------------------------------


def _table(result: WholeGraph, words: GraphWords) -> Table:
    """States with Y and N for each option, as papers print them."""
    options = () if words.labelled else tuple(words.phrasing.glossary.options)
    actors = tuple(words.phrasing.glossary.actors)
    rows = tuple(
        (
            f"{'*' if state.code == result.start else ''}{words.name(state)}",
            *(("Y" if option in words.on[state.code] else "N") for option in options),
            *((words.label(state),) if words.labelled and not words.own_names else ()),
            *(_moves(state, actor, result, words) for actor in actors),
            ", ".join(map(concept_name, state.equilibrium)) or "-",
        )
        for state in result.states
    )
    columns = (
        Column("State", fixed=True),
        *(Column(plain_option(words.phrasing, option), fixed=True) for option in options),
        *((Column("What it is"),) if words.labelled and not words.own_names else ()),
        *(Column(f"{words.phrasing.actor(actor)} moves to") for actor in actors),
        Column("Equilibrium under"),
    )
    return Table(columns, rows, "States, moves (+ where the mover gains) and equilibria; * marks the status quo")


def _moves(state: DrawnState, actor: str, result: WholeGraph, words: GraphWords) -> str:
    texts = (
        f"{words.name(result.state(move.target))}{'+' if move.better > 0 else ''}"
        for move in result.moves
        if move.source == state.code and move.actor == actor
    )
    return ", ".join(texts) or "-"
