r"""Tables of a paper as LaTeX, with nothing but ``booktabs``.

Every character of a case is printed literally: whatever TeX would take as a command, an argument, or half of a ligature
is written as a command or between braces, hidden characters are written out, and a text is one line. Letters with
accents are written as commands, which every engine has; letters of other scripts stay as they are, which LuaLaTeX and
XeLaTeX support, and the head of the file says so.

Sources as BibTeX, with only what the file states about them: as ``@article`` or ``@book`` where that is certain, otherwise
as ``@misc``.

Authors are not extracted from running text: a source with only a description is an entry with that as its title. A name
``Family, Given`` is a person's; any other stands between braces, which keeps BibTeX from taking it apart. Keys are the
names of sources in the file, so that ``\cite`` finds them; a conflict's citations have no names, and are numbered.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from urllib.parse import quote

from countermove.assessment.schema import Work
from countermove.plugins.papers.literature import published_by
from countermove.plugins.papers.signs import PaperTable, Pieces, Sign
from countermove.plugins.papers.text import sentence
from countermove.presentation.escape import cleaned
from gmcr.base.errors import CountermoveError

__all__ = ["bibtex_of", "latex_of", "latex_text"]


_SIGNS = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': "''",
    "[": "{[}",
    "]": "{]}",
    "*": "{*}",
    "`": "{`}",
    "\u2018": "{`}",
    "’": "{'}",
    "“": "``",
    "”": "''",
    "„": ",,",
    "–": "--",
    "—": "---",
    "…": r"\dots{}",
    "\u00a0": "~",
    "\u202f": r"\,",
    "ß": r"\ss{}",
    "æ": r"\ae{}",
    "Æ": r"\AE{}",
    "œ": r"\oe{}",
    "Œ": r"\OE{}",
    "ø": r"\o{}",
    "Ø": r"\O{}",
    "ł": r"\l{}",
    "Ł": r"\L{}",
    "\u0131": r"\i{}",
    "§": r"\S{}",
    "×": r"$\times$",
    "±": r"$\pm$",
    "≤": r"$\leq$",
    "≥": r"$\geq$",
    "≠": r"$\neq$",
    "→": r"$\to$",
    "·": r"$\cdot$",
    "−": "$-$",
}
"""Replacements for characters that LaTeX would not print as they are."""

_ACCENTS = {
    "\u0300": "`",
    "\u0301": "'",
    "\u0302": "^",
    "\u0303": "~",
    "\u0304": "=",
    "\u0306": "u",
    "\u0307": ".",
    "\u0308": '"',
    "\u030a": "r",
    "\u030b": "H",
    "\u030c": "v",
    "\u0327": "c",
    "\u0328": "k",
}
"""Combining accents → the commands that set them."""

_LIGATURE = re.compile(r"([-,'<>!?])(?=[-,'<>`])")
"""Matches where two characters would be printed as another one."""

_MATHS = {"tie": r"\sim", "unknown": r"\mathrel{U}", "to": r"\to", "stable": r"\bullet", "weight": "2^{k}"}
_BETTER = {1: ">", 2: r"\gg"}

_INDENT = "\\quad "
_LINES = r"\raggedright\hangindent=2em "
_END = r" \tabularnewline"

_PAGE, _LETTER, _BETWEEN = 345.0, 4.65, 6.0
"""Points: the line width of an article, a letter in its small size, and the space between two columns."""

_LONG = 36
"""A first column with more letters than this is set in several lines."""

_FEW = 4
"""The number of columns that are never divided, whatever their content."""


def latex_of(tables: Sequence[PaperTable], *, name: str, about: Sequence[str]) -> str:
    """The file: its origin (*about*) and its requirements as comments, then the tables. ``name``: of the case."""
    body = [_table(table, name) for table in tables]
    head = [*about, "Needs \\usepackage{booktabs}."]
    if not "".join(body).isascii():
        head.append(
            "Letters beyond Latin are left as they are: set it with LuaLaTeX or XeLaTeX, and a font that has them."
        )
    return "\n".join([*(f"% {cleaned(line)}" for line in head), "", "\n\n".join(body), ""])


def latex_text(text: str) -> str:
    """A text for use wherever LaTeX allows text."""
    apart = _LIGATURE.sub("\\1\0", unicodedata.normalize("NFC", cleaned(text)))
    return "".join(map(_character, apart))


def _character(character: str) -> str:
    if character == "\0":
        return "{}"
    if character in _SIGNS:
        return _SIGNS[character]
    if character.isascii():
        return character
    apart = unicodedata.normalize("NFD", character)
    if len(apart) == 2 and apart[1] in _ACCENTS and apart[0].isascii():
        return f"{{\\{_ACCENTS[apart[1]]}{{{_dotless(apart[0], apart[1])}}}}}"
    return character


def _dotless(base: str, mark: str) -> str:
    """The letter below an accent: an i or a j loses its dot to an accent above it."""
    above = mark not in ("\u0327", "\u0328")
    return {"i": r"\i", "j": r"\j"}.get(base, base) if above else base


# -- tables ------------------------------------------------------------------------------------------------------------


def _table(table: PaperTable, name: str) -> str:
    """The float of a table; for a divided table one per part, under the same number."""
    label = re.sub(r"[^A-Za-z0-9-]+", "-", name).strip("-") or "case"
    parts = list(_parts(table))
    lines: list[str] = []
    for place, part in enumerate(parts):
        caption = f"{table.caption} (continued)" if place else table.caption
        lines += [r"\begin{table}[htbp]", r"\centering\small\setlength{\tabcolsep}{3pt}"]
        lines += [r"\addtocounter{table}{-1}"] if place else []
        lines += [f"\\caption{{{latex_text(sentence(caption))}}}"]
        lines += [] if place else [f"\\label{{tab:{label}-{table.name}}}"]
        lines += [r"\par\smallskip", *_tabular(table, part)]
        if table.notes and place == len(parts) - 1:
            notes = " ".join(map(_pieces, table.notes))
            lines += [r"\par\smallskip", f"\\parbox{{0.95\\linewidth}}{{\\footnotesize {notes}}}"]
        lines += [r"\end{table}"]
    return "\n".join(lines)


def _parts(table: PaperTable) -> Iterator[range]:
    """The columns after the first, as many per part as a page has room for, evenly distributed."""
    many, longest = len(table.head) - 1, _longest(table)
    room = _PAGE - (0.4 * _PAGE if longest > _LONG else _LETTER * (longest + 3)) - _BETWEEN
    widths = [max(_width(row[place]) for row in _cells(table)) + _BETWEEN for place in range(1, many + 1)]
    for each in (-(-many // parts) for parts in range(1, many + 1)):
        step = each + each % 2 if table.name == "evolution" else each  # an arrow goes before the state it leads to
        if table.long or step <= _FEW or all(sum(widths[k : k + step]) <= room for k in range(0, many, step)):
            break
    for begin in range(1, many + 1, step):
        yield range(begin, min(begin + step, many + 1))


def _cells(table: PaperTable) -> list[tuple[Pieces, ...]]:
    return [table.head, *(row.cells for row in table.rows)]


def _longest(table: PaperTable) -> int:
    """The largest number of letters in the first column."""
    rows = (table.head, *(row.cells for row in table.rows if row.kind != "group"))
    return max(sum(len(cleaned(piece)) for piece in row[0] if isinstance(piece, str)) for row in rows)


def _width(pieces: Pieces) -> float:
    """The approximate width of a cell, in points."""
    letters = (len(piece) if isinstance(piece, str) else 1.2 + 0.8 * len(str(piece.number or "")) for piece in pieces)
    return _LETTER * sum(letters)


def _tabular(table: PaperTable, part: range) -> Iterator[str]:
    """``\\tabularnewline`` ends rows, since ``\\raggedright`` takes ``\\\\`` for itself."""
    long = _longest(table) > _LONG
    first = r"p{0.4\linewidth}" if long else "l"
    used_width = 2 * _BETWEEN + (0.4 * _PAGE if long else _LETTER * _longest(table))
    rest = f"p{{{int(100 * (1 - used_width / _PAGE)) / 100}\\linewidth}}" if table.long else "c" * len(part)
    yield f"\\begin{{tabular}}{{{first}{rest}}}"
    yield r"\toprule"
    yield _row([table.head[0], *(table.head[place] for place in part)])
    yield r"\midrule"
    grouped = any(row.kind == "group" for row in table.rows)
    before = (_LINES if long else "", _LINES if table.long else "")
    for place, row in enumerate(table.rows):
        if row.kind == "group":
            yield from (r"\addlinespace",) * bool(place)
            yield f"\\multicolumn{{{len(part) + 1}}}{{l}}{{\\emph{{{_pieces(row.cells[0])}}}}}{_END}"
            continue
        yield from (r"\midrule",) * (row.kind == "last")
        indent = _INDENT if grouped and row.kind == "plain" else ""
        yield _row([row.cells[0], *(row.cells[k] for k in part)], (f"{before[0]}{indent}", before[1]))
    yield r"\bottomrule"
    yield r"\end{tabular}"


def _row(cells: Sequence[Pieces], before: tuple[str, str] = ("", "")) -> str:
    """A row. ``before``: the text before the first cell, and before each of the others."""
    parts = (f"{before[bool(place)]}{_pieces(cell)}" for place, cell in enumerate(cells))
    return f"{' & '.join(parts)}{_END}"


def _pieces(pieces: Pieces) -> str:
    """Words and signs; adjacent signs are one formula, which a line may break after a relation."""
    parts = []
    for words, group in groupby(pieces, lambda piece: isinstance(piece, str)):
        if words:
            parts += [latex_text(str(piece)) for piece in group]
        else:
            parts.append(_formula([piece for piece in group if isinstance(piece, Sign)]))
    return "".join(parts)


def _formula(signs: Sequence[Sign]) -> str:
    if [sign.kind for sign in signs] == ["equilibrium"]:
        return r"\textbf{E}"
    return f"${' '.join(map(_maths, signs))}$"


def _maths(sign: Sign) -> str:
    if sign.kind == "state":
        return f"s_{{{sign.number}}}"
    if sign.kind == "better":
        return _BETTER.get(sign.number) or f"\\gg_{{{sign.number}}}"
    return _MATHS[sign.kind]


_ADDRESS = "".join(sign for sign in string.punctuation if sign not in "{}\\")
"""Punctuation that an address keeps as it is, beside letters and digits."""


def bibtex_of(case: str, works: Mapping[str, Work], literature: Mapping[str, Work] | None = None) -> str:
    """The entries of a case, in the order of its file: ``works`` by name; then those of the *literature*. Raises
    CountermoveError where there are none."""
    if not works and not literature:
        raise CountermoveError(f"{case} names no sources, so there is nothing to refer to.")
    keys: set[str] = set()
    own = [_entry(_key(f"{case}-{name}", keys), work) for name, work in works.items()]
    return "\n".join([*own, *(_entry(_key(name, keys), work) for name, work in (literature or {}).items())])


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
    kind = "article" if _in_journal(work) else "book" if published_by(work) else "misc"
    return f"@{kind}{{{key},\n{fields}}}\n"


_JOURNAL = re.compile(r"(\D+) (\d+)(?: ?\((\d+(?:[-–/]\d+)?)\))?, (\d+)(?: ?[-–]+ ?(\d+))?")
"""A place that only an article has: journal, volume, perhaps a number, and pages."""


def _in_journal(work: Work) -> re.Match[str] | None:
    return _JOURNAL.fullmatch(work.in_ or "")


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    if work.author:
        yield "author", " and ".join(map(_author, work.author))
    if work.title or work.what:
        yield "title", f"{{{latex_text(work.title or work.what or '')}}}"
    if place := _in_journal(work):
        journal, volume, number, first, last = place.groups()
        yield "journal", latex_text(journal)
        yield "volume", volume
        if number:
            yield "number", latex_text(number)
        yield "pages", f"{first}--{last}" if last else first
    elif book := published_by(work):
        yield from ((name, latex_text(text)) for name, text in zip(("publisher", "address"), book, strict=True) if text)
    elif work.in_:
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
