"""A figure that is written to a file says what it is; one in a report does not repeat its caption."""

from __future__ import annotations

from pathlib import Path

import pytest

from countermove.assessment import load, loads
from countermove.catalogue import PICTURES
from countermove.context.game import game_of, open_game
from countermove.context.selection import Selection
from countermove.presentation.canvas import headed
from countermove.questions.responsibility.compute import responsibility
from countermove.reports.figure import Request, answer_for, draw, drawn, drawn_from, titled
from tests.conftest import in_one_test
from tests.unit.presentation.figures.checking import faults, markup_faults
from tests.unit.presentation.figures.conftest import game
from tests.unit.reports.samples import TWO_DRIVERS

__all__: list[str] = []


def asked(case: str, name: str, selection: Selection | None = None, **options: object) -> Request:
    more = {"vary": ("d0", "d1"), "bound": 1} if case == "nations" and name in ("phase", "responsibility") else {}
    return Request(game(case, selection or Selection()), **{"draws": 200, **more, **options})


@pytest.mark.level("judge", but=4)
@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("name", [name for name in PICTURES if name != "graph"])  # of too many states
@pytest.mark.parametrize(("case", "theme", "width"), [("korea-2021", "light", None), ("nations", "dark", 380.0)])
def test_nothing_of_the_heading_is_in_the_way(case: str, name: str, theme: str, width: float | None) -> None:
    request = asked(case, name, theme=theme, width=width)
    answer = answer_for(name, request)
    figure = titled(answer, name, request)
    assert list(faults(figure)) == []
    assert list(markup_faults(figure)) == []
    bare = drawn_from(answer, name, request)
    assert figure.table == bare.table
    assert (figure.title, figure.description) == (bare.title, bare.description)
    assert figure.height > bare.height + 30
    assert f'height="{figure.height:g}"' in figure.svg.partition(">")[0]


def line(figure_name: str, request: Request) -> str:
    """What stands between the title and the figure."""
    answer = answer_for(figure_name, request)
    figure, bare = titled(answer, figure_name, request), drawn_from(answer, figure_name, request)
    head = [box.label for box in figure.boxes[: len(figure.boxes) - len(bare.boxes)]]
    told = " ".join(head)
    assert told.startswith(figure.title), told
    return told.removeprefix(figure.title).strip()


KOREA = "korea-2021: Would China help bring Pyongyang and Washington back to the table?"
WHOSE = "After Yun Sun, Stimson Center, August 2021 · as of 15 August 2021 · looks to 31 August 2022"


@pytest.mark.level("all")
def test_the_line_says_case_game_concept_and_whose_it_is() -> None:
    assert line("states", asked("korea-2021", "states")) == f"{KOREA} · in the base reading · under Nash · {WHOSE}"
    crisis = asked("korea-2021", "states", Selection(scenario="crisis", view="washington"), concepts=("seq", "gmr"))
    told = line("states", crisis)
    assert "supposing that provocation resumes (crisis)" in told
    assert "in the eyes of the United States (washington)" in told
    assert told.endswith(f"· under SEQ · {WHOSE}")
    assert line("deal", asked("korea-2021", "deal")) == f"{KOREA} · in the base reading · {WHOSE}"
    assert line("levers", asked("korea-2021", "levers")) == f"{KOREA} · in the base reading · {WHOSE}"


@pytest.mark.level("all")
def test_what_the_picture_says_is_not_said_again() -> None:
    two = Request(game_of(loads(TWO_DRIVERS, file="two.yaml")))
    assert line("grids", two) == "two: Will the ferry run?"
    assert "under" not in line("longrun", two)


def test_the_line_names_the_game_that_a_claim_is_judged_in() -> None:
    """Its own scenario and view, where it has one, in the place of those selected."""
    engaging = Selection(scenario="us_engages", drivers={"window": "0.6"})
    own, none = (line("drivers", asked("korea-2021", "drivers", engaging, thing=name)) for name in ("C17", "C02"))
    crisis = "supposing that provocation resumes (crisis)"
    engages = "supposing that Washington finds engagement worth it (us_engages)"
    set_here = "window at 0.60 (the file has 0.60)"
    rest = f"in the base reading · under Nash, GMR, SMR, SEQ and symmetric SEQ · {WHOSE}"
    assert own == f"{KOREA} · {set_here}; {crisis}; {rest}"
    assert none == f"{KOREA} · {set_here}; {engages}; {rest}"


@pytest.mark.level("all")
@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("claims", "two: Will the ferry run? · demand at 0.15 (the file has 0.60) · under SEQ and GMR"),
        ("grids", "two: Will the ferry run? · demand at 0.15 (the file has 0.60)"),
    ],
)
def test_of_all_readings_the_line_says_what_is_set(name: str, named: str) -> None:
    set_here = game_of(loads(TWO_DRIVERS, file="two.yaml"), Selection(drivers={"demand": "0.15"}))
    assert line(name, Request(set_here, concepts=("seq", "gmr"))) == named


@in_one_test("name", [name for name, (_, picture) in PICTURES.items() if picture.under])
@in_one_test(
    ("listed", "asked_for", "lead", "all_of_them"),
    [
        ("[seq, gmr]", (), "SEQ", "SEQ and GMR"),
        ("[nash, gmr]", ("symseq", "seq"), "symmetric SEQ", "symmetric SEQ and SEQ"),
    ],
)
def test_the_concepts_beside_a_picture_are_those_it_was_computed_under(
    name: str, listed: str, asked_for: tuple[str, ...], lead: str, all_of_them: str
) -> None:
    """Of the file, the lead concept first, or of the call; and the picture is that of these concepts."""
    case = loads(f"concepts: {listed}\n{TWO_DRIVERS}", file="two.yaml")
    request = Request(game_of(case), concepts=asked_for, vary=("demand", "tide"), bound=1)
    told = line(name, request)
    of_one = name in ("lanes", "states", "responsibility")
    assert f" · under {lead if of_one else all_of_them}" in told
    assert told.partition(" · under ")[2].partition(" · ")[0] == (lead if of_one else all_of_them)


@pytest.mark.level("all")
def test_responsibility_is_drawn_under_the_concept_it_names() -> None:
    """Under SEQ China takes part in a change of three in Washington's eyes, under Nash it is enough alone."""
    korea = loads(load("korea-2021").text, file="korea-2021.yaml")
    korea = korea.selected(Selection(reading=dict(list(korea.base_reading.items())[1:])))
    assert len(korea.readings) == 2
    for concept, called in (("nash", "Nash"), ("seq", "SEQ")):
        request = Request(game_of(korea), concepts=(concept,))
        answer = answer_for("responsibility", request)
        figure = titled(answer, "responsibility", request)
        assert f"under {called} ·" in " ".join(box.label for box in figure.boxes)
        titles = [column.title for column in figure.table.columns]
        degrees = {(row[0], name): cell for row in figure.table.texts for name, cell in zip(titles, row, strict=True)}
        found = responsibility(korea, concept=concept, over_readings=False)
        names = {"dprk": "North Korea", "us": "United States", "china": "China", "rok": "South Korea"}
        whose = {
            None: "the author",
            "china": "China (china)",
            "washington": "the United States (washington)",
            "advocates": "others (advocates)",
        }
        for view in found.views:
            for actor, degree in view.degrees.items():
                assert degrees[whose[view.view], names[actor]] == str(degree)
        assert degrees["the United States (washington)", "China"] == {"nash": "1", "seq": "1/3"}[concept]


def test_a_conflict_alone_has_no_reading() -> None:
    told = line("states", Request(open_game("elmira-1991")))
    assert told.startswith("elmira-1991: ")
    assert "reading" not in told
    assert told.endswith("· under Nash")


def test_it_is_written_with_its_heading_and_shown_without(tmp_path: Path) -> None:
    request = asked("korea-2021", "levers")
    written = drawn("levers", request, out=str(tmp_path / "l.svg"))
    assert "· in the base reading ·" in (tmp_path / "l.svg").read_text(encoding="utf-8")
    assert written.figure.height > drawn("levers", request).figure.height


def test_the_heading_changes_nothing_of_the_picture() -> None:
    bare = draw("road", asked("korea-2021", "road", Selection(scenario="us_engages")))
    with_heading = headed(bare, "a & b")
    assert "a &amp; b" in with_heading.svg
    texts = [box.label for box in bare.boxes]
    assert [box.label for box in with_heading.boxes][-len(texts) :] == texts
    assert with_heading.svg.count("<title id=") == 1
