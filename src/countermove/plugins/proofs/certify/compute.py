"""certify: whether a state is stable, for whom and under which concepts, each with its proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated

from countermove.context.frame import Frame
from countermove.context.game import Game
from countermove.context.games import resolve_concepts
from countermove.context.glossary import Glossary
from countermove.context.selection import Called, actor_named
from countermove.plugins.proofs.certify.decisions import Decided, decided
from countermove.plugins.proofs.certify.model import ModelText, model_text
from gmcr.analysis import Decision, SymbolicGame, Verified, decide
from gmcr.base.arguments import as_integer
from gmcr.base.errors import CountermoveError
from gmcr.base.record import INTERNAL
from gmcr.base.summary import Record

__all__ = ["CertificateRecord", "certified"]


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
        return f"{len(self.decisions)} decisions of {' '.join(self.state) or 'nothing'}"


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
    has been checked. Raises UnknownName, ModelError (no option form, rankings of states, an infeasible state),
    MissingExtra, and CountermoveError for a game that a certificate cannot hold, or a proof that fails its check."""
    called = Called(game.glossary.actors, game.glossary.aka)
    requested = {actor_named(called, text) for text in actors}
    chosen = resolve_concepts(game.asked, tuple(concepts) or None)
    limit = as_integer(seconds, "seconds", least=1)
    symbolic = SymbolicGame.of(game.conflict)
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
