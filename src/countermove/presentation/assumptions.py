"""Assumptions in words: no result is shown without them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from countermove.context.frame import Assumptions, Frame
from countermove.context.glossary import Glossary
from countermove.context.selection import Selection
from countermove.presentation.numbers import driver_text
from countermove.presentation.phrases import Phrasing
from countermove.presentation.sentences import said
from countermove.presentation.words import capital
from gmcr.base.numbers import exactly

__all__ = [
    "answer_clause",
    "chosen_parts",
    "game_parts",
    "game_text",
    "scenario_text",
    "scenario_words",
    "selected_text",
    "unlisted_text",
]


def scenario_text(name: str, glossary: Glossary) -> str:
    """A scenario as a clause, with its name: "shared interests outweigh (rapprochement)"; its name alone if it has no
    words."""
    why = scenario_words(name, glossary)
    return f"{why} ({name})" if why else name


def scenario_words(name: str, glossary: Glossary) -> str:
    """A scenario as a clause, without the file's words in brackets; "" if it has no words."""
    return (glossary.scenarios[name] or "").partition(" (")[0].rstrip(".")


def answer_clause(name: str, answer: str, glossary: Glossary) -> str:
    """An answer to an open question: "Washington would not sit down (O1)"; "O1 = refuses" if it has no words."""
    means = (glossary.questions[name].answers.get(answer) or "").rstrip(".")
    return f"{means} ({name})" if means else f"{name} = {answer}"


def unlisted_text(frame: Frame) -> str:
    """How verdicts were decided if there are too many states to list; "" if they are listed."""
    options = frame.assumptions.unlisted
    return "" if options is None else f"Decided by proof, without listing the 2^{options} combinations of options."


def selected_text(frame: Frame, phrasing: Phrasing) -> str:
    """What is selected and set, for results over all readings of it; "" if nothing is."""
    parts = chosen_parts(frame.assumptions, phrasing.glossary)
    return said("set", parts="; ".join(parts)) if parts else ""


def game_text(frame: Frame, phrasing: Phrasing) -> str:
    """Which game a result is about: what is set, and the answers that differ from the base's. "" for a conflict alone,
    which has one game."""
    parts, assumptions = game_parts(frame, phrasing), frame.assumptions
    base = said("set.base")
    if parts and parts != [base]:
        text = said("set", parts="; ".join(parts))
    else:
        text = f"{capital(base)}." if parts else "" if phrasing.glossary.alone else "The author's model."
    if assumptions.apart:
        blocks = "; ".join(f"{phrasing.names(block)} together" for block in assumptions.apart)
        text += f" Its file has coalitions ({blocks}); here each actor stands alone."
    return text.strip()


def game_parts(frame: Frame, phrasing: Phrasing) -> list[str]:
    """The same as phrases; none if the author's model has no open question and nothing is set."""
    assumptions, glossary = frame.assumptions, phrasing.glossary
    reading = assumptions.reading or {}
    if len(reading) < len(glossary.questions):  # the result covers all that gives these answers, the base too
        return chosen_parts(assumptions, glossary)
    others = {
        name: answer for name, answer in reading.items() if answer != next(iter(glossary.questions[name].answers))
    }
    base = [said("set.base")] if reading and not others else []
    return [*chosen_parts(replace(assumptions, reading=others), glossary), *base]


def chosen_parts(chosen: Selection | Assumptions, glossary: Glossary) -> list[str]:
    """What is set and selected, as phrases: drivers, scenario, view, answers."""
    parts = [_driver_set(name, exactly(value), glossary) for name, value in chosen.drivers.items()]
    if chosen.scenario is not None:
        parts.append(said("set.scenario", scenario=scenario_text(chosen.scenario, glossary)))
    if chosen.view is not None:
        holder = glossary.views[chosen.view].holder_name
        parts.append(
            said("set.view", view=chosen.view) if holder is None else said("set.eyes", holder=holder, view=chosen.view)
        )
    return parts + [
        said("set.reading", answer=answer_clause(*pair, glossary)) for pair in (chosen.reading or {}).items()
    ]


def _driver_set(name: str, value: Fraction, glossary: Glossary) -> str:
    driver, before = name.replace("_", " "), glossary.unset.get(name)
    if before is None:  # for a certificate, whose case is at hand without its settings
        return said("set.driver.bare", driver=driver, value=driver_text(value))
    return said("set.driver", driver=driver, value=driver_text(value), before=driver_text(before))
