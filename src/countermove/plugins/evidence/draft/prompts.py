"""draft --ask: a document in chunks, with questions about each, for a colleague to answer, or a model through any tool.
Nothing is sent anywhere.

The file is JSON: the instruction, the form of an answer as a flat JSON Schema (one list of items without anything
nested in them), and the chunks with their paragraphs numbered. ``answer_check`` checks the answers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from countermove.interop.document import check_no_assessment
from countermove.plugins.evidence.documents.cues import cues_in
from countermove.plugins.evidence.documents.reader import ReadDocument, document_in
from countermove.sources.sentences import sentences_of
from gmcr.base.characters import json_escaped
from gmcr.base.files import check_place, write_whole
from gmcr.base.record import Record

__all__ = [
    "CHUNK",
    "FIELDS",
    "INSTRUCTION",
    "KINDS",
    "NAMED",
    "AskRecord",
    "Chunk",
    "ask",
    "chunks_of",
    "draft_ask",
    "schema_of",
]

CHUNK = 6_000
"""The largest chunk, in characters, unless one paragraph has more."""

NAMED = 16
"""Hexadecimal digits of the digest by which answers name their document."""

KINDS = {
    "actor": "who decides something in the text: name is a short identifier, says the name in words",
    "option": "what an actor can do or leave: name is actor.option, says what it does, to be read on from the actor's name",
    "driver": "a quantity that matters for what somebody wants: name is a short identifier, says what it measures",
    "want": "what an actor wants, by the text: actor is its identifier, formula what is wanted; what the author advises is none",
    "rule": "what cannot be at once: formula",
    "claim": "a conclusion that the text draws, or what it advises: formula where it is about options",
    "question": "what the text leaves open",
    "forecast": "what the text expects by some date",
}
"""The kinds of items."""

FIELDS = {
    "id": "a short name of your own for the item, another one for each",
    "kind": "what it is",
    "paragraph": "the number of the paragraph that the quote is in",
    "quote": "the words of the text that say so, copied letter by letter, one sentence or a part of one",
    "says": "the same in a few words of your own",
    "name": "for an actor, option or driver its identifier: small letters, digits, _; otherwise empty",
    "actor": "for a want the identifier of the actor whose want it is; otherwise empty",
    "formula": "over options and drivers that answers declare, with not, and, or, implies, iff, comparisons; otherwise empty",
    "by": "who holds it, where the text reports somebody's view; empty where it is the author's",
}
"""The fields of each item."""

INSTRUCTION = (
    "Read the numbered paragraphs and list what an analyst needs to model the conflict that they describe: one item for each "
    "thing, of the kinds that are given. Each item needs a quote that is copied letter by letter from one paragraph, and the "
    "number of that paragraph: quotes are compared with the text, and an item whose quote is not in it is set aside. Declare "
    "actors, options and drivers before formulas use them, and use names that earlier chunks declared. Add nothing that the text "
    "does not say: no order of wants, no numbers, no knowledge of your own. Leave a formula empty where you are not sure. Answer "
    "with one JSON object in the form of the schema for each chunk; put your name, or that of the model, into answered_by."
)
"""The instruction for whoever answers."""

_UNEXPECTING = frozenset({"date"})


@dataclass(frozen=True, slots=True)
class Chunk(Record):
    """Paragraphs in one request."""

    number: int
    """Its number, from 1."""
    first: int
    """Its first paragraph, from 1."""
    last: int
    """Its last paragraph."""
    cued: int
    """The number of its sentences with cues, as an estimate of the items to expect. 0 where cues do not fit the
    language.
    """


@dataclass(frozen=True, slots=True)
class AskRecord(Record):
    """Chunks, written for whoever answers."""

    file: str
    """The document."""
    sha256: str
    """The digest of its bytes."""
    out: str
    """The file that was written."""
    chunks: tuple[Chunk, ...]
    """The chunks."""
    notes: tuple[str, ...]
    """Losses and problems when reading the document."""


def draft_ask(document: str | Path, out: str, *, force: bool = False) -> AskRecord:
    """Write the questions about a document to a file. Raises AssessmentError for an unreadable document;
    CountermoveError where the file exists (unless *force*), is an assessment or cannot be written; MissingExtra."""
    check_place(Path(out), force=force)
    check_no_assessment(Path(out))
    return ask(document_in(document), Path(out), force=force)


def ask(read: ReadDocument, out: Path, *, force: bool = False) -> AskRecord:
    """Like `draft_ask`, for a document that was read. Raises CountermoveError."""
    chunks = chunks_of(read)
    data = {
        "record": "ask",
        "version": 1,
        "document": read.sha256[:NAMED],
        "file": Path(read.file).name,
        "instruction": INSTRUCTION,
        "kinds": KINDS,
        "schema": schema_of(read, chunks),
        "chunks": [
            {"chunk": chunk.number, "paragraphs": f"{chunk.first}-{chunk.last}", "text": _numbered(read, chunk)}
            for chunk in chunks
        ],
    }
    write_whole(out, json_escaped(json.dumps(data, ensure_ascii=False, indent=1)) + "\n", force=force)
    return AskRecord(read.file, read.sha256, str(out), chunks, read.notes)


def chunks_of(read: ReadDocument) -> tuple[Chunk, ...]:
    """The chunks of a document: whole paragraphs, in order."""
    cued = _cued(read)
    return tuple(
        Chunk(number, first, last, sum(cued[first - 1 : last]))
        for number, (first, last) in enumerate(_stretches(read), start=1)
    )


def _stretches(read: ReadDocument) -> Iterator[tuple[int, int]]:
    first, size = 1, 0
    for number, paragraph in enumerate(read.text.paragraphs, start=1):
        if size and size + len(paragraph) > CHUNK:
            yield first, number - 1
            first, size = number, 0
        size += len(paragraph)
    yield first, len(read.text.paragraphs)


def _cued(read: ReadDocument) -> list[int]:
    """The number of sentences with cues, by paragraph."""
    counts = [0] * len(read.text.paragraphs)
    if read.script == "latin":
        for sentence in sentences_of(read.text):
            counts[sentence.paragraph - 1] += any(cue.kind not in _UNEXPECTING for cue in cues_in(sentence.text))
    return counts


def _numbered(read: ReadDocument, chunk: Chunk) -> str:
    own = range(chunk.first, chunk.last + 1)
    return "\n\n".join(f"[{number}] {' '.join(read.text.paragraphs[number - 1].split())}" for number in own)


def schema_of(read: ReadDocument, chunks: tuple[Chunk, ...]) -> dict[str, Any]:
    """The form of the answer to a chunk. All keys are required, so that tools that know no optional ones can follow it."""
    texts = {name: {"type": "string", "description": words} for name, words in FIELDS.items()}
    fields: dict[str, Any] = {
        **texts,
        "kind": {"type": "string", "enum": list(KINDS), "description": FIELDS["kind"]},
        "paragraph": {"type": "integer", "description": FIELDS["paragraph"]},
    }
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["document", "chunk", "answered_by", "items"],
        "properties": {
            "document": {"type": "string", "enum": [read.sha256[:NAMED]]},
            "chunk": {"type": "integer", "enum": [chunk.number for chunk in chunks]},
            "answered_by": {"type": "string", "description": "who answers: a name, or that of a model"},
            "items": {
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": list(FIELDS),
                    "properties": fields,
                },
            },
        },
    }
