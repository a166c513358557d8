"""Cases by name: files that are looked at each time, hostile names, and saving."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from countermove.plugins.serve.serving.shelf import digest_of, shelf_of
from gmcr.base.errors import AssessmentError, ChangedMeanwhile, CountermoveError, UnknownName
from tests.conftest import in_one_test
from tests.unit.reports.samples import FERRY

__all__: list[str] = []

HOSTILE = ["..", "../ferry", "%2e%2e/ferry", "/etc/passwd", "ferry\0", "ferry/", "./ferry", "", ".", "x" * 100_000, "\u202eyrref",
           "C:\\ferry", "~/ferry", "ferry.yaml/../ferry", "\udcff", ".hidden"]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    own = tmp_path / "cases"
    own.mkdir()
    (own / "ferry.yaml").write_text(FERRY, encoding="utf-8")
    (own / "other.yml").write_text(FERRY, encoding="utf-8")
    (own / "no.yaml").write_text("a: 1\n", encoding="utf-8")
    (own / ".hidden.yaml").write_text(FERRY, encoding="utf-8")
    (tmp_path / "outside.yaml").write_text(FERRY, encoding="utf-8")
    return own


def test_a_folder_serves_its_assessments(folder: Path) -> None:
    (folder / "ferry.yml").write_text(FERRY, encoding="utf-8")
    (folder / "broken.yaml").write_text("countermove: 1\n  title: [", encoding="utf-8")
    shelf = shelf_of(str(folder))
    assert list(shelf.sources) == ["broken", "ferry", "ferry.yml", "other"]
    assert shelf.read("ferry").digest == digest_of(FERRY.encode())
    assert shelf.source("ferry.yml").path == folder / "ferry.yml"
    assert {shelf.source(name).name for name in shelf.sources} == set(shelf.sources)


@in_one_test("name", HOSTILE)
def test_no_name_leads_out_of_the_folder(folder: Path, name: str) -> None:
    for shelf in (shelf_of(str(folder)), shelf_of(str(folder / "ferry.yaml"))):
        with pytest.raises(UnknownName, match="is not a case here"):
            shelf.read(name)
        with pytest.raises(UnknownName):
            shelf.save(name, b"x", "")


def test_a_name_over_200_bytes_is_none_and_nothing_is_looked_up(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    longest = "x" * 195
    (folder / f"{longest}.yaml").write_text(FERRY, encoding="utf-8")
    (folder / f"{longest}x.yaml").write_text(FERRY, encoding="utf-8")
    shelf = shelf_of(str(folder))
    assert list(shelf.sources) == ["ferry", "other", longest]  # no list names what cannot be opened
    with pytest.raises(AssessmentError, match="a name of at most 200 bytes: rename"):
        shelf_of(str(_named(folder, "x" * 201)))
    monkeypatch.setattr(os, "listdir", pytest.fail)
    for name in ("x" * 201, "\u00e9" * 101, "\udcff" * 67, "x" * 1_000_000):
        with pytest.raises(UnknownName, match="is not a case here") as error:
            shelf.read(name)
        assert len(str(error.value)) < 500  # shortened: half a character takes six letters


def _named(folder: Path, stem: str) -> Path:
    path = folder.parent / f"{stem}.yaml"
    path.write_text(FERRY, encoding="utf-8")
    return path


def test_without_a_name_this_folder_and_what_is_bundled(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    shelf = shelf_of(None)
    assert {"ferry", "korea-2021"} <= set(shelf.sources)
    assert shelf.source("korea-2021").path is None
    assert "korea-2021" not in shelf_of(str(folder)).sources


@pytest.mark.parametrize(
    ("given", "why"), [("nowhere.yaml", "no such file"), ("chicken", "bare conflict"), ("kore-2021", "Did you mean")]
)
def test_what_is_not_there_is_told_at_once(given: str, why: str) -> None:
    with pytest.raises(AssessmentError, match=why):
        shelf_of(given)


def test_a_file_that_is_being_worked_on_is_served(folder: Path) -> None:
    path = folder / "broken.yaml"
    path.write_text("countermove: 1\n  title: [", encoding="utf-8")
    assert shelf_of(str(path)).read("broken").content.startswith(b"countermove")


def gone(path: Path) -> None:
    path.unlink()


def huge(path: Path) -> None:
    with open(path, "r+b") as stream:
        stream.truncate(1 << 30)


def fifo(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def away(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.parent.parent / "outside.yaml")


def into_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    ("becomes", "why"),
    [
        (gone, "There is no such file."),
        (huge, "over 1 MB"),
        (fifo, "not a regular file"),
        (away, "symbolic link that leads out of the folder"),
        (into_a_folder, "This is a folder"),
    ],
)
@pytest.mark.parametrize("alone", [False, True])
def test_a_file_that_becomes_something_else(folder: Path, becomes: object, why: str, alone: bool) -> None:
    path = folder / "ferry.yaml"
    shelf = shelf_of(str(path if alone else folder))
    before, mark = shelf.read("ferry"), shelf.mark("ferry")
    becomes(path)  # type: ignore[operator]
    assert shelf.mark("ferry") != mark
    with pytest.raises(AssessmentError, match=why):
        shelf.read("ferry")
    if becomes is not gone:
        with pytest.raises(CountermoveError):
            shelf.save("ferry", b"mine", before.digest)
    assert (folder.parent / "outside.yaml").read_text("utf-8") == FERRY


def test_what_a_link_within_the_folder_leads_to_is_looked_at_too(folder: Path) -> None:
    (folder / "link.yaml").symlink_to("ferry.yaml")
    shelf = shelf_of(str(folder))
    mark = shelf.mark("link")
    (folder / "ferry.yaml").write_text(f"{FERRY}\n# another\n", encoding="utf-8")
    assert shelf.mark("link") != mark


def test_saving_replaces_what_was_read_and_nothing_else(folder: Path) -> None:
    shelf, path = shelf_of(str(folder)), folder / "ferry.yaml"
    before = shelf.read("ferry")
    digest = shelf.save("ferry", b"one", before.digest)
    assert (path.read_bytes(), digest) == (b"one", digest_of(b"one"))
    path.write_bytes(b"somebody else")
    with pytest.raises(ChangedMeanwhile, match=r"^ferry\.yaml was changed since it was read"):
        shelf.save("ferry", b"two", digest)
    assert path.read_bytes() == b"somebody else"
    path.unlink()
    with pytest.raises(ChangedMeanwhile):
        shelf.save("ferry", b"two", digest)
    shelf.save("ferry", b"two", "")
    assert path.read_bytes() == b"two"
    with pytest.raises(ChangedMeanwhile, match=r"^ferry\.yaml was made meanwhile"):
        shelf.save("ferry", b"three", "")
    for half in ("a: \ud800\n".encode("utf-8", "surrogatepass"), b"a: \xff\n"):
        with pytest.raises(AssessmentError, match=r"half a character|not UTF-8"):
            shelf.save("ferry", half, digest_of(b"two"))
    path.chmod(0o444)
    with pytest.raises(CountermoveError, match=r"^ferry\.yaml may not be written: it has no write permission"):
        shelf.save("ferry", b"three", digest_of(b"two"))
    assert path.read_bytes() == b"two"
    assert sorted(os.listdir(folder)) == [".hidden.yaml", "ferry.yaml", "no.yaml", "other.yml"]


def test_of_those_who_save_at_once_one_does(folder: Path) -> None:
    shelf = shelf_of(str(folder))
    digest = shelf.read("ferry").digest

    def save(number: int) -> bytes | None:
        try:
            shelf.save("ferry", content := f"{number}\n".encode(), digest)
        except ChangedMeanwhile:
            return None
        return content

    with ThreadPoolExecutor(16) as pool:
        saved = [content for content in pool.map(save, range(16)) if content is not None]
    assert saved == [(folder / "ferry.yaml").read_bytes()]


def test_what_is_bundled_stays_as_it_is() -> None:
    shelf = shelf_of("korea-2021")
    with pytest.raises(CountermoveError, match="stays as it is: download what you have"):
        shelf.save("korea-2021", b"mine", shelf.read("korea-2021").digest)


def test_a_text_that_no_file_may_hold_is_not_written(folder: Path) -> None:
    shelf = shelf_of(str(folder))
    with pytest.raises(AssessmentError, match="over 1 MB"):
        shelf.save("ferry", b"x" * 1_000_001, shelf.read("ferry").digest)
    assert (folder / "ferry.yaml").read_text("utf-8") == FERRY
