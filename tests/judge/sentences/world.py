"""Everything that the judge knows of a file and a selection, computed once when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any, TypeVar

from tests.judge.answers.form import State
from tests.judge.answers.games import Game, Want
from tests.judge.answers.happened import Happened, happened
from tests.judge.answers.roads import outcomes, reached, steps, undeterred, world_of
from tests.judge.assessment_files import Infeasible
from tests.judge.sentences.cells import Answer, Question, answers_of, headline
from tests.judge.sentences.classes import COARSE_KINDS, Judged, coarse, judge_class, judge_values
from tests.judge.sentences.deciding import Chain, chain
from tests.judge.sentences.leaving import KINDS, TURN, Change, TooMany, smallest
from tests.judge.sentences.selected import Asked, Selected, Selection, selected
from tests.judge.sentences.support import giving_up, is_word, lead_cell

__all__ = ["World"]


Sets = TypeVar("Sets")


def _unless_too_many(find: Callable[[], Sets]) -> Sets | None:
    try:
        return find()
    except TooMany:
        return None


LISTING = {"foresight", "no_foresight", "induces", "more_responsible", "single_changes_only_by"}
"""Kinds of check that nothing but a list of the states answers."""

NOT_DECIDED = "not decided"


def lists(check: Mapping[str, Any]) -> bool:
    """Whether a check needs a list of the states."""
    return bool(LISTING & set(check))


class World:
    """A file under a selection, as it is told: games, answers, classes, roads. ``most``: sets of changes of one size that are gone
    through; where there are more, only what is told of them is looked at. ``proved``: it is told without a list of the states, so that of a
    claim only its values are known, or nothing. ``partly``: a start may be one that cannot be, where nothing is defined; of a claim
    only its values are known."""

    def __init__(self, asked: Asked, *, most: int | None = None, proved: bool = False, partly: bool = False) -> None:
        self.asked, self.most, self.proved, self.partly = asked, most, proved, partly
        self.setting: Selected = selected(asked)
        self.document: Mapping[str, Any] = self.setting.document
        self._rests: dict[tuple[str, str], list[frozenset[str]] | None] = {}
        self._serious: dict[tuple[str, str], list[Change] | None] = {}
        self._takes: dict[tuple[str, str], list[Change] | None] = {}

    def at(self, **changed: Any) -> World:
        """The same file under another selection."""
        return World(
            Asked(self.asked.text, replace(self.selection, **changed)),
            most=self.most,
            proved=self.proved,
            partly=self.partly,
        )

    @property
    def selection(self) -> Selection:
        return self.asked.selection

    @property
    def lead(self) -> str:
        """The lead concept."""
        return self.setting.lead

    @property
    def cells(self) -> int:
        """How many cells a table has."""
        return len(self.setting.readings) * len(self.setting.concepts)

    # --- the game looked at ---

    @cached_property
    def possible(self) -> bool:
        """Whether the start of the game looked at can be."""
        try:
            return bool(self.base)
        except Infeasible:
            return False

    @cached_property
    def base(self) -> Game:
        return self.setting.base

    def want(self, name: str, game: Game | None = None) -> Want | None:
        """A want of a game (the one looked at), by id; None where it has not."""
        return next((one for line in (game or self.base).wants.values() for one in line if one.id == name), None)

    @cached_property
    def outcomes(self) -> list[State]:
        return outcomes(world_of(self.base), self.lead, self.base.start)

    @cached_property
    def reached(self) -> list[State]:
        return reached(world_of(self.base), self.lead, self.base.start)

    def steps(self, actor: str, state: State | None = None) -> list[State]:
        """Where an actor steps from a state (the start)."""
        return steps(world_of(self.base), self.lead, actor, state or self.base.start)

    def undeterred(self, actor: str, state: State | None = None) -> list[State]:
        """The improvements that nothing deters."""
        return undeterred(world_of(self.base), self.lead, actor, state or self.base.start)

    def chain(self, actor: str, there: State, here: State | None = None) -> Chain:
        """Why an actor goes there, or does not."""
        return chain(self.base, actor, here or self.base.start, there)

    # --- answers ---

    @cached_property
    def questions(self) -> dict[str, Question]:
        return answers_of(self.setting, partly=self.partly)

    def since(self, answer: Answer) -> str:
        """The answer in what survives."""
        cells = [answer.cells[r][c] for r, c in sorted(self.happened.surviving)]
        return headline(cells)

    def lead_cell(self, answer: Answer) -> str:
        return lead_cell(self.setting, answer)

    def rests(self, name: str, scenario: str) -> list[frozenset[str]] | None:
        """The smallest sets of wants whose leaving out changes an answer; None where they are too many to go through."""
        key = name, scenario
        if key not in self._rests:
            self._rests[key] = _unless_too_many(
                lambda: giving_up(self.setting, self.questions[name].answers[scenario], most=self.most)
            )
        return self._rests[key]

    def single(self, name: str, scenario: str) -> set[str]:
        """The wants each of whose leaving out alone changes an answer."""
        sets = giving_up(self.setting, self.questions[name].answers[scenario], bound=1)
        return {want for one in sets for want in one}

    def takes_serious(self, name: str, scenario: str) -> list[Change] | None:
        """The smallest changes of the kinds that the file takes seriously that make an answer a yes; None where they are too many."""
        key = name, scenario
        if key not in self._serious:
            given = is_word(self.setting, self.questions[name].answers[scenario], "yes")
            self._serious[key] = _unless_too_many(lambda: smallest(*given, KINDS, most=self.most))
        return self._serious[key]

    def takes(self, name: str, scenario: str) -> list[Change] | None:
        """What a yes takes, with wants turned round where nothing else does; None where changes are too many."""
        key = name, scenario
        if key not in self._takes:
            found = self.takes_serious(name, scenario)
            if found == []:
                given = is_word(self.setting, self.questions[name].answers[scenario], "yes")
                found = _unless_too_many(lambda: smallest(*given, (*KINDS, TURN), most=self.most))
            self._takes[key] = found
        return self._takes[key]

    # --- claims, and what happened ---

    @cached_property
    def claims(self) -> dict[str, Judged]:
        written: Mapping[str, Any] = self.document.get("claims") or {}
        if self.partly:
            return {name: judge_values(self.setting, claim) for name, claim in written.items()}
        found = {name: judge_class(self.setting, claim) for name, claim in written.items()}
        if not self.proved:
            return found
        values = {name: [value for row in found[name].values for value in row] for name in found}
        words = {name: NOT_DECIDED if lists(written[name]["check"]) else coarse(values[name]) for name in found}
        return {name: replace(found[name], kind=COARSE_KINDS.get(word, word)) for name, word in words.items()}

    def claim_word(self, name: str) -> str:
        """What a claim's values say."""
        return coarse([value for row in self.claims[name].values for value in row])

    def claim_since(self, name: str) -> str:
        """The same in what survives what happened."""
        return coarse([self.claims[name].values[r][c] for r, c in self.happened.surviving])

    @cached_property
    def authors(self) -> list[str]:
        """The author's own claims."""
        written: Mapping[str, Any] = self.document.get("claims") or {}
        return [
            name for name, claim in written.items() if not claim.get("by") and claim.get("probe") not in (True, "true")
        ]

    @cached_property
    def happened(self) -> Happened:
        return happened(self.setting, self.selection.as_of)
