"""What /openapi.json says is what is answered, whatever is asked: thousands of requests that Schemathesis thinks of."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT, require_program
from tests.unit.reports.samples import FERRY
from tests.web.server import begun, posix

__all__: list[str] = []

pytestmark = posix

SECONDS = 60 if os.environ.get("COUNTERMOVE_REQUIRE_ALL") == "1" else 10

# Names of the case, where others would only be told that they are none; and what is done in a moment.
GIVEN = """
[parameters]
case = "ferry"
first = "ferry"
second = "ferry"
state = "start"
"query.reading" = ["Q=purse_first"]
"query.set" = ["demand=0.4"]
"query.concept" = ["nash"]
"query.draws" = 50
"query.runs" = 50
"query.horizon" = 50
"""

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "unsupported_method",
    "allow_header_conformance",
)


@pytest.mark.level("judge")
def test_what_is_described_is_what_is_answered(tmp_path: Path) -> None:
    program = require_program("schemathesis", "it thinks of requests")
    folder = tmp_path / "cases"
    folder.mkdir()
    (folder / "ferry.yaml").write_text(FERRY, encoding="utf-8")
    (tmp_path / "given.toml").write_text(GIVEN, encoding="utf-8")
    with begun(str(folder)) as server:
        done = subprocess.run(
            [program, "--no-color", "--config-file", "given.toml", "run", f"http://127.0.0.1:{server.port}/openapi.json",
             "--max-time", str(SECONDS), "--checks", ",".join(CHECKS), "--continue-on-failure", "--warnings", "off",
             "--request-timeout", "30", "--header", f"Authorization: Bearer {server.token}"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS + 120,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout[-5000:] + done.stderr
        tested = re.search(r"(\d+) generated, (\d+) passed", done.stdout)
        assert tested is not None, done.stdout[-2000:]
        assert tested[1] == tested[2]
        assert int(tested[1]) > (100 if SECONDS == 60 else 0)  # hundreds, unless the machine is busy
        assert server.ask("GET", "/ferry").status == 200
        assert len(server.children) == 1
        assert server.end() == (0, server_said(), "")


def server_said() -> str:
    return "Ended. What was saved is in the files, and what was pushed in the addresses of its pages.\n"
