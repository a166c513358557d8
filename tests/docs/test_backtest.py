"""The back-test that the documentation publishes, taken again on the data, where they are."""

from __future__ import annotations

import pytest

from benchmarks.backtest import results, table
from tests.conftest import ROOT

DATA = ROOT.parent / "shared" / "data"


@pytest.mark.level("all")
@pytest.mark.skipif(not DATA.is_dir(), reason="the data of others are not part of the project")
def test_what_is_published_is_what_comes_out() -> None:
    assert table(results(DATA.resolve())) in (ROOT / "docs" / "backtest.md").read_text(encoding="utf-8")
