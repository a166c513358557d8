"""What tests in a real browser share."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from countermove.assessment import Assessment, loads
from countermove.media.html import html_of
from countermove.plugins.serve.explorable.page import explorable_html
from countermove.reports.report.compose import dossier_of
from countermove.reports.report.compute import report_case
from tests.conftest import require_browser, require_module
from tests.flagship import korea
from tests.unit.presentation.figures.samples import nations
from tests.unit.presentation.hostile import HOSTILE
from tests.unit.reports.samples import FERRY

__all__ = ["explorable", "report_html"]

CASES = {
    "korea": korea,
    "nations": lambda: loads(nations(), file="nations.yaml"),
    "ferry": lambda: loads(FERRY),
    "hostile": lambda: loads(HOSTILE),
}


@cache
def report_html(case: str) -> str:
    """The page of a report, made once for all files that look at it."""
    return html_of(dossier_of(report_case(CASES[case](), draws=50)))


_EXPLORABLE: dict[tuple[str, str], str] = {}


def explorable(assessment: Assessment) -> str:
    """The page of a report that argues back, made once for all files that look at it."""
    key = assessment.name, assessment.text
    if key not in _EXPLORABLE:
        _EXPLORABLE[key] = explorable_html(report_case(assessment, draws=20), assessment)
    return _EXPLORABLE[key]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, one for each file: an event loop of its own runs while it does."""
    sync_api = require_module("playwright.sync_api", "it drives the browser")
    chromium = require_browser("pages are looked at in it")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()
