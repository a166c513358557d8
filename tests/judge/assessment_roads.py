"""Preferences, the five concepts by literal legal sequences, steps, reached, outcomes, foresight.

A profile is a form with the preferences of every actor. Preferences are lexicographic: the truth of an
actor's wants in a state, most important first, is a Python tuple, and a larger tuple is better.
"""

from __future__ import annotations

from collections.abc import Iterable

from tests.judge.assessment_games import Form, Game, want_truth

__all__ = [
    "CONCEPTS",
    "Profile",
    "Taste",
    "best_replies",
    "deterred",
    "equilibrium",
    "foreseen",
    "improvements",
    "legal_sequences",
    "nash_states",
    "outcomes",
    "profile_of",
    "reached",
    "stable",
    "steps",
    "taste_of",
    "undeterred",
]

CONCEPTS = ("nash", "gmr", "smr", "seq", "symseq")


class Taste:
    """One actor's preference: ``rank[state]``, larger is better. What depends on it alone is kept with it."""

    def __init__(self, actor: str, rank: dict[int, int]) -> None:
        self.actor = actor
        self.rank = rank
        self.improvements: dict[int, list[int]] = {}
        self.nash_steps: dict[int, list[int]] = {}


class Profile:
    """A form with every actor's preference; results are kept, for many games share one profile."""

    def __init__(self, form: Form, tastes: tuple[Taste, ...]) -> None:
        self.form = form
        self.tastes = {taste.actor: taste for taste in tastes}
        self.improving: dict[tuple[str, int], frozenset[int]] = {}
        self.undeterred: dict[tuple[str, str, int], list[int]] = {}

    def rank(self, actor: str, state: int) -> int:
        return self.tastes[actor].rank[state]


def taste_of(game: Game, actor: str) -> Taste:
    """One actor's preference in a game. Equal preferences are the same object."""
    form = game.form
    columns = tuple(want_truth(game, want) for want in game.wants[actor])
    key = ("taste", actor, columns)
    if key not in form.kept:
        vectors = list(zip(*columns, strict=True)) if columns else [()] * len(form.states)
        order = {vector: place for place, vector in enumerate(sorted(set(vectors)))}
        ranks = tuple(order[vector] for vector in vectors)
        by_rank = ("ranks", actor, ranks)
        if by_rank not in form.kept:
            form.kept[by_rank] = Taste(actor, dict(zip(form.states, ranks, strict=True)))
        form.kept[key] = form.kept[by_rank]
    taste: Taste = form.kept[key]
    return taste


def profile_of(game: Game) -> Profile:
    """The preferences of a game. Games with the same preferences get the same profile."""
    form = game.form
    tastes = tuple(taste_of(game, actor) for actor in form.actors)
    key = ("profile", tuple(id(taste) for taste in tastes))
    if key not in form.kept:
        form.kept[key] = Profile(form, tastes)
    profile: Profile = form.kept[key]
    return profile


# --- stability, literally ---


def improvements(profile: Profile, actor: str, state: int) -> list[int]:
    """R⁺_i(s)."""
    here = profile.rank(actor, state)
    return [q for q in profile.form.moves[actor][state] if profile.rank(actor, q) > here]


def legal_sequences(profile: Profile, movers: Iterable[str], state: int, *, improving: bool) -> frozenset[int]:
    """R_H(s), or R⁺_H(s) if ``improving``: no actor moves twice in a row, unless options need something."""
    movers = tuple(movers)
    found: set[tuple[int, str]] = set()
    waiting: list[tuple[int, str]] = [(state, "")]
    while waiting:
        here, last = waiting.pop()
        for actor in movers:
            if actor == last and not profile.form.repeats:
                continue
            for there in improvements(profile, actor, here) if improving else profile.form.moves[actor][here]:
                if (there, actor) not in found:
                    found.add((there, actor))
                    waiting.append((there, actor))
    return frozenset(there for there, _ in found)


def _answers(profile: Profile, actor: str, state: int, *, improving: bool) -> frozenset[int]:
    """Where the opponents of the actor can take things from the state."""
    opponents = [other for other in profile.form.actors if other != actor]
    if improving:
        if (actor, state) not in profile.improving:
            profile.improving[actor, state] = legal_sequences(profile, opponents, state, improving=True)
        return profile.improving[actor, state]
    key = ("answers", actor, state)
    if key not in profile.form.kept:
        profile.form.kept[key] = legal_sequences(profile, opponents, state, improving=False)
    found: frozenset[int] = profile.form.kept[key]
    return found


def deterred(profile: Profile, concept: str, actor: str, state: int, improvement: int) -> bool:
    """Whether the opponents have a sanction against the actor's improvement from the state."""
    if concept == "nash":
        return False
    rank = profile.tastes[actor].rank
    here = rank[state]
    answers = _answers(profile, actor, improvement, improving=concept in ("seq", "symseq"))
    for answer in answers:
        if rank[answer] <= here:
            if concept in ("gmr", "seq"):
                return True
            if all(rank[escape] <= here for escape in profile.form.moves[actor][answer]):
                return True
    return False


def undeterred(profile: Profile, concept: str, actor: str, state: int) -> list[int]:
    """The improvements that the concept does not deter."""
    if concept == "nash":
        taste = profile.tastes[actor]
        if state not in taste.improvements:
            taste.improvements[state] = improvements(profile, actor, state)
        return taste.improvements[state]
    key = (concept, actor, state)
    if key not in profile.undeterred:
        profile.undeterred[key] = [
            q for q in improvements(profile, actor, state) if not deterred(profile, concept, actor, state, q)
        ]
    return profile.undeterred[key]


def stable(profile: Profile, concept: str, actor: str, state: int) -> bool:
    """Every improvement is deterred."""
    return not undeterred(profile, concept, actor, state)


def equilibrium(profile: Profile, concept: str, state: int) -> bool:
    """Stable for every actor."""
    return all(stable(profile, concept, actor, state) for actor in profile.form.actors)


# --- roads ---


def steps(profile: Profile, concept: str, actor: str, state: int) -> list[int]:
    """Undeterred improvements that are lean: none changing strictly fewer of the same options is as good."""
    kept = profile.tastes[actor].nash_steps
    if concept == "nash" and state in kept:
        return kept[state]
    able = undeterred(profile, concept, actor, state)
    rank = profile.tastes[actor].rank
    lean = [q for q in able if not any(_inside(r ^ state, q ^ state) and rank[r] >= rank[q] for r in able)]
    if concept == "nash":
        kept[state] = lean
    return lean


def _inside(part: int, whole: int) -> bool:
    """Strict inclusion of two sets of options, given as codes."""
    return part != whole and part & whole == part


def reached(profile: Profile, concept: str, start: int) -> list[int]:
    """The start and all that steps of any actors lead to, ascending."""
    found, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for actor in profile.form.actors:
            for there in steps(profile, concept, actor, here):
                if there not in found:
                    found.add(there)
                    waiting.append(there)
    return sorted(found)


def outcomes(profile: Profile, concept: str, start: int) -> list[int]:
    """The equilibria of the concept among the states reached, ascending."""
    return [s for s in reached(profile, concept, start) if equilibrium(profile, concept, s)]


def best_replies(profile: Profile, actor: str, state: int) -> list[int]:
    """The best of the state and the actor's moves; the state alone if it is among them."""
    rank = profile.tastes[actor].rank
    choices = [state, *profile.form.moves[actor][state]]
    best = max(rank[q] for q in choices)
    return [state] if rank[state] == best else [q for q in choices if rank[q] == best]


def nash_states(profile: Profile) -> list[int]:
    """All Nash equilibria of the game, ascending."""
    return [s for s in profile.form.states if all(not improvements(profile, a, s) for a in profile.form.actors)]


def foreseen(profile: Profile, start: int) -> list[int]:
    """The Nash states other than the start that indirectly dominate it (Chwe 1994), ascending."""
    return [goal for goal in nash_states(profile) if goal != start and _dominates(profile, goal, start)]


def _dominates(profile: Profile, goal: int, start: int) -> bool:
    found, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for actor in profile.form.actors:
            if profile.rank(actor, goal) > profile.rank(actor, here):
                for there in profile.form.moves[actor][here]:
                    if there == goal:
                        return True
                    if there not in found:
                        found.add(there)
                        waiting.append(there)
    return False
