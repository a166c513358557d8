"""What sentences about forecasts and premises mean: how many there are, which leans on what does "
"not follow, what all of it rests on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from tests.judge.assessment_files import exact
from tests.judge.sentences.classes import judge_values
from tests.judge.sentences.english import Unknown
from tests.judge.sentences.grammar import COUNT, Reader, form, number

__all__: list[str] = []

Complaints = Iterator[str]

UNFOUNDED = {
    "has nothing to judge": "vacuous",
    "is unsupported": "unsupported",
    "is contradicted": "contradicted",
    "restates a premise": "restates",
    "depends": "depends",
    "has a condition that is never met": "condition_never_met",
    "holds whatever anybody wants": "holds_whatever",
}
"""What is said of a claim that bears no forecast out → its class."""

DRIFT = "drift"
"""What a forecast is drawn from that is drawn from what comes first."""

LIKELY = {
    "likely": [Fraction(55, 100), Fraction(80, 100)],
    "very likely": [Fraction(80, 100), Fraction(95, 100)],
}

Table = tuple[tuple[bool | None, ...], ...]


def written(reader: Reader, key: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = reader.world.document.get(key) or {}
    return found


def known(reader: Reader, day: Any) -> bool:
    """Whether something of a day is known on the day that is looked at."""
    as_of = reader.world.selection.as_of
    return as_of is None or str(day) <= as_of


def still_open(reader: Reader) -> list[str]:
    done = {name for name, one in written(reader, "resolutions").items() if known(reader, one.get("date", ""))}
    return [name for name in written(reader, "forecasts") if name not in done]


def day_of(told: str) -> date:
    for name in range(1, 13):
        if (match := re.fullmatch(r"(\d+) (\w+) (\d+)", told)) and f"{date(2000, name, 1):%B}" == match[2]:
            return date(int(match[3]), name, int(match[1]))
    raise Unknown(f"no day: {told!r}")


@form(
    "screen",
    "forecasts",
    rf"(?P<many>[A-Z][a-z]+|\d+) forecasts?(?:, (?P<open>none|{COUNT}) still open)?"
    rf"(?:; the next (?:(?P<few>{COUNT}) )?closes? on (?P<day>\d+ \w+ \d+)(?:: “(?P<says>[^”]+)”(?:, if (?P<given>[^()]+))? \((?P<id>\w+)\))?)?"
    rf"(?:; (?P<late>{COUNT}) past the close (?:is|are) not resolved)?\.",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    forecasts, left = written(reader, "forecasts"), still_open(reader)
    if number(match["many"]) != len(forecasts):
        yield f"there are {len(forecasts)}"
    told = 0 if match["open"] == "none" else number(match["open"]) if match["open"] else len(forecasts)
    if told != len(left):
        yield f"{left} are open"
    late = number(match["late"]) if match["late"] else 0
    if match["day"]:
        day = day_of(match["day"])
        next_ = [name for name in left if date.fromisoformat(str(forecasts[name]["closes"])) == day]
        before = [name for name in left if date.fromisoformat(str(forecasts[name]["closes"])) < day]
        if len(before) != late:
            yield f"{before} close before"
        if len(next_) != (number(match["few"]) if match["few"] else 1):
            yield f"{next_} close then"
        if match["id"] and (next_ != [match["id"]] or forecasts[match["id"]]["says"].strip(" .") != match["says"]):
            yield f"{next_} close next"
    elif len(left) != late:
        yield f"{left} are still to close"


def values(reader: Reader, forecast: Mapping[str, Any]) -> Table:
    """The cells of what a forecast says that things come to as drivers drift."""
    return judge_values(reader.world.setting, {"check": forecast["check"]}).values


def borne_out(table: Table) -> bool:
    """Whether it is so in every cell in which that can be said."""
    return {value for row in table for value in row} - {None} == {True}


def bears(table: Table, told: str) -> bool:
    """Whether words say in how far what comes first bears a forecast out."""
    cells = [value for row in table for value in row]
    whole = [row for row in table if set(row) == {True}]
    if found := re.fullmatch(rf"bears it out in (?P<some>{COUNT}) of (?P<all>{COUNT}) (?P<of>readings|cells)", told):
        mixed = not borne_out(table) and True in cells
        uniform = all(len(set(row)) == 1 for row in table)
        counts = (len(whole), len(table)) if uniform else (cells.count(True), len(cells) - cells.count(None))
        return (
            mixed and (number(found["some"]), number(found["all"])) == counts and uniform == (found["of"] == "readings")
        )
    return {
        "bears it out in every reading": set(cells) == {True} and len(table) > 1,
        "bears it out": set(cells) == {True} and len(table) == 1,
        "bears it out wherever it says anything of it": set(cells) == {True, None},
        "bears it out in no reading": set(cells) - {None} == {False} and len(table) > 1,
        "does not bear it out": set(cells) - {None} == {False} and len(table) == 1,
        "says nothing of it": set(cells) == {None},
    }[told]


def leaning(reader: Reader) -> dict[str, str]:
    """The forecasts that lean on what does not follow, each with its claim, or that it is drawn from what comes first."""
    found = {}
    for name, forecast in written(reader, "forecasts").items():
        chance = forecast.get("chance")
        for update in forecast.get("updates") or ():
            if known(reader, update["date"]):
                chance = update.get("chance", chance)
        ends = ends_of(chance)
        firm = ends[0] >= Fraction(55, 100) or ends[-1] <= Fraction(45, 100)
        claim = forecast.get("from")
        if claim == DRIFT:
            if firm and not borne_out(values(reader, forecast)):
                found[name] = claim
        elif claim is not None and firm and reader.world.claims[claim].kind in UNFOUNDED.values():
            found[name] = claim
    return found


DRAWN = re.compile(
    r"“(?P<says>[^”]+)” \((?P<id>\w+)\), (?P<low>[\d.]+)(?: to (?P<high>[\d.]+))?% \([^()]+\), is drawn from what comes first as "
    r"drivers drift, which (?P<which>.+)"
)

SOME = rf"(?P<some>It|Both|All (?:{COUNT})|The one forecast|(?:[A-Z][a-z]+|\d+) of (?:them|(?:{COUNT}) forecasts))"


@form(
    "screen",
    "forecasts.leaning.counted",
    rf"{SOME} leans? on what does not follow(?:: countermove score \S+)?\.",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    yield from _counted(match["some"], leaning(reader))


@form("screen", "forecasts.leaning", rf"{SOME} leans? on what does not follow: (?P<told>“.+)\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    known_, more, told = leaning(reader), 0, {}
    for part in match["told"].split("; "):
        if rest := re.match(rf"and ({COUNT}) more", part):
            more = number(rest[1])
            continue
        one = re.fullmatch(
            r"“(?P<says>[^”]+)” \((?P<id>\w+)\), (?P<low>[\d.]+)(?: to (?P<high>[\d.]+))?% \([^()]+\), "
            r"is drawn from “(?P<claim>[^”]+)” \((?P<of>\w+)\), which (?P<which>.+)",
            part,
        )
        if drawn := DRAWN.fullmatch(part):
            told[drawn["id"]] = DRIFT
            if not bears(values(reader, written(reader, "forecasts")[drawn["id"]]), drawn["which"]):
                yield f"{drawn['id']}: {values(reader, written(reader, 'forecasts')[drawn['id']])}"
            yield from _chance(reader, drawn)
            continue
        if one is None or one["which"] not in UNFOUNDED:
            raise Unknown(part)
        told[one["id"]] = one["of"]
        if reader.world.claims[one["of"]].kind != UNFOUNDED[one["which"]]:
            yield f"{one['of']} is {reader.world.claims[one['of']].kind}"
        yield from _chance(reader, one)
    if any(known_.get(name) != claim for name, claim in told.items()) or len(told) + more != len(known_):
        yield f"{known_} lean"
    yield from _counted(match["some"], known_)


def _chance(reader: Reader, told: re.Match[str]) -> Complaints:
    """Whether a forecast is held to be as likely as it is told to be."""
    forecast = written(reader, "forecasts")[told["id"]]
    if "updates" not in forecast and Fraction(told["low"]) != ends_of(forecast["chance"])[0] * 100:
        yield f"{told['id']} is held to be {forecast['chance']}"


def ends_of(chance: Any) -> list[Fraction]:
    """The least and the largest number that a chance stands for."""
    if isinstance(chance, str) and chance in LIKELY:
        return LIKELY[chance]
    return [exact(end) for end in (chance if isinstance(chance, list) else [chance])]


def _counted(said: str, known_: Mapping[str, str]) -> Complaints:
    """Whether so many lean as a sentence says."""
    some = said.split(" ")
    count = {"It": 1, "Both": 2, "The": 1}.get(some[0])
    if (count if count is not None else number(some[1] if some[0] == "All" else some[0])) != len(known_):
        yield f"{len(known_)} do"


# --- premises ---

WEIGHT = r"(?:cites?|(?:is|are)|ha(?:s|ve)) (?:the source|a source|supplied by the modeller|assumed|no source)"


def weighed(reader: Reader) -> Counter[str]:
    """Wants, drivers, rules, scenarios and views of the file by what they rest on."""
    document = reader.world.document
    records: list[Any] = [want for body in document["actors"].values() for want in body.get("wants") or ()]
    for key in ("drivers", "never", "scenarios", "views"):
        body = document.get(key) or {}
        records += list(body.values()) if isinstance(body, Mapping) else list(body)
    return Counter(_rests(one if isinstance(one, Mapping) else {}) for one in records)


def _rests(record: Mapping[str, Any]) -> str:
    if record.get("assumed"):
        return "assumed"
    if record.get("unsaid"):
        return "unsaid"
    return "sourced" if record.get("at") else "unsourced"


@form(
    "screen",
    "premises",
    rf"(?:(?P<every>The one premise|Both premises|All (?:{COUNT}) premises) (?P<weight>{WEIGHT})|(?:None of the (?P<none>{COUNT})|Neither of the (?P<neither>two)) premises has a source|Of (?P<many>{COUNT}) premises, (?P<weights>.+)); all of this holds if (?:it is|they are) true\.",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    found = weighed(reader)
    told = Counter[str]()
    if match["every"]:
        words = match["every"].split(" ")
        told[_kind(match["weight"])] = {"The": 1, "Both": 2}.get(words[0]) or number(words[1])
    if none := match["none"] or match["neither"]:
        told["unsourced"] = number(none)
    for part in re.split(", | and ", match["weights"] or ""):
        if part:
            count, _, rest = part.partition(" ")
            told[_kind(rest)] += number(count)
        if part and not re.fullmatch(WEIGHT, part.partition(" ")[2]):
            raise Unknown(part)
    if told != found or (match["many"] and number(match["many"]) != sum(found.values())):
        yield f"they are {dict(found)}"
    source = re.search(r"cites? (the|a) source", match[0])
    if source and (source[1] == "a") is not (len(written(reader, "sources")) > 1):
        yield f"there are {len(written(reader, 'sources'))} sources"


def _kind(told: str) -> str:
    kinds = (("cite", "sourced"), ("supplied", "unsaid"), ("assumed", "assumed"), ("no source", "unsourced"))
    return next(kind for words, kind in kinds if words in told)
