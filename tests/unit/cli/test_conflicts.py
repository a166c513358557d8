"""Commands on conflicts alone: bundled ones, files of other programs, 2x2 games; conversion; browsing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import countermove as cm
from countermove.assessment import conflict_cases
from countermove.assessment.conflicts import loads_conflict
from countermove.cli.completion import complete_format
from countermove.interop.conversion import written_formats
from tests.unit.cli.conftest import Run
from tests.unit.cli.test_commands import record

__all__: list[str] = []


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.level("judge", but=9)
@pytest.mark.level("all", but=6)
@pytest.mark.parametrize("name", [*(case.name for case in conflict_cases()), "2x2-1234-1243", "Stag Hunt"])
def test_solve_and_why_take_every_conflict(run: Run, name: str) -> None:
    solved = run("solve", name, "--full")
    assert solved.exit_code == 0
    data = record(run("solve", name, "--json").stdout, "solve")
    assert data["layout"] in ("dense", "graph")
    assert ("graph form" in words(solved.stdout)) == (data["layout"] == "graph")
    told = run("why", name, "start")
    assert told.exit_code == 0
    assert len(record(run("why", name, "start", "--json").stdout, "why")["witnesses"]) == 5 * len(data["actors"])


@pytest.mark.parametrize("suffix", ["gmcr", "yaml", "json"])
def test_files_that_convert_writes_are_solved(run: Run, tmp_path: Path, suffix: str) -> None:
    target = str(tmp_path / f"elmira.{suffix}")
    done = run("convert", "elmira-1991", target)
    assert done.exit_code == 0
    assert done.stdout.startswith(f"Wrote {target} (")
    before, after = (record(run("solve", case, "--json").stdout, "solve") for case in ("elmira-1991", target))
    assert [row["equilibrium"] for row in before["rows"]] == [row["equilibrium"] for row in after["rows"]]


def test_simultaneous_sanctioning_reads_misperception_out_of_a_file(run: Run, tmp_path: Path) -> None:
    """In the Prisoner's Dilemma; where column never sees that it could defect, nobody answers row's defection, neither
    at once nor afterwards."""
    seen, blind = tmp_path / "seen.gmcr", tmp_path / "blind.gmcr"
    assert run("convert", "prisoners-dilemma", str(seen)).exit_code == 0
    content = json.loads(seen.read_text(encoding="utf-8"))
    content["decisionMakers"][1]["misperceptions"] = [[[1, "N"]]]
    blind.write_text(json.dumps(content), encoding="utf-8")
    for name in ("sim", "sim:tableau"):
        stays = {}
        for file in (seen, blind):
            data = record(run("solve", str(file), "--concept", name, "--full", "--json").stdout, "solve")
            stays[file.stem] = [list(row["stable"].values()) for row in data["rows"]][3]
        assert stays == {"seen": [[name], [name]], "blind": [[], [name]]}


def test_a_sentence_that_names_a_written_file_is_never_wrapped(run: Run, tmp_path: Path) -> None:
    """Whoever copies the name, or reads it from a log, gets all of it."""
    folder = tmp_path / ("a-long-name-" * 10)
    folder.mkdir()
    for arguments, target in (
        (["convert", "elmira-1991", "{}"], folder / "elmira.gmcr"),
        (["new", "{}"], folder / "mine.yaml"),
        (["figure", "chicken", "states", "-o", "{}"], folder / "drawn.svg"),
    ):
        done = run(*(argument.replace("{}", str(target)) for argument in arguments))
        assert done.exit_code == 0, done.stderr
        assert done.stdout.splitlines()[0].startswith(f"Wrote {target} (")


def test_convert_tells_what_is_lost_and_never_overwrites(run: Run, tmp_path: Path) -> None:
    target = str(tmp_path / "korea.csv")
    done = run("convert", "korea-2021", target)
    lost = words(done.stdout).partition("That format does not hold: ")[2]
    assert lost.startswith("- the status quo.")
    assert lost.endswith("- the drivers: their values are now part of the wants.")
    again = run("convert", "elmira-1991", target)
    assert (again.exit_code, again.stdout) == (2, "")
    assert again.stderr.startswith(f"{target} exists already")
    assert "force overwrites it" in again.stderr
    data = record(run("convert", "elmira-1991", target, "--force", "--json").stdout, "convert")
    assert (data["read_as"], data["written_as"], data["lost"]) == ("conflict", "csv", ["start"])


def test_convert_takes_its_file_as_an_option_and_shows_what_has_none(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "k.gmcr"
    assert run("convert", "korea-2021", "-o", str(target)).stdout.startswith(f"Wrote {target} (gmcr)")
    assert "exists already" in run("convert", "chicken", "-o", str(target)).stderr
    shown = run("convert", "korea-2021", "--format", "gmcr")
    assert shown.stdout == target.read_text(encoding="utf-8")
    assert words(shown.stderr).startswith("gmcr does not hold the status quo. gmcr does not hold the drivers")
    plain = run("convert", "chicken")
    assert (plain.exit_code, plain.stderr) == (0, "")
    assert loads_conflict(plain.stdout).published == loads_conflict(run("convert", "chicken", "-").stdout).published
    assert run("convert", "chicken", "-o", "-").stdout == plain.stdout
    data = record(run("convert", "chicken", "--format", "csv", "--json").stdout, "convert")
    assert (data["target"], data["written_as"], data["text"].splitlines()[0][:5]) == (None, "csv", "state")
    begins = run("convert", str(target))
    assert "has no status quo: the conflict begins in the first feasible state" in begins.stderr
    assert sorted(complete_format("")) == sorted(written_formats())


def test_an_assessment_is_wanted_and_a_conflict_file_given(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    run("convert", "chicken", str(file))
    done = run("assess", str(file))
    assert done.exit_code == 2
    assert done.stderr.startswith(f"{file}:1:1 error [conflict] This is a bare conflict")
    assert "It answers solve, why, change" in done.stderr


ALLIES = """{
"options": [{"name": "Attack"}, {"name": "Release"}, {"name": "Escalate"}],
"decisionMakers": [
 {"name": "Syria", "options": [1], "preferences": [[[1, "N"]], [[0, "N"]]]},
 {"name": "Iraq", "options": [0], "preferences": [[[1, "Y"]]]},
 {"name": "USA", "options": [2], "preferences": [[[2, "N"]]]}],
"infeasibles": [], "useManualPreferenceRanking": false, "coalitions": [[0, 1], 2]
}"""
"""Two act as one, and the file says nothing of where it begins."""


@pytest.fixture
def allies(tmp_path: Path) -> str:
    path = tmp_path / "allies.gmcr"
    path.write_text(ALLIES, encoding="utf-8")
    return str(path)


def test_the_coalitions_of_a_file_are_the_players(run: Run, allies: str) -> None:
    data = record(run("solve", allies, "--json").stdout, "solve")
    assert data["coalitions"] == [["Syria", "Iraq"], ["USA"]]
    assert data["partition"]
    expected = cm.solve_partition(cm.read_gmcr(allies), partition=["Syria,Iraq", "USA"])
    assert list(data["equilibria"]) == ["cnash", "cgmr", "csmr", "cseq"]
    for concept, found in data["equilibria"].items():
        assert found["codes"] == expected.equilibria(concept).tolist()
    assert "The coalitions of the file are the players" in words(run("solve", allies).stdout)


@pytest.mark.parametrize("arguments", [["solve", "--concept", "nash"], ["why", "0"], ["inverse", "0"]])
def test_who_stands_alone_although_the_file_has_coalitions_is_told(run: Run, allies: str, arguments: list[str]) -> None:
    command, *rest = arguments
    told = words(run(command, allies, *rest).stdout)
    assert "Its file has coalitions (Syria and Iraq together); here each actor stands alone." in told


def test_a_partition_is_solved_whose_blocks_are_named(run: Run, allies: str) -> None:
    """Capitals do not matter, and who is not named stands alone."""
    data = record(run("solve", allies, "--partition", "usa,Iraq", "--json").stdout, "solve")
    assert data["coalitions"] == [["Syria"], ["Iraq", "USA"]]
    expected = cm.solve_partition(cm.read_gmcr(allies), partition=["Syria", "Iraq,USA"])
    assert [found["codes"] for found in data["equilibria"].values()] == [
        expected.equilibria(concept).tolist() for concept in cm.COALITION_CONCEPTS
    ]
    alone = record(run("solve", allies, "--partition", "Syria/Iraq/USA", "--json").stdout, "solve")
    plain = cm.solve(cm.read_gmcr(allies))
    assert alone["equilibria"]["cseq"]["codes"] == plain.equilibria("seq").tolist()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--partition", "Syria/Iraq,Syria"], "Syria is named twice in the partition"),
        (["--partition", "Syria//Iraq"], "has an empty one"),
        (["--partition", ""], "has an empty one"),
        (["--partition", "Syria", "--coalition", "Iraq"], "not about both at once"),
        (["--partition", "Syria", "--concept", "nash"], "A partition goes with the concepts of coalitions"),
        (["--partition", "Siria"], "Did you mean Syria?"),
    ],
)
def test_a_partition_that_is_none_is_refused(run: Run, allies: str, arguments: list[str], message: str) -> None:
    refused = run("solve", allies, *arguments)
    assert refused.exit_code == 2
    assert message in words(refused.stderr)


def test_a_file_without_a_status_quo_has_none_anywhere(run: Run, allies: str, tmp_path: Path) -> None:
    told = words(run("solve", allies, "--concept", "nash").stdout)
    assert "There is no start to mark." in told
    assert "*" not in told
    data = record(run("solve", allies, "--json").stdout, "solve")
    assert data["start"] is None
    assert {found["start"] for found in data["equilibria"].values()} == {None}
    shown = run("why", allies, "0")
    assert "The state holds for everybody" in words(shown.stdout)
    assert record(run("why", allies, "0", "--json").stdout, "why")["start"] is None
    assert record(run("inverse", allies, "0", "--json").stdout, "inverse")["start"] is None
    assert record(run("coalitions", allies, "--state", "0", "--json").stdout, "coalitions")["start"] is None
    graph = tmp_path / "allies.graph.json"
    assert run("convert", allies, str(graph)).exit_code == 0
    assert json.loads(graph.read_text(encoding="utf-8"))["start"] is None


@pytest.mark.parametrize(
    ("arguments", "how"),
    [
        (["why", "{}", "start"], "name a state by its code, or by the options that are on"),
        (["inverse", "{}", "start"], "name a state by its code, or by the options that are on"),
        (["coalitions", "{}"], "name a state by its code, or by the options that are on"),
        (["roads", "{}"], "countermove convert allies.gmcr allies.yaml"),
        (["longrun", "{}"], "countermove convert allies.gmcr allies.yaml"),
        (["levers", "{}"], "countermove convert allies.gmcr allies.yaml"),
        (["change", "{}", "--break"], "countermove convert allies.gmcr allies.yaml"),
        (["change", "{}", "--hold", "start"], "name a state by its code, or by the options that are on"),
        (["responsibility", "{}", "--to", "Release"], "countermove convert allies.gmcr allies.yaml"),
        (["figure", "{}", "states"], "countermove convert allies.gmcr allies.yaml"),
        (["figure", "{}", "road"], "countermove convert allies.gmcr allies.yaml"),
    ],
)
def test_what_begins_at_a_status_quo_says_how_to_give_one(
    run: Run, allies: str, arguments: list[str], how: str
) -> None:
    refused = run(*(part.format(allies) for part in arguments))
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "allies has no status quo, as its format knows none" in words(refused.stderr)
    assert how in words(refused.stderr)


def test_a_start_that_is_made_up_is_told(run: Run, allies: str, tmp_path: Path) -> None:
    target = tmp_path / "allies.yaml"
    done = words(run("convert", allies, str(target)).stdout)
    assert "has no status quo" in done
    assert "begins in the first feasible state. Put its own `start` there." in done
    assert run("roads", str(target)).exit_code == 0
    data = record(run("convert", allies, str(target), "--force", "--json").stdout, "convert")
    assert (data["lost"], data["chosen"]) == (["coalitions"], ["start"])


def test_solve_takes_concepts_with_horizons_and_coalitions(run: Run) -> None:
    data = record(run("solve", "chicken", "--concept", "maximin:4", "--concept", "nonmyopic", "--json").stdout, "solve")
    assert list(data["equilibria"]) == ["maximin:4", "nonmyopic"]
    data = record(run("solve", "elmira-1991", "--coalition", "M,U", "--json").stdout, "solve")
    assert list(data["equilibria"]) == ["cnash", "cgmr", "csmr", "cseq"]
    assert data["coalitions"] == [["M", "U"]]
    shown = run("solve", "elmira-1991-graph", "--concept", "cnash", "--concept", "nash").stdout
    assert "CNash is asked about every coalition" in words(shown)


@pytest.mark.level("all")
def test_cases_shows_conflicts_and_games(run: Run) -> None:
    listed = run("cases").stdout
    assert all(case.name in listed for case in conflict_cases())
    assert "countermove cases --games" in words(listed)
    shown = words(run("cases", "syria-iraq-1975").stdout)
    assert "Of the 99 printed cells, 98 are reproduced. One is an erratum, named below." in shown
    assert "printed 420, computed 384" in shown
    assert record(run("cases", "syria-iraq-1975", "--json").stdout, "published")["differs"][0]["printed"] == "420"
    assert record(run("cases", "--published", "--json").stdout, "suite")["errata"] == 19
    assert len(record(run("cases", "--games", "--json").stdout, "games")["games"]) == 78
    assert "Prisoner's Dilemma" in run("cases", "--games", "--full").stdout
    assert "Row Column first Column second" in words(run("cases", "Chicken").stdout)
    assert "36 claims" in words(run("cases", "korea-2021").stdout)
