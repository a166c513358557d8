"""The questions that can be asked of a case: one folder each.

``found``: the record and its computation, which knows no word for people; ``told``: its sentences and tables; ``drawn``: its
picture, where it has one. ``countermove.catalogue`` declares them.
"""

from __future__ import annotations

__all__: list[str] = []
