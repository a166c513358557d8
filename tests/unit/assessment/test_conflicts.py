from __future__ import annotations

from itertools import permutations
from math import factorial
from pathlib import Path

import jsonschema
import numpy as np
import pytest

from countermove import AssessmentError, Conflict, Ranking, solve
from countermove.assessment.bundle import conflict_content
from countermove.assessment.conflicts import conflict_cases, load_conflict, loads_conflict
from countermove.assessment.parser import is_conflict, parse
from countermove.assessment.problems import CODES, Report
from countermove.assessment.schema.conflict import conflict_json_schema
from tests.conftest import in_one_test
from tests.judge import individual, published
from tests.judge.coalitions import coalition_improvements
from tests.judge.graph import Graph, equilibria, improvements, moves, preferred, stable_states

CASES = [case.name for case in conflict_cases()]

BASE = """\
conflict: 1
title: Test
numbering: ordered
actors:
  us:
    name: the first
    options:
      engage: {does: engages}
      strike: {one_way: forward}
    wants:
      - not us.strike
      - dprk.talk
  dprk:
    options:
      talk: {}
    ranking: [1, [2, 3], 4, 5, 6]
never:
  - us.engage and us.strike
start: 2
published:
  equilibria:
    nash: [1]
"""

GRAPH = """\
conflict: 1
states: [s1, s2, s3]
actors:
  A:
    moves: [[s1, s2], [s2, s3]]
    ranking: [s3, s2, s1]
  B:
    moves: []
    ranking: [[s1, s2, s3]]
"""


def judged(conflict: Conflict) -> Graph:
    return Graph(
        tuple(conflict.states.tolist()),
        conflict.actors,
        {
            actor: {s: set(conflict.moves(s, actor=actor).tolist()) for s in conflict.states.tolist()}
            for actor in conflict.actors
        },
        {
            actor: dict(zip(conflict.states.tolist(), conflict.ranks(actor).tolist(), strict=True))
            for actor in conflict.actors
        },
    )


def problems(text: str) -> list[tuple[int, int, str, str]]:
    with pytest.raises(AssessmentError) as caught:
        loads_conflict(text)
    for problem in caught.value.problems:
        assert problem.code in CODES
        assert problem.severity == "error"
    return [(p.line, p.column, p.code, p.message) for p in caught.value.problems]


# -- the bundled conflicts ---------------------------------------------------------------------------------------------


def test_the_bundled_conflicts_have_title_citation_and_results() -> None:
    assert set(CASES) >= {
        *("prisoners-dilemma", "chicken", "syria-iraq-1975", "cuban-missile-crisis-1962"),
        *("elmira-1991", "elmira-1991-graph"),
    }
    for case in conflict_cases():
        loaded = load_conflict(case.name)
        assert loaded.title == case.title
        assert loaded.citation == case.citation != ()
        assert loaded.published.equilibria or loaded.published.stable or loaded.published.counts
        assert loaded.name == case.name
        assert case.name.startswith(("chicken", "cuban", "elmira")) or loaded.read


@pytest.mark.parametrize("name", CASES)
def test_every_printed_cell_follows_from_the_definitions_or_is_named_as_an_erratum(name: str) -> None:
    """By the judge's plain definitions: cell by cell, what is printed otherwise is exactly what the file names."""
    case = load_conflict(name)
    graph, printed = judged(case.conflict), case.published
    concepts = {**individual.CONCEPTS, "sim": individual.sim, "seq_or_sim": individual.sim_tableau}

    def follows(concept: str, actor: str) -> set[int]:
        return set(stable_states(graph, concepts[concept], actor) if actor else equilibria(graph, concepts[concept]))

    wrong = {}
    for actor, table in (("", printed.equilibria), *printed.stable.items()):
        for concept, codes in table.items():
            if other := set(codes) ^ follows(concept, actor):
                wrong[actor, concept] = other
    named = {(item.actor, item.concept): set(item.states) for item in printed.errata if item is not None}
    assert wrong == named
    assert all(len(follows(concept, "")) == number for concept, number in printed.counts.items())
    assert all(item.why for item in case.differs)


def test_what_one_program_printed_of_garrison_lets_one_opponent_answer_once() -> None:
    """The reason of its errata: with sanctions of a single move, every printed cell comes out."""
    case = load_conflict("garrison")
    graph = judged(case.conflict)

    def stays(state: int, actor: str, concept: str) -> bool:
        def deters(first: int, other: str) -> bool:
            ends = improvements(graph, first, other) if concept == "seq" else moves(graph, first, other)
            bad = {end for end in ends if not preferred(graph, actor, end, state)}
            if concept == "smr":
                bad = {
                    end for end in bad if not any(preferred(graph, actor, t, state) for t in moves(graph, end, actor))
                }
            return bool(bad)

        others = [other for other in graph.actors if other != actor]
        return all(any(deters(first, other) for other in others) for first in improvements(graph, state, actor))

    for actor, table in case.published.stable.items():
        for concept in ("gmr", "smr", "seq"):
            assert {s for s in graph.states if stays(s, actor, concept)} == set(table[concept])


@pytest.mark.parametrize("name", CASES)
def test_published_improvements_are_improvements(name: str) -> None:
    case = load_conflict(name)
    graph = judged(case.conflict)
    for item in case.published.improvements:
        assert item.end in coalition_improvements(graph, item.by, item.start)
    assert bool(case.published.improvements) is name.startswith("elmira")


@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("name", CASES)
def test_inverse_counts_come_out(name: str) -> None:
    case = load_conflict(name)
    states = case.conflict.states.tolist()
    for count in case.published.inverse:
        (actor,) = count.vary
        found = 0
        for order in permutations(states):
            other = case.conflict.with_preferences({actor: Ranking(order)})
            found += count.state in solve(other, concepts=[count.concept]).equilibria(count.concept)
        assert found == count.profiles
        assert factorial(len(states)) == 720
    assert bool(case.published.inverse) is (name == "syria-iraq-1975")


def test_where_print_and_definition_differ_the_case_says_so() -> None:
    case = load_conflict("syria-iraq-1975")
    (item,) = case.differs
    assert (item.printed, item.computed) == (420, 384)
    assert item.computed == next(count.profiles for count in case.published.inverse if count.concept == "seq")
    assert item.why


@pytest.mark.parametrize(
    ("name", "judge"),
    [
        ("prisoners-dilemma", published.prisoners_dilemma),
        ("chicken", published.chicken),
        ("syria-iraq-1975", published.syria_iraq),
        ("cuban-missile-crisis-1962", published.cuba),
        ("elmira-1991", published.elmira_options),
        ("elmira-1991-graph", published.elmira),
    ],
)
def test_inputs_are_those_of_the_judge(name: str, judge: object) -> None:
    """Two people wrote the same conflict down; they agree on every state, move and comparison."""
    graph: Graph = judge()  # type: ignore[operator]
    conflict = load_conflict(name).conflict
    ours = judged(conflict)
    places = dict(zip(graph.states, ours.states, strict=True))
    for theirs, own in zip(graph.actors, ours.actors, strict=True):
        for state, place in places.items():
            assert {places[q] for q in graph.arcs[theirs].get(state, ())} == set(ours.arcs[own][place])
        ranks = np.array([graph.ranks[theirs][state] for state in graph.states])  # type: ignore[index]
        assert (np.unique(ranks, return_inverse=True)[1] + 1).tolist() == conflict.ranks(own).tolist()


def test_elmira_agrees_in_both_forms() -> None:
    graph, options = load_conflict("elmira-1991-graph").conflict, load_conflict("elmira-1991").conflict
    same = {"s1": 1, "s2": 2, "s3": 3, "s4": 4, "s5": 7, "s6": 8, "s7": 9, "s8": 10, "s9": 5}
    first, second = solve(graph), solve(options)
    for concept in first.concepts:
        ordered = second.equilibrium(concept)
        assert [bool(ordered[number - 1]) for number in same.values()] == first.equilibrium(concept).tolist()


def test_ordered_numbers() -> None:
    case = load_conflict("cuban-missile-crisis-1962")
    assert [case.ordered(code) for code in case.conflict.states.tolist()] == list(range(1, 13))
    assert case.conflict.label(int(case.conflict.states[6])) == "us.blockade, ussr.withdraw"
    assert case.titles["us.strike"] == "Air strike"


@pytest.mark.level("judge", but=6)
@pytest.mark.level("all", but=3)
@pytest.mark.parametrize("name", CASES)
def test_the_json_schema_accepts_the_bundled_conflicts(name: str) -> None:
    schema = conflict_json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    data = parse(conflict_content(name).decode(), Report(name)).data
    jsonschema.validate(data, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data | {"actor": 1}, schema)


# -- the format --------------------------------------------------------------------------------------------------------


def test_what_a_file_says_is_what_the_conflict_is() -> None:
    case = loads_conflict(BASE)
    conflict = case.conflict
    assert conflict.options == ("us.engage", "us.strike", "dprk.talk")
    assert conflict.states.tolist() == [0, 1, 2, 4, 5, 6]
    assert conflict.start == 1
    assert conflict.ranks("us").tolist() == [3, 3, 1, 4, 4, 2]
    assert conflict.ranks("dprk").tolist() == [5, 4, 4, 3, 2, 1]
    assert conflict.moves(2, actor="us").size == 0
    assert case.title == "Test"
    assert case.published.equilibria == {"nash": (0,)}


@pytest.mark.parametrize(
    ("start", "code"),
    [
        ("start: 5", 5),
        ("start: us.engage, dprk.talk", 5),
        ("start: [us.engage, talk]", 5),
        ("start: []", 0),
        ("start: nothing", 0),
        ("notes: none", 0),
    ],
)
def test_ways_to_write_the_start(start: str, code: int) -> None:
    assert loads_conflict(BASE.replace("start: 2", start)).conflict.start == code


def test_numbers_may_be_codes() -> None:
    text = BASE.replace("numbering: ordered", "numbering: codes").replace(
        "[1, [2, 3], 4, 5, 6]", "[6, [5, 4], 2, 1, 0]"
    )
    conflict = loads_conflict(text.replace("nash: [1]", "nash: [4, 0]").replace("start: 2", "start: 6")).conflict
    assert conflict.ranks("dprk").tolist() == [1, 2, 3, 4, 4, 5]
    assert conflict.start == 6


def test_graph_form() -> None:
    conflict = loads_conflict(GRAPH).conflict
    assert conflict.layout == "graph"
    assert conflict.moves("s1", actor="A").tolist() == [1]
    assert conflict.ranks("B").tolist() == [1, 1, 1]
    assert conflict.start == 0


@in_one_test(
    ("old", "new", "line", "column", "code", "says"),
    [
        ("conflict: 1", "conflict: 2", 1, 11, "version", "should be the number 1"),
        ("conflict: 1\n", "", 1, 1, "version", "is missing"),
        ("title: Test", "titel: Test", 2, 1, "key", "'titel' is not a key"),
        ("ordered", "orderd", 3, 12, "value", "numbering is one of ordered, codes"),
        ("dprk.talk\n", "dprk.talks\n", 12, 9, "formula", "not an option"),
        ("not us.strike", "not (us.strike", 11, 13, "formula", "never closed"),
        ("[2, 3], 4", "[2, 3]", 16, 5, "value", "lacks 1 feasible states"),
        ("[2, 3]", "[2, 3, 3]", 16, 5, "value", "state 2 twice"),
        ("5, 6]", "5, 7]", 16, 32, "range", "There is no state 7"),
        ("5, 6]", "5, 6.5]", 16, 32, "kind", "A state is a number"),
        ("    ranking: [1, [2, 3], 4, 5, 6]\n", "", 13, 3, "missing", "either `wants` or a `ranking`"),
        ("    ranking:", "    wants: []\n    ranking:", 13, 3, "overlap", "either `wants` or a `ranking`"),
        ("talk: {}", "talk: {one_way: up}", 15, 23, "value", "one_way"),
        ("      talk: {}", "      not: {}", 15, 7, "name", "word of the formula language"),
        ("us.engage and us.strike", "true", 17, 1, "infeasible", "No state is feasible"),
        ("start: 2", "start: us.engage, us.strike", 19, 8, "infeasible", "rule never 1"),
        ("start: 2", "start: us.engag", 19, 8, "unknown", "us.engag"),
        ("start: 2", "start: 2.5", 19, 8, "kind", "A state is"),
        ("nash: [1]", "nush: [1]", 22, 5, "unknown", "not a stability concept"),
        ("nash: [1]", "nash: [0]", 22, 12, "range", "run from 1 to 6"),
        ("  equilibria", "  improvements: [{by: rok, from: 1, to: 2}]\n  equilibria", 21, 23, "unknown", "'rok'"),
    ],
)
def test_what_is_wrong_is_shown_in_its_place(old: str, new: str, line: int, column: int, code: str, says: str) -> None:
    assert old in BASE
    [(at, where, what, message)] = problems(BASE.replace(old, new, 1))
    assert (at, where, what) == (line, column, code), message
    assert says in message


@pytest.mark.parametrize(
    ("old", "new", "line", "code", "says"),
    [
        ("[s1, s2, s3]", "[s1, s2, s3, s1]", 2, "duplicate", "'s1' is listed twice"),
        ("[s2, s3]]", "[s2, s4]]", 5, "unknown", "'s4' is not among"),
        ("[s2, s3]]", "[s2, s2]]", 5, "value", "leads to another state"),
        ("[s2, s3]]", "[s2]]", 5, "kind", "a pair of labels"),
        ("  A:\n", "  A:\n    options: {a: {}}\n", 5, "value", "no options"),
        ("actors:", "never: [a]\nactors:", 3, "value", "leave infeasible states out"),
        ("[s3, s2, s1]", "[s3, s2, s4]", 6, "unknown", "'s4' is not a state"),
    ],
)
def test_what_is_wrong_in_graph_form(old: str, new: str, line: int, code: str, says: str) -> None:
    found = problems(GRAPH.replace(old, new, 1))
    assert (found[0][0], found[0][2]) == (line, code)
    assert says in found[0][3]


def test_moves_are_for_graph_form() -> None:
    [(line, _, code, _)] = problems(BASE.replace("      talk: {}", "      talk: {}\n    moves: [[a, b]]"))
    assert (line, code) == (16, "value")


def test_several_problems_are_shown_at_once() -> None:
    text = BASE.replace("dprk.talk\n", "dprk.tal\n").replace("us.engage and", "us.engagee and")
    assert [item[0] for item in problems(text)] == [12, 18]


def test_names_and_files(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(BASE, encoding="utf-8")
    assert load_conflict(tmp_path / "mine.yaml").name == "mine"
    assert is_conflict(BASE)
    assert not is_conflict(BASE.replace("conflict: 1", "countermove: 1"))
    with pytest.raises(AssessmentError) as caught:
        load_conflict("chickin")
    assert caught.value.problems[0].suggestion == "chicken"
    with pytest.raises(AssessmentError, match="no such file"):
        load_conflict(tmp_path / "absent.yaml")
