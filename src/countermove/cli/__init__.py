"""The command line: arguments go to ``reports``, results are laid out by ``media`` and shown here.

Nothing heavy is imported before a command needs it, so that help and completion answer at once; for the version nothing
is.
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
"""Settings of this program's processes, including those that draw for it, unless the user sets others: no threads for
algebra, which no matrix here is large enough for and which take longer to start than NumPy to load; and no search
through all installed packages for plugins."""


def main() -> None:
    """Run the program with its command-line arguments, then end the process."""
    if sys.argv[1:] == ["--version"] and _version_written():
        return
    for name, value in _PROCESS.items():
        os.environ.setdefault(name, value)
    # A run keeps most objects that it makes, so frequent garbage collection only costs time: a tenth of ``assess``.
    gc.set_threshold(500_000, 20, 100)
    from countermove.cli.application import main as run

    run()


def _version_written() -> bool:
    """Write the version. Returns whether that succeeded; otherwise the application reports why not."""
    try:
        sys.stdout.write(f"countermove {__version__} ({core_named()})\n")
        sys.stdout.flush()
    except (AttributeError, OSError, ValueError):  # no standard output, a full or closed one, or one that nobody reads
        return False
    return True


def __getattr__(name: str) -> Any:
    if name == "app":
        from countermove.cli.application import app

        return app
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
