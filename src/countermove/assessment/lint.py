"""Rules of lint that need no solving: what is allowed in a file, but is probably not meant, or weakens the assessment.

Every rule has a code and a line that explains it; `RULES` holds them all, and their documentation is made from it. A rule is a
function from an assessment to its findings; `lint` turns them into problems of severity "warning".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from countermove.assessment.document import Assessment
from countermove.assessment.formulas import mentioned_terms
from countermove.assessment.problems import CODES, Path, Report
from countermove.assessment.schema import Founded, Overlay, Rewrite, Want
from countermove.assessment.schema.kinds import FormulaMark
from countermove.assessment.schema.marks import marked
from countermove.assessment.usage import sources_used
from countermove.assessment.validate import overlays_of
from countermove.errors import Problem, SizeError
from countermove.logic import Formula, Iff, comparisons, drivers_in, options_in, truth

__all__ = ["RULES", "Finding", "Rule", "lint"]

_SMALL = 16
"""Formulas are tried in all states up to this many options."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a rule found: where (``key``: at the key, not the value), and what."""

    path: Path
    message: str
    key: bool = True


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of lint: its code, what it warns of in one line, and the function that finds it (None: found while reading)."""

    code: str
    explains: str
    find: Callable[[Assessment], Iterator[Finding]] | None = None


_RULES: dict[str, Rule] = {code: Rule(code, CODES[code]) for code in ("null", "hash", "lever")}


def _rule(
    code: str, explains: str
) -> Callable[[Callable[[Assessment], Iterator[Finding]]], Callable[[Assessment], Iterator[Finding]]]:
    def register(find: Callable[[Assessment], Iterator[Finding]]) -> Callable[[Assessment], Iterator[Finding]]:
        _RULES[code] = Rule(code, explains, find)
        return find

    return register


def lint(assessment: Assessment) -> tuple[Problem, ...]:
    """All warnings about a file that can be used, in file order: those found while reading it, and those of every rule."""
    report = Report(assessment.file, assessment.positions)
    report.extend(assessment.warnings)
    for rule in _RULES.values():
        for finding in rule.find(assessment) if rule.find else ():
            report.add(finding.path, rule.code, finding.message, warning=True, key=finding.key)
    return report.problems


# -- wants -------------------------------------------------------------------------------------------------------------


def _wants(assessment: Assessment) -> Iterator[tuple[Path, str, str, Want | Rewrite]]:
    """Every want of the file, the author's and those in overlays: path, actor, id, record."""
    for actor, record in assessment.document.actors.items():
        for place, want in enumerate(record.wants):
            yield ("actors", actor, "wants", place), actor, want.id, want
    for path, overlay in overlays_of(assessment.document):
        for name, rewrite in overlay.rewrite.items():
            yield (*path, "rewrite", name), assessment.names.wants[name], name, rewrite


def _parts(want: Want | Rewrite) -> Iterator[tuple[str, str]]:
    """What a want asks for: key and formula."""
    yield "want", want.want
    if want.otherwise is not None:
        yield "otherwise", want.otherwise


@_rule("biconditional", "A want `a iff b` about another's options: it is met, too, where neither is the case.")
def _biconditionals(assessment: Assessment) -> Iterator[Finding]:
    for path, actor, name, want in _wants(assessment):
        for key, text in _parts(want):
            formula = assessment.formula(text)
            if not isinstance(formula, Iff):
                continue
            foreign = sorted(option for option in options_in(formula) if option.partition(".")[0] != actor)
            if foreign:
                message = (
                    f"{name} is a biconditional over {', '.join(foreign)}, which {actor} does not control: it also rewards the case "
                    "where neither side holds. If only one direction is meant, write `implies`."
                )
                yield Finding((*path, key), message, key=False)


@_rule("powerless", "A want that nobody can affect: it mentions no option, or has one value in all feasible states.")
def _powerless(assessment: Assessment) -> Iterator[Finding]:
    for path, _, name, want in _wants(assessment):
        formula = assessment.formula(want.want)
        if not options_in(formula):
            yield Finding((*path, "want"), f"{name} mentions no option: nobody can affect it.", key=False)
            continue
        values = _values(assessment, formula)
        if len(values) == 1:
            always = "met in every state" if values == {True} else "met in no state"
            yield Finding((*path, "want"), f"{name} is {always} that can come about: nobody can affect it.", key=False)


@_rule("same-wants", "Two wants of one actor that say the same: the later one never decides anything.")
def _same_wants(assessment: Assessment) -> Iterator[Finding]:
    calculus = assessment.calculus()
    for actor, record in assessment.document.actors.items():
        seen: dict[tuple[Formula | None, ...], str] = {}
        compiled = {line.want.id: line.want for line in calculus.lines[actor]}
        for place, want in enumerate(record.wants):
            model = compiled[want.id]
            saying = (model.formula, model.condition, model.otherwise)
            if saying in seen:
                message = f"{want.id} says the same as {seen[saying]}, which outweighs it: it never decides anything."
                yield Finding(("actors", actor, "wants", place, "want"), message, key=False)
            seen.setdefault(saying, want.id)


@_rule("could-be-same", "A `could_be` that is the want itself: no change of mind.")
def _could_be_same(assessment: Assessment) -> Iterator[Finding]:
    for path, _, name, want in _wants(assessment):
        if want.could_be is None:
            continue
        now, then = assessment.formula(want.want), assessment.formula(want.could_be)
        if want.while_ is None and (now == then or _values(assessment, Iff(now, then)) == {True}):
            yield Finding((*path, "could_be"), f"{name} could be what it already is: name another calculus.", key=False)


@_rule("idle-condition", "A `while` that is always, or never, true, whatever the drivers and the options.")
def _idle_conditions(assessment: Assessment) -> Iterator[Finding]:
    for path, _, name, want in _wants(assessment):
        if want.while_ is None:
            continue
        condition = assessment.formula(want.while_)
        drivers = drivers_in(condition)
        if drivers:
            idle = not any(_can_switch(assessment, condition, driver) for driver in drivers)
        else:
            idle = len(_values(assessment, condition)) == 1
        if idle:
            yield Finding(
                (*path, "while"),
                f"The condition of {name} has the same value throughout: it switches nothing.",
                key=False,
            )


def _values(assessment: Assessment, formula: Formula) -> set[bool]:
    """The values of a formula free of drivers over the feasible states, given what one-way options have settled at the start.

    Both values where that cannot be told cheaply. Large models: over all combinations of the options mentioned.
    """
    if drivers_in(formula):
        return {True, False}
    form = assessment.form
    whole = len(form.names) <= _SMALL
    names = form.names if whole else tuple(sorted(options_in(formula)))
    if len(names) > _SMALL:
        return {True, False}
    codes = np.arange(1 << len(names))
    columns = {name: (codes >> k & 1).astype(bool) for k, name in enumerate(names)}
    possible = np.ones(codes.size, dtype=bool)
    started = assessment.calculus().on
    for option in form.options:
        settled = option.one_way == ("forward" if option.full_name in started else "back")
        if option.one_way and settled and option.full_name in columns:
            possible &= columns[option.full_name] == (option.full_name in started)
    for rule in form.never if whole else ():
        possible &= ~np.broadcast_to(truth(rule.formula, columns, {}), codes.shape)
    found = np.broadcast_to(truth(formula, columns, {}), codes.shape)[possible]
    return {bool(value) for value in np.unique(found)}


# -- drivers, terms, options -------------------------------------------------------------------------------------------


@_rule("idle-driver", "A driver that switches nothing: no want depends on it, within its range.")
def _idle_drivers(assessment: Assessment) -> Iterator[Finding]:
    formulas: set[Formula] = set()
    for _, _, _, want in _wants(assessment):
        texts = (want.want, want.while_, want.otherwise, want.could_be)
        formulas.update(assessment.formula(text) for text in texts if text is not None)
    for name in assessment.names.drivers:
        using = [formula for formula in formulas if name in drivers_in(formula)]
        if not using:
            yield Finding(("drivers", name), f"No want depends on {name}: it switches nothing.")
        elif not any(_can_switch(assessment, formula, name) for formula in using):
            yield Finding(("drivers", name), f"No want changes anywhere in the range of {name}: it switches nothing.")


def _can_switch(assessment: Assessment, formula: Formula, driver: str) -> bool:
    """Whether some comparison with the driver changes within the ranges of all drivers (true where that is too much work)."""
    drivers = {name: record.now for name, record in assessment.document.drivers.items()}
    try:
        forms = comparisons(formula, drivers, sorted(drivers_in(formula)))
    except SizeError:
        return True
    for form in forms:
        if driver in dict(form.coefficients):
            low = high = form.constant
            for name, factor in form.coefficients:
                ends = [factor * end for end in assessment.ranges[name]]
                low, high = low + min(ends), high + max(ends)
            if low < high and low <= 0 <= high:
                return True
    return False


@_rule("idle-option", "An option that no want, rule or claim mentions.")
def _idle_options(assessment: Assessment) -> Iterator[Finding]:
    used: set[str] = set()
    for path, text, mark in marked(assessment.document):
        if isinstance(mark, FormulaMark):
            used |= options_in(assessment.formula(text, mark.kind)) if path[0] != "terms" else frozenset()
        elif mark.kind == "option" and path[0] != "start":
            used.add(assessment.option(text))
    for option in assessment.form.options:
        if option.full_name not in used:
            message = f"Nothing depends on {option.full_name}: no want, rule or claim mentions it."
            yield Finding(("actors", option.actor, "options", option.name), message)


@_rule("unused", "A term, scenario or source that nothing refers to.")
def _unused(assessment: Assessment) -> Iterator[Finding]:
    document = assessment.document
    terms = mentioned_terms(
        [text for path, text, mark in marked(document) if isinstance(mark, FormulaMark) and path[0] != "terms"],
        document.terms,
    )
    scenarios = {claim.in_ for claim in document.claims.values()}
    if document.facts:
        scenarios.add(document.facts.in_)
    sources = sources_used(document)
    for section, kind, names, used in (
        ("terms", "term", document.terms, terms),
        ("scenarios", "scenario", document.scenarios, scenarios),
        ("sources", "source", document.sources, sources),
    ):
        yield from (
            Finding((section, name), f"Nothing refers to the {kind} {name}.") for name in names if name not in used
        )


# -- evidence ----------------------------------------------------------------------------------------------------------


@_rule(
    "unsourced",
    "A want, driver, rule, scenario or view without a source (`at`) that is not marked `assumed` or `unsaid`.",
)
def _unsourced(assessment: Assessment) -> Iterator[Finding]:
    document = assessment.document
    founded: list[tuple[Path, str, Founded]] = []
    for actor, record in document.actors.items():
        founded += [
            (("actors", actor, "wants", place), f"The want {want.id}", want) for place, want in enumerate(record.wants)
        ]
    founded += [(("never", name), f"The rule {name}", rule) for name, rule in document.never.items()]
    founded += [(("drivers", name), f"The driver {name}", driver) for name, driver in document.drivers.items()]
    founded += [
        (("scenarios", name), f"The scenario {name}", scenario) for name, scenario in document.scenarios.items()
    ]
    founded += [(("views", name), f"The view {name}", view) for name, view in document.views.items()]
    for path, what, record_ in founded:
        if not (record_.at or record_.assumed or record_.unsaid):
            message = f"{what} has no source: say where it comes from (`at`), or mark it `assumed: true`."
            yield Finding(path, message)


# -- the rest ----------------------------------------------------------------------------------------------------------


@_rule("idle-actor", "An actor without options, or without wants.")
def _idle_actors(assessment: Assessment) -> Iterator[Finding]:
    for name, actor in assessment.document.actors.items():
        if not actor.options:
            yield Finding(("actors", name), f"{name} has no options: it can do nothing.")
        if not actor.wants:
            yield Finding(("actors", name), f"{name} has no wants: it is indifferent between all states.")


@_rule("closed-question", "An open question with one answer only, or with two answers that change nothing.")
def _closed_questions(assessment: Assessment) -> Iterator[Finding]:
    for name, question in assessment.document.open.items():
        if len(question.readings) == 1:
            yield Finding(("open", name), f"{name} has one answer only: nothing is open.")
        idle = [answer for answer, reading in question.readings.items() if _changes_nothing(reading)]
        for answer in idle[1:]:
            yield Finding(
                ("open", name, "readings", answer), f"{answer} changes nothing, as {idle[0]}: the answers are the same."
            )


@_rule("idle-scenario", "A scenario that changes nothing.")
def _idle_scenarios(assessment: Assessment) -> Iterator[Finding]:
    for name, scenario in assessment.document.scenarios.items():
        if _changes_nothing(scenario):
            yield Finding(
                ("scenarios", name), f"The scenario {name} changes nothing: claims without `in` say the same."
            )


@_rule("idle-indicator", "An indicator that moves no driver and affects no want.")
def _idle_indicators(assessment: Assessment) -> Iterator[Finding]:
    for name, indicator in assessment.document.indicators.items():
        if not indicator.moves and not indicator.affects:
            yield Finding(("indicators", name), f"{name} moves no driver and affects no want: say what it tells.")


def _changes_nothing(overlay: Overlay) -> bool:
    return not (overlay.drop or overlay.rewrite or overlay.move or overlay.set or overlay.happens)


RULES: tuple[Rule, ...] = tuple(_RULES[code] for code in sorted(_RULES))
"""All rules, by code."""
