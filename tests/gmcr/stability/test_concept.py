"""The five concepts: what each takes into account, and whom that deters."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from itertools import product

import pytest

from gmcr import solve
from gmcr.stability import CONCEPTS, Concept, concept
from tests.gmcr.stability.conflicts import exchange


def test_concepts_differ_in_sanctions_and_reply_only() -> None:
    table = {name: (concept(name).sanctions, concept(name).reply) for name in CONCEPTS}
    assert table == {
        "nash": ("none", False),
        "gmr": ("moves", False),
        "smr": ("moves", True),
        "seq": ("improvements", False),
        "symseq": ("improvements", True),
    }


def test_an_improvement_is_not_made_where_an_answer_hurts_is_willing_and_cannot_be_escaped() -> None:
    """Under Nash it always is. Any answer counts under GMR and SMR; under SMR and symmetric SEQ it must leave no way out."""
    worth = ("worse", "same", "better")
    for sanction, escape, willing, opponents in product(worth, ("", *worth), (True, False), (1, 2)):
        conflict = exchange(sanction=sanction, escape=escape, willing=willing, opponents=opponents)
        hurts, sticks = sanction != "better", escape != "better"
        stable = {
            "nash": False,
            "gmr": hurts,
            "smr": hurts and sticks,
            "seq": hurts and willing,
            "symseq": hurts and sticks and willing,
        }
        for asked in (CONCEPTS, *([name] for name in CONCEPTS)):
            table = solve(conflict, concepts=asked)
            found = {name: table.stable(name, "A")[0] for name in asked}
            assert found == {name: stable[name] for name in asked}, (sanction, escape, willing, opponents)


def test_a_concept_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        concept("nash").reply = True  # type: ignore[misc]
    assert Concept("nash", "Nash stability (R)", "none", False) == concept("nash")
