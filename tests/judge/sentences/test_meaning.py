"""What sentences mean, on assessments worked out on paper, and on those of the design where they lie beside the repository."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.judge.answers.form import State
from tests.judge.answers.games import Game
from tests.judge.answers.roads import outcomes, world_of
from tests.judge.sentences.cells import answers_of, headline
from tests.judge.sentences.classes import judge_class
from tests.judge.sentences.deciding import NOTHING, OTHERWISE, WANT, branch, chain, decides, sign
from tests.judge.sentences.leaving import COULD_BE, DROP, LOWER, TURN, after, smallest, taken
from tests.judge.sentences.selected import Asked, Selected, Selection, selected
from tests.judge.sentences.support import giving_up, is_word, lead_cell

HALF = Fraction(1, 2)

# The fleet sails once a sailor has died; in `fatal` one has.
FLEET = """
target: sail
actors:
  us:
    options: {sail: {}}
    wants: [{id: u2, want: sail, while: death >= 0.5, otherwise: not sail}]
drivers: {death: {now: 0}}
scenarios: {fatal: {set: {death: 1}}, calm: {set: {death: 0.2}}}
key_questions:
  K1: {asks: Do they come, answer_yes: {claim: C1}}
claims:
  C1: {in: fatal, check: {every_outcome: sail}}
"""

# Three reasons against x, each enough: b, then c, then d; then nothing decides.
THREE = """
actors:
  a: {options: {x: {}}, wants: [{id: a1, want: not x}, {id: a2, want: x implies y}, {id: a3, want: x iff y}]}
  b: {options: {y: {}}}
"""

# Whoever acts first keeps the other from acting: Nash roads end in (1, 0) and in (0, 1).
CHICKEN = """
concepts: [nash]
actors:
  a: {options: {x: {}}, wants: [{id: a1, want: not (x and y)}, {id: a2, want: x}]}
  b: {options: {y: {}}, wants: [{id: b1, want: not (x and y)}, {id: b2, want: y}]}
"""

# a wants equality, b difference: under Nash it goes round and round.
PENNIES = """
concepts: [nash, gmr]
actors:
  a: {options: {x: {}}, wants: [{id: a1, want: x iff y}]}
  b: {options: {y: {}}, wants: [{id: b1, want: not (x iff y)}]}
"""


def setting(text: str, **selection: object) -> Selected:
    return selected(Asked(text, Selection(**selection)))  # type: ignore[arg-type]


def base(text: str, **selection: object) -> Game:
    return setting(text, **selection).base


def want(game: Game, name: str) -> object:
    return next(one for line in game.wants.values() for one in line if one.id == name)


# --- the game (§2) ---


@pytest.mark.parametrize(
    ("selection", "death", "own"),
    [
        ({}, 0, 1),
        ({"drivers": {"death": Fraction(3, 10)}}, Fraction(3, 10), 1),
        ({"scenario": "calm"}, Fraction(1, 5), 1),
        ({"scenario": "calm", "drivers": {"death": Fraction(3, 10)}}, Fraction(3, 10), 1),
    ],
)
def test_what_is_set_is_followed_and_what_a_claim_has_of_its_own_wins(
    selection: dict[str, object], death: Fraction, own: Fraction
) -> None:
    found = setting(FLEET, **selection)
    assert found.base.drivers["death"] == death
    assert found.game({}, scenario="fatal").drivers["death"] == own


ORDERED = """
actors:
  a: {options: {x: {}}, wants: [{id: a1, want: x}, {id: a2, want: not x}]}
drivers: {d: {now: 0.1}, e: {now: 0.1}}
open:
  O1: {asks: One, readings: {as_it_is: {}, set: {set: {d: 0.2}}}}
  O2: {asks: Two, readings: {as_it_is: {}, set: {set: {e: 0.2}}}}
scenarios:
  s1: {set: {d: 0.3}}
  s2: {drop: [a1]}
views:
  v1: {holder: a, set: {e: 0.3}}
  v2: {holder: a, drop: [a2]}
"""


def test_the_order_of_what_is_laid_on_the_file() -> None:
    """Selected reading, scenario, view · set · readings that are not selected · what a claim has of its own."""
    tenths = {name: Fraction(k, 10) for k, name in enumerate("0123456789")}
    chosen = setting(ORDERED, reading={"O1": "set"}, scenario="s1", view="v1")
    assert [len(reading) for reading in chosen.readings] == [2, 2]
    first, second = (chosen.game(reading).drivers for reading in chosen.readings)
    assert first == {"d": tenths["3"], "e": tenths["3"]}
    assert second == {"d": tenths["3"], "e": tenths["2"]}  # O2 is not selected: it is laid over the view
    both = setting(ORDERED, reading={"O1": "set"}, scenario="s1", drivers={"d": tenths["4"], "e": tenths["4"]})
    assert [both.game(reading).drivers["d"] for reading in both.readings] == [tenths["4"], tenths["4"]]
    assert [both.game(reading).drivers["e"] for reading in both.readings] == [tenths["4"], tenths["2"]]


def test_an_own_scenario_or_view_stands_in_the_place_of_the_selected_one() -> None:
    chosen = setting(ORDERED, scenario="s1", view="v1")
    reading = chosen.readings[0]
    assert chosen.game(reading, scenario="s2").drivers == {"d": Fraction(1, 10), "e": Fraction(3, 10)}
    assert [one.id for one in chosen.game(reading, scenario="s2").wants["a"]] == ["a2"]
    assert chosen.game(reading, view="v2").drivers == {"d": Fraction(3, 10), "e": Fraction(1, 10)}
    assert [one.id for one in chosen.game(reading, view="v2").wants["a"]] == ["a1"]


# --- branches and chains (§2, §3) ---


def test_the_branch_in_force_is_that_of_the_game() -> None:
    for selection, told in (({}, OTHERWISE), ({"scenario": "fatal"}, WANT), ({"drivers": {"death": HALF}}, WANT)):
        game = base(FLEET, **selection)
        assert branch(game, game.wants["us"][0], game.start) == told
    silent = base(FLEET.replace(", otherwise: not sail", ""))
    assert branch(silent, silent.wants["us"][0], silent.start) == NOTHING
    assert decides(silent, "us", (0,), (1,)) is None


def test_a_chain_of_three_reasons_each_enough() -> None:
    found = chain(base(THREE), "a", (0, 0), (1, 0))
    assert (found.pays, [link.want for link in found.links], found.end) == (False, ["a1", "a2", "a3"], 0)
    # With y, a2 does not tell the states apart, and without a1 it pays, by a3.
    found = chain(base(THREE), "a", (0, 1), (1, 1))
    assert (found.pays, [link.want for link in found.links], found.end) == (False, ["a1"], 1)
    # The way back pays, by a1; without that it does not.
    found = chain(base(THREE), "a", (1, 1), (0, 1))
    assert (found.pays, [link.want for link in found.links], found.end) == (True, ["a1"], -1)


def test_the_sign_of_an_act_turns_with_the_branch() -> None:
    assert sign(base(FLEET), "us", (0,), (1,)) == -1
    assert sign(base(FLEET, scenario="fatal"), "us", (0,), (1,)) == 1


# --- answers (§3, §4) ---


def test_it_does_not_settle_where_everything_goes_round() -> None:
    asked = """
key_questions:
  K1: {asks: Is x done, answer_yes: {check: {every_outcome: x}}, answer_no: {check: {no_outcome: x}}}
  K2: {asks: Is x passed, answer_yes: {check: {every_outcome: x}}, answer_no: {check: {never_passes: x}}}
"""
    found = answers_of(setting(PENNIES + asked))
    # Under Nash everybody moves on for ever; GMR deters: (0, 0) stays.
    assert found["K1"].answers[""].cells == (("unsettled", "no"),)
    assert found["K1"].answers[""].word == "it depends"
    alone = answers_of(setting(PENNIES + asked, concepts=("nash",)))
    assert alone["K1"].answers[""].word == "it does not settle"
    assert alone["K2"].answers[""].cells == (("unsettled",),)


@pytest.mark.parametrize(
    ("cells", "word"),
    [
        (["yes", "nothing to say"], "yes"),
        (["no", "no"], "no"),
        (["yes", "unsettled"], "it depends"),
        (["unsettled", "nothing to say"], "it does not settle"),
        (["either way"], "it depends"),
        (["nothing to say"], "nothing to say"),
    ],
)
def test_headlines(cells: list[str], word: str) -> None:
    assert headline(cells) == word


def test_a_conjunction_and_a_pair_that_both_have_to_go() -> None:
    """x stays off while a1 or a2 is wanted: both have to be given up. y is done because of b1 alone, or of b2 with it."""
    text = """
concepts: [nash]
actors:
  a: {options: {x: {}}, wants: [{id: a1, want: not x}, {id: a2, want: not x}, {id: a3, want: x}]}
key_questions:
  K1: {asks: Is x done, answer_yes: {check: {every_outcome: x}}}
"""
    found = setting(text)
    answer = answers_of(found)["K1"].answers[""]
    assert lead_cell(found, answer) == "no"
    assert giving_up(found, answer) == [frozenset({"a1", "a2"})]
    # Left out or lowered: a1 and a2 have to lie below a3, or be gone; lowering a1 to the place of a2 changes nothing.
    takes, by_turning = taken(*is_word(found, answer, "yes"))
    assert not by_turning
    assert set(takes) == {
        frozenset({("a1", first), ("a2", second)}) for first in (DROP, LOWER) for second in (DROP, LOWER)
    }
    single = setting(text.replace(", {id: a2, want: not x}", ""))
    answer = answers_of(single)["K1"].answers[""]
    assert giving_up(single, answer) == [frozenset({"a1"})]


def test_wants_are_turned_round_only_where_nothing_else_does_it() -> None:
    text = """
concepts: [nash]
actors:
  a: {options: {x: {}}, wants: [{id: a1, want: not x}]}
  b: {options: {y: {}}, wants: [{id: b1, want: not y, could_be: y}]}
key_questions:
  K1: {asks: Is x done, answer_yes: {check: {every_outcome: x}}}
  K2: {asks: Is y done, answer_yes: {check: {every_outcome: y}}}
"""
    found = setting(text)
    questions = answers_of(found)
    assert taken(*is_word(found, questions["K1"].answers[""], "yes")) == ([frozenset({("a1", TURN)})], True)
    assert taken(*is_word(found, questions["K2"].answers[""], "yes")) == ([frozenset({("b1", COULD_BE)})], False)


def test_turning_round_replaces_the_branch_in_force_at_the_start() -> None:
    game = base(FLEET)
    changed = smallest({"": game}, lambda case: outcomes(world_of(case[""]), "nash", (0,)) == [(1,)], (TURN,))
    assert changed == [frozenset({("u2", TURN)})]
    turned = after(game, {"u2": TURN}).wants["us"][0]
    assert (turned.want, turned.otherwise) == ("sail", "not (not sail)")


def test_lower_is_a_change_too() -> None:
    game = base(CHICKEN)
    changed = smallest({"": game}, lambda case: sign(case[""], "a", (0, 1), (1, 1)) > 0, (LOWER,))
    assert changed == [frozenset({("a1", LOWER)})]


# --- classes (§4) ---

CLAIMS = """
concepts: [nash]
actors:
  a: {options: {x: {}, z: {}}, wants: [{id: a1, want: x}]}
  b: {options: {y: {}, w: {one_way: true}}, wants: [{id: b1, want: x implies y}, {id: b2, want: not w}]}
  c: {options: {v: {}}, wants: [{id: c1, want: v, could_be: not v}]}
open:
  O1: {asks: Does b follow, readings: {yes: {}, no: {drop: [b1]}}}
claims:
"""


@pytest.mark.parametrize(
    ("check", "kind"),
    [
        ("{every_outcome: x}", "restates"),
        ("{every_outcome: not x}", "contradicted"),
        ("{every_outcome: y}", "depends"),
        ("{every_outcome: x and v}", "follows"),
        ("{every_outcome: not w}", "holds_by_inaction"),
        ("{every_outcome: x or not x}", "holds_whatever"),
        ("{every_outcome: w implies z}", "condition_never_met"),
        ("{every_outcome: z and not z}", "unsupported"),
        ("{everywhere: x, where: d > 2, vary: [d]}", "vacuous"),
    ],
)
def test_the_first_class_that_applies(check: str, kind: str) -> None:
    found = setting(f"{CLAIMS}  C1: {{check: {check}}}\ndrivers: {{d: {{now: 0.5}}}}\n")
    assert judge_class(found, found.document["claims"]["C1"]).kind == kind


# --- the assessments of the design ---


def trial(shared: Path, name: str) -> str:
    path = shared / "design" / "trial" / name
    if not path.is_file():
        pytest.skip(f"there is no {name} beside the repository")
    return path.read_text(encoding="utf-8")


def test_in_fatal_the_united_states_wants_to_send_them(shared: Path) -> None:
    found = setting(trial(shared, "because.yaml"))
    questions = answers_of(found)
    assert list(questions["K1"].answers) == ["fatal"]
    answer = questions["K1"].answers["fatal"]
    assert answer.word == "yes"
    assert giving_up(found, answer) == [frozenset({"u2"})]
    game = found.game({}, scenario="fatal")
    assert branch(game, game.wants["us"][0], game.start) == WANT


@pytest.mark.parametrize(("name", "reasons"), [("", ["c3", "c4", "c8"]), ("korea-split.yaml", ["c3", "c8"])])
def test_china_hoards_its_leverage_and_has_more_reasons(shared: Path, name: str, reasons: list[str]) -> None:
    """In the file as it is, offering and paying are one act, and Pyongyang holds out against none; once they are two, against the
    offer that stands."""
    bundled = ROOT / "src" / "countermove" / "assessment" / "cases" / "korea-2021.yaml"
    found = setting(trial(shared, name) if name else bundled.read_text(encoding="utf-8"))
    game = found.base
    there = list(game.start)
    there[game.form.options.index("china.press")] = 1
    told: State = tuple(there)
    links = chain(game, "china", game.start, told)
    assert [link.want for link in links.links] == reasons
    assert links.end == 0
