"""Deals against the literal judge: trades, lean and undominated ones, fates, hands, answers, who else gains."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from gmcr import Conflict, Deal, ModelError, Ranking, UnknownName, deals
from gmcr.analysis import Games, OwnViews, deals_in, nearest_offer
from gmcr.analysis.agreements.order import Order
from gmcr.model import OptionStructure
from gmcr.stability import CONCEPTS
from tests.conftest import models
from tests.gmcr.stability.conflicts import conflict_of
from tests.judge import deals as judge
from tests.judge.option_games import OptionGame, game_of_conflict
from tests.judge.strategies import random_conflict

__all__: list[str] = []

SEEDS = models(range(500), range(0, 500, 8))


def agrees(game: OptionGame, conflict: Conflict, found: Deal) -> None:
    """Everything that is said of a deal, as the judge has it."""
    s, t, who = found.state, found.target, found.participants
    names = conflict.options
    for concept, fate in found.fates.items():
        said = judge.fate(game, concept, s, t, who)
        assert fate.kind == said.word
        broken = fate.broken_by
        assert (None if broken is None else (broken.actor, broken.before, broken.after)) == said.breaking
        if broken is not None:
            assert broken.losers == tuple(actor for actor in who if not game.gains(actor, broken.after, s))
        if fate.kind == "overtaken":
            assert fate.again == tuple(names[k] for k in said.again)
        assert fate.answered == judge.answered(game, concept, s, t, who)
    assert found.hands == judge.hands(game, s, t, who)
    assert found.others == judge.others(game, s, t, who)
    assert_order(game, found)


def assert_order(game: OptionGame, found: Deal) -> None:
    """The order is sound, and of so many hands."""
    here = found.state
    for part in found.order:
        switched = [k for k in range(len(game.owner)) if (here ^ part.to) >> k & 1]
        assert game.owners(switched) == part.actors
        assert (found.state ^ part.to) & ~(found.state ^ found.target) == 0
        assert all(game.may_switch(here, k) for k in switched)
        assert part.to in game.graph.states
        assert not any(game.gains(actor, found.state, part.to) for actor in found.participants)
        assert not any(game.gains(actor, here, found.target) for actor in part.actors)
        here = part.to
    assert here == found.target
    assert max(len(part.actors) for part in found.order) == found.hands


@pytest.mark.level("all")
def test_they_are_the_judges() -> None:
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        plain = random_conflict(
            rng,
            bits=6,
            ties=(0.2, 0.6)[seed % 2],
            infeasible=(0.0, 0.2, 0.4)[seed % 3],
            one_way=(0.0, 0.3)[seed // 2 % 2],
            needs=(0.0, 0.4)[seed // 4 % 2],
        )
        game = game_of_conflict(plain)
        conflict = conflict_of(plain, "sparse" if plain.needs or seed % 2 else "dense")
        found = deals(conflict)
        assert found.rests == {name: tuple(judge.resting(game, name)) for name in CONCEPTS}
        for s in sorted({code for codes in found.rests.values() for code in codes}):
            here = [deal for deal in found.deals if deal.state == s]
            assert sorted((deal.participants, deal.target) for deal in here) == sorted(judge.trades(game, s))
            assert sorted((d.participants, d.target) for d in here if d.told) == sorted(judge.told(game, s))
            for deal in here:
                assert tuple(deal.fates) == tuple(name for name in CONCEPTS if s in found.rests[name])
                agrees(game, conflict, deal)
                seen.update(fate.kind for fate in deal.fates.values())
                seen.update(f"{deal.hands} of {len(deal.participants)}" for _ in [0])
                seen.update(["untold"] if not deal.told else [])
                seen.update(["forced"] if deal.forced_by is not None else [])
    assert {"kept", "overtaken", "broken", "1 of 2", "2 of 2", "untold"} <= set(seen)


DILEMMA = Conflict.from_options(
    actors={"row": "yield", "column": "yield"},
    preferences={"row": Ranking([2, 3, 0, 1]), "column": Ranking([1, 3, 0, 2])},
    start=[],
)


def test_the_dilemma_has_one_that_holds_where_both_reckon_with_answers() -> None:
    [deal] = deals(DILEMMA).deals
    assert (deal.state, deal.target, deal.told, deal.hands, deal.others) == (0, 3, True, 2, {})
    assert {name: fate.kind for name, fate in deal.fates.items()} == {
        "nash": "broken",
        **dict.fromkeys(("gmr", "smr", "seq", "symseq"), "kept"),
    }
    broken = deal.fates["nash"].broken_by
    assert broken is not None
    assert (broken.actor, broken.before, broken.after, broken.losers) == ("row", 3, 2, ("column",))
    assert deal.alone == {"row": 1, "column": 2}
    assert deal.fates["seq"].answered == {"row": False, "column": False}


@pytest.mark.parametrize(
    ("never", "minds", "hands", "rule"),
    [
        ([], False, 1, None),
        (["a.give and not b.give", "b.give and not a.give"], False, 2, "a.give and not b.give"),
        (["a.give and not b.give"], False, 1, None),  # b can go first
        ([], True, 2, None),  # whoever gave first would be worse off
        (["a.give and not b.give", "b.give and not a.give"], True, 2, "a.give and not b.give"),
    ],
)
def test_a_rule_is_named_where_only_it_makes_both_act_at_once(
    never: list[str], minds: bool, hands: int, rule: str | None
) -> None:
    own = ["not {}.give"] if minds else []
    conflict = Conflict.from_options(
        actors={"a": "give", "b": "give"},
        preferences={
            "a": ["b.give", *(item.format("a") for item in own)],
            "b": ["a.give", *(item.format("b") for item in own)],
        },
        never=never,
        start=[],
    )
    [deal] = deals(conflict).deals
    assert (deal.hands, deal.forced_by) == (hands, rule)
    assert deal.alone == {
        "a": None if "a.give and not b.give" in never else 1,
        "b": None if "b.give and not a.give" in never else 2,
    }
    if len(never) == 2:
        assert not any(deal.fates["nash"].answered.values())


def test_whoever_rests_elsewhere_deals_from_there() -> None:
    conflict = Conflict.from_options(
        actors={"a": ["give", "shout"], "b": "give"},
        preferences={"a": ["a.shout", "b.give", "not a.give"], "b": ["a.give", "not b.give"]},
        start=[],
    )
    found = deals(conflict, concepts="nash")
    shouting = conflict.code("a.shout")
    assert found.rests == {"nash": (shouting,)}
    assert [(deal.state, deal.target) for deal in found.told] == [(shouting, 7)]
    other = deals(conflict, state=0, concepts=["nash", "seq"])
    assert other.rests == {"nash": (0,), "seq": (0,)}
    assert all(deal.state == 0 for deal in other.deals)


def test_only_those_of_some_actors() -> None:
    plain = random_conflict(np.random.default_rng(3), actors=3, bits=6, infeasible=0.0, one_way=0.0)
    conflict = conflict_of(plain, "dense")
    every = [deal for code in plain.feasible for deal in deals(conflict, state=code, concepts="nash").deals]
    pair = conflict.actors[:2]
    some = [
        deal
        for code in plain.feasible
        for deal in deals(conflict, state=code, participants=pair, concepts="nash").deals
    ]
    assert some
    assert some == [deal for deal in every if deal.participants == pair]
    assert len(some) < len(every)


def test_in_own_views_each_judges_and_moves_by_the_game_it_sees() -> None:
    blind = Conflict.from_options(  # column thinks that row would answer
        actors={"row": "yield", "column": "yield"},
        preferences={"row": ["column.yield"], "column": ["row.yield", "not column.yield"]},
        start=[],
    )
    games = Games(DILEMMA.structure)
    profiles = [games.arena.profile(DILEMMA), games.arena.profile(blind.with_start([]))]
    own = deals_in(OwnViews(games, profiles), 0, concepts=["nash"])
    [deal] = own.deals
    broken = deal.fates["nash"].broken_by
    assert broken is not None
    assert broken.actor == "row"
    same = deals_in(OwnViews(games, [profiles[0]] * 2), 0, concepts=CONCEPTS)
    assert same == deals(DILEMMA)


def test_in_own_views_deals_are_those_of_the_game_of_everybodys_own_wants() -> None:
    """Under concepts that ask for nobody else's wants, to see another game is to play in the game made of what each wants."""
    concepts, found = ("nash", "gmr", "smr"), 0
    for seed in models(range(300), range(0, 300, 10)):
        rng = np.random.default_rng(seed)
        plain = random_conflict(rng, bits=5, ties=0.3, infeasible=0.2, one_way=0.2)
        own = {actor: _order(rng, plain.feasible) for actor in plain.actors}
        seen = [conflict_of(replace(plain, tiers=tuple(_order(rng, plain.feasible) for _ in own))) for _ in own]
        seen = [game.with_preferences({actor: Ranking(own[actor])}) for game, actor in zip(seen, own, strict=True)]
        games = Games(seen[0].structure)
        eyes = OwnViews(games, [games.arena.profile(game) for game in seen])
        mine = deals_in(eyes, plain.start, concepts=concepts)
        assert mine == deals(conflict_of(replace(plain, tiers=tuple(own.values()))), concepts=concepts)
        found += len(mine.deals)
    assert found


def _order(rng: np.random.Generator, states: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    return tuple((int(state),) for state in rng.permutation(states))


def test_what_fails_by_least_does() -> None:
    some, content = 0, 0
    for seed in SEEDS:
        rng = np.random.default_rng(10_000 + seed)
        plain = random_conflict(rng, bits=6, ties=0.3, infeasible=0.3, one_way=0.3, needs=(0.0, 0.4)[seed % 2])
        game, conflict = game_of_conflict(plain), conflict_of(plain)
        games = Games(conflict.structure)
        near = nearest_offer(OwnViews(games, (games.arena.profile(conflict),) * len(conflict.actors)), plain.start)
        offers = []
        for t in game.graph.states:
            switched = [k for k in range(len(game.owner)) if (plain.start ^ t) >> k & 1]
            who = game.owners(switched)
            if len(who) > 1 and all(game.may_switch(plain.start, k) for k in switched):
                refused = tuple(actor for actor in who if not game.gains(actor, t, plain.start))
                offers.append(
                    (len(refused), len(switched), [game.graph.actors.index(own) for own in who], t, who, refused)
                )
        if not offers:
            assert near is None
            continue
        _, _, _, t, who, refused = min(offers)
        assert near is not None
        assert (near.target, near.participants, near.refused) == (t, who, refused)
        if not refused:
            assert bool(near.alone) == ((who, t) not in judge.trades(game, plain.start))
            content += bool(near.alone)
        some += 1
    assert some
    assert content


def test_too_much_between_is_not_sought(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gmcr.analysis.agreements.order.MOST_STATES", 1)
    assert isinstance(DILEMMA.structure, OptionStructure)
    order = Order(DILEMMA.structure, DILEMMA.cell_ranks, 0, 3, (0, 1))
    assert (order.hands, order.parts, order.rule()) == (None, (), None)


def test_what_cannot_be_asked_is_one_error() -> None:
    arcs = Conflict.from_arcs(
        states=["s", "t"], arcs={"a": [("s", "t")]}, preferences={"a": Ranking([["t"], ["s"]])}, start="s"
    )
    with pytest.raises(ModelError, match="graph form"):
        deals(arcs)
    with pytest.raises(UnknownName):
        deals(DILEMMA, participants=["nobody"])
    with pytest.raises(UnknownName):
        deals(DILEMMA, concepts="hope")
    with pytest.raises(ModelError):
        deals(DILEMMA, state=9)
    with pytest.raises(ModelError):
        deals("dilemma")  # type: ignore[arg-type]
