"""Sentences of strength and doubt, of the suite, and of sweeps, taken apart and recomputed; and faults of them, each of which is
noticed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from itertools import combinations
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
import yaml

import countermove as cm
from countermove import reports
from countermove.presentation import regions as pictures
from countermove.presentation import statements
from countermove.presentation.blocks import Sentence, Table
from countermove.questions.solve import text as solve_told
from countermove.questions.why import text as why_told
from countermove.reports.cases import text as cases_told
from countermove.reports.cases.compute import published_record
from countermove.reports.cases.suite import list_published
from gmcr import Fuzzy
from gmcr.stability import Regions, sweep_thresholds
from tests.conftest import ROOT, models
from tests.judge.answers.graded import doubtful, graded_file, great_ones
from tests.judge.assessment_strategies import as_yaml
from tests.judge.graph import Graph
from tests.judge.preferences import CONCEPTS as LITERAL
from tests.judge.preferences import FuzzyKind
from tests.judge.sentences.generate import worded_file
from tests.judge.sentences.grammar import Reader
from tests.judge.sentences.of_published import PublishedFile, read_published, read_suite
from tests.judge.sentences.of_regions import Sweep, read_regions
from tests.judge.sentences.of_strength import read_solve
from tests.judge.sentences.of_whys import read_why
from tests.judge.sentences.selected import Asked, Selection
from tests.judge.sentences.trying import Trial, examined
from tests.judge.sentences.world import World

# -- strength and doubt ------------------------------------------------------------------------------------------------

FILES = (103, 110, 119, 139)
"""Small files that between them show every form of sentence."""


@dataclass(frozen=True)
class Graded:
    """A file with words of strength and doubt, and what the judge knows of it."""

    world: World
    assessment: cm.Assessment
    ways: tuple[tuple[bool | None, str | None], ...]
    """Ways to read it; None: nothing is asked for."""
    states: tuple[int, ...]


@cache
def graded(seed: int) -> Graded | None:
    rng = random.Random(seed)
    text = as_yaml(graded_file(yaml.safe_load(worded_file(seed)), rng))
    try:
        assessment = cm.loads(text)
    except cm.AssessmentError:
        return None
    world = World(Asked(text, Selection()))
    great, unknown = great_ones(world.base), doubtful(world.base)
    if not great and not unknown:
        return None
    ways = [(None, None), *((True, kind) for kind in (rng.sample("abcd", 2) if unknown else [None]) if great)]
    ways += [(False, kind) for kind in rng.sample("bcd", 1 if great else 2) if unknown]
    codes = list(world.base.form.by_code)
    return Graded(world, assessment, tuple(ways), tuple(rng.sample(codes, min(3, len(codes)))))


@cache
def answers(seed: int, strongly: bool | None, kind: str | None) -> tuple[Any, list[Any]]:
    """What `solve` and `why` find, of which the words are looked at."""
    file = graded(seed)
    assert file is not None
    asked: dict[str, Any] = {} if strongly is None else {"strongly": strongly, "type": kind}
    solved = reports.ask("solve", file.assessment, **asked)
    return solved, [reports.ask("why", file.assessment, state=state, **asked) for state in file.states]


def complaints(seed: int) -> tuple[list[str], dict[str, int]]:
    """What is false in what `solve` and `why` say of a file, and how often each form was met."""
    found: list[str] = []
    seen: dict[str, int] = {}
    if (file := graded(seed)) is None:
        return found, seen
    concepts = [name for name in file.world.setting.concepts if name in LITERAL] or list(LITERAL)
    for strongly, kind in file.ways:
        solved, reasons = answers(seed, strongly, kind)
        reader = Reader(file.world)
        read_solve(reader, solve_told.solve_text(solved))
        for state, answer in zip(file.states, reasons, strict=True):
            read_why(reader, why_told.why_text(answer), state, concepts)
        found += [f"{seed} {strongly} {kind} {one}" for one in reader.complaints]
        for label, many in reader.seen.items():
            seen[label] = seen.get(label, 0) + many
    return found, seen


def test_what_is_said_of_strength_and_doubt_is_so() -> None:
    seen: set[str] = set()
    for seed in models(range(100, 200), FILES):
        found, own = complaints(seed)
        assert found == []
        seen |= set(own)
    assert {f"why.{form}" for form in ("idle", "leaves", "stays", "sanction", "leaving")} <= seen
    assert "why.more" in seen
    assert {"strength.who", "doubt.who", "doubt.type", "doubt.whatever", "solve.ways", "solve.every_way"} <= seen


@pytest.mark.level("judge", but=1)
@pytest.mark.level("all")
@pytest.mark.parametrize("seed", [110, 103, 139])
def test_other_screens_say_that_they_go_by_the_order_alone(seed: int) -> None:
    text = as_yaml(graded_file(yaml.safe_load(worded_file(seed)), random.Random(seed)))
    found = examined(Trial(f"graded{seed}", text, surfaces=("screen 80", "check")))
    assert (found.refused, found.complaints) == ("", {})
    assert found.seen["strength.without"] == 2


def swapped(changes: dict[str, str], text: str) -> str:
    for old, new in changes.items():
        if old in text:
            return text.replace(old, new)
    return text


def worded_otherwise(place: Any, name: str, changes: dict[str, str]) -> Any:
    """Texts of a function with other words."""
    old = getattr(place, name)

    def told(*given: Any, **named: Any) -> Any:
        text = old(*given, **named)
        return swapped(changes, text) if isinstance(text, str) else [swapped(changes, one) for one in text]

    return patch.object(place, name, told)


def types(one: str, other: str) -> Any:
    words = statements._TYPES
    return patch.object(statements, "_TYPES", {**words, one: words[other], other: words[one]})


def read_as_other(place: Any) -> Any:
    """Sentences of the other strength than that of the answer."""
    old = place.statements_texts
    return patch.object(
        place, "statements_texts", lambda r, p: old(replace(r, strongly=bool(r.great) and not r.strongly), p)
    )


FAULTS: dict[str, Callable[[], Any]] = {
    "the words of another type": lambda: types("b", "c"),
    "surely for perhaps": lambda: types("a", "b"),
    "the other strength, in solve": lambda: read_as_other(solve_told),
    "the other strength, in why": lambda: read_as_other(why_told),
    "somebody else's wants": lambda: worded_otherwise(statements, "_names", {"Alba": "Brunia", "Brunia": "Alba"}),
    "no better for greatly worse": lambda: worded_otherwise(why_told, "_left", {"greatly worse": "no better"}),
    "surely for perhaps no better": lambda: worded_otherwise(
        why_told, "_left", {"perhaps": "surely", "surely": "perhaps"}
    ),
    "gains for may gain": lambda: worded_otherwise(why_told, "_gain", {" or may gain": ""}),
    "would for would or may": lambda: worded_otherwise(why_told, "_stays", {"would or may": "would"}),
    "one sanction for another": lambda: worded_otherwise(
        why_told, "_deterrence_text", {"then Alba": "then Brunia", "then Brunia": "then Alba"}
    ),
    "general for strong": lambda: worded_otherwise(solve_told, "_way", {"general": "strong", "strong": "general"}),
    "a type too many": lambda: worded_otherwise(
        solve_told, "_way", {"type c": "types b and c", "types b and d": "types a and b"}
    ),
    "holds for breaks": lambda: worded_otherwise(why_told, "_verdict", {"holds": "breaks", "breaks": "holds"}),
}


@pytest.mark.level("judge", but=6)
@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("fault", list(FAULTS))
def test_a_fault_in_what_is_said_of_strength_and_doubt_is_noticed(fault: str) -> None:
    with FAULTS[fault]():
        assert any(complaints(seed)[0] for seed in FILES), f"{fault} goes unnoticed"


# -- the suite ---------------------------------------------------------------------------------------------------------


@cache
def published_files() -> dict[str, PublishedFile]:
    folder = ROOT / "src" / "countermove" / "assessment" / "cases" / "conflicts"
    return {path.stem: PublishedFile(path) for path in sorted(folder.glob("*/*.yaml"), key=lambda path: path.stem)}


def about_published(names: Sequence[str] = ()) -> Iterator[str]:
    """What is false on the pages of published conflicts, and on that of all of them."""
    files = published_files()
    for name in names or files:
        page = cases_told.published_page(published_record(name))
        yield from (f"{name}: {one}" for one in read_published(page.blocks, files[name]))
    if not names:
        yield from read_suite(cases_told.suite_page(list_published()).blocks, files)


def test_what_is_said_of_printed_cells_is_so() -> None:
    assert list(about_published()) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("62 printed", "63 printed"),
        ("twelve feasible", "eleven feasible"),
        ("status quo is state 1 (U.delay)", "status quo is state 1 (U.accept)"),
        ("Uniroyal and Local", "Local government and Uniroyal"),
    ],
)
def test_a_fault_on_the_page_of_a_published_conflict_is_noticed(old: str, new: str) -> None:
    page = cases_told.published_page(published_record("elmira-1991"))
    changed = [replace(b, text=b.text.replace(old, new)) if isinstance(b, Sentence) else b for b in page.blocks]
    assert changed != list(page.blocks)
    assert list(read_published(changed, published_files()["elmira-1991"]))


@pytest.mark.parametrize("name", ["syria-iraq-1975", "us-dprk-2017-no-way-back"])
def test_a_computed_cell_or_an_erratum_that_is_not_so_is_noticed(name: str) -> None:
    record = published_record(name)
    (differs,) = record.differs
    wrong = replace(differs, computed="no" if differs.computed == "yes" else 400)
    fewer = replace(record.results[0], computed=record.results[0].computed[:-1])
    for changed in (replace(record, differs=(wrong,)), replace(record, results=(fewer, *record.results[1:]))):
        assert list(read_published(cases_told.published_page(changed).blocks, published_files()[name]))


def test_a_count_of_the_suite_that_is_not_so_is_noticed() -> None:
    record = list_published()
    one = record.cases[0]
    for changed in (
        one._replace(reproduced=one.reproduced - 1),
        one._replace(errata=1),
        one._replace(two_by_two=False),
    ):
        page = cases_told.suite_page(replace(record, cases=(changed, *record.cases[1:])))
        assert list(read_suite(page.blocks, published_files()))


# -- sweeps ------------------------------------------------------------------------------------------------------------

PLAYERS = ("row", "column")


def swept(rng: np.random.Generator, *, two: bool) -> tuple[Regions, Sweep]:
    """Chicken with fuzzy preferences, swept by the program and by the judge."""
    conflict = cm.load_conflict("chicken").conflict
    tables, numbers = {}, {}
    for actor in PLAYERS:
        degrees = {pair: int(rng.integers(0, 6)) * 2 for pair in combinations(range(4), 2)}
        tables[actor] = {pair: Fraction(many, 10) for pair, many in degrees.items()}
        tables[actor] |= {(s, q): Fraction(10 - many, 10) for (q, s), many in degrees.items()}
        numbers[actor] = sorted({abs(2 * degree - 1) for degree in tables[actor].values()})
    given = dict(zip(PLAYERS, (Fraction(int(many), 10) for many in rng.integers(1, 11, 2)), strict=True))
    kinds = {
        actor: Fuzzy(
            [[float(tables[actor].get((q, s), Fraction(1, 2))) for s in range(4)] for q in range(4)],
            threshold=float(given[actor]),
        )
        for actor in PLAYERS
    }
    over = PLAYERS[: 1 + two]
    regions = sweep_thresholds(
        conflict, concepts=("nash", "seq"), preferences=kinds, over=[(actor, "threshold") for actor in over]
    )
    moves = {actor: {s: frozenset({s ^ 1 << k}) for s in range(4)} for k, actor in enumerate(PLAYERS)}
    ranks = dict.fromkeys(PLAYERS, dict.fromkeys(range(4), 0))

    def of(values: Sequence[Fraction]) -> dict[str, FuzzyKind]:
        at = {**given, **dict(zip(over, values, strict=True))}
        return {actor: FuzzyKind(tables[actor], at[actor]) for actor in PLAYERS}

    axes = {f"{actor}'s threshold": numbers[actor] for actor in over}
    return regions, Sweep(Graph(tuple(range(4)), PLAYERS, moves, ranks), axes, tuple(given[a] for a in over), of)


def about_sweeps(many: int = 6) -> Iterator[str]:
    rng = np.random.default_rng(2)
    for number in range(many):
        regions, sweep = swept(rng, two=number % 2 == 1)
        for concept in ("nash", "seq"):
            figure = pictures.regions_figure(regions, concept=concept)
            assert isinstance(figure.table, Table)
            rows = [[str(cell) for cell in row] for row in figure.table.rows if row[0] == concept]
            yield from read_regions(sweep, figure.title, rows, concept)


def test_what_is_said_of_a_sweep_is_so() -> None:
    assert list(about_sweeps()) == []


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("_least_margin", lambda *given: 0.3),
        ("_now", lambda *given: [0]),
        ("_axes", lambda regions: ["alpha", "beta"][: len(regions.axes)]),
        ("_margin", lambda margin: "0.05"),
        ("_holds_given", lambda *given: True),
        ("concept_name", lambda name: "GMR"),
    ],
)
def test_a_fault_in_what_is_said_of_a_sweep_is_noticed(name: str, fault: Any) -> None:
    with patch.object(pictures, name, fault):
        assert list(about_sweeps(4))
