"""Faults of the teller: each makes some printed sentence false, and the judge of sentences has to notice it.

They are put in where sentences are made, in this process, and taken out again: the branch, the scenario, the sign, the side
swapped; "not" left out; a count that is wrong; before and after exchanged; the words of another game; a reason that is cut.

``python -m tests.judge.sentences.mutants`` puts in one after another, and prints what the judge says of each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction
from typing import Any
from unittest.mock import patch

from countermove.context.glossary import WantText
from countermove.inquiry import tracks
from countermove.plugins.serve import consequences
from countermove.presentation import assumptions, words
from countermove.presentation import steps as rounds
from countermove.presentation.phrases import Phrasing
from countermove.presentation.sentences import SENTENCES, said
from countermove.presentation.words import concept_words_named
from countermove.questions.answers import reasons_text, text
from countermove.questions.check import verdicts as class_words
from countermove.questions.deal import line as deals_told
from countermove.questions.drift import line as drifts_told
from countermove.questions.lanes import text as lanes_told
from countermove.questions.multiverse import line as codings_told
from countermove.questions.multiverse import text as page_of_codings
from countermove.reports import outlook as outlook_told
from countermove.reports.assessing import screen
from countermove.verdicts.clocks.story import story_of
from countermove.verdicts.clocks.words import crossed_clause
from gmcr.analysis import deals_in
from gmcr.base.concepts import BASIC, NAMED

__all__ = ["MUTANTS", "mutated"]

Put = Callable[[], Any]

MUTANTS: dict[str, Put] = {}
"""A name → what puts the fault in, as a context."""


def mutant(name: str) -> Callable[[Put], Put]:
    def known(put: Put) -> Put:
        MUTANTS[name] = put
        return put

    return known


@contextmanager
def mutated(name: str) -> Iterator[None]:
    """The program with a fault in it."""
    with MUTANTS[name]():
        yield


def sentence(**changed: str) -> Any:
    """Templates written otherwise."""
    return patch.dict(SENTENCES, {name.replace("__", "."): text for name, text in changed.items()})


def _swapped(part: str) -> str:
    return {"want": "otherwise", "otherwise": "want"}.get(part, part)


# --- the branch, and the game ---


@mutant("the words of the other branch")
def _() -> Any:
    old = WantText.reason
    return patch.object(WantText, "reason", lambda self, part: old(self, _swapped(part)))


@mutant("the formula of the other branch")
def _() -> Any:
    old = Phrasing.want
    return patch.object(Phrasing, "want", lambda self, name, part: old(self, name, _swapped(part)))


@mutant("the words of the base game")
def _() -> Any:
    return patch.object(reasons_text, "Phrasing", lambda glossary, view=None, own=None: Phrasing(glossary))


@mutant("another scenario")
def _() -> Any:
    old = text._supposed

    def other(scenario: str, phrasing: Any) -> str:
        names = list(phrasing.glossary.scenarios)
        return old(names[(names.index(scenario) + 1) % len(names)], phrasing)

    return patch.object(text, "_supposed", other)


@mutant("another answer to an open question")
def _() -> Any:
    old = assumptions.answer_clause

    def other(name: str, answer: str, glossary: Any) -> str:
        answers = list(glossary.questions[name].answers)
        return old(name, answers[(answers.index(answer) + 1) % len(answers)], glossary)

    return patch.object(text, "answer_clause", other)


@mutant("another concept")
def _() -> Any:
    turned = {
        name: replace(NAMED[name], looking=NAMED[other].looking)
        for name, other in zip(BASIC, (*BASIC[1:], BASIC[0]), strict=True)
    }
    return patch.dict(NAMED, turned)


# --- the answer, and its sign ---


@mutant("yes for no")
def _() -> Any:
    old = text._verdict

    def other(*given: Any) -> str:
        text = old(*given)
        for one, two in (("Yes", "No"), ("No", "Yes")):
            if text.startswith((f"{one}.", f"{one},")):
                return two + text.removeprefix(one)
        return text

    return patch.object(text, "_verdict", other)


@mutant("pays, of what does not")
def _() -> Any:
    return sentence(lanes__pays="{reason}")


@mutant("the end of a chain")
def _() -> Any:
    return sentence(chain__end__nothing="without {wants}, it would gain by it")


@mutant("not left out of a wish")
def _() -> Any:
    old = Phrasing._wish_option
    return patch.object(Phrasing, "_wish_option", lambda self, option, actor, to: old(self, option, actor, "to"))


@mutant("does not left out of an act")
def _() -> Any:
    return patch.object(Phrasing, "not_done", lambda self, option: self.act(option))


# --- sides, numbers, and order ---


@mutant("above for below")
def _() -> Any:
    old = lanes_told._tips
    turned = {"above": "below", "below": "above", "at": "above"}
    return patch.object(lanes_told, "_tips", lambda switch: turned[old(switch)])


@mutant("where it tips for what it is now")
def _() -> Any:
    return sentence(lanes__tips="{driver} {threshold}, tips {where} {now}")


@mutant("what is set for what the file has")
def _() -> Any:
    return sentence(set__driver="{driver} at {before} (the file has {value})")


@mutant("after for before")
def _() -> Any:
    old = consequences.Changed

    def other(kind: Any, name: str, says: str, before: str, after: str, cells: int, base: tuple[str, str]) -> Any:
        return old(kind, name, says, after, before, cells, base[::-1])

    return patch.object(consequences, "Changed", other)


@mutant("a round the other way round")
def _() -> Any:
    old = rounds.round_text
    both = [
        patch.object(place, "round_text", lambda steps, phrasing: old(steps[::-1], phrasing))
        for place in (rounds, text)
    ]

    @contextmanager
    def put() -> Iterator[None]:
        with both[0], both[1]:
            yield

    return put()


# --- counts ---


@mutant("one conclusion too many")
def _() -> Any:
    old = words.number
    return patch.object(class_words, "number", lambda value: old(value + 1))


@mutant("a restated premise counted as what follows")
def _() -> Any:
    groups = [
        (name, (*kinds, "restates") if name == "follows" else kinds)
        for name, kinds in class_words._GROUPS
        if name != "restates"
    ]
    return patch.object(class_words, "_GROUPS", tuple(groups))


@mutant("unsupported counted as contradicted")
def _() -> Any:
    groups = [
        (name, (*kinds, "unsupported") if name == "contradicted" else kinds) for name, kinds in class_words._GROUPS
    ]
    return patch.object(class_words, "_GROUPS", tuple(one for one in groups if one[0] != "unsupported"))


@mutant("stays for does not come about")
def _() -> Any:
    return sentence(
        claims__idle__denies=SENTENCES["claims.idle.stays"], claims__idle__stays=SENTENCES["claims.idle.denies"]
    )


@mutant("readings that are out for those that are left")
def _() -> Any:
    old = words.out_of
    return patch.object(screen, "out_of", lambda value, whole, one: old(whole - value, whole, one))


# --- reasons ---


@mutant("a chain that is cut")
def _() -> Any:
    return patch.object(lanes_told, "chain_text", lambda found, phrasing: "")


@mutant("a chain that is cut, in an answer")
def _() -> Any:
    return patch.object(reasons_text, "chain_text", lambda found, phrasing: "")


@mutant("one want of several that must be given up")
def _() -> Any:
    old = reasons_text._given_up

    def other(sets: Any, phrasing: Any, where: str) -> str:
        return old([(*own[:-1],) if len(own) > 1 else own for own in sets[: len(sets) - 1] or sets], phrasing, where)

    return patch.object(reasons_text, "_given_up", other)


@mutant("left out for put lower")
def _() -> Any:
    old = Phrasing._done

    def other(self: Phrasing, edit: Any, *, past: bool) -> str:
        kind = {"drop": "swap", "swap": "drop"}.get(edit.kind, edit.kind)
        changed = replace(edit, kind=kind) if hasattr(edit, "__dataclass_fields__") else edit._replace(kind=kind)
        return old(self, changed, past=past)

    return patch.object(Phrasing, "_done", other)


@mutant("no change found, though there is one")
def _() -> Any:
    old = reasons_text.change_sentence

    def other(item: Any, phrasing: Any) -> str:
        found = item.changes and replace(item, changes=(), nearest=None, turned=(), turned_searched=0)
        return old(found or item, phrasing)

    return patch.object(text, "change_sentence", other)


@mutant("an ending less than it has")
def _() -> Any:
    old = Phrasing.state
    return patch.object(Phrasing, "state", lambda self, on: old(self, tuple(on)[:-1]))


# --- tracks ---


@mutant("a track that tips elsewhere")
def _() -> Any:
    old = tracks._roots
    return patch.object(
        tracks, "_roots", lambda conflict, driver: (own + Fraction(1, 20) for own in old(conflict, driver))
    )


@mutant("one mover for several")
def _() -> Any:
    return sentence(moved__others="")


# --- deals ---


@mutant("a deal kept for one that is broken")
def _() -> Any:
    def kept(_conflict: object, _deal: object, concept: str, _phrasing: object) -> str:
        return said("screen.deal.kept", looking=concept_words_named(concept))

    return patch.object(deals_told, "_fate", kept)


@mutant("a deal's acts the other way round")
def _() -> Any:
    old = deals_told._acts

    def other(conflict: Any, deal: Any, phrasing: Any) -> str:
        return old(conflict, replace(deal, state=deal.target, target=deal.state), phrasing)

    return patch.object(deals_told, "_acts", other)


@mutant("a deal open in one reading too many")
def _() -> Any:
    old = deals_told._open_in
    return patch.object(deals_told, "_open_in", lambda context: [True for _ in old(context)])


@mutant("no deal for one")
def _() -> Any:
    return patch.object(deals_told, "deals_in", lambda *given, **named: replace(deals_in(*given, **named), deals=()))


# --- clocks ---


@mutant("the first step on the other side")
def _() -> Any:
    return patch.object(
        drifts_told, "crossed_clause", lambda crossed, *named: crossed_clause(crossed, *named).replace("below", "above")
    )


@mutant("one of two first steps")
def _() -> Any:
    def fewer(*given: Any, **named: Any) -> Any:
        story = story_of(*given, **named)
        return replace(story, branches=story.branches[:1])

    return patch.object(drifts_told, "story_of", fewer)


@mutant("borne out for not")
def _() -> Any:
    return patch.object(outlook_told, "bearing_text", lambda verdict: "bears it out")


# --- codings ---


@mutant("a coding too many")
def _() -> Any:
    old = codings_told._Codings.counted
    return patch.object(codings_told._Codings, "counted", lambda *given: old(*given).replace("in six", "in five"))


@mutant("a choice that decides nothing")
def _() -> Any:
    return patch.object(codings_told, "deciding", lambda _, every: {item.id: [] for item in reversed(every)})


@mutant("the file's own for another")
def _() -> Any:
    old = page_of_codings._Words.counted
    return patch.object(
        page_of_codings._Words,
        "counted",
        lambda *given: old(*given).replace(": yes in", ": no in").replace("in four", "in three"),
    )


@mutant("a choice for the other")
def _() -> Any:
    return patch.object(page_of_codings._Words, "means", lambda self, name, choice: f"not {choice}")


@mutant("another coding unsaid")
def _() -> Any:
    return patch.object(codings_told._Codings, "differs", lambda *_: False)


# --- one after another ---


def main() -> Iterator[str]:
    """What the judge says of each fault; and how many it notices."""
    from tests.judge.sentences.chosen import NOTICED, chosen
    from tests.judge.sentences.trying import examined

    noticed = 0
    for fault in MUTANTS:
        name, surface = NOTICED[fault]
        given = replace(chosen(name), surfaces=(surface,))
        if before := examined(given).complaints:
            yield f"without {fault}: {before}"
            continue
        with mutated(fault):
            complaints = examined(given).complaints.get(surface, [])
        noticed += bool(complaints)
        yield f"{fault} ({name}, {surface}): {complaints[0] if complaints else 'NOT NOTICED'}"
    yield f"{noticed} of {len(MUTANTS)} faults are noticed"


if __name__ == "__main__":
    import sys

    for line in main():
        sys.stdout.write(f"{line}\n")
