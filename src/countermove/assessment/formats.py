"""Tells the format of a text: an assessment, a conflict, or neither. Its content is not checked."""

from __future__ import annotations

import re

from countermove.assessment.parser import decode, parse
from countermove.assessment.problems import Report
from gmcr.base.errors import AssessmentError

__all__ = ["is_assessment", "is_conflict"]

_MARK = re.compile(rb"""(?m)(?:^|[{,])\s*["']?countermove["']?\s*:""")


def is_conflict(text: str | bytes, *, file: str = "<text>") -> bool:
    """Whether a text is a conflict rather than an assessment: its mapping has the key ``conflict`` and no
    ``countermove``. Raises AssessmentError where it is no YAML mapping at all."""
    content = text if isinstance(text, bytes) else text.encode("utf-8", errors="surrogatepass")
    data = parse(decode(content, file), Report(file)).data
    return "conflict" in data and "countermove" not in data


def is_assessment(text: str | bytes) -> bool:
    """Whether a text is an assessment: its mapping has the key ``countermove``. For a text that is not valid YAML at
    the moment (somebody is editing it), whether it seems to have that key."""
    content = text if isinstance(text, bytes) else text.encode("utf-8", errors="surrogatepass")
    try:
        return "countermove" in parse(decode(content, "<text>"), Report("<text>")).data
    except AssessmentError:
        return _MARK.search(content) is not None
