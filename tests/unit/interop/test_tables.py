from __future__ import annotations

import builtins
import csv
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from countermove.assessment.conflicts import load_conflict
from gmcr import Conflict, MissingExtra, Ranking, solve, to_dataframe, write_csv
from gmcr.base.characters import spreadsheet_safe, visible
from gmcr.formats import csv_text
from tests.conftest import require_module


def test_csv_has_a_line_for_every_state() -> None:
    stability = solve(load_conflict("cuban-missile-crisis-1962").conflict, concepts=["nash", "seq"])
    rows = list(csv.DictReader(StringIO(csv_text(stability), newline="")))
    assert list(rows[0]) == [
        *("state", "ordered", "label", "rank us", "rank ussr"),
        *("nash us", "nash ussr", "nash equilibrium", "seq us", "seq ussr", "seq equilibrium"),
    ]
    assert [int(row["state"]) for row in rows] == stability.conflict.states.tolist()
    assert [row["ordered"] for row in rows if row["seq equilibrium"] == "1"] == ["5", "6", "7"]
    assert [int(row["rank us"]) for row in rows] == stability.conflict.ranks("us").tolist()
    assert rows[6]["label"] == "us.blockade, ussr.withdraw"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_can_run_as_a_formula(text: str) -> None:
    conflict = Conflict.from_arcs(
        states=[text, "plain=1"], arcs={text: [(text, "plain=1")]}, preferences={text: Ranking([[text], ["plain=1"]])}
    )
    rows = list(csv.reader(StringIO(csv_text(solve(conflict, concepts=["nash"])), newline="")))
    assert rows[1][2] == f"'{visible(text)}"
    assert rows[2][2] == "plain=1"
    assert all(not cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)
    assert spreadsheet_safe("a-1") == "a-1"


def test_a_data_frame_holds_the_same_with_truths(tmp_path: Path) -> None:
    require_module("pandas", "the table as a DataFrame")
    stability = solve(load_conflict("elmira-1991").conflict)
    frame = to_dataframe(stability)
    assert frame.index.tolist() == stability.conflict.states.tolist()
    assert frame.index.name == "state"
    assert frame.loc[frame["smr equilibrium"], "ordered"].tolist() == [1, 4, 5, 6, 7, 10, 11, 12]
    assert frame["nash M"].dtype == bool
    write_csv(stability, tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_bytes().decode() == csv_text(stability)


def test_without_pandas_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    genuine = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "pandas":
            raise ModuleNotFoundError(name)
        return genuine(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtra, match=r"countermove\[data\]"):
        to_dataframe(solve(load_conflict("chicken").conflict))
