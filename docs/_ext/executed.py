"""Run the notebooks while the documentation is built: what a page in ``notebooks/`` shows has to be what happens.

The Python blocks of a page are run in order, in one namespace, in the root of the repository; each difference is a warning
with its line, which ends a build that takes warnings for errors (``make docs``). The other pages are run by the tests,
notebooks too: here it is so that a notebook cannot be published without having been executed.
"""

from __future__ import annotations

import contextlib
import doctest
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["differences", "setup"]

_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FOLDER = "notebooks/"


def differences(text: str, name: str) -> Iterator[tuple[int, str]]:
    """(line, what went otherwise) for the Python blocks of a page."""
    names: dict[str, object] = {}
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    for block in _BLOCK.finditer(text):
        line = text.count("\n", 0, block.start(1))
        test = parser.get_doctest(block[1], names, name, name, line)
        told: list[str] = []
        if runner.run(test, out=told.append, clear_globs=False).failed:
            yield line + 1, "".join(told)
        names = test.globs


def _run(app: Sphinx, docname: str, source: list[str]) -> None:
    if not docname.startswith(_FOLDER):
        return
    with contextlib.chdir(Path(app.srcdir).parent):
        for line, told in differences(source[0], docname):
            place = (docname, line)
            logging.getLogger(__name__).warning("this is not what happens:\n%s", told, location=place, type="executed")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx. The working directory is changed, so pages are not read in parallel."""
    app.connect("source-read", _run)
    return {"parallel_read_safe": False}
