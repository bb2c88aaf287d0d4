"""The bytes below a socket, from wherever they come."""

from collections.abc import Awaitable, Callable
from typing import Protocol


class ByteStream(Protocol):
    """An open connection. `receive` returns no bytes at its end; both raise OSError when broken."""

    async def receive(self) -> bytes: ...
    async def send(self, data: bytes) -> None: ...
    async def aclose(self) -> None: ...


#: Opens the connection below a socket to a `ws` or `wss` address; raises OSError.
OpenStream = Callable[[str], Awaitable[ByteStream]]
