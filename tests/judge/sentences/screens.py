"""Surfaces taken apart: which sentences a first screen has, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from tests.judge.answers.questions import DEFAULT
from tests.judge.sentences import (  # noqa: F401  (forms make themselves known)
    of_answers,
    of_claims,
    of_clocks,
    of_codings,
    of_deals,
    of_forecasts,
    of_reasons,
    of_screens,
    of_strength,
)
from tests.judge.sentences.english import number_of
from tests.judge.sentences.grammar import COUNT, Asked, Reader
from tests.judge.sentences.of_lanes import lanes
from tests.judge.sentences.printed import Text, blocks, joined

__all__ = ["ask", "read_claims", "read_first_screen", "read_lanes"]

HOLDING = ("follows", "holds_by_inaction", "true throughout")
"""The classes that need no look."""

SIGNED = "|".join(map(re.escape, of_claims.SIGNS))

READABLE = 100
"""Columns of running text, at most."""


def ask(reader: Reader, name: str) -> None:
    """Talk about a question, in its first scenario; by any name where the file asks none."""
    name = name if name in reader.world.questions else DEFAULT
    scenario, answer = next(iter(reader.world.questions[name].answers.items()))
    reader.asked = Asked(name, scenario, answer)


def questions_by_words(reader: Reader) -> dict[str, str]:
    """What is asked, in words → the question."""
    return {question.asks: name for name, question in reader.world.questions.items()}


def read_first_screen(reader: Reader, printed: str, width: int) -> None:
    """Read the first screen of ``assess``."""
    asks = questions_by_words(reader)
    first, *rest = blocks(printed, width)
    head = joined(first, min(width, READABLE))
    title = str(reader.world.document.get("title") or "")
    if head and head[0].text == title:
        head = head[1:]
    else:
        reader.complaints.append(f"[screen] the title is {head[0].text!r}")
    _top(reader, head, asks)
    answered = set(reader.told)
    if answered != set(reader.world.questions):
        reader.complaints.append(f"[screen] answered are {sorted(answered)} of {sorted(reader.world.questions)}")
    for lines in rest:
        _block(reader, lines, asks, width)
    reader.complaints += [f"[coded] {one}" for one in of_codings.unsaid(reader)]


def _top(reader: Reader, head: list[Text], asks: dict[str, str]) -> None:
    """What is set, cautions, questions with their answers, and what follows them."""
    for line in _apart(head, asks):
        if line.text in asks and not line.indent:
            ask(reader, asks[line.text])
        elif not line.indent and len(asks) == 1 and re.fullmatch(r"Does (?:it come to|the status quo) .+\?", line.text):
            ask(reader, next(iter(asks.values())))
        elif both := re.fullmatch(r"(.+(?:as of|looks to) \d{4}-\d\d-\d\d) ([A-Z].+)", line.text):
            # A full line, below which something else begins.
            reader.read("screen", both[1])
            reader.read("screen", both[2])
        elif line.indent == 2 and reader.asked is not None:
            reader.told.append(reader.asked.name)
            reader.read("answer", line.text)
        else:
            reader.read("screen", line.text)


def _apart(head: Sequence[Text], asks: Collection[str]) -> Iterator[Text]:
    """Lines, with a question apart from the full line above it, to which it was joined."""
    for line in head:
        known = [words for words in asks if line.text.endswith(f" {words}")]
        default = (
            re.fullmatch(r".+?\. (Does (?:it come to|the status quo) .+\?)", line.text) if len(asks) == 1 else None
        )
        known += [default[1]] if default else []
        if known and not line.indent:
            yield replace(line, text=line.text.removesuffix(known[0]).strip())
            yield replace(line, text=known[0])
        else:
            yield line


def _block(reader: Reader, lines: list[str], asks: dict[str, str], width: int) -> None:
    if lines[0].startswith("Next:"):
        return
    if re.match(r"Why nobody|Who moves", lines[0]):
        read_lanes(reader, lines, width)
    elif re.match(r"(?:Of|All|Both) ?.* (?:conclusions?|claims?)|The one (?:conclusion|claim)", lines[0]):
        read_claims(reader, lines)
    else:
        _top(reader, joined(lines, min(width, READABLE)), asks)


def _headed(reader: Reader, place: str, lines: Sequence[str]) -> int:
    """How many lines a head takes, which may go on below."""
    for many in range(1, 8):
        if reader.knows(place, " ".join(" ".join(lines[:many]).split())) and (
            many == len(lines) or _begins(place, lines[many])
        ):
            return many
    return 1


def _begins(place: str, line: str) -> bool:
    """Whether something new begins with a line below a head."""
    if place == "claims":
        return bool(re.match(rf"(?:(?:{SIGNED}) |and (?:{COUNT}) more|[A-Z])", line))
    return line[:1].isupper() or bool(re.match(rf"and (?:{COUNT}) more acts?", line))


def _bare(lines: Sequence[str]) -> tuple[str, Sequence[str]] | None:
    """A head below which nothing is shown, without the way to see it, and what else the block has; ``None``: it shows some."""
    for many in range(1, min(len(lines), 6) + 1):
        if lines[many - 1].endswith("(--full)"):
            return " ".join(" ".join(lines[:many]).split()).removesuffix(" (--full)"), lines[many:]
    return None


# --- lanes ---


def read_lanes(reader: Reader, lines: Sequence[str], width: int, head: str = "") -> None:
    """Ways out of the start below their head; *head*: where it stands elsewhere."""
    if bare := _bare(lines):
        head, _ = bare
        reader.read("lanes", head)
        return
    if not head:
        many = _headed(reader, "lanes", lines)
        head, lines = " ".join(" ".join(lines[:many]).split()), lines[many:]
    body, more = list(lines), 0
    for place, line in enumerate(body):
        if line.startswith("Next:"):
            body = body[:place]
            break
    for place, line in enumerate(body):
        if told := re.match(rf"and ({COUNT}) more acts?(?:: |$)", line):
            more, body = number_of(told[1]) or 0, body[:place]
            break
    lanes(reader, head, _beside(body) if width >= 72 else _below(body), more)


def _beside(lines: Sequence[str]) -> list[tuple[str, str]]:
    """Acts on the left, what decides on the right."""
    if not lines:
        return []
    gap = re.search(r"\S( {2,})\S", lines[0])
    column = gap.end() - 1 if gap else len(lines[0])
    found: list[tuple[str, str]] = []
    name = lines[0].split(" ")[0]
    for line in lines:
        left, right = line[:column].strip(), line[column:].strip()
        goes_on = right.startswith("(")  # a place among others, or whose want
        starts = not found or (left and right and not goes_on and (left[:1].isupper() or left.startswith(name)))
        if starts:
            found.append((left, right))
        else:
            found[-1] = f"{found[-1][0]} {left}".strip(), f"{found[-1][1]} {right}".strip()
    return found


def _below(lines: Sequence[str]) -> list[tuple[str, str]]:
    """Acts, and below each what decides, two columns further in."""
    found: list[tuple[str, str]] = []
    for line in lines:
        if line.startswith("  ") and found:
            found[-1] = found[-1][0], f"{found[-1][1]} {line.strip()}".strip()
        elif found and not found[-1][1]:
            found[-1] = f"{found[-1][0]} {line.strip()}", ""
        else:
            found.append((line.strip(), ""))
    return found


# --- conclusions ---


def read_claims(reader: Reader, lines: Sequence[str]) -> None:
    """Conclusions below their head: those that do not follow."""
    if bare := _bare(lines):
        head, rest = bare
        reader.read("claims", head)
        if rest := [line for line in rest if not line.startswith("Next:")]:
            reader.read("screen", " ".join(line.strip() for line in rest))
        return
    many = _headed(reader, "claims", lines)
    reader.read("claims", " ".join(" ".join(lines[:many]).split()))
    rows: list[str] = []
    below: list[str] = []  # what stands after the conclusions
    more, open_end = 0, False
    for line in lines[many:]:
        if line.startswith("Next:"):
            break
        counted = re.match(rf"and ({COUNT}) more(?:: |$)", line)
        if below or line[:1].isupper():
            below.append(line.strip())
        elif counted:
            more, open_end = number_of(counted[1]) or 0, True
        elif line.startswith("  ") and rows and not open_end:
            rows[-1] = f"{rows[-1]} {line.strip()}"
        elif not open_end:
            rows.append(line.strip())
    if below:
        reader.read("screen", " ".join(below))
    for row in rows:
        reader.read("claim", row)
    names = set(reader.world.authors)
    open_ = [name for name in names if reader.world.claims[name].kind not in HOLDING]
    if len(open_) != len(rows) + more:
        reader.complaints.append(f"[claims] {len(rows)} and {more} more do not follow, it is {len(open_)}")
