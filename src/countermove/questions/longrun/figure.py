"""Where it ends in the long run: a sentence if that is certain, otherwise for each concept a bar an end, as long as the
chance of ending there.

A filled bar is an outcome, a hatched one a circle that is never left; a double square marks ends that persist as noise
vanishes (stochastically stable). Concepts with the same ends share a group.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from countermove.context.answer import Answer
from countermove.context.glossary import Glossary
from countermove.inquiry.draws import Chance
from countermove.presentation.blocks import Table
from countermove.presentation.canvas import Canvas, sentence_figure
from countermove.presentation.figure import Figure
from countermove.presentation.metrics import width_of
from countermove.presentation.phrases import Phrasing
from countermove.presentation.states import On, called_texts, described_text, named_text
from countermove.presentation.theme import theme_named
from countermove.presentation.words import all_of, capital, count, under_words
from countermove.questions.longrun.compute import End, InConcept, LongRun
from countermove.questions.longrun.text import alike, ends_table

__all__ = ["SHOWN", "longrun"]

SHOWN = 20
"""The number of ends shown for a concept."""

_STATES = 3
"""The number of states of a circle that are named."""

_CHOSEN = {
    "uniform": "where every step is as likely as any other",
    "actors": "where an actor is drawn, then one of its steps",
    "logit": "where an actor is drawn and moves, the likelier the better for it",
}


def longrun(answer: Answer, *, theme: str = "light", width: float = 760) -> Figure:
    """The long-run shares of one game."""
    canvas, result = Canvas("longrun", width, theme_named(theme)), answer.record
    words = _LongRunWords(answer.glossary, answer.on, result.start)
    groups = alike(result.by_concept, lambda item, end: bool(item.stays(end)))
    if len(groups) == 1 and (sentence := words.certain(groups[0], alone=True)):
        return sentence_figure(canvas, sentence, description=_description(words, groups, result), table=_table(answer))
    y, wide = 14.0, canvas.x1 - canvas.x0
    narrow = wide < 520
    name = wide if narrow else min(300.0, 0.42 * wide)
    left = canvas.x0 if narrow else canvas.x0 + name + 10
    track = canvas.x1 - left - 96
    for group in groups:
        first = group[0]
        if text := words.certain(group):
            y = canvas.lines(canvas.x0, y + 10, text, wide, size=12, face="bold", leading=17) - 4
            continue
        canvas.line((canvas.x0, y), (canvas.x1, y), stroke=canvas.theme.control)
        head = f"{_concepts(group)}: {_time(first)}"
        y = canvas.lines(canvas.x0, y + 19, capital(head), wide, size=12, face="bold", leading=17) - 2
        for end in first.ends[:SHOWN]:
            y = _end(canvas, words, end, bool(first.stays(end)), (name, left, track), y, narrow)
        if len(first.ends) > SHOWN:
            canvas.text(
                canvas.x0, y + 12, f"and {len(first.ends) - SHOWN} more in the table", size=11, ink=canvas.theme.ink3
            )
            y += 18
        if first.unended.value:
            text = f"{_percent(first.unended)} of the runs were still under way after {result.horizon:,} steps"
            y = canvas.lines(canvas.x0, y + 12, text, wide, size=11, ink=canvas.theme.ink3) - 4
        y += 8
    shown = [end for group in groups if not words.certain(group) for end in group[0].ends[:SHOWN]]
    lasting = any(item.stays(end) for item, *_ in groups if not words.certain([item]) for end in item.ends[:SHOWN])
    y = _key(canvas, y + 12, _signs(shown, lasting)) if shown else y + 12
    title, described = _title(words, groups), _description(words, groups, result)
    return canvas.figure(y, title=title, description=described, table=_table(answer))


def _table(answer: Answer) -> Table:
    return ends_table(answer, [[item] for item in answer.record.by_concept])


def _description(words: _LongRunWords, groups: Sequence[Sequence[InConcept]], result: LongRun) -> str:
    ends = " ".join(
        f"{_concepts(group)}: "
        + ", ".join(f"{words.short(end)} {_percent(end.chance)}" for end in group[0].ends[:6])
        + "."
        for group in groups
    )
    return f"The chance of each end from the start, {_CHOSEN[result.choice]}. {ends}"


def _title(words: _LongRunWords, groups: Sequence[Sequence[InConcept]]) -> str:
    """The finding: that it is certain where it ends, or the likeliest end of the first concepts for which it is not."""
    open_ = next((group for group in groups if not words.certain(group)), None)
    if open_ is None:
        return "Where it ends is certain, and turns on how far ahead everybody looks"
    if not open_[0].ends:
        return f"{_concepts(open_)} no run came to an end"
    likeliest = max(open_[0].ends, key=lambda end: end.chance.value)
    verb = words.ends(likeliest)
    return f"{_concepts(open_)} it most likely {verb}: {_percent(likeliest.chance)}"


class _LongRunWords:
    def __init__(self, glossary: Glossary, on: On, start: int) -> None:
        self._teller, self._on = Phrasing(glossary), on
        self._called = called_texts(on, start, on, self._teller)

    def state(self, code: int) -> str:
        """A state by what changes in it."""
        return self._called.get(code, f"state {code}")

    def certain(self, group: Sequence[InConcept], *, alone: bool = False) -> str:
        """Where it ends under some concepts, in a sentence, if that is certain; "" otherwise. *alone*: no others were
        asked about."""
        first = group[0]
        if len(first.ends) != 1 or first.ends[0].chance.value != 1 or first.time is None:
            return ""
        lead = f"Under {all_of(len(group), 'concept')}" if alone and len(group) > 1 else _concepts(group)
        if not first.time.value:
            return f"{lead} nobody moves."
        end = first.ends[0]
        always = "" if len(end.states) > 1 else "always "
        return f"{lead} it {always}{self.ends(end)}, after {_time(first)}."

    def ends(self, end: End) -> str:
        """An end as what comes of it: "ends where …"."""
        at = "in" if self._teller.labelled else "where"
        return self.short(end) if len(end.states) > 1 else f"ends {at} {self.short(end)}"

    def short(self, end: End) -> str:
        """An end in a few words."""
        if len(end.states) == 1:
            code = end.states[0]
            text, name = self.state(code), named_text(code, self._on, self._teller)
            return text if text == name else f"{text} ({name})"
        named = ", ".join(map(self.state, end.states[:_STATES]))
        more = f" and {len(end.states) - _STATES} more" if len(end.states) > _STATES else ""
        return f"circles through {count(len(end.states), 'state')}: {named}{more}"

    def whole(self, end: End) -> str:
        """An end in full."""
        return "; ".join(described_text(code, self._on, self._teller) for code in end.states[:6] if code in self._on)


def _end(
    canvas: Canvas,
    words: _LongRunWords,
    end: End,
    stable: bool,
    place: tuple[float, float, float],
    y: float,
    narrow: bool,
) -> float:
    theme, (name, left, track) = canvas.theme, place
    with canvas.group("end", title=words.whole(end), states=" ".join(map(str, end.states[:50]))):
        top = y + 16
        bottom = canvas.lines(canvas.x0 + 18, top, words.short(end), name - 22, size=11, ink=theme.ink2)
        if stable:
            canvas.rect(canvas.x0 + 1, top - 9.5, 11, 11, stroke=theme.ink2, line=1)
            canvas.rect(canvas.x0 + 3.5, top - 7, 6, 6, stroke=theme.ink2, line=1, kind="mark", label="stable")
        level = bottom + 1 if narrow else top
        long = max(track * float(end.chance.value), 1.0)
        fill = theme.holds if len(end.states) == 1 else canvas.fill("hatch")
        canvas.line((left, level - 4.5), (left + track, level - 4.5), stroke=theme.rule)
        canvas.rect(left, level - 9, long, 9, fill=fill, stroke=theme.ink2, kind="mark", label="share")
        canvas.text(left + track + 8, level, _percent(end.chance), size=11)
    return max(bottom - 12, level + 4)


_KEY = {
    "outcome": "an outcome",
    "circle": "a circle that is never left",
    "stable": "stays as noise vanishes",
}


def _signs(ends: Sequence[End], lasting: bool) -> list[str]:
    """The signs that these ends need."""
    shapes = {"outcome" if len(end.states) == 1 else "circle" for end in ends}
    if lasting:
        shapes.add("stable")
    return [sign for sign in _KEY if sign in shapes]


def _key(canvas: Canvas, y: float, signs: Sequence[str]) -> float:
    theme, x = canvas.theme, canvas.x0
    for sign in signs:
        text = _KEY[sign]
        span = 28 + width_of(text, 11)
        if x > canvas.x0 and x + span > canvas.x1:
            x, y = canvas.x0, y + 17
        if sign == "stable":
            canvas.rect(x + 5, y - 9.5, 11, 11, stroke=theme.ink2)
            canvas.rect(x + 7.5, y - 7, 6, 6, stroke=theme.ink2)
            canvas.mark(x + 5, y - 9.5, 11, 11, sign)
        else:
            fill = theme.holds if sign == "outcome" else canvas.fill("hatch")
            canvas.rect(x, y - 9, 20, 9, fill=fill, stroke=theme.ink2, kind="mark", label=sign)
        canvas.text(x + 26, y, text, size=11, ink=theme.ink2)
        x += span + 16
    return y + 14


def _concepts(group: Sequence[InConcept]) -> str:
    names = [item.concept for item in group if item.concept is not None]
    return capital(under_words(names)) if names else "Choosing by rank (logit)"


def _time(item: InConcept) -> str:
    if item.time is None:
        return "no run ended"
    if not item.time.value:
        return "nobody moves"
    text = f"{float(item.time.value):.1f} steps"
    return f"{text} on average" + ("" if item.time.exact else f" (± {item.time.error:.1f})" if item.time.error else "")


def _percent(chance: Chance) -> str:
    value = chance.value
    if isinstance(value, Fraction) and value.denominator <= 64:
        return str(value)
    return f"{float(value):.3f} ± {chance.error:.3f}" if chance.error else f"{float(value):.3f}"
