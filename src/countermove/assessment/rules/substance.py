"""Rules about the foundations of premises.

Rules about what has no effect or is never used.

Rules about sound files that are too large: for judging claims or readings, or for questions that list states.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from countermove.assessment.compile import mentioned_terms
from countermove.assessment.document import Assessment
from countermove.assessment.games import MAX_READINGS
from countermove.assessment.problems import Path
from countermove.assessment.references import sources_used
from countermove.assessment.rules.registry import Context, LintFinding, rule
from countermove.assessment.schema import Document, Founded, Overlay
from countermove.assessment.schema.kinds import FormulaMark
from countermove.assessment.schema.record import marked
from gmcr.logic import Degrees

__all__ = ["too_large"]


@rule("unsourced", "A want, rule, driver, scenario or view without `at` that is not marked `assumed` or `unsaid`.")
def unsourced(context: Context) -> Iterator[LintFinding]:
    """Premises that do not say where they come from."""
    for path, what, premise in _premises(context.document):
        if not (premise.at or premise.assumed or premise.unsaid):
            yield LintFinding(
                path, f"{what} has no source: say where it comes from (`at`), or mark it `assumed: true`."
            )


def _premises(document: Document) -> Iterator[tuple[Path, str, Founded]]:
    for actor, record in document.actors.items():
        for place, want in enumerate(record.wants):
            yield ("actors", actor, "wants", place), f"The want {want.id}", want
    for name, rule_ in document.never.items():
        yield ("never", name), f"The rule {name}", rule_
    for name, driver in document.drivers.items():
        yield ("drivers", name), f"The driver {name}", driver
    for name, scenario in document.scenarios.items():
        yield ("scenarios", name), f"The scenario {name}", scenario
    for name, view in document.views.items():
        yield ("views", name), f"The view {name}", view


@rule("idle-driver", "A driver that switches nothing: no want depends on it, within its range.", stage="meaning")
def idle_drivers(context: Context) -> Iterator[LintFinding]:
    """Drivers that no want mentions, and drivers that no want responds to."""
    used: set[str] = set()
    switching: set[str] = set()
    for want in context.wants:
        record = want.record
        for text in (record.want, record.while_, record.otherwise, record.could_be):
            if text is not None:
                formula = context.assessment.formula(text)
                used |= formula.drivers
                switching |= context.switching(formula)
    for name in context.document.drivers:
        if name not in used:
            yield LintFinding(("drivers", name), f"No want depends on {name}: it switches nothing.")
        elif name not in switching:
            yield LintFinding(
                ("drivers", name), f"No want changes anywhere in the range of {name}: it switches nothing."
            )


@rule("idle-option", "An option that no want, rule or claim mentions.")
def idle_options(context: Context) -> Iterator[LintFinding]:
    """Options that nothing depends on."""
    used: set[str] = set()
    seen: set[str] = set()
    for path, text, mark in marked(context.document):
        if isinstance(mark, FormulaMark):
            if path[0] != "terms" and text not in seen:
                seen.add(text)
                used |= context.assessment.formula(text, mark.kind).options
        elif mark.kind == "option":
            used.add(context.assessment.option(text))
        elif mark.kind == "act" and path[0] != "start":
            used.add(context.assessment.act(text).option)
    used = set(map(Degrees.option_of, used))
    for option in context.assessment.form.acts:
        if option not in used:
            actor, _, name = option.partition(".")
            message = f"Nothing depends on {option}: no want, rule or claim mentions it."
            yield LintFinding(("actors", actor, "options", name), message)


@rule("unused", "A term, scenario or source that nothing refers to.")
def unused(context: Context) -> Iterator[LintFinding]:
    """Terms that no formula needs; scenarios that no claim is in; sources that nothing is taken from."""
    document = context.document
    formulas = {text for path, text, mark in marked(document) if isinstance(mark, FormulaMark) and path[0] != "terms"}
    scenarios = {claim.in_ for claim in document.claims.values()}
    scenarios |= {observation.in_ for observation in document.observations.values()}
    for question in document.key_questions.values():
        scenarios.update(document.scenarios if question.across is None else question.across)
    if document.facts:
        scenarios.add(document.facts.in_)
    used = {
        "term": mentioned_terms(formulas, document.formulas),
        "scenario": scenarios,
        "source": sources_used(document),
    }
    for kind, names in (("term", document.terms), ("scenario", document.scenarios), ("source", document.sources)):
        for name in names:
            if name not in used[kind]:
                yield LintFinding((f"{kind}s", name), f"Nothing refers to the {kind} {name}.")


@rule("idle-actor", "An actor without options, or without wants.")
def idle_actors(context: Context) -> Iterator[LintFinding]:
    """Actors that can do nothing, or that are indifferent."""
    for name, actor in context.document.actors.items():
        if not actor.options:
            yield LintFinding(("actors", name), f"{name} has no options: it can do nothing.")
        if not actor.wants:
            yield LintFinding(("actors", name), f"{name} has no wants: it is indifferent between all states.")


@rule("closed-question", "An open question with one answer only, or with two answers that change nothing.")
def closed_questions(context: Context) -> Iterator[LintFinding]:
    """Questions that are not open, and answers that are the same."""
    for name, question in context.document.open.items():
        if len(question.readings) == 1:
            yield LintFinding(("open", name), f"{name} has one answer only: nothing is open.")
        idle = [answer for answer, reading in question.readings.items() if _changes_nothing(reading)]
        for answer in idle[1:]:
            message = f"{answer} changes nothing, as {idle[0]}: the answers are the same."
            yield LintFinding(("open", name, "readings", answer), message)


@rule("idle-scenario", "A scenario that changes nothing.")
def idle_scenarios(context: Context) -> Iterator[LintFinding]:
    """Scenarios that are the author's model."""
    for name, scenario in context.document.scenarios.items():
        if _changes_nothing(scenario):
            yield LintFinding(
                ("scenarios", name), f"The scenario {name} changes nothing: claims without `in` say the same."
            )


@rule("idle-indicator", "An indicator that moves or feeds no driver and affects no want.")
def idle_indicators(context: Context) -> Iterator[LintFinding]:
    """Indicators that tell nothing."""
    for name, indicator in context.document.indicators.items():
        if not indicator.moves and not indicator.affects and indicator.feed is None:
            yield LintFinding(("indicators", name), f"{name} moves no driver and affects no want: say what it shows.")


def _changes_nothing(overlay: Overlay) -> bool:
    wants = overlay.drop or overlay.rewrite or overlay.move
    return not (wants or overlay.set or overlay.drifts or overlay.happens)


def too_large(assessment: Assessment) -> Iterator[LintFinding]:
    """Too many readings, at ``open``."""
    count = math.prod(map(len, assessment.questions.values()))
    if count > MAX_READINGS:
        yield LintFinding(
            ("open",),
            f"The open questions make {_number(count)} readings together; claims are judged in at most {MAX_READINGS:,}: close "
            "some of them.",
        )


@rule("unlisted", "More states than can be listed: what needs a list of them is not answered.", stage="meaning")
def unlisted(context: Context) -> Iterator[LintFinding]:
    """Too many states, at ``actors``. They are counted, which takes seconds at most; no game is solved."""
    assessment = context.assessment
    why = assessment.structure.unlisted
    if why:
        yield LintFinding(("actors",), why)
        for name, claim in assessment.claims.items():
            if claim.check.compiled(assessment).lists(assessment.form):
                yield LintFinding(
                    ("claims", name), f"{name} is not judged: it needs a list of the states, and there are too many."
                )


def _number(count: int) -> str:
    return f"{count:,}" if count < 1_000_000_000 else "more than a billion"
