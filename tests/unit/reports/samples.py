"""Small assessments that tests of the upper layers share, each written to be checked by hand."""

from __future__ import annotations

import json
from pathlib import Path

__all__ = ["FERRY", "QUIET", "TWO_DRIVERS", "blind"]


FERRY = """\
countermove: 1
title: Will the ferry run?
target: service
actors:
  town:
    name: Town
    options:
      pay:
        does: pays for the ferry
    wants:
      - {id: t1, want: line.run}
      - {id: t2, want: not town.pay, could_be: town.pay}
  line:
    name: Line
    options:
      run:
        does: runs the ferry
      protest:
        does: public protest
    wants:
      - {id: l1, want: line.run implies town.pay}
      - {id: l2, want: line.run, while: demand >= 0.5, otherwise: not line.run, could_be: not line.run}
      - {id: l3, want: not line.protest}
never:
  n1: {never: line.run and line.protest, why: nobody protests against itself}
start: []
terms:
  service: line.run and town.pay
drivers:
  demand: {now: 0.6}
open:
  Q:
    asks: Does the town think first of its purse?
    readings:
      service_first: {}
      purse_first:
        move: {t2: {before: t1}}
scenarios:
  gift:
    why: somebody pays
    happens: [town.pay]
views:
  pessimist:
    holder: town
    about: the line does not care
    rewrite:
      l2: {want: not line.run}
claims:
  A:
    says: Nothing moves
    check: {stable: start}
    expect: follows
  B:
    says: A gift brings the service
    in: gift
    check: {some_outcome: service}
    expect: follows
  C:
    says: The town pays at last
    by: line
    check: {every_outcome: town.pay}
  D:
    says: The line would rather run for nothing
    probe: true
    check: {prefers: line, this: {with: [line.run]}, to: {}}
  E:
    says: Money makes it run, if only for a day
    check: {passes: service, after: [town.pay]}
"""
"""Nobody pays and nothing runs. Once somebody pays the line gains by running, and then the town by not paying any more,
which the line answers by stopping: so Nash passes through service, and a line that reckons with countermoves does not
begin."""

TWO_DRIVERS = FERRY.replace("while: demand >= 0.5", "while: demand + 0.5*line.protest > tide").replace(
    "demand: {now: 0.6}", "demand: {now: 0.6}\n  tide: {now: 0.4}"
)
"""The ferry runs against the tide: one comparison of two drivers, with an option in it."""

QUIET = """\
countermove: 1
actors:
  one:
    options:
      act: {}
    wants:
      - {id: w, want: one.act}
start: []
"""
"""One actor that gains by acting; no title, target, questions or claims."""


def blind(path: Path) -> Path:
    """Write a .gmcr file: a prisoner's dilemma in which Row does not perceive the states in which it defects, so that
    Column alone does."""
    both = {"permittedDirection": "both"}
    data = {
        "options": [{"name": "Row defects", **both}, {"name": "Column defects", **both}],
        "decisionMakers": [
            {
                "name": "Row",
                "options": [0],
                "preferences": [[[1, "N"]], [[0, "Y"]]],
                "misperceptions": [[[0, "Y"]]],
            },
            {"name": "Column", "options": [1], "preferences": [[[0, "N"]], [[1, "Y"]]], "misperceptions": []},
        ],
        "infeasibles": [],
    }
    path.write_text(json.dumps(data), encoding="utf-8")
    return path
