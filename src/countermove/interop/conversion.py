"""Converts between formats, chosen by the suffixes of file names.

`FORMATS` lists what can be read and written, `formats` also the formats of plugins. An assessment is read as one of its
games. ``Converted.lost`` names what a format cannot hold: ``start`` (the status quo), ``drivers`` (their values are now
part of the wants), ``coalitions``, ``strength`` (of wants), ``options`` (beside edited arcs). A ``.gmcr`` file has no
status quo: a format that needs one gets the first feasible state, and ``Converted.chosen`` says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from countermove.assessment import Assessment, cases, game_2x2, is_2x2, load, loads
from countermove.assessment.conflicts import (
    PublishedConflict,
    conflict_cases,
    load_conflict,
    loads_conflict,
)
from countermove.assessment.parser import is_conflict, read_bytes
from countermove.extensions import FileFormat, function_at, plugins
from countermove.inquiry.statements import Statements
from countermove.interop.document import check_no_assessment, write_conflict
from gmcr import CONCEPTS, Conflict
from gmcr.base.arguments import as_bool, as_path
from gmcr.base.errors import CountermoveError, UnknownName, nearest
from gmcr.base.files import check_place, write_whole
from gmcr.base.record import Record
from gmcr.formats import GmcrModel, save
from gmcr.model import EditedStructure
from gmcr.stability import concepts_named

__all__ = [
    "FORMATS",
    "Converted",
    "Format",
    "Opened",
    "convert",
    "converted_text",
    "formats",
    "open_conflict",
    "save_conflict",
    "written_formats",
]


@dataclass(frozen=True, slots=True)
class Opened(Record):
    """A conflict with the other content of its file.

    ``format``: name of the format it was read from. ``titles``: words by name (``actor``, ``actor.option``).
    ``coalitions``: the partition of actors that the file asks for, () for none. ``begins``: whether the file says where
    the conflict begins; otherwise the start of ``conflict`` means nothing. ``gmcr``: the content of a file in that
    format.
    """

    conflict: Conflict
    format: str
    title: str = ""
    citation: tuple[str | Mapping[str, Any], ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    coalitions: tuple[tuple[str, ...], ...] = ()
    begins: bool = True
    gmcr: GmcrModel | None = None


@dataclass(frozen=True, slots=True)
class Converted(Record):
    """The result of a conversion: both files, the formats ``read_as`` and ``written_as``, what the second one could not
    hold (``lost``, any of "start", "drivers", "coalitions", "strength", "options"), and what it needs and the first one
    does not have (``chosen``: "start" or nothing)."""

    source: str
    target: str
    read_as: str
    written_as: str
    lost: tuple[str, ...]
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Format(Record):
    """A file format: the ``suffixes`` that identify it, ``read`` and ``write`` (None if unsupported); what it ``keeps``
    and what it ``needs``."""

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Path, Mapping[str, Any]], Opened] | None = None
    write: Callable[[Opened, Path, bool, Sequence[str]], None] | None = None
    keeps: tuple[str, ...] = ("start", "drivers", "coalitions", "strength", "options")
    needs: tuple[str, ...] = ()


def convert(
    source: str | Path | Conflict | Assessment | PublishedConflict,
    target: str | Path,
    *,
    force: bool = False,
    concepts: str | Sequence[str] = CONCEPTS,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, Any] | None = None,
) -> Converted:
    """Read *source* (a file, or the name of a bundled case or conflict; or the conflict, published conflict or
    assessment itself) and write *target*, whole or not at all.

    ``concepts``: for formats that hold stabilities. ``reading``, ``scenario``, ``view``, ``drivers`` choose the game of
    an assessment. Raises CountermoveError: unknown suffix, unreadable source, a target that exists (unless *force*), is
    an assessment that a conflict would replace, or cannot hold the conflict.
    """
    target = as_path(target, "The file to write")
    written_as = _for_writing(target)
    check_place(target, force=as_bool(force, "force"))
    if written_as.write is _write_conflict:
        check_no_assessment(target)
    concepts_named(concepts)
    opened = open_conflict(source, reading=reading, scenario=scenario, view=view, drivers=drivers)
    save_conflict(opened, target, force=force, concepts=concepts)
    named = str(source) if isinstance(source, (str, Path)) else opened.title or "a conflict"
    chosen = () if opened.begins else written_as.needs
    return Converted(named, str(target), opened.format, written_as.name, _lost(opened, written_as), chosen)


def converted_text(source: str | Path, form: str, **arguments: Any) -> tuple[Converted, str]:
    """Like `convert`, but returning the text: *form* is the suffix of a file name, such as "yaml"; *arguments*:
    those of `convert`. The result's ``target`` is empty. Raises UnknownName for another form, and as `convert`."""
    if form not in written_formats():
        raise UnknownName("format", form, written_formats())
    with TemporaryDirectory() as folder:
        target = Path(folder) / f"conflict.{form}"
        done = convert(source, target, **arguments)
        return replace(done, target=""), target.read_bytes().decode("utf-8")


def formats() -> tuple[Format, ...]:
    """All formats, those of plugins after the product's own; a name belongs to the first format that has its suffix."""
    return (*FORMATS, *(_of_plugin(plugin.name, form) for plugin in plugins() for form in plugin.formats))


def written_formats() -> tuple[str, ...]:
    """The formats that can be written, as suffixes without their dot."""
    return tuple(suffix[1:] for item in formats() if item.write for suffix in item.suffixes)


def open_conflict(
    source: str | Path | Conflict | Assessment | PublishedConflict,
    *,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, Any] | None = None,
) -> Opened:
    """The conflict in a file, chosen by its suffix; a bundled case or conflict by its name; a 2×2 game by its id or
    classic name; or one that is open already. Raises CountermoveError, AssessmentError."""
    game = {"reading": reading, "scenario": scenario, "view": view, "drivers": drivers}
    if isinstance(source, Assessment):
        return _of_assessment(source, game)
    if isinstance(source, (Conflict, PublishedConflict)):
        return _opened(source, game)
    path = as_path(source, "What is converted")
    if not path.suffix and not path.is_file():
        if str(source) in {case.name for case in conflict_cases()}:
            return _from_conflict_file(str(source), game)
        if str(source) in {case.name for case in cases()}:
            return _of_assessment(load(str(source)), game)
        if is_2x2(str(source)):
            _no_game(source, game)
            small = game_2x2(str(source))
            return Opened(
                small.conflict(), "2x2 game", small.name or small.id, titles={"row": "Row", "column": "Column"}
            )
        if len(path.parts) == 1:
            known = [*(case.name for case in cases()), *(case.name for case in conflict_cases())]
            near = _beside(path) or nearest(str(source), known)
            hint = f" Did you mean {near}?" if near else f" The bundled ones are {', '.join(known)}."
            raise CountermoveError(f"{source}: there is no such file, nor a bundled case of that name.{hint}")
    chosen = _format_of(path, lambda item: bool(item.read), "read")
    assert chosen.read is not None
    return chosen.read(path, game)


def _beside(path: Path) -> str | None:
    """The file of that name but for its suffix, if there is a readable one."""
    files = (f"{path}{suffix}" for item in formats() if item.read for suffix in item.suffixes)
    return next((file for file in files if Path(file).is_file()), None)


def save_conflict(
    opened: Opened | Conflict, target: str | Path, *, force: bool = False, concepts: Sequence[str] = CONCEPTS
) -> str:
    """Write a conflict in the format of the target's suffix. Returns the name of the format."""
    chosen = _for_writing(Path(target))
    assert chosen.write is not None
    chosen.write(opened if isinstance(opened, Opened) else Opened(opened, ""), Path(target), force, concepts)
    return chosen.name


# -- reading -----------------------------------------------------------------------------------------------------------


def _read_gmcr(path: Path, game: Mapping[str, Any]) -> Opened:
    _no_game(path, game)
    model = GmcrModel.read(path)
    return Opened(
        model.conflict, "gmcr", path.stem, titles=model.titles, coalitions=model.coalitions, begins=False, gmcr=model
    )


def _read_yaml(path: Path, game: Mapping[str, Any]) -> Opened:
    content = read_bytes(path)
    if is_conflict(content, file=str(path)):
        return _from_conflict_file(path, game)
    return _of_assessment(loads(content, file=str(path)), game)


def _read_json(path: Path, game: Mapping[str, Any]) -> Opened:
    content = read_bytes(path)
    if not is_conflict(content, file=str(path)):
        raise CountermoveError(f'{path}: a .json file is read where it is a conflict: {{"conflict": 1, "actors": …}}.')
    return _from_conflict_file(path, game)


def _from_conflict_file(source: str | Path, game: Mapping[str, Any]) -> Opened:
    _no_game(source, game)
    case = load_conflict(source) if isinstance(source, str) else loads_conflict(read_bytes(source), file=str(source))
    return _opened(case, game)


def _opened(case: Conflict | PublishedConflict, game: Mapping[str, Any]) -> Opened:
    """Wrap a conflict that is open already."""
    _no_game("The conflict", game)
    if isinstance(case, Conflict):
        return Opened(case, "conflict")
    return Opened(case.conflict, "conflict", case.title, tuple(work.written for work in case.works), case.titles)


def _of_assessment(assessment: Assessment, game: Mapping[str, Any]) -> Opened:
    titles: dict[str, str] = {}
    for actor, record in assessment.document.actors.items():
        if record.name:
            titles[actor] = record.name
        for name, option in record.options.items():
            titles |= {act: words for act, words in option.words(f"{actor}.{name}").items() if words}
    conflict = assessment.conflict(**game)
    return Opened(conflict, "assessment", assessment.document.title or assessment.name, titles=titles)


def _no_game(source: str | Path, game: Mapping[str, Any]) -> None:
    for key, value in game.items():
        if value is not None and (not isinstance(value, Mapping) or value):
            raise CountermoveError(f"{source}: only an assessment has a {key} to choose.")


# -- writing -----------------------------------------------------------------------------------------------------------


def _write_conflict(opened: Opened, path: Path, force: bool, concepts: Sequence[str]) -> None:
    write_conflict(
        opened.conflict, path, force=force, title=opened.title, citation=opened.citation, titles=opened.titles
    )


def _save(opened: Opened, path: Path, force: bool, concepts: Sequence[str]) -> None:
    """Save in another program's format."""
    save(
        opened.conflict,
        path,
        force=force,
        concepts=concepts,
        title=opened.title,
        titles=opened.titles,
        coalitions=opened.coalitions,
        begins=opened.begins,
    )


FORMATS: tuple[Format, ...] = (
    Format("state graph", (".graph.json",), None, _save, ("start", "options")),
    Format("gmcr", (".gmcr",), _read_gmcr, _save, ("coalitions", "options")),
    Format("yaml", (".yaml", ".yml"), _read_yaml, _write_conflict, ("start", "strength"), ("start",)),
    Format("json", (".json",), _read_json, _write_conflict, ("start", "strength"), ("start",)),
    Format("nfg", (".nfg",), None, _save, ("options",)),
    Format("graphml", (".graphml",), None, _save, ("start", "options")),
    Format("csv", (".csv",), None, _save, ("options",)),
)
"""The product's own formats."""


def _of_plugin(plugin: str, form: FileFormat) -> Format:
    """The format of a plugin."""

    def read(path: Path, game: Mapping[str, Any]) -> Opened:
        _no_game(path, game)
        result = function_at(form.read, plugin)(path)
        if isinstance(result, Conflict):
            return Opened(result, form.name, path.stem)
        if not isinstance(result, Opened):
            raise CountermoveError(f"The plugin {plugin} reads {path} as neither a conflict nor an Opened.")
        return replace(result, format=form.name)

    def write(opened: Opened, path: Path, force: bool, concepts: Sequence[str]) -> None:
        content = function_at(form.write, plugin)(opened)
        if not isinstance(content, str | bytes):
            raise CountermoveError(f"The plugin {plugin} makes neither text nor bytes of {path}.")
        write_whole(path, content, force=force)

    return Format(form.name, form.suffixes, read if form.read else None, write if form.write else None, form.keeps)


def _for_writing(path: Path) -> Format:
    return _format_of(path, lambda item: bool(item.write), "written")


def _format_of(path: Path, able: Callable[[Format], bool], done: str) -> Format:
    name = path.name.lower()
    for known in (FORMATS, formats):  # plugins are asked only where no format of the product matches
        for item in filter(able, known() if callable(known) else known):
            if name.endswith(item.suffixes):
                return item
    suffixes = [suffix for item in filter(able, formats()) for suffix in item.suffixes]
    near = nearest(path.suffix.lower(), suffixes) if path.suffix else None
    hint = f" Did you mean {near}?" if near else f" There are {', '.join(suffixes)}."
    what = f"files ending in {path.suffix}" if path.suffix else "files without a suffix"
    raise CountermoveError(f"{path}: {what} cannot be {done}.{hint}")


def _lost(opened: Opened, written_as: Format) -> tuple[str, ...]:
    conflict = opened.conflict
    there = {
        "start": opened.begins,
        "drivers": bool(conflict.drivers),
        "coalitions": bool(opened.coalitions),
        "strength": bool(Statements.of(conflict)),
        "options": isinstance(conflict.structure, EditedStructure),
    }
    return tuple(name for name, present in there.items() if present and name not in written_as.keeps)
