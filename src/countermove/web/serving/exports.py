"""What can be taken away: a picture as SVG, PNG or CSV; what a question found as JSON, or as CSV where it has a table."""

from __future__ import annotations

import json

from countermove.catalogue import PICTURES, QUESTIONS
from countermove.characters import json_escaped
from countermove.desk.figure.asked import draw
from countermove.desk.figure.found import titled
from countermove.errors import UnknownName
from countermove.report import envelope
from countermove.telling.commas import csv_of
from countermove.telling.pages import table_of
from countermove.web.opening import Opened
from countermove.web.panels import answer_of, request_of
from countermove.web.serving.suffixes import TYPES
from countermove.work import Tell, finished

__all__ = ["exported"]


def exported(opened: Opened, name: str, suffix: str, tell: Tell) -> tuple[bytes, str]:
    """The content of a file, and its media type. Raises UnknownName, MissingExtra, CountermoveError."""
    if suffix == "json" or (suffix == "csv" and name not in PICTURES):
        return _answered(opened, name, suffix, tell), TYPES[suffix]
    if name not in PICTURES:
        raise UnknownName("figure", name, PICTURES)
    request = request_of(opened, PICTURES[name][0])
    if suffix == "csv":
        return draw(name, request, tell).csv().encode("utf-8"), TYPES[suffix]
    figure = titled(name, request, tell)
    if suffix == "png":
        return figure.png(), TYPES[suffix]
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{figure.svg}\n'.encode(), TYPES[suffix]


def _answered(opened: Opened, name: str, suffix: str, tell: Tell) -> bytes:
    asked = opened.switches.ask
    known = {item: question for item, question in QUESTIONS.items() if suffix == "json" or question.csv}
    if name not in known:
        raise UnknownName("question" if suffix == "json" else "table", name, known)
    about = opened.switches.but(ask=name, of=opened.switches.of if asked == name else "")
    answer = finished(answer_of(Opened(opened.written, opened.assessment, about)), tell)
    if suffix == "csv":
        return csv_of(table_of(answer)).encode("utf-8")
    return json_escaped(json.dumps(envelope(answer), ensure_ascii=False)).encode("utf-8")
