"""An assessment: one file, read and validated, from which games are made.

A *game* is the author's calculus under a reading, then a scenario, then a view, then a further overlay. All games of
one assessment share one option form, and with it states and moves.
"""

from __future__ import annotations

import hashlib
import itertools
import math
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from pathlib import Path as FilePath
from types import MappingProxyType
from typing import Any

from countermove.assessment import bundle
from countermove.assessment.acts import Act, parse_act
from countermove.assessment.coded_places import CodedReport, positions_in
from countermove.assessment.codings import Trail, recoded
from countermove.assessment.compile import Compiler
from countermove.assessment.contents import Contents, contents_of
from countermove.assessment.losses import swept
from countermove.assessment.names import Names
from countermove.assessment.overlays import BASE, Calculus, ResolvedOverlay, Selection, apply, as_edits, edited
from countermove.assessment.parser import Parsed, decode, parse, read_bytes
from countermove.assessment.problems import Path, Positions, Report, refuse
from countermove.assessment.recoding import Lost, Recoding
from countermove.assessment.schema import AS_IS, Claim, Document, Overlay, Scenario, View
from countermove.assessment.schema.structure import TODO, holes_in, without_extensions
from countermove.assessment.validate import DEFAULT_SCALE, overlays_of
from gmcr import CONCEPTS, Conflict, Edit
from gmcr.base.arguments import GivenNumber, as_mapping, as_path, as_text, exactly, known_name, shown
from gmcr.base.errors import AssessmentError, ModelError, Problem, SizeError, nearest
from gmcr.base.record import Record, cut
from gmcr.logic import Formula, Vocabulary
from gmcr.model import OptionForm, Structure

__all__ = ["MAX_READINGS", "Assessment", "load", "loads"]

MAX_READINGS = 1 << 16
"""The largest number of readings that are listed."""

_MOST_CODINGS = 16
"""Codings of a file that are kept."""


@dataclass(frozen=True, eq=False)
class Assessment(Record):
    """One assessment file. Make it with `load` or `loads`.

    Attributes: ``document`` (the records of the file), ``file`` (its path or name), ``text``, ``digest`` (SHA-256 of
    its bytes), ``data`` (as plain data, with the keys that begin with ``x-``), ``positions`` (where everything is
    written), ``warnings``, ``names``, ``selection`` (the call's selection: see `selected`).
    """

    document: Document
    file: str
    text: str
    digest: str
    data: Mapping[str, Any]
    positions: Positions
    warnings: tuple[Problem, ...]
    names: Names
    _compiler: Compiler
    _content: bytes
    _changed: tuple[tuple[Overlay, tuple[Edit, ...]], ...] = ()
    selection: Selection = BASE
    _concepts: tuple[str, ...] = ()
    _unset: Mapping[str, Fraction] = field(default_factory=dict)
    """The values of the set drivers before they were set."""
    coding: Mapping[str, str] = field(default_factory=dict)
    """What is coded otherwise than the file has it: alternative → coding."""
    lost: tuple[Lost, ...] = ()
    """What names something that the coding has not, and is left out."""
    _file: Assessment | None = field(default=None, repr=False)
    """The assessment as its file has it, where this one is coded otherwise."""
    kept: dict[str, Any] = field(default_factory=dict, init=False, repr=False)
    """What is known of this assessment and refers to it, as long as it lives."""

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

    # -- contents --------------------------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """The file's name without folder and suffix."""
        return FilePath(self.file).stem

    @property
    def label(self) -> str:
        """The name beside other cases, with what is coded otherwise: "korea-2021 (engage=two)"."""
        made = ", ".join(f"{name}={choice}" for name, choice in self.coding.items())
        return f"{self.name} ({made})" if made else self.name

    @property
    def actors(self) -> tuple[str, ...]:
        """The actors' names, in file order."""
        return self.names.actors

    @property
    def questions(self) -> Mapping[str, tuple[str, ...]]:
        """The open questions and their answers, in file order; a question with a selected answer has that one alone."""
        chosen = self.selection.reading
        return MappingProxyType(
            {name: (chosen[name],) if name in chosen else answers for name, answers in self.names.questions.items()}
        )

    @property
    def scenarios(self) -> Mapping[str, Scenario]:
        """The scenarios by name, in file order."""
        return MappingProxyType(self.document.scenarios)

    @property
    def views(self) -> Mapping[str, View]:
        """The views by name, in file order."""
        return MappingProxyType(self.document.views)

    @property
    def claims(self) -> Mapping[str, Claim]:
        """The claims by name, in file order."""
        return MappingProxyType(self.document.claims)

    @property
    def form(self) -> OptionForm:
        """Actors, options and rules; one object for all games."""
        return self._compiler.form

    @property
    def structure(self) -> Structure:
        """States and moves; one object for all games."""
        return self._compiler.structure

    @property
    def vocabulary(self) -> Vocabulary:
        """The names that formulas may mention."""
        return self._compiler.book.vocabulary

    @property
    def base_reading(self) -> Mapping[str, str]:
        """The first answer to every open question, or the selected one."""
        return MappingProxyType({question: answers[0] for question, answers in self.questions.items()})

    @cached_property
    def readings(self) -> tuple[Mapping[str, str], ...]:
        """Every reading, question → answer: the product in file order, the last question varying fastest; the base
        reading first.

        Raises SizeError where there are more than 65,536.
        """
        questions = self.questions
        count = math.prod(map(len, questions.values()))
        if count > MAX_READINGS:
            raise SizeError(f"The open questions make more than {MAX_READINGS:,} readings: close some of them.")
        return tuple(
            MappingProxyType(dict(zip(questions, answers, strict=True)))
            for answers in itertools.product(*questions.values())
        )

    def place_of(self, reading: Mapping[str, str] | None = None) -> int:
        """The place among all readings of one that gives some answers, and the first to every other question."""
        place = 0
        for question, answers in self.questions.items():
            answer = None if reading is None else reading.get(question)
            place = place * len(answers) + (0 if answer is None else answers.index(answer))
        return place

    @cached_property
    def target(self) -> Formula | None:
        """The subject of changes of calculus and of responsibility; None where the file has no target."""
        return None if self.document.target is None else self.formula(self.document.target)

    @cached_property
    def branched(self) -> bool:
        """Whether the file gives words to the `otherwise` branch of any want; without any, the words of a want that
        begins with `otherwise` could be about either branch."""
        wants = (want for actor in self.document.actors.values() for want in actor.wants)
        rewritten = (new for _, overlay in overlays_of(self.document) for new in overlay.rewrite.values())
        return any(want.otherwise_says is not None for want in wants) or any(
            new.otherwise_says is not None for new in rewritten
        )

    @cached_property
    def begun(self) -> Calculus:
        """The calculus at the start of the file, with the drivers that are set, whatever else is selected."""
        return self.selected(replace(BASE, drivers=self.selection.drivers)).calculus()

    @property
    def concepts(self) -> tuple[str, ...]:
        """How far the actors look: the selected concepts; otherwise the file's, in its order; all five where it names
        none.
        """
        return tuple(self._concepts or self.document.concepts or CONCEPTS)

    @property
    def lead(self) -> str:
        """The lead concept, whose roads and equilibria changes and responsibility use: the first of the file."""
        return self.concepts[0]

    @cached_property
    def scale(self) -> Mapping[str, Fraction]:
        """The words of ``certainty`` and their probabilities; empty where the file names a likelihood scale."""
        scale = self.document.scale
        return MappingProxyType({} if isinstance(scale, str) else dict(scale or DEFAULT_SCALE))

    @cached_property
    def ranges(self) -> Mapping[str, tuple[Fraction, Fraction]]:
        """The closed interval that each driver lies in."""
        unit = (Fraction(0), Fraction(1))
        return MappingProxyType({name: driver.range or unit for name, driver in self.document.drivers.items()})

    def formula(self, text: str, kind: str = "truth") -> Formula:
        """A resolved formula over this assessment's names. ``kind``: truth, number or any. Raises FormulaError."""
        known_name("kind of formula", kind, ("truth", "number", "any"))
        return self._compiler.book.formula(as_text(text, "A formula"), kind)

    def option(self, name: str) -> str:
        """The full name of an option given by its full, or its unique bare, name. Raises UnknownName."""
        return self.names.option(as_text(name, "An option", "its name"))

    def act(self, text: str) -> Act:
        """What an act, written as in the file, switches: an option, ``not option`` or ``option = level``. Raises
        FormulaError, UnknownName."""
        return parse_act(as_text(text, "An act", "its name"), self.names)

    @property
    def own_calculus(self) -> Calculus:
        """The author's model, before readings, scenarios and views."""
        return self._compiler.calculus

    # -- games -----------------------------------------------------------------------------------------------------

    def calculus(
        self,
        *,
        reading: Mapping[str, str] | None = None,
        scenario: str | None = None,
        view: str | None = None,
        drivers: Mapping[str, GivenNumber] | None = None,
        with_: Overlay | Mapping[str, Any] | None = None,
    ) -> Calculus:
        """Wants, drivers and start after reading, scenario, view, ``with_`` and ``drivers``, in that order; the
        selection (see `selected`) is applied before all of them, but a scenario (view) named here replaces the selected
        one.

        Questions that ``reading`` does not name take their first answer. Raises UnknownName, ModelError (a driver
        outside its range) and AssessmentError (an invalid overlay).
        """
        answers = {} if reading is None else as_mapping(reading, "reading", "question → answer")
        calculus = self._under_reading(tuple(self._answers(answers).items()), scenario is None, view is None)
        if scenario is not None:
            calculus = apply(calculus, self._change("scenario", as_text(scenario, "scenario", "its name")))
        if view is not None:
            calculus = apply(calculus, self._change("view", as_text(view, "view", "its name")))
        if with_ is not None:
            calculus = apply(calculus, self._further(with_))
        if drivers is not None:
            given = as_mapping(drivers, "drivers", "driver → number")
            changed = tuple((name, self._driver(name, value)) for name, value in given.items())
            calculus = apply(calculus, ResolvedOverlay(set=changed)) if changed else calculus
        return calculus

    def conflict(
        self,
        *,
        reading: Mapping[str, str] | None = None,
        scenario: str | None = None,
        view: str | None = None,
        drivers: Mapping[str, GivenNumber] | None = None,
        with_: Overlay | Mapping[str, Any] | None = None,
    ) -> Conflict:
        """One game: see `calculus`. Raises ModelError, naming the rule, if the start is infeasible."""
        return self.game(self.calculus(reading=reading, scenario=scenario, view=view, drivers=drivers, with_=with_))

    def game(self, calculus: Calculus) -> Conflict:
        """The conflict that a calculus makes."""
        wants = {actor: calculus.wants(actor) for actor in self.actors}
        return Conflict(self._compiler.structure, wants, self.form.code(calculus.on), calculus.drivers)

    # -- how games are made ----------------------------------------------------------------------------------------

    @cached_property
    def _readings_cache(self) -> dict[tuple[tuple[tuple[str, str], ...], bool, bool], Calculus]:
        return {}

    @cached_property
    def _changes(self) -> dict[tuple[str, ...], ResolvedOverlay]:
        return {}

    def _under_reading(self, answers: tuple[tuple[str, str], ...], in_selected: bool, seen: bool) -> Calculus:
        """The author's model with the selection and the answers of a reading. *in_selected*, *seen*: whether the
        selected scenario, and view, count."""
        known, key = self._readings_cache, (answers, in_selected, seen)
        if key not in known:
            calculus = self._compiler.calculus
            for change in self._before(answers, in_selected, seen):
                calculus = apply(calculus, change)
            if len(known) >= 1024:
                known.clear()
            known[key] = calculus
        return known[key]

    def _before(self, answers: tuple[tuple[str, str], ...], in_selected: bool, seen: bool) -> Iterator[ResolvedOverlay]:
        chosen = self.selection
        for question, answer in answers:
            if question in chosen.reading:
                yield self._change("reading", question, answer)
        if chosen.scenario is not None and in_selected:
            yield self._change("scenario", chosen.scenario)
        if chosen.view is not None and seen:
            yield self._change("view", chosen.view)
        if chosen.drivers:
            yield ResolvedOverlay(
                set=tuple((name, self._driver(name, value)) for name, value in chosen.drivers.items())
            )
        for question, answer in answers:
            if question not in chosen.reading:
                yield self._change("reading", question, answer)

    def _answers(self, reading: Mapping[str, str]) -> dict[str, str]:
        questions = self.names.questions
        for question, answer in reading.items():
            self.names.need("question", question)
            known_name(f"reading of {question}", answer, questions[question])
        chosen = {**self.selection.reading, **reading}
        return {question: chosen.get(question, answers[0]) for question, answers in questions.items()}

    def _change(self, kind: str, name: str, answer: str = "") -> ResolvedOverlay:
        key = (kind, name, answer)
        if key not in self._changes:
            overlay: Overlay
            if kind == "reading":
                overlay = self.document.open[name].readings[answer]
            else:
                table: Mapping[str, Overlay] = self.document.scenarios if kind == "scenario" else self.document.views
                overlay = table[self.names.need(kind, name)]
            self._changes[key] = self._compiler.change(overlay)
        return self._changes[key]

    def _further(self, overlay: Overlay | Mapping[str, Any]) -> ResolvedOverlay:
        if not isinstance(overlay, Overlay):
            overlay = overlay_from(overlay)
        for name, value in overlay.set.items():
            self._driver(name, value)
        return self._compiler.change(overlay)

    def _driver(self, name: str, value: GivenNumber) -> Fraction:
        self.names.need("driver", name)
        try:
            if isinstance(value, str) and "/" in value:
                raise ValueError("a fraction need not have a decimal, and formulas are written with decimals")
            number = exactly(value)
        except ValueError:
            raise ModelError(f"{name}: {shown(value)} is not a number.") from None
        low, high = self.ranges[name]
        if not low <= number <= high:
            text = value if isinstance(value, str) else shown(value)
            raise ModelError(f"{name}: {text} is outside its range, {float(low):g} to {float(high):g}.")
        return number

    def gist(self) -> str:
        """Its name and title, and its size."""
        size = f"{len(self.actors)} actors, {len(self.form.acts)} options, {len(self.claims)} claims"
        return f"{self.name}, {cut(self.document.title or self.name, 80)}; {size}, {len(self.questions)} open questions"


def overlay_from(data: Mapping[str, Any]) -> Overlay:
    """An overlay from plain data, as a file would have it (numbers may be floats). Raises AssessmentError."""
    given = as_mapping(data, "with_", "what an overlay may have (want changes, set, happens, …)")
    if isinstance(given.get("set"), Mapping):
        given["set"] = {name: _number(value) for name, value in given["set"].items()}
    from pydantic import ValidationError

    try:
        return Overlay.model_validate(given)
    except ValidationError as errors:
        first = errors.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise refuse("<with>", "kind", f"{where}: {first['msg'].rstrip('.')}.") from None


def _number(value: object) -> object:
    """A float or a decimal text as a number of the file; anything else unchanged."""
    if isinstance(value, float) and math.isfinite(value):
        return Fraction(repr(value))
    try:
        return exactly(value) if isinstance(value, str) and "/" not in value else value
    except ValueError:
        return value


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
