"""Documents as people have them: plain text, pages of HTML and PDF, read into paragraphs that are counted as in
``sources``.
"""

from __future__ import annotations

__all__: list[str] = []
