"""What the browser is given: small, in the package's own typefaces, and built of sources that name no place to load from."""

from __future__ import annotations

import gzip
import json
import re

from countermove.media.html import PARTS
from countermove.presentation.typefaces import OWN
from tests.conftest import ROOT

__all__: list[str] = []

FRONTEND, STATIC = ROOT / "frontend", ROOT / "src/countermove/plugins/serve/static"
PAGE = 60_000
FACE = re.compile(
    r'@font-face \{ font-family: "(.+?)"; font-weight: (\d+); .*?/static/fonts/(\S+?)".*?unicode-range: (.*?); \}'
)


def packed(name: str) -> int:
    return len(gzip.compress((STATIC / name).read_bytes(), 9))


def test_the_page_stays_small() -> None:
    assert packed("workbench.js") + packed("workbench.css") <= PAGE


def test_the_editor_and_the_evaluator_are_asked_for_only_when_they_are_needed() -> None:
    script = (STATIC / "workbench.js").read_text(encoding="utf-8")
    assert sorted(re.findall(r"import\(.*?\)", script)) == ["import(`./ahead.js`)", "import(`./text.js`)"]
    assert not re.search(r"^import\b", script, re.MULTILINE)
    assert "codemirror" not in script.lower()


def test_typefaces_are_those_of_the_package() -> None:
    fonts = ROOT / "src/countermove/presentation/fonts/web"
    rules = {(family, int(weight), file): part for family, weight, file, part in FACE.findall(faces())}
    expected = {
        (family, weight, f"{family.replace(' ', '')}-{style}-{part}.woff2"): ", ".join(
            f"U+{item}" for item in codes.split()
        )
        for family in OWN
        for style, weight in (("Regular", 400), ("SemiBold", 600))
        for part, codes in PARTS.items()
    }
    assert rules == expected
    assert all((fonts / file).is_file() for _, _, file in rules)


def faces() -> str:
    return (FRONTEND / "src/faces.css").read_text(encoding="utf-8")


def test_what_was_locked_names_no_registry() -> None:
    text = (FRONTEND / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(text)["packages"]
    assert not any("resolved" in item for item in packages.values())
    assert all("integrity" in item for place, item in packages.items() if place)


def test_what_others_wrote_comes_with_its_licence() -> None:
    packages = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    told = (STATIC / "licences.txt").read_text(encoding="utf-8")
    own = [place.removeprefix("node_modules/") for place, item in packages.items() if place and not item.get("dev")]
    assert [name for name in own if name not in told] == []
    assert told.count("Permission is hereby granted") == len(own)


def test_nothing_is_loaded_from_elsewhere() -> None:
    for path in STATIC.iterdir():
        if path.suffix in (".js", ".css"):
            text = path.read_text(encoding="utf-8")
            addresses = set(re.findall(r"https?://[\w.\-/]+", text))
            assert {item for item in addresses if "w3.org" not in item} == set(), path.name
            assert "sourceMappingURL" not in text
