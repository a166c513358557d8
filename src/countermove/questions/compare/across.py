"""Words for the codings compared: their lines and questions, each in the words of a coding that has it."""

from __future__ import annotations

from functools import cached_property

from countermove.context.answer import Answer
from countermove.context.glossary import Glossary
from countermove.presentation.phrases import Phrasing
from countermove.questions.compare.records import AnswerAcross, Compare, SplitLine
from countermove.verdicts.lines.change_words import question_in_scenario, question_words
from countermove.verdicts.lines.line_words import LineWords

__all__ = ["Across"]


class Across:
    """One comparison in words. ``words``: those of each coding, paired with the first, in order."""

    def __init__(self, answer: Answer) -> None:
        self.found: Compare = answer.record
        result = self.found
        places = [[item.name for item in result.codings].index(name) for name in result.compared]
        tellers = [Phrasing(answer.glossaries[place]) for place in places]
        self.words = [
            LineWords(
                tellers[0],
                phrasing,
                {(item.section, item.owner, item.name): item.other for item in result.names if item.coding == coding},
            )
            for phrasing, coding in zip(tellers, result.compared, strict=True)
        ]

    @cached_property
    def clauses(self) -> tuple[str, ...]:
        """For two codings, every line as the second has it beside the first."""
        return tuple(
            next((self.words[1].clause(form.change) for form in item.forms if form.change is not None), self.name(item))
            for item in self.found.lines
        )

    def name(self, item: SplitLine) -> str:
        """A line in the words of the first coding that has it, with its id."""
        having = next((form.codings[0] for form in item.forms if form.text is not None), self.found.compared[0])
        words: LineWords = self.words[self.found.compared.index(having)]
        return words.name(item.section, item.owner, item.name)

    def asked(self, item: AnswerAcross) -> str:
        """A question in words, as asked in its scenario."""
        scenario = item.scenario
        return question_in_scenario(self.question(item), scenario, self.having(scenario or ""))

    def having(self, scenario: str) -> Glossary:
        """The words of a coding that has a scenario by its common name."""
        return next(
            (words.second.glossary for words in self.words if scenario in words.second.glossary.scenarios),
            self.words[0].first.glossary,
        )

    def question(self, item: AnswerAcross) -> str:
        """A key question in words."""
        if not item.about:
            return item.asks
        phrasing = next((words.second for words in self.words if words.second.glossary.target is not None), None)
        if item.about == "status quo" or phrasing is None:
            return "Does the status quo hold?"
        return question_words("", phrasing)
