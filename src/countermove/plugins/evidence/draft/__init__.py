"""draft: from a document to a worksheet, and what a case uses of the document."""

from __future__ import annotations

__all__: list[str] = []
