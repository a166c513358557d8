"""Shell completion. Fast for cases; names within a case require reading it."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from countermove.catalogue import PICTURES
from gmcr.base.characters import control_in
from gmcr.base.concepts import BASIC, COALITION, WRITTEN

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = [
    "bundled_cases",
    "complete_actor",
    "complete_any_concept",
    "complete_case",
    "complete_claim",
    "complete_coalition_concept",
    "complete_concept",
    "complete_driver",
    "complete_figure",
    "complete_format",
    "complete_game",
    "complete_scenario",
    "complete_view",
    "formats_written",
]

_YAML = (".yaml", ".yml")
_FORMATS = ("gmcr", "yaml", "yml", "json", "nfg", "graphml", "graph.json", "csv")


def bundled_cases() -> list[str]:
    """Names of the bundled cases and published conflicts, without importing the code that reads them."""
    sources = resources.files("countermove").joinpath("assessment", "cases", "conflicts").iterdir()
    return sorted([*_names(), *(name for source in sources if source.is_dir() for name in _stems(source))])


def _names() -> list[str]:
    return _stems(resources.files("countermove").joinpath("assessment", "cases"))


def _stems(folder: Traversable) -> list[str]:
    return [Path(entry.name).stem for entry in folder.iterdir() if entry.name.endswith(".yaml")]


def complete_case(incomplete: str) -> list[str]:
    """Bundled assessments, and files beside the word."""
    return [name for name in (*sorted(_names()), *_files(incomplete, _YAML)) if name.startswith(incomplete)]


def complete_game(incomplete: str) -> list[str]:
    """Bundled cases and conflicts, and files of either beside the word."""
    files = _files(incomplete, (*_YAML, ".gmcr", ".json"))
    return [name for name in (*bundled_cases(), *files) if name.startswith(incomplete)]


def _files(incomplete: str, suffixes: tuple[str, ...]) -> list[str]:
    above, slash, _ = incomplete.rpartition("/")
    folder = Path(above or slash or ".")
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return []
    return [
        f"{entry}/" if entry.is_dir() else str(entry)
        for entry in entries
        if control_in(entry.name) is None
        and (entry.suffix in suffixes or (entry.is_dir() and not entry.name.startswith(".")))
    ]


def complete_concept(incomplete: str) -> list[str]:
    """Concepts."""
    return [name for name in BASIC if name.startswith(incomplete)]


def complete_coalition_concept(incomplete: str) -> list[str]:
    """Concepts of coalitions."""
    return [name for name in COALITION if name.startswith(incomplete)]


def complete_any_concept(incomplete: str) -> list[str]:
    """All concepts, including those of foresight and of coalitions."""
    return [name for name in WRITTEN if name.startswith(incomplete)]


def complete_scenario(context: typer.Context, incomplete: str) -> list[str]:
    """Scenarios of the case typed earlier on the line."""
    case = _case(context)
    return [] if case is None else [name for name in case.scenarios if name.startswith(incomplete)]


def complete_view(context: typer.Context, incomplete: str) -> list[str]:
    """Views of the case typed earlier on the line."""
    case = _case(context)
    return [] if case is None else [name for name in case.views if name.startswith(incomplete)]


def complete_actor(context: typer.Context, incomplete: str) -> list[str]:
    """Actors of the case typed earlier on the line."""
    case = _case(context)
    return [] if case is None else [name for name in case.actors if name.startswith(incomplete)]


def complete_claim(context: typer.Context, incomplete: str) -> list[str]:
    """Claims of the case typed earlier on the line."""
    case = _case(context)
    return [] if case is None else [name for name in case.claims if name.startswith(incomplete)]


def complete_driver(context: typer.Context, incomplete: str) -> list[str]:
    """Drivers of the case typed earlier on the line."""
    case = _case(context)
    return [] if case is None else [name for name in case.ranges if name.startswith(incomplete)]


def complete_figure(incomplete: str) -> list[str]:
    """Figures."""
    return [name for name in PICTURES if name.startswith(incomplete)]


def complete_format(incomplete: str) -> list[str]:
    """Formats that a conflict can be converted to."""
    return [name for name in formats_written() if name.startswith(incomplete)]


def formats_written() -> list[str]:
    """Formats that a conflict can be converted to, those of plugins last."""
    from countermove.extensions import plugins

    brought = (end[1:] for plugin in plugins() for form in plugin.formats if form.write for end in form.suffixes)
    return [*_FORMATS, *brought]


def _case(context: typer.Context) -> Assessment | None:
    # A trailing option without its value leaves the arguments before it unparsed.
    named = [context.params.get("case"), *(context.params.get("cases") or ()), *context.args]
    name = next((word for word in named if word), None)
    if not isinstance(name, str):
        return None
    from countermove.assessment import load
    from gmcr.base.errors import CountermoveError

    try:
        return load(name)
    except CountermoveError:
        return None
