"""TradingView in: the webhook, as a plain ASGI application because milliseconds count here."""

import hashlib
import hmac
import string
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from traderterminal.alerts.inbox import Proof, Receipt
from traderterminal.domain.messages import Message
from traderterminal.gateway.answers import Receive, Scope, Send, error_body, send_json
from traderterminal.gateway.tokens import Token
from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.kit.frozen import frozen

PATH: Final = "/webhook/tradingview"
WINDOW_SECONDS: Final = 30
UNPROVEN_A_MINUTE: Final = 30
LONGEST_NONCE: Final = 128
MINUTE_NS: Final = 60 * NANOSECONDS

_PRINTABLE: Final = frozenset(string.printable) - frozenset(string.whitespace)

TakeAlert = Callable[[bytes, Proof, int, str], Awaitable[Receipt]]


@frozen
class Keys:
    """What proves a delivery: the secret of the path or body, and the key of a signing relay."""

    secret: str
    relay_key: str


class TokenBucket:
    """Lets `rate` a second through, and up to `burst` at once."""

    def __init__(self, rate: float, burst: int, clock: Clock) -> None:
        self._rate, self._burst, self._clock = rate, burst, clock
        self._tokens = float(burst)
        self._at_ns = clock.monotonic_ns()

    def take(self) -> bool:
        """Take one token; False when none is left."""
        now = self._clock.monotonic_ns()
        grown = self._tokens + (now - self._at_ns) / NANOSECONDS * self._rate
        self._tokens, self._at_ns = min(float(self._burst), grown), now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True


class MinuteLimit:
    """Lets `most` through in any sixty seconds."""

    def __init__(self, most: int, clock: Clock) -> None:
        self._clock = clock
        self._passed: deque[int] = deque(maxlen=most)

    def take(self) -> bool:
        """Let one through; False when `most` went within the last minute."""
        now, passed = self._clock.monotonic_ns(), self._passed
        if len(passed) == passed.maxlen and now - passed[0] < MINUTE_NS:
            return False
        passed.append(now)
        return True


class Webhook:
    """Proves, limits and hands on; the answer is the inbox's.

    `asked_ns` is the host time of the last request, proven or not; None before the first.
    """

    def __init__(
        self, take_alert: TakeAlert, keys: Keys, clock: Clock, rate: float, burst: int
    ) -> None:
        self._take_alert = take_alert
        self._secret = Token(keys.secret)
        self._relay_key = keys.relay_key.encode()
        self._clock = clock
        self.asked_ns: int | None = None
        self._bucket = TokenBucket(rate, burst, clock)
        self._unproven = MinuteLimit(UNPROVEN_A_MINUTE, clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        received_ns = self.asked_ns = self._clock.now_ns()
        if scope["method"] != "POST":
            await _refuse(send, 405, Message("method_not_allowed", {"allowed": "POST"}))
            return
        body = await _read(receive)
        if body is None:
            return
        headers = dict(scope["headers"])
        proof, nonce, refusal = self._prove(str(scope["path"]), headers, body)
        if refusal is not None:
            await _refuse(send, 403, refusal)
            return
        if proof is not Proof.NONE and not self._bucket.take():
            await _refuse(send, 429, Message("too_many_requests"))
            return
        receipt = await self._take_alert(body, proof, received_ns, nonce)
        if receipt.status == 401 and not self._unproven.take():
            await _refuse(send, 429, Message("too_many_requests"))
        elif receipt.status in (200, 202):
            answer = {"status": receipt.code, "alert_id": receipt.alert_id}
            await send_json(send, receipt.status, answer)
        else:
            await _refuse(send, receipt.status, receipt.reason, receipt)

    def _prove(
        self, path: str, headers: Mapping[bytes, bytes], body: bytes
    ) -> tuple[Proof, str, Message | None]:
        """Return what proves the delivery, its nonce, and the refusal of a signature too old."""
        given = path.removeprefix(PATH).strip("/").encode("utf-8", "surrogateescape")
        if given and self._secret.matches(given):
            return Proof.PATH, "", None
        if b"x-tt-signature" in headers:
            return self._prove_relay(headers, body)
        signature = headers.get(b"x-webhook-signature")
        if signature and self._is_signed(signature, body):
            return Proof.BODY_HMAC_NEEDS_TIME, "", None
        return Proof.NONE, "", None

    def _prove_relay(
        self, headers: Mapping[bytes, bytes], body: bytes
    ) -> tuple[Proof, str, Message | None]:
        timestamp, nonce = headers.get(b"x-tt-timestamp", b""), headers.get(b"x-tt-nonce", b"")
        signature = headers[b"x-tt-signature"].removeprefix(b"sha256=")
        text = nonce.decode("latin-1")
        usable = 0 < len(text) <= LONGEST_NONCE and set(text) <= _PRINTABLE
        signed = timestamp + b"." + nonce + b"." + body
        if not usable or not timestamp.isdigit() or not self._is_signed(signature, signed):
            return Proof.NONE, "", None
        now = self._clock.now_ns() // NANOSECONDS
        if len(timestamp) > 15 or abs(now - int(timestamp)) > WINDOW_SECONDS:
            limit = {"limit": str(WINDOW_SECONDS)}
            return Proof.NONE, "", Message("stale_signature", limit)
        return Proof.HMAC, text, None

    def _is_signed(self, signature: bytes, signed: bytes) -> bool:
        expected = hmac.new(self._relay_key, signed, hashlib.sha256).hexdigest().encode()
        return hmac.compare_digest(signature.lower(), expected)


async def _read(receive: Receive) -> bytes | None:
    """Read the whole body; None when the sender went away."""
    parts: list[bytes] = []
    while True:
        event = await receive()
        if event["type"] == "http.disconnect":
            return None
        parts.append(event.get("body", b""))
        if not event.get("more_body", False):
            return b"".join(parts)


async def _refuse(
    send: Send, status: int, message: Message | None, receipt: Receipt | None = None
) -> None:
    code = receipt.code if receipt is not None else ""
    body: dict[str, Any] = error_body(message or Message(code or "not_found"), code)
    if receipt is not None and receipt.alert_id:
        body["alert_id"] = receipt.alert_id
    await send_json(send, status, body)
