"""Checks the choices under `alternatives` as far as the file itself shows it: names, and choices that get in each other's way.

Whether a coding fits is seen when it is made (``codings.recoded``); `lint` makes each one.
"""

from __future__ import annotations

from collections.abc import Iterator

from countermove.assessment.names import Names
from countermove.assessment.problems import Path, Report
from countermove.assessment.references import check_name
from countermove.assessment.schema import Coding, Document

__all__ = ["check_alternatives"]

_KINDS = {
    "option": "option",
    "actor": "actor",
    "want": "want",
    "place of the want": "want",
    "driver": "driver",
    "drift of": "driver",
}
"""What a coding changes, and the kind of name that the file has to have for it."""


def check_alternatives(document: Document, names: Names, report: Report) -> None:
    """Report names that the file has not or has already, and what codings of two alternatives both change: they could
    not be chosen together."""
    touched: dict[tuple[str, str], str] = {}
    for name, alternative in document.alternatives.items():
        own: set[tuple[str, str]] = set()
        for choice, coding in alternative.other.items():
            here: Path = ("alternatives", name, "other", choice)
            _check_new(here, coding, names, report)
            added = {want.id for want in coding.add.wants} if coding.add else set()
            for kind, thing, where in _changes(coding):
                path = (*here, *where)
                if kind in _KINDS and thing not in added:
                    check_name(path, thing, _KINDS[kind], names, report)
                full = names.option(thing) if kind == "option" and names.has("option", thing) else thing
                if (kind, full) in touched:
                    message = (
                        f"The {kind} {thing} is changed by {touched[kind, full]} too, and both can be chosen together: "
                        "make them codings of one alternative, or change it in one of them alone."
                    )
                    report.add(path, "overlap", message, key=isinstance(where[-1], str))
                own.add((kind, full))
            for place, want in enumerate(coding.drop):
                if want in coding.rewrite:
                    message = f"{want} is dropped and rewritten in one coding: do one of the two."
                    report.add((*here, "drop", place), "overlap", message)
        touched.update(dict.fromkeys(own, name))


def _changes(coding: Coding) -> Iterator[tuple[str, str, Path]]:
    """What a coding changes: kind, name, and where in the coding."""
    yield from (("option", name, ("split", name)) for name in coding.split)
    for new, joined in coding.join.items():
        yield from (("option", name, ("join", new, "of", place)) for place, name in enumerate(joined.of_))
    yield from (("option", name, ("without_option", place)) for place, name in enumerate(coding.without_option))
    yield from (("actor", name, ("without_actor", place)) for place, name in enumerate(coding.without_actor))
    yield from (("want", name, ("rewrite", name)) for name in coding.rewrite)
    yield from (("want", name, ("drop", place)) for place, name in enumerate(coding.drop))
    yield from (("place of the want", name, ("move", name)) for name in coding.move)
    yield from (("driver", name, ("set", name)) for name in coding.set)
    yield from (("drift of", name, ("drifts", name)) for name in coding.drifts)
    yield from (("term", name, ("terms", name)) for name in coding.terms)
    yield from (("rule", name, ("rules", name)) for name in coding.rules)
    yield from (("direction of", name, ("one_way", name)) for name in coding.one_way)


def _check_new(here: Path, coding: Coding, names: Names, report: Report) -> None:
    """Report new options and wants that the file has already."""
    for name, split in coding.split.items():
        for place, new in enumerate(split.into):
            if f"{names.owner(name)}.{new}" in names.options:
                message = f"{names.owner(name)}.{new} exists already: an option is split into new ones."
                report.add((*here, "split", name, "into", place), "clash", message)
    for name, joined in coding.join.items():
        if name in names.options and name not in joined.of_:
            report.add(
                (*here, "join", name), "clash", f"{name} exists already: give the new option another name.", key=True
            )
    for name in coding.add.options if coding.add else ():
        if name in names.options:
            report.add((*here, "add", "options", name), "clash", f"{name} exists already.", key=True)
    for place, want in enumerate(coding.add.wants if coding.add else ()):
        if want.id in names.wants:
            message = f"{want.id} is already the id of a want of {names.wants[want.id]}: ids are unique in the file."
            report.add((*here, "add", "wants", place, "id"), "duplicate", message)
