"""Answers of a language model about a document: invented and bent quotes, hostile words in every field, wrong types and
damaged JSON, each checked against the document by ``draft --answers`` as it writes the worksheet."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import SequenceMatcher
from pathlib import Path
from random import Random
from typing import Any

import yaml

import countermove as cm
from countermove.assessment.parser import parse
from countermove.assessment.problems import Report
from countermove.plugins.evidence.documents.quotes import DECISIVE
from countermove.plugins.evidence.documents.reader import document_in
from countermove.plugins.evidence.draft.answer_check import AnsweredRecord, draft_answers
from countermove.plugins.evidence.draft.answers import LARGEST, MOST, Checked
from countermove.plugins.evidence.draft.prompts import FIELDS, KINDS
from gmcr.base.characters import hidden_in
from tests.attack.door import Attempt, Broken, Door
from tests.attack.mischief import damaged, leaf_changed, text
from tests.plugins.evidence.documents.making import PARAGRAPHS

__all__ = ["DOOR"]

_NAMES = ("essay.txt", "essay.txt", "essay.txt", "e\u202essay.txt", "a\nb: [c.txt", "\u3164.txt", "# - {.md")
"""What the document may be called."""

_GOOD: tuple[tuple[str, str, int, str, str, dict[str, str]], ...] = (
    ("a1", "actor", 2, "Northport", "Northport", {"name": "north"}),
    ("a2", "actor", 3, "Southport", "Southport", {"name": "south"}),
    ("o1", "option", 2, "If Southport lowered its tolls", "lowers its tolls", {"name": "south.lower"}),
    ("d1", "driver", 6, "if the grain ships come late", "how late they come", {"name": "late"}),
    ("w1", "want", 6, "Southport, who own most of them", "no tolls", {"actor": "Southport", "formula": "late > 0.5"}),
    ("w2", "want", 3, "Its council met four times in the spring", "to talk", {"actor": "south", "formula": "not south.lower"}),
    ("r1", "rule", 5, "without a common enemy no common house", "no house", {"formula": "south.lower"}),
    ("c1", "claim", 6, "It is unlikely that the tolls fall before the harvest", "the tolls stay", {"by": "northport"}),
    ("q1", "question", 4, "What would change this?", "what would change it", {}),
    ("f1", "forecast", 6, "They might fall afterwards, if the grain ships come late", "the tolls fall", {"by": "the Gazette"}),
)  # fmt: skip
_ITEMS = [
    dict.fromkeys(FIELDS, "") | {"id": id_, "kind": kind, "paragraph": at, "quote": quote, "says": says} | more
    for id_, kind, at, quote, says, more in _GOOD
]
_WORDS = (
    "not",
    "never",
    "seven",
    "1912",
    "only",
    "war",
    "lighthouse",
    "unlikely",
    "\u200b",
    "…",
    "¶ 3",
    '"',
    "x-origin",
)
_STATED = {"actor": "name", "option": "does", "driver": "means", "want": "says", "rule": "why", "question": "asks"}
"""Kind of item → the key under which its words stand in the worksheet."""

_NEAR = 0.8
"""The least share of letters that a quote which is nearly there has in common with its passage."""

_SIGNS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


_LATER = 1_000
"""The number of the first one that takes longer: ``make test`` leaves these out."""


def _named(document: str) -> dict[int, bytes]:
    """Attacks on a reader of answers that are known by name."""

    def of(items: Any, **more: Any) -> bytes:
        return json.dumps({"document": document, "chunk": 1, "answered_by": "A", "items": items} | more).encode()

    def one(**more: Any) -> bytes:
        return of([_ITEMS[0], _ITEMS[7] | more])

    whole = of(_ITEMS)
    named = (
        b" ",
        b"[]",
        b"{}",
        b"null",
        b"\x00",
        b"\xff\xfe" + whole,
        whole.decode().encode("utf-16"),
        whole.decode().encode("utf-32"),
        "\ufeff".encode() + whole,
        b"Sure! Here are the answers:\n```json\n" + whole + b"\n```\n",
        whole[:-1],
        whole + b"}",
        whole + whole,
        whole + b"\n[" + whole + b"]",
        whole[:500],
        b"[" * 200_000,
        b'{"items":' * 50_000,
        b'{"chunk": 1, "chunk": 1}',
        b'{"chunk": NaN}',
        b'{"chunk": -Infinity}',
        b'{"chunk": ' + b"9" * 5_000 + b"}",
        b'{"chunk": 1e400}',
        of(_ITEMS, chunk=0),
        of(_ITEMS, chunk=-1),
        of(_ITEMS, chunk=2),
        of(_ITEMS, chunk=1.0),
        of(_ITEMS, chunk=True),
        of(_ITEMS, chunk=10**30),
        of(_ITEMS, document=document[:8]),
        of(_ITEMS, document="0" * 16),
        of(_ITEMS, document=document + "\u202e"),
        of({"0": _ITEMS[0]}),
        of(_ITEMS, more="\x1b[2J"),
        of([_ITEMS[0]] * 2),
        of([{**_ITEMS[0], "__class__": "x"}]),
        of([]),
        one(quote="The fleets will meet at dawn, and the war begins there"),
        one(quote="It is likely that the tolls fall before the harvest"),
        one(quote="It is … the harvest"),
        one(quote="… … …"),
        one(quote="."),
        one(quote="\u202eIt is unlikely that the tolls fall before the harvest\u202c"),
        one(quote="It is unlikely that the tolls fall before the harvest. \u200b"),
        one(quote="".join(f"{letter}\u200b" for letter in "It is unlikely that the tolls fall before the harvest")),
        one(quote="İt is unlikely that the tolls fall before the harvest"),
        one(quote=" ".join(PARAGRAPHS)),
        one(quote="the " * 1_000),
        one(quote="a" * 4_000),
        one(paragraph=0),
        one(paragraph=-1),
        one(paragraph=10**9),
        one(paragraph=2.0),
        one(paragraph=None),
        one(says="\ud800"),
        one(says="1e3"),
        one(says="0o17"),
        one(says="NO"),
        one(says="x-rejected:\n- a"),
        one(says="!!python/object/apply:os.system ['id']"),
        one(formula="(" * 2_000),
        one(formula="not " * 500 + "south.lower"),
        one(kind="wish"),
        one(id="a1"),
    )
    later = (
        b" " * LARGEST,
        b" " * (LARGEST + 1),
        of([{**_ITEMS[0], "id": f"i{number}"} for number in range(MOST + 1)]),
        of([{**_ITEMS[7], "id": f"i{number}"} for number in range(300)]),
        of(
            [
                {**_ITEMS[7], "id": f"i{number}", "quote": f"The tolls of the {number} ships fell, late"}
                for number in range(300)
            ]
        ),
        of([{**_ITEMS[2], "id": f"i{number}", "name": f"n{number}.o"} for number in range(300)]),
    )
    return dict(enumerate(named)) | dict(enumerate(later, _LATER))


@contextmanager
def _opened(folder: Path) -> Iterator[Attempt]:
    documents = [folder / name for name in dict.fromkeys(_NAMES)]
    for path in documents:
        path.write_text("\n".join(PARAGRAPHS), encoding="utf-8")
    (folder / "kept.yaml").write_text("kept", encoding="utf-8")
    answers, target, schema = folder / "answers.json", folder / "made.yaml", folder / "countermove.schema.json"
    document = document_in(documents[0]).sha256[:16]
    named = _named(document)
    there = {path.name: path.read_bytes() for path in folder.iterdir()}

    def attempt(rng: Random, number: int) -> str:
        content = named.get(number) or _sent(rng, document)
        answers.write_bytes(content)
        for made in (target, schema):
            made.unlink(missing_ok=True)
        own = documents[number % len(documents)] if number in named else folder / rng.choice(_NAMES)
        try:
            record = draft_answers(own, answers, str(target))
        except cm.AssessmentError as error:
            _check_message(error)
            if target.exists() or schema.exists():
                raise Broken("answers are refused, and something is written", lost=True) from error
            end = "refused"
        else:
            _check_made(record, target.read_bytes().decode(), json.loads(content) if content[:1] == b"{" else None)
            end = "all in the text" if all(item.state != "rejected" for item in record.items) else "some set aside"
        if {
            path.name: path.read_bytes() for path in folder.iterdir() if path not in (answers, target, schema)
        } != there:
            raise Broken("a file that was there is changed, or another is there", lost=True)
        return end

    yield attempt


# -- what is sent ------------------------------------------------------------------------------------------------------


def _sent(rng: Random, document: str) -> bytes:
    items = [dict(item) for item in rng.sample(_ITEMS, rng.randrange(1, 7))]
    answer: Any = {"document": document, "chunk": 1, "answered_by": "A. Colleague", "items": items}
    kind = rng.random()
    if kind < 0.15:
        for _ in range(rng.choice((1, 1, 2, 4))):
            answer = leaf_changed(answer, rng)
    elif kind < 0.25:
        content = json.dumps(answer).encode()
        for _ in range(rng.choice((1, 1, 2, 4))):
            content = damaged(content, rng)
        return content
    else:
        for _ in range(rng.choice((1, 1, 2, 3))):
            _bent(rng.choice(items), rng)
        if rng.random() < 0.1:
            answer["answered_by"] = _said(rng)
    content = json.dumps(answer, ensure_ascii=rng.random() < 0.5).encode("utf-8", "surrogatepass")
    return content if rng.random() < 0.9 else b"[" + content + b"]"


def _said(rng: Random) -> str:
    own = text(rng)
    return _SIGNS.sub("", own)[:300] if rng.random() < 0.8 else own


def _bent(item: dict[str, Any], rng: Random) -> None:
    """Change one field to something that it may hold, mostly the quote."""
    field = rng.choice(("quote", "quote", "quote", "quote", "says", "says", *FIELDS))
    if field == "paragraph":
        item[field] = rng.choice((0, 1, 5, 9, 10, -3, 10**8, 10**10))
    elif field == "kind":
        item[field] = rng.choice(tuple(KINDS))
    elif field != "quote" or rng.random() < 0.1:
        item[field] = _said(rng)
    else:
        item[field] = _quote(item[field], rng)


def _quote(quote: str, rng: Random) -> str:
    """Words of the text that are bent a little or much, or are nowhere."""
    words = quote.split()
    kind, at = rng.randrange(9), rng.randrange(len(words) + 1)
    if kind == 0:
        words.insert(at, rng.choice(_WORDS))
    elif kind == 1 and at < len(words):
        words[at] = rng.choice(_WORDS)
    elif kind == 2 and at < len(words):
        del words[at]
    elif kind == 3:
        words[at:at] = ["…"]
    elif kind == 4:
        rng.shuffle(words)
    elif kind == 5:
        words = rng.choice(PARAGRAPHS).split()[at : at + rng.randrange(1, 30)] or words
    elif kind == 6:
        words = [*words[:at], *rng.choice(PARAGRAPHS).split()[:8]]
    elif kind == 7:
        words = [word.upper() if rng.random() < 0.5 else f"“{word}”," for word in words]
    else:
        words = [word[:-1] if rng.random() < 0.2 else word for word in words]
    return " ".join(words) or "."


# -- what holds --------------------------------------------------------------------------------------------------------


def _check_message(error: cm.AssessmentError) -> None:
    if len(error.problems) != 1:
        raise Broken(f"they are refused with {len(error.problems)} messages")
    if "\n" in str(error) or any(hidden_in(str(error))) or len(str(error)) > 2_000:
        raise Broken("a message hides something, or has several lines")


def _check_made(record: AnsweredRecord, text: str, sent: Any) -> None:
    """That a worksheet has the same texts as were sent, and no quote that is not in the document."""
    if hidden := next(hidden_in(text), None):
        raise Broken(f"the worksheet holds U+{ord(hidden[0]):04X} as it is")
    plain, read = yaml.load(text, Loader=yaml.CBaseLoader), parse(text, Report("made.yaml")).data
    own = {item["id"].strip(): item for item in sent["items"]} if sent else {}
    if own and len(record.items) != len(sent["items"]):
        raise Broken("an item is missing, or there is one too many")
    for item in record.items:
        _check_quote(item)
        given = own.get(item.id)
        if given is not None and (_one(given["quote"]), _one(given["says"])) != (item.quote, item.says):
            raise Broken(f"{item.id} has other words than were sent")
        if item.state == "rejected" and item.placed is not None:
            raise Broken(f"{item.id} is in the worksheet, and its quote is rejected")
        for whole in (plain, read):
            _check_stands(item, whole)
    states = Counter(re.findall(r"quote: (verified|repaired|rejected)", text))
    told = Counter(item.state for item in record.items)
    if sent and not _names_state(sent) and states != told:
        raise Broken(f"the worksheet says {dict(states)} of its quotes, and the record {dict(told)}")


def _names_state(sent: Any) -> bool:
    return "quote: " in json.dumps(sent)


def _check_stands(item: Checked, data: Any) -> None:
    if item.placed is None:
        key = "x-rejected" if item.state == "rejected" else "x-unplaced"
        aside = [entry for entry in data.get(key, ()) if str(entry["x-origin"]["item"]) == item.id]
        if not any(entry["says"] == item.says for entry in aside):
            raise Broken(f"{item.id} is not under {key} with its words")
        if item.state == "rejected" and not any(entry["quote"] == item.quote for entry in aside):
            raise Broken(f"{item.id} is not under {key} with its quote")
        return
    entry = data
    for part in item.placed.split("."):
        entry = next(each for each in entry if each["id"] == part) if isinstance(entry, list) else entry[part]
    said = [entry.get(_STATED.get(item.kind, "says")), *(again["says"] for again in entry.get("x-again", ()))]
    if item.says not in said:
        raise Broken(f"{item.placed} does not have the words of {item.id}")


def _check_quote(item: Checked) -> None:
    """That what counts as a quote is in the document, found in another way than the program finds it."""
    if item.state == "rejected":
        return
    if item.paragraphs is None or not 1 <= item.paragraphs[0] <= item.paragraphs[1] <= len(PARAGRAPHS):
        raise Broken(f"the quote of {item.id} is said to be nowhere")
    there = "".join(map(_letters, PARAGRAPHS[item.paragraphs[0] - 1 : item.paragraphs[1]]))
    if not _letters(item.passage) or _letters(item.passage) not in there:
        raise Broken(f"the passage of {item.id} is not in its paragraph")
    if item.state == "verified" or item.how in ("elsewhere", "runs on"):
        if _letters(item.quote) not in there:
            raise Broken(f"the quote of {item.id} is {item.state} ({item.how}), and not there")
        if item.state == "verified" and item.paragraphs != (item.paragraph,) * 2:
            raise Broken(f"the quote of {item.id} is verified in another paragraph than was named")
    elif item.how == "parts":
        at = 0
        for part in filter(None, map(_letters, re.split(r"\[?\s*(?:\.\s?\.\s?\.|…)\s*\]?", item.quote))):
            at = there.find(part, at) + len(part)
            if at < len(part):
                raise Broken(f"a part of the quote of {item.id} is not there in its order")
    else:
        _check_near(item)


def _check_near(item: Checked) -> None:
    ours, theirs = (Counter(re.findall(r"\w+", each.casefold())) for each in (item.quote, item.passage))
    apart = (ours - theirs) + (theirs - ours)
    if SequenceMatcher(None, _letters(item.quote), _letters(item.passage), False).ratio() < _NEAR:
        raise Broken(f"the quote of {item.id} is nearly there, and is another")
    if odd := [word for word in apart if word in DECISIVE or word.isdecimal()]:
        raise Broken(f"the quote of {item.id} is nearly there, but for {odd[0]!r}")


def _letters(text: str) -> str:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(sign for sign in folded if sign.isalnum())


def _one(text: str) -> str:
    return " ".join(text.split())


DOOR = Door(
    name="answers",
    title="Answers of a language model",
    promise="what is not in the document is no quote of the draft, texts stay texts, or one message",
    open=_opened,
    full=100_000,
    few=110,
)
