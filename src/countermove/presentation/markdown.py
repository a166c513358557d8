"""Escapes text of a file for a Markdown page: no character of it is markup."""

from __future__ import annotations

import re

from countermove.presentation.escape import cleaned
from gmcr.base.characters import isolated

__all__ = ["escaped"]

_ANYWHERE = re.compile(r"([\\`*_\[\]<>|~#&$])")
_BLOCK = re.compile(r"^(\s*)([-+=:])|^(\s*\d+)([.)])(?=\s|$)")
_SCHEME = re.compile(r"\b(https?|ftp|mailto|www)(?=[:.])", re.IGNORECASE)


def escaped(text: str) -> str:
    """Text that stands for itself wherever it is put, on one line, isolated so that it does not change the direction of
    anything around it."""
    plain = _ANYWHERE.sub(r"\\\1", cleaned(text))
    # Many readers would turn an address into a link: an invisible word joiner prevents that.
    plain = _SCHEME.sub("\\1\u2060", plain)
    return isolated(_BLOCK.sub(r"\1\3\\\2\4", plain))
