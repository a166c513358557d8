"""The suffixes of downloads, and their media types."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["SUFFIXES", "TYPES"]

TYPES: Mapping[str, str] = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "yaml": "application/yaml",
}
"""Suffix → media type."""

SUFFIXES = tuple(TYPES)
