"""countermove compare: the question, and the first file with the alternatives that it could name."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Annotated, Any

import typer

from countermove.catalogue import QUESTIONS
from countermove.cli.options import Force
from countermove.cli.question_command import command_of

__all__ = ["compare"]

Write = Annotated[
    str | None,
    typer.Option(
        "--write",
        metavar="FILE",
        help="For two: also write the first, with the choices that the second made otherwise as alternatives, to this file.",
    ),
]


def compare() -> Callable[..., int]:
    """The command that asks the question, and writes if it is asked to."""
    ask = command_of(QUESTIONS["compare"])

    def command(*, write: str | None, force: bool, **values: Any) -> int:
        if write is None:
            return ask(**values)
        cases = [*values["cases"]]
        _check(cases, write, force=force)
        code = ask(**values)
        _write(cases, write, force=force)
        return code

    own = list(inspect.signature(ask).parameters.values())
    more = [
        inspect.Parameter("write", inspect.Parameter.KEYWORD_ONLY, annotation=Write, default=None),
        inspect.Parameter("force", inspect.Parameter.KEYWORD_ONLY, annotation=Force, default=False),
    ]
    place = next(k for k, item in enumerate(own) if item.name == "full")
    signature = inspect.Signature([*own[:place], *more, *own[place:]])
    command.__name__, command.__doc__ = ask.__name__, ask.__doc__
    command.__signature__ = signature  # type: ignore[attr-defined]
    command.__annotations__ = {item.name: item.annotation for item in signature.parameters.values()}
    return command


def _check(cases: list[str], write: str, *, force: bool) -> None:
    """Raise CountermoveError before anything is computed if it could not be written."""
    from pathlib import Path

    from gmcr.base.errors import CountermoveError

    if len(cases) != 2:
        message = "--write takes two codings: what the second chose otherwise becomes an alternative of the first."
        raise CountermoveError(message, argument="write")
    if Path(write).exists() and not force:
        raise CountermoveError(f"{write} exists already; --force overwrites it.", argument="write")


def _write(cases: list[str], write: str, *, force: bool) -> None:
    from pathlib import Path

    from countermove.assessment import load
    from countermove.cli.streams import say
    from countermove.presentation.words import listed, plural
    from countermove.questions.compare.proposals import naming_alternatives
    from gmcr.base.characters import one_line
    from gmcr.base.files import write_whole

    first, second = map(load, cases)
    named = naming_alternatives(first, second)
    if not named.names:
        say(f"{one_line(write)} is not written: {first.name} has no alternative to name, beside what it names already.")
        return
    write_whole(Path(write), named.text, force=force)
    left = f" Left out, since they cannot be chosen together with these: {listed(named.left)}." if named.left else ""
    say(
        one_line(
            f"Wrote {write}: {first.name} with the {plural(len(named.names), 'alternative')} {listed(named.names)}.{left}"
        )
    )
