"""A claim as judged in one of two files, or in a mixture: its values, its verdict, and its class, which is computed
when it is requested."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from countermove.verdicts.classes import CLASS_WORDS, COARSE_WORDS, ClaimClass, class_of
from countermove.verdicts.settings import Setting, setting_of
from countermove.verdicts.values import Values, Verdict, value_tables, verdict_of
from gmcr.base.summary import Record

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["JudgedClaim", "cells_of", "judged_claims", "only_cells", "word_of_class"]


@dataclass(frozen=True, eq=False)
class JudgedClaim(Record):
    """A claim in one file. Two are alike if their classes are the same."""

    setting: Setting
    values: Values
    concepts: tuple[str, ...]

    @cached_property
    def verdict(self) -> Verdict:
        """What its values say."""
        return verdict_of(self.values)

    @cached_property
    def kind(self) -> ClaimClass | None:
        """Its class; None if too much is undecided."""
        return class_of(self.setting, self.verdict, self.concepts, self.setting.assessment.readings, search=False).kind

    @property
    def word(self) -> str:
        """Its class in English."""
        return word_of_class(self.kind, self.verdict)

    def alike(self, other: JudgedClaim) -> bool:
        """Whether another is alike. Computes the class only if the verdict leaves the question open."""
        return self.verdict == other.verdict and self.kind == other.kind


def judged_claims(assessment: Assessment, claims: Iterable[str], concepts: tuple[str, ...]) -> list[JudgedClaim]:
    """Some claims of a file, by name."""
    settings = [setting_of(assessment, name) for name in claims]
    tables = value_tables(assessment, settings, concepts)
    return [JudgedClaim(item, table, concepts) for item, table in zip(settings, tables, strict=True)]


def only_cells(old: JudgedClaim, new: JudgedClaim, rows: NDArray[np.intp]) -> bool:
    """Whether two are alike but not in all cells. ``rows``: for each reading of the first its index among those of the
    second."""
    return old.alike(new) and bool((old.values != new.values[rows]).any())


def cells_of(values: Values, of: Assessment) -> Hashable:
    """Values by reading, under the names of a file."""
    readings = (frozenset(reading.items()) for reading in of.readings)
    return frozenset(zip(readings, map(tuple, values.tolist()), strict=True))


def word_of_class(kind: ClaimClass | None, verdict: Verdict) -> str:
    """The word for a claim's class or verdict."""
    return COARSE_WORDS[verdict] if kind is None else CLASS_WORDS[kind]
