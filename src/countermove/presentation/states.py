"""States and moves in words.

A state is a code. Words describe it by the options that are on or, in graph form, where there are none, by its label.
``on`` gives either for every code that a record mentions (``Answer.on``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from countermove.presentation.blocks import Column
from countermove.presentation.phrases import Phrasing, plain_option
from countermove.presentation.words import listed
from gmcr.logic import truth

__all__ = [
    "On",
    "act_text",
    "called_texts",
    "changed",
    "described_text",
    "difference_text",
    "key_text",
    "move_text",
    "named_text",
    "options_text",
    "plain_move_text",
    "spoken_terms",
    "state_columns",
    "state_text",
    "whole_text",
]

On = Mapping[int, Sequence[str]]


# -- a state -----------------------------------------------------------------------------------------------------------


def key_text(code: int, on: On, phrasing: Phrasing, *, start: int | None = None) -> str:
    """What tables call a state: its number, or its label in graph form. A * marks the *start*."""
    mark = "*" if code == start else ""
    return f"{mark}{on[code][0] if phrasing.labelled else phrasing.glossary.states.get(code, code)}"


def named_text(code: int, on: On, phrasing: Phrasing) -> str:
    """A state by its number, or by the name that the file gives it; in graph form by its label."""
    return on[code][0] if phrasing.labelled else _numbered(code, phrasing)


def _numbered(code: int, phrasing: Phrasing) -> str:
    return phrasing.glossary.states.get(code) or f"state {code}"


def state_text(code: int, on: On, phrasing: Phrasing) -> str:
    """A state in words; in graph form its label."""
    return on[code][0] if phrasing.labelled else phrasing.state(on[code])


def whole_text(code: int, on: On, phrasing: Phrasing) -> str:
    """A state in words and by its number; in graph form its label."""
    text = state_text(code, on, phrasing)
    return text if phrasing.labelled else f"{text} ({_numbered(code, phrasing)})"


def described_text(code: int, on: On, phrasing: Phrasing, *, aside: str = "", start: int | None = None) -> str:
    """A state by its number, then in words; in graph form "state" and its label. ``aside`` follows the number;
    ``start`` is marked where numbers are shown."""
    if phrasing.labelled:
        return f"state {on[code][0]}{aside}"
    return f"state {key_text(code, on, phrasing, start=start)}{aside}: {phrasing.state(on[code])}"


def options_text(options: Iterable[str], phrasing: Phrasing) -> str:
    """The options that are on, by their short names."""
    return " ".join(map(phrasing.short, options)) or "nothing"


def state_columns(phrasing: Phrasing, words: str) -> tuple[Column, ...]:
    """The columns of a state: its number, and *words*; in graph form one, since its label is both."""
    return (Column("State"),) if phrasing.labelled else (Column("State", fixed=True, right=True), Column(words))


# -- by what they bring about ------------------------------------------------------------------------------------------


def called_texts(codes: Iterable[int], start: int, on: On, phrasing: Phrasing, *, apart: bool = True) -> dict[int, str]:
    """Names of states by what comes about in them: acts, or, for terms that come to hold, the file's words ("talks
    begin") instead of the acts that they are about. What ends is named only where nothing begins or, with *apart*,
    where two states would otherwise share a name."""
    known = [code for code in dict.fromkeys(codes) if code in on]
    brief = {code: _called(code, start, on, phrasing) for code in known}
    names = list(brief.values())
    return {
        code: _called(code, start, on, phrasing, whole=True) if apart and names.count(name) > 1 else name
        for code, name in brief.items()
    }


def _called(code: int, start: int, on: On, phrasing: Phrasing, *, whole: bool = False) -> str:
    if phrasing.labelled:
        return on[code][0]
    if code == start or start not in on:
        return "nothing moves" if code == start else state_text(code, on, phrasing)
    terms = {name: about for name, about in spoken_terms(phrasing) if _begins(name, code, start, on, phrasing)}
    about = frozenset[str]().union(*terms.values())
    acts = {option: now for option, now in changed(on[start], on[code]) if option not in about}
    begun = _by_actor([option for option, now in acts.items() if now], phrasing, on=True)
    ended = _by_actor([option for option, now in acts.items() if not now], phrasing, on=False)
    names = [*begun, *(phrasing.glossary.said[name] for name in terms)]
    return listed([*names, *ended] if whole or not names else names)


def _by_actor(options: Iterable[str], phrasing: Phrasing, *, on: bool) -> list[str]:
    """Acts done or undone, as one clause for each actor."""
    own: dict[str, list[str]] = {}
    for option in options:
        own.setdefault(option.rpartition(".")[0], []).append(phrasing.act(option, on=on, subject=False))
    return [f"{phrasing.the(actor)} {listed(acts)}" for actor, acts in own.items()]


def spoken_terms(phrasing: Phrasing) -> Iterator[tuple[str, frozenset[str]]]:
    """Terms that have words and depend on acts alone, with the acts that they are about."""
    for name in phrasing.glossary.said:
        meant = phrasing.glossary.vocabulary.resolve(phrasing.glossary.formula(name), kind="any")
        about = meant.options
        if meant.is_truth and not meant.drivers and about and about <= phrasing.glossary.options.keys():
            yield name, about


def _begins(name: str, code: int, start: int, on: On, phrasing: Phrasing) -> bool:
    """Whether a term holds in a state and not at the start."""
    meant = phrasing.glossary.vocabulary.resolve(phrasing.glossary.formula(name))
    there, here = ({option: option in on[at] for option in phrasing.glossary.options} for at in (code, start))
    return bool(truth(meant, there, {})) and not bool(truth(meant, here, {}))


# -- differences and moves ---------------------------------------------------------------------------------------------


def changed(before: Iterable[str], after: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """The options in which two states differ, and whether each comes to be on; those that do come first."""
    old, new = tuple(before), tuple(after)
    yield from ((option, True) for option in new if option not in old)
    yield from ((option, False) for option in old if option not in new)


def act_text(option: str, phrasing: Phrasing, *, on: bool) -> str:
    """One act, done or undone, by its short name as words."""
    return plain_option(phrasing, option) if on else f"no {plain_option(phrasing, option)}"


def difference_text(code: int, start: int, on: On, phrasing: Phrasing) -> str:
    """How a state differs from the start, where there is little room; "" if it does not. A state that nothing is known
    about goes by its number."""
    if code not in on or start not in on:
        return f"state {code}"
    if phrasing.labelled:
        return "" if code == start else on[code][0]
    return " + ".join(act_text(option, phrasing, on=now) for option, now in changed(on[start], on[code]))


def plain_move_text(actor: str, before: int, after: int, on: On, phrasing: Phrasing) -> str:
    """A move in words, with its subject; in graph form, where it leads."""
    if phrasing.labelled:
        return f"{phrasing.the(actor)} {phrasing.agree(actor, 'moves', 'move')} to {on[after][0]}"
    return phrasing.move(actor, on[before], on[after])


def move_text(actor: str, before: int, after: int, on: On, phrasing: Phrasing) -> str:
    """A move in words, with its subject, and where it leads."""
    text = plain_move_text(actor, before, after, on, phrasing)
    return text if phrasing.labelled else f"{text} ({_numbered(after, phrasing)})"
