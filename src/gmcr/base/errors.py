"""All exceptions of Countermove, as one tree.

Each error carries fields (where, what, the nearest valid name) beside its message, so that a command line, a page and
an editor can each show it in their own way. The message alone is a complete sentence: where, what, and what to do. As
text (`str`) it is safe to print: hidden characters in what it quotes are written out.
"""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from gmcr.base.characters import one_line, visible
from gmcr.base.record import NULL_IF_EMPTY, cut

__all__ = [
    "AssessmentError",
    "ChangedMeanwhile",
    "CountermoveError",
    "FormulaError",
    "MissingExtra",
    "ModelError",
    "Problem",
    "ProgramError",
    "Severity",
    "SizeError",
    "TooLong",
    "Undecided",
    "UnknownName",
    "first_of",
    "install_command",
    "nearest",
    "quoted",
    "shortened",
    "system_error",
    "with_short_names",
]

Severity: TypeAlias = Literal["error", "warning"]

LONGEST = 80
"""The number of characters at which messages shorten a quoted input that is wrong, since the place that they name has
all of it. Conclusions, and rules that exclude a state, are never shortened."""

_LONG_WORD = re.compile(rf"[\w.\-]{{{LONGEST + 1},}}")


def shortened(text: str) -> str:
    """Return a text on one line of at most eighty characters, the last of them an ellipsis if the text was longer."""
    return cut(text, LONGEST)


def quoted(text: object) -> str:
    """Return text of a file or of a command line as messages quote it."""
    return repr(shortened(text) if isinstance(text, str) else text)


def with_short_names(message: str) -> str:
    """Return a message with the names in it shortened: names have no spaces, and no other word is as long."""
    return _LONG_WORD.sub(lambda match: shortened(match[0]), message)


def first_of(names: Sequence[str], most: int = 12) -> str:
    """Return the first names for a message, each whole, and how many more there are."""
    return ", ".join(names[:most]) + (f" and {len(names) - most:,} more" if len(names) > most else "")


def nearest(name: str, names: Iterable[str]) -> str | None:
    """Return the name most like *name*, or None if nothing is near.

    A name that differs only in its prefix (``engage`` for ``us.engage``) counts as near.
    """
    candidates = list(names)
    tails = [candidate for candidate in candidates if candidate.rpartition(".")[2] == name]
    if len(tails) == 1:
        return tails[0]
    matches = get_close_matches(name, candidates, n=1, cutoff=0.6)
    return matches[0] if matches else None


class CountermoveError(Exception):
    """The root of all errors: catch this to catch everything that the library raises on purpose.

    Attributes
    ----------
    argument : str or None
        The name of the argument that would help, if the message is about one. A command line says how it is given
        there.

    Examples
    --------
    >>> import gmcr
    >>> try:
    ...     gmcr.solve("no conflict")
    ... except gmcr.CountermoveError as error:
    ...     print(type(error).__name__)
    ModelError
    """

    def __init__(self, message: str = "", *, argument: str | None = None) -> None:
        self.argument = argument
        super().__init__(message)

    def __str__(self) -> str:
        return one_line(super().__str__())


class FormulaError(CountermoveError):
    """A formula cannot be read.

    Attributes
    ----------
    reason : str
        What is wrong, without the place.
    text : str
        The formula.
    column : int
        Where it goes wrong, from 1.
    suggestion : str or None
        What was probably meant.

    Examples
    --------
    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> try:
    ...     ferry.formula("run an pay")
    ... except gmcr.FormulaError as error:
    ...     print(error.column, error.suggestion)
    5 and
    """

    def __init__(self, reason: str, *, text: str = "", column: int = 1, suggestion: str | None = None) -> None:
        self.reason, self.text, self.column, self.suggestion = reason, text, column, suggestion
        hint = f" Did you mean {suggestion}?" if suggestion else ""
        place = f" (column {column} of {quoted(text)})" if text else ""
        super().__init__(with_short_names(f"{reason}{place}.{hint}"))


class ModelError(CountermoveError):
    """A conflict cannot be as it is given: an infeasible start, a ranking with a state missing, an option nobody owns.

    Attributes
    ----------
    rule : str or None
        The id or the text of the rule that is broken.
    actor : str or None
        The actor that the message is about.

    Examples
    --------
    >>> import gmcr
    >>> try:
    ...     gmcr.Conflict.from_options(actors={"line": "run"}, preferences={})
    ... except gmcr.ModelError as error:
    ...     print(error)
    No preferences are given for line.
    """

    def __init__(
        self, message: str, *, rule: str | None = None, actor: str | None = None, argument: str | None = None
    ) -> None:
        self.rule, self.actor = rule, actor
        super().__init__(with_short_names(message), argument=argument)


class SizeError(ModelError):
    """A model is too large for the representation asked for; the message names the way out.

    Examples
    --------
    >>> import gmcr
    >>> options = [f"act{number}" for number in range(30)]
    >>> try:
    ...     gmcr.Conflict.from_options(actors={"line": options}, preferences={"line": "act0"}, layout="dense")
    ... except gmcr.SizeError as error:
    ...     print(error)
    30 options make 2^30 combinations; the dense layout holds 2^26. ...
    """


class UnknownName(CountermoveError):
    """A name does not exist in the model or the file.

    Attributes
    ----------
    kind : str
        The kind of name: "actor", "concept", "option", and so on.
    name : str
        The name that was given.
    suggestion : str or None
        The valid name nearest to it, if one is near.
    valid : tuple of str
        All valid names.

    Notes
    -----
    Two more arguments of the constructor shape the message: ``called`` says in words what valid names stand for, which
    the message tells beside them; ``also`` says what else they are called, so that the nearest of them can be suggested.

    Examples
    --------
    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> try:
    ...     ferry.ranks("twon")
    ... except gmcr.UnknownName as error:
    ...     print(error.kind, error.suggestion, error.valid)
    actor town ('line', 'town')
    """

    def __init__(
        self,
        kind: str,
        name: object,
        valid: Iterable[str] = (),
        *,
        called: Mapping[str, str] | None = None,
        also: Mapping[str, Iterable[str]] | None = None,
    ) -> None:
        self.kind, self.name, self.valid = kind, str(name), tuple(valid)
        words = dict(called or {})
        by_words = {other.casefold(): item for item, others in (also or {}).items() for other in others}
        by_words |= {words[item].casefold(): item for item in reversed(self.valid) if item in words}
        self.suggestion = nearest(self.name, self.valid) or by_words.get(nearest(self.name.casefold(), by_words) or "")
        if self.suggestion:
            hint = f" Did you mean {_called(self.suggestion, words)}?"
        elif self.valid:
            hint = f" There are: {first_of([_called(item, words) for item in self.valid])}."
        else:
            hint = ""
        article = "an" if kind[:1] in "aeio" else "a"  # "a unique option"
        super().__init__(with_short_names(f"{quoted(self.name)} is not {article} {kind} here.{hint}"))


def _called(name: str, words: Mapping[str, str]) -> str:
    """A name, with what it stands for beside it if that says more: "us (United States)"."""
    meaning = words.get(name, name)
    return name if meaning.casefold() == name.casefold() else f"{name} ({meaning})"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong or suspicious."""

    file: Annotated[str, NULL_IF_EMPTY]
    """The file; null for what is wrong in no file."""
    line: Annotated[int, NULL_IF_EMPTY]
    """The line, from 1; null (in Python 0) where it is about no place in the file."""
    column: Annotated[int, NULL_IF_EMPTY]
    """The column, from 1."""
    severity: Severity
    """Errors make a file unusable."""
    code: str
    """A stable name for this kind of problem."""
    message: str
    """What is wrong, and what to do."""
    suggestion: str | None = None
    """The nearest valid name."""

    def __str__(self) -> str:
        hint = f" Did you mean {shortened(self.suggestion)}?" if self.suggestion else ""
        place = f":{self.line}:{self.column}" if self.line else ":"
        return one_line(f"{self.file}{place} {self.severity} [{self.code}] {self.message}{hint}")


class TooLong(SizeError):
    """A computation would take more steps than allowed."""


class Undecided(SizeError):
    """Raised when the time limit expires before a verdict is proved; never a truth value."""

    def __init__(self, what: str = "This") -> None:
        super().__init__(f"{what} was not decided in the time allowed.")


class ProgramError(CountermoveError):
    """A compiled assessment cannot be loaded, or something is over one of its limits."""


class AssessmentError(CountermoveError):
    """A file cannot be used. ``problems`` holds every error and warning found, in file order; everything that the file
    marks as still to do counts as one of them, and ``holes`` has each of these places."""

    def __init__(self, problems: Iterable[Problem], holes: Iterable[Problem] = ()) -> None:
        self.problems, self.holes = tuple(problems), tuple(holes)
        super().__init__("\n".join(map(str, self.problems)))

    @property
    def listed(self) -> tuple[Problem, ...]:
        """Every problem in file order, with each place that is still to do instead of the problem that counts them."""
        others = (problem for problem in self.problems if not (self.holes and problem.code == "todo"))
        return tuple(sorted((*others, *self.holes), key=lambda problem: (problem.line, problem.column)))

    def __str__(self) -> str:
        return visible(self.args[0])  # a line for each problem


class ChangedMeanwhile(CountermoveError):
    """A file has changed since it was read: somebody else has written it."""


class MissingExtra(CountermoveError):
    """An optional dependency is not installed; the message has the command that installs it for the Python that runs.

    Attributes
    ----------
    extra : str
        The name of the extra that brings the dependency.

    Examples
    --------
    >>> import gmcr
    >>> error = gmcr.MissingExtra("data", "A DataFrame")
    >>> error.extra, str(error).startswith("A DataFrame needs the extra 'data'")
    ('data', True)
    """

    def __init__(self, extra: str, what: str) -> None:
        self.extra = extra
        super().__init__(f"{what} needs the extra {extra!r}: {install_command(extra)}")


def system_error(error: MemoryError | OSError) -> CountermoveError:
    """Return a refusal of the system as an error of one sentence."""
    if isinstance(error, MemoryError):
        return CountermoveError("This takes more memory than there is: ask about a smaller model.")
    what = f"{error.filename}: " if error.filename else ""
    return CountermoveError(f"{what}{error.strerror or error}.")


def install_command(extra: str) -> str:
    """Return the command that installs an extra for the Python that runs, whatever environment is active."""
    return f"{shlex.quote(sys.executable or 'python')} -m pip install '{_distribution()}[{extra}]'"


def _distribution() -> str:
    """The distribution that this package came in: the product's contains both packages, the engine's it alone."""
    here = Path(__file__).resolve().parents[1]
    return "countermove" if here.with_name("countermove").is_dir() else here.name
