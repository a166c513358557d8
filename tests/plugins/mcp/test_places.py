"""What may be read: bundled cases and what is allowed, and nothing else under whatever name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from countermove.plugins.mcp.resources import places
from gmcr.base.errors import CountermoveError
from tests.conftest import in_one_test
from tests.unit.reports.samples import FERRY

__all__: list[str] = []


@pytest.fixture
def served(tmp_path: Path) -> Path:
    """A folder to serve, and beside it what is none of anybody's business."""
    folder = tmp_path / "served"
    (folder / "deep").mkdir(parents=True)
    (tmp_path / "secret.yaml").write_text(FERRY, encoding="utf-8")
    for name in ("ferry.yaml", "deep/quay.yaml"):
        (folder / name).write_text(FERRY, encoding="utf-8")
    (folder / "notes.txt").write_text("password: hunter2", encoding="utf-8")
    (folder / "settings.yaml").write_text("password: hunter2", encoding="utf-8")
    return folder


def test_files_of_the_folder_and_bundled_cases_are_named(served: Path) -> None:
    allowed = places([served])
    assert allowed.base == served.resolve()
    assert allowed.named("ferry.yaml") == "ferry.yaml"
    assert allowed.named("./deep/../deep/quay.yaml") == os.path.join("deep", "quay.yaml")
    assert allowed.named(str(served / "ferry.yaml")) == "ferry.yaml"
    assert allowed.named("korea-2021") == "korea-2021"
    assert allowed.listed() == ("ferry.yaml",)


@in_one_test(
    "name",
    ["../secret.yaml", "deep/../../secret.yaml", "/etc/passwd", "~/x.yaml", "", "nowhere.yaml", "notes.txt", "deep", ".",
     "a\0b.yaml", "line\nbreak.yaml", "\ud800.yaml", "x" * 5000, "é" * 200, "‮lmay.yaml", "korea-2021/../../secret.yaml"],
)  # fmt: skip
def test_anything_else_is_refused_in_one_sentence(served: Path, name: str) -> None:
    with pytest.raises(CountermoveError) as raised:
        places([served]).named(name)
    assert "\n" not in str(raised.value)
    assert len(str(raised.value)) < 600


def test_a_refusal_does_not_tell_what_there_is_outside(served: Path) -> None:
    allowed = places([served])

    def told(name: str) -> str:
        with pytest.raises(CountermoveError) as raised:
            allowed.named(name)
        return str(raised.value).replace(name, "NAME")

    assert told("../secret.yaml") == told("../nothing.yaml")


def test_links_lead_nowhere_else(served: Path) -> None:
    (served / "link.yaml").symlink_to(served.parent / "secret.yaml")
    (served / "korea-2021").symlink_to(served.parent / "secret.yaml")
    (served / "loop.yaml").symlink_to(served / "loop.yaml")
    (served / "inside.yaml").symlink_to(served / "ferry.yaml")
    allowed = places([served])
    for name in ("link.yaml", "korea-2021", "loop.yaml"):
        with pytest.raises(CountermoveError):
            allowed.named(name)
    assert allowed.named("inside.yaml") == "ferry.yaml"
    assert allowed.listed() == ("ferry.yaml",)


def test_what_is_no_file_or_too_large_is_refused(served: Path) -> None:
    os.mkfifo(served / "pipe.yaml")
    (served / "large.yaml").write_bytes(b"#" * 2_000_001)
    allowed = places([served])
    with pytest.raises(CountermoveError, match="not a case here"):
        allowed.named("pipe.yaml")
    with pytest.raises(CountermoveError, match="over 2 MB"):
        allowed.named("large.yaml")
    assert allowed.listed() == ("ferry.yaml",)


def test_a_file_alone_is_allowed_alone(served: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(served)
    allowed = places(["ferry.yaml"])
    assert allowed.named("ferry.yaml") == "ferry.yaml"
    assert allowed.listed() == ("ferry.yaml",)
    with pytest.raises(CountermoveError, match=r"not among what may be read.* a file of: ferry\.yaml"):
        allowed.named("settings.yaml")
    with pytest.raises(CountermoveError, match="no such file or folder"):
        places(["gone.yaml"])
