"""The names of a file and where each may be used.

Namespaces: options, terms and drivers together (formulas); actors and sources together (``by``, ``holder``); wants;
scenarios; views; questions; claims; forecasts; indicators; key questions. Names are read from the plain data, so that a
name counts as known even where its record is broken: one mistake then gives one problem.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from countermove.assessment.problems import Path, Report
from gmcr.base.errors import UnknownName, quoted
from gmcr.base.record import Record

__all__ = ["DRIFT", "Names", "check_clashes", "plain_name"]


DRIFT = "drift"
"""What a forecast is drawn from that is drawn from what comes first as drivers drift."""


@dataclass(frozen=True)
class Names(Record):
    """Every name in a file, in file order. ``wants`` maps ids to actors, ``questions`` to their readings, ``levels``
    options in degrees to their levels, lowest first; ``called`` holds the other names of each actor."""

    actors: tuple[str, ...]
    sources: tuple[str, ...]
    options: tuple[str, ...]
    terms: tuple[str, ...]
    drivers: tuple[str, ...]
    wants: Mapping[str, str]
    scenarios: tuple[str, ...]
    views: tuple[str, ...]
    questions: Mapping[str, tuple[str, ...]]
    claims: tuple[str, ...]
    forecasts: tuple[str, ...]
    indicators: tuple[str, ...]
    key_questions: tuple[str, ...]
    levels: Mapping[str, tuple[str, ...]]
    called: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Names:
        """The names in plain data, broken or not."""
        actors = _mapping(data.get("actors"))
        wants: dict[str, str] = {}
        for actor, record in actors.items():
            own_wants = _mapping(record).get("wants")
            for want in own_wants if isinstance(own_wants, list) else ():
                if isinstance(name := _mapping(want).get("id"), str):
                    wants.setdefault(name, actor)
        return cls(
            actors=tuple(actors),
            sources=_keys(data, "sources"),
            options=tuple(f"{actor}.{name}" for actor in actors for name in _keys(_mapping(actors[actor]), "options")),
            terms=_keys(data, "terms"),
            drivers=_keys(data, "drivers"),
            wants=wants,
            scenarios=_keys(data, "scenarios"),
            views=_keys(data, "views"),
            questions={
                name: _keys(_mapping(record), "readings") for name, record in _mapping(data.get("open")).items()
            },
            claims=_keys(data, "claims"),
            forecasts=_keys(data, "forecasts"),
            indicators=_keys(data, "indicators"),
            key_questions=_keys(data, "key_questions"),
            levels={
                f"{actor}.{name}": tuple(levels)
                for actor, record in actors.items()
                for name, option in _mapping(_mapping(record).get("options")).items()
                if (levels := _scale(_mapping(option).get("levels")))
            },
            called={actor: _called(record) for actor, record in actors.items()},
        )

    @cached_property
    def bare(self) -> Mapping[str, tuple[str, ...]]:
        """Bare option name → the full names that it could stand for."""
        bare: dict[str, tuple[str, ...]] = {}
        for full in self.options:
            name = full.partition(".")[2]
            bare[name] = (*bare.get(name, ()), full)
        return bare

    @cached_property
    def in_formulas(self) -> frozenset[str]:
        """Everything that a formula may mention; bare option names where they are unique."""
        unique = [name for name, full in self.bare.items() if len(full) == 1]
        return frozenset((*self.options, *unique, *self.terms, *self.drivers))

    @cached_property
    def _listed(self) -> Mapping[str, tuple[str, ...]]:
        return {
            "actor": self.actors,
            "source": self.sources,
            "actor or source": (*self.actors, *self.sources),
            "option": self.options,
            "driver": self.drivers,
            "want": tuple(self.wants),
            "scenario": self.scenarios,
            "view": self.views,
            "question": tuple(self.questions),
            "claim": self.claims,
            "claim or drift": (*self.claims, DRIFT),
            "forecast": self.forecasts,
            "indicator": self.indicators,
            "key question": self.key_questions,
        }

    @cached_property
    def _by_kind(self) -> Mapping[str, frozenset[str]]:
        return {kind: frozenset(listed) for kind, listed in self._listed.items()}

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of names."""
        return tuple(self._listed)

    def has(self, kind: str, name: str) -> bool:
        """Whether the file has a *kind* of this name; for options, full or bare where that is unique."""
        if kind == "option":
            return name in self._by_kind["option"] or len(self.bare.get(name, ())) == 1
        return name in self._by_kind[kind]

    def need(self, kind: str, name: str) -> str:
        """*name* itself (an option's full name) if the file has it. Raises UnknownName."""
        if kind == "option":
            return self.option(name)
        if name not in self._by_kind[kind]:
            raise UnknownName(kind, name, self.listed(kind))
        return name

    def option(self, name: str) -> str:
        """The full name of an option given by its full, or its unique bare, name."""
        if name in self._by_kind["option"]:
            return name
        options = self.bare.get(name, ())
        if len(options) == 1:
            return options[0]
        raise UnknownName("unique option" if options else "option", name, options or self.options)

    def level(self, option: str, name: str) -> int:
        """The index of a level of an option (its full name). Raises UnknownName."""
        own = self.levels.get(option, ())
        if name not in own:
            raise UnknownName(f"level of {option}", name, own)
        return own.index(name)

    def actor_called(self, words: str) -> str:
        """The actor with this name in words or other name; "" where there is none, or several."""
        return self._by_words.get(plain_name(words), "")

    def meant(self, name: str) -> str:
        """The name meant where an actor is named in words: "us.engage" for "Washington.engage"; "" where there is none."""
        words, dot, option = name.rpartition(".")
        actor = self.actor_called(words) if dot else self.actor_called(name)
        full = f"{actor}.{option}" if dot else actor
        return full if actor and (not dot or full in self._by_kind["option"]) else ""

    @cached_property
    def _by_words(self) -> Mapping[str, str]:
        owners: dict[str, set[str]] = {}
        for actor, names in self.called.items():
            for name in names:
                owners.setdefault(plain_name(name), set()).add(actor)
        return {name: next(iter(own)) for name, own in owners.items() if len(own) == 1 and name}

    @cached_property
    def in_words(self) -> re.Pattern[str] | None:
        """A pattern for options whose actor is named in words, inside a formula; None where no actor has words."""
        words = sorted(self._by_words, key=len, reverse=True)
        if not words:
            return None
        either = "|".join(r"\s+".join(map(re.escape, name.split())) for name in words)
        return re.compile(rf"(?<![\w.])(?:the\s+)?(?P<actor>{either})\s*\.\s*(?P<option>[^\W\d]\w*)", re.IGNORECASE)

    def owner(self, option: str) -> str:
        """The actor of an option; "" where the name is not that of exactly one option."""
        try:
            return self.option(option).partition(".")[0]
        except UnknownName:
            return ""

    def listed(self, kind: str) -> tuple[str, ...]:
        """All names of a kind, in file order."""
        return self._listed[kind]


def check_clashes(names: Names, report: Report) -> None:
    """Report names that a formula or a reference could not tell apart."""
    owners: dict[str, str] = {}
    for bare, full in names.bare.items():
        owners[bare] = f"the option {full[0]}"
    for section, kind, group in (("terms", "term", names.terms), ("drivers", "driver", names.drivers)):
        for name in group:
            _claim_name(owners, name, kind, (section, name), report)
    for leveled, levels in names.levels.items():
        actor, _, option = leveled.partition(".")
        for rung, level in enumerate(levels):
            if level in owners:
                message = f"{quoted(level)} is already the name of {owners[level]}: give this level another."
                report.add(("actors", actor, "options", option, "levels", rung), "clash", message)
    if DRIFT in names.claims:
        message = (
            f"A forecast `from: {DRIFT}` is drawn from what comes first as drivers drift: give this claim another name."
        )
        report.add(("claims", DRIFT), "clash", message, key=True)
    _check_called(names, report)
    parties = dict.fromkeys(names.actors, "an actor")
    for name in names.sources:
        _claim_name(parties, name, "source", ("sources", name), report)


def _check_called(names: Names, report: Report) -> None:
    """Report a name shared by two actors, which nobody could tell apart."""
    owners = {plain_name(called[0]): actor for actor, called in names.called.items()}
    owners |= {plain_name(actor): actor for actor in names.actors}
    for actor, called in names.called.items():
        for place, name in enumerate(called[1:]):
            other = owners.setdefault(plain_name(name), actor)
            if other != actor:
                message = (
                    f"{quoted(name)} is already what {other} is called: leave it out, or call {actor} something else."
                )
                report.add(("actors", actor, "aka", place), "clash", message)


def _claim_name(owners: dict[str, str], name: str, kind: str, path: Path, report: Report) -> None:
    if name in owners:
        message = f"{quoted(name)} is already the name of {owners[name]}: give this {kind} another."
        report.add(path, "clash", message, key=True)
    else:
        owners[name] = f"a {kind}"


def plain_name(words: str) -> str:
    """Normalise a name in words for comparison: without a leading "the", in lower case."""
    return " ".join(words.split()).casefold().removeprefix("the ")


def _called(record: Any) -> tuple[str, ...]:
    """An actor's name in words ("" for none), then its other names, in plain data, broken or not."""
    fields = _mapping(record)
    others = fields.get("aka")
    names = (fields.get("name"), *(others if isinstance(others, list) else ()))
    return tuple(name if isinstance(name, str) else "" for name in names)


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _keys(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(_mapping(data.get(key)))


def _scale(value: Any) -> tuple[str, ...]:
    """Levels that make sense: at least two texts, all different."""
    levels = tuple(value) if isinstance(value, list) and all(isinstance(level, str) for level in value) else ()
    return levels if len(set(levels)) == len(levels) >= 2 else ()
