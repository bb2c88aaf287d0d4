"""The child process: reads frames from standard input, answers on what was standard output.

User code prints to standard error, from where the program takes tracebacks. When the program ends,
however it does, so does the child, even in the middle of an endless loop.
"""

import faulthandler
import os
import signal
import sys
from queue import SimpleQueue
from threading import Thread
from typing import BinaryIO, Final

from traderterminal.app.user_indicators.frames import PREFIX, Frame, lengths, unpacked
from traderterminal.app.user_indicators.workbench import Workbench

#: So much of the time that an answer may take has gone by when the child says where it stands.
_PATIENCE: Final = 0.75
#: Seconds; it is never said at once.
_SOONEST: Final = 0.01


def main() -> None:
    """Answer until nothing comes any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who interrupts the program does not mean us
    faulthandler.enable()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    frames: SimpleQueue[Frame] = SimpleQueue()
    Thread(target=_read, args=(sys.stdin.buffer, frames), daemon=True).start()
    workbench = Workbench()
    while True:
        asked = frames.get()
        faulthandler.dump_traceback_later(max(_SOONEST, asked.head["seconds"] * _PATIENCE))
        answer = workbench.answer(asked).packed()
        faulthandler.cancel_dump_traceback_later()
        sys.stderr.flush()
        answers.write(answer)
        answers.flush()


def _read(source: BinaryIO, frames: "SimpleQueue[Frame]") -> None:
    while len(prefix := source.read(PREFIX)) == PREFIX:
        head, body = lengths(prefix)
        frames.put(unpacked(source.read(head), source.read(body)))
    os._exit(0)


if __name__ == "__main__":
    main()
