"""countermove figure: writes pictures, shows tables, and says clearly what is wrong."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from countermove.catalogue import PICTURES
from countermove.cli.completion import complete_figure
from countermove.media import record_schema
from countermove.presentation.figure import Figure
from tests.conftest import require_module
from tests.unit.cli.conftest import Run

__all__: list[str] = []

pytestmark = pytest.mark.usefixtures("solved_once")


def test_a_figure_is_written_by_its_suffix_and_never_over_another(run: Run, ferry: str, tmp_path: Path) -> None:
    picture, table = tmp_path / "s.svg", tmp_path / "s.csv"
    done = run("figure", ferry, "states", "-o", str(picture))
    assert done.exit_code == 0
    assert "(states)." in done.stdout
    ElementTree.parse(picture)
    assert run("figure", ferry, "states", "-o", str(table)).exit_code == 0
    rows = list(csv.reader(table.read_text(encoding="utf-8").splitlines()))
    assert rows[0][:3] == ["From", "State", "Who"]
    again = run("figure", ferry, "states", "-o", str(picture))
    assert again.exit_code == 2
    assert "exists already" in again.stderr
    assert run("figure", ferry, "states", "-o", str(picture), "--force", "--theme", "dark").exit_code == 0
    assert "#14181B" in picture.read_text(encoding="utf-8")


def test_without_a_file_the_table_is_shown(run: Run, ferry: str) -> None:
    done = run("figure", ferry, "states", "--scenario", "gift")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0].endswith("and this follows")
    assert any(line.startswith("From") for line in lines)


def test_on_a_narrow_terminal_each_row_of_a_wide_table_is_a_paragraph(run: Run, ferry: str) -> None:
    shown = run("figure", ferry, "wants").stdout
    lines = shown.splitlines()
    town = lines.index("Town")
    assert lines[town + 1].startswith("  Rank: 1; Want: t1; In force: ")
    assert max(map(len, lines)) <= 80
    assert ": ;" not in shown, "what is empty is left out"
    narrow = run("figure", ferry, "states", "--scenario", "gift").stdout
    assert "\nFrom  " in narrow, "a table that fits is a table"


def test_columns_in_which_every_cell_is_empty_are_left_out(run: Run, ferry: str) -> None:
    header = json.loads(run("figure", ferry, "claims", "--json").stdout)["data"]["columns"]
    assert "Held by" in header
    shown = " ".join(run("figure", ferry, "claims").stdout.split())
    rows = json.loads(run("figure", ferry, "claims", "--json").stdout)["data"]["rows"]
    for place, title in enumerate(header):
        assert (f"{title}: " in shown) is (place > 0 and any(row[place] for row in rows)), title


def test_letters_that_no_typeface_has_are_told_of_a_png_alone(
    run: Run, ferry: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def png(self: Figure, path: str, *, force: bool = False) -> None:
        Path(path).write_bytes(b"drawn")

    monkeypatch.setattr(Figure, "to_png", png)
    monkeypatch.setattr("countermove.reports.figure.with_resvg", lambda letter: b"box")
    case = tmp_path / "letters.yaml"
    case.write_text(Path(ferry).read_text(encoding="utf-8").replace("name: Town", "name: ኢትዮጵያ"), encoding="utf-8")
    told = run("figure", str(case), "wants", "-o", str(tmp_path / "w.png"))
    assert told.exit_code == 0
    assert "No typeface here has all of the Ethiopic in it" in told.stdout
    assert "No typeface" not in run("figure", str(case), "wants", "-o", str(tmp_path / "w.svg")).stdout
    assert "No typeface" not in run("figure", ferry, "wants", "-o", str(tmp_path / "f.png")).stdout


@pytest.mark.level("all")
def test_responsibility_is_drawn_for_the_drivers_that_are_set(run: Run) -> None:
    def degrees(*settings: str) -> list[str]:
        printed = run("figure", "korea-2021", "responsibility", "--bound", "2", "--json", *settings).stdout
        return list(json.loads(printed)["data"]["rows"][0][3:7])

    assert degrees() == ["0", "1", "0", "0"]
    assert degrees("--set", "window=0.1") == ["1/2", "1/2", "0", "0"]


def test_json_holds_the_picture_and_its_table(run: Run, ferry: str) -> None:
    jsonschema = require_module("jsonschema", "it checks records against their schemas")
    printed = json.loads(run("figure", ferry, "claims", "--json", "--width", "500").stdout)
    jsonschema.Draft202012Validator(record_schema("figure")).validate(printed)
    assert printed["data"]["width"] == 500
    assert printed["data"]["svg"].startswith("<svg ")
    assert [row[0] for row in printed["data"]["rows"]] == ["A", "B", "C", "D", "E"]


def test_what_is_selected_is_followed_by_the_figures_of_claims_premises_and_views(run: Run, ferry: str) -> None:
    """They went through games of their own, and refused what was selected."""

    def rows(name: str, *selected: str) -> list[list[str]]:
        found: list[list[str]] = json.loads(run("figure", ferry, name, "--json", *selected).stdout)["data"]["rows"]
        return found

    assert [row[:2] for row in rows("claims", "--view", "pessimist")] == [
        ["A", "follows, as long as nobody wants otherwise"],
        ["B", "unsupported"],
        ["C", "contradicted"],
        ["D", "unsupported"],
        ["E", "unsupported"],
    ]
    assert [row[1] for row in rows("claims")] == [
        "follows, as long as nobody wants otherwise",
        "contradicted",
        "contradicted",
        "contradicted",
        "restates a premise",
    ]
    assert [(row[0], row[3], row[4]) for row in rows("matrix", "--set", "demand=0.1")] == [
        ("t2", "A", "1"),
        ("t2", "C", "-1"),
        ("demand = 0.1", "E", "-1/5"),
    ]
    degrees = [(row[0], *row[3:5]) for row in rows("responsibility", "--view", "pessimist")]
    assert degrees[0] == ("Town (pessimist)", "0", "0")
    assert [row[3:5] for row in rows("responsibility")][:2] == [["1", "0"], ["0", "0"]]


def test_completion_offers_the_figures_there_are() -> None:
    assert set(complete_figure("")) == set(PICTURES)
    assert complete_figure("l") == ["lanes", "levers", "longrun"]
