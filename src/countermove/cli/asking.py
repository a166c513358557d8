"""The command of every question, made from what ``catalogue`` says of it."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Annotated, Any

import typer

from countermove.catalogue import Option, Question
from countermove.cli.interrupted import end_if_interrupted
from countermove.cli.options import AsJson, Case, Readings, Scenario, Settings, View

__all__ = ["command_of"]


def command_of(question: Question) -> Callable[..., None]:
    """A command that asks a question and shows the answer."""

    def command(**given: Any) -> None:
        from countermove.cli.output import counted_progress, show_record

        case, as_json = given.pop("case"), given.pop("as_json")
        with counted_progress(question.work.format(case)) as told:
            from countermove import desk

            selection = desk.select(
                readings=given.pop("reading") or (),
                scenario=given.pop("scenario"),
                view=given.pop("view", None),
                settings=given.pop("set_") or (),
            )
            asked = {
                option.name: desk.pairs(given[option.name] or (), f"--{option.flag}", option.form)
                if option.kind is dict
                else given[option.name]
                for option in question.options
            }
            answer = desk.ask(question.name, desk.open_case(case), selection, progress=told, **asked)
        show_record(answer, as_json)
        end_if_interrupted(not answer.complete)

    selecting = {"reading": Readings, "scenario": Scenario, "view": View, "set_": Settings}
    parameters = {"case": Case, **{option.name: _typed(option) for option in question.options}}
    parameters |= {name: kind for name, kind in selecting.items() if name != "view" or question.views}
    parameters |= {"as_json": AsJson}
    defaults = {option.name: option.default for option in question.options} | {"as_json": False}
    command.__name__, command.__doc__ = question.name, f"{question.asks}\n\n{question.more}"
    command.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(
                name,
                inspect.Parameter.KEYWORD_ONLY,
                annotation=kind,
                default=inspect.Parameter.empty if name == "case" else defaults.get(name),
            )
            for name, kind in parameters.items()
        ]
    )
    command.__annotations__ = parameters
    return command


def _typed(option: Option) -> Any:
    """The type of an option, with what help says of it."""
    several = option.kind in (list, dict)
    told = typer.Option(
        f"--{option.flag or option.name}",
        metavar=option.form or None,
        help=option.help,
        min=option.least,
        max=option.most,
    )
    kind: Any = list[str] | None if several else option.kind
    return Annotated[kind, told]
