"""Write the sample reports that the pages link to while the documentation is built: ``_samples/CASE.html`` and ``.pdf``.

They are what ``countermove report CASE`` writes; nothing of them lies in the repository. The bundled cases are named in
``conf.py`` (``sample_reports``), and so are those of which there is a report that argues back as well, ``CASE-explorable.html``
(``explorable_reports``), which a process of its own writes meanwhile. It takes longer than all else: ``-D without_explorable=1``
builds the pages without it, and their links to it lead nowhere.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["FOLDER", "explorable", "exploring", "setup", "written"]

FOLDER = "_samples"
"""Where reports are written, below the folder of the build."""


def written(case: str, folder: Path) -> list[Path]:
    """The report on a bundled case as HTML and, where that can be made, as PDF. What cannot be made raises MissingExtra."""
    from countermove.media.html import html_of
    from countermove.media.pdf import pdf_of
    from countermove.reports import open_case
    from countermove.reports.report.compose import dossier_of
    from countermove.reports.report.compute import report_case

    folder.mkdir(parents=True, exist_ok=True)
    record = report_case(open_case(case))
    page, paper = folder / f"{case}.html", folder / f"{case}.pdf"
    page.write_text(html_of(dossier_of(record)), encoding="utf-8")
    paper.write_bytes(pdf_of(dossier_of(record, form="pdf")))
    return [page, paper]


def explorable(case: str) -> str:
    """The name of the report that argues back."""
    return f"{case}-explorable.html"


def exploring(case: str, folder: Path) -> subprocess.Popen[str]:
    """The process that writes a report with everything that can be pushed in it."""
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / explorable(case)
    command = [sys.executable, "-m", "countermove", "report", case, "--explorable", "-o", str(place), "--force"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


_begun: dict[str, subprocess.Popen[str]] = {}


def _begin(app: Sphinx) -> None:
    if app.builder.format == "html" and not app.config.without_explorable:
        for case in filter(None, app.config.explorable_reports):  # -D explorable_reports= asks for none
            _begun[case] = exploring(case, Path(app.outdir) / FOLDER)


def _write(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.format != "html":
        for process in _begun.values():
            process.terminate()
        return
    for case, process in _begun.items():
        _, said = process.communicate()
        if process.returncode:
            raise RuntimeError(f"the report on {case} that argues back is missing: {said}")
    for case in filter(None, app.config.sample_reports):  # -D sample_reports= asks for none
        written(case, Path(app.outdir) / FOLDER)
        logging.getLogger(__name__).info("wrote the report on %s", case)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.add_config_value("sample_reports", [], "html", types=[list])
    app.add_config_value("explorable_reports", [], "html", types=[list])
    app.add_config_value("without_explorable", False, "html", types=[bool])
    app.connect("builder-inited", _begin)
    app.connect("build-finished", _write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
