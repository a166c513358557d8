from __future__ import annotations

import numpy as np

from gmcr.analysis.arrays import LruCache, RecomputedArrays


def test_what_was_asked_for_longest_ago_is_given_up() -> None:
    kept: LruCache[str] = LruCache(room=20)
    one, two, three = (np.full(8, number, dtype=np.uint8) for number in (1, 2, 3))
    kept.put("one", one)
    kept.put("two", two)
    assert kept.get("one") is one
    kept.put("three", three)
    assert ("one" in kept, "two" in kept, "three" in kept, len(kept), kept.bytes) == (True, False, True, 2, 16)
    assert kept.get("two") is None


def test_what_is_known_stays_and_what_is_alone_is_kept_whatever_its_size() -> None:
    kept: LruCache[int] = LruCache(room=4)
    large = np.zeros(8, dtype=np.uint8)
    assert kept.put(1, large) is large
    assert kept.put(1, np.ones(8, dtype=np.uint8)) is large
    assert (kept.bytes, len(kept)) == (8, 1)


def test_a_copy_is_added_to_apart() -> None:
    kept: LruCache[int] = LruCache(room=100)
    kept.put(1, np.zeros(8, dtype=np.uint8))
    other = kept.copy()
    other.put(2, np.zeros(8, dtype=np.uint8))
    assert (len(kept), len(other), kept.bytes, other.bytes) == (1, 2, 8, 16)


def test_arrays_are_made_again() -> None:
    made: list[int] = []

    def make(number: int) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
        made.append(number)
        return np.full(8, number, dtype=np.uint8)

    arrays = RecomputedArrays(room=10)
    for number in range(3):
        arrays.append(np.full(8, number, dtype=np.uint8), lambda number=number: make(number))  # type: ignore[misc]
    assert [array.tolist() for array in arrays] == [[number] * 8 for number in range(3)]
    assert (len(arrays), made) == (3, [0, 1, 2])
