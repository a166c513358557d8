"""draft --coverage in words: the sentences that are pointed at, those of which only the paragraph is named, and the
others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from countermove.assessment import Assessment
from countermove.plugins.evidence.documents.reader import ReadDocument
from countermove.plugins.evidence.documents.scripts import script_of
from countermove.plugins.evidence.draft.coverage import Coverage, coverage
from countermove.plugins.evidence.draft.text import CUES_OFF
from countermove.presentation.blocks import Column, Page, Sentence, Table
from countermove.presentation.words import capital, count, number, plural, stretches
from countermove.sources.coverage import Covered, ParagraphCovered, SentenceCovered, TextCovered
from countermove.sources.places import Place
from countermove.sources.texts import SourceText, Stretch

__all__ = ["coverage_page", "outcome_text", "sentences_text", "text_covered"]

_GUESS = (
    "Closest is the premise that names the paragraph and shares more words with this sentence than with any other of it: a guess "
    "by words alone. To point at a sentence, write at: [{para: 4, sentence: 2}]."
)


def coverage_page(record: Coverage) -> Page:
    """What a case uses of a document."""
    file = Path(record.file).name
    return Page(
        (
            Sentence(f"{file}: what {record.frame.case} uses of it", "title"),
            Sentence(outcome_text(record), "answer"),
            *(Sentence(text, "answer") for text in filter(None, (sentences_text(record),))),
            *_listed(record),
            *_numbers(record),
            *_not_there(record),
            *(Sentence(note, "caution") for note in record.notes),
        )
    )


def text_covered(assessment: Assessment, text: SourceText, places: Mapping[Place, Stretch | None]) -> TextCovered:
    """What a case uses of the text of one of its sources. *places*: where its passages are now."""
    read = ReadDocument(text.file, "text", text.sha256, text, "", script_of(text.paragraphs), ())
    result = coverage(assessment, read, source=text.source, places=places)
    sentences = (outcome_text(result), sentences_text(result), CUES_OFF if result.cues_off else "")
    return TextCovered(result.paragraphs, " ".join(filter(None, sentences)))


def outcome_text(record: Coverage) -> str:
    """The number of paragraphs that are named, that have cues and are not, and without findings."""
    paragraphs = len(record.paragraphs)
    parts = [f"{number(record.named)} {plural(record.named, 'is', 'are')} named" if record.named else "none is named"]
    if record.cued:
        parts.append(
            f"{number(record.cued)} {plural(record.cued, 'has', 'have')} cues and {plural(record.cued, 'is', 'are')} not"
        )
    if rest := paragraphs - record.named - record.cued:
        parts.append(f"in {number(rest)} nothing was found")
    return f"Of {count(paragraphs, 'paragraph')} {', '.join(parts)}."


def sentences_text(record: Coverage) -> str:
    """The number of sentences with cues that are pointed at, and that are not; "" where no cue was found."""
    at, beside, out = record.sentences_pointed_at, record.sentences_in_named, record.sentences_not_named
    whole = at + beside + out
    if not whole:
        return ""
    parts = [f"{number(at)} {plural(at, 'is', 'are')} pointed at" if at else "none is pointed at"]
    if beside:
        stand = plural(beside, "stands", "stand")
        parts.append(
            f"{number(beside)} {stand} in a paragraph that is named as a whole, but no premise points at "
            f"{plural(beside, 'it', 'them')}"
        )
    if out:
        parts.append(f"at {number(out)} nothing points, nor at {plural(out, 'its', 'their')} paragraph as a whole")
    return f"Of {count(whole, 'sentence')} with cues {'; '.join(parts)}."


def _listed(covered: Coverage) -> Iterator[Table | Sentence]:
    """The sentences with a cue at which nothing points, whole."""
    beside, out = covered.of("paragraph named"), covered.of("not named")
    if beside:
        rows = tuple((_place(*pair), _kinds(pair[1]), _closest(pair[1]), _text(covered, *pair)) for pair in beside)
        caption = "In a paragraph that is named as a whole, but no premise points at the sentence"
        yield Table((*_COLUMNS[:2], Column("closest, a guess"), _COLUMNS[2]), rows, caption)
        yield Sentence(_GUESS, "note")
    if out:
        plain = tuple((_place(*pair), _kinds(pair[1]), _text(covered, *pair)) for pair in out)
        yield Table(_COLUMNS, plain, "Nothing points at the sentence, nor at its paragraph as a whole")
    if not (beside or out or covered.cues_off):
        yield Sentence("Every sentence with a cue is pointed at, or repeats one that is.", "plain")


_COLUMNS = (Column("¶", fixed=True), Column("cues"), Column("sentence"))


def _place(paragraph: ParagraphCovered, one: SentenceCovered) -> str:
    return f"{paragraph.number}.{one.number}"


def _kinds(covered: SentenceCovered) -> str:
    return ", ".join(dict.fromkeys(cue.kind for cue in covered.cues))


def _closest(covered: SentenceCovered) -> str:
    return "; ".join(f"{one.premise} ({', '.join(one.words)})" for one in covered.closest)


def _text(covered: Coverage, paragraph: ParagraphCovered, one: SentenceCovered) -> str:
    return " ".join(covered.texts[paragraph.number - 1][one.start : one.end].split())


def _numbers(covered: Coverage) -> Iterator[Sentence]:
    spots = [_place(*pair) for pair in covered.of("pointed at")]
    if spots:
        yield Sentence(f"Pointed at, with cues: {', '.join(spots)}.", "note")
    labels: tuple[tuple[Covered, str], ...] = (("named", "Named"), ("nothing", "Nothing was found in"))
    for state, words in labels:
        own = [one.number for one in covered.paragraphs if one.state == state]
        if own:
            yield Sentence(f"{words} ¶ {', '.join(stretches(own))}.", "note")


def _not_there(covered: Coverage) -> Iterator[Sentence]:
    if covered.not_there:
        which = ", ".join(f"{one.premise} ({one.place})" for one in covered.not_there)
        many = count(len(covered.not_there), "place")
        yield Sentence(f"{capital(many)} {plural(len(covered.not_there), 'is', 'are')} not in it: {which}.", "caution")
