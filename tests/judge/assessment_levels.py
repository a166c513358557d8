"""Options in degrees, spelled out: a document with levels, and one that says the same with an option a threshold.

An option o with levels zero < low < high becomes two options, ``o_low`` (at least low) and ``o_high``, and a rule that
excludes the second without the first. The pair is made from a plain document, in one walk: each mention of the option is
written as something that is said of levels, and as what that says of thresholds.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from typing import Any

from tests.judge.assessment_files import Document

__all__ = ["LEVELS", "in_degrees"]

LEVELS = ["zero", "low", "high"]

_TRUTHS = {
    "{o}": "{o}_low",
    "({o} >= high)": "{o}_high",
    "({o} = high)": "{o}_high",
    "({o} = low)": "({o}_low and not {o}_high)",
    "({o} < high)": "(not {o}_high)",
    "({o} <= low)": "(not {o}_high)",
    "({o} = zero)": "(not {o}_low)",
    "({o} > zero)": "{o}_low",
    "({o} >= low)": "{o}_low",
    "({o} != low)": "(not {o}_low or {o}_high)",
    "(high > {o})": "(not {o}_high)",
    "({o} >= zero)": "true",
    "({o} > high)": "false",
}
"""What can be said of an option in degrees, and what that is over thresholds."""

_ACTS = {
    "{o}": ["{o}_low"],
    "not {o}": ["not {o}_low", "not {o}_high"],
    "{o} = high": ["{o}_low", "{o}_high"],
    "{o} = low": ["{o}_low", "not {o}_high"],
    "{o} = zero": ["not {o}_low", "not {o}_high"],
}

_FORMULAS = frozenset(
    ("want", "while", "otherwise", "could_be", "needs", "never", "target", "outcome", "gains", "never_gains", "passes")
) | {"every_outcome", "some_outcome", "no_outcome", "never_passes", "foresight", "no_foresight", "everywhere"}
_LISTS = frozenset(("start", "happens", "after", "with"))


def in_degrees(document: Document, rng: random.Random) -> tuple[dict[str, Any], dict[str, Any]]:
    """The document with one of its options in degrees, and the same spelled out."""
    options = [(actor, name) for actor, body in document["actors"].items() for name in body["options"]]
    return _Walk(document, *rng.choice(options), rng).both()


class _Walk:
    def __init__(self, document: Document, actor: str, name: str, rng: random.Random) -> None:
        self.document, self.actor, self.name, self.rng = document, actor, name, rng
        every = [other for body in document["actors"].values() for other in body["options"]]
        alone = [name] if every.count(name) == 1 else []
        self.known = (f"{actor}.{name}", *alone)
        self.pattern = re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, self.known))})(?![\w.])")

    def both(self) -> tuple[dict[str, Any], dict[str, Any]]:
        leveled, spelled = self.walk(dict(self.document), "")
        leveled["actors"][self.actor]["options"][self.name]["levels"] = LEVELS
        options: dict[str, Any] = {}
        for name, body in spelled["actors"][self.actor]["options"].items():
            parts = [f"{name}_low", f"{name}_high"] if name == self.name else [name]
            options |= {part: dict(body) for part in parts}
        spelled["actors"][self.actor]["options"] = options
        full = self.known[0]
        order = {"never": f"{full}_high and not {full}_low", "why": "in order", "at": [1]}
        spelled["never"] = {**(spelled.get("never") or {}), "order": order}
        return leveled, spelled

    def walk(self, value: Any, key: str) -> tuple[Any, Any]:
        if isinstance(value, Mapping):
            pairs = {
                name: self.walk(inner, "want" if key == "terms" else name)
                if name != "with" or isinstance(inner, list)
                else self.walk(inner, "")
                for name, inner in value.items()
            }
            return {name: pair[0] for name, pair in pairs.items()}, {name: pair[1] for name, pair in pairs.items()}
        if key == "lever":
            leveled, spelled = self.act(value)
            return leveled, spelled[0] if len(spelled) == 1 else spelled
        if key in _FORMULAS and isinstance(value, str):
            return self.formula(value)
        if key == "after_each":
            lists = [self.walk(inner, "after") for inner in value]
            return [pair[0] for pair in lists], [pair[1] for pair in lists]
        if isinstance(value, list):
            if key in _LISTS:
                acts = [self.act(item) for item in value]
                return [pair[0] for pair in acts], [one for pair in acts for one in pair[1]]
            if key == "without":
                parts = [[f"{item}_low", f"{item}_high"] if item in self.known else [item] for item in value]
                return list(value), [one for part in parts for one in part]
            items = [self.walk(inner, "") for inner in value]
            return [pair[0] for pair in items], [pair[1] for pair in items]
        return value, value

    def formula(self, text: str) -> tuple[str, str]:
        spelled: list[str] = []

        def said(found: re.Match[str]) -> str:
            form = self.rng.choice(list(_TRUTHS))
            spelled.append(_TRUTHS[form].format(o=found[0]))
            return form.format(o=found[0])

        leveled = self.pattern.sub(said, text)
        return leveled, self.pattern.sub(lambda _: spelled.pop(0), text)

    def act(self, text: str) -> tuple[str, list[str]]:
        name = text.removeprefix("not ")
        if name not in self.known:
            return text, [text]
        form = self.rng.choice(list(_ACTS))
        return form.format(o=name), [part.format(o=name) for part in _ACTS[form]]
