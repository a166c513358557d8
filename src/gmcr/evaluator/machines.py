"""Where the evaluator runs: compiled with the core, or the same sources as WebAssembly (``evaluator.wasm``, extra wasm).

Both are asked the same calls of ``c/evaluator.c``. A program, the memory that it is given and what is asked lie in arrays
of their own in the process, and one behind another in the memory of WebAssembly.
"""

from __future__ import annotations

import atexit
import ctypes
from abc import ABC, abstractmethod
from functools import cache
from typing import Any, Final
from weakref import WeakSet

import numpy as np
from numpy.typing import NDArray

from gmcr.base.core import WASM, evaluator, library
from gmcr.base.errors import ProgramError

__all__ = ["Compiled", "Machine", "WebAssembly", "machine"]

_PROBLEMS: Final = {
    1: "This is no compiled assessment: compile the file again.",
    2: "This was compiled by another version of the program: compile the file again.",
    3: "The compiled assessment is cut off, or something follows it: compile the file again.",
    4: "The compiled assessment is damaged: compile the file again.",
    5: "The compiled assessment is larger than an evaluator takes.",
    6: "There is too little memory for the compiled assessment.",
}
_DAMAGED: Final = 4
_LITTLE: Final = 1 << 12
_CONCEPTS: Final = 5
_MOST_SPARE: Final = 1 << 27

Numbers = NDArray[np.int64]

_spare: dict[int, NDArray[np.uint64]] = {}
"""Memory that is not used any more, by its size: two pieces of it at most."""


def _memory_of(words: int) -> NDArray[np.uint64]:
    """Memory of so many words at least: what is spare, or fresh."""
    spare = _spare.pop(min((size for size in tuple(_spare) if size >= words), default=0), None)
    return np.empty(words, dtype=np.uint64) if spare is None else spare


class Machine(ABC):
    """An evaluator with one program loaded, in so many bytes of memory (None: as many as help). Raises ProgramError."""

    @abstractmethod
    def __init__(self, numbers: Numbers, memory: int | None) -> None: ...

    @abstractmethod
    def push(self, edits: Numbers, set_: Numbers) -> bool:
        """Put the author's model under edits, and set drivers by hand; whether both fit the program."""

    @abstractmethod
    def values(self, requests: Numbers, edits: Numbers) -> NDArray[np.int8] | None:
        """Values of requests, int8 (requests, concepts); None where they do not fit the program."""

    @abstractmethod
    def starts(self, requests: Numbers) -> NDArray[np.int8] | None:
        """Whether checks in readings have a feasible start, int8 (requests,); None where they do not fit the program."""

    @abstractmethod
    def game(self, setting: int, reading: int, room: int) -> tuple[int, Numbers]:
        """The game of a setting in a reading: how many numbers, or what is wrong (negative), and the numbers."""

    @abstractmethod
    def ways(self, setting: int, reading: int, concept: int, terms: Numbers, room: int) -> tuple[int, Numbers]:
        """The ways out of the start of that game, as `game`."""

    @abstractmethod
    def changes(self, asked: Numbers, room: int) -> tuple[int, Numbers]:
        """The minimal changes of a game that is asked for, as `game`."""

    @abstractmethod
    def deals(self, setting: int, reading: int, concept: int, room: int) -> tuple[int, Numbers]:
        """The told deals from where that game comes to rest, as `game`."""

    @abstractmethod
    def forget(self) -> None:
        """Forget what is known."""

    @property
    @abstractmethod
    def forgotten(self) -> int:
        """How often that happened."""


class Compiled(Machine):
    """Compiled with the core."""

    def __init__(self, numbers: Numbers, memory: int | None) -> None:
        core = library()
        if core is None:
            raise ProgramError("The evaluator is not compiled here.")
        self._core: Any = core
        core.evaluator_bytes.restype = ctypes.c_uint64
        core.evaluator_forgotten.restype = ctypes.c_int64
        self._numbers = numbers  # as long as this lives
        size = ctypes.c_int64(numbers.size)
        given = (core.evaluator_bytes(_address(numbers), size) or _LITTLE) if memory is None else memory
        self._memory = _memory_of(given // 8 + 1)
        self._at = _address(self._memory)
        _raise(core.evaluator_load(_address(numbers), size, self._at, ctypes.c_uint64(given)))

    def __del__(self) -> None:
        """Leave the memory to the next one: fresh memory costs more than the work of a small program."""
        if hasattr(self, "_memory") and self._memory.nbytes <= _MOST_SPARE:
            _spare[len(self._memory)] = self._memory
            for size in sorted(_spare)[:-2]:
                _spare.pop(size, None)

    def push(self, edits: Numbers, set_: Numbers) -> bool:
        asked = (_address(edits), ctypes.c_int64(edits.size), _address(set_), ctypes.c_int64(set_.size))
        return not self._core.evaluator_push(self._at, *asked)

    def values(self, requests: Numbers, edits: Numbers) -> NDArray[np.int8] | None:
        values = np.empty((requests.size // 4, _CONCEPTS), dtype=np.int8)
        sizes = ctypes.c_int64(len(values)), ctypes.c_int64(edits.size)
        asked = (self._at, _address(requests), sizes[0], _address(edits), sizes[1], _address(values))
        return None if self._core.evaluator_values(*asked) else values

    def starts(self, requests: Numbers) -> NDArray[np.int8] | None:
        values = np.empty(requests.size // 2, dtype=np.int8)
        asked = (self._at, _address(requests), ctypes.c_int64(values.size), _address(values))
        return None if self._core.evaluator_starts(*asked) else values

    def game(self, setting: int, reading: int, room: int) -> tuple[int, Numbers]:
        out = np.empty(room, dtype=np.int64)
        asked = (*map(ctypes.c_int64, (setting, reading)), _address(out), ctypes.c_int64(room))
        return int(self._core.evaluator_game(self._at, *asked)), out

    def ways(self, setting: int, reading: int, concept: int, terms: Numbers, room: int) -> tuple[int, Numbers]:
        out = np.empty(room, dtype=np.int64)
        given = (*map(ctypes.c_int64, (setting, reading, concept)), _address(terms), ctypes.c_int64(terms.size))
        return int(self._core.evaluator_ways(self._at, *given, _address(out), ctypes.c_int64(room))), out

    def changes(self, asked: Numbers, room: int) -> tuple[int, Numbers]:
        out = np.empty(room, dtype=np.int64)
        given = (_address(asked), ctypes.c_int64(asked.size), _address(out), ctypes.c_int64(room))
        return int(self._core.evaluator_changes(self._at, *given)), out

    def deals(self, setting: int, reading: int, concept: int, room: int) -> tuple[int, Numbers]:
        out = np.empty(room, dtype=np.int64)
        asked = (*map(ctypes.c_int64, (setting, reading, concept)), _address(out), ctypes.c_int64(room))
        return int(self._core.evaluator_deals(self._at, *asked)), out

    def forget(self) -> None:
        self._core.evaluator_forget(self._at)

    @property
    def forgotten(self) -> int:
        return int(self._core.evaluator_forgotten(self._at))


class WebAssembly(Machine):
    """The same as WebAssembly, in wasmtime."""

    def __init__(self, numbers: Numbers, memory: int | None) -> None:
        import wasmtime

        try:
            exports = self._begin(_module())
        except wasmtime.WasmtimeError:
            exports = self._begin(_module(sparing=True))
        self._call = {name: own for name, own in exports.items() if name and name.startswith("evaluator_")}
        self._bytes: Any = exports["memory"]
        self._program = (int(exports["__heap_base"].value(self._store)) + 15) & ~15
        self._at = self._program + 8 * numbers.size
        self._behind = self._at
        self._put(self._program, numbers)
        told = self._called("bytes", self._program, numbers.size)
        given = (told or _LITTLE) if memory is None else memory
        self._behind = (self._at + given + 15) & ~15
        self._need(self._behind)
        _raise(self._called("load", self._program, numbers.size, self._at, given))

    def _begin(self, module: _Module) -> Any:
        import wasmtime

        self._store = wasmtime.Store(module.engine)
        module.stores.add(self._store)
        return wasmtime.Instance(self._store, module.module, []).exports(self._store)

    def push(self, edits: Numbers, set_: Numbers) -> bool:
        at = self._behind + edits.nbytes
        self._put(self._behind, edits)
        self._put(at, set_)
        return not self._called("push", self._at, self._behind, edits.size, at, set_.size)

    def values(self, requests: Numbers, edits: Numbers) -> NDArray[np.int8] | None:
        count = requests.size // 4
        at, values = self._behind + requests.nbytes, self._behind + requests.nbytes + edits.nbytes
        self._put(self._behind, requests)
        self._put(at, edits)
        self._need(values + count * _CONCEPTS)
        if self._called("values", self._at, self._behind, count, at, edits.size, values):
            return None
        content = self._bytes.read(self._store, values, values + count * _CONCEPTS)
        return np.frombuffer(bytes(content), dtype=np.int8).reshape(count, _CONCEPTS)

    def starts(self, requests: Numbers) -> NDArray[np.int8] | None:
        count, values = requests.size // 2, self._behind + requests.nbytes
        self._put(self._behind, requests)
        self._need(values + count)
        if self._called("starts", self._at, self._behind, count, values):
            return None
        return np.frombuffer(bytes(self._bytes.read(self._store, values, values + count)), dtype=np.int8)

    def game(self, setting: int, reading: int, room: int) -> tuple[int, Numbers]:
        return self._written("game", (setting, reading), self._behind, room)

    def ways(self, setting: int, reading: int, concept: int, terms: Numbers, room: int) -> tuple[int, Numbers]:
        self._put(self._behind, terms)
        given = (setting, reading, concept, self._behind, terms.size)
        return self._written("ways", given, self._behind + terms.nbytes, room)

    def changes(self, asked: Numbers, room: int) -> tuple[int, Numbers]:
        self._put(self._behind, asked)
        return self._written("changes", (self._behind, asked.size), self._behind + asked.nbytes, room)

    def deals(self, setting: int, reading: int, concept: int, room: int) -> tuple[int, Numbers]:
        return self._written("deals", (setting, reading, concept), self._behind, room)

    def _written(self, name: str, given: tuple[int, ...], out: int, room: int) -> tuple[int, Numbers]:
        self._need(out + 8 * room)
        count = self._called(name, self._at, *given, out, room)
        content = bytes(self._bytes.read(self._store, out, out + 8 * count)) if count > 0 else b""
        return count, np.frombuffer(content, dtype="<i8")

    def forget(self) -> None:
        self._called("forget", self._at)

    @property
    def forgotten(self) -> int:
        return self._called("forgotten", self._at)

    def _called(self, name: str, *numbers: int) -> int:
        return int(self._call[f"evaluator_{name}"](self._store, *numbers) or 0)

    def _put(self, at: int, numbers: Numbers) -> None:
        if not numbers.size:  # the end of the memory is no place to write at
            return
        self._need(at + numbers.nbytes)
        self._bytes.write(self._store, numbers.astype("<i8").tobytes(), at)

    def _need(self, end: int) -> None:
        lacking = end - int(self._bytes.data_len(self._store))
        if lacking > 0:
            self._bytes.grow(self._store, (lacking + (1 << 16) - 1) >> 16)


class _Module:
    """The evaluator, compiled for this machine by wasmtime, and the memories in which it runs. *sparing*: without gigabytes
    of addresses behind each memory, which a process with a limit cannot reserve; that is slower."""

    def __init__(self, *, sparing: bool) -> None:
        import wasmtime

        config = wasmtime.Config()
        if sparing:
            config.memory_reservation = config.memory_reservation_for_growth = 0
            config.memory_guard_size = 1 << 16
        self.engine = wasmtime.Engine(config)
        self.module = wasmtime.Module(self.engine, WASM.read_bytes())
        self.stores: WeakSet[Any] = WeakSet()
        atexit.register(self.close)

    def close(self) -> None:
        """Give everything back before the interpreter ends: wasmtime cannot any more when modules are gone."""
        for own in (*self.stores, self.module, self.engine):
            own.close()


@cache
def _module(*, sparing: bool = False) -> _Module:
    return _Module(sparing=sparing)


def machine() -> type[Machine] | None:
    """Where programs run: compiled if that is there, else in WebAssembly; None if neither is."""
    return {"compiled": Compiled, "wasm": WebAssembly}.get(evaluator())


def _raise(state: int) -> None:
    if state:
        raise ProgramError(_PROBLEMS[state])


def _address(array: NDArray[Any]) -> ctypes.c_void_p:
    return ctypes.c_void_p(array.__array_interface__["data"][0])
