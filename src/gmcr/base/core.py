"""Chooses the core that does the propagation: NumPy, or C compiled at installation (``kernels/compiled``).

The library is used if it exists, was compiled from the sources that lie beside it, and ``COUNTERMOVE_CORE`` is not
"numpy". Both give the same answers. This module is cheap to import, so that ``--version`` can name the core.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from zlib import crc32

if TYPE_CHECKING:
    from ctypes import CDLL

__all__ = ["WASM", "core_named", "evaluator", "library"]

_GMCR = Path(__file__).resolve().parents[1]
_FOLDERS = (_GMCR / "kernels" / "compiled", _GMCR / "evaluator" / "c")
WASM = _FOLDERS[1] / "evaluator.wasm"
"""The evaluator as WebAssembly."""

_LIBRARY = _FOLDERS[0] / ("core.dll" if sys.platform == "win32" else "core.so")


def library() -> CDLL | None:
    """Return the compiled core, or None if NumPy is to be used."""
    return _choose()[0]


def core_named() -> str:
    """Return the core in use, in words, with the reason if it is not the compiled one although that exists, and where
    checks are then evaluated."""
    where = {"compiled": "", "wasm": "; checks in WebAssembly", "": "; checks without an evaluator"}[evaluator()]
    return _choose()[1] + where


def evaluator() -> Literal["compiled", "wasm", ""]:
    """Return where compiled assessments are evaluated: compiled with the core, in WebAssembly (extra ``wasm``), or nowhere.
    ``COUNTERMOVE_CORE=wasm`` asks for WebAssembly."""
    if library() is not None and _asked() != "wasm":
        return "compiled"
    return "wasm" if WASM.is_file() and find_spec("wasmtime") is not None else ""


def _asked() -> str:
    return os.environ.get("COUNTERMOVE_CORE", "").strip().lower()


@cache
def _choose() -> tuple[CDLL | None, str]:
    if _asked() == "numpy":
        return None, "NumPy core, as COUNTERMOVE_CORE says"
    if not _LIBRARY.is_file():
        return None, "NumPy core"
    if _stamp() != _recorded_stamp():
        return None, "NumPy core; the compiled one is damaged or of other sources: install again"
    import ctypes

    try:
        return ctypes.CDLL(str(_LIBRARY)), "compiled core"
    except OSError:
        return None, "NumPy core; the compiled one cannot be loaded here: install again"


def _stamp() -> str:
    """A checksum of the sources and the library that lie here: a library is opened only if it is whole."""
    sources = [path for folder in _FOLDERS for path in sorted(folder.iterdir()) if path.suffix in (".c", ".h")]
    return f"{crc32(b''.join(path.read_bytes() for path in (*sources, _LIBRARY))):08x}"


def _recorded_stamp() -> str | None:
    try:
        return _LIBRARY.with_name("core.stamp").read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return None
