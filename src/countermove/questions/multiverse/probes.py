"""A mechanical variant in a sentence: what is otherwise in it than the file has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.assessment.variants import Variant
from countermove.presentation.phrases import Phrasing
from countermove.presentation.words import capital, listed

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["probe_text"]


def probe_text(variant: Variant, phrasing: Phrasing, assessment: Assessment) -> str:
    """What a variant changes."""
    return f"{capital(_clause(variant, phrasing, assessment))}."


def _clause(variant: Variant, phrasing: Phrasing, assessment: Assessment) -> str:
    name = variant.names[0]
    match variant.kind:
        case "swap":
            above, below = (_want(own, phrasing) for own in variant.names)
            return f"for {_whose(name, phrasing)} the want {below} comes before the want {above}"
        case "without want":
            return f"the want {_want(name, phrasing)} of {_whose(name, phrasing)} is left out"
        case "weaken":
            words = listed(dict.fromkeys(map(phrasing.clause, variant.words)), "or")
            return f"of the want {_want(name, phrasing)} only one direction is left: {words}"
        case "always":
            condition = phrasing.game.wants[name].condition
            assert condition is not None
            return f"the want {_want(name, phrasing)} counts always, not only while {phrasing.clause(condition)}"
        case "without option":
            return f"nobody decides whether {phrasing.act(name)} ({name}): that stays as it is at the start"
        case "two-way" | "one-way":
            actor, _, option = name.partition(".")
            back = assessment.document.actors[actor].options[option].one_way == "back"
            can = "can" if variant.kind == "two-way" else "cannot"
            return f"once {phrasing.act(name, on=not back)}, that {can} be undone ({name})"
        case "allow":
            why = phrasing.glossary.rules.get(name)
            return f"the rule {name} is left out{f' ({why})' if why else ''}"
        case "part of nobody":
            is_ = phrasing.agree(name, "is", "are")
            acts = phrasing.agree(name, "it", "they")
            return f"{phrasing.the(name)} {is_} no actor: what {acts} could do stays as it is at the start ({name})"


def _want(name: str, phrasing: Phrasing) -> str:
    """A want in the words of the file, with its id."""
    says = phrasing.game.wants[name].says
    return f"“{says}” ({name})" if says else name


def _whose(name: str, phrasing: Phrasing) -> str:
    return phrasing.the(phrasing.game.wants[name].actor)
