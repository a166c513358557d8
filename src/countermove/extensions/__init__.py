"""What a plugin may add, and what the product finds of it: the one package that whoever writes a plugin imports first.

A plugin is a light module with a ``Plugin`` in it, which an entry point of the group ``countermove.plugins`` names. It says what
there is, in words, and where each function lies; none is imported before it is used.
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
