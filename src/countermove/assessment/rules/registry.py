"""Rules and how they are registered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from countermove.assessment.problems import CODES, Path
from countermove.assessment.rules.context import Context
from gmcr.base.summary import Record

__all__ = ["REGISTER", "STAGES", "Find", "LintFinding", "Rule", "Stage", "rule"]

Stage: TypeAlias = Literal["structure", "meaning"]
"""How far lint goes: *structure* covers what stands in the file, *meaning* also what follows from it: the values of its
formulas in its states, and whether its claims say anything."""

STAGES: tuple[Stage, ...] = ("structure", "meaning")
"""The stages, each of which contains those before it."""


@dataclass(frozen=True, slots=True)
class LintFinding(Record):
    """A finding of a rule: where (``key``: at the key, not at the value), and what."""

    path: Path
    message: str
    key: bool = True


Find = Callable[[Context], Iterator[LintFinding]]


@dataclass(frozen=True, slots=True)
class Rule(Record):
    """A rule: its code, what it warns of in one line, the function that finds it (None: found while the file is read),
    and its stage."""

    code: str
    explains: str
    find: Find | None = None
    stage: Stage = "structure"


REGISTER: dict[str, Rule] = {code: Rule(code, CODES[code]) for code in ("hash", "hidden", "lever", "null")}
"""Rules by code; modules of rules add to it when they are imported."""


def rule(code: str, explains: str, *, stage: Stage = "structure") -> Callable[[Find], Find]:
    """Register a function as the rule *code*; its stage is *meaning* if it tries formulas in states, or numbers in
    ranges.
    """

    def register(find: Find) -> Find:
        REGISTER[code] = Rule(code, explains, find, stage)
        return find

    return register
