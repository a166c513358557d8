"""verify: checks each proof of a certificate, and compares its game with that of a case."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from countermove.assessment import Assessment, PublishedConflict
from countermove.context.frame import Frame
from countermove.context.game import Game, game_from
from countermove.context.glossary import Glossary
from countermove.plugins.proofs.certify.model import differences, model_text
from countermove.plugins.proofs.certify.ranked import symbolic_of
from countermove.plugins.proofs.verify.reader import Certificate, read_certificate
from gmcr import Conflict
from gmcr.analysis import Condition, Decision, Verified
from gmcr.base.arguments import as_integer, as_path
from gmcr.base.errors import CountermoveError
from gmcr.base.record import INTERNAL, Record, derived

__all__ = ["SECONDS", "Compared", "Differs", "Failing", "ProofChecked", "VerifyRecord", "verify"]


SECONDS = 60
"""The processor time for all proofs together, in seconds, unless the caller sets another."""


@dataclass(frozen=True, slots=True)
class Failing(Record):
    """A condition that a proof violates, and where. States are given by the options that are on."""

    condition: Condition
    """The condition."""
    improvement: tuple[str, ...] | None
    """The state after the improvement concerned; null where there is none."""
    number: int | None
    """The number of the countermove on its path, or of the clause, from 1; null where there is none."""
    actor: str | None
    """The mover; null where there is none."""
    at: tuple[str, ...] | None
    """The state where it fails; null where there is none."""
    to: tuple[str, ...] | None
    """The state that a move leads to: a countermove, an improvement not covered, a reply, a way out of the invariant.
    """


@dataclass(frozen=True, slots=True)
class ProofChecked(Record):
    """A decision, and whether its proof holds."""

    actor: str
    """The actor."""
    concept: str
    """The concept."""
    stable: bool | None
    """The claim: whether the actor stays; null where the certificate leaves it unknown."""
    holds: bool | None
    """Whether the proof holds; null where it could not be checked in time, or is too large."""
    failing: Failing | None
    """What fails; null where it holds."""


@dataclass(frozen=True, slots=True)
class Differs(Record):
    """A difference between the game of a certificate and that of the case."""

    place: str
    """The name or formula: "never.2", counted from 0."""
    certificate: str
    """The certificate's text there; empty for nothing."""
    case: str
    """The case's text there; empty for nothing."""


@dataclass(frozen=True, slots=True)
class Compared(Record):
    """The game of a certificate compared with that of a case, under the assumptions that the certificate names."""

    case: str
    """The case."""
    glossary: Annotated[Glossary, INTERNAL]
    same_text: bool
    """Whether the file of the case is unchanged, to the byte."""
    start: bool
    """Whether the state is the start of the case."""
    differs: tuple[Differs, ...]
    """The differences between the games; a verdict on one is none on the other."""


@dataclass(frozen=True, slots=True)
class VerifyRecord(Record):
    """The result of checking a certificate."""

    frame: Annotated[Frame, INTERNAL]
    file: str
    """The file."""
    actors: tuple[str, ...]
    """The actors."""
    state: tuple[str, ...]
    """The options that are on in the state."""
    proofs: tuple[ProofChecked, ...]
    """The decisions in the order of the file."""
    compared: Compared | None
    """The comparison with a case; null where none was named."""

    @derived
    def verdict(self) -> Literal["holds", "fails", "not checked", "nothing proved"]:
        """Whether every proof holds and the game is that of the case; "nothing proved" where no decision is known."""
        if any(proof.holds is False for proof in self.proofs) or (self.compared and self.compared.differs):
            return "fails"
        if all(proof.stable is None and proof.holds for proof in self.proofs):
            return "nothing proved"
        return "holds" if all(proof.holds for proof in self.proofs) else "not checked"

    def gist(self) -> str:
        """Whether it holds."""
        return f"{len(self.proofs)} decisions: {self.verdict}"


def verify(
    file: str | Path,
    *,
    case: str | Path | Assessment | Conflict | PublishedConflict | None = None,
    seconds: int = SECONDS,
) -> VerifyRecord:
    """Check whether the proofs in a certificate hold, all within *seconds* of processor time; with a *case*, also
    whether they are about its game.

    Nothing that found the proofs is used. Raises CountermoveError for a file that is no certificate, as opening the
    case does, and MissingExtra without python-sat.
    """
    limit, path = as_integer(seconds, "seconds", least=1), as_path(file, "file")
    certificate = read_certificate(path)
    results = Verified.of(certificate.game, certificate.decisions, seconds=limit)
    checked = (_checked(certificate, *pair) for pair in zip(certificate.decisions, results, strict=True))
    compared = None if case is None else _compared(certificate, _game(certificate, case))
    return VerifyRecord(
        certificate.frame,
        str(path),
        certificate.model.actors,
        certificate.game.form.on(certificate.state),
        tuple(checked),
        compared,
    )


def _checked(certificate: Certificate, decision: Decision, result: Verified) -> ProofChecked:
    failing = _failing(certificate, result)
    return ProofChecked(decision.actor, decision.concept, decision.stable, result.holds, failing)


def _failing(certificate: Certificate, result: Verified) -> Failing | None:
    fault = result.fault
    if fault is None:
        return None

    def on(code: int | None) -> tuple[str, ...] | None:
        return None if code is None else certificate.game.form.on(code)

    return Failing(fault.condition, on(fault.improvement), fault.number, fault.actor, on(fault.at), on(fault.to))


def _game(certificate: Certificate, case: str | Path | Assessment | Conflict | PublishedConflict) -> Game:
    """The game of a case under the assumptions of a certificate."""
    assumed = certificate.frame.assumptions
    try:
        return game_from(
            case,
            reading=assumed.reading,
            scenario=assumed.scenario,
            view=assumed.view,
            drivers=assumed.drivers,
            coding=assumed.coding,
        )
    except CountermoveError as error:
        raise CountermoveError(f"The certificate's game cannot be found in the case: {error}") from None


def _compared(certificate: Certificate, game: Game) -> Compared:
    differs = tuple(Differs(*item) for item in differences(certificate.model, model_text(symbolic_of(game.conflict))))
    start = not differs and certificate.state == game.start
    return Compared(game.name, game.glossary, certificate.frame.digest == game.digest, start, differs)
