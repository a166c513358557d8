"""What becomes of the start in thousands of games: whether it holds, where it ends, and the ways out, each game told once.

Games are told apart by where everybody ranks what (their profile), by their start, and by what each actor makes of its own
acts, in words too. Most pushes change one actor, and most readings say the same of the others.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeAlias

from countermove.assessment import Assessment
from countermove.assessment.branches import in_doubt
from countermove.assessment.overlays import Calculus, WantLine
from countermove.context.answer import Answer
from countermove.context.frame import Frame, frame_of
from countermove.context.game import on_in
from countermove.context.games import games_of
from countermove.context.glossary import GameText, Glossary, WantText, game_text_of, glossary_of
from countermove.context.selection import State
from countermove.inquiry.reasons import Place
from countermove.inquiry.walk import Obstacle, acts_from
from countermove.inquiry.ways import Known, Lanes, Way, Ways, terms_of
from countermove.plugins.serve.explorable.places import PlacedGames
from countermove.plugins.serve.lanes import way_key, ways_shown
from countermove.presentation.phrases import Phrasing
from countermove.questions.lanes.text import LONGEST, lanes_title, way_texts
from countermove.questions.statusquo.compute import ConceptView, StatusQuo, Step
from countermove.reports.assessing.screen import start_text
from gmcr import Conflict, Roads
from gmcr.analysis import Play
from gmcr.base.errors import ModelError
from gmcr.base.record import Record

__all__ = ["LaneTold", "Moment", "Moments", "Row"]


@dataclass(frozen=True, slots=True)
class LaneTold(Record):
    """One way out in words, without where its switch stands. ``key``, ``taken``, ``deterred``: as of a ``Lane``."""

    key: str
    actor: str
    act: str
    taken: bool
    deterred: bool
    reason: str
    want: str
    chain: str
    follows: str


@dataclass(frozen=True, slots=True)
class Moment(Record):
    """One game under one concept. ``holds``: whether its start is an equilibrium; ``ends``: codes of the states in which roads
    from it end; ``moved``: where it goes, in words ("" where it holds); ``title``: who moves; ``lanes``: the ways out,
    ``more``: that there are others."""

    holds: bool
    ends: tuple[int, ...]
    moved: str
    title: str
    lanes: tuple[LaneTold, ...]
    more: str


Row: TypeAlias = tuple[tuple[Moment, ...], ...]
"""For each reading, and in it for each concept; a reading whose start cannot be has no moments."""


@dataclass(frozen=True, slots=True, eq=False)
class _Words(Record):
    """What an actor makes of its acts in some games, and in which words. ``number``: equal where both are of its single acts;
    ``whole``: equal where it wants the same in the same words."""

    number: int
    whole: int
    acts: tuple[Obstacle, ...]


class Moments:
    """All games of a case, place by place."""

    def __init__(self, assessment: Assessment, concepts: tuple[str, ...]) -> None:
        self.assessment, self.concepts = assessment, concepts
        self.terms = terms_of(assessment.vocabulary)
        self.glossary = glossary_of(assessment)
        self.known: Known = {}
        self.on: dict[int, tuple[str, ...]] = {}
        self._moments: dict[Hashable, tuple[Moment, ...]] = {}
        self._shaped: dict[Hashable, Moment] = {}
        self._words: dict[Hashable, _Words] = {}
        self._numbers: dict[Hashable, int] = {}
        self._lines: dict[int, tuple[WantLine, int]] = {}
        self._told: dict[Hashable, LaneTold] = {}
        self._moved: dict[Hashable, str] = {}
        self._same: dict[Moment, Moment] = {}

    def row(self, games: PlacedGames) -> Row:
        """What becomes of the start in every reading of a place."""
        pushed = games.base
        first = None if pushed.branched else pushed.begun
        # Words of which nobody knows what they are about are told nowhere: which these are a push may change.
        silent = (
            ()
            if first is None
            else tuple(item.want.id for own in first.lines.values() for item in own if in_doubt(item, first))
        )
        return tuple(self._in_game(games.selected(reading), reading, silent) for reading in games.readings)

    # -- one game ------------------------------------------------------------------------------------------------------

    def _in_game(self, assessment: Assessment, reading: Mapping[str, str], silent: Hashable) -> tuple[Moment, ...]:
        calculus = assessment.calculus(reading=reading)
        try:
            conflict = assessment.game(calculus)
        except ModelError:
            return ()
        play = games_of(assessment).play_of(conflict)
        conflict.__dict__["cell_ranks"] = tuple(map(play.ranks, range(len(conflict.actors))))  # as it would find them
        game = _Game(self, assessment, reading, calculus, conflict, play)
        words = tuple(self._words_of(game, actor, silent) for actor in conflict.actors)
        key = (play.profile, conflict.start, tuple(item.whole for item in words))
        if key not in self._moments:
            self._moments[key] = tuple(self._moment(game, words, concept) for concept in self.concepts)
        return self._moments[key]

    def _words_of(self, game: _Game, actor: str, silent: Hashable) -> _Words:
        calculus, conflict = game.calculus, game.conflict
        wants = conflict.preferences[actor]
        assert isinstance(wants, tuple)
        measured = games_of(game.assessment).arena.drivers_of(wants)
        key = (
            actor,
            tuple(map(self._line, calculus.lines[actor])),
            tuple(conflict.drivers[name] for name in measured),
            conflict.start,
            silent,
        )
        if key not in self._words:
            acts = acts_from(conflict, actor)
            phrasing, texts = game.phrasing, game.text.wants
            made = tuple((act, act.chain, _place(act, phrasing), _texts(act, texts)) for act in acts), conflict.start
            own = tuple(text for text in texts.values() if text.actor == actor)
            truth_of = games_of(game.assessment).arena.truth_of_formula
            truths = tuple(truth_of(part, conflict.drivers) for want in wants for part in want.parts)
            self._words[key] = _Words(self._number(made), self._number((made, own, truths)), acts)
        return self._words[key]

    def _line(self, line: WantLine) -> int:
        """A number for a line, equal for lines that say the same."""
        known = self._lines.get(id(line))
        if known is None:  # lines are kept, so that no other can have the same address
            said = (line.want, line.shown, line.dropped, line.says, line.otherwise_says)
            known = self._lines[id(line)] = line, self._number(said)
        return known[1]

    def _number(self, of: Hashable) -> int:
        return self._numbers.setdefault(of, len(self._numbers))

    # -- in words ------------------------------------------------------------------------------------------------------

    def _moment(self, game: _Game, words: tuple[_Words, ...], concept: str) -> Moment:
        """The moment of a game: that of any other in which the same acts, for the same reasons, lead to the same steps."""
        acts = tuple(act for item in words for act in item.acts)
        shape = _Shape(game.conflict, game.play, concept, acts)
        numbers = tuple(
            item.whole if actor in shape.together else item.number
            for actor, item in zip(game.conflict.actors, words, strict=True)
        )
        key = (numbers, shape.key)
        if key not in self._shaped:
            self._shaped[key] = self._made(game, acts, dict(zip(game.conflict.actors, numbers, strict=True)), concept)
        return self._shaped[key]

    def _made(self, game: _Game, acts: tuple[Obstacle, ...], numbers: Mapping[str, int], concept: str) -> Moment:
        conflict, play = game.conflict, game.play
        found = Ways(conflict, play, concept, self.terms, acts=acts, known=self.known, switched=False).record
        self.on |= on_in(conflict, self._new(found.labels))
        answer = game.answer(found)
        ways, more = ways_shown(found, conflict)
        lanes = tuple(self._lane(way, answer, numbers[way.actor]) for way in ways)
        start = conflict.structure.cell(conflict.start)
        roads = play.roads(start, concept)
        ends = tuple(sorted(map(conflict.structure.code_of, roads.outcomes)))
        made = Moment(play.stable(start, concept), ends, self._moved_to(game, roads), lanes_title(answer), lanes, more)
        return self._same.setdefault(made, made)

    def _new(self, labels: Mapping[int, str]) -> dict[int, str]:
        return {code: label for code, label in labels.items() if code not in self.on}

    def _lane(self, way: Way, answer: Answer, number: int) -> LaneTold:
        start, taken = answer.record.start, bool(answer.record.taken)
        known = (way.turned, way.target, number, way.taken, way.deterred, way.follows, start, taken)
        if known not in self._told:
            [told] = way_texts(answer, (way,))
            self._told[known] = LaneTold(
                key=way_key(way),
                actor=way.actor,
                act=told.act,
                taken=way.taken,
                deterred=bool(way.deterred),
                reason=told.reason,
                want=told.want,
                chain=told.chain,
                follows=told.follows,
            )
        return self._told[known]

    def _moved_to(self, game: _Game, roads: Roads) -> str:
        """Where the start goes, as the first screen tells it."""
        conflict = game.conflict
        key = (conflict.start, roads.steps, roads.outcomes)
        if key not in self._moved:
            code = conflict.structure.code_of
            steps = tuple(Step(code(one), conflict.actors[actor], code(other)) for one, actor, other in roads.steps)
            outcomes = tuple(map(code, roads.outcomes))
            leaving = tuple(dict.fromkeys(step.actor for step in steps if step.source == conflict.start))
            view = ConceptView("", leaving, (), outcomes, steps, None, ())
            codes = dict.fromkeys((conflict.start, *outcomes, *(step.goal for step in steps)))
            on = on_in(conflict, dict.fromkeys(codes, ""))
            mentioned = tuple(State(code, on[code]) for code in codes)
            now = StatusQuo(mentioned[0], {}, None, None, (view,), None, None, False, mentioned)
            self._moved[key] = start_text(now, game.phrasing)
        return self._moved[key]


class _Shape:
    """All steps from the start of a game, and from where single acts lead. ``key``: equal where they are, those of one state
    in the order in which they are told; where something deters an act, what does may be anything, so that the whole game counts.
    ``together``: actors that leave the start, and by no single act."""

    def __init__(self, conflict: Conflict, play: Play, concept: str, acts: tuple[Obstacle, ...]) -> None:
        cell, actors = conflict.structure.cell, conflict.actors
        start = cell(conflict.start)
        open_ = [(act, cell(act.target)) for act in acts if act.target is not None and act.result != "infeasible"]
        waiting = list(dict.fromkeys((start, *(target for act, target in open_ if act.needs is None))))
        first, seen, found = len(waiting), set(waiting), list[tuple[int, list[tuple[int, int]]]]()
        for place, here in enumerate(waiting):  # grows while it is walked
            steps = [(actor, there) for actor in play.movers(here) for there in play.steps(here, actor, concept)]
            if place < first and len(steps) > 1:
                steps.sort(key=lambda step: (step[0], -int(play.ranks(step[0])[step[1]]), step[1]))
            found.append((here, steps))
            for _, there in steps:
                if there not in seen:
                    seen.add(there)
                    waiting.append(there)
        leaving = {(actors[actor], there) for actor, there in found[0][1]}
        alone = {act.actor for act, target in open_ if act.result == "better" and (act.actor, target) in leaving}
        deterred = any(act.result == "better" and (act.actor, target) not in leaving for act, target in open_)
        self.together = {actor for actor, _ in leaving} - alone
        self.key: Hashable = (
            conflict.start,
            tuple((here, *steps) for here, steps in found),
            (play.profile, concept) if deterred else (),
        )


def _texts(act: Obstacle, texts: Mapping[str, WantText]) -> tuple[WantText | None, ...]:
    """The wants that tell why an act is not made, or is, with the words for them."""
    return tuple(texts.get(link.want or "") for link in act.chain.links)


def _place(act: Obstacle, phrasing: Phrasing) -> Place | None:
    """The places of the two states where these are told for a reason."""
    if act.want is not None and 0 < len(phrasing.short_reason(act.want, act.part)) <= LONGEST:
        return None
    return act.place


@dataclass(eq=False)
class _Game(Record):
    """One game, with the words for it as they are needed."""

    of: Moments
    assessment: Assessment
    reading: Mapping[str, str]
    calculus: Calculus
    conflict: Conflict
    play: Play

    @cached_property
    def text(self) -> GameText:
        return game_text_of(self.assessment, reading=self.reading)

    @property
    def phrasing(self) -> Phrasing:
        return Phrasing(self.glossary, self.assessment.selection.view)

    @cached_property
    def glossary(self) -> Glossary:
        return replace(self.of.glossary, games={self.assessment.selection.view: self.text})

    def answer(self, found: Lanes) -> Answer:
        """The lanes as an answer, of which the words are asked."""
        return Answer("lanes", self._frame, self.glossary, found, self.of.on)

    @cached_property
    def _frame(self) -> Frame:
        frame = frame_of(self.assessment)
        return replace(frame, assumptions=replace(frame.assumptions, reading=dict(self.reading)))
