"""The judge of deals against answers worked out on paper.

States are codes: the first option of a file counts 1, the second 2, the third 4, and so on; an option in degrees has one
place a threshold. An actor's wants are written beside a state as it meets them, most important first: a (1, 0) at 5.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.judge.answers.checks import setting_of
from tests.judge.answers.roads import CONCEPTS
from tests.judge.assessment_files import loads_document
from tests.judge.deals import Fate, answered, fate, hands, others, resting, told, trades
from tests.judge.graph import moves
from tests.judge.option_games import OptionGame, game_of_assessment, game_of_conflict, option_game
from tests.judge.options import ranks_from_tiers
from tests.judge.strategies import random_conflict

KEPT = Fate("kept")
AB = ("a", "b")
ABC = ("a", "b", "c")

# Defection is on: a ranks 2 < 3 < 0 < 1, b ranks 1 < 3 < 0 < 2.
DILEMMA = """
actors:
  a: {options: {x: {}}, wants: [not y, x]}
  b: {options: {y: {}}, wants: [not x, y]}
start: [x, y]
"""

# 3 is the crash: a ranks 3 < 2 < 0 < 1, b ranks 3 < 1 < 0 < 2.
CHICKEN = """
actors:
  a: {options: {x: {}}, wants: [not (x and y), x, not y]}
  b: {options: {y: {}}, wants: [not (x and y), y, not x]}
start: [x, y]
"""

# Each does x or y for the other's: a ranks 1 < 0 < 3 < 2, b ranks 2 < 0 < 3 < 1.
BARTER = """
actors:
  a: {options: {x: {}}, wants: [y, not x]}
  b: {options: {y: {}}, wants: [x, not y]}
"""

# b may deliver at no loss, and a then pays at no loss: a ranks 1 < 0 < 2 = 3, b ranks 0 = 2 < 1 < 3.
DELIVERY = """
actors:
  a: {options: {pay: {}}, wants: [give, pay implies give]}
  b: {options: {give: {}}, wants: [pay, pay implies give]}
"""

# a may pay first at no loss, but b would then keep what it has: a ranks 0 = 1 < 2 = 3, b ranks 2 < 0 < 3 < 1.
ADVANCE = """
actors:
  a: {options: {pay: {}}, wants: [give]}
  b: {options: {give: {}}, wants: [pay, not give]}
"""

# a gains by b's act or by c's; d and e watch.
PAIR = """
actors:
  a: {options: {x: {}}, wants: [y, z, not x]}
  b: {options: {y: {}}, wants: [x, not y]}
  c: {options: {z: {}}, wants: [x, not z]}
  d: {wants: [not x]}
  e: {wants: [z]}
"""

# Everybody waits for the one before: a for c, b for a, c for b.
RING = """
actors:
  a: {options: {x: {}}, wants: [z, not x]}
  b: {options: {y: {}}, wants: [x, not y]}
  c: {options: {z: {}}, wants: [y, not z]}
"""


def game_of(text: str) -> OptionGame:
    return game_of_assessment(setting_of(loads_document(text)).game({}))


# --- prisoners' dilemma ---


@pytest.mark.parametrize("concept", CONCEPTS)
def test_in_the_dilemma_one_deal_is_open_and_it_is_broken_under_nash_only(concept: str) -> None:
    """From 0 a would go to 1. That nothing deters under Nash. Else b, in answer, goes to 3, which is worse for a than 0; it is
    one of b's moves (gmr), an improvement of b (seq), and from 3 a can only go to 2, worse still (smr, symseq)."""
    game = game_of(DILEMMA)
    assert resting(game, concept) == [3]
    assert trades(game, 3) == told(game, 3) == [(AB, 0)]
    # a before b in the file; b is no better off at 1 than at 3, and b's next step ends at 3
    assert fate(game, concept, 3, 0, AB) == (Fate("broken", ("a", 0, 1)) if concept == "nash" else KEPT)
    # whoever co-operates alone is worse off, and the other, defecting, has nothing better to do
    assert hands(game, 3, 0, AB) == 2
    assert answered(game, concept, 3, 0, AB) == {"a": False, "b": False}
    assert others(game, 3, 0, AB) == {}


# --- chicken ---


@pytest.mark.parametrize("concept", CONCEPTS)
def test_from_the_crash_no_deal_is_open_since_each_would_do_better_by_itself(concept: str) -> None:
    """Swerving alone, a gets to 2, which it prefers to 3, so that both swerving is no trade. Nothing deters it: from 2 b can only
    swerve too (0), still better for a. So nobody rests at the crash, under no concept."""
    game = game_of(CHICKEN)
    assert game.gains("a", 0, 3)  # it is an offer
    assert game.gains("b", 0, 3)
    assert game.gains("a", 2, 3)  # and each gains by its own part
    assert game.gains("b", 1, 3)
    assert trades(game, 3) == []
    assert resting(game, concept) == [1, 2]
    assert trades(game, 1) == trades(game, 2) == []  # one of the two has what it likes best


def test_where_nobody_can_swerve_alone_both_swerving_is_a_deal_of_two_hands() -> None:
    rules = "never: {alone: {never: not (x iff y)}}"
    game = game_of(CHICKEN + rules)
    assert game.graph.states == (0, 3)
    assert resting(game, "nash") == [3]
    assert trades(game, 3) == told(game, 3) == [(AB, 0)]
    assert hands(game, 3, 0, AB) == 2
    # no part is feasible by itself, neither to break the deal nor to go first
    assert fate(game, "nash", 3, 0, AB) == KEPT
    assert answered(game, "nash", 3, 0, AB) == {"a": False, "b": False}


# --- needs, and who goes first ---


def test_one_goes_first_where_both_parts_follow_one_another() -> None:
    """b gives (2): nobody is worse off than at 0, and a, who likes 2 no better than 3, pays. Were a to pay first (1), it would be
    worse off; but b would then give, so that a's part is answered. b's is not: at 2 a has no step."""
    game = game_of(DELIVERY)
    assert resting(game, "nash") == [0]
    assert trades(game, 0) == told(game, 0) == [(AB, 3)]
    assert fate(game, "nash", 0, 3, AB) == KEPT
    assert hands(game, 0, 3, AB) == 1
    assert answered(game, "nash", 0, 3, AB) == {"a": True, "b": False}


def test_needs_of_the_deal_are_judged_where_it_is_asked_and_of_a_part_before_the_part() -> None:
    def needing(act: str, needs: str) -> OptionGame:
        return game_of(DELIVERY.replace(f"{act}: {{}}", f"{act}: {{needs: {needs}}}"))

    assert trades(needing("give", "pay"), 0) == []  # at 0 nothing is paid
    assert trades(needing("pay", "give"), 0) == []
    # Once b has given, a cannot pay: both have to act at once.
    game = needing("pay", "not give")
    assert trades(game, 0) == [(AB, 3)]
    assert hands(game, 0, 3, AB) == 2
    assert answered(game, "nash", 0, 3, AB) == {"a": True, "b": False}
    # Once a has paid, b cannot give: b first, and a's part has no answer.
    game = needing("give", "not pay")
    assert trades(game, 0) == [(AB, 3)]
    assert hands(game, 0, 3, AB) == 1
    assert answered(game, "nash", 0, 3, AB) == {"a": False, "b": False}
    assert fate(game, "nash", 0, 3, AB) == KEPT


def test_a_rule_forces_two_hands() -> None:
    """The part of b is infeasible, so it is no state on the way, and no reason against the trade."""
    game = game_of(DELIVERY + "never: {first: {never: give and not pay}}")
    assert game.graph.states == (0, 1, 3)
    assert trades(game, 0) == [(AB, 3)]
    assert hands(game, 0, 3, AB) == 2
    # with a bound at 1, b goes on to 3
    assert answered(game, "nash", 0, 3, AB) == {"a": True, "b": False}


def test_whoever_would_rather_stop_does_not_go_on() -> None:
    """a pays (1) and is not worse off; but b prefers 1 to 3. b first (2) is worse off than at 0."""
    game = game_of(ADVANCE)
    assert trades(game, 0) == [(AB, 3)]
    assert hands(game, 0, 3, AB) == 2
    assert answered(game, "nash", 0, 3, AB) == {"a": False, "b": False}


def test_two_act_at_once_and_the_third_follows() -> None:
    """a and b each lose by acting without the other, and together gain nothing before c acts. 3 is as good as 0 for all, and
    c, who acts last, prefers 7 to it."""
    game = game_of("""
actors:
  a: {options: {x: {}}, wants: [x implies y, x and z]}
  b: {options: {y: {}}, wants: [y implies x, y and z]}
  c: {options: {z: {}}, wants: [x and y and z]}
""")
    assert trades(game, 0) == [(ABC, 7)]
    assert hands(game, 0, 7, ABC) == 2
    assert fate(game, "nash", 0, 7, ABC) == KEPT
    assert others(game, 0, 7, ABC) == {}


# --- one way ---


def test_a_one_way_act_binds_its_owner() -> None:
    """From 3 a would go to 2, b to 1. In 2 b is no better off than at 0, and goes back there; likewise a in 1."""
    game = game_of(BARTER)
    assert told(game, 0) == [(AB, 3)]
    assert fate(game, "nash", 0, 3, AB) == Fate("broken", ("a", 3, 2))
    assert fate(game, "gmr", 0, 3, AB) == KEPT
    # a is bound; b breaks the deal, also where it reckons with answers, since a has none left
    game = game_of(BARTER.replace("x: {}", "x: {one_way: forward}"))
    assert told(game, 0) == [(AB, 3)]
    for concept in CONCEPTS:
        assert fate(game, concept, 0, 3, AB) == Fate("broken", ("b", 3, 1))
    # both are bound
    game = game_of(BARTER.replace("{}", "{one_way: forward}"))
    assert fate(game, "nash", 0, 3, AB) == KEPT
    # a cannot do what it would have to: switch x on here, off there
    assert trades(game_of(BARTER.replace("x: {}", "x: {one_way: back}")), 0) == []
    assert trades(game_of(DILEMMA.replace("x: {}", "x: {one_way: forward}")), 3) == []


# --- three actors ---


def test_a_trade_of_a_pair_is_contained_so_that_what_all_three_would_take_is_no_trade() -> None:
    """All of a, b, c prefer 7 to 0. But a and b, or a and c, do without the third: 3 and 5."""
    game = game_of(PAIR)
    assert all(game.gains(actor, 7, 0) for actor in ABC)
    assert trades(game, 0) == told(game, 0) == [(AB, 3), (("a", "c"), 5)]
    # c has x for nothing; d loses by it; e does not care
    assert others(game, 0, 3, AB) == {"c": 1, "d": -1, "e": 0}
    assert others(game, 0, 5, ("a", "c")) == {"b": 1, "d": -1, "e": 1}
    assert hands(game, 0, 3, AB) == 2


def test_a_ring_of_three_is_one_trade_of_three_hands() -> None:
    """Of one or two, somebody gives and gets nothing. From 7 a goes to 6, where b gives for nothing; at last all stop (0). What
    deters a: from 6 c stops, which is better for c (2, worse for a than 7), and from 2 a can only give for nothing (3)."""
    game = game_of(RING)
    for concept in CONCEPTS:
        assert resting(game, concept) == [0]
        assert fate(game, concept, 0, 7, ABC) == (Fate("broken", ("a", 7, 6)) if concept == "nash" else KEPT)
        assert answered(game, concept, 0, 7, ABC) == {"a": False, "b": False, "c": False}
    assert trades(game, 0) == told(game, 0) == [(ABC, 7)]
    assert hands(game, 0, 7, ABC) == 3


def test_the_published_jump_of_elmira_is_the_one_deal_there() -> None:
    """Codes: M's modify 1, U's delay 2, accept 4, abandon 8, L's insist 16; U does one of its three. By the papers' numbers
    M and U jump from 7 to 10 (Kilgour and Hipel 2005): M alone gets to 8, U alone to 9, each worse for it. L loses by it."""
    number = (2, 3, 4, 5, 8, 9, 18, 19, 20, 21, 24, 25)  # their states, 1 to 12
    given = [5, 6, 11, 12]
    tiers = {
        "M": [[9], [3], [4], [10], [7], [1], [2], [8], given],
        "U": [[1], [4], [10], [7], given, [3], [9], [2], [8]],
        "L": [[9], [3], [7], [1], [10], [8], [4], [2], given],
    }
    game = option_game(
        options={"M": ["modify"], "U": ["delay", "accept", "abandon"], "L": ["insist"]},
        one_way={"M.modify": "forward", "U.delay": "back", "U.abandon": "forward"},
        feasible=number,
        ranks={actor: ranks_from_tiers([[number[n - 1] for n in tier] for tier in tiers[actor]]) for actor in tiers},
        start=2,
    )
    together = ("M", "U")
    assert resting(game, "nash") == [18]
    assert trades(game, 18) == told(game, 18) == [(together, 21)]
    assert fate(game, "nash", 18, 21, together) == KEPT
    assert hands(game, 18, 21, together) == 2
    assert others(game, 18, 21, together) == {"L": -1}


# --- lean, undominated ---


def test_what_is_lean_may_be_dominated() -> None:
    """For y, b may be given x, or w, which it likes better; a minds giving both. 5 (x, y) is lean, but 6 (w, y) is as good for a
    and better for b. 7 is neither: 6 does without x, and is better for a."""
    game = game_of("""
actors:
  a: {options: {x: {}, w: {}}, wants: [y, not x or not w, not x and not w]}
  b: {options: {y: {}}, wants: [x or w, w, not y]}
""")
    assert trades(game, 0) == [(AB, 5), (AB, 6), (AB, 7)]
    assert told(game, 0) == [(AB, 6)]


def test_what_is_undominated_may_not_be_lean() -> None:
    """As above, but a does not mind giving both: nothing is better than 7 for anybody, but 6 is as good, and does without x."""
    game = game_of("""
actors:
  a: {options: {x: {}, w: {}}, wants: [y, not x and not w]}
  b: {options: {y: {}}, wants: [x or w, w, not y]}
""")
    assert trades(game, 0) == [(AB, 5), (AB, 6), (AB, 7)]
    assert told(game, 0) == [(AB, 6)]


# --- other fates ---

# a gives x for b's y and cannot take it back; c then joins in with z, after which b stops.
JOINED = """
actors:
  a: {options: {x: {one_way: forward}}, wants: [y or z, not x]}
  b: {options: {y: {}}, wants: [x, not (y and z)]}
  c: {options: {z: {}}, wants: [z iff x]}
"""


def test_overtaken() -> None:
    """From 3 c goes to 7, from there b to 5, the one outcome: a has z in the place of y, which is off again."""
    game = game_of(JOINED)
    assert trades(game, 0) == [(AB, 3)]
    assert others(game, 0, 3, AB) == {"c": -1}
    assert fate(game, "nash", 0, 3, AB) == Fate("overtaken", again=(1,))


def test_broken_two_steps_on() -> None:
    """Where z is nothing to a, b's stopping at 7 breaks the deal: c's step before leaves both better off."""
    game = game_of(JOINED.replace("y or z", "y"))
    assert trades(game, 0) == [(AB, 3)]
    assert fate(game, "nash", 0, 3, AB) == Fate("broken", ("b", 7, 5))


def test_a_step_that_is_made_good_does_not_break_a_deal() -> None:
    """Codes: x 1, m 2, y 4, q 8, r 16. From 5 a goes to 7, where b has nothing; but c then goes to 23, where both gain.
    b goes to 13, where a has nothing, and gets nothing by going on to 15."""
    game = game_of("""
actors:
  a: {options: {x: {one_way: forward}, m: {}}, wants: [y and not q, m or not x]}
  b: {options: {y: {}, q: {needs: x and not m}}, wants: [x and (m implies r), q]}
  c: {options: {r: {}}, wants: [m implies r]}
""")
    assert (AB, 5) in trades(game, 0)
    assert fate(game, "nash", 0, 5, AB) == Fate("broken", ("b", 5, 13))
    assert fate(game, "nash", 0, 7, AB) == KEPT


def test_goes_round() -> None:
    """Once x is on, c wants equality and d difference."""
    game = game_of("""
actors:
  a: {options: {x: {}}, wants: [y]}
  b: {options: {y: {}}, wants: [x]}
  c: {options: {p: {}}, wants: [x implies (p iff q)]}
  d: {options: {q: {}}, wants: [x implies not (p iff q)]}
""")
    assert resting(game, "nash") == [0]
    assert trades(game, 0) == told(game, 0) == [(AB, 3)]
    assert hands(game, 0, 3, AB) == 1  # nobody minds giving
    assert fate(game, "nash", 0, 3, AB) == Fate("goes round")
    assert answered(game, "nash", 0, 3, AB) == {"a": False, "b": False}  # a's part has no answers, b's changes nothing
    # nobody stays at 3, from which all roads go round
    assert resting(replace(game, start=3), "nash") == []


def test_of_breaking_steps_of_one_actor_the_one_with_fewest_options_and_then_the_least_code() -> None:
    """From 7 a goes to 6 (1, 1, 0), to 5 (1, 0, 1) or to 4 (1, 1, 1); none has less that is as good. b wants both x and w."""
    game = game_of("""
actors:
  a: {options: {x: {}, w: {}}, wants: [y, not x, not w]}
  b: {options: {y: {one_way: forward}}, wants: [x and w, not y]}
""")
    assert trades(game, 0) == [(AB, 7)]
    assert fate(game, "nash", 0, 7, AB) == Fate("broken", ("a", 7, 5))


# --- degrees ---

# Codes: cut half 1, cut all 3, aid 4. a ranks 3 < 1 < 0 < 7 < 5 < 4.
CUTS = """
actors:
  a: {options: {cut: {levels: [none, half, all]}}, wants: [aid, not cut, cut != all]}
  b: {options: {aid: {}}, wants: [cut, not aid]}
"""


def test_a_deal_passes_no_threshold_for_nothing() -> None:
    """b ranks 4 < 0 < 5 = 7 < 1 = 3: half does."""
    game = game_of(CUTS)
    assert game.graph.states == (0, 1, 3, 4, 5, 7)
    assert trades(game, 0) == [(AB, 5), (AB, 7)]
    assert told(game, 0) == [(AB, 5)]
    # from 5, a takes its cut back (4); b, with nothing for its aid, stops (0)
    assert fate(game, "nash", 0, 5, AB) == Fate("broken", ("a", 5, 4))
    assert others(game, 0, 5, AB) == {}


def test_where_more_is_better_for_one_both_degrees_are_open() -> None:
    """b ranks 4 < 0 < 5 < 7 < 1 < 3: a prefers 5 to 7 and b 7 to 5."""
    game = game_of(CUTS.replace("cut, not aid", "cut, not aid, cut = all"))
    assert told(game, 0) == [(AB, 5), (AB, 7)]
    # from 7 a would go to 5 or to 4: at 5 both still gain, at 4 b does not
    assert fate(game, "nash", 0, 7, AB) == Fate("broken", ("a", 7, 4))


def test_a_level_may_be_approached_in_several_parts() -> None:
    """Codes: x half 1, x all 3, y half 4, y all 12. Each wants the other to go all the way; half is no loss, but going all the
    way is while the other has done nothing. So half, half, all, all."""
    text = """
actors:
  a: {options: {x: {levels: [none, half, all]}}, wants: [x = all implies y >= half, y = all]}
  b: {options: {y: {levels: [none, half, all]}}, wants: [y = all implies x >= half, x = all]}
"""
    game = game_of(text)
    assert trades(game, 0) == told(game, 0) == [(AB, 15)]
    assert hands(game, 0, 15, AB) == 1
    assert hands(game_of(text + "never: {jump: {never: x = half or y = half}}"), 0, 15, AB) == 2
    # b having begun, a can no longer go on, and before that only half the way without a loss
    assert hands(game_of(text.replace("x: {", "x: {needs: not y, ")), 0, 15, AB) == 2
    assert fate(game, "nash", 0, 15, AB) == KEPT
    assert answered(game, "nash", 0, 15, AB) == {"a": False, "b": False}


# --- games ---


def test_the_moves_of_a_file_are_those_of_its_form() -> None:
    """With a rule, an act one way, one in degrees, and one that needs something."""
    game = setting_of(
        loads_document("""
actors:
  a: {options: {x: {levels: [none, half, all], one_way: forward, needs: not z}, w: {}}}
  b: {options: {y: {needs: x >= half}, z: {one_way: back}}}
never: {r: {never: w and z}}
start: [x = half]
""")
    ).game({})
    form, found = game.form, game_of_assessment(game)
    assert found.start == 1
    for actor in form.actors:
        for state in form.states:
            ends = set(map(form.code, form.moves[actor][state]))
            assert moves(found.graph, form.code(state), actor) == ends
            for end in ends:  # and what may be switched one by one says the same
                switched = [k for k in range(len(found.owner)) if (end ^ form.code(state)) >> k & 1]
                assert found.owners(switched) == (actor,)
                assert all(found.may_switch(form.code(state), k) for k in switched)


def test_an_option_form_needs_no_file() -> None:
    ranks = {"a": {2: 0, 3: 1, 0: 2, 1: 3}, "b": {1: 0, 3: 1, 0: 2, 2: 3}}
    game = option_game(options={"a": ["x"], "b": ["y"]}, start=3, ranks=ranks)
    assert trades(game, 3) == [(AB, 0)]
    assert fate(game, "nash", 3, 0, AB) == Fate("broken", ("a", 0, 1))
    with pytest.raises(ValueError, match="unknown concept"):
        fate(game, "sim", 3, 0, AB)
    with pytest.raises(ValueError, match="4 is not feasible"):
        trades(game, 4)


def test_of_every_trade_in_random_games_all_is_said() -> None:
    rng = np.random.default_rng(15)
    words = set()
    for _ in range(60):
        game = game_of_conflict(random_conflict(rng, actors=3, bits=5, needs=0.2))
        for s in resting(game, "seq"):
            every = trades(game, s)
            assert set(told(game, s)) <= set(every)
            assert bool(told(game, s)) == bool(every)  # the best of finitely many is told
            for participants, t in every:
                assert 1 <= hands(game, s, t, participants) <= len(participants)
                assert set(answered(game, "seq", s, t, participants)) == set(participants)
                what = fate(game, "seq", s, t, participants)
                words.add(what.word)
                if what.breaking is not None:
                    actor, x, y = what.breaking
                    assert y in moves(game.graph, x, actor)
                    assert not all(game.gains(other, y, s) for other in participants)
    assert {"kept", "broken"} <= words
