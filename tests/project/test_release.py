"""One version, a change log that knows it, and a wheel with everything in it."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import zipfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
import yaml

import countermove
import gmcr
from tests.conftest import ROOT, require_module, require_program

__all__: list[str] = []


def test_the_version_is_a_semantic_version() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+(-[0-9A-Za-z.]+)?", countermove.__version__)
    assert gmcr.__version__ == countermove.__version__


def test_the_installed_version_is_that_of_the_sources() -> None:
    try:
        installed = version("countermove")
    except PackageNotFoundError:
        pytest.skip("countermove is not installed here; its sources are tested as they lie")
    assert installed == countermove.__version__


def test_the_change_log_has_a_place_for_what_comes_and_an_entry_for_each_release() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    releases = re.findall(r"^## \[(.+?)\](?: - \d{4}-\d{2}-\d{2})?$", text, re.MULTILINE)
    assert releases[0] == "Unreleased"
    assert len(releases) == 1 or releases[1] == countermove.__version__


def built(kind: str, folder: Path, core: str) -> Path:
    """The wheel or source distribution, with the core that the environment names."""
    require_module("hatchling", "it builds the wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)],
        cwd=ROOT,
        env={**os.environ, "COUNTERMOVE_CORE": core},
        check=True,
        capture_output=True,
        timeout=120,
    )
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel with the core, where there is a compiler; what is installed here has compiled it."""
    return built("wheel", tmp_path_factory.mktemp("wheel"), "kept")


@pytest.mark.level("all")
def test_the_wheel_has_the_types_marker_the_bundled_cases_and_the_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        entry_points = archive.read(next(n for n in names if n.endswith("entry_points.txt"))).decode()
    assert {"countermove/py.typed", "gmcr/py.typed"} <= names
    assert "countermove/assessment/cases/korea-2021.yaml" in names
    assert "countermove = countermove.cli:main" in entry_points
    sources = {
        str(path.relative_to(ROOT / "src"))
        for path in (ROOT / "src").rglob("*.[pch]*")
        if path.suffix in (".py", ".c", ".h")
    }
    assert sources <= names
    compiled = {name for name in names if re.search(r"/compiled/core\.(so|dll|stamp)$", name)}
    assert len(compiled) == (0 if wheel.name.endswith("-py3-none-any.whl") else 2)


@pytest.mark.level("all")
def test_a_wheel_without_the_core_is_for_every_platform_and_one_with_it_for_its_own(
    wheel: Path, tmp_path: Path
) -> None:
    require_program("cc", "it compiles the core")
    own = f"py3-none-{re.sub('[-.]', '_', sysconfig.get_platform())}"
    for made, tag in ((built("wheel", tmp_path, "numpy"), "py3-none-any"), (wheel, own)):
        assert made.stem.endswith(tag)
        with zipfile.ZipFile(made) as archive:
            assert any(name.endswith("core.stamp") for name in archive.namelist()) == (made == wheel)


def test_without_a_compiler_the_core_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    require_module("hatchling", "it builds the wheel")
    specification = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert specification is not None
    assert specification.loader is not None
    build = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(build)
    if build.is_current():
        assert build.STAMP.read_text(encoding="ascii") == build.stamp(build.LIBRARY)
        monkeypatch.setattr(build, "STAMP", ROOT / "LICENSE")
        assert not build.is_current()
        monkeypatch.undo()
    monkeypatch.setattr(build.shutil, "which", lambda _: None)
    assert build.compile_core() == "there is no C compiler"
    monkeypatch.undo()
    before = build.LIBRARY.read_bytes() if build.LIBRARY.is_file() else None
    monkeypatch.setenv("CC", "false")  # a compiler that fails
    assert build.compile_core()
    assert (build.LIBRARY.read_bytes() if build.LIBRARY.is_file() else None) == before


@pytest.mark.level("all")
def test_the_source_distribution_has_what_its_pages_link_to(tmp_path: Path) -> None:
    with tarfile.open(built("sdist", tmp_path, "numpy")) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for page in ("README.md", "CONTRIBUTING.md", "SECURITY.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        links = {link for link in re.findall(r"\]\(([^)#:]+)\)", text) if not link.endswith("/")}
        assert {page, *links} <= names
    assert {"hatch_build.py", *(f"src/gmcr/kernels/compiled/core.{end}" for end in "ch")} <= names
    assert not any(name.endswith(("core.so", "core.dll", "core.stamp")) for name in names)
    assert "SECURITY.md" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert "SECURITY.md" in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


CFF_KEYS = {
    *(
        "abstract",
        "authors",
        "cff-version",
        "commit",
        "contact",
        "date-released",
        "doi",
        "identifiers",
        "keywords",
        "license",
    ),
    *(
        "license-url",
        "message",
        "preferred-citation",
        "references",
        "repository",
        "repository-artifact",
        "repository-code",
    ),
    *("title", "type", "url", "version"),
}
"""Every key of Citation File Format 1.2.0."""


def test_the_citation_is_of_this_version_and_has_what_the_format_asks_for() -> None:
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert cited.keys() <= CFF_KEYS
    assert cited["cff-version"] == "1.2.0"
    assert cited["version"] == countermove.__version__
    assert cited["authors"] == project["authors"]
    assert cited["license"] in project["license"]
    assert cited["type"] == "software"
    assert all(isinstance(cited[key], str) and cited[key] for key in ("message", "title", "abstract"))
    assert set(cited["keywords"]) <= set(project["keywords"])
    for work in cited["references"]:
        assert {"type", "title", "authors"} <= work.keys()
        assert all({"family-names", "given-names"} == author.keys() for author in work["authors"])


def test_the_files_that_say_how_to_cite_and_what_is_promised_are_linked_and_shipped() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shipped = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for name in ("CITATION.cff", "SECURITY.md"):
        assert f"]({name})" in readme
        assert f'"/{name}"' in shipped
