"""What a page without a server computes with: the compiled assessment, and where in it what a reader selects stands.

Nothing is selected in the program. `PageProgram.layout` says which overlays are whose, what the games of each setting have
of their own, and what each want is when it is turned, so that a script can write the program of a selection, and the edits
of a push, from the numbers alone (``frontend/src/explorable``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from countermove.assessment import Assessment
from countermove.assessment.overlays import BASE
from countermove.context.games import require_assessment
from countermove.inquiry.checks import DealCheck
from countermove.program import Asked, Programmer
from countermove.verdicts.key_questions import key_questions_of
from countermove.verdicts.settings import Setting, setting_of, setting_with
from gmcr import CONCEPTS
from gmcr.base.characters import shell_word
from gmcr.base.errors import CountermoveError, ProgramError
from gmcr.base.record import Record
from gmcr.evaluator import Program
from gmcr.logic import Formula

__all__ = ["LEFT_OUT", "Layout", "PageProgram", "page_program"]

Plain: TypeAlias = "int | str | Sequence[Plain]"
Layout: TypeAlias = Mapping[str, Plain]

LEFT_OUT = -2
"""In place of the number of a check that a page does not compute: what comes first as drivers drift; strength and doubt."""


@dataclass(frozen=True, slots=True, eq=False)
class PageProgram(Record):
    """The program of a case with nothing selected, whose checks are those of the claims and then the sides of the key
    questions, and its ``layout``, which is ready for JSON:

    - ``concepts``: the file's, each by its place in `gmcr.CONCEPTS`;
    - ``wants``: their ids, by the number of their line; ``lines``: of each actor its lines, the most important first;
      ``turned``: of each line the numbers of the want and of what it could be (-1: nothing), as it is and when turned;
    - ``drivers``: of each its id, and the least and the most that it can be, times a million;
    - ``open``: of each question the overlay of each answer; ``scenarios``, ``views``: the overlay of each;
    - ``settings``: of each its own scenario and view (-1: the selected one), whether the selected view counts, and its
      further overlays; ``plain``: the setting that has nothing of its own;
    - ``claims``: the check of each; ``answers``: of each key question the checks of its yes and of its no (-1: none);
      -2: not computed in a page (``LEFT_OUT``); ``deals``: the check whether a deal is open;
    - ``terms``: the number of each formula that is asked about in states.
    """

    program: Program
    layout: Layout

    def gist(self) -> str:
        """Its size."""
        return self.program.gist()


def page_program(assessment: Assessment, *, terms: Sequence[Formula] = ()) -> PageProgram:
    """The program of a page, and its layout; *terms*: formulas that are asked about in states. Raises CountermoveError for
    what is over a limit of compiled assessments, naming it and what there is instead."""
    own = require_assessment(assessment, "explore")
    author = own if own.selection == BASE else own.selected()
    try:
        return _Laying(author, terms).whole()
    except ProgramError as error:
        name = shell_word(own.name)
        plain = f"countermove report {name} without --explorable says what follows from the file, and "
        raise CountermoveError(
            f"{own.name} cannot argue back without a server: {error} {plain if own.structure.listed else ''}"
            f"countermove serve {name} computes what is asked."
        ) from None


class _Laying:
    """Compiles a case, and notes what stands where."""

    def __init__(self, assessment: Assessment, terms: Sequence[Formula]) -> None:
        self.assessment, self.programmer = assessment, Programmer(assessment)
        self.terms = [self.programmer.formulas.formula(term) for term in terms]

    def whole(self) -> PageProgram:
        layout = {**self._names(), **self._chosen(), **self._judged(), "terms": self.terms}
        return PageProgram(self.programmer.program().program, layout)

    def _names(self) -> dict[str, Plain]:
        assessment, lines = self.assessment, self.programmer.lines
        calculus, scaled = assessment.own_calculus, self.programmer.formulas.scaled
        want_of, changed = self.programmer.want, self.programmer.changed
        return {
            "concepts": [CONCEPTS.index(name) for name in assessment.concepts],
            "wants": list(lines),
            "lines": [[lines[line.want.id] for line in own] for own in calculus.lines.values()],
            "turned": [
                [n for want in (line.want, line.want.turned) for n in (want_of(want), changed(want))]
                for own in calculus.lines.values()
                for line in own
            ],
            "drivers": [[name, *map(scaled, assessment.ranges[name])] for name in assessment.document.drivers],
        }

    def _chosen(self) -> dict[str, Plain]:
        assessment, named = self.assessment, self.programmer.named
        return {
            "open": [
                [named("reading", question, answer) for answer in answers]
                for question, answers in assessment.questions.items()
            ],
            "scenarios": [named("scenario", name) for name in assessment.scenarios],
            "views": [named("view", name) for name in assessment.views],
        }

    def _judged(self) -> dict[str, Plain]:
        assessment = self.assessment
        plain = self.programmer.setting(None, None, None)
        claims = [self._check(setting_of(assessment, name)) for name in assessment.claims]
        answers = []
        for question in key_questions_of(assessment):
            yes, no = next(iter(question.sides.values()))
            answers.append([self._check(yes), -1 if no is None else self._check(no)])
        deals = self._check(setting_with(assessment, "", DealCheck("some", assessment.formula("true"))))
        return {"plain": plain, "claims": claims, "answers": answers, "deals": deals, "settings": self._settings()}

    def _check(self, item: Setting) -> int:
        if item.check.about_drifts or item.check.about_statements:
            return LEFT_OUT
        number = self.programmer.add(Asked(item.check, item.scenario, item.view, item.with_))
        if number < 0:
            raise self.programmer.refused[-1]
        return number

    def _settings(self) -> list[Plain]:
        scenarios, views = [*self.assessment.scenarios], [*self.assessment.views]
        return [
            [
                -1 if own.scenario is None else scenarios.index(own.scenario),
                -1 if own.view is None else views.index(own.view),
                int(own.seen),
                [] if own.with_ < 0 else [own.with_],
            ]
            for own in self.programmer.settings
        ]
