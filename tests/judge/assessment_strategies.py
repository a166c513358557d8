"""Small random assessments as plain data, seeded; numbers are Decimals, so that they stay exact.

Every document is valid, and every start that its readings, scenarios, views and claims ask for is feasible.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import yaml

from tests.judge.answers.checks import DRAWN, UNCOMPILED, changing, claim_case, lever_acts, setting_of
from tests.judge.assessment_files import Infeasible

__all__ = ["CHECKS", "COMPILED", "EVERY", "as_yaml", "into_range", "random_assessment", "require_feasible"]

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
)
"""What is drawn by default; the lever has three kinds."""

EVERY = (*CHECKS, *DRAWN)
"""Every kind of check. Few starts have an inducement: whoever asks for one names files that do."""

COMPILED = tuple(kind for kind in EVERY if kind not in UNCOMPILED)
"""Those that the evaluator knows."""


def random_assessment(
    rng: random.Random, *, claims: int = 6, checks: Sequence[str] = CHECKS, needs: float = 0, undo: float = 0
) -> dict[str, Any]:
    """A valid document of two or three actors, at most five options, with so many claims of these kinds. ``needs``: the
    chance that an option needs something; ``undo``: that an act in a list is one that is undone."""
    while True:
        document = _Writer(rng, needs, undo).document(claims, checks)
        try:
            require_feasible(document)
        except Infeasible:
            continue
        return document


class _Dumper(yaml.SafeDumper):
    """Writes Decimals as plain numbers."""


_Dumper.add_representer(Decimal, lambda dumper, x: dumper.represent_scalar("tag:yaml.org,2002:float", str(x)))


def as_yaml(document: Mapping[str, Any]) -> str:
    """The document as a file's text."""
    return yaml.dump(_unshared(document), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1000)


def into_range(data: Any, drivers: Mapping[str, Any]) -> None:
    """Put every value that is set within its driver's range, in place."""
    if isinstance(data, list):
        for value in data:
            into_range(value, drivers)
    if not isinstance(data, dict):
        return
    sets = data.get("set") or data.get("sets") or {}
    for name, value in sets.items() if isinstance(sets, dict) else ():
        low, high = drivers[name].get("range") or (Decimal(0), Decimal(1))
        sets[name] = min(max(value, low), high)
    for value in data.values():
        into_range(value, drivers)


def _unshared(data: Any) -> Any:
    """The same data with nothing in two places, so that no YAML anchors are written."""
    if isinstance(data, Mapping):
        return {key: _unshared(value) for key, value in data.items()}
    if isinstance(data, Decimal):
        return Decimal(str(data))
    return [_unshared(value) for value in data] if isinstance(data, list) else data


def require_feasible(document: Mapping[str, Any]) -> None:
    """Raise Infeasible where a start that the document asks for cannot be."""
    setting = setting_of(document)
    for reading in setting.readings:
        for scenario in (None, *document["scenarios"]):
            for view in (None, *document["views"]):
                setting.game(reading, scenario=scenario, view=view)
        for claim in document["claims"].values():
            game = claim_case(setting, claim, reading)[""]
            for acts in _changed_starts(claim["check"]):
                game.after(acts)


def _changed_starts(check: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    yield check.get("after") or []
    yield from check.get("after_each") or []
    if "lever" in check:
        yield lever_acts(check)
    for key in ("this", "to"):
        if "prefers" in check:
            yield changing(check[key])


class _Writer:
    """Draws one document; it may turn out to be infeasible."""

    def __init__(self, rng: random.Random, needs: float, undo: float) -> None:
        self.rng = rng
        self.needs, self.undo = needs, undo
        self.options: list[str] = []
        self.names: list[str] = []  # how formulas call the options
        self.drivers = [f"d{k}" for k in range(1, 2 + rng.randrange(3))]
        self.terms: list[str] = []  # logical ones
        self.number_terms: list[str] = []
        self.wants: dict[str, list[str]] = {}

    def chance(self, of: float) -> bool:
        return self.rng.random() < of

    def number(self) -> Decimal:
        return Decimal(self.rng.randrange(11)).scaleb(-1)

    # formulas

    def atom(self) -> str:
        roll = self.rng.random()
        if roll < 0.12 and self.terms:
            return self.rng.choice(self.terms)
        if roll < 0.2:
            return f"({self.comparison(options=True)})"
        return self.rng.choice(self.names)

    def formula(self, depth: int = 2) -> str:
        roll = self.rng.random()
        if depth == 0 or roll < 0.25:
            return self.atom()
        if roll < 0.4:
            return f"not {self.inside(depth)}"
        word = self.rng.choice(("and", "or", "implies", "iff"))
        return f"{self.inside(depth)} {word} {self.inside(depth)}"

    def inside(self, depth: int) -> str:
        text = self.formula(depth - 1)
        return text if " " not in text or (text.startswith("(") and text.count("(") == 1) else f"({text})"

    def arithmetic(self, *, options: bool) -> str:
        """A driver or a sum; with options also driver * option, rarely a driver switched by a comparison."""
        roll = self.rng.random()
        driver = self.rng.choice(self.drivers)
        if roll < 0.2 and self.number_terms and options:
            return self.rng.choice(self.number_terms)
        if roll < 0.35:
            sign = self.rng.choice("+-")
            return f"{driver} {sign} {self.number()}*{self.rng.choice(self.drivers)}"
        if roll < 0.5 and options:
            return f"{driver} + {self.rng.choice(self.drivers)}*{self.rng.choice(self.names)}"
        if roll < 0.55 and options:
            other = self.rng.choice(self.drivers)
            return f"({other} >= {self.number()})*{driver} + {self.rng.choice(self.names)}"
        return driver

    def comparison(self, *, options: bool) -> str:
        sign = self.rng.choice(("<", "<=", ">", ">=", "<", ">=", "==", "!="))
        right = self.arithmetic(options=options) if self.chance(0.4) else str(self.number())
        return f"{self.arithmetic(options=options)} {sign} {right}"

    # parts of the document

    def document(self, claims: int, checks: Sequence[str]) -> dict[str, Any]:
        rng = self.rng
        actors = self.actors()
        terms = self.written_terms()
        for body in actors.values() if self.needs else ():
            for option in body["options"].values():
                if self.chance(self.needs):
                    option["needs"] = self.needed()
        for actor, body in actors.items():
            count = rng.randrange(1, 4)
            self.wants[actor] = [f"{actor}{k}" for k in range(1, count + 1)]
            body["wants"] = [{"id": name, **self.want(), "at": [1]} for name in self.wants[actor]]
        document: dict[str, Any] = {
            "countermove": 1,
            "title": "A small random assessment",
            "as_of": "2021-08-15",
            "target": self.formula(),
            "sources": {"note": {"what": "made up", "grade": "B2", "default": True}},
            "actors": actors,
        }
        if self.chance(0.4):
            first, second = rng.sample(self.names, 2)
            rule = f"{first} and not {second}" if self.chance(0.5) else f"{first} and {second}"
            document["never"] = {"r1": {"never": rule, "why": "drawn", "at": [1]}}
        document["start"] = [name for name in self.options if self.chance(0.3)]
        document["terms"] = terms
        document["drivers"] = {name: self.driver() for name in self.drivers}
        document["open"] = self.questions()
        document["scenarios"] = {f"s{k}": {"why": "drawn", "at": [1], **self.overlay(happens=True)} for k in (1, 2)}
        document["views"] = {
            f"v{k}": {"holder": rng.choice(list(actors)), "about": "drawn", "at": [1], **self.overlay()} for k in (1, 2)
        }
        document["claims"] = {f"C{k}": self.claim(rng.choice(checks)) for k in range(1, claims + 1)}
        if self.chance(0.7):
            document["facts"] = {"in": "s1", "outcome": self.formula()}
        return document

    def actors(self) -> dict[str, Any]:
        rng = self.rng
        count = rng.choice((2, 2, 3))
        sizes = [1 + rng.randrange(2) for _ in range(count)]
        sizes[-1] = min(sizes[-1], 5 - sum(sizes[:-1]))
        found: dict[str, Any] = {}
        for actor, size in zip("abc", sizes, strict=False):
            options: dict[str, Any] = {}
            for name in rng.sample(["x", "y", "z", f"only_{actor}"], size):
                options[name] = {"does": "drawn"}
                if self.chance(0.25):
                    options[name]["one_way"] = rng.choice(("forward", "back", True))
                self.options.append(f"{actor}.{name}")
            found[actor] = {"name": actor.upper(), "options": options}
        bare = [full.split(".")[1] for full in self.options]
        unique = [name for name in bare if bare.count(name) == 1]
        self.names = [n if n in unique and self.chance(0.5) else f for f, n in zip(self.options, bare, strict=True)]
        return found

    def written_terms(self) -> dict[str, str]:
        found = {"t1": self.formula()}
        self.terms.append("t1")
        found["n1"] = self.arithmetic(options=True)
        self.number_terms.append("n1")
        return found

    def needed(self) -> str:
        """A formula over options alone."""
        first, second = self.rng.choice(self.names), self.rng.choice(self.names)
        return self.rng.choice((first, f"not {first}", f"{first} and not {second}", f"{first} or {second}"))

    def driver(self) -> dict[str, Any]:
        now = self.number()
        body: dict[str, Any] = {"now": now, "means": "drawn", "at": [1]}
        if self.chance(0.2):
            body["range"] = [min(now, Decimal("0.2")), max(now, Decimal("0.7"))]
        return body

    def want(self) -> dict[str, Any]:
        body: dict[str, Any] = {"want": self.formula()}
        if self.chance(0.5):
            options = self.chance(0.4)
            body["while"] = self.comparison(options=options)
            if options or self.chance(0.6):
                body["otherwise"] = self.formula(1)
        if self.chance(0.4):
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
        """An overlay that touches only these wants, drivers and options (by default any)."""
        rng = self.rng
        free = [name for line in self.wants.values() for name in line] if wants is None else list(wants)
        rng.shuffle(free)
        found: dict[str, Any] = {}
        if free and self.chance(0.3):
            found["drop"] = [free.pop()]
        if free and self.chance(0.5):
            found["rewrite"] = {free[-1]: self.want()}
        moved = next((name for name in free if len(self.wants[name[0]]) > 1), None)
        if moved is not None and self.chance(0.4):
            anchor = rng.choice([name for name in self.wants[moved[0]] if name != moved])
            found["move"] = {moved: {rng.choice(("before", "after")): anchor}}
        settable = self.drivers if drivers is None else drivers
        if settable and self.chance(0.5):
            found["set"] = {rng.choice(settable): self.number()}
        switchable = self.options if options is None else options
        if happens and switchable and self.chance(0.4):
            found["happens"] = [self.act(rng.choice(switchable))]
        return found

    def questions(self) -> dict[str, Any]:
        """Up to two questions with two or three answers; they touch different things."""
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
            for answer in ("yes", "no", "perhaps")[: rng.choice((2, 2, 3))]:
                empty = self.chance(0.3)
                answers[f"{answer}_{k + 1}"] = (
                    {}
                    if empty
                    else self.overlay(wants=own[0], drivers=own[1], options=own[2], happens=self.chance(0.4))
                )
            found[f"Q{k + 1}"] = {"asks": "drawn?", "readings": answers}
        return found

    # claims

    def claim(self, kind: str) -> dict[str, Any]:
        body: dict[str, Any] = {"says": "drawn", "at": [1]}
        if self.chance(0.5):
            body["in"] = self.rng.choice(("s1", "s2"))
        if kind != "stable_in_own_views" and self.chance(0.3):
            body["under"] = self.rng.choice(("v1", "v2"))
        if self.chance(0.2):
            overlay = self.overlay(happens=True)
            if overlay:
                body["with"] = overlay
        if self.chance(0.15):
            body["probe"] = True
        body["check"] = self.check(kind)
        return body

    def check(self, kind: str) -> dict[str, Any]:
        rng = self.rng
        if kind in DRAWN:
            return DRAWN[kind](self)
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
                return {"lever": self.act(rng.choice(self.options)), "moves": actor, kind: self.formula(1)}
            case "exactly_where":
                lever = {"lever": self.act(rng.choice(self.options)), "moves": actor, "gains": self.formula(1)}
                return {**lever, "exactly_where": self.comparison(options=False), "vary": self.varied()}
            case "prefers":
                return {"prefers": actor, "this": self.change(), "to": self.change()}
            case "everywhere":
                return self.everywhere()
            case "more_responsible":
                return {
                    "more_responsible": actor,
                    "than": rng.choice([other for other in actors if other != actor]),
                }
            case "stable_in_own_views":
                seeing = rng.sample(actors, rng.randrange(1, len(actors) + 1))
                return {kind: {one: rng.choice(("v1", "v2")) for one in seeing}}
            case _:
                found: dict[str, Any] = {kind: self.formula()}
                if self.chance(0.4):
                    found["after"] = list(map(self.act, self.some_options()))
                return found

    def everywhere(self) -> dict[str, Any]:
        found: dict[str, Any] = {"everywhere": self.formula(), "vary": self.varied()}
        if self.chance(0.8):
            found["where"] = self.comparison(options=False)
        if self.chance(0.6):
            found["after_each"] = [[], list(map(self.act, self.some_options()))]
        return found

    def varied(self) -> list[str]:
        return self.rng.sample(self.drivers, self.rng.randrange(1, min(2, len(self.drivers)) + 1))

    def some_options(self) -> list[str]:
        return self.rng.sample(self.options, 1 + self.rng.randrange(2))

    def act(self, option: str) -> str:
        """The option, or that it is undone."""
        return f"not {option}" if self.undo and self.chance(self.undo) else option

    def change(self) -> dict[str, Any]:
        switches = self.some_options()
        if self.chance(0.3):
            return {}
        return {"with": list(map(self.act, switches[:1])), "without": switches[1:]}
