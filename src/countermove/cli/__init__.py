"""The command line: what is typed goes to ``reports``, what comes back is told by ``media`` and shown here.

Nothing heavy is imported before a command needs it, so that help and completion answer at once; for the version nothing is.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING, Any

from countermove import __version__
from gmcr.base.core import core_named

if TYPE_CHECKING:
    from countermove.cli.application import app

__all__ = ["app", "main"]

_PROCESS = {"OPENBLAS_NUM_THREADS": "1", "PYDANTIC_DISABLE_PLUGINS": "__all__"}
"""What a process of this program, and those that draw for it, do without, unless the user says otherwise: threads for algebra,
which no matrix here is large enough for and which take longer to start than NumPy to load; and a search through all installed
packages for plugins."""


def main() -> None:
    """Run the program with the arguments that it was started with; ends the process."""
    if sys.argv[1:] == ["--version"] and _version_told():
        return
    for name, value in _PROCESS.items():
        os.environ.setdefault(name, value)
    # A run keeps most of what it loads and makes, so that looking for garbage often only costs time: a tenth of ``assess``.
    gc.set_threshold(500_000, 20, 100)
    from countermove.cli.application import main as run

    run()


def _version_told() -> bool:
    """Write the version; whatever stands in the way of that is told by the application."""
    try:
        sys.stdout.write(f"countermove {__version__} ({core_named()})\n")
        sys.stdout.flush()
    except (AttributeError, OSError, ValueError):  # no standard output, one that is full or not read, a closed one
        return False
    return True


def __getattr__(name: str) -> Any:
    if name == "app":
        from countermove.cli.application import app

        return app
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
