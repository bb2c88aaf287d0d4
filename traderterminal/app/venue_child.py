"""A practice venue as a child of the program: it ends when the program does, however that ends.

    python -m traderterminal.app.venue_child NAME …

is `traderterminal venue NAME …` for as long as standard input stays open. The system closes it when
the program is killed, too.
"""

import os
import runpy
import signal
import sys
import threading
from typing import BinaryIO


def end_with(parent: BinaryIO) -> None:
    """Ask this process to end once `parent` is closed."""
    while parent.read(1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    threading.Thread(target=end_with, args=(sys.stdin.buffer,), daemon=True).start()
    sys.argv = ["traderterminal", "venue", *sys.argv[1:]]
    runpy.run_module("traderterminal", run_name="__main__")
