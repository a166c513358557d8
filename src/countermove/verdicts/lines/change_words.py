"""Changed results in words, each as *before → after* in the one scale of words for answers and for claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from countermove.context.glossary import Glossary
from countermove.presentation.assumptions import scenario_words
from countermove.presentation.phrases import Phrasing
from countermove.presentation.words import count, out_of
from countermove.verdicts.lines.headline import Headline, Moved

__all__ = [
    "Explained",
    "answer_change",
    "because_text",
    "claim_cells",
    "claim_change",
    "question_in_scenario",
    "question_words",
]


def question_words(asks: str, phrasing: Phrasing) -> str:
    """A key question; if the file asks none, the one that it implies."""
    if asks:
        return asks
    target = phrasing.glossary.target
    return "Does the status quo hold?" if target is None else f"Does it come to {phrasing.target(target)}?"


def question_in_scenario(question: str, scenario: str | None, glossary: Glossary) -> str:
    """A question as asked in a scenario: "Scenario “trust is back” (thaw): does it come to a deal?", in the words of a
    file that has it."""
    if scenario is None:
        return question
    words = scenario_words(scenario, glossary)
    return f"Scenario {f'“{words}” ({scenario})' if words else scenario}: {question}"


def answer_change(
    question: str, before: Headline, after: Headline, moved: Sequence[Moved] = (), readings: int | None = None
) -> str:
    """How an answer changes: "Does it come to a deal? no → yes"; if the word is the same, what else differs."""
    base = ""
    if before.base != after.base and (before.base, after.base) != (before.word, after.word):
        base = f"in the base reading {before.base} → {after.base}"
    if before.word != after.word:
        text = f"{question} {before.word} → {after.word}"
        return f"{text}; {base}" if base else text
    text = f"{question} still {before.word}"
    more = [base] if base else []
    more += [_cells(item, readings or 1) for item in moved]
    return "; ".join([text, *more])


def _cells(moved: Moved, readings: int) -> str:
    """The number of readings in which an answer has changed."""
    if readings == 1:
        return f"under one concept at least it is now {moved.word}"
    some = ", under one concept at least," if moved.cells != moved.readings else ""
    return f"in {out_of(moved.readings, readings, 'reading')}{some} it is now {moved.word}"


def claim_change(says: str, before: str, after: str) -> str:
    """How a claim changes: "“Nothing moves”: follows → contradicted"."""
    return f"“{says.rstrip('.')}”: {before} → {after}"


def claim_cells(says: str, word: str, cells: int) -> str:
    """Says that a claim keeps its word, but not all cells: "“Nothing moves”: still it depends; different in two
    cells"."""
    return f"“{says.rstrip('.')}”: still {word}; different in {count(cells, 'cell')} (a reading under a concept)"


class Explained(Protocol):
    """A result that lines explain."""

    @property
    def because(self) -> tuple[tuple[int, ...], ...]:
        """Sets of lines, each of which leads to it."""

    @property
    def reduced(self) -> tuple[int, ...]:
        """A larger set that does, if no small one is known."""

    @property
    def undecided(self) -> str:
        """Why none is known."""


def because_text(item: Explained, clauses: Sequence[str], first: str, bound: str) -> str:
    """The lines that lead to a result, as a sentence. *clauses*: of all lines, in order; *first*: the case into which
    they are put; *bound*: the largest number put in together."""
    if item.because:
        each = [_together(clauses[place] for place in own) for own in item.because]
        if len(each) == 1:
            return f"Because {each[0]}."
        numbered = "; ".join(f"({place}) {text}" for place, text in enumerate(each, 1))
        return f"Each of these does it by itself: {numbered}."
    if item.reduced:
        words = _together(clauses[place] for place in item.reduced)
        return (
            f"It takes all of these, and no single one can be left out (there may be other and smaller sets): {words}."
        )
    none = "No single line" if bound == "one line" else f"No set of up to {bound}"
    return {
        "bound": f"{none} does that by itself.",
        "unfit": f"{none} that fits into {first} does that by itself.",
        "contradicts": f"{none} does that by itself; with some of them it is answered yes and no at once.",
        "stopped": "The search for the line was cut short.",
    }.get(item.undecided, "")


def _together(clauses: Iterable[str]) -> str:
    own = list(clauses)
    return own[0] if len(own) == 1 else f"{'; '.join(own[:-1])}; and {own[-1]}"
