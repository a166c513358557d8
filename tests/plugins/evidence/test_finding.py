"""What becomes of passages: each state by a text made for it, and how many edited passages are known again."""

from __future__ import annotations

import random
from collections import Counter
from fractions import Fraction

import pytest

from countermove.plugins.evidence.sources import tracer
from countermove.plugins.evidence.sources.sidecar import LEAST, locked_of
from countermove.plugins.evidence.sources.tracer import MOST, Traced, Tracer
from tests.counting import grows_evenly
from tests.plugins.evidence.writing import EDITS, Words, invented, text

__all__: list[str] = []

PARAGRAPHS = invented(12, 60, 90)


def became(after: list[Words], place: int, before: list[Words] = PARAGRAPHS, *, between: str = "\n\n") -> Traced:
    """What became of paragraph *place* (from 0) of a text that was locked and then changed."""
    kept = Tracer(text(before), "salt").lock((place, place + 1))
    changed = text(after, between=between)
    return Tracer(changed, "salt").trace(kept, changed.place("para", str(place + 1)))


def slightly(words: Words) -> Words:
    return EDITS["replaced"](words, 0.05, random.Random(2))


def test_the_same_text_is_the_same_however_it_is_laid_out() -> None:
    for place in range(12):
        assert became(PARAGRAPHS, place) == Traced("same", ((place, place + 1),))
        assert became(PARAGRAPHS, place, between="\n") == Traced("same", ((place, place + 1),))
    loud = [[word.upper() + "," for word in words] for words in PARAGRAPHS]
    assert became(loud, 3).state == "same"


def test_paragraphs_before_it_move_it() -> None:
    new = invented(2, 40, 50, seed=9)
    assert became([*new, *PARAGRAPHS], 4) == Traced("moved", ((6, 7),))
    assert became(PARAGRAPHS[1:], 4) == Traced("moved", ((3, 4),))
    assert became(PARAGRAPHS[::-1], 1) == Traced("moved", ((10, 11),))
    assert became(PARAGRAPHS[::-1], 11) == Traced("moved", ((0, 1),)), "there is no paragraph 12 before it"
    assert became(PARAGRAPHS[5:7], 6) == Traced("moved", ((1, 2),))


def test_split_and_joined_it_is_still_there() -> None:
    split = [*PARAGRAPHS[:4], PARAGRAPHS[4][:30], PARAGRAPHS[4][30:], *PARAGRAPHS[5:]]
    assert became(split, 4) == Traced("same", ((4, 6),))
    assert became(split, 5) == Traced("moved", ((6, 7),))
    joined = [*PARAGRAPHS[:3], [*PARAGRAPHS[3], *PARAGRAPHS[4]], *PARAGRAPHS[5:]]
    assert became(joined, 3) == Traced("same", ((3, 4),))
    assert became(joined, 4) == Traced("moved", ((3, 4),))
    whole = [[word for words in PARAGRAPHS for word in words]]
    assert became(whole, 0) == Traced("same", ((0, 1),))
    assert became(whole, 7) == Traced("moved", ((0, 1),))
    pieces = [PARAGRAPHS[4][start : start + 12] for start in range(0, len(PARAGRAPHS[4]), 12)]
    assert became([*PARAGRAPHS[:4], *pieces, *PARAGRAPHS[5:]], 4) == Traced("same", ((4, 4 + len(pieces)),))


def test_edited_in_its_place_it_is_altered() -> None:
    found = became([*PARAGRAPHS[:4], slightly(PARAGRAPHS[4]), *PARAGRAPHS[5:]], 4)
    assert (found.state, found.found) == ("altered", ((4, 5),))
    assert found.share is not None
    assert MOST <= found.share < 1
    one = [*PARAGRAPHS[4][:-1], "never"]
    assert became([*PARAGRAPHS[:4], one, *PARAGRAPHS[5:]], 4).state == "altered", "one word"
    assert became([*PARAGRAPHS[:4], [*PARAGRAPHS[4], "not"], *PARAGRAPHS[5:]], 4).state == "same", "it is there whole"


def test_edited_and_moved_it_is_altered_where_nothing_else_is_like_it() -> None:
    new = invented(1, 40, 50, seed=9)
    after = [*new, *PARAGRAPHS[:4], slightly(PARAGRAPHS[4]), *PARAGRAPHS[5:]]
    found = became(after, 4)
    assert (found.state, found.found) == ("altered", ((5, 6),))


def test_a_lookalike_elsewhere_is_never_taken() -> None:
    alike = [*PARAGRAPHS, slightly(PARAGRAPHS[4])]
    assert became(alike, 4, alike).state == "same"
    gone = [*alike[:4], *alike[5:]]
    assert became(gone, 4, alike).state == "ambiguous", "what was like it is left alone"
    copied = [*PARAGRAPHS, PARAGRAPHS[4]]
    assert became([*copied[:4], *copied[5:]], 4, copied).state == "ambiguous", "its copy is left alone"
    assert became([*copied[1:4], *copied[4:]], 4, copied).state == "ambiguous", "both are there"


def test_a_copy_does_not_hide_that_the_passage_was_changed() -> None:
    edited = slightly(PARAGRAPHS[4])
    found = became([*PARAGRAPHS[:4], edited, *PARAGRAPHS[5:], PARAGRAPHS[4]], 4)
    assert found.state == "ambiguous"
    assert found.found == ((12, 13), (4, 5))


def test_the_best_lookalike_at_the_hint_is_the_passage() -> None:
    rng = random.Random(3)
    far = EDITS["replaced"](PARAGRAPHS[4], 0.15, rng)
    after = [*PARAGRAPHS[:4], slightly(PARAGRAPHS[4]), *PARAGRAPHS[5:], far]
    assert (became(after, 4).state, became(after, 4).found) == ("altered", ((4, 5),))


def test_without_it_it_is_missing() -> None:
    assert became([*PARAGRAPHS[:4], *PARAGRAPHS[5:]], 4) == Traced("missing", ())
    assert became(PARAGRAPHS[:3], 4) == Traced("missing", ())


@pytest.mark.parametrize(("words", "state"), [(5, "ambiguous"), (12, "moved"), (40, "moved")])
def test_short_passages_are_told_only_where_that_is_sure(words: int, state: str) -> None:
    short = [*PARAGRAPHS[:4], PARAGRAPHS[4][:words], *PARAGRAPHS[5:]]
    assert became(short, 4, short).state == "same"
    assert became(short[1:], 4, short).state == state
    changed = [*short[:4], [*short[4][:-2], "quite", "other"], *short[5:]]
    assert became(changed, 4, short).state == ("altered" if words > 30 else "missing")


def test_what_is_kept_holds_no_word_and_little_of_short_passages() -> None:
    kept = [
        Tracer(text([words]), "salt").lock((0, 1)) for words in (PARAGRAPHS[0][:7], PARAGRAPHS[0][:12], PARAGRAPHS[0])
    ]
    assert [len(item.sha256) for item in kept] == [4, 64, 64]
    assert [bool(item.runs) for item in kept] == [False, False, True]
    assert len(kept[2].runs) < len(PARAGRAPHS[0]) / 2


def test_copies_and_lookalikes_are_counted_when_it_is_locked() -> None:
    alike = [*PARAGRAPHS, PARAGRAPHS[4], slightly(PARAGRAPHS[4]), PARAGRAPHS[2] + PARAGRAPHS[4][:50] + PARAGRAPHS[3]]
    kept = Tracer(text(alike), "salt").lock((4, 5))
    assert (kept.copies, kept.lookalikes) == (1, 2)
    short = [["one", "two"], ["three"], ["one", "two"]]
    assert Tracer(text(short), "salt").lock((0, 1)).copies == 1


@pytest.mark.level("judge", but=2)
@pytest.mark.level("all")
@pytest.mark.parametrize("period", [3, 50, 400])
def test_a_text_that_repeats_itself_takes_no_longer(period: int, monkeypatch: pytest.MonkeyPatch) -> None:
    words = [word for own in PARAGRAPHS for word in own][:period]
    hashed, digest_of = list[int](), tracer.digest_of
    monkeypatch.setattr(tracer, "digest_of", lambda own, salt: (hashed.append(len(own)), digest_of(own, salt))[1])

    def traced(length: int) -> None:
        repeating = text([words * (length // period)] * 4)
        tracer = Tracer(repeating, "salt")
        hashed.clear()
        kept = tracer.lock((1, 2))
        assert tracer.trace(kept, (1, 2)).state == "same"
        assert tracer.trace(kept, None).state in ("ambiguous", "missing")
        page = locked_of(repeating.words[: period * 3], "salt")
        assert tracer.trace(page, None).state in ("ambiguous", "missing")
        assert sum(hashed) < 4 * (2_000_000 + 10 * length), "looked for four times, and paragraphs up to three together"

    assert grows_evenly(traced, 3200)


@pytest.fixture(scope="module")
def many() -> list[Words]:
    return invented(80, 40, 110, seed=4)


KNOWN = {"replaced": (0.1, 0.9), "deleted": (0.1, 0.9), "inserted": (0.15, 0.9), "misread": (0.02, 0.9)}
"""Edit → the share of words (or letters) up to which at least so many of the edited passages are known again."""


@pytest.mark.level("all")
@pytest.mark.parametrize("edit", EDITS)
def test_edited_passages_are_known_again(edit: str, many: list[Words]) -> None:
    """The table of docs/sources.md is made of these."""
    share, least = KNOWN[edit]
    rng = random.Random(6)
    tracer = Tracer(text(many), "salt")
    kept = [tracer.lock((place, place + 1)) for place in range(len(many))]
    after = Tracer(text([EDITS[edit](words, share, rng) for words in many]), "salt")
    counts = Counter(after.trace(item, (place, place + 1)).state for place, item in enumerate(kept))
    assert counts["altered"] + counts["same"] >= least * len(many), counts
    assert counts["ambiguous"] == counts["moved"] == 0
    assert counts["altered"] > counts["same"]


@pytest.mark.level("all")
def test_half_is_far_from_what_other_passages_share(many: list[Words]) -> None:
    """Why the threshold is one half: no passage shares a third of its runs with any stretch of 100,000 other words."""
    tracer = Tracer(text(many), "salt")
    kept = [tracer.lock((place, place + 1)) for place in range(len(many))]
    other = Tracer(text(invented(1000, 90, 110, seed=8)), "salt")
    known = [item for item in kept if len(item.runs) >= LEAST]
    assert len(known) > 70
    shares = []
    for item in known:
        hits = other._hits(item.runs)
        inside: Counter[int] = Counter()
        for place, _ in hits:
            near = {number for where, number in hits if place <= where < place + int(item.words * 1.5)}
            inside[place] = len(near)
        shares.append(Fraction(max(inside.values(), default=0), len(item.runs)))
        assert other.trace(item, None).state == "missing"
    assert max(shares) < Fraction(1, 3)


def test_what_only_begins_in_its_place_or_runs_into_it_is_there() -> None:
    halved = [*PARAGRAPHS[:3], PARAGRAPHS[4][:30], PARAGRAPHS[4][30:], *PARAGRAPHS[5:]]
    assert became(halved, 4) == Traced("same", ((3, 5),)), "its second half is where it was"
    after_more = [*PARAGRAPHS[:4], [*invented(1, 8, 8, seed=9)[0], *PARAGRAPHS[4]], *PARAGRAPHS[5:]]
    assert became(after_more, 4) == Traced("same", ((4, 5),)), "its paragraph begins with other words"
