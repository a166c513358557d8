"""How the program ends: exit codes, and one clear message instead of a traceback.

0 done; 1 a claim is not as its ``expect`` says; 2 bad input; 130 interrupted; 141 nobody reads the output.

Ends a command that was interrupted and has shown its partial result.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup

from countermove.cli.streams import UNREAD, UnwrittenError, say, to_reader
from gmcr.base.errors import CountermoveError, system_error

__all__ = ["BAD_INPUT", "INTERRUPTED", "Commands", "Maker", "end_if_interrupted"]


BAD_INPUT = 2
INTERRUPTED = 130

# Typer bundles Click, or depends on it, according to its version: the root of its errors under either name.
_UsageError: type[Any] = [kind for kind in typer.BadParameter.__mro__ if hasattr(kind, "format_message")][-1]

_NEAR = re.compile(r"Did you mean ('[^?]*')\?$")


Maker = Callable[[], Callable[..., Any]]
"""Returns the function behind a command."""


class _Made(Mapping[str, Any]):
    """Commands by name, each made on request: making all of them takes longer than running a short one."""

    def __init__(self, makers: Mapping[str, Maker]) -> None:
        self._makers = makers
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            alone = typer.Typer(add_completion=False, rich_markup_mode=None)
            alone.command(name)(self._makers[name]())
            self._made[name] = typer.main.get_command(alone)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


class Commands(TyperGroup):
    """The group of all commands; every error in one ends here."""

    makers: ClassVar[Mapping[str, Maker]] = {}
    """The commands by name, in the order in which help shows them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.listing = False
        self.commands = _Made(self.makers)  # type: ignore[assignment]  # only the methods of a mapping are used

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of all commands."""
        return list(self.commands)

    def line(self, name: str) -> str | None:
        """A command's line in help, where it is known without making the command."""
        return None

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of a name; while help lists all, a stub with its line where that is enough."""
        if self.listing and (line := self.line(cmd_name)) is not None:
            return TyperCommand(cmd_name, help=line)
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """List all commands."""
        self.listing = True
        try:
            super().format_commands(ctx, formatter)
        finally:
            self.listing = False

    def invoke(self, ctx: Any) -> Any:
        """Run the requested command; an error about an argument gets the option's name on this command line."""
        try:
            return super().invoke(ctx)
        except CountermoveError as error:
            option = _option(self.get_command(ctx, ctx.invoked_subcommand or ""), error.argument)
            if option:
                error.args = (f"{error} Here: {option}",)
            raise

    def main(  # type: ignore[override]  # Typer's signature differs between versions
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command line. With *standalone_mode* the process ends with the exit code."""
        arguments = list(sys.argv[1:] if args is None else args)

        def run() -> Any:
            _require_text(arguments)
            result = super(Commands, self).main(arguments, prog_name, complete_var, standalone_mode=False, **extra)
            with to_reader():  # Typer writes help by itself
                pass
            return result

        if not standalone_mode:
            return run()
        sys.exit(_code(run, as_json="--json" in arguments))


def _code(run: Callable[[], Any], *, as_json: bool) -> int:
    try:
        result = run()
    except CountermoveError as error:
        return _complain(error, as_json)
    except typer.Exit as left:
        result = left.exit_code
    except SystemExit as error:
        # Typer itself exits with 1 where the reader of help has left; and so does completion in a shell.
        result = UNREAD if isinstance(error.__context__, BrokenPipeError) else error.code
    except _UsageError as error:
        return _complain(CountermoveError(_usage(error)), as_json)
    except (KeyboardInterrupt, typer.Abort):
        result = INTERRUPTED
    except (MemoryError, OSError) as error:
        return _complain(system_error(error), as_json)
    code = result if isinstance(result, int) else 0
    if code == INTERRUPTED:
        say("Interrupted.")
    return code


def _option(command: Any, argument: str | None) -> str | None:
    """How an argument is passed to a command; None where it has no such option."""
    params = (item for item in getattr(command, "params", ()) if argument is not None and item.name == argument)
    return next((option for item in params for option in item.opts if option.startswith("--")), None)


def _usage(error: Any) -> str:
    """A mistake in the command line, with where to find help."""
    message = str(error.format_message()).strip()
    context = getattr(error, "ctx", None)
    where = context.command_path if context is not None else "countermove"
    message = _NEAR.sub(lambda found: f"Did you mean {found[1].replace(', ', ' or ')}?", message)
    return f"{message if message.endswith('?') else message.rstrip('.') + '.'} Try: {where} --help"


def _complain(error: CountermoveError, as_json: bool) -> int:
    """Print the message on the error stream, and with --json the errors as data in place of the record."""
    if as_json:
        from countermove.cli.output import show_json
        from countermove.media import errors_data

        with suppress(typer.Exit, UnwrittenError):  # the message alone has to do
            show_json(errors_data(error))
    say(str(error))
    return BAD_INPUT


def _require_text(arguments: Sequence[str]) -> None:
    """Raise CountermoveError where an argument is not valid text: it would fail wherever it is written."""
    for word in arguments:
        try:
            word.encode("utf-8")
        except UnicodeEncodeError:
            text = os.fsencode(word).decode("utf-8", errors="backslashreplace")
            raise CountermoveError(
                f"'{text}' on the command line is not text: it has bytes that the encoding of this system "
                f"({sys.getfilesystemencoding()}) does not know. Write it in that encoding, or rename the file if "
                f"that is its name."
            ) from None


def end_if_interrupted(interrupted: bool) -> None:
    """Exit with the code of an interrupt, so that nobody mistakes a part for the whole."""
    if interrupted:
        raise typer.Exit(INTERRUPTED)
