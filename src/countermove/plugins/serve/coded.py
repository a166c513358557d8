"""The coding that is switched on, above the answers: which choices it makes, the way back, and what is not asked in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from countermove.assessment.recoding import Lost
from countermove.context.glossary import Glossary, glossary_of
from countermove.plugins.serve.render import rendered
from countermove.plugins.serve.workspace import Opened
from countermove.presentation.words import capital
from gmcr.base.record import Record

__all__ = ["coding_shown"]


@dataclass(frozen=True, slots=True)
class CodedChoice(Record):
    """A choice that is not the file's: what it chooses, in words, and a link to all others without it."""

    asks: str
    means: str
    back: str


def coding_shown(opened: Opened) -> str:
    """The line as HTML; "" where the file is read as it stands."""
    own, coded = opened.switches, opened.glossary.coded
    if not coded:
        return ""
    return rendered(
        "coding.html.j2",
        choices=[
            CodedChoice(
                words["asks"],
                capital(words["means"]),
                own.but(coding={key: name for key, name in own.coding.items() if key != words["alternative"]}).href(),
            )
            for words in coded
        ],
        lost=list(_lost_texts(opened)),
        back=own.but(coding={}).href(),
    )


def _lost_texts(opened: Opened) -> Iterator[tuple[str, str]]:
    """What is not asked, and why not; a part of something that is not asked as a whole is not named too."""
    lost, glossary = opened.assessment.lost, glossary_of(opened.written.uncoded)
    whole = {item.name for item in lost if item.kind != "part"}
    for item in lost:
        if item.kind != "part" or item.name.split(".")[1] not in whole:
            yield capital(_lost_text(item, glossary)), item.why


def _lost_text(item: Lost, glossary: Glossary) -> str:
    """What is left out, in the words of the case where it has any."""
    words = {
        "claim": glossary.claims[item.name].says if item.name in glossary.claims else "",
        "key question": glossary.asked.get(item.name, ""),
        "scenario": glossary.scenarios.get(item.name) or "",
    }
    said = words.get(item.kind, "").strip(" .")
    if item.kind == "part":
        return f"part of {item.name}"
    return f"{item.kind} “{said}” ({item.name})" if said else f"{item.kind} {item.name}"
