"""Texts of sources: where premises point, whether it is still there, and the record by which to tell, without any
sentence.
"""

from __future__ import annotations

__all__: list[str] = []
