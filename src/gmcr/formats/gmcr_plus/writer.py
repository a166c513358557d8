"""Writes a conflict as a ``.gmcr`` file.

Wants become statements: each is written as a conjunction, or as a compound of conjunctions, over the options that it
mentions (drivers at their values). A want that is always or never met says nothing and is left out. If an actor has a
ranking, the whole model uses manual rankings, as the format knows one switch only; the wants of the others are written
beside theirs. Never rules become infeasible conditions.

Edited arcs are written where states that an actor does not perceive explain them. The format has no start and no graph
form.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.base.arguments import as_bool, as_items, as_mapping, as_path, as_text
from gmcr.base.characters import json_escaped
from gmcr.base.errors import CountermoveError, SizeError
from gmcr.base.files import write_whole
from gmcr.formats.normal_form import Term, disjunctive, settled
from gmcr.logic import Formula, to_text
from gmcr.model import Conflict, EditedStructure, OptionForm, OptionStructure, Ranking, Structure, as_perceived
from gmcr.model.edited import edited
from gmcr.model.equality import same_structure
from gmcr.model.graph import Arcs

__all__ = ["MAX_RANKED", "gmcr_data", "write_gmcr"]

MAX_RANKED = 200_000
"""Manual rankings are written up to this many feasible states."""

_DIRECTIONS = {"": "both", "forward": "fwd", "back": "back"}


def write_gmcr(
    conflict: Conflict,
    path: str | Path,
    *,
    force: bool = False,
    titles: Mapping[str, str] | None = None,
    coalitions: Iterable[Sequence[str]] = (),
) -> None:
    """Write a conflict in option form as a ``.gmcr`` file of the program GMCR+, whole or not at all.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    path : str or Path
        The file to write.
    force : bool, default False
        Whether to replace a file that exists.
    titles : mapping of str to str, optional
        Actor or ``actor.option`` → the name to write instead.
    coalitions : iterable of sequence of str, default ()
        A partition of the actors, to be written too.

    Raises
    ------
    CountermoveError
        If the file exists (unless *force*) or cannot be written, the conflict is in graph form, its arcs are edited otherwise
        than by what actors do not perceive, an option needs something, or the coalitions do not name every actor exactly once.
    SizeError
        If a want would need more than 2,000 conjunctions, or a ranking has more than 200,000 states.
    ModelError
        If an argument does not have its type.
    UnknownName
        If *coalitions* names somebody who is not an actor.

    See Also
    --------
    read_gmcr : Read such a file.

    Notes
    -----
    Wants become statements: each is written as a conjunction, or as a compound of conjunctions, over the options that it
    mentions, drivers at their values. A want that is always or never met is left out. If an actor has a ranking the whole
    file uses manual rankings. The format has no start.

    Examples
    --------
    >>> import gmcr, tempfile
    >>> from pathlib import Path
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     gmcr.write_gmcr(ferry, Path(folder) / "ferry.gmcr", titles={"line": "Ferry line"})
    ...     '"name": "Ferry line"' in (Path(folder) / "ferry.gmcr").read_text(encoding="utf-8")
    True
    """
    place = as_path(path, "The file to write")
    data = gmcr_data(conflict, titles=titles, coalitions=coalitions)
    text = json_escaped(json.dumps(data, ensure_ascii=False, indent=1)) + "\n"
    write_whole(place, text, force=as_bool(force, "force"))


def gmcr_data(
    conflict: Conflict, *, titles: Mapping[str, str] | None = None, coalitions: Iterable[Sequence[str]] = ()
) -> dict[str, Any]:
    """Return the JSON value of a ``.gmcr`` file.

    Parameters
    ----------
    conflict : Conflict
        A conflict in option form.
    titles : mapping of str to str, optional
        Actor or ``actor.option`` → the name to write instead.
    coalitions : iterable of sequence of str, default ()
        A partition of the actors, to be written too.

    Returns
    -------
    dict
        The value, ready for JSON.

    Raises
    ------
    CountermoveError
        If the conflict is in graph form, an option needs something, or the coalitions do not name every actor exactly
        once.
    SizeError
        If a want would need more than 2,000 conjunctions, or a ranking has more than 200,000 states.
    ModelError
        If an argument does not have its type.
    UnknownName
        If *coalitions* names somebody who is not an actor.

    See Also
    --------
    write_gmcr : Write the file.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.formats import gmcr_data
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> gmcr_data(ferry)["decisionMakers"][1]["preferences"]
    [[[0, 'Y']], [[1, 'N']]]
    """
    structure: Structure = Conflict.given(conflict).structure
    unseen: Mapping[str, Sequence[int]] = {}
    if isinstance(structure, EditedStructure):
        unseen = _unperceived(conflict, structure)
        structure = structure.origin
    if not isinstance(structure, OptionStructure):
        raise CountermoveError(
            "A .gmcr file describes states by options; this conflict is in graph form. "
            "Write it as .yaml, .json or .graphml."
        )
    for option in structure.form.options:
        if option.needs is not None:
            raise CountermoveError(
                f"{option.full_name} needs {to_text(option.needs)}, which a .gmcr file cannot say: leave the need out, or "
                "write .yaml."
            )
    words = {} if titles is None else as_mapping(titles, "titles", "actor or actor.option → words")
    for name, word in words.items():
        as_text(word, f"The title of {name}")
    groups = [
        as_items(group, "A coalition", "names of actors")
        for group in as_items(coalitions, "coalitions", "a list of coalitions")
    ]
    return _Writing(conflict, structure.form, words, unseen).data(groups)


def _unperceived(conflict: Conflict, structure: EditedStructure) -> dict[str, list[int]]:
    """By actor the states that it does not perceive, where that explains which moves it lacks. Raises CountermoveError."""
    whole = replace(conflict, structure=structure.origin)
    every = edited(structure.origin).form
    unseen = {
        actor: structure.states[_touched(structure, every.arcs[actor]) & ~_touched(structure, own)].tolist()
        for actor, own in structure.form.arcs.items()
    }
    if not same_structure(as_perceived(whole, unseen).structure, structure):
        raise CountermoveError(
            "A .gmcr file has the moves that options make, apart from states that an actor does not perceive; the arcs of "
            "this conflict are edited otherwise. Write it as .yaml, .json or .graphml."
        )
    return unseen


def _touched(structure: EditedStructure, arcs: Arcs) -> NDArray[np.bool_]:
    """The states from or to which some arcs lead: bool (states,)."""
    touched = np.zeros(structure.cells, dtype=np.bool_)
    for ends in arcs:
        touched[ends] = True
    return touched


class _Writing:
    """The parts of the value. Options are written actor by actor, unowned ones last, as GMCR+ itself orders them on
    loading."""

    def __init__(
        self, conflict: Conflict, form: OptionForm, titles: Mapping[str, str], unseen: Mapping[str, Sequence[int]]
    ) -> None:
        self.conflict, self.form, self.titles, self.unseen = conflict, form, titles, unseen
        owners = [*form.actors, ""]
        self.options = sorted(form.options, key=lambda option: owners.index(option.actor))
        self.index = {option.full_name: k for k, option in enumerate(self.options)}
        self.manual = any(isinstance(given, Ranking) for given in conflict.preferences.values())

    def data(self, coalitions: Iterable[Sequence[str]]) -> dict[str, Any]:
        data: dict[str, Any] = {
            "program": "Countermove",
            "options": [
                {
                    "name": self.titles.get(option.full_name, option.name),
                    "permittedDirection": _DIRECTIONS[option.one_way],
                }
                for option in self.options
            ],
            "decisionMakers": [self.maker(actor) for actor in self.form.actors],
            "infeasibles": [term for rule in self.form.never for term in self.terms(rule.formula)],
            "useManualPreferenceRanking": self.manual,
        }
        groups = [[self.conflict.actor(member) for member in group] for group in coalitions]
        if groups:
            if sorted(member for group in groups for member in group) != list(range(len(self.form.actors))):
                raise CountermoveError("The coalitions should name every actor exactly once.")
            data["coalitions"] = [group[0] if len(group) == 1 else group for group in groups]
        return data

    def maker(self, actor: str) -> dict[str, Any]:
        record: dict[str, Any] = {
            "name": self.titles.get(actor, actor),
            "options": [self.index[option.full_name] for option in self.options if option.actor == actor],
            "preferences": self.statements(actor),
            "misperceptions": [self.whole_state(code) for code in self.unseen.get(actor, ())],
        }
        if self.manual:
            record["preferenceRanking"] = self.ranking(actor)
        return record

    def whole_state(self, code: int) -> list[list[Any]]:
        """Return the condition that holds in one state alone."""
        return [[self.index[name], "Y" if code >> bit & 1 else "N"] for name, bit in self.form.bit.items()]

    def statements(self, actor: str) -> list[Any]:
        wants = self.conflict.preferences[actor]
        if isinstance(wants, Ranking):
            return []
        statements: list[Any] = []
        for want in wants:
            try:
                terms = self.terms(settled(want, self.conflict.drivers))
            except SizeError as error:
                raise SizeError(f"{actor}, want {want.id or '(without a name)'}: {error}", actor=actor) from None
            if terms and [] not in terms:
                statements.append(terms[0] if len(terms) == 1 else {"compound": True, "members": terms})
        return statements

    def ranking(self, actor: str) -> list[Any]:
        """Return tiers of ordered numbers, best first."""
        states, ranks = self.conflict.states, self.conflict.ranks(actor)
        if states.size > MAX_RANKED:
            raise SizeError(
                f"Rankings are written up to {MAX_RANKED:,} states; this conflict has {states.size:,}.", actor=actor
            )
        ordered = np.argsort(np.argsort(self.file_codes())) + 1
        best_first = np.lexsort((ordered, -ranks))
        cuts = np.flatnonzero(np.diff(ranks[best_first])) + 1
        tiers = [part.tolist() for part in np.split(ordered[best_first], cuts)]
        return [tier[0] if len(tier) == 1 else tier for tier in tiers]

    def file_codes(self) -> np.ndarray[Any, np.dtype[np.int64]]:
        """Return the code of each state once options stand in the order of the file."""
        codes = np.zeros_like(self.conflict.states)
        for name, bit in self.form.bit.items():
            codes |= (self.conflict.states >> bit & 1) << self.index[name]
        return codes

    def terms(self, formula: Formula) -> list[list[list[Any]]]:
        return [self.term(term) for term in disjunctive(formula)]

    def term(self, term: Term) -> list[list[Any]]:
        return [[self.index[name], "Y" if on else "N"] for name, on in term.items()]
