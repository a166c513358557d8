"""Pages and data of views, levers, roads and coalitions on cases of every kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from countermove import reports
from countermove.assessment import loads
from countermove.media import Sentence, Table, envelope, page_of, record_schema
from tests import flagship
from tests.conftest import require_module
from tests.unit.questions.assessments import pair
from tests.unit.reports.samples import FERRY, QUIET

__all__: list[str] = []


def told(record: object) -> str:
    """Everything that a page says, once its data is as its schema says."""
    jsonschema = require_module("jsonschema", "it checks records against their schemas")
    data = envelope(record)
    jsonschema.Draft202012Validator(record_schema(data["record"])).validate(data)
    parts = []
    for block in page_of(record).blocks:
        if isinstance(block, Sentence):
            assert block.text
            assert block.text.count("  ") == 0, block.text
            parts.append(block.text)
        else:
            assert isinstance(block, Table)
            assert all(len(row) == len(block.columns) for row in block.rows)
            parts += [cell for row in block.texts for cell in row]
    text = "\n".join(parts)
    assert "None" not in text
    return text


@pytest.mark.level("judge", but=8)
@pytest.mark.level("all", but=3)
@pytest.mark.parametrize("seed", range(600, 640))
def test_any_case_can_be_told(seed: int, tmp_path: Path) -> None:
    given = pair(seed, claims=0)
    assessment = given.assessment
    file = tmp_path / "case.yaml"
    file.write_text(assessment.text, encoding="utf-8")
    view = [None, *given.document["views"]][seed % 3]
    selection = reports.select(view=view)
    held = dict(zip(assessment.actors, given.document["views"], strict=False))
    told(reports.ask("views", assessment, held={**dict.fromkeys(assessment.actors), **held}))
    told(reports.ask("levers", assessment, selection))
    game = reports.open_game(str(file), selection)
    told(reports.ask("roads", game))
    told(reports.ask("coalitions", game))


@pytest.mark.parametrize("name", ["elmira-1991", "elmira-1991-graph", "cuban-missile-crisis-1962", "syria-iraq-1975"])
def test_conflicts_alone_can_be_told(name: str) -> None:
    game = reports.open_game(name)
    told(reports.ask("roads", game))
    told(reports.ask("coalitions", game))


@pytest.mark.level("judge", but=1)
@pytest.mark.level("all")
@pytest.mark.parametrize("scenario", [None, "crisis", "door_shut", "pressure", "rapprochement", "us_engages"])
def test_korea_can_be_told_in_every_scenario(scenario: str | None) -> None:
    selection = reports.select(scenario=scenario)
    korea = flagship.korea()
    assert "United States" in told(reports.ask("views", korea, selection))
    assert "China" in told(reports.ask("levers", korea, selection))
    game = reports.game_of(korea, selection)
    assert "talks" in told(reports.ask("roads", game))
    assert "talks" in told(reports.ask("coalitions", game))


def test_one_uncertain_premise_is_not_told_as_many() -> None:
    assert "One premise may be false, true in 80% of draws" in told(reports.ask("robust", loads(QUIET)))


def test_the_page_of_levers_says_what_works_means() -> None:
    assert "an act works at those numbers at which it moves the actor to all that is shown here, or further" in told(
        reports.ask("levers", flagship.korea())
    )


def test_an_actor_moved_to_two_things_is_named_once() -> None:
    text = FERRY.replace("want: line.run implies town.pay}", "want: line.run iff town.pay}").replace(
        "want: not line.protest}", "want: not line.protest}\n      - {id: l4, want: line.whistle iff town.pay}"
    )
    text = text.replace("      protest:\n", "      whistle: {does: blows its whistle}\n      protest:\n")
    assert "Line runs the ferry and blows its whistle" in told(reports.ask("levers", loads(text))).splitlines()
