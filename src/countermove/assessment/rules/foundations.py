"""Rules about the foundations of premises."""

from __future__ import annotations

from collections.abc import Iterator

from countermove.assessment.problems import Path
from countermove.assessment.rules.context import Context
from countermove.assessment.rules.registry import LintFinding, rule
from countermove.assessment.schema import Document, Founded

__all__: list[str] = []


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
