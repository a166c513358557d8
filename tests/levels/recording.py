"""A plugin of pytest that writes down what each test costs: seconds of CPU of its process and of those that it started, with
what is made for it first."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

__all__ = ["FOLDER", "pytest_runtest_protocol"]

FOLDER = "COUNTERMOVE_LEVELS"
"""The variable of the environment that names the folder to write to, a file a process."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """One line a test: its name and cost."""
    before = sum(os.times()[:4])
    try:
        return (yield)
    finally:
        line = json.dumps([item.nodeid, round(sum(os.times()[:4]) - before, 3)])
        with (Path(os.environ[FOLDER]) / f"{os.getpid()}.jsonl").open("a", encoding="utf-8") as file:
            file.write(line + "\n")
