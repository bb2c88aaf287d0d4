"""The bytes below a socket, from wherever they come."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final, Protocol
from urllib.parse import urlsplit


class ByteStream(Protocol):
    """An open connection. `receive` returns no bytes at its end; both raise OSError when broken."""

    async def receive(self) -> bytes: ...
    async def send(self, data: bytes) -> None: ...
    async def aclose(self) -> None: ...


#: Opens the connection below a socket to a `ws` or `wss` address; raises OSError.
OpenStream = Callable[[str], Awaitable[ByteStream]]

#: The most that is read at once, in bytes: a burst must not keep the loop from everything else.
CHUNK: Final = 16_384
_PORTS: Final = {"ws": 80, "wss": 443}


async def open_tcp(url: str) -> ByteStream:
    """Connect to the host of a `ws` or `wss` address, the latter by TLS; raises OSError."""
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or parts.hostname is None:
        raise OSError(f"{parts.scheme or 'nothing'} is not the scheme of a socket")
    context = ssl.create_default_context() if parts.scheme == "wss" else None
    port = parts.port or _PORTS[parts.scheme]
    reader, writer = await asyncio.open_connection(parts.hostname, port, ssl=context)
    return _TcpStream(reader, writer)


class _TcpStream:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def receive(self) -> bytes:
        return await self._reader.read(CHUNK)

    async def send(self, data: bytes) -> None:
        self._writer.write(data)
        await self._writer.drain()

    async def aclose(self) -> None:
        # At once: who is not there any more would neither read on nor take leave of TLS, and a new
        # connection would wait for it.
        self._writer.transport.abort()
        with suppress(OSError):  # it was broken already
            await self._writer.wait_closed()
