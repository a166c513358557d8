"""responsibility: who could change it, in whose eyes, and who is to blame over the readings and the views."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from countermove.analysis.changes import BOUND
from countermove.assessment import Assessment
from countermove.brief import Brief
from countermove.desk.frame import Frame
from countermove.desk.game import Game, game_in
from countermove.desk.glossary import Glossary
from countermove.desk.selection import BASE, Selection, pairs
from countermove.errors import CountermoveError, UnknownName
from countermove.questions import Responsibility, responsibility

__all__ = ["AUTHOR", "ResponsibilityRecord", "responsibility_case"]

AUTHOR = "author"
"""What the author's model is called among the views that are weighed, unless a view has that name."""


@dataclass(frozen=True, slots=True)
class ResponsibilityRecord(Brief):
    """Degrees and blame for the target of a case."""

    frame: Frame
    glossary: Glossary
    found: Responsibility


def responsibility_case(
    of: Assessment | Game,
    selection: Selection = BASE,
    *,
    to: str | None = None,
    bound: int = BOUND,
    weights: Sequence[str] = (),
    progress: Callable[[int, int], None] | None = None,
) -> ResponsibilityRecord:
    """Who is responsible, in every view, and who is to blame over all readings that agree with the selected answers.

    *to*: a formula, what is to be answered for (the assessment's target otherwise). ``weights``: texts ``VIEW=NUMBER``
    (the author's model is ``author``) and ``QUESTION.ANSWER=NUMBER``. ``progress`` is told how many games are gone
    through, of how many. Raises CountermoveError, also where a selection names a view, since this question goes through
    all of them.
    """
    game = game_in(of, selection)
    game.need_start()
    if game.selection.view is not None:
        raise CountermoveError("responsibility goes through every view: name none.")
    known = () if game.assessment is None else tuple(game.assessment.views)
    views: dict[str | None, str] = {}
    answers: dict[str, dict[str, str]] = {}
    for name, weight in pairs(weights, "weight", "VIEW=NUMBER or QUESTION.ANSWER=NUMBER").items():
        question, dot, answer = name.partition(".")
        if dot:
            answers.setdefault(question, {})[answer] = weight
        elif name not in (AUTHOR, *known):
            raise UnknownName("view", name, (AUTHOR, *known))
        else:
            views[None if name == AUTHOR and AUTHOR not in known else name] = weight
    found = responsibility(
        game.asked,
        to=to,
        bound=bound,
        reading_weights=answers,
        view_weights=views,
        progress=progress,
        **{name: given for name, given in game.chosen.items() if name != "view"},
    )
    return ResponsibilityRecord(game.frame(("nash",), bound), game.glossary, found)
