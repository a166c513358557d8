"""Strength and doubt as words on wants in files: random files against the plain definitions, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from countermove.assessment import Assessment, loads, loads_conflict
from countermove.questions.solve import solve
from countermove.questions.why import why
from gmcr import Fuzzy, ModelError, Probabilistic, Relation, UnknownName, solve_relation
from gmcr.base.errors import AssessmentError
from gmcr.stability import LITERAL_CONCEPTS, Preference
from gmcr.stability.statements import wants_of
from tests.conftest import FULL
from tests.judge import preferences as judge
from tests.judge.graph import Graph
from tests.judge.options import option_graph
from tests.judge.preferences import GradedKind

GAMES = 300 if FULL else 8
OPTIONS = {"one": ("a", "b"), "two": ("c",), "three": ("d",)}
NAMES = [f"{actor}.{option}" for actor, own in OPTIONS.items() for option in own]

Literals = tuple[tuple[int, bool], ...]


@dataclass(frozen=True)
class Said:
    """A want: all of some options, or any, are on or off; by how much, None where that is unknown; its chance in tenths."""

    literals: Literals
    every: bool
    degree: int | None
    chance: int

    def met(self, state: int) -> bool:
        return (all if self.every else any)((state >> k & 1 == 1) is on for k, on in self.literals)

    @property
    def text(self) -> str:
        parts = [NAMES[k] if on else f"not {NAMES[k]}" for k, on in self.literals]
        words = {1: "", 2: ", strength: great", None: ", unknown: true"}[self.degree]
        return f"{{want: {(' and ' if self.every else ' or ').join(parts)}{words}}}"


@dataclass(frozen=True)
class Relation_:
    """Of two states the first want in which they differ decides."""

    wants: tuple[Said, ...]

    def first(self, q: int, s: int) -> tuple[Said, bool] | None:
        """The want that decides, and whether for q."""
        return next(((want, want.met(q)) for want in self.wants if want.met(q) != want.met(s)), None)

    def degree(self, q: int, s: int) -> int | None:
        if (found := self.first(q, s)) is None:
            return 0
        want, for_q = found
        return None if want.degree is None else want.degree if for_q else -want.degree


def drawn(rng: np.random.Generator) -> dict[str, tuple[Said, ...]]:
    """Of each actor some wants, all known or none great."""
    wants = {}
    for actor in OPTIONS:
        other = (2, None)[int(rng.integers(2))]
        wants[actor] = tuple(
            Said(
                tuple(
                    (int(k), bool(rng.integers(2))) for k in rng.choice(4, size=int(rng.integers(1, 3)), replace=False)
                ),
                bool(rng.integers(2)),
                (1, other)[int(rng.random() < 0.4)],
                int(rng.integers(0, 11)),
            )
            for _ in range(int(rng.integers(1, 5)))
        )
    return wants


def file_of(wants: Mapping[str, tuple[Said, ...]]) -> Assessment:
    lines = ["countermove: 1", "actors:"]
    for actor, own in OPTIONS.items():
        lines += [f"  {actor}:", "    options:", *(f"      {option}: {{}}" for option in own), "    wants:"]
        lines += [f"      - {{id: {actor}{k}, {want.text[1:]}" for k, want in enumerate(wants[actor])]
    return loads("\n".join(lines))


def games(count: int, seed: int) -> Iterator[tuple[dict[str, tuple[Said, ...]], Assessment, Graph]]:
    rng = np.random.default_rng(seed)
    for _ in range(count):
        wants = drawn(rng)
        relations = {actor: Relation_(own) for actor, own in wants.items()}
        yield wants, file_of(wants), option_graph(options=OPTIONS, relations=relations)  # type: ignore[arg-type]


def kinds_of(graph: Graph, wants: Mapping[str, tuple[Said, ...]], strongly: bool, kind: str) -> dict[str, judge.Kind]:
    """Everybody but those in doubt at the level; those of the type."""
    doubt = {actor: any(want.degree is None for want in own) for actor, own in wants.items()}
    return {
        actor: GradedKind(graph, actor, 0, kind) if doubt[actor] else GradedKind(graph, actor, 2 * strongly)
        for actor in graph.actors
    }


def test_solve_and_why_read_them_as_defined() -> None:
    stable = total = apart = 0
    for number, (wants, assessment, graph) in enumerate(games(GAMES, seed=31)):
        degrees = {want.degree for own in wants.values() for want in own}
        ways = list(product((False, True) if 2 in degrees else (False,), "abcd" if None in degrees else "a"))
        for strongly, kind in ways:
            kinds, asked = kinds_of(graph, wants, strongly, kind), kind if None in degrees else None
            solved = solve(assessment, strongly=strongly, type=asked, every=True)
            for concept, literal in judge.CONCEPTS.items():
                for row in solved.rows:
                    for actor in graph.actors:
                        expected = literal(graph, kinds, row.code, actor)
                        assert (concept in row.stable[actor]) == expected, (number, strongly, kind, concept, row.code)
                        stable, total = stable + expected, total + 1
            state = number % 16
            found = why(assessment, state, concepts=LITERAL_CONCEPTS, strongly=strongly, type=asked)
            for witness in found.witnesses:
                literal = judge.CONCEPTS[witness.concept]
                assert witness.stable == literal(graph, kinds, state, witness.actor)
                for _, path in witness.deterred:
                    assert kinds[witness.actor].deters(path[-1].to, state)
        plainly = solve(assessment, every=True)
        assert [(way.strongly, way.type or "a") for way in plainly.ways] == (ways if degrees != {1} else [])
        apart += len({tuple(way.equilibria["gmr"].codes) for way in plainly.ways}) > 1
    assert solve(loads(FILE)).ways == ()
    assert 0 < stable < total
    assert apart > 1, "the ways to read them differ"


def test_chances_and_degrees_by_statements_are_those_of_the_first_want_that_differs() -> None:
    rng = np.random.default_rng(8)
    for wants, assessment, graph in games(GAMES, seed=32):
        conflict, tenth = assessment.conflict(), Fraction(1, 10)
        fuzzy, probable, kinds = {}, {}, {}
        for actor, own in wants.items():
            chances = [want.chance / 10 for want in own]
            relation, gamma = Relation_(own), int(rng.integers(1, 10))
            pairs = {}
            for q, s in product(graph.states, repeat=2):
                found = relation.first(q, s)
                pairs[q, s] = (
                    None if found is None else found[0].chance * tenth if found[1] else 1 - found[0].chance * tenth
                )
            half = {pair: Fraction(1, 2) if number is None else number for pair, number in pairs.items()}
            none = {pair: number or Fraction(0) for pair, number in pairs.items()}
            kinds[actor] = judge.FuzzyKind(half, gamma * tenth), judge.ProbableKind(none, *[gamma * tenth] * 3)
            fuzzy[actor] = Fuzzy.from_wants(conflict, actor, chances, threshold=gamma / 10)
            probable[actor] = Probabilistic.from_wants(
                conflict, actor, chances, **dict.fromkeys(("alpha", "beta", "gamma"), gamma / 10)
            )
        both: tuple[dict[str, Preference], ...] = ({**fuzzy}, {**probable})
        for place, given in enumerate(both):
            solved = solve_relation(conflict, preferences=given)
            own_kinds = {actor: pair[place] for actor, pair in kinds.items()}
            for concept, literal in judge.CONCEPTS.items():
                for actor in graph.actors:
                    expected = [literal(graph, own_kinds, s, actor) for s in graph.states]
                    assert solved.stable(concept, actor).tolist() == expected


FILE = """\
countermove: 1
actors:
  one:
    options: {a: {}, b: {}}
    wants:
      - {id: w1, want: a}
      - {id: w2, want: not b}
  two:
    options: {c: {}}
    wants: [{id: w3, want: c}]
open:
  q: {asks: Which, readings: {yes_: {}, no_: {}}}
  r: {asks: Which, readings: {yes_: {}, no_: {}}}
scenarios:
  s: {}
claims:
  k: {says: It holds, check: {stable: start}}
"""


def with_words(*changes: tuple[str, str]) -> str:
    text = FILE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


GREAT = ("want: a}", "want: a, strength: great}")
UNKNOWN = ("want: not b}", "want: not b, unknown: true}")
GREAT_IN_Q = ("readings: {yes_: {}, no_: {}}", "readings: {yes_: {}, no_: {rewrite: {w1: {want: a, strength: great}}}}")
UNKNOWN_IN_S = ("s: {}", "s: {rewrite: {w2: {want: not b, unknown: true}}}")
OF_TYPE = ("stable: start", "stable: start, type: a")


@pytest.mark.parametrize(
    ("changes", "place", "words"),
    [
        ((GREAT, UNKNOWN, OF_TYPE), (7, "unknown:"), "hybrid preference, which is not here"),
        (
            (("want: a}", "want: a, strength: great, unknown: true}"), OF_TYPE),
            (6, "unknown:"),
            "great (w1) and one that is unknown (w1)",
        ),
        ((GREAT_IN_Q, UNKNOWN_IN_S, OF_TYPE), (15, "unknown:"), "great (w1) and one that is unknown (w2)"),
        ((GREAT, UNKNOWN_IN_S, OF_TYPE), (15, "unknown:"), "keep one of the two kinds"),
        (
            (("want: a}", "want: a, strength: greatly}"),),
            (6, "greatly"),
            "strength is one of mild, great. Did you mean great?",
        ),
        ((("want: a}", "want: a, unknown: perhaps}"),), (6, "perhaps"), "true or false"),
        ((UNKNOWN,), (17, "stable:"), "say with `type` a, b, c or d"),
        ((OF_TYPE,), (17, "a}}"), "No want is `unknown: true`"),
        ((("stable: start", "stable: start, strongly: true"),), (17, "true"), "No want has `strength: great`"),
    ],
)
def test_what_does_not_go_together_is_one_error_at_its_place(
    changes: tuple[tuple[str, str], ...], place: tuple[int, str], words: str
) -> None:
    with pytest.raises(AssessmentError) as caught:
        loads(with_words(*changes))
    (problem,) = [problem for problem in caught.value.problems if problem.severity == "error"]
    assert words in str(problem)
    line, there = place
    assert (problem.line, problem.column) == (line, with_words(*changes).splitlines()[line - 1].index(there) + 1)


@pytest.mark.parametrize(
    "changes",
    [
        (GREAT, ("s: {}", "s: {rewrite: {w1: {want: a, unknown: true}}}"), OF_TYPE),
        (GREAT, ("s: {}", "s: {drop: [w1], rewrite: {w2: {want: not b, unknown: true}}}"), OF_TYPE),
        (
            (
                "yes_: {}, no_: {}",
                "yes_: {rewrite: {w1: {want: a, strength: great}}}, no_: {rewrite: {w2: {want: b, unknown: true}}}",
            ),
            OF_TYPE,
        ),
    ],
)
def test_what_no_game_has_together_is_no_error(changes: tuple[tuple[str, str], ...]) -> None:
    assert loads(with_words(*changes)).claims


def test_overlays_and_codings_set_them_as_they_set_other_fields() -> None:
    read = loads(
        with_words(GREAT, ("s: {}", "s: {rewrite: {w1: {want: b}}}\n  t: {rewrite: {w1: {want: b, strength: mild}}}"))
    )
    degrees = {
        scenario: [want.degree for want in read.calculus(scenario=scenario).wants("one")]
        for scenario in (None, "s", "t")
    }
    assert degrees == {None: [2, 1], "s": [2, 1], "t": [1, 1]}
    coded = loads(
        with_words(GREAT, OF_TYPE)
        + "alternatives:\n  x: {asks: How, other: {y: {rewrite: {w1: {want: a, unknown: true}}}}}\n"
        + "views: {v: {rewrite: {w3: {want: c, unknown: true}}}}"
    )
    assert [want.degree for want in coded.coded({"x": "y"}).calculus().wants("one")] == [None, 1]


def test_too_many_states_are_refused_at_the_want() -> None:
    options = ", ".join(f"a{k}: {{}}" for k in range(14))
    text = f"countermove: 1\nactors:\n  one:\n    options: {{{options}}}\n    wants: [{{id: w, want: a1, strength: great}}]"
    with pytest.raises(AssessmentError, match=r"5:\d+.*16,384 states.*at most 8,192: exclude impossible"):
        loads(text)


def test_conflict_files_have_them_too() -> None:
    text = "conflict: 1\nactors:\n  one: {options: {a: {}}, wants: [{want: two.c, strength: great}, a]}\n"
    text += "  two: {options: {c: {}}, wants: [{want: a, unknown: true}]}"
    conflict = loads_conflict(text).conflict
    assert [want.degree for actor in conflict.actors for want in wants_of(conflict, actor)] == [2, 1, None]
    with pytest.raises(AssessmentError, match=r"3:.*hybrid"):
        loads_conflict(text.replace(", a]", ", {want: a, unknown: true}]"))


def test_ways_that_a_game_has_not_are_refused() -> None:
    plain, great = loads(FILE), loads(with_words(GREAT))
    for of, arguments, words in (
        (plain, {"strongly": True}, "nothing is strong"),
        (great, {"type": "a"}, "no types"),
    ):
        for question in (solve, lambda of, **given: why(of, 0, **given)):
            with pytest.raises(ModelError, match=words):
                question(of, **arguments)
    with pytest.raises(UnknownName):
        solve(great, type="e")
    conflict = great.conflict()
    for degrees, words in (((1,), "2 wants"), ((1, 0), "degree of w2"), ((1, 101), "at most 100"), ((2, None), "open")):
        with pytest.raises(ModelError, match=words):
            Relation.from_wants(conflict, "one", degrees)
    with pytest.raises(ModelError, match=r"chance of w1 should be a number in \[0, 1\]"):
        Probabilistic.from_wants(conflict, "one", (1.2, 1), alpha=0.5, beta=0.5, gamma=0.5)
    with pytest.raises(ModelError, match="degree of w2"):
        Fuzzy.from_wants(conflict, "one", (1, "x"), threshold=0.5)  # type: ignore[arg-type]
