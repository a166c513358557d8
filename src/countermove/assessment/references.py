"""Checks that whatever a file refers to by name exists: actors, options, drivers and the rest, and acts.

An act is an option, ``not option``, or ``option = level`` (``assessment.acts``).
"""

from __future__ import annotations

from countermove.assessment.acts import parse_act
from countermove.assessment.names import Names
from countermove.assessment.problems import Path, Report
from countermove.assessment.schema import Document
from countermove.assessment.schema.kinds import Ref
from countermove.assessment.schema.marks import marked
from gmcr.base.errors import FormulaError, UnknownName, first_of, quoted
from gmcr.logic import Compare, Not, Symbol, parse

__all__ = ["check_act", "check_levels", "check_name"]


def check_name(path: Path, text: str, kind: str, names: Names, report: Report) -> None:
    """Check that a name is one of its kind."""
    if names.has(kind, text):
        return
    as_key = path[-1] == text and isinstance(path[-1], str)
    candidates = names.bare.get(text, ()) if kind == "option" else ()
    if candidates:
        message = f"{quoted(text)} could be {' or '.join(candidates)}: write the actor too."
        report.add(path, "unknown", message, key=as_key)
        return
    if (meant := names.meant(text)) and names.has(kind, meant):
        report.add(path, "unknown", f"{quoted(text)}: an actor goes by its id here. Write {meant}.", key=as_key)
        return
    valid = report.usable(names.listed(kind))
    near = report.suggest(text, valid)
    known = f" There are: {first_of(valid)}." if valid and not near else ""
    article = "an" if kind[0] in "aeiou" else "a"
    remedy = "" if near else _remedy(path, text, kind, names)
    message = f"{quoted(text)} is not {article} {kind} here.{known}{remedy}"
    report.add(path, "unknown", message, suggestion=near, key=as_key)


def _remedy(path: Path, text: str, kind: str, names: Names) -> str:
    """What to do about an unknown name where the nearest one is not meant; "" for nothing in particular."""
    other = next((item for item in _ELSEWHERE if item != kind and names.has(item, text)), None)
    if kind in _ELSEWHERE and other is not None:
        return f" {text} is a {other}: name it {_ELSEWHERE[other]}."
    if kind in _SECTIONS and not names.listed(kind):
        return f" There is none: write it under `{_SECTIONS[kind]}`."
    if kind != "want" or path[0] not in _OVERLAYS:
        return ""
    if "drop" in path:
        return " What nobody wants need not be dropped: leave it out."
    return (
        f" An overlay changes wants that there are: write {text} among those of its actor, as `want: true` where it is to count "
        "in no other game, and rewrite it here."
    )


_OVERLAYS = ("open", "scenarios", "views", "claims", "key_questions")
_SECTIONS = {
    "driver": "drivers",
    "scenario": "scenarios",
    "view": "views",
    "source": "sources",
    "claim": "claims",
    "question": "open",
    "indicator": "indicators",
}
"""Kinds → the section in which they are written."""
_ELSEWHERE = {"scenario": "in `in`", "view": "in `under`"}
"""Kinds that are mixed up, and where each is named."""


def check_act(path: Path, text: str, names: Names, report: Report) -> None:
    """Check that an act names an option, and a level of it."""
    try:
        tree = parse(text)
    except FormulaError:
        tree = None
    level: str | None = None
    match tree:
        case Symbol(option) | Not(Symbol(option)):
            pass
        case Compare("=" | "==", Symbol(option), Symbol(level)):
            pass
        case _:
            message = f"{quoted(text)} is not an act: write an option, `not option`, or `option = level`."
            report.add(path, "value", message)
            return
    check_name(path, option, "option", names, report)
    if level is None or not names.has("option", option):
        return
    full = names.option(option)
    own = names.levels.get(full, ())
    if not own:
        report.add(path, "unknown", f"{full} has no levels: it is on or off.")
    elif level not in own:
        message = f"{quoted(level)} is not a level of {full}: {', '.join(own)}."
        report.add(path, "unknown", message, suggestion=report.suggest(level, own))


def check_levels(document: Document, names: Names, report: Report) -> None:
    """Check that words for levels belong to existing levels, and that no list does two things with one option."""
    for actor, record in document.actors.items():
        for name, option in record.options.items():
            path: Path = ("actors", actor, "options", name, "does")
            for level in option.does if isinstance(option.does, dict) else ():
                if level not in option.levels:
                    what = f"a level of {actor}.{name}: {', '.join(option.levels)}" if option.levels else "a level here"
                    near = report.suggest(level, option.levels)
                    report.add((*path, level), "unknown", f"{quoted(level)} is not {what}.", suggestion=near, key=True)
    done: dict[tuple[Path, str], str] = {}
    for path, text, mark in marked(document):
        if isinstance(mark, Ref) and mark.kind == "act" and isinstance(path[-1], int):
            try:
                entry = (path[:-1], parse_act(text, names).option)
            except (FormulaError, UnknownName):
                continue
            if done.setdefault(entry, text) != text:
                report.add(path, "overlap", f"{done[entry]} and {text} are in one list: do one of the two.")
