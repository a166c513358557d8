"""The command of every question, made from its declaration in ``catalogue``."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Annotated, Any

import typer

from countermove.catalogue import Declaration, Parameter
from countermove.cli.completion import (
    complete_actor,
    complete_any_concept,
    complete_claim,
    complete_coalition_concept,
    complete_concept,
    complete_driver,
)
from countermove.cli.group import end_if_interrupted
from countermove.cli.options import (
    AsJson,
    Case,
    Cases,
    Codings,
    First,
    Full,
    Game,
    Readings,
    Scenario,
    Second,
    Settings,
    View,
)
from gmcr.base.errors import CountermoveError

__all__ = ["command_of"]

_SELECTING: Mapping[str, tuple[str, Any]] = {
    "coding": ("coding", Codings),
    "reading": ("reading", Readings),
    "scenario": ("scenario", Scenario),
    "view": ("view", View),
    "drivers": ("set_", Settings),
}
"""Part of a game → the parameter that selects it, and its type."""

_CASES: Mapping[str, tuple[str, ...]] = {
    "one": ("case",),
    "two": ("first", "second"),
    "several": ("cases",),
}
"""The number of cases → the parameters that take them."""

_TYPES: Mapping[str, Any] = {
    "flag": bool,
    "whole": int,
    "real": float,
    "text": str,
    "state": str,
    "coalition": str,
    "partition": str,
    "concept": str,
}
_COMPLETING: Mapping[str, Callable[..., list[str]]] = {
    "actors": complete_actor,
    "any concepts": complete_any_concept,
    "claims": complete_claim,
    "coalition concepts": complete_coalition_concept,
    "concept": complete_concept,
    "concepts": complete_concept,
    "drivers": complete_driver,
}

_EVERY = "every"
"""The option of a question that leaves nothing out: --full, which every command has, as pages are long or short."""


def command_of(question: Declaration) -> Callable[..., int]:
    """A command that asks a question and shows the answer."""

    def command(**values: Any) -> int:
        from countermove.cli.output import counted_progress, show_csv, show_record, warned

        cases = [values.pop(name) for name in _CASES[question.cases]]
        if question.cases == "several":
            (cases,) = cases
        as_json, as_csv, full = values.pop("as_json"), values.pop("as_csv", False), values.pop("full")
        values |= {_EVERY: full}
        if as_csv and as_json:
            raise CountermoveError("Ask for --csv or for --json, not for both.")
        message = _going_on(question, cases)
        with counted_progress(message) as on_progress, _limited(question, message):
            from countermove import reports

            selection = reports.select(
                codings=values.pop("coding", None) or (),
                readings=values.pop("reading", None) or (),
                scenario=values.pop("scenario", None),
                view=values.pop("view", None),
                settings=values.pop("set_", None) or (),
            )
            request = {
                option.name: _typed_in(option, values[option.name]) for option in question.options if not option.shown
            }
            name, game = reports.opened_for(question, cases, selection, request)
            answer = reports.ask(name, game, selection, progress=on_progress, before=warned(message), **request)
        shown = {option.name: values[option.name] for option in question.options if option.shown}
        if as_csv:
            show_csv(answer)
        else:
            show_record(answer, as_json, whole=full, **shown)
        end_if_interrupted(not answer.complete)
        return 0 if answer.as_expected else 1

    command.__name__, command.__doc__ = question.name, question.help
    command.__signature__ = inspect.Signature(_parameters(question))  # type: ignore[attr-defined]
    command.__annotations__ = {item.name: item.annotation for item in _parameters(question)}
    return command


def _limited(question: Declaration, message: str) -> AbstractContextManager[None]:
    """The budget of a question that has one."""
    from countermove.processes.budget import BUDGETS, budget_of
    from countermove.processes.within import Within

    return Within(budget_of(question.name), message) if question.name in BUDGETS else nullcontext()


def _going_on(question: Declaration, cases: Sequence[str]) -> str:
    return question.work.format(*([", ".join(cases)] if question.cases == "several" else cases))


def _parameters(question: Declaration) -> list[inspect.Parameter]:
    def parameter(name: str, kind: Any, default: Any = None) -> inspect.Parameter:
        return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=kind, default=default)

    typed = [option for option in question.options if option.name != _EVERY]
    own = [
        parameter(option.name, _type_of(option), inspect.Parameter.empty if option.needed else option.default)
        for option in typed
    ]
    arguments = [item for item, option in zip(own, typed, strict=True) if option.place]
    options = [item for item, option in zip(own, typed, strict=True) if not option.place]
    last = [item for item, option in zip(own, typed, strict=True) if option.shown or _late(option)]
    return [
        *(parameter(name, _type_of_case(question, name), inspect.Parameter.empty) for name in _CASES[question.cases]),
        *arguments,
        *(item for item in options if item not in last),
        *(parameter(*_SELECTING[part]) for part in question.selects),
        *last,
        parameter("full", Full, False),
        *([parameter("as_csv", _csv(question), False)] if question.csv else []),
        parameter("as_json", AsJson, False),
    ]


def _csv(question: Declaration) -> Any:
    return Annotated[bool, typer.Option("--csv", help=question.csv)]


def _type_of_case(question: Declaration, name: str) -> Any:
    if question.cases != "one":
        return {"first": First, "second": Second, "cases": Cases}[name]
    return Game if question.of == "game" or question.instead else Case


def _late(option: Parameter) -> bool:
    """Whether help shows an option after those that select a game."""
    return option.kind.endswith(("concept", "concepts")) or option.kind in ("coalitions", "partition")


def _type_of(option: Parameter) -> Any:
    """The type of an option, with its help."""
    kind = _TYPES.get(option.kind, list[str])
    if not option.needed and option.default is None:
        kind = kind | None
    settings: dict[str, Any] = {"metavar": option.form or None, "help": option.help}
    if option.kind in _COMPLETING:
        settings["autocompletion"] = _COMPLETING[option.kind]
    if option.place:
        return Annotated[kind, typer.Argument(**settings)]
    return Annotated[
        kind, typer.Option(f"--{option.flag or option.name}", min=option.least, max=option.most, **settings)
    ]


def _typed_in(option: Parameter, value: Any) -> Any:
    """A typed value, as the question takes it; None where nothing was typed."""
    if option.kind == "pairs":
        from countermove import reports

        return reports.pairs(value or (), option.flag or option.name, option.form) or None
    return value if value not in (None, []) else option.unsaid
