"""Tables as CSV (RFC 4180): numbers as they are, and texts that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
from fractions import Fraction
from io import StringIO

from countermove.telling.blocks import Cell, Share, Table, TableCell
from countermove.telling.escaping import cleaned
from gmcr.base.characters import defused

__all__ = ["csv_of"]


def csv_of(table: Table) -> str:
    """A table as CSV. Nothing in it is hidden, and no cell is a formula to a spreadsheet."""
    stream = StringIO()
    writer = csv.writer(stream)
    writer.writerow([defused(cleaned(column.title)) for column in table.columns])
    writer.writerows(map(_value, row) for row in table.rows)
    return stream.getvalue()


def _value(cell: Cell) -> str:
    match cell:
        case str():
            return defused(cleaned(cell))
        case Share():
            return f"{float(cell.value):.10g}"
        case TableCell():
            return defused(cleaned(cell.text))
        case _:
            return f"{float(cell):.10g}" if isinstance(cell, Fraction | float) else str(cell)
