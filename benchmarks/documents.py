"""Reading documents: processor time of whole processes, and which paragraphs come out as they went in.

``python -m benchmarks.documents [--pages N …]`` sets invented text as PDF by Typst, in one column and in two, and writes it as
HTML; each is read by ``document_in``, in the process of its own that this has. Beside it what pypdf alone takes for the text of
all pages. Typst writes lines as letters with offsets, which costs pypdf more than what most programs write.
"""

from __future__ import annotations

import argparse
import html
import io
import json
import random
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from countermove.plugins.evidence.documents.reader import document_in

STYLES = {
    "one column": '#set page(paper: "a4", numbering: "1")\n#set par(justify: true, spacing: 1.2em)\n',
    "two columns": '#set page(paper: "a4", columns: 2, numbering: "1")\n#set par(justify: true, first-line-indent: 1.2em)\n',
}
_PARAGRAPH, _PAGE = 450, 4_000
"""Characters of a paragraph, and of a page of one column, about."""


def paragraphs(pages: int) -> list[str]:
    """Invented text for so many pages, of words that nobody says."""
    drawn = random.Random(pages)
    parts = ("ba", "den", "fo", "gri", "ka", "lem", "no", "pur", "sti", "ta", "ul", "ven")
    words = ["".join(drawn.choices(parts, k=drawn.randint(1, 4))) for _ in range(3_000)]
    made: list[str] = []
    while sum(map(len, made)) < pages * _PAGE:
        made.append(" ".join(drawn.choices(words, k=_PARAGRAPH // 6)).capitalize() + ".")
    return made


def processor_time(work: Callable[[], object]) -> float:
    """Seconds of this process and of those that it waits for."""
    before = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    work()
    after = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(
        late.ru_utime + late.ru_stime - early.ru_utime - early.ru_stime
        for early, late in zip(before, after, strict=True)
    )


def alone(path: Path) -> int:
    """The letters that pypdf finds."""
    import pypdf

    return sum(len(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages)


def main() -> None:
    """Measure, and print a table."""
    import typst

    parser = argparse.ArgumentParser(prog="python -m benchmarks.documents", description=__doc__)
    parser.add_argument("--pages", type=int, nargs="+", default=[20, 100])
    with tempfile.TemporaryDirectory() as folder:
        for pages in parser.parse_args().pages:
            text = paragraphs(pages)
            for name, style in STYLES.items():
                path = Path(folder) / f"{pages}-{name}.pdf"
                set_ = "\n\n".join(f"#par[#text({json.dumps(paragraph)})]" for paragraph in text)
                typst.compile(f"{style}\n{set_}".encode(), output=str(path))
                tell(path, f"PDF, {name}", text)
            path = Path(folder) / f"{pages}.html"
            path.write_text(
                f"<html><body><article>{''.join(f'<p>{html.escape(one)}</p>' for one in text)}</article></body></html>"
            )
            tell(path, "HTML", text)


def tell(path: Path, name: str, text: list[str]) -> None:
    """A line of the table."""
    began = time.perf_counter()
    taken = processor_time(lambda: document_in(path))
    clock = time.perf_counter() - began
    read = document_in(path)
    beside = f", pypdf alone {processor_time(lambda: alone(path)):.2f} s" if path.suffix == ".pdf" else ""
    same = len(set(text) & set(read.text.paragraphs))
    pages = f"{len(read.text.pages)} pages, " if read.text.pages else ""
    print(
        f"{name}: {pages}{len(text)} paragraphs ({same} the same): {taken:.2f} s ({clock:.2f} s on the clock){beside}",
        flush=True,
    )


if __name__ == "__main__":
    main()
