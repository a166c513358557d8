"""diff: what changed between two assessments, and because of which line."""

from countermove.questions.diff.compute import Alone, ClaimChange, Diff, Result, diff

__all__ = ["Alone", "ClaimChange", "Diff", "Result", "diff"]
