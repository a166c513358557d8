"""certify: whether a state is stable, for whom and under which concepts, each with its proof.

Makes a certificate and writes it to a file: its record as JSON, a line for each decision.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated

from countermove.assessment import Assessment, PublishedConflict
from countermove.context.frame import Frame
from countermove.context.game import Game, game_from
from countermove.context.games import resolve_concepts
from countermove.context.glossary import Glossary
from countermove.context.selection import Called, actor_named
from countermove.interop.document import check_no_assessment
from countermove.plugins.proofs.certify.model import Decided, ModelText, decided, model_text
from countermove.plugins.proofs.certify.ranked import symbolic_of
from countermove.presentation.data import framed, plain
from gmcr import Conflict
from gmcr.analysis import Decision, Verified, decide
from gmcr.base.arguments import GivenNumber, as_bool, as_integer, as_names, as_path, as_state
from gmcr.base.characters import json_escaped
from gmcr.base.errors import CountermoveError
from gmcr.base.files import check_place, write_whole
from gmcr.base.record import INTERNAL, Record
from gmcr.model import NO_OPTION

__all__ = ["CertificateRecord", "certificate_text", "certified", "certify", "write_certificate"]


@dataclass(frozen=True, slots=True)
class CertificateRecord(Record):
    """A certificate: for whom a state is stable under which concepts, with the proofs. ``seconds``: the time limit of
    each decision."""

    frame: Annotated[Frame, INTERNAL]
    model: ModelText
    """The game, so that nothing else is needed to check it."""
    state: tuple[str, ...]
    """The options that are on in the state; options in degrees with the level, as in ``a.x = mid``."""
    decisions: tuple[Decided, ...]
    """One for each requested actor and concept."""
    glossary: Annotated[Glossary, INTERNAL] = field(compare=False)
    seconds: Annotated[int, INTERNAL] = field(compare=False)

    def gist(self) -> str:
        """The number of decisions."""
        return f"{len(self.decisions)} decisions of {' '.join(self.state) or NO_OPTION}"


def certified(
    game: Game,
    state: str,
    *,
    actors: Sequence[str] = (),
    concepts: Sequence[str] = (),
    seconds: int = 30,
) -> CertificateRecord:
    """Decisions on a state as a person writes it, for *actors* by any of their names (all where empty) under *concepts*
    (the file's where empty), each within *seconds*; a decision not reached by then is recorded as unknown. Every proof
    has been checked. Raises UnknownName, ModelError (graph form, rankings of more than 128 states, an infeasible state),
    MissingExtra, and CountermoveError for a game that a certificate cannot hold, or a proof that fails its check."""
    called = Called(game.glossary.actors, game.glossary.aka)
    requested = {actor_named(called, text) for text in actors}
    chosen = resolve_concepts(game.asked, tuple(concepts) or None)
    limit = as_integer(seconds, "seconds", least=1)
    symbolic = symbolic_of(game.conflict)
    model, code = model_text(symbolic), game.state(state)
    decisions = [
        decide(symbolic, code, actor=actor, concept=concept, seconds=limit)
        for actor in symbolic.form.actors
        if not requested or actor in requested
        for concept in chosen
    ]
    checked = Verified.of(symbolic, decisions, seconds=limit * len(decisions))
    recorded = [_recorded(decision, seen) for decision, seen in zip(decisions, checked, strict=True)]
    return CertificateRecord(
        frame=game.frame(chosen),
        model=model,
        state=symbolic.form.on(code),
        decisions=tuple(decided(symbolic.form, decision) for decision in recorded),
        glossary=game.glossary,
        seconds=limit,
    )


def _recorded(decision: Decision, seen: Verified) -> Decision:
    """A decision whose proof holds; recorded as unknown where the proof could not be checked in time."""
    if seen.holds is False:
        condition = "" if seen.fault is None else f" ({seen.fault.condition})"
        raise CountermoveError(
            f"The proof for {decision.actor} under {decision.concept} does not pass its check{condition}: nothing is written. "
            "Please report this game."
        )
    return decision if seen.holds else replace(decision, stable=None, proof=None)


def certify(
    of: str | Path | Assessment | Conflict | PublishedConflict,
    state: str | int = "start",
    *,
    actors: str | Sequence[str] = (),
    concepts: str | Sequence[str] | None = None,
    seconds: int = 30,
    out: str | Path | None = None,
    force: bool = False,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, GivenNumber] | None = None,
) -> CertificateRecord:
    """Decide for whom a state is stable, with proofs that anybody can check; states are not listed, so their number
    does not matter.

    ``state``: ``"start"``, a code, or the options that are on, separated by commas. ``actors``: by any of their names
    (default: all). ``concepts``: of the five (default: those of the file). ``seconds``: for each decision; a decision
    not reached by then is recorded as unknown. ``out``: a file to write it to. Raises CountermoveError,
    AssessmentError, UnknownName, ModelError (graph form, rankings of more than 128 states), MissingExtra without python-sat.
    """
    game = game_from(of, reading=reading, scenario=scenario, view=view, drivers=drivers)
    return write_certificate(
        game,
        as_state(state),
        out=None if out is None else as_path(out, "out"),
        force=as_bool(force, "force"),
        actors=as_names(actors, "actors"),
        concepts=() if concepts is None else as_names(concepts, "concepts"),
        seconds=seconds,
    )


def write_certificate(
    game: Game,
    state: str,
    *,
    out: Path | None,
    force: bool,
    actors: Sequence[str],
    concepts: Sequence[str],
    seconds: int,
) -> CertificateRecord:
    """A certificate, written to *out* if given; the path is checked first. Raises as ``certified``, and
    CountermoveError.
    """
    if out is not None:
        check_place(out, force=force)
        check_no_assessment(out)
    record = certified(game, state, actors=actors, concepts=concepts, seconds=seconds)
    if out is not None:
        write_whole(out, certificate_text(record), force=force)
    return record


def certificate_text(record: CertificateRecord) -> str:
    """The text that ``certify -o`` writes."""
    data = framed("certificate", (record.frame,), plain(record))
    lines = ",\n".join(json.dumps(item, ensure_ascii=False) for item in data["data"].pop("decisions"))
    whole = json.dumps(data, ensure_ascii=False, indent=1)
    assert whole.endswith("\n }\n}"), "decisions are the last of the data, and the data of all"
    return json_escaped(f'{whole[:-5]},\n  "decisions": [\n{lines}\n  ]\n }}\n}}\n')
