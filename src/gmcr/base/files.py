"""Reads files of other programs: bounded, and with one clear error each. Anybody may have written what is read here.

Writes files: whole or not at all, over a file only with *force*, and never over anything but a file.

Everything that the program writes goes through `write_whole`. The content is written beside its place under a
temporary name, synced, given the mode (and if allowed, the owner) of the file that it replaces, and then moved in one
step; the folder is synced after it. So a reader sees the old file or the new one, also after a crash.

A file that nobody may write stays, with or without *force*, even if this process could write it (moving a file over
another asks only the folder, and root is never asked). So does everything if the text holds half a surrogate pair: it
would be saved, and could not be read again.

A place with anything other than a regular file is refused with or without *force*: a device or a FIFO would be lost,
and with a symbolic link it is unclear whether the link is meant or its target, which may be anywhere.

A writer that is killed leaves what it had written, as ``.countermove-….part``. Each writer holds a lock (``flock``) on
its part, which ends with the process however it ends; the next writer in that folder removes the parts that nobody
holds.

Platforms differ in these facilities (WebAssembly has no links, and nothing to lock): missing ones are skipped, so that
a file is still written whole.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from gmcr.base.errors import ChangedMeanwhile, CountermoveError, quoted

__all__ = ["MAX_BYTES", "check_place", "read_json", "read_text", "write_whole"]


MAX_BYTES = 16_000_000
"""The largest file of another program that is read, in bytes."""

_LINE_END = re.compile(r"\r\n?|\n")
"""Line ends as editors count them."""


def read_text(path: Path, *, limit: int = MAX_BYTES) -> str:
    """Return the text (UTF-8, without a byte order mark) of a regular file of at most *limit* bytes.

    Raises CountermoveError, one sentence, whatever is wrong.
    """
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            kind = "a folder: name a file inside it" if stat.S_ISDIR(status.st_mode) else "not a regular file"
            raise CountermoveError(f"{path} is {kind}.")
        with open(path, "rb") as stream:
            content = stream.read(limit + 1)
    except FileNotFoundError:
        raise CountermoveError(f"{path}: there is no such file.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CountermoveError(f"{path} cannot be read: {reason}.") from None
    if len(content) > limit:
        raise CountermoveError(f"{path} is over {limit // 1_000_000} MB, the most that is read.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CountermoveError(f"{path}: byte {error.start} is not UTF-8 text: save the file as UTF-8.") from None


def read_json(path: Path, *, limit: int = MAX_BYTES, once: bool = False) -> Any:
    """Return the value in a JSON file. With *once* no name may be twice in one object, of which readers would take
    either. Raises CountermoveError, with line and column if it is not JSON."""
    pairs = _each_once if once else None
    try:
        return json.loads(read_text(path, limit=limit), parse_constant=_no_constant, object_pairs_hook=pairs)
    except json.JSONDecodeError as error:
        ends = [end.end() for end in _LINE_END.finditer(error.doc, 0, error.pos)]
        line, column = len(ends) + 1, error.pos - (ends[-1] if ends else 0) + 1
        raise CountermoveError(f"{path}:{line}:{column}: this is not valid JSON: {error.msg}.") from None
    except RecursionError:
        raise CountermoveError(f"{path} is nested too deeply to be read.") from None
    except _TwiceError as error:
        raise CountermoveError(f"{path}: {quoted(error.args[0])} is twice in one object.") from None
    except ValueError as error:  # a number of thousands of digits, or not-a-number
        raise CountermoveError(f"{path} holds a number that cannot be read: {error}.") from None


def _no_constant(word: str) -> float:
    raise ValueError(word)


class _TwiceError(ValueError):
    """A name is in an object twice."""


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for name, value in pairs:
        if name in record:
            raise _TwiceError(name)
        record[name] = value
    return record


try:
    import fcntl
except ImportError:  # Windows, where an open file cannot be removed by others; one that is about to be moved is young
    _LOCKS = False
else:
    _LOCKS = hasattr(fcntl, "flock") and hasattr(os, "geteuid")


_PREFIX, _SUFFIX = ".countermove-", ".part"
_PART = re.compile(re.escape(_PREFIX) + r"[a-z0-9_]{8}" + re.escape(_SUFFIX))
_YOUNG = 60
"""Seconds for which a part stays where nobody can tell whether somebody still needs it, as on Windows."""

_LARGEST = 1 << 24
"""The number of bytes of a file that is compared with what was read; larger ones are never read to be rewritten."""

_KINDS = {
    stat.S_IFBLK: "a device",
    stat.S_IFCHR: "a device",
    stat.S_IFIFO: "a named pipe (FIFO)",
    stat.S_IFSOCK: "a socket",
}


def check_place(path: Path, *, force: bool = False) -> None:
    """Check whether a file can be written there, as far as possible in advance, before work that takes long.

    Raises CountermoveError if there is a file (unless *force* and it may be written) or anything else, or its folder
    does not exist.
    """
    place = _Place(path)
    try:
        place.replaced(force=force)
    except (OSError, ValueError) as error:
        raise place.unwritable(error) from None


def write_whole(
    path: Path,
    content: str | bytes,
    *,
    force: bool = False,
    replacing: str | None = None,
    called: str | None = None,
) -> None:
    """Write a file in one step: readers see the old file or the new one, never a part. Text is written as UTF-8.

    *replacing* is the SHA-256 digest of the only file that may be replaced ("" for none: nothing may be there); it is
    checked last, and writers that use it take turns. *called* is what messages call the file, if its path is nothing
    that their reader should see. Raises CountermoveError if there is a file (unless *force*) or anything else, the file
    or its folder has no write permission, the text is none, or it cannot be written; ChangedMeanwhile if the digest differs.
    """
    place = _Place(path, called)
    data = place.encoded(content) if isinstance(content, str) else content
    force = force or bool(replacing)
    try:
        before = place.replaced(force=force, replacing=replacing)
        _remove_left_over(path.parent)
        with _part_in(path.parent) as (stream, made):
            stream.write(data)
            stream.flush()
            _give_rights(stream.fileno(), made, before)
            _sync(stream.fileno())
            if sys.platform == "win32":  # which moves no open file
                stream.close()
            with _in_turn(path.parent, replacing):
                place.need_same(replacing)
                place.replaced(force=force, replacing=replacing)
                place.give(made, force=force, replacing=replacing)
        _sync_folder(path.parent)
    except (OSError, ValueError) as error:
        raise place.unwritable(error) from None


# -- where it goes -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Place:
    """The place of a file. ``called``: what messages call it, None for its path."""

    path: Path
    called: str | None = None

    @property
    def name(self) -> str:
        return str(self.path) if self.called is None else self.called

    def encoded(self, text: str) -> bytes:
        """The text as UTF-8. Raises CountermoveError if it holds half a surrogate pair."""
        try:
            return text.encode("utf-8")
        except UnicodeEncodeError as error:
            half = f"U+{ord(text[error.start]):04X}"
            line = len(_LINE_END.findall(text, 0, error.start)) + 1
            raise CountermoveError(
                f"{self.name} cannot be written: line {line} of it would hold {half}, half a character, which is no text. "
                "Nothing was written."
            ) from None

    def replaced(self, *, force: bool, replacing: str | None = None) -> os.stat_result | None:
        """The file that is going to be replaced, None if there is none. Raises CountermoveError if nothing may be
        written."""
        path, name = self.path, self.name
        if path.is_dir():
            raise CountermoveError(f"{name} is a folder: name a file in it.")
        if not path.parent.is_dir():
            what = "is not a folder" if path.parent.exists() else "does not exist: make it first"
            folder = f"the folder {path.parent}" if self.called is None else "its folder"
            raise CountermoveError(f"{name} cannot be written: {folder} {what}.")
        try:
            status = path.lstat()
        except FileNotFoundError:
            self.need_folder()
            return None
        if stat.S_ISLNK(status.st_mode):
            target = f" to {os.readlink(path)}" if self.called is None else ""
            raise CountermoveError(
                f"{name} is a symbolic link{target}, and links are not written through: "
                "name that file itself, or remove the link."
            )
        if not stat.S_ISREG(status.st_mode):
            kind = _KINDS.get(stat.S_IFMT(status.st_mode), "not a regular file")
            raise CountermoveError(f"{name} is {kind}, and only files are written: name another place.")
        if not force:
            raise self.exists(replacing)
        if not _may_write(path, status):
            raise CountermoveError(
                f"{name} may not be written: it has no write permission. Give it that permission, or name another place."
            )
        self.need_folder()
        return status

    def need_folder(self) -> None:
        """Raise CountermoveError if this user may write nothing in the folder: a file there is replaced by another."""
        if not os.access(self.path.parent, os.W_OK | os.X_OK, effective_ids=os.access in os.supports_effective_ids):
            raise CountermoveError(
                f"{self.name} cannot be written: nothing may be written in its folder. "
                "Give the folder write permission, or name another place."
            )

    def give(self, made: str, *, force: bool, replacing: str | None) -> None:
        """Give the finished file its name; without *force*, only if nobody has used that name meanwhile."""
        if not force and hasattr(os, "link"):
            try:
                os.link(made, self.path)
                return
            except FileExistsError:
                raise self.exists(replacing) from None
            except OSError:  # a file system without links: it has to do that there was nothing a moment ago
                pass
        os.replace(made, self.path)

    def need_same(self, replacing: str | None) -> None:
        """Raise ChangedMeanwhile if the file is not the one that was read."""
        if not replacing:
            return
        try:
            small = self.path.lstat().st_size <= _LARGEST
            same = small and hashlib.sha256(self.path.read_bytes()).hexdigest() == replacing
        except FileNotFoundError:
            same = False
        if not same:
            raise ChangedMeanwhile(f"{self.name} was changed since it was read: nothing is written over it.")

    def exists(self, replacing: str | None) -> CountermoveError:
        """The error for a file that is there."""
        if replacing is not None:
            return ChangedMeanwhile(f"{self.name} was made meanwhile: nothing is written over it.")
        return CountermoveError(f"{self.name} exists already; force overwrites it.", argument="force")

    def unwritable(self, error: Exception) -> CountermoveError:
        """The error for what the system refuses."""
        reason = getattr(error, "strerror", None) or str(error)
        return CountermoveError(f"{self.name} cannot be written: {reason}.")


def _may_write(path: Path, status: os.stat_result) -> bool:
    """Whether a file has write permission for this user. The bits of its mode are asked too, since the system grants
    root everything."""
    owns = hasattr(os, "geteuid") and status.st_uid == os.geteuid()
    bits = stat.S_IWUSR if owns else stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
    return bool(status.st_mode & bits) and os.access(
        path, os.W_OK, effective_ids=os.access in os.supports_effective_ids
    )


@contextmanager
def _in_turn(folder: Path, replacing: str | None) -> Iterator[None]:
    """Let writers that replace what they have read take turns, where a folder can be locked."""
    if replacing is None or not _LOCKS:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system without locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


# -- how it gets there -------------------------------------------------------------------------------------------------


@contextmanager
def _part_in(folder: Path) -> Iterator[tuple[BinaryIO, str]]:
    """Open and lock an empty file of our own there and yield it with its path. It is removed afterwards if it still
    has that name."""
    stream, made = _locked_part(folder)
    try:
        with stream:
            yield stream, made
    finally:
        Path(made).unlink(missing_ok=True)


def _locked_part(folder: Path) -> tuple[BinaryIO, str]:
    while True:
        handle, made = tempfile.mkstemp(dir=folder, prefix=_PREFIX, suffix=_SUFFIX)
        stream = os.fdopen(handle, "wb")
        # A cleaning writer may have come between making and locking: then it has no name any more.
        if _lock(handle) and os.fstat(handle).st_nlink:
            return stream, made
        stream.close()


def _lock(handle: int) -> bool:
    """Lock an open file. Return whether it is locked now; true where nothing can be locked."""
    if not _LOCKS:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks, whose parts `_remove_left_over` leaves alone
        return True
    return True


def _give_rights(handle: int, made: str, before: os.stat_result | None) -> None:
    """Give a new file its mode, or that of the one replaced, with its owner and group as far as this user may."""
    if before is None:
        os.chmod(made, 0o666 & ~_umask())
        return
    if hasattr(os, "fchown"):
        for owner, group in ((-1, before.st_gid), (before.st_uid, -1)):
            with suppress(OSError):
                os.fchown(handle, owner, group)
    os.chmod(made, before.st_mode & 0o777)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync(handle: int) -> None:
    """Sync a file's content to disk, where files can be synced."""
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
            raise


def _sync_folder(folder: Path) -> None:
    """Sync a file's name to disk too, where folders can be synced."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


# -- what was left over ------------------------------------------------------------------------------------------------


def _remove_left_over(folder: Path) -> None:
    """Remove what killed writers of this user left there. What cannot be examined or removed stays."""
    with suppress(OSError):
        for name in os.listdir(folder):
            if _PART.fullmatch(name):
                with suppress(OSError):
                    _remove_unless_held(folder / name)


def _remove_unless_held(part: Path) -> None:
    if not _LOCKS:
        if sys.platform == "win32" and time.time() - part.stat().st_mtime > _YOUNG:
            part.unlink()
        return
    # Neither followed nor waited for, should somebody have put a link or a FIFO there.
    handle = os.open(part, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        status = os.fstat(handle)
        if stat.S_ISREG(status.st_mode) and status.st_uid == os.geteuid():
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            part.unlink()
    finally:
        os.close(handle)
