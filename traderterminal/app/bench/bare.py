"""What the machine itself takes for the journey of an order: a commit, a message to another process
and back, a commit. Whatever is above it in the same run is ours.
"""

import multiprocessing
import os
import socket
import tempfile
import time
from multiprocessing.connection import Connection
from typing import Final

#: What the ledger writes for an order, and about as much as an order is on the wire.
COMMIT: Final = bytes(16 << 10)
MESSAGE: Final = bytes(512)

#: What a database waits for: the bytes, and not when the file was last changed.
_sync = getattr(os, "fdatasync", os.fsync)
_spawn = multiprocessing.get_context("spawn")


def bare_journeys(count: int) -> list[float]:
    """Return what so many journeys take, one after the other, in seconds."""
    ours, theirs = _spawn.Pipe()
    peer = _spawn.Process(target=_echo, args=(theirs,), daemon=True)
    peer.start()
    try:
        with (
            socket.create_connection(("127.0.0.1", ours.recv())) as line,
            tempfile.TemporaryFile(buffering=0) as file,
        ):
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            _commit(file.fileno())  # the file does not grow later
            return [_journey(line, file.fileno()) for _ in range(count)]
    finally:
        peer.join()


def _journey(line: socket.socket, file: int) -> float:
    start = time.perf_counter()
    _commit(file)
    line.sendall(MESSAGE)
    _take(line)
    _commit(file)
    return time.perf_counter() - start


def _commit(file: int) -> None:
    os.lseek(file, 0, os.SEEK_SET)
    os.write(file, COMMIT)
    _sync(file)


def _take(line: socket.socket) -> bytes:
    """Receive a message; an empty one once the other side has left."""
    received = b""
    while len(received) < len(MESSAGE):
        part = line.recv(len(MESSAGE))
        if not part:
            return b""
        received += part
    return received


def _echo(told: Connection) -> None:
    """Send back what comes, until the other side leaves."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        told.send(server.getsockname()[1])
        line, _ = server.accept()
        with line:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while message := _take(line):
                line.sendall(message)
