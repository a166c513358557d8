"""Tornado: by how much the chance of something changes with each uncertain premise, the most important first.

A bar runs from the chance given that the premise is false (open end) to the chance given that it is true (full end); the
upright line is the chance with all premises held at their certainty. Drawn chances carry their standard error.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from countermove.analysis.draws.chance import Chance
from countermove.case.answer import Answer
from countermove.case.glossary import Glossary, WantText
from countermove.questions.robust.found import Bar, Finding
from countermove.telling.blocks import Column, Table
from countermove.telling.canvas import Canvas
from countermove.telling.figure import Figure
from countermove.telling.marks import rings
from countermove.telling.metrics import width_of, wrapped
from countermove.telling.numbers import decimal_text, signed_text
from countermove.telling.phrases import Teller
from countermove.telling.signs import wanted
from countermove.telling.theme import actors_of, theme_named
from countermove.telling.words import capital, concept_name, count

__all__ = ["SHOWN", "tornado"]

SHOWN = 20
"""Premises that are shown."""

_LINES = 3
"""Lines of a want at most."""

_FEW = 30
"""Draws with a premise true, or false, below which their number is told instead of an error."""


def tornado(answer: Answer, finding: Finding, *, theme: str = "light", width: float = 760) -> Figure:
    """The importance of premises for one finding of an answer: one subject, one concept, one model of a false premise."""
    canvas, glossary = Canvas("tornado", width, theme_named(theme)), answer.glossary
    teller, actors = Teller(glossary, answer.frame.assumptions.view), actors_of(glossary, canvas.theme)
    if finding.kind == "claim":
        teller = teller.of_claim(finding.name)
    shown = finding.bars[:SHOWN]
    wide = canvas.x1 - canvas.x0
    name, values = (min(290.0, 0.4 * wide), 96.0) if wide > 520 else (0.0, 66.0)
    left, right = canvas.x0 + name + 6, canvas.x1 - values - 8
    theme_, y = canvas.theme, 24.0

    low, high = _span(finding)

    def at(value: float) -> float:
        return left + (right - left) * min(1.0, max(0.0, (value - low) / (high - low)))

    told = f"Each premise at its certainty: {_chance(finding.chance)}"
    y = canvas.lines(canvas.x0, y, told, wide, size=12, face="bold", leading=17) + 8
    for k in range(5):
        tick = low + (high - low) * k / 4
        canvas.text(at(tick), y, f"{tick:.3f}".rstrip("0").rstrip("."), size=10, ink=theme_.ink3, anchor="middle")
    canvas.text(canvas.x1, y, "effect", size=10, ink=theme_.ink3, anchor="end", within=values)
    y += 6
    ids = 27 + max((min(width_of(bar.want, 11, "bold"), 50.0) for bar in shown), default=0.0)
    for bar in shown:
        want = teller.game.wants.get(bar.want)
        with canvas.group("want", title=teller.want(bar.want), want=bar.want):
            y += 19
            if want is not None and want.actor in actors:
                canvas.ring(canvas.x0 + 7, y - 4, actors[want.actor], radius=7)
            canvas.text(canvas.x0 + 20, y, bar.want, size=11, face="bold", within=50)
            x = canvas.x0 + ids
            room = (canvas.x0 + name if name else canvas.x1) - x
            end = y
            for part in _label(want, teller, room):
                end = canvas.lines(x, end, part, room, size=11, leading=14, ink=theme_.ink2, most=_LINES)
            level = y if name else end
            if finding.chance is not None:
                x = at(float(finding.chance.value))
                canvas.line((x, level - 11), (x, level + 3), stroke=theme_.ink, dash="2 2")
            _bar(canvas, at(float(bar.given_false.value)), at(float(bar.given_true.value)), level)
            canvas.text(canvas.x1, level, _difference(bar, error=bool(name)), size=11, anchor="end", within=values)
            y = max(level, end - 14)
    y += 20
    if len(finding.bars) > len(shown):
        canvas.text(canvas.x0, y, f"and {len(finding.bars) - len(shown)} more", size=11, ink=theme_.ink3)
        y += 16
    if not finding.bars:
        canvas.text(canvas.x0, y, "No uncertain premise makes a difference.", size=11, ink=theme_.ink2)
        y += 16
    y = _key(canvas, y)
    owners = {want.actor for bar in shown if (want := teller.game.wants.get(bar.want)) is not None}
    y = rings(canvas, y + 6, [actor for key, actor in actors.items() if key in owners]) - 6
    return canvas.figure(
        y,
        title=f"What the chance depends on: {_subject(finding, glossary)}",
        description=(
            f"{capital(_subject(finding, glossary))}: {_chance(finding.chance)}. "
            f"{capital(count(len(finding.bars), 'uncertain premise'))} make a difference: "
            + ", ".join(f"{bar.want} {_difference(bar)}" for bar in shown)
            + "."
        ),
        table=_table(finding, teller, glossary),
    )


def _bar(canvas: Canvas, false: float, true: float, y: float) -> None:
    theme = canvas.theme
    low, high = min(false, true), max(false, true)
    canvas.rect(low, y - 8, max(high - low, 0.5), 8, fill=theme.fails, stroke=theme.ink2, kind="mark", label="bar")
    canvas.circle(true, y - 4, 4, fill=theme.ink)
    canvas.circle(false, y - 4, 4, fill=theme.sheet, stroke=theme.ink, line=1.5)


def _key(canvas: Canvas, y: float) -> float:
    theme, x = canvas.theme, canvas.x0
    for fill, told in ((theme.ink, "if the premise is true"), (theme.sheet, "if it is false")):
        canvas.circle(x + 5, y - 4, 4, fill=fill, stroke=theme.ink, line=1.5)
        canvas.mark(x, y - 9, 10, 10, told)
        canvas.text(x + 14, y, told, size=11, ink=theme.ink2)
        x += 14 + width_of(told, 11) + 16
    if canvas.x1 - x < 200:
        x, y = canvas.x0, y + 17
    canvas.line((x + 4, y - 9), (x + 4, y + 1), stroke=theme.ink, dash="2 2")
    canvas.mark(x, y - 9, 8, 10, "all")
    canvas.text(x + 14, y, "each premise at its certainty", size=11, ink=theme.ink2)
    return y + 12


def _subject(finding: Finding, glossary: Glossary) -> str:
    if finding.kind == "claim":
        told = f"{finding.name} holds"
    elif finding.kind == "content":
        told = f"the start is stable for {glossary.actors.get(finding.name, finding.name)}"
    elif finding.kind == "outcome":
        told = f"state {finding.name} is an outcome" if finding.name else "there is no outcome, the roads only circle"
    else:
        told = "the start holds"
    under = f" under {concept_name(finding.concept)}" if finding.concept else ""
    how = "dropped" if finding.model == "dropped" else "reversed"
    return f"{told}{under}, false premises {how}"


def _chance(chance: Chance | None) -> str:
    if chance is None:
        return "undefined throughout"
    if chance.exact:
        return f"{decimal_text(chance.value, 3)} (exact)"
    return f"{decimal_text(chance.value, 3)} ± {decimal_text(chance.error, 3)} ({chance.draws:,} draws)"


def _label(want: WantText | None, teller: Teller, room: float) -> tuple[str, ...]:
    """A want with its condition, which has a line of its own where both together are too long."""
    parts = () if want is None else wanted(want, teller)
    whole = " ".join(parts)
    return (whole,) if wrapped(whole, 11, "sans", room, _LINES)[1] else parts


def _difference(bar: Bar, *, error: bool = True) -> str:
    """The importance, with its standard error; of few draws their number, since the error of so few says little."""
    told = signed_text(bar.difference)
    fewest = min((chance.draws for chance in (bar.given_true, bar.given_false) if not chance.exact), default=_FEW)
    if fewest < _FEW:
        return f"{told} (n = {fewest})"
    return f"{told} ± {decimal_text(bar.error)}" if bar.error and error else told


def _span(finding: Finding) -> tuple[float, float]:
    """The part of 0 to 1 that is drawn: all of it, or whole tenths around what is there."""
    values = [float(chance.value) for bar in finding.bars[:SHOWN] for chance in (bar.given_true, bar.given_false)]
    values += [] if finding.chance is None else [float(finding.chance.value)]
    if not values or max(values) - min(values) > 0.5:
        return 0.0, 1.0
    low, high = floor(min(values) * 10) / 10, ceil(max(values) * 10) / 10
    return (low, high) if high > low else (low - 0.1 if low > 0.5 else low, high if low > 0.5 else high + 0.1)


def _table(finding: Finding, teller: Teller, glossary: Glossary) -> Table:
    columns = (
        Column("Want", fixed=True),
        Column("Whose"),
        Column("In words"),
        Column("Given true", right=True),
        Column("Given false", right=True),
        Column("Difference", right=True),
        Column("Standard error", right=True),
    )
    rows = []
    for bar in finding.bars:
        want = teller.game.wants.get(bar.want)
        rows.append(
            (
                bar.want,
                "" if want is None else teller.actor(want.actor),
                "" if want is None else teller.wish(want.want, want.actor),
                Fraction(bar.given_true.value),
                Fraction(bar.given_false.value),
                Fraction(bar.difference),
                Fraction(bar.error),
            )
        )
    return Table(columns, tuple(rows), f"Importance of premises: {_subject(finding, glossary)}")
