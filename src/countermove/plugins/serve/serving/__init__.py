"""The server of the page: cases from files, what follows from them worked out in a process of its own, and nobody else let in.

``shelf`` knows the cases that are served, ``calculations`` asks the processes, ``guard`` looks at who asks, ``routes`` answers.
"""

from __future__ import annotations

__all__: list[str] = []
