"""The tools as they are declared: what a client is told of them, and what it may say with them."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from typing import Any

import jsonschema
import pytest

from countermove.catalogue import ASSESS, LINT, QUESTIONS
from countermove.context.game import game_of
from countermove.context.selection import Selection
from countermove.plugins.mcp.tools import ASK, SEVERAL, TOOLS, description_of, request_of, schema_of_tool
from gmcr.base.errors import CountermoveError
from tests.conftest import ROOT, in_one_test
from tests.flagship import korea

__all__: list[str] = []


def test_six_tools_are_made_from_what_is_declared() -> None:
    assert list(TOOLS) == ["assess", "check", "change", "diff", "lint", "ask"]
    declared = {"assess": ASSESS, "lint": LINT, **QUESTIONS}
    for name, tool in TOOLS.items():
        if tool is ASK:
            continue
        question = declared[name]
        said = description_of(tool)
        assert said.startswith(question.asks)
        taken = schema_of_tool(tool)["properties"]
        assert {option.name.rstrip("_") for option in question.options} <= set(taken)
        assert set(question.selects) <= set(taken)
        assert {"section", "page"} <= set(taken)


def test_nothing_is_said_that_only_a_command_line_does() -> None:
    for tool in TOOLS.values():
        told = json.dumps([description_of(tool), schema_of_tool(tool)])
        assert not re.search(r"Ctrl-C|--\w|[Ee]xit code|Ends with|repeatable", told), tool.name


def test_schemas_are_schemas_and_closed() -> None:
    for tool in TOOLS.values():
        schema = schema_of_tool(tool)
        jsonschema.Draft202012Validator.check_schema(schema)
        assert schema["additionalProperties"] is False
        assert set(schema["required"]) <= set(schema["properties"])
        assert all(item["description"] for item in schema["properties"].values())
        kinds = {name: item.kind for name, item in tool.parameters.items()}
        assert all((schema["properties"][name]["type"] == "array") == (kind in SEVERAL) for name, kind in kinds.items())


def test_what_is_said_is_taken_as_the_question_takes_it() -> None:
    asked = request_of(
        TOOLS["change"],
        {"case": "ferry.yaml", "break": True, "bound": 2.0, "costs": {"tactical": 0.1}, "every": True, "page": 2,
         "reading": {"Q": "no"}, "drivers": {"demand": 0.25}, "concepts": "nash", "section": None},
    )  # fmt: skip
    assert asked.question == "change"
    assert asked.cases == ("ferry.yaml",)
    assert asked.options == {"break_": True, "bound": 2, "costs": {"tactical": "0.1"}, "concepts": ["nash"]}
    assert asked.shown == {"every": True}
    assert asked.selection == {"reading": {"Q": "no"}, "drivers": {"demand": "0.25"}}
    assert (asked.section, asked.page) == ("", 2)


def test_every_other_question_of_a_case_is_asked_by_one_tool() -> None:
    named = schema_of_tool(ASK)["properties"]["question"]["enum"]
    alone = {name for name, question in QUESTIONS.items() if question.cases == "one" and question.of != "gmcr"}
    assert set(named) == alone - set(TOOLS)
    assert {"why", "deal", "multiverse", "drift"} <= set(named)
    asked = request_of(
        ASK,
        {"question": "deal", "case": "ferry.yaml", "options": {"to": "line.run", "own_views": True, "bound": 3},
         "reading": {"Q": "no"}, "section": "part", "page": 2},
    )  # fmt: skip
    assert (asked.question, asked.cases) == ("deal", ("ferry.yaml",))
    assert asked.options == {"to": "line.run", "own_views": True, "bound": 3}
    assert asked.selection == {"reading": {"Q": "no"}}
    assert (asked.section, asked.page) == ("part", 2)
    assert request_of(ASK, {"question": "multiverse", "case": "f", "options": {"every": True}}).shown == {"every": True}


def test_cases_are_in_the_order_of_the_tool() -> None:
    assert request_of(TOOLS["diff"], {"second": "b", "first": "a"}).cases == ("a", "b")
    assert request_of(TOOLS["check"], {"cases": ["b", "a"]}).cases == ("b", "a")


def test_what_the_documentation_says_is_so() -> None:
    text = (ROOT / "docs" / "reference" / "mcp.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"(?m)^\| `(\w+)` \| (`[\w`, ]+`) \|", text))
    assert list(rows) == list(TOOLS)
    for name, needed in rows.items():
        assert re.findall(r"\w+", needed) == schema_of_tool(TOOLS[name])["required"]
    registered, asked, further = (json.loads(block) for block in re.findall(r"(?s)```json\n(.*?)```", text))
    assert request_of(ASK, further).options == {"to": "talks", "own_views": True}
    assert registered["mcpServers"]["countermove"]["args"][0] == "mcp"
    taken = request_of(TOOLS["assess"], asked)
    assert game_of(korea(), Selection(**taken.selection)).conflict.drivers["window"] == Fraction(1, 4)


WRONG: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("assess", {}, "assess needs case."),
    ("assess", {"case": ""}, "assess needs case."),
    ("check", {"cases": {}}, "check needs cases."),
    ("assess", {"case": 3}, "case: this should be a text, not 3."),
    ("assess", {"case": "x", "bund": 1}, "Did you mean bound?"),
    ("assess", {"case": "x", "__proto__": 1}, "'__proto__' is not a parameter of assess here."),
    ("assess", {"case": "x", "bound": True}, "bound: this should be a whole number"),
    ("assess", {"case": "x", "bound": 0}, "bound: this should be a whole number of 1 or more, not 0."),
    ("assess", {"case": "x", "bound": 1 << 80}, "bound: this should be at most 6"),
    ("assess", {"case": "x", "bound": 1.5}, "bound: this should be a whole number"),
    ("assess", {"case": "x", "reading": "Q=no"}, "reading: this should be a mapping"),
    ("assess", {"case": "x", "drivers": {"a": [1]}}, "drivers: a value should be a text or a number"),
    ("assess", {"case": "x", "page": 0}, "page: this should be a whole number of 1 or more"),
    ("assess", {"case": "x", "view": "v" * 3000}, "view: a text of 3,000 characters is longer"),
    ("change", {"case": "x", "break": "yes"}, "break: this should be True or False"),
    ("check", {"cases": [1]}, "cases: this should be a name, not 1."),
    ("check", {"cases": [f"c{n}" for n in range(201)]}, "cases: 201 are more than the 200"),
    ("check", {"cases": ["x"], "claims": {"C": 1, "D": [2]}, "as_of": 3}, "as_of: this should be a text"),
    ("diff", {"first": "a"}, "diff needs second."),
    ("ask", {"case": "x"}, "ask needs question: solve, why,"),
    ("ask", {"question": ["deal"], "case": "x"}, "question: this should be a text"),
    ("ask", {"question": "check", "case": "x"}, "check is a tool of its own: call it."),
    ("ask", {"question": "dael", "case": "x"}, "Did you mean deal?"),
    ("ask", {"question": "deal"}, "deal needs case."),
    ("ask", {"question": "why", "case": "x"}, "why needs state."),
    ("ask", {"question": "deal", "case": "x", "options": {"tu": 1}}, "'tu' is not an option of deal here."),
    ("ask", {"question": "deal", "case": "x", "options": "to"}, "options: this should be a mapping"),
    ("ask", {"question": "deal", "case": "x", "options": {"case": "/etc/passwd"}}, "'case' is not an option of deal"),
    ("ask", {"question": "multiverse", "case": "x", "view": "v"}, "'view' is not a parameter of multiverse here."),
    *(("ask", {"question": name, "case": "x", "options": {option: "x"}}, f"'{option}' is not an option of {name} here.")
      for name, option in (("robust", "dask"), ("robust", "workers"), ("watch", "data"))),
)  # fmt: skip


@in_one_test(("name", "said", "told"), WRONG)
def test_what_is_wrong_is_one_sentence(name: str, said: dict[str, Any], told: str) -> None:
    with pytest.raises(CountermoveError) as raised:
        request_of(TOOLS[name], said)
    assert told in str(raised.value)
    assert "\n" not in str(raised.value)
    assert len(str(raised.value)) < 400
