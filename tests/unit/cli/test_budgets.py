"""What commands may take: with a tiny budget each ends with one message, and writes nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import require_module
from tests.unit.cli.conftest import Process, Run
from tests.unit.cli.test_sealing import FORECAST

__all__: list[str] = []

LINES = {
    "verify": ("verify ferry.json", "Checking ferry.json"),
    "ledger": ("ledger ferry.yaml", "Verifying the ledger of ferry.yaml"),
    "compare": ("compare ferry.yaml other.yaml", "Comparing ferry.yaml, other.yaml"),
    "watch": ("watch ferry.yaml", "Watching ferry.yaml"),
}
"""Kind of work → a command, and how its message begins."""


@pytest.fixture
def folder(ferry: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = Path(ferry)
    monkeypatch.chdir(path.parent)
    path.write_text(path.read_text(encoding="utf-8") + FORECAST, encoding="utf-8")
    text = path.read_text(encoding="utf-8")
    path.with_name("other.yaml").write_text(text.replace("now: 0.6", "now: 0.4"), encoding="utf-8")
    assert run("seal", "ferry.yaml").exit_code == 0
    return path.parent


def texts_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("COUNTERMOVE_SECONDS", "of at most 0.01 s of processor time"),
        ("COUNTERMOVE_MEMORY", "of at most 0.01 GB of memory"),
    ],
)
@pytest.mark.level("judge", but=5)
@pytest.mark.level("all", but=2)
@pytest.mark.parametrize("kind", sorted(LINES))
def test_work_beyond_its_budget_ends_with_one_message(
    folder: Path, run: Run, process: Process, kind: str, setting: str, told: str
) -> None:
    line, begins = LINES[kind]
    if kind == "verify":
        require_module("pysat", "proofs are found and checked with it")
        assert run("certify", "ferry.yaml", "start", "-o", "ferry.json").exit_code == 0
    before = texts_of(folder)
    done = process(*line.split(), "--json", env={setting: "0.01"})
    message = done.stderr.decode()
    assert done.returncode == 2, message
    assert message.startswith(f"{begins} takes ")
    assert message.endswith(f"{told}: allow more with {setting}=1 in the environment.\n")
    assert message.count("\n") == 1
    assert json.loads(done.stdout)["errors"][0]["message"] == message.rstrip("\n")
    assert texts_of(folder) == before
    assert process(*line.split()).returncode == 0


def test_seconds_for_proofs_come_on_top(folder: Path, run: Run, process: Process) -> None:
    require_module("pysat", "proofs are found and checked with it")
    assert run("certify", "ferry.yaml", "start", "-o", "ferry.json").exit_code == 0
    allowed = process("verify", "ferry.json", "--seconds", "600", env={"COUNTERMOVE_SECONDS": "0.01"})
    assert allowed.returncode == 0, allowed.stderr
