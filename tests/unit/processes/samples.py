"""What answers in the workers of these tests."""

from __future__ import annotations

import os
import signal
import sys
import time

from countermove.processes.child import Call
from countermove.processes.frames import Message
from gmcr.base.errors import UnknownName

__all__ = ["Answers", "double", "nothing", "wrong"]


class Answers:
    """Does what it is told."""

    def __init__(self, *given: str) -> None:
        self.given, self.asked = given, 0

    def __call__(self, asked: Message, call: Call) -> Message:
        self.asked += 1
        found: Message = getattr(self, asked["do"])(asked, call)
        return found

    def tell(self, asked: Message, _: Call) -> Message:
        sys.stdout.write("what is printed is no message\n")
        return {"given": self.given, "asked": self.asked, "text": asked.get("text"), "pid": os.getpid()}

    def big(self, asked: Message, _: Call) -> Message:
        return {"text": "ö\ud800" * asked["size"]}

    def count(self, asked: Message, call: Call) -> Message:
        for done in range(asked["of"]):
            call.far(done, asked["of"])
            time.sleep(0.01)
        call.say({"last": "word"})
        return {"done": asked["of"]}

    def sleep(self, asked: Message, _: Call) -> Message:
        if "file" in asked:
            with open(asked["file"], "w", encoding="utf-8") as file:
                file.write(str(os.getpid()))
        time.sleep(600)
        return {}

    def spin(self, asked: Message, _: Call) -> Message:
        with open(asked["file"], "w", encoding="utf-8") as file:
            file.write(str(os.getpid()))
        while True:
            pass

    def said_and_spin(self, _: Message, call: Call) -> Message:
        call.say({"half": True})
        while True:
            pass

    def work(self, asked: Message, _: Call) -> Message:
        until = time.process_time() + asked["seconds"]
        while time.process_time() < until:
            pass
        return {"used": time.process_time()}

    def die(self, _: Message, __: Call) -> Message:
        os.kill(os.getpid(), signal.SIGKILL)
        return {}

    def leave(self, _: Message, __: Call) -> Message:
        raise SystemExit

    def unknown(self, _: Message, __: Call) -> Message:
        raise UnknownName("act", "rnu", ["run"])

    def defect(self, _: Message, __: Call) -> Message:
        raise KeyError("a secret")

    def allocate(self, asked: Message, _: Call) -> Message:
        return {"size": len(bytearray(asked["size"]))}

    def unsayable(self, _: Message, __: Call) -> Message:
        return {"object": object()}


def nothing() -> Answers:
    """What cannot begin."""
    raise UnknownName("folder", "gnoe", ["gone"])


def double(part: int) -> int:
    """Twice as much."""
    return 2 * part


def wrong(part: int) -> int:
    """Raises ValueError."""
    raise ValueError(f"part {part}")
