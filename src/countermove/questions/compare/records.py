"""The records of compare: codings, their answers and verdicts, how far they agree, the lines that split them, the crux."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal

from countermove.questions.compare.crux import Crux
from countermove.questions.compare.proposals import Proposal
from countermove.questions.compare.transfers import Carried
from countermove.verdicts.lines.change_words import word_of_class
from countermove.verdicts.lines.differences import ChangedLine
from countermove.verdicts.values import ClaimClass, Verdict
from gmcr.base.record import INTERNAL, Record, derived

__all__ = [
    "Agreement",
    "AnswerAcross",
    "ChangedAnswer",
    "ClaimAcross",
    "Coding",
    "Compare",
    "LineForm",
    "Named",
    "SplitLine",
]  # fmt: skip

_COPY = Fraction(9, 10)
"""Two codings that share at least this fraction of their lines word for word are versions of one."""


@dataclass(frozen=True, slots=True)
class Coding(Record):
    """A coding."""

    name: str
    """Its label: the name of its file, with its folder if several have that name."""
    digest: str
    """SHA-256 of its text."""
    concepts: tuple[str, ...]
    """The concepts under which it is judged."""
    readings: int
    """The number of its readings."""
    apart: bool
    """Whether it has nothing in common with the first, and is not compared."""
    same: int
    """How many of the wants, rules, drivers, answers, claims and observations that it or the first has are the same
    word for word."""
    of: int
    """The number of these."""

    @property
    def version(self) -> bool:
        """Whether it looks like a version of the first rather than an independent coding."""
        return self.of > 0 and Fraction(self.same, self.of) >= _COPY


@dataclass(frozen=True, slots=True)
class AnswerAcross(Record):
    """The answers to a key question."""

    id: str
    """Its name; `K` for the question of files that ask none."""
    asks: str
    """The question in words; empty if the files ask none."""
    about: str
    """What it is about if the files ask none: target or status quo; empty otherwise."""
    scenario: str | None
    """The scenario; null for the base."""
    answers: tuple[str | None, ...]
    """The answer of each coding, as argued; null if it does not ask."""
    base: tuple[str | None, ...]
    """The answer of the base reading of each alone."""
    since: tuple[str | None, ...]
    """The answer over the cells not refuted by what happened."""
    cells: int
    """Cells (readings under concepts) that at least two have."""
    differ: int
    """The cells in which they differ."""
    alike: bool
    """Whether all who ask it mean the same by a yes, and by a no."""

    @derived
    def agreed(self) -> bool:
        """Whether all who ask it answer the same, over all readings and in the base reading; cells may still differ."""
        words = zip(self.answers, self.base, strict=True)
        return len({pair for pair in words if pair[0] is not None}) == 1


@dataclass(frozen=True, slots=True)
class ClaimAcross(Record):
    """The verdicts on a claim."""

    id: str
    """Its name."""
    says: str
    """The claim, in the words of the first coding that makes it."""
    verdicts: tuple[Verdict | None, ...]
    """The verdict of each coding; null if it does not make the claim."""
    classes: tuple[ClaimClass | None, ...]
    """The class of the claim in each; null if it does not make it, or too much is undecided."""
    cells: int
    """Cells (readings under concepts) that at least two have."""
    differ: int
    """The cells in which they differ."""
    alike: bool
    """Whether all who make it say the same, so that only premises can distinguish them."""

    @derived
    def words(self) -> tuple[str | None, ...]:
        """The classes in English; null where a coding does not make the claim."""
        pairs = zip(self.classes, self.verdicts, strict=True)
        return tuple(None if verdict is None else word_of_class(kind, verdict) for kind, verdict in pairs)

    @derived
    def agreed(self) -> bool:
        """Whether it is of the same class in all codings that make it."""
        return len({word for word in self.words if word is not None}) == 1


@dataclass(frozen=True, slots=True)
class Agreement(Record):
    """How far the codings agree."""

    on: Literal["answers", "cells of answers", "claims", "cells of claims"]
    """What is compared."""
    units: int
    """The number of these that at least two have."""
    agreed: int
    """The number of them on which all who have them agree."""
    alpha: Fraction | None
    """Krippendorff's alpha (nominal), an exact fraction as text; null if all values are the same, so that there is no
    chance agreement."""


@dataclass(frozen=True, slots=True)
class ChangedAnswer(Record):
    """An answer of the first coding that a line changes by itself."""

    id: str
    """The key question."""
    scenario: str | None
    """The scenario; null for the base."""
    asks: str
    """The question in words; empty if the files ask none."""
    answer: str
    """The answer then."""
    base: str
    """The answer of the base reading then."""


@dataclass(frozen=True, slots=True)
class LineForm(Record):
    """A form that a line has in some codings."""

    codings: tuple[str, ...]
    """The codings that have this form."""
    text: str | None
    """The keys that differ, as written; null if these codings lack the line."""
    fits: bool | None
    """Whether it can be put into the first coding by itself; null if that was not tried."""
    along: tuple[int, ...]
    """The indices of the lines that have to go in with it."""
    turns: tuple[ChangedAnswer, ...]
    """The answers of the first coding that change then."""
    change: Annotated[ChangedLine | None, INTERNAL] = None


@dataclass(frozen=True, slots=True)
class SplitLine(Record):
    """A line that not all have in one form."""

    section: str
    """The kind of line: want, driver, rule, option, actor, term, start, target, question, reading, claim, …"""
    owner: str
    """The actor of a want or option, the question of an answer; "" otherwise."""
    name: str
    """Its name."""
    moved: bool
    """Whether it is about the place of a want, and not its content."""
    forms: tuple[LineForm, ...]
    """Its forms, that of the first coding first."""

    @property
    def turns(self) -> bool:
        """Whether it changes an answer by itself."""
        return any(form.turns for form in self.forms)


@dataclass(frozen=True, slots=True)
class Named(Record):
    """Something that a coding calls by another name."""

    coding: str
    """The coding."""
    section: str
    """The kind of thing."""
    owner: str
    """The actor of a want or option, the question of an answer, by its name here; "" otherwise."""
    name: str
    """Its name here."""
    other: str
    """Its name there."""


@dataclass(frozen=True, slots=True)
class Compare(Record):
    """Several codings side by side."""

    codings: tuple[Coding, ...]
    """The codings, in order; answers and verdicts are in the order of those that are not apart."""
    concepts: Annotated[tuple[str, ...], INTERNAL]
    bound: int
    """Lines put into the first coding together, at most."""
    answers: tuple[AnswerAcross, ...]
    """Key questions that at least two ask, in each scenario."""
    claims: tuple[ClaimAcross, ...]
    """Claims that at least two make."""
    agreement: tuple[Agreement, ...]
    """How far they agree on answers, cells of answers, claims (by their classes), and cells of claims."""
    lines: tuple[SplitLine, ...]
    """Lines that split them and can affect an answer or a verdict; other fields refer to them by their index here, from
    0."""
    shared: int
    """The number of lines that can affect one and are the same in all."""
    names: tuple[Named, ...]
    """Things that they call by different names."""
    carried: tuple[Carried, ...] | None
    """For two codings, what carries the answers of the first over to those of the second; null for more, or if an
    interrupt came first."""
    crux: tuple[Crux, ...] | None
    """For two codings, the observations that distinguish them, best first; null for more, or if an interrupt came
    first."""
    proposed: tuple[Proposal, ...]
    """For two codings, choices that the second made otherwise, as alternatives that the first could name; empty for more."""
    tried: int
    """The number of sets of lines that were put into the first coding."""
    complete: bool
    """Whether all sets up to the bound were tried, and nothing was left out."""
    interrupted: bool
    """Whether an interrupt cut it short."""

    @derived
    def compared(self) -> tuple[str, ...]:
        """The codings that are compared: those not apart."""
        return tuple(item.name for item in self.codings if not item.apart)

    @derived
    def holds(self) -> tuple[str, ...]:
        """The claims that follow in every coding compared, even if only as long as nobody wants otherwise."""
        return tuple(item.id for item in self.claims if set(item.classes) <= {"follows", "holds_by_inaction"})

    @derived
    def fails(self) -> tuple[str, ...]:
        """The claims that are contradicted, or unsupported, in every one."""
        return tuple(item.id for item in self.claims if set(item.classes) <= {"contradicted", "unsupported"})

    def gist(self) -> str:
        """The number of answers and verdicts on which they agree."""
        shares = [f"{sum(item.agreed for item in of)} of {len(of)}" for of in (self.answers, self.claims)]
        return f"{len(self.compared)} codings agree on {shares[0]} answers and {shares[1]} claims"
