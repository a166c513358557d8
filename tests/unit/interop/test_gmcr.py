from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from countermove.assessment.conflicts import load_conflict
from gmcr import CONCEPTS, Conflict, CountermoveError, ModelError, Ranking, SizeError, read_gmcr, solve, write_gmcr
from gmcr.formats import GmcrModel, gmcr_data, identifiers
from gmcr.model import ModelOption, OptionForm, OptionStructure
from tests.conftest import FULL, in_one_test
from tests.gmcr.formats.makers import Plain, plain_reading, random_conflict, random_gmcr, same_conflict, with_conditions
from tests.judge.graph import Graph, equilibria
from tests.judge.individual import gmr, nash, seq, smr, symseq

JUDGE = {"nash": nash, "gmr": gmr, "smr": smr, "seq": seq, "symseq": symseq}


def written(path: Path, data: Any) -> Path:
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return path


def simple(**changes: Any) -> dict[str, Any]:
    data: dict[str, Any] = {
        "options": [
            {"name": "Attack", "permittedDirection": "both"},
            {"name": "Release water", "permittedDirection": "both"},
            {"name": "Escalate", "permittedDirection": "both"},
        ],
        "decisionMakers": [
            {"name": "Syria", "options": [1, 2], "preferences": [[[1, "N"]], [[0, "N"]]]},
            {"name": "Iraq", "options": [0], "preferences": [[[1, "Y"]]]},
        ],
        "infeasibles": [[[1, "Y"], [2, "Y"]]],
        "useManualPreferenceRanking": False,
    }
    return data | changes


def assert_read_as(conflict: Conflict, plain: Plain) -> None:
    """Every state, move, comparison and equilibrium is what the plain reading says."""
    assert conflict.states.size == len(plain.states)
    actors = conflict.actors
    arcs: dict[str, dict[int, set[int]]] = {}
    codes = plain.codes if conflict.options else [sorted(plain.codes).index(code) for code in plain.codes]
    number = {code: n for n, code in enumerate(codes)}
    place = [conflict.states.tolist().index(code) for code in codes]
    for actor, moves, worth in zip(actors, plain.moves, plain.worth, strict=True):
        order = {value: k for k, value in enumerate(sorted(set(worth.values())), 1)}
        assert conflict.ranks(actor)[place].tolist() == [order[worth[n]] for n in range(len(plain.states))]
        for n, code in enumerate(codes):
            assert {number[end] for end in conflict.moves(code, actor=actor).tolist()} == moves[n]
        arcs[actor] = moves
    graph = Graph(tuple(range(len(plain.states))), actors, arcs, dict(zip(actors, plain.worth, strict=True)))
    stability = solve(conflict)
    for name, concept in JUDGE.items():
        assert set(np.flatnonzero(stability.equilibrium(name)[place]).tolist()) == set(equilibria(graph, concept))


@pytest.mark.level("all", but=2)
@pytest.mark.parametrize("manual", [False, True])
@pytest.mark.parametrize("misperceived", [False, True])
def test_any_file_is_read_as_the_format_says(tmp_path: Path, manual: bool, misperceived: bool) -> None:
    rng = np.random.default_rng(5 + 2 * manual + misperceived)
    seen = 0
    for number in range(40):
        data = random_gmcr(rng, manual=manual, misperceived=misperceived)
        plain = plain_reading(data)
        if plain.states:
            model = GmcrModel.read(written(tmp_path / f"{number}.gmcr", data))
            assert_read_as(model.conflict, plain)
            seen += bool(model.misperceived)
    assert (seen > 10) is misperceived


def test_options_are_reordered_by_decision_maker_and_unowned_ones_come_last(tmp_path: Path) -> None:
    data = simple(
        options=[
            {"name": "Season", "permittedDirection": "both"},
            {"name": "b", "permittedDirection": "fwd"},
            {"name": "a", "permittedDirection": "back"},
            {"name": "c"},
        ],
        decisionMakers=[
            {"name": "X", "options": [3, 1], "preferences": [[[0, "Y"]]]},
            {"name": "Y", "options": [2], "preferences": []},
        ],
        infeasibles=[],
    )
    conflict = read_gmcr(written(tmp_path / "a.gmcr", data))
    assert conflict.options == ("X.c", "X.b", "Y.a", "Season")
    assert conflict.ranks("X").tolist() == [1] * 8 + [2] * 8
    assert conflict.moves(0, actor="X").tolist() == [1, 2, 3]
    assert conflict.moves(2, actor="X").tolist() == [3]
    assert conflict.moves(4, actor="Y").tolist() == [0]
    assert conflict.moves(0, actor="Y").tolist() == []


def test_what_nobody_owns_keeps_its_place_in_the_order_of_a_manual_ranking(tmp_path: Path) -> None:
    """Season comes first in the file: the ordered states are none, Season, b, Season and b."""
    data = simple(
        options=[{"name": "Season"}, {"name": "b"}],
        decisionMakers=[{"name": "X", "options": [1], "preferenceRanking": [2, 1, 3, 4]}],
        infeasibles=[],
        useManualPreferenceRanking=True,
    )
    conflict = read_gmcr(written(tmp_path / "a.gmcr", data))
    assert conflict.options == ("X.b", "Season")
    worst = [conflict.label(int(code)) for code in conflict.states[np.argsort(conflict.ranks("X"))]]
    assert worst[::-1] == [conflict.label(conflict.code(on)) for on in (["Season"], [], ["X.b"], ["X.b", "Season"])]
    again = tmp_path / "b.gmcr"
    write_gmcr(conflict, again)
    assert read_gmcr(again).ranks("X").tolist() == conflict.ranks("X").tolist()


def test_more_statements_than_a_machine_word_has_bits(tmp_path: Path) -> None:
    bits = 3
    statements = [[[0, "Y"]], *([[[1, "Y"]]] * 40), *([[[2, "N"]]] * 40)]
    data = simple(infeasibles=[])
    data["decisionMakers"][0]["preferences"] = statements
    conflict = read_gmcr(written(tmp_path / "many.gmcr", data))
    assert conflict.states.size == 1 << bits
    assert_read_as(conflict, plain_reading(data))
    assert sorted(conflict.ranks("Syria").tolist()) == list(range(1, 9))


@pytest.mark.parametrize(
    "keys", [("useManualPreferenceRanking", "preferenceRanking"), ("useManualPreferenceVectors", "preferenceVector")]
)
def test_manual_rankings_by_new_and_old_keys(tmp_path: Path, keys: tuple[str, str]) -> None:
    flag, ranking = keys
    data = simple()
    del data["useManualPreferenceRanking"]
    data[flag] = True
    data["decisionMakers"][0][ranking] = [1, [3, [6]], 2, 4, 5]
    data["decisionMakers"][1][ranking] = [2, 4, 6, 1, 5, 3]
    conflict = read_gmcr(written(tmp_path / "manual.gmcr", data))
    assert conflict.ranks("Syria").tolist() == [5, 3, 4, 2, 1, 4]
    assert conflict.ranks("Iraq").tolist() == [3, 6, 1, 5, 2, 4]


def test_statements_are_ignored_in_manual_mode_and_rankings_without_it(tmp_path: Path) -> None:
    data = simple()
    data["decisionMakers"][0]["preferenceRanking"] = "nothing that could be read"
    with pytest.raises(CountermoveError, match="preferenceRanking should be a list"):
        read_gmcr(written(tmp_path / "a.gmcr", data))
    data["decisionMakers"][0]["preferenceRanking"] = [99]
    assert read_gmcr(written(tmp_path / "a.gmcr", data)).states.size == 6


def test_names_become_identifiers_and_titles_keep_them(tmp_path: Path) -> None:
    data = simple(options=[{"name": "not"}, {"name": "Release water!"}, {"name": "Release water?"}])
    data["decisionMakers"][1]["name"] = "Iráq (2)"
    model = GmcrModel.read(written(tmp_path / "a.gmcr", data))
    assert model.conflict.options == ("Syria.Release_water", "Syria.Release_water_2", "Iráq_2.not_")
    assert model.titles["Syria.Release_water_2"] == "Release water?"
    assert model.titles["Iráq_2"] == "Iráq (2)"
    assert model.conflict.code(["Release_water"]) == 1


def test_coalitions_are_a_partition(tmp_path: Path) -> None:
    path = tmp_path / "a.gmcr"
    assert GmcrModel.read(written(path, simple(coalitions=[[1, 0]]))).coalitions == (("Iraq", "Syria"),)
    assert GmcrModel.read(written(path, simple(coalitions=[0, 1]))).coalitions == (("Syria",), ("Iraq",))
    for wrong in ([0], [0, 0, 1], [[0, 2]], [[]], ["Syria"]):
        with pytest.raises(CountermoveError, match="coalitions"):
            read_gmcr(written(path, simple(coalitions=wrong)))


def test_misperceptions_make_a_graph_whose_labels_are_the_options_that_are_on(tmp_path: Path) -> None:
    data = simple()
    data["decisionMakers"][0]["misperceptions"] = [[[0, "Y"], [2, "Y"]]]  # Syria does not see: attack and escalate
    model = GmcrModel.read(written(tmp_path / "a.gmcr", data))
    plain = read_gmcr(written(tmp_path / "b.gmcr", simple()))
    assert model.misperceived == {"Syria": 1}
    assert model.conflict.layout == "graph"
    assert list(model.conflict.labels) == list(plain.labels)
    hidden = "Syria.Escalate, Iraq.Attack"
    assert model.conflict.moves(hidden, actor="Syria").size == 0
    assert hidden not in [model.conflict.label(s) for s in model.conflict.moves("Iraq.Attack", actor="Syria").tolist()]
    assert model.conflict.moves(hidden, actor="Iraq").size == 1


def test_misperceptions_that_hide_nothing_leave_the_option_form(tmp_path: Path) -> None:
    data = simple()
    data["decisionMakers"][0]["misperceptions"] = [[[1, "Y"], [2, "Y"]]]
    model = GmcrModel.read(written(tmp_path / "a.gmcr", data))
    assert model.misperceived == {}
    assert model.conflict.options


@in_one_test(
    ("content", "says"),
    [
        ("", "not valid JSON"),
        ("{", ":1:2: this is not valid JSON"),
        ('{\r"a": "\u2028"\rx}', ":3:1: this is not valid JSON"),
        ("[" * 100_000, "nested too deeply"),
        ('{"options": NaN}', "cannot be read"),
        ('{"options": ' + "9" * 5000 + "}", "cannot be read"),
        ("[]", "the file should be an object"),
        ("{}", "lacks options"),
        ('{"options": []}', "lacks decisionMakers"),
        ('{"options": [], "decisionMakers": []}', "at least one decision maker"),
        (
            simple(options=[{"name": 3}]),
            r"decisionMakers\[0\].options\[0\] should be the position of an option, 0 to 0",
        ),
        (simple(decisionMakers=[{"name": "A", "options": [0, 0]}]), "owned already"),
        (simple(decisionMakers=[{"name": "A", "options": [True]}]), "position of an option"),
        (simple(decisionMakers=[{"name": None, "options": []}]), r"decisionMakers\[0\].name should be text"),
        (simple(infeasibles=[[[7, "Y"]]]), r"infeasibles\[0\]\[0\] should be the position"),
        (simple(infeasibles=[[[1, "-"]]]), r'infeasibles\[0\]\[0\] should be a pair .* "Y" or "N"'),
        (simple(infeasibles=[{"compound": True}]), r"infeasibles\[0\] lacks members"),
        (simple(infeasibles=[[[0, "Y"]], [[0, "N"]]]), "No state is feasible"),
        (simple(useManualPreferenceRanking="yes"), "should be true or false"),
        (simple(useManualPreferenceRanking=True), "Syria has no preferenceRanking"),
        (simple(options=[{"name": "x", "permittedDirection": "up"}] * 3), '"both", "fwd" or "back"'),
        (simple(options=[{"name": "x"}] * 70), "70 options"),
        (simple(options=[{"name": "x"}] * 40), "feasible combinations"),
    ],
)
def test_whatever_is_wrong_is_one_sentence(tmp_path: Path, content: Any, says: str) -> None:
    path = written(tmp_path / "bad.gmcr", content)
    with pytest.raises(CountermoveError, match=says) as caught:
        list(read_gmcr(path).states)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("ranking", "says"),
    [
        ([1, 2, 3], "lacks 3 feasible states"),
        ([1, 2, 3, 4, 5, 5, 6], "twice"),
        ([0, 1, 2, 3, 4, 5], "ranks state 0"),
        ([1, 2, 3, 4, 5, 7], "ranks state 7"),
        ([1, 2, 3, 4, 5, "6"], "should be the number of a state"),
        ([1, 2, 3, 4, 5, 6.0], "should be the number of a state"),
    ],
)
def test_a_ranking_has_every_feasible_state_once(tmp_path: Path, ranking: list[Any], says: str) -> None:
    data = simple(useManualPreferenceRanking=True)
    for maker in data["decisionMakers"]:
        maker["preferenceRanking"] = ranking
    with pytest.raises(CountermoveError, match=says):
        read_gmcr(written(tmp_path / "bad.gmcr", data))


def test_files_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(CountermoveError, match="no such file"):
        read_gmcr(tmp_path / "absent.gmcr")
    with pytest.raises(CountermoveError, match="a folder"):
        read_gmcr(tmp_path)
    with pytest.raises(CountermoveError, match="cannot be read"):
        read_gmcr("a\0b")
    (tmp_path / "latin.gmcr").write_bytes(b'{"a": "\xe9"}')
    with pytest.raises(CountermoveError, match="not UTF-8"):
        read_gmcr(tmp_path / "latin.gmcr")
    with open(tmp_path / "huge.gmcr", "wb") as stream:
        stream.truncate(20_000_000)
    with pytest.raises(CountermoveError, match="over 16 MB"):
        read_gmcr(tmp_path / "huge.gmcr")


def test_a_message_quotes_eighty_characters_of_a_name_and_of_a_number(tmp_path: Path) -> None:
    for ranking, says in ((None, "… has no preferenceRanking"), ([10**900], "ranks state 10")):
        data = simple(useManualPreferenceRanking=True)
        data["decisionMakers"][0] |= {"name": "(" * 2000, "preferenceRanking": ranking}
        with pytest.raises(CountermoveError, match=says) as caught:
            read_gmcr(written(tmp_path / "bad.gmcr", data))
        assert len(str(caught.value)) < 300 + len(str(tmp_path))


def test_many_options_of_one_name_get_names_of_their_own() -> None:
    """A file may have tens of thousands: each is named without going through those before it."""
    names = identifiers(["x", "x 2", *["x"] * 50_000], otherwise="option")
    assert names[:4] == ["x", "x_2", "x_3", "x_4"]
    assert names[-1] == "x_50002"


# -- writing -----------------------------------------------------------------------------------------------------------


def test_round_trips_of_random_conflicts(tmp_path: Path) -> None:
    rng = np.random.default_rng(21)
    for number in range(60):
        conflict = random_conflict(rng)
        path = tmp_path / f"{number}.gmcr"
        write_gmcr(conflict, path)
        again = read_gmcr(path)
        assert same_conflict(conflict.with_start(int(conflict.states[0])), again)


@pytest.mark.level("all")
def test_round_trips_with_conditions_and_drivers(tmp_path: Path) -> None:
    rng = np.random.default_rng(22)
    for number in range(40 if FULL else 15):
        conflict = with_conditions(rng, random_conflict(rng, ranked=0))
        path = tmp_path / f"{number}.gmcr"
        write_gmcr(conflict, path)
        assert same_conflict(conflict.with_start(int(conflict.states[0])), read_gmcr(path))


def test_files_read_and_written_again_mean_the_same(tmp_path: Path) -> None:
    rng = np.random.default_rng(23)
    for number in range(30):
        data = random_gmcr(rng, manual=bool(number % 2))
        if not plain_reading(data).states:
            continue
        model = GmcrModel.read(written(tmp_path / f"{number}.gmcr", data))
        write_gmcr(model.conflict, tmp_path / f"{number}-again.gmcr", titles=model.titles)
        again = GmcrModel.read(tmp_path / f"{number}-again.gmcr")
        assert same_conflict(model.conflict, again.conflict)
        assert again.titles == model.titles


@pytest.mark.parametrize(
    "name", ["prisoners-dilemma", "chicken", "syria-iraq-1975", "cuban-missile-crisis-1962", "elmira-1991"]
)
def test_published_conflicts_survive(tmp_path: Path, name: str) -> None:
    case = load_conflict(name)
    write_gmcr(case.conflict, tmp_path / "out.gmcr", titles=case.titles)
    stability = solve(read_gmcr(tmp_path / "out.gmcr"))
    for concept in case.published.equilibria.keys() & {*CONCEPTS}:
        assert tuple(stability.equilibria(concept).tolist()) == case.published.equilibria[concept]


def test_what_is_a_conjunction_or_a_disjunction_is_written_as_it_is() -> None:
    conflict = Conflict.from_options(
        actors={"A": ["a", "b"], "B": ["c"]},
        preferences={
            "A": ["a and not c", "a or b and not c", "a implies c", "a iff c", "true", "a and not a"],
            "B": ["not c"],
        },
        never=["a and (b or c)"],
        one_way={"a": "forward", "c": "back"},
    )
    data = gmcr_data(conflict)
    first = data["decisionMakers"][0]["preferences"]
    assert first == [
        [[0, "Y"], [2, "N"]],
        {"compound": True, "members": [[[0, "Y"]], [[1, "Y"], [2, "N"]]]},
        {"compound": True, "members": [[[0, "N"]], [[2, "Y"]]]},
        {"compound": True, "members": [[[0, "Y"], [2, "Y"]], [[0, "N"], [2, "N"]]]},
    ]
    assert data["infeasibles"] == [[[0, "Y"], [1, "Y"]], [[0, "Y"], [2, "Y"]]]
    assert [option["permittedDirection"] for option in data["options"]] == ["fwd", "both", "back"]
    assert data["useManualPreferenceRanking"] is False


def test_one_ranking_makes_the_whole_model_manual() -> None:
    conflict = Conflict.from_options(
        actors={"A": ["a"], "B": ["b"]},
        preferences={"A": ["a", "b"], "B": Ranking([[0, 3], [2], [1]])},
    )
    data = gmcr_data(conflict)
    assert data["useManualPreferenceRanking"] is True
    assert [maker["preferenceRanking"] for maker in data["decisionMakers"]] == [[4, 2, 3, 1], [[1, 4], 3, 2]]


def test_options_in_another_order_than_actors(tmp_path: Path) -> None:
    form = OptionForm(("A", "B"), (ModelOption("B", "b"), ModelOption("", "season"), ModelOption("A", "a", "forward")))
    conflict = Conflict(OptionStructure(form), {"A": Ranking([[6], [0, 1], [2, 3, 4], [7, 5]]), "B": ()}, 0)
    write_gmcr(conflict, tmp_path / "a.gmcr")
    again = read_gmcr(tmp_path / "a.gmcr")
    assert again.options == ("A.a", "B.b", "season")
    turned = {code: (code >> 2 & 1) | (code & 1) << 1 | (code >> 1 & 1) << 2 for code in range(8)}
    assert [again.ranks("A")[turned[code]] for code in range(8)] == conflict.ranks("A").tolist()


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    graph = Conflict.from_arcs(states=["s", "t"], arcs={"A": [("s", "t")]}, preferences={"A": Ranking([["t"], ["s"]])})
    with pytest.raises(CountermoveError, match="graph form"):
        write_gmcr(graph, tmp_path / "a.gmcr")
    names = [f"x{k}" for k in range(14)]
    parity = " iff ".join(names)
    wide = Conflict.from_options(actors={"A": names}, preferences={"A": ["x0", parity]})
    with pytest.raises(SizeError, match=r"A, want A 2: .*2000 conjunctions"):
        write_gmcr(wide, tmp_path / "a.gmcr")
    with pytest.raises(CountermoveError, match="coalitions"):
        write_gmcr(load_conflict("chicken").conflict, tmp_path / "a.gmcr", coalitions=[["row"]])
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten_without_force(tmp_path: Path) -> None:
    conflict = load_conflict("chicken").conflict
    path = tmp_path / "a.gmcr"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(CountermoveError, match="exists already"):
        write_gmcr(conflict, path)
    assert path.read_text(encoding="utf-8") == "mine"
    write_gmcr(conflict, path, force=True)
    assert read_gmcr(path).states.size == 4
    with pytest.raises(CountermoveError, match="cannot be written"):
        write_gmcr(conflict, tmp_path / "absent" / "a.gmcr")
    assert [item.name for item in tmp_path.iterdir()] == ["a.gmcr"]


def test_a_rule_or_actor_that_is_at_fault_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as caught:
        read_gmcr(written(tmp_path / "a.gmcr", simple(useManualPreferenceRanking=True)))
    assert caught.value.actor == "Syria"


@pytest.mark.parametrize("where", ["options", "decisionMakers"])
@pytest.mark.parametrize("control", ["\x1b", "\x7f", "\x9b", "\r"])
def test_a_name_with_a_control_character_is_refused(tmp_path: Path, where: str, control: str) -> None:
    data: dict[str, Any] = {"options": [{"name": "x"}], "decisionMakers": [{"name": "Row", "options": [0]}]}
    data[where][0]["name"] = f"a{control}[2J"
    path = tmp_path / "x.gmcr"
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(CountermoveError) as caught:
        read_gmcr(path)
    assert f"{where}[0].name holds the control character U+{ord(control):04X}" in str(caught.value)
