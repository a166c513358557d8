"""The option form of a conflict: which actor has which options, and which combinations are impossible.

Notation: O = O_1 ⊎ … ⊎ O_n, the options of the actors in the order given; option k is bit k, so a state's *code* is Σ
2^k over the options that are on. A state is feasible unless a *never* rule is true in it. A move of an actor changes
any number of its own options at once, never takes back a one-way act, and switches an option on only where what the
option *needs* holds before the move. With needs moves are not transitive; an actor may then make any number of moves in
a row wherever opponents' moves are followed: in sanctions, along roads, in foresight.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import ClassVar, Literal

from gmcr.base.arguments import as_text
from gmcr.base.errors import ModelError, UnknownName, quoted
from gmcr.base.record import Record
from gmcr.logic import And, Formula, Not, OptionAtom, to_text, truth
from gmcr.logic.tree import Degrees

__all__ = ["ModelOption", "NeverRule", "OptionForm"]


@dataclass(frozen=True, slots=True)
class ModelOption(Record):
    """A yes/no act.

    Parameters
    ----------
    actor : str
        Its owner; "" for an option that nobody owns, which never changes.
    name : str
        Its name without the actor.
    one_way : {"", "forward", "back"}, default ""
        The direction in which it can be switched: both, on only, or off only.
    kind : {"tactical", "strategic"}, default "tactical"
        The kind of act.
    needs : Formula, optional
        A resolved formula without drivers that has to hold where the option is switched on.

    Examples
    --------
    >>> from gmcr.model import ModelOption
    >>> ModelOption("town", "pay").full_name
    'town.pay'
    """

    actor: str
    name: str
    one_way: str = ""
    kind: Literal["tactical", "strategic"] = "tactical"
    needs: Formula | None = None

    @property
    def full_name(self) -> str:
        """``actor.option``; without an owner the name alone."""
        return f"{self.actor}.{self.name}" if self.actor else self.name

    @property
    def act(self) -> str:
        """The name of switching it on: its full name; for a threshold ``option = level``."""
        return self.full_name.replace(" >= ", " = ")


@dataclass(frozen=True, slots=True)
class NeverRule(Record):
    """A combination that is impossible.

    Parameters
    ----------
    id : str
        The name of the rule in messages.
    formula : Formula
        A resolved formula without drivers; the states in which it is true are infeasible.
    why : str, optional
        The reason, in words.

    Examples
    --------
    >>> from gmcr.logic import OptionAtom
    >>> from gmcr.model import NeverRule
    >>> NeverRule("never 1", OptionAtom("line.run")).formula
    OptionAtom(name='line.run')
    """

    id: str
    formula: Formula
    why: str = ""


@dataclass(frozen=True)
class OptionForm(Record):
    """The option form of a conflict, shared by all games of one assessment.

    Parameters
    ----------
    actors : tuple of str
        The actors, at least one.
    options : tuple of ModelOption
        The options in bit order, at most 1,024, each actor's together; for an option in degrees one for each threshold
        (see ``leveled``).
    never : tuple of NeverRule, optional
        The rules that exclude states.
    levels : tuple of (str, tuple of str), optional
        The options in degrees by full name, with their levels, lowest first.

    Raises
    ------
    ModelError
        If there is no actor, a name occurs twice, there are too many options, or an actor's options do not stand
        together.
    UnknownName
        If an option's owner is not an actor.

    Examples
    --------
    >>> from gmcr.model import ModelOption, OptionForm
    >>> form = OptionForm(("line", "town"), (ModelOption("line", "run"), ModelOption("town", "pay")))
    >>> form.names, form.on(3)
    (('line.run', 'town.pay'), ('line.run', 'town.pay'))
    """

    MOST: ClassVar[int] = 1024
    """The maximum number of options. States can be listed for at most ``enumeration.MAX_LISTED`` of them."""

    actors: tuple[str, ...]
    options: tuple[ModelOption, ...]
    never: tuple[NeverRule, ...] = ()
    levels: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @classmethod
    def leveled(
        cls,
        actors: Sequence[str],
        options: Sequence[ModelOption],
        never: Sequence[NeverRule] = (),
        levels: Mapping[str, Sequence[str]] | None = None,
    ) -> OptionForm:
        """Return the form of options of which some have degrees.

        Each option in degrees becomes one option for each threshold, with rules that keep them in order. A move may
        pass or give back any number of thresholds, so it leads to any level. ``one_way`` and ``needs`` of the option
        become those of each of its thresholds: a one-way option only rises, and every raise requires the need.

        Parameters
        ----------
        actors : sequence of str
            The actors.
        options : sequence of ModelOption
            The options, those in degrees once.
        never : sequence of NeverRule, optional
            The rules that exclude states.
        levels : mapping of str to sequence of str, optional
            Full name of an option in degrees → its levels, lowest first.

        Returns
        -------
        OptionForm
            The form over thresholds.

        Raises
        ------
        ModelError
            If an option has fewer than two levels, a level twice, or a level that is not an identifier; and as
            ``OptionForm``.

        Examples
        --------
        >>> from gmcr.model import ModelOption, OptionForm
        >>> levels = {"athens.strike": ["none", "some", "heavy"]}
        >>> form = OptionForm.leveled(["athens"], [ModelOption("athens", "strike")], levels=levels)
        >>> form.names, form.on(3)
        (('athens.strike >= some', 'athens.strike >= heavy'), ('athens.strike = heavy',))
        """
        scales = {name: cls.levels_given(name, own) for name, own in (levels or {}).items()}
        thresholds, order = [], []
        for option in options:
            if option.full_name not in scales:
                thresholds.append(option)
                continue
            own = scales[option.full_name]
            passed = Degrees(option.full_name, own).thresholds
            thresholds += [replace(option, name=name.partition(".")[2] if option.actor else name) for name in passed]
            for k, (lower, higher) in enumerate(pairwise(passed), 1):
                why = f"whoever is at {own[k + 1]} has passed {own[k]}"
                order.append(
                    NeverRule(f"levels of {option.full_name}", And((OptionAtom(higher), Not(OptionAtom(lower)))), why)
                )
        return cls(tuple(actors), tuple(thresholds), (*never, *order), tuple(scales.items()))

    @staticmethod
    def levels_given(option: str, levels: Sequence[str]) -> tuple[str, ...]:
        """The levels of an option, lowest first.

        Parameters
        ----------
        option : str
            The full name of the option, for error messages.
        levels : sequence of str
            The levels.

        Returns
        -------
        tuple of str
            The same levels.

        Raises
        ------
        ModelError
            If there are fewer than two, one occurs twice, or one is not an identifier.
        """
        own = tuple(levels)
        if len(own) < 2 or len(set(own)) < len(own):
            raise ModelError(f"{option} should have two levels or more, each once, lowest first.", rule=option)
        strange = next((level for level in own if not level.isidentifier()), None)
        if strange is not None:
            raise ModelError(
                f"{option}: the level {quoted(strange)} is not a name: use letters, digits and _.", rule=option
            )
        return own

    def __post_init__(self) -> None:
        if not self.actors:
            raise ModelError("A conflict needs at least one actor.")
        if len(set(self.actors)) < len(self.actors):
            raise ModelError("Two actors have the same name.")
        if len(self.options) > self.MOST:
            raise ModelError(
                f"{len(self.options)} options: a conflict has at most {self.MOST}; merge or leave out some."
            )
        if len(set(self.names)) < len(self.options):
            raise ModelError("An actor has two options of the same name.")
        owners = [option.actor for option in self.options]
        for owner in set(owners):
            if owner and owner not in self.actors:
                raise UnknownName("actor", owner, self.actors)
            places = [k for k, name in enumerate(owners) if name == owner]
            if owner and places != list(range(places[0], places[-1] + 1)):
                raise ModelError(f"The options of {owner} must stand together.", actor=owner)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Full option names, ``actor.option``, in bit order."""
        return tuple(option.full_name for option in self.options)

    @cached_property
    def bit(self) -> dict[str, int]:
        """Full option name → bit number."""
        return {name: k for k, name in enumerate(self.names)}

    @cached_property
    def span(self) -> dict[str, tuple[int, int]]:
        """Actor → (first bit, bit after its last); (0, 0) for an actor without options."""
        spans = {}
        for actor in self.actors:
            places = [k for k, option in enumerate(self.options) if option.actor == actor]
            spans[actor] = (places[0], places[-1] + 1) if places else (0, 0)
        return spans

    @cached_property
    def needing(self) -> bool:
        """Whether some option needs something, so that moves need not be transitive."""
        return any(option.needs is not None for option in self.options)

    @property
    def stated(self) -> tuple[NeverRule, ...]:
        """The rules without those that keep levels in order, which come last."""
        return self.never[: len(self.never) - sum(len(own) - 2 for _, own in self.levels)]

    def mask(self, actor: str) -> int:
        """Return the bits of an actor's options.

        Parameters
        ----------
        actor : str
            The actor.

        Returns
        -------
        int
            The code with exactly these bits set.
        """
        low, high = self.span[actor]
        return (1 << high) - (1 << low)

    def one_way_mask(self, actor: str, direction: str) -> int:
        """Return the bits of an actor's one-way options of one direction.

        Parameters
        ----------
        actor : str
            The actor.
        direction : {"forward", "back"}
            The direction.

        Returns
        -------
        int
            The code with exactly these bits set.
        """
        return self._one_way.get((actor, direction), 0)

    @cached_property
    def _one_way(self) -> dict[tuple[str, str | None], int]:
        """By owner and direction the bits of options."""
        masks: dict[tuple[str, str | None], int] = {}
        for k, option in enumerate(self.options):
            key = (option.actor, option.one_way)
            masks[key] = masks.get(key, 0) | 1 << k
        return masks

    @cached_property
    def acts(self) -> tuple[str, ...]:
        """Full option names, each once, options in degrees too."""
        return tuple(dict.fromkeys(map(Degrees.option_of, self.names)))

    @cached_property
    def _passed(self) -> dict[str, tuple[str, ...]]:
        """The names of the bits that are on where an option is on, or at a level."""
        passed_at: dict[str, tuple[str, ...]] = {name: (name,) for name in self.names}
        for option, own in self.levels:
            scale = Degrees(option, own)
            passed = scale.thresholds
            passed_at[option] = passed[:1]
            passed_at |= {scale.at(level): passed[:place] for place, level in enumerate(own)}
        return passed_at

    def need(self, code: int) -> None:
        """Raise where there is no feasible state of a code; nothing is listed for that.

        Parameters
        ----------
        code : int
            The code.

        Raises
        ------
        ModelError
            If the code is out of range or the state infeasible; the message names the rule.
        """
        if not 0 <= code < 1 << len(self.options):
            bits = len(self.options)
            last = f"2^{bits} - 1" if bits > 62 else str((1 << bits) - 1)
            raise ModelError(f"There is no state {code}: codes run from 0 to {last}.")
        rule = self.against(code)
        if rule is not None:
            why = f" ({rule.why})" if rule.why else ""
            raise ModelError(
                f"State {code} is infeasible: rule {rule.id} excludes {to_text(rule.formula)}{why}.",
                rule=rule.id,
            )

    def against(self, code: int) -> NeverRule | None:
        """Return the first rule that excludes a state.

        Parameters
        ----------
        code : int
            The code of the state.

        Returns
        -------
        NeverRule or None
            The rule; None where the state is feasible.
        """
        columns = self.columns(code)
        return next((rule for rule in self.never if truth(rule.formula, columns, {})), None)

    def holds(self, formula: Formula, code: int) -> bool:
        """Return whether a formula is true in one state.

        Parameters
        ----------
        formula : Formula
            A resolved truth without drivers.
        code : int
            The code of the state.

        Returns
        -------
        bool
            Whether it holds.
        """
        return bool(truth(formula, self.columns(code), {}))

    def columns(self, code: int) -> dict[str, bool]:
        """Return the values of the options in one state, as ``gmcr.logic.truth`` takes them.

        Parameters
        ----------
        code : int
            The code of the state.

        Returns
        -------
        dict of str to bool
            Full option name → whether the option is on.
        """
        return {name: bool(code >> k & 1) for k, name in enumerate(self.names)}

    def code(self, on: Iterable[str]) -> int:
        """Return the code of the state in which exactly some options are on.

        Parameters
        ----------
        on : iterable of str
            The options: full names, or bare names where they are unique. The name of an option in degrees stands for
            the first level above the lowest, ``option = level`` for any level.

        Returns
        -------
        int
            The code; it is not checked that the state is feasible.

        Raises
        ------
        UnknownName
            If there is no such option or level, or a bare name is not unique.
        """
        code = 0
        for name in on:
            for passed in self._passed[self.full_name(name)]:
                code |= 1 << self.bit[passed]
        return code

    def full_name(self, name: str) -> str:
        """Return the full name of an option.

        Parameters
        ----------
        name : str
            A full name, or a bare name that is unique; with ``= level`` for an option in degrees at a level.

        Returns
        -------
        str
            ``actor.option``, or ``actor.option = level``.

        Raises
        ------
        UnknownName
            If there is no such option or level, or the bare name is not unique.
        """
        as_text(name, "An option", "its name")
        if name in self._passed:
            return name
        option, equals, level = (part.strip() for part in name.partition("="))
        matches = [full for full in self.acts if option in (full, full.partition(".")[2])]
        if len(matches) != 1:
            raise UnknownName("unique option" if matches else "option", option, matches or self.acts)
        if not equals:
            return matches[0]
        scale = dict(self.levels).get(matches[0], ())
        if level not in scale:
            raise UnknownName(f"level of {matches[0]}", level, scale)
        return Degrees(matches[0], (level,)).at(level)

    def on(self, code: int) -> tuple[str, ...]:
        """Return the options that are on in a state.

        Parameters
        ----------
        code : int
            The code of the state.

        Returns
        -------
        tuple of str
            Their full names, options in degrees with their level.
        """
        if not self.levels:
            return tuple(name for k, name in enumerate(self.names) if code >> k & 1)
        highest = {Degrees.option_of(name): name for k, name in enumerate(self.names) if code >> k & 1}
        return tuple(self.options[self.bit[name]].act for name in highest.values())

    def turned(self, code: int, bit: int) -> int:
        """Return a state with one bit reversed.

        Parameters
        ----------
        code : int
            The code of the state.
        bit : int
            The bit. Switching a threshold on also passes all lower ones, switching it off gives back all higher ones.

        Returns
        -------
        int
            The code of the new state; it is not checked that it is feasible.
        """
        option = Degrees.option_of(self.names[bit])
        own = [k for k, other in enumerate(self.names) if Degrees.option_of(other) == option]
        if code >> bit & 1:
            return code & ~sum(1 << k for k in own if k >= bit)
        return code | sum(1 << k for k in own if k <= bit)
