"""Fixtures of the product's tests."""

from __future__ import annotations

import pytest

from countermove.assessment import Assessment, loads
from tests.unit.reports.samples import FERRY

__all__ = ["ferry"]


@pytest.fixture
def ferry() -> Assessment:
    return loads(FERRY, file="ferry.yaml")
