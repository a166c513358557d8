"""Checks that every start that the file describes is feasible.

Tried are: the start itself; the start of each reading, scenario and view by itself; for each claim the start of its
game, in the base reading and with each other answer that switches something on, and the starts that its check changes
it to; likewise for the checks of key questions, in the base and in the scenarios that these name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import NamedTuple

from countermove.assessment.acts import parse_act, switched
from countermove.assessment.compile import Compiler
from countermove.assessment.problems import Path, Report
from countermove.assessment.schema import CheckRecord, Claim, Document, KeyQuestion, Overlay
from gmcr.logic import truth
from gmcr.model import NO_OPTION

__all__ = ["check_starts"]

_On = frozenset[str]
_MOST_WORK = 500_000  # parts of rules evaluated; beyond, the games themselves report an infeasible start


def check_starts(document: Document, compiler: Compiler, report: Report) -> None:
    """Report every infeasible start, with the rule that excludes it, where the file brings it about."""
    starts = _Starts(document, compiler, report)
    if starts.refused(compiler.calculus.on, ("start",) if document.start else ("never",), "The start"):
        return
    starts.overlays()
    for name, claim in document.claims.items():
        starts.claim(name, claim)
    for name, question in document.key_questions.items():
        starts.question(name, question)


class _QuestionGame(NamedTuple):
    """The game in which a key question is judged."""

    in_: str | None
    under: str | None
    with_: Overlay | None


class _Starts:
    def __init__(self, document: Document, compiler: Compiler, report: Report) -> None:
        self.document, self.compiler, self.report = document, compiler, report
        self.base = compiler.calculus.on
        self._rules: dict[_On, str | None] = {}
        self._sizes = [(rule, sum(1 for _ in rule.formula.walk())) for rule in compiler.form.never]
        self._work = 0
        self._contexts: list[_On] = []
        self._unusable: set[tuple[str | int | None, ...]] = set()

    def rule_against(self, on: _On) -> str | None:
        """The id of the first `never` rule that excludes a state; None if there is none, or if trying takes too much
        work.
        """
        if on not in self._rules:
            self._rules[on] = None
            columns = {name: name in on for name in self.compiler.form.names}
            for rule, size in self._sizes:
                self._work += size
                if self._work > _MOST_WORK:
                    break
                if truth(rule.formula, columns, {}):
                    self._rules[on] = rule.id
                    break
        return self._rules[on]

    def refused(self, on: _On, path: Path, what: str) -> bool:
        rule = self.rule_against(on)
        if rule is not None:
            form = self.compiler.form
            listed = ", ".join(form.on(form.code(on))) or NO_OPTION
            text = self.document.never[rule].never
            self.report.add(path, "infeasible", f"{what} ({listed}) is infeasible: rule {rule} excludes {text}.")
        return rule is not None

    def overlays(self) -> None:
        """Try the start of each overlay by itself; overlays refused here are skipped later."""
        for question, record in self.document.open.items():
            for answer, reading in record.readings.items():
                self._overlay(reading, ("open", question, "readings", answer), f"The start under {question} = {answer}")
        for name, scenario in self.document.scenarios.items():
            self._overlay(scenario, ("scenarios", name), f"The start of {name}")
        for name, view in self.document.views.items():
            self._overlay(view, ("views", name), f"The start in the view {name}")
        self._contexts = list(islice(dict.fromkeys(self._reading_contexts()), 64))

    def _overlay(self, overlay: Overlay, path: Path, what: str) -> None:
        if overlay.happens and self.refused(self._after(self.base, overlay.happens), (*path, "happens"), what):
            self._unusable.add(path)

    def _after(self, on: _On, acts: Iterable[str]) -> _On:
        """What is on after the acts."""
        return switched(on, (parse_act(text, self.compiler.names) for text in acts))

    def _reading_contexts(self) -> Iterator[_On]:
        """The starts of readings: the base reading, then each other answer in its place."""
        base = {name: next(iter(question.readings.values())).happens for name, question in self.document.open.items()}
        yield self._after(self.base, chain(*base.values()))
        for name, question in self.document.open.items():
            for answer, reading in question.readings.items():
                if (reading.happens or base[name]) and ("open", name, "readings", answer) not in self._unusable:
                    yield self._after(self.base, chain(*(base | {name: reading.happens}).values()))

    def claim(self, name: str, claim: Claim) -> None:
        """Try the starts of one claim and report the first infeasible one, unless its scenario or view is to blame."""
        path: Path = ("claims", name)
        place = (*path, "with", "happens") if claim.with_ is not None and claim.with_.happens else (*path, "in")
        self._refused(name, claim, claim.check, (place, (*path, "check")))

    def question(self, name: str, question: KeyQuestion) -> None:
        """Try the starts of a key question's own checks, in the base and in every scenario that it names."""
        for side in ("answer_yes", "answer_no"):
            answering = getattr(question, side)
            if answering is None or answering.check is None:
                continue
            view, overlay = answering.under or question.under, answering.with_ or question.with_
            for scenario in (None, *(question.across or ())):
                game = _QuestionGame(scenario, view, overlay)
                path: Path = ("key_questions", name)
                place = (*path, "across") if scenario is not None else (*path, side)
                if self._refused(name, game, answering.check, (place, (*path, side, "check"))):
                    return

    def _refused(self, name: str, game: Claim | _QuestionGame, check: CheckRecord, places: tuple[Path, Path]) -> bool:
        """Whether a start of what is judged in a game is refused. ``places``: where to report the game's own start, and
        the starts that the check changes it to."""
        if {("scenarios", game.in_), ("views", game.under)} & self._unusable:
            return False
        overlays: list[Overlay] = []
        if game.in_ is not None:
            overlays.append(self.document.scenarios[game.in_])
        if game.under is not None:
            overlays.append(self.document.views[game.under])
        if game.with_ is not None:
            overlays.append(game.with_)
        for context in self._contexts:
            on = self._after(context, chain(*(overlay.happens for overlay in overlays)))
            if self.refused(on, places[0], f"The start of {name}"):
                return True
            for change in check.starts():
                if self.refused(self._after(on, change.acts), (*places[1], *change.path), "The changed start"):
                    return True
        return False
