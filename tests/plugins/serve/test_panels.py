"""The four groups below the first screen: whatever can be asked stands in one of them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from countermove.extensions import HOOKS, PagePanel, Plugin, fault_in
from countermove.plugins.serve import panels
from countermove.plugins.serve.panels import GROUPS, PANELS, group_of
from countermove.plugins.serve.switches import Switches
from countermove.plugins.serve.view import panels_shown
from tests.plugins.toy.countermove_toy import CENSUS

__all__: list[str] = []


def offered(html: str) -> list[str]:
    """The panels of a row."""
    return re.findall(r'data-ask="(\w+)"', html)


def test_every_panel_stands_in_one_group() -> None:
    rows = panels_shown(PANELS, Switches(ask="levers"))
    assert list(rows) == [f"panels-{group}" for group in GROUPS]
    shown = [name for row in rows.values() for name in offered(row)]
    assert sorted(shown) == sorted(PANELS)
    for group in GROUPS:
        assert offered(rows[f"panels-{group}"]), f"{group} offers something"
        assert {group_of(name) for name in offered(rows[f"panels-{group}"])} == {group}
    assert [group for group, row in rows.items() if "aria-current" in row] == ["panels-change"]


def test_there_is_no_group_of_what_is_no_panel() -> None:
    assert group_of("") is None
    assert group_of("nonsense") is None


def test_a_panel_of_a_plugin_stands_in_the_group_that_it_names(monkeypatch: pytest.MonkeyPatch) -> None:
    panel = PagePanel(question="census", title="Census")
    toy = Plugin(
        name="toy", hooks=HOOKS, questions=(CENSUS,), panels=(panel, replace(panel, question="poll", group="did"))
    )
    monkeypatch.setattr(panels, "plugins", lambda: (toy,))
    assert (group_of("census"), group_of("poll")) == ("why", "did")


def test_a_group_that_the_page_has_not_is_a_fault() -> None:
    panel = PagePanel(question="census", title="Census", group="elsewhere")  # type: ignore[arg-type]
    plugin = Plugin(name="toy", hooks=HOOKS, questions=(CENSUS,), panels=(panel,))
    assert fault_in(plugin) == "the page has no group 'elsewhere': why, change, eyes, did."
