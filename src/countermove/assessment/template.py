"""The text of a new assessment: small, valid, commented, without a warning of lint; or the whole format by example.

The published JSON Schema as it ships: a file that can be read without importing the records that it describes.
"""

from __future__ import annotations

import re
from importlib import resources
from textwrap import indent
from unicodedata import category

from gmcr.base.errors import CountermoveError

__all__ = ["FILE", "published_text", "scaffold"]


_NO_TEXT = ("Cc", "Cs", "Zl", "Zp")
"""Unicode categories that a title may not contain: controls, halves of surrogate pairs, line and paragraph separators.
"""

_NO_SIGNS = ("\ufffe", "\uffff")
"""Code points that YAML refuses."""

_TEXT = """\
# An assessment: what it rests on, and what follows. Every line says where it comes from.
# Order matters: wants are ranked as written, and the first reading of each open question is the base.
countermove: 1
title: {title}
as_of: "2025-01-01"               # what was known on this day
target: settlement                # what changes of calculus and responsibility are about

sources:
  report:
    what: the report, essay or talk that this assessment takes apart
    default: true                 # bare numbers in `at` are its paragraphs

actors:
  north:
    name: North
    options:
      offer:
        does: offers a settlement
    wants:                        # most important first
      - id: n1
        want: south.accept
        at: [2]
      - id: n2
        want: not north.offer     # offering costs something ...
        while: trust < 0.5        # ... as long as trust is low
        otherwise: north.offer
        could_be: north.offer
        at: [3]
  south:
    name: South
    options:
      accept:
        does: accepts what North offers
    wants:
      - id: s1
        want: south.accept implies north.offer
        at: [4]
      - id: s2
        want: settlement
        assumed: true             # no source says so

start: []                         # the options that are on today: none

terms:
  settlement: north.offer and south.accept

drivers:                          # numbers from 0 to 1 that switch wants on and off
  trust:
    now: 0.3
    means: how far North trusts South
    at: [3]

open:                             # what the source leaves unsaid
  Q1:
    asks: Would South accept an offer?
    readings:
      accepts: {{}}
      refuses:
        drop: [s2]

scenarios:
  thaw:
    why: a gesture restores trust
    at: [5]
    set: {{trust: 0.8}}

claims:                           # the conclusions, each a check against the premises
  C1:
    says: As things are, nothing moves
    at: [6]
    check:
      stable: start
  C2:
    says: A thaw brings the settlement
    at: [6]
    in: thaw
    check:
      every_outcome: settlement
"""


def scaffold(title: str | None = None, *, full: bool = False) -> str:
    """The text of a new assessment with this title: a small one, or one with every section, key and check (``full``).

    Line ends and tabs in the title become blanks. Raises CountermoveError where it has characters that are not text.
    """
    if full:
        text = _by_example()
        return text if title is None else re.sub("(?m)^title: .*", lambda _: f"title: {_quoted(title)}", text, count=1)
    return _TEXT.format(title=_quoted("Will North and South settle?" if title is None else title))


def _by_example() -> str:
    """The format by example: the file, and behind its claims those that declarations of checks bring."""
    from countermove.assessment.schema import CHECKS

    text = resources.files(__package__).joinpath("by_example.yaml").read_text(encoding="utf-8")
    before, end, after = text.partition("\nindicators:\n")
    first = 1 + len(re.findall(r"^  C\d+:$", before, re.MULTILINE))
    for number, claim in enumerate(filter(None, (kind.example for kind in CHECKS)), first):
        before += f"\n  C{number}:\n{indent(claim, '    ')}"
    return f"{before}{end}{after}"


def _quoted(title: str) -> str:
    text = re.sub("[\r\n\t]+", " ", title)
    strange = next((sign for sign in text if category(sign) in _NO_TEXT or sign in _NO_SIGNS), None)
    if strange is not None:
        code = f"U+{ord(strange):04X}"
        raise CountermoveError(f"The title has the character {code}, which does not belong in text: leave it out.")
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


FILE = "assessment.schema.json"
"""Its name, in the folder of the records."""


def published_text() -> str:
    """The text of the published file."""
    return resources.files(__package__).joinpath("schema", FILE).read_text(encoding="utf-8")
