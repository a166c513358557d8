"""Problems built to be hard in one way each: long roads through rules, counting, rules that no small proof refutes, and replies
that differ from state to state.

Of each the first actor, ``f``, is tempted, and only the others can make it regret that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

__all__ = ["BUILT"]


def _model(own: Mapping[str, Sequence[str]], wants: Mapping[str, Sequence[str]], never: Sequence[str] = ()) -> Any:
    options = [f"{actor}.{option}" for actor, names in own.items() for option in names]
    return {
        "actors": list(own),
        "options": options,
        "one_way": {},
        "levels": {},
        "never": list(never),
        "wants": {actor: list(texts) for actor, texts in wants.items()},
    }


def chain(length: int) -> Any:
    """One actor after another can follow its neighbour, by a rule; the last one hurts f: a road of *length* countermoves."""
    names = [f"a{k}.o" for k in range(1, length + 1)]
    own = {"f": ["x"], **{name.removesuffix(".o"): ["o"] for name in names}}
    wants = {"f": [f"not {names[-1]}", "f.x"], **{name.removesuffix(".o"): [name] for name in names}}
    return _model(own, wants, [f"{b} and not {a}" for a, b in pairwise(names)])


def counter(bits: int) -> Any:
    """Once f has moved the others count in Gray code, one bit an actor, each step an improvement of whoever's turn it is; the
    last of the 2^bits words hurts f, and only 2^bits - 1 countermoves get there."""
    names = [f"g{k}.o" for k in range(1, bits + 1)]
    odd = names[0]
    for name in names[1:]:
        odd = f"not ({odd} iff {name})"
    last = " and ".join([names[-1], *(f"not {name}" for name in names[:-1])])
    wants = {"f": [f"not ({last})", "f.x"], "g1": [f"f.x implies {odd}"]}
    for k in range(1, bits):
        turn = " and ".join(["f.x", names[k - 1], *(f"not {name}" for name in names[: k - 1])])
        wants[f"g{k + 1}"] = [f"{turn} implies not ({odd})"]
    return _model({"f": ["x"], **{name.removesuffix(".o"): ["o"] for name in names}}, wants)


def pigeons(holes: int) -> Any:
    """One pigeon more than holes, no two in one hole; f is hurt where every pigeon sits, which cannot be, and resolution needs
    exponentially many steps to see it (Haken 1985)."""
    birds = [f"p{k}" for k in range(1, holes + 2)]
    own = {"f": ["x"], **{bird: [f"h{k}" for k in range(1, holes + 1)] for bird in birds}}
    seated = {bird: " or ".join(f"{bird}.{hole}" for hole in own[bird]) for bird in birds}
    never = [
        f"{bird}.{hole} and {other}.{hole}"
        for hole in own[birds[0]]
        for k, bird in enumerate(birds)
        for other in birds[:k]
    ]
    everybody = " and ".join(f"({text})" for text in seated.values())
    return _model(own, {"f": [f"not ({everybody})", "f.x"], **{bird: [seated[bird]] for bird in birds}}, never)


def replies(bits: int) -> Any:
    """f wants its options to be as the others' are, which they do not; whatever they do, one reply of f's 2^bits mends it, and
    for each of their 2^bits answers another one: under SMR and symmetric SEQ no countermove deters, for as many reasons."""
    own = {"f": ["go", *(f"x{k}" for k in range(1, bits + 1))], **{f"p{k}": ["y"] for k in range(1, bits + 1)}}
    alike = {f"p{k}": f"(f.x{k} iff p{k}.y)" for k in range(1, bits + 1)}
    wants = {
        "f": [" and ".join(["f.go", *alike.values()])],
        **{actor: [f"not {text}"] for actor, text in alike.items()},
    }
    return _model(own, wants)


BUILT = {
    **{f"chain-{length:03}": chain(length) for length in (25, 50, 100)},
    **{f"counter-{bits:02}": counter(bits) for bits in (4, 6, 8, 10, 12)},
    **{f"pigeons-{holes:02}": pigeons(holes) for holes in (4, 5, 6, 7, 9)},
    **{f"replies-{bits:02}": replies(bits) for bits in (8, 10, 12)},
}
"""Name → model; at the start of each nothing is on."""
