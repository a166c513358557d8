"""A file or a folder without write permission stays as it is, whatever command would write there, with --force too."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer

from countermove.cli import app
from tests.closed import closed
from tests.conftest import in_one_test
from tests.plugins.serve.sound import SOUND, WORDS, sound_in
from tests.unit.cli.conftest import Run
from tests.unit.cli.test_sealing import FORECAST

__all__: list[str] = []

WRITING = {
    "cases": ("cases --published --out suite --force",),
    "certify": ("certify {case} start -o {out}.json --force",),
    "compare": ("compare {case} other.yaml --write {out}.yaml --force",),
    "convert": (
        "convert chicken {out}.gmcr --force",
        "convert chicken {out}.csv --force",
        "convert chicken -o {out}.graph.json --force",
    ),
    "draft": (
        "draft essay.txt -o {out}.yaml --force",
        "draft essay.txt --texts given -o new.yaml --force",
        "draft essay.txt --ask {out}.json --force",
        "draft essay.txt --answers answers.json -o {out}.yaml --force",
    ),
    "figure": ("figure {case} lanes -o {out}.svg --force", "figure {case} lanes -o {out}.csv --force"),
    "new": ("new {out}.yaml --force", "new fresh.yaml --force"),
    "paper": ("paper chicken -o {out}.tex --force",),
    "report": ("report {case} -o {out}.html --force",),
    "site": ("site . -o pages --force",),
    "sources": ("sources {case} --texts texts --lock --force",),
}  # fmt: skip
"""What each command writes over; `ledger` has what `seal` appends to."""


def writable(folder: Path) -> None:
    """Files at every place that a command is to write to."""
    (folder / "given").mkdir()
    (folder / "pages").mkdir()
    (folder / "suite").mkdir()
    for name in (
        "out.json",
        "out.gmcr",
        "out.csv",
        "out.graph.json",
        "out.yaml",
        "out.svg",
        "out.tex",
        "out.html",
        "given/essay.txt",
        "pages/index.html",
        "suite/states.csv",
        "sound.sources.json",
        "countermove.schema.json",
    ):
        (folder / name).write_text("mine\n", encoding="utf-8")
        (folder / name).chmod(0o444)


def texts_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    sound_in(tmp_path)
    (tmp_path / "essay.txt").write_text(WORDS, encoding="utf-8")
    (tmp_path / "answers.json").write_text("[]", encoding="utf-8")
    first, second = (line for line in SOUND.splitlines(keepends=True) if line.strip().startswith("- {id: k"))
    (tmp_path / "other.yaml").write_text(SOUND.replace(first + second, second + first), encoding="utf-8")
    writable(tmp_path)
    return tmp_path


@in_one_test(("command", "line"), [(command, line) for command, lines in WRITING.items() for line in lines])
def test_no_command_writes_over_it(folder: Path, run: Run, command: str, line: str) -> None:
    del command
    before = texts_of(folder)
    done = run(*line.format(case="sound.yaml", out="out").split())
    assert done.exit_code == 2, done.output
    assert "may not be written: it has no write permission." in done.stderr
    assert done.stderr.count("\n") == 1
    assert texts_of(folder) == before


@in_one_test(("command", "line"), [(command, line) for command, lines in WRITING.items() for line in lines])
def test_no_command_writes_in_a_folder_without_permission(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch, command: str, line: str
) -> None:
    del command
    for path in folder.rglob("*"):  # files may be written, and there are some at half of the places
        path.chmod(0o755 if path.is_dir() else 0o644)
    for name in ("out.svg", "out.tex", "out.yaml", "given/essay.txt", "countermove.schema.json"):
        (folder / name).unlink(missing_ok=True)
    before = texts_of(folder)
    with closed(folder, monkeypatch):
        done = run(*line.format(case="sound.yaml", out="out").split())
    assert done.exit_code == 2, done.output
    assert "cannot be written: nothing may be written in its folder. Give the folder write permission" in done.stderr
    assert done.stderr.count("\n") == 1
    assert texts_of(folder) == before


def test_nothing_is_sealed_in_a_folder_without_permission(
    ferry: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(ferry)
    path.write_text(path.read_text("utf-8") + FORECAST, encoding="utf-8")
    with closed(path.parent, monkeypatch):
        done = run("seal", ferry)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1), done.stderr
    assert "ferry.ledger.jsonl cannot be written: nothing may be written in its folder." in done.stderr
    assert [item.name for item in path.parent.iterdir()] == ["ferry.yaml"]


def test_every_command_that_overwrites_is_tried() -> None:
    group = typer.main.get_command(app)
    commands = {name: group.get_command(None, name) for name in group.list_commands(None)}
    assert set(WRITING) == {
        name for name, made in commands.items() if any("--force" in item.opts for item in made.params)
    }
