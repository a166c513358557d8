"""The picture of a sweep says what its regions say, in bars and rectangles of the right measure, without overlap."""

from __future__ import annotations

import json
import re
from math import inf

import numpy as np
import pytest

from countermove import regions_figure
from countermove.assessment import load_conflict
from countermove.presentation.figure import Box, Figure
from gmcr import Conflict, Fuzzy, ModelError, UnknownName
from gmcr.base.errors import CountermoveError
from gmcr.stability import Regions, sweep_thresholds
from tests.conftest import require_module

CONCEPTS = ("nash", "seq")


def drawn(rng: np.random.Generator, *, two: bool) -> Regions:
    conflict: Conflict = load_conflict("elmira-1991-graph" if rng.integers(2) else "chicken").conflict
    size, kinds = conflict.states.size, {}
    for actor in conflict.actors:
        upper = np.triu(rng.integers(0, 11, (size, size)), 1)
        table = upper + np.tril(10 - upper.T, -1) + 5 * np.eye(size, dtype=np.int64)
        kinds[actor] = Fuzzy(table / 10, threshold=int(rng.integers(1, 11)) / 10)
    over = [(actor, "threshold") for actor in conflict.actors[: 1 + two]]
    return sweep_thresholds(conflict, concepts=CONCEPTS, preferences=kinds, over=over)


def bars(figure: Figure, code: int) -> list[Box]:
    return [box for box in figure.boxes if box.label == f"bar {code}"]


def readable(figure: Figure) -> None:
    """No text on text or beyond the edge."""
    words = [box for box in figure.boxes if box.kind == "text"]
    assert not [(a.label, b.label) for k, a in enumerate(words) for b in words[k + 1 :] if a.overlaps(b, slack=1.0)]
    whole = Box("page", 0, 0, figure.width, figure.height)
    assert not [box.label for box in words if not box.inside(whole, slack=1)]


@pytest.mark.parametrize("width", [344.0, 560.0])
def test_bars_are_as_long_as_their_intervals_and_margins_stand_beside_them(width: float) -> None:
    rng = np.random.default_rng(4)
    for _ in range(4):
        regions = drawn(rng, two=False)
        figure = regions_figure(regions, concept="seq", width=width)
        readable(figure)
        rows = [row for row in regions.rows if row.concept == "seq"]
        every = [box for row in rows for box in bars(figure, row.state)]
        if not rows:
            continue
        unit = max(
            (
                box.width / (i.high - i.low)
                for row in rows
                for box, (i,) in zip(bars(figure, row.state), row.where, strict=True)
            )
        )
        left = min(
            box.x - unit * i.low for row in rows for box, (i,) in zip(bars(figure, row.state), row.where, strict=True)
        )
        for row in rows:
            for box, (interval,) in zip(bars(figure, row.state), row.where, strict=True):
                assert box.x == pytest.approx(left + unit * interval.low, abs=0.01)
                assert box.width == pytest.approx(unit * (interval.high - interval.low), abs=0.01)
        margins = [
            box.label for box in figure.boxes if box.kind == "text" and re.fullmatch(r"any|0(\.\d+)?", box.label)
        ]
        assert {"any" if row.margin == inf else f"{row.margin:g}" for row in rows} <= set(margins)
        assert len(every) == sum(len(row.where) for row in rows)


def area(figure: Figure) -> dict[str, float]:
    """Title of a region → its area by its own path, in squares of the frame."""
    frame = next(box for box in figure.boxes if box.kind == "frame")
    areas = {}
    for title, data in re.findall(r'<g class="region"[^>]*><title>([^<]*)</title><path d="([^"]*)"', figure.svg):
        total = 0.0
        for loop in filter(None, data.split("Z")):
            points = [tuple(map(float, pair.split())) for pair in re.findall(r"[ML]([\d.-]+ [\d.-]+)", loop)]
            total += (
                sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1], strict=True)) / 2
            )
        areas[title] = abs(total) / frame.width / frame.height
    return areas


@pytest.mark.parametrize("width", [344.0, 560.0])
def test_regions_of_two_thresholds_have_the_area_of_their_cells(width: float) -> None:
    rng, several = np.random.default_rng(6), 0
    for _ in range(4):
        regions = drawn(rng, two=True)
        figure = regions_figure(regions, width=width)
        readable(figure)
        expected: dict[tuple[int, ...], float] = {}
        for i, across in enumerate(regions.cells[0]):
            for j, up in enumerate(regions.cells[1]):
                codes = tuple(np.flatnonzero(regions.table["nash"][i, j]).tolist())
                expected[codes] = expected.get(codes, 0.0) + (across.high - across.low) * (up.high - up.low)
        assert sorted(area(figure).values()) == pytest.approx(sorted(expected.values()), abs=0.003)
        several += len(expected) > 1
    assert several > 1


def test_the_title_is_the_finding() -> None:
    conflict = load_conflict("chicken").conflict
    for pair, threshold, words in (
        (
            0.7,
            0.5,
            "Under Nash states 1, 2 and 3 are the equilibria, as long as row's threshold moves by less than 0.1",
        ),
        (
            0.7,
            0.4,
            "Under Nash states 1 and 2 are the equilibria, which changes at once beyond what is given of row's threshold",
        ),
        (1.0, 0.4, "Under Nash states 1 and 2 are the equilibria, whatever row's threshold"),
    ):
        row = Fuzzy.from_pairs(conflict, {(2, 3): pair}, actor="row", threshold=threshold)
        column = Fuzzy.from_pairs(conflict, {(1, 3): 0.5}, actor="column", threshold=0.5)
        regions = sweep_thresholds(
            conflict, concepts="nash", preferences={"row": row, "column": column}, over=[("row", "threshold")]
        )
        assert regions_figure(regions).title == words


def test_text_json_and_frame_say_the_same() -> None:
    require_module("pandas", "frames are those of pandas")
    regions = drawn(np.random.default_rng(6), two=True)
    read = json.loads(regions.to_json())["regions"]
    frame = regions.to_frame()
    assert len(read) == len(regions.rows) == len(regions.to_text().splitlines()) - 1
    for item, row, line in zip(read, regions.rows, regions.to_text().splitlines()[1:], strict=True):
        assert (item["concept"], item["state"], item["label"]) == row[:3]
        assert [[(end["low"], end["high"]) for end in box] for box in item["where"]] == [
            [(end.low, end.high) for end in box] for box in row.where
        ]
        own = frame.loc[row.concept, row.state]
        assert len(own) == len(row.where) == line.count(" × ")
        assert [interval.left for interval in own.iloc[:, 0]] == [box[0].low for box in row.where]
        assert (item["margin"] is None) == (row.margin == inf) == bool((own["margin"] == inf).all())


def test_what_cannot_be_drawn_is_refused() -> None:
    regions = drawn(np.random.default_rng(1), two=False)
    with pytest.raises(UnknownName, match="gmr"):
        regions_figure(regions, concept="gmr")
    with pytest.raises(CountermoveError, match="240 to 4000"):
        regions_figure(regions, width=100)
    with pytest.raises(ModelError, match="Regions"):
        regions_figure("chicken")  # type: ignore[arg-type]
