"""What can be true together, against all subsets of claims judged naively."""

from __future__ import annotations

import importlib
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from math import log2

import numpy as np
import pytest

import countermove as cm
from countermove.context.answer import ask
from countermove.questions.together.compute import minimal, minimal_hitting_sets, together
from countermove.questions.together.text import together_text
from gmcr.base.errors import UnknownName
from gmcr.base.tasks import run_until_interrupted
from tests import flagship
from tests.judge.answers.claims import judge_claims
from tests.judge.answers.games import readings_of
from tests.judge.answers.roads import CONCEPTS
from tests.judge.assessment_strategies import CHECKS
from tests.unit.questions.assessments import pair

together_module = importlib.import_module("countermove.questions.together.compute")

CHEAP = tuple(kind for kind in CHECKS if kind not in ("more_responsible", "everywhere", "exactly_where"))


@pytest.mark.level("judge", but=9)
@pytest.mark.level("all", but=5)
@pytest.mark.parametrize("seed", range(6000, 6024))
def test_exclusions_are_the_minimal_sets_that_no_cell_makes_true(seed: int) -> None:
    given = pair(seed, claims=6, checks=CHEAP)
    ids = tuple(given.document["claims"])
    expected = judge_claims(given.document)
    cells = {
        (number, concept): {name: expected[name].values[number][k] for name in ids}
        for number in range(len(readings_of(given.document)))
        for k, concept in enumerate(CONCEPTS)
    }

    def compatible(names: tuple[str, ...]) -> bool:
        return any(all(values[name] is True for name in names) for values in cells.values())

    excluded = [own for size in range(1, 7) for own in combinations(ids, size) if not compatible(own)]
    smallest = [own for own in excluded if not any(set(other) < set(own) for other in excluded)]
    found = together(given.assessment, claims=ids)
    assert found.complete
    assert {item.claims for item in found.exclusions} == set(smallest)
    assert [len(item.claims) for item in found.exclusions] == sorted(map(len, smallest))
    whole = [own for size in range(7) for own in combinations(ids, size) if compatible(own)]
    assert set(found.largest) == {own for own in whole if not any(set(own) < set(other) for other in whole)}
    assert bool(found.holding) == compatible(ids)
    fewest = min(sum(value is not True for value in values.values()) for values in cells.values())
    closest = {
        (number, concept)
        for (number, concept), values in cells.items()
        if sum(v is not True for v in values.values()) == fewest
    }
    told = set()
    for item in found.closest:
        number = readings_of(given.document).index(dict(item.reading))
        for concept in item.concepts:
            told.add((number, concept))
            values = cells[number, concept]
            assert item.false == tuple(name for name in ids if values[name] is False)
            assert item.undefined == tuple(name for name in ids if values[name] is None)
            assert item.fails == fewest
    assert told == closest
    for exclusion in found.exclusions:
        assert exclusion.undefined == tuple(
            name for name in exclusion.claims if all(values[name] is None for values in cells.values())
        )
    # What answers settle.
    for item in found.settles:
        counts, bits = [], 0.0
        for answer, determined in item.by_answer:
            own = [
                values
                for (number, concept), values in cells.items()
                if (concept if item.factor == "concept" else readings_of(given.document)[number][item.factor]) == answer
            ]
            assert determined == tuple(name for name in ids if len({values[name] for values in own} - {None}) == 1)
            counts.append(len(determined))
            for name in ids:
                defined = sum(values[name] is not None for values in own)
                every = sum(values[name] is not None for values in cells.values())
                bits -= entropy([values[name] for values in own]) * (defined / every if every else 0)
        bits += sum(entropy([values[name] for values in cells.values()]) for name in ids)
        assert item.determined == Fraction(sum(counts), len(counts))
        assert item.bits == pytest.approx(bits, abs=1e-9)


def entropy(values: list[bool | None]) -> float:
    true, false = values.count(True), values.count(False)
    parts = [part / (true + false) for part in (true, false) if part]
    return -sum(part * log2(part) for part in parts)


def test_minimal_hitting_sets_by_hand() -> None:
    sets = [frozenset({1, 2}), frozenset({2, 3}), frozenset({1, 2, 3}), frozenset({4})]
    assert minimal(sets) == [frozenset({4}), frozenset({1, 2}), frozenset({2, 3})]
    assert minimal_hitting_sets(sets) == ([frozenset({2, 4}), frozenset({1, 3, 4})], True)
    assert minimal_hitting_sets([]) == ([frozenset()], True)
    assert minimal_hitting_sets([frozenset(), frozenset({1})]) == ([], True)


def test_too_many_hitting_sets_are_cut_short_and_said_to_be() -> None:
    sets = [frozenset({2 * k, 2 * k + 1}) for k in range(8)]
    every, whole = minimal_hitting_sets(sets)
    assert (len(every), whole) == (256, True)
    some, whole = minimal_hitting_sets(sets, most=10)
    assert not whole
    assert some
    assert set(some) < set(every)


@pytest.mark.level("all")
def test_korea() -> None:
    korea = flagship.korea()
    found = together(korea)
    assert found.claims == tuple(item.id for item in flagship.korea_checked().record.claims if item.of_the_author)
    assert (found.concepts, found.readings, found.complete, found.holding) == (CONCEPTS, 32, True, ())
    assert found.listed
    assert found.left_out == ()
    assert [item.claims for item in found.exclusions] == [("C16",), ("C01f", "C22"), ("C20", "C22")]
    assert [item.alone for item in found.exclusions] == [True, False, False]
    for item in found.closest:
        assert item.false == ("C16", "C22")
        assert item.reading["O1"] == "refuses"
    assert found.settles[0].factor == "O1"
    assert found.settles[-1].factor == "concept"
    # Without the claim that is false by itself and the one that excludes two others, all can be true together.
    rest = [name for name in found.claims if name not in ("C16", "C22")]
    eased = together(korea, claims=rest)
    assert eased.exclusions == ()
    assert eased.holding == eased.closest != ()
    assert eased.largest == (tuple(rest),)


def test_one_concept_alone_and_bad_input() -> None:
    korea = flagship.korea()
    assert together(korea, claims=["C20", "C22"], concepts=["nash"]).exclusions[0].claims == ("C20", "C22")
    with pytest.raises(UnknownName, match="claim"):
        together(korea, claims=["C99"])
    with pytest.raises(UnknownName, match="concept"):
        together(korea, concepts=["nsah"])


def test_no_claims_are_true_together_for_want_of_a_reason_not_to_be() -> None:
    found = together(flagship.korea(), claims=[])
    assert (found.claims, found.exclusions, len(found.holding)) == ((), (), 32)


def test_an_interrupt_leaves_the_claims_that_are_judged() -> None:
    korea = flagship.korea()
    told: list[tuple[int, int]] = []

    def stop(done: int, of: int) -> None:
        told.append((done, of))
        if done == 3:
            raise KeyboardInterrupt

    asked = ["C16", "C19", "C20", "C22"]
    found = run_until_interrupted(together.work(korea, claims=asked), stop)
    assert told == [(0, 4), (1, 4), (2, 4), (3, 4)]
    assert (found.claims, found.left_out) == (("C16", "C19", "C20"), ("C22",))
    assert (found.complete, found.listed) == (False, True)
    part = together(korea, claims=found.claims)
    assert part.complete
    assert (found.exclusions, found.closest, found.largest) == (part.exclusions, part.closest, part.largest)
    # What excludes itself among some claims does so among all of them.
    whole = together(korea, claims=asked)
    assert {item.claims for item in found.exclusions} <= {item.claims for item in whole.exclusions}


def test_an_interrupt_before_any_claim_is_judged() -> None:
    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    found = run_until_interrupted(together.work(cm.load("korea-2021"), claims=["C16", "C22"]), stop)
    assert (found.claims, found.left_out, found.complete) == ((), ("C16", "C22"), False)


@pytest.mark.level("all")
def test_verdicts_that_are_known_are_used() -> None:
    assessment = flagship.korea()
    verdicts = cm.check(assessment)
    mine, known = together(assessment), together(assessment, verdicts=verdicts)
    assert (mine.exclusions, mine.closest, mine.determined) == (known.exclusions, known.closest, known.determined)
    wrong = [replace(item, values=np.ones_like(item.values)) for item in verdicts]
    assert together(assessment, verdicts=wrong).exclusions == ()
    assert together(assessment, concepts=["nash"], verdicts=wrong).exclusions  # judged under other concepts


def many_readings(questions: int) -> cm.Assessment:
    """An assessment with so many open questions of two answers each."""
    wants = "\n".join(f"      - {{id: w{k}, want: a.x implies a.y, at: [1]}}" for k in range(questions + 1))
    asked = "\n".join(
        f"  Q{k}:\n    asks: What?\n    readings:\n      y: {{}}\n      n:\n        drop: [w{k}]"
        for k in range(questions)
    )
    return cm.loads(
        "countermove: 1\nsources:\n  s: {what: An essay, default: true}\nactors:\n  a:\n    options:\n      x: {does: acts}\n"
        f"      y: {{does: acts too}}\n    wants:\n{wants}\nstart: []\nopen:\n{asked}\n"
        "claims:\n  C1: {says: It holds, at: [1], check: {stable: start}}\n"
        "  C2: {says: It is left, at: [1], check: {every_outcome: a.y}}\n"
    )


@pytest.mark.level("judge", but=1)
@pytest.mark.level("all")
@pytest.mark.parametrize("after", [0, 1])
def test_an_interrupt_ends_it_with_as_many_readings_as_there_may_be(after: int) -> None:
    assessment = many_readings(16)
    assert len(assessment.readings) == 65_536
    heard: list[int] = []

    def stop(done: int, of: int) -> None:
        heard.append(done)
        if done == after:
            raise KeyboardInterrupt

    answer = ask("together", assessment, progress=stop)
    together_text(answer)
    assert heard == list(range(after + 1)), "nothing is looked at after it"
    assert len(answer.record.claims) == after


def test_columns_are_told_apart_with_more_claims_than_one_number_holds() -> None:
    values = np.random.default_rng(5).integers(-1, 2, size=(90, 40, 3), dtype=np.int8)
    values[:, 20:] = values[:, :20]  # each twice
    values[-1, 30:] = -values[-1, 30:]  # some differ in the last alone
    patterns, of_cell = together_module._patterns(values)
    assert np.array_equal(patterns[of_cell], np.moveaxis(values, 0, -1))
    assert len(patterns) == len(np.unique(values.reshape(90, -1), axis=1).T)
    patterns, of_cell = together_module._patterns(values[:0])
    assert patterns.shape == (1, 0)
    assert not of_cell.any()
