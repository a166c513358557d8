"""The product's own items by name, followed by those of plugins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from typing import Generic, TypeVar

from countermove.extensions.hooks import Plugin
from countermove.extensions.loader import complain, plugins

__all__ = ["Extended"]

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
