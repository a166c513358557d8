"""Conversion between the files of this program and those of others, by file name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gmcr.base.lazy import lazy_exports

if TYPE_CHECKING:
    from countermove.interop.conversion import (
        FORMATS,
        Converted,
        Format,
        Opened,
        convert,
        formats,
        open_conflict,
        save_conflict,
    )
    from countermove.interop.document import conflict_data, conflict_text, write_conflict

__all__ = [
    "FORMATS",
    "Converted",
    "Format",
    "Opened",
    "conflict_data",
    "conflict_text",
    "convert",
    "formats",
    "open_conflict",
    "save_conflict",
    "write_conflict",
]

__getattr__ = lazy_exports(
    __name__,
    {
        "countermove.interop.conversion": (
            "FORMATS",
            "Converted",
            "Format",
            "Opened",
            "convert",
            "formats",
            "open_conflict",
            "save_conflict",
        ),
        "countermove.interop.document": ("conflict_data", "conflict_text", "write_conflict"),
    },
)
