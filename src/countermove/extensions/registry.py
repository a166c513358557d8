"""The product's own items by name, followed by those of plugins.

Finds plugins. A fault in one is reported once, in one sentence on the error stream, and everything else works
without it.

The product's own annexes are named here too (``OWN``), so that a source tree without installed metadata has them. A
missing annex is not reported: the product does without. Reading the metadata of all distributions takes as long as a
short command, so it is done only where some file of entry points names the group.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import Any, Generic, TypeVar, get_args

from countermove.extensions.hooks import (
    HOOKS,
    SERVICES,
    Chapter,
    Command,
    Declaration,
    FileFormat,
    PagePanel,
    PanelGroup,
    Plugin,
    RecordKind,
    ReportSection,
)
from gmcr.base.characters import one_line
from gmcr.base.errors import CountermoveError

__all__ = ["GROUP", "OWN", "Extended", "complain", "fault_in", "function_at", "needed", "offered", "plugins"]


GROUP = "countermove.plugins"
"""The group of entry points."""

OWN: Mapping[str, str] = {
    "serve": "countermove.plugins.serve:PLUGIN",
    "papers": "countermove.plugins.papers:PLUGIN",
    "evidence": "countermove.plugins.evidence:PLUGIN",
    "proofs": "countermove.plugins.proofs:PLUGIN",
    "mcp": "countermove.plugins.mcp:PLUGIN",
}
"""The annexes of the product, as its own entry points name them, in the order in which help shows their additions."""

_PLACE = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*:[^\W\d]\w*")

_KINDS: Mapping[str, type] = {
    "commands": Command,
    "questions": Declaration,
    "figures": Declaration,
    "sections": ReportSection,
    "panels": PagePanel,
    "formats": FileFormat,
    "beside": str,
}
"""Hook that holds several → the type of each."""


@cache
def plugins() -> tuple[Plugin, ...]:
    """All usable plugins: the product's annexes, then the installed ones, by name."""
    by_name: dict[str, Plugin] = {}
    for name, load in (*_own(), *_installed()):
        try:
            plugin = load()
        except (Exception, SystemExit) as error:  # noqa: BLE001  # whatever it raises, the rest works
            complain(name, f"it is left out, since loading it raises {type(error).__name__}: {error}")
            continue
        if plugin is None:
            continue
        if why := fault_in(plugin):
            complain(name, f"it is left out: {why}")
        elif plugin.name in by_name:
            complain(name, f"it is left out: there is another plugin named {plugin.name}.")
        else:
            by_name[plugin.name] = plugin
    return tuple(by_name.values())


def complain(plugin: str, why: str) -> None:
    """Report a fault of a plugin, once."""
    sentence = one_line(f"The plugin {plugin}: {why}")
    if sentence not in _REPORTED:
        _REPORTED.add(sentence)
        with suppress(AttributeError, OSError, ValueError):  # no error stream, or a closed one
            sys.stderr.write(f"{sentence}\n")
            sys.stderr.flush()


_REPORTED: set[str] = set()


def function_at(place: str, plugin: str) -> Any:
    """The object at a place. Raises CountermoveError where there is none, or loading it fails."""
    module, _, name = place.partition(":")
    try:
        return getattr(import_module(module), name)
    except Exception as error:
        raise CountermoveError(
            f"The plugin {plugin} cannot be used: {place} raises {type(error).__name__}: {error}"
        ) from error


def offered(service: str) -> tuple[Callable[..., Any], ...]:
    """The functions of plugins that provide a service, one per plugin."""
    return tuple(
        function_at(plugin.services[service], plugin.name) for plugin in plugins() if service in plugin.services
    )


def needed(service: str) -> Callable[..., Any]:
    """The function of the first plugin that provides a service. Raises CountermoveError where none does."""
    for plugin in plugins():
        if service in plugin.services:
            function: Callable[..., Any] = function_at(plugin.services[service], plugin.name)
            return function
    raise CountermoveError(f"No plugin that {SERVICES[service]} is installed here.")


# -- finding entry points ----------------------------------------------------------------------------------------------


def _own() -> Iterator[tuple[str, Callable[[], Any]]]:
    for name, place in OWN.items():
        module, _, attribute = place.partition(":")

        def load(module: str = module, attribute: str = attribute) -> Any:
            try:
                return getattr(import_module(module), attribute)
            except ModuleNotFoundError as error:
                if error.name in (module, module.rpartition(".")[0]):
                    return None  # removed from this copy
                raise

        yield name, load


def _installed() -> Iterator[tuple[str, Callable[[], Any]]]:
    if not any(map(_named_in, sys.path)):
        return
    from importlib.metadata import entry_points

    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        if point.value not in OWN.values():
            yield point.name, point.load


def _named_in(folder: str) -> bool:
    """Whether a distribution in a folder, other than the product's own, has entry points of the group."""
    if os.path.isfile(folder):
        return True  # an archive: metadata is read as Python does
    with suppress(OSError), os.scandir(folder or ".") as entries:
        for entry in entries:
            if entry.name.endswith((".dist-info", ".egg-info")) and not entry.name.startswith("countermove-"):
                with suppress(OSError), open(os.path.join(entry.path, "entry_points.txt"), "rb") as file:
                    if f"[{GROUP}]".encode() in file.read():
                        return True
    return False


# -- faults of a plugin ------------------------------------------------------------------------------------------------


def fault_in(plugin: object) -> str:
    """The fault of an entry point's object, as a sentence; "" for none."""
    if not isinstance(plugin, Plugin):
        return f"its entry point names {_article(plugin)}, and no Plugin."
    if plugin.hooks != HOOKS:
        return (
            f"it was made for version {plugin.hooks} of the hooks, and here they have version {HOOKS}. Install a version of it "
            "that was made for this Countermove."
        )
    if not str(plugin.name).isidentifier():
        return f"its name has to be a word, and is {plugin.name!r}."
    return next(_faults(plugin), "")


def _faults(plugin: Plugin) -> Iterator[str]:
    for hook, kind in _KINDS.items():
        items = getattr(plugin, hook)
        if not isinstance(items, tuple):
            yield f"its {hook} have to be a tuple of {kind.__name__}, and are {_article(items)}."
            return
        for item in items:
            if not isinstance(item, kind):
                yield f"its {hook} have to be a tuple of {kind.__name__}, and one is {_article(item)}."
                return
    for hook in ("records", "services"):
        if not isinstance(getattr(plugin, hook), Mapping):
            yield f"its {hook} have to be a mapping."
            return
    if any(not isinstance(kind, RecordKind) for kind in plugin.records.values()):
        yield "its records have to be of the type RecordKind."
        return
    for what, text in _texts(plugin):
        if not (text and isinstance(text, str)):
            yield f"{what} has to be text, and is {text!r}."
    for what, place in _places(plugin):
        if not isinstance(place, str) or not _PLACE.fullmatch(place):
            yield f'{what} has to be a place as "package.module:name", and is {place!r}.'
    for question in (*plugin.questions, *plugin.figures):
        if not question.home:
            yield f"its question {question.name} does not say in its home where it is."
    for section in plugin.sections:
        if section.chapter not in get_args(Chapter):
            yield f"a report has no chapter {section.chapter!r}: {', '.join(get_args(Chapter))}."
    for panel in plugin.panels:
        if panel.group not in get_args(PanelGroup):
            yield f"the page has no group {panel.group!r}: {', '.join(get_args(PanelGroup))}."
    for service in plugin.services:
        if service not in SERVICES:
            yield f"there is no service {service!r}: {', '.join(SERVICES)}."
    for form in plugin.formats:
        ends: object = form.suffixes
        if not isinstance(ends, tuple) or not all(str(end).startswith(".") for end in ends):
            yield f"the suffixes of its format {form.name} have to be a tuple of texts that begin with a dot."
        elif not form.read and not form.write:
            yield f"its format {form.name} can be neither read nor written."


def _texts(plugin: Plugin) -> Iterable[tuple[str, object]]:
    for command in plugin.commands:
        yield "the name of a command", command.name
        yield f"the help of its command {command.name}", command.help
    for panel in plugin.panels:
        yield "the question of a panel", panel.question
        yield "the title of a panel", panel.title
    for form in plugin.formats:
        yield "the name of a format", form.name


def _places(plugin: Plugin) -> Iterable[tuple[str, object]]:
    for command in plugin.commands:
        yield f"the function of its command {command.name}", command.function
    for name, kind in plugin.records.items():
        yield f"the record {name}", kind.record
        yield f"the page of {name}", kind.page
    for section in plugin.sections:
        yield f"the function of its section of {section.chapter}", section.function
    for form in plugin.formats:
        yield from ((f"what reads or writes {form.name}", place) for place in (form.read, form.write) if place != "")
    for name, place in plugin.services.items():
        yield f"its service {name}", place


def _article(value: object) -> str:
    name = type(value).__name__
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


V = TypeVar("V")


class Extended(MutableMapping[str, V], Generic[V]):
    """The product's own items by name; plugins are loaded when another name is requested, or all are iterated.

    *added*: a plugin's items. An item whose name exists already is ignored and reported; *what*: the noun for the
    items.
    """

    def __init__(self, own: Mapping[str, V], added: Callable[[Plugin], Iterable[tuple[str, V]]], what: str) -> None:
        self._items = dict(own)
        self._added, self._what = added, what
        self._whole = False

    def __getitem__(self, name: str) -> V:
        return self._items[name] if name in self._items else self._all()[name]

    def __setitem__(self, name: str, value: V) -> None:
        self._items[name] = value

    def __delitem__(self, name: str) -> None:
        del self._items[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def _all(self) -> dict[str, V]:
        if not self._whole:
            self._whole = True
            for plugin in plugins():
                for name, value in self._added(plugin):
                    if name in self._items:
                        complain(plugin.name, f"its {self._what} {name} is left out: there is one already.")
                    else:
                        self._items[name] = value
        return self._items
