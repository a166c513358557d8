"""What tests in a real browser share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import require_module, require_program

__all__: list[str] = []


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, one for each file: an event loop of its own runs while it does."""
    sync_api = require_module("playwright.sync_api", "it drives the browser")
    chromium = require_program("chromium", "pages are looked at in it")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()
