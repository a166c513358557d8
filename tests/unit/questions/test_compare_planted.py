"""Lines that carry answers over, against all subsets of planted edits, each judged by definitions alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations

import pytest

import countermove as cm
from tests.conftest import models
from tests.judge.assessment_strategies import as_yaml
from tests.unit.questions.planted import PAIRS, Words, lightened, planted, words_of

CHOSEN = (
    *(47, 70),
    *(303, 306, 307, 315, 318, 330, 331, 334, 336, 351, 354, 357, 359, 361, 362, 363, 367, 377),
    *(293, 295, 300, 301, 305, 308, 310, 319, 332, 365, 374, 375, 385, 395, 412, 422, 425, 459, 470, 479, 489),
)
"""In pairs of the first row a want is dropped that an overlay names; those of the second need two lines or more, have several
sets, or a want that could be another; the others are quick."""


@pytest.mark.level("judge", but=2)
@pytest.mark.level("all")
@pytest.mark.parametrize("number", models(range(PAIRS), CHOSEN))
def test_sets_of_lines_are_those_of_all_subsets(number: int) -> None:
    pair = planted(number)
    every = range(len(pair.edits))
    first, second = (
        cm.loads(as_yaml(pair.after(chosen)), file=f"{name}.yaml") for name, chosen in (("a", ()), ("b", every))
    )
    found = cm.compare(first, second, bound=4)
    bearing = [k for k, line in enumerate(found.lines) if line.section != "claim"]
    place = {next(k for k in bearing if edit.is_line(found.lines[k])): number for number, edit in enumerate(pair.edits)}
    assert sorted(place) == bearing, "every edit is one line, and there is no other"

    words: dict[tuple[int, ...], Words | None] = {
        chosen: words_of(lightened(pair.after(chosen)))
        for size in range(len(pair.edits) + 1)
        for chosen in combinations(every, size)
    }
    before, goal = words[()], words[tuple(every)]
    assert before is not None
    assert goal is not None
    answered = {(item.id, item.scenario): tuple(zip(item.answers, item.base, strict=True)) for item in found.answers}
    assert answered == {key: (before[key], goal[key]) for key in before if key in goal}

    told = {
        (item.id, item.scenario): {frozenset(place[k] for k in own) for own in item.sets}
        for item in found.carried or ()
    }
    differ = [key for key in answered if before[key] != goal[key]]
    expected = {key: _minimal(words, goal, [key]) for key in differ}
    if differ and len(answered) > 1:
        expected["", None] = _minimal(words, goal, answered)
    assert told == expected, (number, [edit.what for edit in pair.edits])
    assert found.complete
    for item in found.carried or ():
        assert [len(own) for own in item.sets] == sorted(map(len, item.sets))
        assert not item.undecided
        assert not item.reduced

    for k, number_ in place.items():
        said = words[number_,]
        (form,) = (form for form in found.lines[k].forms if "a" not in form.codings)
        assert form.fits == (said is not None)
        if form.along:
            assert said is None
            along = tuple(sorted((number_, *(place[other] for other in form.along))))
            said = words[along]
            assert said is not None
            fewer = (own for size in range(1, len(along)) for own in combinations(along, size) if number_ in own)
            assert all(words[own] is None for own in fewer), "no line that it is put in with is spared"
        turned = (
            {} if said is None else {key: said[key] for key in answered if key in said and said[key] != before[key]}
        )
        assert {(turn.id, turn.scenario): (turn.answer, turn.base) for turn in form.turns} == turned


def _minimal(
    words: Mapping[tuple[int, ...], Words | None], goal: Words, keys: Iterable[tuple[str, str | None]]
) -> set[frozenset[int]]:
    """The sets of edits that lead to some answers of the goal, and hold no other such set."""
    asked = list(keys)
    sets = [
        frozenset(chosen)
        for chosen, said in words.items()
        if chosen and said is not None and all(said.get(key) == goal[key] for key in asked)
    ]
    return {own for own in sets if not any(other < own for other in sets)}
