"""The stability table, one row for each state, as columns, CSV and DataFrame.

Columns are ``state`` (code), ``ordered`` (from 1), ``label``, ``rank <actor>`` (larger is better), then for each
concept ``<concept> <actor>`` (whether it is stable for that actor) and ``<concept> equilibrium``. In CSV truth values
are 1 and 0.

**Spreadsheets** run a cell that begins with ``=``, ``+``, ``-`` or ``@`` as a formula, and labels may come from
somebody else's file. In CSV such text (and text that begins with a tab or a carriage return) gets an apostrophe before
it, which marks it as text for spreadsheets; hidden characters are written out. Numbers are left alone. A DataFrame
holds every text as it is.
"""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gmcr.base.characters import spreadsheet_safe
from gmcr.base.errors import MissingExtra
from gmcr.base.files import write_whole
from gmcr.stability import Stability

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped,import-not-found,unused-ignore]

__all__ = ["csv_text", "stability_columns", "to_dataframe", "write_csv"]


def stability_columns(stability: Stability) -> dict[str, list[Any]]:
    """Return the table by columns, each aligned with ``conflict.states``."""
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
    """Return a stability table as CSV.

    Parameters
    ----------
    stability : Stability
        The table, as ``solve`` returns it.

    Returns
    -------
    str
        A line of names, then one line for each state (RFC 4180, lines end in CRLF), as in ``write_csv``.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.formats import csv_text
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> csv_text(gmcr.solve(ferry, concepts="nash")).splitlines()[-1]
    '3,4,"line.run, town.pay",3,3,1,0,0'
    """
    columns = stability_columns(stability)
    stream = StringIO()
    writer = csv.writer(stream)
    writer.writerow(map(spreadsheet_safe, columns))
    writer.writerows(map(_cell, row) for row in zip(*columns.values(), strict=True))
    return stream.getvalue()


def write_csv(stability: Stability, path: str | Path, *, force: bool = False) -> None:
    """Write a stability table as CSV, whole or not at all.

    Parameters
    ----------
    stability : Stability
        The table, as ``solve`` returns it.
    path : str or Path
        The file to write.
    force : bool, default False
        Whether to replace a file that exists.

    Raises
    ------
    CountermoveError
        If the file exists (unless *force*) or cannot be written.

    See Also
    --------
    to_dataframe : The same table as a DataFrame.

    Notes
    -----
    One line has the names of the columns, then each state has one (RFC 4180, lines end in CRLF). Columns are ``state`` (the
    code), ``ordered`` (from 1), ``label``, ``rank <actor>`` (larger is better), then for each concept ``<concept> <actor>``
    (whether it is stable for the actor) and ``<concept> equilibrium``, as 1 and 0. Text that a spreadsheet would run as a
    formula gets an apostrophe before it, and hidden characters are written out.

    Examples
    --------
    >>> import gmcr, tempfile
    >>> from pathlib import Path
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     gmcr.write_csv(gmcr.solve(ferry, concepts="nash"), Path(folder) / "ferry.csv")
    ...     print((Path(folder) / "ferry.csv").read_text(encoding="utf-8"))
    state,ordered,label,rank line,rank town,nash line,nash town,nash equilibrium
    0,1,no option on,2,2,1,1,1
    1,2,line.run,1,4,0,1,0
    2,3,town.pay,2,1,0,0,0
    3,4,"line.run, town.pay",3,3,1,0,0
    """
    write_whole(Path(path), csv_text(stability), force=force)


def to_dataframe(stability: Stability) -> pandas.DataFrame:
    """Return a stability table as a pandas DataFrame.

    Parameters
    ----------
    stability : Stability
        The table, as ``solve`` returns it.

    Returns
    -------
    pandas.DataFrame
        One row per state, indexed by ``state`` (the code). Columns are ``ordered`` (from 1), ``label``, ``rank <actor>``
        (larger is better), then for each concept ``<concept> <actor>`` (whether it is stable for the actor) and
        ``<concept> equilibrium``.

    Raises
    ------
    MissingExtra
        If the extra ``data`` is not installed.

    See Also
    --------
    write_csv : The same table as a file.
    Solution.to_frame : The verdicts alone, of whatever was solved.

    Examples
    --------
    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> table = gmcr.to_dataframe(gmcr.solve(ferry))
    >>> table["seq equilibrium"].tolist()
    [True, False, False, True]
    """
    try:
        import pandas
    except ModuleNotFoundError:
        raise MissingExtra("data", "A DataFrame") from None
    return pandas.DataFrame(stability_columns(stability)).set_index("state")


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    return spreadsheet_safe(value) if isinstance(value, str) else value
