"""countermove report: files written, refused and overwritten; and pictures on terminals, plain or not."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from countermove.media import output, pdf, record_schema
from countermove.reports.assessing import parts
from tests.unit.cli.conftest import Process, Run

__all__: list[str] = []


@pytest.mark.parametrize(("suffix", "begins"), [("html", "<!DOCTYPE html>"), ("md", "# Will the ferry run?")])
def test_a_report_is_written(run: Run, ferry: str, tmp_path: Path, suffix: str, begins: str) -> None:
    path = tmp_path / f"out.{suffix}"
    result = run("report", ferry, "-o", str(path), "--draws", "20")
    assert result.exit_code == 0
    assert "a report on ferry" in " ".join(result.stdout.split())
    assert path.read_text(encoding="utf-8").startswith(begins)


def test_letters_that_no_typeface_has_are_told_of_a_pdf_alone(
    run: Run, ferry: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "pdf_of", lambda dossier: b"set")
    monkeypatch.setattr(output, "with_typst", lambda letter: b"box")
    case = tmp_path / "letters.yaml"
    case.write_text(Path(ferry).read_text(encoding="utf-8").replace("name: Town", "name: 市镇"), encoding="utf-8")
    for name, told in (("out.pdf", True), ("out.html", False)):
        result = run("report", str(case), "-o", str(tmp_path / name), "--draws", "20")
        assert result.exit_code == 0
        assert ("No typeface here has all of the Han in it" in result.stdout) is told


def test_its_record_has_a_schema(run: Run, ferry: str, tmp_path: Path) -> None:
    result = run("report", ferry, "-o", str(tmp_path / "out.md"), "--json", "--seed", "7", "--draws", "20")
    data = json.loads(result.stdout)
    jsonschema.validate(data, record_schema("report"))
    assert data["assumptions"]["seed"] == 7
    assert data["data"]["sections"][0] == {"id": "status-quo", "title": ""}


def test_what_exists_is_overwritten_only_when_told(run: Run, ferry: str, tmp_path: Path) -> None:
    path = tmp_path / "out.md"
    path.write_text("mine", encoding="utf-8")
    result = run("report", ferry, "-o", str(path))
    assert result.exit_code == 2
    assert result.stderr == f"{path} exists already; force overwrites it. Here: --force\n"
    assert path.read_text(encoding="utf-8") == "mine"
    assert run("report", ferry, "-o", str(path), "--force", "--draws", "20").exit_code == 0
    assert path.read_text(encoding="utf-8") != "mine"


def test_a_report_on_a_part_of_the_work_ends_as_an_interrupt_does(
    run: Run, ferry: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = parts.put

    def interrupted(name: str, *given: object, **options: object) -> object:
        if name == "tipping":
            raise KeyboardInterrupt
        return whole(name, *given, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(parts, "put", interrupted)
    result = run("report", ferry, "-o", str(tmp_path / "out.md"), "--draws", "20")
    assert result.exit_code == 130
    assert "a report on ferry" in " ".join(result.stdout.split())
    output = (tmp_path / "out.md").read_text(encoding="utf-8")
    assert "Left out: tipping (interrupted)." in output
    assert "Left out: matrix (interrupted)." in output


@pytest.mark.level("all")
def test_pictures_are_ascii_in_a_pipe(process: Process, run: Run, ferry: str) -> None:
    done = process("assess", ferry, "--full", env={"PYTHONIOENCODING": "utf-8"})
    assert b"\nTown ot1 *t2      1 of 2 met" in done.stdout
    prose = done.stdout.decode().translate(dict.fromkeys(map(ord, "“”")))  # conclusions are quoted as people quote them
    assert prose.isascii()
    screen = run("assess", ferry).stdout  # which goes the same way
    assert "\n= Money makes it run, if only for a day (E): restates a premise" in screen
    assert screen.isascii()


def test_pictures_are_unicode_on_a_terminal() -> None:
    import io

    from rich.console import Console

    from countermove.cli.output import _show_block
    from countermove.media import Sketch

    sketch = Sketch(("●○",), ("*o",), "Met")

    def shown(**given: object) -> str:
        stream = io.TextIOWrapper(io.BytesIO(), encoding=str(given.pop("encoding", "utf-8")), write_through=True)
        _show_block(Console(file=stream, width=80, **given), sketch)  # type: ignore[arg-type]
        stream.seek(0)
        return stream.read()

    assert "●○" in shown(force_terminal=True, color_system="standard")
    assert "*o" in shown(force_terminal=True, color_system="standard", encoding="latin-1")
    assert "*o" in shown(color_system=None)
