"""Records and texts of cases as resources, by addresses: ``countermove://CASE/assess.json``, ``countermove://CASE/case.yaml``.

The cases that may be read: those that ship with the program, those in allowed folders, and allowed files.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from countermove.assessment import bundle
from countermove.assessment.bundle import conflict_names, names
from countermove.assessment.games2x2 import is_2x2
from countermove.assessment.parser import is_assessment, is_conflict, read_bytes
from countermove.catalogue import ASSESS, LINT, QUESTIONS, Declaration
from countermove.plugins.mcp.tools import ToolRequest
from gmcr.base.characters import Shown, one_line, visible
from gmcr.base.errors import CountermoveError, UnknownName, quoted
from gmcr.base.record import Record

__all__ = ["ADDRESS", "JSON", "RECORDS", "YAML", "Listed", "Places", "listed", "places", "request_at", "text_at"]


_SIZE = 2_000_000
"""The most bytes of a file."""

_LONGEST = 1_000
"""The most characters of a name."""

_SUFFIXES = (".yaml", ".yml", ".json", ".gmcr")
"""Suffixes of files that hold cases; nothing else in a folder is read."""

_LOOKED = 300
"""The most files of a folder that are examined, to list the assessments among them."""


@dataclass(frozen=True, slots=True)
class Places(Record):
    """``base``: relative file names start here; ``folders``: everything in them may be read; ``files``: these too. All
    resolved, without links."""

    base: Path
    folders: tuple[Path, ...]
    files: frozenset[Path]

    def named(self, case: str) -> str:
        """The name under which a case is opened in ``base``: of a file, or of a bundled case. Raises
        CountermoveError."""
        if not case.isprintable() or len(case) > _LONGEST or _is_no_text(case):
            raise CountermoveError(f"{quoted(case)} cannot be the name of a case.")
        path = self.base / case
        real = _real(path)
        if real is None or not self._allowed(real):
            if self._bundled(case) and not os.path.lexists(path):
                return case
            raise CountermoveError(
                f"{quoted(case)} is not among what may be read: name a bundled case, or {self.text}."
            )
        if not os.path.isfile(real):  # which a name that is too long for the system is not either
            if self._bundled(case) and not os.path.lexists(path):
                return case
            near = [os.path.relpath(path, self.base) for folder in self.folders for path in _files(folder)]
            raise UnknownName("case", case, (*names(), *near, *conflict_names()))
        if real.suffix.lower() not in _SUFFIXES:
            raise CountermoveError(f"{quoted(case)} is not a case: their files end in {', '.join(_SUFFIXES)}.")
        if real.stat().st_size > _SIZE:
            raise CountermoveError(f"{quoted(case)} is over {_SIZE // 1_000_000} MB, the most that is read.")
        return os.path.relpath(real, self.base)

    def listed(self) -> tuple[str, ...]:
        """The names of the assessments directly in the folders, and of the files."""
        paths = [path for folder in self.folders for path in _files(folder) if _is_listed(path)]
        paths += [path for path in sorted(self.files) if path.suffix.lower() in _SUFFIXES]
        return tuple(os.path.relpath(path, self.base) for path in dict.fromkeys(paths))

    @property
    def text(self) -> str:
        """What may be read, in words."""
        here = [os.path.relpath(path, self.base) for path in (*self.folders, *sorted(self.files))]
        return "a file in the folder that is served" if here == ["."] else f"a file of: {', '.join(here)}"

    def _allowed(self, path: Path) -> bool:
        return path in self.files or any(path.is_relative_to(folder) for folder in self.folders)

    def _bundled(self, case: str) -> bool:
        return case in names() or case in conflict_names() or is_2x2(case)


def places(allowed: Iterable[str | Path] = ()) -> Places:
    """The places allowed by folders and files; by default, the current folder. Raises CountermoveError if one does not
    exist."""
    folders: list[Path] = []
    files: list[Path] = []
    for item in allowed:
        path = _real(Path(item))
        if path is None or not path.exists():
            raise CountermoveError(f"{item}: there is no such file or folder.")
        (folders if path.is_dir() else files).append(path)
    if not folders and not files:
        folders = [Path.cwd().resolve()]
    base = folders[0] if len(folders) == 1 and not files else Path.cwd().resolve()
    return Places(base, tuple(folders), frozenset(files))


def _real(path: Path) -> Path | None:
    """The path without links; None if it cannot be resolved."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):  # a loop of links, a name that no system takes
        return None


def _is_no_text(case: str) -> bool:
    try:
        case.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _files(folder: Path) -> list[Path]:
    """The first files of a folder that may be assessments, by name."""
    paths = sorted(item for suffix in (".yaml", ".yml") for item in folder.glob(f"*{suffix}"))
    return [path for path in paths[:_LOOKED] if path.is_file() and not path.is_symlink()]


def _is_listed(path: Path) -> bool:
    try:
        return path.stat().st_size <= _SIZE and is_assessment(path.read_bytes())
    except OSError:
        return False


ADDRESS = "countermove://"
JSON, YAML = "application/json", "application/yaml"
_TEXT = "case.yaml"

RECORDS: Mapping[str, Declaration] = {
    item.name: item
    for item in (ASSESS, LINT, *QUESTIONS.values())
    if item.cases != "two" and item.of != "gmcr" and not any(option.needed for option in item.options)
}
"""The records that need nothing but a case."""


@dataclass(frozen=True, slots=True)
class Listed(Record):
    """A resource."""

    address: str
    name: Shown
    description: Shown
    kind: str


def listed(places: Places) -> Iterator[Listed]:
    """The bundled cases and those of the folders, each with its text and its assessment."""
    titles = {case.name: case.title for case in bundle.cases()}
    for case in (*titles, *places.listed()):
        title = one_line(titles.get(case, ""))
        yield Listed(_address(case, _TEXT), one_line(f"{case}: text"), title, YAML)
        record = one_line(f"{case}: {ASSESS.name}")
        yield Listed(_address(case, f"{ASSESS.name}.json"), record, one_line(ASSESS.asks), JSON)


def request_at(address: str, places: Places) -> ToolRequest | str:
    """The request for the record at an address, or the case whose text is there. Raises CountermoveError."""
    case, name = _parts(address)
    opened = places.named(case)
    if name == _TEXT:
        return opened
    record = name.removesuffix(".json")
    if record == name or record not in RECORDS:
        raise UnknownName("resource of a case", name, (_TEXT, *(f"{item}.json" for item in RECORDS)))
    return ToolRequest(record, (opened,), record=True)


def text_at(case: str, places: Places) -> Shown:
    """The text of a case as it is written, with what is hidden in it written out. Raises CountermoveError if it is no case."""
    path = places.base / case
    if not path.is_file():
        return visible(_bundled(case).decode("utf-8"))
    content = read_bytes(path)
    if path.suffix.lower() not in (".yaml", ".yml") or not (is_assessment(content) or is_conflict(content, file=case)):
        raise CountermoveError(f"{quoted(case)} is neither an assessment nor a conflict, so its text is not shown.")
    return visible(content.decode("utf-8-sig", errors="backslashreplace"))


def _bundled(case: str) -> bytes:
    if case in bundle.names():
        return bundle.content(case)
    if case in bundle.conflict_names():
        return bundle.conflict_content(case)
    raise CountermoveError(f"{quoted(case)} is not a file, so it has no text.")


def _address(case: str, name: str) -> str:
    return f"{ADDRESS}{quote(Path(case).as_posix(), safe='')}/{name}"


def _parts(address: str) -> tuple[str, str]:
    """The case and the name of a resource."""
    case, slash, name = address.removeprefix(ADDRESS).rpartition("/")
    if not address.startswith(ADDRESS) or not slash or not case:
        raise CountermoveError(
            f"{quoted(address)} is not an address here: addresses read {ADDRESS}CASE/{ASSESS.name}.json."
        )
    return unquote(case, errors="strict") if _decodes(case) else case, name


def _decodes(text: str) -> bool:
    try:
        unquote(text, errors="strict")
    except UnicodeDecodeError:
        return False
    return True
