from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from countermove.stability import CONCEPTS, Concept, concept


def test_concepts_differ_in_sanctions_and_reply_only() -> None:
    table = {name: (concept(name).sanctions, concept(name).reply) for name in CONCEPTS}
    assert table == {
        "nash": ("none", False),
        "gmr": ("moves", False),
        "smr": ("moves", True),
        "seq": ("improvements", False),
        "symseq": ("improvements", True),
    }


def test_a_concept_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        concept("nash").reply = True  # type: ignore[misc]
    assert Concept("nash", "Nash stability (R)", "none", False) == concept("nash")
