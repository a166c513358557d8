"""inverse in words: what everybody would have to prefer, and whom it is easiest to satisfy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from countermove.context.answer import Answer
from countermove.presentation.blocks import Block, Column, Sentence, Table, Telling
from countermove.presentation.numbers import LONG, rarity_text, size_text
from countermove.presentation.phrases import Phrasing
from countermove.presentation.several import several_told
from countermove.presentation.states import described_text, key_text, plain_move_text
from countermove.presentation.words import capital, concepts_phrase, count, listed, plural, under_words
from countermove.questions.inverse.compute import Inverse, InverseOfState
from gmcr.stability import concepts_named

__all__ = ["inverse_told"]

_NEEDS = 4
"""Needs told for one actor, unless all are asked for."""

_ALTERNATIVES = 3


def inverse_told(answer: Answer, *, every: bool = False) -> Telling:
    """Which preferences would make the state hold. ``every``: tell all conditions."""
    found: Inverse = answer.found
    phrasing = Phrasing(answer.glossary, answer.frame.assumptions.view)
    last = [Sentence(_what_is_ranked(found), "note")]
    if found.left_out:
        under = concepts_phrase(found.left_out)
        last.insert(0, Sentence(f"Interrupted: nothing has been counted under {under}.", "caution"))
    told = [(item.concept, _answer(item, phrasing), _body(item, answer, phrasing, every)) for item in found.found]
    return several_told(_title(answer, phrasing), told, last, alone=not found.left_out, named=False)


def _body(found: InverseOfState, answer: Answer, phrasing: Phrasing, every: bool) -> Iterator[Block]:
    """What is told under one concept, behind the answer."""
    yield _shares_table(found, phrasing)
    for place in range(len(found.actors)):
        yield from _needs(found, place, answer, phrasing, every)
    if found.listed:
        yield _listed_table(found, answer, phrasing)


def _title(answer: Answer, phrasing: Phrasing) -> str:
    code = answer.found.state
    start = " (the start)" if code == answer.found.start else ""
    return f"{capital(described_text(code, answer.on, phrasing, aside=start))}."


def _answer(found: InverseOfState, phrasing: Phrasing) -> Iterator[Sentence]:
    what = "strict rankings" if len(found.vary) == 1 else "profiles of strict rankings"
    many = f"the {size_text(found.profiles)}" if found.profiles < LONG else "all"
    whole = f"{many} {what} of {phrasing.actors(found.vary)}"
    it = f"it an equilibrium {under_words([found.concept])}"
    if found.count is None:
        yield Sentence(
            f"How many of {whole} make {it} is not counted: there, what deters one actor depends on what the others "
            "prefer, and there are too many cases to go through. Vary one actor.",
            "answer",
        )
    elif not found.complete:
        yield Sentence(
            f"Interrupted after {found.checked:,} profiles: of {whole}, at least {size_text(found.count)} make {it}.",
            "caution",
        )
    else:
        yield Sentence(f"Of {whole}, {_how_many(found, it)}.", "answer")
    unsatisfied = [item.actor for item in found.actors if not item.stable]
    if anyway := _leaves_anyway(found):
        whatever = f"whatever {phrasing.actors(found.vary)} {phrasing.agree(found.vary, 'prefers', 'prefer')}"
        yield Sentence(f"{capital(phrasing.actors(anyway))} would leave it {whatever}.")
    elif not unsatisfied:
        yield Sentence("With preferences as they are, everybody stays in it.")
    else:
        yield Sentence(
            f"With preferences as they are, {phrasing.actors(unsatisfied)} {phrasing.agree(unsatisfied, 'leaves', 'leave')} it."
        )
    if len(found.vary) > 1:
        best = max(item.share for item in found.actors if item.varied)
        whose = "its strict rankings" if len(found.easiest) == 1 else "the strict rankings of each"
        yield Sentence(
            f"Easiest to satisfy: {phrasing.actors(found.easiest)}, since {rarity_text(best)} of {whose} will do.",
            "answer",
        )


def _how_many(found: InverseOfState, it: str) -> str:
    """How many rankings make it one, and what share of all that is."""
    assert found.count is not None
    if found.count in (0, found.profiles):
        return f"all make {it}" if found.count else f"none makes {it}"
    share = rarity_text(Fraction(found.count, found.profiles))
    if found.count < LONG:
        return f"{size_text(found.count)} {plural(found.count, 'makes', 'make')} {it}: {share}"
    return f"{share} {'makes' if 'one in' in share else 'make'} {it}"


def _leaves_anyway(found: InverseOfState) -> list[str]:
    """Those whose rankings are not varied and for whom no ranking of the others makes it stable: where each can be judged by
    itself, all that leave; otherwise it is known where only one does."""
    leaving = [item.actor for item in found.actors if not item.varied and not item.stable]
    if found.count or found.how != "structure":
        return []
    return leaving if concepts_named(found.concept)[0].own_only or len(leaving) == 1 else []


def _shares_table(found: InverseOfState, phrasing: Phrasing) -> Table:
    rows = tuple(
        (
            phrasing.actor(item.actor),
            "yes" if item.varied else "no",
            "stays" if item.stable else "leaves",
            rarity_text(item.share),
            len(item.needs),
        )
        for item in sorted(found.actors, key=lambda item: -item.share)
    )
    columns = (
        Column("Actor"),
        Column("Varied", fixed=True),
        Column("As it is", fixed=True),
        Column("Rankings that satisfy it", right=True),
        Column("Conditions", fixed=True, right=True),
    )
    return Table(columns, rows, "Whom it is easiest to satisfy, the others' preferences as they are")


def _needs(found: InverseOfState, place: int, answer: Answer, phrasing: Phrasing, every: bool) -> Iterator[Sentence]:
    """What one of the actors has to prefer."""
    item = found.actors[place]
    name, many = capital(phrasing.the(item.actor)), phrasing.many(item.actor)
    if not item.needs:
        yield Sentence(f"{name} may prefer whatever {'they like' if many else 'it likes'}.")
        return
    yield Sentence(f"{name} must rank it above:")
    shown = item.needs if every else item.needs[:_NEEDS]
    for need in shown:
        yield Sentence(f"{_need(need.move, need.alternatives, item.actor, answer, phrasing, every)}.", "item")
    if len(shown) < len(item.needs):
        rest = len(item.needs) - len(shown)
        yield Sentence(f"And {count(rest, 'further condition')}.", "item", "(--all)")


def _need(
    move: int, alternatives: Iterable[tuple[int, ...]], actor: str, answer: Answer, phrasing: Phrasing, every: bool
) -> str:
    """One condition, a move or else all of some states, read on from "has to rank it above"."""
    state = answer.found.state
    told = key_text(move, answer.on, phrasing)
    if not phrasing.labelled:
        told += f" ({plain_move_text(actor, state, move, answer.on, phrasing)})"
    others = [item for item in alternatives if item != (move,)]
    if not others:
        return told
    shown = others if every else others[:_ALTERNATIVES]
    named = [tuple(key_text(code, answer.on, phrasing) for code in item) for item in shown]
    ways = [" and ".join(item) if every or len(item) <= 3 else _together(item) for item in named]
    rest = len(others) - len(shown)
    last = [f"{rest:,} more such {plural(rest, 'set or state', 'sets or states')}"] if rest else []
    return f"{told}, or else above {listed([*ways, *last], 'or')}"


def _together(states: tuple[str, ...]) -> str:
    return f"all of {', '.join(states[:3])} and {len(states) - 3:,} more"


def _listed_table(found: InverseOfState, answer: Answer, phrasing: Phrasing) -> Table:
    rows = tuple(
        tuple(" > ".join(key_text(code, answer.on, phrasing) for code in order) for order in profile)
        for profile in found.listed
    )
    columns = tuple(Column(phrasing.actor(actor)) for actor in found.vary)
    return Table(columns, rows, f"The first {count(len(rows), 'such profile')}, best states first")


def _what_is_ranked(found: Inverse) -> str:
    return (
        f"A strict ranking puts all {found.feasible:,} feasible states in an order without ties. Shares are exact; a "
        "ranking counts whether or not wants could express it."
    )
