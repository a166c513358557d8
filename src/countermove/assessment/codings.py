"""Codings: the file as another coder would have written it.

A coding is a choice under `alternatives`. It is applied to the file's plain data before everything else, in this order:
split, join, without_option, without_actor; add, terms, rules; rewrite, move, drop, set; one_way, needs, does; restated;
start. The result is read like any file. Several are applied in the order of the file; one that comes later is read with
what earlier ones did to its names. Overlays of readings, scenarios, views and claims are read in the coding's names and
win. What names something that is gone is left out and listed (``Lost``), never answered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from countermove.assessment.problems import Path, Position, Positions, Report
from countermove.assessment.schema.document import Document
from countermove.assessment.schema.kinds import FormulaMark
from countermove.assessment.schema.record import Mark, rewritten
from countermove.assessment.structures import (
    Data,
    Lost,
    Recoding,
    drop,
    gaps,
    join,
    mentioned,
    move,
    one_way,
    split,
    without_actor,
    without_option,
)
from gmcr.base.errors import AssessmentError, CountermoveError, FormulaError, UnknownName

__all__ = ["CodedReport", "as_listed", "positions_in", "recoded", "swept"]

_WORDS = ("want", "while", "otherwise", "says", "otherwise_says")  # replaced together where a want is rewritten
_KEPT = ("could_be", "certainty", "at", "note")  # unchanged unless given


def recoded(data: Mapping[str, Any], choices: Mapping[str, str], report: Report) -> Recoding:
    """The data under choices (alternative → coding, both known). Raises AssessmentError for a coding that does not fit,
    at its place."""
    recoding = Recoding(data)
    for name in data.get("alternatives") or {}:
        if name in choices:
            _Coding(recoding, report, ("alternatives", name, "other", choices[name])).apply()
            if report.failed:
                raise AssessmentError(report.problems)
            swept(recoding)
    recoding.data["alternatives"] = data["alternatives"]
    return recoding


def as_listed(value: Any) -> list[Any]:
    """A list, also where the file has one entry by itself."""
    return list(value) if isinstance(value, list) else [] if value is None else [value]


class _Coding:
    """One coding of a file, applied to its data."""

    def __init__(self, recoding: Recoding, report: Report, here: Path) -> None:
        self.recoding, self.report, self.here = recoding, report, here
        self.said: Data = _value(recoding.data, here) or {}
        self.made: list[str] = []
        self.begun = {name: recoding.at_start(name) for name in recoding.names.options}

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
        for name in as_listed(self.said.get("without_option")):
            with self._at("without_option"):
                if self._there("option", name):
                    without_option(recoding, name, self._level(name, start))
        for name in as_listed(self.said.get("without_actor")):
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
                actor, _, bare = name.partition(".")
                self.recoding.names.need("actor", actor)
                options = self.recoding.data["actors"][actor].setdefault("options", {})
                if not bare or bare in options:
                    raise (
                        UnknownName("new option", name, ()) if not bare else CountermoveError(f"{name} exists already.")
                    )
                options[bare] = record
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
        for place, name in enumerate(as_listed(self.said.get("drop"))):
            with self._at("drop", place):
                if self._there("want", name):
                    drop(self.recoding, name)
        for name, value in self._named("set").items():
            with self._at("set", name):
                self.recoding.names.need("driver", name)
                self.recoding.data["drivers"][name]["now"] = value
                self._write(("drivers", name, "now"), "set", name)

    def _rewrite(self, name: str, said: Data) -> None:
        own, at = self.recoding.wants(name)
        old = own[at]
        own[at] = {key: value for key, value in old.items() if key not in _WORDS} | {
            key: value for key, value in said.items() if key in (*_WORDS, *_KEPT)
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
            if key in ("rewrite", "move", "set") and isinstance(entry.get(key), dict):
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
        for path, overlay in _overlays(self.recoding.data):
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


def _overlays(data: Mapping[str, Any]) -> Iterator[tuple[Path, Data]]:
    """Every overlay of the plain data, with its path."""
    for question, record in (data.get("open") or {}).items():
        for answer, reading in (record.get("readings") or {}).items():
            yield ("open", question, "readings", answer), reading or {}
    for section in ("scenarios", "views"):
        yield from (((section, name), overlay or {}) for name, overlay in (data.get(section) or {}).items())
    for section in ("claims", "key_questions"):
        for name, record in (data.get(section) or {}).items():
            for where in ((), ("answer_yes",), ("answer_no",)):
                holder = record.get(where[0]) if where else record
                if isinstance(holder, dict) and isinstance(holder.get("with"), dict):
                    yield (section, name, *where, "with"), holder["with"]


# -- what is lost --------------------------------------------------------------------------------------------------------

_ENTRIES = {
    "scenarios": "scenario",
    "views": "view",
    "claims": "claim",
    "key_questions": "key question",
    "indicators": "indicator",
    "forecasts": "forecast",
    "resolutions": "resolution",
    "observations": "observation",
}
_PARTS = ("drop", "rewrite", "move", "set", "happens")


def swept(recoding: Recoding) -> None:
    """Leave out whatever names something that is gone, and list it, until nothing does."""
    names = recoding.names
    if recoding.gone or any(set(names.listed(kind)) < set(recoding.before.listed(kind)) for kind in ("actor", "want")):
        while _Sweep(recoding).once():
            pass


class _Sweep:
    """One pass over the data for what names something that is gone."""

    def __init__(self, recoding: Recoding) -> None:
        self.recoding, self.data = recoding, recoding.data
        self.names, self.before = recoding.names, recoding.before
        self.known = len(recoding.lost)
        self.touched = self._touched()

    def once(self) -> bool:
        """Whether anything was left out."""
        for path, overlay in list(_overlays(self.data)):
            if path[0] in ("open", "scenarios", "views"):
                self._prune(path, overlay)
        self._lists()
        for section, kind in _ENTRIES.items():
            for name, entry in list((self.data.get(section) or {}).items()):
                if why := self._why({section: {name: entry}}):
                    self._lose(self.data[section], name, kind, why)
        for key in ("target", "facts"):
            if self.data.get(key) is not None and (why := self._why({key: self.data[key]})):
                self._lose(self.data, key, key, why)
        return len(self.recoding.lost) > self.known

    def _touched(self) -> dict[str, str]:
        """Terms that name, themselves or through others, an option that is gone."""
        touched, terms = dict(self.recoding.touched), self.data.get("terms") or {}
        growing = True
        while growing:
            growing = False
            for name, term in terms.items():
                text = str(term.get("is") if isinstance(term, dict) else term)
                own = next((touched[each] for each in mentioned(text, self.names) if each in touched), None)
                if own is not None and name not in touched:
                    touched[name], growing = own, True
        return touched

    def _lose(self, holder: Data, key: str, kind: str, why: str) -> None:
        del holder[key]
        self.recoding.lost.append(Lost(kind, key, why))

    def _why(self, part: Data) -> str:
        """Why a part of the data cannot stay; "" where it can."""
        found: list[str] = []

        def look(text: str, mark: Mark) -> str:
            if not found and (why := self._objection(text, mark)):
                found.append(why)
            return text

        rewritten(part, Document, look)
        return found[0] if found else ""

    def _objection(self, text: str, mark: Mark) -> str:
        if isinstance(mark, FormulaMark) or mark.kind in ("act", "option"):
            for name in sorted(mentioned(text, self.before) | mentioned(text, self.names)):
                if name in self.recoding.gone:
                    return f"it names {name}"
                if name in self.touched:
                    return f"its {name} names {self.touched[name]}"
            return ""
        gone = self.before.has(mark.kind, text) and not self.names.has(mark.kind, text)
        return f"it names {text}" if gone else ""

    def _prune(self, path: Path, overlay: Data) -> None:
        """Leave out the parts of an overlay that name something gone; a scenario or view of which nothing is left too."""
        had = any(overlay.get(key) for key in _PARTS)
        for key in ("drop", "happens"):
            for item in list(overlay.get(key) or ()):
                kind = "want" if key == "drop" else "act"
                if why := self._part(item, kind):
                    overlay[key].remove(item)
                    self.recoding.lost.append(Lost("part", ".".join(map(str, (*path, key))), why))
        for key in ("rewrite", "move"):
            for want, said in list((overlay.get(key) or {}).items()):
                beside = next(iter((said or {}).values()), None) if key == "move" else None
                if why := self._part(want, "want") or (self._part(beside, "want") if beside else ""):
                    del overlay[key][want]
                    self.recoding.lost.append(Lost("part", ".".join(map(str, (*path, key, want))), why))
        if had and path[0] != "open" and not any(overlay.get(key) for key in _PARTS):
            self._lose(self.data[str(path[0])], str(path[1]), _ENTRIES[str(path[0])], "nothing of it is left")

    def _part(self, name: str, kind: str) -> str:
        if kind == "act":
            gone = next(iter(sorted(mentioned(name, self.before) & self.recoding.gone)), "")
            return f"it names {gone}" if gone else ""
        return f"it names {name}" if self.before.has(kind, name) and not self.names.has(kind, name) else ""

    def _lists(self) -> None:
        """Shorten lists that stay without one of their entries."""
        for section, key, kind in (("key_questions", "across", "scenario"), ("indicators", "affects", "want")):
            for name, entry in (self.data.get(section) or {}).items():
                listed = entry.get(key)
                if not isinstance(listed, list):
                    continue
                out = [item for item in listed if self._part(item, kind)]
                if out and not (section == "indicators" and len(out) == len(listed) and not entry.get("moves")):
                    entry[key] = [item for item in listed if item not in out]
                    why = f"it names {', '.join(out)}"
                    self.recoding.lost.append(Lost("part", f"{section}.{name}.{key}", why))


# -- places --------------------------------------------------------------------------------------------------------------


class _Places:
    """Where the parts of rewritten data stand in the file."""

    def __init__(self, recoding: Recoding, data: Mapping[str, Any]) -> None:
        self.recoding = recoding
        self.places = {
            line["id"]: place
            for record in (data.get("actors") or {}).values()
            for place, line in enumerate((record or {}).get("wants") or ())
            if isinstance(line, dict) and "id" in line
        }

    def source(self, path: Path) -> Path:
        """The path in the file at which a part is written."""
        named = self._named(path)
        for end in range(len(named), 0, -1):
            if (written := self.recoding.written.get(named[:end])) is not None:
                return (*written, *named[end:])
        if named[:1] == ("actors",) and named[2:3] == ("wants",) and len(named) > 3 and named[3] in self.places:
            return (*named[:3], self.places[str(named[3])], *named[4:])
        return path

    def _named(self, path: Path) -> Path:
        """A path with the id of a want in place of its number."""
        if path[:1] == ("actors",) and path[2:3] == ("wants",) and len(path) > 3 and isinstance(path[3], int):
            own = self.recoding.data["actors"][path[1]]["wants"]
            if path[3] < len(own):
                return (*path[:3], own[path[3]].get("id", path[3]), *path[4:])
        return path


def positions_in(recoding: Recoding, data: Mapping[str, Any], positions: Positions) -> Positions:
    """Where the rewritten data stand in the file."""
    places = _Places(recoding, data)
    keys: dict[Path, Position] = {}
    values: dict[Path, Position] = {}
    texts: dict[Path, Position] = {}
    waiting: list[tuple[Path, Any]] = [((), recoding.data)]
    while waiting:
        path, value = waiting.pop()
        source = places.source(path)
        for table, known in ((keys, positions.keys), (values, positions.values)):
            if source in known:
                table[path] = known[source]
        if isinstance(value, str) and source in positions.texts and _value(data, source) == value:
            texts[path] = positions.texts[source]
        if isinstance(value, dict):
            waiting.extend(((*path, key), inner) for key, inner in value.items())
        elif isinstance(value, list):
            waiting.extend(((*path, place), inner) for place, inner in enumerate(value))
    return Positions(keys, values, texts)


def _value(data: Any, path: Path) -> Any:
    """The value at a path of plain data; None where there is none."""
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data


class CodedReport(Report):
    """Collects the problems of a file under a coding: what stands in the coding at its place, everything else at the
    coding, which says where."""

    def __init__(
        self, file: str, positions: Positions, recoding: Recoding, data: Mapping[str, Any], here: Path
    ) -> None:
        super().__init__(file, positions)
        self._places, self._here = _Places(recoding, data), here

    def add(
        self,
        path: Path,
        code: str,
        message: str,
        *,
        suggestion: str | None = None,
        warning: bool = False,
        key: bool = False,
        column: int | None = None,
    ) -> None:
        """Note a problem of the rewritten data."""
        written = self._places.source(self.original(path))
        if written[:1] != ("alternatives",):
            where = ".".join(map(str, written))
            written, key, column = self._here, True, None
            message = f"In this coding {where} is not right: {message}"
        place = self.positions.key(written) if key else self.positions.value(written)
        if column is not None:
            place = self.positions.inside(written, column)
        self.add_at(place, code, message, suggestion=suggestion, warning=warning)
