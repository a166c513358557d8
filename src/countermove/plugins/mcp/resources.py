"""Records and texts of cases as resources, by addresses: ``countermove://CASE/assess.json``, ``countermove://CASE/case.yaml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from countermove.assessment import bundle
from countermove.assessment.formats import is_assessment, is_conflict
from countermove.assessment.parser import read_bytes
from countermove.catalogue import ASSESS, LINT, QUESTIONS, Declaration
from countermove.plugins.mcp.places import Places
from countermove.plugins.mcp.request import ToolRequest
from gmcr.base.errors import CountermoveError, UnknownName, quoted
from gmcr.base.summary import Record

__all__ = ["ADDRESS", "JSON", "RECORDS", "YAML", "Listed", "listed", "request_at", "text_at"]

ADDRESS = "countermove://"
JSON, YAML = "application/json", "application/yaml"
_TEXT = "case.yaml"

RECORDS: Mapping[str, Declaration] = {
    item.name: item
    for item in (ASSESS, LINT, *QUESTIONS.values())
    if item.cases != "two" and item.of != "gmcr" and not any(option.needed for option in item.options)
}
"""The records that need nothing but a case."""


@dataclass(frozen=True, slots=True)
class Listed(Record):
    """A resource."""

    address: str
    name: str
    description: str
    kind: str


def listed(places: Places) -> Iterator[Listed]:
    """The bundled cases and those of the folders, each with its text and its assessment."""
    titles = {case.name: case.title for case in bundle.cases()}
    for case in (*titles, *places.listed()):
        title = titles.get(case, "")
        yield Listed(_address(case, _TEXT), f"{case}: text", title, YAML)
        yield Listed(_address(case, f"{ASSESS.name}.json"), f"{case}: {ASSESS.name}", ASSESS.asks, JSON)


def request_at(address: str, places: Places) -> ToolRequest | str:
    """The request for the record at an address, or the case whose text is there. Raises CountermoveError."""
    case, name = _parts(address)
    opened = places.named(case)
    if name == _TEXT:
        return opened
    record = name.removesuffix(".json")
    if record == name or record not in RECORDS:
        raise UnknownName("resource of a case", name, (_TEXT, *(f"{item}.json" for item in RECORDS)))
    return ToolRequest(record, (opened,), record=True)


def text_at(case: str, places: Places) -> str:
    """The text of a case as it is written. Raises CountermoveError if it is no case."""
    path = places.base / case
    if not path.is_file():
        return _bundled(case).decode("utf-8")
    content = read_bytes(path)
    if path.suffix.lower() not in (".yaml", ".yml") or not (is_assessment(content) or is_conflict(content, file=case)):
        raise CountermoveError(f"{quoted(case)} is neither an assessment nor a conflict, so its text is not shown.")
    return content.decode("utf-8-sig", errors="backslashreplace")


def _bundled(case: str) -> bytes:
    if case in bundle.names():
        return bundle.content(case)
    if case in bundle.conflict_names():
        return bundle.conflict_content(case)
    raise CountermoveError(f"{quoted(case)} is not a file, so it has no text.")


def _address(case: str, name: str) -> str:
    return f"{ADDRESS}{quote(Path(case).as_posix(), safe='')}/{name}"


def _parts(address: str) -> tuple[str, str]:
    """The case and the name of a resource."""
    case, slash, name = address.removeprefix(ADDRESS).rpartition("/")
    if not address.startswith(ADDRESS) or not slash or not case:
        raise CountermoveError(
            f"{quoted(address)} is not an address here: addresses read {ADDRESS}CASE/{ASSESS.name}.json."
        )
    return unquote(case, errors="strict") if _decodes(case) else case, name


def _decodes(text: str) -> bool:
    try:
        unquote(text, errors="strict")
    except UnicodeDecodeError:
        return False
    return True
