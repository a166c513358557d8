"""The command line: what is typed goes to ``desk``, what comes back is told by ``report`` and shown here.

Nothing heavy is imported before a command needs it, so that help and completion answer at once.
"""

from __future__ import annotations

from countermove.cli.application import app, main

__all__ = ["app", "main"]
