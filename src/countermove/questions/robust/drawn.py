"""Tornado: on which uncertain premises something leans, the most important first.

A bar runs from the share of draws in which it holds where the premise is false (open end) to that where it is true (full end);
the upright line is the share in all draws, each premise held at its certainty. Drawn shares carry their standard error.
"""

from __future__ import annotations

from math import ceil, floor

from countermove.analysis.draws.chance import Chance
from countermove.analysis.draws.premises import MODELS
from countermove.case.answer import Answer
from countermove.case.glossary import Glossary, WantText
from countermove.errors import CountermoveError, UnknownName
from countermove.questions.robust.found import Bar, Finding, Robust
from countermove.telling.blocks import Column, Table
from countermove.telling.canvas import Canvas
from countermove.telling.cellmarks import Span
from countermove.telling.figure import Figure
from countermove.telling.marks import rings
from countermove.telling.metrics import width_of, wrapped
from countermove.telling.numbers import decimal_text, signed_text
from countermove.telling.phrases import Teller
from countermove.telling.signs import wanted
from countermove.telling.tabled import Head, Row, TableCell, Words, tabled
from countermove.telling.theme import actors_of, theme_named
from countermove.telling.words import capital, concept_name, count

__all__ = ["SHOWN", "drawn", "tornado"]

SHOWN = 20
"""Premises that are shown."""

_LINES = 3
"""Lines of a want at most."""

_FEW = 30
"""Draws with a premise true, or false, below which their number is told instead of an error."""


def tornado(
    answer: Answer, *, thing: str = "", model: str = "reversed", theme: str = "light", width: float = 760
) -> Figure:
    """The importance of premises under the first concept. ``thing``: start (where absent), outcomes (the likeliest but the
    start), the code of one, or the id of a claim; ``model``: of a false premise. Raises UnknownName, CountermoveError."""
    return drawn(answer, _finding(answer.found, answer.glossary, thing, model), theme=theme, width=width)


def _finding(found: Robust, glossary: Glossary, thing: str, model: str) -> Finding:
    if thing not in ("", "start", "outcomes") and not _is_code(thing) and thing not in glossary.claims:
        raise UnknownName("claim", thing, ("start", "outcomes", *glossary.claims))
    if model not in MODELS:
        raise UnknownName("way to be false", model, MODELS)
    concept = found.concepts[0]
    if thing in glossary.claims:
        return found.finding("claim", thing, concept=concept, model=model)
    if thing == "outcomes" or _is_code(thing):
        return _of_outcome(found, thing, concept, model)
    return found.finding("start", "", concept=concept, model=model)


def _is_code(text: str) -> bool:
    """Whether a text may be the code of a state, which has less than 20 digits."""
    return text.isascii() and text.isdecimal() and len(text) < 20


def _of_outcome(found: Robust, thing: str, concept: str, model: str) -> Finding:
    """The outcome with a code, or ("outcomes") the likeliest one but the start. Raises UnknownName, CountermoveError."""
    own = [item for item in found.outcomes if (item.concept, item.model) == (concept, model) and item.code is not None]
    if thing != "outcomes":
        item = found.outcome(int(thing), concept=concept, model=model)
    elif others := [item for item in own if item.code != found.start]:
        item = others[0]
    else:
        raise CountermoveError(f"Under {concept_name(concept)} nothing but the start is ever an outcome.")
    if item.bars is None:
        likely = ", ".join(str(item.code) for item in own if item.bars is not None)
        raise CountermoveError(f"State {item.code} is too rare an outcome to tell what it leans on; try {likely}.")
    return item.finding


def drawn(answer: Answer, finding: Finding, *, theme: str = "light", width: float = 760) -> Figure:
    """The importance of premises for one finding of an answer: one subject, one concept, one model of a false premise."""
    canvas, glossary = Canvas("tornado", width, theme_named(theme)), answer.glossary
    teller, actors = Teller(glossary, answer.frame.assumptions.view), actors_of(glossary, canvas.theme)
    if finding.kind == "claim":
        teller = teller.of_claim(finding.name)
    shown, room = finding.bars[:SHOWN], canvas.x1 - canvas.x0
    told = f"Each premise failing as often as its certainty says: {_chance(finding.chance)} of draws"
    y = canvas.lines(canvas.x0, 24.0, told, room, size=12, face="bold", leading=17) + 8
    ids = 24 + max((min(width_of(bar.want, 11, "bold"), 50.0) for bar in shown), default=0.0)
    label = min(290.0, 0.4 * room) - ids if room > 520 else 0.0
    ends = _span(finding)
    axis = Head("effect", axis=ends)
    heads = [Head(width=ids, least=0), Head(width=label), axis] if label else [Head(width=room), axis]
    rows = [_row(bar, finding, ends, teller, label) for bar in shown]
    y = tabled(canvas, y, heads, rows, actors, cards=not label) + 20 if shown else y
    told = f"and {len(finding.bars) - len(shown)} more" if len(finding.bars) > len(shown) else ""
    if told := told if finding.bars else "No uncertain premise makes a difference.":
        canvas.text(canvas.x0, y, told, size=11, ink=canvas.theme.ink2)
        y += 16
    y = _key(canvas, y)
    owners = {want.actor for bar in shown if (want := teller.game.wants.get(bar.want)) is not None}
    y = rings(canvas, y + 6, [actor for key, actor in actors.items() if key in owners]) - 6
    return canvas.figure(
        y,
        title=_title(finding, glossary),
        description=(
            f"{capital(_subject(finding, glossary))}: {_chance(finding.chance)} of draws. "
            f"{capital(count(len(finding.bars), 'uncertain premise'))} make a difference: "
            + ", ".join(f"{bar.want} {_difference(bar)}" for bar in shown)
            + "."
        ),
        table=_table(finding, teller, glossary),
    )


def _row(bar: Bar, finding: Finding, ends: tuple[float, float], teller: Teller, label: float) -> Row:
    """A premise; its wording has a column of its own where there is room for one (``label``: how much)."""
    want = teller.game.wants.get(bar.want)
    name, owner = Words(bar.want, "bold"), "" if want is None else want.actor
    now = None if finding.chance is None else float(finding.chance.value)
    effect = _difference(bar, error=bool(label))
    span = TableCell((Span(ends, float(bar.given_false.value), float(bar.given_true.value), now, effect),))
    if label:
        words = tuple(map(Words, _label(want, teller, label)))
        cells: tuple[TableCell, ...] = (TableCell((name,), ring=owner), TableCell(words), span)
    else:
        parts = () if want is None else tuple(Words(part, "faint") for part in wanted(want, teller))
        cells = (TableCell(((name, *parts),), ring=owner), span)
    return Row(cells, "want", teller.want(bar.want), {"want": bar.want})


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


def _title(finding: Finding, glossary: Glossary) -> str:
    """What leans on how many wants: the finding. Bars that the error leaves nothing of do not count."""
    many = sum(abs(float(bar.difference)) > 2 * bar.error for bar in finding.bars)
    on = count(many, "want") if many else "no want that is uncertain"
    return f"{capital(_thing(finding, glossary))} leans on {on}{_setting(finding)}"


def _thing(finding: Finding, glossary: Glossary) -> str:
    if finding.kind == "claim":
        return f"claim {finding.name}"
    if finding.kind == "answer":
        return f"the answer to {finding.name}"
    if finding.kind == "content":
        return f"{glossary.actors.get(finding.name, finding.name)}'s staying"
    if finding.kind == "outcome":
        return f"outcome {finding.name}" if finding.name else "going round without an end"
    return "the status quo"


def _setting(finding: Finding) -> str:
    under = f" under {concept_name(finding.concept)}" if finding.concept else ""
    return f"{under}, false premises {finding.model}"


def _subject(finding: Finding, glossary: Glossary) -> str:
    if finding.kind == "claim":
        told = f"{finding.name} holds"
    elif finding.kind == "answer":
        told = f'the answer to {finding.name} stays "{finding.stays}"'
    elif finding.kind == "content":
        told = f"the start is stable for {glossary.actors.get(finding.name, finding.name)}"
    elif finding.kind == "outcome":
        told = f"state {finding.name} is an outcome" if finding.name else "there is no outcome, the roads only circle"
    else:
        told = "the status quo stays as it is"
    return f"{told}{_setting(finding)}"


def _chance(chance: Chance | None) -> str:
    if chance is None:
        return "undefined throughout"
    if chance.exact:
        return f"{decimal_text(chance.value, 3)} (exact)"
    return f"{decimal_text(chance.value, 3)} ± {decimal_text(chance.error, 3)} ({chance.draws:,})"


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
                float(bar.given_true.value),
                float(bar.given_false.value),
                float(bar.difference),
                float(bar.error),
            )
        )
    return Table(columns, tuple(rows), f"Importance of premises: {_subject(finding, glossary)}")
