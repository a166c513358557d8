"""What a plugin may add, and how the product finds it: the package that authors of plugins import first.

A plugin is a light module with a ``Plugin`` in it, named by an entry point of the group ``countermove.plugins``. It
declares its additions in words, with the place of each function; none is imported before it is used.
"""

from __future__ import annotations

from countermove.extensions.hooks import (
    HOOKS,
    SERVICES,
    Command,
    Declaration,
    FileFormat,
    Kind,
    PagePanel,
    PanelGroup,
    Parameter,
    Picture,
    Plugin,
    RecordKind,
    ReportSection,
    Sweep,
    Through,
)
from countermove.extensions.registry import (
    GROUP,
    OWN,
    Extended,
    complain,
    fault_in,
    function_at,
    needed,
    offered,
    plugins,
)

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
    "PanelGroup",
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
