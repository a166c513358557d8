"""A figure that is written to a file says what it is; one in a report does not repeat its caption."""

from __future__ import annotations

from pathlib import Path

import pytest

from countermove.case.game import open_game
from countermove.case.selection import Selection
from countermove.catalogue import PICTURES
from countermove.desk.figure.asked import Request, draw
from countermove.desk.figure.found import drawn, titled
from countermove.telling.heading import headed
from tests.unit.report.figures.checking import faults, markup_faults
from tests.unit.report.figures.conftest import game

__all__: list[str] = []


def asked(case: str, name: str, selection: Selection | None = None, **options: object) -> Request:
    more = {"vary": ("d0", "d1"), "bound": 1} if case == "nations" and name in ("phase", "responsibility") else {}
    return Request(game(case, selection or Selection()), **{"draws": 200, **more, **options})


@pytest.mark.parametrize("name", [name for name in PICTURES if name != "graph"])  # of too many states
@pytest.mark.parametrize(("case", "theme", "width"), [("korea-2021", "light", None), ("nations", "dark", 380.0)])
def test_nothing_of_the_heading_is_in_the_way(case: str, name: str, theme: str, width: float | None) -> None:
    figure = titled(name, asked(case, name, theme=theme, width=width))
    assert list(faults(figure)) == []
    assert list(markup_faults(figure)) == []
    bare = draw(name, asked(case, name, theme=theme, width=width))
    assert figure.table == bare.table
    assert (figure.title, figure.description) == (bare.title, bare.description)
    assert figure.height > bare.height + 30
    assert f'height="{figure.height:g}"' in figure.svg.partition(">")[0]


def line(figure_name: str, request: Request) -> str:
    """What stands between the title and the figure."""
    figure, bare = titled(figure_name, request), draw(figure_name, request)
    head = [box.label for box in figure.boxes[: len(figure.boxes) - len(bare.boxes)]]
    told = " ".join(head)
    assert told.startswith(figure.title), told
    return told.removeprefix(figure.title).strip()


KOREA = "korea-2021: Would China help bring Pyongyang and Washington back to the table?"
WHOSE = "After Yun Sun, Stimson Center, August 2021 · as of 15 August 2021 · looks to 31 August 2022"


def test_the_line_says_case_game_concept_and_whose_it_is() -> None:
    assert line("states", asked("korea-2021", "states")) == f"{KOREA} · base reading · under Nash · {WHOSE}"
    crisis = asked("korea-2021", "states", Selection(scenario="crisis", view="washington"), concepts=("seq", "gmr"))
    told = line("states", crisis)
    assert "scenario crisis" in told
    assert "view washington" in told
    assert told.endswith(f"· under SEQ · {WHOSE}")
    assert line("levers", asked("korea-2021", "levers")) == f"{KOREA} · base reading · {WHOSE}"


def test_what_the_picture_says_is_not_said_again() -> None:
    assert line("claims", asked("korea-2021", "claims")) == f"{KOREA} · {WHOSE}"
    assert "under" not in line("longrun", asked("korea-2021", "longrun"))
    # A claim is judged in its own scenario, not in the one selected.
    claim = asked("korea-2021", "drivers", Selection(scenario="crisis"), thing="C17")
    told = line("drivers", claim)
    assert "crisis" not in told
    assert "base reading" in told


def test_a_conflict_alone_has_no_reading() -> None:
    told = line("states", Request(open_game("elmira-1991")))
    assert told.startswith("elmira-1991: ")
    assert "reading" not in told
    assert told.endswith("· under Nash")


def test_it_is_written_with_its_heading_and_shown_without(tmp_path: Path) -> None:
    request = asked("korea-2021", "levers")
    written = drawn("levers", request, out=str(tmp_path / "l.svg"))
    assert "· base reading ·" in (tmp_path / "l.svg").read_text(encoding="utf-8")
    assert written.figure.height > drawn("levers", request).figure.height


def test_the_heading_changes_nothing_of_the_picture() -> None:
    bare = draw("road", asked("korea-2021", "road", Selection(scenario="us_engages")))
    with_heading = headed(bare, "a & b")
    assert "a &amp; b" in with_heading.svg
    texts = [box.label for box in bare.boxes]
    assert [box.label for box in with_heading.boxes][-len(texts) :] == texts
    assert with_heading.svg.count("<title id=") == 1
