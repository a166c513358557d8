"""Puts answered items into a worksheet: plain data in the form of a file.

Whatever the answers do not say is left ``todo``: values of drivers, checks of claims, days of forecasts, readings of
questions, and the order of wants, which stand as in the text. Each item carries ``x-origin``: who answered, in which
chunk, and the result for its quote.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

from countermove.assessment.names import plain_name
from countermove.assessment.schema.kinds import RESERVED
from countermove.interop.document import Beside, Lines
from countermove.plugins.evidence.documents.reader import ReadDocument
from countermove.plugins.evidence.draft.answers import Checked, Item

__all__ = ["Placing"]

_IDENTIFIER = re.compile(r"[^\W\d]\w{0,59}\Z")
_ORDER = "put the wants in order, the most important first: they stand as in the text"
_SECTIONS = {
    "rule": ("never", "r"),
    "claim": ("claims", "C"),
    "question": ("open", "Q"),
    "forecast": ("forecasts", "F"),
}


class Placing:
    """A worksheet to which items are added."""

    def __init__(self, read: ReadDocument) -> None:
        self.read = read
        self.source = re.sub(r"\W+", "_", read.text.source).strip("_") or "text"
        self.actors: dict[str, dict[str, Any]] = {}
        self.called: dict[str, str] = {}
        self.drivers: dict[str, dict[str, Any]] = {}
        self.sections: dict[str, dict[str, Any]] = {section: {} for section, _ in _SECTIONS.values()}
        self.set_aside: dict[str, list[Any]] = {"x-unplaced": [], "x-rejected": []}
        self.counts: Counter[str] = Counter()

    def data(self) -> dict[str, Any]:
        """The worksheet."""
        what = Path(self.read.file).name
        source = self.source
        while source in self.actors:  # answers choose the names of actors, and no source may share one
            source += "_text"
        made: dict[str, Any] = {
            "countermove": 1,
            "sources": {source: {"what": what, "default": True, "x-sha256": self.read.sha256}},
        }
        made["actors"] = {name: _with_order(actor) for name, actor in self.actors.items()}
        if self.drivers:
            made["drivers"] = self.drivers
        made |= {section: items for section, items in self.sections.items() if items}
        return made | {key: Lines(items) for key, items in self.set_aside.items() if items}

    # -- declarations --------------------------------------------------------------------------------------------------

    def declare(self, item: Checked, answer: Item) -> None:
        """Register the name of an item, if it is an actor, an option or a driver, before formulas are checked."""
        if item.kind == "actor" and _sound(answer.name):
            self._actor(answer.name)
            self.called.setdefault(plain_name(answer.says), answer.name)
        elif item.kind == "option":
            actor, _, option = answer.name.partition(".")
            if _sound(actor) and _sound(option):
                self._actor(actor)["options"].setdefault(option, {})
        elif item.kind == "driver" and _sound(answer.name):
            self.drivers.setdefault(answer.name, {"todo": "now"})

    def _actor(self, name: str) -> dict[str, Any]:
        return self.actors.setdefault(name, {"options": {}, "wants": Lines()})

    # -- items ---------------------------------------------------------------------------------------------------------

    def place(self, item: Checked, answer: Item, by: str, problem: str | None) -> tuple[str | None, str | None]:
        """Put an item where it belongs. Returns its place, or why there is none."""
        made = {"actor": self._of_actor, "option": self._of_option, "driver": self._of_driver, "want": self._of_want}
        place, why = made.get(item.kind, self._of_section)(item, answer, by, problem)
        if place is None:
            self.set_aside["x-unplaced"].append(self._aside(item, by) | {"why": why})
        return place, why

    def reject(self, item: Checked, by: str) -> None:
        """Record an item whose quote is not in the text, apart from the others."""
        self.set_aside["x-rejected"].append(self._aside(item, by) | {"quote": item.quote, "paragraph": item.paragraph})

    def _aside(self, item: Checked, by: str) -> dict[str, Any]:
        entry = {"kind": item.kind, "says": item.says, "x-origin": _origin(item, by)}
        return entry | ({"formula": item.formula} if item.formula else {})

    def _of_actor(self, item: Checked, answer: Item, by: str, problem: str | None) -> tuple[str | None, str | None]:
        if not _sound(answer.name):
            return None, f"{answer.name!r} is not a name that formulas can use"
        actor = self.actors[answer.name]
        if "name" in actor:
            return self._again(actor, item, by, f"actors.{answer.name}")
        self.actors[answer.name] = {"name": answer.says, "x-at": self._at(item), "x-origin": _origin(item, by)} | actor
        return f"actors.{answer.name}", None

    def _of_option(self, item: Checked, answer: Item, by: str, problem: str | None) -> tuple[str | None, str | None]:
        actor, _, option = answer.name.partition(".")
        if not (_sound(actor) and _sound(option)):
            return None, f"{answer.name!r} is not an actor and an option"
        own, place = self.actors[actor]["options"], f"actors.{actor}.options.{option}"
        if own[option]:
            return self._again(own[option], item, by, place)
        own[option] = {"does": answer.says, "x-at": self._at(item), "x-origin": _origin(item, by)}
        return place, None

    def _of_driver(self, item: Checked, answer: Item, by: str, problem: str | None) -> tuple[str | None, str | None]:
        if not _sound(answer.name):
            return None, f"{answer.name!r} is not a name that formulas can use"
        driver, place = self.drivers[answer.name], f"drivers.{answer.name}"
        if "means" in driver:
            return self._again(driver, item, by, place)
        self.drivers[answer.name] = driver | {"means": answer.says, "at": self._at(item), "x-origin": _origin(item, by)}
        return place, None

    def _again(self, known: dict[str, Any], item: Checked, by: str, place: str) -> tuple[str, None]:
        """Merge a repeated declaration: both origins, and both places."""
        known.setdefault("x-again", Lines()).append(
            {"says": item.says, "x-at": self._at(item), "x-origin": _origin(item, by)}
        )
        return place, None

    def _of_want(self, item: Checked, answer: Item, by: str, problem: str | None) -> tuple[str | None, str | None]:
        actor = answer.actor if answer.actor in self.actors else self.called.get(plain_name(answer.actor), "")
        if not actor:
            return (
                None,
                f"{answer.actor!r} is not an actor that the answers declare" if answer.actor else "it names no actor",
            )
        self.counts["w"] += 1
        want = {"id": f"w{self.counts['w']}"} | _formula("want", item, problem)
        self.actors[actor]["wants"].append(want | {"says": item.says} | self._rest(item, answer, by))
        return f"actors.{actor}.wants.{want['id']}", None

    def _of_section(self, item: Checked, answer: Item, by: str, problem: str | None) -> tuple[str | None, str | None]:
        section, letter = _SECTIONS[item.kind]
        self.counts[letter] += 1
        name = f"{letter}{self.counts[letter]}"
        if item.kind == "rule":
            made = _formula("never", item, problem) | {"why": item.says}
        elif item.kind == "question":
            made = {"asks": item.says, "todo": "readings"}
        else:
            missing = "check" if item.kind == "claim" else "closes"
            formula = {"x-formula": item.formula} if item.formula else {}
            made = {"says": item.says, "todo": missing} | formula
        holder = self._holder(answer) if item.kind in ("claim", "forecast") else {}
        self.sections[section][name] = made | holder | self._rest(item, answer, by, noted=bool(holder))
        return f"{section}.{name}", None

    def _holder(self, answer: Item) -> dict[str, str]:
        name = answer.by if answer.by in self.actors else self.called.get(plain_name(answer.by), "")
        return {"by": name} if name else {}

    def _rest(self, item: Checked, answer: Item, by: str, *, noted: bool = False) -> dict[str, Any]:
        note = {"note": f"held by {answer.by}"} if answer.by and not noted else {}
        return {"at": self._at(item), **note, "x-origin": _origin(item, by)}

    def _at(self, item: Checked) -> list[Any]:
        if item.paragraphs is None:
            return []
        first, last = item.paragraphs
        if item.sentence is not None:
            return [Beside(para=first, sentence=item.sentence)]
        return list(range(first, last + 1))


def _sound(name: str) -> bool:
    return bool(_IDENTIFIER.match(name)) and name not in RESERVED


def _with_order(actor: dict[str, Any]) -> dict[str, Any]:
    made = {key: value for key, value in actor.items() if value}
    todo = [] if "name" in made else ["say who this is: nobody declared it"]
    todo += [_ORDER] if len(actor["wants"]) > 1 else []
    return ({"todo": "; ".join(todo)} if todo else {}) | made


def _formula(key: str, item: Checked, problem: str | None) -> dict[str, Any]:
    """The formula if sound, otherwise what is still to do."""
    if item.formula and problem is None:
        return {key: item.formula}
    if item.formula:
        why = str(problem).partition(" Did you mean")[0].rstrip(".")
        return {"todo": f"{key}: {why}", "x-formula": item.formula}
    return {"todo": key}


def _origin(item: Checked, by: str) -> Beside:
    """Who answered, where, and the result for the quote."""
    state = item.state if item.how is None else f"{item.state} ({item.how})"
    return Beside(({"by": by} if by else {}) | {"chunk": item.chunk, "item": item.id, "quote": state})
