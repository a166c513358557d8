"""Where the lines of a coding are written: in the file, or in the coding. Its problems are shown there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from countermove.assessment.problems import Path, Position, Positions, Report
from countermove.assessment.recoding import Recoding

__all__ = ["CodedReport", "positions_in", "value_at"]


class _Places:
    """Where the parts of rewritten data stand in the file."""

    def __init__(self, recoding: Recoding, data: Mapping[str, Any]) -> None:
        self.recoding = recoding
        self.places = {
            line["id"]: place
            for record in (data.get("actors") or {}).values()
            for place, line in enumerate((record or {}).get("wants") or ())
            if isinstance(line, dict) and "id" in line
        }

    def source(self, path: Path) -> Path:
        """The path in the file at which a part is written."""
        named = self._named(path)
        for end in range(len(named), 0, -1):
            if (written := self.recoding.written.get(named[:end])) is not None:
                return (*written, *named[end:])
        if named[:1] == ("actors",) and named[2:3] == ("wants",) and len(named) > 3 and named[3] in self.places:
            return (*named[:3], self.places[str(named[3])], *named[4:])
        return path

    def _named(self, path: Path) -> Path:
        """A path with the id of a want in place of its number."""
        if path[:1] == ("actors",) and path[2:3] == ("wants",) and len(path) > 3 and isinstance(path[3], int):
            own = self.recoding.data["actors"][path[1]]["wants"]
            if path[3] < len(own):
                return (*path[:3], own[path[3]].get("id", path[3]), *path[4:])
        return path


def positions_in(recoding: Recoding, data: Mapping[str, Any], positions: Positions) -> Positions:
    """Where the rewritten data stand in the file: found out when it is first asked for."""

    @cache
    def found() -> Positions:
        return _positions(recoding, data, positions)

    return Positions(_Later(lambda: found().keys), _Later(lambda: found().values), _Later(lambda: found().texts))


class _Later(Mapping[Path, Position]):
    """A table that is made when something is looked up in it."""

    def __init__(self, made: Callable[[], Mapping[Path, Position]]) -> None:
        self._made = made

    def __getitem__(self, path: Path) -> Position:
        return self._made()[path]

    def __iter__(self) -> Iterator[Path]:
        return iter(self._made())

    def __len__(self) -> int:
        return len(self._made())


def _positions(recoding: Recoding, data: Mapping[str, Any], positions: Positions) -> Positions:
    places = _Places(recoding, data)
    keys: dict[Path, Position] = {}
    values: dict[Path, Position] = {}
    texts: dict[Path, Position] = {}
    waiting: list[tuple[Path, Any]] = [((), recoding.data)]
    while waiting:
        path, value = waiting.pop()
        source = places.source(path)
        for table, known in ((keys, positions.keys), (values, positions.values)):
            if source in known:
                table[path] = known[source]
        if isinstance(value, str) and source in positions.texts and value_at(data, source) == value:
            texts[path] = positions.texts[source]
        if isinstance(value, dict):
            waiting.extend(((*path, key), inner) for key, inner in value.items())
        elif isinstance(value, list):
            waiting.extend(((*path, place), inner) for place, inner in enumerate(value))
    return Positions(keys, values, texts)


def value_at(data: Any, path: Path) -> Any:
    """The value at a path of plain data; None where there is none."""
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data


class CodedReport(Report):
    """Collects the problems of a file under a coding: what stands in the coding at its place, everything else at the
    coding, which says where."""

    def __init__(
        self, file: str, positions: Positions, recoding: Recoding, data: Mapping[str, Any], here: Path
    ) -> None:
        super().__init__(file, positions)
        self._places, self._here = _Places(recoding, data), here

    def add(
        self,
        path: Path,
        code: str,
        message: str,
        *,
        suggestion: str | None = None,
        warning: bool = False,
        key: bool = False,
        column: int | None = None,
    ) -> None:
        """Note a problem of the rewritten data."""
        written = self._places.source(self.original(path))
        if written[:1] != ("alternatives",):
            where = ".".join(map(str, written))
            written, key, column = self._here, True, None
            message = f"In this coding {where} is not right: {message}"
        place = self.positions.key(written) if key else self.positions.value(written)
        if column is not None:
            place = self.positions.inside(written, column)
        self.add_at(place, code, message, suggestion=suggestion, warning=warning)
