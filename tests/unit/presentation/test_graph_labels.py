"""A conflict in graph form shows the names of its states on every page, never their positions."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import countermove as cm
from countermove import reports
from countermove.media import data_of, page_of
from countermove.presentation.blocks import Sentence, Table

__all__: list[str] = []

ASKED: dict[str, Callable[[reports.Game], object]] = {
    "solve": lambda game: reports.ask("solve", game, concepts=("nash", "seq", "cnash")),
    "why": lambda game: reports.ask("why", game, state="peace"),
    "roads": lambda game: reports.ask("roads", game),
    "coalitions": lambda game: reports.ask("coalitions", game, state="peace"),
    "longrun": lambda game: reports.ask("longrun", game, noise="0.1"),
    "inverse": lambda game: reports.ask("inverse", game, state="war", concepts=("nash", "seq"), limit=3),
}
COUNTS = tuple(map(str, range(30)))
"""Cells of other columns may be counts."""


@pytest.fixture(scope="module")
def game(tmp_path_factory: pytest.TempPathFactory) -> reports.Game:
    file: Path = tmp_path_factory.mktemp("graph") / "graph.yaml"
    names = ["peace", "war", "talks", "treaty"]
    made = cm.Conflict.from_arcs(
        states=names,
        arcs={
            "A": [("peace", "war"), ("war", "talks"), ("talks", "peace")],
            "B": [("peace", "talks"), ("talks", "peace"), ("talks", "treaty"), ("treaty", "war")],
        },
        preferences={
            "A": cm.Ranking([["war", "treaty"], ["talks"], ["peace"]]),
            "B": cm.Ranking(["talks", ["peace", "war", "treaty"]]),
        },
        start="talks",
    )
    cm.convert(made, file)
    return reports.open_game(str(file))


def _told(record: object) -> tuple[list[str], list[str]]:
    """All sentences and cells of a record's page, and the cells that stand in columns of states."""
    texts: list[str] = []
    states: list[str] = []
    for block in page_of(record).blocks:
        if isinstance(block, Sentence):
            texts.append(block.text)
        elif isinstance(block, Table):
            texts += [cell for row in block.texts for cell in row]
            places = [place for place, column in enumerate(block.columns) if column.title in ("State", "States")]
            states += [row[place] for row in block.texts for place in places]
    return texts, states


@pytest.mark.parametrize("name", ASKED)
def test_pages_name_states_by_their_labels(name: str, game: reports.Game) -> None:
    texts, states = _told(ASKED[name](game))
    assert any("war" in text for text in texts)
    assert not [text for text in texts if re.search(r"[Ss]tates? \d|> \d|^\d+\.?$", text) and text not in COUNTS]
    assert all(re.match(r"\*?[a-z]", cell) for cell in states)


@pytest.mark.parametrize("name", ASKED)
def test_data_name_every_state_that_they_mention(name: str, game: reports.Game) -> None:
    kind, data = data_of(ASKED[name](game))
    if kind == "solve":
        named = {row["code"]: row["label"] for row in data["rows"]}
    else:
        given = data["mentioned"] if kind == "roads" else data["states"]
        named = {state["code"]: state["on"][0] for state in given}
    labels = list(game.conflict.labels)
    assert named
    assert all(labels[code] == label for code, label in named.items())
