"""Reading a document as YAML 1.2 core would: only ``true`` and ``false`` are bools, numbers stay strings."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

__all__ = ["load_document", "loads_document"]


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
