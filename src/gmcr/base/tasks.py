"""Long work: it says how far it is and what is known so far; whoever asked for it counts, shows progress, and ends it.

A *work* is a generator that yields ``Progress`` after every part and returns its result. Nothing that works knows of interrupts:
where one comes, the last ``known`` makes the result of what has been found until then, which says itself that it is not whole.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from functools import update_wrapper
from typing import Generic, ParamSpec, TypeAlias, TypeVar, get_args

__all__ = [
    "OnProgress",
    "Progress",
    "Task",
    "TaskFunction",
    "finished",
    "in_turn",
    "known_from",
    "mapped",
    "task",
    "until_interrupted",
]

P = ParamSpec("P")
T = TypeVar("T")
S = TypeVar("S")

OnProgress: TypeAlias = Callable[[int, int], None]
"""Is told how many parts are done, of how many."""


@dataclass(frozen=True, slots=True)
class Progress(Generic[T]):
    """``done`` of ``of`` parts. ``known``: makes the result of what is known at the time when it is called; None while that is
    nothing yet."""

    done: int
    of: int
    known: Callable[[], T] | None = None


Task: TypeAlias = Generator[Progress[T], None, T]
"""Work that ends with a result."""


def finished(work: Task[T], tell: OnProgress | None = None) -> T:
    """The result of all of it. An interrupt is left to the caller."""
    while True:
        try:
            part = next(work)
        except StopIteration as end:
            result: T = end.value
            return result
        if tell is not None:
            tell(part.done, part.of)


def until_interrupted(work: Task[T], tell: OnProgress | None = None) -> T:
    """The result of all of it, or of what is known when an interrupt comes. Raises KeyboardInterrupt while nothing is."""
    known: Callable[[], T] | None = None
    try:
        while True:
            part = next(work)
            known = part.known
            if tell is not None:
                tell(part.done, part.of)
    except StopIteration as end:
        result: T = end.value
        return result
    except KeyboardInterrupt:
        if known is None:
            raise
        return known()
    finally:
        work.close()


def mapped(work: Task[S], made: Callable[[S], T], of: int | None = None) -> Generator[Progress[T], None, S]:
    """The same work for whoever makes something of its result: so is what is known made on the way. *of*: of how many parts it is
    the first, where more are to come."""
    while True:
        try:
            part = next(work)
        except StopIteration as end:
            result: S = end.value
            return result
        yield Progress(part.done, part.of if of is None else of, _made(made, part.known))


def _made(made: Callable[[S], T], known: Callable[[], S] | None) -> Callable[[], T] | None:
    return None if known is None else lambda: made(known())


def known_from(enough: int, work: Generator[Progress[T], None, S]) -> Generator[Progress[T], None, S]:
    """The same work where nothing is worth knowing before so many parts are done."""
    while True:
        try:
            part = next(work)
        except StopIteration as end:
            result: S = end.value
            return result
        yield part if part.done >= enough else Progress(part.done, part.of)


def in_turn(works: Sequence[Callable[[], Task[S]]], joined: Callable[[tuple[S, ...]], T]) -> Task[T]:
    """Works one after another, counted as one. *joined* makes the result of theirs; it may be asked for that of the first few,
    the last of which need not be whole."""
    found: list[S] = []
    of = 1
    for place, begin in enumerate(works):
        if found:
            yield Progress(place * of, len(works) * of, _known(joined, tuple(found), None))
        work = begin()
        while True:
            try:
                part = next(work)
            except StopIteration as end:
                found.append(end.value)
                break
            of = part.of
            yield Progress(place * of + part.done, len(works) * of, _known(joined, tuple(found), part.known))
    return joined(tuple(found))


def _known(
    joined: Callable[[tuple[S, ...]], T], found: tuple[S, ...], known: Callable[[], S] | None
) -> Callable[[], T] | None:
    if known is None:
        return (lambda: joined(found)) if found else None
    return lambda: joined((*found, known()))


class TaskFunction(Generic[P, T]):
    """A function that is done at once when it is called, and part by part by its ``work``."""

    def __init__(self, work: Callable[P, Task[T]]) -> None:
        self.work = work
        update_wrapper(self, work)

    @property
    def result(self) -> str:
        """The name of what comes out, in the module of the function."""
        said: object = self.work.__annotations__["return"]
        if not isinstance(said, str):  # in a module whose annotations are not kept as text
            said = get_args(said)[-1].__name__
        return str(said).removeprefix("Task[").removesuffix("]")

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        """The result of all of it."""
        return finished(self.work(*args, **kwargs))


def task(work: Callable[P, Task[T]]) -> TaskFunction[P, T]:
    """Make a function of one that works part by part."""
    return TaskFunction(work)
