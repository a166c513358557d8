"""The five basic concepts by name, in the order in which they are always shown."""

from __future__ import annotations

from collections.abc import Iterable

from countermove.errors import UnknownName
from countermove.stability import gmr, nash, seq, smr, symseq
from countermove.stability.concept import Concept

__all__ = ["CONCEPTS", "concept", "concepts_named"]

_CATALOGUE: dict[str, Concept] = {module.CONCEPT.name: module.CONCEPT for module in (nash, gmr, smr, seq, symseq)}

CONCEPTS: tuple[str, ...] = tuple(_CATALOGUE)
"""Names of the five basic concepts."""


def concept(name: str) -> Concept:
    """The concept of a name; raises UnknownName."""
    if name not in _CATALOGUE:
        raise UnknownName("concept", name, CONCEPTS)
    return _CATALOGUE[name]


def concepts_named(names: Iterable[str]) -> tuple[Concept, ...]:
    """Concepts by name, each once, in the order given; raises UnknownName."""
    return tuple(concept(name) for name in dict.fromkeys(names))
