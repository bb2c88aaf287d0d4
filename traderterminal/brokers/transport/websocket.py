"""A websocket on top of any stream of bytes: websockets' protocol, with a pump of ours.

The pump hands over everything that arrived at once, so that a burst costs one turn of the loop and
not one a message. Pings are answered by it; compression is not offered.
"""

import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Final

from websockets.client import ClientProtocol
from websockets.exceptions import InvalidURI, WebSocketException
from websockets.frames import Frame, Opcode
from websockets.http11 import Response
from websockets.protocol import State
from websockets.uri import parse_uri

from traderterminal.brokers.transport.sockets import ByteStream, OpenStream
from traderterminal.kit.clock import Clock, within

#: A message may have so many bytes: the first state of a deep book fits, a bomb does not.
MAX_MESSAGE: Final = 2**20
#: How long the opening may take, and how long a closing is waited for, in seconds.
OPEN_S: Final = 10.0
CLOSE_S: Final = 1.0
ABNORMAL: Final = 1006

#: Below this name nothing is written down of what is sent: addresses carry tokens.
_silent = logging.getLogger("traderterminal.brokers.transport.wire")
_silent.setLevel(logging.WARNING)

_DATA: Final = frozenset({Opcode.TEXT, Opcode.BINARY, Opcode.CONT})


class SocketClosed(OSError):
    """The connection is over. `code` is that of RFC 6455, 1006 where none was given."""

    def __init__(self, code: int, reason: str = "") -> None:
        super().__init__(f"closed with {code} {reason}".rstrip())
        self.code = code
        self.reason = reason


class HandshakeRefused(OSError):
    """The server did not make it a websocket; `status` is that of its answer, 0 without one."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(f"refused with {status}: {text}" if status else text)
        self.status = status


class WebSocket:
    """An open connection of messages; `receive` and `send` raise SocketClosed once it is over."""

    def __init__(self, protocol: ClientProtocol, stream: ByteStream) -> None:
        self._protocol = protocol
        self._stream = stream
        self._parts: list[bytes] = []  # of a message on its way
        self._is_text = True  # that message

    async def receive(self) -> Sequence[str | bytes]:
        """Wait for messages and return all that arrived together, oldest first, at least one."""
        while True:
            messages = self._messages()
            try:
                await self._flush()
            except SocketClosed:
                if not messages:
                    raise
            if messages:
                return messages
            if self._protocol.state is not State.OPEN:
                raise self._closed()
            await self._read()

    async def send(self, text: str) -> None:
        """Send a text message."""
        try:
            self._protocol.send_text(text.encode())
        except WebSocketException as error:
            raise self._closed() from error
        await self._flush()

    async def aclose(self) -> None:
        """Say goodbye, if that is still possible, and close."""
        with suppress(OSError, WebSocketException):
            self._protocol.send_close(1000)
            await self._flush()
        await self._stream.aclose()

    async def shake_hands(self, headers: Mapping[str, str]) -> None:
        """Become a websocket; raises HandshakeRefused, and OSError when the stream breaks."""
        request = self._protocol.connect()
        request.headers.update(headers)
        self._protocol.send_request(request)
        await self._flush()
        while self._protocol.state is State.CONNECTING and self._protocol.handshake_exc is None:
            await self._read()
        if (refusal := self._protocol.handshake_exc) is not None:
            answers = (e for e in self._protocol.events_received() if isinstance(e, Response))
            answer = next(answers, None)
            raise HandshakeRefused(answer.status_code if answer else 0, str(refusal))

    async def _read(self) -> None:
        try:
            data = await self._stream.receive()
        except OSError as error:
            self._protocol.receive_eof()
            raise self._closed() from error
        if data:
            self._protocol.receive_data(data)
        else:
            self._protocol.receive_eof()

    async def _flush(self) -> None:
        """Send what the protocol has to say, such as pongs; whole frames, so that none mix."""
        data = b"".join(self._protocol.data_to_send())
        if not data:
            return
        try:
            await self._stream.send(data)
        except OSError as error:
            raise self._closed() from error

    def _messages(self) -> list[str | bytes]:
        messages: list[str | bytes] = []
        for event in self._protocol.events_received():
            if not isinstance(event, Frame) or event.opcode not in _DATA:
                continue
            if event.opcode is not Opcode.CONT:
                self._is_text = event.opcode is Opcode.TEXT
                if event.fin:
                    messages.append(self._message(bytes(event.data)))
                    continue
                self._parts.clear()
            self._parts.append(bytes(event.data))
            if event.fin:
                messages.append(self._message(b"".join(self._parts)))
        return messages

    def _message(self, data: bytes) -> str | bytes:
        if not self._is_text:
            return data
        try:
            return data.decode()
        except UnicodeDecodeError:
            return data  # what is no text is for the codec to refuse

    def _closed(self) -> SocketClosed:
        close = self._protocol.close_rcvd or self._protocol.close_sent
        return SocketClosed(close.code, close.reason) if close else SocketClosed(ABNORMAL)


async def open_websocket(
    url: str,
    open_stream: OpenStream,
    clock: Clock,
    *,
    headers: Mapping[str, str] | None = None,
    max_message: int = MAX_MESSAGE,
) -> WebSocket:
    """Open a websocket within OPEN_S; raises HandshakeRefused, and OSError where nobody answers."""
    try:
        protocol = ClientProtocol(parse_uri(url), max_size=max_message, logger=_silent)
    except InvalidURI as error:
        raise OSError("the address is not one of a socket") from error
    opened: list[WebSocket] = []
    streams: list[ByteStream] = []

    async def open_it() -> None:
        stream = await open_stream(url)
        streams.append(stream)
        socket = WebSocket(protocol, stream)
        await socket.shake_hands(headers or {})
        opened.append(socket)

    try:
        if not await within(clock, OPEN_S, open_it()):
            raise OSError(f"nothing answered within {OPEN_S:g} s")
    finally:
        if not opened:
            for stream in streams:
                await stream.aclose()
    return opened[0]
