"""A server that answers as TopstepX does and does nothing for it, in a process of its own.

Its hubs send what was made beforehand, as fast as it is read, so that a bench measures who reads.
"""

import asyncio
import json
from collections.abc import Iterator, Mapping
from functools import partial
from multiprocessing.connection import Connection
from typing import Final

from websockets.frames import Frame, Opcode
from websockets.http11 import Request
from websockets.server import ServerProtocol

CONTRACT: Final = "CON.F.US.MES.Z26"
ACCOUNT: Final = 465_001
#: How often an order is told of, in seconds.
EVERY_S: Final = 0.01
_MOMENT: Final = "2026-11-26T15:00:00.123456+00:00"
_END: Final = "\x1e"
_CONTRACT: Final = {
    "id": CONTRACT,
    "name": "MESZ6",
    "tickSize": 0.25,
    "tickValue": 1.25,
    "activeContract": True,
}
_ANSWERS: Final[Mapping[str, Mapping[str, object]]] = {
    "/api/Auth/loginKey": {"token": "a.b.c"},
    "/api/Account/search": {
        "accounts": [{"id": ACCOUNT, "name": "BENCH", "canTrade": True, "simulated": True}]
    },
    "/api/Contract/search": {"contracts": [_CONTRACT]},
    "/api/Contract/searchById": {"contract": _CONTRACT},
    "/api/Order/place": {"orderId": 9056},
}


def serve_topstepx(pipe: Connection, quotes: int) -> None:
    """Tell the port, then serve until the process is ended: so many quotes a connection."""
    asyncio.run(_serve(pipe, quotes))


async def _serve(pipe: Connection, quotes: int) -> None:
    server = await asyncio.start_server(partial(_connected, quotes), "127.0.0.1", 0)
    pipe.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


async def _connected(
    quotes: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            if head.startswith(b"GET"):
                await _hub(head, quotes, reader, writer)
                return
            await _answer(head, reader, writer)
    except (OSError, asyncio.IncompleteReadError):
        pass  # the client has left
    finally:
        writer.close()


async def _answer(head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    lines = head.decode().split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines[1:] if line)
    await reader.readexactly(int(headers.get("content-length", 0)))
    payload = _ANSWERS.get(lines[0].split(" ")[1], {})
    body = json.dumps({**payload, "success": True, "errorCode": 0, "errorMessage": None})
    writer.write(
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
        + f"Content-Length: {len(body)}\r\n\r\n{body}".encode()
    )
    await writer.drain()


async def _hub(
    head: bytes, quotes: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """Greet, complete every call, and once the last of them has come send what was made."""
    protocol = ServerProtocol()
    protocol.receive_data(head)
    is_market, open_calls = b"/market" in head, 3 if b"/market" in head else 2
    while open_calls:
        for event in protocol.events_received():
            if isinstance(event, Request):
                protocol.send_response(protocol.accept(event))
            elif isinstance(event, Frame) and event.opcode is Opcode.TEXT:
                for reply in _replies(bytes(event.data).decode()):
                    protocol.send_text(reply.encode())
                    open_calls -= "invocationId" in reply
        writer.write(b"".join(protocol.data_to_send()))
        await writer.drain()
        if open_calls:
            protocol.receive_data(await reader.read(65_536))
    if is_market:
        await _quotes(quotes, protocol, writer)
    else:
        await _orders(protocol, writer)
    await reader.read()


def _replies(text: str) -> Iterator[str]:
    for record in text.split(_END)[:-1]:
        said = json.loads(record)
        if "protocol" in said:
            yield "{}" + _END
        elif said["type"] == 1:
            answer = {"type": 3, "invocationId": said["invocationId"], "result": None}
            yield json.dumps(answer) + _END


async def _quotes(quotes: int, protocol: ServerProtocol, writer: asyncio.StreamWriter) -> None:
    for number in range(quotes):
        step = number % 2 * 0.25
        quote = {
            "symbol": "F.US.MES",
            "symbolName": "MESZ6",
            "lastPrice": 6850.25,
            "bestBid": 6850.0 + step,
            "bestAsk": 6850.25 + step,
            "change": 12.5,
            "changePercent": 0.0018,
            "volume": 120_000 + number,
            "lastUpdated": _MOMENT,
            "timestamp": _MOMENT,
        }
        protocol.send_text(_invocation("GatewayQuote", CONTRACT, quote))
    writer.write(b"".join(protocol.data_to_send()))
    await writer.drain()


async def _orders(protocol: ServerProtocol, writer: asyncio.StreamWriter) -> None:
    """Tell of an order again and again; its size is the moment at which it was told of, in µs."""
    loop = asyncio.get_running_loop()
    while not writer.is_closing():
        order = {
            "id": 9056,
            "accountId": ACCOUNT,
            "contractId": CONTRACT,
            "creationTimestamp": _MOMENT,
            "status": 1,
            "type": 1,
            "side": 0,
            "size": int(loop.time() * 1e6),
            "limitPrice": 6800.0,
        }
        told = {"action": 1, "data": order}
        protocol.send_text(_invocation("GatewayUserOrder", told))
        writer.write(b"".join(protocol.data_to_send()))
        await writer.drain()
        await asyncio.sleep(EVERY_S)  # noqa: TID251 - the bench runs in real time
    await writer.drain()


def _invocation(target: str, *arguments: object) -> bytes:
    record = {"type": 1, "target": target, "arguments": arguments}
    return (json.dumps(record, separators=(",", ":")) + _END).encode()
