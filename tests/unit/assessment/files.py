"""A small assessment, and ways to break it.

In a replacement the sign ``«`` marks the place where a problem is expected; it is taken out before the text is read.
"""

from __future__ import annotations

from countermove.assessment import loads
from gmcr.base.errors import AssessmentError, Problem

__all__ = ["BASE", "broken", "edited", "problems_of", "unmarked"]

BASE = """\
countermove: 1
title: Will the two settle?
as_of: "2021-08-15"
horizon: "2022-08-31"
target: deal
sources:
  essay:
    what: the essay
    default: true
  press:
    via: essay
actors:
  us:
    name: the first
    options:
      engage:
        does: engages
      sanction:
        does: sanctions
    wants:
      - id: u1
        want: deal
        certainty: high
        at: [1]
      - id: u2
        want: not us.engage
        while: reward < risk
        otherwise: us.engage
        could_be: us.engage
        at: [{source: press, para: 2}]
  dprk:
    options:
      talk:
        does: talks
      test:
        one_way: forward
        kind: strategic
    wants:
      - id: d1
        want: not dprk.test
        at: [3]
      - id: d2
        want: us.engage implies dprk.talk
        at: [3]
never:
  f1:
    never: us.engage and us.sanction
    assumed: true
start: [us.sanction]
terms:
  deal: us.engage and dprk.talk
  gain: reward + 0.5*dprk.talk
drivers:
  reward:
    now: 0.2
    at: [5]
  risk:
    now: 0.7
    range: [0, 2]
    at: [5]
open:
  O1:
    asks: Which?
    readings:
      one: {}
      two:
        drop: [d2]
  O2:
    readings:
      plain: {}
      other:
        set: {reward: 0.4}
scenarios:
  crisis:
    at: [6]
    happens: [dprk.test]
  hope:
    at: [6]
    set: {reward: 0.8}
    rewrite:
      u1:
        want: gain > 0.9
views:
  theirs:
    holder: dprk
    at: [7]
    move:
      u2: {before: u1}
claims:
  C1:
    says: it lasts
    by: press
    check:
      stable: start
  C2:
    says: a test ends it
    in: crisis
    check:
      no_outcome: deal
      after: [dprk.talk]
  C3:
    says: they see it so
    check:
      stable_in_own_views: {dprk: theirs}
  C4:
    says: it is theirs to change
    in: hope
    under: theirs
    check:
      more_responsible: us
      than: dprk
indicators:
  I1:
    watch: the news
    moves: {reward: up, risk: [up, flat]}
    affects: [u2]
forecasts:
  F1:
    says: no deal
    closes: "2022-01-01"
    chance: [0.8, 0.9]
    from: C1
resolutions:
  F1:
    outcome: came_true
    date: "2022-01-01"
facts:
  in: crisis
  outcome: not deal
omitted: [others]
"""


def edited(*replacements: tuple[str, str], text: str = BASE) -> str:
    """The small assessment with some passages, each of which it has exactly once, replaced."""
    for old, new in replacements:
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times"
        text = text.replace(old, new)
    return text


def unmarked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks, and the places (line, column) that they marked."""
    places = []
    while "«" in text:
        before, _, after = text.partition("«")
        places.append((before.count("\n") + 1, len(before) - before.rfind("\n")))
        text = before + after
    return text, places


def problems_of(text: str | bytes) -> tuple[Problem, ...]:
    """What is wrong with a text; its warnings where it can be used."""
    try:
        return loads(text, file="file.yaml").warnings
    except AssessmentError as error:
        return error.problems


def broken(*replacements: tuple[str, str]) -> tuple[list[tuple[str, int, int]], list[tuple[int, int]]]:
    """The problems of the edited assessment as (code, line, column), and the places that were marked."""
    text, places = unmarked(edited(*replacements))
    return [(problem.code, problem.line, problem.column) for problem in problems_of(text)], places
