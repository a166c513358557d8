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
from typing import TYPE_CHECKING, Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray

from countermove.analysis.edits.edits import Edit
from countermove.analysis.edits.search import BOUND, Progress
from countermove.errors import ModelError, UnknownName
from countermove.logic.given_numbers import GivenNumber, exactly
from countermove.questions.change.found import Changes, change
from countermove.telling.told import UNTOLD

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["AUTHOR", "InOneView", "Responsibility", "responsibility"]

AUTHOR = "author"
"""What the author's model is called among the views that are weighed, unless a view has that name."""

Expectation = Mapping[str, Fraction]
Sizes = np.ndarray[tuple[int, int], np.dtype[np.int8]]


@dataclass(frozen=True, slots=True, eq=False)
class InOneView:
    """Degrees in one view."""

    view: str | None
    """The view; null for the author's model."""
    holder: str | None
    """Who holds it."""
    holds: bool
    """Whether the target holds there already."""
    degrees: Expectation
    """Actor: its degree in the reading asked for, a fraction as text."""
    witness: Mapping[str, tuple[Edit, ...]]
    """Actor with a degree: the first of its smallest minimal changes."""
    weight: Fraction
    """Its weight among the views, a fraction as text."""
    sizes: Sizes | None = None
    """One row a reading, one number an actor: the size of its smallest minimal change, 0 for none, -1 where an interrupt came
    before; null where readings were not gone through."""
    target_holds: Annotated[NDArray[np.bool_] | None, UNTOLD] = None
    blame: Expectation | None = None
    """Actor: its expected degree over the readings, a fraction as text; null where not all were gone through."""

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
class Responsibility:
    """Degrees of responsibility for the target, and blame."""

    target: str
    """The target, a formula."""
    bound: int
    """Edits at most."""
    complete: bool
    """Whether all games were gone through."""
    actors: tuple[str, ...]
    """Names."""
    views: tuple[InOneView, ...]
    """The author's model first, then every view."""
    left_out: tuple[str, ...]
    """Views that an interrupt came before; then no blame is told."""
    readings: tuple[Mapping[str, str], ...]
    """The readings gone through; empty where only one was asked about."""
    reading_weights: tuple[Fraction, ...]
    """Their weights, fractions as text that add up to 1."""
    blame: Expectation | None
    """Actor: its expected degree over the views in the selected reading."""
    blame_overall: Expectation | None
    """Actor: its expected degree over views and readings."""
    concepts: ClassVar[tuple[str, ...]] = ("nash",)


def responsibility(
    assessment: Assessment,
    *,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    drivers: Mapping[str, GivenNumber] | None = None,
    bound: int = BOUND,
    over_readings: bool = True,
    weights: Mapping[str, GivenNumber] | None = None,
    progress: Progress | None = None,
) -> Responsibility:
    """Who is responsible, in whose eyes, and who is to blame over all readings that agree with *reading*.

    ``drivers`` are set by hand, in every view. ``over_readings=False`` looks at one reading only. ``weights``: of views by name
    (the author's model: ``author``), and of answers as ``QUESTION.ANSWER``, multiplied over the questions; whatever is not named
    weighs 1. ``progress(done, total)`` counts games; an interrupt ends them with what is known (before the author's model is,
    it is raised). Raises ModelError (no target, a weight below 0, all weights 0), UnknownName.
    """
    if assessment.target is None:
        raise ModelError("The assessment has no `target`, so there is nothing to be responsible for: give it one.")
    assessment.calculus(reading=reading, scenario=scenario, drivers=drivers)  # names are checked before all else
    views, actors = (None, *assessment.views), assessment.actors
    readings = _readings(assessment, reading or {}) if over_readings else ()
    shares, chances = _weighed(assessment, readings, weights or {})
    if progress is not None:
        progress(0, len(readings) * len(views))

    def changes(answers: Mapping[str, str] | None, view: str | None) -> Changes:
        return change(assessment, reading=answers, scenario=scenario, view=view, drivers=drivers, bound=bound)

    here = _here(changes, views, reading)
    left_out = tuple(view for view in views[len(here) :] if view is not None)
    sizes = np.full((len(views), len(readings), len(actors)), -1, dtype=np.int8)
    holds = np.zeros(sizes.shape[:2], dtype=np.bool_)
    if not left_out:
        _fill(changes, actors, views, readings, sizes, holds, progress)
    complete = bool((sizes >= 0).all()) and not left_out
    told = readings and complete
    rows = []
    for k, (view, found, share) in enumerate(zip(views, here, shares, strict=False)):
        own = {actor: _first_of(found, actor) for actor in actors}
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
                blame=_expected(actors, sizes[k], chances) if told else None,
            )
        )
    return Responsibility(
        target=str(assessment.document.target),
        bound=bound,
        complete=complete,
        actors=actors,
        views=tuple(rows),
        left_out=left_out,
        readings=readings,
        reading_weights=chances,
        blame=None if left_out else _mixed(actors, [row.degrees for row in rows], shares),
        blame_overall=_mixed(actors, [row.blame or {} for row in rows], shares) if told else None,
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


def _weighed(
    assessment: Assessment, readings: Sequence[Mapping[str, str]], given: Mapping[str, GivenNumber]
) -> tuple[tuple[Fraction, ...], tuple[Fraction, ...]]:
    """The shares of the author's model and all views, and of the readings."""
    views, questions = assessment.views, assessment.questions
    author = None if AUTHOR in views else AUTHOR
    of_view: dict[str | None, Fraction] = {}
    of_answer: dict[tuple[str, str], Fraction] = {}
    for name, weight in given.items():
        question, dot, answer = name.partition(".")
        if not dot and name not in (AUTHOR, *views):
            raise UnknownName("view", name, (AUTHOR, *views))
        if dot and question not in questions:
            raise UnknownName("question", question, questions)
        if dot and answer not in questions[question]:
            raise UnknownName(f"reading of {question}", answer, questions[question])
        if dot:
            of_answer[question, answer] = _weight(f"{question} = {answer}", weight)
        else:
            of_view[None if name == author else name] = _weight(f"view {name}", weight)
    products = [
        prod((of_answer.get(pair, Fraction(1)) for pair in answers.items()), start=Fraction(1)) for answers in readings
    ]
    return (
        _shares([of_view.get(view, Fraction(1)) for view in (None, *views)], "views"),
        _shares(products, "readings") if readings else (),
    )


def _weight(what: str, weight: GivenNumber) -> Fraction:
    try:
        value = exactly(weight)
    except ValueError:
        raise ModelError(f"The weight of {what} should be a number, not {weight!r}.") from None
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
