"""What a page's script fills sentences with: the words of a case, and the templates of the program.

The values come from the evaluator in the page; from these the script (`frontend/src/explorable/verdicts.ts`) tells every
answer and claim in the words that Python would use. What is made here has the shape of its interface ``Words``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from countermove.assessment import Assessment
from countermove.context.glossary import Glossary
from countermove.presentation.assumptions import answer_clause, where_text
from countermove.presentation.escape import shown
from countermove.presentation.sentences import SENTENCES
from countermove.presentation.words import concept_words_named, listed_words_named
from countermove.verdicts.key_questions import key_questions_of
from countermove.verdicts.turning_points import answer_text
from gmcr.base.characters import Shown, visible

__all__ = ["TOLD", "templates", "verdict_labels"]

Label: TypeAlias = "Shown | int | Sequence[Label] | Mapping[str, Label] | None"
"""What the script is given: no text but what is shown."""

TOLD: tuple[str, ...] = (
    "answers.",
    "chain.",
    "claims.board.",
    "claims.claim",
    "claims.conclusion",
    "claims.counting.",
    "claims.depends.",
    "claims.false.",
    "claims.group",
    "claims.head",
    "claims.left.",
    "claims.none",
    "claims.true.",
    "claims.vacuous.",
    "conditions.",
    "lanes.",
    "moved",
    "preferred.",
    "read",
    "screen.",
    "turns.",
)
"""How the labels of the templates begin that the script fills."""


def templates() -> Mapping[str, Shown]:
    """Label → template, of all that the script fills."""
    return {label: shown(text) for label, text in SENTENCES.items() if label.startswith(TOLD)}


def verdict_labels(assessment: Assessment, concepts: Sequence[str], glossary: Glossary) -> Mapping[str, Label]:
    """The words of answers and claims under *concepts*, all by number: the open questions (``open``) with all of their
    answers, the concepts, and of each key question the scenario that is its own (``where``)."""
    scenarios = [next(iter(item.sides)) for item in key_questions_of(assessment)]
    return {
        "open": [_question(name, answers, glossary) for name, answers in assessment.questions.items()],
        "concepts": [_concept(name, concepts) for name in concepts],
        "where": [shown(where_text(scenario, glossary)) for scenario in scenarios],
    }


def _question(name: str, answers: Sequence[str], glossary: Glossary) -> Label:
    own = [
        {
            "clause": shown(answer_clause(name, answer, glossary)),
            "text": shown(answer_text(name, answer, glossary)),
        }
        for answer in answers
    ]
    return {"name": visible(name), "answers": own}


def _concept(name: str, concepts: Sequence[str]) -> Label:
    """A concept: alone, in a list, and right after the one after which it is told in other words."""
    among = listed_words_named(name)
    again: list[Label] = [
        [place, shown(words)]
        for place, before in enumerate(concepts)
        if (words := listed_words_named(name, before)) != among
    ]
    return {"alone": shown(concept_words_named(name)), "among": shown(among), "again": again[0] if again else None}
