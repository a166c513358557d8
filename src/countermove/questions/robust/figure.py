"""Tornado: on which uncertain premises something depends, the most important first.

If any one of them, when false, decides it, the figure is a sentence and their list, each with its certainty. Otherwise
each has two dots on one axis, the share of draws in which the thing holds: a full one if the premise is true, an open
one if it is false; the upright line is the share in all draws, each premise held at its certainty. Drawn shares have
their standard error; differences that vanish within it are counted and not drawn. A share of draws tests assumptions:
no word of likelihood appears here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import ceil, floor

from countermove.context.answer import Answer
from countermove.context.glossary import Glossary
from countermove.inquiry.draws import MODELS, Chance
from countermove.presentation.blocks import NOTHING, TableCell, Words
from countermove.presentation.canvas import Canvas
from countermove.presentation.cellmarks import Span
from countermove.presentation.chances import share_phrase
from countermove.presentation.figure import Figure
from countermove.presentation.marks import rings
from countermove.presentation.numbers import decimal_text, signed_text
from countermove.presentation.phrases import Phrasing
from countermove.presentation.premises import want_in_force
from countermove.presentation.table_figure import Head, Row, draw_table
from countermove.presentation.theme import actors_of, theme_named
from countermove.presentation.words import capital, concept_name, count, number, plural
from countermove.questions.robust.compute import Bar, Finding, Robust
from countermove.questions.robust.text import FEW, few_draws, premise_cell, premises_table, significant_bars, sure_text
from gmcr.base.errors import CountermoveError, UnknownName

__all__ = ["SHOWN", "drawn", "tornado"]

SHOWN = 20
"""The number of premises shown."""

_MODEL_WORDS = {"reversed": "turned round", "dropped": "left out"}
"""What happens to a false premise."""

_ENOUGH = "is enough for it"

_BESIDE = 520.0
"""With more width than this a want stands beside its dots."""


def tornado(
    answer: Answer, *, thing: str = "", model: str = "reversed", theme: str = "light", width: float = 760
) -> Figure:
    """The importance of premises under the first concept. ``thing``: start (the default), outcomes (the likeliest other
    than the start), the code of one, or the id of a claim; ``model``: of a false premise. Raises UnknownName,
    CountermoveError."""
    return drawn(answer, _finding(answer.record, answer.glossary, thing, model), theme=theme, width=width)


def _finding(result: Robust, glossary: Glossary, thing: str, model: str) -> Finding:
    if thing not in ("", "start", "outcomes") and not _is_code(thing) and thing not in glossary.claims:
        raise UnknownName("claim", thing, ("start", "outcomes", *glossary.claims))
    if model not in MODELS:
        raise UnknownName("way to be false", model, MODELS)
    concept = result.concepts[0]
    if thing in glossary.claims:
        return result.finding("claim", thing, concept=concept, model=model)
    if thing == "outcomes" or _is_code(thing):
        return _of_outcome(result, thing, concept, model)
    return result.finding("start", "", concept=concept, model=model)


def _is_code(text: str) -> bool:
    """Whether a text may be the code of a state, which has fewer than 20 digits."""
    return text.isascii() and text.isdecimal() and len(text) < 20


def _of_outcome(result: Robust, thing: str, concept: str, model: str) -> Finding:
    """The outcome with a code, or ("outcomes") the likeliest one other than the start. Raises UnknownName,
    CountermoveError."""
    own = [item for item in result.outcomes if (item.concept, item.model) == (concept, model) and item.code is not None]
    if thing != "outcomes":
        item = result.outcome(int(thing), concept=concept, model=model)
    elif others := [item for item in own if item.code != result.start]:
        item = others[0]
    else:
        raise CountermoveError(f"Under {concept_name(concept)} nothing but the start is ever an outcome.")
    if item.bars is None:
        likely = ", ".join(str(item.code) for item in own if item.bars is not None)
        raise CountermoveError(f"State {item.code} is too rare an outcome to say what it leans on; try {likely}.")
    return item.finding


def drawn(answer: Answer, finding: Finding, *, theme: str = "light", width: float = 760) -> Figure:
    """The importance of premises for one finding of an answer: one subject, one concept, one model of a false premise."""
    canvas, glossary = Canvas("tornado", width, theme_named(theme)), answer.glossary
    phrasing, actors = Phrasing(glossary, answer.frame.assumptions.view), actors_of(glossary, canvas.theme)
    if finding.kind == "claim":
        phrasing = phrasing.of_claim(finding.name)
    bars = significant_bars(finding.bars)
    shown, alike, beside = bars[:SHOWN], deciding(bars), canvas.x1 - canvas.x0 > _BESIDE
    y = _lead(canvas, finding, len(bars), alike, answer, phrasing)
    if shown:
        sure = {premise.want: sure_text(premise) for premise in answer.record.premises}
        heads, rows = _list(shown, phrasing, sure, beside) if alike else _dots(shown, finding, phrasing, beside)
        y = draw_table(canvas, y, heads, rows, actors, cards=not (alike or beside)) + 20
    for line in _rest(finding, bars, shown):
        y = canvas.lines(canvas.x0, y, line, canvas.x1 - canvas.x0, size=11, ink=canvas.theme.ink2)
    if shown and not alike:
        y = _key(canvas, y)
    owners = {want.actor for bar in shown if (want := phrasing.game.wants.get(bar.want)) is not None}
    y = rings(canvas, y + 6, [actor for key, actor in actors.items() if key in owners]) - 6
    return canvas.figure(
        y,
        title=_title(finding, len(bars), alike, phrasing),
        description=(
            f"{capital(_subject(finding, phrasing))}: {_chance(finding.chance)} of draws. "
            f"{_deciders(len(bars))}{': ' if shown else ''}"
            + ", ".join(f"{bar.want} {_difference(bar)}" for bar in shown)
            + "."
        ),
        table=premises_table(
            finding.bars, answer.record, phrasing, f"Importance of premises: {_subject(finding, phrasing)}"
        ),
    )


def deciding(bars: Sequence[Bar]) -> str:
    """The effect of any one of some premises when false: "breaks it", "is enough for it", or "" if that is not the
    whole story."""
    if any(not bar.given_false.exact and bar.given_false.draws < FEW for bar in bars):
        return ""
    ends = {bar.given_false.value for bar in bars}
    return "breaks it" if ends == {0} else _ENOUGH if ends == {1} else ""


def _lead(canvas: Canvas, finding: Finding, many: int, alike: str, answer: Answer, phrasing: Phrasing) -> float:
    """Draw the finding in a sentence, what its share is of, and which outcome it is about."""
    theme, room = canvas.theme, canvas.x1 - canvas.x0
    y, turned = 24.0, _MODEL_WORDS[finding.model]
    if alike:
        lead = f"Any one of these {number(many)}" if many > 1 else "This one alone"
        y = canvas.lines(canvas.x0, y, f"{lead}, {turned}, {alike}.", room, size=14, face="bold", leading=18)
    if finding.kind == "outcome" and finding.name and int(finding.name) in answer.on:
        text = f"State {finding.name}: {phrasing.state(answer.on[int(finding.name)])}."
        y = canvas.lines(canvas.x0, y, text, room, size=12, face="bold", leading=16)
    under = f"Under {concept_name(finding.concept)}, with" if finding.concept else "With"
    text = (
        f"{under} each premise false as often as its certainty says, and then {turned}, {_subject(finding, phrasing)} "
        f"{share_phrase(finding.chance)}. A test of what is assumed, not a forecast."
    )
    return canvas.lines(canvas.x0, y, text, room, size=11, ink=theme.ink2) + 10


def _list(
    bars: Sequence[Bar], phrasing: Phrasing, sure: Mapping[str, str], beside: bool
) -> tuple[list[Head], list[Row]]:
    """Premises, each with its certainty: in a column of its own, or after its words."""
    heads = [Head("who wants what", share=3), *([Head("how sure", most=110, least=90)] if beside else [])]
    rows = []
    for bar in bars:
        text = sure.get(bar.want, "")
        cells = premise_cell(bar.want, phrasing), TableCell((Words(text or NOTHING),))
        rows.append(_premise_row(bar, phrasing, cells if beside else (premise_cell(bar.want, phrasing, text),)))
    return heads, rows


def _dots(bars: Sequence[Bar], finding: Finding, phrasing: Phrasing, beside: bool) -> tuple[list[Head], list[Row]]:
    """Premises, each with its two dots on one axis; below its words if there is no room beside them."""
    ends = _span(finding)
    now = None if finding.chance is None else float(finding.chance.value)
    axis = Head(f"share of draws in which {_subject(finding, phrasing)}", axis=ends)
    rows = []
    for bar in bars:
        false, true = float(bar.given_false.value), float(bar.given_true.value)
        span = TableCell((Span(ends, false, true, now, _difference(bar, error=beside)),))
        rows.append(_premise_row(bar, phrasing, (premise_cell(bar.want, phrasing), span)))
    return [Head(width=310) if beside else Head(), axis], rows


def _premise_row(bar: Bar, phrasing: Phrasing, cells: tuple[TableCell, ...]) -> Row:
    return Row(cells, "want", want_in_force(phrasing, bar.want).whole(), {"want": bar.want})


def _rest(finding: Finding, bars: Sequence[Bar], shown: Sequence[Bar]) -> Iterator[str]:
    """What is not drawn, and why."""
    if not finding.bars:
        yield "No uncertain premise makes a difference."
    if len(bars) > len(shown):
        yield f"And {len(bars) - len(shown):,} more: the table has them."
    noise = len(finding.bars) - len(bars)
    if noise:
        makes = plural(noise, "makes", "make")
        yield f"{capital(count(noise, 'further premise'))} {makes} less of a difference than the draws can tell."


def _key(canvas: Canvas, y: float) -> float:
    """Draw the key of the dots and the upright line."""
    theme, x = canvas.theme, canvas.x0
    for fill, text in ((theme.ink, "if the premise is true"), (theme.sheet, "if it is false")):
        canvas.circle(x + 5, y - 4, 4, fill=fill, stroke=theme.ink, line=1.5)
        canvas.mark(x, y - 9, 10, 10, text)
        x += 30 + canvas.text(x + 14, y, text, size=11, ink=theme.ink2)
    if canvas.x1 - x < 200:
        x, y = canvas.x0, y + 17
    canvas.line((x + 4, y - 9), (x + 4, y + 1), stroke=theme.ink, dash="2 2")
    canvas.mark(x, y - 9, 8, 10, "all")
    canvas.text(x + 14, y, "each premise at its certainty", size=11, ink=theme.ink2)
    return y + 15


def _title(finding: Finding, many: int, alike: str, phrasing: Phrasing) -> str:
    """The finding: what depends on how many wants."""
    thing = _thing(finding, phrasing)
    if not many:
        return f"{capital(thing)} leans on no want that is uncertain"
    if alike == _ENOUGH:
        return f"{capital(count(many, 'want'))} {plural(many, 'stands', 'stand')} against {thing}"
    return f"{capital(thing)} leans on {count(many, 'want')}{' at once' if alike and many > 1 else ''}"


def _deciders(many: int) -> str:
    """The number of premises that make a difference."""
    return f"{capital(count(many, 'uncertain premise'))} {plural(many, 'makes', 'make')} a difference"


def _thing(finding: Finding, phrasing: Phrasing) -> str:
    if finding.kind == "claim":
        return f"claim {finding.name}"
    if finding.kind == "answer":
        return f"the answer to {finding.name}"
    if finding.kind == "content":
        return f"{phrasing.actor(finding.name)}'s staying"
    if finding.kind == "outcome":
        return f"outcome {finding.name}" if finding.name else "going round without an end"
    return "the status quo"


def _subject(finding: Finding, phrasing: Phrasing) -> str:
    if finding.kind == "claim":
        return f"{finding.name} holds"
    if finding.kind == "answer":
        return f'the answer to {finding.name} stays "{finding.stays}"'
    if finding.kind == "content":
        return f"the start is stable for {phrasing.the(finding.name)}"
    if finding.kind == "outcome":
        return f"state {finding.name} is an outcome" if finding.name else "there is no outcome, the roads only circle"
    return "the status quo stays as it is"


def _chance(chance: Chance | None) -> str:
    if chance is None:
        return "none that it is defined in"
    if chance.exact:
        return decimal_text(chance.value, 3)
    return f"{decimal_text(chance.value, 3)} ± {decimal_text(chance.error, 3)} ({chance.draws:,})"


def _difference(bar: Bar, *, error: bool = True) -> str:
    """The importance, with its standard error; for few draws with their number, since the error of so few says little."""
    text = signed_text(bar.difference)
    if few := few_draws(bar):
        return f"{text} (n = {few})"
    return f"{text} ± {decimal_text(bar.error)}" if bar.error and error else text


def _span(finding: Finding) -> tuple[float, float]:
    """The part of 0 to 1 that is drawn: all of it, or whole tenths around the values."""
    values = [float(chance.value) for bar in finding.bars[:SHOWN] for chance in (bar.given_true, bar.given_false)]
    values += [] if finding.chance is None else [float(finding.chance.value)]
    if not values or max(values) - min(values) > 0.5:
        return 0.0, 1.0
    low, high = floor(min(values) * 10) / 10, ceil(max(values) * 10) / 10
    return (low, high) if high > low else (low - 0.1 if low > 0.5 else low, high if low > 0.5 else high + 0.1)
