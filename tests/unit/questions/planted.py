"""Pairs of codings: a random file, and a copy with one to four edits of which each is one line, made by hand and not by the
program.

Whatever the judge of answers knows occurs in the files (levels, needs, overlays, views, terms). At most one edit touches the
wants of an actor, so that any subset of edits is one document, whatever the order. Some edits matter: of five pairs four answer
something otherwise.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

import countermove as cm
from countermove.questions.compare.records import SplitLine
from gmcr.base.errors import AssessmentError
from tests.judge.answers.checks import Setting, concepts_of
from tests.judge.answers.form import Form
from tests.judge.answers.generate import random_file
from tests.judge.answers.questions import DEFAULT, judge_questions
from tests.judge.assessment_files import Invalid, loads_document
from tests.judge.assessment_strategies import as_yaml

__all__ = ["CHECKS", "PAIRS", "Edit", "Planted", "Words", "lightened", "planted", "words_of"]

PAIRS = 500

CHECKS = ("stable", "content", "every_outcome", "some_outcome", "no_outcome", "passes", "never_passes", "prefers")
"""Kinds of checks of the claims in the files: quick ones."""

Document = dict[str, Any]
Words = Mapping[tuple[str, str | None], tuple[str, str]]
"""Key question and scenario (None: the base) → the answer, and that of the base reading."""


@dataclass(frozen=True)
class Edit:
    """``make`` changes a document; ``is_line``: whether the program tells that as this line."""

    what: str
    make: Callable[[Document], None]
    is_line: Callable[[SplitLine], bool]


@dataclass(frozen=True)
class Planted:
    """A file, and the edits of its copy."""

    document: Mapping[str, Any]
    edits: tuple[Edit, ...]

    def after(self, chosen: Sequence[int]) -> Document:
        """The document with some of the edits."""
        found = deepcopy(dict(self.document))
        for place in chosen:
            self.edits[place].make(found)
        return found


@cache
def planted(number: int) -> Planted:
    """The pair of that number: one whose copy is a valid file and, but for every fifth, answers something otherwise."""
    seed = number * 1_000
    while True:
        seed += 1
        rng = random.Random(f"planted {seed}")
        document = _file(seed)
        before = None if document is None else words_of(document)
        for _ in range(12 if document is not None and before is not None else 0):
            assert document is not None
            edits = _drawn(document, rng, 1 + number % 4)
            if edits is None:
                break
            pair = Planted(document, edits)
            copy = pair.after(range(len(edits)))
            after = words_of(copy) if _is_file(copy) else None
            if after is not None and (before != after or number % 5 == 0):
                return pair


def _file(seed: int) -> Document | None:
    """A random file without what was seen, numbers being numbers; None where the program refuses it."""
    try:
        whole = deepcopy(dict(cm.loads(random_file(seed, claims=3, checks=CHECKS)).data))
    except AssessmentError:
        return None
    return {key: value for key, value in whole.items() if key not in ("observations", "facts", "indicators")}


def _is_file(document: Mapping[str, Any]) -> bool:
    try:
        cm.loads(as_yaml(document))
    except AssessmentError:
        return False
    return True


def words_of(document: Mapping[str, Any]) -> Words | None:
    """The answers by the judge's definitions; None where the program refuses the file, claims that nothing asks about aside."""
    asked = {
        side["claim"]
        for question in (document.get("key_questions") or {}).values()
        for side in (question.get("answer_yes"), question.get("answer_no"))
        if side and "claim" in side
    }
    whole = {key: value for key, value in document.items() if key not in ("claims", "indicators")}
    whole["claims"] = {name: claim for name, claim in document["claims"].items() if name in asked}
    try:
        cm.loads(as_yaml(whole))
        text = loads_document(as_yaml(whole))
        concepts = concepts_of(text)
        setting = Setting(text, Form(text), concepts, concepts[0])
        judged = judge_questions(setting, (), brief=True)
    except (AssessmentError, Invalid):
        return None
    found: dict[tuple[str, str | None], tuple[str, str]] = {}
    for written, question in judged.items():
        name = "K" if written == DEFAULT else written
        found |= {
            (name, scenario or None): (answer.answer, answer.base) for scenario, answer in question.answers.items()
        }
        found |= {(name, scenario): ("nothing to say", "nothing to say") for scenario in question.infeasible}
    return found


def lightened(document: Document) -> Document:
    """A document in which overlays let go of wants that are not there: they have nothing to drop, to rewrite or to move."""
    wants = {want["id"] for body in document["actors"].values() for want in body["wants"]}
    found = deepcopy(document)
    questions = [*(found.get("key_questions") or {}).values()]
    asked = [side for item in questions for key in ("answer_yes", "answer_no") if (side := item.get(key))]
    overlays = [
        *(reading for item in (found.get("open") or {}).values() for reading in item["readings"].values()),
        *(found.get("scenarios") or {}).values(),
        *(found.get("views") or {}).values(),
        *(item.get("with") for item in [*(found.get("claims") or {}).values(), *questions, *asked]),
    ]
    for overlay in filter(None, overlays):
        if "drop" in overlay:
            overlay["drop"] = [name for name in overlay["drop"] if name in wants]
        for key in ("rewrite", "move"):
            if key in overlay:
                overlay[key] = {name: value for name, value in overlay[key].items() if name in wants}
    return found


# -- edits -------------------------------------------------------------------------------------------------------------


def _drawn(document: Mapping[str, Any], rng: random.Random, size: int) -> tuple[Edit, ...] | None:
    """So many edits of different lines; None where there are not so many."""
    groups = [list(group) for group in _possible(document, rng)]
    groups = [group for group in groups if group]
    if len(groups) < size:
        return None
    return tuple(rng.choice(group) for group in rng.sample(groups, size))


def _possible(document: Mapping[str, Any], rng: random.Random) -> Iterator[Iterator[Edit]]:
    """Edits by what they touch: of each group at most one is made."""
    names = [f"{actor}.{option}" for actor, body in document["actors"].items() for option in body["options"]]
    for actor in document["actors"]:
        yield _of_wants(document, actor, rng.choice(names), rng)
    for driver, body in (document.get("drivers") or {}).items():
        yield _of_driver(driver, body, rng)
    yield _of_start(document, rng)
    for rule in document.get("never") or {}:
        yield _of_rule(rule)
    for scenario in document["scenarios"]:
        yield _of_scenario(document, scenario, rng)


def _of_wants(document: Mapping[str, Any], actor: str, option: str, rng: random.Random) -> Iterator[Edit]:
    wants = document["actors"][actor]["wants"]
    ids = [want["id"] for want in wants]
    place = rng.randrange(len(ids))
    name = ids[place]

    def of(whole: Document) -> list[Document]:
        found: list[Document] = whole["actors"][actor]["wants"]
        return found

    def line(item: SplitLine) -> bool:
        return (item.section, item.owner, item.name, item.moved) == ("want", actor, name, False)

    def drop(whole: Document) -> None:
        of(whole).pop(place)

    yield Edit(f"drop {name}", drop, line)
    if len(ids) > 1:
        low = min(place, len(ids) - 2)

        def swap(whole: Document) -> None:
            own = of(whole)
            own[low], own[low + 1] = own[low + 1], own[low]

        yield Edit(f"swap {ids[low]}", swap, lambda item: item.moved and item.owner == actor)
    if wants[place].get("could_be") and wants[place]["could_be"] != wants[place]["want"]:

        def could_be(whole: Document) -> None:
            own = of(whole)[place]
            own["want"] = own.pop("could_be")
            own.pop("while", None)
            own.pop("otherwise", None)

        yield Edit(f"could_be {name}", could_be, line)
    if wants[place]["want"] != f"not {option}":

        def reword(whole: Document) -> None:
            own = of(whole)[place]
            own["want"] = f"not {option}"
            own.pop("while", None)
            own.pop("otherwise", None)

        yield Edit(f"reword {name}", reword, line)
    new = {"id": f"new_{actor}", "want": option, "at": [1]}

    def added(item: SplitLine) -> bool:
        return (item.section, item.owner, item.name) == ("want", actor, f"new_{actor}")

    yield Edit(f"add {actor}", lambda whole: of(whole).insert(place, dict(new)), added)


def _of_driver(driver: str, body: Mapping[str, Any], rng: random.Random) -> Iterator[Edit]:
    low, high = map(Decimal, map(str, body.get("range") or (0, 1)))
    for value in (low, high, Decimal(rng.randrange(1, 10)) / 10):
        if low <= value <= high and value != Decimal(str(body["now"])):

            def put(whole: Document, value: Decimal = value) -> None:
                whole["drivers"][driver]["now"] = value

            yield Edit(f"driver {driver}", put, lambda item: (item.section, item.name) == ("driver", driver))


def _of_start(document: Mapping[str, Any], rng: random.Random) -> Iterator[Edit]:
    plain = [
        f"{actor}.{option}"
        for actor, body in document["actors"].items()
        for option, record in body["options"].items()
        if not record.get("levels")
    ]
    if not plain:
        return
    option = rng.choice(plain)
    start = list(document.get("start") or [])
    new = [item for item in start if item != option] if option in start else [*start, option]

    def switch(whole: Document) -> None:
        whole["start"] = list(new)

    yield Edit(f"start {option}", switch, lambda item: item.section == "start")


def _of_rule(rule: str) -> Iterator[Edit]:
    def drop(whole: Document) -> None:
        whole["never"].pop(rule)

    yield Edit(f"rule {rule}", drop, lambda item: (item.section, item.name) == ("rule", rule))


def _of_scenario(document: Mapping[str, Any], scenario: str, rng: random.Random) -> Iterator[Edit]:
    own = document["scenarios"][scenario]
    if own.get("drop"):

        def undrop(whole: Document) -> None:
            whole["scenarios"][scenario].pop("drop")

        yield Edit(f"scenario {scenario}", undrop, lambda item: (item.section, item.name) == ("scenario", scenario))
