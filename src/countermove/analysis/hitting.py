"""Minimal sets that hit every one of some sets (Berge 1989): what excludes itself, from what fails where.

In a table of claims and cells, let F(c) be the claims that are not true in cell c. Claims cannot all be true together iff
they meet every F(c), so the smallest sets that exclude one another are the minimal hitting sets of the F(c), and
the largest that hold together somewhere are the complements of the minimal F(c).
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["MAX_SETS", "minimal", "minimal_hitting_sets"]

MAX_SETS = 20_000
"""Partial sets kept at once, at most."""


def minimal(sets: Iterable[frozenset[int]]) -> list[frozenset[int]]:
    """Those of some sets that contain no other; smallest first, then by their members."""
    kept: list[frozenset[int]] = []
    for candidate in sorted(set(sets), key=lambda one: (len(one), sorted(one))):
        if not any(known <= candidate for known in kept):
            kept.append(candidate)
    return kept


def minimal_hitting_sets(sets: Iterable[frozenset[int]], *, most: int = MAX_SETS) -> tuple[list[frozenset[int]], bool]:
    """All minimal sets that share a member with each of *sets*, and whether these are all.

    Set by set: those that hit the next one already stay, the others take in each of its members, and what contains
    another goes. Where more than *most* are kept on the way, the largest are let go and the second value is False; what is
    returned are minimal hitting sets even so. An empty set among *sets* cannot be hit: there is none.
    """
    left = minimal(sets)
    if left and not left[0]:
        return [], True
    found: list[frozenset[int]] = [frozenset()]
    whole = True
    for own in left:
        hitting = [known for known in found if known & own]
        grown = {known | {member} for known in found if not known & own for member in own}
        new = [candidate for candidate in minimal(grown) if not any(known <= candidate for known in hitting)]
        found = sorted([*hitting, *new], key=lambda one: (len(one), sorted(one)))
        if len(found) > most:
            found, whole = found[:most], False
    if not whole:
        found = [known for known in found if _needed(known, left)]
    return found, whole


def _needed(hitting: frozenset[int], sets: list[frozenset[int]]) -> bool:
    """Whether each member alone hits some set."""
    return all(any(own & hitting == {member} for own in sets) for member in hitting)
