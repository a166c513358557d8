"""The naive judge of `answers-and-observations`: one file's text in, everything that the page defines out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from tests.judge.answers.changes import Edit, degrees, minimal_changes, target_holds
from tests.judge.answers.checks import Setting, setting_of
from tests.judge.answers.claims import JudgedClaim, judge_claim
from tests.judge.answers.form import Form, State
from tests.judge.answers.games import readings_of, weights_of
from tests.judge.answers.happened import Happened, happened, latest_values
from tests.judge.answers.inducements import Act, Inducement, acts, inducements, is_lean
from tests.judge.answers.questions import JudgedQuestion, judge_questions
from tests.judge.answers.roads import outcomes, reach_word, reached, world_of
from tests.judge.assessment_files import Infeasible, loads_document
from tests.judge.sentences.classes import judge_class

__all__ = ["Judged", "Roads", "Target", "Told", "Watched", "judge"]


@dataclass(frozen=True, slots=True)
class Told:
    """An inducement at a start, and what is told of it."""

    inducement: Inducement
    lean: bool
    """Whether it is listed."""


@dataclass(frozen=True, slots=True)
class Roads:
    """Where it goes from a start under one concept."""

    start: State
    reached: tuple[State, ...]
    """Ascending as tuples, the start included."""
    outcomes: tuple[State, ...]
    """Ascending; empty where roads only cycle."""
    target: str | None
    """``ends there``, ``may end there``, ``passes there``, ``nobody goes there``; None without a target."""
    led_by: tuple[str, ...]
    """Actors with an inducement at the start all of whose answers satisfy the target (told unless it ends there)."""
    inducements: tuple[Told, ...]
    """Every inducement at the start, by actor in file order."""
    acts: tuple[Act, ...]
    """What switching one option at the start pays for its owner, in file order."""


@dataclass(frozen=True, slots=True)
class Target:
    """The target under the lead concept in the base reading, without a scenario."""

    holds: bool
    """Some outcome has it."""
    changes: tuple[frozenset[Edit], ...]
    """Every minimal change of at most three edits, small ones first."""
    degrees: Mapping[str, Fraction]
    """Every actor's degree of responsibility."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What drivers at their latest known values tip."""

    values: Mapping[str, Fraction]
    """The latest value of every driver that a known observation sets."""
    answers: Mapping[tuple[str, str], tuple[str, str]]
    """(question, scenario or ``""``): the answer as argued at the file's own values and at the latest, where these differ."""
    cells: Mapping[tuple[str, str], tuple[tuple[str, ...], ...]]
    """(question, scenario): all cells at the latest values."""
    classes: Mapping[str, tuple[str, str]]
    """Claims whose class as argued differs: at the file's own values and at the latest."""
    outcomes: Mapping[tuple[int, str], tuple[tuple[State, ...], tuple[State, ...]]]
    """(reading, concept) whose outcomes without a scenario differ: at the file's own values and at the latest."""
    tripped: bool
    """An answer or the class of a claim differs (exit code 1)."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Everything that the judge has to say about a file."""

    form: Form
    """The options; ``form.options`` names a state's places, ``form.shown(state)`` tells it, ``form.code`` numbers it."""
    concepts: tuple[str, ...]
    """The concepts whose cells count, in file order."""
    lead: str
    """The concept of target, changes and responsibility."""
    readings: tuple[Mapping[str, str], ...]
    """The base reading first; the last question varies fastest."""
    weights: tuple[Fraction, ...]
    """Of the readings; they sum to 1."""
    questions: Mapping[str, JudgedQuestion]
    """In file order; ``default`` where the file asks none."""
    claims: Mapping[str, JudgedClaim]
    """In file order."""
    happened: Happened
    """What observations leave."""
    roads: Mapping[tuple[str, int, str], Roads]
    """(scenario or ``""``, reading, concept); scenarios without a start are left out."""
    target: Target | None
    """None where the file names no target."""
    watched: Watched
    """At the latest values known."""


def judge(text: str, *, as_of: str | None = None) -> Judged:
    """Judge an assessment file.

    For small files: every set of edits and every move is gone through, so a few dozen states and a dozen wants are a
    matter of seconds, thousands of states of hours. With ``as_of`` (a date as text) observations count as far as known
    on that day. Raises Invalid, or Infeasible, where the file breaks a rule.
    """
    document = loads_document(text)
    setting = setting_of(document)
    readings = readings_of(document)
    since = happened(setting, as_of)
    claims = {
        name: judge_claim(setting, claim, since.surviving) for name, claim in (document.get("claims") or {}).items()
    }
    questions = judge_questions(setting, since.surviving)
    return Judged(
        setting.form,
        setting.concepts,
        setting.lead,
        tuple(readings),
        tuple(weights_of(document)),
        questions,
        claims,
        since,
        _roads(setting),
        _target(setting),
        _watched(setting, questions, as_of),
    )


def _roads(setting: Setting) -> dict[tuple[str, int, str], Roads]:
    found = {}
    for scenario in ("", *(setting.document.get("scenarios") or {})):
        for r, reading in enumerate(setting.readings):
            try:
                game = setting.game(reading, scenario=scenario or None)
            except Infeasible:
                continue
            world = world_of(game)
            for concept in setting.concepts:
                everyone = {actor: inducements(world, concept, actor, game.start) for actor in setting.form.actors}
                told = [Told(one, is_lean(world, game.start, one, own)) for own in everyone.values() for one in own]
                word, led = None, []
                if "target" in setting.document:
                    word = reach_word(game, world, concept, setting.target)
                    for one in told:
                        if all(game.holds(setting.target, state) for state in one.inducement.answers):
                            led.append(one.inducement.actor)
                found[scenario, r, concept] = Roads(
                    game.start,
                    tuple(reached(world, concept, game.start)),
                    tuple(outcomes(world, concept, game.start)),
                    word,
                    tuple(dict.fromkeys(led)),
                    tuple(told),
                    tuple(acts(game, world, concept)),
                )
    return found


def _target(setting: Setting) -> Target | None:
    if "target" not in setting.document:
        return None
    game = setting.game(setting.readings[0])
    return Target(
        target_holds(game, setting.target, setting.lead),
        tuple(minimal_changes(game, setting.target, setting.lead)),
        degrees(game, setting.target, setting.lead),
    )


def _watched(setting: Setting, questions: Mapping[str, JudgedQuestion], as_of: str | None) -> Watched:
    values = latest_values(setting.document, as_of)
    latest = Setting(setting.document, setting.form, setting.concepts, setting.lead, values)
    answers, cells, classes = {}, {}, {}
    for name, question in judge_questions(latest, (), brief=True).items():
        for scenario, now in question.answers.items():
            own = questions[name].answers[scenario].answer
            cells[name, scenario] = now.cells
            if now.answer != own:
                answers[name, scenario] = (own, now.answer)
    for name, claim in (setting.document.get("claims") or {}).items():
        before, after = judge_class(setting, claim).kind, judge_class(latest, claim).kind
        if before != after:
            classes[name] = (before, after)
    return Watched(values, answers, cells, classes, _tipped_outcomes(setting, latest), bool(answers) or bool(classes))


def _tipped_outcomes(
    setting: Setting, latest: Setting
) -> dict[tuple[int, str], tuple[tuple[State, ...], tuple[State, ...]]]:
    found = {}
    for r, reading in enumerate(setting.readings):
        for concept in setting.concepts:
            own, now = _ends(setting, reading, concept), _ends(latest, reading, concept)
            if own != now:
                found[r, concept] = (own, now)
    return found


def _ends(setting: Setting, reading: Mapping[str, str], concept: str) -> tuple[State, ...]:
    game = setting.game(reading)
    return tuple(outcomes(world_of(game), concept, game.start))
