"""What was assumed, in words: a result is never told without it."""

from __future__ import annotations

from countermove.case.frame import Frame
from countermove.case.glossary import Glossary
from countermove.telling.phrases import Teller

__all__ = ["answer_given", "game_text", "scenario_text", "scenario_words", "selected_text", "unlisted_text"]


def scenario_text(name: str, glossary: Glossary) -> str:
    """A scenario as a clause, with its name: "shared interests outweigh (rapprochement)"; its name alone where it has no words."""
    why = scenario_words(name, glossary)
    return f"{why} ({name})" if why else name


def scenario_words(name: str, glossary: Glossary) -> str:
    """A scenario as a clause, without what the file says of it in brackets; "" where it has no words."""
    return (glossary.scenarios[name] or "").partition(" (")[0].rstrip(".")


def answer_given(name: str, answer: str, glossary: Glossary) -> str:
    """An answer to an open question: "Washington would not sit down (O1)"; "O1 = refuses" where it has no words."""
    means = (glossary.questions[name].answers.get(answer) or "").rstrip(".")
    return f"{means} ({name})" if means else f"{name} = {answer}"


def unlisted_text(frame: Frame) -> str:
    """How verdicts were found where states are too many to be listed; "" where they are listed."""
    options = frame.assumptions.unlisted
    return "" if options is None else f"Decided by proof, without listing the 2^{options} combinations of options."


def selected_text(frame: Frame, teller: Teller) -> str:
    """Which game what is selected makes, for results over all readings of it; "" where nothing is."""
    given = frame.assumptions
    selected = given.reading or given.scenario is not None or given.view is not None or given.drivers
    return game_text(frame, teller) if selected else ""


def game_text(frame: Frame, teller: Teller) -> str:
    """Which game a result is about: scenario, view, drivers set by hand, and the answers that are not the base's. "" for a conflict
    alone, which has one game."""
    given, glossary = frame.assumptions, teller.glossary
    parts = []
    if given.scenario is not None:
        why = glossary.scenarios.get(given.scenario)
        parts.append(f"scenario {given.scenario}" + (f" ({why})" if why else ""))
    if given.view is not None:
        view = glossary.views[given.view]
        holder = f" of {view.holder_name}" if view.holder_name else ""
        parts.append(f"view {given.view}{holder}")
    parts += [f"{name} at {value}" for name, value in given.drivers.items()]
    reading = given.reading or {}
    whole = len(reading) == len(
        glossary.questions
    )  # otherwise what gives these answers was gone through, the base's too
    told_answers = {
        name: answer
        for name, answer in reading.items()
        if not whole or answer != next(iter(glossary.questions[name].answers))
    }
    if told_answers:
        parts.append("read as " + ", ".join(answer_given(*pair, glossary) for pair in told_answers.items()))
    elif reading:
        parts.append("base reading")
    told = f"Game: {'; '.join(parts)}." if parts else "" if glossary.alone else "The author's model."
    if given.apart:
        blocks = "; ".join(f"{teller.names(block)} together" for block in given.apart)
        told += f" Its file has coalitions ({blocks}); here each actor stands alone."
    return told.strip()
