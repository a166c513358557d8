"""Wrong arguments at the Python door: whatever is handed in, an error of the library with a sentence, or an answer."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import countermove as cm
from gmcr.base.errors import CountermoveError
from gmcr.formats import GmcrModel
from tests.conftest import in_one_test

HOSTILE: tuple[Any, ...] = (
    None,
    True,
    3,
    -1,
    1 << 70,
    3.5,
    float("nan"),
    "x",
    "",
    "A",
    "\0",
    b"x",
    [],
    [None],
    [[]],
    ["x"],
    [3.5],
    [["x", 1], 2],
    ("x", "y"),
    {},
    {"x": 1},
    {"A": None},
    {"A": 3.5},
    {1: "x"},
    {"A": ["x"], "B": object()},
    {"A"},
    object(),
    int,
    np.zeros(0),
    np.zeros((2, 2)),
    np.array(["x", None], dtype=object),
    np.array(3),
    np.int64(2),
    range(3),
)


def _option_form() -> cm.Conflict:
    return cm.Conflict.from_options(
        actors={"A": ["a1", "a2"], "B": ["b1"]},
        preferences={"A": ["a1 implies b1", "not a2"], "B": ["b1"]},
        start=["a1"],
    )


def _doors(tmp_path: Path) -> dict[str, tuple[Callable[..., Any], dict[str, Any]]]:
    """Every public function, and every method that takes something, with arguments that are right."""
    made, place = _option_form(), tmp_path / "out.gmcr"
    ranking = cm.Ranking([[0, 1], [2, 3, 4, 5, 6, 7]])
    assessment = cm.loads(_TEXT)
    solved, together = cm.solve(made), cm.solve_coalition(made, coalition="A,B")
    verdicts = cm.solve_maximin(made, horizon=2)
    form = {
        "actors": {"A": ["a"]},
        "preferences": {"A": ["a"]},
        "never": [],
        "one_way": [],
        "start": [],
        "layout": None,
    }
    graph = {
        "states": ["s", "t"],
        "arcs": {"A": [("s", "t")]},
        "preferences": {"A": cm.Ranking([["t"], ["s"]])},
        "start": "s",
    }
    game = {"reading": {}, "scenario": None, "view": None, "drivers": {}}
    theirs = cm.loads(_TEXT.replace("not a2", "a2"), file="theirs")
    some, pushed = {"readings": {"O1": "does"}}, cm.live(assessment)
    simulated = {"method": "simulated", "runs": 1, "horizon": 9, "rng": 1, "choice": "uniform", "precision": 1.0}
    fuzzy = {"A": cm.Fuzzy.from_pairs(made, {}, actor="A", threshold=0.5)}
    swept = cm.sweep_thresholds(made, preferences=fuzzy, over=[("A", "threshold")])
    return {
        "Conflict.from_options": (cm.Conflict.from_options, form),
        "Conflict.from_arcs": (cm.Conflict.from_arcs, graph),
        "Conflict.with_preferences": (made.with_preferences, {"preferences": {"A": ["a1"]}}),
        "Conflict.with_start": (made.with_start, {"start": 1}),
        "Conflict.label": (made.label, {"state": 1}),
        "Conflict.code": (made.code, {"state": 1}),
        "Conflict.actor": (made.actor, {"name": "A"}),
        "Conflict.ranks": (made.ranks, {"actor": "A"}),
        "Conflict.moves": (made.moves, {"state": 1, "actor": "A", "improvements": False}),
        "as_perceived": (cm.as_perceived, {"conflict": made, "unseen": {"A": [1]}}),
        "Ranking": (cm.Ranking, {"tiers": [[0], [1]]}),
        "Ranking.from_ranks": (cm.Ranking.from_ranks, {"worth": np.array([1, 2])}),
        "Relation": (cm.Relation, {"degrees": np.zeros((2, 2), dtype=np.int8)}),
        "Relation.weak_order": (cm.Relation.weak_order, {"conflict": made, "actor": "A"}),
        "Relation.from_pairs": (cm.Relation.from_pairs, {"conflict": made, "pairs": {(0, 1): 1}, "actor": "A"}),
        "Strength": (cm.Strength, {"preferences": ranking, "gaps": (1,), "level": 1}),
        "Strength.of": (lambda group: cm.Strength.of(group, [[2], [3]]), {"group": [[0], [1]]}),
        "Strength.read": (cm.Strength.read, {"text": "0 > 1", "level": 1}),
        "Strength.relation": (cm.Strength(ranking, (1,)).relation, {"conflict": made}),
        "Unknown": (cm.Unknown, {"pairs": ((0, 1),), "type": "a"}),
        "Unknown.among": (cm.Unknown.among, {"states": [0, 1]}),
        "Unknown.relation": (cm.Unknown(((0, 1),)).relation, {"conflict": made, "actor": "A"}),
        "Stability.stable": (solved.stable, {"concept": "nash", "actor": "A"}),
        "Stability.equilibrium": (solved.equilibrium, {"concept": "nash"}),
        "Stability.equilibria": (solved.equilibria, {"concept": "nash"}),
        "CoalitionStability.stable": (together.stable, {"concept": "cnash", "actor": "A,B"}),
        "CoalitionStability.equilibria": (together.equilibria, {"concept": "cnash"}),
        "Verdicts.stable": (verdicts.stable, {"concept": "maximin", "actor": "A"}),
        "Assessment.conflict": (assessment.conflict, {**game, "with_": None}),
        "Assessment.calculus": (assessment.calculus, {**game, "with_": None}),
        "Assessment.changed": (assessment.changed, {"change": {"drop": ["w2"]}, "edits": []}),
        "Assessment.formula": (assessment.formula, {"text": "a1", "kind": "truth"}),
        "Assessment.option": (assessment.option, {"name": "a1"}),
        "bibtex": (cm.bibtex, {"of": "chicken", "concepts": ["nash"], "tables": ["unknown"]}),
        "certify": (
            cm.certify,
            {
                "of": assessment,
                "state": "start",
                "actors": ["A"],
                "concepts": ["nash"],
                "seconds": 5,
                "out": None,
                "force": True,
                **game,
            },
        ),
        **{
            name: (getattr(cm, name), {"assessment": assessment, "concepts": ["nash"]})
            for name in ("answers", "drift", "matrix", "redteam", "together", "views", "watch")
        },
        **{
            name: (getattr(cm, name), {"assessment": assessment, "concepts": ["nash"], "rng": 1})
            for name in ("assess", "multiverse")
        },
        **{
            name: (getattr(cm, name), {"of": made, "concepts": ["nash"]})
            for name in ("change", "deal", "levers", "roads")
        },
        "longrun": (cm.longrun, {"of": made, "concepts": ["nash"], "noise": None, "weights": {}, **simulated}),
        "coalitions": (cm.coalitions, {"of": made, "concepts": ["cnash"]}),
        "diff": (cm.diff, {"first": assessment, "second": assessment, "concepts": ["nash"]}),
        "inverse": (cm.inverse, {"of": made, "state": 1, "concepts": ["nash"]}),
        "perception": (cm.perception, {"model": GmcrModel(made), "concepts": ["nash"]}),
        "responsibility": (cm.responsibility, {"of": assessment, "concept": "nash"}),
        "robust": (cm.robust, {"assessment": assessment, "concepts": ["nash"], "draws": 9, "rng": 1}),
        "tipping": (cm.tipping, {"assessment": assessment, "concepts": ["nash"]}),
        "check": (cm.check, {"assessment": assessment, "claims": ["C1"], "concepts": ["nash"], **some}),
        "coalition_improvements": (cm.coalition_improvements, {"conflict": made, "state": 1, "coalition": "A,B"}),
        "compare": (
            lambda one, **given: cm.compare(one, theirs, **given),
            {"one": assessment, "concepts": ["nash"], "bound": 1, "most": 9},
        ),
        "convert": (cm.convert, {"source": made, "target": place, "force": True, "concepts": ["nash"], **game}),
        "effort": (cm.effort, {"question": "check", "of": assessment, "concepts": ["nash"], "claims": ["C1"]}),
        "game_2x2": (cm.game_2x2, {"name": "Chicken"}),
        "games_2x2": (cm.games_2x2, {}),
        "limited_outcomes": (cm.limited_outcomes, {"conflict": made, "state": 1, "actor": "A", "horizon": 2}),
        "live": (cm.live, {"source": assessment}),
        "Live.read": (pushed.read, {"text": _TEXT}),
        "Live.pushed": (pushed.pushed, {"change": {"drop": ["w2"]}, "edits": [], "drivers": {"d": 0.4}}),
        "Live.standing": (pushed.standing, {**game, **some, "change": None, "edits": [], "concepts": ["nash"]}),
        "lint": (cm.lint, {"source": "korea-2021", "stage": "structure"}),
        "lints": (cm.lints, {"text": _TEXT, "file": "mine", "stage": "structure"}),
        "load": (cm.load, {"source": "korea-2021"}),
        "load_conflict": (cm.load_conflict, {"source": "chicken"}),
        "loads": (cm.loads, {"text": _TEXT, "file": "mine"}),
        "paper": (
            cm.paper,
            {
                "of": assessment,
                "tables": ["preferences"],
                "format": "latex",
                "to": None,
                "states": [1],
                "concepts": ["nash"],
                "preferences": {},
                "over": [],
                **game,
            },
        ),
        "read_gmcr": (cm.read_gmcr, {"path": "none.gmcr"}),
        "solve": (cm.solve, {"conflict": made, "concepts": ["nash"]}),
        "solve_coalition": (cm.solve_coalition, {"conflict": made, "coalition": ["A"], "concepts": ["cnash"]}),
        "solve_coalitions": (cm.solve_coalitions, {"conflict": made, "coalitions": ["A", "A,B"]}),
        "solve_limited": (cm.solve_limited, {"conflict": made, "horizon": 2, "ties": "every"}),
        "solve_maximin": (cm.solve_maximin, {"conflict": made, "horizon": 2}),
        "solve_nonmyopic": (cm.solve_nonmyopic, {"conflict": made, "ties": "every"}),
        "solve_partition": (cm.solve_partition, {"conflict": made, "partition": ["A", "B"], "concepts": ["cnash"]}),
        "solve_sim": (cm.solve_sim, {"conflict": made}),
        "regions_figure": (
            cm.regions_figure,
            {"regions": swept, "concept": "nash", "theme": "light", "width": 560.0},
        ),
        "sweep_thresholds": (
            cm.sweep_thresholds,
            {"conflict": made, "concepts": "nash", "preferences": fuzzy, "over": [("A", "threshold")]},
        ),
        "solve_relation": (cm.solve_relation, {"conflict": made, "preferences": {}, "concepts": ["nash"]}),
        "solve_universal": (cm.solve_universal, {"conflict": made, "concepts": ["cnash"], "largest": 2}),
        "verify": (cm.verify, {"file": "none.json", "case": assessment, "seconds": 5}),
        "why": (cm.why, {"conflict": made, "state": 1, "actor": "A", "concept": "seq"}),
        "write_gmcr": (
            cm.write_gmcr,
            {"conflict": made, "path": place, "force": True, "titles": {}, "coalitions": [["A"], ["B"]]},
        ),
    }


_TEXT = """
countermove: 1
title: Two
actors:
  A:
    options: {a1: {}, a2: {}}
    wants: [{id: w1, want: a1 implies b1}, {id: w2, want: not a2}]
  B:
    options: {b1: {}}
    wants: [{id: w3, want: b1}]
drivers: {d: {now: 0.5}}
open:
  O1:
    asks: Will it?
    readings: {does: {}, does_not: {happens: [a1]}}
claims:
  C1: {says: It lasts., check: {stable: start}}
"""


def test_every_public_function_is_tried() -> None:
    tried = {name.partition(".")[0] for name in _doors(Path())}
    functions = {name for name in cm.__all__ if inspect.isfunction(inspect.unwrap(getattr(cm, name)))}
    assert functions <= tried


@pytest.mark.level("all")
@in_one_test("name", sorted(_doors(Path())))
def test_wrong_arguments_are_told_in_a_sentence(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ask, right = _doors(tmp_path)[name]
    leaked = []
    for parameter in right:
        for value in HOSTILE:
            try:
                ask(**{**right, parameter: value})
            except CountermoveError as error:
                told = str(error)
                if not told.rstrip().endswith((".", "?")) or "--" in told:
                    leaked.append(f"{parameter}={value!r}: {told!r} is no sentence for people")
            except Exception as error:  # noqa: BLE001  # what must not leak is anything else
                leaked.append(f"{parameter}={value!r}: {type(error).__name__}: {error}")
    assert not leaked, "\n".join(leaked)
