"""Lines of other codings put into the first: which answers each changes alone and, for two codings, which sets carry
the answers over.

The goal *all answers* is reached if every question that both ask is answered as the second answers it; the goal of one
answer, if that one is. An answer is its word over all readings and that in the base reading.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from countermove.context.games import resolve_concepts
from countermove.questions.compare.codings import Coded, Split
from countermove.questions.compare.sides import Asking, CodingAnswers, words_in
from countermove.verdicts.lines.change_words import Headline
from countermove.verdicts.lines.counterparts import Data
from countermove.verdicts.lines.search import LineSearch, Undecided
from gmcr.base.record import Record

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["ALL", "Carried", "Carrying", "Trial"]

ALL: Asking = ("", None, "all")
"""All answers together."""

_LEFT_ASIDE = ("observations", "facts", "forecasts", "resolutions", "indicators")

_Word: TypeAlias = "Headline | tuple[Headline | None, ...]"


@dataclass(frozen=True, slots=True)
class Carried(Record):
    """What carries an answer of the first coding over to that of the second."""

    id: str
    """The key question; empty for all answers together."""
    scenario: str | None
    """The scenario; null for the base, and for all answers together."""
    before: str
    """The answer of the first; empty for all answers together."""
    after: str
    """The answer of the second; empty for all answers together."""
    base_before: str
    """The answer of the base reading alone in the first; empty for all answers together."""
    base_after: str
    """The answer of the base reading alone in the second; empty for all answers together."""
    sets: tuple[tuple[int, ...], ...]
    """The minimal sets of lines that do it, by their indices, smallest first."""
    undecided: Undecided
    """Why no set is given: the bound, the bound and sets that do not fit, or a search cut short; "" if some is."""
    reduced: tuple[int, ...]
    """For all answers if no set is given: some set that does it and from which no single line can be left out; empty if
    none was sought or found."""


class Trial(NamedTuple):
    """A line put into the first coding: whether it fits by itself (None if that was not tried), the lines that have to
    go with it if it does not, and the answers that change then."""

    fits: bool | None
    along: tuple[int, ...]
    turned: tuple[tuple[Asking, Headline], ...]


class Carrying:
    """The search, coding by coding. *concepts*: as requested; *bound*, *most*: of sets, for two codings."""

    def __init__(
        self,
        own: Sequence[Coded],
        sayings: Sequence[CodingAnswers],
        splits: Sequence[Split],
        concepts: str | Sequence[str] | None,
        bound: int,
        most: int,
    ) -> None:
        self.own, self.sayings, self.splits = own, sayings, splits
        self.concepts, self.bound, self.most = concepts, bound if len(own) == 2 else 1, most
        self._searches: dict[int, LineSearch[Asking, _Word]] = {}
        self._places: dict[int, dict[int, tuple[int, int]]] = {}
        for place in range(1, len(own)) if sayings else ():
            self._begin(place)

    def _begin(self, place: int) -> None:
        """Begin the search for one coding: each form that it supplies, and no other."""
        other = self.own[place]
        forms = {
            id(form.change): (number, at)
            for number, split in enumerate(self.splits)
            for at, form in enumerate(split.forms)
            if form.source == place
        }
        self._places[place] = {k: forms[id(item)] for k, item in enumerate(other.differences) if id(item) in forms}
        mine, theirs = (self.sayings[k].answers for k in (0, place))
        both = [key for key in mine if key in theirs]
        before: dict[Asking, _Word] = {key: mine[key].word for key in both}
        goals: dict[Asking, _Word] = {key: theirs[key].word for key in both if mine[key].word != theirs[key].word}
        if len(self.own) > 2:
            goals = {}
        elif goals and len(both) > 1:
            before[ALL] = tuple(mine[key].word for key in both)
            goals[ALL] = tuple(theirs[key].word for key in both)
        first = self.own[0]
        claims = _claims_asked((first, other))
        self._searches[place] = LineSearch(
            first.assessment,
            _model(first.data, claims),
            other.data,
            other.differences,
            before=before,
            goals=goals,
            judge=lambda mixed, names: self._judged(mixed, names, both),
            comes_to=lambda said, goal: said == goal,
        )

    def _judged(self, mixed: Assessment, names: Sequence[Asking], both: Sequence[Asking]) -> dict[Asking, _Word]:
        wanted = both if ALL in names else names
        words: dict[Asking, _Word] = {**words_in(mixed, wanted, resolve_concepts(mixed, self.concepts))}
        if ALL in names:
            words[ALL] = tuple(_headline(words[key]) if key in words else None for key in both)
        return words

    def _bearing(self, place: int) -> list[int]:
        """The differences that can affect an answer; of claims only those that a key question asks about."""
        claims = _claims_asked((self.own[0], self.own[place]))
        differences = self.own[place].differences
        return [k for k in self._places[place] if differences[k].section != "claim" or differences[k].name in claims]

    def steps(self) -> Iterator[tuple[int, int]]:
        """Try one set after another, yielding before each the number tried and the largest possible number."""
        before, every = 0, sum(len(self._bearing(place)) for place in self._searches)
        for place, search in self._searches.items():
            for done, of in search.steps(self._bearing(place), self.bound, self.most):
                yield before + done, of if len(self.own) == 2 else every
            before += search.tried
        if len(self.own) == 2 and self.bound and (goal := self._whole) is not None:
            search = self._searches[1]
            if not search.found[goal]:
                yield from search.reduce(goal, self._bearing(1))

    @property
    def _whole(self) -> Asking | None:
        """All answers together, or the only one that differs; None if none does."""
        goals = self._searches[1].goals
        return ALL if ALL in goals else next(iter(goals), None)

    @property
    def reduced(self) -> tuple[int, ...]:
        """One set that carries all over, if the bound left none, and from which no line can be left out."""
        goal = self._whole
        lines = () if goal is None else self._searches[1].reduced.get(goal, ())
        return tuple(self._line(1, item) for item in lines)

    # -- results ---------------------------------------------------------------------------------------------------

    @property
    def tried(self) -> int:
        return sum(search.tried for search in self._searches.values())

    @property
    def complete(self) -> bool:
        return all(search.complete for search in self._searches.values())

    @property
    def scenarios(self) -> tuple[str | None, ...]:
        """The scenarios in which answers of two codings differ, and the base."""
        differ = [key[1] for key in self._searches[1].goals if key != ALL]
        return tuple(dict.fromkeys((*differ, None)))

    @property
    def smallest(self) -> tuple[int, ...]:
        """The lines of the smallest sets that carry all answers over, or each answer; or of the set that was found
        another way."""
        search = self._searches[1]
        goals = [ALL] if search.found.get(ALL) else list(search.found)
        lines: dict[int, None] = {}
        for goal in goals:
            sets = search.found[goal]
            for chosen in sets:
                if len(chosen) == len(sets[0]):
                    lines |= dict.fromkeys(self._line(1, item) for item in chosen)
        return tuple(lines) or self.reduced

    def alone(self, split: int, form: int) -> Trial:
        """The effect of a line in some form that is put into the first coding."""
        for place, places in self._places.items():
            for item, where in places.items():
                if where != (split, form):
                    continue
                search = self._searches[place]
                said, along = search.alone.get(item), tuple[int, ...]()
                if item in search.along:
                    own, said = search.along[item]
                    along = tuple(self._line(place, other) for other in own if other != item)
                if said is None:
                    return Trial(False if item in search.unfit else None, (), ())
                before = search.before
                turned = ((key, _headline(word)) for key, word in said.items() if key != ALL and word != before[key])
                return Trial(item not in search.unfit, along, tuple(turned))
        return Trial(None, (), ())

    def asks(self, key: Asking) -> str:
        """A key question in words."""
        return next((saying.answers[key].asks for saying in self.sayings if key in saying.answers), "")

    def carried(self, *, interrupted: bool) -> tuple[Carried, ...]:
        """For two codings, what carries each answer that differs, and all of them, over."""
        search = self._searches[1]
        results = []
        for goal, word in search.goals.items():
            sets = tuple(tuple(self._line(1, item) for item in chosen) for chosen in search.found[goal])
            whole = goal == ALL
            last = whole or ALL not in search.goals
            results.append(
                Carried(
                    id=goal[0],
                    scenario=goal[1],
                    before="" if whole else _headline(search.before[goal]).word,
                    after="" if whole else _headline(word).word,
                    base_before="" if whole else _headline(search.before[goal]).base,
                    base_after="" if whole else _headline(word).base,
                    sets=sets,
                    undecided=search.undecided(goal, interrupted=interrupted),
                    reduced=self.reduced if last else (),
                )
            )
        return tuple(results)

    def _line(self, place: int, difference: int) -> int:
        return self._places[place][difference][0]


def _headline(word: object) -> Headline:
    assert isinstance(word, Headline)
    return word


def _claims_asked(codings: Collection[Coded]) -> frozenset[str]:
    """The claims, by their common names, that key questions ask about."""
    questions = [question for coding in codings for question in coding.alike.document.key_questions.values()]
    sides = [side for question in questions for side in (question.answer_yes, question.answer_no) if side is not None]
    return frozenset(side.claim for side in sides if side.claim is not None)


def _model(data: Data, claims: Collection[str]) -> Data:
    """What answers depend on: the data without claims that nothing asks about, observations, and forecasts."""
    model = {key: value for key, value in data.items() if key not in _LEFT_ASIDE}
    if "claims" in model:
        model["claims"] = {name: claim for name, claim in model["claims"].items() if name in claims}
    return model
