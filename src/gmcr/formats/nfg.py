"""Normal-form export to Gambit (``.nfg``).

A strategy of a player is a combination of its own options, a profile is a state, and payoffs are ranks (ordinal: only
pure equilibria mean anything). That is the same conflict only if every combination is feasible, nothing is one-way and
every option has an owner; then the pure Nash equilibria are the Nash equilibria of the conflict. Reference: the
outcome version of the strategic game file format in Gambit's manual; the first player's strategy varies fastest.
"""

from __future__ import annotations

from itertools import product
from pathlib import Path

from gmcr.base.characters import visible
from gmcr.base.errors import CountermoveError, SizeError
from gmcr.base.files import write_whole
from gmcr.logic import to_text
from gmcr.model import Conflict, OptionForm, OptionStructure
from gmcr.model.structure import NO_OPTION

__all__ = ["MAX_PROFILES", "nfg_text", "write_nfg"]

MAX_PROFILES = 1 << 16
"""A normal form is written up to this many profiles."""


def write_nfg(conflict: Conflict, path: str | Path, *, force: bool = False, title: str = "") -> None:
    """Write the normal form of a conflict as an ``.nfg`` file for Gambit, whole or not at all.

    Parameters
    ----------
    conflict : Conflict
        A conflict in option form in which every combination of options is feasible, nothing is one-way, no option needs
        something, and every option has an owner; with at most 65,536 states.
    path : str or Path
        The file to write.
    force : bool, default False
        Whether to replace a file that exists.
    title : str, optional
        The title in the file.

    Raises
    ------
    CountermoveError
        If the file exists (unless *force*) or cannot be written, or the conflict has no equivalent normal form; the message
        says why.
    SizeError
        If there are more than 65,536 profiles.

    Notes
    -----
    A strategy of a player is a combination of its own options, a profile is a state, and payoffs are ranks. These are
    ordinal, so that only pure equilibria mean anything: the pure Nash equilibria are those of the conflict. Outcome k is the
    state with the code k - 1, named by its code and label. The file is in the outcome version of the strategic game format
    in Gambit's manual, in which the first player's strategy varies fastest.

    Examples
    --------
    >>> import gmcr, tempfile
    >>> from pathlib import Path
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     gmcr.write_nfg(ferry, Path(folder) / "ferry.nfg", title="Ferry")
    ...     print((Path(folder) / "ferry.nfg").read_text(encoding="utf-8").splitlines()[0])
    NFG 1 R "Ferry" { "line" "town" }
    """
    write_whole(Path(path), nfg_text(conflict, title=title), force=force)


def nfg_text(conflict: Conflict, *, title: str = "") -> str:
    """Return the normal form of a conflict as the text of an ``.nfg`` file.

    Parameters
    ----------
    conflict : Conflict
        A conflict that has a normal form, see ``write_nfg``.
    title : str, optional
        The title in the file.

    Returns
    -------
    str
        The text. Outcome k is the state with the code k - 1, named by its code and label.

    Raises
    ------
    CountermoveError
        If the conflict has no equivalent normal form; the message says why.
    SizeError
        If there are more than 65,536 profiles.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.formats import nfg_text
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> nfg_text(ferry).splitlines()[-1]
    '1 2 3 4'
    """
    form = _equivalent(conflict)
    codes = [[_shifted(form, actor, own) for own in range(1 << _size(form, actor))] for actor in form.actors]
    players = " ".join(_quoted(actor) for actor in form.actors)
    strategies = "\n".join(
        "{ " + " ".join(_quoted(", ".join(_own(form, actor, code)) or NO_OPTION) for code in own) + " }"
        for actor, own in zip(form.actors, codes, strict=True)
    )
    ranks = [conflict.ranks(actor).tolist() for actor in form.actors]
    outcomes = "\n".join(
        f"{{ {_quoted(f'{code}: {label}')} {', '.join(str(own[code]) for own in ranks)} }}"
        for code, label in enumerate(conflict.labels)
    )
    # product() lets its last factor vary fastest, the format the first player's
    profiles = " ".join(str(sum(profile) + 1) for profile in product(*reversed(codes)))
    head = f"NFG 1 R {_quoted(title or 'Countermove')} {{ {players} }}"
    return f'{head}\n\n{{\n{strategies}\n}}\n""\n\n{{\n{outcomes}\n}}\n{profiles}\n'


def _equivalent(conflict: Conflict) -> OptionForm:
    """The option form of a conflict that a normal form describes, or an error that says why there is none."""
    structure = conflict.structure
    if not isinstance(structure, OptionStructure):
        raise CountermoveError(
            "A normal form needs options, of which strategies consist: not in graph form, nor where arcs are edited."
        )
    form = structure.form
    for option in form.options:
        if option.one_way:
            raise CountermoveError(
                f"{option.full_name} is one-way, so what its owner can play depends on the state: no normal form "
                "describes that. Leave the direction out, or export the state graph (.graphml)."
            )
        if option.needs is not None:
            raise CountermoveError(
                f"{option.full_name} needs {to_text(option.needs)}, so what its owner can play depends on the state: no normal "
                "form describes that. Leave the need out, or export the state graph (.graphml)."
            )
        if not option.actor:
            raise CountermoveError(
                f"{option.full_name} belongs to nobody, so the states fall apart into several games. Leave it out."
            )
    if conflict.states.size < 1 << len(form.options):
        rule = form.never[0].id
        raise CountermoveError(
            f"{(1 << len(form.options)) - conflict.states.size} combinations are infeasible (rule {rule!r} for one): "
            "a normal form has an outcome for every profile. Drop the rules, or export the state graph (.graphml)."
        )
    if conflict.states.size > MAX_PROFILES:
        raise SizeError(f"A normal form is written up to {MAX_PROFILES:,} profiles; here are {conflict.states.size:,}.")
    return form


def _size(form: OptionForm, actor: str) -> int:
    low, high = form.span[actor]
    return high - low


def _shifted(form: OptionForm, actor: str, own: int) -> int:
    return own << form.span[actor][0]


def _own(form: OptionForm, actor: str, code: int) -> list[str]:
    return [option.name for k, option in enumerate(form.options) if option.actor == actor and code >> k & 1]


def _quoted(text: str) -> str:
    plain = visible(" ".join(text.split()))
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'
