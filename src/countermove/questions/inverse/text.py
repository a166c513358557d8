"""inverse in words: what everybody would have to prefer, and whom it is easiest to satisfy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from countermove.context.answer import Answer
from countermove.presentation.blocks import AnswerText, Block, Column, Sentence, Table
from countermove.presentation.numbers import LONG, rarity_text, size_text
from countermove.presentation.pages import several_texts
from countermove.presentation.phrases import Phrasing
from countermove.presentation.states import described_text, key_text, plain_move_text
from countermove.presentation.words import capital, concepts_phrase, count, listed, plural, under_words
from countermove.questions.inverse.compute import Inverse, InverseOfState
from gmcr.stability import concepts_named

__all__ = ["inverse_text"]

_NEEDS = 4
"""The number of requirements listed for one actor, unless all are requested."""

_ALTERNATIVES = 3


def inverse_text(answer: Answer, *, every: bool = False) -> AnswerText:
    """Which preferences would make the state hold. ``every``: list all conditions."""
    result: Inverse = answer.record
    phrasing = Phrasing(answer.glossary, answer.frame.assumptions.view)
    last = [Sentence(_what_is_ranked(result), "note")]
    if result.left_out:
        under = concepts_phrase(result.left_out)
        last.insert(0, Sentence(f"Interrupted: nothing has been counted under {under}.", "caution"))
    groups = [
        (item.concept, _answer(item, phrasing), _body(item, answer, phrasing, every)) for item in result.by_concept
    ]
    return several_texts(_title(answer, phrasing), groups, last, alone=not result.left_out, named=False)


def _body(result: InverseOfState, answer: Answer, phrasing: Phrasing, every: bool) -> Iterator[Block]:
    """The blocks below the answer, for one concept."""
    yield _shares_table(result, phrasing)
    for place in range(len(result.actors)):
        yield from _needs(result, place, answer, phrasing, every)
    if result.listed:
        yield _listed_table(result, answer, phrasing)


def _title(answer: Answer, phrasing: Phrasing) -> str:
    code = answer.record.state
    start = " (the start)" if code == answer.record.start else ""
    return f"{capital(described_text(code, answer.on, phrasing, aside=start))}."


def _answer(result: InverseOfState, phrasing: Phrasing) -> Iterator[Sentence]:
    what = "strict rankings" if len(result.vary) == 1 else "profiles of strict rankings"
    many = f"the {size_text(result.profiles)}" if result.profiles < LONG else "all"
    whole = f"{many} {what} of {phrasing.actors(result.vary)}"
    it = f"it an equilibrium {under_words([result.concept])}"
    if result.count is None:
        yield Sentence(
            f"How many of {whole} make {it} is not counted: there, what deters one actor depends on what the others "
            "prefer, and there are too many cases to go through. Vary one actor.",
            "answer",
        )
    elif not result.complete:
        yield Sentence(
            f"Interrupted after {result.checked:,} profiles: of {whole}, at least {size_text(result.count)} make {it}.",
            "caution",
        )
    else:
        yield Sentence(f"Of {whole}, {_how_many(result, it)}.", "answer")
    unsatisfied = [item.actor for item in result.actors if not item.stable]
    if anyway := _always_leaving(result):
        whatever = f"whatever {phrasing.actors(result.vary)} {phrasing.agree(result.vary, 'prefers', 'prefer')}"
        yield Sentence(f"{capital(phrasing.actors(anyway))} would leave it {whatever}.")
    elif not unsatisfied:
        yield Sentence("With preferences as they are, everybody stays in it.")
    else:
        yield Sentence(
            f"With preferences as they are, {phrasing.actors(unsatisfied)} {phrasing.agree(unsatisfied, 'leaves', 'leave')} it."
        )
    if len(result.vary) > 1:
        best = max(item.share for item in result.actors if item.varied)
        whose = "its strict rankings" if len(result.easiest) == 1 else "the strict rankings of each"
        yield Sentence(
            f"Easiest to satisfy: {phrasing.actors(result.easiest)}, since {rarity_text(best)} of {whose} will do.",
            "answer",
        )


def _how_many(result: InverseOfState, it: str) -> str:
    """The number of rankings that make it an equilibrium, and their share of all."""
    assert result.count is not None
    if result.count in (0, result.profiles):
        return f"all make {it}" if result.count else f"none makes {it}"
    share = rarity_text(Fraction(result.count, result.profiles))
    if result.count < LONG:
        return f"{size_text(result.count)} {plural(result.count, 'makes', 'make')} {it}: {share}"
    return f"{share} {'makes' if 'one in' in share else 'make'} {it}"


def _always_leaving(result: InverseOfState) -> list[str]:
    """The actors whose rankings are not varied and for whom no ranking of the others makes it stable: all of them, if
    each can be judged by itself; otherwise this is known only if there is one."""
    leaving = [item.actor for item in result.actors if not item.varied and not item.stable]
    if result.count or result.how != "structure":
        return []
    return leaving if concepts_named(result.concept)[0].own_only or len(leaving) == 1 else []


def _shares_table(result: InverseOfState, phrasing: Phrasing) -> Table:
    rows = tuple(
        (
            phrasing.actor(item.actor),
            "yes" if item.varied else "no",
            "stays" if item.stable else "leaves",
            rarity_text(item.share),
            len(item.needs),
        )
        for item in sorted(result.actors, key=lambda item: -item.share)
    )
    columns = (
        Column("Actor"),
        Column("Varied", fixed=True),
        Column("As it is", fixed=True),
        Column("Rankings that satisfy it", right=True),
        Column("Conditions", fixed=True, right=True),
    )
    return Table(columns, rows, "Whom it is easiest to satisfy, the others' preferences as they are")


def _needs(result: InverseOfState, place: int, answer: Answer, phrasing: Phrasing, every: bool) -> Iterator[Sentence]:
    """What one of the actors has to prefer."""
    item = result.actors[place]
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
        yield Sentence(f"And {count(rest, 'further condition')}.", "item", "(--full)")


def _need(
    move: int, alternatives: Iterable[tuple[int, ...]], actor: str, answer: Answer, phrasing: Phrasing, every: bool
) -> str:
    """One condition, a move or else all of some states, to continue "has to rank it above"."""
    state = answer.record.state
    text = key_text(move, answer.on, phrasing)
    if not phrasing.labelled:
        text += f" ({plain_move_text(actor, state, move, answer.on, phrasing)})"
    others = [item for item in alternatives if item != (move,)]
    if not others:
        return text
    shown = others if every else others[:_ALTERNATIVES]
    named = [tuple(key_text(code, answer.on, phrasing) for code in item) for item in shown]
    ways = [" and ".join(item) if every or len(item) <= 3 else _together(item) for item in named]
    rest = len(others) - len(shown)
    last = [f"{rest:,} more such {plural(rest, 'set or state', 'sets or states')}"] if rest else []
    return f"{text}, or else above {listed([*ways, *last], 'or')}"


def _together(states: tuple[str, ...]) -> str:
    return f"all of {', '.join(states[:3])} and {len(states) - 3:,} more"


def _listed_table(result: InverseOfState, answer: Answer, phrasing: Phrasing) -> Table:
    rows = tuple(
        tuple(" > ".join(key_text(code, answer.on, phrasing) for code in order) for order in profile)
        for profile in result.listed
    )
    columns = tuple(Column(phrasing.actor(actor)) for actor in result.vary)
    return Table(columns, rows, f"The first {count(len(rows), 'such profile')}, best states first")


def _what_is_ranked(result: Inverse) -> str:
    return (
        f"A strict ranking puts all {result.feasible:,} feasible states in an order without ties. Shares are exact; a "
        "ranking counts whether or not wants could express it."
    )
