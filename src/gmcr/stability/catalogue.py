"""The five basic concepts by name, in the order in which they are always shown."""

from __future__ import annotations

from collections.abc import Iterable

from gmcr.base.arguments import known_name, names_given
from gmcr.stability import gmr, nash, seq, smr, symseq
from gmcr.stability.concept import Concept

__all__ = ["CONCEPTS", "concept", "concepts_named"]

_CATALOGUE: dict[str, Concept] = {module.CONCEPT.name: module.CONCEPT for module in (nash, gmr, smr, seq, symseq)}

CONCEPTS: tuple[str, ...] = tuple(_CATALOGUE)
"""Names of the five basic concepts: Nash stability, general metarationality (GMR), symmetric metarationality (SMR), sequential
stability (SEQ) and symmetric sequential stability, in the order in which they are always shown. ``solve`` defines them."""


def concept(name: str) -> Concept:
    """The concept of a name; raises UnknownName."""
    return _CATALOGUE[known_name("concept", name, CONCEPTS)]


def concepts_named(names: str | Iterable[str]) -> tuple[Concept, ...]:
    """Concepts by name (a name alone is one), each once, in the order given; raises UnknownName, ModelError."""
    return tuple(concept(name) for name in names_given(names, "concepts"))
