"""Opens whatever a person names as one game: an assessment, a bundled conflict, or a conflict in another program's
file.

A bare conflict has no readings, scenarios, views or sources; its words are its titles and its wants as written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from countermove.assessment import Assessment, load
from countermove.assessment.bundle import conflict_names
from countermove.assessment.parser import is_conflict, read_bytes
from countermove.assessment.schema import Work
from countermove.context.frame import Assumptions, Frame, frame_of, unlisted_in
from countermove.context.glossary import GameText, Glossary, glossary_of, want_text
from countermove.context.selection import BASE, Selection, state_code
from countermove.inquiry.statements import Statements
from gmcr import CONCEPTS, Conflict, Ranking
from gmcr.base.arguments import GivenNumber, as_mapping, as_text
from gmcr.base.errors import CountermoveError
from gmcr.base.record import Record
from gmcr.logic import Vocabulary, to_text
from gmcr.model import OptionStructure

if TYPE_CHECKING:
    from countermove.assessment.conflicts import PublishedConflict
    from gmcr.formats import GmcrModel

__all__ = ["Game", "conflict_in", "game_from", "game_of", "on_in", "open_game"]


@dataclass(frozen=True, slots=True)
class Game(Record):
    """A game with its words. ``assessment``: where it comes from, None for a bare conflict. ``begins``: whether it has
    a start: a ``.gmcr`` file has none, and then the start of ``conflict`` means nothing. ``coalitions``: the partition
    of the actors that the file asks for, () for none. ``gmcr``: the content of a file in that format. ``works``: its
    sources by name; for a conflict its citations by number."""

    name: str
    digest: str
    conflict: Conflict
    glossary: Glossary
    assessment: Assessment | None
    begins: bool = True
    coalitions: tuple[tuple[str, ...], ...] = ()
    gmcr: GmcrModel | None = None
    works: Mapping[str, Work] = field(default_factory=dict)

    @property
    def start(self) -> int | None:
        """The code of the status quo, or None."""
        return self.conflict.start if self.begins else None

    def state(self, text: str) -> int:
        """The code of a state as a person writes it: see ``state_code``. Raises CountermoveError for a start that does
        not exist.
        """
        if text.strip() == "start" and not self.begins:
            raise CountermoveError(
                f"{self.name} has no status quo, as its format knows none: name a state by its code, or by the options that "
                "are on."
            )
        return state_code(self.conflict, text)

    def need_start(self) -> None:
        """Raise CountermoveError where there is no status quo, for questions that begin there."""
        if not self.begins:
            raise CountermoveError(
                f"{self.name} has no status quo, as its format knows none, and this question begins there: write it as a "
                f"conflict file (countermove convert {self.name}.gmcr {self.name}.yaml), give the start there, and ask about "
                "that file."
            )

    @property
    def asked(self) -> Assessment | Conflict:
        """What questions are put to: the assessment, or the bare conflict."""
        return self.conflict if self.assessment is None else self.assessment

    @property
    def selection(self) -> Selection:
        """The selection from the assessment; empty for a bare conflict."""
        return BASE if self.assessment is None else self.assessment.selection

    @property
    def concepts(self) -> tuple[str, ...]:
        """The concepts of the assessment; all five for a bare conflict."""
        return CONCEPTS if self.assessment is None else self.assessment.concepts

    def under(self, concepts: Sequence[str]) -> Game:
        """This game under some concepts, the first being the lead concept."""
        if self.assessment is None or tuple(concepts) == self.assessment.concepts:
            return self
        return replace(self, assessment=self.assessment.selected(self.selection, concepts=concepts))

    def frame(
        self,
        concepts: Sequence[str],
        bound: int | None = None,
        *,
        seed: int | None = None,
        over_readings: bool = False,
        alone: bool = True,
    ) -> Frame:
        """The frame of a result about this game, or (``over_readings``) about all readings of its assessment.
        ``alone``: whether actors stand alone in it even where the file has coalitions."""
        if self.assessment is not None:
            return frame_of(self.assessment, concepts=concepts, bound=bound, seed=seed, over_readings=over_readings)
        apart = tuple(block for block in self.coalitions if len(block) > 1 and alone)
        assumed = Assumptions(reading={}, concepts=tuple(concepts), bound=bound, seed=seed, apart=apart)
        assumed = replace(assumed, unlisted=unlisted_in(self.conflict.structure))
        return Frame(self.name, self.digest, assumed)


def open_game(case: str, selection: Selection = BASE) -> Game:
    """The game that a case and a selection mean. Raises AssessmentError, CountermoveError."""
    game = conflict_in(case)
    if game is None:
        return game_of(load(case), selection)
    if selection != BASE:
        raise CountermoveError(
            f"{case} is a bare conflict: it has no readings, scenarios, views, drivers or codings to choose from."
        )
    return game


def game_of(assessment: Assessment, selection: Selection = BASE) -> Game:
    """The game of an assessment under a selection (by default the current one). Raises UnknownName, ModelError."""
    chosen = assessment if selection == BASE else assessment.selected(selection)
    works = chosen.document.sources
    return Game(chosen.name, chosen.digest, chosen.conflict(), glossary_of(chosen), chosen, works=works)


def game_from(
    of: str | Path | Assessment | Conflict | PublishedConflict,
    *,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, GivenNumber] | None = None,
    coding: Mapping[str, str] | None = None,
) -> Game:
    """The game of any argument of the Python interface: a file or a bundled name, or an object that is open already.
    Raises AssessmentError, CountermoveError, ModelError for anything else."""
    selection = Selection(
        {} if reading is None else as_mapping(reading, "reading", "question → answer"),
        None if scenario is None else as_text(scenario, "scenario", "its name"),
        None if view is None else as_text(view, "view", "its name"),
        {} if drivers is None else as_mapping(drivers, "drivers", "driver → number"),
        {} if coding is None else as_mapping(coding, "coding", "alternative → coding"),
    )
    if isinstance(of, (str, Path)):
        return open_game(str(of), selection)
    if isinstance(of, Assessment):
        return game_of(of, selection)
    if selection != BASE:
        raise CountermoveError("A conflict has no readings, scenarios, views or drivers to choose: leave them out.")
    from countermove.assessment.conflicts import PublishedConflict

    if isinstance(of, PublishedConflict):
        return _published(of)
    conflict = Conflict.given(of)
    return Game("conflict", "", conflict, _words(conflict, "A conflict", {}), None)


def conflict_in(case: str) -> Game | None:
    """The game of a conflict; None where the case is an assessment, or cannot be found."""
    path = Path(case)
    if not path.is_file():
        return _published_in(case) if case in conflict_names() else _of_two(case)
    if path.suffix in (".yaml", ".yml"):
        return _published_in(path) if is_conflict(read_bytes(path), file=case) else None
    from countermove.interop import formats, open_conflict  # formats that few commands need

    if not any(path.name.endswith(item.suffixes) for item in formats() if item.read):
        return None
    opened = open_conflict(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    words = _words(opened.conflict, opened.title or path.stem, opened.titles)
    return Game(path.stem, digest, opened.conflict, words, None, opened.begins, opened.coalitions, opened.gmcr)


def _published_in(case: str | Path) -> Game:
    from countermove.assessment.conflicts import load_conflict  # a format that few commands need

    return _published(load_conflict(case))


def _published(case: PublishedConflict) -> Game:
    words = _words(case.conflict, case.title, case.titles)
    works = {str(place): work for place, work in enumerate(case.works, start=1)}
    return Game(case.name, case.digest, case.conflict, words, None, works=works)


def _of_two(name: str) -> Game | None:
    """One of the 78 games of two actors with an option each; it has no file, so its digest is that of its id."""
    from countermove.assessment.games2x2 import game_2x2, is_2x2

    if not is_2x2(name):
        return None
    game = game_2x2(name)
    conflict, digest = game.conflict(), hashlib.sha256(game.id.encode()).hexdigest()
    titles = {"row": "Row", "column": "Column"} | dict.fromkeys(conflict.options, "Play the second strategy")
    return Game(game.id, digest, conflict, _words(conflict, game.name or game.id, titles), None)


def _words(conflict: Conflict, title: str, titles: Mapping[str, str]) -> Glossary:
    wants = {
        want.id: want_text(actor, want)
        for actor, preferences in conflict.preferences.items()
        if not isinstance(preferences, Ranking)
        for want in preferences
    }
    return Glossary(
        title=title,
        as_of=None,
        target=None,
        actors={actor: titles.get(actor, actor) for actor in conflict.actors},
        options={act: titles.get(act, "") for act in conflict.structure.switches},
        games={None: GameText(wants, {})},
        vocabulary=Vocabulary(conflict.structure.acts, {}, tuple(conflict.drivers), conflict.structure.levels),
        questions={},
        scenarios={},
        views={},
        claims={},
        rules=_rules(conflict),
        drivers={},
        levels=conflict.structure.levels,
        alone=True,
        graded=bool(Statements.of(conflict)),
    )


def _rules(conflict: Conflict) -> dict[str, str | None]:
    """Each rule's exclusion, as it is written."""
    structure = conflict.structure
    if not isinstance(structure, OptionStructure):
        return {}
    vocabulary = Vocabulary(structure.acts, {}, (), structure.levels)
    return {rule.id: f"never {to_text(vocabulary.bare(rule.formula))}" for rule in structure.form.stated}


def on_in(conflict: Conflict, codes: Mapping[int, str]) -> dict[int, tuple[str, ...]]:
    """For each code the options that are on; in graph form the state's label."""
    if not conflict.options:
        return {code: (label,) for code, label in codes.items()}
    return {code: conflict.structure.on(code) for code in codes}
