"""The basic concepts by name, in the order in which they are always shown, and the solvers of the further ones: what the table
(``base.concepts``) names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from gmcr.base.arguments import as_names, known_concept
from gmcr.base.concepts import BASIC, FURTHER, NAMED
from gmcr.stability.concept import Concept

if TYPE_CHECKING:
    from gmcr.stability.solution import Verdicts

__all__ = ["CONCEPTS", "concept", "concepts_named", "further_concept"]

_CATALOGUE: dict[str, Concept] = {name: import_module(f"gmcr.stability.{name}").CONCEPT for name in BASIC}

CONCEPTS: tuple[str, ...] = BASIC
"""Names of the five basic concepts: Nash stability, general metarationality (GMR), symmetric metarationality (SMR), sequential
stability (SEQ) and symmetric sequential stability, in the order in which they are always shown. ``solve`` defines them."""


def concept(name: str) -> Concept:
    """Return a basic concept by name.

    Parameters
    ----------
    name : str
        One of ``CONCEPTS``, in any case: "Nash" is "nash".

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
    return _CATALOGUE[known_concept("concept", name, CONCEPTS)]


def concepts_named(names: str | Iterable[str]) -> tuple[Concept, ...]:
    """Return basic concepts by name.

    Parameters
    ----------
    names : str or iterable of str
        Names out of ``CONCEPTS``, or one of them, in any case.

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
    return tuple(dict.fromkeys(map(concept, as_names(names, "concepts"))))


def further_concept(name: str) -> Callable[..., Verdicts]:
    """Return the function that solves a further concept.

    Parameters
    ----------
    name : str
        The name of a concept that is not one of ``CONCEPTS``.

    Returns
    -------
    callable
        The function: it takes a conflict, and keyword options of its own, and returns ``Verdicts``.

    Raises
    ------
    UnknownName
        If there is no such further concept.

    Examples
    --------
    >>> from gmcr.stability import further_concept
    >>> further_concept("maximin").__name__
    'solve_maximin'
    """
    module, _, function = NAMED[known_concept("further concept", name, FURTHER)].solver.partition(":")
    solver: Any = getattr(import_module(f"gmcr.stability.{module}"), function)
    return solver  # type: ignore[no-any-return]
