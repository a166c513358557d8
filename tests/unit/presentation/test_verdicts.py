from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from countermove.assessment import Assessment, load
from countermove.context.glossary import glossary_of
from countermove.questions.check.verdicts import (
    cells_text,
    claims_summary,
    expectation_text,
    rests_text,
    says_text,
    warnings_text,
)
from countermove.verdicts.claims import ClaimVerdict, Support
from countermove.verdicts.turning_points import Condition, conditions_text
from gmcr import Edit

__all__: list[str] = []

CLAIM = ClaimVerdict(
    id="C",
    verdict="contradicted",
    expect=None,
    probe=False,
    by=None,
    unsupported=False,
    kind="contradicted",
    restated=(),
    undone_by=None,
    values=np.array([[0, 0], [0, -1]], dtype=np.int8),
    concepts=("nash", "gmr"),
    turns_on=(),
    rests_on=(),
    by_inaction=False,
)


@pytest.mark.parametrize(
    ("conditions", "told"),
    [
        ([], ""),
        (
            [Condition((("O1", "refuses"),), True), Condition((("O1", "answers"),), False)],
            "holds whenever O1 = refuses; fails whenever O1 = answers",
        ),
        (
            [Condition((("concept", "gmr"),), False), Condition((("concept", "smr"),), False)],
            "fails whenever concept = GMR or SMR",
        ),
        (
            [Condition((("O3", "yields"), ("concept", "nash")), True)],
            "holds whenever O3 = yields and concept = Nash",
        ),
        (
            [Condition((("O1", "a"),), True), Condition((("O2", "x"), ("O3", "y")), False)],
            "holds whenever O1 = a; one further condition",
        ),
        (
            [Condition((("a", str(k)), ("b", "x")), True) for k in range(5)],
            "; ".join([*(f"holds whenever a = {k} and b = x" for k in range(3)), "two further conditions"]),
        ),
    ],
)
def test_what_a_claim_turns_on_is_told_simplest_first(conditions: list[Condition], told: str) -> None:
    assert conditions_text(conditions) == told


def test_conditions_are_told_in_the_words_of_the_case() -> None:
    words = glossary_of(load("korea-2021"))
    one = [
        Condition((("O1", "refuses"),), True),
        Condition((("concept", "gmr"),), False),
        Condition((("concept", "smr"),), False),
    ]
    assert conditions_text(one, words=words) == (
        "holds if Washington would not sit down (O1); fails with everybody fearing any answer (GMR) or fearing any answer with a "
        "reply of their own (SMR)"
    )
    both = [Condition((("O3", "resists"), ("concept", "nash")), True)]
    assert conditions_text(both, words=words) == (
        "holds if Pyongyang resists being pressed (O3), with everybody looking one step ahead (Nash)"
    )
    bare = [Condition((("O2", "leverage_first"), ("O1", "refuses")), True)]
    assert "China ranks its leverage above talks (O2)" in conditions_text(bare, words=words)


def test_cells_leave_out_the_undefined_and_say_so() -> None:
    assert cells_text(CLAIM) == "0 of 3, 1 undefined"
    assert cells_text(replace(CLAIM, values=np.array([[1, 0]], dtype=np.int8))) == "1 of 2"


def test_what_a_claim_rests_on_is_gathered_by_want() -> None:
    edits = [Edit("a", "w1", "drop"), Edit("a", "w1", "could_be"), Edit("b", "w2", "swap")]
    claim = replace(CLAIM, rests_on=tuple(Support(edit, ("nash",)) for edit in edits))
    assert rests_text(claim) == "w1 (left out or turned), w2 (ranked lower)"
    assert rests_text(claim, most=1) == "w1 (left out or turned) and 1 more"
    assert rests_text(CLAIM) == "nothing"


def test_the_uncomfortable_is_said() -> None:
    assert warnings_text(CLAIM) == ()
    assert warnings_text(replace(CLAIM, verdict="vacuous", kind="vacuous")) == ("there is nothing to judge",)
    assert warnings_text(replace(CLAIM, kind="unsupported")) == ("no single change of any want makes it true",)
    several = replace(CLAIM, kind="restates", restated=("w1", "w2"))
    assert warnings_text(several) == (
        "restates w1 or w2: each of them alone settles it, so no single change alters it",
    )
    assert warnings_text(replace(CLAIM, kind="restates", restated=("w1",))) == (
        "restates w1: that want alone settles it",
    )
    never = replace(CLAIM, verdict="follows", kind="condition_never_met")
    assert warnings_text(never) == ("its condition is met nowhere",)
    whatever = replace(CLAIM, verdict="follows", kind="holds_whatever", undone_by=())
    assert warnings_text(whatever) == (
        "it would hold with no wants at all, and no single change of a want makes it false",
    )
    loose = replace(CLAIM, verdict="follows", kind="follows", undone_by=())
    assert warnings_text(loose) == ("rests on no single want",)
    assert warnings_text(replace(loose, undone_by=(Edit("a", "w1", "turn"),))) == ()
    assert expectation_text(CLAIM) == ""
    assert expectation_text(replace(CLAIM, expect="follows")) == 'not as expected: the file expects "follows"'


def test_claims_are_counted_by_class() -> None:
    follows = replace(CLAIM, verdict="follows", kind="follows")
    open_ = replace(CLAIM, verdict="not determined", kind="depends")
    assert claims_summary([CLAIM]) == "is contradicted"
    assert claims_summary([follows, follows, CLAIM]) == "two follow and one is contradicted"
    assert claims_summary([follows, open_, CLAIM]) == "one follows, one depends and one is contradicted"


def test_it_is_said_whose_a_claim_is_and_where_it_is_judged(ferry: Assessment) -> None:
    words = glossary_of(ferry)
    assert says_text(replace(CLAIM, id="B"), words) == "A gift brings the service (if somebody pays, in gift)"
    assert says_text(replace(CLAIM, id="C"), words) == "The town pays at last (held by Line)"
    probe = replace(CLAIM, id="D", probe=True)
    assert says_text(probe, words) == "The line would rather run for nothing (a probe, not the author's)"
    assert says_text(probe, words, whose=False) == "The line would rather run for nothing"
