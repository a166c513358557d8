"""What the picture of a deal shows, in words: rows of actors, their acts by part, and what becomes of it.

Everything is worded from the record. The joint switch that fails by least is a scene, too: of one part, in which those
who refuse are stopped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from countermove.inquiry.reasons import Reason
from countermove.presentation.blocks import Column, Table
from countermove.presentation.steps import because_text
from countermove.presentation.words import capital, concepts_phrase, count, listed, number, plural
from countermove.questions.deal.records import DealFate, NearDeal, OpenDeal
from countermove.questions.deal.text import DealWords
from gmcr.analysis import DealPart
from gmcr.base.record import Record

__all__ = ["Act", "Fate", "Row", "Scene", "deal_scene", "deal_title", "deals_table", "near_scene"]

_KINDS = {
    "kept": ("is kept", "are kept"),
    "overtaken": ("is overtaken", "are overtaken"),
    "broken": ("is broken", "are broken"),
    "goes round": ("is left to steps that go round", "are left to steps that go round"),
    "": ("is not open", "are not open"),
}
"""Fate → that one deal, or several, meet it; "": under concepts where its state is not at rest."""


@dataclass(frozen=True, slots=True)
class Act(Record):
    """What an actor does in a part, or by what it breaks a deal."""

    text: str
    """Without its subject."""
    actor: str
    part: int
    """The number of the part, from 0; steps that break the deal follow."""
    to: int
    """The code of the state that is reached."""
    because: str = ""
    """Of a step that breaks the deal: why."""


@dataclass(frozen=True, slots=True)
class Row(Record):
    """An actor. ``gets``: above its line, a word and what it says; ``acts``: below it, by part; ``answered``: whether
    its part alone is answered under the first concept, and ``aside`` says so; ``refuses``: whether it is stopped."""

    actor: str
    gets: tuple[str, str]
    acts: tuple[Act, ...]
    breaks: tuple[Act, ...] = ()
    aside: str = ""
    answered: bool = False
    refuses: bool = False


@dataclass(frozen=True, slots=True)
class Fate(Record):
    """What becomes of a deal under some concepts: the word, what else there is to say, and under which."""

    word: str
    more: str
    under: str


@dataclass(frozen=True, slots=True)
class Scene(Record):
    """A deal, or an offer. ``above``: where it is made, if not in the status quo; ``heads``: a title for each part, and
    for each step that breaks it; ``at_once``: the parts in which several act."""

    above: str
    heads: tuple[str, ...]
    at_once: tuple[int, ...]
    rows: tuple[Row, ...]
    fates: tuple[Fate, ...]
    notes: tuple[str, ...]

    @property
    def parts(self) -> int:
        """The number of its parts, without the steps that break it."""
        return len(self.heads) - sum(len(row.breaks) for row in self.rows)


# -- scenes ------------------------------------------------------------------------------------------------------------


def deal_scene(words: DealWords, item: OpenDeal) -> Scene:
    """A deal that is told."""
    order = item.order or (DealPart(item.participants, item.target),)
    when, breaks = tuple(_when(words, item)), tuple(_breaches(words, item, len(order)))
    acts = tuple(_acts(words, item.state, order))
    at_once = tuple(k for k, part in enumerate(order) if item.order and len(part.actors) > 1)
    heads = (*(", ".join(_head(k, len(order), at_once)) for k in range(len(order))), *when)
    rows = [_row(words, item, gain, acts, breaks) for gain in item.reasons]
    others = dict.fromkeys(act.actor for act in breaks if act.actor not in item.participants)
    rows += [Row(name, ("takes no part", ""), (), _of(breaks, name)) for name in others]
    fates, notes = tuple(_fates(words, item)), tuple(_notes(words, item))
    return Scene(_above(words, item.state), heads, at_once, tuple(rows), fates, notes)


def near_scene(words: DealWords, near: NearDeal) -> Scene:
    """The joint switch that fails by least."""
    refused = {own.actor: own for own in near.refused}
    acts = tuple(_acts(words, near.state, (DealPart(near.participants, near.target),)))
    rows = tuple(
        Row(actor, _offered(words, near, refused, actor), _of(acts, actor), refuses=actor in refused)
        for actor in near.participants
    )
    return Scene(_above(words, near.state), ("at once",), (0,), rows, (), ())


def _head(part: int, parts: int, at_once: Sequence[int]) -> Iterator[str]:
    if parts > 1:
        yield str(part + 1)
    if part in at_once:
        yield "at once"


def _above(words: DealWords, state: int) -> str:
    taken = ", taken as at rest" if words.result.start is None else ""
    return "" if state == words.result.start else f"From the state in which {words.state(state)}{taken}."


def _of(acts: Sequence[Act], actor: str) -> tuple[Act, ...]:
    return tuple(act for act in acts if act.actor == actor)


def _acts(words: DealWords, state: int, order: Sequence[DealPart]) -> Iterator[Act]:
    """Who does what in which part."""
    for part, own in enumerate(order):
        for actor in own.actors:
            yield Act(_does(words, actor, state, own.to), actor, part, own.to)
        state = own.to


def _does(words: DealWords, actor: str, before: int, after: int) -> str:
    return words.moves([actor], before, after).removeprefix(f"{words.phrasing.the(actor)} ")


def _row(words: DealWords, item: OpenDeal, gain: Reason, acts: Sequence[Act], breaks: Sequence[Act]) -> Row:
    actor, why = gain.actor, because_text(gain, words.phrasing, words.on)
    gains = words.phrasing.agree(actor, "gains", "gain")
    answered = [name for name, fate in item.concepts.items() if fate.answered[actor]]
    first = next(iter(item.concepts)) in answered
    aside = "can go first" if answered else ""
    if answered and len(answered) < len(item.concepts):
        aside = f"{aside}{'' if first else ' only'} under {concepts_phrase(answered)}"
    gets = (f"{gains}:", why) if why else (gains, "")
    return Row(actor, gets, _of(acts, actor), _of(breaks, actor), aside, first)


def _broken(words: DealWords, item: OpenDeal) -> Iterator[tuple[Reason, list[str]]]:
    """The steps that break a deal, each with the concepts under which it does."""
    steps: dict[tuple[str, int, int], tuple[Reason, list[str]]] = {}
    for name, fate in item.concepts.items():
        if (step := fate.broken_by) is not None:
            steps.setdefault((step.actor, step.before, step.after), (step, []))[1].append(name)
    yield from steps.values()


def _when(words: DealWords, item: OpenDeal) -> Iterator[str]:
    """A title for each of these steps."""
    for step, names in _broken(words, item):
        under = "" if len(names) == len(words.concepts) > 1 else f"under {concepts_phrase(names)}"
        later = "" if step.before == item.target else "once others have moved on"
        yield ", ".join(filter(None, ("then", under, later)))


def _breaches(words: DealWords, item: OpenDeal, parts: int) -> Iterator[Act]:
    """These steps in words, as acts behind the parts."""
    for place, (step, _) in enumerate(_broken(words, item)):
        because = because_text(step, words.phrasing, words.on)
        text = words.onward(step.before, step.after).removeprefix(f"{words.phrasing.the(step.actor)} ")
        yield Act(text, step.actor, parts + place, step.after, because)


def _fates(words: DealWords, item: OpenDeal) -> Iterator[Fate]:
    """What becomes of a deal, concepts that agree together, and under which it is not open."""
    alike: dict[tuple[str, str], list[str]] = {}
    for name, fate in item.concepts.items():
        alike.setdefault((_word(words, fate), _more(words, item, fate)), []).append(name)
    for (word, more), names in alike.items():
        everywhere = len(names) == len(words.concepts) > 1
        under = "however far everybody looks ahead" if everywhere else f"under {concepts_phrase(names)}"
        yield Fate(word, more, under)
    closed = [name for name in words.concepts if name not in item.concepts]
    if closed:
        yield Fate("not open", "", f"under {concepts_phrase(closed)}")


def _word(words: DealWords, fate: DealFate) -> str:
    if fate.broken_by is not None:
        return f"broken by {words.phrasing.the(fate.broken_by.actor)}"
    return "left to steps that go round" if fate.fate == "goes round" else fate.fate


def _more(words: DealWords, item: OpenDeal, fate: DealFate) -> str:
    if fate.fate == "kept":
        others = listed((words.onward(item.target, code) for code in fate.outcomes if code != item.target), "or")
        return f"others move on: {others}" if others else ""
    if fate.fate == "overtaken":
        again = listed(words.phrasing.act(name, on=not words.after(item, name)) for name in fate.again)
        return f"all still gain: {again}"
    return ""


def _notes(words: DealWords, item: OpenDeal) -> Iterator[str]:
    """Whom else it harms or helps, who prefers it, and why nobody goes first."""
    harmed = [actor for actor, sign in item.others.items() if sign < 0]
    glad = [actor for actor, sign in item.others.items() if sign > 0]
    if harmed:
        yield f"It harms {words.phrasing.actors(harmed)}."
    if glad:
        yield f"{capital(words.phrasing.actors(glad))} {words.phrasing.agree(glad, 'gains', 'gain')}, too."
    yield from words.preferred(item)
    if item.hands is None:
        yield words.hands(item)
    elif item.forced_by:
        yield f"A rule excludes what lies between ({item.forced_by})."
    if (
        item.hands is not None
        and item.hands > 1
        and not any(any(own.answered.values()) for own in item.concepts.values())
    ):
        yield "Whoever goes first is exposed."


def _offered(words: DealWords, near: NearDeal, refused: dict[str, Reason], actor: str) -> tuple[str, str]:
    """What an offer is to one of those who would take part."""
    if actor not in refused:
        return ("would gain by this alone" if near.alone == (actor,) else _together(words, near, actor), "")
    item = refused[actor]
    verb = words.phrasing.agree(actor, "refuses", "refuse") if item.sign else "would gain nothing"
    because = because_text(item, words.phrasing, words.on)
    return (f"{verb}:", because) if because else (verb, "")


def _together(words: DealWords, near: NearDeal, actor: str) -> str:
    if actor not in near.alone:
        return "would gain"
    others = words.phrasing.actors(name for name in near.alone if name != actor)
    return f"would gain by this and the part of {others} alone"


# -- words of the whole ------------------------------------------------------------------------------------------------


def deal_title(words: DealWords) -> str:
    """Which deals are open and what becomes of them; where none is, who refuses the nearest."""
    told, opened = words.result.told, words.opened()
    if not told:
        return f"{opened}: {_failing(words)}"
    if len(told) > 1:
        return f"{opened}; under {concepts_phrase(words.concepts[:1])} {listed(_counted(words, told))}"
    [item] = told
    between = f"{opened}, between {words.phrasing.actors(item.participants)}"
    groups: dict[str, list[str]] = {}
    for name, fate in item.concepts.items():
        groups.setdefault(_word(words, fate), []).append(name)
    *some, last = groups
    if not some:
        return f"{between}, and it is {last}"
    parts = [f"{word} under {concepts_phrase(groups[word])}" for word in some]
    return f"{between}: it is {', '.join(parts)}, else {last}"


def _counted(words: DealWords, told: Sequence[OpenDeal]) -> Iterator[str]:
    """How many of several deals meet which fate under the first concept."""
    lead = words.concepts[0]
    kinds = [item.concepts[lead].fate if lead in item.concepts else "" for item in told]
    for kind, (one, several) in _KINDS.items():
        many = kinds.count(kind)
        if many:
            yield f"{'all' if many == len(told) else number(many)} {plural(many, one, several)}"


def _failing(words: DealWords) -> str:
    """Why none is open: at whom the nearest fails."""
    near, phrasing = words.result.nearest, words.phrasing
    if near is None:
        anywhere = any(words.result.rests.values())
        return "nobody could switch anything together" if anywhere else "steps go round, and nothing is at rest"
    if near.refused:
        who = [item.actor for item in near.refused]
        signs = all(item.sign for item in near.refused)
        verb = phrasing.agree(who, "refuses", "refuse") if signs else "would not gain by"
        return f"{phrasing.actors(who)} {verb} what comes nearest"
    if near.alone:
        part = phrasing.agree(near.alone, "its part", "their parts")
        return f"of what comes nearest {phrasing.actors(near.alone)} would do {part} anyway"
    return f"{phrasing.actors(near.participants)} have another that is no worse for any of them"


def deals_table(words: DealWords) -> Table:
    """Every act of every deal that is told, or of the joint switch that fails by least."""
    columns = tuple(map(Column, ("Deal", "Part", "Who", "Does", "Why", "Goes first", "What becomes of it")))
    scenes = [(str(k), deal_scene(words, item)) for k, item in enumerate(words.result.told, 1)]
    if not scenes and words.result.nearest is not None:
        scenes = [("none", near_scene(words, words.result.nearest))]
    rows = []
    for name, scene in scenes:
        fates = "; ".join(" ".join(filter(None, (own.word, own.under))) for own in scene.fates)
        for row in scene.rows:
            gets = " ".join(filter(None, row.gets[1 if row.gets[1] and not row.refuses else 0 :]))
            for act in (*row.acts, *row.breaks):
                part = "then" if act in row.breaks else act.part + 1
                why = act.because if act in row.breaks else gets
                rows.append((name, part, words.phrasing.actor(row.actor), act.text, why, row.aside, fates))
    return Table(
        columns, tuple(rows), caption=f"{capital(count(len(scenes), 'deal'))}, act by act" if words.result.told else ""
    )
