"""What tests in a real browser share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from countermove.assessment import Assessment, loads
from countermove.media.html import html_of
from countermove.plugins.serve.explorable.page import explorable_html
from countermove.reports.report.compose import dossier_of
from countermove.reports.report.compute import ReportRecord, report_case
from tests.browser.lasting import Lasting, Shelf
from tests.browser.workbench import copied, serving
from tests.conftest import require_browser, require_module
from tests.flagship import korea, korea_report, korea_told
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
    return html_of(korea_told() if case == "korea" else dossier_of(_reported(CASES[case]())))


_EXPLORABLE: dict[tuple[str, str], str] = {}


def explorable(assessment: Assessment) -> str:
    """The page of a report that argues back, made once for all files that look at it."""
    key = assessment.name, assessment.text
    if key not in _EXPLORABLE:
        _EXPLORABLE[key] = explorable_html(_reported(assessment), assessment)
    return _EXPLORABLE[key]


def _reported(assessment: Assessment) -> ReportRecord:
    """What a report tells; of the flagship what is told to all tests."""
    return korea_report() if assessment.text == korea().text else report_case(assessment, draws=20)


LASTING = Lasting()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> None:
    """After what belongs to files."""
    if nextitem is None or Path(__file__).parent not in nextitem.path.parents:
        LASTING.end()


def pytest_sessionfinish() -> None:
    """Where a run is broken off."""
    LASTING.end()


@pytest.fixture(scope="module")
def browser() -> Any:
    """Chromium."""
    return LASTING.get("browser", _launched)


@contextmanager
def _launched() -> Iterator[Any]:
    sync_api = require_module("playwright.sync_api", "it drives the browser")
    chromium = require_browser("pages are looked at in it")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """A server of Korea, the pier and a hostile case, as they were; a file may add its own."""
    found = LASTING.get("shelf", lambda: _served(tmp_path_factory.mktemp("cases")))
    copied(found.folder)
    return found


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """A server of what a file adds, with the texts of sources in the folder ``texts`` there."""
    return LASTING.get("library", lambda: _served(tmp_path_factory.mktemp("sourced"), texts="texts"))


@contextmanager
def _served(folder: Path, texts: str = "") -> Iterator[Shelf]:
    for name in ("starlette", "uvicorn"):
        require_module(name, "the page is served with it")
    if texts:
        (folder / texts).mkdir()
    with serving(folder, *(("--texts", str(folder / texts)) if texts else ())) as address:
        yield Shelf(address, folder)
