"""The only way to put a question to a case, and the record of its answer.

Opens cases: one, several with all their problems at once, or whatever a question is put to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from typing import Any

from countermove.assessment import Assessment, load
from countermove.catalogue import Declaration, Kind, Parameter, module_of, question_named
from countermove.context.effort import Effort, afford, effort_of
from countermove.context.frame import Frame
from countermove.context.game import Game, conflict_in, game_of, on_in, open_game
from countermove.context.games import conflict_alone
from countermove.context.glossary import Glossary
from countermove.context.selection import (
    BASE,
    Called,
    Selection,
    actor_named,
    coalition_named,
    holders_named,
    partition_of,
    weights_named,
)
from gmcr.base.errors import AssessmentError, CountermoveError, Problem, SizeError, UnknownName
from gmcr.base.record import Record
from gmcr.base.tasks import OnProgress, Task, TaskFunction, map_task, run_until_interrupted
from gmcr.stability import concepts_named

__all__ = ["Answer", "ask", "ask_task", "function_of", "need_listed", "open_case", "open_cases", "opened_for", "put"]


@dataclass(frozen=True, slots=True, eq=False)
class Answer(Record):
    """A question's result for one case, with its frame and the words of its case. ``on``: code → the options that are
    on (in graph form the label), for every state that the record mentions. ``others``: frame and words of every further
    case."""

    question: str
    frame: Frame
    glossary: Glossary
    record: Any
    on: Mapping[int, tuple[str, ...]]
    others: tuple[tuple[Frame, Glossary], ...] = ()

    @property
    def frames(self) -> tuple[Frame, ...]:
        """The frames of all its cases."""
        return (self.frame, *(frame for frame, _ in self.others))

    @property
    def glossaries(self) -> tuple[Glossary, ...]:
        """The words of all its cases."""
        return (self.glossary, *(glossary for _, glossary in self.others))

    @property
    def complete(self) -> bool:
        """Whether it was not interrupted."""
        interrupted = getattr(self.record, "interrupted", None)  # other causes may leave it incomplete
        return bool(getattr(self.record, "complete", True)) if interrupted is None else not interrupted

    @property
    def as_expected(self) -> bool:
        """Whether every claim has the verdict that its file expects; with a selection nothing is expected."""
        chosen = [frame.assumptions for frame in self.frames]
        selected = any(item.coding or item.reading or item.scenario or item.view or item.drivers for item in chosen)
        return selected or bool(getattr(self.record, "as_expected", True))


def ask(
    question: str | Declaration,
    case: Assessment | Game | tuple[Assessment, ...],
    selection: Selection = BASE,
    *,
    progress: OnProgress | None = None,
    before: Callable[[Effort], None] | None = None,
    **arguments: Any,
) -> Answer:
    """Put a question, given by name or declaration, to an assessment in a selected game, to a game, or to several
    assessments. *arguments*: its options by name, as a person writes them; the question chooses those that are None.
    *progress* is called with the progress made; *before* is called first, with the estimated effort. After an interrupt
    the answer is marked as incomplete.

    Raises SizeError where it needs more memory than is allowed (``memory``), or a list of too many states; UnknownName;
    CountermoveError (a part of a game selected that the question does not take, no start where it begins); whatever the
    question raises; and KeyboardInterrupt before anything is known.
    """
    return run_until_interrupted(ask_task(question, case, selection, before=before, **arguments), progress)


def ask_task(
    question: str | Declaration,
    case: Assessment | Game | tuple[Assessment, ...],
    selection: Selection = BASE,
    *,
    before: Callable[[Effort], None] | None = None,
    **arguments: Any,
) -> Task[Answer]:
    """`ask` as a task, for callers that ask several questions."""
    cases = case if isinstance(case, tuple) else (case,)
    chosen = _selections(question_named(question) if isinstance(question, str) else question, cases, selection)
    games = [item if isinstance(item, Game) else game_of(item, own) for item, own in zip(cases, chosen, strict=True)]
    return (yield from put(question, *games, before=before, **arguments))


def _selections(
    question: Declaration, cases: Sequence[Assessment | Game], selection: Selection
) -> tuple[Selection, ...]:
    """The selection from each case: of two the second is coded otherwise, of several each that has the alternative."""
    if question.cases == "one" or not selection.coding:
        return (selection,) * len(cases)
    has = [getattr(getattr(item, "document", None), "alternatives", {}) for item in cases]
    if question.cases == "two":
        return (*(replace(selection, coding={}) for _ in cases[:-1]), selection)
    for name in selection.coding:
        if not any(name in own for own in has):
            raise UnknownName("alternative", name, sorted({each for own in has for each in own}))
    return tuple(
        replace(selection, coding={name: choice for name, choice in selection.coding.items() if name in own})
        for own in has
    )


def put(
    question: str | Declaration,
    game: Game,
    *further: Game,
    before: Callable[[Effort], None] | None = None,
    **arguments: Any,
) -> Task[Answer]:
    """`ask` for one game, or several, with their words."""
    question = question_named(question) if isinstance(question, str) else question
    others = list(further)
    options = {option.name: option for option in question.options}
    kinds = {name: option.kind for name, option in options.items()}
    if not question.begins and not game.begins and question.of == "game":
        arguments["begins"] = False
    if "partition" in kinds.values():
        arguments["own"] = game.coalitions
    for part in ("reading", "scenario", "view", "drivers"):
        if part not in question.selects and getattr(game.selection, part):
            raise CountermoveError(_unselected(question, part))
    for name in ("concepts", "concept"):  # concepts of coalitions have no lead
        if kinds.get(name) == name and arguments.get(name):
            with suppress(UnknownName):  # the question itself raises, with the names that it takes
                names = tuple(item.name for item in concepts_named(arguments[name]))
                game, *others = [item.under(names) for item in (game, *others)]
    parsed = {key: _value(options.get(key), value, game) for key, value in arguments.items() if value is not None}
    values = {key: value for key, value in parsed.items() if value is not None}
    if question.begins and not any(kinds.get(key) == "state" for key in values):  # unless another state is named
        game.need_start()
    for item in (game, *others):
        need_listed(question, item)
        effort = effort_of(question, item, values)
        afford(effort)
        if before is not None:
            before(effort)
    of = [game.gmcr] if question.of == "gmcr" else [item.asked for item in (game, *others)]
    answer = partial(_answer, question, game, tuple(others))
    result = yield from map_task(function_of(question.name).work(*of, **values), answer)
    return answer(result)


def need_listed(question: Declaration, game: Game) -> None:
    """Raise SizeError where a question needs a list of a game's states and there are too many."""
    if why := "" if question.unlisted else game.conflict.structure.unlisted:
        raise SizeError(f"`{question.name}` needs a list of the states. {why}")


def _answer(question: Declaration, game: Game, others: tuple[Game, ...], result: Any) -> Answer:
    frames = [_frame(question, item, result) for item in (game, *others)]
    on = on_in(game.conflict, getattr(result, "labels", {}))
    further = tuple((frame, other.glossary) for frame, other in zip(frames[1:], others, strict=True))
    return Answer(question.name, frames[0], game.glossary, result, on, further)


def _frame(question: Declaration, game: Game, result: Any) -> Frame:
    return game.frame(
        getattr(result, "concepts", ()),
        getattr(result, "bound", None),
        seed=getattr(result, "seed", None),
        over_readings=question.swept and not hasattr(result, "reading"),
        alone=getattr(result, "alone", True),
    )


def function_of(name: str) -> TaskFunction[..., Any]:
    """The function that answers a question."""
    function: TaskFunction[..., Any] = getattr(import_module(module_of(name, "compute")), name)
    return function


def _unselected(question: Declaration, part: str) -> str:
    if part == "view" and set(question.selects) - {"coding"}:
        return f"{question.name} goes through every view: name none."
    return f"{question.name} says itself which games it is about: choose no {part}."


def _value(option: Parameter | None, value: Any, game: Game) -> Any:
    """The value of an option as the question takes it in a game; None where the question chooses."""
    actors = Called(game.glossary.actors, game.glossary.aka)
    read: Mapping[Kind, Callable[[Any], Any]] = {
        "actors": lambda texts: tuple(actor_named(actors, text) for text in texts),
        "holders": lambda held: holders_named(actors, held),
        "weights": lambda given: weights_named(actors, given),
        "coalition": lambda text: coalition_named(actors, text),
        "partition": lambda text: partition_of(actors, text),
        "coalitions": lambda texts: tuple(coalition_named(actors, text) for text in texts),
    }
    if option is not None and option.kind == "state":
        code = game.state(str(value))
        return None if str(value).strip() == option.default else code  # the start may differ between readings
    return read[option.kind](value) if option is not None and option.kind in read else value


def open_case(case: str, question: str = "") -> Assessment:
    """The assessment in a file, or a bundled case by its name. Raises AssessmentError; for a bare conflict it says why
    that does not answer the *question*."""
    try:
        return load(case)
    except AssessmentError as error:
        problem = error.problems[0]
        if question and (problem.code == "conflict" or _is_conflict(case)):
            message = f"This is a bare conflict. {conflict_alone(question)}"
            place = (problem.line, problem.column) if problem.code == "conflict" else (0, 0)
            raise AssessmentError([Problem(case, *place, "error", "conflict", message)]) from None
        raise


def _is_conflict(case: str) -> bool:
    try:
        return conflict_in(case) is not None
    except CountermoveError:
        return False


def open_cases(cases: Iterable[str], question: str = "") -> tuple[Assessment, ...]:
    """Several assessments, in order. Raises one AssessmentError with the problems of all that cannot be used."""
    opened: list[Assessment] = []
    problems: list[Problem] = []
    for case in cases:
        try:
            opened.append(open_case(case, question))
        except AssessmentError as error:
            problems += error.problems
    if problems:
        raise AssessmentError(problems)
    return tuple(opened)


def opened_for(
    question: Declaration, cases: Sequence[str], selection: Selection = BASE, arguments: Mapping[str, Any] | None = None
) -> tuple[str, Assessment | Game | tuple[Assessment, ...]]:
    """The name of the question and what it is put to, when *question* is asked of some cases with *arguments*: a ``.gmcr``
    file may answer another in its place. Raises AssessmentError, CountermoveError."""
    if question.cases != "one":
        return question.name, open_cases(cases, question.name)
    (case,) = cases
    if question.of == "game":
        return question.name, open_game(case, selection)
    if not question.instead or not case.endswith(".gmcr"):
        return question.name, open_case(case, question.name)
    accepted = {option.name for option in question_named(question.instead).options}
    if any(value is not None for name, value in (arguments or {}).items() if name not in accepted):
        raise CountermoveError(f"{case} is a bare conflict: it has no readings, scenarios, views or drivers.")
    return question.instead, open_game(case, selection)
