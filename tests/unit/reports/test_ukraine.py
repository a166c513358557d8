"""The bundled speech before the invasion: what it says is kept, and every later fact has its source."""

from __future__ import annotations

from collections import Counter

import pytest
from typer.testing import CliRunner

import countermove as cm
from countermove.cli import app
from countermove.reports import lint_files
from countermove.verdicts.answers.compute import answers
from countermove.verdicts.observations import observed

__all__: list[str] = []


@pytest.mark.level("all")
def test_answers_and_verdicts_are_as_the_page_tells_them() -> None:
    ukraine = cm.load("ukraine-2022")
    asked = {item.id: item.first for item in answers(ukraine).questions}
    assert {name: item.answer for name, item in asked.items()} == {
        "K1": "it depends",
        "K2": "it depends",
        "K3": "yes",
        "K4": "it depends",
    }
    assert {name: item.base for name, item in asked.items()} == dict.fromkeys(asked, "yes")
    verdicts = {claim.id: claim.verdict for claim in cm.check(ukraine)}
    assert [name for name, verdict in verdicts.items() if verdict == "follows"] == ["C06", "C11", "C16"]
    assert [name for name, verdict in verdicts.items() if verdict == "contradicted"] == ["C06d"]


def test_the_first_screen_says_what_alone_fits_what_happened() -> None:
    screen = CliRunner().invoke(app, ["assess", "ukraine-2022"], env={"COLUMNS": "80", "NO_COLOR": "1"}).stdout
    assert "Only if Moscow wants arms control near its borders (O1)" in screen
    assert "As argued, things do not stay as they are: Russia settles" in screen
    assert "it fits only" in " ".join(screen.split())


def test_what_happened_refutes_the_reading_under_which_the_threat_works() -> None:
    since = observed(cm.load("ukraine-2022"))
    assert since is not None
    assert since.base_out
    assert not since.nothing_left
    assert dict(since.left)["O2"] == ("bearable", "disbelieved")


def test_lint_has_remarks_of_two_kinds_only() -> None:
    (file,) = lint_files(["ukraine-2022"]).files
    assert Counter(problem.code for problem in file.problems) == {"restates": 6, "unsaid-number": 3}


@pytest.mark.parametrize("name", ["korea-2021", "ukraine-2022"])
def test_what_came_of_it_has_sources_with_addresses(name: str) -> None:
    document = cm.load(name).document
    for item in [*document.observations.values(), *document.resolutions.values()]:
        places = [place for place in item.at if place.source is not None]
        assert places, item
        assert all(document.sources[place.source or ""].url for place in places)
