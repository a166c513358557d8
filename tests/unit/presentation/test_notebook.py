"""Records in notebooks: registered by name, shown as escaped HTML, and nothing loaded before."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest

import countermove as cm
from countermove import notebook, reports
from countermove.assessment import loads
from countermove.media.notebook import html_of_record
from countermove.media.records import KINDS
from tests.conftest import require_module
from tests.unit.presentation.hostile import HOSTILE
from tests.unit.reports.samples import FERRY

__all__: list[str] = []


def test_every_type_that_is_named_exists_and_every_record_with_a_page_is_named() -> None:
    named = set(notebook.shown())
    for module, name in named:
        assert isinstance(getattr(importlib.import_module(module), name), type)
    told = {kind.record.partition(":")[2] for kind in KINDS.values()}
    about_files = {"ConvertRecord", "DrawnRecord", "GamesRecord", "NewRecord", "PublishedRecord", "WrittenReport"}
    assert told - about_files <= {name for _, name in named}


def test_records_show_what_they_say() -> None:
    assessment = loads(FERRY, file="ferry.yaml")
    assert "Does it come to service?" in html_of_record(reports.assess(assessment))
    claim = cm.check(assessment)[0]
    html = html_of_record(claim)
    assert 'class="grid"' in html
    assert f"{claim.id}: {claim.word}." in html
    assert assessment.digest in html_of_record(assessment)
    games = html_of_record(reports.list_games())
    assert "GamesRecord" not in games, "it is shown by its page, not field by field"
    assert "Stag Hunt" in games
    assert "<td" in html_of_record(cm.solve(assessment.conflict()))


def test_conflicts_and_what_solves_them_show_states_by_their_labels() -> None:
    graph = cm.Conflict.from_arcs(
        states=["peace", "war"],
        arcs={"A": [("peace", "war")], "B": [("war", "peace")]},
        preferences={"A": cm.Ranking(["war", "peace"]), "B": cm.Ranking(["peace", "war"])},
        start="war",
    )
    html = html_of_record(graph)
    assert ">*war<" in html
    assert ">peace<" in html
    assert ">Code<" not in html
    shown = (
        cm.solve(graph, concepts="gmr"),
        cm.solve_coalition(graph, concepts="cgmr", coalition="A"),
        cm.solve_maximin(graph, horizon=2),
    )
    more = (
        cm.solve_relation(graph, preferences={}),
        cm.why(graph, "peace", actor="A"),
    )
    for record in (*shown, *more):
        assert "war" in html_of_record(record), record
    options = loads(FERRY).conflict()
    assert "<td" in html_of_record(options)
    assert options.label(int(options.states[-1])) in html_of_record(options)
    assert "Chicken" in html_of_record(cm.load_conflict("chicken"))


def test_an_assessment_shows_its_answer_then_its_pictures_and_folds_the_rest() -> None:
    record = reports.assess(loads(FERRY, file="ferry.yaml"))
    html = html_of_record(record)
    order = [
        html.index(part)
        for part in (
            "Does it come to service?",
            'class="countermove-lanes"',
            'class="countermove-claims"',
            "<details><summary>Everything</summary>",
        )
    ]
    assert order == sorted(order)
    assert html.endswith("</details>")
    assert len(repr(record)) <= 200


def test_a_small_game_shows_its_whole_graph_and_a_large_one_its_states() -> None:
    game = cm.load_conflict("elmira-1991").conflict
    assert 'class="countermove-graph"' in html_of_record(game)
    solved = html_of_record(cm.solve(game, concepts="nash"))
    assert 'class="countermove-graph"' in solved
    assert "M.modify" in solved, "states are told by their labels"
    large = cm.Conflict.from_options(
        actors={"A": list("abcd"), "B": list("efg")}, preferences={"A": ["a"], "B": ["e"]}, start=None
    )
    assert "countermove-graph" not in html_of_record(large)
    assert "(the first 24 of 128)" in html_of_record(large)


@pytest.mark.level("all")
def test_every_record_that_the_docs_show_has_html() -> None:
    ferry = loads(FERRY, file="ferry.yaml")
    asked = ("change", "roads", "coalitions", "longrun", "levers", "matrix", "responsibility", "together", "robust")
    for name in (*asked, "redteam", "views"):
        record = getattr(importlib.import_module(f"countermove.questions.{name}.compute"), name)(ferry)
        assert type(record).__name__ in {name for names in notebook.SHOWN.values() for name in names}
        assert f"{type(record).__name__}: " in html_of_record(record)
    with pytest.raises(TypeError, match="int is not a record"):
        html_of_record(3)


def test_nothing_of_a_case_becomes_markup() -> None:
    assessment = loads(HOSTILE, file="<b>.yaml")
    for record in (reports.assess(assessment), assessment, *cm.check(assessment)):
        html = html_of_record(record)
        assert "<img" not in html
        assert "<b>.yaml" not in html
        assert "<script" not in html


@pytest.mark.level("all")
def test_ipython_asks_for_html_of_its_own_accord() -> None:
    require_module("IPython", "it is what notebooks run on")
    code = """
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
import sys, countermove as cm
assert "countermove.media" not in sys.modules
game = cm.Conflict.from_options(actors={"A": ["a"]}, preferences={"A": ["a"]})
data, _ = shell.display_formatter.format(cm.solve(game))
print(data["text/html"].count("<table"))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.split() == ["1"]


def test_the_extension_registers_with_any_shell() -> None:
    asked: list[tuple[str, str]] = []

    class Formatter:
        def for_type_by_name(self, module: str, name: str, show: object) -> None:
            asked.append((module, name))

    class Display:
        formatters = {"text/html": Formatter()}  # noqa: RUF012

    class Shell:
        display_formatter = Display()

    cm.load_ipython_extension(Shell())
    assert ("gmcr.stability.solve", "Stability") in asked
