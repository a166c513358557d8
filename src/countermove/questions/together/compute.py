"""together: which claims can be true together, which exclude one another, and what would settle most.

A *cell* is a reading with a concept. Claims are true *together* in a cell if each of them is true; undefined is not
true. If no cell makes all of them true, an *exclusion* is a set of claims that are nowhere true together while those of
any proper subset somewhere are: minimal by inclusion, over all cells. A claim that is never true excludes itself. The
cells that come *closest* are those in which the fewest claims are not true.

What would settle most: a claim is *determined* by readings if its defined values in them, under all requested concepts,
are one and the same. For a question (or the concept), ``determined`` is the mean over its answers, all equally likely,
of the number of claims that the readings with that answer determine; and ``bits`` the mean information that the answer
gives about the claims, Σ H(claim) − H(claim | answer), H being the entropy of true against false over defined cells,
all equally likely.

Claims are judged one after the other. After an interrupt the answer covers the claims judged so far: what they
exclude holds for all of them, what they leave possible may not.

Minimal hitting sets (Berge 1989): which claims exclude one another, from which of them fail where.

In a table of claims and cells, let F(c) be the claims that are not true in cell c. Claims cannot all be true together
iff they meet every F(c), so the smallest sets that exclude one another are the minimal hitting sets of the F(c), and
the largest that hold together somewhere are the complements of the minimal F(c).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import log2, prod
from typing import TYPE_CHECKING, Annotated

import numpy as np
from numpy.typing import NDArray

from countermove.context.context import context_of
from countermove.verdicts.claims import ClaimVerdict, factors_of
from countermove.verdicts.values import Values, chosen_claims, value_tables
from gmcr.base.record import BY_NAME, INTERNAL, Record, derived
from gmcr.base.tasks import Progress, Task, task

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["MAX_SETS", "Exclusion", "Nearly", "Settles", "Together", "minimal", "minimal_hitting_sets", "together"]


MAX_SETS = 20_000
"""The largest number of partial sets kept at once."""


def minimal(sets: Iterable[frozenset[int]]) -> list[frozenset[int]]:
    """The sets that contain no other; smallest first, then by their members."""
    result: list[frozenset[int]] = []
    for candidate in sorted(set(sets), key=lambda one: (len(one), sorted(one))):
        if not any(known <= candidate for known in result):
            result.append(candidate)
    return result


def minimal_hitting_sets(sets: Iterable[frozenset[int]], *, most: int = MAX_SETS) -> tuple[list[frozenset[int]], bool]:
    """All minimal sets that share a member with each of *sets* (of integers from 0), and whether these are all;
    smallest first, then by their members.

    Works set by set: partial sets that hit the next one already stay, the others take in each of its members, and those
    with a redundant member (one that alone hits none of the sets so far) are dropped. If more than *most* accumulate,
    the largest are discarded and the second value is False. An empty set among *sets* cannot be hit: there is no
    result.
    """
    targets = minimal(sets)
    if targets and not targets[0]:
        return [], True
    hitting, whole = [0], True  # sets as bits
    masks: list[int] = []
    for own in targets:
        mask = sum(1 << member for member in own)
        masks.append(mask)
        grown = {known | 1 << member for known in hitting if not known & mask for member in own}
        hitting = [known for known in hitting if known & mask]
        hitting += (candidate for candidate in grown if _needed(candidate, masks))
        if len(hitting) > most:
            hitting, whole = sorted(hitting, key=_smallest)[:most], False
    return [frozenset(_members(known)) for known in sorted(hitting, key=_smallest)], whole


def _needed(hitting: int, masks: Iterable[int]) -> bool:
    """Whether each member alone hits some set."""
    idle = hitting
    for mask in masks:
        hit = mask & hitting
        if not hit & hit - 1:
            idle &= ~hit
            if not idle:
                return True
    return not idle


def _members(bits: int) -> list[int]:
    return [place for place in range(bits.bit_length()) if bits >> place & 1]


def _smallest(bits: int) -> tuple[int, list[int]]:
    return bits.bit_count(), _members(bits)


_KEYS = 1 << 60
"""Numbers that identify columns are renumbered beyond this limit; three times the limit still fits an int64."""


@dataclass(frozen=True, slots=True)
class Exclusion(Record):
    """A set of claims that are nowhere true together, while every proper subset somewhere is."""

    claims: tuple[str, ...]
    """Their names."""
    undefined: tuple[str, ...]
    """Those that are undefined everywhere."""

    @property
    def alone(self) -> bool:
        """Whether it is one claim, which is never true."""
        return len(self.claims) == 1


@dataclass(frozen=True, slots=True)
class Nearly(Record):
    """A reading, and which claims it does not make true."""

    reading: Mapping[str, str]
    """Question → answer."""
    concepts: tuple[str, ...]
    """The concepts under which it makes the same claims true."""
    false: tuple[str, ...]
    """Claims that are false there."""
    undefined: tuple[str, ...]
    """Claims that are undefined there."""

    @property
    def fails(self) -> int:
        """The number of claims that are not true."""
        return len(self.false) + len(self.undefined)


@dataclass(frozen=True, slots=True)
class Settles(Record):
    """What the answer to an open question, or knowing the concept, would settle."""

    factor: str
    """The question's name, or "concept"."""
    determined: Fraction
    """Claims determined by an answer, on average; an exact fraction as text."""
    by_answer: Annotated[tuple[tuple[str, tuple[str, ...]], ...], BY_NAME]
    """Answer → the claims that it determines."""
    bits: float
    """Information about the claims, in bits, to twelve decimals."""


@dataclass(frozen=True, slots=True)
class Together(Record):
    """Whether claims can be true together."""

    claims: tuple[str, ...]
    """The claims examined together."""
    left_out: tuple[str, ...]
    """Requested claims that an interrupt left unjudged."""
    concepts: Annotated[tuple[str, ...], INTERNAL]
    readings: int
    """The number of readings examined."""
    holding: tuple[Nearly, ...]
    """The readings that make all of them true, with the concepts."""
    exclusions: tuple[Exclusion, ...]
    """Sets of claims that are nowhere true together, minimal by inclusion; smallest first."""
    listed: bool
    """Whether these are all exclusions among the claims examined."""
    closest: tuple[Nearly, ...]
    """The readings with the fewest claims that are not true."""
    largest: tuple[tuple[str, ...], ...]
    """The largest sets of claims that are true together somewhere."""
    determined: tuple[str, ...]
    """Claims with one value throughout."""
    settles: tuple[Settles, ...]
    """What an answer would settle, most first; the concept last."""

    @derived
    def possible(self) -> bool:
        """Whether some reading makes all of them true under some concept."""
        return bool(self.holding)

    @derived
    def complete(self) -> bool:
        """Whether no claim was left out and all exclusions are listed."""
        return self.listed and not self.left_out

    @property
    def interrupted(self) -> bool:
        """Whether an interrupt left out some claim."""
        return bool(self.left_out)

    def gist(self) -> str:
        """The number of claims true together, and of exclusions."""
        return f"{len(self.claims)} claims in {self.readings} readings: {len(self.exclusions)} exclusions"


@task
def together(
    assessment: Assessment,
    *,
    claims: Iterable[str] | None = None,
    concepts: Sequence[str] | None = None,
    verdicts: Iterable[ClaimVerdict] = (),
) -> Task[Together]:
    """Whether *claims* (ids; the author's if None) can be true together, in any reading under any concept.

    ``verdicts``: those of claims already judged. Counts the claims that are judged. Raises UnknownName.
    """
    context = context_of(assessment, "together", concepts=concepts)
    assessment, names = context.assessment, context.concepts
    settings = chosen_claims(assessment, claims)
    judged = {item.id: item.values for item in verdicts if item.concepts == names}
    ids, tables = tuple(item.id for item in settings), list[Values]()

    def known() -> Together:
        return _together(assessment, ids, names, tables)

    for place, item in enumerate(settings):  # the games that claims share are solved with the first
        yield Progress(place, len(settings), known)
        tables += [judged[item.id]] if item.id in judged else value_tables(assessment, [item], names)
    return known()


def _together(
    assessment: Assessment, ids: tuple[str, ...], names: tuple[str, ...], tables: Sequence[Values]
) -> Together:
    """The result for the values of the first few claims."""
    ids, left_out = ids[: len(tables)], ids[len(tables) :]
    shape = (0, len(assessment.readings), len(names))
    values = np.stack(tables) if tables else np.zeros(shape, dtype=np.int8)
    patterns, of_cell = _patterns(values)
    least = minimal(frozenset(np.flatnonzero(one != 1).tolist()) for one in patterns)
    hitting, listed = minimal_hitting_sets(least)
    fewest = int((patterns != 1).sum(axis=1).min())
    closest = _nearly(assessment, patterns, of_cell, ids, names, fewest)
    never = ~(values != -1).any(axis=(1, 2))
    return Together(
        claims=ids,
        left_out=left_out,
        concepts=names,
        readings=len(assessment.readings),
        holding=closest if fewest == 0 else (),
        exclusions=tuple(
            Exclusion(_named(ids, own), _named(ids, [place for place in own if never[place]])) for own in hitting
        ),
        listed=listed,
        closest=closest,
        largest=tuple(_named(ids, set(range(len(ids))) - own) for own in least),
        determined=_determined(values, ids),
        settles=_settles(assessment, values, ids, names),
    )


def _named(ids: Sequence[str], places: Iterable[int]) -> tuple[str, ...]:
    return tuple(ids[place] for place in sorted(places))


def _patterns(values: Values) -> tuple[Values, NDArray[np.intp]]:
    """The distinct columns of the values, a row each, and for every reading and concept the index of its own: there may
    be 65,536 readings, but claims seldom differ in many ways."""
    flat = _flat(values)
    key = np.zeros(flat.shape[1], dtype=np.int64)
    for row in flat:
        if key.max() > _KEYS:
            key = np.unique(key, return_inverse=True)[1]
        key = 3 * key + row + 1
    _, first, of = np.unique(key, return_index=True, return_inverse=True)
    return np.ascontiguousarray(flat[:, first].T), of.reshape(values.shape[1:])


def _nearly(
    assessment: Assessment,
    patterns: Values,
    of_cell: NDArray[np.intp],
    ids: Sequence[str],
    names: Sequence[str],
    fewest: int,
) -> tuple[Nearly, ...]:
    """The readings with *fewest* claims that are not true; concepts with the same ones together."""
    failing = {
        place: (_named(ids, np.flatnonzero(patterns[place] == 0)), _named(ids, np.flatnonzero(patterns[place] == -1)))
        for place in np.flatnonzero((patterns != 1).sum(axis=1) == fewest).tolist()
    }
    near = np.isin(of_cell, list(failing)).any(axis=1)
    readings = []
    for place in np.flatnonzero(near).tolist():
        groups: dict[int, list[str]] = {}
        for name, own in zip(names, of_cell[place].tolist(), strict=True):
            if own in failing:
                groups.setdefault(own, []).append(name)
        readings += [Nearly(dict(assessment.readings[place]), tuple(own), *failing[key]) for key, own in groups.items()]
    return tuple(readings)


def _determined(values: Values, ids: Sequence[str]) -> tuple[str, ...]:
    """The claims with one defined value throughout."""
    flat = _flat(values)
    one = (flat == 1).any(axis=1) != (flat == 0).any(axis=1)
    return _named(ids, np.flatnonzero(one))


def _settles(assessment: Assessment, values: Values, ids: Sequence[str], names: tuple[str, ...]) -> tuple[Settles, ...]:
    factors = factors_of(assessment.questions, names)
    table = values.reshape((len(ids), *(len(answers) for _, answers in factors)))
    before = _entropies(table)
    settles = []
    for axis, (factor, answers) in enumerate(factors, start=1):
        if len(answers) < 2:
            continue
        parts = [np.take(table, k, axis=axis) for k in range(len(answers))]
        determined = [_determined(part, ids) for part in parts]
        after = _entropies_given(table, axis)
        settles.append(
            Settles(
                factor,
                Fraction(sum(map(len, determined)), len(answers)),
                tuple(zip(answers, determined, strict=True)),
                round(float(np.maximum(before - after, 0).sum()), 12),
            )
        )
    order = {item.factor: place for place, item in enumerate(settles)}
    return tuple(
        sorted(
            settles,
            key=lambda one: (one.factor == "concept", -one.determined, -one.bits, order[one.factor]),
        )
    )


def _entropies(table: Values) -> NDArray[np.float64]:
    """The entropy of each claim over its defined cells, in bits."""
    flat = _flat(table)
    return np.array([_entropy(int((own == 1).sum()), int((own == 0).sum())) for own in flat], dtype=np.float64)


def _entropies_given(table: Values, axis: int) -> NDArray[np.float64]:
    """The mean entropy once an axis is known; defined cells are equally likely."""
    total = np.zeros(table.shape[0])
    whole = np.maximum((_flat(table) != -1).sum(axis=1), 1)
    for k in range(table.shape[axis]):
        part = np.take(table, k, axis=axis)
        defined = (_flat(part) != -1).sum(axis=1)
        total += _entropies(part) * defined / whole
    return total


def _flat(table: Values) -> Values:
    """One row a claim."""
    return table.reshape(table.shape[0], prod(table.shape[1:]))


def _entropy(true: int, false: int) -> float:
    if not true or not false:
        return 0.0
    share = true / (true + false)
    return -share * log2(share) - (1 - share) * log2(1 - share)
