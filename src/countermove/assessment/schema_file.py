"""The published JSON Schema as it ships: a file that can be read without importing the records that it describes."""

from __future__ import annotations

from importlib import resources

__all__ = ["FILE", "published_text"]

FILE = "assessment.schema.json"
"""Its name, in the folder of the records."""


def published_text() -> str:
    """The text of the published file."""
    return resources.files(__package__).joinpath("schema", FILE).read_text(encoding="utf-8")
