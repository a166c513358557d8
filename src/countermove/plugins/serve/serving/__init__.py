"""The server of the page: cases from files, computed in a separate process, and closed to everybody else.

``shelf`` knows the served cases, ``calculations`` queries the processes, ``turns`` says which job is next,
``connections`` bounds connections, ``guard`` checks requests, ``routes`` answers them.
"""

from __future__ import annotations

__all__: list[str] = []
