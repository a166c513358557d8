"""Conflicts whose states nobody lists: made, named, changed and pickled all the same."""

from __future__ import annotations

import pickle
from dataclasses import replace
from itertools import product

import pytest

from countermove import loads
from countermove.assessment.conflicts import loads_conflict
from countermove.inquiry.reasons import reason
from countermove.inquiry.walk import obstacles
from gmcr import Conflict, ModelError, Ranking, SizeError
from gmcr import solve as stability_of
from gmcr.base.errors import AssessmentError
from gmcr.logic import to_text
from gmcr.model import OptionStructure, structure


def of(options: int, **more: object) -> Conflict:
    names = [f"o{k}" for k in range(options // 2)]
    given: dict[str, object] = {
        "actors": {"A": names, "B": names},
        "preferences": {"A": [f"A.o{options // 2 - 1}", "not B.o1"], "B": ["A.o0 iff B.o0"]},
        "never": ["A.o0 and A.o1", "B.o0 and B.o1"],
        "one_way": {"A.o2": "forward"},
        "start": ["A.o2", "B.o1"],
    }
    return Conflict.from_options(**given | more)  # type: ignore[arg-type]


@pytest.mark.parametrize("options", [40, 62, 64, 200, 1024])
def test_conflicts_of_any_size(options: int) -> None:
    conflict = of(options)
    half = options // 2
    start = 1 << 2 | 1 << half + 1
    assert conflict.start == start == conflict.code("A.o2, B.o1") == conflict.code(start)
    assert conflict.label(start) == "A.o2, B.o1"
    last = conflict.with_start([f"B.o{half - 1}"])
    assert last.start == 1 << options - 1
    assert last.label(last.start) == f"B.o{half - 1}"
    assert repr(conflict) == f"<Conflict of A, B: {options} options, 2^{options} combinations>"
    again = pickle.loads(pickle.dumps(conflict))
    assert (again.start, again.options) == (start, conflict.options)
    assert "space" not in vars(conflict.structure) | vars(again.structure), "nothing was listed for it"
    changed = conflict.with_preferences({"A": ["A.o3"]})
    assert changed.structure is conflict.structure
    assert to_text(conflict.formula("A.o3 and not B.o4")) == "A.o3 and not B.o4"
    with pytest.raises(ModelError, match=r"rule A\.o0 and A\.o1 excludes") as refused:
        conflict.with_start(["A.o0", "A.o1"])
    assert refused.value.rule == "A.o0 and A.o1"
    with pytest.raises(ModelError, match=r"There is no state \d+…?: codes run from 0 to"):
        conflict.code(1 << options)
    with pytest.raises(ModelError, match="There is no state -1"):
        conflict.code(-1)


@pytest.mark.parametrize(("options", "why"), [(40, "feasible combinations of 40 options"), (64, "of up to 62")])
def test_a_list_is_refused_and_says_what_can_be_asked(options: int, why: str) -> None:
    conflict = of(options)
    assert not conflict.structure.listed
    assert why in conflict.structure.unlisted
    for asked in (lambda: conflict.states, lambda: stability_of(conflict), lambda: conflict.ranks("A")):
        with pytest.raises(SizeError, match=f"{why}.*`solve`, `why`, `deal`, `check` and `assess` answer"):
            asked()
    with pytest.raises(SizeError):
        of(options, start=None)
    with pytest.raises(SizeError, match=rf"{options} options make 2\^{options} combinations"):
        of(options, layout="dense")


def test_it_is_found_out_once_that_states_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = []

    def space(*given: object) -> object:
        looked.append(given)
        raise SizeError("too many")

    monkeypatch.setattr(structure, "Space", space)
    made = of(40).structure
    assert isinstance(made, OptionStructure)
    assert not made.listed
    assert not made.listed
    with pytest.raises(SizeError, match="too many"):
        _ = made.states
    assert len(looked) == 1


def test_rules_about_few_options_leave_few_states_of_many() -> None:
    narrow = of(40, never=[f"{side}.o{k}" for side in "AB" for k in range(3, 20)])
    assert narrow.structure.listed
    assert narrow.states.size == 2**6


@pytest.mark.parametrize("options", [40, 200])
def test_what_becomes_of_single_acts(options: int) -> None:
    conflict = of(options)
    acts = {act.option: act for act in obstacles(conflict, conflict.start)}
    assert len(acts) == options
    assert acts["A.o2"].result == "settled"
    assert (acts["B.o0"].result, acts["B.o0"].rule) == ("infeasible", "B.o0 and B.o1")
    best = f"A.o{options // 2 - 1}"
    assert (acts[best].result, acts[best].want, acts[best].place) == ("better", "A 1", None)
    assert acts["A.o0"].result == "indifferent"
    found = reason(conflict, "A", conflict.start, conflict.code(["A.o2"]))
    assert (found.result, found.gained, found.place) == ("gains", ("A 2",), None)
    ranked = conflict.with_preferences({"B": Ranking([[0]])})
    with pytest.raises(SizeError):
        reason(ranked, "B", conflict.start, 0)


@pytest.mark.level("all")
def test_reasons_by_wants_are_those_by_ranks(monkeypatch: pytest.MonkeyPatch) -> None:
    conflict = of(12)
    pairs = list(product(conflict.states[::51].tolist(), conflict.states[::39].tolist(), conflict.actors))
    by_ranks = [reason(conflict, actor, before, after) for before, after, actor in pairs]
    assert {found.sign for found in by_ranks} == {1, 0, -1}
    assert all(found.place is not None for found in by_ranks)
    monkeypatch.setattr(OptionStructure, "unlisted", "too many")
    assert [reason(conflict, actor, before, after) for before, after, actor in pairs] == [
        replace(found, place=None) for found in by_ranks
    ]


def wide(options: int) -> str:
    lines = "".join(f"      o{k}: {{}}\n" for k in range(options))
    return f"countermove: 1\nactors:\n  a:\n    options:\n{lines}    wants: [{{id: w, want: o1, unsaid: true}}]\n"


@pytest.mark.parametrize("options", [40, 200])
def test_an_assessment_of_any_size_has_its_games(options: int) -> None:
    assessment = loads(wide(options) + f"start: [o{options - 1}]\n")
    assert assessment.conflict().start == 1 << options - 1
    assert pickle.loads(pickle.dumps(assessment)).conflict().start == 1 << options - 1


@pytest.mark.level("all")
def test_a_conflict_file_of_any_size_says_where_it_starts() -> None:
    lines = "".join(f"      o{k}: {{}}\n" for k in range(40))
    text = f"conflict: 1\nactors:\n  A:\n    options:\n{lines}    wants: [o1]\n"
    assert loads_conflict(text + "start: [o39]\n").conflict.start == 1 << 39
    for more, says in (
        ("", "`start` has to say"),
        ("start: 1\n", "too many to be numbered"),
        ("start: []\nnever: [not o1]\n", "infeasible"),
    ):
        with pytest.raises(AssessmentError, match=says):
            loads_conflict(text + more)
    ranked = text.replace("    wants: [o1]\n", "    ranking: [[nothing]]\n") + "start: []\n"
    with pytest.raises(AssessmentError, match="feasible combinations"):
        loads_conflict(ranked)
