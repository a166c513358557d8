"""Codings: the flagship in many codings and all its mechanical variants, in processor time after loading."""

from __future__ import annotations

import re
from collections.abc import Iterator

import countermove as cm
from benchmarks import measure
from benchmarks.figure import Figure
from countermove.assessment import Assessment
from countermove.questions.multiverse import Multiverse, multiverse

__all__ = ["codings"]

_CHOICES = (
    "without_actor: rok",
    "without_option: dprk.denuke",
    "without_option: china.press_us",
    "move: {d6: {after: d7}}",
    "rules: {f3: {never: false}}",
    "one_way: {us.sanction: forward}",
    "drop: [c8]",
    "set: {campaign: 0.6}",
    "drop: [u6]",
)
"""Choices that go together, of which each makes twice as many codings."""


def codings(repeat: int) -> Iterator[Figure]:
    """Every answer and verdict of korea-2021 in all its cells: in its own codings, with its variants, and in 512 codings."""

    def flagship() -> Assessment:
        return cm.load("korea-2021")

    for make, mechanical, limit in ((flagship, False, None), (flagship, True, 3.0), (_coded, False, 15.0)):

        def asked(case: Assessment, mechanical: bool = mechanical) -> Multiverse:
            return multiverse(case, mechanical=mechanical)

        found = asked(make())
        variants = f" and {len(found.probes)} variants" if found.probes else ""
        what = f"korea-2021, {len(found.codings)} codings{variants}"
        median, least, most = measure.processor_seconds(make, asked, repeat=repeat)
        yield Figure("codings", what, median, "s", (least, most), limit)


def _coded() -> Assessment:
    """The flagship with other alternatives in place of its own."""
    text = re.sub(r"^alternatives:.*\n((?=[ #]|$).*\n)*", "", cm.load("korea-2021").text, flags=re.MULTILINE)
    own = "".join(
        f"  a{place}: {{asks: Otherwise?, other: {{other: {{{choice}}}}}}}\n" for place, choice in enumerate(_CHOICES)
    )
    return cm.loads(f"{text}\nalternatives:\n{own}", file="korea-2021.yaml")
