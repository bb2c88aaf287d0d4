"""A child of the program, such as a practice venue or the window of a replay.

    python -m traderterminal.app.child ARGUMENTS …

is `traderterminal ARGUMENTS …` for as long as standard input stays open. The system closes it when
the program ends, also when it is killed.
"""

import os
import runpy
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from typing import IO, BinaryIO, Final

#: How long a child may take to end when it is asked to.
END_S: Final = 3.0


def start_child(
    arguments: tuple[str, ...],
    errors: IO[bytes],
    environment: Mapping[str, str] | None = None,
    *,
    output: int = subprocess.PIPE,
) -> "subprocess.Popen[bytes]":
    """Start a child; what it says of errors goes to the given file, what else it says to `output`.

    Its environment is that of the program unless another is given. Raises OSError.
    """
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "traderterminal.app.child", *arguments],
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=errors,
        env=environment,
    )


def end_child(process: "subprocess.Popen[bytes]", seconds: float = END_S) -> None:
    """Ask a child to end, and see to it. Blocks for as long as that takes."""
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()


def end_with(parent: BinaryIO) -> None:
    """Ask this process to end once `parent` is closed."""
    while parent.read(1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    # A buffered one would be locked by the thread while the interpreter shuts down, which is fatal.
    parent = open(sys.stdin.fileno(), "rb", buffering=0, closefd=False)  # noqa: SIM115 - for good
    threading.Thread(target=end_with, args=(parent,), daemon=True).start()
    sys.argv = ["traderterminal", *sys.argv[1:]]
    runpy.run_module("traderterminal", run_name="__main__")
