"""Files are written whole or not at all, over nothing but files, and a writer that is killed spoils nothing."""

from __future__ import annotations

import errno
import hashlib
import importlib.util
import os
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from gmcr.base import files as write
from gmcr.base.errors import ChangedMeanwhile, CountermoveError
from gmcr.base.files import check_place, write_whole
from tests.conftest import ROOT

__all__: list[str] = []

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs the files of POSIX")


def names(folder: Path) -> list[str]:
    return sorted(item.name for item in folder.iterdir())


def test_a_file_is_written_and_only_force_overwrites_it(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_whole(path, "é\n")
    assert path.read_bytes() == b"\xc3\xa9\n"
    for refuse in (check_place, lambda place: write_whole(place, "other")):
        with pytest.raises(CountermoveError, match="exists already"):
            refuse(path)
    write_whole(path, b"other", force=True)
    assert path.read_bytes() == b"other"
    assert names(tmp_path) == ["a.txt"]


@posix
def test_a_new_file_has_the_mode_that_the_user_wants(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "a.txt", "")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o640


@posix
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755])
def test_a_file_that_replaces_another_has_its_mode(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a.txt"
    path.write_text("before", encoding="utf-8")
    path.chmod(mode)
    write_whole(path, "after", force=True)
    assert path.read_text(encoding="utf-8") == "after"
    assert stat.S_IMODE(path.stat().st_mode) == mode


def refused(path: Path) -> None:
    """No way of writing replaces this file, and each says why."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    for refuse in (
        lambda: check_place(path, force=True),
        lambda: write_whole(path, "after", force=True),
        lambda: write_whole(path, "after", replacing=digest),
    ):
        with pytest.raises(CountermoveError, match=r"a\.txt may not be written: it has no write permission"):
            refuse()
    assert (path.read_text(encoding="utf-8"), names(path.parent)) == ("before", ["a.txt"])


@pytest.mark.parametrize("mode", [0o444, 0o400, 0o555, 0o464])
def test_a_file_without_write_permission_stays_even_if_this_process_could_write_it(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a.txt"
    path.write_text("before", encoding="utf-8")
    path.chmod(mode)
    refused(path)
    path.chmod(0o644)
    write_whole(path, "after", force=True)
    assert path.read_text(encoding="utf-8") == "after"


@posix
@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root has files of others at hand")
def test_a_file_of_somebody_else_without_write_permission_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("before", encoding="utf-8")
    os.chown(path, 12345, 23456)
    path.chmod(0o444)
    refused(path)


@posix
@pytest.mark.parametrize("there", [True, False])
def test_a_folder_in_which_nothing_may_be_written_stays_as_it_is(there: bool) -> None:
    """As root this process is somebody else meanwhile, to whom the folder gives nothing."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "a.txt")
        if there:
            path.write_text("before", encoding="utf-8")
            path.chmod(0o666)
        digest = hashlib.sha256(b"before").hexdigest() if there else ""
        Path(name).chmod(0o555)
        with somebody_else():
            for refuse in (
                lambda: check_place(path, force=True),
                lambda: write_whole(path, "after", force=True),
                lambda: write_whole(path, "after", replacing=digest),
            ):
                with pytest.raises(
                    CountermoveError, match=r"a\.txt cannot be written: nothing may be written in its folder\."
                ):
                    refuse()
        Path(name).chmod(0o755)
        assert [(item.name, item.read_text("utf-8")) for item in Path(name).iterdir()] == [("a.txt", "before")] * there


@contextmanager
def somebody_else() -> Iterator[None]:
    """Another user than root."""
    if sys.platform == "win32" or os.geteuid() != 0:
        yield
        return
    os.seteuid(12345)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_permission_that_is_taken_away_meanwhile_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, rights = tmp_path / "a.txt", write._give_rights
    path.write_text("before", encoding="utf-8")

    def late(handle: int, made: str, before: os.stat_result | None) -> None:
        rights(handle, made, before)
        path.chmod(0o444)

    monkeypatch.setattr(write, "_give_rights", late)
    with pytest.raises(CountermoveError, match="may not be written"):
        write_whole(path, "after", force=True)
    assert (path.read_text(encoding="utf-8"), names(tmp_path)) == ("before", ["a.txt"])


@pytest.mark.parametrize("there", [None, "before"])
def test_half_a_character_is_refused_before_anything_is_written(
    tmp_path: Path, there: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    if there is not None:
        path.write_text(there, encoding="utf-8")
    monkeypatch.setattr(write, "_locked_part", pytest.fail)
    with pytest.raises(
        CountermoveError, match=r"a\.txt cannot be written: line 2 of it would hold U\+D800, half a char"
    ):
        write_whole(path, "one\r\ntwo \ud800\nthree", force=True)
    assert names(tmp_path) == ([] if there is None else ["a.txt"])
    assert there is None or path.read_text(encoding="utf-8") == there


def test_messages_can_be_without_folders(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    (tmp_path / "folder").mkdir()
    path.touch(mode=0o444)
    found = []
    for place, force in (
        (path, False), (path, True), (tmp_path / "folder", True), (tmp_path / "none" / "a.txt", True), (path / "a.txt", True)
    ):  # fmt: skip
        with pytest.raises(CountermoveError) as error:
            write_whole(place, "x", force=force, called="mine.yaml")
        found.append(str(error.value))
    with pytest.raises(ChangedMeanwhile) as changed:
        write_whole(path, "x", replacing="")
    assert str(changed.value).startswith(str(path))
    with pytest.raises(ChangedMeanwhile) as changed:
        write_whole(path, "x", replacing="", called="mine.yaml")
    found.append(str(changed.value))
    if sys.platform != "win32":
        (tmp_path / "link").symlink_to(path)
        with pytest.raises(CountermoveError) as error:
            write_whole(tmp_path / "link", "x", force=True, called="mine.yaml")
        found.append(str(error.value))
    assert all(message.startswith("mine.yaml ") for message in found)
    assert not [message for message in found if tmp_path.name in message]


@posix
@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root gives files away")
def test_a_file_that_replaces_another_has_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("before", encoding="utf-8")
    os.chown(path, 12345, 23456)
    path.chmod(0o640)
    write_whole(path, "after", force=True)
    status = path.stat()
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (12345, 23456, 0o640)


@posix
@pytest.mark.parametrize("force", [False, True])
def test_a_link_is_neither_replaced_nor_written_through(tmp_path: Path, force: bool) -> None:
    (tmp_path / "real.txt").write_text("mine", encoding="utf-8")
    for target in ("real.txt", "nowhere.txt"):
        link = tmp_path / f"link-{target}"
        link.symlink_to(target)
        for refuse in (check_place, lambda place, force: write_whole(place, "other", force=force)):
            with pytest.raises(CountermoveError, match=f"is a symbolic link to {target}"):
                refuse(link, force=force)
        assert link.is_symlink()
    assert (tmp_path / "real.txt").read_text(encoding="utf-8") == "mine"
    assert names(tmp_path) == ["link-nowhere.txt", "link-real.txt", "real.txt"]


@posix
@pytest.mark.parametrize("force", [False, True])
def test_nothing_but_a_file_is_replaced(tmp_path: Path, force: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the path of a socket is short
    os.mkfifo("fifo")
    (tmp_path / "folder").mkdir()
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("socket")
        for name, told in {
            "fifo": "a named pipe",
            "socket": "a socket",
            "/dev/null": "a device",
            "folder": "a folder",
        }.items():
            before = os.lstat(name)
            for refuse in (check_place, lambda place, force: write_whole(place, "x", force=force)):
                with pytest.raises(CountermoveError, match=f"{name} is {told}"):
                    refuse(Path(name), force=force)
            assert os.lstat(name).st_ino == before.st_ino
    assert names(tmp_path) == ["fifo", "folder", "socket"]


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CountermoveError, match="does not exist: make it first"):
        write_whole(tmp_path / "none" / "a.txt", "")
    with pytest.raises(CountermoveError, match="is not a folder"):
        write_whole(tmp_path / "file" / "a.txt", "")
    with pytest.raises(CountermoveError, match="cannot be written"):
        write_whole(tmp_path / ("n" * 300), "")
    write_whole(tmp_path / ("ŝ" * 127), "")  # as long as names may be


def test_a_disk_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("before", encoding="utf-8")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(CountermoveError, match=r"a.txt cannot be written: No space left on device\."):
        write_whole(path, "after", force=True)
    assert path.read_text(encoding="utf-8") == "before"
    assert names(tmp_path) == ["a.txt"]


@posix
@pytest.mark.parametrize("force", [False, True])
def test_the_file_is_synced_before_it_has_its_name_and_its_folder_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, force: bool
) -> None:
    done: list[str] = []
    sync = os.fsync

    def told(handle: int) -> None:
        what = "folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else f"{os.fstat(handle).st_size} bytes"
        done.append(f"{what}, {'there' if (tmp_path / 'a.txt').exists() else 'not there'}")
        sync(handle)

    monkeypatch.setattr(os, "fsync", told)
    write_whole(tmp_path / "a.txt", "12345", force=force)
    assert done == ["5 bytes, not there", "folder, there"]


def test_whoever_is_first_has_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    give = write._Place.give

    def late(place: write._Place, made: str, *, force: bool, replacing: str | None) -> None:
        place.path.write_text("theirs", encoding="utf-8")
        give(place, made, force=force, replacing=replacing)

    monkeypatch.setattr(write._Place, "give", late)
    with pytest.raises(CountermoveError, match="exists already"):
        write_whole(path, "mine")
    assert path.read_text(encoding="utf-8") == "theirs"
    path.unlink()
    with pytest.raises(ChangedMeanwhile, match="was made meanwhile"):
        write_whole(path, "mine", replacing="")
    assert path.read_text(encoding="utf-8") == "theirs"
    assert names(tmp_path) == ["a.txt"]


# -- killed in mid-write -----------------------------------------------------------------------------------------------

# Writes until it is killed; before the step that is named it says so and waits for that.
WRITER = """
import os, sys, time
from pathlib import Path
from gmcr.base import files as write

where, name = (os, sys.argv[2]) if hasattr(os, sys.argv[2]) else (write, sys.argv[2])
step = getattr(where, name)

def waits(*given, **named):
    if sys.argv[3] == "after":
        step(*given, **named)
    print("ready", flush=True)
    time.sleep(60)

setattr(where, name, waits)
write.write_whole(Path(sys.argv[1]), b"n" * 300_000, force=True)
"""


def writer(path: Path, step: str, when: str = "before") -> subprocess.Popen[bytes]:
    """A program that is at that step of writing the file."""
    program = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), step, when],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE,
    )
    assert program.stdout is not None
    assert program.stdout.readline() == b"ready\n"
    return program


def end(program: subprocess.Popen[bytes]) -> None:
    program.kill()
    program.communicate(timeout=60)


@posix
@pytest.mark.parametrize(
    ("step", "when", "there"),
    [
        ("_locked_part", "before", b"old"),
        ("_lock", "before", b"old"),
        ("_give_rights", "before", b"old"),
        ("fsync", "before", b"old"),
        ("replace", "before", b"old"),
        ("replace", "after", b"n" * 300_000),
        ("_sync_folder", "before", b"n" * 300_000),
    ],
    ids=lambda value: (
        value if isinstance(value, str) else value[:3].decode()
    ),  # whole, it is too long for an environment
)
def test_a_writer_that_is_killed_leaves_the_old_file_or_the_new_one(
    tmp_path: Path, step: str, when: str, there: bytes
) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"old")
    end(writer(path, step, when))
    assert path.read_bytes() == there
    assert len(names(tmp_path)) <= 2
    write_whole(tmp_path / "b.txt", "another")
    assert names(tmp_path) == ["a.bin", "b.txt"], "what it left over is gone"
    assert path.read_bytes() == there


@posix
@pytest.mark.level("all")
def test_killed_at_any_moment(tmp_path: Path) -> None:
    """A program that writes without end, killed at many moments: the file is always one of those that it wrote, whole."""
    path = tmp_path / "a.bin"
    code = (
        "import itertools, sys\nfrom pathlib import Path\nfrom gmcr.base.files import write_whole\n"
        "for k in itertools.count():\n"
        "    write_whole(Path(sys.argv[1]), bytes([k % 256]) * 2_000_000, force=True)\n"
        "    k or print('ready', flush=True)\n"
    )
    for k in range(12):
        program = subprocess.Popen(
            [sys.executable, "-c", code, str(path)],
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
            stdout=subprocess.PIPE,
        )
        assert program.stdout is not None
        assert program.stdout.readline() == b"ready\n"
        time.sleep(0.0137 * k)
        end(program)
        content = path.read_bytes()
        assert len(content) == 2_000_000
        assert len(set(content)) == 1
    write_whole(tmp_path / "b.txt", "")
    assert names(tmp_path) == ["a.bin", "b.txt"]


@posix
def test_what_a_living_writer_writes_is_not_touched(tmp_path: Path) -> None:
    program = writer(tmp_path / "a.bin", "fsync")
    try:
        assert len(names(tmp_path)) == 1
        write_whole(tmp_path / "b.txt", "")
        assert len(names(tmp_path)) == 2
        (part,) = tmp_path.glob(".countermove-*.part")
        os.kill(program.pid, signal.SIGSTOP)  # nor that of one that sleeps
        write_whole(tmp_path / "c.txt", "")
        assert part.exists()
    finally:
        end(program)


@posix
def test_only_what_is_ours_is_cleaned_up(tmp_path: Path) -> None:
    kept = [".countermove-x.part", "film.part", ".a.yaml.k2j3h4g5.part", "countermove-k2j3h4g5.part"]
    for name in kept:
        (tmp_path / name).write_text("theirs", encoding="utf-8")
    os.mkfifo(tmp_path / ".countermove-aaaaaaaa.part")
    (tmp_path / ".countermove-bbbbbbbb.part").symlink_to("film.part")
    (tmp_path / ".countermove-cccccccc.part").mkdir()
    (tmp_path / ".countermove-dddddddd.part").write_text("left over", encoding="utf-8")
    write_whole(tmp_path / "a.yaml", "")
    places = [f".countermove-{letter * 8}.part" for letter in "abc"]
    assert names(tmp_path) == sorted([*kept, *places, "a.yaml"])


@posix
def test_a_part_that_is_taken_for_left_over_before_it_is_locked_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock, seen = write._lock, []

    def cleaned_first(handle: int) -> bool:
        if not seen:
            seen.extend(names(tmp_path))
            write._remove_left_over(tmp_path)
            assert names(tmp_path) == []
        return lock(handle)

    monkeypatch.setattr(write, "_lock", cleaned_first)
    write_whole(tmp_path / "a.txt", "whole")
    assert len(seen) == 1
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "whole"


# -- platforms that lack something ---------------------------------------------------------------------------------------


@pytest.fixture(
    params=["no links", "links that fail", "no locks", "no users", "nothing to sync", "none of all this", "Windows"]
)
def lacking(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """A platform that lacks something, as WebAssembly does."""

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSYS, "Function not implemented")

    what: str = request.param
    every = what == "none of all this"
    if what == "Windows":
        monkeypatch.setattr(sys, "platform", "win32")
        monkeypatch.setattr(os, "replace", refusing_open(os.replace))
    if what == "links that fail":
        monkeypatch.setattr(os, "link", fail)
    if what == "no links" or every:
        monkeypatch.delattr(os, "link")
    if what in ("no locks", "Windows") or every:
        monkeypatch.setitem(sys.modules, "fcntl", None)
    if what in ("no users", "Windows") or every:
        for name in ("geteuid", "fchown"):
            monkeypatch.delattr(os, name, raising=False)
    if what == "nothing to sync" or every:
        monkeypatch.setattr(os, "fsync", fail)
    return what


def test_where_a_platform_lacks_something_a_file_is_written_as_elsewhere(tmp_path: Path, lacking: str) -> None:
    module = read_anew(write)
    path = tmp_path / "a.txt"
    held = tmp_path / ".countermove-abcdefgh.part"
    held.write_text("of another", encoding="utf-8")
    module.write_whole(path, "one")
    with pytest.raises(CountermoveError, match="exists already"):
        module.write_whole(path, "two")
    assert path.read_text(encoding="utf-8") == "one"
    module.write_whole(path, "two", force=True)
    assert path.read_text(encoding="utf-8") == "two"
    # Where nobody can tell whether somebody still writes a part, it stays; on Windows for a minute.
    locked = lacking in ("no links", "links that fail", "nothing to sync")
    assert names(tmp_path) == (["a.txt"] if locked else [".countermove-abcdefgh.part", "a.txt"])


def refusing_open(move: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """A move as Windows makes it, which refuses a file that this process has open."""

    def moved(made: Any, path: Any) -> None:
        for handle in Path("/proc/self/fd").iterdir() if Path("/proc/self/fd").is_dir() else ():
            if handle.exists() and handle.samefile(made):
                raise PermissionError(errno.EACCES, "The process cannot access the file because it is being used")
        move(made, path)

    return moved


@posix
def test_on_windows_a_part_is_left_over_after_a_minute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(write, "_LOCKS", False)
    young, old = (tmp_path / f".countermove-{letter * 8}.part" for letter in "ab")
    for part in (young, old):
        part.touch()
    os.utime(old, (0, 0))
    write_whole(tmp_path / "a.txt", "whole")
    assert names(tmp_path) == [young.name, "a.txt"]


def read_anew(module: ModuleType) -> ModuleType:
    """The module as it is on a platform that is lacking something, beside the one that all others have."""
    spec = importlib.util.spec_from_file_location(f"{module.__name__}_anew", str(module.__file__))
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = made  # its records look there for the types of their fields
    try:
        spec.loader.exec_module(made)
    finally:
        del sys.modules[spec.name]
    return made
