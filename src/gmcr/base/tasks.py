"""Long work that reports how far it is and what is known so far; its caller counts, shows progress, and ends it.

A *task* is a generator that yields ``Progress`` after every part and returns its result. Nothing in it handles
interrupts: when one comes, the last ``known`` makes the result of what has been found until then, which itself says
that it is not whole.
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
    "deadline",
    "hide_until",
    "map_task",
    "one_after_another",
    "run_to_end",
    "run_until_interrupted",
    "task",
]

P = ParamSpec("P")
T = TypeVar("T")
S = TypeVar("S")


def deadline(now: float, seconds: float) -> float:
    """Return the time of a clock after which some work ends; any number of seconds is one."""
    return now + min(seconds, 10**9)  # a clock has no more


OnProgress: TypeAlias = Callable[[int, int], None]
"""A function that receives the number of parts done, and of how many."""


@dataclass(frozen=True, slots=True)
class Progress(Generic[T]):
    """``done`` of ``of`` parts. ``known`` makes the result of what is known when it is called; None while nothing is
    known."""

    done: int
    of: int
    known: Callable[[], T] | None = None


Task: TypeAlias = Generator[Progress[T], None, T]
"""Work that ends with a result."""


def run_to_end(work: Task[T], tell: OnProgress | None = None) -> T:
    """Run a task to its end and return its result. An interrupt is left to the caller."""
    while True:
        try:
            part = next(work)
        except StopIteration as end:
            result: T = end.value
            return result
        if tell is not None:
            tell(part.done, part.of)


def run_until_interrupted(work: Task[T], tell: OnProgress | None = None) -> T:
    """Run a task to its end, or to an interrupt, and return its result, or that of what is known. Raises
    KeyboardInterrupt if nothing is known yet."""
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


def map_task(work: Task[S], made: Callable[[S], T], of: int | None = None) -> Generator[Progress[T], None, S]:
    """Run a task for a caller that makes something of its result, and make the same of what is known on the way. *of*
    is the number of parts in all, if more are to come."""
    while True:
        try:
            part = next(work)
        except StopIteration as end:
            result: S = end.value
            return result
        yield Progress(part.done, part.of if of is None else of, _made(made, part.known))


def _made(made: Callable[[S], T], known: Callable[[], S] | None) -> Callable[[], T] | None:
    return None if known is None else lambda: made(known())


def hide_until(enough: int, work: Generator[Progress[T], None, S]) -> Generator[Progress[T], None, S]:
    """Run a task, and hide what is known before *enough* parts are done."""
    while True:
        try:
            part = next(work)
        except StopIteration as end:
            result: S = end.value
            return result
        yield part if part.done >= enough else Progress(part.done, part.of)


def one_after_another(works: Sequence[Callable[[], Task[S]]], joined: Callable[[tuple[S, ...]], T]) -> Task[T]:
    """Run tasks one after another, counted as one. *joined* makes the result of theirs; it may be called with those of
    the first few, the last of which may be incomplete."""
    results: list[S] = []
    of = 1
    for place, begin in enumerate(works):
        if results:
            yield Progress(place * of, len(works) * of, _known(joined, tuple(results), None))
        work = begin()
        while True:
            try:
                part = next(work)
            except StopIteration as end:
                results.append(end.value)
                break
            of = part.of
            yield Progress(place * of + part.done, len(works) * of, _known(joined, tuple(results), part.known))
    return joined(tuple(results))


def _known(
    joined: Callable[[tuple[S, ...]], T], results: tuple[S, ...], known: Callable[[], S] | None
) -> Callable[[], T] | None:
    if known is None:
        return (lambda: joined(results)) if results else None
    return lambda: joined((*results, known()))


class TaskFunction(Generic[P, T]):
    """A function that does all its work when called, or part by part by its ``work``."""

    def __init__(self, work: Callable[P, Task[T]]) -> None:
        self.work = work
        update_wrapper(self, work)

    @property
    def result(self) -> str:
        """The name of the result's type, in the module of the function."""
        said: object = self.work.__annotations__["return"]
        if not isinstance(said, str):  # in a module whose annotations are not kept as text
            said = get_args(said)[-1].__name__
        return str(said).removeprefix("Task[").removesuffix("]")

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run all of it and return the result."""
        return run_to_end(self.work(*args, **kwargs))


def task(work: Callable[P, Task[T]]) -> TaskFunction[P, T]:
    """Make a function of one that works part by part."""
    return TaskFunction(work)
