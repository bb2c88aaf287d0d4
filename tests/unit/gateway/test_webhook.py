"""The webhook: what proves a delivery, what limits it, and how the inbox's word is answered."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

import pytest

from tests.support.gateway_services import call, http_scope
from traderterminal.alerts.inbox import Proof, Receipt
from traderterminal.domain.messages import Message
from traderterminal.gateway.answers import Event
from traderterminal.gateway.webhook import PATH, UNPROVEN_A_MINUTE, Keys, Webhook
from traderterminal.kit.clock import NANOSECONDS, VirtualClock

SECRET, RELAY_KEY = "päth-secret", "relay-key"
NOW_S = 1_790_000_000
BODY = b'{"symbol":"ES1!"}'


class Desk:
    """A webhook, its clock, and an inbox that answers as it is told."""

    def __init__(self, rate: int = 100, burst: int = 200) -> None:
        self.clock = VirtualClock(NOW_S * NANOSECONDS)
        self.receipt: Receipt | None = None
        self.taken: list[tuple[bytes, Proof, str]] = []
        keys = Keys(SECRET, RELAY_KEY)
        self.webhook = Webhook(self.take, keys, self.clock, rate, burst)

    async def take(self, body: bytes, proof: Proof, received_ns: int, nonce: str) -> Receipt:
        self.taken.append((body, proof, nonce))
        if self.receipt is not None:
            return self.receipt
        if proof is Proof.NONE:
            return Receipt(401, "unauthenticated")
        return Receipt(202, "accepted", "AL1")

    async def post(
        self,
        headers: Mapping[str, str] | None = None,
        body: bytes = BODY,
        path: str = PATH,
        method: str = "POST",
    ) -> tuple[int, dict[str, Any]]:
        encoded = [(k.lower().encode(), v.encode("latin-1")) for k, v in (headers or {}).items()]
        status, sent = await call(self.webhook, http_scope(path, encoded, method), body)
        return status, json.loads(sent[1]["body"])

    def advance(self, seconds: float) -> None:
        self.clock.advance_to(self.clock.now_ns() + int(seconds * NANOSECONDS))


def signed(body: bytes = BODY, at: object = NOW_S, nonce: str = "n1") -> dict[str, str]:
    text = f"{at}.{nonce}.".encode("latin-1") + body
    signature = hmac.new(RELAY_KEY.encode(), text, hashlib.sha256).hexdigest()
    return {
        "X-TT-Timestamp": str(at),
        "X-TT-Nonce": nonce,
        "X-TT-Signature": f"sha256={signature}",
    }


OWN_PATH = f"{PATH}/{SECRET}"


async def test_the_secret_of_the_path_proves_a_delivery() -> None:
    desk = Desk()
    assert await desk.post(path=OWN_PATH) == (202, {"status": "accepted", "alert_id": "AL1"})
    assert desk.taken == [(BODY, Proof.PATH, "")]


@pytest.mark.parametrize("given", ["", "/", "/wrong", "/päth-secre", "/päth-secret/x", "/💥"])
async def test_another_path_proves_nothing(given: str) -> None:
    desk = Desk()
    status, answer = await desk.post(path=f"{PATH}{given}")
    assert (status, answer["error"]["code"]) == (401, "unauthenticated")
    assert desk.taken[0][1] is Proof.NONE


async def test_a_relays_signature_proves_a_delivery_with_its_nonce() -> None:
    desk = Desk()
    assert (await desk.post(signed()))[0] == 202
    assert desk.taken == [(BODY, Proof.HMAC, "n1")]


@pytest.mark.parametrize(
    "change",
    [
        {"X-TT-Nonce": "n2"},
        {"X-TT-Timestamp": str(NOW_S + 1)},
        {"X-TT-Signature": "sha256=" + "0" * 64},
        {"X-TT-Signature": ""},
        {"X-TT-Signature": "ü"},
    ],
)
async def test_a_signature_covers_timestamp_nonce_and_body(change: dict[str, str]) -> None:
    desk = Desk()
    assert (await desk.post(signed() | change))[0] == 401
    assert (await desk.post(signed(), b"other"))[0] == 401


@pytest.mark.parametrize("nonce", ["", "n" * 129, "a b", "\x7f", "é"])
async def test_an_unusable_nonce_proves_nothing_though_it_is_signed(nonce: str) -> None:
    assert (await Desk().post(signed(nonce=nonce)))[0] == 401


@pytest.mark.parametrize("at", ["", "soon", "-1", "1.5", "²"])
async def test_a_timestamp_that_is_none_proves_nothing_though_it_is_signed(at: str) -> None:
    assert (await Desk().post(signed(at=at)))[0] == 401


@pytest.mark.parametrize(
    ("offset", "status"), [(-30, 202), (30, 202), (-31, 403), (31, 403), (10**18, 403)]
)
async def test_a_signature_is_good_for_thirty_seconds_of_host_time(
    offset: int, status: int
) -> None:
    desk = Desk()
    found, answer = await desk.post(signed(at=NOW_S + offset))
    assert found == status
    if status == 403:
        assert answer["error"]["code"] == "stale_signature"
        assert desk.taken == []


async def test_a_signature_of_the_body_alone_is_left_to_the_inbox_to_judge_by_its_time() -> None:
    desk = Desk()
    signature = hmac.new(RELAY_KEY.encode(), BODY, hashlib.sha256).hexdigest()
    await desk.post({"X-Webhook-Signature": signature.upper()})
    await desk.post({"X-Webhook-Signature": "0" * 64})
    assert [proof for _, proof, _ in desk.taken] == [Proof.BODY_HMAC_NEEDS_TIME, Proof.NONE]


async def test_after_thirty_in_a_minute_only_the_unproven_are_turned_away() -> None:
    desk = Desk()
    for _ in range(UNPROVEN_A_MINUTE):
        assert (await desk.post())[0] == 401
        desk.advance(1)
    assert (await desk.post())[0] == 429
    assert (await desk.post(path=OWN_PATH))[0] == 202
    desk.advance(30)  # the first of them is a minute old now
    assert (await desk.post())[0] == 401
    assert (await desk.post())[0] == 429


async def test_a_flood_of_proven_deliveries_is_slowed_to_the_settings() -> None:
    desk = Desk(rate=2, burst=3)
    statuses = [(await desk.post(path=OWN_PATH))[0] for _ in range(4)]
    assert statuses == [202, 202, 202, 429]
    assert len(desk.taken) == 3
    desk.advance(0.5)
    assert [(await desk.post(path=OWN_PATH))[0] for _ in range(2)] == [202, 429]


async def test_a_flood_of_strangers_does_not_use_up_what_the_proven_may_send() -> None:
    desk = Desk(rate=1, burst=1)
    assert [(await desk.post())[0] for _ in range(5)] == [401] * 5
    assert (await desk.post(path=OWN_PATH))[0] == 202


REASON = Message("no_side")


@pytest.mark.parametrize(
    ("receipt", "answer"),
    [
        (Receipt(200, "duplicate", "AL7"), {"status": "duplicate", "alert_id": "AL7"}),
        (
            Receipt(422, "not_tradeable", "AL8", REASON),
            {"error": {"code": "not_tradeable", "message": str(REASON)}, "alert_id": "AL8"},
        ),
        (
            Receipt(403, "replayed"),
            {"error": {"code": "replayed", "message": str(Message("replayed"))}},
        ),
        (
            Receipt(503, "not_stored", reason=Message("ledger_down", {"cause": "disk full"})),
            {
                "error": {
                    "code": "not_stored",
                    "message": str(Message("ledger_down", {"cause": "disk full"})),
                }
            },
        ),
    ],
)
async def test_the_inboxs_word_is_the_answer(receipt: Receipt, answer: dict[str, Any]) -> None:
    desk = Desk()
    desk.receipt = receipt
    assert await desk.post(path=OWN_PATH) == (receipt.status, answer)


async def test_only_posts_are_taken() -> None:
    desk = Desk()
    status, answer = await desk.post(path=OWN_PATH, method="GET")
    assert (status, answer["error"]["code"]) == (405, "method_not_allowed")
    assert desk.taken == []


async def test_a_body_may_come_in_pieces() -> None:
    desk = Desk()
    scope = http_scope(f"{PATH}/{SECRET}", [], "POST")
    status, _ = await call(desk.webhook, scope, BODY[:5], b"", BODY[5:])
    assert status == 202
    assert desk.taken == [(BODY, Proof.PATH, "")]


async def test_a_sender_that_goes_away_is_not_answered_and_nothing_of_it_is_taken() -> None:
    desk, sent = Desk(), list[Event]()
    arriving: list[Event] = [
        {"type": "http.request", "body": BODY, "more_body": True},
        {"type": "http.disconnect"},
    ]

    async def receive() -> Event:
        return arriving.pop(0)

    async def send(event: Event) -> None:
        sent.append(event)

    await desk.webhook(http_scope(f"{PATH}/{SECRET}", [], "POST"), receive, send)
    assert sent == []
    assert desk.taken == []
