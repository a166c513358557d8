"""Deals of few acts: in games whose states are listed, and beyond, where the states around one are enough."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from gmcr import Conflict, SizeError, deals
from gmcr.analysis import Games, OwnViews, deals_in, nearest_offer
from gmcr.model import OptionStructure
from gmcr.stability import CONCEPTS
from tests.conftest import models
from tests.gmcr.stability.conflicts import conflict_of
from tests.gmcr.symbolic import listing
from tests.judge import deals as judge
from tests.judge.option_games import game_of_conflict
from tests.judge.strategies import random_conflict

__all__: list[str] = []

pytest.importorskip("pysat")

ACTS = (2, 3, 4)


def unlisted(conflict: Conflict) -> Conflict:
    """The same game, as if it had too many states to list."""
    assert isinstance(conflict.structure, OptionStructure)
    structure = OptionStructure(conflict.structure.form)
    structure._too_many = "Too many."
    return Conflict(structure, conflict.preferences, conflict.start)


@pytest.mark.parametrize("acts", ACTS)
def test_of_listed_states_they_are_the_judges(acts: int) -> None:
    some, fewer = 0, 0
    for seed in models(range(300), range(0, 300, 8)):
        rng = np.random.default_rng(seed)
        plain = random_conflict(rng, bits=6, ties=(0.2, 0.6)[seed % 2], infeasible=0.2, needs=(0.0, 0.4)[seed % 3 == 0])
        game = game_of_conflict(plain)
        found = deals(conflict_of(plain), state=plain.start, concepts="nash", acts=acts).deals
        assert sorted((own.participants, own.target) for own in found) == sorted(judge.trades(game, plain.start, acts))
        told = judge.told(game, plain.start, acts)
        assert sorted((own.participants, own.target) for own in found if own.told) == sorted(told)
        some += len(found)
        fewer += len(told) > 0 and set(told) != set(judge.told(game, plain.start))
    assert some
    assert acts == 4 or fewer


@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("acts", ACTS)
def test_beyond_they_are_those_of_the_same_game_listed(acts: int) -> None:
    """Trades, told ones, hands, fates and who is answered; roads of such small games are walked to their ends."""
    seen: Counter[str] = Counter()
    for seed in models(range(120), range(0, 120, 8)):
        conflict = listing.random_conflict(seed)
        large = unlisted(conflict)
        assert not large.structure.listed
        listed, beyond = deals(conflict, acts=acts), deals(large, acts=acts)
        assert beyond == listed
        seen.update(fate.kind for own in beyond.deals for fate in own.fates.values())
        offers = []
        for one in (conflict, large):
            games = Games(one.structure)
            eyes = OwnViews(games, (games.arena.profile(one),) * len(one.actors))
            met = games.arena.met(one.formula(one.options[0]), {})
            offers.append(
                [nearest_offer(eyes, one.start, acts=acts), nearest_offer(eyes, one.start, met=met, acts=acts)]
            )
        assert offers[0] == offers[1]
    assert seen["kept"]
    assert seen["broken"]
    assert not seen["unknown"]


def large(options: int = 41) -> Conflict:
    """A game of 2^41 states in which a and b would each give one thing for one of the other's, and c looks on."""
    own = {
        "a": [f"o{k}" for k in range(14)],
        "b": [f"o{k}" for k in range(14)],
        "c": [f"o{k}" for k in range(options - 28)],
    }
    return Conflict.from_options(
        actors=own,
        preferences={"a": ["b.o3", "not a.o5"], "b": ["a.o5", "not b.o3"], "c": ["not a.o5"]},
        start=[],
    )


@pytest.mark.level("all")
def test_of_2_to_the_41_states_the_one_deal_is_found() -> None:
    conflict = large()
    assert not conflict.structure.listed
    found = deals(conflict)
    [deal] = found.told
    assert found.rests == dict.fromkeys(CONCEPTS, (0,))
    assert (conflict.label(deal.target), deal.participants, deal.hands) == ("a.o5, b.o3", ("a", "b"), 2)
    assert deal.others == {"c": -1}
    assert {name: fate.kind for name, fate in deal.fates.items()} == {
        "nash": "broken",
        **dict.fromkeys(("gmr", "smr", "seq", "symseq"), "kept"),
    }
    assert [own.target for own in deals(conflict, acts=2, concepts="nash").deals] == [deal.target]


@pytest.mark.level("all")
def test_where_roads_take_too_long_what_becomes_of_it_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gmcr.analysis.agreements.fate._SECONDS", 0.0)
    [deal] = deals(large(), state=0, concepts="nash", acts=2).told
    fate = deal.fates["nash"]
    assert (fate.kind, fate.broken_by, fate.again, fate.answered) == ("unknown", None, (), {"a": None, "b": None})
    assert deal.hands == 2


def test_what_cannot_be_asked_beyond_is_one_error(monkeypatch: pytest.MonkeyPatch) -> None:
    conflict = large()
    with pytest.raises(SizeError, match="ask for fewer acts"):
        deals(conflict, acts=6, concepts="nash")
    with pytest.raises(SizeError, match="62 options"):
        deals(large(64), concepts="nash")
    games = Games(conflict.structure)
    other = conflict.with_preferences({"a": ["a.o1"]})
    eyes = OwnViews(games, [games.arena.profile(conflict), *[games.arena.profile(other)] * 2])
    with pytest.raises(SizeError, match="the game that it sees"):
        deals_in(eyes, 0)
    monkeypatch.setattr("gmcr.analysis.unlisted.play._WALK", 0.0)
    with pytest.raises(SizeError, match="name a state"):
        deals(large(), concepts="nash")
