"""What identifies a text: its letters and digits, its words, and hashed runs of three words.

Layout does not change a passage: case, spaces, hyphens, punctuation, marks that stand on no letter and the forms that
NFKC unites are ignored. A word is a stretch of letters and digits; in scripts that are written without spaces (Chinese,
Japanese, Thai, Lao, Khmer, Burmese) every letter is one. A word divided at the end of a line is joined again.

A run is hashed (BLAKE2b, keyed with the salt of a file of locks) to 18 bits. Two of them choose one run in four, the
others are its *number*. So a number stands for one in 262,144 of all runs, and three of four runs of a passage leave no
trace.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence

__all__ = ["RUN", "SHORT", "digest_of", "numbers_of", "words", "words_of"]

RUN = 3
"""Words of a run."""

SHORT = 8
"""A passage of fewer words could be guessed from its hash: only sixteen bits of it are stored."""

_SPACELESS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD = re.compile(f"[{_SPACELESS}]|[^\\W_{_SPACELESS}]+")
_DIVIDED = re.compile(r"(?<=[^\W\d_])[-\u2010][ \t]*\n[ \t]*(?=[^\W\d_])")
_CHOSEN, _BITS = 3, 2


def words_of(text: str) -> list[str]:
    """The normalised words of a text."""
    whole = _DIVIDED.sub("", text)
    if not whole.isascii():
        whole = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", whole).casefold())
        whole = "".join(
            sign for sign in whole if sign.isascii() or unicodedata.category(sign) not in ("Mn", "Mc", "Cf")
        )
        return _WORD.findall(whole)
    return _WORD.findall(whole.casefold())


def digest_of(words: Sequence[str], salt: str) -> str:
    """SHA-256 of the letters and digits of a passage; for a short one four hexadecimal digits of the salted hash."""
    letters = "".join(words).encode()
    if len(words) < SHORT:
        return hashlib.sha256(f"{salt}:".encode() + letters).hexdigest()[:4]
    return hashlib.sha256(letters).hexdigest()


def numbers_of(words: Sequence[str], salt: str) -> Iterator[tuple[int, int]]:
    """The chosen runs: the index where each begins, and its number."""
    key = salt.encode()
    for place in range(len(words) - RUN + 1):
        run = " ".join(words[place : place + RUN]).encode()
        value = int.from_bytes(hashlib.blake2b(run, digest_size=3, key=key).digest(), "big")
        if value & _CHOSEN == 0:
            yield place, value >> _BITS & 0xFFFF


def words(lines: tuple[str, ...]) -> frozenset[str]:
    """The words in the lines of a section."""
    return frozenset(" ".join(lines).split())
