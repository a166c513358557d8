"""Nothing in the repository tells whose machine it was written on."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.conftest import ROOT

__all__: list[str] = []

PUBLIC_HOSTS = {"pypi.org", "files.pythonhosted.org", "test.pypi.org"}


def tracked() -> list[Path]:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("this is not a checkout: there is no list of the files that belong to it")
    done = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in done.stdout.split("\0") if name]


def traces() -> set[str]:
    """Paths and hosts of this machine: the checkout, the home directory, and where packages come from."""
    found = {str(ROOT), str(Path.home())}
    for name, value in os.environ.items():
        if name.startswith(("PIP_", "UV_")) and "://" in value:
            found |= {urlsplit(part).hostname or "" for part in value.split()}
    return {trace for trace in found if len(trace) > 3} - PUBLIC_HOSTS


def test_no_file_names_a_path_or_a_host_of_this_machine() -> None:
    pattern = re.compile("|".join(rf"(?<![\w./-]){re.escape(trace)}(?![\w-])" for trace in sorted(traces())))
    found = []
    for path in tracked():
        if path.is_file():
            hit = pattern.search(path.read_bytes().decode("utf-8", errors="replace"))
            if hit:
                found.append(f"{path.relative_to(ROOT)}: {hit[0]}")
    assert not found, "\n".join(found)
