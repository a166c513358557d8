"""The content of a ``.gmcr`` file, checked, with options in their final order.

In the file an option is identified by its position in ``options``. On reading, options are put in the order of the
decision makers and of each one's own list, then options that nobody owns in the order of the file, and every position
is translated; so position k is bit k of a state's code. *Ordered* numbers count the feasible states from 1 in the
order of the file: there an option that nobody owns keeps its place in ``options``, and the others fill the places
between, decision maker by decision maker. A *condition* is a list of terms, true where one of them is; a term is a
conjunction of literals (position, on).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from gmcr.base.characters import control_in
from gmcr.base.errors import CountermoveError
from gmcr.base.record import Record

__all__ = ["MAX_LITERALS", "Condition", "DecisionMaker", "FileOption", "GmcrFile", "checked"]

MAX_LITERALS = 200_000
"""All conditions of a file together have at most this many literals."""

Condition = tuple[tuple[tuple[int, bool], ...], ...]

_DIRECTIONS = {"both": "", "fwd": "forward", "back": "back"}


@dataclass(frozen=True, slots=True)
class FileOption(Record):
    """An option. ``owner`` is the position of the decision maker, or None; ``one_way`` is "", "forward" or "back"."""

    title: str
    one_way: str
    owner: int | None


@dataclass(frozen=True, slots=True)
class DecisionMaker(Record):
    """A decision maker. ``statements`` come most important first; ``unseen`` has the states that it does not perceive;
    ``ranking`` has tiers of ordered numbers, most preferred first, or is None if the file has none."""

    title: str
    statements: tuple[Condition, ...]
    unseen: tuple[Condition, ...]
    ranking: tuple[tuple[int, ...], ...] | None


@dataclass(frozen=True, slots=True)
class GmcrFile(Record):
    """A file. ``manual`` says that preferences are the rankings, not the statements; ``coalitions`` has positions of
    decision makers, empty if the file says nothing; ``places`` has for each option its bit where states are ordered."""

    options: tuple[FileOption, ...]
    makers: tuple[DecisionMaker, ...]
    infeasible: tuple[Condition, ...]
    manual: bool
    coalitions: tuple[tuple[int, ...], ...]
    places: tuple[int, ...]


def checked(data: Any, file: str) -> GmcrFile:
    """Return the content of a file from its JSON value. Raises CountermoveError naming *file* and the place in it."""
    return _Check(file).file(data)


class _Check:
    def __init__(self, name: str) -> None:
        self.name = name
        self.count = 0  # of options
        self.literals = 0
        self.position: dict[int, int] = {}  # in the file → final

    def refuse(self, where: str, what: str) -> NoReturn:
        raise CountermoveError(f"{self.name}: {where} {what}.")

    def file(self, data: Any) -> GmcrFile:
        root = self.mapping(data, "the file")
        options = self.list_of(root, "options", "the file")
        makers = self.list_of(root, "decisionMakers", "the file")
        if not makers:
            self.refuse("decisionMakers", "is empty: a conflict needs at least one decision maker")
        self.count = len(options)
        records = [self.mapping(maker, f"decisionMakers[{k}]") for k, maker in enumerate(makers)]
        owners = self.owners(records)
        order = sorted(range(self.count), key=lambda k: owners.get(k, (len(makers), k)))
        self.position = {old: new for new, old in enumerate(order)}
        manual = self.flag(root, "useManualPreferenceRanking", "useManualPreferenceVectors")
        return GmcrFile(
            options=tuple(self.option(options[k], k, owners.get(k, (None,))[0]) for k in order),
            makers=tuple(self.maker(record, k) for k, record in enumerate(records)),
            infeasible=self.conditions(root.get("infeasibles"), "infeasibles"),
            manual=manual,
            coalitions=self.coalitions(root.get("coalitions"), len(makers)),
            places=self.places(order, owners),
        )

    def places(self, order: list[int], owners: dict[int, tuple[int, int]]) -> tuple[int, ...]:
        """Return for each option, in final order, its place among all, with those that nobody owns staying where the
        file has them."""
        between = (k for k in range(self.count) if k not in owners)
        free = (k for k in range(self.count) if k in owners)
        return tuple(next(free if k in owners else between) for k in order)

    def owners(self, makers: list[dict[str, Any]]) -> dict[int, tuple[int, int]]:
        """Return option → (its decision maker, its place in that one's list)."""
        owners: dict[int, tuple[int, int]] = {}
        for k, maker in enumerate(makers):
            where = f"decisionMakers[{k}].options"
            for place, item in enumerate(self.list_of(maker, "options", f"decisionMakers[{k}]")):
                option = self.index(item, f"{where}[{place}]")
                if option in owners:
                    self.refuse(f"{where}[{place}]", f"names option {option}, which is owned already")
                owners[option] = (k, place)
        return owners

    def option(self, item: Any, k: int, owner: int | None) -> FileOption:
        where = f"options[{k}]"
        record = self.mapping(item, where)
        direction = record.get("permittedDirection", "both")
        if not isinstance(direction, str) or direction not in _DIRECTIONS:
            self.refuse(f"{where}.permittedDirection", 'should be "both", "fwd" or "back"')
        return FileOption(self.title(record, where), _DIRECTIONS[direction], owner)

    def maker(self, record: dict[str, Any], k: int) -> DecisionMaker:
        where = f"decisionMakers[{k}]"
        key = "preferenceVector" if "preferenceRanking" not in record else "preferenceRanking"
        return DecisionMaker(
            self.title(record, where),
            self.conditions(record.get("preferences"), f"{where}.preferences"),
            self.conditions(record.get("misperceptions"), f"{where}.misperceptions"),
            self.ranking(record.get(key), f"{where}.{key}"),
        )

    def conditions(self, data: Any, where: str) -> tuple[Condition, ...]:
        if data is None:
            return ()
        return tuple(self.condition(item, f"{where}[{k}]") for k, item in enumerate(self.sequence(data, where)))

    def condition(self, data: Any, where: str) -> Condition:
        if isinstance(data, dict):
            members = self.list_of(data, "members", where)
            return tuple(self.term(member, f"{where}.members[{k}]") for k, member in enumerate(members))
        return (self.term(data, where),)

    def term(self, data: Any, where: str) -> tuple[tuple[int, bool], ...]:
        literals = []
        for k, pair in enumerate(self.sequence(data, where)):
            if not isinstance(pair, list) or len(pair) != 2 or pair[1] not in ("Y", "N"):
                self.refuse(f"{where}[{k}]", 'should be a pair of an option\'s position and "Y" or "N"')
            literals.append((self.position[self.index(pair[0], f"{where}[{k}]")], pair[1] == "Y"))
        self.literals += len(literals)
        if self.literals > MAX_LITERALS:
            self.refuse(where, f"goes over the {MAX_LITERALS:,} conditions on options that are read")
        return tuple(literals)

    def ranking(self, data: Any, where: str) -> tuple[tuple[int, ...], ...] | None:
        if data is None:
            return None
        return tuple(
            tuple(self.numbers(tier, f"{where}[{k}]"))
            for k, tier in enumerate(self.sequence(data, where))
            if tier != []
        )

    def numbers(self, data: Any, where: str) -> Iterator[int]:
        """Yield the ordered numbers of a tier; lists inside lists are one tie (the nesting of JSON is bounded)."""
        waiting = [data]
        while waiting:
            item = waiting.pop()
            if isinstance(item, list):
                waiting.extend(reversed(item))
            elif isinstance(item, int) and not isinstance(item, bool):
                yield item
            else:
                self.refuse(where, "should be the number of a state, or a list of such numbers")

    def coalitions(self, data: Any, makers: int) -> tuple[tuple[int, ...], ...]:
        if data is None:
            return ()
        groups = []
        for k, item in enumerate(self.sequence(data, "coalitions")):
            members = item if isinstance(item, list) else [item]
            if not members or not all(type(member) is int and 0 <= member < makers for member in members):
                self.refuse(f"coalitions[{k}]", f"should be positions of decision makers, 0 to {makers - 1}")
            groups.append(tuple(members))
        if groups and sorted(member for group in groups for member in group) != list(range(makers)):
            self.refuse("coalitions", "should name every decision maker exactly once")
        return tuple(groups)

    def flag(self, root: dict[str, Any], *keys: str) -> bool:
        """Return the value of the first of the *keys* that the file has; false if it has none."""
        for key in keys:
            if key in root:
                if not isinstance(root[key], bool):
                    self.refuse(key, "should be true or false")
                return bool(root[key])
        return False

    def index(self, item: Any, where: str) -> int:
        if type(item) is not int or not 0 <= item < self.count:
            self.refuse(where, f"should be the position of an option, 0 to {self.count - 1}")
        return item

    def title(self, record: dict[str, Any], where: str) -> str:
        title = record.get("name")
        if not isinstance(title, str):
            self.refuse(f"{where}.name", "should be text")
        if control := control_in(title):
            self.refuse(
                f"{where}.name", f"holds the control character {control}, which can paint over a screen: remove it"
            )
        return str(title)

    def list_of(self, record: dict[str, Any], key: str, where: str) -> list[Any]:
        if key not in record:
            self.refuse(where, f"lacks {key}: is this a file of GMCR+?")
        return self.sequence(record[key], key if where == "the file" else f"{where}.{key}")

    def sequence(self, data: Any, where: str) -> list[Any]:
        if not isinstance(data, list):
            self.refuse(where, "should be a list")
        return list(data)

    def mapping(self, data: Any, where: str) -> dict[str, Any]:
        if not isinstance(data, dict):
            self.refuse(where, "should be an object")
        return dict(data)
