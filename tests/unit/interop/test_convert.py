from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from countermove import AssessmentError, load
from countermove.assessment import parser
from countermove.assessment.conflicts import conflict_cases, loads_conflict
from countermove.assessment.parser import LIMITS
from countermove.interop import FORMATS, conflict_text, convert, document, open_conflict, save_conflict
from countermove.interop.document import write_conflict
from countermove.reports.convert import ConvertRecord, convert_asides
from gmcr import Conflict, CountermoveError, Ranking, SizeError, solve
from gmcr.model import ModelOption, OptionForm, OptionStructure
from tests.conftest import FULL
from tests.gmcr.formats.makers import random_conflict, same_conflict, same_game, with_conditions

CASES = [case.name for case in conflict_cases()]


@pytest.mark.level("all", but=8)
@pytest.mark.parametrize("suffix", [".yaml", ".json"])
@pytest.mark.parametrize("name", CASES)
def test_a_published_conflict_survives_its_own_format(tmp_path: Path, name: str, suffix: str) -> None:
    target = tmp_path / f"out{suffix}"
    done = convert(name, target)
    assert (done.read_as, done.written_as, done.lost) == ("conflict", suffix[1:], ())
    before, after = open_conflict(name), open_conflict(target)
    assert same_conflict(before.conflict, after.conflict)
    assert (before.title, before.citation, before.titles) == (after.title, after.citation, after.titles)


@pytest.mark.level("all")
@pytest.mark.parametrize("kind", ["yaml", "json"])
def test_random_conflicts_survive(kind: str) -> None:
    rng = np.random.default_rng(41)
    for number in range(60 if FULL else 20):
        conflict = random_conflict(rng)
        if number % 2:
            conflict = with_conditions(rng, conflict)
        again = loads_conflict(conflict_text(conflict, kind=kind)).conflict
        assert same_conflict(conflict, again)


@pytest.mark.parametrize("kind", ["yaml", "json"])
def test_labels_that_yaml_might_misread(kind: str) -> None:
    labels = [
        "1",
        "1e3",
        "NO",
        "true",
        "null",
        "~",
        "",
        "a: b",
        "- c",
        "# d",
        "é ☂",
        "'",
        '"',
        "{",
        "2021-08-15",
        " x ",
    ]
    arcs = {"A": [("1", label) for label in labels[1:]]}
    conflict = Conflict.from_arcs(
        states=labels, arcs=arcs, preferences={"A": Ranking([labels[:3], *labels[3:]])}, start="~"
    )
    assert same_conflict(conflict, loads_conflict(conflict_text(conflict, kind=kind)).conflict)


def test_names_that_no_formula_can_use_become_names_and_words() -> None:
    form = OptionForm(("The US", "and"), (ModelOption("The US", "air strike"), ModelOption("and", "not")))
    conflict = Conflict(OptionStructure(form), {"The US": Ranking([0, 1, [2, 3]]), "and": ()}, 3)
    made = loads_conflict(conflict_text(conflict))
    assert made.conflict.options == ("The_US.air_strike", "and_.not_")
    assert made.titles == {"The_US": "The US", "The_US.air_strike": "air strike", "and_": "and", "and_.not_": "not"}
    assert same_game(conflict, made.conflict)


@pytest.mark.level("all")
def test_what_a_conflict_file_cannot_hold_is_said() -> None:
    unowned = OptionForm(("A",), (ModelOption("A", "a"), ModelOption("", "season")))
    with pytest.raises(CountermoveError, match="season belongs to nobody"):
        conflict_text(Conflict(OptionStructure(unowned), {"A": ()}, 0))
    turned = OptionForm(("A", "B"), (ModelOption("B", "b"), ModelOption("A", "a")))
    with pytest.raises(CountermoveError, match="same order"):
        conflict_text(Conflict(OptionStructure(turned), {"A": (), "B": ()}, 0))
    many = Conflict.from_options(actors={"A": [f"o{k}" for k in range(17)]}, preferences={"A": Ranking(range(1 << 17))})
    with pytest.raises(SizeError, match="100,000 values"):
        conflict_text(many)


def test_between_gmcr_and_yaml(tmp_path: Path) -> None:
    convert("cuban-missile-crisis-1962", tmp_path / "a.gmcr")
    convert(tmp_path / "a.gmcr", tmp_path / "b.yml")
    convert(tmp_path / "b.yml", tmp_path / "c.gmcr")
    assert (tmp_path / "a.gmcr").read_bytes() == (tmp_path / "c.gmcr").read_bytes()
    first, last = open_conflict("cuban-missile-crisis-1962"), open_conflict(tmp_path / "c.gmcr")
    assert same_game(first.conflict, last.conflict)
    assert last.titles == {
        "United_States": "United States",
        "United_States.Air_strike": "Air strike",
        "United_States.Blockade": "Blockade",
        "Soviet_Union": "Soviet Union",
        "Soviet_Union.Withdraw_the_missiles": "Withdraw the missiles",
        "Soviet_Union.Escalate": "Escalate",
    }


@pytest.mark.level("all")
def test_an_assessment_is_read_as_one_of_its_games(tmp_path: Path) -> None:
    assessment = load("korea-2021")
    done = convert("korea-2021", tmp_path / "base.gmcr")
    assert done.read_as == "assessment"
    assert done.lost == ("start", "drivers")
    assert same_game(assessment.conflict(), open_conflict(tmp_path / "base.gmcr").conflict)
    scenario = next(iter(assessment.scenarios))
    convert("korea-2021", tmp_path / "other.yaml", scenario=scenario)
    assert same_conflict(assessment.conflict(scenario=scenario), open_conflict(tmp_path / "other.yaml").conflict)
    path = tmp_path / "case.yaml"
    path.write_text(assessment.text, encoding="utf-8")
    assert convert(path, tmp_path / "again.gmcr").read_as == "assessment"
    with pytest.raises(CountermoveError, match="only an assessment has a scenario"):
        convert("chicken", tmp_path / "x.gmcr", scenario="crisis")


@pytest.mark.parametrize("suffix", [suffix for item in FORMATS if item.write for suffix in item.suffixes])
def test_every_suffix_writes_and_none_overwrites(tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"out{suffix}"
    convert("chicken", target)
    content = target.read_bytes()
    assert content
    with pytest.raises(CountermoveError, match="exists already"):
        convert("prisoners-dilemma", target)
    assert target.read_bytes() == content
    convert("prisoners-dilemma", target, force=True)
    assert target.read_bytes() != content
    assert [item.name for item in tmp_path.iterdir()] == [target.name]


def test_concepts_choose_what_tables_hold(tmp_path: Path) -> None:
    convert("chicken", tmp_path / "a.csv", concepts=["smr"])
    head = (tmp_path / "a.csv").read_text(encoding="utf-8").splitlines()[0]
    assert "smr equilibrium" in head
    assert "nash" not in head


def test_formats_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(CountermoveError, match=r"cannot be written. Did you mean .gmcr\?"):
        convert("chicken", tmp_path / "out.gmc")
    with pytest.raises(CountermoveError, match=r"without a suffix cannot be written. There are .graph.json, .gmcr"):
        convert("chicken", tmp_path / "out")
    with pytest.raises(CountermoveError, match=r"files ending in .nfg cannot be read"):
        convert(tmp_path / "in.nfg", tmp_path / "out.gmcr")
    with pytest.raises(CountermoveError, match=r"Did you mean chicken\?"):
        convert("chiken", tmp_path / "out.gmcr")
    with pytest.raises(CountermoveError, match="no such file"):
        convert(tmp_path / "absent.yaml", tmp_path / "out.gmcr")
    (tmp_path / "other.json").write_text('{"a": 1}', encoding="utf-8")
    with pytest.raises(CountermoveError, match="is read where it is a conflict"):
        convert(tmp_path / "other.json", tmp_path / "out.gmcr")
    (tmp_path / "bad.json").write_text('{"conflict": 1,\n "actors": {"A": {"wants": ["b"]}}}', encoding="utf-8")
    with pytest.raises(AssessmentError) as caught:
        convert(tmp_path / "bad.json", tmp_path / "out.gmcr")
    assert [(problem.line, problem.column) for problem in caught.value.problems] == [(2, 30)]
    assert not (tmp_path / "out.gmcr").exists()


def test_a_bare_conflict_can_be_saved(tmp_path: Path) -> None:
    conflict = open_conflict("syria-iraq-1975").conflict
    assert save_conflict(conflict, tmp_path / "a.json") == "json"
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["conflict"] == 1
    assert same_conflict(conflict, open_conflict(tmp_path / "a.json").conflict)
    assert solve(conflict).equilibria("gmr").tolist() == [0, 6]


def test_coalitions_travel_between_gmcr_files(tmp_path: Path) -> None:
    convert("elmira-1991", tmp_path / "a.gmcr")
    data = json.loads((tmp_path / "a.gmcr").read_text(encoding="utf-8"))
    data["coalitions"] = [[0, 1], 2]
    (tmp_path / "a.gmcr").write_text(json.dumps(data), encoding="utf-8")
    assert convert(tmp_path / "a.gmcr", tmp_path / "b.gmcr").lost == ()
    assert len(open_conflict(tmp_path / "b.gmcr").coalitions) == 2
    assert convert(tmp_path / "a.gmcr", tmp_path / "b.yaml").lost == ("coalitions",)


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("broken", [False, True])
@pytest.mark.parametrize("name", ["mine.yaml", "mine.yml", "mine.json"])
def test_an_assessment_is_never_overwritten_with_a_conflict(
    tmp_path: Path, name: str, force: bool, broken: bool
) -> None:
    path = tmp_path / name
    text = '{"countermove": 1, "title": "Mine"' if name.endswith("json") else "title: Mine\ncountermove: 1\n"
    text += " x: [" if broken else "}" if name.endswith("json") else ""
    path.write_text(text, encoding="utf-8")
    conflict = open_conflict("chicken").conflict
    for write in (
        lambda: convert("chicken", path, force=force),
        lambda: save_conflict(conflict, path, force=force),
        lambda: write_conflict(conflict, path, force=force),
    ):
        with pytest.raises(CountermoveError, match="is an assessment" if force else "is an assessment|exists already"):
            write()
    assert path.read_text(encoding="utf-8") == text


def test_what_is_no_assessment_is_overwritten_on_demand(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    for text in ("conflict: 1\ntitle: 'About countermove: a tool'\n", "", "a: [", "[1, 2]", "\0", "x" * 2_000_000):
        path.write_text(text, encoding="utf-8")
        convert("chicken", path, force=True)
        assert open_conflict(path).format == "conflict"
    convert("korea-2021", tmp_path / "k.yaml")
    convert("korea-2021", tmp_path / "k.yaml", force=True)


def test_as_many_values_are_written_as_are_read_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """One for each key, value and entry, and for each list and mapping: here 29."""
    conflict = Conflict.from_options(
        actors={"A": "a", "B": "b"}, preferences={"A": Ranking([3, [1, 2], 0]), "B": ["b"]}
    )
    for module in (document, parser):
        monkeypatch.setattr(module, "LIMITS", replace(LIMITS, values=29))
    assert same_game(loads_conflict(conflict_text(conflict)).conflict, conflict)
    for module in (document, parser):
        monkeypatch.setattr(module, "LIMITS", replace(LIMITS, values=28))
    with pytest.raises(SizeError, match=r"at most 28 values; this one would need 29\."):
        conflict_text(conflict)


def test_a_conflict_with_edited_arcs_is_said_to_be_written_as_a_graph(tmp_path: Path) -> None:
    river = Conflict.from_options(
        actors={"up": "release", "down": "build"}, preferences={"up": "not release", "down": "release"}
    )
    edited = river.with_arcs({"up": [([], "release")]})
    for suffix in (".yaml", ".json"):
        target = tmp_path / f"river{suffix}"
        assert convert(river, tmp_path / f"whole{suffix}").lost == ()
        done = convert(edited, target)
        assert done.lost == ("options",)
        read = open_conflict(target).conflict
        assert read.layout == "graph"
        assert read.structure.moves(1, "up").tolist() == []
        said = ConvertRecord(done.source, done.target, done.read_as, done.written_as, done.lost, ())
        (aside,) = convert_asides(said)
        assert aside.startswith(f"{suffix[1:]} does not hold options beside edited arcs: what is written is the graph")
    assert convert(edited, tmp_path / "river.csv").lost == ("start",)
