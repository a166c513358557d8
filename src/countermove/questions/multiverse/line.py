"""Whether another coder would have got another answer, in one line, for the first screen: the first key question whose answer
is another one in some coding, how often, and on which choices that turns.

It is about codings of the file as it stands, whatever is selected or pushed. At most 16 codings are asked: all of them where
they are no more, otherwise those of one choice made otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import prod
from typing import TYPE_CHECKING

from countermove.assessment.schema import AS_IS
from countermove.presentation.phrases import Phrasing
from countermove.presentation.sentences import said
from countermove.presentation.words import capital, count, listed, number, plural
from countermove.questions.multiverse.records import Alternative
from countermove.questions.multiverse.text import answered
from countermove.questions.multiverse.turning import Choices, alternatives_of, deciding, every_coding, same_where
from countermove.verdicts.answers.compute import Word, word_of
from countermove.verdicts.conclusions import conclusions_of
from countermove.verdicts.evaluation import can_evaluate, forget
from gmcr.base.errors import AssessmentError, ModelError
from gmcr.base.record import Record

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["MOST", "coding_line"]

MOST = 16
"""The largest number of codings that are asked for a first screen."""

Words = Mapping[str, Word]


def coding_line(assessment: Assessment, phrasing: Phrasing, *, ask: bool = True) -> str:
    """The line about the codings of a file; "" where no answer is another one in those that are asked. *ask*: whether to find
    out what is not known yet."""
    file = assessment.uncoded
    if "coding line" not in file.kept:
        if not ask:
            return ""
        file.kept["coding line"] = _line(file, phrasing)
    line: str = file.kept["coding line"]
    return line


def _line(file: Assessment, phrasing: Phrasing) -> str:
    alternatives = alternatives_of(file)
    if not alternatives or not file.document.key_questions:
        return ""
    if not can_evaluate(file):
        return said("screen.coded.unasked")
    asked = _asked(file, alternatives)
    own = asked.words[0]
    differing = [question for question in own if asked.differs(question)]
    if not differing:
        return ""
    rest = len(differing) - 1
    further = said(
        "screen.coded.further", many=capital(number(rest)), differ=plural(rest, "answer differs", "answers differ")
    )
    return said(
        "screen.coded",
        question=phrasing.key_question(differing[0]),
        counted=asked.counted(differing[0]),
        turns=asked.turning(differing[0]),
        more=further if rest else "",
    )


@dataclass(frozen=True)
class _Codings(Record):
    """The codings that are asked, the file's own first, with the answers in each in a word; ``whole``: whether that is all."""

    alternatives: tuple[Alternative, ...]
    codings: Sequence[Choices]
    words: Sequence[Words]
    whole: bool

    def differs(self, question: str) -> bool:
        """Whether an answer is another one somewhere."""
        return len({words[question] for words in self.words if question in words}) > 1

    def counted(self, question: str) -> str:
        """In how many of which codings an answer is which other one."""
        others = Counter(words[question] for words in self.words if self.is_other(question, words))
        asked = sum(question in words for words in self.words) - (not self.whole)
        every = len(self.codings) - (not self.whole)
        among = count(every, "coding")
        among = f"the file's {among}" if self.whole else among
        among = among if asked == every else f"the {count(asked, 'coding')} in which it is asked"
        (word, times), *more = others.most_common()
        parts = [f"{answered(word, 1)} in {number(times)} of {among}"]
        return listed([*parts, *(f"{answered(other, 1)} in {number(many)}" for other, many in more)])

    def is_other(self, question: str, words: Words) -> bool:
        """Whether an answer is asked somewhere, and is another one than the file's own."""
        return question in words and words[question] != self.words[0][question]

    def turning(self, question: str) -> str:
        """On which choices it turns."""
        if not self.whole:
            other = [own for own, words in zip(self.codings, self.words, strict=True) if self.is_other(question, words)]
            return said("screen.coded.one", choices=self.asks({name for own in other for name, _ in own}))
        told = [words.get(question) for words in self.words]
        decided = deciding(same_where(told, self.codings, self.alternatives), self.alternatives)
        return (
            said("screen.coded.turns", choice=self.asks(list(decided)[:1]))
            if decided
            else said("screen.coded.together")
        )

    def asks(self, names: Collection[str]) -> str:
        """The questions that the choices of alternatives answer."""
        return " ".join(item.asks for item in self.alternatives if item.id in names)


def _asked(file: Assessment, alternatives: tuple[Alternative, ...]) -> _Codings:
    """The answers in all codings if they are few, otherwise in those of one choice made otherwise."""
    whole = prod(len(item.choices) for item in alternatives) <= MOST
    codings: Sequence[Choices]
    if whole:
        codings = list(every_coding(alternatives))
    else:
        single = (((item.id, own.name),) for item in alternatives for own in item.choices if own.name != AS_IS)
        codings = [(), *islice(single, MOST - 1)]
    return _Codings(alternatives, codings, [_words(file, choices) for choices in codings], whole)


def _words(file: Assessment, choices: Choices) -> Words:
    """The answers in a coding; none where its choices do not go together."""
    try:
        coded = file.coded(dict(choices))
        found = conclusions_of(coded, file.concepts, claims=False)
    except (AssessmentError, ModelError):
        return {}
    if coded is not file:
        forget(coded)
    asked = {question: table for (question, scenario), table in found.answers.items() if scenario is None}
    return {question: word_of(table) for question, table in asked.items() if not isinstance(table, str)}
