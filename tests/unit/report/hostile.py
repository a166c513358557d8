"""An assessment whose every text would like to be markup, script, a formula or a path."""

from __future__ import annotations

__all__ = ["HOSTILE", "NASTY"]

NASTY = (
    "</script><img src=x onerror=alert(1)>",
    "{{ 7 * 7 }} {% raw %}",
    '" onmouseover="alert(1)',
    "[a](javascript:alert(1)) ![b](http://example.org/c.png) <http://example.org> http://example.org",
    '#read("/etc/passwd") #import "x" $ x $',
    "| cell | `code` *bold* _it_ ~~x~~ # head",
    "\u202egnihtemos\u202c \u0001",
)


def _quoted(text: str) -> str:
    body = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in body) + '"'


_A, _B, _C, _D, _E, _F, _G = map(_quoted, NASTY)

HOSTILE = f"""\
countermove: 1
title: {_A}
as_of: "2024-02-01"
horizon: "2025-02-01"
target: goal
sources:
  s: {{what: {_D}, grade: C3, default: true}}
  t: {{what: {_E}, grade: E5, via: s}}
actors:
  a:
    name: {_A}
    options:
      x: {{does: {_B}}}
    wants:
      - {{id: a1, want: a.x implies b.y, at: [1], note: {_C}}}
      - {{id: a2, want: not a.x, could_be: a.x, at: [{{source: t, para: 2}}], certainty: low}}
  b:
    name: {_E}
    options:
      y: {{does: {_F}}}
    wants:
      - {{id: b1, want: a.x implies b.y, while: d >= 0.5, otherwise: not b.y, at: [3]}}
      - {{id: b2, want: not b.y, assumed: true}}
start: []
terms: {{goal: a.x and b.y}}
drivers:
  d: {{now: 0.7, means: {_D}, unsaid: true}}
open:
  Q:
    asks: {_C}
    readings:
      one: {{}}
      two: {{drop: [a2]}}
scenarios:
  z: {{why: {_F}, happens: [a.x], assumed: true}}
views:
  v: {{holder: a, about: {_G}, at: [1], drop: [b1]}}
claims:
  K:
    says: {_A}
    wording: {_B}
    at: [4]
    check: {{stable: start}}
  L:
    says: {_D}
    in: z
    by: t
    check: {{some_outcome: goal}}
  M:
    says: {_G}
    probe: true
    check: {{every_outcome: goal}}
indicators:
  I: {{watch: {_E}, moves: {{d: up}}}}
forecasts:
  F:
    says: {_A}
    given: {_C}
    closes: "2024-12-31"
    chance: very likely
resolutions:
  F: {{outcome: came_true, date: "2024-10-01", because: {_D}}}
omitted: [{_F}, {_B}]
"""
