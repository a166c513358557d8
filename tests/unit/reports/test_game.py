"""One game out of whatever is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from countermove import AssessmentError, CountermoveError, UnknownName, reports
from countermove.assessment.conflicts import load_conflict
from gmcr.logic import Not, OptionAtom
from tests.unit.reports.samples import FERRY, blind

__all__: list[str] = []


def test_an_assessment_gives_the_selected_game_and_its_words(tmp_path: Path) -> None:
    file = tmp_path / "ferry.yaml"
    file.write_text(FERRY, encoding="utf-8")
    game = reports.open_game(str(file), reports.select(scenario="gift"))
    assert game.assessment is not None
    assert game.conflict.start == 1
    assert game.glossary.options["town.pay"] == "pays for the ferry"
    frame = game.frame(("nash",))
    assert (frame.case, frame.digest, frame.assumptions.scenario) == ("ferry", game.assessment.digest, "gift")


def test_a_bundled_conflict_has_its_titles_for_words() -> None:
    game = reports.open_game("elmira-1991")
    assert game.assessment is None
    assert game.digest == load_conflict("elmira-1991").digest
    assert game.glossary.actors["U"] == "Uniroyal"
    assert game.frame(("nash",)).assumptions.reading == {}


def test_files_of_other_programs_are_conflicts_too(tmp_path: Path) -> None:
    game = reports.open_game(str(blind(tmp_path / "blind.gmcr")))
    assert game.conflict.actors == ("Row", "Column")
    assert len(game.digest) == 64


def test_a_conflict_file_is_told_from_an_assessment(tmp_path: Path) -> None:
    file = tmp_path / "small.yaml"
    file.write_text(
        "conflict: 1\nactors:\n  A: {options: {a: {}}, wants: [a]}\n  B: {options: {b: {}}, wants: [not a]}\n",
        encoding="utf-8",
    )
    game = reports.open_game(str(file))
    assert game.assessment is None
    assert [want.want for want in game.glossary.games[None].wants.values()] == [
        OptionAtom("A.a"),
        Not(OptionAtom("A.a")),
    ]


def test_what_makes_no_sense_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CountermoveError, match="is a bare conflict"):
        reports.open_game("elmira-1991", reports.select(scenario="x"))
    with pytest.raises(AssessmentError, match="no such file"):
        reports.open_game("elmira-1919")
    with pytest.raises(AssessmentError, match="no such file"):
        reports.open_game(str(tmp_path / "none.gmcr"))
    file = tmp_path / "ferry.yaml"
    file.write_text(FERRY, encoding="utf-8")
    with pytest.raises(UnknownName, match="Did you mean gift"):
        reports.open_game(str(file), reports.select(scenario="gitf"))
