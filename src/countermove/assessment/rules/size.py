"""Rules about sound files that are too large: for judging claims or readings, or for questions that list states."""

from __future__ import annotations

import math
from collections.abc import Iterator

from countermove.assessment.document import MAX_READINGS, Assessment
from countermove.assessment.rules.context import Context
from countermove.assessment.rules.registry import LintFinding, rule

__all__ = ["too_large"]


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
