"""Files and words that would like to paint over a terminal: whatever prints them, they are seen and do nothing."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from countermove.catalogue import PICTURES, QUESTIONS
from countermove.cli import app
from gmcr.base.characters import hidden_in
from tests.conftest import ROOT, in_one_test
from tests.unit.cli.conftest import Process, Run
from tests.unit.presentation.hostile import hostile, quoted

__all__: list[str] = []

pytestmark = pytest.mark.usefixtures("solved_once")

MISCHIEF = "a\u202eswollof\u202c \u2066b\u2069 c\u200bd \U000e0066\U000e006f\U000e007f e\u2028f \ufeff\u200f"
RIGHT_TO_LEFT = "ועידת השלום 3"

OTHER = str(ROOT / "docs" / "examples" / "dam" / "ann.yaml")

COMMANDS: dict[str, list[str]] = {
    "assess": [],
    **{name: [] for name, question in QUESTIONS.items() if question.of != "gmcr"},
    "why": ["start", "--actor", "a", "--concept", "nash"],
    "inverse": ["start"],
    "robust": ["--draws", "10"],
    "paper": ["--format", "markdown"],
    "convert": [],
    "diff": [OTHER],
    "compare": [OTHER],
    "score": [],
    "seal": [],
    "ledger": [],
    "certify": ["start", "--concept", "nash"],
    "lint": [],
    "cases": [],
    "schema": [],
}
"""Each command that prints something of a case, with what follows the case; the others write files (below)."""

NO_CASE = {"cases", "schema"}


@pytest.fixture(scope="module")
def attack(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file every text of which has hidden characters, as they are and as escapes, and its comments too; sealed."""
    path = tmp_path_factory.mktemp("untrusted") / "attack.yaml"
    raw, escaped = f"'{MISCHIEF}'".replace("\u2028", ""), quoted(MISCHIEF)
    both = quoted(f"{RIGHT_TO_LEFT} {MISCHIEF}")
    text = hostile(raw, escaped, raw, escaped, both, escaped, both)
    path.write_text(f"# \u202etnemmoc\n{text}", encoding="utf-8")
    CliRunner().invoke(app, ["seal", str(path)], prog_name="countermove", catch_exceptions=False)
    return str(path)


def left(text: str, allowed: str = "\u2068\u2069") -> list[str]:
    """The hidden characters in what was printed, but isolates, where they are in pairs."""
    for line in text.splitlines():
        assert line.count("\u2068") == line.count("\u2069")
    return [f"U+{ord(found[0]):04X}" for found in hidden_in(text) if found[0] not in allowed]


def test_every_command_is_attacked() -> None:
    named = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    assert set(named) == {*COMMANDS, "report", "figure", "new", "serve", "mcp", "sources", "site", "verify", "draft"}


@pytest.mark.level("judge", but=10)
@pytest.mark.level("all")
@pytest.mark.parametrize("command", list(COMMANDS))
def test_no_page_has_a_hidden_character(run: Run, attack: str, command: str) -> None:
    done = run(command, *([] if command in NO_CASE else [attack]), *COMMANDS[command])
    assert done.exit_code in (0, 1), done.stderr
    assert left(done.stdout) == left(done.stderr) == []


def test_codings_that_are_compared_show_nothing_hidden(run: Run, attack: str, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    text = Path(attack).read_text(encoding="utf-8")
    other.write_text(text.replace("want: not b.y", "want: b.y").replace("now: 0.7", "now: 0.1"), encoding="utf-8")
    for asked in ([], ["--full"], ["--json"]):
        done = run("compare", attack, str(other), *asked)
        assert done.exit_code == 0, done.stderr
        assert left(done.stdout, "" if asked == ["--json"] else "\u2068\u2069") == left(done.stderr) == []


@pytest.mark.level("judge", but=6)
@pytest.mark.level("all")
@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "schema"])
def test_no_json_has_a_hidden_character(run: Run, attack: str, command: str) -> None:
    done = run(command, *([] if command in NO_CASE else [attack]), *COMMANDS[command], "--json")
    assert done.exit_code in (0, 1), done.stderr
    assert left(done.stdout, "") == []
    json.loads(done.stdout)


TEXTS = ("case", "digest", "scenario", "actors", "options", "never", "wants", "state", "concept", "on", "invariant")
"""Fields of a certificate of which a text becomes mischief."""


@pytest.mark.level("all", but=6)
@pytest.mark.parametrize("field", TEXTS)
def test_a_certificate_shows_nothing_hidden(run: Run, attack: str, tmp_path: Path, field: str) -> None:
    path = tmp_path / "certificate.json"
    assert run("certify", attack, "start", "--concept", "nash", "-o", str(path)).exit_code == 0
    assert list(hidden_in(path.read_text(encoding="utf-8"))) == []
    data = json.loads(path.read_text(encoding="utf-8"))
    move = {"on": [MISCHIEF], "off": []}
    data["data"]["decisions"][0].update(stays=None, leaves={"move": move, "invariant": [[MISCHIEF]]})
    if field not in ("on", "invariant"):
        data["data"]["decisions"] = data["data"]["decisions"][1:]
    for holder in (data, data["assumptions"], data["data"], data["data"]["model"], *data["data"]["decisions"]):
        if field in holder:
            kind = type(holder[field])
            holder[field] = [MISCHIEF] if kind is list else {"a": [MISCHIEF]} if kind is dict else MISCHIEF
    path.write_text(json.dumps(data), encoding="utf-8")
    for asked in ([], ["--json"], ["--case", attack]):
        done = run("verify", str(path), *asked)
        assert done.exit_code in (0, 1, 2)
        assert left(done.stdout, "" if asked == ["--json"] else "\u2068\u2069") == left(done.stderr) == []


def test_json_has_the_texts_as_they_are(run: Run, attack: str) -> None:
    done = run("assess", attack, "--json")
    assert json.loads(done.stdout)["data"]["title"] == MISCHIEF.replace("\u2028", "")


def test_pages_show_what_the_text_is(run: Run, attack: str) -> None:
    told = run("assess", attack).stdout
    assert "a\\u202eswollof\\u202c \\u2066b\\u2069 c\\u200bd \\U000e0066\\U000e006f\\U000e007f" in " ".join(
        told.split()
    )


@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("suffix", ["html", "md"])
def test_no_report_has_a_hidden_character(run: Run, attack: str, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"report.{suffix}"
    assert run("report", attack, "-o", str(file), "--redteam").exit_code == 0
    text = file.read_text(encoding="utf-8")
    # The joiner within addresses is the report's own.
    assert left(text, "\u2068\u2069\u2060") == []
    assert "\\u202eswollof" in text.replace("\\\\", "\\")
    assert ("<bdi>ועידת השלום</bdi> 3 a" if suffix == "html" else "\u2068ועידת השלום\u2069 3 a") in text


@pytest.mark.level("all", but=3)
@pytest.mark.parametrize("name", [name for name in PICTURES if name != "phase"])
def test_no_figure_has_a_hidden_character(run: Run, attack: str, tmp_path: Path, name: str) -> None:
    for suffix in ("svg", "csv"):
        done = run("figure", attack, name, "-o", str(tmp_path / f"{name}.{suffix}"))
        assert done.exit_code == 0, done.stderr
        text = (tmp_path / f"{name}.{suffix}").read_text(encoding="utf-8")
        assert left(text, "\u2068\u2069" if suffix == "svg" else "") == []
    assert left(run("figure", attack, name).stdout) == []


@pytest.mark.parametrize("suffix", ["yaml", "json", "graph.json", "nfg", "graphml", "csv", "gmcr"])
def test_no_converted_file_has_a_hidden_character(run: Run, attack: str, tmp_path: Path, suffix: str) -> None:
    if suffix == "graphml":
        pytest.importorskip("networkx")
    done = run("convert", attack, str(tmp_path / f"written.{suffix}"))
    assert done.exit_code == 0, done.stderr
    assert left((tmp_path / f"written.{suffix}").read_text(encoding="utf-8"), "") == []


@pytest.mark.parametrize("suffix", ["yaml", "json"])
def test_a_converted_file_has_the_same_texts(run: Run, attack: str, tmp_path: Path, suffix: str) -> None:
    from countermove.assessment import load_conflict

    run("convert", attack, str(tmp_path / f"written.{suffix}"))
    assert load_conflict(tmp_path / f"written.{suffix}").title == MISCHIEF.replace("\u2028", "")


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in NO_CASE])
@in_one_test("flag", [[], ["--json"]])
def test_a_control_written_as_an_escape_is_a_problem_among_the_others(
    run: Run, tmp_path: Path, command: str, flag: list[str]
) -> None:
    file = tmp_path / "controls.yaml"
    nasty = '"\\e[1A\\e[2Kfollows"'
    text = hostile(nasty, *['"plain"'] * 6).replace('as_of: "2024-02-01"', 'as_of: "then"')
    file.write_text(text, encoding="utf-8")
    done = run(command, str(file), *COMMANDS[command], *flag)
    assert done.exit_code == 2
    assert left(done.stdout) == left(done.stderr) == []
    told = done.stdout if command == "lint" else done.stderr
    if not (command == "lint" and flag):
        assert f"{file}:2:8 error [control] This text holds the control character U+001B" in told
        assert f"{file}:3:8 error [date]" in told


NAME = "\x1b[2J\u202e\x9b\x07\nfollows\U000e0041"
ECHOED = [
    ["assess", NAME],
    ["solve", NAME],
    ["lint", f"{NAME}.yaml"],
    ["report", "korea-2021", "-o", f"{NAME}.doc"],
    ["report", "korea-2021", "-o", f"no/{NAME}.html"],
    ["convert", "korea-2021", f"{NAME}.xyz"],
    ["convert", f"{NAME}.gmcr", "a.json"],
    ["figure", "korea-2021", NAME],
    ["why", "korea-2021", NAME],
    ["why", "korea-2021", "start", "--actor", NAME],
    ["check", "korea-2021", "--claim", NAME],
    ["assess", "korea-2021", "--concept", NAME],
    ["assess", "korea-2021", "--set", NAME],
    ["assess", "korea-2021", "--set", f"{NAME}=1"],
    ["assess", "korea-2021", "--reading", f"{NAME}={NAME}"],
    ["assess", "korea-2021", "--scenario", NAME],
    ["assess", "korea-2021", "--view", NAME],
    ["change", "korea-2021", "--bound", NAME],
    ["inverse", "korea-2021", NAME],
    ["tipping", "korea-2021", NAME],
    ["redteam", "korea-2021", NAME],
    ["schema", NAME],
    ["new", f"no/{NAME}.yaml"],
    ["new", "a.yaml", "--from", NAME],
    [NAME],
    ["assess", f"--{NAME}"],
]


@in_one_test("arguments", ECHOED)
@in_one_test("flag", [[], ["--json"]])
def test_what_is_echoed_is_written_out(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], flag: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*arguments, *flag)
    assert done.exit_code == 2
    assert left(done.stdout) == left(done.stderr) == []
    assert "\nfollows" not in done.stderr + done.stdout


def test_a_file_of_that_name_is_read_and_its_name_shown(run: Run, tmp_path: Path, ferry: str) -> None:
    file = tmp_path / f"{NAME}.yaml"
    file.write_bytes(Path(ferry).read_bytes())
    for arguments in (["assess", str(file)], ["lint", str(file)], ["assess", str(file), "--json"]):
        done = run(*arguments)
        assert done.exit_code == 0
        assert left(done.stdout) == left(done.stderr) == []
        assert "\nfollows" not in done.stdout
    written = run("report", ferry, "-o", str(tmp_path / f"{NAME}.html"))
    assert left(written.stdout) == []
    assert "\\x1b[2J\\u202e" in written.stdout


def test_a_text_cannot_begin_a_line_of_its_own(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "lines.yaml"
    file.write_text(hostile('"Question\\nThe status quo holds."', *['"plain"'] * 6), encoding="utf-8")
    assert run("assess", str(file)).stdout.splitlines()[0] == "Question The status quo holds."


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.gmcr", {"options": [{"name": "a\x1b[2J"}], "decisionMakers": [{"name": "Row", "options": [0]}]}),
        ("x.json", {"conflict": 1, "title": "a\x1b[2J", "actors": {"a": {"options": {"x": {}}, "wants": ["x"]}}}),
        (
            "y.json",
            {"conflict": 1, "states": ["a\x9b", "b"], "actors": {"a": {"moves": [], "ranking": ["b", "a\x9b"]}}},
        ),
    ],
)
def test_other_formats_refuse_controls_with_one_error(run: Run, tmp_path: Path, name: str, text: object) -> None:
    file = tmp_path / name
    file.write_text(json.dumps(text), encoding="utf-8")
    done = run("solve", str(file))
    assert (done.exit_code, done.stdout) == (2, "")
    assert left(done.stderr) == []
    assert "control character U+00" in done.stderr


@pytest.mark.level("all")
@pytest.mark.skipif(sys.platform == "win32", reason="there is no pseudo-terminal")
def test_on_a_terminal_nothing_but_weight_comes_through(attack: str, tmp_path: Path) -> None:
    """All that a terminal is told beside text: bold, dim, italic, underline, and the end of these."""
    told = shown(tmp_path, "stdout", "assess", attack)
    assert set(re.findall("\x1b[^m]*m?", told)) <= {f"\x1b[{codes}m" for codes in ("0", "1", "2", "3", "1;4")}
    assert left(told.replace("\x1b", "").replace("\r\n", "\n")) == []
    assert "\u2068ועידת השלום" in told
    failed = shown(tmp_path, "stderr", "why", attack, "\x1b[2J\u202e", TERM="dumb")
    assert "\\x1b[2J\\u202e" in failed
    assert left(failed.replace("\r\n", "\n")) == []


def shown(folder: Path, stream: str, *arguments: str, **env: str) -> str:
    """What a terminal gets from one of the streams."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", "from countermove.cli import main; main()", *arguments],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT / "src"),
            "TERM": "xterm-256color",
            "NO_COLOR": "",
            "COLUMNS": "100",
            **env,
        },
        stdin=subprocess.DEVNULL,
        stdout=theirs if stream == "stdout" else subprocess.DEVNULL,
        stderr=theirs if stream == "stderr" else subprocess.DEVNULL,
    )
    os.close(theirs)
    content = b""
    try:
        while part := os.read(ours, 65536):
            content += part
    except OSError:  # Linux says so where the other end is closed
        pass
    os.close(ours)
    process.wait(timeout=60)
    return content.decode("utf-8")


@pytest.mark.level("all")
def test_a_stream_without_isolates_gets_none(process: Process, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "hebrew.yaml"
    file.write_text(hostile(quoted("שלום today"), *['"plain"'] * 6), encoding="utf-8")
    done = process("assess", str(file), env={"PYTHONIOENCODING": "iso8859-8"})
    assert done.stdout.decode("iso8859-8").splitlines()[0] == "שלום today"
    assert run("assess", str(file)).stdout.splitlines()[0] == "\u2068שלום\u2069 today"
