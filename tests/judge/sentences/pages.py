"""The page, and the first page of a report, read."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tests.judge.sentences import of_screens, truths
from tests.judge.sentences.english import Unknown
from tests.judge.sentences.grammar import Reader
from tests.judge.sentences.marked import Element, parsed
from tests.judge.sentences.screens import ask
from tests.judge.sentences.world import World

__all__ = ["read_brief", "read_page"]


def read_page(reader: Reader, fragments: Mapping[str, str], before: World) -> None:
    """Read the fragments of a page; *before*: what follows as the file says it, with the same scenario, view and reading."""
    _answers(reader, parsed(fragments.get("answers", "")))
    _lanes(reader, parsed(fragments.get("lanes", "")))
    _claims(reader, parsed(fragments.get("claims", "")))
    _changed(reader, parsed(fragments.get("changed", "")), before)


def _complain(reader: Reader, label: str, found: list[str], text: str) -> None:
    reader.seen[label] = reader.seen.get(label, 0) + 1
    reader.complaints += [f"[{label}] {one} <<{text}>>" for one in found]


def _answers(reader: Reader, root: Element) -> None:
    for row in root.all(having="data-answer"):
        ask(reader, row.attributes["data-answer"])
        for cls in ("said", "basis"):
            for part in row.all(tag="p", cls=cls):
                reader.read("answer", part.text())
    for cls in ("moved", "refuted", "caution"):
        for part in root.all(tag="p", cls=cls):
            reader.read("screen", part.text())


def _lanes(reader: Reader, root: Element) -> None:
    title = root.first(tag="h2")
    if title is not None:
        reader.read("lanes", title.text())
    for row in root.all(having="data-lane"):
        act, reason = row.first(cls="act"), row.first(cls="reason")
        if act is None or reason is None:
            reader.complaints.append(f"[page] a lane without act or reason: {row.text()}")
            continue
        words = reason.first(tag="p") or reason
        named = words.first(tag="a", cls="id")
        told = words.text(without=("id",)) + (f" ({named.text()})" if named is not None else "")
        pays = "pays: " if "taken" in row.classes else ""
        stands = row.first(cls="told")
        stand = "" if stands is None else stands.text()
        try:
            found = list(of_screens.lane(reader, act.text(), f"{pays}{told}", stand))
        except Unknown as unknown:
            found = [f"not known: {unknown}"]
        _complain(reader, "page.lane", found, row.text())


def _claims(reader: Reader, root: Element) -> None:
    title = root.first(tag="h2")
    if title is not None and title.text():
        reader.read("claims", title.text())
    for row in root.all(having="data-claim"):
        name = row.attributes["data-claim"]
        verdict = row.first(cls="verdict")
        says = row.first(having="data-name")
        if verdict is not None and says is not None:
            reader.read("claim", f"{says.text()} ({name}): {verdict.text()}")


def _changed(reader: Reader, root: Element, before: World) -> None:
    """Before → after, of drivers, answers and claims."""
    after = reader.world
    for row in root.all(tag="li"):
        text = row.text(without=("undo", "id"))
        if match := re.fullmatch(r".*: ([\d.]+) → ([\d.]+) \((\w+)\)", text):
            found = []
            for world, told in ((before, match[1]), (after, match[2])):
                value = world.selection.drivers.get(match[3], world.setting.form.now[match[3]])
                found += [f"{match[3]} is {float(value)}"] if f"{float(value):.2f}" != f"{float(told):.2f}" else []
            _complain(reader, "changed.driver", found, text)
            continue
        link = row.attributes.get("data-link", "")
        arrow = re.search(r"(?:^|[? ])([a-z][a-z, ]*?) → ([a-z][a-z, ]*)$", text)
        if not link or arrow is None:
            continue
        kind, _, name = link.partition(":")
        for world, told in ((before, arrow[1]), (after, arrow[2])):
            if kind == "answer":
                answer = next(iter(world.questions[name].answers.values()))
                _complain(reader, "changed.answer", list(truths.headline(world, answer, told.strip())), text)
            elif name in world.claims:
                known = of_screens.CLASS_WORDS.get(told.strip())
                is_so = known is not None and world.claims[name].kind in known
                _complain(
                    reader,
                    "changed.claim",
                    [] if is_so else [f"{name} is {world.claims[name].kind}, {told} is told"],
                    text,
                )


# --- the brief ---


def read_brief(reader: Reader, markdown: str) -> None:
    """Read a brief as Markdown."""
    asks = {question.asks: name for name, question in reader.world.questions.items()}
    place = "answer"
    for line in markdown.splitlines():
        text = line.strip()
        if not text or text.startswith(("# ", "*After", "---", "Case ", "*How far", "*As argued")):
            continue
        if text.startswith("> "):
            reader.read("screen", text[2:])
        elif match := re.fullmatch(r"- \*\*(.+)\*\*", text):
            known = next((words for words in asks if match[1].startswith(f"{words} ")), None)
            if known is not None:
                place = "answer"
                ask(reader, asks[known])
                reader.read("answer", match[1].removeprefix(f"{known} "))
            else:
                place = "beside"
                reader.read("beside", match[1])
        elif text.startswith("## "):
            place = "claims" if "onclusion" in text else "lanes"
            reader.read(place, text[3:])
        elif match := re.fullmatch(r"- (?:\S )?(.+) \((\w+)\) — \*(.+)\*", text):
            reader.read("claim", f"{match[1]} ({match[2]}): {match[3]}")
        elif line.startswith("    ") and place == "lanes":
            parts = [*re.split(r"  +", text), "", ""]
            try:
                found = list(of_screens.lane(reader, *parts[:3]))
            except Unknown as unknown:
                found = [f"not known: {unknown}"]
            _complain(reader, "lane", found, text)
        elif text.startswith("- "):
            reader.read("claim.why", text[2:])
        else:
            reader.read(place, text)
