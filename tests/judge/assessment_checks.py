"""Every kind of check, in one game under one concept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests.judge.assessment_cells import points_of
from tests.judge.assessment_changes import single_change_owners, smallest_sizes, target_of
from tests.judge.assessment_files import Document, text_of
from tests.judge.assessment_games import Form, Game, compile_game, switched
from tests.judge.assessment_roads import (
    CONCEPTS,
    best_replies,
    equilibrium,
    foreseen,
    outcomes,
    profile_of,
    reached,
    stable,
)
from tests.judge.inducement import graph_of, inducements, lean_inducements

__all__ = ["MEANINGS", "Cells", "Check", "Games", "check_value", "games_of_claim", "values_of"]

Check = Mapping[str, Any]
Games = Mapping[str, Game]  # "" is the claim's own game; for stable_in_own_views also one per actor
Cells = tuple[bool | None, ...]  # one per concept

ALIKE = ("lever", "prefers", "foresight", "no_foresight", "more_responsible", "single_changes_only_by")


def games_of_claim(
    document: Document, form: Form, claim: Mapping[str, Any], reading: Mapping[str, str]
) -> dict[str, Game]:
    """The claim's game, and the games that the actors see where the check asks for them."""

    def game(view: str | None) -> Game:
        return compile_game(
            document, form, reading=reading, scenario=claim.get("in"), view=view, with_=claim.get("with")
        )

    games = {"": game(claim.get("under"))}
    if "stable_in_own_views" in claim["check"]:
        seen = claim["check"]["stable_in_own_views"]
        games |= {actor: game(seen.get(actor)) for actor in form.actors}
    return games


def check_value(check: Check, games: Games, concept: str) -> bool | None:
    """True, false or undefined (None)."""
    kinds = [judged for keys, judged in MEANINGS.items() if all(key in check for key in keys)]
    if not kinds:
        raise ValueError(f"unknown check {sorted(check)}")
    return kinds[-1](check, games, concept)


def _changed_start(game: Game, change: Mapping[str, Any]) -> int:
    return switched(game.form, game.start, change.get("with") or (), change.get("without") or ())


def _stable(check: Check, games: Games, concept: str) -> bool:
    if check["stable"] != "start":
        raise ValueError("stable: start is the only form")
    return equilibrium(profile_of(games[""]), concept, games[""].start)


def _content(check: Check, games: Games, concept: str) -> bool:
    return stable(profile_of(games[""]), concept, check["content"], games[""].start)


def _outcome_truths(check: Check, key: str, games: Games, concept: str) -> list[bool]:
    game = games[""]
    start = switched(game.form, game.start, check.get("after") or ())
    return [game.holds(text_of(check[key]), s) for s in outcomes(profile_of(game), concept, start)]


def _every_outcome(check: Check, games: Games, concept: str) -> bool | None:
    truths = _outcome_truths(check, "every_outcome", games, concept)
    return all(truths) if truths else None


def _some_outcome(check: Check, games: Games, concept: str) -> bool | None:
    truths = _outcome_truths(check, "some_outcome", games, concept)
    return any(truths) if truths else None


def _no_outcome(check: Check, games: Games, concept: str) -> bool | None:
    truths = _outcome_truths(check, "no_outcome", games, concept)
    return not any(truths) if truths else None


def _passes_through(check: Check, key: str, games: Games, concept: str) -> bool:
    game = games[""]
    start = switched(game.form, game.start, check.get("after") or ())
    return any(game.holds(text_of(check[key]), s) for s in reached(profile_of(game), concept, start))


def _passes(check: Check, games: Games, concept: str) -> bool:
    return _passes_through(check, "passes", games, concept)


def _never_passes(check: Check, games: Games, concept: str) -> bool:
    return not _passes_through(check, "never_passes", games, concept)


def _foresight(check: Check, games: Games, concept: str) -> bool:
    game = games[""]
    return any(game.holds(text_of(check["foresight"]), s) for s in foreseen(profile_of(game), game.start))


def _no_foresight(check: Check, games: Games, concept: str) -> bool:
    game = games[""]
    return not any(game.holds(text_of(check["no_foresight"]), s) for s in foreseen(profile_of(game), game.start))


def _lever_gains(check: Check, games: Games, concept: str) -> bool:
    return _lever_works(check, games[""])


def _lever_never_gains(check: Check, games: Games, concept: str) -> bool:
    game = games[""]
    replies = best_replies(profile_of(game), check["moves"], switched(game.form, game.start, _lever_acts(check)))
    return not any(game.holds(text_of(check["never_gains"]), s) for s in replies)


def _lever_exactly_where(check: Check, games: Games, concept: str) -> bool:
    game, where = games[""], text_of(check["exactly_where"])
    points = points_of(game, [where, text_of(check["gains"])], check["vary"])
    return all(_lever_works(check, game.at(p)) == game.at(p).holds(where, game.start) for p in points)


def _lever_acts(check: Check) -> Sequence[str]:
    """One act, or several that are one."""
    return [check["lever"]] if isinstance(check["lever"], str) else check["lever"]


def _lever_works(check: Check, game: Game) -> bool:
    form, profile, gains = game.form, profile_of(game), text_of(check["gains"])
    on = switched(form, game.start, _lever_acts(check))
    if on == game.start:
        return False
    before = all(game.holds(gains, s) for s in best_replies(profile, check["moves"], game.start))
    after = all(game.holds(gains, s) for s in best_replies(profile, check["moves"], on))
    return after and not before


def _prefers(check: Check, games: Games, concept: str) -> bool:
    game, actor = games[""], check["prefers"]
    this, to = _changed_start(game, check["this"] or {}), _changed_start(game, check["to"] or {})
    profile = profile_of(game)
    return profile.rank(actor, this) > profile.rank(actor, to)


def _everywhere(check: Check, games: Games, concept: str) -> bool | None:
    game = games[""]
    wanted, where = text_of(check["everywhere"]), text_of(check.get("where", "true"))
    starts = [switched(game.form, game.start, on) for on in check.get("after_each") or [[]]]
    seen = False
    for point in points_of(game, [wanted, where], check.get("vary") or ()):
        there = game.at(point)
        if not there.holds(where, game.start):
            continue
        for start in starts:
            for outcome in outcomes(profile_of(there), concept, start):
                seen = True
                if not there.holds(wanted, outcome):
                    return False
    return True if seen else None


def _induces(check: Check, games: Games, concept: str) -> bool:
    game = games[""]
    actor, start, graph = check["induces"], game.start, graph_of(game)
    found = inducements(graph, concept, actor, start, options=True)
    if "by" in check:
        bit = game.form.bit(check["by"])
        lean = lean_inducements(graph, concept, actor, start, options=True)
        found = [item for item in lean if item.move & bit and not start & bit]
    for item in found:
        good = all(game.holds(text_of(check["to"]), state) for state in item.answers)
        if check.get("credible") in (True, "true"):
            good = good and item.credible
            good = good and all(game.holds(text_of(check["to"]), state) for state in item.outcomes)
        if good:
            return True
    return False


def _more_responsible(check: Check, games: Games, concept: str) -> bool:
    """1/size is larger where size is smaller, and 0 where there is no size."""
    game = games[""]
    more, less = check["more_responsible"], check["than"]
    sizes = smallest_sizes(game, target_of(game), actors=(more, less))
    never = 1 + max(sizes.values(), default=0)
    return sizes.get(more, never) < sizes.get(less, never)


def _single_changes_only_by(check: Check, games: Games, concept: str) -> bool:
    game = games[""]
    return single_change_owners(game, target_of(game)) == {check["single_changes_only_by"]}


def _stable_in_own_views(check: Check, games: Games, concept: str) -> bool:
    return all(stable(profile_of(game), concept, actor, game.start) for actor, game in games.items() if actor)


MEANINGS: dict[tuple[str, ...], Callable[[Check, Games, str], bool | None]] = {
    ("stable",): _stable,
    ("content",): _content,
    ("every_outcome",): _every_outcome,
    ("some_outcome",): _some_outcome,
    ("no_outcome",): _no_outcome,
    ("passes",): _passes,
    ("never_passes",): _never_passes,
    ("foresight",): _foresight,
    ("induces",): _induces,
    ("no_foresight",): _no_foresight,
    ("lever", "gains"): _lever_gains,
    ("lever", "never_gains"): _lever_never_gains,
    ("lever", "exactly_where"): _lever_exactly_where,
    ("prefers",): _prefers,
    ("everywhere",): _everywhere,
    ("more_responsible",): _more_responsible,
    ("single_changes_only_by",): _single_changes_only_by,
    ("stable_in_own_views",): _stable_in_own_views,
}
"""The keys that tell a kind → its meaning; of kinds that fit a check it is the last."""


def values_of(check: Check, games: Games, concepts: Sequence[str] = CONCEPTS) -> Cells:
    """The value of a check under each concept."""
    if any(kind in check for kind in ALIKE):
        return (check_value(check, games, "nash"),) * len(concepts)
    return tuple(check_value(check, games, concept) for concept in concepts)
