r"""Sources as BibTeX: each as ``@misc``, with only what the file states about it.

Authors are not extracted from running text: a source with only a description is an entry with that as its title. A name
``Family, Given`` is a person's; any other stands between braces, which keeps BibTeX from taking it apart. Keys are the
names of sources in the file, so that ``\cite`` finds them; a conflict's citations have no names, and are numbered.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from countermove.assessment.schema import Work
from countermove.plugins.papers.latex import latex_text
from countermove.presentation.escape import cleaned
from gmcr.base.errors import CountermoveError

__all__ = ["bibtex_of"]

_ADDRESS = "".join(sign for sign in string.punctuation if sign not in "{}\\")
"""Punctuation that an address keeps as it is, beside letters and digits."""


def bibtex_of(case: str, works: Mapping[str, Work]) -> str:
    """The entries of a case, in the order of its file: ``works`` by name. Raises CountermoveError where there are none."""
    if not works:
        raise CountermoveError(f"{case} names no sources, so there is nothing to refer to.")
    keys: set[str] = set()
    return "\n".join(_entry(_key(f"{case}-{name}", keys), work) for name, work in works.items())


def _key(name: str, used: set[str]) -> str:
    """A unique key, of characters that every program accepts."""
    stem = re.sub(r"[^A-Za-z0-9-]+", "-", name).strip("-") or "source"
    key, count = stem, 1
    while key.lower() in used:  # BibTeX ignores case
        count += 1
        key = f"{stem}-{count}"
    used.add(key.lower())
    return key


def _entry(key: str, work: Work) -> str:
    sort_key = [] if work.author else [("key", key)]  # used for sorting
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in [*sort_key, *_fields(work)])
    return f"@misc{{{key},\n{fields}}}\n"


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    if work.author:
        yield "author", " and ".join(map(_author, work.author))
    if work.title or work.what:
        yield "title", f"{{{latex_text(work.title or work.what or '')}}}"
    if work.in_:
        yield "howpublished", latex_text(work.in_)
    if work.year:
        yield "year", str(work.year)
    if work.doi:
        yield "doi", _verbatim(work.doi)
    if work.url:
        yield "url", _verbatim(work.url)


def _author(name: str) -> str:
    """A person as BibTeX takes it apart; any other name as it stands. An "and" would begin another author."""
    parts = [part.strip() for part in name.split(",")]
    person = len(parts) == 2 and all(parts) and not re.search(r"\band\b", name, re.IGNORECASE)
    return ", ".join(map(latex_text, parts)) if person else f"{{{latex_text(name)}}}"


def _verbatim(text: str) -> str:
    """An address, which styles print verbatim: without characters that would end the field, begin a command, or are not
    ASCII.
    """
    return quote(cleaned(text), safe=_ADDRESS)
