"""The stability table: one row a state, as rows, CSV and DataFrame.

Columns: ``state`` (code), ``ordered`` (from 1), ``label``, ``rank <actor>`` (larger is better), then for each concept
``<concept> <actor>`` (is it stable for that actor) and ``<concept> equilibrium``. In CSV truths are 1 and 0.

**Spreadsheets** run a cell that begins with ``=``, ``+``, ``-`` or ``@`` as a formula, and labels may come from
somebody else's file. In CSV such text (and text that begins with a tab or a carriage return) gets an apostrophe
before it, which spreadsheets read as "this is text"; hidden characters are written out. Numbers are left alone. A
DataFrame holds every text as it is.
"""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gmcr.base.characters import visible
from gmcr.base.errors import MissingExtra
from gmcr.base.writing import write_whole
from gmcr.stability import Stability

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped,import-not-found,unused-ignore]

__all__ = ["csv_text", "defused", "stability_columns", "to_dataframe", "write_csv"]

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def stability_columns(stability: Stability) -> dict[str, list[Any]]:
    """The table by columns, each aligned with ``conflict.states``."""
    conflict = stability.conflict
    columns: dict[str, list[Any]] = {
        "state": conflict.states.tolist(),
        "ordered": list(range(1, conflict.states.size + 1)),
        "label": list(conflict.labels),
    }
    columns |= {f"rank {actor}": conflict.ranks(actor).tolist() for actor in conflict.actors}
    for name in stability.concepts:
        columns |= {f"{name} {actor}": stability.stable(name, actor).tolist() for actor in conflict.actors}
        columns[f"{name} equilibrium"] = stability.equilibrium(name).tolist()
    return columns


def csv_text(stability: Stability) -> str:
    """The table as CSV: a line of names, then one line a state (RFC 4180, lines end in CRLF)."""
    columns = stability_columns(stability)
    stream = StringIO()
    writer = csv.writer(stream)
    writer.writerow(map(defused, columns))
    writer.writerows(map(_cell, row) for row in zip(*columns.values(), strict=True))
    return stream.getvalue()


def write_csv(stability: Stability, path: str | Path, *, force: bool = False) -> None:
    """Write the table as CSV, whole or not at all."""
    write_whole(Path(path), csv_text(stability), force=force)


def to_dataframe(stability: Stability) -> pandas.DataFrame:
    """The table as a DataFrame, indexed by ``state``. Needs the extra ``data``."""
    try:
        import pandas
    except ModuleNotFoundError:
        raise MissingExtra("data", "A DataFrame") from None
    return pandas.DataFrame(stability_columns(stability)).set_index("state")


def defused(text: str) -> str:
    """Text that no spreadsheet runs as a formula, and in which nothing is hidden."""
    return visible(f"'{text}" if text.startswith(_DANGEROUS) else text)


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    return defused(value) if isinstance(value, str) else value
