"""views, levers, roads and coalitions: what they print, and how they end."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Run
from tests.unit.cli.test_commands import record
from tests.unit.reports.samples import QUIET, blind

__all__: list[str] = []


def words(text: str) -> str:
    return " ".join(text.split())


# --- views ---


@pytest.mark.level("all")
def test_views_says_what_washington_never_sees(run: Run) -> None:
    told = words(run("views", "korea-2021", "--full").stdout)
    assert "No misperception is needed" in told
    assert "North Korea would not answer; in the author's model the reply would be" in told
    assert "Under every concept, nothing that happens shows which is right" in told
    data = record(run("views", "korea-2021", "--json").stdout, "views")
    (belief,) = [item for item in data["beliefs"] if item["plays"]]
    assert (belief["view"], belief["want"], len(belief["self_confirming"])) == ("washington", "d4", 5)


def test_views_says_what_misperception_holds_up(run: Run) -> None:
    told = words(run("views", "korea-2021", "--scenario", "us_engages").stdout)
    assert "Misperception holds the status quo up with everybody looking one step ahead (Nash), fearing" in told
    assert (
        "reckoning with answers that pay (SEQ) or the same with a reply of their own (symmetric SEQ): everybody" in told
    )
    assert (
        "If the United States saw what the author sees instead of acting on its own view (washington), the status quo would break"
        in told
    )


def test_views_takes_who_holds_what(run: Run, ferry: str) -> None:
    told = words(run("views", ferry).stdout)
    assert "Town acts on a view of its own: the line does not care (pessimist)." in told
    assert "Line sees what the author sees." in told
    none = words(run("views", ferry, "--held", "town=author").stdout)
    assert "everybody sees the author's model" in none
    assert record(run("views", ferry, "--held", "line=pessimist", "--json").stdout, "views")["held"] == {
        "town": "pessimist",
        "line": "pessimist",
    }


def test_views_of_a_file_with_misperceptions(run: Run, tmp_path: Path) -> None:
    file = str(blind(tmp_path / "blind.gmcr"))
    told = words(run("views", file).stdout)
    assert "Row does not perceive two" in told or "Row does not perceive 2" in told
    assert "only until Row looks around" in told
    assert record(run("views", file, "--json").stdout, "perception")["unseen"] == {"Row": 2}


# --- levers ---


@pytest.mark.level("all")
def test_levers_says_who_moves_whom_and_where_the_lever_dies(run: Run) -> None:
    told = words(run("levers", "korea-2021").stdout)
    assert "nobody's act moves anybody on strategy" in told
    assert "strain >= 0.5" in told
    data = record(run("levers", "korea-2021", "--scenario", "pressure", "--json").stdout, "levers")
    assert [setting["scenario"] for setting in data["settings"]] == ["pressure"]


def test_levers_where_nobody_else_is(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "quiet.yaml"
    file.write_text(QUIET, encoding="utf-8")
    assert "No single act moves anybody else." in run("levers", str(file)).stdout


# --- roads ---


def test_roads_tells_a_road_with_its_reasons(run: Run) -> None:
    told = words(run("roads", "korea-2021", "--scenario", "us_engages", "--concept", "nash").stdout)
    assert "The road to state 650, under Nash" in told
    assert "Nobody turns back: - The United States would lose by it" in told
    assert "Two moves are enough, each to the gain of whoever makes it" in told


def test_roads_says_who_would_have_to_act_against_its_own_interest(run: Run) -> None:
    told = words(run("roads", "korea-2021", "--to", "talks").stdout)
    assert "No road leads away from the status quo under any concept." in told
    assert "Two moves are enough, but the United States would have to act against its own interest" in told
    assert record(run("roads", "korea-2021", "--json").stdout, "roads")["goal"]["formula"] == "talks"


def test_roads_where_nothing_is_wanted(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "quiet.yaml"
    file.write_text(QUIET, encoding="utf-8")
    told = words(run("roads", str(file)).stdout)
    assert (
        "With everybody looking one step ahead (Nash), fearing any answer (GMR), fearing any answer with "
        "a reply of their own (SMR), reckoning with answers that pay (SEQ) or the same with a reply of "
        "their own (symmetric SEQ), roads end where one chooses" in told
    )
    assert "no states" not in told
    assert record(run("roads", str(file), "--json").stdout, "roads")["goal"] is None


def test_roads_of_a_conflict_alone(run: Run) -> None:
    told = words(run("roads", "elmira-1991-graph").stdout)
    assert "roads end in s5" in told
    assert re.search(r"s8 all Ministry of the Environment and Uniroyal s5 ", told)


# --- coalitions ---


def test_coalitions_says_who_stands_in_the_way(run: Run) -> None:
    told = words(run("coalitions", "korea-2021").stdout)
    assert "No coalition of up to four actors can leave the status quo with a gain for all its members." in told
    assert "United States would lose" in told
    assert "in 16 of 32 readings" in told
    record(run("coalitions", "korea-2021", "--json").stdout, "coalitions")


def test_coalitions_elmira(run: Run) -> None:
    told = words(run("coalitions", "elmira-1991-graph", "--state", "s5").stdout)
    assert "Ministry of the Environment and Uniroyal could leave s5 together, and each would gain." in told
    assert "They could go to s8." in told
    assert "The state is an equilibrium under every concept" in told
    one = words(run("coalitions", "elmira-1991-graph", "--state", "s5", "--coalition", "M,L").stdout)
    assert "Ministry of the Environment and Local government cannot leave s5 with a gain for all of them." in one
    alone = words(run("coalitions", "elmira-1991-graph", "--state", "s5", "--coalition", "M").stdout)
    assert "Ministry of the Environment cannot leave s5 with a gain." in alone


def test_coalitions_tells_what_deters_them(run: Run) -> None:
    told = words(run("coalitions", "elmira-1991", "--state", "5").stdout)
    assert "Under CGMR and CSMR the others deter this: Uniroyal moves to state 25." in told
