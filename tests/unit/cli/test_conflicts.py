"""Commands on conflicts alone: bundled ones, files of other programs, 2x2 games; conversion; browsing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from countermove.assessment import conflict_cases
from tests.unit.cli.conftest import Run
from tests.unit.cli.test_commands import record

__all__: list[str] = []


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", [*(case.name for case in conflict_cases()), "2x2-1234-1243", "Stag Hunt"])
def test_solve_and_why_take_every_conflict(run: Run, name: str) -> None:
    solved = run("solve", name, "--all")
    assert solved.exit_code == 0
    assert any(layout in words(solved.stdout) for layout in ("dense layout", "graph form"))
    data = record(run("solve", name, "--json").stdout, "solve")
    assert data["layout"] in ("dense", "graph")
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
            data = record(run("solve", str(file), "--concept", name, "--all", "--json").stdout, "solve")
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
    assert lost.startswith("- the status quo; whoever reads it begins in the first state.")
    assert lost.endswith("- the drivers: their values are now part of the wants.")
    again = run("convert", "elmira-1991", target)
    assert (again.exit_code, again.stdout) == (2, "")
    assert again.stderr.startswith(f"{target} exists already")
    assert "force overwrites it" in again.stderr
    data = record(run("convert", "elmira-1991", target, "--force", "--json").stdout, "convert")
    assert (data["read_as"], data["written_as"], data["lost"]) == ("conflict", "csv", [])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["solve", "elmira-199"], "Did you mean elmira-1991"),
        (["solve", "chicken", "--scenario", "x"], "chicken is a conflict alone"),
        (["solve", "chicken", "--concept", "maximin"], "needs a horizon"),
        (["solve", "chicken", "--concept", "nsh"], "Did you mean nash?"),
        (["solve", "chicken", "--coalition", "row", "--concept", "nash"], "Coalitions go with"),
        (["solve", "chicken", "--coalition", "rwo"], "'rwo' is not an actor here. Did you mean row?"),
        (["solve", "elmira-1991", "--concept", "limited:3"], "defined for two actors"),
        (["solve", "elmira-1991-graph", "--concept", "sim"], "needs a conflict in option form"),
        (["solve", "chicken", "--concept", "sim:tablo"], "the form of Fraser and Hipel's tableau: sim:tableau."),
        (["why", "elmira-1991-graph", "s99"], "'s99' is not a state here."),
        (["why", "chicken", "start", "--concept", "sim"], "not under sim; solve does"),
        (["assess", "chicken"], "It answers solve, why, roads"),
        (["check", "chicken"], "Check judges claims, and a conflict makes none."),
        (["convert", "chicken", "x.docx"], "files ending in .docx cannot be written."),
        (["convert", "elmira-1991", "x.nfg"], "one-way"),
        (["convert", "none.gmcr", "x.csv"], "none.gmcr: there is no such file."),
        (["cases", "chiken"], "Did you mean chicken?"),
        (["cases", "chicken", "--games"], "leave it out"),
        (["cases", "2x2-9"], "is not a 2x2 game here."),
    ],
)
def test_one_clear_message(run: Run, arguments: list[str], message: str, tmp_path: Path) -> None:
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert message in done.stderr
    assert done.stderr.count("\n") == 1


def test_an_assessment_is_wanted_and_a_conflict_file_given(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    run("convert", "chicken", str(file))
    done = run("assess", str(file))
    assert done.exit_code == 2
    assert done.stderr.startswith(f"{file}:1:1 error [conflict] This is a conflict alone")
    assert "It answers solve, why, roads" in done.stderr


def test_solve_takes_concepts_with_horizons_and_coalitions(run: Run) -> None:
    data = record(run("solve", "chicken", "--concept", "maximin:4", "--concept", "nonmyopic", "--json").stdout, "solve")
    assert list(data["equilibria"]) == ["maximin:4", "nonmyopic"]
    data = record(run("solve", "elmira-1991", "--coalition", "M,U", "--json").stdout, "solve")
    assert list(data["equilibria"]) == ["cnash", "cgmr", "csmr", "cseq"]
    assert data["coalitions"] == [["M", "U"]]
    shown = run("solve", "elmira-1991-graph", "--concept", "cnash", "--concept", "nash").stdout
    assert "CNash is asked about every coalition" in words(shown)


def test_cases_shows_conflicts_and_games(run: Run) -> None:
    listed = run("cases").stdout
    assert all(case.name in listed for case in conflict_cases())
    assert "countermove cases --games" in words(listed)
    shown = words(run("cases", "syria-iraq-1975").stdout)
    assert "Six published results: all of them come out." in shown
    assert "printed 420, computed 384" in shown
    assert record(run("cases", "syria-iraq-1975", "--json").stdout, "published")["differs"][0]["printed"] == "420"
    assert len(record(run("cases", "--games", "--json").stdout, "games")["games"]) == 78
    assert "Prisoner's Dilemma" in run("cases", "--games").stdout
    assert "Row Column first Column second" in words(run("cases", "Chicken").stdout)
    assert "36 claims" in words(run("cases", "korea-2021").stdout)
