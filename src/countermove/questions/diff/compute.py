"""diff: what changed between two assessments, which verdicts changed with it, and because of which line.

The *differences* of premises are listed line by line (``verdicts.lines.differences``). A claim that both have is
*changed* if its class differs or, with the same readings (in whatever order) and concepts, one of its values does; each
file is judged under its own concepts unless others are requested. *Results* are everything else that may differ
(``questions.diff.results``). A set of differences *explains* a changed claim, or result, if the first assessment, with
these lines as the second has them and all else as it is, agrees with the second on it. The search looks for minimal
explaining sets: all single differences, then pairs, up to ``bound``. A difference that does not fit into the first
assessment by itself (it names something that only the second has) is not applicable alone; it may be so together with
others.

Each line is also applied *alone*, to see which claims and answers change, or only their values: a line may differ and
by itself change no result. One that does not fit alone is applied *along* with those that it needs. The effects of
lines that only one of the files has are described from that file (``questions.diff.additions``).

A set that was not found is not declared absent: ``undecided`` says whether the bound was reached, whether sets could
not be applied, or whether the search was cut short. The differences are known at once; an interrupt while claims are
judged leaves claims out, and one after that, explanations.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from numpy.typing import NDArray

from countermove.assessment import loads
from countermove.context.context import context_of
from countermove.questions.diff.additions import OwnAct, Owned, OwnSaid, OwnSeen, OwnView, owned_lines
from countermove.questions.diff.results import (
    CONTRADICTED,
    Naming,
    Result,
    results_of,
    results_of_mixture,
    results_under,
    shared,
)
from countermove.verdicts.lines.change_words import JudgedClaim, cells_of, judged_claims, only_cells, word_of_class
from countermove.verdicts.lines.counterparts import Data, Key, aligned
from countermove.verdicts.lines.differences import ChangedLine, compared
from countermove.verdicts.lines.mixture import written
from countermove.verdicts.lines.search import BOUND, MOST, LineSearch, Undecided
from countermove.verdicts.values import ClaimClass, Verdict
from gmcr.base.errors import UnknownName
from gmcr.base.record import INTERNAL, Record, derived
from gmcr.base.tasks import Progress, Task, task

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["BOUND", "MOST", "Alone", "ChangedAnswer", "ClaimChange", "Diff", "Result", "diff"]


@dataclass(frozen=True, slots=True)
class ClaimChange(Record):
    """A claim."""

    id: str
    """Its name in the first case."""
    other: str
    """Its name in the second."""
    before: Verdict
    """Its verdict in the first case."""
    after: Verdict
    """Its verdict in the second."""
    class_before: ClaimClass | None
    """Its class in the first case; null if too much is undecided."""
    class_after: ClaimClass | None
    """Its class in the second; if it is the same, only values differ."""
    cells: int | None
    """The number of cells in which it differs; null if the readings, or the concepts, are not the same."""
    because: tuple[tuple[int, ...], ...]
    """Minimal sets of differences that by themselves lead to the new class or, if that is the same, to the new values,
    smallest first."""
    undecided: Undecided
    """Why no set is given: the bound, the bound and sets that do not fit or that contradict themselves, or a search cut
    short; "" if some is, or none is needed."""
    reduced: tuple[int, ...] = ()
    """If no set is given, some set that does it, beyond the bound, from which no single difference can be left out;
    empty if none was found."""

    @derived
    def word_before(self) -> str:
        """Its class in the first case, in English."""
        return word_of_class(self.class_before, self.before)

    @derived
    def word_after(self) -> str:
        """Its class in the second, in English."""
        return word_of_class(self.class_after, self.after)

    @property
    def turned(self) -> bool:
        """Whether its class differs, and not only some cells."""
        return (self.before, self.class_before) != (self.after, self.class_after)


@dataclass(frozen=True, slots=True)
class ChangedAnswer(Record):
    """An answer to a key question that differs."""

    id: str
    """The key question."""
    scenario: str | None
    """The scenario; null for the base."""
    answer: str
    """The answer then; "yes and no at once" if that is the result."""
    base: str
    """The answer of the base reading then."""
    asks: str = ""
    """The question in words; empty if the file asks none."""


@dataclass(frozen=True, slots=True)
class Alone(Record):
    """The effect of a line by itself, all else as in the first case."""

    difference: int
    """Its index among the differences, from 0."""
    verdicts: tuple[str, ...]
    """The claims whose class changes, by their names in the first case."""
    become: tuple[str, ...]
    """Their new classes in English, in that order."""
    values: tuple[str, ...]
    """The claims of which only values change."""
    answers: tuple[ChangedAnswer, ...] = ()
    """The answers in both files that change, over all readings or in the base reading."""
    along: tuple[int, ...] = ()
    """The differences that had to be applied with it; empty if it fits by itself."""


@dataclass(frozen=True, slots=True)
class Diff(Record):
    """What changed between two cases."""

    first: str
    """The first case."""
    second: str
    """The second."""
    concepts: Annotated[tuple[str, ...], INTERNAL]
    bound: int
    """The largest number of differences applied together."""
    differences: tuple[ChangedLine, ...]
    """Lines that differ; other fields refer to them by their index here, from 0."""
    claims: tuple[ClaimChange, ...]
    """Claims that differ."""
    results: tuple[Result, ...]
    """Answers to key questions, outcomes and the rest that differ, each file under its own concepts."""
    compared: tuple[str, ...]
    """Names of the claims that both have and that were judged."""
    alone: tuple[Alone, ...]
    """The effect of each line that can affect a result by itself, if it fits into the first case."""
    unfit: tuple[int, ...]
    """Differences that by themselves do not fit into the first case."""
    along: tuple[Alone, ...]
    """The effects of those of them that fit together with the lines that they need."""
    acts: tuple[OwnAct, ...]
    """The effects of the options that only one of the cases has."""
    views: tuple[OwnView, ...]
    """The effects of the views that only one of them has."""
    seen: tuple[OwnSeen, ...]
    """The effects of the observations that only one of them has, or that differ."""
    said: tuple[OwnSaid, ...]
    """The results for scenarios, claims and key questions that only one of them has."""
    tried: int
    """Sets of differences tried."""
    complete: bool
    """Whether all sets up to the bound were tried, and no claim was left out."""
    interrupted: bool
    """Whether an interrupt cut it short."""
    left_out: tuple[str, ...]
    """Claims in both that an interrupt left unjudged."""

    @property
    def idle(self) -> tuple[int, ...]:
        """The indices of the differences that can affect a result and by themselves change no claim and no answer."""
        answered = [item for item in self.results if item.kind in ("answer", "since")]
        does = {own[0] for item in answered for own in item.because if len(own) == 1}
        does |= {own[0] for item in self.claims for own in item.because if len(own) == 1}
        does |= {item.difference for item in self.alone if item.verdicts or item.answers}
        return tuple(item.difference for item in self.alone if item.difference not in does)

    def gist(self) -> str:
        """How many lines differ, and how many verdicts."""
        changed = sum(item.before != item.after for item in self.claims)
        return f"{self.first} and {self.second}: {len(self.differences)} differences, {changed} verdicts changed"


@task
def diff(
    first: Assessment,
    second: Assessment,
    *,
    claims: Iterable[str] | None = None,
    concepts: Sequence[str] | None = None,
    bound: int = BOUND,
    most: int = MOST,
) -> Task[Diff]:
    """What changed from *first* to *second*. *claims*: ids in the first; all that both have where None.

    Counts the claims that are judged, and then how many sets were tried, of how many at most. Raises UnknownName.
    """
    one, other = (context_of(item, "diff", concepts=concepts) for item in (first, second))
    first, second = one.assessment, other.assessment
    differences, back = compared(first, second)
    renamed = {name: new for (section, _, new), name in back.items() if section == "claim"}
    common = {name: renamed.get(name, name) for name in first.claims if renamed.get(name, name) in second.claims}
    if claims is not None:
        chosen = set(claims)
        for name in sorted(chosen):
            if name not in common:
                raise UnknownName("claim of both", name, tuple(common))
        common = {name: other for name, other in common.items() if name in chosen}
    rows = _same_readings(first, second, back) if one.concepts == other.concepts else None
    judged, results, owned = list[tuple[JudgedClaim, JudgedClaim]](), list[Result](), list[Owned]()
    own, again = (_model(aligned(item.data, to, full=True)) for item, to in ((first, {}), (second, back)))
    asks = {name: question.asks for name, question in first.document.key_questions.items()}
    said: dict[Naming, Hashable] = {}
    goals: dict[Naming, Hashable] = {}

    def pairs() -> dict[str, tuple[JudgedClaim, JudgedClaim]]:
        return dict(zip(common, judged, strict=False))

    def search() -> LineSearch[Naming, Any]:
        tables = {_claim(name): pair for name, pair in pairs().items()}
        moved = () if rows is None else [name for name, pair in pairs().items() if only_cells(*pair, rows)]
        before = {_cells(name): cells_of(pairs()[name][0].values, first) for name in moved}
        after = {_cells(name): cells_of(pairs()[name][1].values[rows], first) for name in moved}
        return LineSearch(
            first,
            own,
            again,
            differences,
            before={**{name: old for name, (old, _) in tables.items()}, **before, **said},
            goals={**{name: new for name, (old, new) in tables.items() if not _alike(old, new)}, **after, **goals},
            judge=lambda mixed, names: _results_in(mixed, names, concepts),
            comes_to=_alike,
            contradicts=lambda said: said == CONTRADICTED,
        )

    def known(search: LineSearch[Naming, Any], *, interrupted: bool = True) -> Diff:
        return Diff(
            first=first.label,
            second=second.label,
            concepts=one.concepts,
            bound=bound,
            differences=differences,
            claims=tuple(_changes(search, pairs(), common, rows, interrupted=interrupted)),
            results=tuple(_explained(item, search, interrupted=interrupted) for item in results),
            compared=tuple(pairs()),
            alone=tuple(_alone(place, results, search.before, asks) for place, results in search.alone.items()),
            unfit=tuple(search.unfit),
            along=tuple(
                _alone(place, results, search.before, asks, tuple(item for item in along if item != place))
                for place, (along, results) in search.along.items()
            ),
            acts=tuple(item for item in owned if isinstance(item, OwnAct)),
            views=tuple(item for item in owned if isinstance(item, OwnView)),
            seen=tuple(item for item in owned if isinstance(item, OwnSeen)),
            said=tuple(item for item in owned if isinstance(item, OwnSaid)),
            tried=search.tried,
            complete=search.complete and not interrupted,
            interrupted=interrupted,
            left_out=tuple(common)[len(judged) :],
        )

    for place, (name, there) in enumerate(common.items()):
        yield Progress(place, len(common), lambda: known(search()))
        ((old,), (new,)) = judged_claims(first, [name], one.concepts), judged_claims(second, [there], other.concepts)
        judged.append((old, new))
    if differences:
        alike = context_of(loads(written(again), file=second.file), "diff", concepts=concepts)
        was, now = results_under(one), results_under(alike)
        results += results_of((one, was), (alike, now), other, rows)
        naming = {item.naming for item in results}
        said |= shared(one, was, alike, now)
        goals |= {name: value for name, value in now.said.items() if name in naming}
        for item in owned_lines(
            one,
            other,
            differences,
            {(section, owner, name): there for (section, owner, there), name in back.items()},
        ):
            owned.append(item)
            yield Progress(len(common), len(common), lambda: known(search()))
    looking = search()
    bearing = [place for place, item in enumerate(differences) if item.bearing]
    for done, of in looking.steps(bearing, bound, most):
        yield Progress(done, of, lambda: known(looking))
    for goal in looking.goals if bound and looking.complete else ():
        if not looking.found[goal] and looking.tried < most:
            for done, of in looking.reduce(goal, bearing):
                yield Progress(done, of, lambda: known(looking))
    return known(looking, interrupted=False)


def _same_readings(first: Assessment, second: Assessment, back: Mapping[Key, str]) -> NDArray[np.intp] | None:
    """For each reading of the first its index among those of the second; None if the readings are not the same."""
    questions = {new: old for (section, _, new), old in back.items() if section == "question"}
    answers = {(question, new): old for (section, question, new), old in back.items() if section == "reading"}

    def pairs(question: str, answer: str) -> tuple[str, str]:
        name = questions.get(question, question)
        return name, answers.get((name, answer), answer)

    place = {frozenset(pairs(*item) for item in reading.items()): k for k, reading in enumerate(second.readings)}
    places = [place.get(frozenset(reading.items())) for reading in first.readings]
    return np.array(places, dtype=np.intp) if None not in places and len(places) == len(place) else None


_NO_RESULT = ("forecasts", "resolutions", "indicators")


def _model(data: Data) -> Data:
    """What results depend on: the data without forecasts and what is watched. Of observations only those that can
    refute."""
    model = {key: value for key, value in data.items() if key not in _NO_RESULT}
    if model.get("observations"):
        model["observations"] = {
            name: {key: value for key, value in record.items() if key not in ("of", "sets")}
            for name, record in model["observations"].items()
            if "saw" in record or "ended" in record
        }
    return model


def _claim(name: str) -> Naming:
    return ("claim", name, None)


def _cells(name: str) -> Naming:
    """The key of all values of a claim, for where its class is the same in both."""
    return ("claim cells", name, None)


def _alike(one: Any, other: Any) -> bool:
    """Whether results are the same: claims by their classes."""
    return one.alike(other) if isinstance(one, JudgedClaim) else bool(one == other)


def _results_in(mixed: Assessment, namings: Sequence[Naming], concepts: Sequence[str] | None) -> dict[Naming, Any]:
    """The results of a mixture among those requested, without those that it lacks."""
    names = context_of(mixed, "diff", concepts=concepts).concepts
    claims = [name for kind, name, _ in namings if kind == "claim" and name in mixed.claims]
    results: dict[Naming, Any] = dict(zip(map(_claim, claims), judged_claims(mixed, claims, names), strict=True))
    tables = [name for kind, name, _ in namings if kind == "claim cells" and name in mixed.claims]
    for name, item in zip(tables, judged_claims(mixed, tables, names), strict=True):
        results[_cells(name)] = cells_of(item.values, mixed)
    for kinds in (("answer", "cells", "since"), ("outcomes", "target")):
        if wanted := [name for name in namings if name[0] in kinds]:
            results |= results_of_mixture(mixed, names, wanted)
    return results


def _changes(
    search: LineSearch[Naming, Any],
    judged: Mapping[str, tuple[JudgedClaim, JudgedClaim]],
    names: Mapping[str, str],
    rows: NDArray[np.intp] | None,
    *,
    interrupted: bool,
) -> Iterator[ClaimChange]:
    """The claims that differ. *names*: of claims, in the first and in the second; *rows*: as ``_same_readings``
    returns."""
    for name, (old, new) in judged.items():
        cells = None if rows is None else int((old.values != new.values[rows]).sum())
        goal = _claim(name) if _claim(name) in search.goals else _cells(name)
        if goal in search.goals or cells:
            yield ClaimChange(
                id=name,
                other=names[name],
                before=old.verdict,
                after=new.verdict,
                class_before=old.kind,
                class_after=new.kind,
                cells=cells,
                because=tuple(search.found.get(goal, ())),
                undecided=search.undecided(goal, interrupted=interrupted),
                reduced=search.reduced.get(goal, ()),
            )


def _explained(item: Result, search: LineSearch[Naming, Any], *, interrupted: bool) -> Result:
    """A result with the differences that lead to it."""
    return replace(
        item,
        because=tuple(search.found.get(item.naming, ())),
        undecided=search.undecided(item.naming, interrupted=interrupted),
        reduced=search.reduced.get(item.naming, ()),
    )


def _alone(
    difference: int,
    results: Mapping[Naming, Any],
    before: Mapping[Naming, Any],
    asks: Mapping[str, str],
    along: tuple[int, ...] = (),
) -> Alone:
    verdicts, become, values, turned = [], [], [], []
    for (kind, name, scenario), new in results.items():
        old = before[kind, name, scenario]
        if kind == "claim":
            if not old.alike(new):
                verdicts.append(name)
                become.append(new.word)
            elif old.values.shape != new.values.shape or (old.values != new.values).any():
                values.append(name)
        elif kind == "answer" and old != new:
            turned.append(ChangedAnswer(name, scenario, new.word, new.base, asks.get(name, "")))
    return Alone(difference, tuple(verdicts), tuple(become), tuple(values), tuple(turned), along)
