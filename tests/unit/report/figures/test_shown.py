"""What figures say where: thresholds at the frame, the way to the nearest tipping point, names in full in any script."""

from __future__ import annotations

import pytest

from countermove.desk.game import open_game
from countermove.desk.selection import BASE
from countermove.report.figures import Figure
from countermove.report.figures.canvas import Canvas
from countermove.report.figures.catalogue import Request, draw
from countermove.report.figures.metrics import script_of, wrapped
from countermove.report.figures.signs import signed
from countermove.report.figures.theme import THEMES, Theme, theme_named
from countermove.report.text import Table
from tests.unit.report.figures.conftest import Drawer

__all__: list[str] = []


def texts(figure: Figure) -> list[str]:
    return [box.label for box in figure.boxes if box.kind == "text"]


# -- the phase diagram -------------------------------------------------------------------------------------------------


def test_thresholds_are_named_as_relations_where_they_meet_the_frame(drawer: Drawer) -> None:
    figure = drawer("korea-2021", "phase", vary=("reward", "window"))
    assert {"reward ≥ risk (0.70)", "window ≥ 0.3"} <= set(texts(figure))
    frame = next(box for box in figure.boxes if box.kind == "frame")
    above = next(box for box in figure.boxes if box.label.startswith("reward ≥"))
    beside = next(box for box in figure.boxes if box.label.startswith("window ≥"))
    assert above.y + above.height <= frame.y
    assert beside.x >= frame.x + frame.width
    assert abs(above.x + above.width / 2 - (frame.x + 0.7 * frame.width)) < 40


def test_the_strong_arrow_leads_to_the_nearest_tipping_point(drawer: Drawer) -> None:
    level = drawer("korea-2021", "phase", vary=("reward", "window"))
    assert {"−0.30", "+0.50"} <= set(texts(level))
    nearest = next(box for box in level.boxes if box.label == "nearest")
    today = next(box for box in level.boxes if box.label == "today")
    assert nearest.y > today.y, "downwards: hope has to fall"
    slanted = drawer("korea-2021", "phase", scenario="door_shut", vary=("rivalry", "shared"))
    assert {"rivalry +0.05", "shared −0.05"} <= set(texts(slanted))
    assert "shared_now ≤ rivalry (with" in " ".join(texts(slanted)), "a slanted border is named in its region"


def test_what_is_fixed_is_named(drawer: Drawer) -> None:
    figure = drawer("korea-2021", "phase", vary=("reward", "window"))
    held = " ".join(text for text in texts(figure) if "0.80" in text or "Held" in text)
    assert held.startswith("Held as they are: rivalry 0.80, shared 0.50")
    assert "window 0.60," not in held
    assert "Held as they are: rivalry 0.80" in figure.description


def test_a_region_is_one_outline_with_one_name(drawer: Drawer) -> None:
    figure = drawer("korea-2021", "phase", vary=("reward", "window"))
    assert figure.svg.count('class="region"') == 3
    assert figure.svg.count('Z"') >= 3
    assert texts(figure).count("test + crisis") == 1


# -- names -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["states", "wants", "levers", "responsibility"])
def test_long_names_of_actors_are_told_in_full(drawer: Drawer, name: str) -> None:
    figure = drawer("nations", name, bound=1)
    shown = " ".join(texts(figure))
    for word in ("상임위원회", "инфраструктуры", "Development", "管理委员会"):
        assert word in shown.replace("管 理", "管理").replace("航运 管理", "航运管理"), word


def test_a_line_never_mixes_letters_that_no_font_has_together() -> None:
    told = "if 대한민국 정부와 حكومة المملكة or 东南沿海 act"
    lines, complete = wrapped(told, 11, "sans", 1000)
    assert complete
    assert lines == ("if 대한민국 정부와", "حكومة المملكة or", "东南沿海 act")
    assert [script_of(line) for line in lines] == ["wide", "arabic", "wide"]
    canvas = Canvas("states", 600, theme_named("light"))
    canvas.pieces(10, 20, [("대한민국", "bold", "#000000"), ("حكومة", "sans", "#000000")], 500)
    assert [box.label for box in canvas.boxes] == ["대한민국", "حكومة"]


def test_an_ellipsis_stands_where_the_word_ends() -> None:
    canvas = Canvas("states", 600, theme_named("light"))
    canvas.text(10, 20, "الأمانة العامة لمجلس التعاون", within=60)
    canvas.text(10, 40, "The Standing Committee", within=60)
    svg = canvas.figure(60, title="t", description="d", table=Table((), ())).svg
    assert svg.count("…\u200f</text>") == 1
    assert svg.count("…</text>") == 1


def test_what_belongs_together_is_not_broken() -> None:
    assert wrapped("talk + no\u00a0press\u00a0us", 11, "sans", 80)[0] == ("talk +", "no\u00a0press\u00a0us")


def test_signs() -> None:
    assert signed("a >= 0.3 and b <= c") == "a ≥ 0.3 and b ≤ c"


def test_a_road_in_graph_form_goes_by_the_labels_of_states() -> None:
    figure = draw("road", Request(open_game("elmira-1991-graph", BASE)))
    assert "Local government moves to s5." in texts(figure)
    assert "It is s5." in texts(figure)
    assert not any("chooses" in text for text in texts(figure))
    assert figure.table.rows[0][3] == "Local government moves to s5"
    assert "There it is s5." in figure.description


# -- keys --------------------------------------------------------------------------------------------------------------


def test_a_key_has_no_sign_that_is_not_drawn(drawer: Drawer) -> None:
    shown = texts(drawer("korea-2021", "longrun"))
    assert "an outcome" in shown
    assert "a circle that is never left" not in shown
    narrow = " ".join(texts(drawer("korea-2021", "levers", width=380.0)))
    assert "no difference" not in narrow
    assert "no difference" in " ".join(texts(drawer("korea-2021", "levers")))


def test_every_driver_stands_with_its_value_now(drawer: Drawer) -> None:
    shown = texts(drawer("korea-2021", "drivers"))
    assert {"0.60", "0.70", "0.80"} <= set(shown)
    assert {"0", "1"} <= set(shown), "the ends of the lines"


# -- colours -----------------------------------------------------------------------------------------------------------


def light(colour: str) -> float:
    """Relative luminance (WCAG)."""
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", list(THEMES.values()), ids=list(THEMES))
def test_text_and_marks_stand_out_from_their_grounds(theme: Theme) -> None:
    for ground in (theme.sheet, theme.wash):
        assert all(contrast(ink, ground) >= 4.5 for ink in (theme.ink, theme.ink2, theme.ink3))
    assert all(contrast(hue, theme.sheet) >= 3 for hue in theme.hues)
    assert contrast(theme.holds, theme.fails) >= 3
