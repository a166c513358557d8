"""What ``check`` prints, read: a table of claims with what each turns and rests on, and how many there are of each class."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.judge.answers.checks import claim_case
from tests.judge.answers.games import Game
from tests.judge.sentences import truths
from tests.judge.sentences.classes import supports
from tests.judge.sentences.english import Unknown
from tests.judge.sentences.grammar import COUNT, Reader, form, number
from tests.judge.sentences.of_claims import CLASS_WORDS, WORDS, note, turns
from tests.judge.sentences.of_screens import what_is_set
from tests.judge.sentences.world import NOT_DECIDED

__all__ = ["COARSE_VERBS", "read_check"]

Complaints = Iterator[str]


def read_check(reader: Reader, printed: str) -> None:
    """Read what ``check`` prints, wide enough for its table."""
    lines = printed.splitlines()
    head = next((place for place, line in enumerate(lines) if re.match(r"Claim +\w", line)), None)
    if head is None:
        reader.read("check", " ".join(printed.split()))
        return
    _sentences(reader, lines[:head])
    starts = [match.start() for match in re.finditer(r"\S+(?: \S+)*", lines[head])]
    rows: list[list[str]] = []
    end = head + 2
    while end < len(lines) and lines[end].strip():
        cells = [lines[end][a:b].strip() for a, b in zip(starts, [*starts[1:], None], strict=True)]
        if cells[0] and lines[end].split(" ")[0] not in reader.world.claims:
            break
        if cells[0] or cells[1].startswith("- "):
            rows.append(cells)
        else:
            rows[-1] = [f"{old} {new}".strip() for old, new in zip(rows[-1], cells, strict=True)]
        end += 1
    claim, told = "", set[str]()
    for cells in rows:
        claim = cells[0] or claim
        if cells[0]:
            told.add(claim)
            reader.read("check.claim", f"{claim}: {cells[1]}: {cells[2]}")
        else:
            reader.read("check.detail", f"{claim} {cells[1].removeprefix('- ')}: {cells[2]}")
    if told != set(reader.world.claims):
        reader.complaints.append(f"[check] {sorted(told)} are told of {sorted(reader.world.claims)}")
    rest = lines[end:]
    strips = next((place for place, line in enumerate(rest) if line.startswith("Where each claim holds")), None)
    if strips is not None:
        rest = [*rest[:strips], *_strips(reader, rest[strips:])]
    _sentences(reader, rest)


def _sentences(reader: Reader, lines: list[str]) -> None:
    """What stands before the table, or behind the grid: how many claims there are of each class among other things."""
    for text in _paragraphs(lines):
        first, *counted = re.split(r"(?<=\.) (?=(?:Of|All|Both|The one) )", text)
        for sentence in (first, *(part for one in counted for part in re.split(r"(?<=\.) (?=[A-Z])", one))):
            counts = re.match(r"Of |All |Both |The one ", sentence) and " with an expectation " not in sentence
            reader.read("claims" if counts else "check", sentence)


def _strips(reader: Reader, lines: list[str]) -> list[str]:
    """A column a reading: in how many cells each claim holds."""
    place = 1
    while place < len(lines) and lines[place].strip():
        match = re.match(r"(\w+) +[^\s].* (\d[\d,]*) of (\d[\d,]*)\b(?:, (\d[\d,]*) not decided)?", lines[place])
        if match and match[1] in reader.world.claims:
            claim = reader.world.claims[match[1]]
            values = [v for row in claim.values for v in row if v is not None]
            known = sum(values), len(values), 0
            if claim.kind == NOT_DECIDED:
                known = 0, reader.world.cells, reader.world.cells
            if (number(match[2]), number(match[3]), number(match[4] or "0")) != known:
                reader.complaints.append(f"[check.strips] {match[1]}: {known} <<{lines[place]}>>")
        elif re.match(r"(?:Of|All|Both|The one|Since|\w+ (?:of|claim)) ", lines[place]):
            break
        place += 1
    return lines[place:]


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
    rf"(?:under (?P<concepts>{COUNT}) concepts?|with everybody (?P<looking>.+))\.",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    setting = reader.world.setting
    concepts = reader.concepts(match["looking"]) if match["looking"] else []
    many = number(match["concepts"]) if match["concepts"] else len(concepts)
    told = number(match["count"]), number(match["readings"]), many
    known = len(reader.world.claims), len(setting.readings), len(setting.concepts)
    if told != known:
        yield f"told {told}, there are {known}"
    if concepts and tuple(concepts) != tuple(setting.concepts):
        yield f"it is looked at under {setting.concepts}"


@form("check", "set", r"Set here: (?P<parts>.+)\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    """Concepts and day are told beside it."""
    told, known, wrong = what_is_set(reader, match["parts"])
    yield from wrong
    for name in ("concepts", "as_of"):
        if told.pop(name):
            yield f"{name} are told"
        del known[name]
    if told != known:
        yield f"{told} is told, {known} is set"


@form("check", "check.day", r"With what was known on (?P<day>\S+)\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    if match["day"] != reader.world.selection.as_of:
        yield f"{reader.world.selection.as_of} is set"


@form("check.claim", "check.class", rf"(?P<id>\w+): (?P<word>{WORDS}): (?P<says>.+)")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    kind = reader.world.claims[match["id"]].kind
    if kind not in CLASS_WORDS[match["word"]]:
        yield f"{match['id']} is {kind}"
    says = str(reader.world.document["claims"][match["id"]]["says"]).strip()
    if not match["says"].startswith(says.rstrip(".")):
        yield f"it says {says!r}"


@form(
    "check.detail",
    "check.turns",
    r"(?P<id>\w+) turns on: (?P<told>.+) \(holds in (?P<cells>[\d,]+) of (?P<of>[\d,]+)(?:, (?P<silent>\d+) undefined)? cells\)",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    found = reader.world.claims[match["id"]]
    every = [value for row in found.values for value in row]
    values = [value for value in every if value is not None]
    if (number(match["cells"]), number(match["of"])) != (sum(values), len(values)):
        yield f"it holds in {sum(values)} of {len(values)}"
    if (number(match["silent"]) if match["silent"] else 0) != len(every) - len(values):
        yield f"{len(every) - len(values)} are undefined"
    yield from turns(reader, match["id"], match["told"])


@form("check.detail", "check.holds", r"(?P<id>\w+) holds: (?P<told>until .+)")
@form("check.detail", "check.note", r"(?P<id>\w+) note: (?P<told>.+)")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    expects = re.fullmatch(r'not as expected: the file expects "(?P<word>[^"]+)"', match["told"])
    if expects is None:
        yield from note(reader, match["id"], match["told"])
    elif reader.world.document["claims"][match["id"]].get("expect") != expects["word"]:
        yield f"the file expects {reader.world.document['claims'][match['id']].get('expect')}"


@form("check.detail", "check.rests", r"(?P<id>\w+) rests on: (?P<told>.+)")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    known = supports(reader.world.setting, reader.world.document["claims"][match["id"]])
    if match["told"] == "nothing":
        if known:
            yield f"it rests on {known}"
        return
    kinds = {"left out": "left out", "turned": "could be", "ranked lower": "one place lower"}
    found: dict[str, set[str]] = {}
    ids = "|".join(map(re.escape, reader.owners))
    text = match["told"]
    more = re.search(r" and (\d+) more$", text)
    text = text[: more.start()] if more else text
    for part in re.split(r"; ", text):
        one = re.fullmatch(
            rf"(?P<words>.+) \((?P<id>{ids}): (?P<how>[^()]+)\)|(?P<bare>{ids}) \((?P<done>[^()]+)\)", part
        )
        if one is None:
            raise Unknown(part)
        name = one["id"] or one["bare"]
        found[name] = {kinds[how] for how in re.split(r", | or ", one["how"] or one["done"])}
        if one["words"]:
            reason = truths.Reason(name, None, one["words"].rstrip("."))
            wrong = [list(truths.branch_told(game, reason, [game.start])) for game in games_of(reader, match["id"])]
            if all(wrong):
                yield from wrong[0]
    if any(found[name] != known.get(name) for name in found) or len(known) != len(found) + (
        int(more[1]) if more else 0
    ):
        yield f"it rests on {known}"


def games_of(reader: Reader, name: str) -> list[Game]:
    """The games in which a claim is judged, in the base reading: several where each actor sees one of its own."""
    case = claim_case(reader.world.setting, reader.world.document["claims"][name], reader.world.setting.readings[0])
    return list(case.values())


@form(
    "check.detail",
    "check.since",
    r"(?P<id>\w+) since: (?P<word>[a-z ]+), in the readings that remain(?:: (?P<told>.+))?",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    word = reader.world.claim_since(match["id"])
    if word != match["word"]:
        yield f"since it is {word!r}"


COARSE_VERBS = {
    "true throughout": r"(?:is|are) true throughout",
    "depends": r"depends?",
    "false throughout": r"(?:is|are) false throughout",
    "nothing to judge": r"(?:has|have) nothing to judge",
}


@form("check", "check.since", r"Since then, in the readings that remain, (?P<told>.+)\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    verbs = "|".join(COARSE_VERBS.values())
    known = {name: reader.world.claim_since(name) for name in reader.world.claims}
    told: dict[str, str] = {}
    for part in re.findall(rf"((?:\w+(?:, | and | ))+?)({verbs})(?:, | and |$)", match["told"]):
        word = next(word for word, verb in COARSE_VERBS.items() if re.fullmatch(verb, part[1]))
        told |= {name: word for name in re.findall(r"\w+", part[0]) if name != "and"}
    before = {name: reader.world.claim_word(name) for name in known}
    others = {name: word for name, word in known.items() if word != before[name]}
    if any(known.get(name) != word for name, word in told.items()) or not set(others) <= set(told):
        yield f"since they are {known}, before {before}"


@form(
    "check",
    "check.since.nothing",
    r"Since then no claim can be judged: in no reading of this model do steps that each actor takes alone lead to what happened\.",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    if reader.world.happened.surviving:
        yield "some cell survives"


@form(
    "check",
    "check.expected",
    r"[^:]*claims? with an expectation(?: \(\w+\))? (?:is|are)(?: not)? as expected(?:; [\w, ]+ (?:is|are) not)?\.",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    if not any(claim.get("expect") for claim in reader.world.document["claims"].values()):
        yield "no claim has an expectation"


@form("check", "check.none", r".+ makes no claims\. Write one conclusion, and Countermove says whether it follows\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    if reader.world.claims:
        yield "it makes some"
