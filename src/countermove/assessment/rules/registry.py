"""Rules and how they are registered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from countermove.assessment.problems import CODES, Path
from countermove.assessment.rules.context import Context
from countermove.brief import Brief

__all__ = ["REGISTER", "Find", "LintFinding", "Rule", "rule"]


@dataclass(frozen=True, slots=True)
class LintFinding(Brief):
    """Something that a rule found: where (``key``: at the key, not at the value), and what."""

    path: Path
    message: str
    key: bool = True


Find = Callable[[Context], Iterator[LintFinding]]


@dataclass(frozen=True, slots=True)
class Rule(Brief):
    """A rule: its code, what it warns of in one line, and what finds it (None: found while the file is read)."""

    code: str
    explains: str
    find: Find | None = None


REGISTER: dict[str, Rule] = {code: Rule(code, CODES[code]) for code in ("hash", "hidden", "lever", "null")}
"""Rules by code; modules of rules add to it when they are imported."""


def rule(code: str, explains: str) -> Callable[[Find], Find]:
    """Register a function as the rule *code*."""

    def register(find: Find) -> Find:
        REGISTER[code] = Rule(code, explains, find)
        return find

    return register
