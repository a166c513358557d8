"""Small random conflicts; proofs of what listing says of them: paths as `why` finds them, and as invariant the very set of
states that opponents reach, a clause for every state outside; and what a proof has to meet, by going through all states."""

from __future__ import annotations

import random
from itertools import product

from gmcr import Conflict, why
from gmcr.base.errors import ModelError
from gmcr.model import OptionForm, OptionStructure
from gmcr.symbolic.proofs import Completeness, Decision, Deterrence, Sanctioned, Undeterred

__all__ = ["listed_decision", "literally_proved", "random_conflict"]


def random_conflict(seed: int, *, most: int = 9, needs: float = 0.15) -> Conflict:
    """Two to four actors with up to *most* bits together, one option in five one-way, some in degrees, some that need something;
    wants and rules with every connective, and comparisons."""
    draw = random.Random(seed)
    while True:
        try:
            return _random_conflict(draw, most, needs)
        except ModelError:  # no feasible state
            continue


def _random_conflict(draw: random.Random, most: int, needs: float) -> Conflict:
    names = "abcd"[: draw.randint(2, 4)]
    bits, actors, levels = 0, {}, {}
    for place, actor in enumerate(names):
        count = draw.randint(1, max(1, min(4, most - bits - (len(names) - place - 1))))
        actors[actor] = [f"o{k}" for k in range(count)]
        bits += count
        if bits + 1 + len(names) - place - 1 <= most and draw.random() < 0.3:
            levels[f"{actor}.o0"] = ["low", "mid", "high"]
            bits += 1
    options = [f"{actor}.{name}" for actor, own in actors.items() for name in own]

    def atom() -> str:
        option = draw.choice(options)
        if option in levels and draw.random() < 0.7:
            return f"{option} {draw.choice(['>=', '=', '<', '!=', '>'])} {draw.choice(levels[option])}"
        return option

    def formula(depth: int) -> str:
        kind = draw.random()
        if depth == 0 or kind < 0.25:
            return f"(not ({atom()}))" if draw.random() < 0.4 else f"({atom()})"
        if kind < 0.85:
            word = draw.choice(["and", "and", "or", "or", "implies", "iff"])
            return f"({formula(depth - 1)} {word} {formula(depth - 1)})"
        terms = [f"{draw.choice(['0.5', '1', '2', '0.1', '-0.3'])} * {formula(0)}" for _ in range(draw.randint(1, 4))]
        sign = draw.choice(["<", "<=", "==", "!=", ">=", ">"])
        extra = f" + {formula(0)} * {formula(0)}" if draw.random() < 0.3 else ""
        return f"({' + '.join(terms)}{extra} {sign} {draw.choice(['0', '0.5', '0.6', '1', '1.7'])})"

    return Conflict.from_options(
        actors=actors,
        preferences={actor: [formula(draw.randint(0, 2)) for _ in range(draw.randint(2, 5))] for actor in names},
        never=[f"{formula(0)} and {formula(0)}" for _ in range(draw.choice([0, 0, 1, 2]))],
        one_way={option: draw.choice(["forward", "back"]) for option in options if draw.random() < 0.2},
        needs={option: formula(0) for option in options if draw.random() < needs},
        levels=levels,
        start=None,
    )


def listed_decision(
    conflict: Conflict, state: int, actor: str, concept: str, whole: Completeness = "listed"
) -> Decision:
    """What listing says, with its proof."""
    witness = why(conflict, state, actor=actor, concept=concept)
    if witness.improvement is None:
        deterred = tuple(
            Sanctioned(code, tuple((move.actor, move.to) for move in path)) for code, path in witness.deterred
        )
        return Decision(state, actor, concept, True, Deterrence(deterred, whole), 0.0)
    invariant = () if concept == "nash" else _outside(conflict, witness.improvement, actor, concept)
    return Decision(state, actor, concept, False, Undeterred(witness.improvement, invariant), 0.0)


def _form(conflict: Conflict) -> OptionForm:
    assert isinstance(conflict.structure, OptionStructure)
    return conflict.structure.form


def _outside(conflict: Conflict, improvement: int, actor: str, concept: str) -> tuple[tuple[str, ...], ...]:
    """A clause for every combination of the opponents' options that they do not reach."""
    opponents = [name for name in conflict.actors if name != actor]
    reached, waiting = {improvement}, [improvement]
    while waiting:
        code = waiting.pop()
        for name in opponents:
            found = conflict.moves(code, actor=name, improvements=concept in ("seq", "symseq")).tolist()
            waiting += set(found) - reached
            reached |= set(found)
    form = _form(conflict)
    theirs = [(bit, option.full_name) for bit, option in enumerate(form.options) if option.actor in opponents]
    inside = {tuple(code >> bit & 1 == 1 for bit, _ in theirs) for code in reached}
    return tuple(
        tuple(f"not {name}" if on else name for on, (_, name) in zip(values, theirs, strict=True))
        for values in product((False, True), repeat=len(theirs))
        if values not in inside
    )


def literally_proved(conflict: Conflict, given: Decision) -> bool:
    """Whether a decision is proved, by the letter of what proofs say and with all states listed."""
    return _Listed(conflict, given).proved()


class _Listed:
    def __init__(self, conflict: Conflict, given: Decision) -> None:
        self.conflict, self.given, self.form = conflict, given, _form(conflict)
        self.states = frozenset(conflict.states.tolist())
        self.rank = {
            actor: dict(zip(conflict.states.tolist(), conflict.ranks(actor).tolist(), strict=True))
            for actor in conflict.actors
        }
        self.own = self.form.mask(given.actor)
        self.provoked = given.concept in ("seq", "symseq")

    def proved(self) -> bool:
        given = self.given
        if given.state not in self.states:
            return False
        match given.stable, given.proof:
            case None, None:
                return True
            case True, Deterrence(improvements, whole):
                every = set(self.better(given.state))
                named = {item.target for item in improvements}
                if not named <= every or not all(self.works(item) for item in improvements):
                    return False
                if whole == "carried":
                    return all(any(self.works(item, code) for item in improvements) for code in every)
                return named == every
            case False, Undeterred(improvement, invariant):
                return improvement in self.better(given.state) and self.holds(improvement, invariant)
        return False

    def better(self, state: int) -> list[int]:
        """The actor's moves from a state to what it prefers to the state in question."""
        rank = self.rank[self.given.actor]
        found = self.conflict.moves(state, actor=self.given.actor).tolist()
        return [code for code in found if rank[code] > rank[self.given.state]]

    def moves(self, actor: str, state: int) -> list[int]:
        found: list[int] = self.conflict.moves(state, actor=actor, improvements=self.provoked).tolist()
        return found

    def sanction(self, state: int) -> bool:
        rank = self.rank[self.given.actor]
        if rank[state] > rank[self.given.state]:
            return False
        return self.given.concept not in ("smr", "symseq") or not self.better(state)

    def works(self, item: Sanctioned, improvement: int | None = None) -> bool:
        """Whether a path deters its improvement; or another, the actor's own options being as in that all along."""
        here = item.target if improvement is None else improvement
        for mover, to in item.path:
            there = to if improvement is None else to & ~self.own | improvement & self.own
            others = mover != self.given.actor and mover in self.conflict.actors
            if not others or self.given.concept == "nash" or there not in self.moves(mover, here):
                return False
            here = there
        return bool(item.path) and self.sanction(here)

    def holds(self, improvement: int, invariant: tuple[tuple[str, ...], ...]) -> bool:
        """Whether an invariant holds the improvement, is closed, and free of sanctions."""
        if self.given.concept == "nash":
            return True
        opponents = [actor for actor in self.conflict.actors if actor != self.given.actor]
        theirs = sum(self.form.mask(actor) for actor in opponents)
        names = {name for name in self.form.names if theirs >> self.form.bit[name] & 1}
        if not all(text.removeprefix("not ") in names for clause in invariant for text in clause):
            return False

        def inside(code: int) -> bool:
            on = {name for name in self.form.names if code >> self.form.bit[name] & 1}
            met = (
                any((text.removeprefix("not ") in on) != text.startswith("not ") for text in clause)
                for clause in invariant
            )
            return code & ~theirs == improvement & ~theirs and all(met)

        held = {code for code in self.states if inside(code)}
        closed = all(to in held for code in held for actor in opponents for to in self.moves(actor, code))
        return improvement in held and closed and not any(self.sanction(code) for code in held)
