"""A program of its own between two files and Pagefind's service: messages come from standard input, answers go to standard output.

The service ends when its input ends, whatever it has not done yet; so its input stays open until as many answers have come as the argument says.
The build itself has no thread for that: it forks.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from threading import Thread
from typing import IO

_AT_ONCE = 1 << 20  # bytes


def pump(asked: int, messages: IO[bytes], answers: IO[bytes]) -> int:
    """Behind every message and every answer stands a comma. The exit code of the service."""
    from pagefind_bin import get_executable  # who has not installed it is told so

    with subprocess.Popen([get_executable(), "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as service:  # noqa: S603  a fixed command
        given, said = service.stdin, service.stdout
        assert given
        assert said

        def feed() -> None:
            with suppress(OSError):  # it has ended
                while data := memoryview(messages.read(_AT_ONCE)):
                    while data:
                        data = data[given.write(data) :]

        Thread(target=feed, daemon=True).start()
        left = asked
        while left > 0 and (data := said.read(_AT_ONCE)):
            answers.write(data)
            left -= data.count(b",")
        answers.flush()
    return service.returncode


if __name__ == "__main__":
    code = pump(int(sys.argv[1]), sys.stdin.buffer, sys.stdout.buffer)
    if code < 0:  # by a signal: whoever waits for us is to know
        os.kill(os.getpid(), -code)
    sys.exit(code)
