"""What only the owners can give: ``owner.toml``, read and checked."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["CONTRIBUTORS", "FILE", "ROOT", "Author", "Owner", "OwnerError", "read_owner", "version"]

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "owner.toml"
CONTRIBUTORS = "The Countermove contributors"
"""Who is named where no author is."""

_PATTERNS = {
    "address": r"https://[\w.-]+(/[\w.~-]+)+",
    "documentation": r"https://[\w.-]+(/[\w.~-]+)*/?",
    "conduct": r"[\w.+-]+@[\w-]+(\.[\w-]+)+",
    "security": r"[\w.+-]+@[\w-]+(\.[\w-]+)+",
    "doi": r"10\.\d{4,9}/[\w.()/:;-]+",
    "disclosure": r"[^\x00-\x1f<>]+",
    "orcid": r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]",
    "given": r"[^\x00-\x1f\"\\<>]+",
    "family": r"[^\x00-\x1f\"\\<>]+",
    "affiliation": r"[^\x00-\x1f\"\\<>]+",
}
_EXAMPLES = {
    "address": "https://example.org/owner/countermove",
    "documentation": "https://countermove.example.org",
    "conduct": "conduct@example.org",
    "security": "security@example.org",
    "doi": "10.5281/zenodo.1",
    "disclosure": "No generative AI was used.",
    "orcid": "0000-0002-1825-0097",
    "given": "Ada",
    "family": "Lovelace",
    "affiliation": "University of Example",
}


class OwnerError(ValueError):
    """``owner.toml`` cannot be read, or says something that is not what it should be."""


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody who is cited."""

    given: str
    family: str
    orcid: str = ""
    affiliation: str = ""

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}"


@dataclass(frozen=True, slots=True)
class Owner:
    """What the owners gave; what is empty is not known yet."""

    address: str = ""
    documentation: str = ""
    conduct: str = ""
    security: str = ""
    doi: str = ""
    disclosure: str = ""
    authors: tuple[Author, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """What is not known yet, in words."""
        words = {
            "address": "the address of the repository",
            "documentation": "the address of the documentation",
            "conduct": "an e-mail address for reports of misconduct",
            "doi": "a DOI of the archive of all versions",
            "disclosure": "what the paper has to say of generative AI",
            "authors": "the authors' names",
        }
        return tuple(f"{said} ({key})" for key, said in words.items() if not getattr(self, key))


def read_owner(file: Path = FILE) -> Owner:
    """Read what the owners gave.

    :raises OwnerError: the file cannot be read, has a key that there is none of, or a value that is not of its kind.
    """
    try:
        given = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise OwnerError(f"{file.name}: {error}") from error
    authors = given.pop("authors", [])
    if not isinstance(authors, list) or not all(isinstance(author, dict) for author in authors):
        raise OwnerError(f"{file.name}: each author is a table: [[authors]]")
    texts = _texts(given, file.name, ("address", "documentation", "conduct", "security", "doi", "disclosure"))
    return Owner(**texts, authors=tuple(_author(author, file.name, n) for n, author in enumerate(authors, 1)))


def _author(given: Mapping[str, Any], file: str, number: int) -> Author:
    where = f"{file}, author {number}"
    texts = _texts(given, where, ("given", "family", "orcid", "affiliation"))
    if not texts.get("given") or not texts.get("family"):
        raise OwnerError(f'{where}: give both names: given = "Ada", family = "Lovelace"')
    return Author(**texts)


def _texts(given: Mapping[str, Any], where: str, keys: tuple[str, ...]) -> dict[str, str]:
    for key, value in given.items():
        if key not in keys:
            raise OwnerError(f"{where}: there is no {key!r}; there are {', '.join(keys)}")
        if not isinstance(value, str) or (value and not re.fullmatch(_PATTERNS[key], value)):
            raise OwnerError(f'{where}: {key} is {value!r}, and should be like "{_EXAMPLES[key]}"')
    return dict(given)


def version(root: Path = ROOT) -> str:
    """The version of a source tree."""
    text = (root / "src/countermove/__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "(.+)"$', text, re.MULTILINE)
    assert found is not None, "the package has a version"
    return found[1]
