"""A plugin of pytest that writes down which lines each test runs, what it costs, and which fail.

Lines, and seconds of CPU, are counted for a *context*: a test, a fixture that several tests share, or a function of which
results are kept (``functools.cache``). What is made once counts for every test that uses it, whichever asked first:
``uses`` says who uses what. Processes that a test starts count for it.
"""

from __future__ import annotations

import functools
import json
import os
import re
import resource
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import coverage
import pytest

__all__ = ["CONTEXT", "FOLDER", "SETTINGS"]

FOLDER = "COUNTERMOVE_MUTANTS"
"""The variable of the environment that names the folder to write to."""

CONTEXT = "COUNTERMOVE_CONTEXT"
"""The one that tells processes that a test starts for which context they run."""

SETTINGS = f"""[run]
source = {{tree}}/src
data_file = {{folder}}/lines
parallel = true
context = ${{{{{CONTEXT}-}}}}
disable_warnings = no-data-collected, module-not-imported, couldnt-parse, no-ctracer, no-sysmon
"""
"""Settings of coverage in those."""

_first_of = functools.lru_cache

contexts: _Contexts


class _Contexts:
    """Which context is running, and what each has cost and used."""

    def __init__(self) -> None:
        self.costs: dict[str, float] = defaultdict(float)
        self.uses: dict[str, set[str]] = defaultdict(set)
        self.failed: set[str] = set()
        self.of_fixture: dict[int, str] = {}
        folder = Path(os.environ[FOLDER])
        self.file = folder / f"{os.getpid()}.json"
        self.lines = coverage.Coverage(data_file=folder / "lines", data_suffix=True, source=["src"])
        self.lines.config.disable_warnings = ["no-data-collected"]
        self._stack = [""]
        self._since = _spent()

    @contextmanager
    def entered(self, name: str) -> Iterator[None]:
        self.uses[self._stack[-1]].add(name)
        self._switch(lambda: self._stack.append(name))
        try:
            yield
        finally:
            self._switch(self._stack.pop)

    def used(self, name: str) -> None:
        self.uses[self._stack[-1]].add(name)

    def _switch(self, change: Callable[[], object]) -> None:
        now = _spent()
        self.costs[self._stack[-1]] += now - self._since
        change()
        self._since = now
        os.environ[CONTEXT] = self._stack[-1]
        self.lines.switch_context(self._stack[-1])

    def write(self) -> None:
        self.lines.stop()
        self.lines.save()
        # Files are loaded whatever is run of them, and of what the program keeps each test needs little.
        left_out = re.compile(r".*\.py|countermove\..*\(\) 0")
        costs = {name: cost for name, cost in self.costs.items() if not left_out.fullmatch(name)}
        uses = {name: sorted(used) for name, used in self.uses.items()}
        self.file.write_text(json.dumps([costs, uses, sorted(self.failed)]), encoding="utf-8")


def _spent() -> float:
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def _keeping(maxsize: Any = 128, typed: bool = False) -> Any:
    """``functools.lru_cache``, of which the project's own functions are contexts."""
    if callable(maxsize):
        return _keeping()(maxsize)

    def decorated(function: Callable[..., Any]) -> Any:
        kept = _first_of(maxsize, typed)
        name = f"{function.__module__}.{function.__qualname__}"
        if not name.startswith(("tests.", "countermove.")) or "<locals>" in name:
            return kept(function)
        # What tests share is dear, and known by what it is made of; the program's own results are many and cheap.
        made: dict[object, str] = {}

        def context(values: tuple[Any, ...], named: Mapping[str, Any]) -> str:
            key = (values, *named.items()) if name.startswith("tests.") else ()
            return made.setdefault(key, f"{name}() {len(made)}")

        @functools.wraps(function)
        def computed(*values: Any, **named: Any) -> Any:
            if threading.current_thread() is not threading.main_thread():
                return function(*values, **named)
            with contexts.entered(context(values, named)):
                return function(*values, **named)

        remembered = kept(computed)

        @functools.wraps(function)
        def asked(*values: Any, **named: Any) -> Any:
            contexts.used(context(values, named))
            return remembered(*values, **named)

        asked.cache_info = remembered.cache_info  # type: ignore[attr-defined]
        asked.cache_clear = remembered.cache_clear  # type: ignore[attr-defined]
        return asked

    return decorated


def pytest_configure() -> None:
    global contexts
    contexts = _Contexts()
    contexts.lines.start()
    functools.lru_cache = _keeping
    functools.cache = _keeping(None)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    """What is computed where a file is loaded counts for all of its tests."""
    if not isinstance(collector, pytest.Module):
        return (yield)
    with contexts.entered(collector.nodeid):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """A test is a context."""
    with contexts.entered(item.nodeid):
        contexts.used(item.nodeid.partition("::")[0])
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[Any]) -> Iterator[None]:
    """So is a fixture that others may use as well."""
    if fixturedef.scope == "function":
        return (yield)
    name = f"{fixturedef.baseid}::{fixturedef.argname} {os.getpid()}-{len(contexts.costs)}"
    contexts.of_fixture[id(fixturedef)] = name
    with contexts.entered(name):
        return (yield)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Function) -> None:
    """All fixtures are known now that the test has asked for."""
    for fixture in getattr(getattr(item, "_request", None), "_fixture_defs", {}).values():
        if name := contexts.of_fixture.get(id(fixture)):
            contexts.used(name)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.failed:
        contexts.failed.add(report.nodeid)


def pytest_unconfigure() -> None:
    contexts.write()
