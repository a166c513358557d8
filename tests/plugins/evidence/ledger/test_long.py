"""Ledgers of many lines: verified in linear time, and late by the definition."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TypeAlias

import pytest

from countermove.plugins.evidence.ledger.chain import Item, Line, Said, line_of, read_ledger
from countermove.plugins.evidence.ledger.compute import ledger
from countermove.plugins.evidence.ledger.seal import seal
from tests.counting import grows_evenly
from tests.plugins.evidence.ledger.test_ledger import DAY, FORECASTS
from tests.unit.reports.samples import FERRY

__all__: list[str] = []

Maker: TypeAlias = Callable[[Line, Said, int], list[Line]]

DIGEST = "0" * 64
FORECAST: Item = ("forecast", "F1")


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.yaml"
    path.write_text(FERRY + FORECASTS, encoding="utf-8")
    seal(path, today=DAY)
    return path


def write(case: Path, more: Sequence[Line], sealed: str) -> None:
    case.with_suffix(".ledger.jsonl").write_text(
        sealed + "".join(f"{line.text}\n" for line in more), encoding="utf-8", newline="\n"
    )


def first_of(case: Path, item: Item) -> tuple[Line, Said]:
    """The line of an item, and what it says."""
    lines = read_ledger(case.with_suffix(".ledger.jsonl"), today=DAY).chains.lines
    line = next(line for line in lines if line.item == item)
    assert line.said is not None
    return line, line.said


def chain(first: Line, said: Said, count: int) -> list[Line]:
    """Lines of one item, each after the one before."""
    lines = [first]
    for number in range(count):
        lines.append(line_of(first.item, {**said, "note": str(number)}, (lines[-1].digest,), day=DAY, case=DIGEST))
    return lines[1:]


def forks(first: Line, said: Said, count: int) -> list[Line]:
    """Lines of one item, all after the first."""
    return [
        line_of(first.item, {**said, "note": str(number)}, (first.digest,), day=DAY, case=DIGEST)
        for number in range(count)
    ]


def others(_: Line, said: Said, count: int) -> list[Line]:
    """Lines of as many items."""
    return [line_of(("forecast", f"X{number}"), said, (), day=DAY, case=DIGEST) for number in range(count)]


@pytest.mark.level("all", but=2)
@pytest.mark.parametrize("made", [chain, forks, others], ids=lambda made: str(made.__name__))
@pytest.mark.parametrize("item", [FORECAST, ("update", "F2 2025-01-09")], ids=["forecast", "update"])
def test_twice_as_many_lines_take_twice_as_much(case: Path, made: Maker, item: Item) -> None:
    sealed = case.with_suffix(".ledger.jsonl").read_text(encoding="utf-8")
    first, said = first_of(case, item)
    of_all = made(first, said, 800)

    def verified(count: int) -> None:
        write(case, of_all[:count], sealed)
        assert ledger(case, today=DAY).lines == count + sealed.count("\n")

    assert grows_evenly(verified, 400)


def closed(forecast: Sequence[Line], line: Line) -> date | None:
    """The definition: the close by what had been sealed before a line, and in time; by the first line where nothing
    had."""

    def close_in(one: Line) -> date | None:
        return date.fromisoformat(one.said["closes"]) if one.said and "closes" in one.said else None

    closes: date | None = None
    for before in forecast:
        if before.day > line.day or (before.item == line.item and before.number >= line.number):
            break
        if closes is None or before.day <= closes:
            closes = close_in(before) or closes
    return closes or close_in(forecast[0])


@pytest.mark.parametrize("seed", range(20))
def test_late_is_what_the_definition_says(case: Path, seed: int) -> None:
    """Branches of a forecast and its updates at random, with closes moved to and fro, taken out and back again."""
    drawn = random.Random(seed)
    path = case.with_suffix(".ledger.jsonl")
    sealed = path.read_text(encoding="utf-8")
    chains: dict[Item, list[Line]] = {
        item: [first_of(case, item)[0]] for item in (("forecast", "F2"), ("update", "F2 2025-01-09"))
    }
    says = {item: first_of(case, item)[1] for item in chains}
    more: list[Line] = []
    for number in range(60):
        item = drawn.choice([*chains])
        before = drawn.choice(chains[item])
        said: Said | None = {**says[item], "note": str(number)}
        if item[0] == "forecast":
            said = {**says[item], "note": str(number), "closes": str(DAY + timedelta(drawn.randrange(60)))}
        if drawn.random() < 0.1 and before.said is not None:
            said = None
        day = before.day + timedelta(drawn.choice([0, 0, 1, 5, 20]))
        line = line_of(item, said, (before.digest,), day=day, case=f"{number:064x}")
        chains[item].append(line)
        more.append(line)
    write(case, more, sealed)
    today = DAY + timedelta(400)
    lines = read_ledger(path, today=today).chains.lines
    forecast = [line for line in lines if line.item == ("forecast", "F2")]
    expected = {
        line.number: (end := closed(forecast, line)) is not None and line.day > end
        for line in lines
        if line.item in chains
    }
    found = {entry.line: entry.late for item in ledger(case, today=today).items for entry in item.entries}
    assert {number: found[number] for number in expected} == expected
    assert len(set(expected.values())) == 2
