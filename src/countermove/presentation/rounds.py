"""A cycle of moves, in acts: "Moscow returns while Ankara presses, and no longer when it stops"."""

from __future__ import annotations

from collections.abc import Sequence

from countermove.inquiry.rounds import RoundStep
from countermove.presentation.phrases import Phrasing
from countermove.presentation.sentences import said
from countermove.presentation.words import concept_words

__all__ = ["round_text", "unsettled_text"]


def unsettled_text(steps: Sequence[RoundStep], concept: str, phrasing: Phrasing) -> str:
    """A cycle, and that it does not last, with how far its movers look ahead."""
    return said("answers.round", round=round_text(steps, phrasing), looking=concept_words(concept))


def round_text(steps: Sequence[RoundStep], phrasing: Phrasing) -> str:
    """The acts of a cycle, one after another; for two acts that follow one another, who follows whom."""
    if followed := _followed(steps, phrasing):
        return followed
    acts = [phrasing.move(step.actor, step.was, step.now) for step in steps]
    return said("answers.round.acts", first=acts[0], then=", then ".join(acts[1:]))


def _followed(steps: Sequence[RoundStep], phrasing: Phrasing) -> str:
    """For a cycle of two acts, each switched on and off once by itself, which of them is done while the other is; ""
    for others."""
    turns = [_turn(step) for step in steps]
    options = {option for option, _ in turns}
    if len(steps) != 4 or len(options) != 2 or "" in options:
        return ""
    # Each is switched on, then one off: the second is done while the first is, and goes off after it.
    first = next(k for k in range(4) if turns[k][1] and turns[(k + 1) % 4][1])
    leader, follower = turns[first][0], turns[(first + 1) % 4][0]
    whose = steps[first].actor
    stops = phrasing.agree(whose, "it stops", "they stop")
    return said("answers.round.follows", act=phrasing.act(follower), while_=phrasing.act(leader), stops=stops)


def _turn(step: RoundStep) -> tuple[str, bool]:
    """The one option that a step switches, and whether it comes on; ("", False) for any other step."""
    on, off = set(step.now) - set(step.was), set(step.was) - set(step.now)
    if len(on) + len(off) != 1:
        return "", False
    return (next(iter(on)), True) if on else (next(iter(off)), False)
