"""Answers in words: the question, its answer, the reason, what would change it, how it differs elsewhere, and what has
happened since.

Every part is one sentence or two, so that the first screen can choose among them while the full page shows all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from countermove.inquiry.outcomes import UNDECIDED
from countermove.presentation.assumptions import answer_clause, scenario_words, where_text
from countermove.presentation.blocks import Sentence
from countermove.presentation.phrases import Phrasing
from countermove.presentation.sentences import said
from countermove.presentation.steps import round_text, unsettled_text
from countermove.presentation.words import (
    capital,
    concept_words,
    concept_words_named,
    concepts_words_named,
    count,
    listed,
)
from countermove.questions.answers.reasons_text import because_sentence, change_sentence
from countermove.verdicts.answers.compute import Answered, Answers, Deciding, KeyAnswer, Unsettled, Word
from countermove.verdicts.sides import CELL, EITHER, NO, UNSETTLED, YES, CellWord
from gmcr.base.record import Record

__all__ = ["KeyAnswerText", "answers_sentences", "key_answer_text", "question_text"]


_MOST = 2
"""The number of wants, conditions, changes or groups of scenarios that are listed; the rest are counted."""

_CLAUSES: Mapping[CellWord, str] = {
    "yes": "answers.word.yes",
    "no": "answers.word.no",
    "either way": "answers.clause.either_way",
    "unsettled": "answers.clause.unsettled",
}
"""The answer of cells → the label of what is said of it before the conditions for it."""

_UNLISTED = "it needs a list of the states, and there are too many"


@dataclass(frozen=True, slots=True)
class KeyAnswerText(Record):
    """One key question in words; a part that has nothing to say is "". ``word``: the answer alone; ``now``: the answer
    after what has happened since, if it differs; ``elsewhere``: the answers in scenarios; ``otherwise``: those that
    differ from the first."""

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
        """The answer, and the answer since then if it differs: how every screen, record and page begins."""
        return " ".join(filter(None, (self.verdict, self.now)))

    @property
    def basis(self) -> str:
        """What supports the answer: where it differs, the reason, what would change it, and which readings remain."""
        return " ".join(filter(None, (self.otherwise, self.because, self.change, "" if self.now else self.since)))


def answers_sentences(answers: Answers, phrasing: Phrasing) -> Iterator[Sentence]:
    """All key questions with their answers."""
    for item in answers.questions:
        words = key_answer_text(item, answers, phrasing)
        yield Sentence(words.question, "heading")
        yield Sentence(words.verdict, "answer")
        for part in (words.since, words.because, words.change, words.elsewhere):
            if part:
                yield Sentence(part)


def key_answer_text(item: Answered, answers: Answers, phrasing: Phrasing) -> KeyAnswerText:
    """One key question and its answer in words."""
    if item.view is not None:
        phrasing = Phrasing(phrasing.glossary, item.view)
    first = item.first
    return KeyAnswerText(
        id=item.id,
        question=question_text(item, phrasing),
        word=capital(first.answer),
        now=_now(first),
        verdict=_verdict(first, answers, phrasing),
        because=because_sentence(first, phrasing.glossary),
        change=change_sentence(first, phrasing),
        elsewhere=_elsewhere(item, phrasing),
        otherwise=_elsewhere(item, phrasing, alike=False),
        since=_since(first, phrasing),
    )


def question_text(item: Answered, phrasing: Phrasing) -> str:
    """The question in words; if the file asks none, the question that it implies."""
    if not item.default:
        return item.asks
    target = phrasing.glossary.target
    return "Does the status quo hold?" if target is None else f"Does it come to {phrasing.target(target)}?"


# -- the answer --------------------------------------------------------------------------------------------------------


def _verdict(item: KeyAnswer, answers: Answers, phrasing: Phrasing) -> str:
    where = where_text(item.scenario, phrasing.glossary)
    match item.answer:
        case "yes" | "no":
            return said("answers.plain", word=capital(item.answer), where=where, throughout=_everywhere(item))
        case "it does not settle":
            return _unsettled(item, phrasing, where)
        case "it depends" if (item.values == UNDECIDED).any():
            return f"It depends{where}; on what is unknown, since {_undecided(item)}."
        case "it depends" if (item.values == UNSETTLED).any():
            return _partly(item, phrasing, where)
        case "it depends":
            return _unless(item, phrasing, where) or _depends(item, phrasing, where)
        case "undecided":
            return f"Not decided{where}: {_UNLISTED if item.unlisted else 'the time allowed ran out'}."
    return said("answers.silent", where=where, why=_silence(item))


def _undecided(item: KeyAnswer) -> str:
    return _UNLISTED if item.unlisted else "some of it was not decided in the time allowed"


def _everywhere(item: KeyAnswer) -> str:
    """The number of cells: ", in every reading" if all are defined."""
    readings, concepts = item.values.shape
    if (item.values == -1).any():
        return said("answers.throughout.defined")
    if readings > 1:
        return said("answers.throughout.readings")
    return said("answers.throughout.concepts") if concepts > 1 else ""


def _silence(item: KeyAnswer) -> str:
    return said("answers.silent.infeasible" if item.infeasible else "answers.silent.no_case")


def _unsettled(item: KeyAnswer, phrasing: Phrasing, where: str) -> str:
    """Says that play comes to rest nowhere, and what cycles in the first cell."""
    if item.unsettled is None:
        return said("answers.unsettled", where=where)
    going = f"{round_text(item.unsettled.steps, phrasing)} ({concept_words(item.unsettled.concept)})"
    return said("answers.unsettled.round", where=where, round=going)


def _partly(item: KeyAnswer, phrasing: Phrasing, where: str) -> str:
    """An answer that does not settle in some cells: these first if the present cell is one of them, otherwise the
    answer elsewhere."""
    word = _settled_answer(item)
    if item.values[0, 0] == UNSETTLED:
        rest = said("answers.wherever", word=_word(word), where="") if word else _elsewhere_than(item, phrasing)
        rest = capital(rest)
        if item.unsettled is None:
            return said("answers.unsettled.lead.bare", where=where, rest=rest)
        return said("answers.unsettled.lead", where=where, round=_cycle(item.unsettled, phrasing), rest=rest)
    text = _wherever(item, capital(_word(word)), phrasing, where) if word else _depends(item, phrasing, where)
    return text if item.unsettled is None else f"{text} {capital(_cycle(item.unsettled, phrasing))}."


def _wherever(item: KeyAnswer, word: str, phrasing: Phrasing, where: str) -> str:
    """The single answer of all cells that settle, and where it does not settle."""
    text = said("answers.wherever", word=word, where=where)
    unsettled = [turn for turn in item.turns_on if turn.answer == CELL[UNSETTLED]]
    if not unsettled:
        return said("answers.wherever.all", wherever=text)
    return said("answers.wherever.but", wherever=text, conditions=_conditions(unsettled, phrasing))


def _settled_answer(item: KeyAnswer) -> CellWord | None:
    """The single answer of all cells that settle; None if there are several."""
    answers = {CELL[cell] for cell in np.unique(item.values).tolist() if cell in CELL} - {CELL[UNSETTLED]}
    return answers.pop() if len(answers) == 1 else None


def _word(word: CellWord) -> str:
    """The answer of cells that settle, alone."""
    return said(f"answers.word.{word.replace(' ', '_')}")


def _elsewhere_than(item: KeyAnswer, phrasing: Phrasing) -> str:
    """The answers in the cells that settle, if these differ."""
    text = _decided([turn for turn in item.turns_on if turn.answer != CELL[UNSETTLED]], phrasing)
    words = [_word(CELL[cell]) for cell in (YES, NO, EITHER) if (item.values == cell).any()]
    return text or said("answers.elsewhere", words=listed(words, "or"))


def _cycle(unsettled: Unsettled, phrasing: Phrasing) -> str:
    """What cycles, and how its reading differs from the base reading."""
    base = {name: next(iter(question.answers)) for name, question in phrasing.glossary.questions.items()}
    other = [_equation(name, value, phrasing) for name, value in unsettled.reading if base[name] != value]
    text = unsettled_text(unsettled.steps, unsettled.concept, phrasing)
    return f"if {listed(other)}, {text}" if other else text


def _unless(item: KeyAnswer, phrasing: Phrasing, where: str) -> str:
    """The answer of the base reading and the only conditions for the opposite one: "No, unless trade comes first (O1)";
    "" if there is more to it than these two."""
    base = _base(item)
    others = [turn for turn in item.turns_on if turn.answer != base]
    words = list(dict.fromkeys(turn.answer for turn in others))
    if base not in ("yes", "no") or words != [{"yes": "no", "no": "yes"}[base]]:
        return ""
    if base == "yes" and (only := _only(others, words, phrasing)):
        return said("answers.only.there", where=where, answer=only) if where else said("answers.only", answer=only)
    word = capital(_word(base))
    if all(name == "concept" for name, _ in others[0].equations):
        conditions = _conditions(others, phrasing)
        return said("answers.but", word=word, where=where, other=_word(words[0]), conditions=conditions)
    return said("answers.unless", word=word, where=where, conditions=_conditions(others, phrasing, unless=True))


def _depends(item: KeyAnswer, phrasing: Phrasing, where: str) -> str:
    return said("answers.depends", where=where, on=_on_what(item, phrasing))


def _on_what(item: KeyAnswer, phrasing: Phrasing) -> str:
    if not item.turns_on and (item.values[item.values != -1] == EITHER).all():
        return said("answers.depends.order")
    base = _base(item)
    parts = _each([turn for turn in item.turns_on if turn.answer != base], phrasing)
    if base is None:
        return said("answers.depends.each", each="; ".join(parts)) if parts else said("answers.depends.nothing")
    if not parts:
        return said("answers.depends.not_always", word=_word(base))
    return said("answers.depends.but", word=_word(base), others="; and ".join(parts))


def _base(item: KeyAnswer) -> CellWord | None:
    """The answer in all defined cells of the base reading, "either way" included; None if they differ."""
    if item.base == "yes" or item.base == "no":
        return item.base
    cells = item.values[0][item.values[0] != -1]
    return "either way" if cells.size and (cells == EITHER).all() else None


def _only(turns: Sequence[Deciding], words: Sequence[str], phrasing: Phrasing) -> str:
    """The only answer to an open question without which the result differs, where two or more other answers decide it
    so."""
    if len(words) != 1 or any(len(turn.equations) != 1 for turn in turns):
        return ""
    names = {turn.equations[0][0] for turn in turns}
    if len(turns) < 2 or len(names) != 1 or "concept" in names:
        return ""
    (name,) = names
    decided = {turn.equations[0][1] for turn in turns}
    remaining = [answer for answer in phrasing.glossary.questions[name].answers if answer not in decided]
    return _equation(name, remaining[0], phrasing) if len(remaining) == 1 else ""


def _conditions(turns: Sequence[Deciding], phrasing: Phrasing, *, unless: bool = False) -> str:
    """The simplest conditions for one answer: "if Washington answers with talks (O1), or under SMR"; *unless*: without "if"."""
    least = min(len(turn.equations) for turn in turns)
    simplest = [turn for turn in turns if len(turn.equations) == least]
    if least == 1 and all(turn.equations[0][0] == "concept" for turn in simplest):
        return said("answers.looking", looking=concepts_words_named([turn.equations[0][1] for turn in simplest], "or"))
    first, *others = [_condition(turn, phrasing, unless) for turn in simplest[: _MOST if least == 1 else 1]]
    text = reduce(lambda known, other: said("conditions.or", condition=known, other=other), others, first)
    rest = len(turns) - 1 - len(others)
    return said("conditions.more", conditions=text, rest=count(rest, said("conditions.further"))) if rest else text


def _condition(turn: Deciding, phrasing: Phrasing, unless: bool) -> str:
    answers = listed(_equation(name, value, phrasing) for name, value in turn.equations if name != "concept")
    looking = [
        said("answers.looking", looking=concept_words_named(value))
        for name, value in turn.equations
        if name == "concept"
    ]
    if not answers:
        return looking[0]
    text = answers if unless else said("conditions.if", answers=answers)
    return said("conditions.looking", conditions=text, looking=looking[0]) if looking else text


def _equation(name: str, value: str, phrasing: Phrasing) -> str:
    """An answer to an open question with the question's name: in the file's words if it has some and words are
    requested."""
    return answer_clause(name, value, phrasing.glossary)


# -- reasons, scenarios, since -----------------------------------------------------------------------------------------


def _elsewhere(item: Answered, phrasing: Phrasing, *, alike: bool = True) -> str:
    """The answers in scenarios, equal ones together; those equal to the base come first, if *alike* includes them."""
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
    """A scenario as a clause that continues "supposing"."""
    why = scenario_words(scenario, phrasing.glossary)
    return f"that {why} ({scenario})" if why else f"the scenario {scenario}"


def _since(item: KeyAnswer, phrasing: Phrasing) -> str:
    if item.since is None:
        return ""
    if item.since.answer == "no reading":
        return said("answers.since.nothing")
    if item.since.answer == item.answer and set(item.since.turns_on) == set(item.turns_on):
        return ""
    words: Mapping[str, str] = {"nothing to say": "there is nothing to say", "it depends": "it depends"}
    word = words.get(item.since.answer, item.since.answer)
    if item.since.answer == "it depends" and item.since.turns_on:
        word = f"it depends: {_decided(item.since.turns_on, phrasing)}"
    return f"Since then, in the readings that remain: {word}."


def _now(item: KeyAnswer) -> str:
    """The answer since then, if it differs."""
    if item.since is None or item.since.answer in (item.answer, "no reading"):
        return ""
    return f"Since then: {item.since.answer}."


def _decided(turns: Sequence[Deciding], phrasing: Phrasing) -> str:
    return "; ".join(_each(turns, phrasing))


def _each(turns: Sequence[Deciding], phrasing: Phrasing) -> list[str]:
    """Each answer with the conditions for it."""
    words = dict.fromkeys(turn.answer for turn in turns)
    own = {word: [turn for turn in turns if turn.answer == word] for word in words}
    return [
        said("answers.each", word=said(_CLAUSES[word]), conditions=_conditions(own[word], phrasing)) for word in own
    ]
