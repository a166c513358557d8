"""Paragraphs that repeat one another."""

from __future__ import annotations

import random
import sys

import pytest

from countermove.plugins.evidence.sources.locate import ALIKE, repeats_in
from gmcr.base.errors import MissingExtra
from tests.plugins.evidence.writing import EDITS, invented, text

__all__: list[str] = []

pytest.importorskip("rapidfuzz", reason="the extra sources")


def test_parts_and_near_repeats_are_found_and_nothing_else() -> None:
    own = invented(30, 50, 90)
    own[20] = [*own[3], *own[4], *own[20][:10]]
    own[25] = EDITS["replaced"](own[10], 0.08, random.Random(1))
    found = repeats_in(text(own))
    assert found.complete
    assert {(pair.shorter, pair.longer) for pair in found.pairs} == {(4, 21), (5, 21), (11, 26)}
    assert [pair.alike for pair in found.pairs][:2] == [100.0, 100.0]
    assert ALIKE <= found.pairs[2].alike < 100


def test_headings_and_words_that_stand_everywhere_do_not_count() -> None:
    own = invented(30, 50, 90)
    for words in own:
        words[:0] = ["read", "more", "about", "our", "latest", "news"]
    heads = [["our", "latest", "news"]] * 5
    assert repeats_in(text([*own, *heads])).pairs == ()


def test_what_would_take_too_long_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    from rapidfuzz import fuzz

    compared, ratio = list[int](), fuzz.partial_ratio
    monkeypatch.setattr(
        fuzz,
        "partial_ratio",
        lambda one, other, **cut: (compared.append(len(one) * len(other)), ratio(one, other, **cut))[1],
    )
    own = invented(12, 3000, 3000)
    found = repeats_in(text([*own, *own]))
    assert 100_000_000 < sum(compared) <= 200_000_000, "letters by letters"
    assert not found.complete
    assert found.pairs
    assert all(pair.longer == pair.shorter + 12 for pair in found.pairs)


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidfuzz", None)
    with pytest.raises(MissingExtra, match=r"countermove\[sources\]"):
        repeats_in(text(invented(2, 10, 20)))
