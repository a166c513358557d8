"""The bill of materials: what comes with Countermove, with versions and licences, as CycloneDX."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from release.owner import ROOT

__all__ = ["write_bill"]


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
    return bill


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
