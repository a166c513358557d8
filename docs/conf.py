"""How the documentation is built: Sphinx with MyST, the references generated from the program."""

from __future__ import annotations

import sys
from importlib.metadata import version as installed_version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "Countermove"
author = "The Countermove contributors"
copyright = author
release = version = installed_version("countermove")

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.mathjax",
    "executed",
    "gallery",
    "generated",
    "public_names",
]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]

myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3

autodoc_member_order = "groupwise"
autodoc_typehints_format = "short"
autodoc_class_signature = "separated"

# Types of other libraries and of the inner layers are shown as text; public names have to resolve.
nitpicky = True
nitpick_ignore_regex = [("py:.*", r"(?!countermove\.\w+$).*")]

html_theme = "furo"
html_title = f"Countermove {release}"
