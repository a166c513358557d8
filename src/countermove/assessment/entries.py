"""Edits entries of lists and mappings in a YAML text: reorders, removes or rewords them.

A text is cut where PyYAML's nodes begin and end, so that nothing else in it moves. An entry of a list takes its
comments along: those on the lines right above it, behind it, and below it where they are indented deeper than its dash.
Whatever stands between blank lines stays in place. Nothing here checks that the changed text still says what it should:
the caller reads it again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import yaml

from countermove.assessment.problems import Lines, Path
from gmcr.base.errors import ModelError
from gmcr.base.record import Record

__all__ = [
    "Change",
    "added",
    "appended",
    "at",
    "changed",
    "in_order",
    "instead",
    "node_of",
    "refusal",
    "scalar_like",
    "span",
    "without",
]

_END = re.compile(r"\r\n?|\n")
_LAST_END = re.compile(r"(?:\r\n?|\n)\Z")
_ENDS = re.compile(r"(?:[ \t]*(?:\r\n?|\n))+")
_REMARK = re.compile(r"[ \t]*#[^\r\n]*")
_BEHIND = re.compile(r"[ \t]+#[^\r\n]*")
_DASH = re.compile(r"(?<=[\r\n])[ ]*-(?=[ \t\r\n])")
_COMMA = re.compile(r"[ \t\r\n]*,")
_KEEPS = re.compile(r"[|>][0-9]*\+")
_PAIR = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")


@dataclass(frozen=True, slots=True)
class Change(Record):
    """New text for the characters from ``start`` up to ``end``."""

    start: int
    end: int
    text: str


def refusal(why: str) -> ModelError:
    """The error for changes that cannot be written. *why*: a sentence."""
    return ModelError(f"The changes cannot be written into the text as it is laid out: {why} Make them in the text.")


def instead(text: str, node: yaml.Node, words: str) -> Change:
    """Replace the words of a value; the end of its line and the comment behind it stay."""
    return Change(node.start_mark.index, _last(text, node), words)


def changed(text: str, changes: Iterable[Change]) -> str:
    """Apply non-overlapping changes to a text."""
    parts, last = [], 0
    for change in sorted(changes, key=lambda each: each.start):
        parts += [text[last : change.start], change.text]
        last = change.end
    return "".join([*parts, text[last:]])


def node_of(text: str) -> yaml.Node:
    """The tree of a text that was read without a problem, with marks that index into it."""
    if text.lstrip().startswith("{"):  # JSON's pair of escapes as one that YAML has and that is as long
        text = _PAIR.sub(r"\\u0000\\u0000", text)
    tree = yaml.compose(Lines(text).for_parser, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    assert tree is not None
    return tree


def at(node: yaml.Node, path: Path) -> tuple[yaml.Node, yaml.Node]:
    """Key and value at a path of keys and indices; for an entry of a list the value twice."""
    key = node
    for part in path:
        if isinstance(node, yaml.SequenceNode):
            key = node = node.value[int(part)]
        else:
            key, node = next(pair for pair in node.value if pair[0].value == part)
    return key, node


def span(text: str, node: yaml.Node) -> str:
    """A node as it is written."""
    return text[node.start_mark.index : node.end_mark.index]


def scalar_like(words: str, written: str) -> str:
    """Words on one line, plain or quoted like *written*, and quoted where YAML would not read them back."""
    if written[:1] == "'":
        return f"'{words.replace(chr(39), chr(39) * 2)}'"
    try:
        node = yaml.compose(f"[{words}]", Loader=yaml.SafeLoader) if written[:1] != '"' else None
    except yaml.YAMLError:
        node = None
    if node is not None and len(node.value) == 1 and node.value[0].value == words and node.value[0].style is None:
        return words
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


# -- lists ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Piece(Record):
    """The text that moves with an entry of a list: ``own``, and what is ``behind`` its comma."""

    own: str
    behind: str = ""
    indent: str = ""


@dataclass(frozen=True, slots=True)
class _Listed(Record):
    """A list in pieces. ``joints``: the text before, between and after them; ``commas``: the text after each at its
    place.
    """

    start: int
    end: int
    pieces: list[_Piece]
    joints: list[str]
    commas: list[str]


def in_order(text: str, key: yaml.Node, sequence: yaml.Node, order: Sequence[int]) -> list[Change]:
    """The changes after which a list, the value of *key*, has the entries at *order*, in that order. Raises ModelError
    where the entries cannot be told apart in the text."""
    assert isinstance(sequence, yaml.SequenceNode)
    listed = _flow(text, sequence) if sequence.flow_style else _block(text, sequence)
    joints, remaining = list(listed.joints), list(range(len(listed.pieces)))
    for gone in sorted(set(remaining) - set(order), reverse=True):
        joint = _joined(joints[gone], joints[gone + 1], head=gone == 0, tail=gone == len(remaining) - 1)
        joints[gone : gone + 2] = [joint]
        remaining.remove(gone)
    commas = [*listed.commas[: len(remaining) - 1], *listed.commas[-1:]] if remaining else []
    parts = [joints[0]]
    for place, comma, joint in zip(order, commas, joints[1:], strict=True):
        piece = listed.pieces[place]
        parts += [piece.own, comma, piece.behind]
        if piece.behind and not _END.match(joint):  # or the comment would swallow what follows
            parts += [_first_end(text), piece.indent]
        parts.append(joint)
    whole = Change(listed.start, listed.end, "".join(parts))
    if remaining or sequence.flow_style:
        return [whole]
    colon = text.index(":", key.end_mark.index) + 1
    return [Change(colon, colon, " []"), whole]


def _joined(one: str, two: str, *, head: bool, tail: bool) -> str:
    """The text left between two entries after the one between them is removed: all comments, and one of two stretches
    of blanks.
    """
    if not two.strip() and not tail:
        return one
    if not one.strip() and not head:
        return two
    ends = (_ENDS if head else _END).match(two)
    return one + two[ends.end() :] if ends and (not one or one[-1] in "\r\n") else one + two


def _block(text: str, sequence: yaml.SequenceNode) -> _Listed:
    """A list with a dash before each entry. Pieces are whole lines, without the end of the last."""
    first, column = sequence.start_mark.index, sequence.start_mark.column
    floor = _line_start(text, first)
    if text[floor:first].strip(" "):
        raise refusal("the first want does not begin a line.")
    spans: list[tuple[int, int]] = []
    for item in sequence.value:
        dash = _DASH.search(text, floor)
        assert dash is not None
        start = _above(text, dash.start(), floor if spans else 0, column)
        floor = _below(text, _line_end(text, _last(text, item)), column)
        spans.append((start, floor))
    end = _END.match(text, floor)
    tail = end[0] if end else ""
    joints = ["", *(text[before:after] for (_, before), (after, _) in pairwise(spans)), tail]
    pieces = [_Piece(text[start:end]) for start, end in spans]
    return _Listed(spans[0][0], floor + len(tail), pieces, joints, [""] * len(pieces))


def _flow(text: str, sequence: yaml.SequenceNode) -> _Listed:
    """A list in brackets. Where each entry begins a line its comments move with it, elsewhere the entry alone does."""
    opening, closing = sequence.start_mark.index + 1, sequence.end_mark.index - 1
    marks = [(item.start_mark.index, item.end_mark.index) for item in sequence.value]
    lines = [_line_start(text, start) for start, _ in marks]
    commas = [_COMMA.match(text, end) for _, end in marks]
    if not all(commas[:-1]):
        raise refusal("a comment stands between a want and its comma.")
    by_line = all(
        line >= opening and not text[line:start].strip() and (comma is None or not _END.search(comma[0]))
        for line, (start, _), comma in zip(lines, marks, commas, strict=True)
    )
    pieces, joints, floor = [], [], opening
    for line, (start, end), comma in zip(lines, marks, commas, strict=True):
        after = comma.end() if comma else end
        behind = _BEHIND.match(text, after) if by_line else None
        begin = _above(text, line, floor) if by_line else start
        pieces.append(_Piece(text[begin:end], behind[0] if behind else "", text[line:start] if by_line else ""))
        joints.append(text[floor:begin])
        floor = behind.end() if behind else after
    return _Listed(
        opening, closing, pieces, [*joints, text[floor:closing]], [comma[0] if comma else "" for comma in commas]
    )


# -- mappings ------------------------------------------------------------------------------------------------------------


def without(text: str, mapping: yaml.Node, keys: Collection[str]) -> list[Change]:
    """The changes that remove some keys of a mapping, at least one key remaining. Comments above a remaining key stay."""
    assert isinstance(mapping, yaml.MappingNode)
    changes: list[Change] = []
    before: yaml.Node | None = None
    start: yaml.Node | None = None
    last: yaml.Node | None = None
    for key, value in mapping.value:
        if key.value in keys:
            start, last = start or key, value
            continue
        if start is not None:
            floor = _line_end(text, _last(text, last)) if last else 0
            own = _above(text, _line_start(text, key.start_mark.index), floor)
            remark = _REMARK.match(text, own)
            end = text.index("#", own) if remark and own < key.start_mark.index else key.start_mark.index
            changes.append(Change(start.start_mark.index, end, ""))
        before, start, last = value, None, None
    if start is not None and before is not None and last is not None:
        changes.append(_end_without(text, mapping, before, last))
    return changes


def added(text: str, mapping: yaml.MappingNode, lines: Sequence[str]) -> Change:
    """The change that adds an entry, in lines that are not indented, below the last of a mapping in block style."""
    key, value = mapping.value[-1]
    column = int(key.start_mark.column)
    end = _below(text, _line_end(text, _last(text, value)), column)
    return Change(end, end, "".join(f"{_first_end(text)}{' ' * column}{line}".rstrip(" ") for line in lines))


def appended(text: str, lines: Sequence[str]) -> str:
    """A text with further lines at its end."""
    end = _first_end(text)
    return (text if _LAST_END.search(text) else text + end) + "".join(f"{line}{end}" for line in lines)


def _end_without(text: str, mapping: yaml.MappingNode, before: yaml.Node, last: yaml.Node) -> Change:
    """The change that makes a mapping end with the entry whose value is *before*."""
    if not mapping.flow_style:
        return Change(_line_end(text, _last(text, before)), _line_end(text, _last(text, last)), "")
    comma = _COMMA.match(text, before.end_mark.index)
    behind = _BEHIND.match(text, comma.end()) if comma else None
    return Change(before.end_mark.index, last.end_mark.index, behind[0] + _first_end(text) if behind else "")


# -- lines ---------------------------------------------------------------------------------------------------------------


def _last(text: str, node: yaml.Node) -> int:
    """Where the last thing in a node ends, without the comments and blank lines after it."""
    if isinstance(node, yaml.ScalarNode):
        if node.style not in ("|", ">"):
            return int(node.end_mark.index)
        written = span(text, node)
        keeps_blanks = _KEEPS.match(written)  # the blank lines are part of the text
        return int(node.start_mark.index) + len(_LAST_END.sub("", written) if keeps_blanks else written.rstrip())
    assert isinstance(node, yaml.CollectionNode)
    if node.flow_style or not node.value:
        return int(node.end_mark.index)
    final = node.value[-1]
    return _last(text, final[1] if isinstance(node, yaml.MappingNode) else final)


def _line_start(text: str, place: int) -> int:
    return max(text.rfind("\n", 0, place), text.rfind("\r", 0, place)) + 1


def _line_end(text: str, place: int) -> int:
    end = _END.search(text, place)
    return end.start() if end else len(text)


def _above(text: str, line: int, floor: int, column: int | None = None) -> int:
    """The beginning of the comments on the lines right above a line, down to *floor* and not deeper than *column*; the
    beginning of the line itself where there are none."""
    while line > floor:
        before = _line_start(text, line - 2 if text[line - 2 : line] == "\r\n" else line - 1)
        remark = _REMARK.match(text, before) if before >= floor else None
        if remark is None or (column is not None and remark[0].index("#") > column):
            break
        line = before
    return line


def _below(text: str, end: int, column: int) -> int:
    """The end of the comments on the lines right below a line's *end* that are indented deeper than *column*."""
    while after := _END.match(text, end):
        remark = _REMARK.match(text, after.end())
        if remark is None or remark[0].index("#") <= column:
            break
        end = remark.end()
    return end


def _first_end(text: str) -> str:
    """The line ending that a text uses."""
    end = _END.search(text)
    return end[0] if end else "\n"
