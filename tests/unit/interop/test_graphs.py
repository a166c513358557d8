from __future__ import annotations

import builtins
import json
from pathlib import Path
from typing import Any

import pytest

from countermove.assessment.conflicts import load_conflict
from gmcr import Conflict, CountermoveError, MissingExtra, Ranking, SizeError, solve, to_networkx, write_graphml
from gmcr.formats import graph_data, graphs, write_graph_json
from tests.conftest import require_module

NAMES = ["elmira-1991", "elmira-1991-graph", "cuban-missile-crisis-1962"]


@pytest.mark.parametrize("name", NAMES)
def test_the_graph_holds_states_moves_ranks_and_stabilities(name: str) -> None:
    conflict = load_conflict(name).conflict
    data = graph_data(conflict)
    stability = solve(conflict)
    assert [node["id"] for node in data["nodes"]] == conflict.states.tolist()
    assert [node["ordered"] for node in data["nodes"]] == list(range(1, conflict.states.size + 1))
    for actor in conflict.actors:
        assert [node["ranks"][actor] for node in data["nodes"]] == conflict.ranks(actor).tolist()
        for concept in stability.concepts:
            stable = [actor in node["stable"][concept] for node in data["nodes"]]
            assert stable == stability.stable(concept, actor).tolist()
        for improvements in (False, True):
            edges = {
                (edge["source"], edge["target"])
                for edge in data["edges"]
                if edge["actor"] == actor and (edge["improvement"] or not improvements)
            }
            assert edges == {
                (source, target)
                for source in conflict.states.tolist()
                for target in conflict.moves(source, actor=actor, improvements=improvements).tolist()
            }
    for concept in stability.concepts:
        equilibria = [node["id"] for node in data["nodes"] if concept in node["equilibrium"]]
        assert equilibria == stability.equilibria(concept).tolist()
    assert all(("on" in node) is bool(conflict.options) for node in data["nodes"])


def test_json_holds_the_same(tmp_path: Path) -> None:
    conflict = load_conflict("elmira-1991").conflict
    write_graph_json(conflict, tmp_path / "out.graph.json", concepts=["nash"])
    data = json.loads((tmp_path / "out.graph.json").read_text(encoding="utf-8"))
    assert data == graph_data(conflict, concepts=["nash"])
    assert data["format"] == "countermove-state-graph"


@pytest.mark.parametrize("name", NAMES)
def test_graphml_is_read_back_by_networkx(tmp_path: Path, name: str) -> None:
    networkx = require_module("networkx", "it reads GraphML")
    conflict = load_conflict(name).conflict
    path = tmp_path / "out.graphml"
    write_graphml(conflict, path)
    graph = networkx.read_graphml(path, node_type=int, force_multigraph=True)
    data = graph_data(conflict)
    assert graph.number_of_nodes() == len(data["nodes"])
    assert graph.number_of_edges() == len(data["edges"])
    for node in data["nodes"]:
        flat = graph.nodes[node["id"]]
        assert flat["label"] == node["label"]
        assert flat["nash equilibrium"] is ("nash" in node["equilibrium"])
        assert all(flat[f"rank {actor}"] == rank for actor, rank in node["ranks"].items())
    assert sum(flat["start"] for _, flat in graph.nodes(data=True)) == 1
    moves = {(a, b, flat["actor"]): flat["improvement"] for a, b, flat in graph.edges(data=True)}
    assert moves == {(e["source"], e["target"], e["actor"]): e["improvement"] for e in data["edges"]}
    with pytest.raises(CountermoveError, match="exists already"):
        write_graphml(conflict, path)


def test_sizes_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SizeError, match="65,536 states"):
        graph_data(Conflict.from_options(actors={"A": [f"o{k}" for k in range(17)]}, preferences={"A": ["o1"]}))
    monkeypatch.setattr(graphs, "MAX_EDGES", 10)
    with pytest.raises(SizeError, match="moves"):
        graph_data(load_conflict("elmira-1991").conflict)


def test_without_networkx_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    genuine = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "networkx":
            raise ModuleNotFoundError(name)
        return genuine(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtra, match=r"countermove\[interop\]") as caught:
        to_networkx(load_conflict("chicken").conflict)
    assert caught.value.extra == "interop"


def test_graphml_holds_no_name_that_xml_cannot(tmp_path: Path) -> None:
    require_module("networkx", "it writes GraphML")
    ranks = {"A": Ranking([["b"], ["a\x1b"]])}
    conflict = Conflict.from_arcs(states=["a\x1b", "b"], arcs={"A": [("a\x1b", "b")]}, preferences=ranks)
    with pytest.raises(CountermoveError, match=r"^A name holds U\+001B, which no GraphML can"):
        write_graphml(conflict, tmp_path / "x.graphml")
    assert not list(tmp_path.iterdir())
