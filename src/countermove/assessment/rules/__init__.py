"""Lint rules that need no solving: what is allowed in a file but is probably not meant, or weakens the assessment.

Every rule has a code and a line that explains it; `RULES` holds them all, and their documentation is made from it. A
rule is a function from a `Context` to its findings; `lint` turns them into problems of severity "warning". Whatever
makes the claims of a file too large to be judged is an error of the code "large". A coding under `alternatives` that
does not fit is an error too; of one that fits, warnings are about its own lines.
"""

from countermove.assessment.document import Assessment
from countermove.assessment.problems import Position, Report
from countermove.assessment.rules import alike, branches, likelihoods, wants
from countermove.assessment.rules import substance as foundations
from countermove.assessment.rules import substance as idle
from countermove.assessment.rules import substance as size
from countermove.assessment.rules import wants as acts
from countermove.assessment.rules.codings import codings_of, misfits, written_in
from countermove.assessment.rules.registry import REGISTER, STAGES, Context, Rule, Stage
from countermove.assessment.rules.substance import too_large
from gmcr.base.arguments import known_name
from gmcr.base.errors import Problem

__all__ = ["RULES", "STAGES", "Rule", "Stage", "lint"]

_MODULES = (acts, alike, branches, foundations, idle, likelihoods, size, wants)  # importing them registers their rules

RULES: tuple[Rule, ...] = tuple(REGISTER[code] for code in sorted(REGISTER))
"""All rules, by code."""


def lint(assessment: Assessment, *, stage: Stage = "meaning") -> tuple[Problem, ...]:
    """All problems of a readable file, in file order: the warnings from reading it, each rule's findings, and what
    makes it too large. ``stage``: "structure" leaves out rules that look at states or ranges. Raises UnknownName."""
    whole = known_name("stage of lint", stage, STAGES) == "meaning"
    report = Report(assessment.file, assessment.positions)
    report.extend(assessment.warnings)
    context = Context(assessment)
    for rule in RULES:
        for finding in rule.find(context) if rule.find and (whole or rule.stage == "structure") else ():
            report.add(finding.path, rule.code, finding.message, warning=True, key=finding.key)
    for finding in too_large(assessment) if whole else ():
        report.add(finding.path, "large", finding.message, key=finding.key)
    if not assessment.coding:
        report.extend(misfits(assessment))
        for coded in codings_of(assessment):
            own = (problem for problem in lint(coded, stage=stage) if problem.severity == "warning")
            report.extend(problem for problem in own if written_in(coded, Position(problem.line, problem.column)))
    return report.problems
