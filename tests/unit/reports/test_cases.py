"""What is bundled, as it is browsed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from countermove import reports
from countermove.assessment import conflict_cases, game_2x2, games_2x2, load_conflict
from countermove.presentation.blocks import Table
from countermove.reports.cases.compute import (
    CasesRecord,
    GamesRecord,
    PublishedRecord,
    PublishedResult,
    published_record,
)
from countermove.reports.cases.text import printed_text, published_page
from gmcr.base.errors import CountermoveError, UnknownName

__all__: list[str] = []


def test_everything_that_is_bundled_is_listed() -> None:
    record = reports.list_cases()
    assert [case.name for case in record.conflicts] == [case.name for case in conflict_cases()]
    assert record.games == 78
    elmira = next(case for case in record.conflicts if case.name == "elmira-1991-graph")
    assert (elmira.options, elmira.states, elmira.actors[1]) == (0, 9, "Uniroyal")
    assert all(case.citation for case in record.conflicts)


@pytest.mark.parametrize("name", [case.name for case in conflict_cases()])
def test_what_was_published_comes_out(name: str) -> None:
    record = published_record(name)
    assert record.results
    assert all(item.comes_out for item in record.results)
    assert record.frame.digest == load_conflict(name).digest
    sets = [item for item in record.results if item.what not in ("rankings", "count")]
    mentioned = {code for item in sets for code in (*item.printed, *item.computed)}
    assert mentioned <= set(record.states)


def test_a_result_that_does_not_come_out_is_noticed() -> None:
    assert not PublishedResult("equilibria", "nash", (), None, (1, 2), (1,)).comes_out
    assert not PublishedResult("rankings", "seq", ("a",), 1, (420,), (384,)).comes_out
    assert not PublishedResult("improvement", "", ("a",), 1, (3,), (2, 4)).comes_out
    assert PublishedResult("improvement", "", ("a",), 1, (2,), (2, 4)).comes_out


def test_syria_and_iraq_say_where_print_differs() -> None:
    record = published_record("syria-iraq-1975")
    assert [(item.printed, item.computed) for item in record.results if item.what == "rankings"] == [
        ((240,), (240,)),
        ((384,), (384,)),
    ]
    (differs,) = record.differs
    assert (differs.printed, differs.computed) == (420, 384)
    assert record.states[6] == (6, 6, "syria.escalate, iraq.attack")


def test_one_of_them_by_name() -> None:
    korea = reports.show_case("korea-2021")
    assert isinstance(korea, CasesRecord)
    assert (len(korea.cases), korea.conflicts, korea.games) == (1, (), 0)
    assert isinstance(reports.show_case("chicken"), PublishedRecord)
    game = reports.show_case("stag hunt")
    assert isinstance(game, GamesRecord)
    assert game.games[0].name == "Stag Hunt"
    with pytest.raises(UnknownName, match=r"Did you mean chicken\?"):
        reports.show_case("chiken")
    with pytest.raises(UnknownName, match="2x2 game"):
        reports.show_case("2x2-1111-1111")


def test_all_games_of_two_are_listed_with_their_equilibria() -> None:
    games = reports.list_games().games
    assert [game.id for game in games] == [game.id for game in games_2x2()]
    dilemma = next(game for game in games if game.name == "Prisoner's Dilemma")
    assert dilemma.symmetric
    assert len(dilemma.equilibria["nash"]) == 1
    assert len(dilemma.equilibria["gmr"]) == 2


@pytest.mark.parametrize("name", ["2x2-1234-1243", "Chicken", "prisoner's dilemma"])
def test_a_game_of_two_is_opened(name: str) -> None:
    game = reports.open_game(name)
    assert game.name == game_2x2(name).id
    assert game.glossary.actors == {"row": "Row", "column": "Column"}
    with pytest.raises(CountermoveError, match="no readings"):
        reports.open_game(name, reports.select(scenario="x"))


def test_a_conversion_tells_what_is_lost(tmp_path: Path) -> None:
    done = reports.convert_case("elmira-1991", str(tmp_path / "e.nfg.yaml"))
    assert (done.read_as, done.written_as, done.lost) == ("conflict", "yaml", ())
    started = reports.convert_case("korea-2021", str(tmp_path / "k.gmcr"), reports.select(scenario="crisis"))
    assert started.read_as == "assessment"
    assert "drivers" in started.lost
    with pytest.raises(CountermoveError, match="exists already"):
        reports.convert_case("elmira-1991", str(tmp_path / "k.gmcr"))
    reports.convert_case("2x2-1234-1243", str(tmp_path / "k.gmcr"), force=True)
    assert reports.open_game(str(tmp_path / "k.gmcr")).conflict.states.size == 4


def test_what_was_published_is_a_table_beside_what_is_computed() -> None:
    """States by their numbers in the literature, numbers of rankings as they are."""
    page = published_page(published_record("syria-iraq-1975"))
    results = next(block for block in page.blocks if isinstance(block, Table))
    assert [column.title for column in results.columns] == ["Published", "As printed", "Computed"]
    assert results.rows[1] == ("Equilibria under GMR", "1, 6", "1, 6")
    assert results.rows[-2] == ("Strict rankings of Syria with 2 an equilibrium under Nash", "240", "240")
    assert ("Stable for Iraq under SIM", "2, 4, 5, 6", "2, 4, 5, 6") in results.rows


def test_an_erratum_is_counted_and_named() -> None:
    """A cell that is printed otherwise comes out of no table, and only a named one is an erratum."""
    record = published_record("us-dprk-2017-no-way-back")
    (result,) = record.results
    assert (result.printed, result.computed, result.errata) == ((0, 5, 10), (0, 5, 10, 12), (12,))
    assert (record.cells, record.reproduced, record.errata) == (12, 11, 1)
    assert printed_text(record) == "Of the twelve printed cells, 11 are reproduced. One is an erratum, named below."
    unnamed = replace(record, results=(replace(result, errata=()),), differs=())
    assert printed_text(unnamed) == "Of the twelve printed cells, 11 are reproduced. One is not."
    assert not replace(result, errata=(4,)).comes_out, "what comes out is no erratum"
    assert not unnamed.results[0].comes_out
