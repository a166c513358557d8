"""seal, ledger and score on the command line: exit codes, messages, and the head in reports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Run

__all__: list[str] = []

FORECAST = 'forecasts:\n  F1: {says: The ferry runs, closes: "2099-03-31", chance: 0.7}\n'


@pytest.fixture
def dated(ferry: str) -> Path:
    path = Path(ferry)
    path.write_text(path.read_text(encoding="utf-8") + FORECAST, encoding="utf-8")
    return path


def test_a_ledger_that_says_what_the_file_says_ends_with_0_another_with_1_a_broken_one_with_2(
    run: Run, dated: Path
) -> None:
    assert run("ledger", str(dated)).exit_code == 2
    sealed = run("seal", str(dated))
    assert sealed.exit_code == 0
    assert "forecast F1: new" in sealed.stdout
    head = next(line for line in sealed.stdout.splitlines() if line.startswith("Head: ")).removeprefix("Head: ")
    done = run("ledger", str(dated))
    assert (done.exit_code, head in done.stdout) == (0, True)
    dated.write_text(dated.read_text(encoding="utf-8").replace("0.7", "0.8"), encoding="utf-8")
    done = run("ledger", str(dated))
    assert (done.exit_code, "forecast F1: changed" in done.stdout) == (1, True)
    file = dated.with_suffix(".ledger.jsonl")
    file.write_bytes(file.read_bytes()[:-9])
    for command in ("seal", "ledger"):
        done = run(command, str(dated))
        assert (done.exit_code, done.stdout) == (2, "")
        assert (
            done.stderr == f"{file}:1:1 error [ledger] The line was cut: it has no end. The ones above it are whole.\n"
        )
    data = json.loads(run("ledger", str(dated), "--json").stdout)
    assert (data["record"], data["errors"][0]["line"]) == ("errors", 1)


@pytest.mark.parametrize("command", ["seal", "ledger"])
def test_a_bundled_case_has_no_ledger(run: Run, command: str) -> None:
    done = run(command, "korea-2021")
    assert (done.exit_code, "bundled" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("given", "missing"),
    [(["--timestamp", "https://example.org/"], "--ca FILE"), (["--ca", "x.pem"], "--timestamp URL")],
)
def test_a_time_stamp_needs_both(run: Run, dated: Path, given: list[str], missing: str) -> None:
    done = run("seal", str(dated), *given)
    assert (done.exit_code, missing in done.stderr) == (2, True)
    assert not dated.with_suffix(".ledger.jsonl").exists()


@pytest.mark.level("judge", but=1)
@pytest.mark.level("all")
@pytest.mark.parametrize("suffix", ["md", "html"])
def test_a_report_prints_the_head_where_a_ledger_lies_beside_the_case(
    run: Run, dated: Path, tmp_path: Path, suffix: str
) -> None:
    def report() -> str:
        file = tmp_path / f"report.{suffix}"
        assert run("report", str(dated), "-o", str(file), "--force", "--draws", "10").exit_code == 0
        return file.read_text(encoding="utf-8").replace("&amp;#8288;", "").replace("\u2060", "").replace("<wbr>", "")

    assert "Ledger (head)" not in report()
    head = json.loads(run("seal", str(dated), "--json").stdout)["data"]["head"]
    text = report()
    assert text.count("Ledger (head)") == 2  # in the section on method and under it all
    assert head in text
    dated.write_text(dated.read_text(encoding="utf-8").replace("0.7", "0.8"), encoding="utf-8")
    assert "one item not sealed as the file has it" in report()
    ledger = dated.with_suffix(".ledger.jsonl")
    ledger.write_bytes(ledger.read_bytes()[:-9])
    text = report()
    assert head not in text
    assert "The line was cut" in text


def test_a_crowd_that_is_wrong_is_told_with_its_line(run: Run, dated: Path, tmp_path: Path) -> None:
    crowd = tmp_path / "crowd.csv"
    crowd.write_text("forecast,chance\nF2,0.5\n", encoding="utf-8")
    done = run("score", str(dated), "--crowd", str(crowd))
    assert done.exit_code == 2
    assert done.stderr == f"{crowd}:2:1 error [crowd] 'F2' is not a forecast here. There are: F1.\n"
    assert run("score", str(dated)).exit_code == 0
