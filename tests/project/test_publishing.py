"""What only the owners can give stands in one file, from which others are filled; and what is missing is named."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from release.filled import PLACES, differing, fill
from release.owner import Author, Owner, OwnerError, read_owner
from tests.conftest import ROOT, require_module

__all__: list[str] = []

FULL = Owner(
    address="https://example.org/people/countermove",
    documentation="https://countermove.example.org",
    conduct="conduct@example.org",
    security="security@example.org",
    doi="10.5281/zenodo.1234567",
    disclosure="No generative AI was used.",
    authors=(
        Author("Ada", "Lovelace", "0000-0002-1825-0097", "University of Example"),
        Author("Émilie", "du Châtelet", "", "Académie d’Exemple"),
    ),
)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project in which the owners gave everything."""
    folder = tmp_path_factory.mktemp("full")
    for path in {place.path for place in PLACES} | {"README.md", "LICENSE", "hatch_build.py"}:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, folder / path)
    for package in ("countermove", "gmcr"):
        (folder / "src" / package).mkdir(parents=True)
        shutil.copy(ROOT / "src" / package / "__init__.py", folder / "src" / package)
    for licence in ("presentation/fonts/OFL.txt", "plugins/serve/static/licences.txt"):
        (folder / "src/countermove" / licence).parent.mkdir(parents=True)
        shutil.copy(ROOT / "src/countermove" / licence, folder / "src/countermove" / licence)
    fill(FULL, folder)
    return folder


def test_every_file_says_what_the_owners_gave() -> None:
    assert differing(read_owner()) == ()


def test_filling_is_done_once_and_undone_by_the_owners_alone(full: Path, tmp_path: Path) -> None:
    assert differing(FULL, full) == ()
    assert set(differing(Owner(), full)) == {place.path for place in PLACES}
    emptied = tmp_path / "emptied"
    shutil.copytree(full, emptied)
    fill(read_owner(), emptied)
    assert all((emptied / place.path).read_bytes() == (ROOT / place.path).read_bytes() for place in PLACES)


def test_files_that_are_filled_are_read_by_those_they_are_for(full: Path) -> None:
    for name in ("pyproject.toml", "gmcr.toml"):
        project = tomllib.loads((full / name).read_text(encoding="utf-8"))["project"]
        assert project["authors"] == [{"name": "Ada Lovelace"}, {"name": "Émilie du Châtelet"}]
        assert project["urls"]["Source"] == FULL.address
    cited = yaml.safe_load((full / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited["doi"] == FULL.doi
    assert [author["family-names"] for author in cited["authors"]] == ["Lovelace", "du Châtelet"]
    described = json.loads((full / "codemeta.json").read_text(encoding="utf-8"))
    assert described["author"][0]["@id"] == "https://orcid.org/0000-0002-1825-0097"
    assert described["codeRepository"] == FULL.address
    front = yaml.safe_load((full / "paper/paper.md").read_text(encoding="utf-8").split("---\n")[1])
    assert [author["affiliation"] for author in front["authors"]] == [1, 2]
    assert [place["index"] for place in front["affiliations"]] == [1, 2]
    assert f"\n{FULL.disclosure}\n" in (full / "paper/paper.md").read_text(encoding="utf-8")
    contacts = yaml.safe_load((full / ".github/ISSUE_TEMPLATE/config.yml").read_text(encoding="utf-8"))
    assert contacts["contact_links"][0]["url"].startswith(FULL.address)
    assert FULL.conduct in (full / ".github/CODE_OF_CONDUCT.md").read_text(encoding="utf-8")
    assert FULL.security in (full / "SECURITY.md").read_text(encoding="utf-8")


def test_on_an_index_every_link_of_the_readme_leads_somewhere(full: Path) -> None:
    require_module("hatchling", "it makes what an index is told")
    require_module("hatch_fancy_pypi_readme", "it makes what an index is told")
    told = subprocess.run(
        [sys.executable, "-m", "hatchling", "metadata"],
        cwd=full,
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    readme = json.loads(told.stdout)["readme"]["text"]
    addresses = re.findall(r"\]\(([^)]+)\)", readme) + re.findall(r'(?:src|srcset)="([^"]+)"', readme)
    assert len(addresses) > 10
    assert [one for one in addresses if not one.startswith(("https://", "#"))] == []
    ours = [one.partition("/v")[2].partition("/")[2] for one in addresses if one.startswith(FULL.address)]
    assert [one for one in ours if not (ROOT / one.partition("#")[0]).exists()] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('adress = "https://example.org/a/b"', "owner.toml: there is no 'adress'; there are address,"),
        ('address = "example.org"', "address is 'example.org', and should be like \"https://"),
        ("doi = 10", "doi is 10, and should be like"),
        ('[[authors]]\ngiven = "Ada"', "owner.toml, author 1: give both names"),
        ('[[authors]]\ngiven = "Ada"\nfamily = "L"\norcid = "1"', "owner.toml, author 1: orcid is '1'"),
        ('authors = "Ada"', "owner.toml: each author is a table"),
        ("address =", "owner.toml: Invalid value"),
    ],
)
def test_what_is_no_address_or_name_is_refused(text: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "owner.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(OwnerError, match=re.escape(said)):
        read_owner(file)


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    require_module("hatchling", "it makes the distributions that are named")
    from release.lacking import lacking

    named = "\n".join(lacking(Owner(), tmp_path))
    for words in (
        "(address)",
        "(authors)",
        "(doi)",
        "no dated heading for",
        "countermove-0.1.0-py3-none-win_amd64.whl",
    ):
        assert words in named
    assert "owner.toml does not give" not in "\n".join(lacking(FULL, tmp_path))


def test_the_paper_has_what_its_journal_asks_for_and_figures_of_the_documentation() -> None:
    paper = (ROOT / "paper/paper.md").read_text(encoding="utf-8")
    asked = ("Summary", "Statement of need", "State of the field", "Software design", "Research impact statement")
    assert set(re.findall(r"^# (.+)$", paper.split("---\n", 2)[2], re.MULTILINE)) >= {
        *asked,
        "AI usage disclosure",
        "References",
    }
    assert 750 <= len(paper.split("---\n", 2)[2].split()) <= 1750
    suite = " ".join((ROOT / "docs/suite.md").read_text(encoding="utf-8").split())
    printed = re.search(r"Of the ([\d,]+) printed cells in \d+ files, ([\d,]+) are reproduced; (\d+) are errata", suite)
    assert printed is not None
    assert f"{printed[2]} of {printed[1]} are reproduced, and the other {printed[3]} are errata" in " ".join(
        paper.split()
    )


def test_a_bill_has_a_serial_number_and_always_the_same() -> None:
    from release.bill import numbered

    bill = '{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": []}'
    made = json.loads(numbered(bill))
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", made.pop("serialNumber"))
    assert made == json.loads(bill)
    assert numbered(bill) == numbered(bill) != numbered(bill.replace("1.6", "1.7"))


def test_actions_are_named_by_the_hash_of_a_commit() -> None:
    named = [
        line.partition("uses: ")[2]
        for path in sorted((ROOT / ".github/workflows").glob("*.yml"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if "uses: " in line
    ]
    assert len(named) > 10
    assert [one for one in named if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one)] == []


def test_a_wheel_of_an_unknown_platform_is_refused() -> None:
    require_module("hatchling", "it builds the wheel")
    import hatch_build

    hook = hatch_build.CustomBuildHook.__new__(hatch_build.CustomBuildHook)
    with pytest.raises(
        RuntimeError, match="COUNTERMOVE_PLATFORM is 'amiga', and should be one of manylinux_2_17_x86_64"
    ):
        hook._of("amiga", {})


def test_the_page_of_checklists_links_to_what_is_there_and_names_what_owners_miss() -> None:
    page = (ROOT / "docs/quality.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1:4] for line in page.splitlines() if line.startswith("| ")]
    told = [row for row in rows if row[1].strip() not in ("", "---")]
    assert {row[1].strip() for row in told} == {"have", "owner", "missing"}
    for item, standing, evidence in told:
        named = re.findall(r"`([\w./-]+/[\w./-]+|[\w-]+\.(?:md|toml))`", evidence)
        assert all((ROOT / name).exists() for name in named), f"{item}: {named}"
        assert standing.strip() != "have" or evidence.strip(), item
    assert bool(read_owner().missing) == any(standing.strip() == "owner" for _, standing, _ in told)
