"""What sentences around the answers mean: what is set, where it goes, what happened since."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from tests.judge.answers.checks import concepts_of
from tests.judge.answers.formulas import read
from tests.judge.answers.happened import observations_known
from tests.judge.assessment_files import exact
from tests.judge.sentences.acts import act_meant, described
from tests.judge.sentences.english import Unknown
from tests.judge.sentences.grammar import COUNT, Reader, form, number
from tests.judge.sentences.of_answers import supposed
from tests.judge.sentences.truths import alike

__all__ = ["changes_told"]

Complaints = Iterator[str]

NUMBER = r"(?:about )?[-−]?\d[\d.]*(?:/\d+)?"
NEAR = Fraction(1, 100)


def value_told(told: str) -> Fraction:
    return Fraction(told.removeprefix("about ").replace("−", "-"))


def as_told(told: str, value: Fraction) -> bool:
    """Whether a number is told as what it is: about, where it has more places."""
    return abs(value_told(told) - value) < NEAR if told.startswith("about ") else value_told(told) == value


def driver_of(reader: Reader, words: str) -> str:
    for name in reader.world.setting.form.now:
        if name.replace("_", " ") == words.lower():
            return name
    raise Unknown(f"no driver: {words!r}")


# --- what is set ---


@form("screen", "set", r"Set here: (?P<parts>.+)\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    told, known, wrong = what_is_set(reader, match["parts"])
    yield from wrong
    if told != known:
        yield f"{told} is told, {known} is set"


def what_is_set(reader: Reader, parts: str) -> tuple[dict[str, Any], dict[str, Any], list[str]]:
    """What is told to be set, what is, and what is wrong of its numbers and names."""
    wrong: list[str] = []
    chosen, document = reader.world.selection, reader.world.document
    told: dict[str, Any] = {"drivers": {}, "reading": {}, "scenario": None, "view": None, "concepts": (), "as_of": None}
    for part in parts.split("; "):
        if one := re.fullmatch(rf"(?P<d>.+) at (?P<v>{NUMBER}) \(the file has (?P<b>{NUMBER})\)", part):
            name = driver_of(reader, one["d"])
            told["drivers"][name] = chosen.drivers.get(name)
            if name not in chosen.drivers or not as_told(one["v"], chosen.drivers[name]):
                wrong.append(f"{name} is set to {chosen.drivers.get(name)}")
            if not as_told(one["b"], reader.world.setting.form.now[name]):
                wrong.append(f"the file has {name} at {reader.world.setting.form.now[name]}")
        elif part.startswith("supposing "):
            told["scenario"] = supposed(reader, part.removeprefix("supposing ")) if "(" in part else part.split(" ")[-1]
        elif one := re.fullmatch(
            r"in the eyes of (?P<who>.+) \((?P<view>\w+)\)|as the view (?P<name>\w+) has it", part
        ):
            told["view"] = one["view"] or one["name"]
            holder = (document["views"].get(told["view"]) or {}).get("holder")
            if one["who"] and reader.english.called.get(one["who"]) != holder and one["who"] != holder:
                wrong.append(f"{told['view']} is held by {holder}")
        elif part.startswith("on the reading that "):
            for name, values in reader.condition(part.removeprefix("on the reading that ")).items():
                told["reading"][name] = next(iter(values))
        elif one := re.fullmatch(r"with what was known on (\S+)", part):
            told["as_of"] = one[1]
        else:
            told["concepts"] = tuple(reader.concepts(part))
    known = {"drivers": dict(chosen.drivers), "reading": dict(chosen.reading), "scenario": chosen.scenario}
    # Concepts that the file has anyway change nothing.
    concepts = () if chosen.concepts == tuple(concepts_of(document)) else chosen.concepts
    known |= {"view": chosen.view, "concepts": concepts, "as_of": chosen.as_of}
    return told, known, wrong


ALL_THE_SAME = (
    rf"(?P<where>On the reading that .+,|Supposing that .+,|In the view \w+|For the (?:conclusion|question) “.+”) (?P<d>[\w ]+) is (?P<v>{NUMBER}) "
    r"all the same\."
)


@form("check", "set.all_the_same", ALL_THE_SAME)
@form("screen", "set.all_the_same", ALL_THE_SAME)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    document, where = reader.world.document, match["where"].rstrip(",")
    overlays: list[Mapping[str, Any]] = []
    if where.startswith("On the reading that "):
        for name, values in reader.condition(where.removeprefix("On the reading that ")).items():
            overlays += [document["open"][name]["readings"][value] or {} for value in values]
    elif where.startswith("Supposing that "):
        told = where.removeprefix("Supposing that ")
        meant = [one for words, one in reader.scenarios.items() if told in (words, f"{words} ({one})")]
        overlays = [document["scenarios"][one] or {} for one in meant[:1] if one != reader.world.selection.scenario]
    elif where.startswith("In the view "):
        view = where.removeprefix("In the view ")
        overlays = [document["views"][view]] if view != reader.world.selection.view else []
    else:
        overlays = own_overlays(reader, where)
    driver = driver_of(reader, match["d"])
    numbers: list[Fraction] = [exact(one["set"][driver]) for one in overlays if driver in (one.get("set") or {})]
    if not any(as_told(match["v"], value) for value in numbers):
        yield f"{driver} is {[str(value) for value in numbers] or 'not set'} there"
    if driver not in reader.world.selection.drivers or reader.world.selection.drivers[driver] in numbers:
        yield f"{driver} is not set otherwise"


def own_overlays(reader: Reader, where: str) -> list[Mapping[str, Any]]:
    """What a conclusion or a question lays on top of what is set, the last first: its own overlay, and a scenario or view that it
    names itself though it is the selected one."""
    document, chosen = reader.world.document, reader.world.selection
    kind, _, words = where.removeprefix("For the ").rstrip("”").partition(" “")
    written, key = ("claims", "says") if kind == "conclusion" else ("key_questions", "asks")
    found: list[Mapping[str, Any]] = []
    for one in document[written].values():
        if str(one[key]).strip(" .") == words.strip(" ."):
            sides = (one, one.get("answer_yes") or {}, one.get("answer_no") or {})
            found += [one["with"]] if "with" in one else []
            if chosen.view is not None and chosen.view in [side.get("under") for side in sides]:
                found.append(document["views"][chosen.view])
            if chosen.scenario is not None and chosen.scenario == one.get("in"):
                found.append(document["scenarios"][chosen.scenario])
    return found


PROVED = r"Decided by proof, without listing the 2\^(?P<options>\d+) combinations of options\."


@form("check", "proved", PROVED)
@form("screen", "proved", PROVED)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    """An option in degrees counts as many times as it has thresholds."""
    setting = reader.world.setting
    options = sum(len(setting.form.levels.get(name, "01")) - 1 for name in setting.form.options)
    if not reader.world.proved:
        yield "the states are listed"
    if int(match["options"]) != options:
        yield f"there are {options} options"


OWN = r"Anything with a (?P<what>scenario or view|scenario|view) of its own keeps it\."


@form("check", "set.own", OWN)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    """Of claims alone."""
    yield from _own(reader, match["what"], asked=False)


@form("screen", "set.own", OWN)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    yield from _own(reader, match["what"], asked=True)


def _own(reader: Reader, what: str, *, asked: bool) -> Complaints:
    document, chosen = reader.world.document, reader.world.selection
    claims = list((document.get("claims") or {}).values())
    questions = list((document.get("key_questions") or {}).values()) if asked else []
    for part in what.split(" or "):
        if getattr(chosen, part) is None:
            yield f"no {part} is set"
        elif part == "scenario":
            own = {claim["in"] for claim in claims if "in" in claim}
            if asked:
                answered = reader.world.questions.values()
                own |= {name for one in answered for name in (*one.answers, *one.infeasible) if name}
            if not own - {chosen.scenario}:
                yield "nothing has a scenario of its own"
        else:
            sides = [one.get(side) or {} for one in questions for side in ("answer_yes", "answer_no")]
            own = {one["under"] for one in (*claims, *questions, *sides) if "under" in one}
            if not own - {chosen.view}:
                yield "nothing has a view of its own"


@form("screen", "byline", r"(?P<whose>(?:By .+, after|After|By) [^;·]+|[\w-]+)(?P<rest>(?:(?:; | · )[^;·]+)*)")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    document = reader.world.document
    for part in re.split(r"; | · ", match["rest"])[1:]:
        for lead, key in (("as of ", "as_of"), ("looks to ", "horizon")):
            if part.startswith(lead):
                day = date.fromisoformat(str(document[key]))
                if part.removeprefix(lead) not in (str(day), f"{day.day} {day:%B} {day.year}"):
                    yield f"{key} is {day}"
                break
        else:
            if part != document.get("when"):
                raise Unknown(part)


# --- where it goes ---


@form(
    "screen",
    "moved",
    r"(?P<argued>As argued, things|Things) do not stay as they are: (?P<act>.+?)(?P<others> \(or others move\))?(?P<ends>, and it ends there)?\.",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    world = reader.world
    actor, there = act_meant(reader, match["act"])
    if there not in world.steps(actor):
        yield f"{actor} does not step to {world.setting.form.shown(there)}"
    steps = [(one, state) for one in world.setting.form.actors for state in world.steps(one)]
    if (len(steps) > 1) is not bool(match["others"]):
        yield f"there are {len(steps)} steps from the start"
    if match["ends"] and world.outcomes != [there]:
        yield f"it ends in {[world.setting.form.shown(state) for state in world.outcomes]}"
    argued = world.happened.base_out and not reader.above
    if (match["argued"] == "As argued, things") is not argued:
        yield f"the base reading is {'out' if world.happened.base_out else 'not out'}"


@form("screen", "moved.round", r"From there it goes round in circles and ends nowhere\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    if reader.world.outcomes:
        yield f"it ends in {[reader.world.setting.form.shown(state) for state in reader.world.outcomes]}"


@form("screen", "moved.ends", r"It ends where (?P<states>.+)\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    if not described(reader, re.split(r"(?:,| or) where ", match["states"]), reader.world.outcomes):
        yield f"it ends in {[reader.world.setting.form.shown(state) for state in reader.world.outcomes]}"


# --- what happened since ---


@form(
    "screen",
    "since.nothing_left",
    r"In no reading of this model does what happened come about, neither by steps that each actor takes alone nor by an agreement "
    r"by which all who take part gain\.",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    if reader.world.happened.surviving:
        yield f"{len(reader.world.happened.surviving)} cells survive"


WHOSE = r"(?:The text's own reading|What is set here, in the base reading of all else,)"


@form(
    "screen",
    "since.base_out",
    rf"(?P<whose>{WHOSE}) does not allow (?P<all>all of )?what happened(?: together)?: (?P<told>.+?)"
    rf"(?: \(and (?P<more>{COUNT}) more events?\))?(?P<below>; what it still allows is shown below)?\.",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    found, chosen = reader.world.happened, reader.world.selection
    if not found.base_out:
        yield "the base reading survives"
    selects = bool(chosen.reading or chosen.scenario or chosen.view or chosen.drivers)
    if match["whose"].startswith("What is set here") is not selects:
        yield f"{chosen} is set"
    columns = range(len(reader.world.setting.concepts))
    out = [name for name, cells in found.refuted.items() if all((0, c) in cells for c in columns)]
    told = match["told"].split("; and ")
    known = observations_known(reader.world.document, chosen.as_of)
    for text, name in zip(told, out or found.used, strict=False):
        yield from _event(reader, text, known[name])
    if match["all"] is not None and out:
        yield f"{out} alone refute it"
    if not match["all"] and len(out) != len(told) + (number(match["more"]) if match["more"] else 0):
        yield f"{out} refute it"


def _event(reader: Reader, told: str, body: Mapping[str, Any]) -> Complaints:
    """An event by day and deed."""
    when, formula = body.get("when"), body.get("saw", body.get("ended"))
    day = date.fromisoformat(str(body["date"])) if "date" in body else None
    lead = str(when) if when else f"on {day.day} {day:%B} {day.year}" if day else "in the end"
    if not told.startswith(f"{lead} "):
        yield f"it was {lead}"
        return
    game = reader.world.base
    if not any(alike(game, tree, read(formula)) for tree in reader.english.formulas(told[len(lead) + 1 :])):
        yield f"what was seen is {formula}"


@form("screen", "since.fits", r"What happened fits only if (?P<fits>.+)\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    yield from fits(reader, match["fits"])


def fits(reader: Reader, told: str) -> Complaints:
    """The answers to open questions that what happened leaves, of all of which it leaves not all."""
    setting = reader.world.setting
    alive = {reading for reading, _ in reader.world.happened.surviving}
    known: dict[str, set[str]] = {}
    for name in reader.world.document.get("open") or {}:
        left = {setting.readings[reading][name] for reading in alive}
        looked_at = {reading[name] for reading in setting.readings}  # what is selected is no news
        if left and len(left) < len(looked_at):
            known[name] = left
    found: dict[str, set[str]] = {}
    for part in told.split("; and "):
        for name, values in reader.condition(part.replace("either ", "")).items():
            found[name] = set(values)
    if found != known:
        yield f"what happened leaves {known}"


@form(
    "screen",
    "since.leaves",
    rf"What has happened since leaves (?P<some>{COUNT}) of (?P<of>{COUNT}) readings? "
    rf"and changes (?P<changes>no|{COUNT}) answers?(?:\.|: it fits only if (?P<fits>.+)\.)",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    happened = reader.world.happened
    told = number(match["some"]), number(match["of"])
    known = len({reading for reading, _ in happened.surviving}), len(reader.world.setting.readings)
    if told != known:
        yield f"{known[0]} of {known[1]} readings survive"
    if match["fits"]:
        yield from fits(reader, match["fits"])
    yield from changes_told(reader, match["changes"])


def changes_told(reader: Reader, told: str) -> Complaints:
    """How many answers are others since."""
    others = 0
    for question in reader.world.questions.values():
        answer = next(iter(question.answers.values()))
        others += reader.world.since(answer) != answer.word
    if number(told) != others:
        yield f"{others} answers are others since"


@form(
    "screen",
    "since.one",
    rf"What has happened since is not allowed under every concept, and changes (?P<changes>no|{COUNT}) answers?\.",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    alive = len(reader.world.happened.surviving)
    if not 0 < alive < reader.world.cells or len(reader.world.setting.readings) != 1:
        yield f"it is allowed in {alive} of {reader.world.cells}"
    yield from changes_told(reader, match["changes"])


# --- words of which nobody knows what they are about ---


def _written(part: Any, name: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every want that is written somewhere in a file, with its id: those of actors and what rewrites them."""
    if isinstance(part, Mapping):
        if "want" in part:
            yield str(part.get("id") or name), part
        for key, below in part.items():
            yield from _written(below, str(key))
    elif isinstance(part, list):
        for below in part:
            yield from _written(below)


@form(
    "screen",
    "branches.doubtful",
    r"The words of (?P<want>\S+) \(\S+:(?P<line>\d+)\) could be about either of its branches and are shown nowhere: say under `says:` why (?P<first>.+), "
    r"and under `otherwise_says:` why (?P<other>.+)\.",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    begun = reader.world.at(reading={}, scenario=None, view=None, steps=()).base  # as the file begins, with what is set
    line = reader.world.asked.text.splitlines()[int(match["line"]) - 1]
    there = [
        one
        for name, one in _written(reader.world.document)
        if name == match["want"]
        and "says" in one
        and "otherwise" in one
        and "otherwise_says" not in one
        and not begun.holds(one["while"], begun.start)
    ]
    if not there:
        yield f"{match['want']} has nowhere words for the branch alone that is not in force where the file begins"
    elif not any("says:" in line and str(one["says"]).split()[0] in line for one in there):
        yield f"{match['want']} has no such words there: {line.strip()!r}"
    game = reader.world.base
    actor = reader.english.the[reader.owners[match["want"]]]
    for told, key in ((match["first"], "want"), (match["other"], "otherwise")):
        wish = re.fullmatch(rf"{re.escape(actor)} wants? (.+)", told)
        if wish is None:
            raise Unknown(told)
        trees = reader.english.formulas(wish[1])
        if not any(alike(game, tree, read(one[key])) for tree in trees for one in there):
            yield f"{match['want']}: {key} is not {told!r}"
