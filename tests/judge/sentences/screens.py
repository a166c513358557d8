"""Surfaces taken apart: which sentences a screen, a brief or a list of claims has, and where they stand."""

from __future__ import annotations

import re

from tests.judge.answers.questions import DEFAULT
from tests.judge.sentences import of_answers, of_screens  # noqa: F401  (forms make themselves known)
from tests.judge.sentences.english import Unknown
from tests.judge.sentences.grammar import Asked, Reader
from tests.judge.sentences.printed import Text, blocks, joined

__all__ = ["read_first_screen"]

READABLE = 100
"""Columns of running text, at most."""


def ask(reader: Reader, name: str) -> None:
    """Talk about a question, in its first scenario; by any name where the file asks none."""
    name = name if name in reader.world.questions else DEFAULT
    scenario, answer = next(iter(reader.world.questions[name].answers.items()))
    reader.asked = Asked(name, scenario, answer)


def questions_by_words(reader: Reader) -> dict[str, str]:
    """What is asked, in words → the question."""
    return {question.asks: name for name, question in reader.world.questions.items()}


def read_first_screen(reader: Reader, printed: str, width: int) -> None:
    """Read the first screen of ``assess``."""
    asks = questions_by_words(reader)
    parts = list(blocks(printed, width))
    head = joined(parts[0], min(width, READABLE))
    title = str(reader.world.document.get("title") or "")
    place = 0
    if head and head[0].text == title:
        place = 1
    else:
        reader.complaints.append(f"[screen] the title is {head[0].text!r}")
    if len(head) > place and re.match(r"After |[\w.-]+(?:;|$)", head[place].text):
        place += 1
    _top(reader, head[place:], asks)
    for lines in parts[1:]:
        _block(reader, lines, asks, width)


def _top(reader: Reader, head: list[Text], asks: dict[str, str]) -> None:
    """Cautions, questions with their answers, and what follows them."""
    for line in head:
        if line.text in asks and not line.indent:
            ask(reader, asks[line.text])
        elif len(asks) == 1 and re.match(r"Does (?:it come to|the status quo) .+\?$", line.text):
            ask(reader, next(iter(asks.values())))
        elif line.indent == 2 and reader.asked is not None:
            reader.read("answer", line.text)
        else:
            reader.read("screen", line.text)


def _block(reader: Reader, lines: list[str], asks: dict[str, str], width: int) -> None:
    texts = joined(lines, min(width, READABLE))
    head = texts[0].text
    if re.match(r"Why nobody|Who moves", head):
        reader.read("lanes", head)
        for line in lines[1:]:
            _lane(reader, line)
    elif re.match(r"(?:Of|All) .* conclusions?|The one conclusion", head):
        reader.read("claims", head)
        for text in texts[1:]:
            if text.text.startswith("Next:") or re.match(r"and \d+ more", text.text):
                continue
            reader.read("claim", text.text)
    elif re.match(r"What (?:would change it|it rests on)", head):
        for text in texts[1:]:
            _item(reader, text.text, asks)
    elif head.startswith("Next:"):
        return
    else:
        _top(reader, texts, asks)


def _item(reader: Reader, text: str, asks: dict[str, str]) -> None:
    """What would change an answer, or several."""
    for words, name in asks.items():
        if text.startswith(f"{words} "):
            ask(reader, name)
            reader.read("answer", text.removeprefix(f"{words} "))
            return
    places = re.match(r"(?:All answers|Answers? (?P<which>[\w, ]+)): ", text)
    if places:
        from tests.judge.sentences.english import number_of

        rest = text[places.end() :]
        which = [number_of(word) for word in re.findall(r"\w+", places["which"] or "") if word != "and"]
        names = list(reader.world.questions)
        for place, name in enumerate(names, 1):
            if not which or place in which:
                ask(reader, name)
                reader.read("answer", rest)
        return
    if len(asks) == 1:
        ask(reader, next(iter(asks.values())))
        reader.read("answer", text)
        return
    reader.complaints.append(f"[item] not known: {text!r}")


def _lane(reader: Reader, line: str) -> None:
    if line.startswith("Next:") or re.match(r"and \w+ acts? more", line):
        return
    parts = re.split(r"  +", line.strip())
    act, reason, stands = (*parts, "", "")[:3]
    try:
        found = list(of_screens.lane(reader, act, reason, stands))
    except Unknown as unknown:
        found = [f"not known: {unknown}"]
    reader.seen["lane"] = reader.seen.get("lane", 0) + 1
    reader.complaints += [f"[lane] {one} <<{line.strip()}>>" for one in found]
