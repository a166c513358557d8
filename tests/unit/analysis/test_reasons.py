"""Reasons and chains, compared with the definition: leave the want that decides out, look at the ranks again, and so on."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

import gmcr
from countermove.inquiry.reasons import NO_CHAIN, chain, reason
from gmcr import Conflict, Edit, Ranking
from gmcr.analysis import with_edits
from gmcr.logic import truth
from gmcr.model import ModelWant
from tests.conftest import models
from tests.unit.questions.assessments import games, pair

__all__: list[str] = []

SEEDS = models(range(60), (1, 5, 8, 13))


def sign(conflict: Conflict, actor: str, before: int, after: int) -> int:
    """Whether an actor gains (1) or loses, by its ranks alone."""
    ranks = dict(zip(conflict.states.tolist(), conflict.ranks(actor).tolist(), strict=True))
    return (ranks[after] > ranks[before]) - (ranks[after] < ranks[before])


def met(want: ModelWant, conflict: Conflict, code: int) -> bool:
    on = {name: bool(code >> k & 1) for k, name in enumerate(conflict.options)}
    return bool(truth(want.whole, on, conflict.drivers))


def deciding(conflict: Conflict, actor: str, before: int, after: int) -> ModelWant | None:
    """The first want in an actor's order in which two states differ."""
    wants = conflict.preferences[actor]
    assert not isinstance(wants, Ranking)
    return next((want for want in wants if met(want, conflict, before) != met(want, conflict, after)), None)


def literally(conflict: Conflict, actor: str, before: int, after: int) -> tuple[list[str], int]:
    """The wants that are left out one after another, and what the act comes to then."""
    links: list[str] = []
    first = now = sign(conflict, actor, before, after)
    while first and now == first:
        want = deciding(conflict, actor, before, after)
        assert want is not None
        links.append(want.id)
        conflict = with_edits(conflict, [Edit(actor, want.id, "drop")])
        now = sign(conflict, actor, before, after)
    return links, now if first else 0


def moves(seed: int) -> Iterator[tuple[Conflict, str, int, int]]:
    """Some moves of actors in some games of a random assessment."""
    given, chance = pair(seed), random.Random(seed)
    for chosen in games(given.document):
        conflict = given.assessment.conflict(**chosen)
        for actor in conflict.actors:
            state = chance.choice(conflict.states.tolist())
            for target in conflict.moves(state, actor=actor).tolist()[:4]:
                yield conflict, actor, state, target


@pytest.mark.parametrize("seed", SEEDS)
def test_a_chain_is_what_leaving_out_one_after_another_comes_to(seed: int) -> None:
    for conflict, actor, before, after in moves(seed):
        found = chain(conflict, actor, before, after)
        assert ([link.want for link in found.links], found.end) == literally(conflict, actor, before, after)
        first = reason(conflict, actor, before, after)
        assert found.links[:1] == ((first,) if first.sign else ())


@pytest.mark.parametrize("seed", SEEDS)
def test_a_reason_carries_what_was_compared_in_its_game(seed: int) -> None:
    for conflict, actor, before, after in moves(seed):
        for link in chain(conflict, actor, before, after).links:
            [want] = [item for item in conflict.preferences[actor] if item.id == link.want]  # type: ignore[union-attr]
            states = [
                {name: bool(code >> k & 1) for k, name in enumerate(conflict.options)} for code in (before, after)
            ]
            on = [want.condition is None or bool(truth(want.condition, state, conflict.drivers)) for state in states]
            assert link.branches == tuple("want" if value else "otherwise" for value in on)
            assert link.part == (link.branches[0] if on[0] == on[1] else "")
            named = set() if want.condition is None else want.condition.drivers
            assert dict(link.drivers) == {name: conflict.drivers[name] for name in named}
            assert bool(link.condition) == (want.condition is not None)


def test_a_chain_of_three_and_one_that_ends_by_paying() -> None:
    wants = ["not a", "b implies not a", "a", "not a"]
    conflict = gmcr.Conflict.from_options(
        actors={"A": ["a"], "B": ["b"]}, preferences={"A": wants, "B": []}, start=["b"]
    )
    found = chain(conflict, "A", 2, 3)
    assert ([link.want for link in found.links], found.end, found.told) == (["A 1", "A 2"], 1, True)
    back = chain(conflict, "A", 3, 2)
    assert ([link.want for link in back.links], back.end, back.told) == (["A 1", "A 2"], -1, True)
    three = conflict.with_preferences({"A": [conflict.preferences["A"][k] for k in (0, 1, 3)]})  # type: ignore[index]
    assert (len(chain(three, "A", 2, 3).links), chain(three, "A", 2, 3).end) == (3, 0)
    alone = conflict.with_preferences({"A": [conflict.preferences["A"][0]]})  # type: ignore[index]
    assert (chain(alone, "A", 2, 3).end, chain(alone, "A", 2, 3).told) == (0, False)


def test_a_ranking_has_no_chain() -> None:
    ranked = {"A": gmcr.Ranking([[1], [0]])}
    conflict = gmcr.Conflict.from_options(actors={"A": ["a"]}, preferences=ranked, start=[])
    assert chain(conflict, "A", 0, 1) == NO_CHAIN
