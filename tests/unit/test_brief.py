"""Records show themselves in a shell in one line of at most 120 characters that says what matters."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, is_dataclass
from importlib import import_module

import numpy as np
import pytest

import countermove as cm
from countermove import reports
from countermove.questions.levers.compute import levers
from countermove.questions.roads.compute import roads
from gmcr.base.record import LONGEST, Record, cut
from tests.flagship import korea, korea_assessed, korea_checked

PACKAGES = (
    *(
        "countermove.assessment",
        "countermove.context",
        "countermove.reports",
        "countermove.inquiry",
        "countermove.interop",
    ),
    *("countermove.questions", "countermove.media", "countermove.presentation", "countermove.verdicts"),
    *("gmcr.analysis", "gmcr.formats", "gmcr.model", "gmcr.stability"),
)


@dataclass(frozen=True, slots=True)
class Small(Record):
    """Shown as a dataclass shows itself."""

    name: str
    sizes: tuple[int, ...] = (1, 2)


@dataclass(frozen=True, slots=True)
class Large(Record):
    """Shown in short."""

    table: object
    inner: Small
    many: tuple[str, ...]
    text: str


def test_what_is_small_is_shown_whole_and_what_is_large_in_short() -> None:
    assert repr(Small("a")) == "Small(name='a', sizes=(1, 2))"
    shown = repr(Large(np.zeros((3, 4)), Small("a"), ("one",) * 1000, "long " * 1000))
    assert shown.startswith("Large(table=float64 (3, 4), inner=Small(…), many=(1000 items), …)")
    assert len(shown) <= LONGEST
    assert cut("a\nb" * 200).count("\n") == 0


def _records() -> Iterator[type]:
    for package in PACKAGES:
        home = import_module(package)
        for found in pkgutil.walk_packages(home.__path__, f"{home.__name__}."):
            for item in vars(import_module(found.name)).values():
                if isinstance(item, type) and item.__module__ == found.name and _is_own_record(item):
                    yield item


def _is_own_record(item: type) -> bool:
    """Whether it is a dataclass, and not only the child of somebody else's."""
    bases = [base for base in item.__mro__[1:] if is_dataclass(base)]
    return is_dataclass(item) and all(base.__module__.startswith(("countermove", "gmcr")) for base in bases)


def test_every_record_is_shown_by_the_one_mechanism() -> None:
    own = {"Conflict", "CoalitionStability", "Regions", "Stability", "Verdicts"}
    left = {
        item.__qualname__ for item in _records() if not issubclass(item, Record) and not item.__name__.startswith("_")
    }
    assert not left
    assert {item.__name__ for item in _records() if item.__repr__.__module__ != "gmcr.base.record"} <= own | {
        item.__name__ for item in _records() if item.__name__.startswith("_")
    }


KOREA: dict[str, tuple[Callable[[cm.Assessment], object], str]] = {
    "assessment": (lambda of: of, "<Assessment: korea-2021, Would China help"),
    "conflict": (lambda of: of.conflict(), "<Conflict of dprk, us, china, rok"),
    "check": (lambda _: korea_checked(), "<Answer of korea-2021: 36 claims in 32 readings: "),
    "claim": (
        lambda of: cm.check(of, "C01", "nash")[0],
        "<ClaimVerdict: C01: follows, as long as nobody wants otherwise; holds in 32 of 32 cells>",
    ),
    "assess": (lambda _: korea_assessed(), "<AssessRecord of korea-2021: status quo holds under nash, gmr"),
    "solve": (
        lambda of: reports.ask("solve", reports.open_game(of.name)),
        "<Answer of korea-2021: 336 states, equilibria",
    ),
    "change": (
        lambda of: reports.ask("change", of),
        "<Answer of korea-2021: road to talks does not hold under nash; 1 ",
    ),
    "roads": (lambda of: roads(of, concepts="nash"), "<RoadMap: from "),
    "coalitions": (lambda of: reports.ask("coalitions", of), "<Answer of korea-2021: "),
    "levers": (lambda of: levers(of), "<Levers: 6 settings; at the first "),
    "matrix": (lambda of: reports.ask("matrix", of, claims=["C01"]), "<Answer of korea-2021: "),
    "views": (lambda of: reports.ask("views", of), "<Answer of korea-2021: "),
    "why": (lambda of: reports.ask("why", reports.open_game(of.name), state="start"), "<Answer of korea-2021: state "),
}


@pytest.mark.level("all", but=8)
@pytest.mark.parametrize("name", KOREA)
def test_records_of_the_korean_case_say_what_matters_in_one_line(name: str) -> None:
    ask, begins = KOREA[name]
    shown = repr(ask(korea()))
    assert shown.startswith(begins), shown
    assert len(shown) <= LONGEST


def test_a_witness_names_states_by_their_labels() -> None:
    graph = cm.Conflict.from_arcs(
        states=["peace", "war"], arcs={"A": [("peace", "war")]}, preferences={"A": cm.Ranking(["war", "peace"])}
    )
    witness = cm.why(graph, "peace", actor="A")
    assert witness.labels == {0: "peace", 1: "war"}
    assert repr(witness) == "<Witness: A leaves peace under nash, for war>"
    many = cm.Conflict.from_options(
        actors={f"somebody_with_a_long_name_{k}": f"o{k}" for k in range(20)},
        preferences={f"somebody_with_a_long_name_{k}": f"o{k}" for k in range(20)},
    )
    assert len(repr(many)) <= LONGEST
    assert repr(many).endswith(": 20 options, 2^20 combinations>")
    assert many.states.size == 1 << 20
    assert repr(many).endswith(": 20 options, 1048576 states, dense>"), "once they are listed"
