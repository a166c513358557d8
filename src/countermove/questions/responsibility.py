"""responsibility: who is responsible for the target's state, in the author's model and in each view; and blame.

An actor's *degree* is 1/(size of the smallest minimal change in which an edit of its wants takes part), 0 if there is
none within the bound (after Chockler & Halpern 2004). Under Nash roads, for the assessment's target.

*Blame* is the degree's expectation where it is not certain which game is played: over the readings within one view,
over the views in one reading, or over both. Uniform unless weights are given; of a product of weights over questions
each answer counts by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from countermove.analysis.edits import Edit
from countermove.analysis.search import BOUND, Progress
from countermove.brief import Brief, cut
from countermove.errors import ModelError, UnknownName, quoted
from countermove.logic.given_numbers import GivenNumber, exactly
from countermove.model import Conflict
from countermove.questions.change import Changes, change
from countermove.questions.games import assessment_given

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["InOneView", "Responsibility", "responsibility"]

Expectation = Mapping[str, Fraction]


@dataclass(frozen=True, slots=True, eq=False)
class InOneView(Brief):
    """Degrees in one view (None: the author's model) in the reading asked for. ``holds``: whether the target holds
    there. ``witness``: for each actor with a degree above 0, the first of its smallest minimal changes.

    Over the readings: ``sizes``, int8 (readings, actors), the size of that change, 0 for none and -1 where a search was
    interrupted before; ``target_holds``, bool (readings,); ``blame``, the expected degrees. None where readings were
    not gone through (blame also where not all were).
    """

    view: str | None
    holder: str | None
    holds: bool
    degrees: Expectation
    witness: Mapping[str, tuple[Edit, ...]]
    weight: Fraction
    sizes: NDArray[np.int8] | None = None
    target_holds: NDArray[np.bool_] | None = None
    blame: Expectation | None = None

    @property
    def degrees_by_reading(self) -> NDArray[np.object_] | None:
        """The degrees as Fractions, object array (readings, actors); None where a size is not known."""
        if self.sizes is None:
            return None
        flat = [
            None if size < 0 else Fraction(1, size) if size else Fraction(0) for size in self.sizes.ravel().tolist()
        ]
        return np.array([*flat, None], dtype=object)[:-1].reshape(self.sizes.shape)


@dataclass(frozen=True, slots=True, eq=False)
class Responsibility(Brief):
    """Degrees of all actors, the author's model first, then every view in file order. ``left_out``: views that an
    interrupt came before.

    ``readings``: those gone through, with ``reading_weights`` that add up to 1 (both empty where only one was asked
    about). ``blame``: expectation over the views in the reading asked for, None where views are left out;
    ``blame_overall``: over views and readings, None where readings were not all gone through. ``complete``: whether all
    games were.
    """

    target: str
    bound: int
    views: tuple[InOneView, ...]
    left_out: tuple[str, ...]
    actors: tuple[str, ...]
    readings: tuple[Mapping[str, str], ...]
    reading_weights: tuple[Fraction, ...]
    blame: Expectation | None
    blame_overall: Expectation | None
    complete: bool

    def gist(self) -> str:
        """The degrees in the author's model."""
        told = ", ".join(f"{actor} {degree}" for actor, degree in self.views[0].degrees.items())
        return f"degrees for {cut(self.target, 60)}: {told}"


def responsibility(
    of: Assessment | Conflict,
    *,
    to: str | None = None,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    drivers: Mapping[str, GivenNumber] | None = None,
    bound: int = BOUND,
    over_readings: bool = True,
    reading_weights: Mapping[str, Mapping[str, GivenNumber]] | None = None,
    view_weights: Mapping[str | None, GivenNumber] | None = None,
    progress: Progress | None = None,
) -> Responsibility:
    """Who is responsible, in whose eyes, and who is to blame over all readings that agree with *reading*.

    *to*: a formula, what is to be answered for (default: the assessment's target). A conflict alone is one game, seen by
    all alike: it takes *to* and ``bound``.
    ``drivers`` are set by hand, in every view. ``over_readings=False`` looks at one reading only. ``reading_weights``: question
    → answer → weight, multiplied over the questions; ``view_weights``: view → weight, None being the author's model. Whatever
    is not named weighs 1. ``progress(done, total)`` counts games; an interrupt ends them with what is known (before the
    author's model is, it is raised). Raises ModelError (no target, a weight below 0, all weights 0), UnknownName.
    """
    if isinstance(of, Conflict):
        return _in_conflict(of, to, bound, reading, scenario, drivers, reading_weights, view_weights)
    assessment = assessment_given(of, "responsibility")
    if to is None and assessment.target is None:
        raise ModelError(
            "The assessment has no `target`, so there is nothing to be responsible for: give it one.", argument="to"
        )
    assessment.calculus(reading=reading, scenario=scenario, drivers=drivers)  # names are checked before all else
    views = (None, *assessment.views)
    shares = _view_shares(assessment, views, view_weights or {})
    readings = _readings(assessment, reading or {}) if over_readings else ()
    chances = _reading_shares(assessment, readings, reading_weights or {})
    if progress is not None:
        progress(0, len(readings) * len(views))

    def changes(answers: Mapping[str, str] | None, view: str | None) -> Changes:
        return change(assessment, to=to, reading=answers, scenario=scenario, view=view, drivers=drivers, bound=bound)

    here = _here(changes, views, reading)
    left_out = tuple(view for view in views[len(here) :] if view is not None)
    sizes = np.full((len(views), len(readings), len(assessment.actors)), -1, dtype=np.int8)
    holds = np.zeros(sizes.shape[:2], dtype=np.bool_)
    if not left_out:
        _fill(changes, assessment.actors, views, readings, sizes, holds, progress)
    complete = bool((sizes >= 0).all()) and not left_out
    rows = []
    for k, (view, found, share) in enumerate(zip(views, here, shares, strict=False)):
        own = {actor: _first_of(found, actor) for actor in assessment.actors}
        rows.append(
            InOneView(
                view=view,
                holder=None if view is None else assessment.views[view].holder,
                holds=found.holds,
                degrees={actor: Fraction(1, len(item)) if item else Fraction(0) for actor, item in own.items()},
                witness={actor: item for actor, item in own.items() if item},
                weight=share,
                sizes=sizes[k] if readings else None,
                target_holds=holds[k] if readings else None,
                blame=_expected(assessment.actors, sizes[k], chances) if readings and complete else None,
            )
        )
    return Responsibility(
        target=to or str(assessment.document.target),
        bound=bound,
        views=tuple(rows),
        left_out=left_out,
        actors=assessment.actors,
        readings=readings,
        reading_weights=chances,
        blame=None if left_out else _mixed(assessment.actors, [row.degrees for row in rows], shares),
        blame_overall=_mixed(assessment.actors, [row.blame or {} for row in rows], shares)
        if readings and complete
        else None,
        complete=complete,
    )


def _in_conflict(of: Conflict, to: str | None, bound: int, *chosen: object) -> Responsibility:
    """The degrees in a conflict alone, which is one game with one view."""
    if any(item is not None and item != {} for item in chosen):
        raise ModelError("A conflict has no readings, scenarios, views or drivers to choose or weigh: leave them out.")
    found = change(of, to=to, bound=bound)
    own = {actor: _first_of(found, actor) for actor in of.actors}
    degrees = {actor: Fraction(1, len(item)) if item else Fraction(0) for actor, item in own.items()}
    witness = {actor: item for actor, item in own.items() if item}
    return Responsibility(
        target=found.target,
        bound=bound,
        views=(InOneView(None, None, found.holds, degrees, witness, Fraction(1)),),
        left_out=(),
        actors=of.actors,
        readings=(),
        reading_weights=(),
        blame=degrees,
        blame_overall=None,
        complete=found.complete,
    )


_Asked = Callable[[Mapping[str, str] | None, str | None], Changes]
"""The changes in a reading and a view."""


def _here(changes: _Asked, views: Sequence[str | None], reading: Mapping[str, str] | None) -> list[Changes]:
    """The changes in the author's model and in every view, up to an interrupt."""
    found: list[Changes] = []
    try:
        for view in views:
            item = changes(reading, view)
            if not item.complete:
                raise KeyboardInterrupt
            found.append(item)
    except KeyboardInterrupt:
        if not found:
            raise
    return found


def _first_of(found: Changes, actor: str) -> tuple[Edit, ...] | None:
    """The first of the smallest changes in which an actor takes part."""
    return next((item for item in found.changes if any(edit.actor == actor for edit in item)), None)


def _fill(
    changes: _Asked,
    actors: Sequence[str],
    views: Sequence[str | None],
    readings: Sequence[Mapping[str, str]],
    sizes: NDArray[np.int8],
    holds: NDArray[np.bool_],
    progress: Progress | None,
) -> None:
    """Sizes and truth of the target, reading by reading, until all are known or an interrupt comes."""
    total = len(readings) * len(views)
    try:
        for place, answers in enumerate(readings):
            for k, view in enumerate(views):
                found = changes(answers, view)
                if not found.complete:
                    return
                own = [_first_of(found, actor) for actor in actors]
                sizes[k, place] = [len(item) if item else 0 for item in own]
                holds[k, place] = found.holds
                if progress is not None:
                    progress(place * len(views) + k + 1, total)
    except KeyboardInterrupt:
        pass  # what is not known stays -1


# -- weights -----------------------------------------------------------------------------------------------------------


def _readings(assessment: Assessment, fixed: Mapping[str, str]) -> tuple[Mapping[str, str], ...]:
    """The readings that give the answers asked for."""
    return tuple(
        answers for answers in assessment.readings if all(answers[name] == given for name, given in fixed.items())
    )


def _view_shares(
    assessment: Assessment, views: Sequence[str | None], weights: Mapping[str | None, GivenNumber]
) -> tuple[Fraction, ...]:
    for name in weights:
        if name is not None and name not in assessment.views:
            raise UnknownName("view", name, assessment.views)
    return _shares([_weight(f"view {view or '(the author)'}", weights.get(view, 1)) for view in views], "views")


def _reading_shares(
    assessment: Assessment, readings: Sequence[Mapping[str, str]], weights: Mapping[str, Mapping[str, GivenNumber]]
) -> tuple[Fraction, ...]:
    questions = assessment.questions
    for name, given in weights.items():
        if name not in questions:
            raise UnknownName("question", name, questions)
        for answer in given:
            if answer not in questions[name]:
                raise UnknownName(f"reading of {name}", answer, questions[name])
    exact = {
        name: {answer: _weight(f"{name} = {answer}", weight) for answer, weight in given.items()}
        for name, given in weights.items()
    }
    products = [
        prod((given.get(answers[name], Fraction(1)) for name, given in exact.items()), start=Fraction(1))
        for answers in readings
    ]
    return _shares(products, "readings") if readings else ()


def _weight(what: str, weight: GivenNumber) -> Fraction:
    try:
        value = exactly(weight)
    except ValueError:
        raise ModelError(f"The weight of {what} should be a number, not {quoted(weight)}.") from None
    if value < 0:
        raise ModelError(f"The weight of {what} should not be below 0; it is {weight}.")
    return value


def _shares(weights: Sequence[Fraction], what: str) -> tuple[Fraction, ...]:
    whole = sum(weights, Fraction(0))
    if not whole:
        raise ModelError(f"The weights of all {what} are 0: leave at least one something.")
    return tuple(weight / whole for weight in weights)


def _expected(actors: Sequence[str], sizes: NDArray[np.int8], shares: Sequence[Fraction]) -> Expectation:
    return {
        actor: sum((share / size for share, size in zip(shares, column, strict=True) if size), Fraction(0))
        for actor, column in zip(actors, sizes.T.tolist(), strict=True)
    }


def _mixed(actors: Sequence[str], rows: Sequence[Expectation], shares: Sequence[Fraction]) -> Expectation:
    return {
        actor: sum((share * row[actor] for share, row in zip(shares, rows, strict=True)), Fraction(0))
        for actor in actors
    }
