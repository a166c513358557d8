"""The questions that can be asked of a case: one folder each.

``compute``: the record and its computation, which knows no word for people; ``text``: its sentences and tables; ``figure``: its
picture, where it has one. ``countermove.catalogue`` declares them.
"""

from __future__ import annotations

__all__: list[str] = []
