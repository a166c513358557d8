"""Premises that point at a text: how a premise is displayed, and all its words, to search for.

A want as it counts in one game: first the part in force there, then the other part, and where it takes over.

Everything that names a want in a game uses these words: a want that is switched off is never worded as what its actor
wants.

Reasons that could be about either branch of a want: what to write instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from countermove.assessment import Assessment
from countermove.assessment.branches import doubtful
from countermove.assessment.schema import Document
from countermove.context.glossary import Glossary, WantText, glossary_of
from countermove.presentation.numbers import driver_text, signed
from countermove.presentation.phrases import Phrasing
from countermove.presentation.sentences import said
from countermove.presentation.words import capital
from gmcr.base.record import Record
from gmcr.logic import Compare, Formula, Not, number

__all__ = [
    "NOTHING",
    "WantNow",
    "doubtful_texts",
    "premise_said",
    "premise_text",
    "premise_words",
    "want_clause",
    "want_in_force",
    "want_words",
]


NOTHING: Final = "nothing for now"
"""The words for a want that is off and has no other part."""

_SIDES: Mapping[str, str] = {"<": "below", "<=": "up to", ">": "above", ">=": "from"}


@dataclass(frozen=True, slots=True)
class WantNow(Record):
    """A want in one game, in words."""

    wish: str
    """The part in force, read on from "<actor> wants"."""
    instead: str = ""
    """The other part, and where it would be in force: "would be: to campaign, from campaign 0.50"; "" if nothing
    switches the want."""

    def whole(self) -> str:
        """Both in one line."""
        return f"{self.wish} ({self.instead})" if self.instead else self.wish


def want_in_force(phrasing: Phrasing, name: str) -> WantNow:
    """The want with an id in the game that is worded; the id itself if that game has no such want."""
    want = phrasing.game.wants.get(name)
    if want is None:
        return WantNow(name)
    if want.condition is None:
        return WantNow(phrasing.wish(want.want, want.actor))
    on = want.part == "want"
    now, other = (want.want, want.otherwise) if on else (want.otherwise, want.want)
    where = _where(want, on, phrasing)
    instead = f"would be: {phrasing.wish(other, want.actor)}" if other is not None else "would not count"
    return WantNow(NOTHING if now is None else phrasing.wish(now, want.actor), f"{instead}, {where}")


def want_words(phrasing: Phrasing, name: str) -> str:
    """A want by its part in force as a reason, after its actor: what the file says of it, or "wants …"."""
    wants = phrasing.agree(phrasing.game.wants[name].actor, "wants", "want")
    return phrasing.says(name, phrasing.branch(name)) or f"{wants} {want_in_force(phrasing, name).wish}"


def want_clause(phrasing: Phrasing, name: str) -> str:
    """Who wants the part in force, as a clause with the want's id: "China wants not to press Pyongyang (c3)"."""
    want = phrasing.game.wants.get(name)
    if want is None:
        return name
    wants = phrasing.agree(want.actor, "wants", "want")
    return f"{phrasing.the(want.actor)} {wants} {want_in_force(phrasing, name).wish} ({name})"


def _where(want: WantText, on: bool, phrasing: Phrasing) -> str:
    """Where the other part of a want would be in force: beyond a threshold, or under a condition."""
    condition = want.condition
    assert condition is not None
    if isinstance(condition, Compare) and condition.op in _SIDES:
        compared = condition.opposite if on else condition
        if side := _beyond(compared, phrasing):
            return side
        return f"if {signed(phrasing.glossary.bare(compared))}"
    return f"if {phrasing.clause(Not(condition) if on else condition)}"


def _beyond(compared: Compare, phrasing: Phrasing) -> str:
    """A comparison with a number as the side on which it holds: "from campaign 0.50", "above shared 0.80 (rivalry)"."""
    if not _moves(compared.left, phrasing):
        compared = compared.flipped
    left, right = compared.left, compared.right
    meant = phrasing.glossary.vocabulary.resolve(right, kind="any")
    if not _moves(left, phrasing) or meant.options or not meant.drivers <= phrasing.game.drivers.keys():
        return ""
    at = driver_text(number(meant, {}, phrasing.game.drivers))
    named = f" ({phrasing.glossary.bare(right)})" if meant.drivers else ""
    return f"{_SIDES[compared.op]} {phrasing.glossary.bare(left)} {at}{named}"


def _moves(side: Formula, phrasing: Phrasing) -> bool:
    """Whether a side of a comparison depends on drivers."""
    return bool(phrasing.glossary.vocabulary.resolve(side, kind="any").drivers)


_FIELDS = {
    "claim": "claims",
    "driver": "drivers",
    "forecast": "forecasts",
    "indicator": "indicators",
    "key question": "key_questions",
    "observation": "observations",
    "open question": "open",
    "resolution": "resolutions",
    "rule": "never",
    "scenario": "scenarios",
    "view": "views",
}

_WORDS = ("says", "asks", "means", "watch", "why", "about", "when")
"""Fields in which a record describes itself; the first that it has counts."""


def premise_text(glossary: Glossary, document: Document, kind: str, name: str) -> str:
    """A premise in words, with its name."""
    if kind == "want":
        return capital(want_clause(Phrasing(glossary), name))
    said = next(iter(_texts(document, kind, name)), "")
    return f"{capital(said)} ({name})" if said else f"{capital(kind)} {name}"


def premise_said(glossary: Glossary, document: Document, kind: str, name: str) -> str:
    """A premise in the words that the file has for it, with its name: a want by what its actor does, if it says so."""
    want = glossary.games[None].wants.get(name) if kind == "want" else None
    said = next(iter(_texts(document, kind, name)), "")
    if want is None or not said:
        return premise_text(glossary, document, kind, name)
    return f"{capital(Phrasing(glossary).the(want.actor))} {said} ({name})"


def premise_words(glossary: Glossary, document: Document, kind: str, name: str) -> str:
    """Everything that the document says of a premise, as one text."""
    said = premise_text(glossary, document, kind, name).removesuffix(f"({name})")
    return " ".join([said, *_texts(document, kind, name), _note(_record(document, kind, name))])


def _texts(document: Document, kind: str, name: str) -> list[str]:
    record = _record(document, kind, name)
    return [text for key in _WORDS if isinstance(text := getattr(record, key, None), str)]


def _note(record: object) -> str:
    return getattr(record, "note", None) or ""


def _record(document: Document, kind: str, name: str) -> object:
    """The record of a premise in its document; None for a kind that has no words."""
    if kind == "want":
        wants = (want for actor in document.actors.values() for want in actor.wants)
        return next((want for want in wants if want.id == name), None)
    if kind == "reading":
        question, _, answer = name.partition(".")
        return document.open[question].readings.get(answer) if question in document.open else None
    records = getattr(document, _FIELDS.get(kind, ""), None)
    return records.get(name) if isinstance(records, dict) else None


def doubtful_texts(assessment: Assessment) -> tuple[str, ...]:
    """A sentence for each want whose words are used nowhere for that reason: where it stands, and which two lines to
    write."""
    wants_in_doubt = doubtful(assessment)
    if not wants_in_doubt:
        return ()
    phrasing = Phrasing(glossary_of(assessment))
    texts = []
    for want in wants_in_doubt:
        record, actor = want.record, want.actor
        line, _ = assessment.positions.key((*want.path, "says"))
        wants = f"{phrasing.the(actor)} {phrasing.agree(actor, 'wants', 'want')}"
        first, other = (
            f"{wants} {phrasing.wish(phrasing.glossary.formula(text), actor)}"
            for text in (record.want, record.otherwise or "")
        )
        texts.append(
            said("branches.doubtful", want=want.id, place=f"{assessment.file}:{line}", first=first, other=other)
        )
    return tuple(texts)
