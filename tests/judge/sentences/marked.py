"""Just enough of HTML to read a page: elements with their attributes, and the text in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

__all__ = ["Element", "parsed"]

EMPTY = {"input", "br", "hr", "meta", "link", "img", "path", "circle", "use", "rect", "line"}


@dataclass(slots=True)
class Element:
    """An element; texts and elements in it stand in ``parts``."""

    tag: str
    attributes: dict[str, str]
    parts: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())

    def all(self, *, tag: str = "", cls: str = "", having: str = "") -> Iterator[Element]:
        """Every element below with this tag, class and attribute."""
        for part in self.parts:
            if isinstance(part, Element):
                if (
                    (not tag or part.tag == tag)
                    and (not cls or cls in part.classes)
                    and (not having or having in part.attributes)
                ):
                    yield part
                yield from part.all(tag=tag, cls=cls, having=having)

    def first(self, *, tag: str = "", cls: str = "", having: str = "") -> Element | None:
        return next(self.all(tag=tag, cls=cls, having=having), None)

    def text(self, *, without: tuple[str, ...] = ()) -> str:
        """The text in it, without that of elements of some classes or tags."""
        found = []
        for part in self.parts:
            if isinstance(part, str):
                found.append(part)
            elif not (part.classes & set(without)) and part.tag not in without and part.tag not in ("script", "style"):
                found.append(part.text(without=without))
        return " ".join("".join(found).split())


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].parts.append(element)
        if tag not in EMPTY:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].parts.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self.open) - 1, 0, -1):
            if self.open[place].tag == tag:
                del self.open[place:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].parts.append(data)


def parsed(html: str) -> Element:
    """The root of some HTML."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root
