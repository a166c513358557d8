"""claims: which conclusions follow from the premises, which do not, and what that turns and rests on.

A claim is evaluated in every reading × every concept: true, false, or undefined. *follows*: no cell false, some true.
*contradicted*: none true, some false. *vacuous*: all undefined. *undecided*: too much was left undecided within the
time limit to say any of these (``inquiry.outcomes``). Otherwise *not determined*, and then it *turns on* the minimal
conditions that decide it (``verdicts.turning_points``).

In the base reading, one edit at a time: the claim *rests on* the wants of which an edit changes one of its values; a
contradicted claim is *unsupported* if no single edit makes it true under any concept. It holds *by inaction* if a game
without any wants gives it the same values. Each claim has one *class* that sums this up (``verdicts.values``).

*Since* is the verdict over the cells that survive what happened (``verdicts.observations``), if that differs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Annotated, Literal

import numpy as np

from countermove.context.context import Context, context_of
from countermove.inquiry.outcomes import UNDECIDED
from countermove.verdicts.observations import Observed, as_day, observed_in
from countermove.verdicts.settings import Setting, setting_of
from countermove.verdicts.turning_points import Condition, Factor, turning_points
from countermove.verdicts.values import (
    CLASS_WORDS,
    COARSE_WORDS,
    ClaimClass,
    Values,
    Verdict,
    claims_named,
    class_of,
    prepare,
    readings_named,
    value_tables,
    values_in,
    verdict_of,
)
from gmcr import Edit
from gmcr.analysis import EditKind
from gmcr.base.record import INTERNAL, Key, Record, derived

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["ClaimVerdict", "Support", "VerdictSince", "check", "factors_of", "verdict_by_values", "verdicts_in"]


@dataclass(frozen=True, slots=True)
class Support(Record):
    """A change, and the concepts under which it alters the claim in the base reading."""

    edit: Annotated[Edit, INTERNAL]
    """The change."""
    concepts: tuple[str, ...]
    """The concepts."""
    into: Annotated[tuple[str, ...], INTERNAL] = ()
    """Those of the concepts under which the claim is then true."""

    @derived
    def actor(self) -> str:
        """The owner of the want."""
        return self.edit.actor

    @derived
    def want(self) -> str:
        """The want's id."""
        return self.edit.want

    @derived
    def kind(self) -> EditKind:
        """The kind of edit."""
        return self.edit.kind


@dataclass(frozen=True, slots=True)
class VerdictSince(Record):
    """A verdict over the cells that survive what happened."""

    verdict: Verdict | Literal["no reading"]
    """The verdict; "no reading" if no reading of the model allows what happened."""
    turns_on: tuple[Condition, ...]
    """What it turns on if it is not determined, simplest first."""


@dataclass(frozen=True, slots=True, eq=False)
class ClaimVerdict(Record):
    """A claim and its verdict."""

    id: str
    """Its name."""
    verdict: Verdict
    """The verdict."""
    expect: str | None
    """The verdict that the file expects."""
    probe: bool
    """Whether it is a reader's probe rather than the author's claim."""
    by: str | None
    """Its holder, if that is not the author."""
    unsupported: bool
    """Whether it is contradicted and no single change of a want makes it true."""
    kind: Annotated[ClaimClass | None, Key("class")]
    """Its one class, the first that applies: `vacuous`, `unsupported`, `contradicted`, `restates`, `depends`,
    `condition_never_met`, `holds_whatever`, `holds_by_inaction` or `follows`; null if states are not listed."""
    restated: tuple[str, ...]
    """Wants that it restates, if it is of that class: each alone makes it true."""
    undone_by: tuple[Edit, ...] | None
    """Single changes of a want, reversals among them, that make it false in the base reading under the lead concept, if
    it is true in every defined cell; null if its class needs none, or none were sought."""
    values: np.ndarray[tuple[int, int], np.dtype[np.int8]]
    """One row a reading, one value a concept: 1 true, 0 false, -1 undefined (or not examined), -2 not decided within
    the time limit, if there are too many states to list; `check` names both (`rows`, `columns`)."""
    concepts: Annotated[tuple[str, ...], INTERNAL]
    """The concepts, one a column of the values."""
    turns_on: tuple[Condition, ...]
    """What a verdict that is not determined turns on, simplest first."""
    rests_on: tuple[Support, ...]
    """Single changes of wants that alter it in the base reading."""
    by_inaction: bool
    """Whether it has the same values in the base reading without any wants (never so for claims about changes of
    wants)."""
    denies: bool = False
    """Whether it says that something does not come about, rather than that something does or is so."""
    says: str = ""
    """What it says."""
    scenario: str | None = None
    """The scenario in which it is judged."""
    view: str | None = None
    """The view in which it is judged."""
    case: str = ""
    """The case that it belongs to."""
    since: VerdictSince | None = None
    """The verdict over what survives what happened; null if nothing was observed, or it is the same."""
    unlisted: bool = False
    """Whether it needs a list of the states, which are too many, so that it is not judged."""
    base: Annotated[tuple[int, ...] | None, INTERNAL] = None
    """Its values in the base reading, whichever readings are examined; None: the first row."""
    searched: Annotated[bool, INTERNAL] = True
    """Whether the search for what it rests on was made: otherwise ``rests_on`` and ``by_inaction`` say nothing."""

    @derived
    def word(self) -> str:
        """Its class in English; if the class is null, a word for what its values say."""
        return CLASS_WORDS[self.kind] if self.kind is not None else COARSE_WORDS[self.verdict]

    @derived
    def rests_on_nothing(self) -> bool:
        """Whether no single change of a want alters it."""
        return self.searched and not self.rests_on

    @derived
    def as_expected(self) -> bool | None:
        """Whether it is as expected; null if no verdict is expected."""
        return None if self.expect is None else self.verdict == self.expect

    @property
    def of_the_author(self) -> bool:
        """Whether it is neither a probe nor held by somebody else."""
        return not self.probe and self.by is None

    def gist(self) -> str:
        """Its class, and in how many cells the claim holds."""
        return f"{self.id}: {self.word}; holds in {int((self.values == 1).sum())} of {self.values.size} cells"


def check(
    assessment: Assessment,
    claims: str | Iterable[str] | None = None,
    concepts: str | Sequence[str] | None = None,
    *,
    readings: Mapping[str, str] | Iterable[Mapping[str, str]] | None = None,
    as_of: date | str | None = None,
    search: bool = True,
) -> tuple[ClaimVerdict, ...]:
    """Verdicts on *claims* (ids, or one of them; all by default), in file order, under *concepts* (those of the file by
    default). ``readings``: only those that give these answers, question → answer, or those of one of several mappings;
    what a claim rests on still concerns the base reading. ``as_of``: count what has happened only as far as it could be
    known on that day. ``search``: whether to determine what claims rest on, which takes as long again; never if states
    are not listed. Raises UnknownName, CountermoveError for an invalid day or reading, and ModelError for a conflict,
    which makes no claims."""
    context = context_of(assessment, "check", concepts=concepts, as_of=as_day(as_of))
    return verdicts_in(context, observed_in(context), claims, readings=readings, search=search)


def verdicts_in(
    context: Context,
    seen: Observed | None,
    claims: str | Iterable[str] | None = None,
    *,
    readings: Mapping[str, str] | Iterable[Mapping[str, str]] | None = None,
    search: bool = True,
) -> tuple[ClaimVerdict, ...]:
    """The verdicts in the context of a call; *seen*: what happened. See ``check``."""
    assessment, names = context.assessment, context.concepts
    search = search and assessment.structure.listed
    settings = [setting_of(assessment, name) for name in claims_named(assessment.claims, claims)]
    places = readings_named(assessment, readings)
    values = value_tables(assessment, settings, names, places)
    if search:
        prepare(((item, case) for item in settings for case in item.variants), names)
    bases = [tuple(map(int, values_in(item, item.base, names))) for item in settings]
    triples = zip(settings, values, bases, strict=True)
    judged = (_verdict(assessment, item, table, base, names, seen) for item, table, base in triples)
    if not assessment.structure.listed:
        return tuple(judged)
    rows = [assessment.readings[place] for place in places]
    classed = list(map(partial(_with_class, names, rows, search), settings, judged))
    return tuple(map(partial(_with_premises, names), settings, classed) if search else classed)


def factors_of(questions: Mapping[str, tuple[str, ...]], concepts: Sequence[str]) -> tuple[Factor, ...]:
    """The factors over which a claim's values run: the open questions, then the concept."""
    return (*questions.items(), ("concept", tuple(concepts)))


def verdict_by_values(
    item: Setting, values: Values, concepts: tuple[str, ...], factors: Sequence[Factor]
) -> ClaimVerdict:
    """The verdict on a claim by its values alone: neither what it rests on nor what happened since. *factors*: those
    over which the values run (``factors_of``)."""
    return ClaimVerdict(
        id=item.id,
        verdict=verdict_of(values),
        expect=item.expect,
        probe=item.probe,
        by=item.by,
        unsupported=False,
        kind=None,
        restated=(),
        undone_by=None,
        values=values,
        concepts=concepts,
        turns_on=_turning(values, factors),
        rests_on=(),
        by_inaction=False,
        denies=item.check.denies,
        scenario=item.scenario,
        view=item.view,
        searched=False,
    )


def _verdict(
    assessment: Assessment,
    item: Setting,
    values: Values,
    base: tuple[int, ...],
    concepts: tuple[str, ...],
    seen: Observed | None,
) -> ClaimVerdict:
    """*base*: its values in the base reading."""
    factors = factors_of(assessment.questions, concepts)
    judged = verdict_by_values(item, values, concepts, factors)
    return replace(
        judged,
        says=assessment.claims[item.id].says,
        case=assessment.name,
        unlisted=not assessment.structure.listed and item.check.lists(assessment.form),
        since=_since(values, seen, factors),
        base=None if tuple(values[0].tolist()) == base else base,
    )


def _with_class(
    concepts: tuple[str, ...],
    readings: Sequence[Mapping[str, str]],
    search: bool,
    item: Setting,
    verdict: ClaimVerdict,
) -> ClaimVerdict:
    """A verdict with its class. *readings*: those examined; *search*: whether claims about changes are judged
    after each change."""
    classed = class_of(item, verdict.verdict, concepts, readings, search=search)
    return replace(
        verdict,
        unsupported=classed.kind == "unsupported",
        kind=classed.kind,
        restated=classed.restated,
        undone_by=classed.undone_by,
    )


def _with_premises(concepts: tuple[str, ...], item: Setting, verdict: ClaimVerdict) -> ClaimVerdict:
    """A verdict with what it rests on."""
    base = tuple(int(value) for value in values_in(item, item.base, concepts))
    bare = _bare(item, concepts)
    return replace(
        verdict,
        rests_on=_supports(item, base, concepts),
        by_inaction=bare == base,
        searched=True,
    )


def _turning(values: Values, factors: Sequence[Factor]) -> tuple[Condition, ...]:
    known = verdict_of(values) == "not determined" and not (values == UNDECIDED).any()
    return turning_points(values, factors) if known else ()


def _since(values: Values, seen: Observed | None, factors: Sequence[Factor]) -> VerdictSince | None:
    if seen is None or not seen.narrows:
        return None
    if seen.nothing_left:
        return VerdictSince("no reading", ())
    surviving: Values = np.where(seen.survives, values, np.int8(-1))
    verdict = verdict_of(surviving)
    return None if verdict == verdict_of(values) else VerdictSince(verdict, _turning(surviving, factors))


def _supports(item: Setting, base: tuple[int, ...], concepts: tuple[str, ...]) -> tuple[Support, ...]:
    """The edits that change a value."""
    supports = []
    for edit, case in item.edited:
        after = values_in(item, case, concepts)
        changed = tuple(name for name, old, new in zip(concepts, base, after, strict=True) if old != new)
        if changed:
            into = tuple(name for name in changed if after[concepts.index(name)] == 1)
            supports.append(Support(edit, changed, into))
    return tuple(supports)


def _bare(item: Setting, concepts: tuple[str, ...]) -> tuple[int, ...] | None:
    """The claim's values without any wants; None for claims about changes of wants, which need some."""
    if item.check.about_edits:
        return None
    return tuple(int(value) for value in values_in(item, item.bare, concepts))
