"""inverse in words: what everybody would have to prefer, and whom it is easiest to satisfy."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from countermove.analysis.rankings.requirements import Need
from countermove.questions.inverse.asked import InverseRecord
from countermove.questions.inverse.found import InverseOfActor, InverseOfState
from countermove.stability import concept
from countermove.telling.assumptions import game_text
from countermove.telling.blocks import Block, Column, Page, Sentence, Table
from countermove.telling.phrases import Teller
from countermove.telling.reasons import key_text
from countermove.telling.words import concept_name, concepts_phrase, count, listed, plural

__all__ = ["inverse_page"]

_NEEDS = 4
"""Needs told for one actor, unless all are asked for."""

_ALTERNATIVES = 3
_LONG = 10**15


def inverse_page(record: InverseRecord, *, every: bool = False) -> Page:
    """Which preferences would make the state hold. ``every``: tell all conditions."""
    teller = Teller(record.glossary, record.frame.assumptions.view)
    state = record.found[0].state
    start = " (the start)" if state == record.start else ""
    blocks: list[Block] = [
        Sentence(_title(record, teller, state, start), "title"),
        Sentence(game_text(record.frame, teller), "note"),
    ]
    for found in record.found:
        if len(record.found) + len(record.left_out) > 1:
            blocks.append(Sentence(f"Under {concept_name(found.concept)}", "heading"))
        blocks += _answer(found, teller)
        blocks.append(_shares_table(found, teller))
        for item in found.actors:
            blocks += _needs(item, record, teller, every)
        if found.listed:
            blocks.append(_listed_table(found, record, teller))
    if record.left_out:
        under = concepts_phrase(record.left_out)
        blocks.append(Sentence(f"Interrupted: nothing has been counted under {under}.", "caution"))
    blocks.append(Sentence(_what_is_ranked(record), "note"))
    return Page(tuple(blocks))


def _title(record: InverseRecord, teller: Teller, code: int, start: str) -> str:
    if record.glossary.options:
        return f"State {code}{start}: {teller.state(record.on[code])}."
    return f"State {key_text(code, record.on, teller)}{start}."


def _answer(found: InverseOfState, teller: Teller) -> Iterator[Sentence]:
    what = "strict rankings" if len(found.vary) == 1 else "profiles of strict rankings"
    many = f"the {_size(found.profiles)}" if found.profiles < _LONG else "all"
    whole = f"{many} {what} of {teller.actors(found.vary)}"
    it = f"it an equilibrium under {concept_name(found.concept)}"
    if found.count is None:
        yield Sentence(
            f"How many of {whole} make {it} is not counted: what deters one depends there on what the others prefer, "
            "and there are too many to go through. Vary one actor.",
            "answer",
        )
    elif not found.complete:
        yield Sentence(
            f"Interrupted after {found.checked:,} profiles: of {whole}, at least {_size(found.count)} make {it}.",
            "caution",
        )
    else:
        yield Sentence(f"Of {whole}, {_how_many(found, it)}.", "answer")
    unsatisfied = [item.actor for item in found.actors if not item.stable]
    if anyway := _leaves_anyway(found):
        whatever = f"whatever {teller.actors(found.vary)} {plural(len(found.vary), 'prefers', 'prefer')}"
        yield Sentence(f"{teller.actors(anyway)} would leave it {whatever}.")
    elif not unsatisfied:
        yield Sentence("As preferences are, everybody stays in it.")
    else:
        yield Sentence(
            f"As preferences are, {teller.actors(unsatisfied)} {plural(len(unsatisfied), 'leaves', 'leave')} it."
        )
    if len(found.vary) > 1:
        best = max(item.share for item in found.actors if item.varied)
        whose = "its strict rankings" if len(found.easiest) == 1 else "the strict rankings of each"
        yield Sentence(
            f"Easiest to satisfy: {teller.actors(found.easiest)}, since {_share(best)} of {whose} will do.",
            "answer",
        )


def _how_many(found: InverseOfState, it: str) -> str:
    """How many rankings make it one, and what share of all that is."""
    assert found.count is not None
    if found.count in (0, found.profiles):
        return f"all make {it}" if found.count else f"none makes {it}"
    share = _share(Fraction(found.count, found.profiles))
    if found.count < _LONG:
        return f"{_size(found.count)} {plural(found.count, 'makes', 'make')} {it}: {share}"
    return f"{share} {'makes' if 'one in' in share else 'make'} {it}"


def _leaves_anyway(found: InverseOfState) -> list[str]:
    """Those whose rankings are not varied and for whom no ranking of the others makes it stable: where each can be judged by
    itself, all that leave; otherwise it is known where only one does."""
    leaving = [item.actor for item in found.actors if not item.varied and not item.stable]
    if found.count or found.how != "structure":
        return []
    return leaving if concept(found.concept).own_only or len(leaving) == 1 else []


def _shares_table(found: InverseOfState, teller: Teller) -> Table:
    rows = tuple(
        (
            teller.actor(item.actor),
            "yes" if item.varied else "no",
            "stays" if item.stable else "leaves",
            _share(item.share),
            str(len(item.needs)),
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


def _needs(item: InverseOfActor, record: InverseRecord, teller: Teller, every: bool) -> Iterator[Sentence]:
    name = teller.actor(item.actor)
    if not item.needs:
        yield Sentence(f"{name} may prefer whatever it likes.")
        return
    yield Sentence(f"{name} has to rank it above ...")
    shown = item.needs if every else item.needs[:_NEEDS]
    for need in shown:
        yield Sentence(f"{_need(need, item.actor, record, teller, every)}.", "item")
    if len(shown) < len(item.needs):
        rest = len(item.needs) - len(shown)
        them = plural(rest, "it", "them")
        yield Sentence(f"... and {count(rest, 'further condition')}; --all tells {them}.", "item")


def _need(need: Need, actor: str, record: InverseRecord, teller: Teller, every: bool) -> str:
    """One condition, read on from "has to rank it above"."""
    state = record.found[0].state
    told = key_text(need.move, record.on, teller)
    if record.glossary.options:
        told += f" ({teller.move(actor, record.on[state], record.on[need.move])})"
    others = [item for item in need.alternatives if item != (need.move,)]
    if not others:
        return told
    shown = others if every else others[:_ALTERNATIVES]
    named = [tuple(key_text(code, record.on, teller) for code in item) for item in shown]
    ways = [" and ".join(item) if every or len(item) <= 3 else _together(item) for item in named]
    rest = len(others) - len(shown)
    last = [f"{rest:,} more such {plural(rest, 'set or state', 'sets or states')}"] if rest else []
    return f"{told}, or else above {listed([*ways, *last], 'or')}"


def _together(states: tuple[str, ...]) -> str:
    return f"all of {', '.join(states[:3])} and {len(states) - 3:,} more"


def _listed_table(found: InverseOfState, record: InverseRecord, teller: Teller) -> Table:
    rows = tuple(
        tuple(" > ".join(key_text(code, record.on, teller) for code in order) for order in profile)
        for profile in found.listed
    )
    columns = tuple(Column(teller.actor(actor)) for actor in found.vary)
    return Table(columns, rows, f"The first {count(len(rows), 'such profile')}, best states first")


def _what_is_ranked(record: InverseRecord) -> str:
    return (
        f"A strict ranking puts all {record.states:,} feasible states in an order without ties. Shares are exact; a "
        "ranking counts whether or not wants could express it."
    )


def _share(value: Fraction) -> str:
    """A share: exact where that can be read, else in percent, or as one in so many."""
    if value.denominator <= 1000:
        if value in (0, 1):
            return "all" if value else "none"
        return f"{value} ({float(value):.1%})"
    if value >= Fraction(1, 1000):
        return f"{float(value):.1%}"
    one_in = round(1 / value)
    about = "" if value.numerator == 1 and one_in < _LONG else "about "
    return f"{about}one in {one_in:,}" if one_in < _LONG else f"{about}one in 10^{_magnitude(one_in)}"


def _size(value: int) -> str:
    """A count, or its order of magnitude."""
    return f"{value:,}" if value < _LONG else f"about 10^{_magnitude(value)}"


def _magnitude(value: int) -> int:
    """The number of decimal digits, less one, without writing out a long number."""
    low: int = int((value.bit_length() - 1) * 0.30102999566398)
    return low + 1 if value >= 10 ** (low + 1) else low
