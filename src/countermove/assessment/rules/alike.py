"""Rules about names that readers mistake for one another.

Two names look alike where their *skeletons* are equal: each letter is replaced by one representative of all that look
like it, by Unicode's table of confusables from the package ``confusable-homoglyphs``. The table takes tenths of a
second to load and is needed only for names with letters beyond ASCII; the representatives within ASCII are listed here.
Reference: Unicode Technical Standard 39, section 4.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from countermove.assessment.problems import Path
from countermove.assessment.rules.registry import Context, LintFinding, rule
from countermove.assessment.schema import Document
from gmcr.base.characters import named

__all__: list[str] = []

_MARK = "\u200e"  # added by the table around letters written from right to left

_PLAIN = {'"': "''", "0": "O", "1": "I", "`": "'", "l": "I", "m": "rn", "|": "I"}
"""ASCII characters with another representative; all others represent themselves."""


@rule("alike", "Two names that look alike, or a name with a letter of another script that looks like one of its own.")
def alike(context: Context) -> Iterator[LintFinding]:
    """Names that differ and look the same, within each group of names that could be taken for one another."""
    for names in _groups(context.document):
        first: dict[str, str] = {}
        for path, name in names:
            other = first.setdefault(_skeleton(name), name)
            if other != name:
                message = f"{name!r} looks like {other!r}{_letter(name, other)}: give one of them another name."
                yield LintFinding(path, message)
            elif strange := _strange(name):
                message = (
                    f"{name!r} mixes scripts: {named(strange)} looks like {_representative(strange)!r}. Is it meant?"
                )
                yield LintFinding(path, message)


def _groups(document: Document) -> Iterator[list[tuple[Path, str]]]:
    """Names with their paths; names of one group are used in the same places."""
    options: list[tuple[Path, str]] = [
        (("actors", actor, "options", name), name)
        for actor, record in document.actors.items()
        for name in record.options
    ]
    yield [*options, *_named("terms", document.terms), *_named("drivers", document.drivers)]
    yield [*_named("actors", document.actors), *_named("sources", document.sources)]
    yield [
        (("actors", actor, "wants", place), want.id)
        for actor, record in document.actors.items()
        for place, want in enumerate(record.wants)
    ]
    for question, open_question in document.open.items():
        yield [(("open", question, "readings", answer), answer) for answer in open_question.readings]
    for section in ("never", "open", "scenarios", "views", "claims", "indicators", "forecasts"):
        yield list(_named(section, getattr(document, section)))


def _named(section: str, names: Mapping[str, object]) -> Iterator[tuple[Path, str]]:
    yield from (((section, name), name) for name in names)


def _skeleton(name: str) -> str:
    return "".join(_representative(letter) for letter in unicodedata.normalize("NFKD", name))


def _representative(letter: str) -> str:
    """The representative of all letters that look like *letter*."""
    return _PLAIN.get(letter, letter) if "!" <= letter <= "~" else _representative_in_table(letter)


@cache
def _representative_in_table(letter: str) -> str:
    """The representative of all that look like *letter*, by the table: the first of them, plain letters before others,
    several (``rn``) before one.

    The table is a star: each text lists the prototype of its kind, and a prototype lists all that look like it.
    """
    near = (letter, *_lookalikes(letter))
    kind = {*near, *(other for text in near for other in _lookalikes(text))}
    return min(kind, key=lambda text: (not text.isascii(), not text.isalpha(), -len(text), text))


@cache
def _lookalikes(letter: str) -> tuple[str, ...]:
    from confusable_homoglyphs.confusables import (  # type: ignore[import-untyped]
        confusables_data,
    )

    listed = confusables_data.get(letter) or confusables_data.get(f"{_MARK}{letter}{_MARK}", ())
    return tuple(item["c"].strip(_MARK) for item in listed)


def _strange(name: str) -> str | None:
    """The first letter of another script that looks like one from A to Z, in a name that has such letters too."""
    if not any(letter.isascii() and letter.isalpha() for letter in name):
        return None
    return next((letter for letter in name if _foreign(letter) and _representative(letter).isascii()), None)


def _foreign(letter: str) -> bool:
    return letter.isalpha() and not letter.isascii() and not unicodedata.name(letter, "").startswith("LATIN ")


def _letter(name: str, other: str) -> str:
    """Describes the letter of another script that distinguishes two names."""
    for which, text in (("the first", name), ("the second", other)):
        for letter in text:
            if not letter.isascii():
                return f"; {which} has {named(letter)}"
    return ""
