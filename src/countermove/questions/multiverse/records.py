"""The records of codings: the choices of whoever wrote the file, every coding with its answers and verdicts, what these turn
on, and the mechanical variants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from countermove.verdicts.answers.compute import Word
from countermove.verdicts.sides import Values
from countermove.verdicts.values import Verdict
from gmcr.base.record import BY_NAME, INTERNAL, Among, Record, derived

__all__ = [
    "Alternative",
    "AnswerAcross",
    "ChangedAnswer",
    "ChangedVerdict",
    "Choice",
    "ClaimAcross",
    "CodedAnswer",
    "CodedClaim",
    "Coding",
    "Multiverse",
    "Probe",
    "SameWhere",
]


@dataclass(frozen=True, slots=True)
class Choice(Record):
    """One way to code something."""

    name: str
    """Its name."""
    means: str
    """What it says, in words."""


@dataclass(frozen=True, slots=True)
class Alternative(Record):
    """Something that another coder could have coded in another way."""

    id: str
    """Its name."""
    asks: str
    """The question that the choices answer."""
    choices: tuple[Choice, ...]
    """The choices; the first is the file's own."""


@dataclass(frozen=True, slots=True, eq=False)
class CodedAnswer(Record):
    """The answer to a key question in one coding: in the base, or in one scenario."""

    question: str
    """The key question."""
    scenario: str | None
    """The scenario; null for the base."""
    answer: Word | None
    """The answer; null if it is not asked."""
    values: Annotated[Values | None, Among(1, 0, 2, 3, -1, -2)]
    """One row a reading, one value a concept, as `answers` has them; null if it is not asked."""
    why_not: str | None = None
    """Why it is not asked; null if it is."""


@dataclass(frozen=True, slots=True, eq=False)
class CodedClaim(Record):
    """The verdict on a claim in one coding."""

    claim: str
    """The claim."""
    verdict: Verdict | None
    """The verdict; null if it is not asked."""
    values: Annotated[Values | None, Among(1, 0, -1, -2)]
    """One row a reading, one value a concept, as `check` has them; null if it is not asked."""
    why_not: str | None = None
    """Why it is not asked; null if it is."""


@dataclass(frozen=True, slots=True, eq=False)
class Coding(Record):
    """A choice in every alternative, and what follows then."""

    choices: Annotated[tuple[tuple[str, str], ...], BY_NAME]
    """Alternative → the choice."""
    own: bool
    """Whether it is the file as it stands."""
    answers: tuple[CodedAnswer, ...]
    """Every answer of the file: by question, the base before the scenarios."""
    claims: tuple[CodedClaim, ...]
    """The verdict on every claim of the file."""
    lost: tuple[str, ...]
    """What names something that this coding does not have, and is left out: "claim C09", "scenario crisis"."""
    refused: str | None = None
    """Why the choices do not go together, so that nothing is asked; null if they do."""

    def answer(self, question: str, scenario: str | None = None) -> CodedAnswer | None:
        """One answer; None if there is none of that name."""
        return next((item for item in self.answers if (item.question, item.scenario) == (question, scenario)), None)


@dataclass(frozen=True, slots=True)
class SameWhere(Record):
    """Choices under which an answer or a verdict is the same in all codings; no smaller set of them suffices."""

    choices: Annotated[tuple[tuple[str, str], ...], BY_NAME]
    """Alternative → the choice."""
    value: str
    """The answer, or the verdict, wherever they are made."""


@dataclass(frozen=True, slots=True)
class AnswerAcross(Record):
    """An answer in all codings."""

    question: str
    """The key question."""
    scenario: str | None
    """The scenario; null for the base."""
    answer: Word | None
    """The answer in the file as it stands."""
    counts: Mapping[str, int]
    """Answer → the number of codings that have it, that of the file first, then the most frequent first."""
    asked: int
    """The number of codings in which it is asked."""
    turns_on: tuple[SameWhere, ...]
    """The choices on which it turns, fewest first; empty if it is the same in all codings."""

    @derived
    def same(self) -> int:
        """The number of codings in which it is that of the file."""
        return 0 if self.answer is None else self.counts.get(self.answer, 0)

    @derived
    def differs(self) -> bool:
        """Whether it is another one in some coding."""
        return bool(self.same < self.asked)


@dataclass(frozen=True, slots=True)
class ClaimAcross(Record):
    """The verdict on a claim in all codings."""

    claim: str
    """The claim."""
    verdict: Verdict | None
    """The verdict in the file as it stands."""
    counts: Mapping[str, int]
    """Verdict → the number of codings that have it, that of the file first, then the most frequent first."""
    asked: int
    """The number of codings in which it is asked."""
    turns_on: tuple[SameWhere, ...]
    """The choices on which it turns, fewest first; empty if it is the same in all codings."""

    @derived
    def same(self) -> int:
        """The number of codings in which it is that of the file."""
        return 0 if self.verdict is None else self.counts.get(self.verdict, 0)

    @derived
    def differs(self) -> bool:
        """Whether it is another one in some coding."""
        return bool(self.same < self.asked)


@dataclass(frozen=True, slots=True)
class ChangedAnswer(Record):
    """An answer that is another one in a mechanical variant."""

    question: str
    """The key question."""
    scenario: str | None
    """The scenario; null for the base."""
    before: Word
    """The answer in the file as it stands."""
    after: Word
    """The answer in the variant."""


@dataclass(frozen=True, slots=True)
class ChangedVerdict(Record):
    """A verdict that is another one in a mechanical variant."""

    claim: str
    """The claim."""
    before: Verdict
    """The verdict in the file as it stands."""
    after: Verdict
    """The verdict in the variant."""


@dataclass(frozen=True, slots=True)
class Probe(Record):
    """A mechanical variant: the file with one small change that the program makes to see whether it matters."""

    name: str
    """Its name: "swap k1 k2", "without us.sanction"."""
    says: str
    """What it changes, in a sentence."""
    names: tuple[str, ...]
    """The premises that it changes: wants by id, options by full name, rules, actors."""
    defended: str | None
    """The reason that the file gives for the line as it stands, so that the variant is not asked; null if it gives none."""
    refused: str | None
    """Why the variant is no file that can be asked; null if it can be."""
    answers: tuple[ChangedAnswer, ...]
    """The answers that are others in it."""
    verdicts: tuple[ChangedVerdict, ...]
    """The verdicts that are others in it."""
    cells: int
    """The number of cells, of answers and claims, that are others in it."""
    not_asked: tuple[str, ...]
    """What names something that it does not have: "claim C09", "scenario crisis"."""

    @derived
    def asked(self) -> bool:
        """Whether it was asked."""
        return self.defended is None and self.refused is None


@dataclass(frozen=True, slots=True, eq=False)
class Multiverse(Record):
    """What would have followed had the file been coded in another way."""

    alternatives: tuple[Alternative, ...]
    """What was varied, in the file's order."""
    concepts: Annotated[tuple[str, ...], INTERNAL]
    possible: int
    """The number of codings that the choices make."""
    seed: int | None
    """The seed by which codings were drawn, the file's own among them; null if all were asked."""
    codings: tuple[Coding, ...]
    """The codings that were asked, in the order of the choices, the file's own first."""
    answers: tuple[AnswerAcross, ...]
    """Every answer across the codings."""
    claims: tuple[ClaimAcross, ...]
    """The verdict on every claim across the codings."""
    probes: tuple[Probe, ...] | None
    """The mechanical variants, in the file's order; null if they were not asked for."""
    untouched: tuple[str, ...]
    """Premises of which no variant that changes them changes an answer: wants by id, options, rules, actors."""
    complete: bool
    """Whether the computation ran to its end; otherwise codings or variants are missing."""

    def gist(self) -> str:
        """How many codings were asked, and which answers differ."""
        differing = [item.question for item in self.answers if item.scenario is None and item.differs]
        which = f"{', '.join(differing)} differ" if differing else "no answer differs"
        return f"{len(self.codings)} codings; {which}"
