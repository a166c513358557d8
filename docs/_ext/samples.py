"""Write the sample reports that the pages link to when the documentation is built: ``_samples/CASE.html`` and ``.pdf``.

They are what ``countermove report CASE`` writes; nothing of them lies in the repository. The bundled cases are named in
``conf.py`` (``sample_reports``), and so are those of which there is a report that argues back as well, ``CASE-explorable.html``
(``explorable_reports``: bundled cases, and files of the documentation).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from countermove.assessment import Assessment
    from countermove.reports.report.compute import ReportRecord

__all__ = ["explorable", "setup", "written"]

FOLDER = "_samples"
"""Where reports are written, below the folder of the build."""


def written(case: str, folder: Path) -> list[Path]:
    """The report on a bundled case as HTML and, where that can be made, as PDF. What cannot be made raises MissingExtra."""
    from countermove.media.html import html_of
    from countermove.media.pdf import pdf_of
    from countermove.reports.report.compose import dossier_of

    folder.mkdir(parents=True, exist_ok=True)
    _, record = _reported(case)
    page, paper = folder / f"{case}.html", folder / f"{case}.pdf"
    page.write_text(html_of(dossier_of(record)), encoding="utf-8")
    paper.write_bytes(pdf_of(dossier_of(record, form="pdf")))
    return [page, paper]


def explorable(case: str, folder: Path) -> Path:
    """The report on a bundled case or a file that argues back, as HTML."""
    from countermove.plugins.serve.explorable.page import explorable_html

    folder.mkdir(parents=True, exist_ok=True)
    assessment, record = _reported(case)
    page = folder / f"{Path(case).name.removesuffix('.yaml')}-explorable.html"
    page.write_text(explorable_html(record, assessment), encoding="utf-8")
    return page


@cache
def _reported(case: str) -> tuple[Assessment, ReportRecord]:
    """A case and its report, computed once for all that is written of it."""
    from countermove.reports import open_case
    from countermove.reports.report.compute import report_case

    assessment = open_case(case)
    return assessment, report_case(assessment)


def _write(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.format != "html":
        return
    folder = Path(app.outdir) / FOLDER
    for write, cases in ((written, app.config.sample_reports), (explorable, app.config.explorable_reports)):
        for case in filter(None, cases):  # -D sample_reports= asks for none
            file = Path(app.srcdir) / case
            write(str(file) if file.is_file() else case, folder)
            logging.getLogger(__name__).info("wrote the report on %s", case)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.add_config_value("sample_reports", [], "html", types=[list])
    app.add_config_value("explorable_reports", [], "html", types=[list])
    app.connect("build-finished", _write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
