"""What another system has not, taken away from this one: the start of every process in which `test_elsewhere` runs.

Libraries are loaded first, since they know their system; whatever is ours is loaded by a Python that says it is another one, has
none of the calls that are POSIX's alone, and none of the modules. It simulates what is missing, not what is different.
"""

from __future__ import annotations

import os
import sys

LACKING = {
    "win32": {
        "modules": ("fcntl", "grp", "pwd", "resource", "termios", "tty"),
        "os": (
            *(
                "O_NOFOLLOW",
                "O_NONBLOCK",
                "chown",
                "fchown",
                "fork",
                "forkpty",
                "getegid",
                "geteuid",
                "getgid",
                "getpgid",
            ),
            *("getuid", "killpg", "lchown", "mkfifo", "openpty", "sched_getaffinity", "setsid", "sysconf"),
        ),
        "signal": ("SIGALRM", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGXCPU", "alarm", "pthread_sigmask", "setitimer"),
        "time": ("clock_gettime",),
    },
    "darwin": {"modules": (), "os": ("sched_getaffinity",), "signal": (), "time": ()},
}


def move(system: str) -> None:
    """Make this Python one of another system, for whatever is loaded from now on."""
    import asyncio  # noqa: F401
    import multiprocessing.connection
    import shutil  # noqa: F401
    import signal
    import subprocess
    import sysconfig
    import tempfile  # noqa: F401
    import time
    import types
    import urllib.request  # noqa: F401
    import webbrowser  # noqa: F401

    import click  # noqa: F401
    import jinja2  # noqa: F401
    import numpy  # noqa: F401
    import pydantic  # noqa: F401
    import rich.console  # noqa: F401
    import typer.core  # noqa: F401
    import wasmtime  # noqa: F401

    lacking = LACKING[system]
    for module in lacking["modules"]:
        sys.modules[module] = None  # type: ignore[assignment]  # an import of it fails
    for name in lacking["os"]:
        if hasattr(os, name):
            delattr(os, name)
    if system == "win32":
        signal.Signals._member_map_["SIGBREAK"] = signal.SIGUSR1
        own = {"msvcrt": types.ModuleType("msvcrt")}
        own["msvcrt"].setmode = lambda handle, mode: mode  # type: ignore[attr-defined]
        sys.modules |= own
        os.O_BINARY = 0  # type: ignore[attr-defined]
        signal.SIGBREAK = signal.SIGUSR1  # type: ignore[attr-defined]
        killing = int(signal.SIGKILL)
        subprocess.Popen.kill = lambda process: process.send_signal(killing)  # type: ignore[method-assign]
    for name in lacking["signal"]:
        delattr(signal, name)
    for name in lacking["time"]:
        delattr(time, name)
    assert multiprocessing.connection
    sysconfig.get_config_vars()
    sys.platform = system


if system := os.environ.get("COUNTERMOVE_ELSEWHERE"):
    move(system)
