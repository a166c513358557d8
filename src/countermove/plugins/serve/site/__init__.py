"""A folder of assessments as a site that needs no server: an index, a page for each case, and a feed of answers that
changed."""

from __future__ import annotations

__all__: list[str] = []
