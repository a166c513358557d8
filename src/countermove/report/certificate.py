"""A certificate as a file: its record as JSON, a line for each decision."""

from __future__ import annotations

import json

from countermove.desk.certify.found import CertificateRecord
from countermove.report.records import envelope

__all__ = ["certificate_text"]


def certificate_text(record: CertificateRecord) -> str:
    """What ``certify -o`` writes."""
    data = envelope(record)
    lines = ",\n".join(json.dumps(item, ensure_ascii=False) for item in data["data"].pop("decisions"))
    whole = json.dumps(data, ensure_ascii=False, indent=1)
    assert whole.endswith("\n }\n}"), "decisions are the last of the data, and the data of all"
    return f'{whole[:-5]},\n  "decisions": [\n{lines}\n  ]\n }}\n}}\n'
