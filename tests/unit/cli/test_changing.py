"""countermove change, responsibility and inverse: what they print, and how they end."""

from __future__ import annotations

import json

from tests.unit.cli.conftest import Run
from tests.unit.cli.test_commands import record

__all__: list[str] = []


def test_change(run: Run, ferry: str) -> None:
    done = run("change", ferry)
    assert done.exit_code == 0
    assert "One change of mind alone would bring it" in " ".join(done.stdout.split())
    data = record(run("change", ferry, "--json").stdout, "change")
    [found] = data["concepts"]
    assert (found["goal"], found["target"], found["complete"]) == ("road", "service", True)


def test_change_takes_goals_costs_concepts_and_a_game(run: Run, ferry: str) -> None:
    options = ["--hold", "town.pay,line.run", "--concept", "smr", "--concept", "symseq", "--bound", "2", "--stress"]
    more = ["--cost", "t2=2", "--reading", "Q=purse_first", "--set", "demand=0.2", "--view", "pessimist", "--json"]
    printed = json.loads(run("change", ferry, *options, *more).stdout)
    assert printed["assumptions"]["concepts"] == ["smr", "symseq"]
    assert printed["assumptions"]["drivers"] == {"demand": "0.2"}
    for found in printed["data"]["concepts"]:
        assert (found["goal"], found["state"], found["bound"], found["stress"]) == ("hold", 3, 2, True)
        assert found["prices"]["set"] == {"t2": "2"}


def test_responsibility(run: Run, ferry: str) -> None:
    done = run("responsibility", ferry)
    assert done.exit_code == 0
    assert "Blame" in done.stdout
    data = record(run("responsibility", ferry, "--weight", "pessimist=0", "--json").stdout, "responsibility")
    assert data["blame"] == data["views"][0]["degrees"]
    assert len(data["readings"]) == 2


def test_inverse(run: Run, ferry: str) -> None:
    done = run("inverse", "syria-iraq-1975", "1", "--vary", "syria", "--concept", "seq", "--list", "1")
    assert done.exit_code == 0
    assert "384 make it an equilibrium with everybody reckoning with answers that pay (SEQ)" in " ".join(
        done.stdout.split()
    )
    data = record(run("inverse", ferry, "start", "--concept", "gmr", "--full", "--json").stdout, "inverse")
    assert (data["state"], data["concepts"][0]["concept"]) == (0, "gmr")
