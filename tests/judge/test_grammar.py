"""Formulas are read as the grammar says that stands in ``logic.grammar``: lark reads that grammar, and every sentence of a few
terminals is tried, those too that are none."""

from __future__ import annotations

import inspect
import itertools
import random
from collections.abc import Iterator
from fractions import Fraction
from functools import cache, reduce
from typing import Any

from countermove.logic import grammar
from countermove.logic.grammar import parse
from countermove.logic.scanning import scan
from countermove.logic.tree import (
    And,
    Bool,
    Compare,
    Formula,
    Iff,
    Implies,
    Minus,
    Negative,
    Not,
    Number,
    Or,
    Product,
    Sum,
    Symbol,
    column_of,
    walk,
)
from tests.conftest import FULL, require_module

__all__: list[str] = []

lark: Any = require_module("lark", "it reads the grammar as it is written")

WRITTEN = {
    "NAME": ("a", "b.c"),
    "NUMBER": ("1", "0.25"),
    "TRUE": ("true",),
    "FALSE": ("false",),
    "OPEN": ("(",),
    "CLOSE": (")",),
    "NOT": ("not",),
    "AND": ("and",),
    "OR": ("or",),
    "IMPLIES": ("implies", "->"),
    "IFF": ("iff", "<->"),
    "CMP": ("<", ">=", "=="),
    "PLUS": ("+",),
    "MINUS": ("-",),
    "TIMES": ("*",),
}


@cache
def judge() -> Any:
    """lark's parser for the grammar in the docstring."""
    text = (inspect.getdoc(grammar) or "").partition("::\n\n")[2].partition("\n\n")[0]
    rules = [line.strip() for line in text.splitlines()]
    assert len(rules) == 11

    class Scanner(lark.lexer.Lexer):  # type: ignore[misc]
        def __init__(self, _: object) -> None:
            pass

        def lex(self, text: Any, parser_state: object = None) -> Iterator[Any]:
            for piece in scan(str(text)):
                yield lark.Token(piece.terminal.strip("_"), piece.text, piece.start)

    source = "\n".join([f"start: {rules[0].partition(':')[0]}", *rules, f"%declare {' '.join(WRITTEN)}"])
    return lark.Lark(source, parser="lalr", lexer=Scanner)


def meant(node: Any) -> Formula:
    """What a tree of the grammar means, rule by rule."""
    parts = node.children
    match [str(node.data), *(part.type if isinstance(part, lark.Token) else "…" for part in parts)]:
        case ["atom", "NAME"]:
            return Symbol(str(parts[0]), parts[0].start_pos + 1)
        case ["atom", "TRUE" | "FALSE" as word]:
            return Bool(word == "TRUE")
        case ["factor", "NUMBER"]:
            return Number(Fraction(str(parts[0])), parts[0].start_pos + 1)
        case ["signed", "MINUS", "NUMBER"]:
            return Number(-Fraction(str(parts[1])), parts[1].start_pos + 1)
        case ["signed", "MINUS", _]:
            return Negative(meant(parts[1]))
        case ["atom", "OPEN", _, "CLOSE"]:
            return meant(parts[1])
        case ["not", "NOT", _]:
            return Not(meant(parts[1]))
        case [_, "…"]:
            return meant(parts[0])
        case ["and" | "or" as word, *_]:
            joined = tuple(meant(part) for part in parts[::2])
            return And(joined) if word == "and" else Or(joined)
        case ["comparison", *_]:
            return Compare(str(parts[1]), meant(parts[0]), meant(parts[2]))  # type: ignore[arg-type]
    kind: Any = {"IFF": Iff, "IMPLIES": Implies, "PLUS": Sum, "MINUS": Minus, "TIMES": Product}[parts[1].type]
    return reduce(kind, [meant(part) for part in parts[::2]])


def judged(text: str) -> tuple[Formula | None, int]:
    """What a text means, and -1; None and the place of the first token that cannot stand there (of the end: the length)."""
    try:
        return meant(judge().parse(text)), -1
    except lark.UnexpectedToken as wrong:
        return None, len(text) if wrong.token.type == "$END" else wrong.token.start_pos


def found_in(text: str) -> tuple[Formula | None, int]:
    """The same by our parser."""
    parser = grammar._Parser()
    for piece in scan(text):
        if not parser.takes(piece):
            return None, piece.start
    found = parser.end()
    return found, len(text) if found is None else -1


def same(text: str) -> bool:
    """Whether a text is a formula; it is read as the grammar says, or refused at the same place."""
    (ours, place), (theirs, expected) = found_in(text), judged(text)
    assert (repr(ours), place) == (repr(theirs), expected), text
    if ours is None or theirs is None:
        return False
    assert list(map(column_of, walk(ours))) == list(map(column_of, walk(theirs))), text
    assert parse(text) == ours
    return True


def test_every_short_text_is_read_as_the_grammar_says() -> None:
    every = ("NAME", "NUMBER", "OPEN", "CLOSE", "NOT", "AND", "OR", "IMPLIES", "IFF", "CMP", "PLUS", "MINUS", "TIMES")
    lengths = range(1, 5 if FULL else 4)
    texts = [
        " ".join(WRITTEN[name][0] for name in kinds) for n in lengths for kinds in itertools.product(every, repeat=n)
    ]
    read = sum(map(same, texts))
    assert 0 < read < len(texts)


def test_long_texts_are_read_as_the_grammar_says() -> None:
    rng = random.Random(8)
    read = refused = 0
    for _ in range(2000 if FULL else 500):
        text = " ".join(sentence(rng, 4))
        read += same(text)
        words = text.split()
        words.insert(rng.randrange(len(words) + 1), rng.choice(rng.choice(list(WRITTEN.values()))))
        refused += not same(" ".join(words))
    assert read > 300
    assert refused > 300


def sentence(rng: random.Random, depth: int) -> list[str]:
    """Words of a formula, most of them with few parentheses, so that precedence decides."""
    if depth == 0 or rng.random() < 0.15:
        kind = rng.choice(["NAME", "NAME", "NUMBER", "TRUE", "FALSE"])
        return [rng.choice(WRITTEN[kind])]
    one = sentence(rng, depth - 1)
    form = rng.random()
    if form < 0.15:
        return [rng.choice(["not", "-"]), *one]
    if form < 0.35:
        return ["(", *one, ")"]
    kind = rng.choice(["AND", "OR", "IMPLIES", "IFF", "CMP", "PLUS", "MINUS", "TIMES"])
    return [*one, rng.choice(WRITTEN[kind]), *sentence(rng, depth - 1)]
