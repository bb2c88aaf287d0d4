"""What is expected of each collected example, by its number in the reference file.

Each is sent as TradingView would send it: on 11 January 2024, by a strategy on the front E-mini
that has just opened one long from flat. `signals` are in the words of `words_of`; `placeholder` is
what the same message is refused for when it is sent with its placeholders as they stand.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from traderterminal.domain.signals import Signal


@dataclass(frozen=True, slots=True)
class Expected:
    """The HTTP answer, the final reason (none: it traded) and the signals."""

    status: int
    reason: str = ""
    signals: tuple[str, ...] = ()
    placeholder: str = ""


def words_of(signal: Signal) -> str:
    """Say in one line what a signal asks for."""
    size = f" {signal.quantity:f}" if signal.quantity is not None else ""
    if signal.target_side:
        size = f" {signal.target_side if signal.target is None else f'{signal.target:+f}'}"
    words = f"{signal.action}{size} {signal.symbol}"
    if signal.order_type != "market":
        words += f" {signal.order_type}"
    for price in (signal.stop_price, signal.limit_price):
        words += "" if price is None else f" {price:f}"
    return words


def traded(*signals: str, placeholder: str = "") -> Expected:
    return Expected(202, "", signals, placeholder)


def refused(reason: str, *signals: str, placeholder: str = "") -> Expected:
    """Understood and stored, and not traded in the end."""
    return Expected(202, reason, signals, placeholder)


def not_tradeable(reason: str, *signals: str, placeholder: str = "") -> Expected:
    return Expected(422, reason, signals, placeholder)


ACTION: Final = "{{strategy.order.action}}"

ROWS: Final[Mapping[int, Expected]] = {
    # exits in percent come with it
    1: traded("buy 1 AMD"),
    2: traded("buy ES1!", placeholder="{{ticker}}"),
    3: traded("buy TSLA"),
    4: traded("buy TSLA limit 120.12"),
    5: traded("buy AAPL trailing_stop"),
    6: refused("already_flat", "close SQ"),
    7: traded("buy AAPL"),
    # another service's account numbers are not accounts here
    8: refused("account_unknown", "buy 1 NQ", placeholder=ACTION),
    9: refused("unsupported_request", "buy 10 NQM5", placeholder="{{close}}"),
    10: traded("target +1 CME_MINI:ES1!", placeholder=ACTION),
    # the instrument is hidden behind the code of a bot, and so is the side of the next one
    11: not_tradeable("no_symbol"),
    12: not_tradeable("no_side"),
    # an exchange whose instruments are not known here: never another one's of the same name
    13: not_tradeable("unresolvable_symbol", "target +1 NSE:ES1!", placeholder=ACTION),
    14: not_tradeable("unresolvable_symbol", "buy 100 NSE:ES1! limit 4808.5", placeholder=ACTION),
    15: not_tradeable(
        "unresolvable_symbol", "buy 1 NSE:ES1!", placeholder="{{strategy.order.contracts}}"
    ),
    16: Expected(400, "unparseable"),
    # spot currencies are not traded here
    17: not_tradeable("unresolvable_symbol", "buy AUDUSD"),
    18: not_tradeable("unresolvable_symbol", "sell 1 EURUSD"),
    19: not_tradeable("unit_unset"),
    20: traded("buy 1 ES1!", placeholder=ACTION),
    21: not_tradeable("no_side"),
    22: not_tradeable("unit_unset", placeholder="{{strategy.order.price}}"),
    23: not_tradeable("unit_unset"),
    # texts without quotes are no JSON, also after TradingView filled them in
    24: Expected(400, "unparseable", placeholder="{{ticker}}"),
    25: not_tradeable("unresolvable_symbol", "target long BINANCE_FUTURE:ETHUSDT"),
    26: not_tradeable("unresolvable_symbol", "buy 50 ETH-PERP"),
    27: not_tradeable("unresolvable_symbol", "sell 50 ETH-PERP"),
    28: not_tradeable("unresolvable_symbol", "buy 50 ETH-PERP", "buy 50 BTC-PERP"),
    29: traded("buy 100 AAPL"),
    30: refused("unsupported_request", "buy 1 BYBIT:ETHUSD"),
    31: traded("buy 1 ES"),
    32: refused("already_flat", "close ES"),
    33: traded("buy 1 ES1!", placeholder="{{strategy.order.contracts}}"),
    34: refused("account_unknown", "buy 1 MES1!"),
    35: refused("already_flat", "close MNQ"),
    36: traded("target +1 ES1!", placeholder="{{close}}"),
    37: not_tradeable("unresolvable_symbol", "buy EUR/USD"),
    # the number of seconds is one digit and many years short
    38: not_tradeable("bad_time"),
    # the action is a position; without a size it is the configured one
    39: traded("target long CME_MINI:ES1!", placeholder="{{strategy.market_position}}"),
    # the side stands only in a text for people
    40: not_tradeable("no_side", placeholder="{{close}}"),
    # fixed moments of later years
    41: refused("too_early", "buy 100 SPY stop_limit 420.0 421.0"),
    42: not_tradeable("unit_unset"),
    43: not_tradeable("unresolvable_symbol", "buy COINBASE:BTC-USDC"),
    # the side is that of the address it would be posted to
    44: not_tradeable("no_side"),
    45: traded("buy 10 AAPL"),
    46: traded("buy 10 AAPL"),
    47: refused("too_early", "target +1 ETHUSD"),
    48: traded("target long ES1!", placeholder=ACTION),
    49: refused("account_unknown", "buy 1 ES1!", placeholder="{{close}}"),
    50: traded("buy ES1!", placeholder=ACTION),
    51: not_tradeable("unresolvable_symbol", "target +1 BTCUSDT", placeholder=ACTION),
    52: not_tradeable("unit_unset"),
    # an exchange's API key with its secret has no place in a message
    53: not_tradeable("broker_credentials"),
    54: not_tradeable("broker_credentials"),
}
