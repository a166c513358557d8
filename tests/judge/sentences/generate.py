"""Random assessments whose every word is known, random selections and random steps.

They are those of ``tests.judge.answers.generate`` with words: every actor, act, want, branch, reading, scenario and claim has
words of its own, so that a printed phrase stands for one thing. Some branches have no words; what they want is then a term of
its own.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.judge.answers.form import Form
from tests.judge.answers.games import readings_of
from tests.judge.answers.generate import CHECKS, Writer, valid
from tests.judge.answers.roads import CONCEPTS
from tests.judge.assessment_files import loads_document, text_of
from tests.judge.assessment_strategies import as_yaml, into_range
from tests.judge.sentences.selected import Selection

__all__ = ["random_selection", "random_step", "random_steps", "worded_file"]

NAMES = {"a": "Alba", "b": "Brunia", "c": "Corva"}
"""Actors in words."""


LARGE = 100
"""The first files are as they come. Those after them are small, so that a thousand can be read: what a sentence means is the same,
and what takes long is to go through all changes of three wants."""


def worded_file(seed: int, *, claims: int = 4) -> str:
    """The text of a valid file; the same for the same arguments."""
    rng = random.Random(f"sentences {seed}")
    while True:
        document = _Worded(rng).document(claims, CHECKS)
        into_range(document, document.get("drivers") or {})
        text = as_yaml(document)
        loaded = loads_document(text)
        if (seed < LARGE or _small(loaded)) and valid(loaded):
            return text


def _small(document: Mapping[str, Any]) -> bool:
    """Whether a file has few wants and states."""
    wants = sum(len(body.get("wants") or ()) for body in document["actors"].values())
    return wants <= 7 and len(readings_of(document)) * len(Form(document).states) <= 48


class _Worded(Writer):
    """Draws one document with words of its own for everything."""

    def document(self, claims: int, checks: Any) -> dict[str, Any]:
        found = super().document(claims, checks)
        found["title"] = "What becomes of it?"
        found["sources"] = {"note": {"what": "A note", "grade": "B2", "default": True}}
        terms: dict[str, Any] = found["terms"]
        terms["t1"] = {"is": terms["t1"], "says": "the first thing is so"}
        terms["t2"] = {**terms["t2"], "says": "the second thing is so"}
        for actor, body in found["actors"].items():
            body["name"] = NAMES[actor]
            for name, option in body["options"].items():
                option["does"] = self._does(actor, name, option)
            for want in body["wants"]:
                self._word(want, want["id"], "", terms)
        for name, question in (found.get("open") or {}).items():
            question["asks"] = f"How is it with {name}?"
            for answer, overlay in question["readings"].items():
                overlay["means"] = f"{answer.replace('_', ' ')} is the answer"
                self._overlay(overlay, f" when {answer.replace('_', ' ')}", terms)
        for name, scenario in found["scenarios"].items():
            scenario["why"] = f"the {name} case comes"
            self._overlay(scenario, f" in {name}", terms)
        for name, view in found["views"].items():
            view["about"] = f"what {name} holds"
            self._overlay(view, f" seen by {name}", terms)
        for name, claim in found["claims"].items():
            claim["says"] = f"What {name} concludes"
            self._overlay(claim.get("with") or {}, f" with {name}", terms)
        for name, question in (found.get("key_questions") or {}).items():
            question["asks"] = f"Is it as {name} asks?"
            self._overlay(question.get("with") or {}, f" asked by {name}", terms)
        if "observations" in found and self.chance(0.6):
            found["observations"] = {k: v for k, v in found["observations"].items() if "sets" in v}
            if not found["observations"]:
                del found["observations"]
        if self.chance(0.8):
            found.pop("facts", None)
        if found["claims"] and self.chance(0.4):
            found["forecasts"] = {f"F{place}": self._forecast(place, list(found["claims"])) for place in (1, 2)}
        return found

    def _forecast(self, place: int, claims: list[str]) -> dict[str, Any]:
        """A forecast that is drawn from some claim."""
        chance: Any = self.rng.choice(
            [Decimal("0.8"), Decimal("0.3"), Decimal("0.5"), [Decimal("0.55"), Decimal("0.8")]]
        )
        day = self.rng.choice(["2021-10-31", "2022-08-31", "2023-08-31"])
        told = {"says": f"What F{place} foresees", "closes": day, "rule": f"whatever F{place} is", "chance": chance}
        return {**told, "from": self.rng.choice(claims), "at": [1]}

    def _does(self, actor: str, name: str, option: Mapping[str, Any]) -> Any:
        tail = f"{actor}{name.replace('_', '')}"
        if "levels" not in option:
            return {"third": f"plays {tail}", "base": f"play {tail}"}
        found = {}
        for level in option["levels"][1:]:
            found[level] = {"third": f"plays {tail} {level}", "base": f"play {tail} {level}"}
        return found

    def _overlay(self, overlay: Mapping[str, Any], where: str, terms: dict[str, Any]) -> None:
        for name, want in (overlay.get("rewrite") or {}).items():
            self._word(want, name, where, terms)

    def _word(self, want: dict[str, Any], name: str, where: str, terms: dict[str, Any]) -> None:
        """Words for a want, in its branches and for what it could be; a branch without words wants a term of its own."""
        if "while" in want and "otherwise" not in want and self.chance(0.7):
            want["otherwise"] = f"not ({want['want']})"
        if "could_be" not in want and self.chance(0.2):
            want["could_be"] = f"not ({want['want']})"
        for key, says, told in (("want", "says", "minds"), ("otherwise", "otherwise_says", "instead minds")):
            if key in want:
                if self.chance(0.6):
                    want[says] = f"{told} {name}{where}"
                else:
                    want[key] = self._term(
                        want[key], f"{name} is {'' if key == 'want' else 'otherwise '}met{where}", terms
                    )
        if "could_be" in want:
            want["could_be"] = self._term(want["could_be"], f"{name} is changed{where}", terms)

    def _term(self, formula: Any, words: str, terms: dict[str, Any]) -> str:
        name = f"w{len(terms)}"
        terms[name] = {"is": formula, "says": words}
        return name


# --- selections and pushes ---


def random_selection(document: Mapping[str, Any], rng: random.Random) -> Selection:
    """What a call may select; often nothing."""
    reading, drivers = {}, {}
    for name, question in (document.get("open") or {}).items():
        if rng.random() < 0.25:
            reading[name] = rng.choice(list(question["readings"]))
    scenario = rng.choice(list(document.get("scenarios") or ()) or [None]) if rng.random() < 0.2 else None
    view = rng.choice(list(document.get("views") or ()) or [None]) if rng.random() < 0.2 else None
    for name, driver in (document.get("drivers") or {}).items():
        if rng.random() < 0.35:
            drivers[name] = _within(driver, rng)
    concepts = tuple(rng.sample(CONCEPTS, rng.choice((1, 1, 2)))) if rng.random() < 0.25 else ()
    return Selection(reading, scenario, view, drivers, concepts)


def _within(driver: Mapping[str, Any], rng: random.Random) -> Fraction:
    low, high = driver.get("range") or (Decimal(0), Decimal(1))
    return min(max(Fraction(rng.randrange(21), 20), Fraction(str(low))), Fraction(str(high)))


def random_step(document: Mapping[str, Any], rng: random.Random) -> tuple[str, Mapping[str, Any]] | None:
    """A change of one of the author's wants: as an address has it, and as an overlay of the file."""
    line = rng.choice([body.get("wants") or [] for body in document["actors"].values()])
    if not line:
        return None
    place = rng.randrange(len(line))
    want = line[place]
    name = want["id"]
    if "could_be" in want and rng.random() < 0.4:
        turned = {"want": want["could_be"], "could_be": want["want"]}
        return (f"turn:{name}", {"rewrite": {name: turned}}) if "while" not in want else None
    if place + 1 < len(line) and rng.random() < 0.4:
        return f"lower:{name}", {"move": {name: {"after": line[place + 1]["id"]}}}
    return f"drop:{name}", {"drop": [name]}


def random_steps(document: Mapping[str, Any], rng: random.Random, most: int) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Up to so many changes of the author's wants, each as those before left them."""
    lines = [[{**want} for want in body.get("wants") or ()] for body in document["actors"].values()]
    written = {want["id"]: {**want} for line in lines for want in line}
    gone: set[str] = set()
    for _ in range(most):
        line = rng.choice(lines)
        left = [place for place, want in enumerate(line) if want["id"] not in gone]
        if not left:
            continue
        place, kind = rng.choice(left), rng.choice(("drop", "turn", "turn", "lower", "above", "below"))
        name, below = line[place]["id"], [other for other in left if other > place]
        if kind == "drop":
            gone.add(name)
            yield f"drop:{name}", {"drop": [name]}
        elif kind == "turn":
            line[place] = _turned(line[place], written[name])
            yield f"turn:{name}", {"rewrite": {name: {k: v for k, v in line[place].items() if k not in ("id", "at")}}}
        elif kind == "lower" and below:
            yield f"lower:{name}", {"move": dict(_swapped(line, place, below[0]))}
        elif kind in ("above", "below") and len(left) > 1:
            anchor = line[rng.choice([other for other in left if other != place])]
            want = line.pop(place)
            line.insert(line.index(anchor) + (kind == "below"), want)
            side = "after" if kind == "below" else "before"
            yield f"{kind}:{name}:{anchor['id']}", {"move": {name: {side: anchor["id"]}}}


def _turned(want: dict[str, Any], written: dict[str, Any]) -> dict[str, Any]:
    """What a want could be, with what it was as what it could be; reversed where the file names nothing; and turned twice
    it is as it was written."""
    if want.get("want") != written["want"] or ("while" not in want and "while" in written):
        return {**written}
    whole = text_of(want["want"])
    if "while" in want:
        whole = f"(({text_of(want['while'])}) implies ({whole}))"
        if "otherwise" in want:
            whole += f" and (not ({text_of(want['while'])}) implies ({text_of(want['otherwise'])}))"
    if "could_be" in want:
        return {"id": want["id"], "want": want["could_be"], "could_be": whole}
    return {"id": want["id"], "want": f"not ({whole})"}


def _swapped(line: list[dict[str, Any]], place: int, below: int) -> Iterator[tuple[str, dict[str, str]]]:
    """Two wants in each other's places, as moves."""
    upper, lower = line[place]["id"], line[below]["id"]
    yield upper, {"after": lower}
    if below > place + 1:
        yield lower, {"before": line[place + 1]["id"]}
    line[place], line[below] = line[below], line[place]
