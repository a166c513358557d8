"""diff: what changed between two assessments, which verdicts changed with it, and because of which line.

The *differences* of premises are listed line by line (``questions.differences``). A claim that both have is *changed*
where its verdict, or, with the same readings (in whatever order), one of its values differs. A set of differences
*explains* a changed verdict if the first assessment, with these lines as the second has them and all else as it is,
gives the claim the verdict that the second gives it. Minimal explaining sets are looked for: all single differences,
then pairs, up to ``bound``. A difference that does not fit into the first assessment by itself (it names what only the
second has) is not applicable alone; it may be so together with others.

Each line is also made *alone*, and which claims have another verdict then, or only other values: a line may differ and change
nothing that was asked, by itself.

What was not found is not said to be absent: ``undecided`` tells whether the bound was reached, whether sets could not
be applied, or whether the search was cut short. The differences are found at once; an interrupt while claims are judged
leaves claims out, and one after that, explanations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from countermove.assessment import loads
from countermove.brief import Brief
from countermove.case.games import assessment_given
from countermove.errors import AssessmentError, ModelError, UnknownName
from countermove.questions.check.settings import setting_of
from countermove.questions.check.values import Values, value_tables, verdict_of
from countermove.questions.diff.differences import Difference, compared
from countermove.questions.diff.patches import patched, written
from countermove.questions.diff.renaming import Key, aligned
from countermove.stability import CONCEPTS, concepts_named

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["BOUND", "MOST", "Alone", "ClaimChange", "Diff", "diff"]

BOUND = 2
"""Differences made together, at most, unless said otherwise."""

MOST = 3_000
"""Sets of differences that are tried, at most."""


@dataclass(frozen=True, slots=True)
class ClaimChange(Brief):
    """A claim that both have and that came out differently. ``id``: in the first, ``other``: in the second. ``before``,
    ``after``: verdicts; where they are equal, only values differ: ``cells`` of them (None: the readings are not the
    same). ``because``: minimal explaining sets, by the numbers of differences, smallest first; empty where only values
    differ. ``undecided``: "" where some set was found or nothing is to be explained; otherwise "bound" (no set of at
    most so many), "unfit" (the same, and some sets could not be applied) or "stopped" (the search was cut short)."""

    id: str
    other: str
    before: str
    after: str
    cells: int | None
    because: tuple[tuple[int, ...], ...]
    undecided: str


@dataclass(frozen=True, slots=True)
class Alone(Brief):
    """What one difference (by number) that can bear on a verdict does by itself, all else as in the first assessment:
    ``verdicts``: the claims that have another verdict, ``values``: those of which only values differ; ids in the first."""

    difference: int
    verdicts: tuple[str, ...]
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Diff(Brief):
    """``differences``: all of them; sets in ``claims`` refer to them by number. ``unfit``: those that by themselves do
    not fit into the first assessment. ``tried``: sets tried. ``complete``: whether all sets up to ``bound`` were, and
    no claim is ``left_out``: not judged because of an interrupt. ``interrupted``: whether there was one."""

    first: str
    second: str
    concepts: tuple[str, ...]
    bound: int
    differences: tuple[Difference, ...]
    claims: tuple[ClaimChange, ...]
    compared: tuple[str, ...]
    alone: tuple[Alone, ...]
    unfit: tuple[int, ...]
    tried: int
    complete: bool
    interrupted: bool
    left_out: tuple[str, ...]

    @property
    def idle(self) -> tuple[int, ...]:
        """The numbers of the differences that can bear on a verdict and by themselves change none."""
        return tuple(item.difference for item in self.alone if not item.verdicts)

    def gist(self) -> str:
        """How much differs, and how many verdicts."""
        changed = sum(item.before != item.after for item in self.claims)
        return f"{self.first} and {self.second}: {len(self.differences)} differences, {changed} verdicts changed"


def diff(
    first: Assessment,
    second: Assessment,
    *,
    claims: Iterable[str] | None = None,
    concepts: Sequence[str] = CONCEPTS,
    bound: int = BOUND,
    most: int = MOST,
    progress: Callable[[int, int], None] | None = None,
) -> Diff:
    """What changed from *first* to *second*. *claims*: ids in the first; all that both have where None.

    ``progress`` is told how many claims are judged, of how many, and then how many sets were tried, of how many at
    most; an interrupt ends either with what is known. Raises UnknownName.
    """
    first, second = assessment_given(first, "diff"), assessment_given(second, "diff")
    names = tuple(item.name for item in concepts_named(concepts))
    differences, back = compared(first, second)
    renamed = {name: new for (section, _, new), name in back.items() if section == "claim"}
    common = [name for name in first.claims if renamed.get(name, name) in second.claims]
    if claims is not None:
        chosen = set(claims)
        for name in sorted(chosen):
            if name not in common:
                raise UnknownName("claim of both", name, common)
        common = [name for name in common if name in chosen]
    before, after = _judged(first, second, {name: renamed.get(name, name) for name in common}, names, progress)
    common, left_out = common[: len(before)], tuple(common[len(before) :])
    rows = _same_readings(first, second, back)
    cells = {
        name: None if rows is None else int((old != new[rows]).sum())
        for name, old, new in zip(common, before, after, strict=True)
    }
    changed = {
        name: (old, new)
        for name, old, new in zip(common, before, after, strict=True)
        if verdict_of(old) != verdict_of(new) or cells[name]
    }
    goals = {name: verdict_of(new) for name, (old, new) in changed.items() if verdict_of(old) != verdict_of(new)}
    search = _Search(
        first, aligned(second.data, back, full=True), differences, dict(zip(common, before, strict=True)), goals, names
    )
    if left_out:
        search.stop()
    else:
        search.run(bound, most, progress)
    return Diff(
        first=first.name,
        second=second.name,
        concepts=names,
        bound=bound,
        differences=differences,
        claims=tuple(
            ClaimChange(
                id=name,
                other=renamed.get(name, name),
                before=verdict_of(old),
                after=verdict_of(new),
                cells=cells[name],
                because=tuple(search.found.get(name, ())),
                undecided=search.undecided(name),
            )
            for name, (old, new) in changed.items()
        ),
        compared=tuple(common),
        alone=tuple(search.alone),
        unfit=tuple(search.unfit),
        tried=search.tried,
        complete=search.complete,
        interrupted=search.interrupted,
        left_out=left_out,
    )


def _judged(
    first: Assessment,
    second: Assessment,
    claims: dict[str, str],
    concepts: tuple[str, ...],
    progress: Callable[[int, int], None] | None,
) -> tuple[list[Values], list[Values]]:
    """The values of claims (the name in the first: in the second) in both, of fewer where an interrupt comes."""
    before: list[Values] = []
    after: list[Values] = []
    try:
        for place, (name, other) in enumerate(claims.items()):
            if progress is not None:
                progress(place, len(claims))
            both = *_tables(first, [name], concepts), *_tables(second, [other], concepts)
            before.append(both[0])
            after.append(both[1])
    except KeyboardInterrupt:
        pass
    return before[: len(after)], after


def _same_readings(first: Assessment, second: Assessment, back: Mapping[Key, str]) -> NDArray[np.intp] | None:
    """For each reading of the first its place among those of the second; None where the readings are not the same."""
    questions = {new: old for (section, _, new), old in back.items() if section == "question"}
    answers = {(question, new): old for (section, question, new), old in back.items() if section == "reading"}

    def told(question: str, answer: str) -> tuple[str, str]:
        name = questions.get(question, question)
        return name, answers.get((name, answer), answer)

    place = {frozenset(told(*item) for item in reading.items()): k for k, reading in enumerate(second.readings)}
    found = [place.get(frozenset(reading.items())) for reading in first.readings]
    return np.array(found, dtype=np.intp) if None not in found and len(found) == len(place) else None


def _tables(assessment: Assessment, claims: Sequence[str], concepts: tuple[str, ...]) -> list[Values]:
    return value_tables(assessment, [setting_of(assessment, name) for name in claims], concepts)


class _Search:
    """Sets of differences by size, until every changed verdict is explained in all minimal ways or the bound is
    reached."""

    def __init__(
        self,
        first: Assessment,
        second: dict[str, object],
        differences: Sequence[Difference],
        before: Mapping[str, Values],
        goals: Mapping[str, str],
        concepts: tuple[str, ...],
    ) -> None:
        self.first, self.second, self.differences = first, second, differences
        self._data = aligned(first.data, {}, full=True)
        self.before, self.goals, self.concepts = before, goals, concepts
        self.found: dict[str, list[tuple[int, ...]]] = {name: [] for name in goals}
        self.alone: list[Alone] = []
        self.unfit: list[int] = []
        self.tried = 0
        self.complete = True
        self.interrupted = False
        self._some_unfit = False

    def run(self, bound: int, most: int, progress: Callable[[int, int], None] | None) -> None:
        bearing = [place for place, item in enumerate(self.differences) if item.effect]
        whole = min(most, sum(comb(len(bearing), size) for size in range(1, bound + 1)))
        try:
            for size in range(1, bound + 1):
                for chosen in combinations(bearing, size) if size == 1 or self.goals else ():
                    if self.tried >= most:
                        self.complete = False
                        return
                    if progress is not None:
                        progress(self.tried, whole)
                    self._try(chosen)
        except KeyboardInterrupt:
            self.stop()

    def stop(self) -> None:
        """Look no further, because of an interrupt."""
        self.complete, self.interrupted = False, True

    def _try(self, chosen: tuple[int, ...]) -> None:
        open_goals = [name for name in self.goals if not any(set(known) <= set(chosen) for known in self.found[name])]
        asked = list(self.before) if len(chosen) == 1 else open_goals
        if not asked:
            return
        self.tried += 1
        data = patched(self._data, self.second, [self.differences[place] for place in chosen])
        try:
            mixed = loads(written(data), file=self.first.file)
            kept = [name for name in asked if name in mixed.claims]
            tables = dict(zip(kept, _tables(mixed, kept, self.concepts), strict=True))
        except (AssessmentError, ModelError):
            self._some_unfit = True
            if len(chosen) == 1:
                self.unfit.append(chosen[0])
            return
        if len(chosen) == 1:
            self.alone.append(self._alone(chosen[0], tables))
        for name in open_goals:
            if name in tables and verdict_of(tables[name]) == self.goals[name]:
                self.found[name].append(chosen)

    def _alone(self, difference: int, tables: Mapping[str, Values]) -> Alone:
        verdicts, values = [], []
        for name, new in tables.items():
            old = self.before[name]
            if verdict_of(old) != verdict_of(new):
                verdicts.append(name)
            elif old.shape != new.shape or (old != new).any():
                values.append(name)
        return Alone(difference, tuple(verdicts), tuple(values))

    def undecided(self, claim: str) -> str:
        """Why nothing explains a claim's new verdict, or ""."""
        if claim not in self.goals or self.found[claim]:
            return ""
        if not self.complete:
            return "stopped"
        return "unfit" if self._some_unfit else "bound"
