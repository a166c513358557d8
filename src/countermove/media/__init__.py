"""Records in words and as data: the one place where sentences for people are made.

``page_of`` words a record as plain sentences and tables; ``data_of`` gives it as plain data, documented by the JSON
Schemas of ``record_schema``. Their appearance on a screen is up to the caller.
"""

from __future__ import annotations

from countermove.media.records import data_of, envelope, page_of, record_kinds, record_schema
from countermove.presentation.blocks import Block, Column, Page, Sentence, Share, Sketch, Table, text_of
from countermove.presentation.data import errors_data

__all__ = [
    "Block",
    "Column",
    "Page",
    "Sentence",
    "Share",
    "Sketch",
    "Table",
    "data_of",
    "envelope",
    "errors_data",
    "page_of",
    "record_kinds",
    "record_schema",
    "text_of",
]
