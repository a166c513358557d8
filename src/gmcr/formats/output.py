"""Writes a conflict as a file of another program, chosen by the suffix of the file's name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from gmcr.base.errors import CountermoveError
from gmcr.formats.gmcr_plus import write_gmcr
from gmcr.formats.graphs import write_graph_json, write_graphml
from gmcr.formats.nfg import write_nfg
from gmcr.formats.tables import write_csv
from gmcr.model import Conflict
from gmcr.stability import CONCEPTS, solve

__all__ = ["save"]


def save(
    conflict: Conflict,
    path: str | Path,
    *,
    force: bool = False,
    concepts: Sequence[str] = CONCEPTS,
    title: str = "",
    titles: Mapping[str, str] | None = None,
    coalitions: Sequence[Sequence[str]] = (),
    begins: bool = True,
) -> None:
    """Write a conflict as a file of another program, whole or not at all.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    path : str or Path
        The file to write. Its suffix selects the format: ``.graph.json``, ``.graphml``, ``.gmcr``, ``.nfg`` or
        ``.csv``.
    force : bool, default False
        Whether to replace a file that exists.
    concepts : sequence of str, default CONCEPTS
        The concepts whose verdicts are written, where the format has a place for them.
    title : str, optional
        The title of the whole (``.nfg``).
    titles : mapping of str to str, optional
        Actor or ``actor.option`` → the name to write instead (``.gmcr``).
    coalitions : sequence of sequence of str, default ()
        A partition of the actors (``.gmcr``).
    begins : bool, default True
        Whether the start means anything (graphs).

    Raises
    ------
    CountermoveError
        If the file exists (unless *force*) or cannot be written, the format cannot hold the conflict, or no format has
        the suffix.

    See Also
    --------
    write_gmcr, write_nfg, write_csv, write_graphml : The writers, with their errors.

    Examples
    --------
    >>> import gmcr, tempfile
    >>> from pathlib import Path
    >>> from gmcr.formats import save
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save(ferry, Path(folder) / "ferry.csv", concepts=["nash"])
    ...     len((Path(folder) / "ferry.csv").read_text(encoding="utf-8").splitlines())
    5
    """
    name = Path(path).name.lower()
    if name.endswith(".graph.json"):
        write_graph_json(conflict, path, force=force, concepts=concepts, begins=begins)
    elif name.endswith(".graphml"):
        write_graphml(conflict, path, force=force, concepts=concepts, begins=begins)
    elif name.endswith(".gmcr"):
        write_gmcr(conflict, path, force=force, titles=titles, coalitions=coalitions)
    elif name.endswith(".nfg"):
        write_nfg(conflict, path, force=force, title=title)
    elif name.endswith(".csv"):
        write_csv(solve(conflict, concepts=concepts), path, force=force)
    else:
        raise CountermoveError(f"{path}: no format of another program has files of that name.")
