"""An assessment: one file, read and validated, from which games are made, and its copies: changed, coded or selected."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from pathlib import Path as FilePath
from types import MappingProxyType
from typing import Any

from countermove.assessment import bundle
from countermove.assessment.coded_places import CodedReport, positions_in
from countermove.assessment.codings import Trail, recoded
from countermove.assessment.contents import Contents, contents_of
from countermove.assessment.games import Games
from countermove.assessment.losses import swept
from countermove.assessment.overlays import (
    BASE,
    Calculus,
    Selection,
    apply,
    as_edits,
    edited,
    overlay_from,
)
from countermove.assessment.parser import Parsed, decode, parse, read_bytes
from countermove.assessment.problems import Path, Report, refuse
from countermove.assessment.recoding import Recoding
from countermove.assessment.schema import AS_IS, Overlay
from countermove.assessment.schema.structure import TODO, holes_in, without_extensions
from gmcr import Edit
from gmcr.base.arguments import GivenNumber, as_mapping, as_path, as_text, known_name
from gmcr.base.errors import AssessmentError, Problem, nearest

__all__ = ["Assessment", "load", "loads"]

_MOST_CODINGS = 16
"""Codings of a file that are kept."""


@dataclass(frozen=True, eq=False)
class Assessment(Games):
    """One assessment file. Make it with `load` or `loads`.

    Attributes: ``document`` (the records of the file), ``file`` (its path or name), ``text``, ``digest`` (SHA-256 of
    its bytes), ``data`` (as plain data, with the keys that begin with ``x-``), ``positions`` (where everything is
    written), ``warnings``, ``names``, ``selection`` (the call's selection: see `selected`), ``coding`` (what is coded otherwise
    than the file has it: see `coded`), ``lost`` (what names something that the coding has not), ``kept`` (what is known of it).
    """

    _file: Assessment | None = field(default=None, repr=False)
    """The assessment as its file has it, where this one is coded otherwise."""

    @property
    def origin(self) -> Assessment:
        """The assessment of which this is a changed, or differently selected, copy; itself as it was read."""
        origin: Assessment = self.kept.get("origin", self)
        return origin

    def _copied(self, **changes: Any) -> Assessment:
        made = replace(self, **changes)
        made.kept["origin"] = self.origin
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """An assessment is pickled as its text, and read, changed and selected again when loaded."""
        again = (
            self._content,
            self.file,
            self._changed,
            self.selection,
            self._concepts,
            self._unset,
            dict(self.coding),
        )
        return _again, again

    def selected(self, selection: Selection = BASE, *, concepts: Sequence[str] = ()) -> Assessment:
        """This assessment with a call's selection in place of its base: *selection* replaces the one before, the first
        of *concepts* is the lead concept. Games are made in this order: the file, the selected answers, scenario and
        view, the drivers that are set, the answers to other questions, and last the overlays of a claim or a question
        itself; its own scenario (view) replaces the selected one. Drivers that are set also replace the file's ``now``.
        Raises UnknownName, ModelError (a driver outside its range)."""
        if selection.coding:
            free = self._copied(selection=BASE, _unset={}).at(self._unset).coded(selection.coding)
            return free.selected(replace(selection, coding={}), concepts=concepts)
        answers = as_mapping(selection.reading, "reading", "question → answer")
        self._answers(answers)
        for kind, name in (("scenario", selection.scenario), ("view", selection.view)):
            if name is not None:
                self.names.need(kind, as_text(name, kind, "its name"))
        free = self._copied(selection=BASE, _unset={}).at(self._unset)
        return free.at(selection.drivers)._copied(
            selection=replace(selection, reading=answers),
            _unset={name: free.document.drivers[name].now for name in selection.drivers},
            _concepts=tuple(concepts) or self._concepts,
        )

    def coded(self, choices: Mapping[str, str]) -> Assessment:
        """The file as another coder would have written it: *choices* is alternative → coding, in place of those made so
        far; ``as_is`` is the file's own. It is applied before everything else: changes, readings, scenarios, views and
        what a call selects are read in the coding's names. ``lost`` lists what names something that is gone. Raises
        UnknownName, AssessmentError (a coding that does not fit)."""
        given = as_mapping(choices, "choices", "alternative → coding")
        for name, choice in given.items():
            known_name("alternative", as_text(name, "An alternative", "its name"), self.document.alternatives)
            known_name(f"coding of {name}", choice, (AS_IS, *self.document.alternatives[name].other))
        made = {**self.coding, **given}
        chosen = {name: made[name] for name in self.document.alternatives if made.get(name, AS_IS) != AS_IS}
        if chosen == self.coding:
            return self
        file = self.uncoded
        known: dict[tuple[tuple[str, str], ...], Assessment] = file.kept.setdefault("codings", {(): file})
        key = tuple(chosen.items())
        if key not in known:
            while len(known) > _MOST_CODINGS:
                del known[next(other for other in known if other)]  # the oldest
            known[key] = file._recoded(chosen)
        coded = known[key]
        for overlay, edits in self._changed:
            coded = coded.changed(overlay, edits=edits)
        return (
            coded
            if self.selection == BASE and not self._concepts
            else coded.selected(self.selection, concepts=self._concepts)
        )

    @property
    def uncoded(self) -> Assessment:
        """The assessment as its file has it, before changes and selections."""
        return self._file or self.origin

    def _recoded(self, choices: Mapping[str, str]) -> Assessment:
        trail: Trail = self.kept.setdefault("recodings", {})
        recoding = recoded(self.data, choices, Report(self.file, self.positions), trail)
        made, known = tuple(choices.items()), self._contents
        for key in [key for key in known if key != made[: len(key)]]:
            del known[key]
        name, choice = made[-1]
        coded, known[made] = self._of(recoding, ("alternatives", name, "other", choice), known[max(known, key=len)])
        return replace(coded, coding=MappingProxyType(choices))

    @cached_property
    def _contents(self) -> dict[tuple[tuple[str, str], ...], Contents]:
        """What the file says, and with it, by the choices made one after another, what the last coding and shorter ones do."""
        data = without_extensions(dict(self.data))
        return {(): Contents(data, self.document, self.names, self._compiler, data != self.data)}

    def restructured(self, change: Callable[[Recoding], object]) -> Assessment:
        """The file with its structure changed by hand, as `coded` does it (``assessment.structures``). It is not pickled
        with that change. Raises what *change* raises, and AssessmentError where nothing sound comes of it."""
        recoding = Recoding(self.data)
        change(recoding)
        swept(recoding)
        return self._of(recoding, (), self.uncoded._contents[()])[0]

    def _of(self, recoding: Recoding, here: Path, like: Contents) -> tuple[Assessment, Contents]:
        """The assessment that the rewritten data make, and what they say; ``here``: where problems of the file's own lines are
        shown."""
        report = CodedReport(self.file, self.positions, recoding, self.data, here)
        contents = contents_of(recoding.data, (), report, coded=True, like=like)
        made = replace(
            self,
            document=contents.document.model_copy(update={"alternatives": self.document.alternatives}),
            data=MappingProxyType(recoding.data),
            positions=positions_in(recoding, self.data, self.positions),
            warnings=report.problems,
            names=contents.names,
            _compiler=contents.compiler,
            lost=tuple(recoding.lost),
            _file=self,
        )
        return made, contents

    @property
    def unset(self) -> Mapping[str, Fraction]:
        """The file's values of the drivers that are set."""
        return MappingProxyType(dict(self._unset))

    @property
    def of_the_author(self) -> Assessment:
        """This assessment as its author sees it, without the selected view."""
        return self if self.selection.view is None else self.selected(replace(self.selection, view=None))

    @cached_property
    def begun(self) -> Calculus:
        """The calculus at the start of the file, with the drivers that are set, whatever else is selected."""
        return self.selected(replace(BASE, drivers=self.selection.drivers)).calculus()

    def at(self, now: Mapping[str, GivenNumber]) -> Assessment:
        """This assessment with other values of drivers in place of their ``now``: readings, scenarios and views still
        win. Drivers set by the selection stay. Raises UnknownName, ModelError (a driver outside its range)."""
        values = as_mapping(now, "now", "driver → number")
        moved = {
            name: self._driver(name, value) for name, value in values.items() if name not in self.selection.drivers
        }
        return self.changed({"set": moved}) if moved else self

    def changed(self, change: Overlay | Mapping[str, Any] | None = None, *, edits: Iterable[Edit] = ()) -> Assessment:
        """This assessment with another model of the author: as if the file said so, hence before readings, scenarios
        and views. ``change``: the content of an overlay (drop, rewrite, move, set, happens); ``edits``: single changes
        of wants, made after it. ``text`` and ``document`` stay as read except for the drivers' ``now``. Both
        assessments share cached results about their games. Raises UnknownName, ModelError and AssessmentError (an
        invalid overlay)."""
        overlay = change if isinstance(change, Overlay) else overlay_from({} if change is None else change)
        own = as_edits(edits)
        calculus = edited(apply(self._compiler.calculus, self._further(overlay)), own)
        drivers = {
            name: record.model_copy(update={"now": calculus.drivers[name]}) if name in overlay.set else record
            for name, record in self.document.drivers.items()
        }
        return self._copied(
            document=self.document.model_copy(update={"drivers": drivers}),
            _compiler=self._compiler.with_calculus(calculus),
            _changed=(*self._changed, (overlay, own)),
        )

    def sharing(self, other: Assessment) -> Assessment:
        """This assessment, sharing cached results about its games with another that has the same actors, options and
        rules; itself if the other differs in these."""
        if self.form is other.form or self.form != other.form:
            return self
        return replace(self, _compiler=self._compiler.of_form(other._compiler))


def text_bytes(text: object) -> bytes:
    """The bytes of a text. Raises ModelError for anything else."""
    if isinstance(text, bytes):
        return text
    return as_text(text, "The file's content", "a text, or its bytes").encode("utf-8", errors="surrogatepass")


def _again(
    content: bytes,
    file: str,
    changed: Sequence[tuple[Overlay, tuple[Edit, ...]]],
    selection: Selection,
    concepts: tuple[str, ...],
    unset: Mapping[str, Fraction],
    coding: Mapping[str, str],
) -> Assessment:
    assessment = loads(content, file=file).coded(coding)
    for overlay, edits in changed:
        assessment = assessment.changed(overlay, edits=edits)
    return assessment._copied(selection=selection, _concepts=concepts, _unset=unset)


def conflict_alone(source: str) -> str:
    """What to do with a conflict where an assessment is needed."""
    return (
        "This is a bare conflict, without premises and claims to assess. It can be solved: "
        f"`countermove solve {source}`, `countermove why {source} start`, or load_conflict from Python."
    )


def load(source: str | FilePath) -> Assessment:
    """The assessment in a file, or a bundled case by its name. Raises AssessmentError with every problem found."""
    path, name = as_path(source, "An assessment"), str(source)
    if isinstance(source, str) and not os.path.isfile(source):
        known = bundle.names()
        if name in known:
            return loads(bundle.content(name), file=f"{name}.yaml")
        if name in bundle.conflict_names():
            raise AssessmentError([Problem(name, 1, 1, "error", "conflict", conflict_alone(name))])
        if not os.path.lexists(source) and path.name == name and not path.suffix:
            near = nearest(name, (*known, *bundle.conflict_names()))
            beside = _beside(name)
            message = f"There is no such file, nor a bundled case of that name. {_named(known)}"
            raise AssessmentError([Problem(name, 0, 0, "error", "file", message, beside or near)])
    return loads(read_bytes(path), file=name)


def _named(cases: tuple[str, ...]) -> str:
    return f"The one case is {cases[0]}." if len(cases) == 1 else f"The cases are {', '.join(cases)}."


def _beside(name: str) -> str | None:
    """The assessment file of that name but for its suffix, if there is one."""
    return next((file for suffix in (".yaml", ".yml") if os.path.isfile(file := f"{name}{suffix}")), None)


def loads(text: str | bytes, *, file: str = "<text>") -> Assessment:
    """The assessment in a text. Raises AssessmentError with every problem found, in file order."""
    return _read(text_bytes(text), as_text(file, "file", "the name that messages use"))


def _read(content: bytes, file: str) -> Assessment:
    written = decode(content, file)
    report = Report(file)
    parsed = parse(written, report)
    _remark(parsed, report)
    if "conflict" in parsed.data and "countermove" not in parsed.data:
        raise refuse(file, "conflict", conflict_alone(file), report.positions.key(("conflict",)))
    holes = tuple(holes_in(parsed.data))
    contents = contents_of(parsed.data, holes, report)
    return Assessment(
        document=contents.document,
        file=file,
        text=written,
        digest=hashlib.sha256(content).hexdigest(),
        data=MappingProxyType(parsed.data),
        positions=parsed.positions,
        warnings=report.problems,
        names=contents.names,
        _compiler=contents.compiler,
        _content=content,
    )


def _remark(parsed: Parsed, report: Report) -> None:
    """Report what the parser noticed."""
    for path in parsed.nulls:
        if path[-1] == TODO:
            continue
        report.add(path, "null", "This key has no value: give it one, or leave it out.", warning=True, key=True)
    for path in parsed.commented:
        message = "The text ends here: ` #` begins a comment. Put the text in quotes if that is not meant."
        report.add(path, "hash", message, warning=True)
