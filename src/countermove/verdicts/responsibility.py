"""Actors who could do something towards the target but have degree 0, since no want of theirs says what it could be.

An *act towards* the target is a switch of an option that some smallest way needs: a set of switches from the start to a
state with the target of which no part leads to one. Without a ``could_be`` an actor's wants can be left out or change
places, but it can come to want nothing new; if that brings nothing about, its degree is 0 whatever might be expected of
it.

Who is responsible for the target's state, in the author's model and in each view; and blame.

An actor's *degree* is 1/(size of the smallest minimal change in which an edit of its wants takes part), 0 if there is
none within the bound (after Chockler & Halpern 2004). By default it is for the assessment's target, under the roads of
the lead concept.

*Blame* is the expected degree if it is not certain which game is played: over the readings within one view, over the
views in one reading, or over both. Weights are uniform by default; in a product of weights over questions each answer
counts by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Annotated, Literal

import numpy as np
from numpy.typing import NDArray

from countermove.context.context import GameContext
from countermove.inquiry.outcomes import Reach
from countermove.verdicts.changes import Changes, changes_of
from countermove.verdicts.edit_search import tells_changes
from gmcr import CONCEPTS, Conflict, Edit, MinimalChanges, Ranking, edits_of
from gmcr.base.arguments import GivenNumber, exactly, known_concept
from gmcr.base.errors import ModelError, UnknownName, quoted
from gmcr.base.record import INTERNAL, Record, cut
from gmcr.base.tasks import Progress, Task, task
from gmcr.logic import Formula
from gmcr.model import OptionStructure

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["AUTHOR", "FEW", "InOneView", "Responsibility", "degrees", "undeclared"]


_WAYS = 1_000
"""The largest number of smallest ways that are examined."""


def undeclared(conflict: Conflict, target: Formula, degrees: Mapping[str, Fraction]) -> dict[str, tuple[str, ...]]:
    """Actors with degree 0, an act towards *target* (resolved) and no declared alternative: their acts, an option that
    is switched on, or ``not`` and one that is switched off. Empty if the start has the target, or in graph form."""
    structure = conflict.structure
    if not isinstance(structure, OptionStructure):
        return {}
    idle = [actor for actor in conflict.actors if not degrees[actor] and not _could_be(conflict, actor)]
    needed = _switched(conflict, structure, target, sum(structure.form.mask(actor) for actor in idle))
    by_actor = {}
    for actor in idle:
        own = needed & structure.form.mask(actor)
        on = structure.form.on(own & ~conflict.start)
        acts = (*on, *(f"not {option}" for option in structure.form.on(own & conflict.start)))
        if acts:
            by_actor[actor] = acts
    return by_actor


def _could_be(conflict: Conflict, actor: str) -> bool:
    wants = conflict.preferences[actor]
    return not isinstance(wants, Ranking) and any(want.could_be is not None for want in wants)


def _switched(conflict: Conflict, structure: OptionStructure, target: Formula, options: int) -> int:
    """The options of *asked* (a mask) that some smallest way from the start to the target switches."""
    reached = structure.at_states(structure.space.truth(target, conflict.drivers))
    ways = structure.states[reached] ^ conflict.start
    ways = ways[np.argsort(_sizes(ways, len(structure.options)), kind="stable")]
    switched = 0
    for _ in range(_WAYS):
        if not ways.size or switched & options == options or not ways[0]:
            break
        least = int(ways[0])
        if _legal(conflict, structure, least):
            switched |= least
            ways = ways[ways & least != least]
        else:
            ways = ways[1:]
    return switched & options


def _sizes(ways: NDArray[np.int64], options: int) -> NDArray[np.int64]:
    """The number of options that each way switches."""
    return sum((ways >> place & 1 for place in range(options)), np.zeros_like(ways))


def _legal(conflict: Conflict, structure: OptionStructure, switched: int) -> bool:
    """Whether all these options can be switched from the start: one-way options only forward, or only back."""
    for actor in structure.actors:
        forward = structure.form.one_way_mask(actor, "forward") & conflict.start
        back = structure.form.one_way_mask(actor, "back") & ~conflict.start
        if switched & structure.form.mask(actor) & (forward | back):
            return False
    return True


AUTHOR = "author"
"""The name of the author's model among the weighted views, unless a view has that name."""

FEW = 64
"""The largest number of readings that a picture examines: more take long."""

_TOGETHER = 64
"""The number of games whose changes are sought together."""

Expectation = Mapping[str, Fraction]
Sizes = np.ndarray[tuple[int, int], np.dtype[np.int8]]


@dataclass(frozen=True, slots=True, eq=False)
class InOneView(Record):
    """Degrees in one view."""

    view: str | None
    """The view; null for the author's model."""
    holder: str | None
    """Its holder."""
    holds: bool
    """Whether the target already holds there."""
    reach: Reach
    """How far the roads lead to the target there."""
    degrees: Expectation
    """Actor → its degree in the selected reading, a fraction as text."""
    witness: Mapping[str, tuple[Edit, ...]]
    """Actor with a degree → the first of its smallest minimal changes."""
    weight: Fraction
    """Its weight among the views, a fraction as text."""
    sizes: Sizes | None = None
    """One row a reading, one number an actor: the size of its smallest minimal change, 0 for none, -1 if an interrupt
    came before; null if readings were not examined."""
    target_holds: Annotated[NDArray[np.bool_] | None, INTERNAL] = None
    blame: Expectation | None = None
    """Actor → its expected degree over the readings, a fraction as text; null if not all were examined."""

    @property
    def degrees_by_reading(self) -> NDArray[np.object_] | None:
        """The degrees as Fractions, object array (readings, actors); None if a size is not known."""
        if self.sizes is None:
            return None
        flat = [
            None if size < 0 else Fraction(1, size) if size else Fraction(0) for size in self.sizes.ravel().tolist()
        ]
        return np.array([*flat, None], dtype=object)[:-1].reshape(self.sizes.shape)


@dataclass(frozen=True, slots=True, eq=False)
class Responsibility(Record):
    """Degrees of responsibility for the target, and blame."""

    target: str
    """The target, a formula."""
    concept: str
    """The concept whose roads and equilibria count."""
    bound: int
    """The largest number of edits."""
    complete: bool
    """Whether all games were examined."""
    actors: tuple[str, ...]
    """The names of the actors."""
    views: tuple[InOneView, ...]
    """The author's model first, then every view."""
    left_out: tuple[str, ...]
    """Views that an interrupt left out; then there is no blame."""
    readings: tuple[Mapping[str, str], ...]
    """The readings examined; empty if only one was selected."""
    reading_weights: tuple[Fraction, ...]
    """Their weights, fractions as text that add up to 1."""
    blame: Expectation | None
    """Actor → its expected degree over the views in the selected reading."""
    blame_overall: Expectation | None
    """Actor → its expected degree over views and readings."""
    undeclared: Mapping[str, tuple[str, ...]]
    """Actor with an act towards the target that has degree 0 in the author's model, and no want with a declared
    alternative (`could_be`) → the options that it would switch on, or off (`not` before their names)."""

    @property
    def concepts(self) -> tuple[str, ...]:
        """The concept that it is about."""
        return (self.concept,)

    def gist(self) -> str:
        """The degrees in the author's model."""
        text = ", ".join(f"{actor} {degree}" for actor, degree in self.views[0].degrees.items())
        return f"degrees for {cut(self.target, 60)}: {text}"


@task
def degrees(
    context: GameContext,
    *,
    to: str | None = None,
    concept: str | None = None,
    bound: int = MinimalChanges.BOUND,
    over_readings: bool | Literal["few"] = True,
    weights: Mapping[str, GivenNumber] | None = None,
) -> Task[Responsibility]:
    """Degrees and blame in an assessment that has a target, or for the formula *to*, under its selection: with a
    selected view in that view only. For a conflict, which is one game with one view, degrees alone. See
    ``questions.responsibility``. Raises ModelError, UnknownName."""
    if (assessment := context.assessment) is None:
        return _alone(context, to, concept, bound)
    eyes = assessment.selection.view
    views = (None, *assessment.views) if eyes is None else (eyes,)
    every = len(assessment.readings) <= FEW if over_readings == "few" else over_readings
    readings = assessment.readings if every else ()
    shares, chances = _weight_shares(assessment, views, readings, weights or {})
    base = context.conflict
    target = assessment.formula(to or str(assessment.document.target))
    name = known_concept("concept", context.lead if concept is None else concept, CONCEPTS)
    games = _Games(assessment, to, name, views, readings, shares, chances, bound, base, target)

    def changes(answers: Mapping[str, str] | None, view: str | None) -> Changes:
        own = None if view == eyes else view
        return changes_of(context, to=to, concept=name, reading=answers, view=own, bound=bound)

    def ask(chosen: Iterable[tuple[Mapping[str, str] | None, str | None]]) -> None:
        """Search for the changes of some games together, as soon as those of one of them are requested."""
        if tells_changes(assessment, bound, edits_of(base)):
            return
        every = context.games
        conflicts = (assessment.conflict(reading=own, view=None if view == eyes else view) for own, view in chosen)
        numbers = np.array([every.edited_number(conflict, target, name) for conflict in conflicts], dtype=np.intp)
        every.games_edited(name).ask(numbers, np.zeros(len(assessment.actors), dtype=np.bool_), bound)

    total = len(readings) * len(views)
    yield Progress(0, total)
    ask((None, seen) for seen in views)
    for seen in views:
        games.here.append(changes(None, seen))
        yield Progress(0, total, games.known)
    step = max(1, _TOGETHER // len(views))
    for place, answers in enumerate(readings):
        if place % step == 0:
            ask(product(readings[place : place + step], views))
        for k, seen in enumerate(views):
            games.enter(k, place, changes(answers, seen))
            yield Progress(place * len(views) + k + 1, total, games.known)
    return games.known()


@dataclass(slots=True, eq=False)
class _Games:
    """The games examined so far. ``base``: the author's in the selected reading; ``here``: there, one a view."""

    assessment: Assessment
    to: str | None
    concept: str
    views: Sequence[str | None]
    readings: tuple[Mapping[str, str], ...]
    shares: tuple[Fraction, ...]
    chances: tuple[Fraction, ...]
    bound: int
    base: Conflict
    target: Formula
    here: list[Changes] = field(default_factory=list)
    sizes: NDArray[np.int8] = field(init=False)
    holds: NDArray[np.bool_] = field(init=False)

    def __post_init__(self) -> None:
        self.sizes = np.full((len(self.views), len(self.readings), len(self.assessment.actors)), -1, dtype=np.int8)
        self.holds = np.zeros(self.sizes.shape[:2], dtype=np.bool_)

    def enter(self, view: int, reading: int, changes: Changes) -> None:
        """Enter the result of one game, views and readings by index."""
        own = [_first_of(changes, actor) for actor in self.assessment.actors]
        self.sizes[view, reading] = [len(item) if item else 0 for item in own]
        self.holds[view, reading] = changes.holds

    def known(self) -> Responsibility:
        """Degrees in the views that are done, and blame if all are."""
        actors, left_out = (
            self.assessment.actors,
            tuple(view for view in self.views[len(self.here) :] if view is not None),
        )
        complete = bool((self.sizes >= 0).all()) and not left_out
        blamed = bool(self.readings) and complete
        rows = tuple(self._row(k, blamed=blamed) for k in range(len(self.here)))
        return Responsibility(
            target=self.to or str(self.assessment.document.target),
            concept=self.concept,
            bound=self.bound,
            complete=complete,
            actors=actors,
            views=rows,
            left_out=left_out,
            readings=self.readings,
            reading_weights=self.chances,
            blame=None if left_out else _mixed(actors, [row.degrees for row in rows], self.shares),
            blame_overall=_mixed(actors, [row.blame or {} for row in rows], self.shares) if blamed else None,
            undeclared={} if rows[0].holds else undeclared(self.base, self.target, rows[0].degrees),
        )

    def _row(self, k: int, *, blamed: bool) -> InOneView:
        actors, changes, view = self.assessment.actors, self.here[k], self.views[k]
        own = {actor: _first_of(changes, actor) for actor in actors}
        return InOneView(
            view=view,
            holder=None if view is None else self.assessment.views[view].holder,
            holds=changes.holds,
            reach=_reach(changes),
            degrees={actor: Fraction(1, len(item)) if item else Fraction(0) for actor, item in own.items()},
            witness={actor: item for actor, item in own.items() if item},
            weight=self.shares[k],
            sizes=self.sizes[k] if self.readings else None,
            target_holds=self.holds[k] if self.readings else None,
            blame=_expected(actors, self.sizes[k], self.chances) if blamed else None,
        )


def _alone(context: GameContext, to: str | None, concept: str | None, bound: int) -> Responsibility:
    changes, actors = changes_of(context, to=to, concept=concept, bound=bound), context.conflict.actors
    own = {actor: _first_of(changes, actor) for actor in actors}
    degrees = {actor: Fraction(1, len(item)) if item else Fraction(0) for actor, item in own.items()}
    witness = {actor: item for actor, item in own.items() if item}
    return Responsibility(
        target=changes.target,
        concept=changes.concept,
        bound=bound,
        complete=changes.complete,
        actors=actors,
        views=(InOneView(None, None, changes.holds, _reach(changes), degrees, witness, Fraction(1)),),
        left_out=(),
        readings=(),
        reading_weights=(),
        blame=degrees,
        blame_overall=None,
        undeclared={},
    )


def _reach(changes: Changes) -> Reach:
    assert changes.reach is not None, "what is to be answered for is a formula"
    return changes.reach


def _first_of(changes: Changes, actor: str) -> tuple[Edit, ...] | None:
    """The first of the smallest changes in which an actor takes part."""
    return next((item for item in changes.changes if any(edit.actor == actor for edit in item)), None)


# -- weights -----------------------------------------------------------------------------------------------------------


def _readings(assessment: Assessment, fixed: Mapping[str, str]) -> tuple[Mapping[str, str], ...]:
    """The readings that give the selected answers."""
    return tuple(
        answers for answers in assessment.readings if all(answers[name] == answer for name, answer in fixed.items())
    )


def _weight_shares(
    assessment: Assessment,
    eyes: Sequence[str | None],
    readings: Sequence[Mapping[str, str]],
    weights: Mapping[str, GivenNumber],
) -> tuple[tuple[Fraction, ...], tuple[Fraction, ...]]:
    """The shares of the author's model and all views, as far as they are examined, and of the readings."""
    views, questions = assessment.views, assessment.questions
    author = None if AUTHOR in views else AUTHOR
    of_view: dict[str | None, Fraction] = {}
    of_answer: dict[tuple[str, str], Fraction] = {}
    for name, weight in weights.items():
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
        _shares([of_view.get(view, Fraction(1)) for view in eyes], "views"),
        _shares(products, "readings") if readings else (),
    )


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
        raise ModelError(f"The weights of all {what} are 0: give at least one of them a weight above 0.")
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
