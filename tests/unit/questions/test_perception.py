"""Misperception in the sense of GMCR+: states that an actor does not perceive."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from countermove import CONCEPTS, UnknownName
from countermove.questions.perception import perception
from gmcr.formats import GmcrModel


def written(path: Path, unseen: list[Any]) -> Path:
    """A prisoner's dilemma in which Row does not perceive some states."""
    both = {"permittedDirection": "both"}
    data = {
        "options": [{"name": "Row defects", **both}, {"name": "Column defects", **both}],
        "decisionMakers": [
            {"name": "Row", "options": [0], "preferences": [[[1, "N"]], [[0, "Y"]]], "misperceptions": unseen},
            {"name": "Column", "options": [1], "preferences": [[[0, "N"]], [[1, "Y"]]], "misperceptions": []},
        ],
        "infeasibles": [],
    }
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_what_row_does_not_see_holds_states_up(tmp_path: Path) -> None:
    model = GmcrModel.read(written(tmp_path / "blind.gmcr", [[[0, "Y"]]]))
    found = perception(model)
    assert found.unseen == {"Row": 2}
    nash = found.by_concept[0]
    assert nash.complete.tolist() == [3]
    assert nash.perceived.tolist() == [2, 3], "Row never thinks of defecting, so Column alone does"
    assert nash.held_up.tolist() == [2]
    assert nash.missed.tolist() == []
    assert nash.waking == {2: ("Row",)}
    assert found.called[2] == "Column.Column_defects"


def test_whoever_perceives_everything_makes_no_difference(tmp_path: Path) -> None:
    found = perception(GmcrModel.read(written(tmp_path / "clear.gmcr", [])))
    assert found.unseen == {}
    for row, name in zip(found.by_concept, CONCEPTS, strict=True):
        assert row.concept == name
        assert row.perceived.tolist() == row.complete.tolist()
        assert row.held_up.size == row.missed.size == len(row.waking) == 0


def test_a_concept_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="Did you mean nash"):
        perception(GmcrModel.read(written(tmp_path / "clear.gmcr", [])), concepts=["nahs"])
