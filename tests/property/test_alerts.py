"""Any bytes in, an answer out: no crash, no number that is none, no order without proof."""

import json
import random
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.alerts import HOST_NS, SECRET, InboxDesk, turns
from tests.support.figures import Cases
from tests.support.scale import scaled
from traderterminal.alerts.dialects import Unreadable, decode
from traderterminal.alerts.fields import NotTradeable
from traderterminal.alerts.inbox import Proof
from traderterminal.alerts.normalise import normalise
from traderterminal.alerts.redaction import as_text, mask_text, masked, secrets_in
from traderterminal.domain.exits import ExitLevel
from traderterminal.domain.signals import Signal

BODIES = 20_000

NAMES = [
    *("symbol", "ticker", "action", "side", "data", "signal", "order", "type", "orderType"),
    *("quantity", "qty", "contracts", "size", "amount", "volume", "position_size", "pos"),
    *("market_position", "market_position_size", "prev_market_position", "prev_position_size"),
    *("sentiment", "price", "limitPrice", "stopPrice", "sl", "tp", "stopLoss", "takeProfits"),
    *(
        "trailPercent",
        "risk",
        "id",
        "time",
        "timenow",
        "bar_time",
        "max_lag",
        "strategy",
        "account",
    ),
    *("account_group", "exchange", "comment", "heartbeat", "close_position", "tif", "reduceOnly"),
    *("secret", "key", "code", "metadata", "strategy_info", "multiple_accounts", "tp1 Mult", "ü"),
]
WORDS = [
    *("ES1!", "ESH2024", "AAPL", "CME_MINI:ES1!", "NQ1!", "buy", "sell", "close", "flat", "long"),
    *("short", "reverse", "cancel", "heartbeat", "limit", "stop_limit", "MKT", "gtc", "paper"),
    *("both", "0", "1", "2", "-1", "1.5", "NaN", "na", "null", "false", "True", "", "1e400", "10%"),
    *("2024-01-11T15:08:11Z", "1704985691", "{{close}}", '{{plot("x")}}', "\ud800", "٣", "\x00"),
]
RAW = [
    *("0", "1", "-2", "3.25", "1e5", "1e400", "NaN", "Infinity", "-Infinity", "null", "true"),
    *("false", "9" * 5_000, "{{strategy.position_size}}", "[]", "{}", '[{"percent":2},3]'),
    *('{"percent":"5"}', '{"order":{"action":"buy","contracts":1}}', "0x1", "01", "+1", "nul"),
]


#: Fields as a sender who means well fills them.
SANE = [
    *('"quantity":"2"', '"qty":1', '"position_size":"-1"', '"market_position":"flat"'),
    *('"prev_market_position":"long"', '"orderType":"limit","limitPrice":"4800.25"', '"sl":20'),
    *('"takeProfit":{"percent":2}', '"id":"Long"', '"time":"2024-01-11T15:08:11Z"', '"risk":0'),
    *('"strategy":"orb"', '"account":"paper"', '"max_lag":10', '"comment":"a; b & c"', '"price":1'),
    *(
        '"exchange":"CME_MINI"',
        '"strategy":{"order":{"id":"x"}}',
        '"tif":"GTC"',
        '"code":"hush-hush"',
    ),
]


def bodies(count: int, seed: int = 1) -> Iterator[bytes]:
    """Messages of every dialect from a grammar, every second one with bytes changed."""
    draw = random.Random(seed)
    for number in range(count):
        made = draw.choice((_json, _json, _json, _array, _pairs, _line, _noise))(draw)
        body = made.encode("utf-8", "surrogatepass")
        yield _mutated(draw, body) if number % 2 else body


def _value(draw: random.Random) -> str:
    return draw.choice(RAW) if draw.random() < 0.4 else json.dumps(draw.choice(WORDS))


def _json(draw: random.Random) -> str:
    if draw.random() < 0.5:
        fields = draw.sample(SANE, draw.randrange(6))
    else:
        fields = [f"{json.dumps(draw.choice(NAMES))}:{_value(draw)}" for _ in range(4)]
    if draw.random() < 0.7:
        fields += ['"symbol":"ES1!"', f'"action":"{draw.choice(("buy", "sell", "close"))}"']
    if draw.random() < 0.1:
        fields.append(f'"secret":"{SECRET}"')
    return "{" + ",".join(fields) + draw.choice(("", "", ",")) + "}"


def _array(draw: random.Random) -> str:
    return "[" + ",".join(_json(draw) for _ in range(draw.randrange(4))) + "]"


def _pairs(draw: random.Random) -> str:
    pairs = (f"{draw.choice(NAMES)}={draw.choice(WORDS)}" for _ in range(draw.randrange(1, 7)))
    return draw.choice((";", "; ", "\n")).join(pairs)


def _line(draw: random.Random) -> str:
    return ",".join(draw.choice(WORDS) for _ in range(draw.randrange(2, 7)))


def _noise(draw: random.Random) -> str:
    return draw.choice(("{", "[", '{"a":', "\ufeff", '"', "\\")) * draw.choice((1, 3, 40, 2_000))


def _mutated(draw: random.Random, body: bytes) -> bytes:
    changed = bytearray(body)
    for _ in range(draw.randrange(1, 5)):
        place = draw.randrange(len(changed) + 1)
        match draw.randrange(4):
            case 0:
                changed[place:place] = bytes((draw.randrange(256),))
            case 1:
                del changed[place : place + draw.randrange(1, 9)]
            case 2:
                changed[place:place] = changed[place : place + 12]
            case _:
                changed[place : place + 1] = draw.choice((b'"', b"{", b"}", b",", b"\\", b"\x00"))
    return bytes(changed)


def assert_finite(signal: Signal) -> None:
    """Every number of a signal is one, and its quantity one that can be traded."""
    levels = [signal.stop_loss, *signal.take_profit]
    numbers = [signal.quantity, signal.target, signal.limit_price, signal.stop_price]
    numbers += [signal.alert_price, *(x.value for x in levels if isinstance(x, ExitLevel))]
    assert all(number is None or number.is_finite() for number in numbers)
    assert signal.quantity is None or signal.quantity > 0


async def test_no_body_crashes_the_inbox_or_trades_without_proof() -> None:
    desk = InboxDesk()
    answers: dict[int, int] = {}
    for number, body in enumerate(bodies(BODIES)):
        unproven = await desk.inbox.receive(body, Proof.NONE, HOST_NS)
        assert unproven.status == 401 or SECRET.encode() in body
        proven = await desk.inbox.receive(body, Proof.PATH, HOST_NS)
        assert proven.status in (200, 202, 400, 422), body
        answers[proven.status] = answers.get(proven.status, 0) + 1
        if number % 100 == 99:
            await turns(60)
            for wish in desk.trader.wishes:
                assert wish.quantity is None or wish.quantity.is_finite()
            desk.trader.wishes.clear()
    await turns(60)
    assert not desk.failures
    assert not desk.tasks.running
    # the grammar must reach every answer, or it proves nothing
    assert all(answers[status] > BODIES / 100 for status in (202, 400, 422))


@pytest.mark.counted("alerts delivered up to four times")
async def test_an_alert_places_one_order_however_often_it_is_delivered(cases: Cases) -> None:
    desk = InboxDesk()
    for number in cases.over(range(scaled(1_000))):
        draw = random.Random(number)
        body = f'{{"symbol":"ES1!","action":"buy","quantity":1,"id":"{number}"}}'.encode()
        receipts = set()
        for _ in range(draw.randint(1, 4)):
            receipt = await desk.inbox.receive(body, Proof.PATH, HOST_NS)
            assert receipt.status in (200, 202)
            receipts.add(receipt.alert_id)
            if draw.random() < 0.3:
                await turns(5)
            if draw.random() < 0.1:  # the program stops and starts in between
                await turns(30)
                desk.inbox.close()
                desk.inbox = desk.new_inbox()
                cases.found["restarts"] += 1
        await turns(30)
        (alert_id,) = receipts
        assert [wish.alert_id for wish in desk.trader.wishes].count(alert_id) == 1
    assert len(desk.trader.wishes) == cases.count
    assert not desk.failures


async def test_an_unproven_body_leaves_no_trace() -> None:
    desk = InboxDesk()
    for body in bodies(2_000, seed=2):
        if SECRET.encode() not in body:
            assert (await desk.inbox.receive(body, Proof.NONE, HOST_NS)).status == 401
    await turns()
    assert not desk.stored
    assert not desk.trader.wishes


def test_signals_hold_no_number_that_is_none_and_no_secret() -> None:
    understood = 0
    for body in bodies(5_000, seed=3):
        try:
            decoded = decode(body)
            clean = masked(decoded)
            signals = normalise(clean, lambda strategy: "ticks")
        except (Unreadable, NotTradeable):
            continue
        understood += 1
        long = [secret for secret in secrets_in(decoded) if len(secret) >= 8]
        for signal in signals:
            assert_finite(signal)
            assert not any(secret in repr(signal) for secret in long)
        assert not any(secret in as_text(clean) for secret in long)
    assert understood > 500


@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_or_refused(body: bytes) -> None:
    try:
        decoded = decode(body)
    except Unreadable:
        mask_text(body).encode()
    else:
        as_text(masked(decoded)).encode()


_names = st.sampled_from(NAMES)
_scalars = st.one_of(
    st.sampled_from(WORDS[:-3]),
    st.text(max_size=20),
    st.integers(-(10**20), 10**20),
    st.booleans(),
    st.none(),
    st.decimals(allow_nan=False, allow_infinity=False).map(str),
)


@given(st.dictionaries(_names, _scalars, max_size=12))
def test_any_message_is_understood_or_refused(message: dict[str, object]) -> None:
    body = json.dumps(message).encode()
    with suppress(Unreadable, NotTradeable):
        for signal in normalise(masked(decode(body)), lambda strategy: None):
            assert_finite(signal)


@given(
    before=st.integers(-5, 5),
    order=st.integers(-10, 10).filter(bool),
    signed=st.booleans(),
)
def test_what_tradingview_reports_of_a_strategy_is_never_contradictory(
    before: int, order: int, signed: bool
) -> None:
    now = before + order
    message: dict[str, object] = {
        "symbol": "ES1!",
        "action": "buy" if order > 0 else "sell",
        "contracts": str(abs(order)),
        "market_position": _side(now),
        "prev_market_position": _side(before),
        "prev_market_position_size": str(abs(before)),
    }
    message |= {"position_size": str(now)} if signed else {"market_position_size": str(abs(now))}
    (signal,) = normalise(decode(json.dumps(message).encode()), lambda strategy: None)
    assert signal.target == Decimal(now)


def _side(position: int) -> str:
    return "flat" if position == 0 else "long" if position > 0 else "short"
