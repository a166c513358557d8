"""Tables as CSV (RFC 4180): numbers as they are, and texts that no spreadsheet reads as a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from fractions import Fraction
from io import StringIO

from countermove.presentation.blocks import Column, Number, Share, Table, Value
from countermove.presentation.escape import cleaned
from gmcr.base.characters import spreadsheet_safe

__all__ = ["csv_of"]


def csv_of(table: Table) -> str:
    """A table as CSV. Hidden characters are written out, and no cell is a formula to a spreadsheet."""
    stream = StringIO()
    writer = csv.writer(stream)
    heads = ([name.title, *([f"{name.title}, standard error"] if name.measured else [])] for name in table.columns)
    writer.writerow([spreadsheet_safe(cleaned(title)) for titles in heads for title in titles])
    for row in table.values:
        cells = ([_value(cell), *_error(cell, name)] for cell, name in zip(row, table.columns, strict=True))
        writer.writerow([text for texts in cells for text in texts])
    return stream.getvalue()


def _value(cell: Value) -> str:
    match cell:
        case str():
            return spreadsheet_safe(cleaned(cell))
        case Share() | Number():
            return f"{float(cell.value):.10g}"
        case _:
            return f"{float(cell):.10g}" if isinstance(cell, Fraction | float) else str(cell)


def _error(cell: Value, column: Column) -> Iterator[str]:
    """The standard error of a cell, if its column has them."""
    if column.measured:
        yield f"{cell.error:.10g}" if isinstance(cell, Number) else ""
