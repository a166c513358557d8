"""A few trials that between them show most forms of sentence: random ones, and small files for what these seldom show."""

from __future__ import annotations

from fractions import Fraction

from tests.judge.sentences.selected import Selection
from tests.judge.sentences.trying import Trial, trial

__all__ = ["CHOSEN", "SMALL"]

_HEAD = """
countermove: 1
title: What becomes of it?
as_of: "2021-08-15"
sources: {note: {what: A note, grade: B2, default: true}}
"""

# The fleet sails once a sailor has died; in `fatal` one has, and the answer is asked there.
_FLEET = f"""{_HEAD}
target: sail
actors:
  us:
    name: Union
    options: {{sail: {{does: {{third: sends the fleet, base: send the fleet}}}}}}
    wants:
      - {{id: u2, want: sail, while: death >= 0.5, otherwise: not sail, says: avenges the dead, otherwise_says: keeps out of it, at: [1]}}
drivers: {{death: {{now: 0, means: how many died, at: [1]}}}}
scenarios:
  fatal: {{why: somebody dies, set: {{death: 1}}, at: [1]}}
  calm: {{why: nobody dies, set: {{death: 0.2}}, at: [1]}}
claims:
  C1: {{says: The fleet sails, in: fatal, check: {{every_outcome: sail}}, at: [1]}}
  C2: {{says: The fleet stays, check: {{no_outcome: sail}}, at: [1]}}
key_questions:
  K1: {{asks: "Does the fleet sail?", answer_yes: {{claim: C1}}}}
  K2: {{asks: "Is the fleet sent?", answer_yes: {{check: {{every_outcome: sail}}}}, answer_no: {{check: {{every_outcome: not sail}}}}}}
"""

# One wants what the other does, the other does not: with everybody looking one step ahead it goes round.
_ROUND = f"""{_HEAD}
concepts: {{nash: drawn, gmr: drawn, smr: drawn}}
actors:
  a:
    name: Alba
    options: {{x: {{does: {{third: plays ax, base: play ax}}}}}}
    wants: [{{id: a1, want: x iff y, says: keeps in step, at: [1]}}]
  b:
    name: Brunia
    options: {{y: {{does: {{third: plays by, base: play by}}}}}}
    wants: [{{id: b1, want: not (x iff y), says: keeps out of step, at: [1]}}]
start: [a.x]
claims:
  C1: {{says: They are in step, check: {{every_outcome: x iff y}}, at: [1]}}
key_questions:
  K1: {{asks: "Are they in step?", answer_yes: {{claim: C1}}, answer_no: {{check: {{every_outcome: not (x iff y)}}}}}}
"""

# Whether it comes about turns on what is left open, and what was seen fits some of that only.
_OPEN = f"""{_HEAD}
concepts: {{nash: drawn, gmr: drawn}}
target: x
actors:
  a:
    name: Alba
    options:
      x: {{does: {{third: plays ax, base: play ax}}}}
      z: {{does: {{third: plays az, base: play az}}}}
    wants:
      - {{id: a1, want: not x, while: d1 < 0.5, otherwise: x, says: minds the cost, otherwise_says: sees a chance, at: [1]}}
      - {{id: a2, want: not z, says: shuns the other way, could_be: z, at: [1]}}
      - {{id: a3, want: not z, says: has always shunned it, at: [1]}}
  b:
    name: Brunia
    options: {{y: {{does: {{third: plays by, base: play by}}}}}}
    wants: [{{id: b1, want: x implies y, says: answers in kind, at: [1]}}]
drivers: {{d1: {{now: 0.4, means: the chance, range: [0, 1], at: [1]}}}}
open:
  Q1:
    asks: "How much is it?"
    readings: {{little: {{means: it is little}}, much: {{means: it is much, set: {{d1: 0.9}}}}, some: {{means: it is some, set: {{d1: 0.6}}}}}}
  Q2:
    asks: "Who is it?"
    readings: {{one: {{means: it is one}}, other: {{means: it is the other, drop: [a2]}}}}
scenarios: {{dear: {{why: it is dear, set: {{d1: 0.1}}, at: [1]}}, cheap: {{why: it is cheap, set: {{d1: 1}}, at: [1]}}}}
claims:
  C1: {{says: It comes about, check: {{every_outcome: x}}, at: [1]}}
  C2: {{says: Something does not, check: {{no_outcome: z}}, at: [1]}}
  C3: {{says: It is answered, check: {{every_outcome: x implies y}}, at: [1]}}
  C4: {{says: Only one stops it, by: b, check: {{single_changes_only_by: b}}, at: [1]}}
key_questions:
  K1: {{asks: "Does it come about?", answer_yes: {{claim: C1}}, answer_no: {{check: {{no_outcome: x}}}}}}
  K2: {{asks: "Does the other way come about?", answer_yes: {{check: {{every_outcome: z}}}}, answer_no: {{claim: C2}}, across: [dear]}}
  K3: {{asks: "Is it stopped by one alone?", answer_yes: {{claim: C4}}, across: []}}
observations:
  B1: {{date: "2021-09-01", saw: x, at: [1]}}
"""

_WORDLESS = _FLEET.replace(", says: avenges the dead, otherwise_says: keeps out of it", "")
"""The same without words for what is wanted, which is then told by its formula and the numbers in it."""

SMALL = (
    Trial("wordless", _WORDLESS, Selection(), (), ("screen 80", "brief")),
    Trial("fleet", _FLEET, Selection(), (("drop:u2", {"drop": ["u2"]}),)),
    Trial("fleet set", _FLEET, Selection(drivers={"death": Fraction(4, 5)})),
    Trial("round", _ROUND),
    Trial("open", _OPEN, Selection(), (("turn:a2", {"rewrite": {"a2": {"want": "z", "could_be": "not z"}}}),)),
    Trial(
        "open set", _OPEN, Selection(reading={"Q2": "other"}, drivers={"d1": Fraction(7, 10)}, concepts=("gmr", "nash"))
    ),
)

CHOSEN = (*SMALL, *(trial(seed) for seed in (1, 4, 9, 18, 19)))
