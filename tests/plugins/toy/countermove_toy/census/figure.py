"""census as a picture: a bar for each actor."""

from countermove.context.answer import Answer
from countermove.presentation.canvas import Canvas
from countermove.presentation.figure import Figure
from countermove.presentation.theme import theme_named
from countermove_toy.census.text import census_table


def census(answer: Answer, *, theme: str = "light", width: float = 760) -> Figure:
    """A bar for each actor."""
    canvas = Canvas("census", width, theme_named(theme))
    y = 26.0
    for name, many in answer.record.wants.items():
        canvas.text(canvas.x0, y, answer.glossary.actors[name])
        canvas.rect(canvas.x0 + 200, y - 10, 12.0 * many, 10, fill=canvas.theme.ink3)
        y += 20
    title = f"{sum(answer.record.wants.values())} wants"
    return canvas.figure(y, title=title, description=f"{title}.", table=census_table(answer))
