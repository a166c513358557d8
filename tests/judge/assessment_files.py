"""Reading a document as YAML 1.2 core would: only ``true`` and ``false`` are bools, numbers stay strings.

A document is plain data, with numbers as strings, integers or Decimals, so that they stay exact (a float is read as its
shortest decimal).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

__all__ = ["Document", "Infeasible", "Invalid", "exact", "load_document", "loads_document", "text_of"]

Document = Mapping[str, Any]


class Invalid(ValueError):
    """The document breaks a rule of the format."""


class Infeasible(Invalid):
    """A start that a never rule excludes."""


class _Loader(yaml.SafeLoader):
    """SafeLoader with the resolvers of YAML 1.1 replaced."""


_Loader.yaml_implicit_resolvers = {}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), ["t", "f"])
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("^(?:null|~|)$"), ["n", "~", ""])


def loads_document(text: str) -> dict[str, Any]:
    """A document from YAML text."""
    loaded: dict[str, Any] = yaml.load(text, Loader=_Loader)
    return loaded


def load_document(path: Path) -> dict[str, Any]:
    """A document from a YAML file."""
    return loads_document(path.read_text(encoding="utf-8"))


def exact(number: Any) -> Fraction:
    """A number of the document, exactly."""
    return Fraction(Decimal(repr(number))) if isinstance(number, float) else Fraction(str(number))


def text_of(formula: Any) -> str:
    """A formula of the document as text (YAML reads a bare ``true`` as a bool)."""
    return str(formula).lower() if isinstance(formula, bool) else str(formula)
