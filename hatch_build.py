"""Compiles the optional core while Countermove is installed, or wheels are made: see docs/decisions/0010-a-compiled-core.md.

``python hatch_build.py`` compiles it beside the sources, for working on them; ``python hatch_build.py wasm FOLDER`` compiles
the evaluator into WebAssembly, which is committed (``make wasm``). Without a C compiler, and with
``COUNTERMOVE_CORE=numpy``, nothing is compiled, and NumPy does all: the wheel is then one for every platform. With
``COUNTERMOVE_CORE=kept`` what was just compiled here of the same sources is taken as it is.
``COUNTERMOVE_PLATFORM=win_amd64`` makes the wheel of another platform than this one (``make release``).
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import zlib
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_GMCR = Path(__file__).resolve().parent / "src" / "gmcr"
FOLDER = _GMCR / "kernels" / "compiled"
FOLDERS = (FOLDER, _GMCR / "evaluator" / "c")
LIBRARY = FOLDER / ("core.dll" if sys.platform == "win32" else "core.so")
STAMP = FOLDER / "core.stamp"
FLAGS = ("-O3", "-std=gnu11", "-fPIC", "-fvisibility=hidden", "-shared", "-Wall", "-Wextra", "-Werror=implicit")


def sources() -> list[Path]:
    """The files of the core, folder by folder, sorted by name."""
    return [path for folder in FOLDERS for path in sorted(folder.iterdir()) if path.suffix in (".c", ".h")]


PLATFORMS = {
    "manylinux_2_17_x86_64": "x86_64-linux-gnu.2.17",
    "manylinux_2_17_aarch64": "aarch64-linux-gnu.2.17",
    "macosx_11_0_x86_64": "x86_64-macos.11.0",
    "macosx_11_0_arm64": "aarch64-macos.11.0",
    "win_amd64": "x86_64-windows-gnu",
}
"""The platforms that have wheels, as an index calls them, and what the compiler of the package ziglang calls each."""


def stamp(library: Path) -> str:
    """What tells these sources and this library from others, as ``gmcr.base.core`` reckons it."""
    return f"{zlib.crc32(b''.join(path.read_bytes() for path in (*sources(), library))):08x}"


def is_current() -> bool:
    """Whether a whole library of these sources lies here."""
    return LIBRARY.is_file() and STAMP.is_file() and STAMP.read_bytes() == stamp(LIBRARY).encode("ascii")


def compiler() -> list[str] | None:
    """The command of a C compiler that takes GCC's options: that of the environment, or one that is found."""
    for name in (os.environ.get("CC"), "cc", "gcc", "clang"):
        words = shlex.split(name) if name else []
        if words and shutil.which(words[0]):
            return words
    return None


def compile_core() -> str | None:
    """Compile the core and stamp it; what stood in the way, or None."""
    command = compiler()
    if command is None:
        return "there is no C compiler"
    fresh = LIBRARY.with_name(f"{LIBRARY.name}.{os.getpid()}")
    units = [str(path) for path in sources() if path.suffix == ".c"]
    try:
        done = subprocess.run(
            [*command, *FLAGS, "-o", str(fresh), *units],
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        if done.returncode:
            return done.stderr.strip() or f"{command[0]} ended with {done.returncode}"
        written = stamp(fresh)
        fresh.replace(LIBRARY)  # a process that has the old one open keeps it
        STAMP.write_text(written, encoding="ascii")
    except (OSError, subprocess.SubprocessError) as error:
        return str(error)
    finally:
        fresh.unlink(missing_ok=True)
    return None


def compile_for(platform: str, folder: Path) -> tuple[Path, Path]:
    """Compile the core of another platform into a folder, the same bytes wherever it is done: the library, and its stamp.

    :raises RuntimeError: what stood in the way; a wheel that names a platform is never made without its core.
    """
    library = folder / ("core.dll" if platform.startswith("win") else "core.so")
    units = [os.path.relpath(path, _GMCR) for path in sources() if path.suffix == ".c"]
    # A library of macOS has its name inside, which would be the place where it was compiled.
    name = (f"-Wl,-install_name,@rpath/{library.name}",) if platform.startswith("macosx") else ()
    command = (sys.executable, "-m", "ziglang", "cc", "-target", PLATFORMS[platform], *FLAGS, "-g0", "-s", *name)
    done = subprocess.run(
        [*command, "-o", str(library), *units], cwd=_GMCR, capture_output=True, text=True, timeout=1800, check=False
    )
    if done.returncode:
        raise RuntimeError(f"The core for {platform}: {done.stderr.strip() or f'it ended with {done.returncode}'}")
    record = folder / "core.stamp"
    record.write_text(stamp(library), encoding="ascii")
    return library, record


EXPORTS = ("load", "bytes", "push", "values", "starts", "game", "ways", "changes", "deals", "forget", "forgotten")
WASM_FLAGS = (
    *(
        "-target",
        "wasm32-freestanding",
        "-std=c11",
        "-O2",
        "-msimd128",
        "-nostdlib",
        "-Wl,--no-entry",
        "-Wl,--strip-all",
    ),
    *("-Wl,-z,stack-size=1048576", "-Wl,--export=__heap_base"),
    *(f"-Wl,--export=evaluator_{name}" for name in EXPORTS),
)


def compile_wasm(folder: Path) -> str | None:
    """Compile the evaluator into ``evaluator.wasm`` in a folder, by the compiler of the package ziglang, whose version is
    pinned: the same bytes wherever that runs. What stood in the way, or None."""
    units = [path.name for path in sorted(FOLDERS[1].glob("*.c"))]
    command = [
        sys.executable,
        "-m",
        "ziglang",
        "cc",
        *WASM_FLAGS,
        "-o",
        str(folder.resolve() / "evaluator.wasm"),
        *units,
    ]
    done = subprocess.run(command, cwd=FOLDERS[1], capture_output=True, text=True, timeout=300, check=False)
    return (done.stderr.strip() or f"it ended with {done.returncode}") if done.returncode else None


class CustomBuildHook(BuildHookInterface[Any]):
    """Called by Hatchling before a wheel is put together, editable ones included."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel":
            return
        core = os.environ.get("COUNTERMOVE_CORE", "").lower()
        if core == "numpy":
            return
        platform = os.environ.get("COUNTERMOVE_PLATFORM", "")
        if platform:
            self._of(platform, build_data)
            return
        problem = None if core == "kept" and is_current() else compile_core()
        if problem is not None:
            self.app.display_info(f"The compiled core is left out, and NumPy does the same: {problem}")
            return
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{sysconfig.get_platform().replace('-', '_').replace('.', '_')}"
        build_data["artifacts"] += [f"/src/gmcr/kernels/compiled/{path.name}" for path in (LIBRARY, STAMP)]

    def _of(self, platform: str, build_data: dict[str, Any]) -> None:
        if platform not in PLATFORMS:
            raise RuntimeError(f"COUNTERMOVE_PLATFORM is {platform!r}, and should be one of {', '.join(PLATFORMS)}.")
        self._made = tempfile.TemporaryDirectory()
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform}"
        for path in compile_for(platform, Path(self._made.name)):
            build_data["force_include"][str(path)] = f"gmcr/kernels/compiled/{path.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        made = getattr(self, "_made", None)
        if made is not None:
            made.cleanup()


if __name__ == "__main__":
    sys.exit(compile_wasm(Path(sys.argv[2])) if sys.argv[1:2] == ["wasm"] else compile_core())
