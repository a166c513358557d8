"""Acts as the file lists them: an option, ``not option``, or ``option = level``.

An option by itself is switched on; an option in degrees rises to the first level above its lowest, and stays where it
is higher. ``not`` switches off, or goes down to the lowest level; ``option = level`` goes to that level, downwards too.

Acts as verbs: an option's ``does`` ("gives up the arsenal") in the forms that sentences need.

English only, and cautious: a text that does not open with a verb in the third person ("nuclear test"), that stops
halfway (";", ". "), or of which a later word may or may not be a second verb ("sends aid and weapons") is quoted whole
after "choose", which is never wrong. Where the file gives the form after "to" as well (``base``), nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from countermove.assessment.names import Names
from gmcr.base.errors import FormulaError
from gmcr.base.record import Record
from gmcr.logic import Compare, Degrees, Not, Symbol, parse

__all__ = [
    "Act",
    "NotAnAct",
    "base_form",
    "can_continue",
    "denied",
    "is_sure",
    "negated",
    "no_longer",
    "parse_act",
    "reads_on",
    "switched",
    "third_person",
]


class NotAnAct(FormulaError):
    """Raised for a text that names no act."""


@dataclass(frozen=True, slots=True)
class Act(Record):
    """A change of one option (its full name): the names that it switches on, and off."""

    option: str
    on: tuple[str, ...] = ()
    off: tuple[str, ...] = ()


def parse_act(text: str, names: Names) -> Act:
    """Read the act that a text names. Raises NotAnAct, and UnknownName for an unknown option or level."""
    try:
        tree = parse(text)
    except FormulaError:
        tree = None
    match tree:
        case Symbol(name):
            option = names.option(name)
            own = names.levels.get(option)
            return Act(option, on=(option,) if own is None else Degrees(option, own).thresholds[:1])
        case Not(Symbol(name)):
            option = names.option(name)
            own = names.levels.get(option)
            return Act(option, off=(option,) if own is None else Degrees(option, own).thresholds)
        case Compare("=" | "==", Symbol(name), Symbol(level)):
            option = names.option(name)
            place, passed = names.level(option, level), Degrees(option, names.levels[option]).thresholds
            return Act(option, passed[:place], passed[place:])
    raise NotAnAct("an act is an option, `not option`, or `option = level`")


def switched(on: frozenset[str], acts: Iterable[Act]) -> frozenset[str]:
    """The names that are on after the acts, done one after another."""
    for act in acts:
        on = (on | frozenset(act.on)) - frozenset(act.off)
    return on


_IRREGULAR = {
    "is": "be",
    "has": "have",
    "does": "do",
    "goes": "go",
    "dies": "die",
    "lies": "lie",
    "ties": "tie",
    "vies": "vie",
    "unties": "untie",
    "belies": "belie",
    "underlies": "underlie",
    "focuses": "focus",
    "biases": "bias",
    "quizzes": "quiz",
    "aches": "ache",
}
_SIBILANT = ("sses", "shes", "ches", "xes", "zzes", "tzes")
_WORD = re.compile(r"[a-z][a-z-]*")
_ASIDE = re.compile(r" *\([^()]*\)")
_STOP = re.compile(r"(?<=\w\w)\.$")
_BROKEN = re.compile(r"[;:!?]|\. ")
_COORDINATORS = frozenset({"and", "or", "but"})
_ADVERBS = frozenset({"then", "also", "never", "again", "later", "still", "thus", "not", "so", "soon"})
_COPULAS = frozenset({"is", "are", "was", "were", "will"})
_MODALS = frozenset(
    {"will", "would", "can", "cannot", "could", "may", "might", "must", "shall", "should", "do", "have", "are"}
)
_WIDE = frozenset(
    {
        *(
            "and",
            "or",
            "but",
            "nor",
            "if",
            "unless",
            "while",
            "when",
            "where",
            "as",
            "because",
            "although",
            "until",
            "than",
        ),
        *("that", "which", "who", "whom", "whose", "what", "how", "why"),
        *("not", "no", "never", "nothing", "nobody", "none", "neither", "cannot", "only", "still", "already", "always"),
        *(
            "all",
            "every",
            "each",
            "any",
            "some",
            "both",
            "either",
            "most",
            "many",
            "few",
            "everybody",
            "somebody",
            "anybody",
        ),
    }
)
"""Words by which "not" after the verb might not deny the whole clause."""
_AFTER_A_VERB = frozenset(
    {
        *("the", "a", "an", "its", "their", "his", "her", "no", "all", "any", "some", "every", "each", "both", "more"),
        *("nothing", "it", "them", "itself", "themselves"),
        *("up", "down", "out", "off", "on", "back", "away", "over", "again"),
    }
)
"""Words that mark the word before them as a verb rather than a plural noun."""


def third_person(does: str, name: str, base: str = "", *, many: bool = False) -> str:
    """What the actor does, after its name: "gives up the arsenal", or `chooses "nuclear test"`; *many*: after a plural."""
    text = _plain(does)
    if many:
        form = base_form(does, name, base)
        return f"are {form[3:]}" if form.startswith("be ") else form
    if base and text:
        return text
    return f'chooses "{text or name}"' if _base(text) is None and _quotes_throughout(text) else text


def base_form(does: str, name: str, base: str = "") -> str:
    """The act after "to" or "not": "give up the arsenal"."""
    text = _plain(does)
    return _plain(base) or _base(text) or f'choose "{text or name}"'


def negated(does: str, name: str, base: str = "", *, many: bool = False) -> str:
    """The negated act after the actor's name: "does not give up the arsenal", "is not ready"."""
    form = base_form(does, name, base)
    if form.startswith("be "):
        return f"{'are' if many else 'is'} not {form[3:]}"
    return f"{'do' if many else 'does'} not {form}"


def no_longer(does: str, name: str, base: str = "", *, many: bool = False) -> str:
    """The ended act after the actor's name: "no longer gives up the arsenal", "is no longer ready"."""
    form = third_person(does, name, base, many=many)
    copula, _, rest = form.partition(" ")
    return f"{copula} no longer {rest}" if copula in ("is", "are") and rest else f"no longer {form}"


def denied(clause: str) -> str:
    """Negate a clause: "the strait is open" → "the strait is not open", "talks begin" → "talks do not begin"; "" where
    unsure."""
    words = clause.split(" ")
    plain = [word.strip(",").lower() for word in words]
    copulas = [place for place, word in enumerate(plain) if word in _COPULAS]
    if len(words) == 2 and not copulas and plain[0] not in _WIDE:
        if plain[1].endswith("s") and is_sure(plain[1]):
            return f"{words[0]} {negated(words[1], '')}"
        if plain[0].endswith("s") and not plain[0].endswith("ss") and not plain[1].endswith(("s", "ed", "ing")):
            return f"{words[0]} do not {words[1]}"
    if len(copulas) != 1 or copulas[0] in (0, len(words) - 1) or not _WIDE.isdisjoint(plain):
        return ""
    return " ".join([*words[: copulas[0] + 1], "not", *words[copulas[0] + 1 :]])


def can_continue(does: str) -> bool:
    """Whether a text reads on from the actor's name as it stands."""
    return not _quotes_throughout(_plain(does))


def reads_on(words: str, *, many: bool = False) -> bool:
    """Whether a reason reads on from its actor's name ("hoards its leverage"; *many*: after a plural, "want no war"),
    rather than being a clause with its own subject ("pressing a partner has a cost")."""
    first, _, rest = words.partition(" ")
    first, second = first.rstrip(",").lower(), rest.partition(" ")[0]
    if first in _MODALS or (not many and _is_verb(first)):
        return True
    own = first in _AFTER_A_VERB or first in _WIDE or first.endswith("ing") or _is_verb(second) or second in _COPULAS
    return many and not own


def is_sure(does: str) -> bool:
    """Whether every form of a text can be derived with certainty."""
    return _base(_plain(does)) is not None


def _plain(does: str) -> str:
    """A text without brackets and the full stop: sentences are long enough, and have their own."""
    return _STOP.sub("", " ".join(_ASIDE.sub("", does).split()))


def _quotes_throughout(text: str) -> bool:
    """Whether even the third person is quoted: no verb comes first, or the text stops halfway."""
    first = _WORD.match(text)
    opens = first is not None and text[first.end() : first.end() + 1] in ("", " ", ",") and _is_verb(first[0])
    return not opens or _BROKEN.search(text) is not None


@lru_cache(maxsize=1024)
def _base(text: str) -> str | None:
    """The whole phrase after "to"; None where it is unclear which of its words are verbs."""
    if _quotes_throughout(text):
        return None
    words = text.split(" ")
    forms = [_base_of(words[0])]
    verb = 0  # the index of the last verb
    for place in range(1, len(words)):
        sort = _sort(words, place, verb)
        if sort is None:
            return None
        forms.append(_base_of(words[place]) if sort else words[place])
        verb = place if sort else verb
    return " ".join(forms)


def _sort(words: Sequence[str], place: int, verb: int) -> bool | None:
    """Whether a word is one more verb; None where it may be. ``verb``: the index of the last one before it."""
    word = words[place].rstrip(",")
    before = place - 1
    while before > verb and (words[before] in _ADVERBS or words[before].endswith("ly")):
        before -= 1
    joined = words[before] in _COORDINATORS or words[before].endswith(",")
    if not joined or _WORD.fullmatch(word) is None or not _is_verb(word):
        return False
    last = before - 1 if words[before] in _COORDINATORS else before
    after = words[place + 1] if place + 1 < len(words) and not words[place].endswith(",") else ""
    if last == verb or before < place - 1 or word in ("is", "has", "does", "goes"):
        return True
    if after.rstrip(",") in _AFTER_A_VERB:
        return True
    plural = _is_verb(words[last].rstrip(","))
    return False if plural and after in ("", *_COORDINATORS) else None


def _is_verb(word: str) -> bool:
    """Whether a word has the form of a verb in the third person, which a plural noun has too."""
    return word in _IRREGULAR or (len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")))


def _base_of(word: str) -> str:
    if word.endswith(","):
        return f"{_base_of(word[:-1])},"
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(_SIBILANT) or word.endswith("oes"):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
