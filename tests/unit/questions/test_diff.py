"""What changed and because of which line: against known mutations, each subset of them judged naively."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest

import countermove as cm
from countermove.questions.diff.compute import diff
from countermove.verdicts.lines.counterparts import aligned
from countermove.verdicts.lines.differences import ChangedLine, Part, compared
from countermove.verdicts.lines.mixture import patched
from countermove.verdicts.lines.mixture import written as text_of_data
from countermove.verdicts.values import CLASS_WORDS
from gmcr.base.errors import AssessmentError, UnknownName
from gmcr.base.tasks import run_until_interrupted
from tests.conftest import in_one_test, models
from tests.judge.answers.claims import judge_claims
from tests.judge.assessment_files import Invalid
from tests.judge.assessment_strategies import CHECKS
from tests.unit.questions.assessments import paper, text_of, written

CHEAP = tuple(kind for kind in CHECKS if kind not in ("more_responsible", "everywhere", "exactly_where"))
Mutation = tuple[tuple[str, str], Callable[[dict[str, Any]], None]]


def mutations(document: Mapping[str, Any], rng: random.Random) -> list[Mutation]:
    """Three changes of different lines, each with the (section, name) that it ought to be told as."""
    names = [f"{actor}.{option}" for actor, body in document["actors"].items() for option in body["options"]]
    found: list[Mutation] = []
    actor = rng.choice(list(document["actors"]))
    wants = document["actors"][actor]["wants"]
    place, option = rng.randrange(len(wants)), rng.choice(names)
    new = {"id": "new", "want": rng.choice(names), "at": [1]}

    def reword(whole: dict[str, Any]) -> None:
        own = whole["actors"][actor]["wants"][place]
        for key in ("while", "otherwise"):
            own.pop(key, None)
        own["want"] = f"not {option}"

    found.append((("want", wants[place]["id"]), reword))
    driver = rng.choice(list(document["drivers"]))
    low, high = document["drivers"][driver].get("range") or (Decimal("0.0"), Decimal("1.0"))
    value = low if document["drivers"][driver]["now"] != low else high
    found.append((("driver", driver), lambda whole: whole["drivers"][driver].update(now=value)))
    other = rng.choice([name for name in document["actors"] if name != actor])
    if rng.random() < 0.5:
        found.append((("want", "new"), lambda whole: whole["actors"][other]["wants"].insert(0, dict(new))))
    else:
        start = document["start"]
        switched = [name for name in start if name != option] if option in start else [*start, option]
        found.append((("start", "start"), lambda whole: whole.update(start=switched)))
    return found


def after(document: Mapping[str, Any], made: list[Mutation]) -> dict[str, Any]:
    whole = deepcopy(dict(document))
    for _, make in made:
        make(whole)
    return whole


def verdicts(document: Mapping[str, Any]) -> dict[str, tuple[str, str]] | None:
    """The judge's, with the classes, or None where the document is refused."""
    try:
        paper(document)
        return {name: (item.verdict, item.kind) for name, item in judge_claims(document).items()}
    except (Invalid, AssessmentError):
        return None


@pytest.mark.level("judge", but=3)
@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("seed", models(range(7000, 7030), range(7000, 7012)))
def test_changed_verdicts_are_explained_by_the_right_lines(seed: int) -> None:
    rng = random.Random(seed)
    document = written(seed, claims=4, checks=CHEAP)
    made = mutations(document, rng)
    second = after(document, made)
    goal, before = verdicts(second), verdicts(document)
    assert before is not None
    if goal is None:  # the mutations do not make an assessment
        pytest.skip("the changed document is not valid")
    found = diff(paper(document), paper(second))
    told = [(item.section, item.name) for item in found.differences]
    assert sorted(told) == sorted(key for key, _ in made if differs(document, second, key))
    by_key = {one[0]: one for one in made}
    sets: dict[tuple[int, ...], dict[str, tuple[str, str]] | None] = {
        chosen: verdicts(after(document, [by_key[told[place]] for place in chosen]))
        for size in (1, 2)
        for chosen in combinations(range(len(told)), size)
    }
    assert found.unfit == tuple(chosen[0] for chosen, made_ in sets.items() if len(chosen) == 1 and made_ is None)
    alone = {item.difference: item for item in found.alone}
    for (place,), judged in ((chosen, judged) for chosen, judged in sets.items() if len(chosen) == 1):
        if judged is None:
            assert place not in alone
        else:
            turned = tuple(name for name in judged if judged[name] != before[name])
            assert alone[place].verdicts == turned, (seed, place)
            assert alone[place].become == tuple(CLASS_WORDS[judged[name][1]] for name in turned)
            assert (place in found.idle) == (not turned and not alone[place].answers)
    changed = {item.id: item for item in found.claims if item.turned}
    assert {
        name: ((item.before, item.class_before), (item.after, item.class_after)) for name, item in changed.items()
    } == {name: (before[name], goal[name]) for name in goal if before[name] != goal[name]}
    for name, item in changed.items():
        explaining = [chosen for chosen, judged in sets.items() if judged is not None and judged[name] == goal[name]]
        minimal = [one for one in explaining if not any(set(other) < set(one) for other in explaining)]
        assert list(item.because) == minimal, (seed, name)
        assert bool(item.undecided) != bool(minimal)


def differs(one: Mapping[str, Any], other: Mapping[str, Any], key: tuple[str, str]) -> bool:
    """Whether a mutation changed anything: a want may have been worded so already."""
    if key[0] != "want" or key[1] == "new":
        return True
    pair = [
        {k: v for k, v in want.items() if k not in ("id", "at")}
        for whole in (one, other)
        for body in whole["actors"].values()
        for want in body["wants"]
        if want["id"] == key[1]
    ]
    return pair[0] != pair[1]


@pytest.mark.level("all", but=5)
@pytest.mark.parametrize("seed", range(7100, 7112))
def test_all_differences_together_turn_one_assessment_into_the_other(seed: int) -> None:
    """Two unrelated documents: whatever is different is told, and making all of it leaves no difference."""
    first, second = (paper(without_facts(number)) for number in (seed, seed + 500))
    differences, back = compared(first, second)
    own, other = aligned(first.data, {}, full=True), aligned(second.data, back, full=True)
    made = cm.loads(text_of_data(patched(own, other, [d for d in differences if d.kind != "renamed"])))
    left, _ = compared(made, second)
    assert [item for item in left if item.effect and item.kind != "renamed"] == []


def without_facts(seed: int) -> dict[str, Any]:
    """A random document; facts bear on no verdict, and are not carried over."""
    return {key: value for key, value in written(seed, claims=3, checks=CHEAP).items() if key != "facts"}


SMALL = """
countermove: 1
title: Two who wait
target: x and y
sources: {note: {what: made up, grade: B2, default: true}}
actors:
  a:
    options: {x: {does: waits no more}}
    wants: [{id: a1, want: not x, while: hope < 0.5, at: [1]}, {id: a2, want: y, at: [1]}, {id: a3, want: x, at: [1]}]
  b:
    options: {y: {does: waits no more}}
    wants: [{id: b1, want: not y, could_be: y, at: [1]}]
drivers: {hope: {now: 0.2, means: made up, at: [1]}}
never: {r1: {never: x and not x, why: logic, at: [1]}}
open: {Q: {asks: Does a come?, readings: {no: {}, yes: {drop: [a1]}}}}
scenarios: {s: {why: drawn, at: [1], set: {hope: 0.9}}}
views: {v: {holder: a, about: drawn, at: [1], drop: [b1]}}
claims:
  C1: {says: Nothing moves., check: {stable: start}, at: [1]}
  C2: {says: b never comes., in: s, check: {never_passes: y}, at: [1]}
"""


def told(one: str, other: str) -> list[tuple[str, str, str, str]]:
    differences, _ = compared(cm.loads(one), cm.loads(other))
    return [(item.section, item.kind, item.name, item.other) for item in differences]


def test_spelling_is_no_difference() -> None:
    other = SMALL.replace("want: not x,", "want: not (a.x),").replace("now: 0.2", "now: 0.20").replace("0.5", ".5")
    assert told(SMALL, other) == []
    assert diff(cm.loads(SMALL), cm.loads(other)).claims == ()


def test_words_are_told_and_bear_on_nothing() -> None:
    differences, _ = compared(cm.loads(SMALL), cm.loads(SMALL.replace("Nothing moves.", "Nobody moves.")))
    assert differences == (
        ChangedLine("claim", "reworded", "", "C1", "", (Part("says", "Nothing moves.", "Nobody moves."),), False),
    )


def test_what_the_whole_file_says_is_told() -> None:
    title = next(line for line in SMALL.splitlines() if line.startswith("title: "))
    differences, _ = compared(cm.loads(SMALL), cm.loads(SMALL.replace(title, "title: Anew")))
    part = Part("title", title.removeprefix("title: "), "Anew")
    assert differences == (ChangedLine("words", "reworded", "", "title", "", (part,), False),)


def test_how_sure_a_premise_is_bears_on_no_verdict() -> None:
    differences, _ = compared(cm.loads(SMALL), cm.loads(SMALL.replace("id: a2,", "id: a2, certainty: 0.3,")))
    assert [(item.kind, item.name, item.effect) for item in differences] == [("reworded", "a2", False)]


@in_one_test(
    ("before", "after_", "expected"),
    [
        ("id: a2, want: y", "id: a2, want: not y", ("want", "changed", "a2", "")),
        ("id: b1, want: not y, could_be: y", "id: b1, want: not y", ("want", "changed", "b1", "")),
        (", {id: a3, want: x, at: [1]}", "", ("want", "removed", "a3", "")),
        ("id: a3, want", "id: a9, want", ("want", "renamed", "a3", "a9")),
        ("now: 0.2", "now: 0.3", ("driver", "changed", "hope", "")),
        ("now: 0.2", "now: 0.2, range: [0, 2]", ("driver", "changed", "hope", "")),
        ("r1: {never: x and not x", "r1: {never: y and not y", ("rule", "changed", "r1", "")),
        ("r1: {never", "r2: {never", ("rule", "renamed", "r1", "r2")),
        (
            "does: waits no more}}\n    wants: [{id: b1",
            "does: waits no more, one_way: true}}\n    wants: [{id: b1",
            ("option", "changed", "y", ""),
        ),
        ("yes: {drop: [a1]}", "yes: {drop: [a2]}", ("reading", "changed", "yes", "")),
        ("hope: 0.9", "hope: 0.8", ("scenario", "changed", "s", "")),
        ("drop: [b1]", "drop: [a2]", ("view", "changed", "v", "")),
        ("check: {stable: start}", "check: {content: b}", ("claim", "changed", "C1", "")),
        ("target: x and y", "target: x or y", ("target", "changed", "target", "")),
    ],
)
def test_every_kind_of_line_is_told(before: str, after_: str, expected: tuple[str, str, str, str]) -> None:
    assert before in SMALL
    assert told(SMALL, SMALL.replace(before, after_)) == [expected]


def test_the_fewest_wants_move() -> None:
    wants = (
        "[{id: a2, want: y, at: [1]}, {id: a3, want: x, at: [1]}, {id: a1, want: not x, while: hope < 0.5, at: [1]}]"
    )
    first = SMALL.index("wants: [{id: a1") + len("wants: ")
    other = SMALL[:first] + wants + SMALL[SMALL.index("\n", first) :]
    (difference,), _ = compared(cm.loads(SMALL), cm.loads(other))
    assert (difference.kind, difference.name) == ("moved", "a1")
    assert difference.parts == (Part("place", "first", "after a3"),)


def test_renamed_things_are_followed_where_they_are_used() -> None:
    other = SMALL.replace("a1", "first").replace("s: {why", "later: {why").replace("in: s", "in: later")
    differences, back = compared(cm.loads(SMALL), cm.loads(other))
    assert [(item.section, item.kind, item.name, item.other) for item in differences] == [
        ("want", "renamed", "a1", "first"),
        ("scenario", "renamed", "s", "later"),
    ]
    assert aligned(cm.loads(other).data, back) == cm.loads(SMALL).data


def test_what_needs_more_than_the_bound_is_said_to() -> None:
    other = SMALL.replace("could_be: y, at", "could_be: y, at").replace("id: b1, want: not y", "id: b1, want: y")
    other = other.replace("now: 0.2", "now: 0.7")
    found = diff(cm.loads(SMALL), cm.loads(other), claims=["C1"])
    (c1,) = found.claims
    assert (c1.before, c1.after) == ("not determined", "contradicted")
    assert c1.because != ()
    none = diff(cm.loads(SMALL), cm.loads(other), claims=["C1"], bound=0)
    assert none.claims[0].because == ()
    assert none.claims[0].undecided == "bound"


def test_a_search_cut_short_says_so() -> None:
    other = cm.loads(SMALL.replace("id: b1, want: not y", "id: b1, want: y").replace("now: 0.2", "now: 0.3"))
    whole = diff(cm.loads(SMALL), other)
    calls = 0

    def stop(done: int, of: int) -> None:
        nonlocal calls
        calls += 1
        if calls > len(whole.compared):  # the claims are judged; lines are tried
            raise KeyboardInterrupt

    found = run_until_interrupted(diff.work(cm.loads(SMALL), other), stop)
    assert (found.complete, found.interrupted, found.left_out) == (False, True, ())
    assert found.compared == whole.compared
    assert {item.undecided for item in found.claims if item.before != item.after} == {"stopped"}
    cut = diff(cm.loads(SMALL), other, most=1)
    assert (cut.complete, cut.interrupted) == (False, False)


def test_an_interrupt_while_claims_are_judged_leaves_claims_out() -> None:
    other = cm.loads(SMALL.replace("id: b1, want: not y", "id: b1, want: y").replace("now: 0.2", "now: 0.3"))
    whole = diff(cm.loads(SMALL), other)

    def stop(done: int, of: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    found = run_until_interrupted(diff.work(cm.loads(SMALL), other), stop)
    assert (found.complete, found.interrupted, found.tried) == (False, True, 0)
    assert found.differences == whole.differences
    assert (found.compared, found.left_out) == (whole.compared[:1], whole.compared[1:])


def test_unknown_claims_are_refused() -> None:
    with pytest.raises(UnknownName, match="claim of both"):
        diff(cm.loads(SMALL), cm.loads(SMALL), claims=["C9"])


@pytest.mark.level("judge")
def test_readings_are_compared_by_their_answers_and_not_by_their_order() -> None:
    first = cm.load("korea-2021")

    def other(change: Callable[[dict[str, Any]], None], *, turned: bool) -> cm.Assessment:
        whole: dict[str, Any] = deepcopy(dict(first.data))
        change(whole)
        if turned:
            whole["open"] = {
                name: {**body, "readings": dict(reversed(body["readings"].items()))}
                for name, body in reversed(whole["open"].items())
            }
        return cm.loads(text_of_data(whole), file="other.yaml")

    found = diff(first, other(lambda whole: None, turned=True), bound=1)
    # Which reading comes first decides what a claim restates, and nothing else of it.
    assert {
        (item.before == item.after, item.cells, "restates" in (item.class_before, item.class_after))
        for item in found.claims
    } == {(True, 0, True)}
    assert {found.differences[place].section for item in found.claims for own in item.because for place in own} == {
        "question"
    }
    assert {(item.section, item.effect) for item in found.differences} == {("question", False)}

    def late(whole: dict[str, Any]) -> None:
        whole["drivers"]["window"]["now"] = Decimal("0.1")

    straight, turned = (diff(first, other(late, turned=turned), bound=0) for turned in (False, True))
    by_verdict = [
        [(item.id, item.before, item.after, item.cells) for item in found.claims if item.cells]
        for found in (straight, turned)
    ]
    assert by_verdict[0] == by_verdict[1]
    assert any(item.cells for item in turned.claims)

    def one_answer_less(whole: dict[str, Any]) -> None:
        del whole["open"]["O1"]["readings"]["answers"]

    fewer = diff(first, other(one_answer_less, turned=True), bound=0)
    assert fewer.claims
    assert {item.cells for item in fewer.claims} == {None}


@pytest.mark.level("judge")
def test_korea_after_hope_is_gone() -> None:
    korea = cm.load("korea-2021")
    later = korea.text.replace("window:\n    now: 0.6", "window:\n    now: 0.2").replace("id: c8", "id: c8x")
    found = diff(korea, cm.loads(later, file="later.yaml"))
    assert (found.first, found.second, found.complete) == ("korea-2021", "later", True)
    assert [(d.section, d.kind, d.name) for d in found.differences] == [
        ("want", "renamed", "c8"),
        ("driver", "changed", "window"),
    ]
    changed = {item.id: item for item in found.claims if item.before != item.after}
    assert (changed["C01"].before, changed["C01"].after, changed["C01"].because) == (
        "follows",
        "not determined",
        ((1,),),
    )
    assert all(item.because == ((1,),) for item in changed.values())


# -- actors and options under other names ------------------------------------------------------------------------------


def called(text: str, names: Mapping[str, str]) -> str:
    """The file with some words replaced wherever they stand by themselves."""
    return re.sub(r"(?<!\w)[A-Za-z_]\w*", lambda found: names.get(found[0], found[0]), text)


def in_own_words(document: Mapping[str, Any], words: str) -> dict[str, Any]:
    """The document with every actor's name and every option's deed told in words of its own."""
    whole = deepcopy(dict(document))
    for actor, body in whole["actors"].items():
        body["name"] = f"{words} {actor}"
        for option, record in body["options"].items():
            record["does"] = f"{words} {actor} {option}"
    return whole


@pytest.mark.level("judge", but=5)
@pytest.mark.level("all", but=2)
@pytest.mark.parametrize("seed", range(7200, 7220))
def test_actors_and_options_told_in_the_same_words_are_counterparts(seed: int) -> None:
    document = in_own_words(written(seed, claims=4, checks=CHEAP), "Thus")
    text = text_of(document)
    names = {actor: f"{actor}_there" for actor in document["actors"]}
    names |= {option: f"{option}_there" for body in document["actors"].values() for option in body["options"]}
    renamed = called(text, names)
    # The words stay: they name actors and options as the first file does.
    renamed = re.sub(r"(?m)^(\s*(?:name|does): Thus .*)$", lambda found: found[0].replace("_there", ""), renamed)
    first, second = cm.loads(text), cm.loads(renamed)
    differences, _ = compared(first, second)
    assert [item for item in differences if item.effect] == []
    expected = {("actor", "", actor) for actor in document["actors"]}
    expected |= {("option", actor, option) for actor, body in document["actors"].items() for option in body["options"]}
    assert {item.key for item in differences if item.kind == "renamed"} == expected
    found = diff(first, second)
    assert (found.claims, found.alone, found.unfit) == ((), (), ())


@pytest.mark.level("judge", but=5)
@pytest.mark.level("all", but=2)
@pytest.mark.parametrize("seed", models(range(7220, 7250), range(7220, 7232)))
def test_an_option_is_known_by_the_lines_that_name_it(seed: int) -> None:
    """Told in other words and under another name; with another line changed besides."""
    document = in_own_words(written(seed, claims=4, checks=CHEAP), "Thus")
    options = [option for body in document["actors"].values() for option in body["options"]]
    own = [option for option in options if options.count(option) == 1]
    if not own:
        pytest.skip("every option has a namesake")
    text = text_of(document)
    (chosen,) = own[:1]
    driver = next(iter(document["drivers"]))
    other = in_own_words(document, "Otherwise")
    low, high = other["drivers"][driver].get("range") or (Decimal("0.0"), Decimal("1.0"))
    other["drivers"][driver]["now"] = high if other["drivers"][driver]["now"] != high else low
    first, second = cm.loads(text), cm.loads(called(text_of(other), {chosen: "renamed"}))
    told_so = [(item.section, item.kind, item.name, item.other) for item in compared(first, second)[0] if item.effect]
    if len(re.findall(rf"(?<!\w){chosen}(?!\w)", text)) > 3:  # the option itself, its deed, and lines that name it
        assert told_so == [("driver", "changed", driver, "")]
        # What the changed line does is what it does where nothing has another name.
        plain = cm.loads(text_of(other))
        there = {item.id: (item.before, item.after) for item in diff(first, plain).claims}
        assert {item.id: (item.before, item.after) for item in diff(first, second).claims} == there


@pytest.mark.level("judge", but=8)
@pytest.mark.level("all", but=4)
@pytest.mark.parametrize("seed", range(7260, 7285))
def test_drivers_and_questions_by_other_names_are_the_same(seed: int) -> None:
    document = deepcopy(dict(written(seed, claims=4, checks=CHEAP)))
    for name, driver in document["drivers"].items():
        driver["means"] = f"Measured: {name}"
    text = text_of(document)
    names = {name: f"{name}_there" for name in (*document["drivers"], *document["open"])}
    other = re.sub(r"Measured: (\w+)_there", r"Measured: \1", called(text, names))
    first, second = cm.loads(text), cm.loads(other)
    differences, _ = compared(first, second)
    told = {(item.section, item.name, item.other) for item in differences}
    alike = [list(map(str, question["readings"].values())) for question in document["open"].values()]
    if all(alike.count(answers) == 1 for answers in alike):
        assert [item for item in differences if item.effect] == []
        assert told == {
            (section, name, names[name])
            for section, key in (("driver", "drivers"), ("question", "open"))
            for name in document[key]
        }
        assert {item.kind for item in differences} == {"renamed"}
        found = diff(first, second)
        assert (found.claims, found.alone, found.unfit) == ((), (), ())
    else:
        assert {item for item in told if item[0] == "driver"} == {
            ("driver", name, names[name]) for name in document["drivers"]
        }


NAMED = """
countermove: 1
actors:
  ann: {options: {a1: {}}, wants: [{id: w1, want: ann.a1, while: x >= 0.5}]}
  bob: {options: {b1: {}}, wants: [{id: w2, want: bob.b1 and quiet}]}
drivers: {x: {now: 0.25}}
terms: {quiet: not ann.a1}
scenarios: {later: {set: {x: 0.75}}}
indicators: {I: {watch: the news, moves: {x: up}}}
claims:
  C: {says: stays, in: later, check: {everywhere: bob.b1, where: x > 0.5, vary: [x]}}
"""


@pytest.mark.parametrize(("section", "name"), [("driver", "x"), ("term", "quiet")])
def test_a_driver_or_a_term_is_known_by_the_lines_that_name_it(section: str, name: str) -> None:
    first, second = cm.loads(NAMED), cm.loads(called(NAMED, {name: "other"}))
    differences, back = compared(first, second)
    assert differences == (ChangedLine(section, "renamed", "", name, "other", (), False),)
    assert aligned(second.data, back) == first.data
    found = diff(first, second)
    assert (found.compared, found.claims, found.unfit) == (("C",), (), ())


@pytest.mark.level("judge")
def test_korea_by_an_author_with_other_names() -> None:
    korea = cm.load("korea-2021")
    names = {"us": "washington_dc", "engage": "reach_out", "press_us": "urge", "test": "shoot"}
    other = re.sub(r"does: (?=\w)", "does: differently ", called(korea.text, names)).replace("now: 0.6", "now: 0.2")
    found = diff(korea, cm.loads(other, file="other.yaml"))
    renamed = {(item.section, item.name, item.other) for item in found.differences if item.kind == "renamed"}
    assert renamed == {
        ("actor", "us", "washington_dc"),
        ("option", "engage", "reach_out"),
        ("option", "press_us", "urge"),
        ("option", "test", "shoot"),
    }
    assert [item.name for item in found.differences if item.effect] == ["window"]
    assert {found.differences[place].name for item in found.claims for own in item.because for place in own} == {
        "window"
    }


DEGREES = """\
countermove: 1
actors:
  a: {options: {x: {levels: [none, some], does: {none: stays out, some: goes in}}}, wants: [{id: a1, want: a.x = some}]}
"""


@pytest.mark.level("judge")
def test_an_option_in_degrees_is_known_by_its_words() -> None:
    first = cm.loads(DEGREES)
    second = cm.loads(called(DEGREES, {"x": "y"}))
    assert [(item.kind, item.name, item.other) for item in compared(first, second)[0]] == [("renamed", "x", "y")]
    assert diff(first, cm.load("korea-2021")).compared == ()
