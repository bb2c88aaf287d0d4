"""Orders as one line of text."""

from decimal import Decimal
from typing import Any

import pytest

from tests.support.builders import AAPL, ES, MES
from traderterminal.domain.errors import UnknownSymbol
from traderterminal.domain.exits import BreakEven, ExitLevel, Exits, Target, Trail
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.orders import OrderType, TimeInForce
from traderterminal.ui.viewmodels.order_line import Fault, OrderLine, read_line
from traderterminal.ui.viewmodels.risk_size import Risk, RiskUnit

D = Decimal
KNOWN = {"ES": ES, "MES": MES, "AAPL": AAPL, "DAY": AAPL}


def resolve(text: str) -> Instrument:
    try:
        return KNOWN[text.upper()]
    except KeyError:
        raise UnknownSymbol(text) from None


def read(text: str) -> OrderLine:
    found = read_line(text, resolve)
    assert isinstance(found, OrderLine), found
    return found


def wrong(text: str) -> Fault:
    found = read_line(text, resolve)
    assert isinstance(found, Fault), found
    return found


def ticks(value: int) -> ExitLevel:
    return ExitLevel(D(value), "ticks")


LIMIT, STOP = OrderType.LIMIT, OrderType.STOP


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("buy 2 mes", {"side": Side.BUY, "quantity": D(2), "instrument": MES}),
        ("B 2 MES", {"side": Side.BUY, "quantity": D(2)}),
        ("s 1 es mkt", {"side": Side.SELL, "order_type": OrderType.MARKET}),
        ("buy 2 mes @ 4790", {"order_type": LIMIT, "limit": D(4790)}),
        ("buy 2 mes@4,790.25", {"order_type": LIMIT, "limit": D("4790.25")}),
        ("buy 2 mes lmt 4790 1/2, gtc", {"limit": D("4790.5"), "time_in_force": TimeInForce.GTC}),
        ("sell 2 es @ bid ioc", {"order_type": LIMIT, "at": "bid", "limit": None}),
        ("buy 1 es trigger 4810", {"order_type": STOP, "trigger": D(4810), "limit": None}),
        (
            "buy 1 es stp 4810 @ 4811",
            {"order_type": OrderType.STOP_LIMIT, "trigger": D(4810), "limit": D(4811)},
        ),
        ("buy 1 es touch 4790", {"order_type": OrderType.MARKET_IF_TOUCHED, "trigger": D(4790)}),
        ("buy 100 day", {"instrument": AAPL, "time_in_force": TimeInForce.DAY}),
        ("buy 100 day day", {"instrument": AAPL, "time_in_force": TimeInForce.DAY}),
        ("buy risk $200 es", {"risk": Risk(D(200)), "quantity": None}),
        ("buy risk 1% es", {"risk": Risk(D(1), RiskUnit.PERCENT)}),
        ("close es", {"verb": "close", "side": None, "enters": False}),
        ("reverse mes", {"verb": "reverse", "instrument": MES}),
        ("flatten es", {"verb": "flatten"}),
        ("cancel es", {"verb": "cancel", "side": None}),
        ("cancel es sells", {"verb": "cancel", "side": Side.SELL}),
    ],
)
def test_a_line_says_what_is_wanted(text: str, means: dict[str, Any]) -> None:
    line = read(text)
    assert {name: getattr(line, name) for name in means} == means


@pytest.mark.parametrize(
    ("text", "exits"),
    [
        ("stop 30t target 60t", Exits(ticks(30), (Target(ticks(60)),))),
        ("sl 4pt", Exits(ExitLevel(D(4), "points"))),
        (
            "stop $200 tp 0.5%",
            Exits(ExitLevel(D(200), "money"), (Target(ExitLevel(D("0.5"), "percent")),)),
        ),
        ("stop @4790.25", Exits(ExitLevel(D("4790.25"), "price"))),
        ("stop @ 4790.25", Exits(ExitLevel(D("4790.25"), "price"))),
        (
            "target 16t x1 target 32T X 2",
            Exits(None, (Target(ticks(16), D(1)), Target(ticks(32), D(2)))),
        ),
        ("trail 8t even 10", Exits(None, (), Trail(ticks=8), BreakEven(10))),
        ("stop 8t out 30m", Exits(ticks(8), close_after_s=1800)),
        ("", None),
    ],
)
def test_exits_stand_behind_with_a_unit_each(text: str, exits: Exits | None) -> None:
    assert read(f"buy 3 es @ 4790 {text}").exits == exits
    assert read(f"buy 3 es {text} day").exits == exits


def test_a_price_off_the_grid_snaps_and_says_so() -> None:
    line = read("buy 1 es @ 4790.13")
    assert (line.limit, line.notes) == (D("4790.25"), ("Snapped to 4,790.25",))
    assert read("buy 1 es @ 4790.25").notes == ()


@pytest.mark.parametrize(
    ("text", "part", "says"),
    [
        ("", "", "Write buy or sell"),
        ("by 2 es", "by", "is none of buy, sell, close"),
        ("buy", "", "How many?"),
        ("buy es", "es", "'es' is not a quantity: write buy 2 mnq"),
        ("buy 2", "", "Write what to buy: buy 2 mnq"),
        ("buy two es", "two", "'two' is not a quantity: write"),
        ("buy 1.5 es", "1.5", "lot 1"),
        ("buy 2 esx", "esx", "esx"),
        ("buy risk", "", "risk $200"),
        ("buy risk much es", "much", "is not a number above zero"),
        ("buy 2 es 4790", "4790", "is none of @, trigger"),
        ("buy 2 es @", "", "A price must follow @"),
        ("buy 2 es @ 48oo", "48oo", "'48oo' is not a price"),
        ("buy 2 es @ 4790 @ 4791", "@", "a second time"),
        ("buy 2 es mkt @ 4790", "@", "does not go with market"),
        ("buy 2 es touch 4790 @ 4791", "@", "does not go with touch"),
        ("buy 2 es stop 30", "30", "Write 30t, 30pt, $30, 30% or @30"),
        ("buy 2 es stop", "", "A level must follow stop"),
        ("buy 2 es stop @", "", "A price must follow @"),
        ("buy 2 es target 16;32t", "16;32t", "Each target has its own word"),
        ("buy 2 es target 16t x", "", "A quantity must follow x"),
        ("buy 2 es target 16t x1.5", "16t x1.5", "lot 1"),
        ("buy 2 es trail $40", "$40", "a stop follows by t, pt or %"),
        ("buy 2 es even 10", "", "Break even needs a stop"),
        ("buy 2 es even soon", "soon", "is not a number above zero"),
        ("buy 2 es day gtc", "gtc", "a second time"),
        ("close", "", "Write what to close: close es"),
        ("close es now", "now", "Nothing may follow close ESH2024"),
        ("cancel es all", "all", "Only buys or sells"),
        ("cancel es buys now", "now", "Nothing may follow"),
        ("buy 2 aapl @ -5", "-5", "above zero"),
    ],
)
def test_a_fault_says_what_is_wrong_and_where(text: str, part: str, says: str) -> None:
    fault = wrong(text)
    assert says in fault.words
    assert text[fault.start : fault.end] == part
    if not part:
        assert fault.start == len(text)


def test_a_line_without_end_is_not_read() -> None:
    fault = wrong("buy 2 es " + "day " * 100)
    assert (fault.start, fault.end) == (300, 409)
