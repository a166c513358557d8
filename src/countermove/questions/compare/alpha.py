"""Krippendorff's alpha for nominal data with missing values: agreement among any number of coders, beyond what chance would give.

Units u that at least two coders judged, m_u times, are *pairable*. With c_uv of these times the value v, n_v = Σ_u c_uv and
n = Σ_v n_v, the observed disagreement is D_o = (1/n) Σ_u (m_u² − Σ_v c_uv²)/(m_u − 1), the expected one
D_e = (n² − Σ_v n_v²)/(n(n − 1)), and α = 1 − D_o/D_e: 1 where all agree, 0 where they agree as if values had been dealt out at random,
less where they agree less than that. Where every value is the same nothing else could be expected, and there is no alpha.

K. Krippendorff, *Content Analysis*, 4th ed. 2019, ch. 12; *Computing Krippendorff's Alpha-Reliability*, 2011, section C. Exact.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.base.summary import Record

__all__ = ["Alpha", "alpha_of", "counts_of"]

Counts = NDArray[np.int64]
"""One row a unit, one column a value: the number of coders who gave it."""


@dataclass(frozen=True, slots=True)
class Alpha(Record):
    """Agreement over some units."""

    units: int
    """Those that at least two coders judged."""
    agreed: int
    """Those of them on which all who judged them agree."""
    alpha: Fraction | None
    """Krippendorff's alpha, an exact fraction as text; null if every value is the same, or nothing was judged twice."""


def counts_of(units: Iterable[Sequence[Hashable | None]]) -> Counts:
    """The number of times that each unit was given each value. *units*: for each, the values that coders gave, None
    where one gave none."""
    rows = list(units)
    values: dict[Any, int] = {}
    for row in rows:
        for value in row:
            if value is not None:
                values.setdefault(value, len(values))
    counts = np.zeros((len(rows), len(values)), dtype=np.int64)
    for place, row in enumerate(rows):
        for value in row:
            if value is not None:
                counts[place, values[value]] += 1
    return counts


def alpha_of(chunks: Iterable[Counts]) -> Alpha:
    """Agreement over units, which may come in chunks. *chunks*: int64 (units, values), at least 0; the same values in
    each."""
    units = agreed = 0
    apart, totals = dict[int, int](), list[int]()
    for counts in chunks:
        judged = counts.sum(axis=1)
        pairable, times = counts[judged >= 2], judged[judged >= 2]
        pairs = times**2 - (pairable**2).sum(axis=1)
        units, agreed = units + int(times.size), agreed + int((pairs == 0).sum())
        for m in np.unique(times).tolist():
            apart[m] = apart.get(m, 0) + int(pairs[times == m].sum())
        totals = [a + b for a, b in zip_longest(totals, pairable.sum(axis=0).tolist(), fillvalue=0)]
    whole = sum(totals)
    expected = whole**2 - sum(total**2 for total in totals)
    if not expected:
        return Alpha(units, agreed, None)
    observed = sum((Fraction(pairs, m - 1) for m, pairs in apart.items()), Fraction(0))
    return Alpha(units, agreed, 1 - observed * (whole - 1) / expected)
