"""What an answer rests on in the game looked at: the base reading under the lead concept (§3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.judge.answers.checks import Setting, claim_case
from tests.judge.answers.games import Game, Reading
from tests.judge.answers.roads import numbers_of, world_of
from tests.judge.sentences.cells import Answer, cell_of
from tests.judge.sentences.leaving import BOUND, DROP, after_all, smallest

__all__ = ["Both", "giving_up", "is_word", "lead_cell", "same_after"]

Both = Mapping[str, Game]
"""The games of both checks of a question, those of the first under ``yes …``, those of the second under ``no …``."""


def cases_of(setting: Setting, answer: Answer, reading: Reading | None = None) -> Both:
    """The games of an answer in a reading, the base reading where none is named."""
    found: dict[str, Game] = {}
    for side, check in zip(("yes", "no"), answer.checks, strict=False):
        case = claim_case(setting, check, reading or setting.readings[0], scenario=answer.scenario)
        found |= {f"{side} {name}": game for name, game in case.items()}
    return found


def cell(setting: Setting, answer: Answer, games: Both, concept: str) -> str:
    """The cell of an answer in such games. Games with the same preferences, numbers and starts have the same, where nothing
    else is
    asked about: those are kept, to save time."""
    if not all(any(kind in one["check"] for kind in BY_PREFERENCES) for one in answer.checks):
        return _cell(setting, answer, games, concept)
    known = tuple((name, id(world_of(game)), numbers_of(game), game.start) for name, game in games.items())
    # What is kept keeps the checks too, so that no others can come to stand at their place in memory.
    key, kept = ("cell", tuple(map(id, answer.checks)), concept, known), setting.form.kept
    if key not in kept:
        kept[key] = answer.checks, _cell(setting, answer, games, concept)
    found: str = kept[key][1]
    return found


BY_PREFERENCES = ("every_outcome", "some_outcome", "no_outcome", "passes", "never_passes", "foresight", "no_foresight")
"""Checks whose truth is settled by who prefers what, and from where."""


def _cell(setting: Setting, answer: Answer, games: Both, concept: str) -> str:
    cases = []
    for side in ("yes", "no")[: len(answer.checks)]:
        cases.append({key.partition(" ")[2]: game for key, game in games.items() if key.startswith(f"{side} ")})
    return cell_of(setting, answer.checks, cases, concept)


def lead_cell(setting: Setting, answer: Answer) -> str:
    """The answer in the game looked at."""
    return cell(setting, answer, cases_of(setting, answer), setting.lead)


def is_word(setting: Setting, answer: Answer, word: str) -> tuple[Both, Callable[[Both], bool]]:
    """The games of an answer as they are, and whether the answer is this word in such games."""
    return cases_of(setting, answer), lambda games: cell(setting, answer, games, setting.lead) == word


def same_after(setting: Setting, answer: Answer, left: frozenset[str]) -> bool:
    """Whether the answer stays as it is where these wants are left out."""
    games, now = cases_of(setting, answer), lead_cell(setting, answer)
    return cell(setting, answer, after_all(games, dict.fromkeys(left, DROP)), setting.lead) == now


def giving_up(setting: Setting, answer: Answer, *, bound: int = BOUND, most: int | None = None) -> list[frozenset[str]]:
    """The smallest sets of wants whose leaving out changes the answer."""
    games, now = cases_of(setting, answer), lead_cell(setting, answer)
    found = smallest(
        games, lambda left: cell(setting, answer, left, setting.lead) != now, (DROP,), bound=bound, most=most
    )
    return [frozenset(want for want, _ in change) for change in found]
