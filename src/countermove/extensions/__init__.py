"""What a plugin may add, and how the product finds it: the package that authors of plugins import first.

A plugin is a light module with a ``Plugin`` in it, named by an entry point of the group ``countermove.plugins``. It
declares its additions in words, with the place of each function; none is imported before it is used.
"""

from __future__ import annotations

from countermove.extensions.declarations import Declaration, Kind, Parameter, Picture, Sweep, Through
from countermove.extensions.hooks import (
    HOOKS,
    SERVICES,
    Command,
    FileFormat,
    PagePanel,
    Plugin,
    RecordKind,
    ReportSection,
)
from countermove.extensions.loader import GROUP, OWN, complain, fault_in, function_at, needed, offered, plugins
from countermove.extensions.registry import Extended

__all__ = [
    "GROUP",
    "HOOKS",
    "OWN",
    "SERVICES",
    "Command",
    "Declaration",
    "Extended",
    "FileFormat",
    "Kind",
    "PagePanel",
    "Parameter",
    "Picture",
    "Plugin",
    "RecordKind",
    "ReportSection",
    "Sweep",
    "Through",
    "complain",
    "fault_in",
    "function_at",
    "needed",
    "offered",
    "plugins",
]
