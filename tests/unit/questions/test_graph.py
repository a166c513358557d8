"""The whole graph: its moves and equilibria are the judge's, and what is drawn is what was found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

import countermove as cm
from countermove.assessment.conflicts import conflict_cases
from countermove.catalogue import picture_named
from countermove.context.answer import Answer, ask
from countermove.context.game import open_game
from countermove.interop.conversion import save_conflict
from countermove.presentation.figure import Figure
from countermove.questions.graph.compute import WholeGraph, graph
from countermove.questions.graph.grid_sheet import grid_of
from countermove.questions.graph.levels_sheet import levels_of
from countermove.questions.graph.sheet import lines_of
from countermove.reports.figure import Request, draw
from gmcr import Conflict
from gmcr.base.errors import SizeError
from tests.conftest import in_one_test
from tests.gmcr.stability.conflicts import conflict_of, graph_conflict
from tests.judge import definitions as judge
from tests.judge.strategies import conflict_graph, plain_graph, random_conflict, random_graph
from tests.unit.presentation.figures.checking import SVG, faults, markup_faults

__all__: list[str] = []

BUNDLED = [case.name for case in conflict_cases()]
CONCEPTS = {name: getattr(judge, name) for name in cm.CONCEPTS}


def compared(found: WholeGraph, expected: judge.Graph) -> None:
    """Whether a graph is the judge's."""
    assert [state.code for state in found.states] == list(expected.states)
    moves = {(move.source, move.actor, move.target) for move in found.moves}
    assert moves == {(s, i, q) for s in expected.states for i in expected.actors for q in judge.moves(expected, s, i)}
    gains = {(move.source, move.actor, move.target) for move in found.moves if move.better > 0}
    assert gains == {
        (s, i, q) for s in expected.states for i in expected.actors for q in judge.improvements(expected, s, i)
    }
    for name, concept in CONCEPTS.items():
        assert {state.code for state in found.equilibria(name)} == judge.equilibria(expected, concept)


@in_one_test("seed", range(12))
def test_random_graphs_are_those_of_the_judge(seed: int) -> None:
    rng = np.random.default_rng(seed)
    options, arcs = random_conflict(rng, options=2, bits=4), random_graph(rng, states=5)
    compared(graph(conflict_of(options)), conflict_graph(options))
    compared(graph(graph_conflict(arcs)), plain_graph(arcs))


@pytest.mark.parametrize("name", BUNDLED)
def test_bundled_conflicts_have_the_equilibria_that_were_printed(name: str) -> None:
    case = cm.load_conflict(name)
    found = graph(case.conflict)
    errata = {(item.concept, item.actor): {*item.states} for item in case.published.errata if item is not None}
    for concept in case.published.equilibria.keys() & {*cm.CONCEPTS}:
        codes = {*case.published.equilibria[concept]} ^ errata.get((concept, ""), set())
        assert {state.code for state in found.equilibria(concept)} == codes
    assert {state.number: state.code for state in found.states} == {case.ordered(s.code): s.code for s in found.states}


def test_only_the_concepts_asked_for_are_marked() -> None:
    found = graph(cm.load_conflict("elmira-1991").conflict, concepts=("gmr",))
    assert {state.equilibrium for state in found.states} == {(), ("gmr",)}


def test_too_many_states_are_counted_and_sent_elsewhere() -> None:
    with pytest.raises(SizeError, match=r"336 feasible states.*figure states"):
        graph(cm.load("korea-2021"))


# -- what is drawn -----------------------------------------------------------------------------------------------------


def shown(figure: Figure, kind: str) -> Iterator[tuple[dict[str, str], ElementTree.Element]]:
    """Groups of a kind: their data, and what is in them."""
    for element in ElementTree.fromstring(figure.svg).iter(f"{SVG}g"):
        if element.get("class") == kind:
            yield {key.removeprefix("data-"): value for key, value in element.attrib.items()}, element


def drawn_as_found(figure: Figure, answer: Answer) -> None:
    """Whether a picture shows all that was found, and nothing else."""
    found: WholeGraph = answer.record
    marks = {
        int(data["state"]): [circle.get("fill") == circle.get("stroke") for circle in element.iter(f"{SVG}circle")]
        for data, element in shown(figure, "state")
    }
    several = len(found.concepts) > 1
    assert marks == {
        state.code: [name in state.equilibrium for name in found.concepts] if state.equilibrium and several else []
        for state in found.states
    }
    borders = {
        int(data["state"]): sum(item.get("stroke-dasharray") is None for item in element.iter(f"{SVG}rect"))
        for data, element in shown(figure, "state")
    }
    assert borders == {state.code: 2 if state.equilibrium else 1 for state in found.states}
    halos = [
        int(data["state"])
        for data, element in shown(figure, "state")
        if any(item.get("stroke-dasharray") for item in element.iter(f"{SVG}rect"))
    ]
    assert halos == ([] if found.start is None else [found.start])
    heads: set[tuple[int, str, int, bool]] = set()
    for data, element in shown(figure, "move"):
        ends = int(data["tail"]), int(data["head"])
        for (tail, head), path in zip((ends, ends[::-1]), list(element.iter(f"{SVG}path"))[1:], strict=False):
            heads.add((tail, data["actor"], head, path.get("fill") == path.get("stroke")))
    assert heads == {(move.source, move.actor, move.target, move.better > 0) for move in found.moves}
    assert list(faults(figure)) == []
    assert list(markup_faults(figure)) == []
    assert len(figure.table.rows) == len(found.states)


def pictured(name: str, width: float, theme: str = "light", concepts: tuple[str, ...] = ()) -> None:
    request = Request(open_game(name), width=width, theme=theme, concepts=concepts)
    figure = draw("graph", request)
    drawn_as_found(figure, ask(picture_named("graph")[0], request.game, concepts=concepts or None))
    assert figure.width <= max(width, 430), "a small conflict fits, or nearly"


@pytest.mark.level("all")
@in_one_test("name", BUNDLED)
@in_one_test(("width", "theme"), [(760.0, "light"), (358.0, "dark")])
def test_the_pictures_of_bundled_conflicts_show_what_was_found(name: str, width: float, theme: str) -> None:
    pictured(name, width, theme)


def test_one_concept_needs_no_dots() -> None:
    pictured("elmira-1991", 760.0, concepts=("smr",))


@pytest.mark.level("all", but=2)
@pytest.mark.parametrize("seed", range(6))
def test_pictures_of_random_conflicts_show_what_was_found(seed: int, tmp_path: Path) -> None:
    rng = np.random.default_rng(100 + seed)
    for number, conflict in enumerate(
        (conflict_of(random_conflict(rng, options=2, bits=5)), graph_conflict(random_graph(rng, states=8)))
    ):
        file = str(tmp_path / f"{number}.yaml")
        save_conflict(conflict, file)
        request = Request(open_game(file), width=(760.0, 358.0)[seed % 2])
        drawn_as_found(draw("graph", request), ask(picture_named("graph")[0], request.game))


Points = list[tuple[float, float]]


def points_of(path: ElementTree.Element) -> Points:
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", path.get("d") or "")]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


@pytest.fixture(scope="module")
def elmira() -> Figure:
    return draw("graph", Request(open_game("elmira-1991-graph")))


def test_heads_stop_before_their_state_and_before_the_dashes_of_the_start(elmira: Figure) -> None:
    frames = {box.label: box for box in elmira.boxes if box.kind == "frame"}
    stops: dict[int, set[float]] = {}
    for data, element in shown(elmira, "move"):
        for end, path in zip(("head", "tail"), list(element.iter(f"{SVG}path"))[1:], strict=False):
            x, y = points_of(path)[0]
            frame = frames[f"state {data[end]}"]
            across = max(frame.x - x, x - frame.x - frame.width)
            down = max(frame.y - y, y - frame.y - frame.height)
            stops.setdefault(int(data[end]), set()).add(round(max(across, down), 1))
    assert stops == {code: {4.0 if code == 0 else 1.0} for code in range(9)}


@pytest.mark.parametrize("name", ["cuban-missile-crisis-1962", "elmira-1991"])
def test_in_a_table_too_arcs_lead_to_the_edge_of_their_state(name: str) -> None:
    figure = draw("graph", Request(open_game(name)))
    frames = {box.label: box for box in figure.boxes if box.kind == "frame"}
    arcs = 0
    for data, element in shown(figure, "move"):
        line, *heads = list(map(points_of, element.iter(f"{SVG}path")))
        arcs += len(line) > 2
        for end, head in zip(("head", "tail"), heads, strict=False):
            (x, y), frame = head[0], frames[f"state {data[end]}"]
            aside = max(frame.x - x, x - frame.x - frame.width, frame.y - y, y - frame.y - frame.height)
            assert 0 < aside < 5, data
    assert arcs > 3


def test_lines_leave_a_state_straight_up_or_down(elmira: Figure) -> None:
    lines = [list(map(points_of, element.iter(f"{SVG}path"))) for _, element in shown(elmira, "move")]
    bent = [line for line, *heads in lines if len(heads) == 1 and len(line) > 2]
    assert len(bent) > 9
    for line in bent:
        aside = [x for x, _ in line]
        assert abs(aside[1] - aside[0]) <= 0.01 * (max(aside) - min(aside)) + 0.02


def test_states_are_as_wide_as_the_lines_that_end_above_or_below_them_take(elmira: Figure) -> None:
    """Of those within a row one ends beside its state."""
    frames = {box.label.removeprefix("state "): box for box in elmira.boxes if box.kind == "frame"}
    above, below, level = Counter[str](), Counter[str](), Counter[str]()
    for data, _ in shown(elmira, "move"):
        first, second = sorted((data["tail"], data["head"]), key=lambda state: frames[state].y)
        if frames[first].y == frames[second].y:
            level.update((first, second))
        else:
            below[first] += 1
            above[second] += 1
    assert max(level.values()) > 1
    for state, frame in frames.items():
        ends = max(below[state], above[state] + max(level[state] - 1, 0))
        assert frame.width == max(46.0, 14.0 + 12 * ends), state


@pytest.mark.parametrize("name", ["prisoners-dilemma", "chicken", "Stag Hunt"])
def test_a_game_of_two_is_its_table_with_the_ranks_of_both(name: str) -> None:
    game = open_game(name)
    figure = draw("graph", Request(game))
    row, column = (game.conflict.ranks(actor).tolist() for actor in game.conflict.actors)
    frames = {box.label: box for box in figure.boxes if box.kind == "frame"}
    for place, code in enumerate(game.conflict.states.tolist()):
        inside = [box.label for box in figure.boxes if box.kind == "text" and box.inside(frames[f"state {code}"])]
        assert inside == [f"s{place + 1}", f"{row[place]}, {column[place]}"]
    assert frames["state 0"].y == frames["state 2"].y < frames["state 1"].y == frames["state 3"].y, "Row chooses rows"
    assert frames["state 0"].x == frames["state 1"].x < frames["state 2"].x == frames["state 3"].x
    assert list(faults(figure)) == []


# -- where states stand ------------------------------------------------------------------------------------------------


def table(conflict: Conflict, most: int) -> None:
    found = graph(conflict)
    on = {state.code: conflict.structure.on(state.code) for state in found.states}
    lines = lines_of(found.moves)
    grid = grid_of(on, conflict.actors, lines, most=most)
    if grid is None:
        return
    assert len(set(grid.place.values())) == len(found.states), "every state has a cell of its own"
    assert len(grid.columns) <= most
    for line in lines:
        (a, b), (c, d) = grid.place[line.tail], grid.place[line.head]
        assert (b == d) if line.actor in grid.across else (a == c), "a move runs along a row or a column"


@pytest.mark.level("all", but=9)
@pytest.mark.parametrize("seed", range(10))
def test_moves_run_along_rows_and_columns(seed: int) -> None:
    rng = np.random.default_rng(seed)
    conflict = conflict_of(random_conflict(rng, options=2, bits=5, infeasible=0.1))
    table(conflict, 4)
    table(conflict, 9)


@pytest.mark.parametrize("seed", range(10))
def test_improvements_run_downwards_or_in_circles(seed: int) -> None:
    plain = random_graph(np.random.default_rng(seed), states=7)
    found = graph(graph_conflict(plain))
    lines = lines_of(found.moves)
    levels = levels_of([state.code for state in found.states], lines)
    onward = {
        state.code: {line.head for line in lines if line.gains and line.tail == state.code} for state in found.states
    }

    def leads(code: int, target: int, seen: frozenset[int] = frozenset()) -> bool:
        return any(
            there == target or (there not in seen and leads(there, target, seen | {there})) for there in onward[code]
        )

    for line in lines:
        if line.gains:
            circle = leads(line.head, line.tail)
            assert (levels[line.tail] == levels[line.head]) if circle else (levels[line.tail] > levels[line.head])
    nash = {state.code for state in found.equilibria("nash")}
    assert {code for code in nash if levels[code]} == set(), "where nobody gains is the lowest row"
