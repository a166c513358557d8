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
    """Return a basic concept by name.

    Parameters
    ----------
    name : str
        One of ``CONCEPTS``.

    Returns
    -------
    Concept
        The concept.

    Raises
    ------
    UnknownName
        If there is no such concept.

    Examples
    --------
    >>> from gmcr.stability import concept
    >>> concept("seq").title
    'Sequential stability'
    """
    return _CATALOGUE[known_name("concept", name, CONCEPTS)]


def concepts_named(names: str | Iterable[str]) -> tuple[Concept, ...]:
    """Return basic concepts by name.

    Parameters
    ----------
    names : str or iterable of str
        Names out of ``CONCEPTS``, or one of them.

    Returns
    -------
    tuple of Concept
        The concepts, each once, in the order given.

    Raises
    ------
    UnknownName
        If a concept does not exist.
    ModelError
        If there is no name.

    Examples
    --------
    >>> from gmcr.stability import concepts_named
    >>> [item.name for item in concepts_named(["seq", "nash"])]
    ['seq', 'nash']
    """
    return tuple(concept(name) for name in names_given(names, "concepts"))
