"""Words for codings side by side: who says what, what is the same in all, how far they agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from countermove.presentation.blocks import Column, Sentence, Table
from countermove.presentation.numbers import decimal_text
from countermove.presentation.words import capital, concepts_phrase, listed, number, plural
from countermove.questions.compare.records import AnswerAcross, ClaimAcross, Compare

__all__ = [
    "NAMES",
    "across_table",
    "across_text",
    "agreement_table",
    "all_of",
    "classes_text",
    "id_text",
    "in_all",
    "judged_text",
    "names_text",
    "nothing_text",
    "same_text",
    "says_text",
    "versions_told",
]

NAMES = 6
"""Codings, or claims, that are named; of more their number."""

_WIDE = 6
"""With more codings than this a row tells who says what, instead of having a column for each."""

Asked = Callable[[AnswerAcross], str]
"""A key question in words, as it is asked in its scenario."""


def nothing_text(found: Compare) -> str:
    """That there is nothing to compare."""
    first, *others = (item.name for item in found.codings)
    return (
        f"{first} has nothing in common with {listed(others, 'or')}: no option, and no question or claim that says the same. "
        "What they call by other names is found by its words and by the lines that name it."
    )


def judged_text(found: Compare) -> str:
    """Under which concepts they are judged."""
    compared = [item for item in found.codings if not item.apart]
    own = {item.concepts for item in compared}
    if len(own) == 1:
        return f"Each is judged in all its readings under {concepts_phrase(compared[0].concepts)}."
    told = (f"{item.name} under {concepts_phrase(item.concepts)}" for item in compared)
    return f"Each is judged in all its readings and under its own concepts: {'; '.join(told)}."


def versions_told(found: Compare) -> Iterator[Sentence]:
    """Which of them look like versions of one, and which stand apart."""
    first, *others = (item for item in found.codings if not item.apart)
    versions = [item for item in others if item.version]
    if versions:
        one = versions[0]
        if len(versions) > 1:
            names = names_text([item.name for item in versions])
            told = f"{capital(number(len(versions)))} of them ({names}) say what {first.name} says nearly word for word: if they were made"
        elif one.same == one.of and not found.lines:
            told = f"{first.name} and {one.name} say the same word for word: if one was made"
        else:
            told = f"{first.name} and {one.name} share {one.same} of {one.of} lines word for word: if one was made"
        other = "the other" if len(versions) == 1 else "it"
        yield Sentence(f"{told} from {other}, the fact that they agree says little; diff compares versions.", "caution")
    apart = [item.name for item in found.codings if item.apart]
    if apart:
        yield Sentence(
            f"{names_text(apart)} {plural(len(apart), 'has', 'have')} nothing in common with {first.name}, no question, claim or option, "
            f"and {plural(len(apart), 'is', 'are')} not compared.",
            "caution",
        )


def across_table(
    items: Sequence[AnswerAcross | ClaimAcross],
    found: Compare,
    asked: Asked | None,
    caption: str,
    titles: tuple[str, str],
) -> Table:
    """Answers and verdicts, a row each, a column a coding. *titles*: of what it asks or says, and of its name."""
    heads = found.compared if len(found.compared) <= _WIDE else ("Who says what",)
    says, name = titles
    columns = (
        Column(""),
        Column(says),
        *map(Column, heads),
        Column("Cells apart", right=True),
        Column(name, fixed=True),
    )
    return Table(columns, tuple(_across(item, found.compared, asked) for item in items), caption, by_row=True)


def _across(item: AnswerAcross | ClaimAcross, codings: Sequence[str], asked: Asked | None) -> tuple[str, ...]:
    if isinstance(item, ClaimAcross):
        words, name = item.words, item.id
    else:
        given = zip(item.answers, item.base, item.since, strict=True)
        words = tuple(None if word is None else _with_base(word, base, since) for word, base, since in given)
        name = "" if item.about and asked else item.id
    told = ("-" if word is None else word for word in words) if len(codings) <= _WIDE else (_who_text(words, codings),)
    mark = ("=" if item.agreed else "x") + ("" if item.alike else "*")
    return mark, says_text(item, asked), *told, f"{item.differ:,} of {item.cells:,}", name


def says_text(item: AnswerAcross | ClaimAcross, asked: Asked | None) -> str:
    """What it asks or says; a question as its file puts it, in a scenario by name, where it cannot be *asked* in words."""
    if isinstance(item, ClaimAcross):
        return item.says
    if asked is not None:
        return asked(item)
    return ": ".join(filter(None, (f"in {item.scenario}" if item.scenario else "", item.asks)))


def agreement_table(found: Compare) -> Table:
    """How far they agree."""
    rows = tuple(
        (
            capital(item.on),
            f"{item.agreed:,} of {item.units:,}",
            "-" if item.alpha is None else decimal_text(item.alpha, 3),
        )
        for item in found.agreement
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
    """Who says what, of two as before → after."""
    if len(codings) == 2 and None not in words:
        return f"{words[0]} in {codings[0]} → {words[1]} in {codings[1]}"
    return _who_text(words, codings)


def classes_text(words: Sequence[str | None], codings: Sequence[str]) -> str:
    """What a claim is where; its words may have commas of their own."""
    groups: dict[str, list[str]] = {}
    for word, coding in zip(words, codings, strict=True):
        if word is not None:
            groups.setdefault(word, []).append(coding)
    told = (f"{word} ({names_text(own)})" for word, own in groups.items())
    return (" → " if len(codings) == 2 else "; ").join(told)


def _with_base(word: str, base: str | None, since: str | None) -> str:
    """An answer with that of the base reading, and that in the light of what happened, where these are others."""
    more = [f"base reading: {base}"] if base != word else []
    more += [f"since: {since}"] if since != word else []
    return f"{word} ({'; '.join(more)})" if more else word


def in_all(found: Compare) -> str:
    """Both, or all."""
    return "both" if len(found.compared) == 2 else "all"


def all_of(answers: int) -> str:
    """All of so many answers, read on before what they are."""
    return (
        "The one answer is" if answers == 1 else f"{'Both' if answers == 2 else f'All {number(answers)}'} answers are"
    )


def id_text(item: AnswerAcross) -> str:
    """A key question's name in brackets; nothing where the files ask none."""
    return "" if item.about else f" ({item.id})"


def same_text(items: Sequence[AnswerAcross | ClaimAcross]) -> str:
    """How many of some answers or claims are the same in all."""
    return f"{sum(item.agreed for item in items)} of {len(items)} the same in all"
