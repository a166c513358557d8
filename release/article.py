"""The paper for a software journal as PDF: from ``paper/paper.md`` by pandoc, set by Typst."""

from __future__ import annotations

from pathlib import Path

from release.owner import CONTRIBUTORS, ROOT, read_owner

__all__ = ["write_article"]


def write_article(folder: Path) -> Path:
    """Set the paper in a folder.

    :raises RuntimeError: pandoc does not take it, or it cites what ``paper.bib`` has not.
    """
    import pypandoc
    import typst

    source = ROOT / "paper" / "paper.md"
    folder.mkdir(parents=True, exist_ok=True)
    options = ["--standalone", "--citeproc", f"--resource-path={source.parent}", "--fail-if-warnings"]
    # The journal's front matter has authors where pandoc looks for an author.
    options += [f"--metadata=author:{name}" for name in [one.name for one in read_owner().authors] or [CONTRIBUTORS]]
    options += ["--metadata=link-citations:true", "--variable=papersize:a4"]
    text = pypandoc.convert_file(
        str(source), "typst", extra_args=[*options, f"--bibliography={source.with_suffix('.bib')}"]
    )
    made = folder / "paper.pdf"
    made.write_bytes(typst.compile(text.encode("utf-8")))
    return made
