"""The standard streams, where one is closed, full, or read by nobody.

Failing to write the standard output is an error like any other (exit code 2). A reader who leaves is no error: the
program ends quietly with 141, as the shell reports it of others (``| head``). A message that the error stream cannot
take is dropped; the exit code stands.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

import typer

from gmcr.base.characters import isolated, visible
from gmcr.base.errors import CountermoveError

__all__ = ["UNREAD", "UnwrittenError", "directed", "open_streams", "say", "to_reader"]

UNREAD = 141


class UnwrittenError(CountermoveError):
    """Raised when the standard output cannot be written."""


def open_streams() -> None:
    """Replace streams that were closed when the program began, before a newly opened file takes their number. Writing
    to the output fails, as it should, since its replacement is open for reading only; messages are lost."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_WRONLY if number == 2 else os.O_RDONLY), True)
    if sys.stdout is None:
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115  # lives as long as the process
    if sys.stderr is None:
        sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115


@contextmanager
def to_reader() -> Iterator[None]:
    """Write to the standard output, all of it. Raises typer.Exit where nobody reads it any more, UnwrittenError where
    it cannot be written; anything written there afterwards is dropped."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()
        raise typer.Exit(UNREAD) from None
    except OSError as error:
        _drop_output()
        raise UnwrittenError(f"The standard output cannot be written: {error.strerror or error}.") from None


def directed(text: str, stream: TextIO) -> str:
    """The text with stretches from right to left isolated, where the stream has the characters for that."""
    try:
        "\u2068".encode(stream.encoding or "ascii")
    except UnicodeEncodeError:
        return text
    return isolated(text)


def say(message: str) -> None:
    """Print a message on the error stream, after everything written on the output, whatever it quotes. It never raises."""
    with suppress(typer.Exit, UnwrittenError), to_reader():
        pass
    try:
        typer.echo(directed(visible(message), sys.stderr), err=True)
    except OSError:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  # or the end of the program would try again


def _drop_output() -> None:
    with suppress(OSError, ValueError):
        sys.stdout.close()  # it fails once more; where it is dropped open, Python says so
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  # lives as long as the process
