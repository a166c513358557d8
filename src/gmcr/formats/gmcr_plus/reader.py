"""Reads a ``.gmcr`` file as a conflict.

A *statement* is a want, an *infeasible* condition is a never rule, and a manual ranking is a `Ranking` of codes.
Nothing that the file says about results (payoffs, coalitionsFull) is read.

**Misperception.** A decision maker moves neither to nor from a state that it does not perceive. A file with
misperceptions becomes a conflict whose arcs are edited (see ``model.misperception``).

**Start.** The format has none. A conflict needs one, so it begins in the first feasible state, and callers that know
that it came from such a file report that there is none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gmcr.base.arguments import as_path
from gmcr.base.errors import CountermoveError, ModelError, SizeError, shortened
from gmcr.base.files import read_json
from gmcr.base.record import Record
from gmcr.formats.gmcr_plus.records import Condition, GmcrFile, checked
from gmcr.formats.ids import identifiers
from gmcr.logic import And, Formula, Not, OptionAtom, Or
from gmcr.model import (
    Conflict,
    ModelOption,
    ModelWant,
    NeverRule,
    OptionForm,
    OptionStructure,
    Preference,
    Ranking,
    as_perceived,
)

__all__ = ["GmcrModel", "read_gmcr"]


@dataclass(frozen=True, slots=True)
class GmcrModel(Record):
    """The content of a ``.gmcr`` file.

    Attributes
    ----------
    conflict : Conflict
        The conflict. It starts in its first feasible state, for the format has no start.
    titles : mapping of str to str
        Name in ``conflict`` (``actor``, ``actor.option``) → the file's own name of the decision maker or option.
    coalitions : tuple of tuple of str
        The partition of actors that the file requests, () if none.
    misperceived : mapping of str to int
        Actor → the number of feasible states that it does not perceive; empty if everybody perceives all.
    complete : Conflict or None
        The conflict in option form if everybody perceived every state; None if everybody does.

    Examples
    --------
    >>> import gmcr, tempfile
    >>> from pathlib import Path
    >>> from gmcr.formats import GmcrModel
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     gmcr.write_gmcr(ferry, Path(folder) / "ferry.gmcr", titles={"line": "Ferry line"})
    ...     model = GmcrModel.read(Path(folder) / "ferry.gmcr")
    >>> model.titles["Ferry_line"], model.coalitions
    ('Ferry line', ())
    """

    conflict: Conflict
    titles: Mapping[str, str] = field(default_factory=dict)
    coalitions: tuple[tuple[str, ...], ...] = ()
    misperceived: Mapping[str, int] = field(default_factory=dict)
    complete: Conflict | None = None

    @classmethod
    def read(cls, path: str | Path) -> GmcrModel:
        """Return the content of a ``.gmcr`` file of GMCR+.

        Parameters
        ----------
        path : str or Path
            The file, of at most 16 MB.

        Returns
        -------
        GmcrModel
            Its conflict, and what else it says. Names become identifiers, as formulas need them (``Release water`` →
            ``Release_water``). With misperceptions its arcs are edited (see ``as_perceived``).

        Raises
        ------
        CountermoveError
            If the file cannot be read or is not valid, with one sentence that names the file and the place in it;
            SizeError if misperceptions meet more than 65,536 states.

        Examples
        --------
        >>> import gmcr, tempfile
        >>> from pathlib import Path
        >>> from gmcr.formats import GmcrModel
        >>> ferry = gmcr.Conflict.from_options(
        ...     actors={"line": "run", "town": "pay"},
        ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
        ... )
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     gmcr.write_gmcr(ferry, Path(folder) / "ferry.gmcr", coalitions=[["line", "town"]])
        ...     GmcrModel.read(Path(folder) / "ferry.gmcr").coalitions
        (('line', 'town'),)
        """
        name = str(as_path(path, "A .gmcr file"))
        content = checked(read_json(Path(path)), name)
        try:
            return _model(content)
        except CountermoveError as error:
            actor, rule = getattr(error, "actor", None), getattr(error, "rule", None)
            kind = SizeError if isinstance(error, SizeError) else ModelError
            raise kind(f"{name}: {error}", actor=actor, rule=rule) from None


def read_gmcr(path: str | Path) -> Conflict:
    """Return the conflict in a ``.gmcr`` file of the program GMCR+.

    Parameters
    ----------
    path : str or Path
        The file, of at most 16 MB.

    Returns
    -------
    Conflict
        The conflict. It starts in its first feasible state, for the format has no start. If actors do not perceive some
        states its arcs are edited, see ``as_perceived``.

    Raises
    ------
    CountermoveError
        If the file cannot be read or is not valid, with one sentence that names the file and the place in it; SizeError if
        misperceptions meet more than 65,536 states.

    See Also
    --------
    write_gmcr : Write such a file.

    Notes
    -----
    A statement of the file becomes a want, an infeasible condition a rule that excludes states, a manual ranking a
    ``Ranking`` of codes. Names become identifiers, as formulas need them (``Release water`` → ``Release_water``). Nothing
    that the file says about results is read.

    Examples
    --------
    >>> import gmcr, tempfile
    >>> from pathlib import Path
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     gmcr.write_gmcr(ferry, Path(folder) / "ferry.gmcr")
    ...     again = gmcr.read_gmcr(Path(folder) / "ferry.gmcr")
    >>> again.options, again.ranks("line").tolist()
    (('line.run', 'town.pay'), [2, 1, 2, 3])
    """
    return GmcrModel.read(path).conflict


def _model(content: GmcrFile) -> GmcrModel:
    form, titles = _form(content)
    structure = OptionStructure(form)
    states = structure.states
    ordered = states[np.argsort(_file_codes(states, content.places), kind="stable")]
    preferences = {actor: _preference(content, k, form, ordered) for k, actor in enumerate(form.actors)}
    conflict, complete = Conflict(structure, preferences, int(states[0])), None
    seen = {actor: _seen(conflict, maker.unseen) for actor, maker in zip(form.actors, content.makers, strict=True)}
    misperceived = {actor: int(mask.size - mask.sum()) for actor, mask in seen.items() if not mask.all()}
    if misperceived:
        unseen = {actor: states[~mask].tolist() for actor, mask in seen.items()}
        conflict, complete = as_perceived(conflict, unseen), conflict
    elif content.manual:
        for actor in form.actors:
            conflict.ranks(actor)  # reports at once what is wrong with a ranking
    groups = tuple(tuple(form.actors[member] for member in group) for group in content.coalitions)
    return GmcrModel(conflict, titles, groups, misperceived, complete)


def _form(content: GmcrFile) -> tuple[OptionForm, dict[str, str]]:
    actors = identifiers((maker.title for maker in content.makers), otherwise="actor")
    options: list[ModelOption] = []
    titles = dict(zip(actors, (maker.title for maker in content.makers), strict=True))
    for owner in (*range(len(actors)), None):
        own = [option for option in content.options if option.owner == owner]
        names = identifiers((option.title for option in own), otherwise="option")
        for option, name in zip(own, names, strict=True):
            made = ModelOption("" if owner is None else actors[owner], name, option.one_way)
            options.append(made)
            titles.setdefault(made.full_name, option.title)
    bare = OptionForm(tuple(actors), tuple(options))
    rules = (NeverRule(f"infeasible {k}", _formula(rule, bare.names)) for k, rule in enumerate(content.infeasible, 1))
    return OptionForm(bare.actors, bare.options, tuple(rules)), titles


def _formula(condition: Condition, names: Sequence[str]) -> Formula:
    terms = [
        And(tuple(OptionAtom(names[k]) if on else Not(OptionAtom(names[k])) for k, on in term)) for term in condition
    ]
    bare = [term.items[0] if len(term.items) == 1 else term for term in terms]
    return bare[0] if len(bare) == 1 else Or(tuple(bare))


def _file_codes(states: NDArray[np.int64], places: Sequence[int]) -> NDArray[np.int64]:
    """Codes of states with each option's bit where the file has it."""
    codes = np.zeros_like(states)
    for bit, place in enumerate(places):
        codes |= (states >> bit & 1) << place
    return codes


def _preference(content: GmcrFile, place: int, form: OptionForm, states: NDArray[np.int64]) -> Preference:
    """An actor's preference; *states* are codes in the order of the file."""
    maker, actor = content.makers[place], form.actors[place]
    if not content.manual:
        return tuple(
            ModelWant(_formula(statement, form.names), id=f"{actor} {k}")
            for k, statement in enumerate(maker.statements, 1)
        )
    if maker.ranking is None:
        raise ModelError(
            f"{shortened(maker.title)} has no preferenceRanking, although rankings are manual.", actor=actor
        )
    for number in (number for tier in maker.ranking for number in tier):
        if not 1 <= number <= states.size:
            raise ModelError(
                f"{shortened(maker.title)} ranks state {shortened(str(number))}; ordered numbers run from 1 to {states.size}.",
                actor=actor,
            )
    return Ranking([[int(states[number - 1]) for number in tier] for tier in maker.ranking])


def _seen(conflict: Conflict, unseen: Sequence[Condition]) -> NDArray[np.bool_]:
    """Which states somebody perceives to whom the conditions *unseen* apply: bool (states,)."""
    seen = np.ones(conflict.states.size, dtype=np.bool_)
    for condition in unseen:
        met = conflict.structure.truth(_formula(condition, conflict.options))
        seen &= ~conflict.structure.at_states(met)
    return seen
