"""Makes a certificate and writes it to a file: its record as JSON, a line for each decision."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from countermove.assessment import Assessment, PublishedConflict
from countermove.context.game import Game, game_from
from countermove.plugins.proofs.certify.compute import CertificateRecord, certified
from countermove.presentation.data import plain
from countermove.presentation.provenance import framed
from gmcr import Conflict
from gmcr.base.arguments import as_bool, as_names, as_path, as_state
from gmcr.base.characters import json_escaped
from gmcr.base.numbers import GivenNumber
from gmcr.base.write import check_place, write_whole

__all__ = ["certificate_text", "certify", "write_certificate"]


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
    AssessmentError, UnknownName, ModelError (rankings of states, graph form), MissingExtra without python-sat.
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
