"""What sentences about answers mean: the answer itself, what it turns on, rests on, and what a yes takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tests.judge.sentences import truths
from tests.judge.sentences.cells import EITHER, NOTHING, UNSETTLED, YES, Answer
from tests.judge.sentences.english import Unknown
from tests.judge.sentences.grammar import COUNT, Reader, form, number, of_question

__all__: list[str] = []

WORD = r"(?P<word>Yes|No|It depends|Nothing to say|It does not settle)"
WHERE = r"(?: (?:in|if) (?P<where>[^,:.;]+?))?"
OTHER = {"yes": "no", "no": "yes"}

Complaints = Iterator[str]


def there(reader: Reader, match: re.Match[str]) -> Answer:
    """The answer in the scenario that a sentence names, which is then what is talked about."""
    asked = of_question(reader)
    answers = reader.world.questions[asked.name].answers
    named = match.groupdict().get("where")
    scenario = reader.scenario(named) if named else next(iter(answers))
    if scenario not in answers:
        raise Unknown(scenario)
    reader.asked = replace(asked, scenario=scenario, answer=answers[scenario])
    return answers[scenario]


def settled(answer: Answer) -> list[str]:
    return [cell for row in answer.cells for cell in row if cell not in (NOTHING, UNSETTLED)]


@form("answer", "answer.plain", rf"{WORD}{WHERE}\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    yield from truths.headline(reader.world, there(reader, match), match["word"].lower())


@form("answer", "answer.everywhere", rf"{WORD}{WHERE}, (?P<how>in every reading|however far the actors look)\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    answer = there(reader, match)
    yield from truths.headline(reader.world, answer, match["word"].lower())
    if any(cell == NOTHING for row in answer.cells for cell in row):
        yield "some cell has nothing to say"


@form("answer", "answer.wherever", rf"(?P<word>Yes|No){WHERE}, wherever it (?:settles|comes to rest at all)\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    answer = there(reader, match)
    if set(settled(answer)) != {match["word"].lower()}:
        yield f"where it settles it is {sorted(set(settled(answer)))}"


@form("answer", "answer.either", rf"It depends{WHERE} on who moves first: it can come out either way\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    answer = there(reader, match)
    yield from truths.headline(reader.world, answer, "it depends")
    if set(settled(answer)) != {EITHER}:
        yield f"it is {sorted(set(settled(answer)))}"


@form("answer", "answer.unless", rf"(?P<word>Yes|No){WHERE}, unless (?P<told>.+)\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    answer, word = there(reader, match), match["word"].lower()
    told, more = reader.conditions(match["told"])
    yield from truths.headline(reader.world, answer, "it depends")
    yield from truths.unless(reader.world, answer.cells, word, OTHER[word], told, whole=not more)


@form("answer", "answer.but", rf"(?P<word>Yes|No){WHERE}, but (?P<other>yes|no) (?P<told>.+)\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    answer, word = there(reader, match), match["word"].lower()
    told, more = reader.conditions(match["told"])
    yield from truths.headline(reader.world, answer, "it depends")
    yield from truths.unless(reader.world, answer.cells, word, match["other"], told, whole=not more)


@form("answer", "answer.only_if", rf"(?:Only if (?P<first>.+)|Yes{WHERE}, but only if (?P<told>.+))\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    answer = there(reader, match)
    yield from truths.headline(reader.world, answer, "it depends")
    yield from truths.only(reader.world, answer.cells, YES, reader.condition(match["first"] or match["told"]))


_ONE = r"(?:yes|no|either way|unsettled|it does not settle)"


@form(
    "answer",
    "answer.depends",
    rf"It depends{WHERE}: (?:(?P<base>{_ONE}), but (?:not always|(?P<rest>.+))|(?P<told>{_ONE} .+))\.",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    answer = there(reader, match)
    yield from truths.headline(reader.world, answer, "it depends")
    yield from _turning(reader, answer, match["base"], match["rest"] or match["told"] or "")


def _turning(reader: Reader, answer: Answer, base: str | None, told: str) -> Complaints:
    """What the base reading answers, and where it is which."""
    if base and truths.base_word(reader.world, answer.cells) != base:
        yield f"in the base reading it is {truths.base_word(reader.world, answer.cells) or 'not one thing'}, {base} is told"
    for part in re.split(rf", (?:and )?(?={_ONE} (?:if|under|when) )", told):
        if part:
            one = re.match(_ONE, part)
            if one is None:
                raise Unknown(part)
            conditions, _ = reader.conditions(part[one.end() :].strip())
            yield from truths.conditions(reader.world, answer.cells, one[0], conditions)


@form("answer", "answer.nothing_decides", rf"It depends{WHERE}, on no three things alone\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    yield from truths.headline(reader.world, there(reader, match), "it depends")


@form("answer", "answer.silent", rf"Nothing to say{WHERE}: .+\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    asked = of_question(reader)
    question = reader.world.questions[asked.name]
    if match["where"] and reader.scenario(match["where"]) in question.infeasible:
        return
    yield from truths.headline(reader.world, there(reader, match), "nothing to say")


@form("answer", "answer.unsettled", rf"It does not settle{WHERE}(?:: (?P<round>.+))?\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    yield from truths.headline(reader.world, there(reader, match), "it does not settle")


@form(
    "answer",
    "answer.since",
    r"Since then(?:, in what is left)?: (?P<word>yes|no|it depends|nothing to say|there is nothing to say|it does not settle)\.",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    word = match["word"].replace("there is ", "")
    found = reader.world.since(of_question(reader).answer)
    if found != word:
        yield f"since then it is {found!r}"


@form("answer", "answer.since.depends", r"Since then, in what is left: it depends: (?P<told>.+)\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    found = reader.world.since(of_question(reader).answer)
    if found != "it depends":
        yield f"since then it is {found!r}"


@form("answer", "answer.nothing_since", r"Since then: no reading of this model allows what happened\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    if reader.world.happened.surviving:
        yield "some cell survives"


@form(
    "answer",
    "answer.elsewhere",
    r"(?P<word>So too|Yes|No|It depends|Nothing to say|It does not settle) in: (?P<told>.+)\.",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    asked = of_question(reader)
    answers = reader.world.questions[asked.name].answers
    first = next(iter(answers.values()))
    word = first.word if match["word"] == "So too" else match["word"].lower()
    for told in match["told"].split("; "):
        scenario = reader.scenario(told)
        if scenario in answers:
            yield from truths.headline(reader.world, answers[scenario], word)
        elif word != "nothing to say":
            yield f"it is not asked in {scenario}"


# --- what it rests on, and what a yes takes ---


@form(
    "answer",
    "because",
    r"Because (?P<told>.+?)(?:; without (?:either|any|any one of them|any of them|that|it) it would be otherwise)?\.",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    asked = of_question(reader)
    told, more = reader.reasons(match["told"])
    yield from truths.rests(reader.world, asked.name, asked.scenario, told, more)


@form("answer", "until", r"It stays so until (?:both|all|all three) are given up: (?P<told>.+)\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    asked = of_question(reader)
    told, _ = reader.reasons(match["told"])
    yield from truths.whole_sets(reader.world, asked.name, asked.scenario, told)


@form("answer", "takes", r"Yes, if (?P<told>.+)\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    asked = of_question(reader)
    told, more = reader.changes(match["told"])
    yield from truths.takes(reader.world, asked.name, asked.scenario, told, more)


@form(
    "answer",
    "takes.nothing",
    rf"No change of up to (?P<bound>{COUNT}) wants"
    r"(?: that was tried \(left out, lowered, turned round\) makes| would make) it a yes\.",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    asked = of_question(reader)
    number(match["bound"])
    yield from truths.takes_nothing(reader.world, asked.name, asked.scenario)
