"""The suite as tables: what is committed is what is written, and the tables alone say what the definitions give."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest

from countermove.assessment.bundle import conflict_content, conflict_names, conflict_source
from countermove.cli.completion import bundled_cases
from countermove.reports.cases.suite import SUITE_LICENCE, SUITE_VERSION, suite_files, write_suite
from gmcr.base.errors import CountermoveError
from tests.conftest import ROOT
from tests.judge import individual
from tests.judge.graph import Graph, equilibria, stable_states

__all__: list[str] = []

FOLDER = ROOT / "docs" / "examples" / "suite"


@pytest.fixture(scope="module")
def files() -> Mapping[str, str]:
    return suite_files()


def rows(files: Mapping[str, str], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[name])))


def test_what_is_committed_is_what_make_suite_writes(files: Mapping[str, str]) -> None:
    assert {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()} == files


def test_the_tables_alone_give_what_is_expected(files: Mapping[str, str]) -> None:
    """Every expected set, from states, arcs and ranks as any program would read them, by the judge's definitions."""
    states, arcs, ranks = defaultdict[str, list[int]](list), {}, {}
    for row in rows(files, "states.csv"):
        states[row["case"]].append(int(row["state"]))
    for row in rows(files, "ranks.csv"):
        actors = ranks.setdefault(row["case"], {}).setdefault(row["actor"], {})
        actors[int(row["state"])] = int(row["rank"])
        arcs.setdefault(row["case"], {}).setdefault(row["actor"], {s: set() for s in states[row["case"]]})
    for row in rows(files, "arcs.csv"):
        arcs[row["case"]][row["actor"]][int(row["from"])].add(int(row["to"]))
    graphs = {case: Graph(tuple(states[case]), tuple(ranks[case]), arcs[case], ranks[case]) for case in states}
    expected = rows(files, "expected.csv")
    assert {row["case"] for row in expected} == set(graphs) == set(conflict_names())
    for row in expected:
        graph, concept = graphs[row["case"]], individual.CONCEPTS[row["concept"]]
        found = stable_states(graph, concept, row["actor"]) if row["actor"] else equilibria(graph, concept)
        assert sorted(found) == [int(state) for state in row["states"].split()], row
    wrong = {(row["case"], row["concept"], row["actor"]) for row in expected if row["printed"] == "wrong"}
    assert {case for case, *_ in wrong} == {"garrison", "dvd-1995", "dvd-1995-disturbed"}
    assert ("dvd-1995", "seq", "alliance") in wrong


def test_the_suite_says_its_version_its_licence_and_its_sources(files: Mapping[str, str], tmp_path: Path) -> None:
    about = json.loads(files["suite.json"])
    assert (about["version"], about["licence"]) == (SUITE_VERSION, SUITE_LICENCE)
    assert list(about["cases"]) == list(conflict_names())
    assert all(case["citation"] for case in about["cases"].values())
    assert "CC0 1.0" in files["LICENCE.txt"]
    assert len(write_suite(tmp_path)) == len(files)
    with pytest.raises(CountermoveError, match="exists already"):
        write_suite(tmp_path)


def test_a_conflict_lies_in_the_folder_of_its_citation() -> None:
    assert conflict_source("garrison") == "gmcr-plus"
    assert set(conflict_names()) <= set(bundled_cases())
    assert all(conflict_content(name).startswith(b"conflict: 1\n") for name in conflict_names())
