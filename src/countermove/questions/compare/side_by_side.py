"""Words for codings side by side: who says what, what is the same in all, how far they agree.

Words for the codings compared: their lines and questions, each in the words of a coding that has it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from countermove.context.answer import Answer
from countermove.context.glossary import Glossary
from countermove.presentation.blocks import Column, Sentence, Table
from countermove.presentation.numbers import decimal_text
from countermove.presentation.phrases import Phrasing
from countermove.presentation.words import capital, concepts_phrase, listed, number, plural
from countermove.questions.compare.records import AnswerAcross, ClaimAcross, Compare, SplitLine
from countermove.verdicts.lines.change_words import question_in_scenario, question_words
from countermove.verdicts.lines.line_words import LineWords

__all__ = [
    "NAMES",
    "Across",
    "across_table",
    "across_text",
    "agreement_table",
    "all_of",
    "both_or_all",
    "classes_text",
    "id_text",
    "judged_text",
    "names_text",
    "nothing_text",
    "same_text",
    "says_text",
    "version_sentences",
]


class Across:
    """One comparison in words. ``words``: those of each coding, paired with the first, in order."""

    def __init__(self, answer: Answer) -> None:
        self.record: Compare = answer.record
        result = self.record
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
            for item in self.record.lines
        )

    def name(self, item: SplitLine) -> str:
        """A line in the words of the first coding that has it, with its id."""
        having = next((form.codings[0] for form in item.forms if form.text is not None), self.record.compared[0])
        words: LineWords = self.words[self.record.compared.index(having)]
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


NAMES = 6
"""The largest number of codings, or claims, that are named; more are counted."""

_WIDE = 6
"""With more codings than this a row says who says what, instead of having a column for each."""

Asked = Callable[[AnswerAcross], str]
"""A key question in words, as asked in its scenario."""


def nothing_text(result: Compare) -> str:
    """Says that there is nothing to compare."""
    first, *others = (item.name for item in result.codings)
    return (
        f"{first} has nothing in common with {listed(others, 'or')}: no option, and no question or claim that says the same. "
        "What they call by other names is found by its words and by the lines that name it."
    )


def judged_text(result: Compare) -> str:
    """The concepts under which they are judged."""
    compared = [item for item in result.codings if not item.apart]
    own = {item.concepts for item in compared}
    if len(own) == 1:
        return f"Each is judged in all its readings under {concepts_phrase(compared[0].concepts)}."
    texts = (f"{item.name} under {concepts_phrase(item.concepts)}" for item in compared)
    return f"Each is judged in all its readings and under its own concepts: {'; '.join(texts)}."


def version_sentences(result: Compare) -> Iterator[Sentence]:
    """Which of them look like versions of one, and which stand apart."""
    first, *others = (item for item in result.codings if not item.apart)
    versions = [item for item in others if item.version]
    if versions:
        one = versions[0]
        if len(versions) > 1:
            names = names_text([item.name for item in versions])
            text = f"{capital(number(len(versions)))} of them ({names}) say what {first.name} says nearly word for word: if they were made"
        elif one.same == one.of and not result.lines:
            text = f"{first.name} and {one.name} say the same word for word: if one was made"
        else:
            text = f"{first.name} and {one.name} share {one.same} of {one.of} lines word for word: if one was made"
        other = "the other" if len(versions) == 1 else "it"
        yield Sentence(f"{text} from {other}, the fact that they agree says little; diff compares versions.", "caution")
    apart = [item.name for item in result.codings if item.apart]
    if apart:
        yield Sentence(
            f"{names_text(apart)} {plural(len(apart), 'has', 'have')} nothing in common with {first.name}, no question, claim or option, "
            f"and {plural(len(apart), 'is', 'are')} not compared.",
            "caution",
        )


def across_table(
    items: Sequence[AnswerAcross | ClaimAcross],
    result: Compare,
    wording: Asked | None,
    caption: str,
    titles: tuple[str, str],
) -> Table:
    """Answers and verdicts, a row each, a column a coding. *titles*: those of the columns for the text and for the
    name."""
    heads = result.compared if len(result.compared) <= _WIDE else ("Who says what",)
    says, name = titles
    columns = (
        Column(""),
        Column(says),
        *map(Column, heads),
        Column("Cells apart", right=True),
        Column(name, fixed=True),
    )
    return Table(columns, tuple(_across(item, result.compared, wording) for item in items), caption, by_row=True)


def _across(item: AnswerAcross | ClaimAcross, codings: Sequence[str], wording: Asked | None) -> tuple[str, ...]:
    if isinstance(item, ClaimAcross):
        words, name = item.words, item.id
    else:
        answers = zip(item.answers, item.base, item.since, strict=True)
        words = tuple(None if word is None else _with_base(word, base, since) for word, base, since in answers)
        name = "" if item.about and wording else item.id
    cells = ("-" if word is None else word for word in words) if len(codings) <= _WIDE else (_who_text(words, codings),)
    mark = ("=" if item.agreed else "x") + ("" if item.alike else "*")
    return mark, says_text(item, wording), *cells, f"{item.differ:,} of {item.cells:,}", name


def says_text(item: AnswerAcross | ClaimAcross, wording: Asked | None) -> str:
    """The text of an item; a question as its file puts it, with the scenario by name, if it cannot be *asked* in words."""
    if isinstance(item, ClaimAcross):
        return item.says
    if wording is not None:
        return wording(item)
    return ": ".join(filter(None, (f"in {item.scenario}" if item.scenario else "", item.asks)))


def agreement_table(result: Compare) -> Table:
    """How far they agree."""
    rows = tuple(
        (
            capital(item.on),
            f"{item.agreed:,} of {item.units:,}",
            "-" if item.alpha is None else decimal_text(item.alpha, 3),
        )
        for item in result.agreement
        if item.units
    )
    columns = (Column("On"), Column("All agree on", right=True), Column("Krippendorff's alpha", right=True))
    return Table(columns, rows, "How far they agree (alpha: 1 in all, 0 as by chance; - where all are the same)")


def _who_text(words: Sequence[str | None], codings: Sequence[str]) -> str:
    """Who says what: "yes in a and b, no in c"."""
    groups: dict[str, list[str]] = {}
    for word, coding in zip(words, codings, strict=True):
        if word is not None:
            groups.setdefault(word, []).append(coding)
    return ", ".join(f"{word} in {names_text(own)}" for word, own in groups.items())


def names_text(names: Sequence[str]) -> str:
    """Codings by name, all of them."""
    return listed(names)


def across_text(words: Sequence[str | None], codings: Sequence[str]) -> str:
    """Who says what; for two codings as before → after."""
    if len(codings) == 2 and None not in words:
        return f"{words[0]} in {codings[0]} → {words[1]} in {codings[1]}"
    return _who_text(words, codings)


def classes_text(words: Sequence[str | None], codings: Sequence[str]) -> str:
    """The class of a claim in each coding; the words for classes may contain commas."""
    groups: dict[str, list[str]] = {}
    for word, coding in zip(words, codings, strict=True):
        if word is not None:
            groups.setdefault(word, []).append(coding)
    texts = (f"{word} ({names_text(own)})" for word, own in groups.items())
    return (" → " if len(codings) == 2 else "; ").join(texts)


def _with_base(word: str, base: str | None, since: str | None) -> str:
    """An answer with that of the base reading, and that in the light of what happened, if these differ."""
    more = [f"base reading: {base}"] if base != word else []
    more += [f"since: {since}"] if since != word else []
    return f"{word} ({'; '.join(more)})" if more else word


def both_or_all(result: Compare) -> str:
    """ "Both" or "all"."""
    return "both" if len(result.compared) == 2 else "all"


def all_of(answers: int) -> str:
    """All of a number of answers, to continue with what they are."""
    return (
        "The one answer is" if answers == 1 else f"{'Both' if answers == 2 else f'All {number(answers)}'} answers are"
    )


def id_text(item: AnswerAcross) -> str:
    """A key question's name in brackets; "" if the files ask none."""
    return "" if item.about else f" ({item.id})"


def same_text(items: Sequence[AnswerAcross | ClaimAcross]) -> str:
    """How many of some answers or claims are the same in all."""
    return f"{sum(item.agreed for item in items)} of {len(items)} the same in all"
