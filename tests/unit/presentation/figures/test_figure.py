"""A figure as a thing: the same every time, harmless, readable without colour, and written as SVG, CSV and PNG."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from countermove.assessment import loads
from countermove.catalogue import PICTURES
from countermove.context.game import game_of
from countermove.presentation.blocks import Cell, Column, Share, Table
from countermove.presentation.canvas import Canvas
from countermove.presentation.figure import Box, Figure
from countermove.presentation.marks import legend, rung_dropped
from countermove.presentation.theme import THEMES, ActorStyle, actors_of
from countermove.presentation.typefaces import OWN
from countermove.reports.figure import Request
from gmcr.base.errors import CountermoveError, MissingExtra, UnknownName
from tests.conftest import ROOT
from tests.unit.presentation.figures.conftest import Drawer, game
from tests.unit.presentation.figures.samples import NASTY, large

__all__: list[str] = []

HARMLESS = {
    "svg",
    "title",
    "desc",
    "defs",
    "pattern",
    "g",
    "rect",
    "circle",
    "path",
    "text",
    "tspan",
    "figure",
    "details",
    "summary",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}

PROBE = """
import hashlib, sys
from countermove.context.game import open_game
from countermove.reports.figure import Request, draw
game = open_game("korea-2021")
for name in ("states", "levers", "road", "phase"):
    print(name, hashlib.sha256(draw(name, Request(game)).svg.encode()).hexdigest())
"""


@pytest.mark.level("all")
def test_equal_records_give_equal_bytes_in_every_process(drawer: Drawer) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROBE],
        env={**os.environ, "PYTHONHASHSEED": "77", "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    told = dict(line.split() for line in done.stdout.splitlines())
    assert len(told) == 4
    assert told == {name: hashlib.sha256(drawer("korea-2021", name).svg.encode()).hexdigest() for name in told}


def test_ids_of_different_figures_differ_so_that_they_can_share_a_page(drawer: Drawer) -> None:
    figures = [drawer("moor", name, theme=theme) for name in ("grids", "phase", "longrun") for theme in THEMES]
    ids = [found for figure in figures for found in set(re.findall(r' id="([^"]+)"', figure.svg))]
    assert len(ids) == len(set(ids)) > 12


@pytest.mark.parametrize("name", list(PICTURES))
def test_a_drawing_is_asked_for_its_inks_and_faces(drawer: Drawer, name: str) -> None:
    if name == "phase":
        pytest.skip("the case has one driver, which makes no plane")
    light, dark = (drawer("hostile", name, theme=theme).drawing for theme in ("light", "dark"))
    inks = THEMES["light"]
    written = light.svg(ink="variables", faces=OWN)
    assert set(re.findall(r'"(#[0-9A-F]{6})"', written)) <= {inks.marked}
    assert "\0" not in written
    assert "\1" not in written
    assert set(re.findall(r'font-family="([^"]*)"', written)) <= set(OWN)
    for ink in ("sheet", "wash", "ink", "ink2", "ink3", "rule", "control", "holds", "fails"):
        written = written.replace(f"var(--{ink})", getattr(inks, ink))
    for place, hue in enumerate(inks.hues, 1):
        written = written.replace(f"var(--hue{place})", hue)
    assert written == light.svg(faces=OWN)
    if name != "wants":  # there the highlighter is stronger on a dark ground
        assert light.parts == dark.parts


@pytest.mark.parametrize("name", list(PICTURES))
def test_what_a_file_says_is_never_markup(drawer: Drawer, name: str) -> None:
    if name == "phase":
        pytest.skip("the case has one driver, which makes no plane")
    figure = drawer("hostile", name)
    for page in (figure.svg, figure.html()):
        tags = " ".join(re.findall(r"<[^>]*>", re.sub(r'"[^"]*"', '""', page)))
        assert set(re.findall(r"</?([\w-]+)", tags)) <= HARMLESS
        assert not re.search(r"\bon\w+=|href=|style=|src=|<!|<\?", tags)
        assert "\u202e" not in page


def test_a_hostile_name_is_seen_as_it_is_written(drawer: Drawer) -> None:
    svg = drawer("hostile", "wants").svg
    assert "&lt;script&gt;alert('x')&lt;/script&gt;&amp;\"" in svg
    assert "\\u202egnp.exe\\u202c" in svg


def letters_and_dashes(case: str, theme: str) -> list[tuple[str, str, str]]:
    actors = actors_of(game(case).glossary, THEMES[theme])
    return [(actor.letter, actor.dash, actor.colour) for actor in actors.values()]


@pytest.mark.parametrize("theme", list(THEMES))
def test_actors_are_told_apart_without_colour(theme: str) -> None:
    assert [letter for letter, _, _ in letters_and_dashes("korea-2021", theme)] == ["D", "U", "C", "K"]
    assert [letter for letter, _, _ in letters_and_dashes("moor", theme)] == ["M", "W", "T"]
    found = letters_and_dashes("large", theme)
    assert len({letter for letter, _, _ in found}) == len(found) == 6
    assert len({dash for _, dash, _ in found[:5]}) == 5
    assert found[4][2] == found[0][2]
    assert found[5][2] == THEMES[theme].ink2
    assert [len(letter) for letter, _, _ in found] == [1, 1, 1, 1, 2, 2]


def test_actors_of_one_letter_are_told_apart_by_more_of_it_and_then_by_numbers() -> None:
    text = "countermove: 1\nactors:\n" + "".join(f"  {name}: {{options: {{a: {{}}}}}}\n" for name in ("x", "xx", "xxx"))
    styles = actors_of(game_of(loads(text)).glossary, THEMES["light"])
    assert [style.letter for style in styles.values()] == ["X", "XX", "1"]


@pytest.mark.parametrize(
    ("letter", "radius", "across", "size"), [("A", 8.0, 16.0, 10.0), ("AB", 8.0, 19.0, 10.0), ("AB", 12.0, 24.0, 12.0)]
)
def test_letters_in_a_ring_are_no_smaller_than_other_text(
    letter: str, radius: float, across: float, size: float
) -> None:
    canvas = Canvas("test", 200, THEMES["light"])
    canvas.ring(50, 40, ActorStyle("a", "Arvia", letter, "#000000", ""), radius=radius)
    [ring] = canvas.boxes
    assert (ring.width, ring.height, ring.x + ring.width / 2, ring.y + ring.height / 2) == (across, across, 50, 40)
    svg = canvas.figure(80, title="t", description="d", table=Table((), ())).svg
    assert [float(found) for found in re.findall(rf'font-size="([\d.]+)"[^>]*>{letter}<', svg)] == [size]


def test_a_want_that_a_game_does_not_have_is_a_cross_in_its_place() -> None:
    canvas = Canvas("test", 200, THEMES["light"])
    rung_dropped(canvas, 50, 40, ActorStyle("a", "Arvia", "A", "#000000", ""))
    assert canvas.boxes[-1] == Box("mark", 45, 35, 10, 10, "dropped")


def test_lines_carry_dashes_and_rings_letters(drawer: Drawer) -> None:
    svg = drawer("korea-2021", "states").svg
    for letter, dash, colour in letters_and_dashes("korea-2021", "light"):
        assert f">{letter}</text>" in svg
        pattern = rf'<path [^>]*stroke="{colour}"[^>]*stroke-dasharray="{dash}"' if dash else rf'stroke="{colour}"'
        assert re.search(pattern, svg)


def test_strokes_that_are_alike_have_no_sample_in_the_legend() -> None:
    canvas = Canvas("test", 700, THEMES["light"])
    names = {f"x{k}": f"Actor {k}" for k in range(7)}
    glossary = replace(game("moor").glossary, actors=names)
    legend(canvas, 20, list(actors_of(glossary, THEMES["light"]).values()))
    figure = canvas.figure(60, title="t", description="d", table=Table((Column("A"),), ()))
    assert sum(box.label == "stroke" for box in figure.boxes) == 5
    letters = [box.label for box in figure.boxes if box.kind == "text" and len(box.label) <= 2]
    assert len(set(letters)) == 7


def luminance(colour: str) -> float:
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
def test_text_and_marks_have_contrast(theme: object) -> None:
    for ground in (theme.sheet, theme.wash):  # type: ignore[attr-defined]
        for ink in (theme.ink, theme.ink2, theme.ink3):  # type: ignore[attr-defined]
            assert contrast(ink, ground) >= 4.5
    assert contrast(theme.holds, theme.fails) >= 3  # type: ignore[attr-defined]
    for hue in theme.hues:  # type: ignore[attr-defined]
        assert contrast(hue, theme.sheet) >= 3.5  # type: ignore[attr-defined]
        assert contrast(hue, theme.wash) >= 3.3  # type: ignore[attr-defined]


def small(title: str = "t", cell: Cell = "x") -> Figure:
    canvas = Canvas("test", 9, THEMES["light"])
    return canvas.figure(9, title=title, description="d", table=Table((Column("=A"),), ((cell,),)))


def test_csv_holds_the_table_and_no_formula(tmp_path: Path) -> None:
    for cell, written in (
        ("=1+1", "'=1+1"),
        ("-0.5", "'-0.5"),
        (Fraction(-1, 2), "-0.5"),
        (Share(Fraction(1, 3)), "0.3333333333"),
        (7, "7"),
        ("a,b\nc", "a,b c"),
        ("@x", "'@x"),
        ("-x", "'-x"),
    ):
        assert list(csv.reader(io.StringIO(small(cell=cell).csv()))) == [["'=A"], [written]]
    small().to_csv(tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_bytes() == b"'=A\r\nx\r\n"


def test_files_are_never_overwritten_unless_told(tmp_path: Path) -> None:
    path = tmp_path / "t.svg"
    small().to_svg(path)
    assert path.read_text(encoding="utf-8").startswith('<?xml version="1.0" encoding="UTF-8"?>\n<svg ')
    with pytest.raises(CountermoveError, match="exists already"):
        small().to_svg(path)
    small().to_svg(path, force=True)


def test_png_needs_its_extra_and_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(MissingExtra, match=r"countermove\[figures\]"):
        small().png()


def test_png(drawer: Drawer) -> None:
    pytest.importorskip("resvg_py", reason="PNG pictures need the extra figures (resvg-py)")
    figure = drawer("moor", "states")
    data = figure.png(scale=1.0)
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(data[16:20]) == figure.width
    assert int.from_bytes(data[20:24]) == figure.height


def test_notebooks_get_the_picture_with_its_table(drawer: Drawer) -> None:
    figure = drawer("moor", "levers")
    assert figure._repr_svg_() == figure.svg
    html = figure._repr_html_()
    assert figure.svg in html
    assert html.count("<tr>") == len(figure.table.rows) + 1


def test_an_unknown_figure_or_theme_gets_the_nearest_name(drawer: Drawer) -> None:
    with pytest.raises(UnknownName, match="Did you mean states"):
        drawer("moor", "state")
    with pytest.raises(UnknownName, match="Did you mean dark"):
        drawer("moor", "states", theme="darc")
    with pytest.raises(CountermoveError, match="240 to 4000"):
        drawer("moor", "states", width=10.0)


@pytest.mark.parametrize(("width", "refused"), [(239.9, True), (240.0, False), (4000.0, False), (4000.1, True)])
def test_a_figure_is_as_wide_as_is_asked_for_within_its_bounds(width: float, refused: bool) -> None:
    request = Request(game("moor"), width=width)
    if refused:
        with pytest.raises(CountermoveError, match="240 to 4000"):
            request.wide(760)
    else:
        assert request.wide(760) == width
    assert Request(game("moor")).wide(760) == 760


def test_the_samples_are_what_they_are_meant_to_be() -> None:
    assert large() == large()
    assert "\u202e" in NASTY
    assert "<script>" in NASTY
