"""Acts as verbs: an option's ``does`` ("gives up the arsenal") in the forms that sentences need.

English only, and careful: a text that does not open with a verb in the third person ("nuclear test") is quoted whole
behind "chooses", which is never wrong.
"""

from __future__ import annotations

import re

__all__ = ["base_form", "third_person"]

_IRREGULAR = {
    "is": "be",
    "has": "have",
    "does": "do",
    "goes": "go",
    "dies": "die",
    "lies": "lie",
    "ties": "tie",
    "vies": "vie",
}
_SIBILANT = ("sses", "shes", "ches", "xes", "zzes")
_FIRST = re.compile(r"[a-z][a-z-]*(?=[ ,;]|$)")
_ASIDE = re.compile(r" *\([^()]*\)")
_JOINED = re.compile(
    r"\b(and|or) ([a-z]+s) (?=(?:the|a|an|its|their|no|all|any|more|for|to|with|from|in|on|up|down|out|off|back)\b)"
)


def third_person(does: str, name: str) -> str:
    """What the actor does, after its name: "gives up the arsenal", or `chooses "nuclear test"`."""
    said = _plain(does)
    return said if _is_verb(said) else f'chooses "{said or name}"'


def base_form(does: str, name: str) -> str:
    """The same after "to" or "not": "give up the arsenal"."""
    said = _plain(does)
    if not _is_verb(said):
        return f'choose "{said or name}"'
    first = _FIRST.match(said)
    assert first is not None
    rest = _JOINED.sub(lambda found: f"{found[1]} {_base(found[2])} ", said[first.end() :])
    return _base(first[0]) + rest


def _plain(does: str) -> str:
    """Without what stands in brackets: sentences are long enough."""
    return _ASIDE.sub("", does).strip()


def _is_verb(does: str) -> bool:
    first = _FIRST.match(does)
    if first is None:
        return False
    word = first[0]
    return word in _IRREGULAR or (len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")))


def _base(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(_SIBILANT) or word.endswith("oes"):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
