"""countermove certify and verify: what they say and write, their exit codes, and what they refuse."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.conftest import require_module
from tests.unit.cli.conftest import Run
from tests.unit.presentation.test_records import validate

require_module("pysat", "proofs are found and checked with it")


@pytest.fixture
def certificate(run: Run, ferry: str, tmp_path: Path) -> Path:
    path = tmp_path / "ferry.json"
    done = run("certify", ferry, "start", "-o", str(path))
    assert done.exit_code == 0, done
    assert f"countermove verify {path}" in " ".join(done.stdout.split())
    return path


def test_a_certificate_is_what_json_prints_and_as_its_schema_says(run: Run, ferry: str, certificate: Path) -> None:
    written = json.loads(certificate.read_text(encoding="utf-8"))
    validate(written, "certificate")
    assert json.loads(run("certify", ferry, "start", "--json").stdout) == written


def test_verify_ends_with_0_where_all_proofs_hold(run: Run, ferry: str, certificate: Path) -> None:
    done = run("verify", str(certificate))
    assert done.exit_code == 0
    assert done.stdout.startswith("All ")
    assert "--case CASE" in " ".join(done.stdout.split())
    beside = run("verify", str(certificate), "--case", ferry)
    assert beside.exit_code == 0
    assert "The game is that of ferry, and the state is where it begins." in " ".join(beside.stdout.split())
    validate(json.loads(run("verify", str(certificate), "--case", ferry, "--json").stdout), "verify")


def test_verify_ends_with_1_where_one_does_not_or_the_game_is_another(
    run: Run, ferry: str, certificate: Path, tmp_path: Path
) -> None:
    data = json.loads(certificate.read_text(encoding="utf-8"))
    data["data"]["decisions"][0]["stable"] = not data["data"]["decisions"][0]["stable"]
    certificate.write_text(json.dumps(data), encoding="utf-8")
    done = run("verify", str(certificate))
    assert done.exit_code == 1
    assert "one does not hold" in " ".join(done.stdout.split())
    assert "what is said has no proof" in " ".join(done.stdout.split())
    data["data"]["decisions"] = data["data"]["decisions"][1:]
    data["data"]["model"]["never"].append("true and false")
    certificate.write_text(json.dumps(data), encoding="utf-8")
    assert run("verify", str(certificate)).exit_code == 0
    beside = run("verify", str(certificate), "--case", ferry)
    assert beside.exit_code == 1
    assert "true and false in the certificate, nothing in the case" in " ".join(beside.stdout.split())


def test_any_number_of_seconds_is_a_limit(run: Run, certificate: Path, ferry: str) -> None:
    assert run("verify", str(certificate), "--seconds", "9" * 400).exit_code == 0
    assert run("certify", ferry, "start", "--seconds", "9" * 400, "-o", str(certificate), "--force").exit_code == 0


def test_nothing_is_written_over_a_file(run: Run, ferry: str, certificate: Path) -> None:
    before = certificate.read_bytes()
    done = run("certify", ferry, "start", "--concept", "nash", "-o", str(certificate))
    assert done.exit_code == 2
    assert certificate.read_bytes() == before
    assert run("certify", ferry, "start", "--concept", "nash", "-o", str(certificate), "--force").exit_code == 0
    assert certificate.read_bytes() != before
    case = Path(ferry).read_bytes()
    done = run("certify", ferry, "start", "--concept", "nash", "-o", ferry, "--force")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "is an assessment: its sources, readings and claims would be lost" in done.stderr
    assert Path(ferry).read_bytes() == case


def test_without_the_extra_one_sentence_names_it(run: Run, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("pysat", "pysat.solvers"):
        monkeypatch.setitem(sys.modules, name, None)
    done = run("verify", str(certificate))
    assert done.exit_code == 2
    assert "countermove[sat]" in done.stderr
