"""Conclusions in one row: what holds first, and in words what a push has changed."""

from __future__ import annotations

import re

import pytest

import countermove as cm
from countermove.context.glossary import glossary_of
from countermove.plugins.serve.dots import dots_of
from countermove.plugins.serve.switches import parse
from countermove.plugins.serve.view import page
from tests.flagship import korea_page

__all__: list[str] = []


def row_of(query: str) -> str:
    """The row as the page shows it."""
    return str(page(korea_page(), parse(query), stage="all").fragments["dots"])


def test_each_conclusion_of_the_author_has_a_dot_and_what_holds_comes_first() -> None:
    assessment = korea_page().assessment
    claims = tuple(cm.check(assessment, search=False))
    dots = dots_of(claims, (), glossary_of(assessment), pushed=False)
    own = [claim.id for claim in claims if claim.of_the_author]
    assert sorted(dot.row.id for dot in dots.dots) == sorted(own)
    shares = [-1.0 if dot.row.share is None else dot.row.share for dot in dots.dots]
    bands = [3 if share < 0 else 0 if share == 1 else 2 if share == 0 else 1 for share in shares]
    assert bands == sorted(bands)
    assert 0 < len(dots.news) <= 4
    assert all(dot.row.share != 1 for dot in dots.news), "what holds throughout needs no words"


@pytest.mark.level("all")
def test_what_a_push_changes_has_a_ring_and_is_told_in_words() -> None:
    plain, pushed = row_of(""), row_of("set=window:0.2")
    assert 'class="dot changed"' not in plain
    assert plain.count('data-dot="') == pushed.count('data-dot="') == 19
    ringed = re.findall(r'class="dot changed" href="#claim-(\w+)" title="([^"]*)"', pushed)
    assert "C01" in dict(ringed)
    assert all(" → " in words for _, words in ringed)
    told = re.findall(r'data-key="news:(\w+)"', pushed)
    assert told == [name for name, _ in ringed][:4]
    assert ("and " in pushed) is (len(ringed) > 4)
