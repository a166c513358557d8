"""The served cases, by name: each a file that is checked with every request, or bundled with the program.

A name is looked up among the existing ones and never made into a path, so that no name leads anywhere else.

What the first lines of a text reveal: a folder may have many files, and reading all of each would take minutes.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import yaml

from countermove.assessment import bundle
from countermove.assessment.parser import decode, is_assessment, read_bytes
from countermove.assessment.problems import refuse
from gmcr.base.errors import AssessmentError, CountermoveError, UnknownName
from gmcr.base.record import Record

__all__ = ["ENOUGH", "CaseFile", "Shelf", "Source", "digest_of", "seems_assessment", "shelf_of", "title_of"]


ENOUGH = 1 << 16
"""The number of bytes that are read."""

_EVENTS = 2000
"""The most YAML events: keys, values, and beginnings and ends of lists and mappings."""


def title_of(content: bytes, otherwise: str) -> str:
    """The title in a text; *otherwise* if there is none."""
    return next((value for key, value in _beginning(content) if key == "title" and value), otherwise)


def seems_assessment(content: bytes) -> bool:
    """Whether a text, or its beginning, is that of an assessment, possibly unfinished."""
    if b"countermove" not in content:
        return False
    return any(key == "countermove" for key, _ in _beginning(content)) or is_assessment(content)


def _beginning(content: bytes) -> Iterator[tuple[str, str]]:
    """The document's own keys with their values, "" for values that are no scalars, within the limits."""
    text = content[:ENOUGH].decode("utf-8-sig", errors="replace")
    loader = getattr(yaml, "CLoader", yaml.Loader)
    depth, key = 0, ""
    try:
        for place, event in enumerate(yaml.parse(text, Loader=loader)):
            if place > _EVENTS:
                return
            opens = isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent))
            if depth == 0 and isinstance(event, (yaml.SequenceStartEvent, yaml.ScalarEvent)):
                return
            word = event.value if isinstance(event, yaml.ScalarEvent) else ""
            if depth == 1 and key and (opens or isinstance(event, yaml.ScalarEvent)):
                yield key, word
                key = ""
            elif depth == 1:
                key = word
            if opens:
                depth += 1
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                depth -= 1
    except yaml.YAMLError:
        return


SUFFIXES = (".yaml", ".yml")

MOST = 1000
"""The most files of a folder that are listed."""

LONGEST = 200
"""The most bytes of a case's name, in UTF-8."""

NONE = ""
"""The digest of a file that does not exist."""


@dataclass(frozen=True, slots=True)
class Source(Record):
    """A served case. ``file``: its name in messages; ``path``: None if it is bundled."""

    name: str
    file: str
    path: Path | None


@dataclass(frozen=True, slots=True)
class CaseFile(Record):
    """A case as it is at present. ``digest``: SHA-256 of its content."""

    source: Source
    content: bytes
    digest: str


def digest_of(content: bytes) -> str:
    """SHA-256 of a text, as in records."""
    return hashlib.sha256(content).hexdigest()


def shelf_of(named: str | None) -> Shelf:
    """The cases to serve for the name of a bundled case, a file, a folder, or None: the current folder and the bundled
    cases. Raises AssessmentError if there is no such thing."""
    path = Path("." if named is None else named)
    if path.is_dir():
        return Shelf(folder=path.resolve(), bundled=named is None)
    if named in bundle.names() and not path.is_file():
        return Shelf(alone=Source(named, f"{named}.yaml", None))
    if not (path.suffix in SUFFIXES and path.is_file() and seems_assessment(read_bytes(path))):
        _need_assessment(str(path))
    if _is_long(path.stem):
        raise refuse(
            str(path), "file", f"A case that is served has a name of at most {LONGEST} bytes: rename the file."
        )
    return Shelf(alone=Source(path.stem, path.name if path.is_absolute() else str(path), path.resolve()))


def _is_long(name: str) -> bool:
    """Whether a name is too long for a case."""
    return len(name.encode("utf-8", errors="surrogatepass")) > LONGEST


def _need_assessment(named: str) -> None:
    """Raise AssessmentError for a file that is no assessment, not even an unfinished one."""
    from countermove.context.answer import open_case  # it loads everything needed to read one

    try:
        open_case(named, "serve")
    except AssessmentError as error:
        if any(problem.code in ("file", "conflict") for problem in error.problems):
            raise


@dataclass(frozen=True, slots=True)
class Shelf(Record):
    """The served cases: one ``alone``, or those of a ``folder``, and with ``bundled`` those of the program. ``texts``:
    the folder with the texts of their sources, whose passages are shown; None for none."""

    alone: Source | None = None
    folder: Path | None = None
    bundled: bool = False
    texts: Path | None = None
    _known: dict[str, Source] = field(default_factory=dict, repr=False, compare=False)
    _looked: dict[tuple[str, int, int], bool] = field(default_factory=dict, repr=False, compare=False)

    @property
    def sources(self) -> Mapping[str, Source]:
        """Name → case, as they are now."""
        if self.alone is not None:
            return {self.alone.name: self.alone}
        sources: dict[str, Source] = {}
        for path in self._files():
            name = path.stem if path.stem not in sources else path.name
            sources[name] = Source(name, path.name, path)
        for name in bundle.names() if self.bundled else ():
            sources.setdefault(name, Source(name, f"{name}.yaml", None))
        return sources

    def source(self, name: str) -> Source:
        """The case with a name. Raises UnknownName."""
        if _is_long(name):
            raise UnknownName("case", name)  # at once: it is compared with no names of files
        source = self._known.get(name) or self._lookup(name)
        if source is None:
            raise UnknownName("case", name, self.sources)
        self._known[name] = source  # if it vanishes or changes its kind, the error says so
        return source

    def _lookup(self, name: str) -> Source | None:
        if self.alone is not None:
            return self.alone if self.alone.name == name else None
        names = set(self._names())
        for file in (*(f"{name}{suffix}" for suffix in SUFFIXES), name):
            assert self.folder is not None
            if file in names and self._is_case(path := self.folder / file):
                return Source(name, file, path)
        return Source(name, f"{name}.yaml", None) if self.bundled and name in bundle.names() else None

    def read(self, name: str) -> CaseFile:
        """A case as it is now. Raises UnknownName, and AssessmentError if its file cannot be used as a text."""
        source = self.source(name)
        if source.path is None:
            content = bundle.content(source.name)
        else:
            self._need_own(source)
            try:
                content = read_bytes(source.path)
            except AssessmentError as error:
                raise _called(error, source) from None
        return CaseFile(source, content, digest_of(content))

    def mark(self, name: str) -> object:
        """A value that changes if a case may have changed, found without reading it; for a link, also if its target may
        have."""
        path = self.source(name).path
        if path is None:
            return None
        try:
            looked = (path.lstat(), path.stat())
        except (OSError, ValueError):
            return NONE
        return tuple((status.st_mtime_ns, status.st_size, status.st_ino, status.st_mode) for status in looked)

    def mark_of_texts(self, source: Source) -> list[tuple[str, int, int]]:
        """A value that changes if texts of sources, or their locks, may have changed, found without reading them."""
        if self.texts is None:
            return []
        locks = [] if source.path is None else [source.path.with_name(f"{source.path.stem}.sources.json")]
        marks: list[tuple[str, int, int]] = []
        with suppress(OSError):
            for path in (*locks, *sorted(self.texts.iterdir())[:MOST]):
                with suppress(OSError):
                    status = path.stat()
                    marks.append((path.name, status.st_mtime_ns, status.st_size))
        return marks

    def save(self, name: str, content: bytes, digest: str) -> str:
        """Write a case in place of the one that was read, whose digest is given ("" if it did not exist); returns the
        new digest.

        Raises ChangedMeanwhile, AssessmentError for what is no text, and CountermoveError if it cannot be written.
        """
        from gmcr.base.files import (
            write_whole,  # it loads converters that serving does not need at the start
        )

        source = self.source(name)
        if source.path is None:
            raise CountermoveError(
                f"{name} is bundled with the program and stays as it is: download what you have, "
                "and serve a file of your own that holds it."
            )
        decode(content, source.file)  # as a reader will
        self._need_own(source)
        write_whole(source.path, content, replacing=digest, called=source.file)
        return digest_of(content)

    def _files(self) -> Iterator[Path]:
        """The assessments among the files of the folder, including unfinished ones."""
        assert self.folder is not None
        for name in self._names()[:MOST]:
            path = self.folder / name
            if self._is_case(path):
                yield path

    def _names(self) -> list[str]:
        """The files of the folder that may be assessments, judging by their names; none whose name is too long."""
        try:
            names = (name for name in os.listdir(self.folder) if name.endswith(SUFFIXES) and name[0] != ".")
            return sorted(name for name in names if not _is_long(name))
        except OSError:
            return []

    def _is_case(self, path: Path) -> bool:
        try:
            status = path.lstat()
            if stat.S_ISLNK(status.st_mode) and not self._within(path):
                return False
            status = path.stat()
            if not stat.S_ISREG(status.st_mode):
                return False
            key = (path.name, status.st_mtime_ns, status.st_size)
            if key not in self._looked:
                if len(self._looked) > 4 * MOST:
                    self._looked.clear()
                with open(
                    path, "rb"
                ) as stream:  # a large file too: a request for it gets the reason why it is not shown
                    self._looked[key] = seems_assessment(stream.read(ENOUGH))
            return self._looked[key]
        except OSError:
            return False

    def _within(self, path: Path) -> bool:
        """Whether the target of a link lies in the folder."""
        try:
            return self.folder is not None and path.resolve(strict=True).is_relative_to(self.folder)
        except (OSError, RuntimeError):
            return False

    def _need_own(self, source: Source) -> None:
        """Raise AssessmentError if a link has taken the place of a file."""
        path = source.path
        if path is not None and path.is_symlink() and not self._within(path):
            raise refuse(
                source.file, "file", "This is a symbolic link that leads out of the folder: it is not followed."
            )


def _called(error: AssessmentError, source: Source) -> AssessmentError:
    """The same problems under the name by which the case is served."""
    return AssessmentError(replace(problem, file=source.file) for problem in error.problems)
