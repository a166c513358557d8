"""The content of a worksheet: proposed actors, and an item for each sentence that has a cue.

The strongest cue decides what a sentence becomes: a question an open question; advice, kept apart from claims, since it
is no want of whoever is advised, unless it is what somebody wants (the cue of a preference stands before it); a
preference a want of the actor named before it, or a claim where nobody is; a forecast or a risk that has a date or a
likelihood beside it a forecast; anything else a claim. A date alone makes no item. Sentences that repeat one another
make one, with all their places. A name that is not a country's is proposed where it acts often enough, and has a want
or a view, or is advised.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from countermove.plugins.evidence.documents.annotation import AnnotatedText, holders_in
from countermove.plugins.evidence.documents.cues import Cue
from countermove.plugins.evidence.documents.names import Mention, Named
from gmcr.base.record import Record
from gmcr.logic import KEYWORDS

__all__ = ["Becomes", "Item", "Proposed", "Sheet", "sheet_of"]

Becomes: TypeAlias = Literal["want", "open question", "claim", "advice", "forecast"]
"""What a sentence becomes."""

MOST_ACTORS = 12
"""The largest number of proposed actors."""

_PREFIX: Mapping[Becomes, str] = {"want": "w", "open question": "Q", "claim": "C", "advice": "A", "forecast": "F"}


@dataclass(frozen=True, slots=True)
class Proposed(Record):
    """A proposed actor."""

    id: str
    """Its name in the file."""
    name: str
    """Its name in words."""
    article: str
    """The article before the name inside a sentence; "" for none."""
    aka: tuple[str, ...]
    """Its other names in the text."""
    mentions: int
    """The number of its mentions."""


@dataclass(frozen=True, slots=True)
class Item(Record):
    """An item of the worksheet."""

    id: str
    """Its name in the file."""
    becomes: Becomes
    """Its kind."""
    places: tuple[tuple[int, int], ...]
    """Paragraph and sentence, from 1, of the sentence and of those that repeat it."""
    cues: tuple[tuple[str, str], ...]
    """Its cues: kind and words."""
    likelihoods: tuple[tuple[str, str], ...]
    """Hedges that name a likelihood, and the word of the ladder that each stands for."""
    actor: str | None
    """The actor whose want it is, or who holds the claim; null where none is proposed."""
    guessed: bool
    """Whether the sentence does not name the actor, and one before does."""
    holders: tuple[str, ...]
    """The holders of the view, in the words of the text."""
    advised: str | None = None
    """The actor who is to act; null for everything but advice, and where none is named."""


@dataclass(frozen=True, slots=True, eq=False)
class Sheet(Record):
    """The content of a worksheet."""

    actors: tuple[Proposed, ...]
    items: tuple[Item, ...]
    others: tuple[str, ...]
    """Names that may belong to other decision makers."""


def sheet_of(annotated: AnnotatedText, *, source: str = "") -> Sheet:
    """The content of the worksheet of a text; *source*: its name there, which no actor can have."""
    return _Filling(annotated, source).sheet()


@dataclass(slots=True)
class _Filling:
    found: AnnotatedText
    source: str
    ids: dict[str, str] = field(default_factory=dict)
    counts: dict[Becomes, int] = field(default_factory=dict)
    wanting: dict[int, str] = field(default_factory=dict)

    def sheet(self) -> Sheet:
        annotated = self.found
        repeats: dict[int, list[int]] = {}
        for later, first in annotated.first.items():
            repeats.setdefault(first, []).append(later)
        chosen = [place for place, cues in enumerate(annotated.cues) if place not in annotated.first and _counts(cues)]
        proposed = self._proposed(chosen)
        mentions = _by_sentence(proposed)
        items = tuple(self._item(place, sorted(repeats.get(place, ())), mentions) for place in chosen)
        named = {actor for item in items for actor in (item.actor, item.advised)}
        proposed = [name for name in proposed if name.country or self.ids[name.name] in named]
        own = {name.name for name in proposed}
        others = [one.name for one in annotated.names if one.name not in own and (one.acting or len(one.mentions) > 1)]
        actors = tuple(
            Proposed(self.ids[name.name], name.name, name.article, name.aka, len(name.mentions)) for name in proposed
        )
        return Sheet(actors, items, tuple(others))

    def _proposed(self, chosen: Sequence[int]) -> list[Named]:
        """Names of those who act or want something, often enough not to be there by chance."""
        wanting: set[str] = set()
        everyone = _by_sentence(self.found.names)
        for place in chosen:
            if cue := _first(self.found.cues[place], "preference"):
                wanting |= {
                    name for name, mention in everyone.get(place, ()) if mention.acts and mention.end <= cue.start
                }
        named = [name for name in self.found.names if _could_act(name, name.name in wanting)]
        named.sort(key=lambda name: -len(name.mentions))
        used: set[str] = {*KEYWORDS, self.source}
        for name in named[:MOST_ACTORS]:
            self.ids[name.name] = _id_of(name.name, used)
        return named[:MOST_ACTORS]

    def _item(self, place: int, repeats: Sequence[int], mentions: Mapping[int, Sequence[tuple[str, Mention]]]) -> Item:
        sentence, cues = self.found.sentences[place], self.found.cues[place]
        becomes = _becomes(cues)
        actor, guessed = self._wanting(place, cues, mentions) if becomes == "want" else (None, False)
        if becomes == "want" and actor is None:
            becomes = "claim"
        elif actor is not None:
            self.wanting[place] = actor
        holders = holders_in(sentence.text, cues, [mention for _, mention in mentions.get(place, ())])
        if becomes != "want":
            actor = self._holding(sentence.text, holders, mentions.get(place, ()))
        self.counts[becomes] = self.counts.get(becomes, 0) + 1
        return Item(
            id=f"{_PREFIX[becomes]}{self.counts[becomes]}",
            becomes=becomes,
            places=tuple((one.paragraph, one.number) for one in (self.found.sentences[k] for k in (place, *repeats))),
            cues=tuple((cue.kind, cue.words) for cue in cues),
            likelihoods=tuple((cue.words, cue.step) for cue in cues if cue.step),
            actor=actor,
            guessed=guessed,
            holders=tuple(sentence.text[start:end] for start, end in holders),
            advised=self._advised(place, cues, mentions) if becomes == "advice" else None,
        )

    def _advised(
        self, place: int, cues: Sequence[Cue], mentions: Mapping[int, Sequence[tuple[str, Mention]]]
    ) -> str | None:
        """The actor who is to act: the last one acting, or else named, before the cue."""
        cue = _first(cues, "advice")
        before = [pair for pair in mentions.get(place, ()) if cue is not None and pair[1].start < cue.start]
        acting = [name for name, mention in before if mention.acts] or [name for name, _ in before]
        return self.ids[acting[-1]] if acting else None

    def _holding(
        self, text: str, holders: Sequence[tuple[int, int]], mentions: Sequence[tuple[str, Mention]]
    ) -> str | None:
        """The one actor who holds a view: its name alone begins the words for the holder."""
        named = {
            name
            for start, end in holders
            for name, mention in mentions
            if start <= mention.start and mention.end <= end and text[start : mention.start].lower() in ("", "the ")
        }
        return self.ids[named.pop()] if len(named) == 1 else None

    def _wanting(
        self, place: int, cues: Sequence[Cue], mentions: Mapping[int, Sequence[tuple[str, Mention]]]
    ) -> tuple[str | None, bool]:
        """The actor whose want it is, and whether that is a guess: the last one acting and named before the cue, else
        the last one named before it; where only a pronoun stands there, whoever wants something earlier in the
        paragraph, else whoever acts or is named first in the nearest sentence before (of the paragraph before for its
        first sentence)."""
        cue = _first(cues, "preference")
        if cue is None:
            return None, False
        before = [(name, mention) for name, mention in mentions.get(place, ()) if mention.start < cue.start]
        acting = [name for name, mention in before if mention.acts]
        if before:
            return self.ids[acting[-1] if acting else before[-1][0]], False
        one = self.found.sentences[place]
        if _PRONOUN.match(one.text[: cue.start]):
            for earlier in range(place - 1, place - max(one.number, 2), -1):
                if earlier in self.wanting:
                    return self.wanting[earlier], True
            for earlier in range(place - 1, place - max(one.number, 2), -1):
                near = mentions.get(earlier, ())
                if names := [name for name, mention in near if mention.acts] or [name for name, _ in near]:
                    return self.ids[names[0]], True
        return None, False


_PRONOUN = re.compile(r"(?:.{0,40}\W)?(?:it|its|he|his|she|her|they|their)\b", re.IGNORECASE)


def _becomes(cues: Sequence[Cue]) -> Becomes:
    kinds = {cue.kind for cue in cues}
    if "question" in kinds:
        return "open question"
    advice, preference = _first(cues, "advice"), _first(cues, "preference")
    if advice is not None and (preference is None or advice.start < preference.start):
        return "advice"
    if preference is not None:
        return "want"
    dated = "date" in kinds or any(cue.step for cue in cues)
    return "forecast" if kinds & {"forecast", "risk"} and dated and "conditional" not in kinds else "claim"


def _counts(cues: Sequence[Cue]) -> bool:
    """Whether cues make an item."""
    return any(cue.kind != "date" for cue in cues)


def _first(cues: Sequence[Cue], kind: str) -> Cue | None:
    return next((cue for cue in cues if cue.kind == kind), None)


def _could_act(name: Named, wants: bool) -> bool:
    times = len(name.mentions)
    if name.country:
        return bool(name.acting) and (times > 1 or wants)
    short = name.name.isupper() and len(name.name) < 6
    return name.acting > short and times > 1 and (times > 2 or wants or name.acting > 1)


def _by_sentence(names: Sequence[Named]) -> dict[int, list[tuple[str, Mention]]]:
    """The mentions of each sentence, in order, each with its actor."""
    by_sentence: dict[int, list[tuple[str, Mention]]] = {}
    for name in names:
        for mention in name.mentions:
            by_sentence.setdefault(mention.sentence, []).append((name.name, mention))
    for mentions in by_sentence.values():
        mentions.sort(key=lambda pair: pair[1].start)
    return by_sentence


def _id_of(name: str, used: set[str]) -> str:
    """An identifier for formulas: lower case without accents, words joined by _."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    base = re.sub(r"[^a-z0-9]+", "_", re.sub(r"['.]", "", plain)).strip("_")
    base = base if base[:1].isalpha() else f"actor_{base}".rstrip("_")
    chosen, more = base, 2
    while chosen in used:
        chosen, more = f"{base}_{more}", more + 1
    used.add(chosen)
    return chosen
