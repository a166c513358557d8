"""What every test may ask for: optional parts, material beside the repository, Hypothesis profiles."""

from __future__ import annotations

import gc
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, wraps
from inspect import signature
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

__all__ = [
    "EXAMPLES",
    "FULL",
    "LEVEL",
    "ROOT",
    "in_one_test",
    "models",
    "require_browser",
    "require_bundler",
    "require_core",
    "require_fonts",
    "require_module",
    "require_program",
    "shared",
]

ROOT = Path(__file__).resolve().parents[1]
"""The repository."""

LEVELS = ("first", "all", "judge")
"""How much is run: what shows most, all tests, and all of them at full size."""

LEVEL = os.environ.get("COUNTERMOVE_LEVEL", "first")
"""The level that is asked for (``make test``, ``make test-all``, ``make judge``)."""

FULL = LEVEL == "judge"
"""Whether all random models are compared with the judge, and not only those that are chosen for what they show."""

EXAMPLES = int(os.environ.get("COUNTERMOVE_EXAMPLES") or {"first": 10, "all": 30, "judge": 100}.get(LEVEL, 10))
"""Examples of a property: other ones each time, so that what few do not show is shown by the next. Fewer are asked for where the
surroundings are tried (`.ci/gmcr`, `.ci/lowest`) with what is tried in full elsewhere."""

settings.register_profile("default", deadline=None, max_examples=EXAMPLES)
settings.register_profile(
    "ci",
    deadline=None,
    max_examples=EXAMPLES,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "default"))


def models(every: Sequence[int], chosen: Sequence[int]) -> Sequence[int]:
    """Seeds of the models that are compared with the judge: the chosen ones of them, or all (``COUNTERMOVE_LEVEL=judge``)."""
    assert set(chosen) < set(every)
    return every if FULL else chosen


def in_one_test(
    names: str | Sequence[str], cases: Iterable[Any]
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """As ``pytest.mark.parametrize``, in one test, for many cases each of which takes less than to begin a test: all share
    the fixtures, the first that fails is named, and none may skip."""
    given = names.split(", ") if isinstance(names, str) else list(names)
    each = [(case,) if len(given) == 1 else tuple(case) for case in cases]
    assert each

    def decorated(test: Callable[..., None]) -> Callable[..., None]:
        @wraps(test)
        def whole(**fixtures: Any) -> None:
            for case in each:
                values = dict(zip(given, case, strict=True))
                try:
                    test(**values, **fixtures)
                except BaseException as error:
                    error.add_note(f"where {', '.join(f'{name} = {value!r}' for name, value in values.items())}")
                    raise

        own = signature(test)
        left = [item for name, item in own.parameters.items() if name not in given]
        whole.__signature__ = own.replace(parameters=left)  # type: ignore[attr-defined]
        return whole

    return decorated


def require_module(name: str, why: str) -> ModuleType:
    """The module *name*, or a skip that says what needs it; a failure where everything is required."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != name.partition(".")[0]:
            raise  # the module is there; what it imports is not
        _missing(f"the module {name} is not installed: {why}")


def require_core() -> None:
    """The compiled core; otherwise as ``require_module``, unless it is turned off."""
    from gmcr.base.core import core_named, library

    if os.environ.get("COUNTERMOVE_CORE") == "numpy":
        pytest.skip("the compiled core is turned off", allow_module_level=True)
    if library() is None:
        _missing(f"the compiled core is not there: {core_named()}. `python hatch_build.py` compiles it")


def require_fonts(text: str) -> None:
    """Fonts for every letter of *text*; otherwise as ``require_module``."""
    from countermove.presentation.typefaces import lacking, with_resvg

    require_module("resvg_py", "it is asked for letters")
    if scripts := lacking(text, with_resvg):
        _missing(f"no font here has all letters of {', '.join(scripts)}")


def require_program(name: str, why: str) -> str:
    """The path of the program *name*, the interpreter's own first; otherwise as ``require_module``."""
    path = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    if path is None:
        _missing(f"the program {name} is not installed: {why}")
    return path


def require_browser(why: str) -> str:
    """The path of Chromium: the one without windows where it is there, which starts in a third of the time; otherwise as
    ``require_module``."""
    return shutil.which("chromium-headless-shell") or require_program("chromium", why)


def require_bundler() -> tuple[str, Path]:
    """Node, and what bundles the scripts of the page (``make page`` installs it); otherwise as ``require_module``."""
    node = require_program("node", "it runs the scripts of the page")
    bundler = ROOT / "frontend/node_modules/rolldown/dist/index.mjs"
    if not bundler.is_file():
        _missing("what bundles the scripts of the page is not installed: `make page` installs it")
    return node, bundler


def require_sanitizers() -> tuple[str, str]:
    """GCC, and its address sanitizer as a library that is loaded before a program; otherwise as ``require_module``."""
    compiler = require_program("gcc", "it compiles with sanitizers")
    told = subprocess.run([compiler, "-print-file-name=libasan.so"], capture_output=True, text=True, check=False)
    library = Path(told.stdout.strip())
    if not library.is_absolute() or not library.is_file():
        _missing(f"{compiler} has no address sanitizer")
    return compiler, str(library)


def _missing(reason: str) -> NoReturn:
    if os.environ.get("COUNTERMOVE_REQUIRE_ALL") == "1":
        pytest.fail(f"COUNTERMOVE_REQUIRE_ALL is set, but {reason}", pytrace=False)
    pytest.skip(reason, allow_module_level=True)


@pytest.fixture(autouse=True, scope="session")
def interruptible() -> Iterator[None]:
    """Interrupts interrupt, even where they are ignored (``nohup make test``, ``trap '' INT``): processes that a test
    starts would inherit that, and never see the signal that it sends."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, signal.SIG_DFL if before is None else before)


@pytest.fixture(autouse=True, scope="session")
def read_once() -> Iterator[Callable[[bytes, str], Any] | None]:
    """A text that many tests read, such as the flagship's, is read once: each gets an assessment of its own, with no game made,
    whose records are those of the others. What is refused is read each time."""
    if importlib.util.find_spec("countermove") is None:  # the engine is tested alone
        yield None
        return
    from countermove.assessment import document

    known = lru_cache(maxsize=32)(document._read)

    def read(content: bytes, file: str) -> document.Assessment:
        own = known(content, file)
        return replace(own, _compiler=type(own._compiler)(own.document, own.names, own._compiler.book))

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(document, "_read", read)
        yield known


@pytest.fixture
def solved_once(read_once: Callable[[bytes, str], Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """And its games are solved once: who loads it gets the assessment that others with this fixture have asked already."""
    monkeypatch.setattr("countermove.assessment.document._read", read_once)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The material of the project that lies beside the repository; it is never required."""
    path = ROOT.parent / "shared"
    if not path.is_dir():
        pytest.skip("there is no ../shared beside the repository; only its own cases can be checked without it")
    return path


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out the tests of higher levels, but for those that are named on the command line. What mostly waits begins
    first, so that nothing is waited for at the end; then come those that share a browser, one after another."""
    if LEVEL not in LEVELS:
        raise pytest.UsageError(f"COUNTERMOVE_LEVEL is {LEVEL}: it is one of {', '.join(LEVELS)}.")
    named = tuple(_relative(own) for own in config.args if "::" in own)
    beyond_level = [item for item in items if _level_of(item) > LEVELS.index(LEVEL)]
    some = _some_of(beyond_level)
    left_out = [item for item in beyond_level if item.nodeid not in some and not _named(item.nodeid, named)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        beyond = set(left_out)
        items[:] = [item for item in items if item not in beyond]
    items.sort(key=lambda item: ("test_schemathesis" not in item.nodeid, "tests/browser/" not in item.nodeid))


def pytest_collection_finish(session: pytest.Session) -> None:
    """What was collected lives as long as the process: who looks for garbage need not go through it again and again.
    Hypothesis asks the collector who holds its source of randomness, once, at its first test: that is before."""
    _first_of_hypothesis()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@given(st.none())
def _first_of_hypothesis(nothing: None) -> None:
    """A test of nothing."""


def _level_of(item: pytest.Item) -> int:
    """The number of its level: the highest of its marks."""
    return max((LEVELS.index(mark.args[0]) for mark in item.iter_markers("level")), default=0)


def _some_of(items: Sequence[pytest.Item]) -> set[str]:
    """Of tests with many cases those that this level runs too, as many as their marks for higher ones say (``but=3``; the
    fewest, where two do): the first, the last, and others evenly between."""
    cases: dict[str, dict[str, tuple[int, ...]]] = {}
    many: dict[str, int] = {}
    for item in items:
        higher = [mark for mark in item.iter_markers("level") if LEVELS.index(mark.args[0]) > LEVELS.index(LEVEL)]
        if but := min(mark.kwargs.get("but", 0) for mark in higher):
            test = item.nodeid.partition("[")[0]
            # As they are written, in whatever order they are run.
            cases.setdefault(test, {})[item.nodeid] = tuple(item.callspec.indices.values())  # type: ignore[attr-defined]
            many[test] = but
    found = set()
    for test, places in cases.items():
        own = sorted(places, key=places.__getitem__)
        found |= {own[place * (len(own) - 1) // max(many[test] - 1, 1)] for place in range(many[test])}
    return found


def _named(nodeid: str, names: Sequence[str]) -> bool:
    """Whether a test, or the class or function that it is one of, is named."""
    return any(nodeid == own or nodeid.startswith((f"{own}::", f"{own}[")) for own in names)


def _relative(name: str) -> str:
    """A name from the command line as pytest numbers tests."""
    path, separator, rest = name.partition("::")
    found = Path(path).resolve()
    return (found.relative_to(ROOT).as_posix() if found.is_relative_to(ROOT) else path) + separator + rest
