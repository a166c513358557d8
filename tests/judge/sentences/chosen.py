"""A few trials that between them show most forms of sentence: random ones, and small files for what these seldom show."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from tests.conftest import ROOT
from tests.judge.sentences.selected import Selection
from tests.judge.sentences.trying import LONG, PROVED, SURFACES, Trial, trial

__all__ = ["ARGUED", "CHOSEN", "NOTICED", "SELDOM", "SMALL", "UNFORMED", "chosen"]

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

# Each would rather have that the other does it, in one reading: they may agree on it, and either would go back.
_SWAP = f"""{_HEAD}
concepts: {{nash: drawn, seq: drawn}}
actors:
  a:
    name: Alba
    options: {{x: {{does: {{third: plays ax, base: play ax}}}}, z: {{does: {{third: plays az, base: play az}}}}}}
    wants:
      - {{id: a1, want: y, says: needs an answer, at: [1]}}
      - {{id: a2, want: not x, says: saves the effort, at: [1]}}
      - {{id: a3, want: not z, says: shuns the other way, at: [1]}}
  b:
    name: Brunia
    options: {{y: {{does: {{third: plays by, base: play by}}}}}}
    wants:
      - {{id: b1, want: x, says: needs an answer too, at: [1]}}
      - {{id: b2, want: not y, says: saves it too, at: [1]}}
open:
  Q1:
    asks: "Does it need one?"
    readings: {{needs: {{means: it needs one}}, does_not: {{means: it does without, drop: [b1]}}}}
claims:
  C1: {{says: It is played, check: {{some_outcome: x}}, at: [1]}}
key_questions:
  K1: {{asks: "Is it played?", answer_yes: {{claim: C1}}, answer_no: {{check: {{no_outcome: x}}}}}}
"""

_UNSWAPPED = _SWAP.replace(", drop: [b1]}", "}").replace("{means: it needs one}", "{means: it needs one, drop: [b1]}")
"""The same, but that it is the other reading in which they may."""

# Another coder would have got another answer: by one of two choices, and only together; the answer that two others make.
_CODED = f"""{_HEAD}
actors:
  a:
    name: Alba
    options: {{x: {{does: {{third: plays ax, base: play ax}}}}, z: {{does: {{third: plays az, base: play az}}}}}}
    wants:
      - {{id: a1, want: x iff y, says: keeps in step, at: [1]}}
      - {{id: a2, want: not x, says: saves the effort, at: [1]}}
      - {{id: a3, want: z, says: likes the other way, at: [1]}}
  b:
    name: Brunia
    options: {{y: {{does: {{third: plays by, base: play by}}}}}}
    wants:
      - {{id: b1, want: y, says: likes it, at: [1]}}
      - {{id: b2, want: not y, says: shuns it, at: [1]}}
claims:
  C1: {{says: It is played, check: {{every_outcome: x}}, at: [1]}}
key_questions:
  K1: {{asks: "Is it played?", answer_yes: {{claim: C1}}}}
  K2: {{asks: "Is the other way taken?", answer_yes: {{check: {{every_outcome: z}}}}}}
  K3: {{asks: "Is there an answer?", answer_yes: {{check: {{every_outcome: y}}}}}}
alternatives:
  order: {{asks: "What does Alba think of first?", other: {{effort: {{means: the effort, move: {{a2: {{before: a1}}}}}}}}}}
  taste: {{asks: "Does Brunia like it?", other: {{no_taste: {{means: it shuns it, drop: [b1]}}}}}}
  way: {{asks: "Is there another way?", other: {{none: {{means: there is none, without_option: [a.z]}}}}}}
"""

_CODED_SINGLY = f"""{_CODED}  five: {{asks: "Is there a rule?", other: {{r1: {{means: r1, drop: [a3]}}, r2: {{means: r2, rewrite: {{a1: {{want: not y}}}}}}, r3: {{means: r3, drop: [a2]}}}}}}
"""

# Two wants have to be turned round together, each about an act of its own.
_BOTH = f"""{_HEAD}
concepts: {{nash: drawn}}
target: y
actors:
  a:
    name: Alba
    options: {{x: {{does: {{third: plays ax, base: play ax}}}}, z: {{does: {{third: plays az, base: play az}}}}}}
    wants:
      - {{id: a1, want: not x, says: shuns one way, at: [1]}}
      - {{id: a2, want: not z, says: shuns the other, at: [1]}}
  b:
    name: Brunia
    options: {{y: {{does: {{third: plays by, base: play by}}}}}}
    wants: [{{id: b1, want: y iff (x and z), says: answers both, at: [1]}}, {{id: b2, want: not y, says: saves it, at: [1]}}]
claims:
  C1: {{says: It is played, check: {{some_outcome: y}}, at: [1]}}
key_questions:
  K1: {{asks: "Is it played?", answer_yes: {{claim: C1}}, answer_no: {{check: {{no_outcome: y}}}}}}
"""

_RACE = f"""{(ROOT / "docs/examples/race.yaml").read_text("utf-8").replace('as_of: "2025-01-01"', "")}
claims:
  C1: {{says: Nobody moves, check: {{stable: start}}}}
  C2: {{says: They talk, check: {{every_outcome: south.engage}}}}
"""
_CALM = _RACE.replace("while: hope >= 0.3 or south.engage", "while: hope >= 0 or south.engage").replace(
    "while: not north.test, falls: true", "while: north.test, falls: true"
)

SMALL = (
    Trial("wordless", _WORDLESS, Selection(), (), ("screen 80", "brief")),
    Trial("fleet", _FLEET, Selection(), (("drop:u2", {"drop": ["u2"]}),)),
    Trial("fleet set", _FLEET, Selection(drivers={"death": Fraction(4, 5)})),
    Trial("round", _ROUND, surfaces=(*SURFACES, *LONG)),
    Trial("open", _OPEN, Selection(), (("turn:a2", {"rewrite": {"a2": {"want": "z", "could_be": "not z"}}}),)),
    Trial("open at length", _OPEN, surfaces=LONG),
    Trial("open read", _OPEN, Selection(reading={"Q2": "other"}), surfaces=("explorable selected",)),
    Trial(
        "open set", _OPEN, Selection(reading={"Q2": "other"}, drivers={"d1": Fraction(7, 10)}, concepts=("gmr", "nash"))
    ),
    Trial("both", _BOTH, surfaces=("screen 80", "brief", "page")),
    Trial("swap", _SWAP, surfaces=("screen 80", "brief", "page")),
    Trial("coded", _CODED, Selection(), (("drop:a1", {"drop": ["a1"]}),), ("screen 80", "brief", "page", "multiverse")),
    Trial("coded unlisted", _CODED, surfaces=(*PROVED, "page")),
    Trial("coded set", _CODED_SINGLY, Selection(reading={}), surfaces=("screen 80", "page")),
    Trial("swap by answers", _SWAP, Selection(concepts=("seq",)), surfaces=("screen 80", "check", "page")),
    Trial("no swap", _UNSWAPPED, surfaces=("screen 80", "check", "page")),
    Trial("race", _RACE, surfaces=("screen 80", "check", "brief", "page", "explorable selected")),
    Trial(
        "race2",
        _RACE,
        Selection(concepts=("seq",), drivers={"hope": Fraction(1, 2)}),
        surfaces=("screen 80", "check", "brief", "page"),
    ),
    Trial("calm", _CALM, surfaces=("screen 80", "check", "brief", "page")),
)

RANDOM = {1: SURFACES, 4: SURFACES, 9: SURFACES, 18: SURFACES, 19: SURFACES, 104: PROVED, 114: PROVED}
"""Numbers of random files, and where they are told."""

CHOSEN = (*(given.name for given in SMALL), *map(str, RANDOM))
"""The names of all trials."""


@cache
def chosen(name: str) -> Trial:
    """The trial of a name; a random one is made where it is asked for."""
    small = next((given for given in SMALL if given.name == name), None)
    return small or trial(int(name), surfaces=RANDOM[int(name)])


UNFORMED = frozenset(
    [
        "changed.answer",
        "changed.claim",
        "changed.driver",
        "explorable.here",
        "explorable.struck",
        "explorable.values",
        "lane",
        "multiverse.answer",
        "multiverse.claim",
        "multiverse.codings",
        "page.note",
        "page.struck",
    ]
)
"""What these show that is read without a form of sentence: one that is met no more is one that nothing judges."""

SELDOM = frozenset(
    [
        "answer.either",
        "answer.nothing_decides",
        "answer.only_if",
        "answer.silent",
        "answers.round",
        "answers.same",
        "answers.twice",
        "answers.unsettled",
        "answers.unsettled.elsewhere",
        "answers.unsettled.rest",
        "because.single_changes",
        "branches.doubtful",
        "check.day",
        "drift.unasked",
        "check.expected",
        "check.none",
        "claims.none",
        "forecasts.leaning.counted",
        "since.one",
        "strength.without",  # test_read_apart
    ]
)
"""Forms of sentences that they do not show, while they show all others; of some of them random files show some, which `make judge` reads."""

NOTICED = {
    "the words of the other branch": ("4", "screen 80"),
    "the formula of the other branch": ("4", "screen 80"),
    "the words of the base game": ("wordless", "screen 80"),
    "another scenario": ("9", "screen 80"),
    "another answer to an open question": ("open", "screen 80"),
    "another concept": ("9", "screen 80"),
    "yes for no": ("9", "screen 80"),
    "pays, of what does not": ("4", "screen 80"),
    "the end of a chain": ("4", "screen 80"),
    "not left out of a wish": ("wordless", "screen 80"),
    "does not left out of an act": ("9", "screen 80"),
    "above for below": ("4", "screen 80"),
    "where it tips for what it is now": ("4", "screen 80"),
    "what is set for what the file has": ("9", "screen 80"),
    "after for before": ("9", "page"),
    "a round the other way round": ("round", "screen 80"),
    "one conclusion too many": ("9", "screen 80"),
    "a restated premise counted as what follows": ("1", "screen 80"),
    "unsupported counted as contradicted": ("9", "check"),
    "stays for does not come about": ("1", "page"),
    "readings that are out for those that are left": ("open", "screen 80"),
    "a chain that is cut": ("4", "screen 80"),
    "a chain that is cut, in an answer": ("open", "screen 80"),
    "one want of several that must be given up": ("1", "screen 80"),
    "left out for put lower": ("1", "brief"),
    "no change found, though there is one": ("1", "screen 80"),
    "an ending less than it has": ("1", "screen 80"),
    "a track that tips elsewhere": ("open", "page"),
    "one mover for several": ("open", "page"),
    "a deal kept for one that is broken": ("swap", "screen 80"),
    "a deal's acts the other way round": ("swap", "page"),
    "a deal open in one reading too many": ("no swap", "screen 80"),
    "no deal for one": ("swap", "brief"),
    "the first step on the other side": ("race", "screen 80"),
    "one of two first steps": ("race", "screen 80"),
    "borne out for not": ("race", "screen 80"),
    "a coding too many": ("coded", "screen 80"),
    "a choice that decides nothing": ("coded", "page"),
    "another coding unsaid": ("coded set", "screen 80"),
    "the file's own for another": ("coded", "multiverse"),
    "a choice for the other": ("coded", "multiverse"),
}
"""A fault → the chosen file and the surface on which it is noticed."""

ARGUED = {
    "the words of the other branch": "4",
    "the formula of the other branch": "4",
    "the end of a chain": "4",
    "not left out of a wish": "wordless",
}
"""A fault that a report that argues back carries too → the chosen file in whose page, with something selected and pushed, it is
noticed."""
