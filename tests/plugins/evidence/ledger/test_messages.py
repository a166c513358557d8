"""What a line of a ledger could hold is no more than a message can bear."""

from __future__ import annotations

from datetime import date

from countermove.plugins.evidence.ledger.chain import _named, line_of
from countermove.plugins.evidence.ledger.stamps import _token

__all__: list[str] = []


def test_a_long_name_is_shortened() -> None:
    line = line_of(("forecast", "a & " * 20_000), None, (), day=date(2024, 1, 1), case="pier")
    assert len(_named(line)) < 200


def test_a_token_that_is_no_base64_is_none() -> None:
    for token in ("\u00e9", "a", "%%%%"):
        line = line_of(("forecast", "s"), {"token": token}, (), day=date(2024, 1, 1), case="pier")
        assert _token(line) == b""
