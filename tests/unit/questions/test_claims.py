"""Verdicts, values, and what claims turn and rest on, against the naive judge."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

import countermove as cm
from countermove import CONCEPTS, ClaimVerdict, UnknownName
from countermove.verdicts.claims import factors_of
from tests import flagship
from tests.conftest import FULL, models
from tests.judge.answers.claims import JudgedClaim, judge_claims
from tests.judge.assessment_files import loads_document
from tests.judge.assessment_strategies import EVERY
from tests.unit.questions.assessments import CLOCKS, as_told, pair, paper

SEEDS = range(240)
CHOSEN = (
    *(
        1,
        6,
        10,
        13,
        14,
        15,
        16,
        17,
        23,
        27,
        28,
        33,
        34,
        37,
        39,
        45,
        53,
        55,
        56,
        58,
        63,
        65,
        70,
        71,
        76,
        77,
        78,
        80,
        81,
        82,
        87,
    ),
    *(
        88,
        89,
        93,
        95,
        103,
        104,
        109,
        113,
        118,
        121,
        123,
        124,
        126,
        133,
        146,
        149,
        151,
        152,
        161,
        172,
        175,
        179,
        193,
        194,
        197,
    ),
    *(204, 206, 207, 239),
)
"""A quarter of them, in which whatever is told of a kind of check occurs twice, or as often as in all."""

CHUNK = 10

INDUCING = (1012, 1021, 1089, 1235)
"""Few documents have an inducement at the start: these do."""


def same(found: ClaimVerdict, expected: JudgedClaim, where: object) -> None:
    """Everything that the judge says of a claim."""
    assert found.verdict == expected.verdict, where
    assert found.values.dtype == np.int8
    assert tuple(map(tuple, found.values.tolist())) == tuple(map(as_told, expected.values)), where
    assert tuple((c.equations, c.holds) for c in found.turns_on) == tuple(
        (c.conditions, c.value) for c in expected.turns_on
    ), where
    assert {(s.edit.want, s.edit.kind, s.concepts) for s in found.rests_on} == {
        (r.want, r.edit, r.concepts) for r in expected.rests_on
    }, where
    assert len(found.rests_on) == len(expected.rests_on), where
    assert found.unsupported == expected.unsupported, where
    assert found.restated == expected.restated, where
    assert found.kind == expected.kind, where
    assert found.by_inaction == expected.by_inaction, where
    assert found.probe == expected.probe, where


# --- the judge ---


@pytest.mark.level("judge", but=1)
@pytest.mark.level("all")
@pytest.mark.parametrize("first", range(0, len(models(SEEDS, CHOSEN)), CHUNK))
def test_no_disagreement_with_the_judge(first: int) -> None:
    for seed in models(SEEDS, CHOSEN)[first : first + CHUNK]:
        given = pair(seed)
        expected = judge_claims(given.document)
        found = cm.check(given.assessment)
        assert [item.id for item in found] == list(given.document["claims"])
        for item in found:
            same(item, expected[item.id], (seed, item.id, given.document["claims"][item.id]))


@pytest.mark.level("judge")
def test_the_chosen_models_show_whatever_all_show() -> None:
    shown = {seed: traits(seed) for seed in SEEDS}
    every, chosen = (Counter(trait for seed in seeds for trait in shown[seed]) for seeds in (SEEDS, CHOSEN))
    assert len(every) > 130
    assert {trait: count for trait, count in every.items() if chosen[trait] < min(count, 2)} == {}


def traits(seed: int) -> set[tuple[object, ...]]:
    """What the verdicts on a model's claims show, by the kind of check."""
    given, found = pair(seed), set()
    for item in cm.check(given.assessment):
        kind = next(iter(given.document["claims"][item.id]["check"]))
        found |= {(kind, item.verdict), (kind, item.kind)}
        found |= {
            (kind, name) for name in ("unsupported", "restated", "by_inaction", "rests_on") if getattr(item, name)
        }
        if item.turns_on:
            found.add((kind, "turns on", min(3, max(len(condition.equations) for condition in item.turns_on))))
    return found


@pytest.mark.level("judge", but=3)
@pytest.mark.level("all")
@pytest.mark.parametrize("kind", EVERY)
def test_every_kind_of_check_is_judged_alike(kind: str) -> None:
    verdicts = set()
    few = {"exactly_where": 6, "everywhere": 6, "single_changes_only_by": 40, **dict.fromkeys(CLOCKS, 5)}
    seeds = range(1004, 1004 + few.get(kind, 12))
    for seed in INDUCING if kind == "induces" else seeds:
        given = pair(seed, claims=6 if kind == "induces" else 3, checks=(kind,))
        expected = judge_claims(given.document)
        for item in cm.check(given.assessment):
            same(item, expected[item.id], (kind, seed, item.id))
            verdicts.add(item.verdict)
    assert len(verdicts) > 1, "the documents drawn do not tell the verdicts apart"


@pytest.mark.level("all")
def test_some_concepts_or_claims_alone_are_judged_alike() -> None:
    for seed in models(range(2000, 2015), range(2000, 2006)):
        given = pair(seed)
        concepts = (("seq",), ("symseq", "nash"), ("gmr", "smr", "seq"))[seed % 3]
        expected = judge_claims(given.document, concepts)
        chosen = list(given.document["claims"])[seed % 2 :: 2]
        found = cm.check(given.assessment, reversed(chosen), concepts)
        assert [item.id for item in found] == chosen
        for item in found:
            assert item.concepts == concepts
            same(item, expected[item.id], (seed, item.id))


@pytest.mark.level("all")
def test_the_order_of_questions_does_not_matter() -> None:
    """What is kept between questions about one assessment changes no answer."""
    for seed in models(range(3000, 3010), range(3000, 3003)):
        given = pair(seed)
        fresh = paper(given.document)
        for name in reversed(list(given.document["claims"])):
            [alone] = cm.check(fresh, [name])
            [again] = [item for item in cm.check(given.assessment) if item.id == name]
            assert np.array_equal(alone.values, again.values)
            assert alone.rests_on == again.rests_on


# --- the bundled case ---


@pytest.mark.level("judge")
def test_korea() -> None:
    assessment = cm.load("korea-2021")
    document, found = dict(loads_document(assessment.text)), cm.check(assessment)
    assert [item.id for item in found] == list(document["claims"])
    assert len(found) > 10
    for item in found:
        assert item.values.shape == (32, 5)
        assert item.as_expected in (True, None), (item.id, item.verdict, item.expect)
    # The first claim of each kind of check with each verdict, or all. Where one goes everywhere the judge is slow, and small
    # models show every verdict (`test_every_kind_of_check_is_judged_alike`).
    kinds = {(next(iter(document["claims"][item.id]["check"])), item.verdict): item for item in reversed(found)}
    first = {item.id for (kind, _), item in kinds.items() if kind != "everywhere"}
    judged = [item for item in found if FULL or item.id in first]
    assert len(judged) >= 20
    document["claims"] = {item.id: document["claims"][item.id] for item in judged}
    expected = judge_claims(document)
    for item in judged:
        same(item, expected[item.id], item.id)


@pytest.mark.level("all")
def test_the_bundled_case_says_what_the_seed_file_says(shared: Path) -> None:
    seed = cm.check(cm.load(shared / "seed" / "korea-2021.yaml"))
    for one, other in zip(seed, flagship.korea_checked().record.claims, strict=True):
        assert (one.id, one.verdict, one.unsupported, one.restated) == (
            other.id,
            other.verdict,
            other.unsupported,
            other.restated,
        )
        assert np.array_equal(one.values, other.values)
        assert (one.turns_on, one.rests_on) == (other.turns_on, other.rests_on)


# --- the record ---

SMALL = """
countermove: 1
title: Two who wait
target: x and y
sources: {note: {what: made up, grade: B2, default: true}}
actors:
  a:
    options: {x: {does: waits no more}}
    wants: [{id: a1, want: not x, could_be: x, at: [1]}]
  b:
    options: {y: {does: waits no more}}
    wants: [{id: b1, want: not y, could_be: y, at: [1]}]
open:
  Q1: {asks: Will a come?, readings: {no: {}, yes: {rewrite: {a1: {want: x}}}}}
claims:
  C1: {says: Nothing moves., check: {stable: start}, expect: not determined, at: [1]}
  C2: {says: a is content., check: {content: a}, expect: follows, at: [1]}
  C3: {says: b never comes., check: {never_passes: y}, probe: true, at: [1]}
  C4: {says: b comes., check: {passes: y}, by: b, at: [1]}
"""


def test_the_record() -> None:
    c1, c2, c3, c4 = cm.check(cm.loads(SMALL))
    assert (c1.verdict, c1.as_expected, c1.of_the_author) == ("not determined", True, True)
    assert [(c.equations, c.holds) for c in c1.turns_on] == [((("Q1", "no"),), True), ((("Q1", "yes"),), False)]
    assert c1.values.tolist() == [[1] * 5, [0] * 5]
    assert (c2.verdict, c2.as_expected) == ("not determined", False)
    assert [(s.edit.want, s.edit.kind, s.concepts) for s in c2.rests_on] == [("a1", "could_be", CONCEPTS)]
    assert (c3.verdict, c3.probe, c3.of_the_author, c3.as_expected) == ("follows", True, False, None)
    assert (c4.verdict, c4.by, c4.of_the_author) == ("contradicted", "b", False)
    assert not c4.unsupported  # b1 could be y
    assert [claim.kind for claim in (c1, c2, c3, c4)] == ["depends", "depends", "holds_by_inaction", "contradicted"]


def test_a_claim_that_rests_on_nothing_says_so() -> None:
    text = SMALL.replace(", could_be: x", "").replace(", could_be: y", "").replace("{rewrite: {a1: {want: x}}}", "{}")
    c1, _, _, c4 = cm.check(cm.loads(text))
    assert (c1.verdict, c1.rests_on, c1.restated, c1.by_inaction) == ("follows", (), (), True)
    assert (c1.kind, [(edit.want, edit.kind) for edit in c1.undone_by or ()]) == (
        "holds_by_inaction",
        [("a1", "turn"), ("b1", "turn")],
    )
    assert (c4.verdict, c4.unsupported, c4.kind) == ("contradicted", True, "unsupported")


def test_factors_are_the_questions_and_the_concept() -> None:
    assert factors_of(cm.loads(SMALL).questions, ("nash", "seq")) == (
        ("Q1", ("no", "yes")),
        ("concept", ("nash", "seq")),
    )


def test_unknown_claims_and_concepts_are_refused() -> None:
    assessment = cm.loads(SMALL)
    with pytest.raises(UnknownName, match="claim"):
        cm.check(assessment, ["C9"])
    with pytest.raises(UnknownName, match="concept"):
        cm.check(assessment, concepts=["nsah"])


def test_what_claims_rest_on_is_looked_for_unless_told_otherwise() -> None:
    case = cm.loads(SMALL)
    for whole, found in zip(cm.check(case), cm.check(case, search=False), strict=True):
        assert (found.verdict, found.turns_on, found.since) == (whole.verdict, whole.turns_on, whole.since)
        assert np.array_equal(found.values, whole.values)
        assert (whole.searched, found.searched) == (True, False)
        assert (found.rests_on, found.restated, found.rests_on_nothing) == ((), (), False)
