"""A worksheet as a file: the project's format, with `todo` wherever only its author can decide.

Sentences of the text stand in it as comments and nowhere else: each once, above the item that it became, or at the end.
The file needs none of them.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from countermove.assessment.parser import LIMITS
from countermove.likelihood import SCALES
from countermove.plugins.evidence.documents.reader import ReadDocument
from countermove.plugins.evidence.draft.sheet import Becomes, Item, Proposed, Sheet
from countermove.presentation.likelihoods import chance_text
from countermove.presentation.words import count
from countermove.sources.sentences import Sentence
from gmcr.base.characters import one_line, visible

__all__ = ["source_named", "worksheet_text"]

_WIDTH = 110
_PLAIN = re.compile(r"[A-Za-z](?:[A-Za-z0-9.’'-]| (?=\S))*\Z")
_WORDS = frozenset("true false null yes no on off y n".split())  # noqa: SIM905
_DO: dict[Becomes, str] = {
    "want": "want",
    "claim": "says, check",
    "advice": "says, check of what would follow if it were done (`in` a scenario in which it `happens`)",
    "open question": "asks, readings",
    "forecast": "says, closes, rule, chance",
}
_HEAD = """\
# A worksheet that `countermove draft` made of {file}: {size}.
# It says where the text says something, and nothing of what it says: every `todo` is a place that only its author can
# fill in. Delete an item that is none, and `todo` where it is done; `countermove lint` lists what is left.
"""
_LACKING = {"title": "title", "as_of": "day"}
_CLAIMS = "what it concludes; a cause is often better told by a driver, or by the `while` of a want"
_ADVICE = "what should be done, by its author or whoever is named: no want of those who are advised"
_QUOTED = """\
# The comments quote the text, to work from: delete them before the file goes to others, or draft --without-quotes.
"""


def source_named(file: str) -> str:
    """The name of a source for a file: that of the file without its suffix, in characters that names may have."""
    return re.sub(r"[^\w-]+", "-", visible(Path(file).stem)).strip("-_") or "text"


def worksheet_text(
    read: ReadDocument,
    sentences: Sequence[Sentence],
    sheet: Sheet,
    *,
    source: str,
    quotes: bool = True,
    cued: Iterable[int] = (),
) -> str:
    """The text of a worksheet, or its beginning where it is larger than a case may be. ``cued``: the sentences that are
    in it, by their indices."""
    parts, size = list[str](), 0
    for line in _Writing(read, sentences, sheet, quotes).lines(source, frozenset(cued)):
        parts.append(line + "\n")
        size += len(line) + 1
        if size > LIMITS.size:
            break
    return "".join(parts)


class _Writing:
    def __init__(self, read: ReadDocument, sentences: Sequence[Sentence], sheet: Sheet, quotes: bool) -> None:
        self.read, self.sentences, self.sheet, self.quotes = read, sentences, sheet, quotes
        self.text = {(one.paragraph, one.number): one.text for one in sentences} if quotes else {}

    def lines(self, source: str, cued: frozenset[int]) -> Iterator[str]:
        size = f"{count(len(self.read.text.paragraphs), 'paragraph')}, {count(len(self.sentences), 'sentence')}"
        if self.sentences and len({one.paragraph for one in self.sentences}) < len(self.read.text.paragraphs):
            first, last = self.sentences[0].paragraph, self.sentences[-1].paragraph
            size = f"paragraphs {first} to {last}, {count(len(self.sentences), 'sentence')}"
        yield from _HEAD.format(file=one_line(Path(self.read.file).name), size=size).splitlines()
        yield from _QUOTED.splitlines() if self.quotes else ()
        yield "countermove: 1"
        yield from self._front()
        yield ""
        yield "key_questions:                 # what the reader wants to know: it decides what of the rest matters"
        yield "  K1:"
        yield "    todo: asks, answer_yes"
        yield ""
        yield "sources:"
        yield f"  {source}:"
        yield f"    what: {_scalar(Path(self.read.file).name)}"
        yield "    default: true"
        yield ""
        yield from self._actors()
        yield from self._section("open", "open question", "what the text asks or leaves unsaid")
        yield from self._claims()
        yield from self._section("forecasts", "forecast", "what it says will happen, with a day or a likelihood")
        yield from self._rest(cued)

    def _front(self) -> Iterator[str]:
        """Title and date as the document has them, each to be checked, or that it has none."""
        own = self.read.front
        if own.title:
            yield f"title: {_scalar(own.title)}"
            yield f"# proposed: {own.title_from}; better the question that the assessment answers"
        if own.day:
            yield f'as_of: "{own.day}"'
            yield f"# proposed: {own.day_from}; it should be the day of the knowledge that it rests on"
        lacking = [words for words, value in (("title", own.title), ("as_of", own.day)) if not value]
        if lacking:
            yield f"# The document gives itself no {' and no '.join(_LACKING[key] for key in lacking)}: {_yours(lacking)}."

    # -- actors --------------------------------------------------------------------------------------------------------

    def _actors(self) -> Iterator[str]:
        yield "actors:                        # who decides; wants stand in the order of the text, which is not yet theirs"
        if not self.sheet.actors:
            yield "  somebody:"
            yield "    todo: name, options, wants"
        for actor in self.sheet.actors:
            yield from self._actor(actor)
        if self.sheet.others:
            yield from _wrapped(f"Also named: {', '.join(map(one_line, self.sheet.others[:40]))}.", "  ")
        yield ""

    def _actor(self, actor: Proposed) -> Iterator[str]:
        yield f"  {actor.id}:"
        yield f"    name: {_scalar(actor.name)}"
        if actor.article:
            yield f"    article: {actor.article}"
        if actor.aka:
            yield f"    aka: [{', '.join(map(_scalar, actor.aka))}]"
        wants = [item for item in self.sheet.items if item.becomes == "want" and item.actor == actor.id]
        order = "; the order of its wants, the most important first" if len(wants) > 1 else ""
        yield f"    todo: options{order}"
        if wants:
            yield "    wants:"
            yield from self._items(wants, "      ", "- id: ", "        ")

    # -- items ---------------------------------------------------------------------------------------------------------

    def _section(self, key: str, becomes: Becomes, what: str) -> Iterator[str]:
        items = [item for item in self.sheet.items if item.becomes == becomes]
        if items:
            yield f"{key}:{' ' * max(1, 30 - len(key))}# {what}"
            yield from self._items(items, "  ", "", "    ")
            yield ""

    def _claims(self) -> Iterator[str]:
        """Conclusions, and after them advice: the format has claims for both."""
        yield from list(self._section("claims", "claim", _CLAIMS))[:-1]
        if advice := [item for item in self.sheet.items if item.becomes == "advice"]:
            if not any(item.becomes == "claim" for item in self.sheet.items):
                yield "claims:"
            yield f"  # {_ADVICE}"
            yield from self._items(advice, "  ", "", "    ")
        if any(item.becomes in ("claim", "advice") for item in self.sheet.items):
            yield ""

    def _items(self, items: Sequence[Item], indent: str, before: str, inside: str) -> Iterator[str]:
        for item in items:
            yield from self._quoted(item, indent)
            yield f"{indent}{before}{item.id}{'' if before else ':'}"
            yield f"{inside}at: [{', '.join(f'{{para: {para}, sentence: {number}}}' for para, number in item.places)}]"
            if item.becomes in ("claim", "advice", "forecast") and item.actor:
                yield f"{inside}by: {item.actor}"
            if item.becomes == "claim" and (hedges := [words for kind, words in item.cues if kind == "hedge"]):
                yield f"{inside}wording: {_scalar(', '.join(dict.fromkeys(map(str.lower, hedges))))}"
            yield f"{inside}todo: {_do(item)}"

    def _quoted(self, item: Item, indent: str) -> Iterator[str]:
        place = item.places[0]
        label = f"¶ {place[0]}.{place[1]}"
        if self.quotes:
            yield from _wrapped(f"{label}  {one_line(self.text[place])}", indent, hanging=len(label) + 2)
        remark = "; ".join(_remarks(item))
        yield from _wrapped(
            remark if self.quotes else f"{label}  {remark}", indent, hanging=len(label) + 2, all_=self.quotes
        )

    # -- the rest ------------------------------------------------------------------------------------------------------

    def _rest(self, cued: frozenset[int]) -> Iterator[str]:
        """The sentences that became nothing, to be read all the same."""
        rest = [one for place, one in enumerate(self.sentences) if place not in cued]
        if not rest:
            return
        if not self.quotes:
            yield from _wrapped(f"No table marks these sentences: {', '.join(one.place for one in rest)}.", "")
            return
        yield "# No table marks these sentences. They may matter all the same."
        for one in rest:
            label = f"¶ {one.place}"
            yield from _wrapped(f"{label}  {one_line(one.text)}", "", hanging=len(label) + 2)


def _yours(keys: Sequence[str]) -> str:
    """The keys that the author is to write: "`title` and `as_of` are yours to write"."""
    return f"{' and '.join(f'`{key}`' for key in keys)} {'are' if len(keys) > 1 else 'is'} yours to write"


def _do(item: Item) -> str:
    """What is missing."""
    kinds = {kind for kind, _ in item.cues} if item.becomes == "claim" else set()
    whose = "; or whose want it is" if "preference" in kinds else ""
    limit = "; or a rule (`never`), or what an act `needs`" if "limit" in kinds else ""
    held = f"; or a want of {item.actor}, who holds it" if item.becomes == "advice" and item.actor else ""
    return f"{_DO[item.becomes]}{whose}{limit}{held}"


def _remarks(item: Item) -> Iterator[str]:
    """The cues of an item, kind by kind; likelihoods with their words of the scale; whose view it is."""
    steps = dict(item.likelihoods)
    kinds: dict[str, dict[str, None]] = {}
    for kind, words in item.cues:
        step = f" = {chance_text(steps[words], SCALES[0])}" if kind == "hedge" and words in steps else ""
        kinds.setdefault(kind, {})[f"{one_line(words)}{step}"] = None
    yield from (kind if list(words) == ["?"] else f"{kind}: {', '.join(words)}" for kind, words in kinds.items())
    if item.holders:
        yield f"held by: {', '.join(map(one_line, item.holders))}"
    if item.advised:
        yield f"for whom: {item.advised}"
    if item.guessed:
        yield f"whose want it is stands in a sentence before: {item.actor}?"
    if len(item.places) > 1:
        yield f"again in {', '.join(f'{para}.{number}' for para, number in item.places[1:])}"


def _wrapped(text: str, indent: str, *, hanging: int = 0, all_: bool = False) -> Iterator[str]:
    """Text as comments. *hanging*: blanks before all lines but the first; with *all_* before that too."""
    first = f"{indent}# "
    later = first + " " * hanging
    yield from textwrap.wrap(
        text,
        max(_WIDTH, len(later) + 40),
        initial_indent=later if all_ else first,
        subsequent_indent=later,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _scalar(text: str) -> str:
    """Text as a value in YAML."""
    return text if _PLAIN.match(text) and text.lower() not in _WORDS else json.dumps(one_line(text), ensure_ascii=False)
