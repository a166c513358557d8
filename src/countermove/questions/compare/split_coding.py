"""The coding that makes of one act of a file what it is in another: several acts, and the lines that name them as that file
has them.

The act is split, so that every line that names it means all of its parts; lines that say something else in the other file are
written as they are there: wants, terms, rules, what acts need, overlays and conclusions. What has no place in a coding stays
as it is, and is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from countermove.assessment import loads
from countermove.assessment.structures import split
from countermove.questions.compare.acts import SplitAct, in_full, named_there, naming
from countermove.questions.compare.codings import Coded
from countermove.verdicts.lines.counterparts import Data, Key, aligned
from countermove.verdicts.lines.differences import OVERLAY, ComparedItem, items_of
from countermove.verdicts.lines.mixture import written
from gmcr.base.errors import AssessmentError, ModelError

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["SplitCoding"]

_IDENTIFIER = re.compile(r"[A-Za-z_]\w*")
_VERB = re.compile(r"([a-z]+?)(?:(?<=ss|sh|ch)es|(?<=[^s])s)(?!\w)")
"""An act in words begins with its verb: "offers talks", "presses Pyongyang"."""

_OVERLAYS: Mapping[str, str] = {"scenario": "scenarios", "view": "views"}
_CONCLUSIONS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "claim": ("claims", ("with", "check")),
    "key question": ("key_questions", ("answer_yes", "answer_no", "with")),
    "observation": ("observations", ("saw", "ended")),
}
"""Kind of line → where it is said anew, and which parts of it."""

_ORDER = ("means", "split", "add", "terms", "rules", "rewrite", "drop", "one_way", "needs", "does", "restated", "start")


class SplitCoding:
    """The coding of the first file in which an act is what it is in the other. ``names``: part, by its name in the other
    file → its full name here."""

    def __init__(self, one: Coded, other: Coded, act: SplitAct) -> None:
        self.one, self.other, self.act = one, other, act
        self.actor, _, self.bare = act.option.partition(".")
        options = (other.data["actors"][self.actor]["options"] or {}).items()
        self.does = {f"{self.actor}.{name}": str((record or {}).get("does") or "") for name, record in options}
        self.names = {part: part if part != act.option else f"{self.actor}.{self._alias()}" for part in act.parts}
        self.parts = tuple(self.names.values())

    def _alias(self) -> str:
        """A name for the part that has the name of the whole: that of the other file, or its verb, if that is free."""
        there = named_there(self.other, self.act.option).rpartition(".")[2]
        taken = {name.rpartition(".")[2] for name in (*self.does, *self.one.alike.names.options)}
        verb = _VERB.match(self.does[self.act.option])
        numbered = (f"{self.bare}_{word}" for word in ("alone", *map(str, range(2, len(taken) + 3))))
        wanted: tuple[str, ...] = (there, *((verb[1],) if verb else ()), *numbered)
        return next(name for name in wanted if name not in taken and _IDENTIFIER.fullmatch(name))

    # -- the two sides -------------------------------------------------------------------------------------------------

    @cached_property
    def theirs(self) -> dict[Key, ComparedItem]:
        """The lines of the other file, in the names of the coding."""
        own = {}
        if (name := self.names.get(self.act.option)) is not None:
            own["option", self.actor, self.bare] = name.rpartition(".")[2]
        data = aligned(self.other.data, own, full=True)
        return items_of(loads(written(data), file=self.other.assessment.file), data)

    @cached_property
    def mine(self) -> dict[Key, ComparedItem]:
        """The lines of the first file with the act split; as they are where it cannot be split without saying more."""
        bare = [name.rpartition(".")[2] for name in self.parts]
        try:
            coded = self.one.alike.restructured(lambda recoding: split(recoding, self.act.option, bare))
        except (AssessmentError, ModelError):
            return in_full(self.one)
        return items_of(coded, aligned(coded.data, {}, full=True))

    def differing(self, mine: Mapping[Key, ComparedItem]) -> list[Key]:
        """The lines about these acts that do not say the same on both sides, in the order of the files."""
        named = naming(mine, (*self.parts, self.act.option)) | naming(self.theirs, self.parts)
        order = [*mine, *(key for key in self.theirs if key not in mine)]
        return [
            key
            for key in order
            if key in named
            and key[0] != "start"
            and (key not in mine or key not in self.theirs or self._apart(mine, key))
        ]

    def _apart(self, mine: Mapping[Key, ComparedItem], key: Key) -> bool:
        return mine[key].parts != self.theirs[key].parts

    def left(self, coded: Assessment) -> tuple[str, ...]:
        """The lines about these acts, or the start, that a file with the coding still has otherwise."""
        mine = items_of(coded, aligned(coded.data, {}, full=True))
        start = ("start",) if self._on(mine) != self._on(self.theirs) else ()
        return (*(" ".join(filter(None, (key[0], key[1], key[2]))) for key in self.differing(mine)), *start)

    def _on(self, items: Mapping[Key, ComparedItem]) -> list[str]:
        """The parts that are on at the start."""
        begun = set(map(str, items["start", "", "start"].written["start"]))
        return [name for name in self.parts if name in begun]

    # -- the coding ----------------------------------------------------------------------------------------------------

    def coding(self) -> Data:
        """The coding as plain data, without its words."""
        bare = [name.rpartition(".")[2] for name in self.parts]
        made: Data = {"split": {self.act.option: {"into": bare}}}
        does = {name: self.does[part] for part, name in self.names.items() if self.does[part]}
        made |= {"does": does} if does else {}
        for key in self.differing(self.mine):
            self._line(made, key)
        self._kept_together(made)
        if self._on(self.mine) != (begun := self._on(self.theirs)):
            made["start"] = begun
        return {key: made[key] for key in _ORDER if key in made}

    def _line(self, made: Data, key: Key) -> None:
        """Say a line as the other file has it, if a coding has a place for it."""
        section, owner, name = key
        now, was = self.theirs.get(key), self.mine.get(key)
        if section == "want":
            self._want(made, owner, name)
        elif section == "option" and now is not None:
            for part in ("one_way", "needs"):
                if now.written.get(part) is not None and (was is None or was.parts[part] != now.parts[part]):
                    made.setdefault(part, {})[f"{owner}.{name}"] = now.written[part]
        elif section == "term" and now is not None:
            made.setdefault("terms", {})[name] = {
                key: now.written[key] for key in ("is", "says") if key in now.written
            } or (now.written["term"])
        elif section == "rule":
            words = (
                {key: now.written[key] for key in ("never", "why") if key in now.written} if now else {"never": "false"}
            )
            made.setdefault("rules", {})[name] = words
        elif now is not None and was is not None:
            self._restate(made, key, was, now)

    def _want(self, made: Data, actor: str, name: str) -> None:
        now = self.theirs.get(("want", actor, name))
        if now is None:
            made.setdefault("drop", []).append(name)
        elif ("want", actor, name) in self.mine:
            words = ("want", "while", "otherwise", "could_be", "says", "otherwise_says")
            made.setdefault("rewrite", {})[name] = {key: now.written[key] for key in words if key in now.written}
        else:
            record = {
                "id": name,
                **{key: value for key, value in now.written.items() if key != "note" and self._known(key, value)},
            }
            made.setdefault("add", {}).setdefault("wants", []).append(record | self._place(made, actor, name))

    def _known(self, key: str, value: Any) -> bool:
        """Whether what a line says holds here too: places in a source that this file does not have are left out."""
        sources = self.one.alike.document.sources
        return key != "at" or all(not isinstance(at, Mapping) or at.get("source") in (None, *sources) for at in value)

    def _place(self, made: Data, actor: str, name: str) -> Data:
        """Where an added want stands: beside the nearest want that both have, or that was added before it."""
        theirs = [key[2] for key in self.theirs if key[:2] == ("want", actor)]
        here = {key[2] for key in self.mine if key[:2] == ("want", actor)} - set(made.get("drop", ()))
        here |= {want["id"] for want in made.get("add", {}).get("wants", ())}
        place = theirs.index(name)
        before = next((own for own in reversed(theirs[:place]) if own in here), None)
        after = next((own for own in theirs[place + 1 :] if own in here), None)
        return {"after": before} if before else {"before": after} if after else {"of": actor}

    def _restate(self, made: Data, key: Key, was: ComparedItem, now: ComparedItem) -> None:
        section, owner, name = key
        if section == "reading":
            said = self._overlay(was, now)
            place = made.setdefault("restated", {}).setdefault("readings", {}).setdefault(owner, {})
        elif section in _OVERLAYS:
            said = self._overlay(was, now)
            place = made.setdefault("restated", {}).setdefault(_OVERLAYS[section], {})
        elif section in _CONCLUSIONS:
            where, parts = _CONCLUSIONS[section]
            said = {
                part: now.written[part] for part in parts if part in now.written and was.parts[part] != now.parts[part]
            }
            place = made.setdefault("restated", {}).setdefault(where, {})
        else:
            return
        if said:
            place[name] = place.get(name, {}) | said

    @staticmethod
    def _overlay(was: ComparedItem, now: ComparedItem) -> Data:
        """What of an overlay is other there; of rewrites, moves and values each that is."""
        said: Data = {}
        for part in OVERLAY:
            if was.parts[part] == now.parts[part]:
                continue
            value, before = now.written.get(part), was.parts[part] or {}
            if isinstance(value, Mapping):
                said[part] = {
                    name: value[name] for name in value if before.get(name) != (now.parts[part] or {}).get(name)
                }
            elif value is not None or part in ("drop", "happens"):
                said[part] = value or []
        return {part: value for part, value in said.items() if value or part in ("drop", "happens")}

    def _kept_together(self, made: Data) -> None:
        """Say anew what overlays make of wants that the coding rewrites, as it asks for."""
        rewritten: Iterable[str] = made.get("rewrite", {})
        for key, item in self.mine.items():
            section, owner, name = key
            overlay = item.written.get("with") if section in ("claim", "key question") else item.written
            if section not in ("reading", *_OVERLAYS, "claim", "key question") or not isinstance(overlay, Mapping):
                continue
            there: Mapping[str, Any] = self.theirs[key].written if key in self.theirs else {}
            there = (there.get("with") or {}) if section in ("claim", "key question") else there
            own = {want: words for want, words in (overlay.get("rewrite") or {}).items() if want in rewritten}
            said = {want: (there.get("rewrite") or {}).get(want, words) for want, words in own.items()}
            if not said:
                continue
            where = {"reading": "readings", **_OVERLAYS}.get(section) or _CONCLUSIONS[section][0]
            place = made.setdefault("restated", {}).setdefault(where, {})
            place = place.setdefault(owner, {}) if section == "reading" else place
            entry = place.setdefault(name, {})
            entry = entry.setdefault("with", {}) if section in ("claim", "key question") else entry
            entry["rewrite"] = said | dict(entry.get("rewrite") or {})
