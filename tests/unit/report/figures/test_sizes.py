"""Pictures of models as they grow: fine grids, shares, folded ladders and endings, roads as a list."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from countermove.desk.glossary import ClaimText, QuestionText
from countermove.desk.state_graph import GraphStep, state_graph
from countermove.questions import ClaimVerdict
from countermove.report.figures import claims_grid
from countermove.report.figures import state_graph as state_picture
from tests.unit.report.figures.checking import faults, markup_faults
from tests.unit.report.figures.conftest import Drawer, game

__all__: list[str] = []


def verdicts(questions: int, answers: int) -> tuple[list[ClaimVerdict], object]:
    """Two claims over answers^questions readings, one of them with undefined cells, and the words for them."""
    names = {f"Q{k}": QuestionText(f"Question {k}?", {f"a{n}": None for n in range(answers)}) for k in range(questions)}
    readings = answers**questions
    values = np.array([[(k // 3 + c) % 2 for c in range(5)] for k in range(readings)], dtype=np.int8)
    unsure = values.copy()
    unsure[::2] = -1
    made = [
        ClaimVerdict(
            name, "not determined", None, False, None, False, (), table, ("nash", "gmr", "smr", "seq", "symseq"), (), ()
        )
        for name, table in (("A", values), ("B", unsure))
    ]
    texts = {name: ClaimText("It is so", None, None, None, None, False) for name in "AB"}
    return made, replace(game("moor").glossary, questions=names, claims=texts)


@pytest.mark.parametrize(("questions", "answers"), [(0, 2), (1, 3), (4, 2), (6, 2), (8, 2), (5, 3), (10, 2)])
@pytest.mark.parametrize("width", [380.0, 760.0])
def test_grids_of_any_number_of_readings(questions: int, answers: int, width: float) -> None:
    claims, glossary = verdicts(questions, answers)
    figure = claims_grid(claims, glossary=glossary, width=width)  # type: ignore[arg-type]
    assert list(faults(figure)) == []
    assert list(markup_faults(figure)) == []
    assert len(figure.svg) < 120_000
    rows = dict(zip([column.title for column in figure.table.columns], figure.table.rows[0], strict=True))
    assert rows["Cells that hold"] == f"{int((claims[0].values == 1).sum())} of {claims[0].values.size}"


def test_a_grid_draws_every_cell_once(drawer: Drawer) -> None:
    figure = drawer("korea-2021", "claims")
    claim = figure.svg[figure.svg.index('data-claim="C06"') :]
    claim = claim[: claim.index("</g>")]
    cells = 0
    for run, dash in re.findall(r'<path d="((?:M[\d. ]+h[\d.]+)+)"[^>]*stroke-dasharray="(3 1)"', claim):
        assert dash == "3 1"
        cells += sum(round((float(span) + 1) / 4) for span in re.findall(r"h([\d.]+)", run))
    assert cells == 160


def test_ladders_of_large_models_fold_wants_that_are_met_and_carry_nothing(drawer: Drawer) -> None:
    texts = [box.label for box in drawer("large", "wants").boxes if box.kind == "text"]
    assert any("met and carrying no claim" in text for text in texts)
    whole = [box.label for box in drawer("korea-2021", "wants").boxes if box.kind == "text"]
    assert not any("carrying no claim" in text for text in whole)


def grown(states: int) -> object:
    """The graph of a small case with more endings: each reached by one step from the start's last state."""
    graph = state_graph(game("moor"))
    codes = tuple(range(1000, 1000 + states))
    hub = 999
    steps = (GraphStep(graph.start, "town", hub, "step"), *(GraphStep(hub, "works", code, "step") for code in codes))
    on = {**graph.on, hub: ("town.insist",), **dict.fromkeys(codes, ("works.abandon",))}
    return replace(
        graph,
        holds=False,
        blocked=(),
        codes=(graph.start, hub, *codes),
        steps=steps,
        equilibria=frozenset(codes),
        on=on,
    )


@pytest.mark.parametrize("width", [380.0, 760.0])
def test_endings_that_are_reached_alike_become_one(width: float) -> None:
    figure = state_picture(grown(40), width=width)  # type: ignore[arg-type]
    texts = [box.label for box in figure.boxes if box.kind == "text"]
    assert "40 endings" in texts
    assert sum(box.kind == "frame" for box in figure.boxes) == 3
    assert list(faults(figure)) == []


@pytest.mark.parametrize("width", [380.0, 760.0])
def test_large_graphs_are_told_as_roads(width: float) -> None:
    graph = grown(300)
    steps = tuple(replace(step, source=step.target - 1) if step.target > 1000 else step for step in graph.steps)  # type: ignore[attr-defined]
    figure = state_picture(replace(graph, steps=steps, left_out=5000), width=width)  # type: ignore[type-var]
    texts = [box.label for box in figure.boxes if box.kind == "text"]
    assert any("More than 302 states reached" in text for text in texts)
    assert "and 280 more" in texts
    assert not any(box.kind == "frame" for box in figure.boxes)
    assert list(faults(figure)) == []
    assert len(figure.svg) < 300_000
