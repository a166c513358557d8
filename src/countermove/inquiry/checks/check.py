"""The base class of all checks."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from typing import ClassVar, get_args

import numpy as np
from numpy.typing import NDArray

from countermove.inquiry.checks.case import CheckedGame
from countermove.inquiry.draws import Sample
from countermove.inquiry.outcomes import RESTLESS, UNDECIDED
from gmcr import Conflict
from gmcr.analysis import Play, Points, Profile
from gmcr.base.errors import Undecided
from gmcr.base.record import Record
from gmcr.logic import Formula, Implies
from gmcr.model import OptionForm, OptionStructure

__all__ = ["Factor", "GameCheck", "premise_of"]

Factor = tuple[str, Conflict, "GameCheck"]
"""An actor, its game, and the condition on it that depends on the actor's own wants alone."""


class GameCheck(Record, ABC):
    """A condition on a game that is true, false or undefined under a concept; Undecided is raised when the time limit
    expires. Subclasses are frozen dataclasses.

    Only ``holds`` is required. The other defaults are right for a check that looks at one game from its start: override
    those that differ.
    """

    __slots__ = ()

    concept_free: ClassVar[bool] = False
    """Whether its truth is the same under every concept."""

    plain: ClassVar[bool] = False
    """Whether it looks only at the play of a case, its start and where its formulas hold."""

    about_edits: ClassVar[bool] = False
    """Whether it is about changes of wants for the assessment's target."""

    about_drifts: ClassVar[bool] = False
    """Whether it is about how drivers drift."""

    about_statements: ClassVar[bool] = False
    """Whether it is about what wants say of strength and doubt."""

    @abstractmethod
    def holds(self, case: CheckedGame, concept: str) -> bool | None:
        """Its truth in a game under a concept; None where it is undefined."""

    def lists(self, form: OptionForm) -> bool:
        """Whether it needs a list of states, so that it cannot be judged where they are too many."""
        return False

    def asks_for_outcomes(self, case: CheckedGame) -> bool:
        """Whether it asks for outcomes in a case, so that it is undefined because nothing comes to rest; otherwise
        because there is nothing to look at."""
        return False

    def condition_met(self, case: CheckedGame, concept: str) -> bool | None:
        """Whether its condition is met in a case: the left side of its ``implies``, or its ``where``; None where it has
        no condition."""
        return None

    @property
    def denies(self) -> bool:
        """Whether it says that something does not come about, rather than that something does or is so."""
        return False

    # -- its subject -----------------------------------------------------------------------------------------------

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """The formulas whose comparisons it makes: those among its fields, and those of nested checks."""
        return _formulas_of(self)

    @property
    def varied(self) -> tuple[str, ...]:
        """The drivers that it varies itself, over their ranges."""
        return ()

    @property
    def views(self) -> Mapping[str, str] | None:
        """The view of each actor, where it is judged in the games that actors see; otherwise None."""
        return None

    def depends_on(self, case: CheckedGame) -> Hashable:
        """The parts of a case that its truth depends on, apart from the concept: equal keys have equal values."""
        conflict, truth_of = case.conflict, case.games.arena.truth_of_formula
        return case.play.profile, conflict.start, tuple(truth_of(item, conflict.drivers) for item in self.formulas)

    def points(self, case: CheckedGame) -> Points:
        """The values of the drivers that it varies at which it looks. Raises SizeError."""
        return case.points(self.varied, *self.formulas)

    def plays(self, case: CheckedGame) -> Iterator[tuple[Play, Sequence[int]]]:
        """The games that it looks at, each with the cells that it looks from."""
        yield case.play, (case.start(),)

    def profiles(self, case: CheckedGame) -> Iterator[Profile]:
        """The profiles whose guarantees ``holds`` will ask for, so that they can be prepared in one batch."""
        if not self.concept_free:
            for play, starts in self.plays(case):
                # Without improvements no guarantee is needed.
                if not all(play.stable(start, "nash") for start in starts):
                    yield play.profile

    def factors(self, case: CheckedGame, concept: str) -> tuple[Factor, ...] | None:
        """The factors whose conjunction it is, each depending on one actor's own wants alone, so that its probability
        is a product. None where it has no such form."""
        return None

    # -- its values ------------------------------------------------------------------------------------------------

    def values(self, case: CheckedGame, concepts: Sequence[str]) -> tuple[int, ...]:
        """1 (true), 0 (false), -1 (undefined) or, where states are not listed, ``UNDECIDED``, one per concept; cached
        for equal cases."""
        return tuple(-1 if value == RESTLESS else value for value in self.truths(case, concepts))

    def truths(self, case: CheckedGame, concepts: Sequence[str]) -> tuple[int, ...]:
        """Like `values`, with ``RESTLESS`` where it is undefined because nothing comes to rest."""
        structure = case.conflict.structure
        if isinstance(structure, OptionStructure) and not structure.listed and self.lists(structure.form):
            return (UNDECIDED,) * len(concepts)
        known = self.known_in(case)
        distinct = concepts[:1] if self.concept_free else concepts
        values = [self._value(case, concept, known) for concept in distinct]
        return tuple(values * len(concepts)) if self.concept_free else tuple(values)

    def _value(self, case: CheckedGame, concept: str, known: dict[str, int]) -> int:
        name = "" if self.concept_free else concept
        if name not in known:
            try:
                value = _number(self.holds(case, concept))
                known[name] = RESTLESS if value == -1 and self.asks_for_outcomes(case) else value
            except Undecided:  # not cached: with more time it may be decided
                return UNDECIDED
        return known[name]

    def known_in(self, case: CheckedGame) -> dict[str, int]:
        """Concept → its known value in a case; a mutable cache."""
        key = (self, "known")
        if key not in case.kept:
            case.kept[key] = case.games.judged(self, self.depends_on(case))
        known: dict[str, int] = case.kept[key]
        return known

    def values_in(self, sample: Sample, case: CheckedGame, concepts: Sequence[str]) -> NDArray[np.int8]:
        """Its values in every draw, one different game after another: int8 (concepts, draws). *case* holds the game with all its
        wants. Raises SizeError."""
        truths = self.truths_in(sample, case, concepts)
        return np.where(truths == RESTLESS, np.int8(-1), truths)

    def truths_in(self, sample: Sample, case: CheckedGame, concepts: Sequence[str]) -> NDArray[np.int8]:
        """Like `values_in`, with ``RESTLESS`` where it is undefined because nothing comes to rest."""
        cases, of_draw = case.drawn(sample)
        sample.apart.arena.prepare((profile for own in cases for profile in self.profiles(own)), concepts)
        truths = np.array([self.truths(own, concepts) for own in cases], dtype=np.int8)
        return truths[of_draw].T


def premise_of(formula: Formula) -> Formula | None:
    """The left side of an ``implies``; None for other formulas."""
    return formula.premise if isinstance(formula, Implies) else None


_FORMULAS = get_args(Formula)


@lru_cache(maxsize=1 << 12)
def _formulas_of(check: GameCheck) -> tuple[Formula, ...]:
    formulas: list[Formula] = []
    for item in fields(check):  # type: ignore[arg-type]  # subclasses are dataclasses
        value = getattr(check, item.name)
        if isinstance(value, GameCheck):
            formulas += value.formulas
        elif isinstance(value, _FORMULAS):
            formulas.append(value)
    return tuple(formulas)


def _number(value: bool | None) -> int:
    return -1 if value is None else int(value)
