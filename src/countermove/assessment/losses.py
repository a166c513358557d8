"""What names something that a coding leaves out: left out too, and listed with the reason, never answered."""

from __future__ import annotations

import re
from typing import Any

from countermove.assessment.compile import named_in
from countermove.assessment.problems import Path
from countermove.assessment.recoding import Data, Lost, Recoding, mentioned, overlays_in
from countermove.assessment.schema.check import kind_of
from countermove.assessment.schema.document import Document
from countermove.assessment.schema.kinds import FormulaMark
from countermove.assessment.schema.record import Mark, rewritten

__all__ = ["swept"]

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

_PARTS = ("drop", "rewrite", "move", "set", "drifts", "happens")


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
        bare = {
            name for names in (self.before, self.names) for name, full in names.bare.items() if recoding.gone & {*full}
        }
        self.suspect = recoding.gone | set(self.touched) | bare
        lost = (set(self.before.listed(kind)) - set(self.names.listed(kind)) for kind in self.before.kinds)
        self.named = re.compile("|".join(re.escape(repr(name)[1:-1]) for name in self.suspect.union(*lost)))
        self.aimless = any(item.kind == "target" for item in recoding.lost)

    def once(self) -> bool:
        """Whether anything was left out."""
        for path, overlay in list(overlays_in(self.data)):
            if path[0] in ("open", "scenarios", "views"):
                self._prune(path, overlay)
        self._lists()
        for section, kind in _ENTRIES.items():
            for name, entry in list((self.data.get(section) or {}).items()):
                if why := self._why({section: {name: entry}}) or self._aimless(entry):
                    self._lose(self.data[section], name, kind, why)
        for key in ("target", "facts"):
            if self.data.get(key) is not None and (why := self._why({key: self.data[key]})):
                self._lose(self.data, key, key, why)
        return len(self.recoding.lost) > self.known

    def _aimless(self, entry: Any) -> str:
        """Why what is about the target cannot stay where that is left out; "" for anything else."""
        if not self.aimless:
            return ""
        asked = [entry, *(entry.get(side) or {} for side in ("answer_yes", "answer_no"))]
        kinds = [kind_of(item.get("check")) for item in asked if isinstance(item, dict)]
        return "it is about the target, which is gone" if any(kind and kind.for_target for kind in kinds) else ""

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
        if not self.named.search(repr(part)):
            return ""  # it has no text in which something that is gone could be named
        found: list[str] = []

        premise = part.keys() <= {"scenarios", "views"}  # formulas there are read with what is gone as a constant

        def look(text: str, mark: Mark) -> str:
            if premise and isinstance(mark, FormulaMark):
                return text
            if not found and (why := self._objection(text, mark)):
                found.append(why)
            return text

        rewritten(part, Document, look)
        return found[0] if found else ""

    def _objection(self, text: str, mark: Mark) -> str:
        if isinstance(mark, FormulaMark) or mark.kind in ("act", "option"):
            if self.suspect.isdisjoint(named_in(text)):
                return ""
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
