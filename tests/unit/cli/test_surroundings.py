"""Terminals, pipes, encodings, shells, and what is imported when."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import countermove as cm
from countermove.assessment import cases, conflict_cases
from countermove.cli.completion import (
    bundled_cases,
    complete_any_concept,
    complete_case,
    complete_concept,
    complete_game,
)
from gmcr import COALITION_CONCEPTS, CONCEPTS
from gmcr.base.concepts import WRITTEN
from gmcr.base.core import core_named
from tests.conftest import ROOT
from tests.unit.cli.conftest import Process, Run
from tests.unit.cli.test_platforms import MAIN
from tests.unit.reports.samples import FERRY

__all__: list[str] = []

HEAVY = ("numpy", "pydantic", "lark", "rich", "yaml")


def test_help_imports_nothing_heavy(process: Process) -> None:
    code = (
        "import sys\nfrom countermove.cli import main\n"
        "try:\n    main()\nfinally:\n    print('imported', *sys.modules, file=sys.stderr)\n"
    )
    done = process("--help", code=code)
    assert done.returncode == 0
    assert done.stdout.startswith(b"Usage: countermove")
    loaded = done.stderr.decode().split()
    assert "typer" in loaded
    assert not set(HEAVY) & set(loaded)


def test_the_version_imports_nothing_of_others() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "countermove", "--version"]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(command, env=env, capture_output=True, check=True, text=True, encoding="utf-8", timeout=60)
    assert done.stdout == f"countermove {cm.__version__} ({core_named()})\n"
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}
    assert "countermove.cli" in imported
    assert not {"typer", "click", "jinja2", *HEAVY} & {name.partition(".")[0] for name in imported}
    assert "countermove.cli.application" not in imported


@pytest.mark.level("all")
def test_a_pipe_gets_plain_text(process: Process, run: Run, ferry: str) -> None:
    for arguments in (["assess", ferry], ["check", ferry], ["solve", ferry], ["why", ferry, "3"], ["cases"]):
        here = run(*arguments)
        assert here.stdout
        assert "\x1b" not in here.stdout
        assert here.stderr == ""
    done = process(*arguments)  # a pipe indeed: what is written here goes the same way
    assert (done.stdout.decode(), done.stderr) == (here.stdout, b"")


@pytest.mark.level("all")
def test_an_encoding_that_lacks_letters_stops_nothing(process: Process, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "accents.yaml"
    file.write_text(FERRY.replace("Will the ferry run?", "Fährt die Fähre nach Ærø? ☂"), encoding="utf-8")
    plain = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    commands = [("assess", str(file)), ("assess", str(file), "--json")]
    done = process(code=f"import sys\ncommands = {commands}\n{MAIN}", env=plain)
    assert done.stderr.split() == [b"0", b"0"]
    assert done.stdout.startswith(b"F?hrt die F?hre nach")
    assert b"F\\u00e4hrt" in done.stdout
    # In UTF-8, in which this process writes what it prints.
    assert "Fährt die Fähre nach Ærø? ☂" in run("assess", str(file), "--json").stdout
    assert run("assess", str(file)).stdout.startswith("Fährt die Fähre nach Ærø? ☂")


@pytest.mark.level("judge", but=2)
@pytest.mark.level("all")
@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("extra", "weighty"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_a_terminal_gets_weight_unless_it_does_not_want_it(ferry: str, extra: dict[str, str], weighty: bool) -> None:
    shown = on_terminal("from countermove.cli import main; main()", "why", ferry, "3", env=extra)
    assert "The state holds" in shown
    assert ("\x1b[1m" in shown) is weighty


@pytest.mark.level("all")
@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_long_work_shows_on_a_terminal_that_it_goes_on_and_short_work_does_not() -> None:
    code = (
        "import time\nfrom countermove.cli.output import progress\n"
        "with progress('Digging', after=0.2):\n    time.sleep({})\nprint('done')\n"
    )
    assert "Digging" in on_terminal(code.format(1.5))
    assert "Digging" not in on_terminal(code.format(0))
    assert "Digging" not in on_terminal(code.format(0.5), env={"TERM": "dumb"})


def test_work_shows_nothing_where_nobody_watches(process: Process) -> None:
    code = (
        "import time\nfrom countermove.cli.output import progress\n"
        "with progress('Digging', after=0.1):\n    time.sleep(0.4)\n"
    )
    done = process(code=code)
    assert (done.stdout, done.stderr) == (b"", b"")


def on_terminal(code: str, *arguments: str, env: dict[str, str] | None = None) -> str:
    """All that a program shows on a terminal."""
    import pty

    child, terminal = pty.fork()
    if child == 0:
        clean = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
        full = {**clean, "PYTHONPATH": str(ROOT / "src"), "TERM": "xterm-256color", **(env or {})}
        os.execve(sys.executable, [sys.executable, "-c", code, *arguments], full)
    shown = b""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            part = os.read(terminal, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(terminal)
    os.waitpid(child, 0)
    return shown.decode()


def test_the_shell_is_offered_bundled_cases_and_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert bundled_cases() == sorted(case.name for case in (*cases(), *conflict_cases()))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "korea-mine.yaml").touch()
    (tmp_path / "notes.txt").touch()
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "x.yml").touch()
    assert complete_case("kor") == ["korea-2021", "korea-mine.yaml"]
    assert complete_case("mo") == ["more/"]
    assert complete_case("more/") == ["more/x.yml"]
    assert complete_case("none/x") == []
    (tmp_path / "elm.gmcr").touch()
    assert complete_case("e") == []
    assert complete_game("e") == ["elmira-1991", "elmira-1991-graph", "elm.gmcr"]
    assert {case.name for case in cases()} == set(complete_case("")) & set(bundled_cases())
    assert tuple(complete_concept("")) == CONCEPTS
    assert complete_concept("s") == ["smr", "seq", "symseq"]
    assert set(complete_any_concept("")) == set(WRITTEN)
    assert complete_any_concept("c") == list(COALITION_CONCEPTS)


@pytest.mark.level("judge", but=1)
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("countermove ass", {"assess"}),
        ("countermove assess kor", {"korea-2021"}),
        ("countermove assess korea-2021 --scenario cr", {"crisis"}),
        ("countermove assess korea-2021 --view w", {"washington"}),
        ("countermove why korea-2021 start --actor d", {"dprk"}),
        ("countermove check korea-2021 --concept sym", {"symseq"}),
        ("countermove check korea-2021 --claim C01", {"C01", "C01f", "C01w"}),
        ("countermove coalitions korea-2021 --concept cs", {"csmr", "cseq"}),
        ("countermove assess nothing --scenario cr", set()),
    ],
)
def test_bash_completes(process: Process, words: str, offered: set[str]) -> None:
    count = str(len(words.split()) - 1)
    env = {"_COUNTERMOVE_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": count}
    done = process(env=env)
    assert set(done.stdout.decode().split()) == offered
    assert b"Traceback" not in done.stderr


def test_where_there_is_no_terminal_long_work_says_how_far_it_is_now_and_then(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from countermove.cli import output

    clock = iter([0.0, 3.0, 62.0, 120.0, 125.0])
    monkeypatch.setattr(output, "monotonic", lambda: next(clock))
    with output.counted_progress("Drawing tornado") as told:
        for done in range(4):
            told(done, 2000)
    assert (
        capsys.readouterr().err == "Drawing tornado: 1 of 2,000 after 62 s\nDrawing tornado: 3 of 2,000 after 125 s\n"
    )
