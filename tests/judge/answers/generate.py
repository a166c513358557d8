"""Small random assessment files as YAML text, seeded and valid by the page's rules.

Two or three actors with three to six options (some one-way, in degrees, or needing something), drivers, terms, open
questions with weights, scenarios, views, claims of every check, key questions, observations, concepts. A scenario's
start is infeasible in every reading or in none; every other start that the file asks for is feasible.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from tests.judge.answers.checks import ABOUT_EDITS, DRAWN, UNCOMPILED
from tests.judge.answers.drawing_asked import DAYS, Asked
from tests.judge.answers.form import Form
from tests.judge.answers.games import Game, game_of, readings_of
from tests.judge.answers.roads import CONCEPTS
from tests.judge.assessment_files import Infeasible, loads_document
from tests.judge.assessment_strategies import as_yaml, into_range

__all__ = ["CHECKS", "COMPILED", "DAYS", "EVERY", "Writer", "random_file", "valid"]

CHECKS = (
    "stable",
    "content",
    "every_outcome",
    "some_outcome",
    "no_outcome",
    "passes",
    "never_passes",
    "foresight",
    "no_foresight",
    "gains",
    "never_gains",
    "exactly_where",
    "prefers",
    "everywhere",
    "more_responsible",
    "single_changes_only_by",
    "stable_in_own_views",
    "induces",
)
"""What is drawn by default; the lever has three kinds."""

EVERY = (*CHECKS, *(kind for kind in DRAWN if kind not in CHECKS))
"""Every kind of check."""

COMPILED = tuple(kind for kind in EVERY if kind not in UNCOMPILED)
"""Those that the evaluator knows."""


def random_file(seed: int, *, claims: int = 5, checks: Sequence[str] = CHECKS) -> str:
    """The text of a valid file with so many claims of these kinds; the same for the same arguments."""
    rng = random.Random(f"answers {seed}")
    while True:
        document = Writer(rng).document(claims, checks)
        into_range(document, document.get("drivers") or {})
        text = as_yaml(document)
        if valid(loads_document(text)):
            return text


# --- validity ---


def valid(document: Mapping[str, Any]) -> bool:
    """Whether every start that the file asks for is feasible as it should be."""
    form = Form(document)
    try:
        _require_starts(document, form)
    except Infeasible:
        return False
    return all(_alike(document, form, scenario) for scenario in document["scenarios"])


def _alike(document: Mapping[str, Any], form: Form, scenario: str) -> bool:
    """The scenario's start is feasible in all readings, or in none and nothing names the scenario."""
    feasible = [_has_start(document, form, reading, scenario) for reading in readings_of(document)]
    named = [claim.get("in") for claim in document["claims"].values()]
    named += [body.get("in") for body in document.get("observations", {}).values()]
    named += [document.get("facts", {}).get("in")]
    for question in document.get("key_questions", {}).values():
        named += question.get("across", [])
        if question.get("with", {}).get("happens") and len(set(feasible)) > 1:
            return False
    return all(feasible) or (not any(feasible) and scenario not in named)


def _has_start(document: Mapping[str, Any], form: Form, reading: Mapping[str, str], scenario: str) -> bool:
    try:
        game_of(document, form, reading, scenario=scenario)
    except Infeasible:
        return False
    return True


def _require_starts(document: Mapping[str, Any], form: Form) -> None:
    for reading in readings_of(document):
        game_of(document, form, reading)
        for view in document["views"]:
            game_of(document, form, reading, view=view)
        for question in document.get("key_questions", {}).values():
            game_of(document, form, reading, view=question.get("under"), with_=question.get("with"))
        for claim in document["claims"].values():
            scenarios = [claim["in"]] if "in" in claim else ["", *_asked_across(document, claim)]
            for scenario in scenarios:
                game = game_of(
                    document,
                    form,
                    reading,
                    scenario=scenario or None,
                    view=claim.get("under"),
                    with_=claim.get("with"),
                )
                _require_changed_starts(game, claim["check"])


def _asked_across(document: Mapping[str, Any], claim: Mapping[str, Any]) -> list[str]:
    """The scenarios in which a key question asks a claim without one of its own."""
    for question in document.get("key_questions", {}).values():
        asked = document["claims"].get(question["answer_yes"].get("claim"))
        if asked is claim:
            return list(question.get("across", document["scenarios"]))
    return []


def _require_changed_starts(game: Game, check: Mapping[str, Any]) -> None:
    for switches in _switches(check):
        game.after(switches)
    for key in ("this", "to"):
        if "prefers" in check:
            change = check[key]
            game.after([*change.get("with", ()), *(f"not {name}" for name in change.get("without", ()))])


def _switches(check: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    yield check.get("after", ())
    yield from check.get("after_each", ())
    if "lever" in check:
        yield [check["lever"]]


# --- drawing ---


class Writer(Asked):
    """Draws one document; its starts may turn out to be infeasible."""

    def document(self, claims: int, checks: Sequence[str]) -> dict[str, Any]:
        rng = self.rng
        actors = self.actors()
        terms: dict[str, Any] = {"t1": self.formula()}
        terms["t2"] = {"is": self.formula(), "says": "it is so"}
        self.terms = ["t1", "t2"]
        for actor, body in actors.items():
            self.wants[actor] = [f"{actor}{k}" for k in range(1, 3 + rng.randrange(3))]
            body["wants"] = [{"id": name, **self.want(actor), "at": [1]} for name in self.wants[actor]]
        document: dict[str, Any] = {
            "countermove": 1,
            "title": "A small random assessment",
            "as_of": "2021-08-15",
            "sources": {"note": {"what": "made up", "grade": "B2", "default": True}},
            "actors": actors,
            "terms": terms,
            "drivers": {name: self.driver() for name in self.drivers},
        }
        kinds = [rng.choice(checks) for _ in range(claims)]
        if self.chance(0.7) or set(kinds) & set(ABOUT_EDITS):
            document["target"] = self.formula()
        document |= self.concepts()
        if self.chance(0.4):
            document["never"] = {"r1": {"never": self.rule(), "why": "drawn", "at": [1]}}
        document["start"] = [self.switch([option]) for option in self.options if self.chance(0.25)]
        document["open"] = self.questions()
        document["scenarios"] = {f"s{k}": {"why": "drawn", "at": [1], **self.overlay(happens=True)} for k in (1, 2)}
        if "never" in document and self.chance(0.3):
            document["scenarios"]["s2"]["happens"] = self.breaking
            self.scenarios = ["s1"]
        document["views"] = {
            f"v{k}": {"holder": rng.choice(list(actors)), "about": "drawn", "at": [1], **self.overlay()} for k in (1, 2)
        }
        document["claims"] = {f"C{k}": self.claim(kind) for k, kind in enumerate(kinds, start=1)}
        if self.chance(0.85):
            document["key_questions"] = {
                f"K{k}": self.key_question(document["claims"]) for k in range(1, 2 + rng.randrange(3))
            }
        document["indicators"] = {"I1": {"watch": "drawn", "moves": {self.drivers[0]: "up"}, "at": [1]}}
        if self.chance(0.85):
            document["observations"] = {f"B{k}": self.observation() for k in range(1, 2 + rng.randrange(4))}
            if self.chance(0.25):
                document["observations"] |= self.quarrel()
        if self.chance(0.3):
            document["facts"] = {"outcome": self.formula(), **({"in": "s1"} if self.chance(0.4) else {})}
        return document

    def actors(self) -> dict[str, Any]:
        rng = self.rng
        count = rng.choice((2, 2, 3))
        total = rng.choice((3, 4, 4, 4, 5, 5, 6))
        sizes = [1] * count
        for _ in range(total - count):
            sizes[rng.randrange(count)] += 1
        found: dict[str, Any] = {}
        for actor, size in zip("abc", sizes, strict=False):
            options: dict[str, Any] = {}
            pool = ["x", "y", "z", "w", f"only_{actor}"]
            for name in rng.sample(pool, size):
                options[name] = {"does": "acts"}
                full = f"{actor}.{name}"
                if self.chance(0.25):
                    options[name]["one_way"] = rng.choice(("forward", "forward", "back", True))
                if len(self.levels) < 2 and self.chance(0.15):
                    options[name]["levels"] = rng.choice((["none", "some", "heavy"], ["low", "high"]))
                    self.levels[full] = options[name]["levels"]
                self.options.append(full)
            found[actor] = {"name": actor.upper(), "options": options}
        bare = [full.split(".")[1] for full in self.options]
        for full, name in zip(self.options, bare, strict=True):
            chosen = name if bare.count(name) == 1 and self.chance(0.5) else full
            self.names.append(chosen)
            if full in self.levels:
                self.levels[chosen] = self.levels[full]
        if self.chance(0.5):
            for full in rng.sample(self.options, 1 + rng.randrange(2)):
                actor, name = full.split(".")
                found[actor]["options"][name]["needs"] = self.formula(1, options_only=True)
        return found

    def rule(self) -> str:
        """A never rule against two options together, and the switches that break it."""
        first, second = self.rng.sample(self.options, 2)
        self.breaking = [first, second]
        return f"{first} and {second}"

    def concepts(self) -> dict[str, Any]:
        if self.chance(0.4):
            return {}
        chosen = self.rng.sample(CONCEPTS, 1 + self.rng.randrange(3))
        if self.chance(0.5):
            return {"concepts": chosen}
        found: dict[str, Any] = {"concepts": dict.fromkeys(chosen, "drawn")}
        left = [name for name in CONCEPTS if name not in chosen]
        if self.chance(0.5):
            found["left_out"] = {self.rng.choice(left): "drawn"}
        return found

    def driver(self) -> dict[str, Any]:
        now = self.number()
        body: dict[str, Any] = {"now": now, "means": "drawn", "at": [1]}
        if self.chance(0.2):
            body["range"] = [min(now, Decimal("0.2")), max(now, Decimal("0.7"))]
        return body

    def questions(self) -> dict[str, Any]:
        """Up to two open questions that touch different things, some with weights."""
        rng = self.rng
        wants = [name for line in self.wants.values() for name in line]
        drivers, options = list(self.drivers), list(self.options)
        for things in (wants, drivers, options):
            rng.shuffle(things)
        count = rng.randrange(3)
        found: dict[str, Any] = {}
        for k in range(count):
            own = [things[k::count] for things in (wants, drivers, options)]
            answers: dict[str, Any] = {}
            for number, answer in enumerate(("yes", "no", "perhaps")[: rng.choice((2, 2, 3))]):
                overlay: dict[str, Any] = {}
                if self.chance(0.8):
                    overlay = self.overlay(wants=own[0], drivers=own[1], options=own[2], happens=self.chance(0.3))
                if self.chance(0.5):
                    overlay["weight"] = rng.choice((0, 1, 2, Decimal("0.5"))) if number else rng.choice((1, 3))
                answers[f"{answer}_{k + 1}"] = overlay
            found[f"Q{k + 1}"] = {"asks": "drawn?", "readings": answers}
        return found
