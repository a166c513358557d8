from __future__ import annotations

import pytest

from gmcr.base.errors import UnknownName
from gmcr.stability import CONCEPTS, concept, concepts_named, gmr, nash, seq, smr, symseq


def test_the_five_concepts_in_the_order_in_which_they_are_shown() -> None:
    assert CONCEPTS == ("nash", "gmr", "smr", "seq", "symseq")
    assert [concept(name) for name in CONCEPTS] == [m.CONCEPT for m in (nash, gmr, smr, seq, symseq)]
    assert all(concept(name).name == name for name in CONCEPTS)
    assert len({concept(name).title for name in CONCEPTS}) == 5


def test_each_is_named_once_in_the_order_given() -> None:
    assert [item.name for item in concepts_named(["seq", "nash", "seq"])] == ["seq", "nash"]
    assert concepts_named([]) == ()


def test_unknown_names_are_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean symseq") as error:
        concept("simseq")
    assert error.value.kind == "concept"
    assert error.value.suggestion == "symseq"
    assert error.value.valid == CONCEPTS
    with pytest.raises(UnknownName):
        concepts_named(["nash", "l2"])
