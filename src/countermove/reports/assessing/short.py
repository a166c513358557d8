"""The questions around an assessment in short: one item each, named after the command that shows the rest."""

from __future__ import annotations

from collections.abc import Iterator

from countermove.presentation.blocks import Sentence
from countermove.presentation.pages import text_of_answer
from countermove.presentation.phrases import Phrasing
from countermove.presentation.words import capital, count, listed, number, plural
from countermove.reports.assessing.compute import AssessRecord

__all__ = ["parts_sentences"]

_MOST = 3
"""The most wants that are named."""

_ORDER = (
    "together", "matrix, redteam", "tipping", "robust", "inverse", "views", "levers", "roads", "coalitions", "longrun",
)  # fmt: skip
"""The parts in the order of display."""


def parts_sentences(record: AssessRecord) -> Iterator[Sentence]:
    """What goes together, what carries it, what tips it, who moves whom, where it can go, in whose eyes."""
    texts = [f"{name}: {text}" for name, text in _parts(record) if text]
    skipped = [f"{name}: not shown here ({why.rstrip('.')})." for name, why in record.skipped]
    if texts or skipped:
        yield Sentence("The other questions in short; the command that begins each line shows the rest", "heading")
        yield from (Sentence(text, "item") for text in (*texts, *skipped))


def _parts(record: AssessRecord) -> Iterator[tuple[str, str]]:
    """The label of each part, and its words."""
    for name in _ORDER:
        answer, text = record.answers.get(name), ""
        if name == "matrix, redteam":
            text = _weights(record)
        elif answer is not None and not (name == "together" and len(answer.record.claims) < 2):
            text = text_of_answer(answer).in_short
        if answer is not None and name == "inverse":
            phrasing, state = Phrasing(record.glossary, record.frame.assumptions.view), answer.record.state
            near = f"of the states with {phrasing.target()} the nearest is {state}"
            name, text = f"inverse {state}", f"{capital(near)}. {text}"
        if answer is not None and name == "robust" and not answer.record.exhaustive:
            text = f"{text.rstrip('.')} ({count(answer.record.draws, 'draw')}, seed {answer.record.seed})."
        yield name, text


def _weights(record: AssessRecord) -> str:
    """The wants that most claims rest on; "" if there are none."""
    weights = record.weights
    if not weights:
        return ""
    own = [claim for claim in record.claims if claim.of_the_author]
    firm = sum(not claim.rests_on for claim in own)
    most = [f"{item.want} ({len(item.claims)})" for item in weights[:_MOST]]
    text = f"of {count(len(own), 'conclusion')} most rest on {listed(most)}"
    if len(own) == 1:
        return f"The one conclusion rests most on {listed([item.want for item in weights[:_MOST]])}."
    if firm:
        text += f"; {number(firm)} {plural(firm, 'is', 'are')} altered by no single change of a want"
    return f"{capital(text)}."
