"""draft in words: the items made of a document, the proposed actors, losses, and what to do next.

draft --ask and --answers in words: the questions, and the results of the answers, those that need attention first.

draft --coverage in words: the sentences that are pointed at, those of which only the paragraph is named, and the
others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import get_args

from countermove.assessment import Assessment
from countermove.plugins.evidence.documents.outcome import script_of
from countermove.plugins.evidence.documents.reader import ReadDocument
from countermove.plugins.evidence.draft.answer_check import AnsweredRecord
from countermove.plugins.evidence.draft.answers import Checked, ChunkAnswered
from countermove.plugins.evidence.draft.compute import DraftRecord
from countermove.plugins.evidence.draft.coverage import Coverage, coverage
from countermove.plugins.evidence.draft.prompts import AskRecord
from countermove.plugins.evidence.draft.sheet import Becomes
from countermove.presentation.assumptions import day_text
from countermove.presentation.blocks import Block, Column, Page, Sentence, Table
from countermove.presentation.words import capital, count, listed, number, plural, stretches
from countermove.reports.new import schema_sentences
from countermove.sources.passages import Covered, ParagraphCovered, PlaceFound, SentenceCovered, TextCovered
from countermove.sources.places import Place
from countermove.sources.texts import SourceText
from gmcr.base.characters import one_line

__all__ = [
    "CUES_OFF",
    "answered_page",
    "ask_page",
    "coverage_page",
    "draft_asides",
    "draft_page",
    "outcome_text",
    "sentences_text",
    "text_covered",
]


CUES_OFF = "No cue was looked for: the tables are of English words. Paragraphs and sentences are numbered all the same."
"""The sentence for a document whose script or language the tables do not fit."""

_ITEMS: tuple[Becomes, ...] = get_args(Becomes)


def draft_page(record: DraftRecord) -> Page:
    """What was made of a document."""
    return Page(
        (
            Sentence(f"{Path(record.file).name}: a worksheet", "title"),
            Sentence(_outcome(record), "answer"),
            *_front(record),
            *_actors(record),
            *_cues(record),
            *(Sentence(aside, "caution") for aside in draft_asides(record)),
            *_next(record),
        )
    )


def draft_asides(record: DraftRecord) -> tuple[str, ...]:
    """What a reader of the worksheet needs to know, and may not expect."""
    size = (
        "It leaves out the sentences, with which it would be over 1 MB, and gives their places only. In parts (--paragraphs) "
        "there is room for them."
    )
    return (
        *record.notes,
        *((f"{record.lacking} Only those that are the same were joined.",) if record.lacking else ()),
        *((size,) if not record.quoted and record.wanted_quotes else ()),
    )


def _outcome(record: DraftRecord) -> str:
    size = f"{capital(count(record.paragraphs, 'paragraph'))}, {count(record.sentences, 'sentence')}"
    if record.within is not None:
        first, last = record.within
        size = f"¶ {first}–{last} of {record.paragraphs:,}, {count(record.sentences, 'sentence')}"
    if record.cues_off:
        return f"{size}; none is marked."
    kinds = Counter(item.becomes for item in record.items)
    named = {"advice": ("piece of advice", "pieces of advice")}
    parts = [count(kinds[kind], *named.get(kind, (kind,))) for kind in _ITEMS if kinds[kind]]
    if not parts:
        return f"{size}; none has a cue that makes an item."
    joined = f"; {number(record.joined)} {plural(record.joined, 'repeats', 'repeat')} another" if record.joined else ""
    return f"{size}, {number(record.cued)} of them with cues{joined}: {listed(parts)}."


def _front(record: DraftRecord) -> Iterator[Sentence]:
    """The proposed title and date, each with its origin."""
    title = f"the title “{record.title}” ({record.title_from})" if record.title else ""
    day = f"the day {day_text(record.as_of)} ({record.as_of_from})" if record.as_of else ""
    if parts := [part for part in (title, day) if part]:
        yield Sentence(f"Proposed, for you to check: {' and '.join(parts)}.", "plain")


def _actors(record: DraftRecord) -> Iterator[Sentence | Table]:
    if record.actors:
        rows = [(actor.id, actor.name, ", ".join(actor.aka), actor.mentions) for actor in record.actors]
        columns = (Column("actor", fixed=True), Column("named"), Column("also called"), Column("times", right=True))
        yield Table(
            columns, tuple(rows), "Proposed as actors, since the text names them as those who act or want something"
        )
    elif not record.cues_off:
        yield Sentence("No name occurs often enough, as somebody who acts, to be proposed as an actor.", "plain")


def _cues(record: DraftRecord) -> Iterator[Sentence]:
    counts = sorted(((times, kind) for kind, times in record.cues.items() if times), reverse=True)
    if counts:
        yield Sentence(f"Sentences by cue: {', '.join(f'{kind} {times:,}' for times, kind in counts)}.", "note")


def _next(record: DraftRecord) -> Iterator[Sentence]:
    if record.target is None:
        return
    yield Sentence(f"Wrote {record.target}.", "line")
    if record.texts:
        yield Sentence(f"Wrote {record.texts}, the text as it was read.", "line")
    yield from schema_sentences(record.schema)
    yield Sentence(f"Next: fill in what is `todo` there; countermove lint {record.target} lists it.", "line")


_WORDS = 8
"""The largest number of differing words that are named."""


def ask_page(record: AskRecord) -> Page:
    """What was written for others to answer."""
    paragraphs, cued = record.chunks[-1].last, sum(chunk.cued for chunk in record.chunks)
    having = f", {number(cued)} of whose sentences have cues" if cued else ""
    return Page(
        (
            Sentence(
                f"Wrote {record.out}: {count(len(record.chunks), 'chunk')} with {count(paragraphs, 'paragraph')}{having}.",
                "answer",
            ),
            Sentence(
                "It holds the text of the document, what is asked, and the form of an answer. Nothing was sent anywhere: give "
                "it to whoever answers, and check what comes back with --answers."
            ),
            *(Sentence(note, "caution") for note in record.notes),
        )
    )


def answered_page(record: AnsweredRecord) -> Page:
    """The counts, then what needs attention, then every item."""
    return Page(
        (
            Sentence(f"{record.file}: answers checked", "title"),
            Sentence(_counted(record), "answer"),
            *_chunks(record.chunks),
            *_attention(record),
            *_all(record),
            *(Sentence(note, "caution") for note in record.notes),
            *_next_steps(record),
        )
    )


def _next_steps(record: AnsweredRecord) -> Iterator[Block]:
    """What was written, and what to do next."""
    if record.target is None:
        return
    yield Sentence(f"Wrote {record.target}.")
    yield from schema_sentences(record.schema)
    yield Sentence(f"What is left to do: countermove lint {record.target}")


def _counted(record: AnsweredRecord) -> str:
    states = Counter(item.state for item in record.items)
    parts = [f"{number(states[state])} {state}" for state in ("verified", "repaired", "rejected") if states[state]]
    if not parts:
        return "No items were answered."
    return f"{capital(count(len(record.items), 'item'))}: quotes {listed(parts)}."


def _chunks(chunks: tuple[ChunkAnswered, ...]) -> Iterator[Block]:
    for chunk in chunks:
        if not chunk.short:
            continue
        own = f"Chunk {chunk.chunk} (paragraphs {chunk.first} to {chunk.last})"
        if chunk.items is None:
            yield Sentence(f"{own} was not answered.", "caution")
        else:
            cued = count(chunk.cued, "sentence")
            yield Sentence(f"{own} was answered short: {count(chunk.items, 'item')} for {cued} with cues.", "caution")


def _attention(record: AnsweredRecord) -> Iterator[Block]:
    """Items that were rejected, repaired or set aside, or have an unsound formula."""
    lines = [line for item in record.items for line in _lines(item)]
    if lines or record.lint:
        yield Sentence("To look at", "heading")
        yield from lines
        yield from (Sentence(f"In the worksheet: {problem}", "item") for problem in record.lint)


def _lines(item: Checked) -> Iterator[Sentence]:
    own = f"{item.id} of chunk {item.chunk} ({item.kind})"
    if item.state != "verified":
        yield Sentence(f"{own}: {item.state}, {_why(item)}", "item")
    if item.formula_problem:
        yield Sentence(f"{own}: its formula is left out. {capital(item.formula_problem)}", "item")
    if item.unplaced:
        yield Sentence(f"{own}: set aside, since {item.unplaced}.", "item")


def _why(item: Checked) -> str:
    quote, passage = f"“{one_line(item.quote)}”", f"“{one_line(item.passage)}”"
    where = "" if item.paragraphs is None else f"¶ {item.paragraphs[0]}"
    differing = listed([f"“{word}”" for word in item.differing[:_WORDS]])
    match item.how:
        case "elsewhere":
            return f"it is in {where}, not in ¶ {item.paragraph}: {quote}."
        case "runs on":
            last = 0 if item.paragraphs is None else item.paragraphs[1]
            return f"it runs on from {where} to ¶ {last}: {quote}."
        case "parts":
            return f"something is left out between its parts: {where} has {passage}."
        case "nearly":
            return f"{where} has {passage}, not {quote}."
        case "turned":
            turn = plural(len(item.differing), "makes", "make")
            return f"{where} has {passage}, and {differing} {turn} it say something else than {quote}."
        case "short":
            return f"too few words to find it by: {quote}."
        case _:
            near = "" if item.alike is None else f" (what is most like it is so by {item.alike:.0f} of 100)"
            return f"it is not in the text{near}: {quote}."


def _all(record: AnsweredRecord) -> Iterator[Block]:
    if not record.items:
        return
    rows = tuple(
        (f"{item.chunk} {item.id}", item.kind, item.state, _place(item), item.placed or "set aside")
        for item in record.items
    )
    columns = (
        Column("Item", fixed=True),
        Column("Kind", fixed=True),
        Column("Quote", fixed=True),
        Column("Place", fixed=True),
        Column("In the worksheet"),
    )
    yield Sentence("All items", "heading")
    yield Table(columns, rows, by_row=True)


def _place(item: Checked) -> str:
    if item.paragraphs is None:
        return ""
    return f"¶ {item.paragraphs[0]}" + (f".{item.sentence}" if item.sentence else "")


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


def text_covered(assessment: Assessment, text: SourceText, places: Mapping[Place, PlaceFound | None]) -> TextCovered:
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
        rows = tuple((_passage(*pair), _kinds(pair[1]), _closest(pair[1]), _text(covered, *pair)) for pair in beside)
        caption = "In a paragraph that is named as a whole, but no premise points at the sentence"
        yield Table((*_COLUMNS[:2], Column("closest, a guess"), _COLUMNS[2]), rows, caption)
        yield Sentence(_GUESS, "note")
    if out:
        plain = tuple((_passage(*pair), _kinds(pair[1]), _text(covered, *pair)) for pair in out)
        yield Table(_COLUMNS, plain, "Nothing points at the sentence, nor at its paragraph as a whole")
    if not (beside or out or covered.cues_off):
        yield Sentence("Every sentence with a cue is pointed at, or repeats one that is.", "plain")


_COLUMNS = (Column("¶", fixed=True), Column("cues"), Column("sentence"))


def _passage(paragraph: ParagraphCovered, one: SentenceCovered) -> str:
    return f"{paragraph.number}.{one.number}"


def _kinds(covered: SentenceCovered) -> str:
    return ", ".join(dict.fromkeys(cue.kind for cue in covered.cues))


def _closest(covered: SentenceCovered) -> str:
    return "; ".join(f"{one.premise} ({', '.join(one.words)})" for one in covered.closest)


def _text(covered: Coverage, paragraph: ParagraphCovered, one: SentenceCovered) -> str:
    return " ".join(covered.texts[paragraph.number - 1][one.start : one.end].split())


def _numbers(covered: Coverage) -> Iterator[Sentence]:
    spots = [_passage(*pair) for pair in covered.of("pointed at")]
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
