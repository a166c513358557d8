"""Sentences about losses and problems when reading a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from countermove.plugins.evidence.documents.outcome import Outcome, Refused
from countermove.plugins.evidence.documents.scripts import Script
from countermove.presentation.words import count, listed, number

__all__ = ["LANGUAGE_NOTE", "notes_on", "refusal", "script_note"]

_SHOWN = 6
"""The largest number of running heads that are quoted."""

_LITTLE = 0.5
"""The share of a page's words below which its text may be the wrong part."""


LANGUAGE_NOTE = "Few of its words are English: the tables of English words do not fit, so no sentence is marked."
"""Why the tables do not apply to a text in Latin letters."""


def notes_on(outcome: Outcome) -> Iterator[str]:
    """What was left out, is missing or may be wrong."""
    empty = tuple(page for page in outcome.without_text if page not in outcome.unreadable)
    if empty:
        yield f"{_pages(empty)} of {number(outcome.pages)} {_have(empty)} no text: empty, a picture or a scan."
    if outcome.unreadable:
        yield f"{_pages(outcome.unreadable)} cannot be read: the file is damaged there."
    if strange := outcome.strange:
        yield f"{_pages(strange)} {_have(strange)} letters that stand for nothing: a font does not say what they are."
    if outcome.heads:
        shown = listed([f"“{text}” ({count(on, 'page')})" for text, on in outcome.heads[:_SHOWN]])
        more = f" and {number(len(outcome.heads) - _SHOWN)} others" if len(outcome.heads) > _SHOWN else ""
        yield f"Left out as running heads or page numbers: {shown}{more}."
    if outcome.all_words > outcome.words:
        share = f"{number(outcome.words)} of the {number(outcome.all_words)} words of the page"
        little = outcome.words < _LITTLE * outcome.all_words
        yield f"The main text was taken, {share}{': look whether it is the right part' if little else ''}."


def script_note(script: Script) -> str | None:
    """Why tables of English words do not apply to a text; None where they do."""
    if script == "latin":
        return None
    what = {
        "right-to-left": "is written from right to left",
        "without spaces": "is in a script that is written without spaces",
    }.get(script, "is not in Latin letters")
    return f"Most of the text {what}: the tables of English words do not fit, so no sentence is marked."


def refusal(refused: Refused) -> str:
    """Why a document cannot be read, and what to do."""
    match refused.reason:
        case "no text":
            what = f"None of its {number(refused.pages)} pages has any text: they are pictures"
            if refused.pages == 1:
                what = "Its only page has no text: it is a picture"
            return f"{what}, as of a scan. Have its text recognised first (OCR)."
        case "encrypted":
            return "The PDF is encrypted: save it without its password first."
        case "truncated":
            return "The PDF ends before its end: it was not transferred whole. Get it again."
        case "not PDF":
            return "This is not a PDF, whatever it is called."
        case "pages":
            return f"The PDF has {number(refused.pages)} pages, and at most 2,000 are read: split it."
        case "not HTML":
            return "There is no HTML in it, whatever it is called."
        case "no main text":
            return "No text was found on the page: copy it into a .txt file."
        case "large":
            return "Reading it takes more memory than it may: copy the text into a .txt file."
        case "damaged":
            why = f": {refused.why}" if refused.why else ""
            return f"It is damaged and cannot be read{why}. Open it elsewhere, and save or print it again."


def _have(pages: Sequence[int]) -> str:
    return "has" if len(pages) == 1 else "have"


def _pages(numbers: Sequence[int]) -> str:
    """Pages by their numbers, consecutive ones as a range."""
    starts = [numbers[0], *(later for earlier, later in pairwise(numbers) if later != earlier + 1)]
    ends = [*(earlier for earlier, later in pairwise(numbers) if later != earlier + 1), numbers[-1]]
    shown = [str(one) if one == last else f"{one}–{last}" for one, last in zip(starts, ends, strict=True)]
    return f"{'Page' if len(numbers) == 1 else 'Pages'} {listed(shown)}"
