"""An assessment whose every text would like to be markup, script, a formula or a path, or not to be seen."""

from __future__ import annotations

__all__ = ["HOSTILE", "NASTY", "hostile", "quoted"]

NASTY = (
    "</script><img src=x onerror=alert(1)>",
    "{{ 7 * 7 }} {% raw %}",
    '" onmouseover="alert(1)',
    "[a](javascript:alert(1)) ![b](http://example.org/c.png) <http://example.org> http://example.org",
    '#read("/etc/passwd") #import "x" $ x $',
    "| cell | `code` *bold* _it_ ~~x~~ # head",
    "\u202egnihtemos\u202c \u200b",
)


def quoted(text: str) -> str:
    """A text in double quotes, what is hidden in it as escapes."""
    body = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(letter if letter.isprintable() else f"\\U{ord(letter):08x}" for letter in body) + '"'


def hostile(a: str, b: str, c: str, d: str, e: str, f: str, g: str) -> str:
    """A file with every section, whose texts are these scalars (as they stand in YAML)."""
    return f"""\
countermove: 1
title: {a}
as_of: "2024-02-01"
horizon: "2025-02-01"
target: goal
sources:
  s: {{what: {d}, grade: C3, default: true}}
  t: {{what: {e}, grade: E5, via: s}}
actors:
  a:
    name: {a}
    options:
      x: {{does: {b}}}
    wants:
      - {{id: a1, want: a.x implies b.y, at: [1], note: {c}}}
      - {{id: a2, want: not a.x, could_be: a.x, at: [{{source: t, para: 2}}], certainty: low}}
  b:
    name: {e}
    options:
      y: {{does: {f}}}
    wants:
      - {{id: b1, want: a.x implies b.y, while: d >= 0.5, otherwise: not b.y, at: [3]}}
      - {{id: b2, want: not b.y, assumed: true}}
start: []
terms: {{goal: a.x and b.y}}
drivers:
  d: {{now: 0.7, means: {d}, unsaid: true}}
open:
  Q:
    asks: {c}
    readings:
      one: {{}}
      two: {{drop: [a2]}}
scenarios:
  z: {{why: {f}, happens: [a.x], assumed: true}}
views:
  v: {{holder: a, about: {g}, at: [1], drop: [b1]}}
claims:
  K:
    says: {a}
    wording: {b}
    at: [4]
    check: {{stable: start}}
  L:
    says: {d}
    in: z
    by: t
    check: {{some_outcome: goal}}
  M:
    says: {g}
    probe: true
    check: {{every_outcome: goal}}
indicators:
  I: {{watch: {e}, moves: {{d: up}}}}
forecasts:
  F:
    says: {a}
    given: {c}
    closes: "2024-12-31"
    chance: very likely
resolutions:
  F: {{outcome: came_true, date: "2024-10-01", because: {d}}}
omitted: [{f}, {b}]
"""


HOSTILE = hostile(*map(quoted, NASTY))
