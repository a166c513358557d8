"""Cases of three sizes to draw, and one whose every name is hostile."""

from __future__ import annotations

import json

__all__ = ["HOSTILE", "MOOR", "NASTY", "large"]

MOOR = """\
countermove: 1
title: 누가 지하수를 치우는가 / Who cleans the aquifer?
target: clean
scale: {high: 0.9, moderate: 0.8, low: 0.55}
sources:
  memo: {what: a memorandum, grade: B2, default: true}
actors:
  ministry:
    name: وزارة البيئة
    options:
      modify: {does: modifies the order}
    wants:
      - {id: m1, want: "clean or works.accept", at: [1]}
      - {id: m2, want: not ministry.modify, while: "resolve >= 0.4", otherwise: ministry.modify, could_be: ministry.modify, at: [2]}
  works:
    name: 化学工业公司
    options:
      delay: {does: delays by appeals}
      accept: {does: accepts the order, one_way: forward}
      abandon: {does: abandons the plant, one_way: forward}
    wants:
      - {id: w1, want: not works.abandon, certainty: high, at: [3]}
      - {id: w2, want: works.accept iff ministry.modify, certainty: low, could_be: works.accept, at: [3]}
      - {id: w3, want: works.delay iff not works.accept, while: "cost > gain", at: [4]}
  town:
    name: Ville de Saint-Étienne-du-Grès
    options:
      insist: {does: insists on the first order}
    wants:
      - {id: t1, want: not works.abandon}
      - {id: t2, want: town.insist, while: "anger >= 0.5", otherwise: not town.insist}
never:
  n1: {never: works.delay and works.accept, why: who accepts does not appeal}
  n2: {never: works.abandon and (works.delay or works.accept), why: nothing is left to decide}
start: [works.delay]
terms:
  clean: works.accept and not works.abandon
drivers:
  resolve: {now: 0.6, means: how firm the ministry is}
  cost: {now: 0.7, means: cost of the cleaning}
  gain: {now: 0.3, means: gain of the plant}
  anger: {now: 0.8}
open:
  Q1:
    asks: Would the works close?
    readings:
      no_never: {}
      if_pressed: {rewrite: {w1: {want: "town.insist implies works.abandon"}}}
      who_knows: {drop: [w1]}
views:
  worried:
    holder: town
    about: the works bluff
    drop: [w3]
claims:
  K1: {says: The order stands as long as nobody moves, check: {stable: start}}
  K2: {says: It is cleaned in the end, by: town, check: {some_outcome: clean}}
  K3: {says: Pressure closes the plant, check: {every_outcome: works.abandon}, probe: true}
"""
"""After the Elmira conflict (Kilgour, Hipel & Fang), with names in Arabic, Chinese and French."""

NASTY = "<script>alert('x')</script>&\"\u202egnp.exe\u202c\u200f ]]> {{x}} ${y} \U0001f9e8 "
"""Markup, quotes, ends of sections, templates, and characters that turn text round."""

HOSTILE = json.dumps(
    {
        "countermove": 1,
        "title": "<script>alert('t')</script> & 'quoted' ]]>",
        "target": "both",
        "actors": {
            "a": {
                "name": NASTY,
                "options": {"go": {"does": "</text><image href='http://x.example/i.png'/> goes & \"goes\" on"}},
                "wants": [
                    {"id": "a1", "want": "a.go iff b.stay", "while": "power >= 0.5", "note": "<b>bold</b>"},
                    {"id": "a2", "want": "not a.go", "could_be": "a.go"},
                ],
            },
            "b": {
                "name": "javascript:alert(1) <svg onload=alert(2)>",
                "options": {"stay": {"does": "url(#x) stays --> <!-- "}},
                "wants": [{"id": "b1", "want": "b.stay"}],
            },
        },
        "start": [],
        "terms": {"both": "a.go and b.stay"},
        "drivers": {"power": {"now": 0.6, "means": "<img src=x onerror=alert(3)>"}},
        "open": {
            "O": {
                "asks": "<style>*{display:none}</style> is it so?",
                "readings": {"yes_so": {}, "not_so": {"drop": ["a1"]}},
            }
        },
        "views": {"v": {"holder": "a", "about": "</svg><script>1</script>", "drop": ["b1"]}},
        "claims": {"C": {"says": "very long " * 40 + "<script>&amp;", "check": {"stable": "start"}}},
    },
    ensure_ascii=False,
)


def large(actors: int = 6, options: int = 4) -> str:
    """A case of actors × options (24 by default; each actor does one at most, and all together two), with names of many scripts, 72
    wants, 128 readings and four drivers; always the same."""
    names = [
        "Федерация",
        "Κοινοπραξία",
        "北方联盟委员会",
        "Confédération des États riverains",
        "Coastal League",
        "Sixth",
    ]
    lines = ["countermove: 1", "title: A large case", "target: accord", "actors:"]
    every = [f"p{i}.o{i}{j}" for i in range(actors) for j in range(options)]
    for i in range(actors):
        lines += [f"  p{i}:", f"    name: {names[i % len(names)]}", "    options:"]
        lines += [f"      o{i}{j}: {{does: moves its forces to sector {i}{j} of the border}}" for j in range(options)]
        lines.append("    wants:")
        for j in range(12):
            mine, theirs = every[(i * options + j) % len(every)], every[(7 * i + 5 * j + 3) % len(every)]
            sign = "" if (i + j) % 3 else "not "
            lines.append(
                f'      - {{id: p{i}w{j}, want: "{sign}{mine} or {theirs}", while: "d{j % 4} >= 0.{2 + j % 6}"}}'
            )
    lines.append("never:")
    lines += [f'  n{i}: {{never: "{" + ".join(every[i * options : (i + 1) * options])} > 1"}}' for i in range(actors)]
    lines.append(f'  few: {{never: "{" + ".join(every)} > 2"}}')
    lines += ["start: []", f"terms: {{accord: {every[0]} and {every[-1]}}}", "drivers:"]
    lines += [f"  d{k}: {{now: 0.{k + 3}}}" for k in range(4)]
    lines.append("open:")
    for k in range(7):
        lines += [f"  R{k}:", f"    readings: {{stays: {{}}, goes: {{drop: [p{k % actors}w{k}]}}}}"]
    lines += ["claims:"]
    lines += [f"  L{k}: {{says: Nothing moves in sector {k}, check: {{stable: start}}}}" for k in range(6)]
    return "\n".join(lines) + "\n"
