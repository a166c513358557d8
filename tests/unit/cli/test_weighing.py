"""countermove tipping, together, redteam, matrix and diff: what they print, and how they end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Run
from tests.unit.cli.test_commands import record
from tests.unit.reports.samples import FERRY, TWO_DRIVERS

__all__: list[str] = []


@pytest.fixture
def later(tmp_path: Path) -> str:
    """A later version of the ferry."""
    path = tmp_path / "later.yaml"
    path.write_text(FERRY.replace("now: 0.6", "now: 0.4"), encoding="utf-8")
    return str(path)


@pytest.fixture
def two(tmp_path: Path) -> str:
    """The ferry with two drivers."""
    path = tmp_path / "two.yaml"
    path.write_text(TWO_DRIVERS, encoding="utf-8")
    return str(path)


@pytest.mark.level("all", but=2)
@pytest.mark.parametrize("drivers", [[], ["demand"], ["demand", "tide"]])
def test_tipping(run: Run, two: str, drivers: list[str]) -> None:
    done = run("tipping", two, *drivers)
    assert (done.exit_code, done.stderr) == (0, "")
    data = record(run("tipping", two, *drivers, "--json").stdout, "tipping")
    assert data["drivers"] == (drivers or ["demand", "tide"])
    assert all((tip["diagram"] is not None) == (len(data["drivers"]) == 2) for tip in data["tips"])


def test_tipping_takes_a_game_claims_and_concepts(run: Run, ferry: str) -> None:
    options = ["--reading", "Q=purse_first", "--scenario", "gift", "--view", "pessimist", "--set", "demand=0.2"]
    printed = json.loads(run("tipping", ferry, "demand", *options, "--claim", "A", "--concept", "seq", "--json").stdout)
    assert printed["assumptions"]["reading"] == {"Q": "purse_first"}
    assert (printed["assumptions"]["scenario"], printed["assumptions"]["view"]) == ("gift", "pessimist")
    assert printed["assumptions"]["drivers"] == {"demand": "0.2"}
    assert printed["assumptions"]["concepts"] == ["seq"]
    assert [tip["claim"] for tip in printed["data"]["tips"]] == [None, None, None, "A"]
    assert printed["data"]["tips"][0]["now"] == {"demand": "1/5"}


def test_together(run: Run, ferry: str) -> None:
    done = run("together", ferry)
    assert done.exit_code == 0
    data = record(run("together", ferry, "--claim", "A", "--claim", "C", "--json").stdout, "together")
    assert data["claims"] == ["A", "C"]
    assert run("together", ferry, "--full").exit_code == 0


def test_redteam(run: Run, ferry: str) -> None:
    done = run("redteam", ferry)
    assert done.exit_code == 0
    assert "Costs: tactical 1, strategic 3, driver 2, answer 1 and concept 1." in " ".join(done.stdout.split())
    printed = json.loads(run("redteam", ferry, "A", "--bound", "1", "--cost", "driver=5", "--json").stdout)
    assert printed["assumptions"]["bound"] == printed["data"]["bound"] == 1
    assert [claim["id"] for claim in printed["data"]["claims"]] == ["A"]
    assert printed["data"]["prices"]["driver"] == "5"
    record(json.dumps(printed), "redteam")


def test_matrix(run: Run, ferry: str) -> None:
    assert run("matrix", ferry).exit_code == 0
    data = record(run("matrix", ferry, "--claim", "A", "--json").stdout, "matrix")
    assert data["claims"] == ["A"]
    done = run("matrix", ferry, "--csv")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0].startswith("premise,kind,actor,value,diagnosticity,bears_on,among,A,B,")


def test_diff(run: Run, ferry: str, later: str) -> None:
    done = run("diff", ferry, later)
    assert done.exit_code == 0
    assert "because demand is now 0.40, before 0.60." in " ".join(done.stdout.split())
    printed = json.loads(run("diff", ferry, later, "--json").stdout)
    assert printed["case"] == ["ferry", "later"]
    assert len(printed["digest"]) == 2
    record(json.dumps(printed), "diff")
    assert run("diff", ferry, ferry).stdout.splitlines()[-1] == "The two files say the same."
