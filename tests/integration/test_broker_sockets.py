"""The bytes below a socket over loopback: both ways, the end, and nobody there."""

import asyncio

import pytest

from traderterminal.brokers.transport.sockets import open_tcp


async def test_bytes_go_both_ways_until_the_end() -> None:
    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write((await reader.read(100)).upper())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    stream = await open_tcp(f"ws://127.0.0.1:{port}/hubs/user")
    await stream.send(b"hello")
    assert await stream.receive() == b"HELLO"
    assert await stream.receive() == b""
    await stream.aclose()
    server.close()
    await server.wait_closed()


async def test_where_nobody_listens_it_says_so() -> None:
    with pytest.raises(OSError, match="onnect"):
        await open_tcp("ws://127.0.0.1:1/")


@pytest.mark.parametrize("url", ["https://venue/", "nothing", "ws:///path"])
async def test_what_is_no_address_of_a_socket_opens_nothing(url: str) -> None:
    with pytest.raises(OSError, match="scheme"):
        await open_tcp(url)
