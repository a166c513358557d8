"""The grounds of the premises, in one sentence: "Of 44 premises, 38 cite the source and six are assumed; all of this holds
if they are true."."""

from __future__ import annotations

from collections.abc import Mapping

from countermove.presentation.sentences import said
from countermove.presentation.words import all_of, capital, count, listed, number, plural

__all__ = ["premises_text"]

_VERBS = {"sourced": ("cites", "cite"), "unsourced": ("has", "have")}
"""The verb of each kind, singular and plural; is and are for the others."""


def premises_text(weighed: Mapping[str, int], sources: int) -> str:
    """How many premises cite a source, are supplied by the modeller, are assumed or have no source; "" if there are
    none. *weighed*: how many there are of each kind (``questions.check.grounds.premises_weighed``); *sources*: how many
    the file names."""
    kinds = [kind for kind in ("sourced", "unsaid", "assumed", "unsourced") if weighed[kind]]
    whole = sum(weighed.values())
    if not whole:
        return ""
    if len(kinds) == 1:
        every = "The one premise" if whole == 1 else capital(all_of(whole, "premise"))
        they = plural(whole, "it is", "they are")
        return said("premises.all", every=every, weight=_weight(kinds[0], whole, sources), they=they)
    weights = [f"{number(weighed[kind])} {_weight(kind, weighed[kind], sources)}" for kind in kinds]
    return said("premises.some", many=count(whole, "premise"), weights=listed(weights))


def _weight(kind: str, many: int, sources: int) -> str:
    """What *many* premises of a kind rest on, read on from their number."""
    verb = plural(many, *_VERBS.get(kind, ("is", "are")))
    if kind == "sourced":
        return said("premises.sourced", cite=verb, source="a source" if sources > 1 else "the source")
    return said(f"premises.{kind}", **{"have" if kind == "unsourced" else "are": verb})
