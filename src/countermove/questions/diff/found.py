"""diff: what changed between two assessments, which verdicts changed with it, and because of which line.

The *differences* of premises are listed line by line (``questions.differences``). A claim that both have is *changed*
where its verdict, or, with the same readings (in whatever order) and concepts, one of its values differs; each file is judged under
its own concepts unless others are asked for. *Results* are what else comes out otherwise (``questions.diff.results``). A set of differences
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

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import numpy as np
from numpy.typing import NDArray

from countermove.assessment import loads
from countermove.brief import Brief
from countermove.case.games import assessment_given, concepts_asked
from countermove.errors import UnknownName
from countermove.questions.check.settings import setting_of
from countermove.questions.check.values import Values, value_tables, verdict_of
from countermove.questions.diff.differences import ChangedLine, compared
from countermove.questions.diff.patches import written
from countermove.questions.diff.renaming import Key, aligned
from countermove.questions.diff.results import Result, results_of
from countermove.questions.diff.search import BOUND, MOST, LineSearch, Undecided
from countermove.record import UNTOLD
from countermove.work import Done, Work, counted

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["BOUND", "MOST", "Alone", "ClaimChange", "Diff", "Result", "diff"]


@dataclass(frozen=True, slots=True)
class ClaimChange(Brief):
    """A claim."""

    id: str
    """Its name in the first case."""
    other: str
    """Its name in the second."""
    before: str
    """Its verdict in the first case."""
    after: str
    """Its verdict in the second; where it is the same, only values differ."""
    cells: int | None
    """In how many cells it differs; null where the readings, or the concepts, are not the same."""
    because: tuple[tuple[int, ...], ...]
    """Minimal sets of differences that by themselves lead to the new verdict, smallest first."""
    undecided: Undecided
    """Why none is told: the bound, the same with sets that do not fit, or a search cut short; "" where some is, or none needed."""


@dataclass(frozen=True, slots=True)
class Alone(Brief):
    """What a line does by itself, all else as in the first case."""

    difference: int
    """Its place among the differences, from 0."""
    verdicts: tuple[str, ...]
    """The claims that then have another verdict, by their names in the first case."""
    values: tuple[str, ...]
    """Those of which only values differ then."""


@dataclass(frozen=True, slots=True)
class Diff(Brief):
    """What changed between two cases."""

    first: str
    """The first case."""
    second: str
    """The second."""
    concepts: Annotated[tuple[str, ...], UNTOLD]
    bound: int
    """Differences made together, at most."""
    differences: tuple[ChangedLine, ...]
    """Lines that differ; others refer to them by their place here, from 0."""
    claims: tuple[ClaimChange, ...]
    """Claims that came out differently."""
    results: tuple[Result, ...]
    """Answers to key questions, outcomes and the rest that come out differently, each file under its own concepts."""
    compared: tuple[str, ...]
    """Names of the claims that both have and that were judged."""
    alone: tuple[Alone, ...]
    """What each line that can bear on a verdict does by itself, as far as it fits into the first case."""
    unfit: tuple[int, ...]
    """Differences that by themselves do not fit into the first case."""
    tried: int
    """Sets of differences tried."""
    complete: bool
    """Whether all sets up to the bound were, and no claim was left out."""
    interrupted: bool
    """Whether an interrupt cut it short."""
    left_out: tuple[str, ...]
    """Claims that both have and that an interrupt came before."""

    @property
    def idle(self) -> tuple[int, ...]:
        """The numbers of the differences that can bear on a verdict and by themselves change none."""
        return tuple(item.difference for item in self.alone if not item.verdicts)

    def gist(self) -> str:
        """How much differs, and how many verdicts."""
        changed = sum(item.before != item.after for item in self.claims)
        return f"{self.first} and {self.second}: {len(self.differences)} differences, {changed} verdicts changed"


@counted
def diff(
    first: Assessment,
    second: Assessment,
    *,
    claims: Iterable[str] | None = None,
    concepts: Sequence[str] | None = None,
    bound: int = BOUND,
    most: int = MOST,
) -> Work[Diff]:
    """What changed from *first* to *second*. *claims*: ids in the first; all that both have where None.

    Counts the claims that are judged, and then how many sets were tried, of how many at most. Raises UnknownName.
    """
    first, second = assessment_given(first, "diff"), assessment_given(second, "diff")
    names, others = concepts_asked(first, concepts), concepts_asked(second, concepts)
    differences, back = compared(first, second)
    renamed = {name: new for (section, _, new), name in back.items() if section == "claim"}
    common = {name: renamed.get(name, name) for name in first.claims if renamed.get(name, name) in second.claims}
    if claims is not None:
        chosen = set(claims)
        for name in sorted(chosen):
            if name not in common:
                raise UnknownName("claim of both", name, tuple(common))
        common = {name: other for name, other in common.items() if name in chosen}
    rows = _same_readings(first, second, back) if names == others else None
    judged, results = list[tuple[Values, Values]](), list[Result]()
    own, again = aligned(first.data, {}, full=True), aligned(second.data, back, full=True)

    def pairs() -> dict[str, tuple[Values, Values]]:
        return dict(zip(common, judged, strict=False))

    def judge(mixed: Assessment, asked: Sequence[str]) -> dict[str, Values]:
        kept = [name for name in asked if name in mixed.claims]
        return dict(zip(kept, _tables(mixed, kept, concepts_asked(mixed, concepts)), strict=True))

    def search() -> LineSearch[str, Values]:
        return LineSearch(
            first,
            own,
            again,
            differences,
            before={name: old for name, (old, _) in pairs().items()},
            goals={name: new for name, (old, new) in pairs().items() if not _same_verdict(old, new)},
            judge=judge,
            comes_to=_same_verdict,
        )

    def known(search: LineSearch[str, Values], *, interrupted: bool = True) -> Diff:
        return Diff(
            first=first.name,
            second=second.name,
            concepts=names,
            bound=bound,
            differences=differences,
            claims=tuple(_changes(search, pairs(), common, rows, interrupted=interrupted)),
            results=tuple(results),
            compared=tuple(pairs()),
            alone=tuple(_alone(place, tables, search.before) for place, tables in search.alone.items()),
            unfit=tuple(search.unfit),
            tried=search.tried,
            complete=search.complete and not interrupted,
            interrupted=interrupted,
            left_out=tuple(common)[len(judged) :],
        )

    for place, (name, other) in enumerate(common.items()):
        yield Done(place, len(common), lambda: known(search()))
        ((old,), (new,)) = _tables(first, [name], names), _tables(second, [other], others)
        judged.append((old, new))
    if differences:
        results += results_of(first, loads(written(again), file=second.file), concepts)
    looking = search()
    bearing = [place for place, item in enumerate(differences) if item.effect]
    for done, of in looking.steps(bearing, bound, most):
        yield Done(done, of, lambda: known(looking))
    return known(looking, interrupted=False)


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


def _same_verdict(one: Values, other: Values) -> bool:
    return verdict_of(one) == verdict_of(other)


def _tables(assessment: Assessment, claims: Sequence[str], concepts: tuple[str, ...]) -> list[Values]:
    return value_tables(assessment, [setting_of(assessment, name) for name in claims], concepts)


def _changes(
    search: LineSearch[str, Values],
    judged: Mapping[str, tuple[Values, Values]],
    names: Mapping[str, str],
    rows: NDArray[np.intp] | None,
    *,
    interrupted: bool,
) -> Iterator[ClaimChange]:
    """The claims that came out differently. *names*: of claims, in the first and in the second; *rows*: as ``_same_readings`` says."""
    for name, (old, new) in judged.items():
        cells = None if rows is None else int((old != new[rows]).sum())
        if name in search.goals or cells:
            yield ClaimChange(
                id=name,
                other=names[name],
                before=verdict_of(old),
                after=verdict_of(new),
                cells=cells,
                because=tuple(search.found.get(name, ())),
                undecided=search.undecided(name, interrupted=interrupted),
            )


def _alone(difference: int, tables: Mapping[str, Values], before: Mapping[str, Values]) -> Alone:
    verdicts, values = [], []
    for name, new in tables.items():
        old = before[name]
        if verdict_of(old) != verdict_of(new):
            verdicts.append(name)
        elif old.shape != new.shape or (old != new).any():
            values.append(name)
    return Alone(difference, tuple(verdicts), tuple(values))
