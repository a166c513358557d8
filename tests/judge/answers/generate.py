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

from tests.judge.answers.form import Form
from tests.judge.answers.games import Game, game_of, readings_of
from tests.judge.answers.roads import CONCEPTS
from tests.judge.assessment_files import loads_document
from tests.judge.assessment_games import Infeasible
from tests.judge.assessment_strategies import as_yaml

__all__ = ["CHECKS", "DAYS", "random_file"]

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
"""Every kind of check; the lever has three."""

DAYS = ("2021-09-01", "2021-10-15", "2022-01-20", "2022-01-21", "2022-03-24", "2022-08-31")
"""The days on which things are seen and known, ascending: useful values of ``as_of``."""


def random_file(seed: int, *, claims: int = 5, checks: Sequence[str] = CHECKS) -> str:
    """The text of a valid file with so many claims of these kinds; the same for the same arguments."""
    rng = random.Random(f"answers {seed}")
    while True:
        text = as_yaml(_Writer(rng).document(claims, checks))
        if _valid(loads_document(text)):
            return text


# --- validity ---


def _valid(document: Mapping[str, Any]) -> bool:
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


class _Writer:
    """Draws one document; its starts may turn out to be infeasible."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.options: list[str] = []
        self.names: list[str] = []  # how formulas call the options
        self.levels: dict[str, list[str]] = {}  # by either name
        self.drivers = [f"d{k}" for k in range(1, 2 + rng.randrange(2))]
        self.terms: list[str] = []
        self.wants: dict[str, list[str]] = {}
        self.breaking: list[str] = []  # what the never rule excludes
        self.scenarios = ["s1", "s2"]  # those that may be named

    def chance(self, of: float) -> bool:
        return self.rng.random() < of

    def number(self) -> Decimal:
        return Decimal(self.rng.randrange(11)).scaleb(-1)

    # formulas

    def about_option(self) -> str:
        name = self.rng.choice(self.names)
        if name in self.levels and self.chance(0.6):
            sign = self.rng.choice((">=", "=", "<", "!=", "<=", ">", "=="))
            return f"{name} {sign} {self.rng.choice(self.levels[name])}"
        return name

    def formula(self, depth: int = 2, *, options_only: bool = False) -> str:
        roll = self.rng.random()
        if depth == 0 or roll < 0.3:
            if not options_only and self.chance(0.12):
                return f"({self.comparison(options=True)})"
            if not options_only and self.terms and self.chance(0.15):
                return self.rng.choice(self.terms)
            return self.about_option()
        if roll < 0.45:
            return f"not ({self.formula(depth - 1, options_only=options_only)})"
        word = self.rng.choice(("and", "or", "implies", "iff"))
        left = self.formula(depth - 1, options_only=options_only)
        right = self.formula(depth - 1, options_only=options_only)
        return f"({left}) {word} ({right})"

    def sum(self, *, options: bool) -> str:
        driver, roll = self.rng.choice(self.drivers), self.rng.random()
        if roll < 0.3:
            return f"{driver} {self.rng.choice('+-')} {self.number()}*{self.rng.choice(self.drivers)}"
        if roll < 0.5 and options:
            return f"{driver} + {self.number()}*{self.rng.choice(self.names)}"
        return driver

    def comparison(self, *, options: bool) -> str:
        sign = self.rng.choice(("<", "<=", ">", ">=", "==", "!="))
        right = self.sum(options=options) if self.chance(0.3) else str(self.number())
        return f"{self.sum(options=options)} {sign} {right}"

    def switch(self, options: Sequence[str] | None = None) -> str:
        """``o``, ``not o`` or ``o = level``."""
        option = self.rng.choice(self.options if options is None else list(options))
        if self.chance(0.2):
            return f"not {option}"
        if option in self.levels and self.chance(0.5):
            return f"{option} = {self.rng.choice(self.levels[option])}"
        return option

    def switches(self, most: int = 2) -> list[str]:
        """So many switches of different options at most."""
        chosen = self.rng.sample(self.options, min(most, 1 + self.rng.randrange(most)))
        return [self.switch([option]) for option in chosen]

    # the document

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
        if self.chance(0.8) or {"more_responsible", "single_changes_only_by"} & set(checks):
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
        document["claims"] = {f"C{k}": self.claim(rng.choice(checks)) for k in range(1, claims + 1)}
        if self.chance(0.85):
            document["key_questions"] = {
                f"K{k}": self.key_question(document["claims"]) for k in range(1, 2 + rng.randrange(3))
            }
        document["indicators"] = {"I1": {"watch": "drawn", "moves": {self.drivers[0]: "up"}, "at": [1]}}
        if self.chance(0.85):
            document["observations"] = {f"B{k}": self.observation() for k in range(1, 2 + rng.randrange(4))}
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

    def wish(self, actor: str) -> str:
        """What an actor may want of its own option and another's, so that actors have to do with one another."""
        own = self.rng.choice([option for option in self.options if option.startswith(f"{actor}.")])
        other = self.rng.choice([option for option in self.options if not option.startswith(f"{actor}.")])
        shapes = ["{1}", "{1}", "not {1}", "{0}", "not {0}", "not {0}"]
        shapes += ["{0} iff {1}", "not ({0} iff {1})", "{1} implies {0}", "{0} implies {1}", "not ({0} and {1})"]
        return self.rng.choice(shapes).format(own, other)

    def want(self, actor: str) -> dict[str, Any]:
        body: dict[str, Any] = {"want": self.wish(actor) if self.chance(0.7) else self.formula()}
        if self.chance(0.4):
            options = self.chance(0.4)
            body["while"] = self.comparison(options=options)
            if options or self.chance(0.6):
                body["otherwise"] = self.formula(1)
        if self.chance(0.35):
            body["could_be"] = self.formula(1)
        return body

    def overlay(
        self,
        *,
        wants: Sequence[str] | None = None,
        drivers: Sequence[str] | None = None,
        options: Sequence[str] | None = None,
        happens: bool = False,
    ) -> dict[str, Any]:
        """An overlay that touches these wants, drivers and options only (by default any)."""
        rng = self.rng
        free = [name for line in self.wants.values() for name in line] if wants is None else list(wants)
        rng.shuffle(free)
        found: dict[str, Any] = {}
        if free and self.chance(0.3):
            found["drop"] = [free.pop()]
        if free and self.chance(0.5):
            found["rewrite"] = {free[-1]: self.want(free[-1][0])}
        moved = next((name for name in free if len(self.wants[name[0]]) > 1), None)
        if moved is not None and self.chance(0.4):
            anchor = rng.choice([name for name in self.wants[moved[0]] if name != moved])
            found["move"] = {moved: {rng.choice(("before", "after")): anchor}}
        settable = self.drivers if drivers is None else drivers
        if settable and self.chance(0.5):
            found["set"] = {rng.choice(settable): self.number()}
        switchable = self.options if options is None else options
        if happens and switchable and self.chance(0.4):
            found["happens"] = [self.switch(switchable)]
        return found

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

    # claims

    def claim(self, kind: str) -> dict[str, Any]:
        body: dict[str, Any] = {"says": "drawn", "at": [1]}
        if self.chance(0.4):
            body["in"] = self.rng.choice(self.scenarios)
        if kind != "stable_in_own_views" and self.chance(0.25):
            body["under"] = self.rng.choice(("v1", "v2"))
        if self.chance(0.2):
            body |= self.with_overlay()
        if self.chance(0.15):
            body["probe"] = True
        body["check"] = self.check(kind)
        return body

    def with_overlay(self) -> dict[str, Any]:
        overlay = self.overlay(happens=True)
        return {"with": overlay} if overlay else {}

    def check(self, kind: str) -> dict[str, Any]:
        rng = self.rng
        actors = list(self.wants)
        actor = rng.choice(actors)
        match kind:
            case "stable":
                return {"stable": "start"}
            case "content" | "single_changes_only_by":
                return {kind: actor}
            case "foresight" | "no_foresight":
                return {kind: self.formula()}
            case "gains" | "never_gains":
                return {"lever": self.switch(), "moves": actor, kind: self.formula(1)}
            case "exactly_where":
                lever = {"lever": self.switch(), "moves": actor, "gains": self.formula(1)}
                return {**lever, "exactly_where": self.comparison(options=False), "vary": self.varied()}
            case "prefers":
                return {"prefers": actor, "this": self.change(), "to": self.change()}
            case "everywhere":
                return self.everywhere()
            case "more_responsible":
                return {kind: actor, "than": rng.choice([other for other in actors if other != actor])}
            case "stable_in_own_views":
                seeing = rng.sample(actors, rng.randrange(1, len(actors) + 1))
                return {kind: {one: rng.choice(("v1", "v2")) for one in seeing}}
            case "induces":
                return self.induces(actor)
            case _:
                found: dict[str, Any] = {kind: self.formula()}
                if self.chance(0.4):
                    found["after"] = self.switches()
                return found

    def induces(self, actor: str) -> dict[str, Any]:
        found: dict[str, Any] = {"induces": actor, "to": self.formula(1) if self.chance(0.7) else "true"}
        if self.chance(0.4):
            found["credible"] = True
        if self.chance(0.4):
            found["by"] = self.rng.choice([option for option in self.options if option.startswith(f"{actor}.")])
        return found

    def everywhere(self) -> dict[str, Any]:
        found: dict[str, Any] = {"everywhere": self.formula(), "vary": self.varied()}
        if self.chance(0.8):
            found["where"] = self.comparison(options=False)
        if self.chance(0.6):
            found["after_each"] = [[], self.switches()]
        return found

    def varied(self) -> list[str]:
        return self.rng.sample(self.drivers, self.rng.randrange(1, len(self.drivers) + 1))

    def change(self) -> dict[str, Any]:
        if self.chance(0.2):
            return {}
        first, *rest = self.rng.sample(self.options, 2)
        return {"with": [self.switch([first])], "without": rest if self.chance(0.5) else []}

    # what is asked and what happened

    def key_question(self, claims: Mapping[str, Any]) -> dict[str, Any]:
        rng = self.rng
        body: dict[str, Any] = {"asks": "drawn?"}
        if claims and self.chance(0.3):
            name = rng.choice(list(claims))
            body["answer_yes"] = {"claim": name}
            if "in" not in claims[name]:
                body |= self.across()
            return body
        formula = self.formula()
        pairs: tuple[tuple[dict[str, Any], dict[str, Any]], ...] = (
            ({"every_outcome": formula}, {"no_outcome": formula}),
            ({"some_outcome": formula}, {"no_outcome": formula}),
            ({"every_outcome": formula}, {"every_outcome": f"not ({formula})"}),
            ({"every_outcome": formula}, {"never_passes": formula}),
            ({"stable": "start"}, {}),
            ({"foresight": formula}, {"no_foresight": formula}),
            (self.induces(rng.choice(list(self.wants))), {}),
        )
        yes, no = rng.choice(pairs)
        body["answer_yes"] = {"check": yes}
        if no and self.chance(0.7):
            body["answer_no"] = {"check": no}
        body |= self.across()
        if self.chance(0.15):
            body["under"] = rng.choice(("v1", "v2"))
        if self.chance(0.15):
            body |= self.with_overlay()
        return body

    def across(self) -> dict[str, Any]:
        if self.chance(0.6):
            return {}
        return {"across": self.rng.choice(([], ["s1"], self.scenarios[::-1]))}

    def observation(self) -> dict[str, Any]:
        rng = self.rng
        first, second = sorted(rng.choices(DAYS, k=2))
        body: dict[str, Any] = {"date": first}
        if self.chance(0.4):
            body["known"] = second
        roll = rng.random()
        if roll < 0.35:
            chosen = rng.sample(self.drivers, 1 + rng.randrange(len(self.drivers)))
            return {**body, "of": "I1", "sets": {name: self.measured() for name in chosen}}
        if self.chance(0.35):
            body["in"] = rng.choice(self.scenarios)
        body["saw" if roll < 0.65 else "ended"] = self.formula()
        return {**body, "at": [1]}

    def measured(self) -> Decimal:
        """A value that lies within every range that is drawn."""
        return Decimal(self.rng.randrange(2, 8)).scaleb(-1)
