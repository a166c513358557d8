"""Files of assessments: damaged ones, ones with hostile words in every place, and ones that would like to run or to grow."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from random import Random
from typing import Any

import yaml

import countermove as cm
from countermove.assessment import lint, loads
from countermove.assessment.entries import node_of
from gmcr.base.characters import hidden_in
from tests.attack.door import Attempt, Broken, Door
from tests.attack.mischief import damaged, leaf_changed
from tests.browser.pier import PIER
from tests.unit.presentation.hostile import HOSTILE

__all__ = ["DOOR"]

_NAMED: tuple[bytes, ...] = (
    b"",
    b"\x00",
    b"\xff\xfe",
    "\ufeff".encode() * 3,
    b"countermove: 1\n" * 2,
    b"[" * 100_000,
    b"{a: " * 60 + b"1" + b"}" * 60,
    b"a: &a [1]\nb: *a\n",
    b"a: &a [" + b"*a," * 1000 + b"]\n",
    b"!!python/object/apply:os.system ['id']\n",
    b"%YAML 9.9\n---\ncountermove: 1\n",
    b"--- a\n--- b\n",
    b"<<: {countermove: 1}\n",
    b"? [a, b]\n: c\n",
    b"- " * 5_000 + b"a\n",
    b"a: " + b"9" * 100_000 + b"\n",
    b"a: 1e99999999\n",
    b"a: |\n" + b" x\n" * 200_000,
    b"\n" * 1_000_001,
    b"#" * 1_000_001,
    b"x" * 1_000_001,
    b'a: "' + b"\\u202e" * 1000 + b'"\n',
    b"".join(b"k%d: 1\n" % number for number in range(100_001)),
    json.dumps({"countermove": 1, "a": "\ud800"}).encode(),
    b'{"a":1,"a":2}',
    b'{"a": Infinity}',
)
"""Attacks on readers of YAML and JSON that are known by name."""


@contextmanager
def _opened(folder: Path) -> Iterator[Attempt]:
    own = resources.files("countermove.assessment").joinpath("cases", "velm-strait.yaml").read_bytes()
    texts = [PIER.encode(), PIER.encode(), HOSTILE.encode(), own]
    values = [_value(node_of(text)) for text in (PIER, HOSTILE, own.decode())]

    def attempt(rng: Random, number: int) -> str:
        if number < len(_NAMED):
            return _judged(_NAMED[number])
        if rng.random() < 0.3:
            value = rng.choice(values)
            for _ in range(rng.choice((1, 1, 2, 4))):
                value = leaf_changed(value, rng)
            return _judged(json.dumps(value, ensure_ascii=rng.random() < 0.5).encode("utf-8", "surrogatepass"))
        content = rng.choice(texts)
        for _ in range(rng.choice((1, 1, 2, 4))):
            content = damaged(content, rng)
        return _judged(content)

    yield attempt


def _value(node: yaml.Node) -> Any:
    """What JSON would hold in place of a part of YAML."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: _value(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_value(value) for value in node.value]
    own = yaml.safe_load(node.value) if node.style is None and not node.value.count(":") else node.value
    return own if isinstance(own, (int, float, bool, type(None))) else node.value


def _judged(content: bytes) -> str:
    lines = content.count(b"\n") + content.count(b"\r") + 2
    try:
        assessment = loads(content, file="theirs\u202e.yaml")
    except cm.AssessmentError as error:
        problems, end = error.problems, "refused"
        if not problems:
            raise Broken("it is refused without a problem") from error
        shown = str(error)
    else:
        problems, end = lint(assessment), "read"
        shown = "\n".join(map(str, problems))
        if len(content) > 1_000_000:
            raise Broken(f"{len(content):,} bytes are read")
    for problem in problems:
        if problem.line and not 1 <= problem.line <= lines:
            raise Broken(f"a problem is said to be in line {problem.line} of {lines}")
    if hidden := [found[0] for found in hidden_in(shown) if found[0] not in "\u2068\u2069"]:
        raise Broken(f"a message holds U+{ord(hidden[0]):04X} as it is")
    if len(shown) > 200_000:
        raise Broken(f"its messages have {len(shown):,} characters")
    return end


DOOR = Door(
    name="assessments",
    title="Files of assessments",
    promise="read whole, or refused with messages that name a line of the file and hide nothing",
    open=_opened,
    full=100_000,
    few=60,
)
