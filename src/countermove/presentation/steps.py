"""Whether something is reached, in one vocabulary, always with the concept: "it may end there with everybody looking
one step ahead (Nash)".

A cycle of moves, in acts: "Moscow returns while Ankara presses, and no longer when it stops".

Moves made for the answer they provoke, and how an act pays its maker, in words, always with the concept.

Why an actor gains or loses between two states, in words: by the want that decides, or by the two places in its
order.

Places are used if an actor ranks states directly, or if the want that decides is too long to be read as a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from countermove.inquiry.inducement import Inducement, Pays
from countermove.inquiry.outcomes import Reach, RoundStep
from countermove.inquiry.reasons import Chain, Place, Reason
from countermove.presentation.phrases import Phrasing, plain_option
from countermove.presentation.sentences import said
from countermove.presentation.states import On, move_text, whole_text
from countermove.presentation.words import capital, concept_words, concepts_phrase, listed, number, ordinal, under_words
from gmcr import CONCEPTS
from gmcr.model import NO_OPTION

__all__ = [
    "DecidingWant",
    "also_text",
    "because_text",
    "chain_text",
    "explains",
    "inducements_text",
    "lead_text",
    "pays_text",
    "places_text",
    "preferred_text",
    "reach_clause",
    "reach_sentence",
    "round_text",
    "since_text",
    "unsettled_text",
]


def reach_clause(reach: Reach) -> str:
    """The reach as a clause: "it ends there", "nobody goes there"."""
    return reach.value if reach is Reach.NOBODY else f"it {reach.value}"


def reach_sentence(where: str, reached: Mapping[str, Reach]) -> str:
    """How far the roads under each concept lead to *where* (a noun phrase: "talks", "a state in which …")."""
    groups: dict[Reach, list[str]] = {}
    for concept, reach in reached.items():
        groups.setdefault(reach, []).append(concept)
    if len(groups) == 1 and len(reached) == len(CONCEPTS):
        [reach] = groups
        text = f"{reach_clause(reach)} under {'any' if reach is Reach.NOBODY else 'every'} concept"
    else:
        text = "; ".join(f"{reach_clause(reach)} {under_words(names)}" for reach, names in groups.items())
    return f"{capital(where)}: {text}."


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


def inducements_text(inducements: Iterable[Inducement], on: On, phrasing: Phrasing) -> list[str]:
    """A sentence for each move; concepts under which the answer does not differ share one."""
    groups: dict[tuple[str, int, int, bool, tuple[int, ...]], list[str]] = {}
    for item in inducements:
        key = (item.actor, item.before, item.after, item.credible, item.answers)
        groups.setdefault(key, []).append(item.concept)
    texts = []
    for (actor, before, after, credible, answers), concepts in groups.items():
        ends = [whole_text(code, on, phrasing) for code in answers]
        where = ("to where ", "; or to where ") if phrasing.glossary.options else ("to ", ", or to ")
        texts.append(
            f"{move_text(actor, before, after, on, phrasing)}: it pays {_way(credible)} {under_words(concepts, CONCEPTS)}, since the "
            f"others go from there {where[0]}{where[1].join(ends)}."
        )
    return texts


def lead_text(inducements: Iterable[Inducement], on: On, phrasing: Phrasing) -> str:
    """The moves by which somebody could be led there, in a sentence; "" if there are none."""
    groups: dict[tuple[str, int, int, bool], list[str]] = {}
    for item in inducements:
        groups.setdefault((item.actor, item.before, item.after, item.credible), []).append(item.concept)
    moves = [
        f"{move_text(actor, before, after, on, phrasing)}, which pays {_way(credible)} {under_words(concepts, CONCEPTS)}"
        for (actor, before, after, credible), concepts in groups.items()
    ]
    return f"Somebody could be led there: {'; or '.join(moves)}." if moves else ""


def pays_text(pays: Mapping[str, Pays]) -> str:
    """How an act pays its maker: "at once under Nash; deterred under GMR"; "never" if so under every concept."""
    groups: dict[Pays, list[str]] = {}
    for concept, way in pays.items():
        groups.setdefault(way, []).append(concept)
    if len(groups) == 1 and len(pays) in (1, len(CONCEPTS)):
        return next(iter(groups))
    return "; ".join(f"{way} under {concepts_phrase(names)}" for way, names in groups.items())


def _way(credible: bool) -> str:
    return "because of the answer that it brings" + ("" if credible else ", if whoever makes it is bound by it,")


_MOST = 4
"""The most options of a state that a reason names."""


class DecidingWant(Protocol):
    """Something that a want may have decided."""

    @property
    def want(self) -> str | None:
        """The want that decides; None where its actor ranks states directly."""

    @property
    def part(self) -> str:
        """The part of it in force in both states."""


def explains(reason: DecidingWant, phrasing: Phrasing) -> bool:
    """Whether the want that decides explains it: there is one, and it can be read."""
    return reason.want is not None and not phrasing.too_long(reason.want, reason.part)


def because_text(reason: Reason, phrasing: Phrasing, on: On | None = None) -> str:
    """The deciding reason, read on from a colon: the want, with its id, or the places of the two states. ``on``: the
    options of states to be named. "" if an actor that ranks states is indifferent."""
    if reason.want is not None and explains(reason, phrasing):
        return phrasing.because(reason.want, reason.part)
    if not reason.sign:
        return ""
    preferred = preferred_text(reason.place, (reason.before, reason.after), phrasing, on or {}, gains=reason.sign > 0)
    return f"{phrasing.agree(reason.actor, 'it prefers', 'they prefer')} {preferred}"


def since_text(reason: Reason, phrasing: Phrasing, on: On | None = None) -> str:
    """The same as a clause behind a comma: ", since it wants Washington to move (d5)"; "" if there is nothing to say."""
    if reason.want is not None and explains(reason, phrasing):
        return f", since {phrasing.its_reason(reason.want, reason.part)}"
    because = because_text(reason, phrasing, on)
    return f", since {because}" if because else ""


def chain_text(chain: Chain, phrasing: Phrasing) -> str:
    """What would decide without the want that does, and so on, and what the act is worth without all of them; "" if no
    other want stands behind it. ``phrasing``: with the words of the game in which it was found."""
    if not chain.told:
        return ""
    parts = []
    for place, link in enumerate(chain.links[1:], start=1):
        want, part = link.want or "", link.part
        parts.append(said("chain.next", wants=_left_out(place), reason=phrasing.its_reason(want, part)))
    end = {1: "chain.end.pays", -1: "chain.end.loses", 0: "chain.end.nothing"}[chain.end]
    actor = phrasing.agree(chain.links[0].actor, "it", "they")
    return "; ".join((*parts, said(end, wants=_left_out(len(chain.links)), actor=actor)))


def _left_out(count: int) -> str:
    """The wants just named, *count* of them, as a pronoun."""
    return {1: "that", 2: "both"}.get(count) or f"all {number(count)}"


def preferred_text(
    place: Place | None, states: tuple[int | None, int | None], phrasing: Phrasing, on: On, *, gains: bool
) -> str:
    """Which of two states is preferred to which, read on from "prefers": "strike (3rd of 12) to nothing (5th)"; without
    places if there are too many states to count. ``gains``: whether the second is preferred."""
    now, then = (_named(code, phrasing, on) for code in states)
    if not now or not then:
        now, then = said("preferred.now"), said("preferred.then")
    if place is None:
        return f"{then} to {now}" if gains else f"{now} to {then}"
    better, worse = ((then, place.then), (now, place.now))[:: 1 if gains else -1]
    return said(
        "preferred.places",
        better=better[0],
        first=ordinal(better[1]),
        of=str(place.of),
        worse=worse[0],
        second=ordinal(worse[1]),
    )


def places_text(place: Place | None) -> str:
    """The places between which an actor moves in its order: "from 8th to 6th of 12"; "" if unknown."""
    return "" if place is None else f"from {ordinal(place.now)} to {ordinal(place.then)} of {place.of}"


def _named(code: int | None, phrasing: Phrasing, on: On) -> str:
    """A state by the options that are on, or its label; "" if unknown or too long."""
    if code is None or code not in on or len(on[code]) > _MOST:
        return ""
    if phrasing.labelled:
        return on[code][0]
    return " + ".join(plain_option(phrasing, option) for option in on[code]) or NO_OPTION


def also_text(reason: Reason) -> str:
    """The other wants that are gained and lost, by id; "" if none."""
    gained = [want for want in reason.gained if want != reason.want]
    lost = [want for want in reason.lost if want != reason.want]
    parts = [f"also meets {listed(gained)}"] if gained else []
    parts += [f"gives up {listed(lost)}"] if lost else []
    return listed(parts)
