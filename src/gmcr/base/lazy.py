"""Packages whose names are loaded when they are first used, so that a program loads only what it needs.

Such a package calls ``lazy_exports`` in place of its imports, which it repeats for type checkers. No name of the
package may be that of a module in it: Python binds that name to the module when the module is loaded.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

__all__ = ["lazy_exports"]


def lazy_exports(package: str, homes: Mapping[str, tuple[str, ...]]) -> Callable[[str], Any]:
    """Return the ``__getattr__`` of a package. ``homes`` maps modules to the names that come from them."""
    home = {name: module for module, names in homes.items() for name in names}

    def get(name: str) -> Any:
        if name not in home:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(import_module(home[name]), name)
        setattr(sys.modules[package], name, value)
        return value

    return get
