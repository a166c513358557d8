"""Records as pandas DataFrames: a row for each, a column for each of its fields.

A field that is a record itself has one column for each of its own fields, named ``field.part``. Names are those of the data
that the command line prints (``record.Key``), and what is for the program alone is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin, get_type_hints

from gmcr.base.arguments import known_name
from gmcr.base.errors import MissingExtra, ModelError
from gmcr.base.record import INTERNAL, WORDS, Key, Record, derived

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped,import-not-found,unused-ignore]

__all__ = ["frame_of", "frame_of_record", "frame_of_rows"]

Columns = tuple[tuple[str, str, Any], ...]

_KNOWN: dict[Any, Columns] = {}
"""The columns of each kind of record, worked out once."""


def frame_of(records: Iterable[Record]) -> pandas.DataFrame:
    """Return records of one kind as a pandas DataFrame.

    Parameters
    ----------
    records : iterable of Record
        The records, as they stand in a field of another one, or as a function returns them.

    Returns
    -------
    pandas.DataFrame
        A row for each record, in order, and a column for each of its fields; a field that is a record itself has a column for
        each of its own fields, ``field.part``.

    Raises
    ------
    MissingExtra
        If the extra ``data`` is not installed.
    ModelError
        If something is not a record.

    See Also
    --------
    Solution.to_frame : The verdicts on all states.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.formats import frame_of
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> frame_of(gmcr.edits_of(ferry)).groupby("kind").size().to_dict()
    {'drop': 4, 'swap': 2}
    """
    rows = list(records)
    for row in rows:
        if not _is_row(type(row)):
            raise ModelError(f"A table is made of records, not of {type(row).__name__}.")
    return frame_of_rows(dict(_cells(row)) for row in rows)


def frame_of_record(record: Record, table: str) -> pandas.DataFrame:
    """A table of a record, or the record itself as one row (``Record.to_frame``). Raises MissingExtra, UnknownName."""
    hints = {key: hint for key, _, hint in _columns(type(record))}
    kinds = {key: kind for key, hint in hints.items() if (kind := _kind_in(hint)) is not None}
    name = table or next(iter(kinds), "")
    if not name:
        return frame_of_rows([dict(_cells(record))])
    kind = kinds[known_name("table", name, kinds)]
    rows = list(_rows(name, dict(_data(record))[name]))
    if rows:
        return frame_of_rows(rows)
    group = [] if get_args(hints[name])[0] is kind else [name]
    return frame_of_rows(rows, columns=[*group, *(key for key, _, _ in _columns(kind))])


def _rows(name: str, value: Any) -> Iterator[dict[str, Any]]:
    """The rows of a table: records in order, by name, or in groups."""
    if isinstance(value, Mapping):
        yield from ({name: key, **dict(_cells(item))} for key, item in value.items())
        return
    for number, item in enumerate(value, 1):
        if _is_row(type(item)):
            yield dict(_cells(item))
        else:
            yield from ({name: number, **dict(_cells(one))} for one in item)


def frame_of_rows(rows: Iterable[Mapping[str, Any]], columns: Sequence[str] | None = None) -> pandas.DataFrame:
    """Rows as a DataFrame; *columns* where there may be no rows. Raises MissingExtra."""
    try:
        import pandas
    except ModuleNotFoundError:
        raise MissingExtra("data", "A DataFrame") from None
    return pandas.DataFrame(list(rows), columns=columns)


def _cells(record: Any) -> Iterator[tuple[str, Any]]:
    """The columns of a record with its values."""
    for name, value in _data(record):
        if isinstance(value, Record) and is_dataclass(value):
            yield from ((f"{name}.{part}", item) for part, item in _cells(value))
        else:
            yield name, value


def _data(record: Any) -> Iterator[tuple[str, Any]]:
    yield from ((key, getattr(record, name)) for key, name, _ in _columns(type(record)))


def _columns(kind: Any) -> Columns:
    """The data of a record: the name of each column, that of the field, and its type."""
    if kind not in _KNOWN:
        _KNOWN[kind] = _columns_of(kind)
    return _KNOWN[kind]


def _columns_of(kind: Any) -> Columns:
    if issubclass(kind, tuple):
        return tuple((name, name, Any) for name in kind._fields)
    try:
        hints = get_type_hints(kind, include_extras=True)
    except NameError:  # a type that only the type checker knows
        hints = {}
    names = [item.name for item in fields(kind)]
    names += [name for name in dir(kind) if isinstance(getattr(kind, name, None), derived)]
    columns = []
    for name in names:
        hint = hints.get(name, Any)
        marks = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
        if INTERNAL in marks or name in WORDS or name.startswith("_"):
            continue
        key = next((mark.name for mark in marks if isinstance(mark, Key)), name)
        columns.append((key, name, get_args(hint)[0] if marks else hint))
    return tuple(columns)


def _kind_in(hint: Any) -> Any:
    """The kind of record of which a field is a table: ``tuple[R, ...]``, ``tuple[tuple[R, ...], ...]`` or ``Mapping[name, R]``;
    None for any other."""
    origin, parts = get_origin(hint), get_args(hint)
    inner: Any = None
    if origin is tuple and len(parts) == 2 and parts[1] is Ellipsis:
        inner = parts[0] if get_origin(parts[0]) is not tuple else _kind_in(parts[0])
    elif isinstance(origin, type) and issubclass(origin, Mapping):
        inner = parts[1]
    return inner if isinstance(inner, type) and _is_row(inner) else None


def _is_row(kind: type) -> bool:
    """Whether values of a type are rows: records, or tuples whose items have names."""
    return issubclass(kind, Record) or (issubclass(kind, tuple) and hasattr(kind, "_fields"))
