"""What a file says under a selection: its contents, and the games that come of them.

A *game* is the author's calculus under a reading, then a scenario, then a view, then a further overlay. All games of
one assessment share one option form, and with it states and moves.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from pathlib import Path as FilePath
from types import MappingProxyType
from typing import Any

from countermove.assessment.acts import Act, parse_act
from countermove.assessment.compile import Compiler
from countermove.assessment.names import Names
from countermove.assessment.overlays import BASE, Calculus, ResolvedOverlay, Selection, apply, overlay_from
from countermove.assessment.problems import Positions
from countermove.assessment.recoding import Lost
from countermove.assessment.schema import Claim, Document, Overlay, Scenario, View
from countermove.assessment.validate import DEFAULT_SCALE, overlays_of
from gmcr import CONCEPTS, Conflict, Edit
from gmcr.base.arguments import GivenNumber, as_mapping, as_text, exactly, known_name, shown
from gmcr.base.errors import ModelError, Problem, SizeError
from gmcr.base.record import Record, cut
from gmcr.logic import Formula, Vocabulary
from gmcr.model import OptionForm, Structure

__all__ = ["MAX_READINGS", "Games"]

MAX_READINGS = 1 << 16
"""The largest number of readings that are listed."""


@dataclass(frozen=True, eq=False)
class Games(Record):
    """A file as it was read, and is changed and selected: what it has, and its games. Made as an ``Assessment``."""

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
    kept: dict[str, Any] = field(default_factory=dict, init=False, repr=False)
    """What is known of this assessment and refers to it, as long as it lives."""

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
