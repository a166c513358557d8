"""The questions that can be asked of a case, one folder each.

``compute``: the record and its computation, without any words for people; ``text``: its sentences and tables;
``figure``: its picture, if it has one. ``countermove.catalogue`` declares the questions.
"""

from __future__ import annotations

__all__: list[str] = []
