"""A conflict written as a file of another program, which one by the end of the file's name."""

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
    """Write a conflict; each format takes what it has a place for. ``title``: of the whole; ``titles``: words for actors and
    options, by name; ``coalitions``: a partition; ``begins``: whether the start means anything; ``concepts``: those
    whose verdicts are written. Raises CountermoveError where the format cannot hold the conflict, and for any other suffix."""
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
