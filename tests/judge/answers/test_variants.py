"""Mechanical variants against the file that a person would write for each: its text with one change made by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any, get_args

import numpy as np
import pytest
import yaml

from countermove.assessment import Assessment, loads
from countermove.assessment.variants import VariantKind, variants_of
from countermove.verdicts.answers.compute import answers
from countermove.verdicts.claims import check
from countermove.verdicts.conclusions import conclusions_of
from gmcr.base.errors import AssessmentError, ModelError
from tests.judge.answers.checks import ABOUT_EDITS
from tests.judge.answers.generate import random_file
from tests.judge.assessment_strategies import as_yaml

__all__: list[str] = []

Data = dict[str, Any]

SMALL = """
countermove: 1
key_questions: {K1: {asks: "Does A go?", answer_yes: {check: {every_outcome: a.go}}}}
actors:
  a:
    options: {go: {does: goes, one_way: forward}, shout: {does: shouts}}
    wants:
      - {id: a1, want: a.go iff b.pay, could_be: a.go}
      - {id: a2, want: not a.shout, while: heat < 0.5, otherwise: a.shout}
  b:
    options: {pay: {does: pays}}
    wants: [{id: b1, want: a.go}, {id: b2, want: not b.pay}]
  c:
    options: {watch: {does: watches}}
    wants: [{id: c1, want: c.watch}]
never: {r1: {never: a.shout and b.pay}}
drivers: {heat: {now: 0.2}}
claims: {C1: {says: Nobody shouts, check: {no_outcome: a.go and c.watch}}}
"""


def by_hand(document: Data, name: str) -> Data:
    """The document with one variant written into it."""
    data = deepcopy(document)
    match name.split():
        case ["swap", above, below]:
            wants, place = _wants(data, above)
            assert wants[place + 1]["id"] == below
            wants[place], wants[place + 1] = wants[place + 1], wants[place]
        case ["without", thing] if "." in thing:
            _freeze(data, thing)
        case ["without", want]:
            wants, place = _wants(data, want)
            kept = {key: value for key, value in wants[place].items() if key in ("id", "could_be")}
            wants[place] = kept | {"want": True}
        case ["weaken", want, way]:
            wants, place = _wants(data, want)
            for key in ("want", "otherwise", "could_be"):
                if key in wants[place]:
                    weaker = {"forward": " implies ", "back": " or not "}[way]
                    wants[place][key] = str(wants[place][key]).replace(" iff ", weaker)
        case ["always", want]:
            wants, place = _wants(data, want)
            wants[place] = {key: value for key, value in wants[place].items() if key not in ("while", "otherwise")}
        case ["two-way", option]:
            del _option(data, option)["one_way"]
        case ["one-way", option]:
            _option(data, option)["one_way"] = "forward"
        case ["allow", rule]:
            del data["never"][rule]
        case ["part", "of", "nobody", actor]:
            for option in data["actors"][actor]["options"]:
                _freeze(data, f"{actor}.{option}")
        case _:
            raise AssertionError(f"{name} is not known")
    return data


def _wants(data: Data, want: str) -> tuple[list[Data], int]:
    own = next(body["wants"] for body in data["actors"].values() if any(line["id"] == want for line in body["wants"]))
    return own, [line["id"] for line in own].index(want)


def _option(data: Data, option: str) -> Data:
    actor, _, name = option.partition(".")
    own: Data = data["actors"][actor]["options"][name]
    return own


def _freeze(data: Data, option: str) -> None:
    """Nobody can have the option otherwise than it is at the start."""
    levels, at = _option(data, option).get("levels"), None
    bare = option.partition(".")[2]
    alone = sum(bare in body["options"] for body in data["actors"].values()) == 1
    for act in data.get("start", ()):
        denied, (named, _, level) = act.startswith("not "), act.removeprefix("not ").partition(" = ")
        if named == option or (alone and named == bare):
            at = None if denied else level or (levels[-1] if levels else "on")
    kept = f"not {option}" if at else option
    frozen = f"{option} != {at or levels[0]}" if levels else kept
    data.setdefault("never", {})[f"as_at_start_{bare}_{option.partition('.')[0]}"] = {"never": frozen}


def the_same(name: str, variant: Assessment, written: Assessment, about_edits: set[str]) -> Iterator[str]:
    """What both are asked: each answer and claim that is the same. *about_edits*: claims that count wants that say nothing."""
    found = conclusions_of(variant, variant.concepts)
    for question in answers(written, search=False).questions:
        for one in question.answers:
            cells = found.answers.get((question.id, one.scenario))
            if cells is not None and not isinstance(cells, str):
                assert np.array_equal(cells, one.values), (name, question.id, one.scenario)
                yield "answer"
    for claim in check(written, search=False):
        table = found.claims.get(claim.id)
        if table is not None and claim.id not in about_edits:
            assert np.array_equal(table, claim.values), (name, claim.id)
            yield "claim"


def _about_edits(document: Mapping[str, Any]) -> set[str]:
    return {name for name, claim in document["claims"].items() if set(claim["check"]) & set(ABOUT_EDITS)}


def judged(text: str) -> Counter[str]:
    """Judge every variant of a text, and count by kind what was compared."""
    document, assessment = yaml.safe_load(text), loads(text)
    wants_written, counted = _about_edits(document), Counter[str]()
    for variant in variants_of(assessment):
        try:
            written = loads(as_yaml(by_hand(document, variant.name)))
            list(answers(written, search=False).questions)
        except (AssessmentError, ModelError):  # what is frozen is switched by an overlay, or by a claim
            assert variant.kind in ("without option", "part of nobody"), variant.name
            continue
        counts_wants = variant.kind in ("without want", "without option", "part of nobody")
        counted[variant.kind] += len(
            list(the_same(variant.name, variant.make(), written, wants_written if counts_wants else set()))
        )
    return counted


@pytest.mark.level("judge", but=3)
@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("seed", [*range(9), 12, 10, 11])  # a scenario of 9 has no start, so that it is not read
def test_every_variant_says_what_the_rewritten_text_says(seed: int) -> None:
    counted = judged(random_file(seed, claims=4))
    assert {"swap", "without want", "one-way"} <= {kind for kind, count in counted.items() if count}


def test_each_kind_of_variant_says_what_the_rewritten_text_says() -> None:
    assert set(judged(SMALL)) == set(get_args(VariantKind))


def test_variants_have_these_names_in_this_order() -> None:
    assert [variant.name for variant in variants_of(loads(SMALL))] == [
        "swap a1 a2",
        "without a1",
        "weaken a1 forward",
        "weaken a1 back",
        "without a2",
        "always a2",
        "two-way a.go",
        "without a.shout",
        "one-way a.shout",
        "swap b1 b2",
        "without b1",
        "without b2",
        "without b.pay",
        "one-way b.pay",
        "without c1",
        "without c.watch",
        "one-way c.watch",
        "allow r1",
        "part of nobody b",
        "part of nobody c",
    ]
