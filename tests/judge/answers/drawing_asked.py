"""Drawing what a random file asks and tells: claims of every check, key questions, observations."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tests.judge.answers.checks import DRAWN
from tests.judge.answers.drawing import Drawing

__all__ = ["DAYS", "Asked"]

DAYS = ("2021-09-01", "2021-10-15", "2022-01-20", "2022-01-21", "2022-03-24", "2022-08-31")
"""The days on which things are seen and known, ascending: useful values of ``as_of``."""


class Asked(Drawing):
    """Claims, questions and observations about what has been drawn."""

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
            case _ if kind in DRAWN:
                return DRAWN[kind](self)
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
        body["saw" if roll < 0.75 else "ended"] = self.formula(1)
        return {**body, "at": [1]}

    def quarrel(self) -> dict[str, Any]:
        """Two observations that nothing but a change of mind between them can explain."""
        formula = self.formula(1)
        return {
            "B8": {"date": DAYS[1], "ended": formula, "at": [1]},
            "B9": {"date": DAYS[3], "ended": f"not ({formula})", "at": [1]},
        }

    def measured(self) -> Decimal:
        """A value that lies within every range that is drawn."""
        return Decimal(self.rng.randrange(2, 8)).scaleb(-1)
