"""What follows from an assessment at one moment, and how it differs from another moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np

from countermove.verdicts.answers.compute import Word
from countermove.verdicts.classes import COARSE_WORDS
from countermove.verdicts.values import Verdict
from gmcr.base.record import INTERNAL, Among
from gmcr.base.summary import Record

__all__ = ["AnswerNow", "ClaimNow", "Difference", "EndingNow", "Standing"]

Cells = np.ndarray[tuple[int, int], np.dtype[np.int8]]
"""One row per reading, one column per concept."""


@dataclass(frozen=True, slots=True, eq=False)
class AnswerNow(Record):
    """The answer to a key question in the base or in one scenario."""

    id: str
    """The question's name; `K` for the default question of a file without any."""
    scenario: str | None
    """The scenario; null for the base."""
    answer: Word
    """The answer over these readings."""
    values: Annotated[Cells, Among(1, 0, 2, 3, -1)]
    """One row per reading, one value per concept: 1 yes, 0 no, 2 either way, 3 unsettled, -1 undefined."""


@dataclass(frozen=True, slots=True, eq=False)
class ClaimNow(Record):
    """A claim."""

    id: str
    """Its name."""
    verdict: Verdict
    """The verdict over these readings."""
    values: Annotated[Cells, Among(1, 0, -1)]
    """One row per reading, one value per concept: 1 true, 0 false, -1 undefined."""


@dataclass(frozen=True, slots=True)
class EndingNow(Record):
    """Where the start of the selected game leads under a concept."""

    concept: str
    """The concept."""
    holds: bool
    """Whether the start is an equilibrium."""
    outcomes: tuple[int, ...]
    """Codes of the states in which roads from it end, ascending; empty if they run in circles."""


@dataclass(frozen=True, slots=True)
class Difference(Record):
    """Something that has changed."""

    what: Literal["answer", "claim", "outcomes"]
    """What has changed."""
    name: str
    """The question, the claim, or the concept of the outcomes."""
    scenario: str | None
    """The scenario of an answer."""
    before: str
    """The earlier answer, the values of a claim in a word (its class is not computed here), or the earlier states where
    it ends."""
    after: str
    """The same, now."""
    cells: int | None
    """The number of readings × concepts, among those examined both times, in which it differs; null for outcomes."""


@dataclass(frozen=True, slots=True, eq=False)
class Standing(Record):
    """What follows at one moment."""

    start: int
    """The code of the selected game's start."""
    readings: tuple[Mapping[str, str], ...]
    """The readings, one per row of values."""
    concepts: tuple[str, ...]
    """The concepts, one per column of values."""
    endings: tuple[EndingNow, ...]
    """Where the start leads, one per concept."""
    answers: tuple[AnswerNow, ...]
    """The answers to the key questions, in file order, each in the base and in its scenarios."""
    claims: tuple[ClaimNow, ...]
    """The claims, in file order."""
    labels: Annotated[Mapping[int, str], INTERNAL]
    """Code → label, for every state mentioned."""

    def changed(self, since: Standing) -> tuple[Difference, ...]:
        """The differences since another moment: answers first, then claims, then outcomes. Readings and concepts that
        were not examined both times are ignored, and so is what did not exist then."""
        return tuple(_differences(since, self))

    def gist(self) -> str:
        """The answers, each in a word, and how many claims are true throughout."""
        words = [f"{item.id}: {item.answer}" for item in self.answers if item.scenario is None]
        true = sum(claim.verdict == "follows" for claim in self.claims)
        return f"{'; '.join(words)}; {true} of {len(self.claims)} claims true throughout"


def _differences(before: Standing, after: Standing) -> Iterator[Difference]:
    rows = [(k, after.readings.index(own)) for k, own in enumerate(before.readings) if own in after.readings]
    columns = [(k, after.concepts.index(own)) for k, own in enumerate(before.concepts) if own in after.concepts]
    was = np.ix_([row for row, _ in rows], [column for column, _ in columns])
    now = np.ix_([row for _, row in rows], [column for _, column in columns])
    answers = {(item.id, item.scenario): item for item in before.answers}
    for item in after.answers:
        old = answers.get((item.id, item.scenario))
        cells = 0 if old is None else int((old.values[was] != item.values[now]).sum())
        if old is not None and cells:
            yield Difference("answer", item.id, item.scenario, old.answer, item.answer, cells)
    claims = {item.id: item for item in before.claims}
    for claim in after.claims:
        known = claims.get(claim.id)
        cells = 0 if known is None else int((known.values[was] != claim.values[now]).sum())
        if known is not None and cells:
            yield Difference("claim", claim.id, None, COARSE_WORDS[known.verdict], COARSE_WORDS[claim.verdict], cells)
    endings = {item.concept: item for item in before.endings}
    for ending in after.endings:
        earlier = endings.get(ending.concept)
        if earlier is not None and (earlier.outcomes, earlier.holds) != (ending.outcomes, ending.holds):
            yield Difference("outcomes", ending.concept, None, _ended(before, earlier), _ended(after, ending), None)


def _ended(standing: Standing, ending: EndingNow) -> str:
    return " / ".join(standing.labels[code] or "nothing" for code in ending.outcomes) or "nowhere"
