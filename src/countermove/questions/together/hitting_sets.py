"""Minimal hitting sets (Berge 1989): which claims exclude one another, from which of them fail where.

In a table of claims and cells, let F(c) be the claims that are not true in cell c. Claims cannot all be true together
iff they meet every F(c), so the smallest sets that exclude one another are the minimal hitting sets of the F(c), and
the largest that hold together somewhere are the complements of the minimal F(c).
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["MAX_SETS", "minimal", "minimal_hitting_sets"]

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
