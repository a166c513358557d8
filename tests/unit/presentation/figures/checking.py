"""What holds of every figure, whatever it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from xml.etree import ElementTree

from countermove.presentation.figure import Box, Figure

__all__ = ["faults", "markup_faults"]

SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {"svg", "title", "desc", "defs", "pattern", "g", "rect", "circle", "path", "text", "tspan"}
ATTRIBUTES = re.compile(
    r"(x|y|r|cx|cy|d|id|rx|role|class|width|height|viewBox|transform|fill(-opacity)?|stroke(-(width|dasharray|linecap))?|"
    r"font-(size|weight|family)|text-anchor|aria-labelledby|pattern(Units|Transform)|data-[a-z-]+)"
)
SLACK = 0.75


def faults(figure: Figure) -> Iterator[str]:
    """Every overlap, and everything that runs out of the picture or of its frame."""
    page = Box("page", 0, 0, figure.width, figure.height)
    solid = [box for box in figure.boxes if box.kind in ("text", "mark")]
    for box in figure.boxes:
        if not box.inside(page, slack=0.5):
            yield f"{box.kind} {box.label!r} runs out of the picture: {box}"
    for one, other in overlapping(solid):
        if not (one.kind == other.kind == "mark" and one.label == other.label == "today"):
            yield f"{one.kind} {one.label!r} and {other.kind} {other.label!r} overlap"
    texts = [box for box in figure.boxes if box.kind == "text"]
    for edge in (box for box in figure.boxes if box.kind == "edge"):
        for text in texts:
            if edge.overlaps(text, slack=0.3):
                yield f"a line crosses {text.label!r} at {edge.x:.0f}, {edge.y:.0f}"
    for frame in (box for box in figure.boxes if box.kind == "frame" and box.label.startswith("state")):
        for text in texts:
            if frame.overlaps(text, slack=SLACK) and not text.inside(frame, slack=0.5):
                yield f"{text.label!r} runs out of the frame {frame.label}"
    frames = [box for box in figure.boxes if box.kind == "frame"]
    for one, other in combinations(frames, 2):
        if one.overlaps(other, slack=SLACK):
            yield f"the frames {one.label} and {other.label} overlap"


def overlapping(boxes: list[Box]) -> Iterator[tuple[Box, Box]]:
    """Pairs that overlap, found by sweeping downwards."""
    ordered = sorted(boxes, key=lambda box: box.y)
    open_: list[Box] = []
    for box in ordered:
        open_ = [other for other in open_ if other.y + other.height > box.y + SLACK]
        for other in open_:
            if box.overlaps(other, slack=SLACK):
                yield other, box
        open_.append(box)


def markup_faults(figure: Figure) -> Iterator[str]:
    """Everything in the SVG that does not belong there: elements, attributes, references, ids without prefix."""
    root = ElementTree.fromstring(figure.svg)
    ids = []
    for element in root.iter():
        name = element.tag.removeprefix(SVG)
        if name not in ELEMENTS:
            yield f"the element {name}"
        for attribute, value in element.attrib.items():
            if not ATTRIBUTES.fullmatch(attribute):
                yield f"the attribute {attribute}"
            if attribute == "id":
                ids.append(value)
            if attribute in ("fill", "stroke") and not re.fullmatch(
                r"none|#[0-9A-F]{6}|url\(#cm[0-9a-f]{10}-\w+\)", value
            ):
                yield f"the paint {value}"
    if len(set(ids)) < len(ids):
        yield "an id that is there twice"
    yield from (f"the id {name}" for name in ids if not re.match(r"cm[0-9a-f]{10}-", name))
    referred = set(re.findall(r"url\(#([^)]*)\)", re.sub(r"<(title|desc|text|tspan)[^>]*>[^<]*", "", figure.svg)))
    yield from (f"a reference to nothing: {name}" for name in referred - set(ids))
    if "nan" in re.sub(r">[^<]*<", "><", figure.svg).lower().split('"'):
        yield "a number that is none"
