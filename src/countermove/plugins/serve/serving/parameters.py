"""The questions that a program can ask, and their parameters, as declared in the catalogue.

Parameters that name a machine, use more than one processor or read further files are not available through a server:
``workers``, ``dask`` and ``data``.

The suffixes of downloads, and their media types.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from countermove.catalogue import QUESTIONS, Declaration, Parameter

__all__ = ["CASES", "SELECTING", "SUFFIXES", "TYPES", "offered", "offered_questions", "repeatable"]


_NOT_HERE = ("workers", "dask", "data")

CASES: Mapping[str, tuple[str, ...]] = {"one": ("case",), "two": ("first", "second"), "several": ("case",)}
"""Number of cases → the parameters that name them."""

SELECTING: Mapping[str, str] = {
    "coding": "coding",
    "reading": "reading",
    "scenario": "scenario",
    "view": "view",
    "drivers": "set",
}
"""Part of a game → the parameter that selects it."""

_ONE = ("flag", "whole", "real", "text", "state", "coalition", "partition", "concept")
"""Kinds of parameters that take one value."""


def offered_questions() -> Mapping[str, Declaration]:
    """The questions about an assessment."""
    return {name: item for name, item in QUESTIONS.items() if item.of != "gmcr"}


def offered(question: Declaration) -> Iterator[tuple[str, Parameter]]:
    """The parameters of a question by their names here."""
    for option in question.options:
        if option.name not in _NOT_HERE and not option.shown:
            yield (option.flag or option.name).rstrip("_"), option


def repeatable(option: Parameter) -> bool:
    """Whether a parameter may occur several times."""
    return option.kind not in _ONE


TYPES: Mapping[str, str] = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "yaml": "application/yaml",
}
"""Suffix → media type."""

SUFFIXES = tuple(TYPES)
