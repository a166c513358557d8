"""What makes a sound file too large for its claims to be judged: readings, and states."""

from __future__ import annotations

import math
from collections.abc import Iterator

from countermove.assessment.document import MAX_READINGS, Assessment
from countermove.assessment.rules.registry import LintFinding
from countermove.errors import SizeError

__all__ = ["too_large"]


def too_large(assessment: Assessment) -> Iterator[LintFinding]:
    """Too many readings, at ``open``; too many states, at ``actors``. States are counted, which takes seconds at most; no
    game is solved."""
    count = math.prod(map(len, assessment.questions.values()))
    if count > MAX_READINGS:
        yield LintFinding(
            ("open",),
            f"The open questions make {_told(count)} readings together; claims are judged in at most {MAX_READINGS:,}: close "
            "some of them.",
        )
    try:
        assessment.conflict()
    except SizeError as error:
        yield LintFinding(("actors",), str(error))


def _told(count: int) -> str:
    return f"{count:,}" if count < 1_000_000_000 else "more than a billion"
