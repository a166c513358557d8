"""Answers in words: the question, its answer, because of what, what would change it, how it is elsewhere, and since.

Every part is one sentence or two, so that the first screen can choose among them and the full page tells all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from countermove.inquiry.no_value import UNDECIDED
from countermove.presentation.assumptions import answer_given, scenario_words
from countermove.presentation.blocks import Sentence
from countermove.presentation.phrases import Phrasing
from countermove.presentation.rounds import round_text, unsettled_text
from countermove.presentation.sentences import said
from countermove.presentation.words import (
    capital,
    concept_words,
    concept_words_named,
    concepts_words_named,
    listed,
    number,
    plural,
)
from countermove.questions.answers.reasons_text import because_sentence, change_sentence
from countermove.verdicts.answers.compute import Answered, Answers, Deciding, KeyAnswer, Word
from countermove.verdicts.answers.rounds import Unsettled
from countermove.verdicts.sides import CELL, EITHER, UNSETTLED, CellWord
from gmcr.base.summary import Record

__all__ = ["AnswerTold", "answer_told", "answers_sentences", "question_text"]


_MOST = 2
"""Wants, conditions, changes and groups of scenarios told of each, at most; the rest is counted."""

_WORDS: Mapping[CellWord, str] = {"unsettled": "it does not settle", "either way": "it can go either way"}
"""Answers of cells that are told otherwise where it is said when they are given."""

_UNLISTED = "it needs a list of the states, and there are too many"


@dataclass(frozen=True, slots=True)
class AnswerTold(Record):
    """One key question told; a part that has nothing to say is "". ``word``: the answer alone; ``now``: the answer since, in a word,
    where it is another; ``elsewhere``: the answers in scenarios, ``otherwise``: those that are not the first's."""

    id: str
    question: str
    word: str
    now: str
    verdict: str
    because: str
    change: str
    elsewhere: str
    otherwise: str
    since: str

    @property
    def lead(self) -> str:
        """The answer, and since then another: what every screen, brief and page begins with."""
        return " ".join(filter(None, (self.verdict, self.now)))

    @property
    def basis(self) -> str:
        """What stands behind it there: where else it is another, because of what, what would change it, and what is left since."""
        return " ".join(filter(None, (self.otherwise, self.because, self.change, "" if self.now else self.since)))


def answers_sentences(found: Answers, phrasing: Phrasing) -> Iterator[Sentence]:
    """All key questions with their answers."""
    for item in found.questions:
        told = answer_told(item, found, phrasing)
        yield Sentence(told.question, "heading")
        yield Sentence(told.verdict, "answer")
        for part in (told.since, told.because, told.change, told.elsewhere):
            if part:
                yield Sentence(part)


def answer_told(item: Answered, found: Answers, phrasing: Phrasing) -> AnswerTold:
    """A key question and what is answered."""
    if item.view is not None:
        phrasing = Phrasing(phrasing.glossary, item.view)
    first = item.first
    return AnswerTold(
        id=item.id,
        question=question_text(item, phrasing),
        word=capital(first.answer),
        now=_now(first),
        verdict=_verdict(first, found, phrasing),
        because=because_sentence(first, phrasing.glossary),
        change=change_sentence(first, phrasing),
        elsewhere=_elsewhere(item, phrasing),
        otherwise=_elsewhere(item, phrasing, alike=False),
        since=_since(first, phrasing),
    )


def question_text(item: Answered, phrasing: Phrasing) -> str:
    """The question in words; of a file that asks none, the one that it must have meant."""
    if not item.default:
        return item.asks
    target = phrasing.glossary.target
    return "Does the status quo hold?" if target is None else f"Does it come to {phrasing.target(target)}?"


# -- the answer --------------------------------------------------------------------------------------------------------


def _verdict(item: KeyAnswer, found: Answers, phrasing: Phrasing) -> str:
    where = _where(item.scenario, phrasing)
    match item.answer:
        case "yes" | "no":
            return f"{capital(item.answer)}{where}{_everywhere(item)}."
        case "it does not settle":
            return _unsettled(item, phrasing, where)
        case "it depends" if (item.values == UNDECIDED).any():
            return f"It depends{where}; on what is unknown, since {_undecided(item)}."
        case "it depends" if (item.values == UNSETTLED).any():
            return _partly(item, phrasing, where)
        case "it depends":
            return f"{_unless(item, phrasing, where) or f'It depends{where}{_on_what(item, phrasing)}'}."
        case "undecided":
            return f"Not decided{where}: {_UNLISTED if item.unlisted else 'the time allowed ran out'}."
    return f"Nothing to say{where}: {_silence(item)}."


def _where(scenario: str | None, phrasing: Phrasing) -> str:
    """In which scenario it is answered, where that is not the one asked about."""
    if scenario is None:
        return ""
    why = scenario_words(scenario, phrasing.glossary)
    return said("answers.supposing", why=why, scenario=scenario) if why else said("answers.in", scenario=scenario)


def _undecided(item: KeyAnswer) -> str:
    return _UNLISTED if item.unlisted else "some of it was not decided in the time allowed"


def _everywhere(item: KeyAnswer) -> str:
    """In how many cells: ", in every reading" where all are defined."""
    readings, concepts = item.values.shape
    if (item.values == -1).any():
        return ", wherever there is anything to judge"
    if readings > 1:
        return ", in every reading"
    return ", however far the actors look" if concepts > 1 else ""


def _silence(item: KeyAnswer) -> str:
    return "its start is infeasible" if item.infeasible else "there is no case to look at"


def _unsettled(item: KeyAnswer, phrasing: Phrasing, where: str) -> str:
    """That nothing comes to rest anywhere, and what goes round in the first cell."""
    if item.unsettled is None:
        return said("answers.unsettled", where=where)
    going = f"{round_text(item.unsettled.steps, phrasing)} ({concept_words(item.unsettled.concept)})"
    return said("answers.unsettled.round", where=where, round=going)


def _partly(item: KeyAnswer, phrasing: Phrasing, where: str) -> str:
    """An answer that does not settle in some cells: there first where that is so as things are, otherwise what it is elsewhere."""
    word = _settled(item)
    if item.values[0, 0] == UNSETTLED:
        rest = said("answers.wherever", word=word, where="") if word else _elsewhere_than(item, phrasing)
        rest = capital(rest)
        if item.unsettled is None:
            return said("answers.unsettled.lead.bare", where=where, rest=rest)
        return said("answers.unsettled.lead", where=where, round=_going(item.unsettled, phrasing), rest=rest)
    if word:
        told = said("answers.wherever", word=capital(word), where=where)
        unsettled = [turn for turn in item.turns_on if turn.answer == CELL[UNSETTLED]]
        told += f": it does not {_conditions(unsettled, phrasing)}" if unsettled else ""
    else:
        told = f"It depends{where}{_on_what(item, phrasing)}"
    if item.unsettled is None:
        return f"{told}."
    return f"{told}. {capital(_going(item.unsettled, phrasing))}."


def _settled(item: KeyAnswer) -> str:
    """The one answer wherever there is one that settles; "" where there are several."""
    given = {CELL[cell] for cell in np.unique(item.values).tolist() if cell in CELL} - {CELL[UNSETTLED]}
    return given.pop() if len(given) == 1 else ""


def _elsewhere_than(item: KeyAnswer, phrasing: Phrasing) -> str:
    """What is answered in the cells that settle, where these differ."""
    told = _decided([turn for turn in item.turns_on if turn.answer != CELL[UNSETTLED]], phrasing)
    given = [CELL[cell] for cell in (1, 0, EITHER) if (item.values == cell).any()]
    return told or f"elsewhere {listed(given, 'or')}"


def _going(unsettled: Unsettled, phrasing: Phrasing) -> str:
    """What goes round, with what its reading has otherwise than the base reading."""
    base = {name: next(iter(question.answers)) for name, question in phrasing.glossary.questions.items()}
    other = [_equation(name, value, phrasing) for name, value in unsettled.reading if base[name] != value]
    told = unsettled_text(unsettled.steps, unsettled.concept, phrasing)
    return f"if {listed(other)}, {told}" if other else told


def _unless(item: KeyAnswer, phrasing: Phrasing, where: str) -> str:
    """What the base reading answers, and where alone the answer is the opposite: "No, unless trade comes first (O1)"; "" where
    there is more to it than these two."""
    base = _base(item)
    others = [turn for turn in item.turns_on if turn.answer != base]
    words = list(dict.fromkeys(turn.answer for turn in others))
    if base not in ("yes", "no") or words != [{"yes": "no", "no": "yes"}[base]]:
        return ""
    if base == "yes" and (only := _only(others, words, phrasing)):
        return f"Only if {only}" if not where else f"Yes{where}, but only if {only}"
    conditions = _conditions(others, phrasing)
    if not conditions.startswith("if "):
        return f"{capital(base)}{where}, but {words[0]} {conditions}"
    return f"{capital(base)}{where}, unless {conditions.removeprefix('if ').replace(', or if ', ', or ')}"


def _on_what(item: KeyAnswer, phrasing: Phrasing) -> str:
    if not item.turns_on and (item.values[item.values != -1] == EITHER).all():
        return " on who moves first: it can go either way"
    base = _base(item)
    others = [turn for turn in item.turns_on if turn.answer != base]
    words = list(dict.fromkeys(turn.answer for turn in others))
    told = [
        f"{_WORDS.get(word, word)} {_conditions([turn for turn in others if turn.answer == word], phrasing)}"
        for word in words
    ]
    if base:
        return f": {base}, but {'; and '.join(told)}" if told else f": {base}, but not always"
    return f": {'; '.join(told)}" if told else ", but no set of up to three conditions decides it"


def _base(item: KeyAnswer) -> str:
    """The answer in all defined cells of the base reading: either way too, where it is that in each of them; "" where they differ."""
    if item.base in ("yes", "no"):
        return item.base
    cells = item.values[0][item.values[0] != -1]
    return "either way" if cells.size and (cells == EITHER).all() else ""


def _only(turns: Sequence[Deciding], words: Sequence[str], phrasing: Phrasing) -> str:
    """The one answer to an open question without which it comes out otherwise: all the others, two or more, decide so."""
    if len(words) != 1 or any(len(turn.equations) != 1 for turn in turns):
        return ""
    names = {turn.equations[0][0] for turn in turns}
    if len(turns) < 2 or len(names) != 1 or "concept" in names:
        return ""
    (name,) = names
    decided = {turn.equations[0][1] for turn in turns}
    left = [answer for answer in phrasing.glossary.questions[name].answers if answer not in decided]
    return _equation(name, left[0], phrasing) if len(left) == 1 else ""


def _conditions(turns: Sequence[Deciding], phrasing: Phrasing) -> str:
    """The simplest conditions for one answer: "if Washington answers with talks (O1), or under SMR"."""
    least = min(len(turn.equations) for turn in turns)
    simplest = [turn for turn in turns if len(turn.equations) == least]
    if least == 1 and all(turn.equations[0][0] == "concept" for turn in simplest):
        return said("answers.looking", looking=concepts_words_named([turn.equations[0][1] for turn in simplest], "or"))
    told = [_condition(turn, phrasing) for turn in simplest[: _MOST if least == 1 else 1]]
    rest = len(turns) - len(told)
    more = f", or under {number(rest)} further {plural(rest, 'condition')}" if rest else ""
    return f"{', or '.join(told)}{more}"


def _condition(turn: Deciding, phrasing: Phrasing) -> str:
    ifs = [_equation(name, value, phrasing) for name, value in turn.equations if name != "concept"]
    looking = [concept_words_named(value) for name, value in turn.equations if name == "concept"]
    under = [said("answers.looking", looking=words) for words in looking]
    return ", ".join([*([f"if {listed(ifs)}"] if ifs else []), *under])


def _equation(name: str, value: str, phrasing: Phrasing) -> str:
    """An answer to an open question: its words where the file has some (and words are asked for), with the question's name."""
    return answer_given(name, value, phrasing.glossary)


# -- because, what would change it, elsewhere, since -------------------------------------------------------------------


def _elsewhere(item: Answered, phrasing: Phrasing, *, alike: bool = True) -> str:
    """The answers in scenarios: those that are alike together, the same as in the base first, if these are told too (*alike*)."""
    groups: dict[Word, list[str]] = {}
    for answer in item.answers[1:]:
        groups.setdefault(answer.answer, []).append(str(answer.scenario))
    if not groups:
        return ""
    parts = []
    if not alike:
        groups.pop(item.first.answer, None)
    for word, names in sorted(groups.items(), key=lambda pair: pair[0] != item.first.answer):
        supposed = "; or ".join(_supposed(name, phrasing) for name in names)
        same = word == item.first.answer
        parts.append(
            said("answers.same", supposed=supposed)
            if same
            else said("answers.otherwise", word=capital(word), supposed=supposed)
        )
    return " ".join(parts)


def _supposed(scenario: str, phrasing: Phrasing) -> str:
    """A scenario, read on from "supposing"."""
    why = scenario_words(scenario, phrasing.glossary)
    return f"that {why} ({scenario})" if why else f"the scenario {scenario}"


def _since(item: KeyAnswer, phrasing: Phrasing) -> str:
    if item.since is None:
        return ""
    if item.since.answer == "no reading":
        return said("answers.since.nothing")
    if item.since.answer == item.answer and set(item.since.turns_on) == set(item.turns_on):
        return ""
    told: Mapping[str, str] = {"nothing to say": "there is nothing to say", "it depends": "it depends"}
    word = told.get(item.since.answer, item.since.answer)
    if item.since.answer == "it depends" and item.since.turns_on:
        word = f"it depends: {_decided(item.since.turns_on, phrasing)}"
    return f"Since then, in the readings that remain: {word}."


def _now(item: KeyAnswer) -> str:
    """The answer since, where it is another."""
    if item.since is None or item.since.answer in (item.answer, "no reading"):
        return ""
    return f"Since then: {item.since.answer}."


def _decided(turns: Sequence[Deciding], phrasing: Phrasing) -> str:
    words = dict.fromkeys(turn.answer for turn in turns)
    return "; ".join(
        f"{_WORDS.get(word, word)} {_conditions([turn for turn in turns if turn.answer == word], phrasing)}"
        for word in words
    )
