"""Drawing the small parts of a random file: numbers, formulas, switches, wants and overlays."""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

__all__ = ["Drawing"]


class Drawing:
    """What has been drawn so far of one file, and how more is drawn."""

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

    def wish(self, actor: str) -> str:
        """What an actor may want of its own option and another's, so that actors have to do with one another."""
        own = self.rng.choice([option for option in self.options if option.startswith(f"{actor}.")])
        other = self.rng.choice([option for option in self.options if not option.startswith(f"{actor}.")])
        shapes = ["{1}", "{1}", "not {1}", "{0}", "not {0}", "not {0}"]
        shapes += ["{0} iff {1}", "not ({0} iff {1})", "{1} implies {0}", "{0} implies {1}", "not ({0} and {1})"]
        return self.rng.choice(shapes).format(own, other)

    def want(self, actor: str) -> dict[str, Any]:
        body: dict[str, Any] = {"want": self.wish(actor) if self.chance(0.7) else self.formula()}
        if self.chance(0.5):
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
