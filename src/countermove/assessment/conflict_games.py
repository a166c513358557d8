"""Build the conflict from the records of a conflict file, and its published results as codes.

Every problem is reported at its place, as many in one pass as possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from countermove.assessment.grades import hybrid_text
from countermove.assessment.problems import Path, Report
from countermove.assessment.schema.conflict import ConflictDocument, Difference, Player
from gmcr import CONCEPTS, Conflict, Ranking
from gmcr.base.errors import CountermoveError, FormulaError, UnknownName, nearest, quoted
from gmcr.base.record import Record
from gmcr.logic import Formula, Vocabulary
from gmcr.logic import parse as parse_formula
from gmcr.model import (
    NO_OPTION,
    GraphStructure,
    ModelOption,
    ModelWant,
    NeverRule,
    OptionForm,
    OptionStructure,
    Structure,
)

__all__ = ["SIMULTANEOUS", "JointImprovement", "PrintedCells", "ProfileCount", "PublishedResults", "make_conflict"]

SIMULTANEOUS = ("sim", "seq_or_sim")
"""Simultaneous sanctioning alone, and as Fraser and Hipel's tableau applies it: after sequential stability."""


@dataclass(frozen=True, slots=True)
class JointImprovement(Record):
    """The actors ``by`` can together get from state ``start`` to state ``end``, and all of them prefer it (codes)."""

    by: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ProfileCount(Record):
    """Of all strict rankings of the actors ``vary``, ``profiles`` make ``state`` (a code) an equilibrium."""

    state: int
    vary: tuple[str, ...]
    concept: str
    profiles: int


@dataclass(frozen=True, slots=True)
class PrintedCells(Record):
    """Cells that a source prints otherwise than the definitions give."""

    concept: str
    """The concept of the table."""
    actor: str
    """Whose stability the table is about; empty if it is about equilibria."""
    states: tuple[int, ...]
    """The codes of the states."""


@dataclass(frozen=True, slots=True)
class PublishedResults(Record):
    """Published results. ``equilibria``: concept → codes, ascending; ``stable``: actor → concept → codes; ``counts``:
    concept → how many equilibria. Every cell follows from the definitions unless it is one of ``errata``, which are
    aligned with ``differs`` in the file (None where that is about a number)."""

    equilibria: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    stable: Mapping[str, Mapping[str, tuple[int, ...]]] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    improvements: tuple[JointImprovement, ...] = ()
    inverse: tuple[ProfileCount, ...] = ()
    errata: tuple[PrintedCells | None, ...] = ()


def make_conflict(document: ConflictDocument, report: Report) -> tuple[Conflict, PublishedResults] | None:
    """The conflict of a document and its published results; None, or a failed report, where it has problems."""
    return _Making(document, report).conflict()


class _Making:
    """Makes the conflict of a document and reports whatever is wrong."""

    def __init__(self, document: ConflictDocument, report: Report) -> None:
        self.document, self.report = document, report
        self.actors = tuple(document.actors)
        self.wants: dict[str, tuple[ModelWant, ...]] = {}

    def conflict(self) -> tuple[Conflict, PublishedResults] | None:
        structure = self.graph() if self.document.states else self.options()
        if structure is None or self.report.failed:
            return None
        try:
            listed = structure.listed
        except CountermoveError as error:
            self.report.add(("never",), "infeasible", str(error), key=True)
            return None
        if not listed and self.document.start is None:
            message = "The states are too many to be listed, so `start` has to say which is the first."
            self.report.add(("actors",), "missing", message, key=True)
            return None
        preferences = {actor: self.preference(actor, structure) for actor in self.actors}
        start = self.start(structure)
        published = self.published(structure)
        if self.report.failed:
            return None
        conflict = Conflict(structure, preferences, int(structure.states[0]) if start is None else start)
        for actor, preference in preferences.items():
            try:
                if isinstance(preference, Ranking):
                    structure.ranks(actor, preference, {})
            except CountermoveError as error:
                self.report.add(("actors", actor, "ranking"), "value", str(error), key=True)
        return conflict, published

    def options(self) -> Structure | None:
        """The option form."""
        made: list[ModelOption] = []
        for actor, player in self.document.actors.items():
            if player.moves:
                message = "Moves are for graph form, where `states` lists the states; here they follow from options."
                self.report.add(("actors", actor, "moves"), "value", message, key=True)
            made += [
                ModelOption(actor, name, option.one_way, "strategic" if option.kind == "strategic" else "tactical")
                for name, option in player.options.items()
            ]
        levels = {
            f"{actor}.{name}": option.levels
            for actor, player in self.document.actors.items()
            for name, option in player.options.items()
            if option.levels
        }
        vocabulary = Vocabulary([option.full_name for option in made], levels=levels)
        needs = {
            f"{actor}.{name}": self.formula(option.needs, vocabulary, ("actors", actor, "options", name, "needs"))
            for actor, player in self.document.actors.items()
            for name, option in player.options.items()
            if option.needs is not None
        }
        made = [replace(option, needs=needs.get(option.full_name)) for option in made]
        for actor, player in self.document.actors.items():
            wants = []
            for k, said in enumerate(player.wants or ()):
                if (formula := self.formula(said.want, vocabulary, ("actors", actor, "wants", k))) is not None:
                    wants.append(ModelWant(formula, id=f"{actor} {k + 1}", degree=said.degree))
            self.grades(actor, player)
            self.wants[actor] = tuple(wants)
        rules = []
        for k, text in enumerate(self.document.never):
            if (formula := self.formula(text, vocabulary, ("never", k))) is not None:
                rules.append(NeverRule(f"never {k + 1}", formula))
        try:
            return OptionStructure(OptionForm.leveled(self.actors, made, rules, levels))
        except CountermoveError as error:
            self.report.add(("actors",), "value", str(error), key=True)
            return None

    def graph(self) -> Structure | None:
        """The graph form."""
        states, places = self.document.states, set(self.document.states)
        if len(places) < len(states):
            twice = next(label for label in states if states.count(label) > 1)
            self.report.add(("states",), "duplicate", f"The state {quoted(twice)} is listed twice.")
        if self.document.never:
            self.report.add(("never",), "value", "In graph form leave infeasible states out of `states`.", key=True)
        for actor, player in self.document.actors.items():
            for key in ("options", "wants"):
                if getattr(player, key):
                    message = f"In graph form an actor has moves and a ranking, and no {key}."
                    self.report.add(("actors", actor, key), "value", message, key=True)
            for k, move in enumerate(player.moves):
                path: Path = ("actors", actor, "moves", k)
                for label in move:
                    if label not in places:
                        near = self.report.suggest(label, states)
                        self.report.add(path, "unknown", f"{quoted(label)} is not among `states`.", suggestion=near)
                if move[0] == move[1]:
                    self.report.add(path, "value", "A move leads to another state.")
        if self.report.failed:
            return None
        arcs = {actor: player.moves for actor, player in self.document.actors.items()}
        return GraphStructure.from_labels(states, arcs)

    def preference(self, actor: str, structure: Structure) -> Ranking | tuple[ModelWant, ...]:
        player, path = self.document.actors[actor], ("actors", actor)
        if (player.wants is None) is (player.ranking is None):
            message = "An actor has either `wants` or a `ranking`."
            self.report.add(path, "missing" if player.wants is None else "overlap", message, key=True)
        if player.ranking is not None:
            tiers = [
                [self.state(item, structure, (*path, "ranking", k)) for item in tier]
                for k, tier in enumerate(player.ranking)
            ]
            return Ranking([[code for code in tier if code is not None] for tier in tiers])
        return self.wants.get(actor, ())

    def grades(self, actor: str, player: Player) -> None:
        """Report an actor with strength and doubt."""
        wants = list(enumerate(player.wants or ()))
        great = [k for k, want in wants if want.strength == "great"]
        unknown = [k for k, want in wants if want.unknown]
        if great and unknown:
            key = "unknown" if unknown[0] >= great[0] else "strength"
            path: Path = ("actors", actor, "wants", max(great[0], unknown[0]), key)
            self.report.add(
                path, "hybrid", hybrid_text(actor, f"want {great[0] + 1}", f"want {unknown[0] + 1}"), key=True
            )

    def formula(self, text: str, vocabulary: Vocabulary, path: Path) -> Formula | None:
        try:
            return vocabulary.resolve(parse_formula(text))
        except FormulaError as error:
            reason = error.reason if error.reason.endswith((".", "!", "?")) else f"{error.reason}."
            self.report.add(path, "formula", reason, suggestion=error.suggestion, column=error.column)
            return None

    def start(self, structure: Structure) -> int | None:
        start = self.document.start
        if start is None or isinstance(start, (int, str)):
            return None if start is None else self.state(start, structure, ("start",))
        return self.code(start, structure, ("start",))

    def state(self, written: int | str, structure: Structure, path: Path) -> int | None:
        """The code of a state as written; None, with a report, for a state that does not exist."""
        if isinstance(written, str):
            return self.code(
                () if written in (NO_OPTION, "nothing") and structure.options else written, structure, path
            )
        if self.document.numbering == "codes":
            return self.code(written, structure, path)
        if not structure.listed:
            message = "The states are too many to be numbered in order: name them by their codes (`numbering: codes`)."
            self.report.add(path, "range", message)
            return None
        count = structure.states.size
        if 1 <= written <= count:
            return int(structure.states[written - 1])
        self.report.add(path, "range", f"There is no state {written}: ordered numbers run from 1 to {count}.")
        return None

    def code(self, state: int | str | Iterable[str], structure: Structure, path: Path) -> int | None:
        try:
            code = state if isinstance(state, int) else structure.code(state)
            structure.need(code)
            return code
        except CountermoveError as error:
            suggestion = getattr(error, "suggestion", None)
            message = str(error).removesuffix(f" Did you mean {suggestion}?")
            kind = "unknown" if isinstance(error, UnknownName) else "infeasible"
            self.report.add(path, kind, message, suggestion=suggestion)
            return None

    # -- published results -----------------------------------------------------------------------------------------

    def published(self, structure: Structure) -> PublishedResults:
        results, path = self.document.published, ("published",)
        if results is None:
            return PublishedResults()
        equilibria = self.sets(results.equilibria, structure, (*path, "equilibria"))
        stable = {}
        for actor, sets in results.stable.items():
            here: Path = (*path, "stable", actor)
            self.known([actor], here)
            stable[actor] = self.sets(sets, structure, here)
        for concept in results.counts:
            self.concept(concept, (*path, "counts", concept), key=True)
        improvements = []
        for k, item in enumerate(results.improvements):
            here = (*path, "improvements", k)
            self.known(item.by, (*here, "by"))
            start = self.state(item.from_, structure, (*here, "from"))
            end = self.state(item.to, structure, (*here, "to"))
            if start is not None and end is not None:
                improvements.append(JointImprovement(item.by, start, end))
        inverse = []
        for k, count in enumerate(results.inverse):
            here = (*path, "inverse", k)
            self.known(count.vary, (*here, "vary"))
            self.concept(count.concept, (*here, "concept"), among=CONCEPTS)
            state = self.state(count.state, structure, (*here, "state"))
            if state is not None:
                inverse.append(ProfileCount(state, count.vary, count.concept, count.profiles))
        errata = tuple(self.erratum(k, item, structure) for k, item in enumerate(self.document.differs))
        return PublishedResults(equilibria, stable, results.counts, tuple(improvements), tuple(inverse), errata)

    def sets(
        self, sets: Mapping[str, Sequence[int | str]], structure: Structure, path: Path
    ) -> dict[str, tuple[int, ...]]:
        """Concept → the codes of its states, ascending."""
        made = {}
        for concept, states in sets.items():
            self.concept(concept, (*path, concept), key=True)
            codes = [self.state(item, structure, (*path, concept, k)) for k, item in enumerate(states)]
            made[concept] = tuple(sorted(code for code in codes if code is not None))
        return made

    def erratum(self, k: int, item: Difference, structure: Structure) -> PrintedCells | None:
        """The cells that an entry of ``differs`` is about."""
        path: Path = ("differs", k)
        if item.concept is None:
            return None
        self.concept(item.concept, (*path, "concept"))
        if item.actor is not None:
            self.known([item.actor], (*path, "actor"))
        codes = [self.state(state, structure, (*path, "states", j)) for j, state in enumerate(item.states)]
        return PrintedCells(item.concept, item.actor or "", tuple(sorted(code for code in codes if code is not None)))

    def known(self, names: Iterable[str], path: Path) -> None:
        for name in names:
            if name not in self.actors:
                near = self.report.suggest(name, self.actors)
                self.report.add(path, "unknown", f"{quoted(name)} is not an actor here.", suggestion=near)

    def concept(
        self, name: str, path: Path, *, among: Sequence[str] = (*CONCEPTS, *SIMULTANEOUS), key: bool = False
    ) -> None:
        if name not in among:
            message = f"{quoted(name)} is not a stability concept; there are {', '.join(among)}."
            self.report.add(path, "unknown", message, suggestion=nearest(name, among), key=key)
