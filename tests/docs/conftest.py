"""The documentation's own extensions. What needs Sphinx too says so before its tests: once, as the reason is the same."""

from __future__ import annotations

import sys

import pytest

from tests.conftest import ROOT

__all__ = ["extensions"]


@pytest.fixture
def extensions(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are imported as Sphinx imports them."""
    monkeypatch.setattr(sys, "path", [str(ROOT / "docs" / "_ext"), *sys.path])
