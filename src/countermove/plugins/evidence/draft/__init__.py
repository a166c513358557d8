"""draft: from a document to a worksheet, and what of the document a case uses."""

from __future__ import annotations

__all__: list[str] = []
