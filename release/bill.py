"""The bill of materials: what comes with Countermove, with versions and licences, as CycloneDX."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path

from release.owner import ROOT

__all__ = ["numbered", "write_bill"]


def write_bill(folder: Path) -> Path:
    """Install the product of a folder by itself, and list what came along, in a file beside it.

    :raises RuntimeError: it could not be installed or listed.
    """
    bill = folder / "countermove.cdx.json"
    with tempfile.TemporaryDirectory() as made:
        python = str(Path(made, "bin", "python"))
        _done([sys.executable, "-m", "venv", "--without-pip", made])
        pip = [sys.executable, "-m", "pip", "--python", python, "--quiet", "--disable-pip-version-check"]
        _done([*pip, "install", "--only-binary=:all:", "--find-links", str(folder.resolve()), "countermove"])
        listed = ["environment", python, "--pyproject", str(ROOT / "pyproject.toml"), "--output-reproducible"]
        _done([sys.executable, "-m", "cyclonedx_py", *listed, "--of", "JSON", "-o", str(bill)])
    bill.write_text(numbered(bill.read_text(encoding="utf-8")), encoding="utf-8")
    return bill


def numbered(bill: str) -> str:
    """A bill with its serial number, which is that of its content: what attests a bill takes none without, and a drawn one
    would be another each time."""
    number = uuid.uuid5(uuid.NAMESPACE_URL, bill).urn
    return json.dumps({"serialNumber": number, **json.loads(bill)}, indent=2, ensure_ascii=False) + "\n"


def _done(command: list[str]) -> None:
    done = subprocess.run(
        command,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[:4])} …: {(done.stdout + done.stderr).strip()}")
