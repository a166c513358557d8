"""Passages of sources in words: where each is from, and whether those that are locked have changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from countermove.presentation.places import SourcePlace, places_short
from countermove.presentation.words import capital, count, listed, number, plural
from countermove.sources.passages import LONGEST, Passage, Passages, PlaceFound, SentenceFound

__all__ = ["ONLY_NUMBERS", "STATES", "became_text", "passage_text", "passages_sentence", "place_text", "stretch_text"]

STATES = ("same", "moved", "altered", "ambiguous", "missing")
"""States of a locked passage."""

ONLY_NUMBERS = "Only numbers were looked at: nothing shows yet that they still stand for the same passages."
"""The caveat if nothing is locked."""


def place_text(place: PlaceFound | SentenceFound) -> str:
    """A place in the notation of premises, with its source."""
    sentence = place.sentence if isinstance(place, SentenceFound) else None
    return places_short([SourcePlace(place.what, place.value, place.source, sentence)])


def passage_text(passage: Passage) -> str:
    """Where a passage is from, or why none is shown: "essay ¶ 5, as essay.txt has it: moved to ¶ 6"."""
    place = passage.place
    where, now = (
        f"{_named_text(passage)}, as {passage.file} has it",
        ", ".join(f"¶ {stretch_text(item)}" for item in place.found),
    )
    if not passage.paragraphs:
        why = f"its first sentence has more than {LONGEST:,} letters" if passage.left else place.state
        return f"{where}: {why}, so no passage is shown"
    said = {
        "same": "",
        "moved": f": moved to {now}",
        "altered": f": altered since it was locked, {now}",
        "not locked": ": not locked yet",
    }
    cut = passage.left and not passage.marked
    more = f" (its first sentences; {passage.left:,} more letters are not shown)" if cut else ""
    return f"{where}{more}{said.get(place.state, '')}{''.join(map(_sentence_state, passage.sentences))}"


def _named_text(passage: Passage) -> str:
    """A passage as the case names it: with the numbers of the sentences, where it names some."""
    place = passage.place
    numbers: list[int | None] = [item.sentence for item in passage.sentences if item.sentence is not None]
    return places_short([SourcePlace(place.what, place.value, place.source, number) for number in numbers or [None]])


def _sentence_state(sentence: SentenceFound) -> str:
    """What is to be said of a named sentence that is not where the case says."""
    if sentence.state == "missing" and sentence.print:
        return "; no sentence of it has the words by which the case names one"
    if sentence.state == "missing":
        return f"; it has {count(sentence.of, 'sentence')}, so there is no sentence {sentence.sentence}"
    if sentence.state == "elsewhere":
        found = [str(number) for _, number in sentence.found]
        return f"; the words that the case gives are in {plural(len(found), 'sentence')} {listed(found)}"
    return ""


def passages_sentence(passages: Passages) -> str:
    """Whose texts passages are quoted from, and whether those that are locked have changed."""
    if passages.trouble:
        return f"No passages are shown: {passages.trouble}"
    them = plural(len(passages.files), "it", "them")
    whose = f"Passages are quoted from {listed(passages.files)}, as whoever made this has {them}"
    counted = f"{capital(became_text(passages.places))}." if passages.locked else ONLY_NUMBERS
    return f"{whose}; the case holds no sentence of them. {counted}"


def became_text(places: Iterable[PlaceFound]) -> str:
    """How many locked passages are in which state: "of 24 passages 20 are the same, three moved and one is missing"."""
    counts = Counter[str](place.state for place in places)
    looked_at = sum(counts[state] for state in STATES)
    if counts["same"] == looked_at > 1:
        return f"all {number(looked_at)} passages are the same"
    parts = []
    for state in STATES:
        if many := counts[state]:
            be = {"same": plural(many, "is the", "are the"), "moved": "", "altered": plural(many, "was", "were")}
            parts.append(f"{number(many)} {be.get(state, plural(many, 'is', 'are'))} {state}".replace("  ", " "))
    return f"of {count(looked_at, 'passage')} {listed(parts) or 'none is looked for'}"


def stretch_text(stretch: tuple[int, int]) -> str:
    """First and last, or one number if they are equal."""
    return str(stretch[0]) if stretch[0] == stretch[1] else f"{stretch[0]}–{stretch[1]}"
