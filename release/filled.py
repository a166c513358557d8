"""Files that repeat what the owners gave: between two marks, or in whole.

A passage stands between the lines ``owner: NAME`` and ``end of NAME``, each a comment of its file.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from release.owner import CONTRIBUTORS, ROOT, Owner, version

__all__ = ["PLACES", "Place", "differing", "fill"]


@dataclass(frozen=True, slots=True)
class Place:
    """A passage of a file (or the whole file, without a name), and what it says of the owners."""

    path: str
    passage: str
    text: Callable[[Owner], str]

    def filled(self, before: str, owner: Owner) -> str:
        """The file's text with the passage as the owners give it.

        :raises ValueError: the file has no such passage, or two.
        """
        said = self.text(owner)
        if not self.passage:
            return said
        opening, closing = self._marks()
        found = before.split(opening)
        if len(found) != 2 or closing not in found[1]:
            raise ValueError(
                f"{self.path}: the passage {self.passage!r} needs one {opening.strip()} and {closing.strip()}"
            )
        return found[0] + opening + said + closing + found[1].partition(closing)[2]

    def _marks(self) -> tuple[str, str]:
        front = (self.path, self.passage) == ("paper/paper.md", "authors")  # YAML above the text
        marked = "<!-- {} -->\n" if self.path.endswith(".md") and not front else "# {}\n"
        return marked.format(f"owner: {self.passage}"), marked.format(f"end of {self.passage}")


def fill(owner: Owner, root: Path = ROOT) -> tuple[str, ...]:
    """Write what the owners gave into every file that repeats it: the files that were not so before."""
    changed = dict(_changed(owner, root))
    for path, text in changed.items():
        (root / path).write_text(text, encoding="utf-8")
    return tuple(changed)


def differing(owner: Owner, root: Path = ROOT) -> tuple[str, ...]:
    """The files that do not say what the owners gave."""
    return tuple(path for path, _ in _changed(owner, root))


def _changed(owner: Owner, root: Path) -> Iterator[tuple[str, str]]:
    for path in dict.fromkeys(place.path for place in PLACES):
        file = root / path
        before = file.read_text(encoding="utf-8") if file.is_file() else ""
        after = before
        for place in PLACES:
            if place.path == path:
                after = place.filled(after, owner)
        if after != before:
            yield path, after


def _project() -> dict[str, Any]:
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return project


def _toml_authors(owner: Owner) -> str:
    names = [author.name for author in owner.authors] or [CONTRIBUTORS]
    return f"authors = [{', '.join(f'{{ name = {json.dumps(name, ensure_ascii=False)} }}' for name in names)}]\n"


def _toml_addresses(owner: Owner) -> str:
    addresses = {
        "Documentation": owner.documentation,
        "Source": owner.address,
        "Issues": owner.address and f"{owner.address}/issues",
        "Changelog": owner.address and f"{owner.address}/blob/main/CHANGELOG.md",
    }
    lines = [f'{name} = "{address}"' for name, address in addresses.items() if address]
    return "\n".join(["[project.urls]", *lines, ""]) if lines else ""


def _toml_readme(owner: Owner) -> str:
    """On an index relative addresses lead nowhere: links and pictures are those of the repository at this version."""
    if not owner.address:
        return ""
    at = f"v{version()}"
    return (
        "[[tool.hatch.metadata.hooks.fancy-pypi-readme.substitutions]]\n"
        r"pattern = '\]\((?!https?:|#)([^)]+)\)'" + "\n"
        "replacement = '](" + f"{owner.address}/blob/{at}/" + r"\1)'" + "\n"
        "[[tool.hatch.metadata.hooks.fancy-pypi-readme.substitutions]]\n"
        r"""pattern = '(src|srcset)="(?!https?:)([^"]+)"'""" + "\n"
        r"replacement = '\1=" + f'"{owner.address}/raw/{at}/' + r"""\2"'""" + "\n"
    )


def _cff_authors(owner: Owner) -> str:
    if not owner.authors:
        return f'authors:\n  - name: "{CONTRIBUTORS}"\n'
    lines = ["authors:"]
    for author in owner.authors:
        lines += [f'  - family-names: "{author.family}"', f'    given-names: "{author.given}"']
        lines += [f'    affiliation: "{author.affiliation}"'] if author.affiliation else []
        lines += [f'    orcid: "https://orcid.org/{author.orcid}"'] if author.orcid else []
    return "\n".join([*lines, ""])


def _cff_addresses(owner: Owner) -> str:
    keys = {"repository-code": owner.address, "url": owner.documentation, "doi": owner.doi}
    return "".join(f'{key}: "{value}"\n' for key, value in keys.items() if value)


def _codemeta(owner: Owner) -> str:
    project = _project()
    people = [
        {
            "@type": "Person",
            "givenName": author.given,
            "familyName": author.family,
            **({"@id": f"https://orcid.org/{author.orcid}"} if author.orcid else {}),
            **({"affiliation": {"@type": "Organization", "name": author.affiliation}} if author.affiliation else {}),
        }
        for author in owner.authors
    ]
    described = {
        "@context": "https://w3id.org/codemeta/3.0",
        "@type": "SoftwareSourceCode",
        "name": project["name"],
        "description": project["description"],
        "version": version(),
        "license": "https://spdx.org/licenses/Apache-2.0",
        "programmingLanguage": "Python",
        "runtimePlatform": f"Python {project['requires-python']}",
        "softwareRequirements": project["dependencies"],
        "keywords": project["keywords"],
        "developmentStatus": "wip",
        "author": people or [{"@type": "Organization", "name": CONTRIBUTORS}],
        "codeRepository": owner.address,
        "issueTracker": owner.address and f"{owner.address}/issues",
        "url": owner.documentation,
        "identifier": owner.doi and f"https://doi.org/{owner.doi}",
    }
    return json.dumps({key: value for key, value in described.items() if value}, indent=2, ensure_ascii=False) + "\n"


def _reporting(owner: Owner) -> str:
    host = "a private security advisory on the repository's page"
    link = f"[{host}]({owner.address}/security/advisories/new)" if owner.address else f"{host}, if its host has them"
    return (f"Write to {owner.security}, or open {link}.\n") if owner.security else f"Open {link}.\n"


def _conduct(owner: Owner) -> str:
    return f"Write to {owner.conduct}.\n" if owner.conduct else "The maintainers have not named an address yet.\n"


def _contacts(owner: Owner) -> str:
    if not owner.address:
        return ""
    return (
        "contact_links:\n"
        "  - name: A weakness\n"
        f"    url: {owner.address}/security/advisories/new\n"
        "    about: What a file from anybody can do to its reader goes to the maintainers in private.\n"
    )


def _paper(owner: Owner) -> str:
    """Authors and affiliations as the front matter of a paper wants them: each affiliation once, by number."""
    authors = owner.authors
    places = list(dict.fromkeys(author.affiliation for author in authors if author.affiliation))
    lines = ["authors:"]
    for author in authors:
        lines.append(f'  - name: "{author.name}"')
        lines += [f"    orcid: {author.orcid}"] if author.orcid else []
        lines += [f"    affiliation: {places.index(author.affiliation) + 1}"] if author.affiliation else []
    lines += [] if authors else [f'  - name: "{CONTRIBUTORS}"']
    lines += ["affiliations:"] if places else []
    for number, place in enumerate(places, 1):
        lines += [f'  - name: "{place}"', f"    index: {number}"]
    return "\n".join([*lines, ""])


def _disclosure(owner: Owner) -> str:
    return f"{owner.disclosure or 'The authors have not stated it yet.'}\n"


PLACES = (
    Place("pyproject.toml", "authors", _toml_authors),
    Place("pyproject.toml", "addresses", _toml_addresses),
    Place("pyproject.toml", "readme", _toml_readme),
    Place("gmcr.toml", "authors", _toml_authors),
    Place("gmcr.toml", "addresses", _toml_addresses),
    Place("CITATION.cff", "authors", _cff_authors),
    Place("CITATION.cff", "addresses", _cff_addresses),
    Place("SECURITY.md", "reporting", _reporting),
    Place(".github/CODE_OF_CONDUCT.md", "conduct", _conduct),
    Place(".github/ISSUE_TEMPLATE/config.yml", "contacts", _contacts),
    Place("paper/paper.md", "authors", _paper),
    Place("paper/paper.md", "disclosure", _disclosure),
    Place("codemeta.json", "", _codemeta),
)
"""Every place that repeats what the owners gave."""
