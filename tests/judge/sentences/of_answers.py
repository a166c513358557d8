"""What sentences about answers mean: the answer itself, what it turns on, how it is since and elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.judge.sentences import truths
from tests.judge.sentences.cells import EITHER, NOTHING, TWICE, UNSETTLED, YES, Answer
from tests.judge.sentences.english import Unknown
from tests.judge.sentences.grammar import Reader, form, of_question
from tests.judge.sentences.rounds import ROUND, round_goes
from tests.judge.sentences.world import lists

__all__: list[str] = []

WORD = r"(?P<word>Yes|No|It depends|Nothing to say|It does not settle)"
WHERE = r"(?P<where>, supposing that [^;]+? \(\w+\)|, in the scenario \w+)?"
OTHER = {"yes": "no", "no": "yes"}

Complaints = Iterator[str]


def there(reader: Reader, match: re.Match[str]) -> Answer:
    """The answer in the scenario that a sentence names; as it is asked where it names none."""
    answers = reader.world.questions[of_question(reader).name].answers
    first = next(iter(answers))
    if not match["where"]:
        if reader.world.questions[of_question(reader).name].answers[first].scenario is not None:
            raise Unknown("a scenario of its own is not told")
        return answers[first]
    return answers[supposed(reader, match["where"].removeprefix(", supposing ").removeprefix(", in "))]


BRACKETS = r" *\([^()]*\)"
"""What is said in brackets is left out of a clause."""


def supposed(reader: Reader, told: str) -> str:
    """A scenario that is supposed, in words: "that the case comes (s1)", "the scenario s2"."""
    name = told.rpartition("(")[2].rstrip(")") if told.endswith(")") else told.rpartition(" ")[2]
    body = (reader.world.document.get("scenarios") or {}).get(name, {}) or {}
    why = str(body.get("why") or "").strip().rstrip(".")
    known = [f"that {why} ({name})", f"that {re.sub(BRACKETS, '', why)} ({name})"] if why else [f"the scenario {name}"]
    if told.lower() not in map(str.lower, known) or name not in (reader.world.document.get("scenarios") or {}):
        raise Unknown(f"no scenario: {told!r}")
    return name


def settled(answer: Answer) -> list[str]:
    return [cell for row in answer.cells for cell in row if cell not in (NOTHING, UNSETTLED)]


@form(
    "answer",
    "answer.plain",
    rf"{WORD}{WHERE}(?P<how>, in every reading|, however far the actors look|, wherever there is anything to judge)?\.",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    answer = there(reader, match)
    yield from truths.headline(reader.world, answer, match["word"].lower())
    silent = any(cell == NOTHING for row in answer.cells for cell in row)
    if silent is not (match["how"] == ", wherever there is anything to judge") and match["word"] in ("Yes", "No"):
        yield f"some cell has {'nothing' if silent else 'something'} to say"
    if match["how"] == ", in every reading" and len(reader.world.setting.readings) < 2:
        yield "there is one reading"


@form("answer", "answer.undecided", rf"Not decided{WHERE}: it needs a list of the states, and there are too many\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    if not reader.world.proved or not any(lists(one["check"]) for one in there(reader, match).checks if one):
        yield "nothing that it asks for needs a list of the states"


@form("answer", "answer.wherever", rf"(?P<word>Yes|No){WHERE}, wherever it settles(?:: it does not (?P<told>.+))?\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    answer = there(reader, match)
    if set(settled(answer)) != {match["word"].lower()}:
        yield f"where it settles it is {sorted(set(settled(answer)))}"
    if not any(cell == UNSETTLED for row in answer.cells for cell in row):
        yield "it settles everywhere"
    if match["told"]:
        conditions, _ = reader.conditions(match["told"])
        yield from truths.conditions(reader.world, answer.cells, UNSETTLED, conditions)


@form("answer", "answer.either", rf"It depends{WHERE} on who moves first: it can go either way\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    answer = there(reader, match)
    yield from truths.headline(reader.world, answer, "it depends")
    if {cell for row in answer.cells for cell in row} - {NOTHING} != {EITHER}:
        yield f"it is {sorted(set(settled(answer)))}"


@form("answer", "answer.unless", rf"(?P<word>Yes|No){WHERE}, (?:unless|but (?P<other>yes|no)) (?P<told>.+)\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    answer, word = there(reader, match), match["word"].lower()
    told, _ = reader.conditions(match["told"])
    other = match["other"] or OTHER[word]
    yield from truths.headline(reader.world, answer, "it depends")
    if truths.base_word(reader.world, answer.cells) != word:
        yield f"in the base reading it is {truths.base_word(reader.world, answer.cells) or 'not one thing'}"
    yield from truths.unless(reader.world, answer.cells, word, other, told, whole=False)
    if {cell for row in answer.cells for cell in row} - {NOTHING} != {word, other}:
        yield f"it is {sorted(set(settled(answer)))}"


@form("answer", "answer.only_if", rf"(?:Only if (?P<first>.+)|Yes{WHERE}, but only if (?P<told>.+))\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    answer = there(reader, match)
    condition = reader.condition(match["first"] or match["told"])
    yield from truths.headline(reader.world, answer, "it depends")
    yield from truths.only(reader.world, answer.cells, YES, condition)


_ONE = r"(?:yes|no|it can go either way|either way|it does not settle)"


@form(
    "answer",
    "answer.depends",
    rf"It depends{WHERE}: (?:(?P<base>{_ONE}), but (?:not always|(?P<rest>.+))|(?P<told>{_ONE} .+))\.",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    answer = there(reader, match)
    yield from truths.headline(reader.world, answer, "it depends")
    if match["base"] and truths.base_word(reader.world, answer.cells) != match["base"]:
        yield f"in the base reading it is {truths.base_word(reader.world, answer.cells) or 'not one thing'}"
    yield from turning(reader, answer.cells, match["rest"] or match["told"] or "")


def turning(reader: Reader, cells: tuple[tuple[str, ...], ...], told: str) -> Complaints:
    """Where it is which: "yes if A (O1); and no if B (O1)"."""
    for part in re.split(rf"; (?:and )?(?={_ONE} (?:if|with everybody) )", told):
        if part:
            one = re.match(_ONE, part)
            if one is None:
                raise Unknown(part)
            conditions, _ = reader.conditions(part[one.end() :].strip())
            word = {"it does not settle": UNSETTLED, "it can go either way": EITHER}.get(one[0], one[0])
            yield from truths.conditions(reader.world, cells, word, conditions)


@form("answer", "answer.nothing_decides", rf"It depends{WHERE}, but no set of up to three conditions decides it\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    yield from truths.headline(reader.world, there(reader, match), "it depends")


@form(
    "answer", "answer.silent", rf"Nothing to say{WHERE}: (?P<why>its start is infeasible|there is no case to look at)\."
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    yield from truths.headline(reader.world, there(reader, match), "nothing to say")


@form(
    "answer",
    "answers.twice",
    r"It is answered yes and no at once here: in the file, one of them has to exclude the other\.",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    yield from truths.headline(reader.world, of_question(reader).answer, TWICE)


# --- what does not settle ---


@form("answer", "answers.unsettled", rf"It does not settle{WHERE}(?:: (?P<round>.+))?\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    answer = there(reader, match)
    yield from truths.headline(reader.world, answer, "it does not settle")
    if match["round"]:
        goes = re.fullmatch(r"(?P<acts>.+) \((?P<looking>[^()]+)\)", match["round"])
        if goes is None:
            raise Unknown(match["round"])
        yield from round_goes(reader, answer, goes["acts"], goes["looking"], "")


@form(
    "answer",
    "answers.unsettled.lead",
    rf"It depends{WHERE}; (?:it does not settle as things are|{ROUND})\.",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    answer = there(reader, match)
    yield from truths.headline(reader.world, answer, "it depends")
    if answer.cells[0][0] != UNSETTLED:
        yield f"as things are it is {answer.cells[0][0]!r}"
    if match["acts"]:
        yield from round_goes(reader, answer, match["acts"], match["looking"], match["if"] or "")


@form("answer", "answers.round", rf"{ROUND}\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    answer = next(iter(reader.world.questions[of_question(reader).name].answers.values()))
    yield from round_goes(reader, answer, match["acts"], match["looking"], match["if"] or "")


@form("answer", "answers.unsettled.rest", r"(?P<told>(?:Yes|No|It can go either way) (?:if|with everybody) .+)\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    told = match["told"][:1].lower() + match["told"][1:]
    answer = next(iter(reader.world.questions[of_question(reader).name].answers.values()))
    yield from turning(reader, answer.cells, told)


@form(
    "answer",
    "answers.unsettled.elsewhere",
    r"Elsewhere (?P<told>(?:yes|no|either way)(?:(?:, | or )(?:yes|no|either way))*)\.",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    answer = next(iter(reader.world.questions[of_question(reader).name].answers.values()))
    if set(re.split(r", | or ", match["told"])) != set(settled(answer)):
        yield f"elsewhere it is {sorted(set(settled(answer)))}"


# --- since, and elsewhere ---


@form(
    "answer",
    "answers.since",
    r"Since then(?P<left>, in the readings that remain)?: (?P<word>yes|no|it depends|nothing to say|there is nothing to say|it does not settle)"
    r"(?:: (?P<told>.+))?\.",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    answer, alive = of_question(reader).answer, reader.world.happened.surviving
    found = reader.world.since(answer)
    if found != match["word"].replace("there is ", ""):
        yield f"since then it is {found!r}"
    if not alive:
        yield "no cell survives"
    if match["told"]:
        cells = tuple(
            tuple(value if (r, c) in alive else NOTHING for c, value in enumerate(row))
            for r, row in enumerate(answer.cells)
        )
        yield from turning(reader, cells, match["told"])


@form(
    "answer",
    "answers.since.nothing",
    r"Since then: in no reading of this model do steps that each actor takes alone lead to what happened\.",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    if reader.world.happened.surviving:
        yield "some cell survives"


@form("answer", "answers.same", rf"(?:The same|{WORD}), supposing (?P<told>.+)\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    question = reader.world.questions[of_question(reader).name]
    word = next(iter(question.answers.values())).word if match["word"] is None else match["word"].lower()
    for told in match["told"].split("; or "):
        name = supposed(reader, told)
        if name in question.answers:
            yield from truths.headline(reader.world, question.answers[name], word)
        elif word != "nothing to say" or name not in question.infeasible:
            yield f"it is not asked in {name}"
