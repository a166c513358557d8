"""Forecasts that are drawn from what comes first as drivers drift (``from: drift``): whether that bears them out.

The check of such a forecast is judged like that of a claim, in every reading × every concept of the selected game; the
forecast's name stands for the claim's. Its class is that of its values alone (``vacuous``, ``contradicted``, ``depends`` or
``follows``): what it is drawn from is how drivers drift besides what actors want, so that no want says it already.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from countermove.assessment.names import DRIFT
from countermove.context.context import Context
from countermove.presentation.sentences import said
from countermove.presentation.words import out_of
from countermove.verdicts.claims import ClaimVerdict, factors_of, verdict_by_values
from countermove.verdicts.settings import Setting, setting_with
from countermove.verdicts.values import ClaimClass, Verdict, value_tables

if TYPE_CHECKING:
    from countermove.assessment.schema import Document

__all__ = ["bearing_text", "borne_text", "drawn_from_drifts", "drawn_settings", "drawn_verdict", "drawn_verdicts"]

_CLASSES: Mapping[Verdict, ClaimClass] = {
    "vacuous": "vacuous",
    "contradicted": "contradicted",
    "not determined": "depends",
    "follows": "follows",
}


def drawn_from_drifts(document: Document) -> tuple[str, ...]:
    """The forecasts that are drawn from what comes first, in file order."""
    return tuple(name for name, forecast in document.forecasts.items() if forecast.from_ == DRIFT)


def drawn_settings(context: Context) -> tuple[Setting, ...]:
    """The checks of the forecasts that are drawn from what comes first, in file order, each by its forecast's name."""
    assessment = context.assessment
    forecasts = assessment.document.forecasts
    return tuple(
        setting_with(assessment, name, check.compiled(assessment))
        for name in drawn_from_drifts(assessment.document)
        if (check := forecasts[name].check) is not None
    )


def drawn_verdicts(context: Context) -> tuple[ClaimVerdict, ...]:
    """Whether what comes first bears out the forecasts that are drawn from it. Raises SizeError, ModelError."""
    return tuple(drawn_verdict(context, item) for item in drawn_settings(context))


def drawn_verdict(context: Context, item: Setting) -> ClaimVerdict:
    """Whether what comes first bears out one forecast."""
    assessment, concepts = context.assessment, context.concepts
    [values] = value_tables(assessment, [item], concepts)
    judged = verdict_by_values(item, values, concepts, factors_of(assessment.questions, concepts))
    says = assessment.document.forecasts[item.id].says
    return replace(judged, kind=_CLASSES.get(judged.verdict), says=says, case=assessment.name)


def bearing_text(verdict: ClaimVerdict, what: str = "") -> str:
    """Whether what comes first bears a forecast out, to continue "what comes first": "bears it out in every reading".
    *what*: the forecast, if it was not named: "bears out “…” (F1) in every reading"."""
    readings, out = len(verdict.values), f"out {what}" if what else "it out"
    match verdict.verdict:
        case "follows" if (verdict.values == -1).any():
            return f"bears {out} wherever it says anything of it"
        case "follows":
            return f"bears {out} in every reading" if readings > 1 else f"bears {out}"
        case "contradicted":
            return f"bears {out} in no reading" if readings > 1 else f"does not bear {out}"
        case "vacuous":
            return f"says nothing of {what or 'it'}"
        case "undecided":
            return f"is not followed{f' for {what}' if what else ''}: there are too many states"
    bearing = [bool((row == 1).all()) for row in verdict.values]
    if all(len(np.unique(row)) == 1 for row in verdict.values):
        return f"bears {out} in {out_of(sum(bearing), readings, 'reading')}"
    defined = int((verdict.values >= 0).sum())
    return f"bears {out} in {int((verdict.values == 1).sum())} of {defined} cells"


def borne_text(verdict: ClaimVerdict) -> str:
    """The same as a sentence that names the forecast."""
    what = said("forecasts.named", says=verdict.says.strip(" ."), name=verdict.id)
    return said("forecasts.borne", which=bearing_text(verdict, what))
