"""Panels below the first screen, in four groups: every question of the catalogue with its pictures, and parts of the
report.

A panel consists of the blocks of the report and of the terminal, so that nothing is worded twice. Its pictures and its
record can be downloaded: as SVG, PNG and CSV, as JSON.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass, replace
from typing import Any

from countermove.catalogue import QUESTIONS, Declaration, Picture
from countermove.context.answer import Answer, put
from countermove.context.effort import Effort, effort_of
from countermove.context.game import Game, game_of
from countermove.context.selection import Selection
from countermove.extensions import Extended, PanelGroup, plugins
from countermove.plugins.serve.workspace import Opened
from countermove.presentation.assumptions import game_text, unlisted_text
from countermove.presentation.blocks import Sentence, Sketch, Table
from countermove.presentation.figure import Figure
from countermove.presentation.pages import text_of_answer
from countermove.presentation.phrases import Phrasing
from countermove.presentation.words import capital
from countermove.reports.figure import Request, answer_for, drawn_from
from countermove.reports.report.blocks import DossierBlock, Section
from gmcr.base.errors import CountermoveError, UnknownName
from gmcr.base.record import Record
from gmcr.base.tasks import Progress, Task, map_task

__all__ = [
    "GROUPS",
    "PANELS",
    "SLOW",
    "Panel",
    "PanelPicture",
    "answer_of",
    "group_of",
    "panel_effort",
    "panel_of",
    "panels_offered",
    "request_of",
]

GROUPS: Mapping[PanelGroup, str] = {
    "why": "Why",
    "change": "What would change it",
    "eyes": "Whose eyes",
    "did": "How it did",
}
"""The groups into which all but the first screen is folded → their titles, in the order of the page."""

_OWN: Mapping[PanelGroup, Mapping[str, str]] = {
    "why": {
        "why": "Why a state holds",
        "check": "Claims in full",
        "matrix": "Premises and claims",
        "together": "Claims together",
        "responsibility": "Responsibility",
        "source": "Source",
    },
    "change": {
        "document": "What they want",
        "change": "Smallest changes",
        "deal": "Deals",
        "drift": "What comes first",
        "tipping": "Drivers",
        "levers": "Levers",
        "roads": "Roads",
        "redteam": "Attacks",
        "robust": "Robustness",
        "multiverse": "Other codings",
        "inverse": "A mediator’s view",
        "longrun": "The long run",
        "text": "Text",
    },
    "eyes": {"views": "Views", "coalitions": "Coalitions"},
    "did": {"evidence": "Evidence", "forecasts": "Forecasts", "watch": "What to watch"},
}
"""Group → its panels with their titles, in the order of its row."""

PANELS: MutableMapping[str, str] = Extended(
    {name: title for panels in _OWN.values() for name, title in panels.items()},
    lambda plugin: ((panel.question, panel.title) for panel in plugin.panels),
    "panel",
)
"""Panel → its title: those of the program, followed by those of plugins."""

SLOW = 1.0
"""Seconds from which a panel is computed in a process of its own, with progress."""

_SECTIONS = ("evidence", "forecasts")
"""Panels that are sections of the report."""

_EMPTY = ("document", "source", "text")
"""Panels that are no questions."""


@dataclass(frozen=True, slots=True)
class PanelPicture(Record):
    """A picture of a panel: its name in the catalogue, and its figure."""

    name: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Panel(Record):
    """``name``; ``title``: its subject; ``under``: its game; ``blocks``: its content; ``record``: whether it has one to
    download; ``whose``: the source of the texts beside it; ``apart``: whether its tables are downloaded one by one,
    since no picture has them."""

    name: str
    title: str
    under: str
    blocks: tuple[DossierBlock, ...]
    pictures: tuple[PanelPicture, ...] = ()
    record: bool = True
    whose: str = ""
    apart: bool = False

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables among its blocks."""
        return tuple(block for block in self.blocks if isinstance(block, Table))


def panel_of(opened: Opened) -> Task[Panel]:
    """The requested panel. Raises UnknownName if there is no such panel, and whatever its question raises."""
    name = opened.switches.ask
    if name in _SECTIONS:
        return _report_panel(opened, name)
    return _question_panel(opened, _question(name))


def panels_offered(opened: Opened) -> Mapping[str, str]:
    """The panels of a page: that of the source only if there are texts, that of drifts only if some driver drifts."""
    drifts = any(opened.assessment.own_calculus.drifts.values())
    there = {"source": opened.texts is not None, "drift": drifts}
    return {name: called for name, called in PANELS.items() if there.get(name, True)}


def group_of(panel: str) -> PanelGroup | None:
    """The group that offers a panel; None if there is no such panel."""
    own = (group for group, panels in _OWN.items() if panel in panels)
    added = (item.group for plugin in plugins() for item in plugin.panels if item.question == panel)
    return next(own, None) or next(added, None)


def _whose(opened: Opened) -> str:
    if opened.texts is None:
        return ""
    from countermove.reports.passages import passages_sentence

    return passages_sentence(opened.texts.passages)


def panel_effort(opened: Opened) -> Effort | None:
    """The effort of the requested panel; None if it is no question. Raises UnknownName."""
    name = opened.switches.ask
    if not name or name in (*_EMPTY, *_SECTIONS):
        return None
    question = _question(name)
    return effort_of(question, _game(question, opened), _options(question, opened))


def _question(name: str) -> Declaration:
    if name not in PANELS or name not in QUESTIONS:
        raise UnknownName("panel", name, PANELS)
    return QUESTIONS[name]


# -- questions ---------------------------------------------------------------------------------------------------------


def answer_of(opened: Opened) -> Task[Answer]:
    """The answer to the requested question. Raises UnknownName if there is no such question."""
    question = _question(opened.switches.ask)
    return put(question, _game(question, opened), **_options(question, opened))


def _question_panel(opened: Opened, question: Declaration) -> Task[Panel]:

    def made(answer: Answer) -> Panel:
        return _worded(question, answer, ())

    if not question.unlisted and (why := opened.assessment.structure.unlisted):
        return Panel(question.name, "Not answered here", "", (Sentence(f"This needs a list of the states. {why}"),), ())
    answer = yield from map_task(answer_of(opened), made)
    pictures: list[PanelPicture] = []
    for picture in question.pictures:
        yield Progress(1, 1, lambda: _worded(question, answer, tuple(pictures)))
        if (figure := _drawn(picture, question, answer, opened)) is not None:
            pictures.append(PanelPicture(picture.name, figure))
    return replace(_worded(question, answer, tuple(pictures)), apart=not pictures)


def _worded(question: Declaration, answer: Answer, pictures: tuple[PanelPicture, ...]) -> Panel:
    telling = text_of_answer(answer)
    game = (
        game_text(answer.frame, Phrasing(answer.glossary, answer.frame.assumptions.view)) if telling.of_a_game else ""
    )
    # A panel with pictures needs no sketches.
    visible = (
        block for block in (*telling.answer, *telling.body) if not (question.pictures and isinstance(block, Sketch))
    )
    blocks = tuple(map(_here, visible))
    under = " ".join(filter(None, (game, unlisted_text(answer.frame), telling.under)))
    return Panel(question.name, capital(telling.title), under, blocks, pictures)


def _here(block: Any) -> DossierBlock:
    """A block without the hint at a command line."""
    return replace(block, more="") if isinstance(block, Sentence) else block


def _game(question: Declaration, opened: Opened) -> Game:
    """The game, with as much of the selection as the question allows."""
    chosen = opened.assessment.selection
    selection = Selection(**{part: getattr(chosen, part) for part in question.selects})
    return opened.game if selection == chosen else game_of(opened.assessment.selected(selection))


def _options(question: Declaration, opened: Opened) -> dict[str, Any]:
    """The options of the question: the concept that is switched on, and the subject of the panel."""
    options: dict[str, Any] = {}
    for option in question.options:
        if option.name == "concepts" and opened.switches.concept and option.kind in ("concepts", "any concepts"):
            options["concepts"] = (opened.switches.concept,)
        elif option.kind == "state" and option.place:
            options[option.name] = opened.switches.of or "start"
        elif option.name == "claims" and opened.switches.of:
            options[option.name] = (opened.switches.of,)
        elif option.kind == "drivers" and opened.switches.of:
            options[option.name] = tuple(opened.switches.of.split(","))
        elif option.name == "workers":
            options[option.name] = 1  # a single process can be ended
        elif option.name == "mechanical":
            options[option.name] = True  # a panel has no switch for it
    return options


# -- pictures ----------------------------------------------------------------------------------------------------------


def request_of(opened: Opened, question: Declaration, *, theme: str = "light", width: float | None = None) -> Request:
    """The request for a figure of a question, with as much of the selection as the question allows."""
    concepts = () if opened.switches.concept is None else (opened.switches.concept,)
    vary = (
        tuple(opened.switches.of.split(",")) if opened.switches.ask == "tipping" and "," in opened.switches.of else ()
    )
    return Request(_game(question, opened), concepts, vary=vary, theme=theme, width=width)


def _drawn(picture: Picture, question: Declaration, answer: Answer, opened: Opened) -> Figure | None:
    """A picture of a panel; None if the case gives no reason for it."""
    request = request_of(opened, question)
    try:
        # Draw the answer at hand; a picture that asks with other options needs another answer.
        asked = _options(question, opened)
        same = not picture.one and all(asked.get(name) == value for name, value in picture.asks.items())
        source = answer if same else answer_for(picture.name, request)
        return drawn_from(source, picture.name, request)
    except CountermoveError:
        return None


# -- parts of the report -----------------------------------------------------------------------------------------------


def _report_panel(opened: Opened, name: str) -> Task[Panel]:
    from countermove.reports.report.compute import ReportRecord, reported_in
    from countermove.reports.report.evidence import evidence_section, forecasts_section, left_out_section, watch_section

    def made(record: ReportRecord) -> Panel:
        sections = (
            (evidence_section(record), left_out_section(record))
            if name == "evidence"
            else (forecasts_section(record), watch_section(record))
        )
        whose = _whose(opened) if name == "evidence" else ""
        return Panel(name, PANELS[name], "", tuple(_blocks(sections)), record=False, whose=whose, apart=True)

    record = yield from map_task(reported_in.work(opened.context, brief=True), made)
    return made(record)


def _blocks(sections: tuple[Section | None, ...]) -> Iterator[DossierBlock]:
    for section in sections:
        if section is not None:
            if section.title:
                yield Sentence(section.title, "heading")
            yield from section.blocks
