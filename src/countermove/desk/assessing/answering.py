"""The key questions with their answers on the first screen: all within so many lines, each as fully as there is room for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from countermove.brief import Brief
from countermove.questions.answers.told import AnswerTold
from countermove.telling.blocks import Sentence
from countermove.telling.lines import cut, folded, within
from countermove.telling.sketches import width_of
from countermove.telling.words import listed

__all__ = ["Shown", "answers_shown"]

_FULLEST = 3
"""Lines of one answer, at most."""


@dataclass(frozen=True, slots=True)
class Shown(Brief):
    """``sentences``: the questions with their answers; ``reasoned``: the questions whose answer stands there with its because."""

    sentences: tuple[Sentence, ...]
    reasoned: frozenset[str]


def answers_shown(told: Sequence[AnswerTold], room: int, width: int) -> Shown:
    """The answers in so many lines. Where there are more questions than lines the rest is named, with the answers."""
    if 2 * len(told) > room:
        return Shown(tuple(Sentence(line, "line") for line in _one_line_each(told, room, width)), frozenset())
    forms = [_Form(item, width) for item in told]
    for lines in range(1, _FULLEST + 1):
        # What an answer turns on comes before what the others rest on.
        for place in sorted(range(len(forms)), key=lambda place: forms[place].whole):
            form = forms[place]
            fuller = replace(form, lines=lines, asked=min(lines, 2))
            if sum(map(len, forms)) - len(form) + len(fuller) <= room:
                forms[place] = fuller
    sentences = tuple(sentence for form in forms for sentence in form.sentences())
    return Shown(
        sentences, frozenset(form.item.id for form in forms if form.item.because and form.item.because in form.text)
    )


@dataclass(frozen=True, slots=True)
class _Form(Brief):
    """A question in ``asked`` lines at most, and its answer in ``lines``."""

    item: AnswerTold
    width: int
    lines: int = 1
    asked: int = 1

    @property
    def text(self) -> str:
        """The fullest answer that the lines have room for."""
        item = self.item
        fuller = [
            (item.verdict, item.because, item.now),
            (item.verdict, item.now),
            (item.brief, item.because, item.now),
            (item.brief, item.now),
            (item.bare, item.now),
        ]
        texts = [" ".join(filter(None, parts)) for parts in fuller]
        fits = (text for text in texts if len(folded(text, self.width - 2)) <= self.lines)
        return next(fits, None) or cut(texts[-1], self.width - 2, self.lines)

    @property
    def whole(self) -> bool:
        """Whether the answer is told with all that it turns on."""
        return self.text.startswith(self.item.verdict)

    def sentences(self) -> Iterator[Sentence]:
        yield Sentence(cut(self.item.question, self.width, self.asked), "answer")
        yield from (Sentence(f"  {line}", "line") for line in folded(self.text, self.width - 2))

    def __len__(self) -> int:
        asked = folded(cut(self.item.question, self.width, self.asked), self.width)
        return len(asked) + len(folded(self.text, self.width - 2))


def _one_line_each(told: Sequence[AnswerTold], room: int, width: int) -> Iterator[str]:
    whole = told if len(told) <= room else told[: max(room - 1, 0)]
    for item in whole:
        answer = _word(item)
        yield f"{within(item.question, width - width_of(answer) - 2)}  {answer}"
    if rest := told[len(whole) :]:
        yield within(f"And {listed(f'{item.id}: {_word(item)}' for item in rest)}", width)


def _word(item: AnswerTold) -> str:
    """The answer alone: "no", and since then "yes"."""
    return f"{item.word}; {item.now[:1].lower()}{item.now[1:].rstrip('.')}" if item.now else item.word
