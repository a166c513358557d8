"""The content of downloads: a picture as SVG, PNG or CSV; an answer as JSON, or as CSV if it has a table; and each
table of a panel as CSV (``evidence-1``)."""

from __future__ import annotations

import json
import re

from countermove.catalogue import PICTURES, QUESTIONS
from countermove.media import envelope
from countermove.plugins.serve.panels import PANELS, answer_of, panel_of, request_of
from countermove.plugins.serve.serving.parameters import TYPES
from countermove.plugins.serve.workspace import Opened
from countermove.presentation.blocks import csv_of
from countermove.presentation.pages import table_of
from countermove.reports.figure import answer_for, draw, titled
from gmcr.base.characters import json_escaped
from gmcr.base.errors import UnknownName
from gmcr.base.tasks import OnProgress, run_to_end

__all__ = ["exported"]


def exported(opened: Opened, name: str, suffix: str, tell: OnProgress) -> tuple[bytes, str]:
    """The content of a file, and its media type. Raises UnknownName, MissingExtra, CountermoveError."""
    if suffix == "csv" and (table := _TABLE.fullmatch(name)) and table["panel"] in PANELS:
        return _panel_table(opened, table["panel"], int(table["number"]), tell), TYPES[suffix]
    if suffix == "json" or (suffix == "csv" and name not in PICTURES):
        return _answered(opened, name, suffix, tell), TYPES[suffix]
    if name not in PICTURES:
        raise UnknownName("figure", name, PICTURES)
    request = request_of(opened, PICTURES[name][0])
    if suffix == "csv":
        return draw(name, request, tell).csv().encode("utf-8"), TYPES[suffix]
    figure = titled(answer_for(name, request, tell), name, request)
    if suffix == "png":
        return figure.png(), TYPES[suffix]
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{figure.svg}\n'.encode(), TYPES[suffix]


_TABLE = re.compile(r"(?P<panel>[a-z]+)-(?P<number>[0-9]{1,4})")


def _panel_table(opened: Opened, name: str, place: int, tell: OnProgress) -> bytes:
    """A table of a panel, by its number from 1."""
    tables = run_to_end(panel_of(_about(opened, name)), tell).tables
    if not 1 <= place <= len(tables):
        raise UnknownName("table", f"{name}-{place}", [f"{name}-{number}" for number in range(1, len(tables) + 1)])
    return csv_of(tables[place - 1]).encode("utf-8")


def _about(opened: Opened, name: str) -> Opened:
    """The same state with another panel, which keeps its subject if it is already open."""
    own = opened.switches
    return Opened(opened.written, opened.assessment, own.but(ask=name, of=own.of if own.ask == name else ""))


def _answered(opened: Opened, name: str, suffix: str, tell: OnProgress) -> bytes:
    known = {item: question for item, question in QUESTIONS.items() if suffix == "json" or question.csv}
    if name not in known:
        raise UnknownName("question" if suffix == "json" else "table", name, known)
    answer = run_to_end(answer_of(_about(opened, name)), tell)
    if suffix == "csv":
        return csv_of(table_of(answer)).encode("utf-8")
    return json_escaped(json.dumps(envelope(answer), ensure_ascii=False)).encode("utf-8")
