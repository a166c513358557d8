"""robust and longrun: what they print, and how they end."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from countermove.questions.robust import uncertain
from countermove.questions.robust.subjects import DrawTally
from tests.unit.cli.conftest import Run
from tests.unit.cli.test_commands import record
from tests.unit.reports.samples import QUIET

__all__: list[str] = []


def words(text: str) -> str:
    return " ".join(text.split())


# --- robust ---


def test_robust_is_exact_where_few_premises_are_uncertain(run: Run, ferry: str) -> None:
    told = words(run("robust", ferry, "--full", columns=120).stdout)
    assert "Five premises may be false, each true in 80% of draws, as its certainty says." in told
    assert (
        "as often as their certainty says, the status quo stays as it is in 84% of draws if false premises are dropped"
        in told
    )
    assert "shows little" not in told
    assert "Town wants not to pay for the ferry (t2)" in told
    assert "everything is exact" in told
    assert "±" not in told
    data = record(run("robust", ferry, "--json").stdout, "robust")
    assert (data["exhaustive"], data["draws"], data["complete"]) == (True, 0, True)
    start = [item for item in data["findings"] if item["kind"] == "start" and item["model"] == "reversed"]
    assert start[0]["chance"] == {"value": "64/125", "error": None, "draws": 0}


@pytest.mark.level("judge")
def test_robust_draws_and_says_so(run: Run) -> None:
    arguments = ("robust", "korea-2021", "--claim", "C17", "--claim", "C04", "--draws", "400", "--seed", "3")
    told = words(run(*arguments).stdout)
    assert "24 premises may be false, each true in 55 to 90% of draws, as its certainty says." in told
    assert "The status quo stays as it is in 100% of draws if false premises are dropped" in told
    assert "never breaks it shows little" in told
    assert "is the share of 400 draws, seed 3; all else is exact" in told
    assert re.search(r"C04 (55% ){5}d2 \(\+100\)", told)
    assert re.search(r"C04 (39\.6% ){5}d2", told)
    assert re.search(r"C17 .*c2 \(\+100\)", told)
    assert not re.search(r"chance|likel|probab", told)
    assert re.search(
        r'the answer to “Would China press Pyongyang to come back\?” \(K1\) stays "no" in every draw if '
        r"false premises are dropped, and in \d",
        told,
    )
    assert re.search(r"What outcome 720 leans on under (Nash|SEQ|symmetric SEQ), if false premises are reversed", told)
    first = run(*arguments, "--json").stdout
    data = record(first, "robust")
    assert {item["name"] for item in data["findings"] if item["kind"] == "claim"} == {"C04", "C17"}
    assert data["draws"] == 400
    (crisis,) = [
        item
        for item in data["findings"]
        if item["name"] == "C17" and (item["model"], item["concept"]) == ("dropped", "seq")
    ]
    assert abs(float(crisis["chance"]["value"]) - 0.55) < 5 * float(crisis["chance"]["error"])
    bars = [item["bars"] for item in data["outcomes"] if item["code"] == 720 and item["model"] == "reversed"]
    assert bars[0][0]["want"] == "u3"
    assert run(*arguments, "--json", "--workers", "2").stdout == first


@pytest.mark.level("all")
def test_robust_ends_an_interrupt_with_what_is_done(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = uncertain.Sampler.chunk

    def stop(self: uncertain.Sampler, first: int, count: int) -> DrawTally:
        if first:
            raise KeyboardInterrupt
        return whole(self, first, count)

    monkeypatch.setattr(uncertain.Sampler, "chunk", stop)
    done = run("robust", "korea-2021", "--claim", "C06", "--draws", "600", "--workers", "1")
    assert done.exit_code == 130
    assert "Interrupted: 250 of 600 draws are done" in words(done.stdout)


def test_robust_without_uncertain_premises(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "quiet.yaml"
    file.write_text(QUIET.replace("want: one.act}", "want: one.act, certainty: 1}"), encoding="utf-8")
    told = words(run("robust", str(file)).stdout)
    assert "No premise of this game is uncertain" in told
    assert "the status quo stays as it is in 0% of draws" in told


# --- longrun ---


def test_longrun_says_where_it_ends(run: Run) -> None:
    told = words(run("longrun", "korea-2021", "--scenario", "us_engages").stdout)
    assert (
        "With everybody looking one step ahead (Nash), reckoning with answers that pay (SEQ) or the same "
        "with a reply of their own (symmetric SEQ), it always ends in state 650: North Korea sits down "
        "with the US" in told
    )
    assert "after three steps" in told
    assert "With everybody fearing any answer (GMR), the status quo stays: nobody moves." in told
    assert "One-way acts are not taken back" in told
    data = record(run("longrun", "korea-2021", "--json").stdout, "longrun")
    assert [item["method"] for item in data["concepts"]] == ["fractions"] * 5
    assert data["concepts"][0]["lasting"] == [{"states": 192, "with_start": False, "classes": 2, "stable": [961, 977]}]


def test_longrun_with_mistakes_and_weights(run: Run, ferry: str) -> None:
    arguments = ("--choice", "actors", "--weight", "line=3", "--noise", "0.1", "--concept", "nash")
    told = words(run("longrun", ferry, "--scenario", "gift", *arguments).stdout)
    assert "by weight (Town 1, Line 3)" in told
    assert "With a chance of 10% somebody makes a mistake" in told
    assert "With mistakes, under Nash" in told
    assert "With everybody looking one step ahead (Nash), it always ends in state 0: no act is on" in told
    data = record(run("longrun", ferry, "--scenario", "gift", *arguments, "--json").stdout, "longrun")
    assert (data["noise"], data["weights"]) == ("1/10", {"town": "1", "line": "3"})


def test_longrun_by_logit_and_by_simulation(run: Run, ferry: str) -> None:
    told = words(run("longrun", ferry, "--choice", "logit", "--precision", "2").stdout)
    assert "logit, precision 2" in told
    assert "Ranks are ordinal" in told
    simulated = words(run("longrun", ferry, "--scenario", "gift", "--method", "simulated", "--runs", "50").stdout)
    assert "Simulated: 50 runs of at most 1,000 steps, seed 0" in simulated


def test_longrun_of_a_conflict_alone(run: Run) -> None:
    told = words(run("longrun", "elmira-1991-graph").stdout)
    assert (
        "With everybody looking one step ahead (Nash), reckoning with answers that pay (SEQ) or the same "
        "with a reply of their own (symmetric SEQ), it always ends in state s5, after one step." in told
    )
    assert "Where it ends if everybody errs now and then - Under every concept, it ends in state s9." in told
    arguments = ("longrun", "elmira-1991-graph", "--weight", "M=2", "--noise", "0.1", "--concept", "nash")
    assert re.search(r"With mistakes, under Nash .* s9 \d", words(run(*arguments).stdout))
    data = record(run(*arguments, "--json").stdout, "longrun")
    assert data["weights"] == {"M": "2", "U": "1", "L": "1"}
    assert "it always ends in state 18: " in words(run("longrun", "elmira-1991").stdout)
