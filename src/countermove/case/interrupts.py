"""A question asked under several concepts in turn, stopped where an interrupt comes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

__all__ = ["one_by_one"]

Answer = TypeVar("Answer")
Progress = Callable[[int, int], None]


def one_by_one(
    concepts: Sequence[str],
    ask: Callable[[str, Progress | None], Answer],
    whole: Callable[[Answer], bool],
    progress: Progress | None,
) -> tuple[Answer, ...]:
    """The answers under the concepts, one at least. After one that is not *whole*, or at an interrupt, no more are asked
    for. *ask* takes a concept and whom to tell how much is done; *progress* is told the same of all of them together.

    Raises KeyboardInterrupt where not even the first is answered.
    """
    found: list[Answer] = []
    for place, concept in enumerate(concepts):

        def told(done: int, of: int, before: int = place) -> None:
            if progress is not None:
                progress(before * of + done, of * len(concepts))

        try:
            found.append(ask(concept, None if progress is None else told))
        except KeyboardInterrupt:
            if not found:
                raise
            break
        if not whole(found[-1]):
            break
    return tuple(found)
