"""Text of a file as text of a Markdown page: no character of it is markup."""

from __future__ import annotations

import re

from countermove.presentation.escape import cleaned
from gmcr.base.characters import isolated

__all__ = ["escaped"]

_ANYWHERE = re.compile(r"([\\`*_\[\]<>|~#&$])")
_BLOCK = re.compile(r"^(\s*)([-+=:])|^(\s*\d+)([.)])(?=\s|$)")
_SCHEME = re.compile(r"\b(https?|ftp|mailto|www)(?=[:.])", re.IGNORECASE)


def escaped(text: str) -> str:
    """Text that stands for itself wherever it is put, on one line, and turns nothing around it."""
    plain = _ANYWHERE.sub(r"\\\1", cleaned(text))
    # An address would become a link in many readers: a word joiner in it stops that and is not seen.
    plain = _SCHEME.sub("\\1\u2060", plain)
    return isolated(_BLOCK.sub(r"\1\3\\\2\4", plain))
