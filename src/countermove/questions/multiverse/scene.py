"""What the specification curve shows: codings as columns in the order of their answers, the answers as rows, and which
coding makes which choice; and the mechanical variants by what each changes. Everything is taken from the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from countermove.assessment.schema import AS_IS
from countermove.context.answer import Answer
from countermove.presentation.blocks import NOTHING, Column, Table, Value
from countermove.presentation.phrases import Phrasing
from countermove.presentation.words import all_of, capital, count, listed, out_of, part_text, some_of
from countermove.questions.multiverse.records import AnswerAcross, ChangedAnswer, CodedAnswer, Coding, Multiverse, Probe
from countermove.verdicts.sides import UNDEFINED, YES
from countermove.verdicts.values import COARSE_WORDS
from gmcr.base.characters import shell_word
from gmcr.base.record import Record

__all__ = ["ANSWERS", "NOT_ASKED", "CodingColumn", "Effect", "Scene", "Variant"]

ANSWERS = 5
"""The most answers that are drawn: as the curve the first that differs in some coding, then those of the base before those
of scenarios, and those that differ before others."""

NOT_ASKED = "not asked"
"""Stands for the answer of a coding in which there is none."""

_ORDER = ("yes", "it depends", "it does not settle", "no", "nothing to say", "undecided", NOT_ASKED)

Effect = Literal["answer", "verdict", "nothing"]

_EFFECTS: tuple[Effect, ...] = ("answer", "verdict", "nothing")


@dataclass(frozen=True, slots=True)
class CodingColumn(Record):
    """A coding. ``key``: its choices that are not the file's, as ``engage:two,order:swapped`` ("": the file's own);
    ``choices``: a name for each alternative; ``words``: what is said of each answer that is drawn; ``share``: of the
    cells of the first of them, how many say yes (None: there is none); ``name``: the coding in words, and the answer of
    the curve; ``title``: the same with why it is not asked, and the command that opens it."""

    key: str
    choices: tuple[str, ...]
    words: tuple[str, ...]
    share: Fraction | None
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Variant(Record):
    """A mechanical variant that was asked: its name, what it changes, which answers (if none: verdicts) are others then, and of
    which kind that is."""

    name: str
    says: str
    then: str
    effect: Effect


class Scene:
    """What is drawn of one record."""

    def __init__(self, answer: Answer) -> None:
        self.result: Multiverse = answer.record
        self.phrasing, self.case = Phrasing(answer.glossary), answer.frame.case
        every = sorted(self.result.answers, key=lambda item: (item.scenario is not None, not item.differs))
        first = next((item for item in every if item.differs), every[0])
        others = [item for item in every if item is not first]
        self.answers = (first, *others[: ANSWERS - 1])
        self.more = len(every) - len(self.answers)

    # -- codings ---------------------------------------------------------------------------------------------------

    @cached_property
    def columns(self) -> tuple[CodingColumn, ...]:
        """The codings: by the curve's answer, by its share of yes, by further answers, then in the order of the record."""
        if not self.result.alternatives:
            return ()
        return tuple(sorted(map(self._column, self.result.codings), key=_rank))

    def _column(self, coding: Coding) -> CodingColumn:
        found = [coding.answer(item.question, item.scenario) for item in self.answers]
        words = tuple(NOT_ASKED if item is None or item.answer is None else item.answer for item in found)
        made = tuple((name, choice) for name, choice in coding.choices if choice != AS_IS)
        key = ",".join(f"{name}:{choice}" for name, choice in made)
        choices = tuple(choice for _, choice in coding.choices)
        name = f"{capital(self.chosen(coding))}: {words[0]}."
        title = " ".join(filter(None, (name, coding.refused, self.command(coding))))
        return CodingColumn(key, choices, words, _share(found[0]), name, title)

    def chosen(self, coding: Coding) -> str:
        """What is coded otherwise than in the file, in words."""
        if coding.own:
            return "as the file has it"
        made = [(name, choice) for name, choice in coding.choices if choice != AS_IS]
        return listed(f"{self.means(name, choice)} ({name})" for name, choice in made)

    def command(self, coding: Coding) -> str:
        """The command that opens a coding."""
        made = [f"--coding {shell_word(f'{name}={choice}')}" for name, choice in coding.choices if choice != AS_IS]
        return " ".join(["countermove assess", shell_word(self.case), *made])

    def means(self, alternative: str, choice: str) -> str:
        """A choice in words."""
        own = next(item for item in self.result.alternatives if item.id == alternative)
        means = next(item.means for item in own.choices if item.name == choice)
        return means.rstrip(".") or ("as the file has it" if choice == AS_IS else choice.replace("_", " "))

    def asks(self, item: AnswerAcross) -> str:
        """An answer's question in words, with its scenario."""
        asked = self.phrasing.glossary.asked.get(item.question, "The answer").rstrip()
        return asked if item.scenario is None else f"{asked} ({item.scenario})"

    # -- variants --------------------------------------------------------------------------------------------------

    @cached_property
    def variants(self) -> tuple[Variant, ...]:
        """The mechanical variants that were asked: those that change an answer, only verdicts, or neither, each in the
        order of the record."""
        made = [self._variant(item) for item in self.result.probes or () if item.asked]
        return tuple(sorted(made, key=lambda item: _EFFECTS.index(item.effect)))

    def _variant(self, item: Probe) -> Variant:
        effect: Effect = "answer" if item.answers else "verdict" if item.verdicts else "nothing"
        changes = [f"{_place(own)}: {own.after}" for own in item.answers]
        changes = changes or [f"{own.claim}: {COARSE_WORDS[own.after]}" for own in item.verdicts]
        return Variant(item.name, item.says, ", ".join(changes), effect)

    def effects(self) -> dict[Effect, int]:
        """How many variants have which effect."""
        found = [item.effect for item in self.variants]
        return {effect: found.count(effect) for effect in _EFFECTS}

    # -- words of the whole ----------------------------------------------------------------------------------------

    def title(self) -> str:
        """In how many codings the curve's answer is which, and on what that turns; without codings, what variants
        change."""
        if self.columns:
            first = self.answers[0]
            return f"{self.asks(first)} {self._counted(first)}{self._turning(first)}"
        if not self.variants:
            return "There is no other coding of this file, and no small change that could be asked"
        effects, every = self.effects(), len(self.variants)
        verdicts = f", and only a verdict in {part_text(effects['verdict'], every)}" if effects["verdict"] else ""
        return f"An answer is another one in {some_of(effects['answer'], every, 'small change')}{verdicts}"

    def _counted(self, item: AnswerAcross) -> str:
        unasked = len(self.result.codings) - item.asked
        rest = f" (not asked in {part_text(unasked, item.asked)})" if unasked else ""
        others = [
            f"{word} in {part_text(times, item.asked)}" for word, times in item.counts.items() if word != item.answer
        ]
        if item.answer is None:
            return f"{capital(listed(['not asked of the file as it stands', *others]))}{rest}"
        if not item.differs:
            every = all_of(item.asked, "coding") if item.asked > 1 else "the one coding in which it is asked"
            return f"{capital(item.answer)} in {every}{rest}"
        own = f"{capital(item.answer)} in {out_of(item.same, item.asked, 'coding')}"
        return f"{', '.join((own, *others))}{rest}"

    def _turning(self, item: AnswerAcross) -> str:
        """On which choices it turns: those one of which alone decides it, otherwise all that play a part."""
        if not item.differs:
            return ""
        if not item.turns_on:
            return "; no one, two or three choices decide it"
        alone = [own.choices[0][0] for own in item.turns_on if len(own.choices) == 1]
        every = self.result.alternatives
        whole = [own for own in every if alone.count(own.id) == len(own.choices)]
        part = {name for own in item.turns_on for name, _ in own.choices}
        turning = whole or [own for own in every if own.id in part]
        if len(turning) > 2:
            return f"; that turns on {count(len(turning), 'choice')}"
        return f"; that turns on {listed(f'“{own.asks.strip()}”' for own in turning)}"

    def table(self) -> Table:
        """Every coding in the order of the columns, with every answer; then every variant that was asked."""
        every = self.result.answers
        heads = [
            "Coding or small change",
            "In words",
            *map(self.asks, every),
            f"Share of yes ({_place(self.answers[0])})",
        ]
        by_key = {self._key(coding): coding for coding in self.result.codings}
        rows = [tuple(self._row(by_key[column.key], column)) for column in self.columns]
        rows += [tuple(self._variant_row(item)) for item in self.result.probes or () if item.asked]
        return Table(tuple(map(Column, heads)), tuple(rows))

    def _key(self, coding: Coding) -> str:
        return ",".join(f"{name}:{choice}" for name, choice in coding.choices if choice != AS_IS)

    def _row(self, coding: Coding, column: CodingColumn) -> Iterator[Value]:
        yield column.key.replace(":", "=") or "the file"
        yield capital(self.chosen(coding)) + (f" ({coding.refused})" if coding.refused else "")
        for item in self.result.answers:
            found = coding.answer(item.question, item.scenario)
            yield NOT_ASKED if found is None or found.answer is None else found.answer
        yield NOTHING if column.share is None else column.share

    def _variant_row(self, item: Probe) -> Iterator[Value]:
        changed = {(own.question, own.scenario): str(own.after) for own in item.answers}
        yield item.name
        yield item.says
        for own in self.result.answers:
            same = NOT_ASKED if f"answer {_place(own)}" in item.not_asked else "the same"
            yield changed.get((own.question, own.scenario), same)
        yield NOTHING


def _place(item: AnswerAcross | ChangedAnswer) -> str:
    """An answer by name: "K1 in crisis"."""
    return item.question if item.scenario is None else f"{item.question} in {item.scenario}"


def _rank(column: CodingColumn) -> tuple[int, Fraction, Sequence[int]]:
    first, *others = map(_ORDER.index, column.words)
    return first, -(column.share or Fraction(0)), others


def _share(item: CodedAnswer | None) -> Fraction | None:
    """How many of the cells that say something say yes."""
    if item is None or item.values is None:
        return None
    said = item.values[item.values != UNDEFINED]
    return Fraction(int((said == YES).sum()), said.size) if said.size else None
