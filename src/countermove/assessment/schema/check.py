"""How a check is declared: a record for each kind, told apart by its keys.

A declaration gives a kind's fields, the keys that identify it, and the check of the analysis that it becomes
(``compiled``). Its fields are annotated with what they name, so that validation, renaming and the JSON Schema follow.
It also declares changes of the start and further requirements, if any (``starts``, ``problems``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, NamedTuple, Protocol, Union

from pydantic import BeforeValidator, Discriminator, GetCoreSchemaHandler, Tag
from pydantic_core import CoreSchema

from countermove.assessment.acts import Act
from countermove.assessment.problems import Path
from countermove.assessment.schema.kinds import complain
from countermove.assessment.schema.record import Entry
from countermove.inquiry import checks as analysed
from gmcr.base.errors import nearest, quoted
from gmcr.base.record import Record
from gmcr.logic import Formula

__all__ = ["CHECKS", "Around", "CheckOf", "CheckRecord", "Resolving", "StartChange", "Wrong", "kind_of"]


class Resolving(Protocol):
    """Resolves names and formulas of a file, as an assessment does."""

    def formula(self, text: str) -> Formula:
        """The resolved formula."""

    def act(self, text: str) -> Act:
        """What an act switches."""


@dataclass(frozen=True, slots=True)
class Around(Record):
    """The parts of the file that checks are validated against. ``option`` gives the full name of the option that an act
    is about, "" for none; ``holders`` maps views to the actors that hold them; ``grades``: whether wants are "great", or
    "unknown", anywhere."""

    has_target: bool
    actors: frozenset[str]
    holders: Mapping[str, str]
    option: Callable[[str], str]
    grades: frozenset[str] = frozenset()

    def owner(self, act: str) -> str:
        """The actor whose option an act is about; "" for none."""
        return self.option(act).partition(".")[0]


class Wrong(NamedTuple):
    """A problem of a check. ``path``: within it; ``key``: the place is that of the key."""

    path: Path
    code: str
    message: str
    warning: bool = False
    key: bool = False


class StartChange(NamedTuple):
    """A changed start: the acts done in it, one after another, and where in the check they are written."""

    path: Path
    acts: Iterable[str]


class CheckRecord(Entry):
    """A condition on the game that is true, false or undefined under a concept."""

    discriminators: ClassVar[tuple[str, ...]] = ()
    """The keys that identify this kind; the first names the check. () for common bases of kinds."""

    kind: ClassVar[str] = ""
    """The kind in one word, made of these keys."""

    example: ClassVar[str] = ""
    """A claim with such a check in the model of ``by_example.yaml``, where that file has none: YAML, its keys commented."""

    for_target: ClassVar[bool] = False
    """Whether it is about the target of the file."""

    about_drifts: ClassVar[bool] = False
    """Whether it is about what comes first as drivers drift."""

    elsewhere: ClassVar[Mapping[str, str]] = {}
    """Keys of another kind of the same name → the key that goes with them there."""

    @classmethod
    def __pydantic_init_subclass__(cls, **options: Any) -> None:
        super().__pydantic_init_subclass__(**options)
        if "discriminators" in cls.__dict__:
            cls.kind = "_".join(cls.discriminators)
            CHECKS.append(cls)

    @classmethod
    def of(cls, data: Any) -> type[Entry]:
        return cls if cls.discriminators else kind_of(data) or cls

    @classmethod
    def objection(cls, keys: Iterable[str]) -> str | None:
        """The objection to keys of the same name that do not go together."""
        return None

    def compiled(self, resolver: Resolving) -> analysed.GameCheck:
        """The check of the analysis, with resolved formulas and full names of options."""
        raise NotImplementedError(type(self).__name__)

    def starts(self) -> Iterator[StartChange]:
        """What it changes the game's start to."""
        return iter(())

    def problems(self, around: Around) -> Iterator[Wrong]:
        """Its problems beyond names and formulas."""
        return iter(())


CHECKS: list[type[CheckRecord]] = []
"""Every declared kind, in order."""


def kind_of(data: Any) -> type[CheckRecord] | None:
    """The kind of check of plain data; None unless exactly one key names it."""
    keys = data if isinstance(data, dict) else {}
    alike = [kind for kind in CHECKS if kind.discriminators[0] in keys]
    if len({kind.discriminators[0] for kind in alike}) != 1:
        return None
    return next((kind for kind in reversed(alike) if keys.keys() >= set(kind.discriminators)), alike[0])


def _checked_keys(data: Any) -> Any:
    """Accept only data of exactly one kind of check; otherwise raise one clear error."""
    if isinstance(data, CheckRecord):
        return data
    if not isinstance(data, dict):
        raise complain("check", "A check is a mapping such as {no_outcome: talks}.")
    data = {key: value for key, value in data.items() if value is not None}
    names = tuple(dict.fromkeys(kind.discriminators[0] for kind in CHECKS))
    naming = [name for name in names if name in data]
    if len(naming) > 1:
        raise complain("check", f"{' and '.join(naming)} are different checks: give each its own claim.")
    kind = kind_of(data)
    if kind is None:
        near = next((near for near in (nearest(key, names) for key in data) if near), None)
        message = f"No check is named here. The checks are {', '.join(names)}."
        raise complain("check", message, near or _name_with(data))
    objection = kind.objection(data)
    if objection:
        raise complain("check", objection)
    allowed = kind.keys()
    strangers = [key for key in data if key not in allowed]
    if strangers:
        hints = [f" ({key} goes with {kind.elsewhere[key]})" for key in strangers if key in kind.elsewhere]
        message = (
            f"{quoted(strangers[0])} does not belong to this check, which has {', '.join(allowed)}{''.join(hints)}."
        )
        raise complain("check", message, nearest(strangers[0], allowed))
    return data


def _name_with(keys: Mapping[str, Any]) -> str | None:
    """The one name whose checks have some of these keys."""
    names = {kind.discriminators[0] for kind in CHECKS if not keys.keys().isdisjoint(kind.keys())}
    return names.pop() if len(names) == 1 else None


def _tag(data: Any) -> str | None:
    kind = type(data) if isinstance(data, CheckRecord) else kind_of(data)
    return kind.__name__ if kind else None


class _AnyKind:
    """Marks a field that holds any of the kinds declared by the time its record is made."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        kinds = tuple(Annotated[kind, Tag(kind.__name__)] for kind in CHECKS)
        union = Annotated[Union[kinds], Discriminator(_tag), BeforeValidator(_checked_keys)]  # type: ignore[valid-type]  # noqa: UP007
        return handler.generate_schema(union)


CheckOf = Annotated[CheckRecord, _AnyKind()]
"""Any of the checks, told apart by their keys."""
