"""What the script of a page tells of ways out and wants, run without a browser."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from countermove.assessment import Assessment
from countermove.plugins.serve.explorable.pack import First, packed
from countermove.plugins.serve.lanes import rings_of
from countermove.plugins.serve.switches import Switches
from countermove.plugins.serve.workspace import opened
from countermove.reports.live import live
from tests.conftest import ROOT, require_bundler, require_core

__all__ = ["told"]

NODE, BUNDLER = require_bundler()
require_core()


def told(pages: Sequence[tuple[Assessment, Sequence[Switches]]]) -> Any:
    """What the script tells of some cases, setting by setting."""
    job = {
        "rolldown": str(BUNDLER),
        "frontend": str(ROOT / "frontend"),
        "pages": [
            {"packed": data_of(assessment), "addresses": [item.query() for item in settings]}
            for assessment, settings in pages
        ],
    }
    script = Path(__file__).with_name("moments.mjs")
    done = subprocess.run([NODE, script], input=json.dumps(job), capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr
    return json.loads(done.stdout)


def data_of(assessment: Assessment) -> str:
    """What a page carries, without what is said of the file as it is."""
    rings = [*rings_of(opened(live(assessment), Switches()).lanes).values()]
    return packed(assessment, rings, First((), (), ()))[0]
