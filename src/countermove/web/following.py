"""What follows at one moment, as far as a page shows it, and how that differs from what follows as the file says it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from countermove.assessment import Assessment
from countermove.brief import Brief
from countermove.case.glossary import Glossary
from countermove.questions.answers.asked import asked_in
from countermove.questions.answers.found import Word, word_of
from countermove.questions.answers.sides import Sides, Values
from countermove.questions.check.settings import setting_of
from countermove.questions.check.values import Verdict, value_tables, verdict_of
from countermove.web.switches import Switches

__all__ = ["Changed", "Following", "changes", "following"]


@dataclass(frozen=True, eq=False)
class Following(Brief):
    """The key questions' cells and the claims', over some readings (a row each) and concepts (a column each)."""

    asked: Mapping[str, str]
    """Question → its words ("" where the file asks none)."""
    answers: Mapping[str, Values]
    claims: Mapping[str, Values]

    @cached_property
    def words(self) -> Mapping[str, Word]:
        """Question → its answer over these cells."""
        return {name: word_of(values) for name, values in self.answers.items()}

    @cached_property
    def verdicts(self) -> Mapping[str, Verdict]:
        """Claim → its verdict over these cells."""
        return {name: verdict_of(values) for name, values in self.claims.items()}


def following(
    assessment: Assessment, switches: Switches, concepts: tuple[str, ...], places: Sequence[int]
) -> Following:
    """What follows from an assessment as it was pushed, in the readings at some places. Answers are those of the scenario and the
    view that are switched on; claims have their own."""
    answers, asked, rows = {}, {}, list(places)
    for item in asked_in(assessment, scenario=switches.scenario, view=switches.view):
        scenario = next(iter(item.sides))
        answers[item.id] = Sides(assessment, item, scenario, concepts, rows).table()
        asked[item.id] = item.asks
    settings = [setting_of(assessment, name) for name in assessment.claims]
    tables = value_tables(assessment, settings, concepts, rows)
    return Following(asked, answers, {item.id: table[rows] for item, table in zip(settings, tables, strict=True)})


@dataclass(frozen=True, slots=True)
class Changed(Brief):
    """An answer or a claim that is otherwise. ``cells``: in how many of those looked at; ``before``, ``after``: in a word."""

    kind: Literal["answer", "claim"]
    id: str
    says: str
    before: str
    after: str
    cells: int

    @property
    def partly(self) -> bool:
        """Whether it is otherwise in some cells only, so that the word for all of them is the same."""
        return self.before == self.after


def changes(before: Following, after: Following, glossary: Glossary) -> Iterator[Changed]:
    """What is otherwise: answers first, then claims, each in file order; those of which the word changed before others."""
    for kind, old, new, words in (
        ("answer", before.answers, after.answers, (before.words, after.words)),
        ("claim", before.claims, after.claims, (before.verdicts, after.verdicts)),
    ):
        found = []
        for name, values in new.items():
            cells = int((np.asarray(old[name]) != values).sum()) if name in old else 0
            if cells:
                says = after.asked[name] if kind == "answer" else glossary.claims[name].says
                found.append(Changed(kind, name, says, words[0][name], words[1][name], cells))  # type: ignore[arg-type]
        yield from sorted(found, key=lambda item: item.partly)
