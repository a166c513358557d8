"""One table of limits: the page has it, the environment raises it, and a message tells how."""

from __future__ import annotations

import re

import pytest

from countermove.processes.budget import BUDGETS, Budget, Limit, OverBudget, budget_of
from tests.conftest import ROOT

__all__: list[str] = []


def amount(cell: str) -> int:
    number, _, unit = cell.strip().partition(" ")
    return int(number.replace(",", "") or 0) * {"GB": 10**9, "MB": 10**6}.get(unit, 1)


def test_the_table_of_the_page_has_every_default() -> None:
    text = (ROOT / "docs" / "untrusted.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z]+)`[^|]*\|(.*)\|(.*)\|(.*)\|(.*)\|$", text, re.MULTILINE)
    assert len({name for name, *_ in rows}) == len(rows)
    found = {name: Budget(*map(amount, cells)) for name, *cells in rows}
    assert found == BUDGETS


def test_the_environment_raises_a_limit_and_makes_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTERMOVE_SECONDS", "90")
    monkeypatch.setenv("COUNTERMOVE_MEMORY", "0.5")
    for wrong in ("", "-3", "many", "nan", "inf"):
        monkeypatch.setenv("COUNTERMOVE_ITEMS", wrong)
        assert budget_of("draft") == Budget(90, 500_000_000, 200_000_000, 100_000)
    assert budget_of("serve") == Budget(90, 500_000_000)
    monkeypatch.setenv("COUNTERMOVE_SECONDS", "0.01")
    assert budget_of("ledger").seconds == 0.01


@pytest.mark.parametrize(
    ("limit", "reached", "message"),
    [
        ("seconds", 61.24, "It takes 61.2 of at most 60 s of processor time: allow more with COUNTERMOVE_SECONDS=122"),
        ("memory", 3e9, "It takes 3 of at most 2 GB of memory: allow more with COUNTERMOVE_MEMORY=6"),
        ("unpacked", 640e6, "It takes 640 of at most 200 MB unpacked: allow more with COUNTERMOVE_UNPACKED=1280"),
        ("items", 123_456, "It takes 123,456 of at most 100,000 items: allow more with COUNTERMOVE_ITEMS=246912"),
    ],
)
def test_a_message_names_limit_reached_and_setting(limit: Limit, reached: float, message: str) -> None:
    with pytest.raises(OverBudget) as error:
        BUDGETS["draft"].need(limit, reached, "It")
    assert str(error.value) == f"{message} in the environment."
    BUDGETS["draft"].need(limit, getattr(BUDGETS["draft"], limit), "It")
    Budget().need(limit, 1e18, "It")
