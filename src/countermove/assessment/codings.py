"""Codings: the file as another coder would have written it.

A coding is a choice under `alternatives`. It is applied to the file's plain data before everything else, in this order:
split, join, without_option, without_actor; add, terms, rules; rewrite, move, drop, set, drifts; one_way, needs, does; restated;
start. The result is read like any file. Several are applied in the order of the file; one that comes later is read with
what earlier ones did to its names. Overlays of readings, scenarios, views and claims are read in the coding's names and
win. What names something that is gone is left out and listed (``Lost``), never answered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from typing import Any

from countermove.assessment.coded_places import value_at
from countermove.assessment.losses import swept
from countermove.assessment.problems import Path, Report
from countermove.assessment.recoding import Data, Lost, Recoding, gaps, mentioned, overlays_in
from countermove.assessment.structures import (
    add_option,
    drop,
    join,
    meant,
    move,
    one_way,
    split,
    without_actor,
    without_option,
)
from gmcr.base.errors import AssessmentError, CountermoveError, FormulaError, UnknownName

__all__ = ["recoded"]

_WORDS = ("want", "while", "otherwise", "says", "otherwise_says")  # replaced together where a want is rewritten
_KEPT = ("could_be", "certainty", "at", "note")  # unchanged unless given
_GRADES = ("strength", "unknown")  # unchanged unless one of them is given


Trail = dict[tuple[tuple[str, str], ...], Recoding]
"""Choices made one after another → the data after them."""


def recoded(data: Mapping[str, Any], choices: Mapping[str, str], report: Report, trail: Trail) -> Recoding:
    """The data under choices (alternative → coding, both known). *trail*: what is known of the choices that were last asked
    about, to go on from; it is renewed. Raises AssessmentError for a coding that does not fit, at its place."""
    chosen = tuple((name, choices[name]) for name in data.get("alternatives") or {} if name in choices)
    made: Trail = {(): trail.get(()) or _begun(data)}
    for end in range(1, len(chosen) + 1):
        own = chosen[:end]
        if own in trail:
            made[own] = trail[own]
            continue
        recoding = made[own[:-1]].copy()
        _Coding(recoding, report, ("alternatives", own[-1][0], "other", own[-1][1])).apply()
        if report.failed:
            raise AssessmentError(report.problems)
        swept(recoding)
        made[own] = recoding
    trail.clear()
    trail |= made
    last = copy(made[chosen])
    last.data = {key: value for key, value in last.data.items() if key != "alternatives"}
    return last


def _begun(data: Mapping[str, Any]) -> Recoding:
    """The data before any choice. What splits mean is about their own new options, whatever else has such a bare name: these
    are spelled in full, so that earlier choices do not touch them."""
    recoding = Recoding(data)
    for alternative in (recoding.data.get("alternatives") or {}).values():
        for coding in (alternative.get("other") or {}).values():
            for name, said in ((coding or {}).get("split") or {}).items():
                if recoding.names.has("option", name) and said.get("is"):
                    said["is"] = meant(said["is"], recoding.names.option(name).partition(".")[0], said["into"])
    return recoding


def _listed(value: Any) -> list[Any]:
    """A list, also where the file has one entry by itself."""
    return list(value) if isinstance(value, list) else [] if value is None else [value]


class _Coding:
    """One coding of a file, applied to its data."""

    def __init__(self, recoding: Recoding, report: Report, here: Path) -> None:
        self.recoding, self.report, self.here = recoding, report, here
        self.said: Data = value_at(recoding.data, here) or {}
        self.made: list[str] = []
        self.begun = recoding.begun()

    def apply(self) -> None:
        """Apply everything that it says, and report what does not fit."""
        self._structure()
        if self.report.failed:
            return
        self._added()
        self._premises()
        self._wants()
        self._attributes()
        self._restated()
        self._start()
        self._unsaid()

    @contextmanager
    def _at(self, *path: str | int) -> Iterator[None]:
        """Report what goes wrong inside at a place of the coding."""
        try:
            yield
        except CountermoveError as error:
            code = (
                "unknown"
                if isinstance(error, UnknownName)
                else "formula"
                if isinstance(error, FormulaError)
                else "coding"
            )
            self.report.add((*self.here, *path), code, _sentence(str(error)), key=isinstance(path[-1], str))

    def _write(self, path: Path, *said: str | int) -> None:
        """Note that a part of the data is written in the coding."""
        self.recoding.written[path] = (*self.here, *said)

    def _named(self, key: str) -> Mapping[str, Any]:
        said = self.said.get(key)
        return said if isinstance(said, dict) else {}

    def _there(self, kind: str, name: str) -> bool:
        """Whether something is there; not where an earlier coding left it out, and the part with it."""
        if self.recoding.before.has(kind, name) and not self.recoding.names.has(kind, name):
            self.recoding.lost.append(Lost("part", ".".join(map(str, self.here)), f"it is about {name}"))
            return False
        return True

    # -- structure -----------------------------------------------------------------------------------------------------

    def _structure(self) -> None:
        recoding = self.recoding
        for name, said in self._named("split").items():
            with self._at("split", name):
                if self._there("option", name):
                    actor = recoding.names.option(name).partition(".")[0]
                    split(recoding, name, said["into"], said.get("is"))
                    self._make("split", name, actor, said["into"])
        for name, said in self._named("join").items():
            record = {"of": said} if isinstance(said, list) else said
            with self._at("join", name):
                if all(self._there("option", part) for part in record["of"]):
                    mixed = None if record.get("mixed") is None else record["mixed"] == "on"
                    join(recoding, name, record["of"], on=record.get("on"), off=record.get("off") or (), mixed=mixed)
                    self._make("join", name, name.partition(".")[0], [name.partition(".")[2]])
        start = {name: at for at, name in enumerate(self.said.get("start") or ())}
        for name in _listed(self.said.get("without_option")):
            with self._at("without_option"):
                if self._there("option", name):
                    without_option(recoding, name, self._level(name, start))
        for name in _listed(self.said.get("without_actor")):
            with self._at("without_actor"):
                if self._there("actor", name):
                    for option in [each for each in recoding.names.options if each.startswith(f"{name}.")]:
                        without_option(recoding, option, self._level(option, start))
                    without_actor(recoding, name)
        left = {actor for actor, record in recoding.data["actors"].items() if not (record or {}).get("options")}
        had = {option.partition(".")[0] for option in recoding.before.options}
        for actor in sorted(left & had):
            message = f"{actor} has no options left: leave the actor out (`without_actor`), or one of them in."
            self.report.add(self.here, "coding", message, key=True)

    def _make(self, key: str, name: str, actor: str, options: list[str]) -> None:
        for option in options:
            self.made.append(f"{actor}.{option}")
            self._write(("actors", actor, "options", option), key, name)

    def _level(self, name: str, start: Mapping[str, int]) -> int | None:
        """How far an option that is lost is up, where the coding's start says so."""
        names = self.recoding.names
        for text in start:
            if names.option(name) in mentioned(text, names):
                return _up(text, names.levels.get(names.option(name), ()))
        return None

    def _added(self) -> None:
        added = self._named("add")
        for name, record in (added.get("options") or {}).items():
            with self._at("add", "options", name):
                add_option(self.recoding, name, record)
                actor, _, bare = name.partition(".")
                self._make("add", "options", actor, [bare])
                self._write(("actors", actor, "options", bare), "add", "options", name)
        for place, record in enumerate(added.get("wants") or ()):
            with self._at("add", "wants", place):
                self._add_want(place, record)

    def _add_want(self, place: int, record: Data) -> None:
        beside = next((key for key in ("before", "after") if record.get(key)), None)
        line = {key: value for key, value in record.items() if key not in ("before", "after", "of")}
        if line["id"] in self.recoding.names.wants:
            raise CountermoveError(f"{line['id']} is already the id of a want.")
        if beside:
            if not self._there("want", record[beside]):
                return
            own, at = self.recoding.wants(record[beside])
            own.insert(at + (beside == "after"), line)
        else:
            actor = self.recoding.names.need("actor", record["of"])
            own = self.recoding.data["actors"][actor].setdefault("wants", [])
            own.append(line)
        self._write(("actors", self.recoding.names.wants[line["id"]], "wants", line["id"]), "add", "wants", place)

    # -- premises ------------------------------------------------------------------------------------------------------

    def _premises(self) -> None:
        terms = self.recoding.section("terms") if self._named("terms") else {}
        for name, said in self._named("terms").items():
            old, new = terms.get(name), said if isinstance(said, dict) else {"is": said}
            terms[name] = ({"says": old["says"]} if isinstance(old, dict) and "says" in old else {}) | new
            self.recoding.touched.pop(name, None)
            self._write(("terms", name), "terms", name)
        rules = self.recoding.section("never") if self._named("rules") else {}
        for name, said in self._named("rules").items():
            rules[name] = (rules.get(name) or {}) | said
            self._write(("never", name), "rules", name)

    def _wants(self) -> None:
        for name, said in self._named("rewrite").items():
            with self._at("rewrite", name):
                if self._there("want", name):
                    self._rewrite(name, said)
        for name, said in self._named("move").items():
            with self._at("move", name):
                side = next(key for key in ("before", "after") if said.get(key))
                if self._there("want", name) and self._there("want", said[side]):
                    move(self.recoding, name, side, said[side])
        for place, name in enumerate(_listed(self.said.get("drop"))):
            with self._at("drop", place):
                if self._there("want", name):
                    drop(self.recoding, name)
        for name, value in self._named("set").items():
            with self._at("set", name):
                self.recoding.names.need("driver", name)
                self.recoding.data["drivers"][name]["now"] = value
                self._write(("drivers", name, "now"), "set", name)
        for name, lines in self._named("drifts").items():
            with self._at("drifts", name):
                self.recoding.names.need("driver", name)
                self.recoding.data["drivers"][name]["drifts"] = lines
                self._write(("drivers", name, "drifts"), "drifts", name)

    def _rewrite(self, name: str, said: Data) -> None:
        own, at = self.recoding.wants(name)
        old = own[at]
        gone = _WORDS if said.keys().isdisjoint(_GRADES) else (*_WORDS, *_GRADES)
        own[at] = {key: value for key, value in old.items() if key not in gone} | {
            key: value for key, value in said.items() if key in (*_WORDS, *_KEPT, *_GRADES)
        }
        for key in said:
            self._write(("actors", self.recoding.names.wants[name], "wants", name, key), "rewrite", name, key)

    def _attributes(self) -> None:
        for name, direction in self._named("one_way").items():
            with self._at("one_way", name):
                if self._there("option", name):
                    one_way(self.recoding, name, direction)
                    self._of_option(name, "one_way")
        for key in ("needs", "does"):
            for name, said in self._named(key).items():
                with self._at(key, name):
                    if self._there("option", name):
                        options, bare = self.recoding.option(name)
                        options[bare] = (options[bare] or {}) | {key: said}
                        self._of_option(name, key)

    def _of_option(self, name: str, key: str) -> None:
        actor, _, bare = self.recoding.names.option(name).partition(".")
        self._write(("actors", actor, "options", bare, key), key, name)

    # -- what is said anew ---------------------------------------------------------------------------------------------

    def _restated(self) -> None:
        for section, entries in self._named("restated").items():
            for name, said in (entries or {}).items():
                if section == "readings":
                    for answer, overlay in said.items():
                        self._restate(("open", name, "readings", answer), (section, name, answer), overlay)
                else:
                    self._restate((section, name), (section, name), said)

    def _restate(self, path: Path, where: tuple[str, ...], said: Data | None) -> None:
        """Put what the coding says of an entry of the file in place of what stands there, key by key; overlays want by
        want."""
        holder: Any = self.recoding.data
        for part in path[:-1]:
            holder = (holder or {}).get(part)
        if not holder or path[-1] not in holder:
            return  # an earlier coding left it out
        entry = holder[path[-1]] = dict(holder[path[-1]] or {})
        for key, value in (said or {}).items():
            if key in ("rewrite", "move", "set", "drifts") and isinstance(entry.get(key), dict):
                entry[key] = entry[key] | value
                for inner in value:
                    self._write((*path, key, inner), "restated", *where, key, inner)
            elif key == "with":
                self._restate((*path, "with"), (*where, "with"), value) if entry.get("with") else entry.update(
                    {key: value}
                )
                continue
            else:
                entry[key] = value
                self._write((*path, key), "restated", *where, key)

    def _start(self) -> None:
        names, listed = self.recoding.names, [str(text) for text in self.recoding.data.get("start") or ()]
        if "start" in self.said:
            own = set(self.made)
            kept = [text for text in listed if not own & mentioned(text, names) and not dict(gaps([text], ()))]
            said = [text for text in self.said["start"] if own & mentioned(text, names)]
            for place, text in enumerate(self.said["start"]):
                if not mentioned(text, names) & own and not mentioned(text, self.recoding.before) & self.recoding.gone:
                    message = f"{text} stays as the file's start has it: name what the coding makes or loses."
                    self.report.add((*self.here, "start", place), "coding", message)
            self.recoding.data["start"] = kept + [text for text in said if not text.startswith("not ")]
            self._write(("start",), "start")

    # -- what is missing -----------------------------------------------------------------------------------------------

    def _unsaid(self) -> None:
        """Report what has to be said anew, and is not."""
        for path, what in gaps({key: value for key, value in self.recoding.data.items() if key != "alternatives"}):
            where = ".".join(map(str, path))
            self.report.add(self.here, "coding", f"{where}: say anew {what}.", key=True)
        for path, overlay in overlays_in(self.recoding.data):
            for want in self._named("rewrite"):
                if want in (overlay.get("rewrite") or {}) and (*path, "rewrite", want) not in self.recoding.written:
                    where = ".".join(map(str, path))
                    message = f"{want} is rewritten by {where} too: say under `restated` what it says in this coding."
                    self.report.add((*self.here, "rewrite", want), "coding", message, key=True)


def _up(text: str, levels: tuple[str, ...]) -> int:
    """How far an act leaves its option up."""
    if text.startswith("not "):
        return 0
    level = text.partition("=")[2].strip()
    return levels.index(level) if level in levels else 1


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?")) else f"{text}."
