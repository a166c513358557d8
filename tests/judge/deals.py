"""Deals by plain enumeration: agreements of two actors or more, their fate, and who can go first.

s is the state from which a deal is asked, t the state agreed on; states are codes of options as in `options`, an option
in degrees being one option a threshold. i gains at q if it prefers q to s. Steps, roads and their outcomes are those of
`inducement`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from typing import TypeVar

from tests.judge.graph import Graph
from tests.judge.individual import CONCEPTS
from tests.judge.inducement import bound, outcomes, steps
from tests.judge.option_games import OptionGame, required

__all__ = ["Deal", "Fate", "answered", "fate", "hands", "others", "resting", "told", "trades"]

Deal = tuple[tuple[str, ...], int]
"""Its participants in file order, and t."""

Item = TypeVar("Item")


# --- from where ---


def resting(game: OptionGame, concept: str) -> list[int]:
    """The start if nobody has a step from it, else the outcomes of everybody's roads from it; none: steps go round."""
    return sorted(_outcomes(game.graph, concept, game.start))


# --- what ---


def trades(game: OptionGame, s: int, acts: int | None = None) -> list[Deal]:
    """Every trade from s, by t; of those that switch at most so many options."""
    required(game.graph, s)
    every = []
    for t in game.graph.states:
        participants = game.owners(_switched(s, t))
        if acts is not None and len(_switched(s, t)) > acts:
            continue
        if _is_offer(game, s, t, participants) and not any(_content(game, s, t, part) for part in _parts(participants)):
            every.append((participants, t))
    return every


def _is_offer(game: OptionGame, s: int, t: int, participants: Sequence[str]) -> bool:
    """At least two actors switch options that they may switch in s, and every one of them prefers t to s."""
    if len(participants) < 2 or not all(game.may_switch(s, k) for k in _switched(s, t)):
        return False
    return all(game.gains(actor, t, s) for actor in participants)


def _content(game: OptionGame, s: int, t: int, part: Sequence[str]) -> bool:
    """Whether the state in which only the part's own options are switched is feasible, and all of the part gain there."""
    alone = _alone(game, s, t, part)
    return alone in game.graph.states and all(game.gains(actor, alone, s) for actor in part)


def told(game: OptionGame, s: int, acts: int | None = None) -> list[Deal]:
    """The lean and undominated trades from s, by t; among those that switch at most so many options."""
    every, best = trades(game, s, acts), []
    for participants, t in every:
        rivals = [other for who, other in every if who == participants and other != t]
        as_good = [q for q in rivals if all(game.rank(i, q) >= game.rank(i, t) for i in participants)]
        lean = not any(_switched(s, q) < _switched(s, t) for q in as_good)
        undominated = not any(game.gains(i, q, t) for q in as_good for i in participants)
        if lean and undominated:
            best.append((participants, t))
    return best


# --- its fate ---


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a deal."""

    word: str
    """kept, overtaken, broken or goes round."""
    breaking: tuple[str, int, int] | None = None
    """Of a broken one: who breaks it, from which state to which."""
    again: tuple[int, ...] = ()
    """Of one overtaken: its options that some outcome has otherwise than agreed."""


def fate(game: OptionGame, concept: str, s: int, t: int, participants: Sequence[str]) -> Fate:
    """What everybody's roads from t make of the deal."""
    ends = _outcomes(game.graph, concept, t)
    if not ends:
        return Fate("goes round")
    if not all(_all_gain(game, s, end, participants) for end in ends):
        return Fate("broken", breaking=_breaking(game, concept, s, t, participants))
    again = {k for end in ends for k in _switched(s, t) & _switched(t, end)}
    return Fate("overtaken", again=tuple(sorted(again))) if again else Fate("kept")


def _all_gain(game: OptionGame, s: int, q: int, participants: Iterable[str]) -> bool:
    return all(game.gains(actor, q, s) for actor in participants)


def _breaking(game: OptionGame, concept: str, s: int, t: int, participants: Sequence[str]) -> tuple[str, int, int]:
    """The first step, on roads to an outcome where some participant does not gain, into a state where one does not."""
    breaks = []
    for x, far in _distances(game.graph, concept, t).items():
        for place, actor in enumerate(game.graph.actors):
            for y in steps(game.graph, concept, actor, x, options=True):
                if _all_gain(game, s, x, participants) and not _all_gain(game, s, y, participants):
                    ends = _outcomes(game.graph, concept, y)
                    if not all(_all_gain(game, s, end, participants) for end in ends):
                        breaks.append((far, place, len(_switched(x, y)), y, x))
    _, place, _, y, x = min(breaks)
    return game.graph.actors[place], x, y


def _distances(graph: Graph, concept: str, t: int) -> dict[int, int]:
    """The states that roads from t reach, and the fewest steps to each."""
    far, here = {t: 0}, [t]
    while here:
        onward = {
            y for x in here for actor in graph.actors for y in steps(graph, concept, actor, x, options=True)
        } - far.keys()
        far |= dict.fromkeys(onward, far[here[0]] + 1)
        here = sorted(onward)
    return far


def _outcomes(graph: Graph, concept: str, state: int) -> frozenset[int]:
    if concept not in CONCEPTS:
        raise ValueError(f"unknown concept {concept}")
    return outcomes(graph, concept, required(graph, state), options=True)


# --- who goes first ---


def hands(game: OptionGame, s: int, t: int, participants: Sequence[str]) -> int:
    """The least k for which a sound order from s to t has at most k actors in a part.

    Of a trade all participants at once are one. ValueError where no order is sound.
    """
    for most in range(1, len(participants) + 1):
        if _is_sound_with(game, s, t, participants, most):
            return most
    raise ValueError(f"no sound order from {s} to {t}")


def _is_sound_with(game: OptionGame, s: int, t: int, participants: Sequence[str], most: int) -> bool:
    """Whether sound parts with at most so many actors lead from s to t."""
    known, waiting = {s}, [s]
    while waiting:
        here = waiting.pop()
        for part in _subsets(sorted(_switched(here, t))):
            there = _flipped(here, part)
            if there not in known and len(game.owners(part)) <= most and _is_part(game, here, part):
                goes_on = all(not game.gains(actor, here, t) for actor in game.owners(part))
                unharmed = all(not game.gains(actor, s, there) for actor in participants)
                if goes_on and unharmed:
                    known.add(there)
                    waiting.append(there)
    return t in known


def _is_part(game: OptionGame, here: int, part: Iterable[int]) -> bool:
    """Whether these options may all be switched here, to a feasible state."""
    return all(game.may_switch(here, k) for k in part) and _flipped(here, part) in game.graph.states


def answered(game: OptionGame, concept: str, s: int, t: int, participants: Sequence[str]) -> dict[str, bool]:
    """For each participant, whether its part alone is feasible and, the actor bound to it, all answers are better than s."""
    works = {}
    for actor in participants:
        alone = _alone(game, s, t, [actor])
        works[actor] = False
        if alone in game.graph.states:
            answers = _outcomes(bound(game.graph, actor), concept, alone)
            works[actor] = bool(answers) and all(game.gains(actor, answer, s) for answer in answers)
    return works


# --- for whom else ---


def others(game: OptionGame, s: int, t: int, participants: Sequence[str]) -> dict[str, int]:
    """For every actor that is no participant: 1 better off at t than at s, 0 neither, -1 worse off."""
    return {
        actor: game.gains(actor, t, s) - game.gains(actor, s, t)
        for actor in game.graph.actors
        if actor not in participants
    }


# --- states and sets ---


def _switched(s: int, t: int) -> frozenset[int]:
    """The options on which two states differ."""
    return frozenset(k for k in range(max(s, t).bit_length()) if s >> k & 1 != t >> k & 1)


def _flipped(s: int, options: Iterable[int]) -> int:
    for k in options:
        s ^= 1 << k
    return s


def _alone(game: OptionGame, s: int, t: int, part: Collection[str]) -> int:
    """s with only the part's own options as in t; perhaps infeasible."""
    return _flipped(s, (k for k in _switched(s, t) if game.owner[k] in part))


def _subsets(items: Sequence[Item]) -> Iterator[tuple[Item, ...]]:
    """Every non-empty subset."""
    return chain.from_iterable(combinations(items, size) for size in range(1, len(items) + 1))


def _parts(items: Sequence[Item]) -> Iterator[tuple[Item, ...]]:
    """Every non-empty strict subset."""
    return (part for part in _subsets(items) if len(part) < len(items))
