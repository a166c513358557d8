"""What ``check`` prints, read: a table of claims with what each turns and rests on, and how many there are of each class."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.judge.sentences import truths
from tests.judge.sentences.english import Unknown
from tests.judge.sentences.grammar import COUNT, Reader, form, number
from tests.judge.sentences.of_screens import CLASS_WORDS, counted

__all__ = ["read_check"]

Complaints = Iterator[str]


def read_check(reader: Reader, printed: str) -> None:
    """Read what ``check`` prints, wide enough for its table."""
    lines = printed.splitlines()
    head = next((place for place, line in enumerate(lines) if re.match(r"Claim +\w", line)), None)
    if head is None:
        reader.read("check", " ".join(printed.split()))
        return
    reader.read("check", " ".join(" ".join(lines[:head]).split()))
    starts = [match.start() for match in re.finditer(r"\S+(?: \S+)*", lines[head])]
    rows: list[list[str]] = []
    rest: list[str] = []
    for line in lines[head + 1 :]:
        if rest or not line.strip():
            if rows and not line.startswith(" "):
                rest.append(line)
            continue
        if set(line.strip()) == {"-"}:
            continue
        cells = [line[a:b].strip() for a, b in zip(starts, [*starts[1:], None], strict=True)]
        if cells[0] or cells[1].startswith("- "):
            rows.append(cells)
        elif rows:
            rows[-1] = [f"{old} {new}".strip() for old, new in zip(rows[-1], cells, strict=True)]
    claim = ""
    for cells in rows:
        claim = cells[0] or claim
        if cells[0]:
            reader.read("check.claim", f"{claim}: {cells[1]}")
        else:
            reader.read("check.detail", f"{claim} {cells[1].removeprefix('- ')}: {cells[2]}")
    for text in _paragraphs(rest):
        reader.read("check", text)


def _paragraphs(lines: list[str]) -> Iterator[str]:
    text = ""
    for line in [*lines, ""]:
        if line.strip():
            text = f"{text} {line.strip()}".strip()
        elif text:
            yield text
            text = ""


@form(
    "check",
    "check.head",
    rf".+: (?P<count>{COUNT}) claims?, each judged in (?P<readings>{COUNT}) readings? "
    rf"under (?P<concepts>{COUNT}) concepts?\.",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    setting = reader.world.setting
    told = number(match["count"]), number(match["readings"]), number(match["concepts"])
    known = len(reader.world.claims), len(setting.readings), len(setting.concepts)
    if told != known:
        yield f"told {told}, there are {known}"


@form("check.claim", "check.class", rf"(?P<id>\w+): (?P<word>{'|'.join(CLASS_WORDS)})")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    kind = reader.world.claims[match["id"]].kind
    if kind not in CLASS_WORDS[match["word"]]:
        yield f"{match['id']} is {kind}"


@form(
    "check.detail",
    "check.turns",
    r"(?P<id>\w+) turns on: (?P<told>.+) "
    r"\(holds in (?P<cells>[\d,]+) of (?P<of>[\d,]+)(?:, .*)? cells\)",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    found = reader.world.claims[match["id"]]
    cells = [["nothing to say" if v is None else "holds" if v else "fails" for v in row] for row in found.values]
    values = [value for row in found.values for value in row if value is not None]
    if (number(match["cells"]), number(match["of"])) != (sum(values), len(values)):
        yield f"it holds in {sum(values)} of {len(values)}"
    for part in match["told"].split("; "):
        one = re.match(r"holds|fails", part)
        if one:
            yield from truths.conditions(reader.world, cells, one[0], [reader.condition(part[one.end() :].strip())])
        elif not re.fullmatch(rf"(?:{COUNT}) further conditions?|no three things alone decide it", part):
            raise Unknown(part)


@form("check", "check.count", rf"(?P<told>(?:{COUNT}) (?:follows?|(?:is|are) ).+)\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    yield from counted(reader, match["told"][:1].lower() + match["told"][1:], list(reader.world.claims))
