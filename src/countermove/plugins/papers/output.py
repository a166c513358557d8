"""Writes the tables of a paper, or its references, as LaTeX, Markdown or BibTeX, to the output or to a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeAlias

from countermove import __version__
from countermove.assessment import Assessment, PublishedConflict
from countermove.assessment.schema import Work
from countermove.context.frame import Frame
from countermove.context.game import Game, game_from
from countermove.plugins.papers.compute import TABLES, Paper, paper_of
from countermove.plugins.papers.latex import bibtex_of, latex_of
from countermove.plugins.papers.literature import DEFINED, literature_of
from countermove.plugins.papers.text import markdown_of, omission_texts, paper_tables
from countermove.presentation.assumptions import game_text
from countermove.presentation.blocks import Page, Sentence
from countermove.presentation.phrases import Phrasing
from gmcr import CONCEPTS, Conflict
from gmcr.base.arguments import GivenNumber, as_items, as_mapping, as_names, as_state, known_name
from gmcr.base.errors import CountermoveError, UnknownName, nearest
from gmcr.base.files import check_place, write_whole
from gmcr.base.record import INTERNAL, NULL_IF_EMPTY, Record
from gmcr.stability import Preference

__all__ = ["FORMATS", "PaperRecord", "bibtex", "paper", "paper_format", "paper_page", "written_paper"]

Format: TypeAlias = Literal["latex", "markdown", "bibtex"]

FORMATS: Final[tuple[Format, ...]] = ("latex", "markdown", "bibtex")
"""The formats."""

_SUFFIXES: Final[Mapping[str, Format]] = {
    ".tex": "latex",
    ".md": "markdown",
    ".markdown": "markdown",
    ".bib": "bibtex",
}


@dataclass(frozen=True, slots=True)
class PaperRecord(Record):
    """The tables of a paper, or its references."""

    frame: Annotated[Frame, INTERNAL]
    format: Format
    """The format."""
    file: str | None
    """The file that it was written to; null without one."""
    tables: Paper | None
    """The content of the tables; null for references."""
    text: Annotated[str, NULL_IF_EMPTY]
    """The text; null where it was written to a file."""


def paper_format(file: str | None, requested: str | None) -> Format:
    """The requested format, or that of the file's name; LaTeX by default. Raises CountermoveError where the two differ,
    or the file's name has none; UnknownName."""
    if requested is not None and requested not in FORMATS:
        raise UnknownName("format", requested, FORMATS)
    wanted = next((item for item in FORMATS if item == requested), None)
    if file is None:
        return wanted or "latex"
    suffix = Path(file).suffix.lower()
    if suffix not in _SUFFIXES:
        near = nearest(suffix, _SUFFIXES) if suffix else None
        hint = f" Did you mean {Path(file).with_suffix(near)}?" if near else ""
        raise CountermoveError(f"{file}: tables of a paper are written as .tex or .md, references as .bib.{hint}")
    if wanted not in (None, _SUFFIXES[suffix]):
        raise CountermoveError(
            f"{file}: a file with that ending is {_SUFFIXES[suffix]}, not {wanted}.", argument="format"
        )
    return _SUFFIXES[suffix]


def written_paper(
    game: Game,
    *,
    form: Format = "latex",
    out: str | None = None,
    force: bool = False,
    **arguments: Any,
) -> PaperRecord:
    """Write the tables of a game (*arguments*: those of ``paper_of``), or the references of its case. Raises
    CountermoveError and as ``paper_of``."""
    if out is not None:
        check_place(Path(out), force=force)
    if form == "bibtex":
        defined = [*(arguments.pop("concepts", None) or ()), *(arguments.pop("tables", None) or ())]
        if any(arguments.values()):
            raise CountermoveError("References are those of the whole file: ask for no states with them.")
        held, text, frame = None, bibtex_of(game.name, game.works, _defining(defined)), game.frame(())
    else:
        held = paper_of(game, **arguments)
        text, frame = _text(held, form), held.frame
    if out is not None:
        write_whole(Path(out), text, force=force)
    return PaperRecord(frame, form, out, held, text if out is None else "")


def paper(
    of: str | Path | Assessment | Conflict | PublishedConflict,
    *,
    tables: str | Sequence[str] = (),
    format: Literal["latex", "markdown"] = "latex",
    to: str | int | None = None,
    states: Sequence[str | int] = (),
    concepts: str | Sequence[str] | None = None,
    preferences: Mapping[str, Preference] | None = None,
    over: Sequence[tuple[str, str]] = (),
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, GivenNumber] | None = None,
) -> str:
    """The tables that papers print, of one game: ``options``, ``preferences``, ``stability`` and ``evolution``; and if asked
    for, ``strength``, ``unknown``, ``fuzzy``, ``coalitions``, ``sim``, ``limited``, ``mixed``, ``inverse`` and ``order``.

    ``to``: the state to which the evolution leads (default: the nearest equilibrium of the lead concept), or that the
    inverse is about. ``states``: those to show, where there are more than a table holds. ``preferences``: actor → its
    preferences, for the tables ``preferences``, ``strength``, ``unknown`` and ``fuzzy``; ``over``: one or two thresholds to
    sweep, each an actor and a name. Raises CountermoveError, AssessmentError, UnknownName,
    ModelError, SizeError (more than 64 states to show).
    """
    form = known_name("format", format, ("latex", "markdown"))
    strengths = {} if preferences is None else as_mapping(preferences, "preferences", "actor → its preferences")
    game = game_from(of, reading=reading, scenario=scenario, view=view, drivers=drivers)
    record = paper_of(
        game,
        tables=as_names(tables, "tables"),
        concepts=concepts if concepts is None else as_names(concepts, "concepts"),
        to=None if to is None else as_state(to),
        states=tuple(map(as_state, as_items(states, "states", "a list of states"))),
        preferences=strengths,
        over=tuple(as_items(over, "over", "pairs of an actor and a threshold")),
    )
    return _text(record, form)


def bibtex(
    of: str | Path | Assessment | Conflict | PublishedConflict,
    *,
    concepts: str | Sequence[str] = (),
    tables: str | Sequence[str] = (),
) -> str:
    """The sources of an assessment, or the citations of a conflict, as BibTeX: only what the file states; then the works that
    define *concepts* and further *tables*. Raises CountermoveError, AssessmentError, UnknownName."""
    game = game_from(of)
    return bibtex_of(game.name, game.works, _defining([*as_names(concepts, "concepts"), *as_names(tables, "tables")]))


def _defining(names: Sequence[str]) -> dict[str, Work]:
    """The works that define concepts, questions and tables. Raises UnknownName."""
    known = tuple(dict.fromkeys((*CONCEPTS, *TABLES, *DEFINED)))
    return literature_of(known_name("concept or table", name.lower(), known) for name in names)


def paper_page(record: PaperRecord) -> Page:
    """What was written, and where."""
    sentences = [Sentence(f"Wrote {record.file} ({record.format}).", "line")]
    if record.tables is not None:
        sentences += [Sentence(text, "caution") for text in omission_texts(record.tables)]
    return Page(tuple(sentences))


# -- as text -----------------------------------------------------------------------------------------------------------


def _text(record: Paper, form: str) -> str:
    tables = paper_tables(record)
    if form == "markdown":
        return markdown_of(tables, omission_texts(record))
    digest = f" (SHA-256 {record.frame.digest})" if record.frame.digest else ""
    about = (
        f"Made with Countermove {__version__} from {record.frame.case}{digest}.",
        game_text(record.frame, Phrasing(record.glossary, record.frame.assumptions.view)),
        *omission_texts(record),
    )
    return latex_of(tables, name=record.frame.case, about=list(filter(None, about)))
