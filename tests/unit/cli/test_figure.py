"""countermove figure: writes pictures, shows tables, and says clearly what is wrong."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from xml.etree import ElementTree

from countermove.cli.completing import complete_figure
from countermove.report import record_schema
from countermove.report.figures.catalogue import FIGURES
from tests.conftest import require_module
from tests.unit.cli.conftest import Run

__all__: list[str] = []


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


def test_responsibility_is_drawn_for_the_drivers_that_are_set(run: Run) -> None:
    def degrees(*settings: str) -> list[str]:
        printed = run("figure", "korea-2021", "responsibility", "--bound", "2", "--json", *settings).stdout
        return [row[4] for row in json.loads(printed)["data"]["rows"][:4]]

    assert degrees() == ["0", "1", "0", "0"]
    assert degrees("--set", "window=0.1") == ["1/2", "1/2", "0", "0"]


def test_json_holds_the_picture_and_its_table(run: Run, ferry: str) -> None:
    jsonschema = require_module("jsonschema", "it checks records against their schemas")
    printed = json.loads(run("figure", ferry, "claims", "--json", "--width", "500").stdout)
    jsonschema.Draft202012Validator(record_schema("figure")).validate(printed)
    assert printed["data"]["width"] == 500
    assert printed["data"]["svg"].startswith("<svg ")
    assert [row[0] for row in printed["data"]["rows"]] == ["A", "B", "C", "D", "E"]


def test_mistakes_get_one_clear_message(run: Run, ferry: str, tmp_path: Path) -> None:
    for arguments, told in (
        (["figure", ferry, "stats"], "Did you mean states?"),
        (["figure", "states", ferry], f"countermove figure {ferry} states"),
        (["figure", ferry, "states", "--theme", "drak"], "Did you mean dark?"),
        (["figure", ferry, "states", "-o", str(tmp_path / "s.gif")], "written as .svg, .png or .csv"),
        (["figure", ferry, "states", "--width", "5"], "240 to 4000"),
        (["figure", ferry, "phase"], "Fewer than two drivers tip it alone: the case has only demand."),
        (["figure", "korea-2021", "phase", "--vary", "window"], "name two, as in --vary rivalry --vary shared."),
        (["figure", ferry, "tornado", "--of", "Z"], "is not a claim here"),
        (["figure", ferry, "tornado", "--of", "9" * 5000], "is not a claim here"),
        (["figure", "elmira-1991", "claims"], "conflict alone"),
        (["figure", ferry, "claims", "--view", "pessimist"], "Each claim says of which scenario and view it is"),
        (["figure", ferry, "matrix", "--set", "demand=0.1"], "Each claim says of which game it is"),
        (["figure", ferry, "responsibility", "--view", "pessimist"], "goes through every view: name none."),
    ):
        done = run(*arguments)
        assert done.exit_code == 2, arguments
        assert told in " ".join(done.stderr.split()), arguments
        assert "Traceback" not in done.stderr


def test_completion_offers_the_figures_there_are() -> None:
    assert set(complete_figure("")) == set(FIGURES)
    assert complete_figure("l") == ["levers", "longrun"]
