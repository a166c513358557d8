"""How the documentation is built: Sphinx with MyST, the references generated from the program."""

from __future__ import annotations

import gc
import sys
import tomllib
from importlib.metadata import version as installed_version
from pathlib import Path

from countermove.presentation.theme import THEMES, Theme

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

# Documents live until the end: who looks for garbage among them again and again takes a fifth of the build.
gc.set_threshold(100_000, 50, 100)

_OWNER = tomllib.loads((Path(__file__).parents[1] / "owner.toml").read_text(encoding="utf-8"))

project = "Countermove"
author = "The Countermove contributors"
copyright = author
release = version = installed_version("countermove")

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "accessible",
    "executed",
    "gallery",
    "generated",
    "mathml",
    "offline",
    "public_names",
    "samples",
    "screens",
    "sidebar",
]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]

myst_enable_extensions = ["attrs_block", "colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3
sample_reports = ["korea-2021", "melos-416bc"]
explorable_reports = ["korea-2021", "examples/river.yaml"]
html_math_renderer = "mathml"

autodoc_member_order = "groupwise"
autodoc_typehints_format = "short"
autodoc_class_signature = "separated"

# The engine's docstrings have numpydoc's sections. Attributes are a list, since autodoc describes members already; types are
# text, since a word like "states" in one of them would be taken for the name of some member (signatures have the links).
napoleon_google_docstring = False
napoleon_numpy_docstring = True
napoleon_use_ivar = True
napoleon_use_param = False
napoleon_use_rtype = False

# Types of other libraries and of the inner layers are shown as text; public names have to resolve.
nitpicky = True
nitpick_ignore_regex = [("py:.*", r"(?!countermove\.\w+$).*")]

# What a program prints below a command is in no language that could be highlighted.
suppress_warnings = ["misc.highlighting_failure"]

html_theme = "furo"
html_baseurl = _OWNER["documentation"]
html_title = f"Countermove {release}"
html_static_path = ["_static", "../src/countermove/presentation/fonts"]
html_css_files = ["countermove.css"]
html_show_sphinx = html_show_sourcelink = False


def _variables(theme: Theme) -> dict[str, str]:
    """The theme's variables in the ink and grounds of figures and reports, and those of the figures themselves. Colour means
    who, so links are ink too."""
    strong, softer, faint = theme.ink, theme.ink2, theme.ink3
    return {
        **dict.fromkeys(("color-foreground-primary", "color-brand-primary", "color-brand-content"), strong),
        **dict.fromkeys(("color-brand-visited", "color-api-name", "color-api-pre-name"), strong),
        **dict.fromkeys(("color-foreground-secondary", "color-sidebar-link-text--top-level"), softer),
        **dict.fromkeys(("color-foreground-muted", "color-link-underline", "color-link-underline--visited"), faint),
        **dict.fromkeys(("color-link-underline--hover", "color-link-underline--visited--hover"), strong),
        **{
            name: getattr(theme, name)
            for name in ("sheet", "wash", "ink", "ink2", "ink3", "rule", "control", "holds", "fails")
        },
        **{f"hue{place}": hue for place, hue in enumerate(theme.hues, 1)},
        "color-foreground-border": theme.control,
        "color-background-primary": theme.sheet,
        "color-background-secondary": theme.wash,
        "color-background-hover": theme.rule,
        "color-background-hover--transparent": f"{theme.rule}00",
        "color-background-border": theme.rule,
        "color-background-item": theme.control,
        "color-highlight-on-target": theme.wash,
        "font-stack": "Inter, system-ui, 'Helvetica Neue', Arial, sans-serif",
        "font-stack--headings": "'Source Serif 4', Charter, Georgia, 'Times New Roman', serif",
    }


html_theme_options = {
    "light_css_variables": _variables(THEMES["light"]),
    "dark_css_variables": _variables(THEMES["dark"]),
}
