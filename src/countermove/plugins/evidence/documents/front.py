"""What a document says about itself: its title and its date.

Nothing is inferred. A title is the one in the page or the properties of the file, or a first paragraph in the form of a
heading: one line, short, without a full stop. A date is the one on which the page says it was published, that stands in
the title, in a line of its own near the beginning or the end (*Washington, 3 March 2022*) or in the name of the file,
or on which a PDF was made; always a whole day: *08/03/2022* is ambiguous. Proposals are reported with their origin.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

from gmcr.base.characters import one_line
from gmcr.base.record import Record

__all__ = ["Front", "days_in", "front_of", "said_by_html"]

_MOST_WORDS = 20
"""The largest number of words of a heading, and of a line with a date."""
_TITLE = 3
"""The least number of other words in a title with a date: otherwise it is a dateline."""
_FROM_TOP, _FROM_END = 8, 2
"""The number of paragraphs in which a line with a date is looked for."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?|"
    r"sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_DAYS = (
    (re.compile(r"(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?!\d|-\d)"), (0, 1, 2)),
    (re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH},? (\d{{4}})(?!\d)", re.IGNORECASE), (2, 1, 0)),
    (re.compile(rf"\b{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})(?!\d)", re.IGNORECASE), (2, 0, 1)),
)
_MADE_OF = re.compile(r"microsoft|untitled|\.(?:docx?|indd|pptx?|tex|odt|rtf|pdf)\b|^\W*$", re.IGNORECASE)
_SPEAKS = re.compile(r"\b[A-Z]{3,}:|https?://|@")


@dataclass(frozen=True, slots=True)
class Front(Record):
    """A proposed title and date, "" for none, each with its origin."""

    title: str = ""
    title_from: str = ""
    day: str = ""
    day_from: str = ""


def front_of(paragraphs: Sequence[str], file: str, *, title: str = "", dated: str = "", made: str = "") -> Front:
    """The proposals for a document. *title*, *dated*: the title and date of publication in its page or its properties;
    *made*: when the file was made."""
    own_title: str = one_line(" ".join(title.split()))
    own_title = "" if _MADE_OF.search(own_title) else own_title
    heading = _heading(paragraphs)
    called = own_title or heading
    title_from = "" if not called else "the document's own title" if own_title else "¶ 1 stands as a title"
    day, day_from = next(_day(paragraphs, file, called, dated, made), ("", ""))
    return Front(called, title_from, day, day_from)


def _heading(paragraphs: Sequence[str]) -> str:
    first = paragraphs[0].strip()
    marked = first.startswith("#")
    line = one_line(first.lstrip("#").strip().strip("*_")) if "\n" not in first else ""
    few = len(paragraphs) > 1 and 1 < len(line.split()) <= _MOST_WORDS
    rest = line
    for pattern, _ in _DAYS:
        rest = pattern.sub("", rest)
    dateline = rest != line and len(rest.split()) < _TITLE
    if not few or dateline or _SPEAKS.search(line):
        return ""
    opens = line[:1].isupper() or line[:1].isdigit() or line[:1] in "“\"'\u2018"
    return line if marked or (opens and line[-1] not in ".!:;,") else ""


def _day(paragraphs: Sequence[str], file: str, title: str, dated: str, made: str) -> Iterator[tuple[str, str]]:
    """Dates with their origins, the surest first."""
    if day := next(days_in(dated), None):
        yield day, "the page says that it was published then"
    if day := next(days_in(title), None):
        yield day, "its title has it"
    count = len(paragraphs)
    for place in dict.fromkeys((*range(min(count, _FROM_TOP)), *range(max(0, count - _FROM_END), count))):
        for line in paragraphs[place].splitlines()[:6]:
            own = len(line.split()) <= _MOST_WORDS and not line.rstrip().endswith((".", "?", "!"))
            if own and (day := next(days_in(line), None)):
                yield day, f"¶ {place + 1} has it in a line of its own"
    if day := next(days_in(re.sub(r"[_.]", " ", Path(file).stem)), None) or _joined(Path(file).stem):
        yield day, "the name of the file has it"
    if day := next(days_in(made), None):
        yield day, "the file was made then"


def days_in(text: str) -> Iterator[str]:
    """Valid whole dates in a text, in order: "2022-03-03"."""
    days: list[tuple[int, str]] = []
    for pattern, (year, month, day) in _DAYS:
        for hit in pattern.finditer(text):
            parts = hit.groups()
            number = parts[month] if parts[month].isdigit() else str(_MONTHS.index(parts[month][:3].lower()) + 1)
            try:
                days.append((hit.start(), date(int(parts[year]), int(number), int(parts[day])).isoformat()))
            except ValueError:
                continue
    yield from (day for _, day in sorted(days))


def _joined(stem: str) -> str:
    """A date in eight digits: "20220303"."""
    hit = re.search(r"(?<!\d)((?:19|20)\d\d)([01]\d)([0-3]\d)(?!\d)", stem)
    return "" if hit is None else next(days_in("-".join(hit.groups())), "")


# -- pages of HTML -----------------------------------------------------------------------------------------------------

_PUBLISHED = (
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "pubdate",
    "publishdate",
    "citation_date",
)
_TITLED = ("og:title", "citation_title", "dc.title")


def said_by_html(page: str) -> tuple[str, str]:
    """A page's own title and date of publication, "" for none: from its head, and from a time element marked as such. A
    year in its foot does not count."""
    reading = _Head()
    reading.feed(page[:2_000_000])
    metas = reading.metas
    title = next((metas[key] for key in _TITLED if metas.get(key)), "") or reading.heading or reading.title
    dated = next((day for key in _PUBLISHED for day in days_in(metas.get(key, "")[:10])), "")
    return " ".join(title.split())[:300], dated or next(days_in(reading.linked[:10]), "")


class _Head(HTMLParser):
    """Collects what a page says about itself."""

    def __init__(self) -> None:
        super().__init__()
        self.metas: dict[str, str] = {}
        self.title = self.heading = self.linked = ""
        self._in = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read meta elements, and note where a title begins."""
        values = {name: value or "" for name, value in attrs}
        if tag == "meta":
            name = (values.get("property") or values.get("name") or values.get("itemprop") or "").lower()
            self.metas.setdefault(name, values.get("content", ""))
        elif tag == "time" and "datepublished" in values.get("itemprop", "").lower():
            self.linked = self.linked or values.get("datetime", "")
        elif tag == "script":
            self._in = "json" if "ld+json" in values.get("type", "") else ""
        elif (tag == "title" and not self.title) or (tag == "h1" and not self.heading):
            self._in = tag

    def handle_endtag(self, tag: str) -> None:
        """Note where it ends."""
        if tag in ("title", "h1", "script"):
            self._in = ""

    def handle_data(self, data: str) -> None:
        """Collect words of a title, and linked data."""
        if self._in == "title":
            self.title += data
        elif self._in == "h1":
            self.heading += data
        elif self._in == "json" and not self.linked:
            self.linked = _published(data)


def _published(data: str) -> str:
    """The date of publication in linked data (JSON-LD)."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return ""
    records = value if isinstance(value, list) else value.get("@graph", [value]) if isinstance(value, dict) else []
    days = [one.get("datePublished") for one in records if isinstance(one, dict)] if isinstance(records, list) else []
    return next((day for day in days if isinstance(day, str)), "")
