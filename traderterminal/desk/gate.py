"""The gate: one function that every order passes, wherever it comes from.

Each rule answers with a verdict that is stored with the order. Rules stop at the first refusal;
those not asked say so. An order that can only reduce a position is never held up by a limit, a lock
or a broken feed: for it the rules that guard exposure are skipped, and only what makes an order
impossible anywhere (an odd lot, a price off the grid, an expired contract) still refuses.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from traderterminal.desk.exposure import Exposure, Working
from traderterminal.desk.ports import Capabilities
from traderterminal.domain.accounts import Account, TradingState
from traderterminal.domain.currencies import money_sign
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import AssetClass, Instrument
from traderterminal.domain.messages import Message
from traderterminal.domain.notation import written_price
from traderterminal.domain.orders import Order, OrderType, Verdict
from traderterminal.domain.quotes import Quote
from traderterminal.kit.frozen import frozen
from traderterminal.market.ports import FeedHealth, FeedState
from traderterminal.risk.limits import RiskLimits
from traderterminal.risk.margins import Margin

ZERO: Final = Decimal(0)
HUNDRED: Final = Decimal(100)

_PRICED: Final = frozenset({OrderType.LIMIT, OrderType.STOP_LIMIT})
#: What waits for a price, and which way the market goes to reach that of a buy.
_TRIGGERS: Final = {OrderType.STOP: 1, OrderType.STOP_LIMIT: 1, OrderType.MARKET_IF_TOUCHED: -1}


@frozen
class Question:
    """An order and all that is known at the moment it is asked about.

    `working` sums the other live orders of the account in the symbol; `opens` is the words for the
    next opening, None while the session is open; `pace` tells how many orders left lately and when
    the same one left last. `unready` is why the account's broker cannot be relied on, if so;
    `killed` says whether the kill switch is on, `round_trips` how many got the order's strategy
    stopped, and `confirmed` that the trader wants a repeated order indeed.
    `day_net` is what the account made today, None while a price lacks; `rolled` is the day since
    which another month has been the front, None before it. Both matter only where a limit asks.
    `margin` is what the instrument ties up, `front` the front month of an expired future.
    `blackout` is why entries wait for news, and `unconverted` why the instrument's dollars cannot
    be counted in the account's currency, if so.
    """

    order: Order
    instrument: Instrument
    account: Account
    limits: RiskLimits
    capabilities: Capabilities
    position: Decimal
    working: Working
    quote: Quote | None
    health: FeedHealth
    opens: str | None
    expired: bool
    buying_power: Decimal
    margin: Margin
    pace: "Pace"
    unready: Message | None = None
    killed: bool = False
    round_trips: int = 0
    confirmed: bool = False
    stalled: bool = False
    day_net: Decimal | None = ZERO
    rolled: date | None = None
    front: str = ""
    unconverted: Message | None = None
    blackout: Message | None = None


@frozen
class Pace:
    """How fast orders left an account, in host time; None where there was none."""

    last_second: int = 0
    last_minute: int = 0
    today: int = 0
    automated_last_minute: int = 0
    same_seconds_ago: Decimal | None = None


@frozen
class Ruling:
    """What the gate says: every verdict in order, and the refusal if there is one."""

    verdicts: tuple[Verdict, ...]
    refusal: Message | None

    @property
    def told(self) -> Message | None:
        """The refusal with the measured value and the limit of the rule that made it."""
        return None if self.refusal is None else with_figures(self.refusal, self.verdicts)


def with_figures(refusal: Message, verdicts: Iterable[Verdict]) -> Message:
    """Give a refusal the measured value and the limit of the verdict that made it."""
    refused = next((v for v in verdicts if v.outcome == "refuse"), None)
    if refused is None or not (refused.measured or refused.limit):
        return refusal
    figures = {"measured": refused.measured, "limit": refused.limit}
    return replace(refusal, parameters={**refusal.parameters, **figures})


#: What a rule answers: the value it measured, its limit, and the refusal, if any.
_Answer = tuple[str, str, Message | None]


def is_automated(order: Order) -> bool:
    """Say whether no person sent the order: an alert or a strategy did."""
    return bool(order.strategy or order.alert_id)


def _supported(q: Question) -> _Answer:
    what = ""
    if q.order.order_type not in q.capabilities.order_types:
        what = f"order type {q.order.order_type}"
    elif q.order.time_in_force not in q.capabilities.times_in_force:
        what = f"time in force {q.order.time_in_force}"
    if not what:
        return str(q.order.order_type), "", None
    return what, "", Message("unsupported", {"what": what, "account": q.account.account})


def expired_contract(instrument: Instrument, front: str) -> Message:
    """Refuse a contract that trades no more; `front` is what to trade instead, if anything."""
    last_day = str(instrument.last_trading_day)
    parameters = {"symbol": instrument.symbol, "last_day": last_day, "front": front}
    is_future = instrument.asset_class is AssetClass.FUTURE
    return Message("expired_contract", parameters, front and ("front" if is_future else "nearest"))


def _contract(q: Question) -> _Answer:
    last_day = q.instrument.last_trading_day
    if not q.expired:
        return q.instrument.symbol, str(last_day or ""), None
    return q.instrument.symbol, str(last_day), expired_contract(q.instrument, q.front)


def _lot(q: Question) -> _Answer:
    quantity, lot = q.order.quantity, q.instrument.lot_size
    if quantity > 0 and quantity % lot == 0:
        return str(quantity), str(lot), None
    parameters = {
        "quantity": str(quantity),
        "symbol": q.order.symbol,
        "limit": str(lot),
        "nearest": str(q.instrument.whole_lots(quantity)),
    }
    return str(quantity), str(lot), Message("odd_lot", parameters)


def _tick(q: Question) -> _Answer:
    tick = str(q.instrument.tick_size)
    for price in (q.order.limit_price, q.order.stop_price):
        if price is None or q.instrument.is_price(price):
            continue
        parameters = {
            "price": str(price),
            "symbol": q.order.symbol,
            "limit": tick,
            "nearest": str(q.instrument.nearest_price(price)),
        }
        variant = "too_low" if q.instrument.on_grid(price) else ""
        return str(price), tick, Message("off_tick", parameters, variant)
    return "", tick, None


def _kill_switch(q: Question) -> _Answer:
    if not q.killed:
        return "off", "off", None
    return "on", "off", Message("halted", {"account": q.account.account}, "kill_switch")


def _round_trips(q: Question) -> _Answer:
    limit = str(q.limits.automation_round_trips)
    if not q.round_trips:
        return "", limit, None
    parameters = {
        "strategy": q.order.strategy,
        "measured": str(q.round_trips),
        "limit": limit,
    }
    return str(q.round_trips), limit, Message("strategy_stopped", parameters)


def _daily_loss(q: Question) -> _Answer:
    limit = q.limits.max_daily_loss
    if not limit:
        return "", str(limit), None
    parameters = _money(q, limit=str(limit))
    if q.day_net is None:
        return "unknown", str(limit), Message("daily_loss", parameters, "unknown")
    measured = f"{max(ZERO, -q.day_net):.2f}"
    if -q.day_net < limit:
        return measured, str(limit), None
    parameters["measured"] = measured
    return measured, str(limit), Message("daily_loss", parameters)


def _news_blackout(q: Question) -> _Answer:
    if q.blackout is None or not q.limits.enforce_news_blackout:
        return "", "", None
    figures = q.blackout.parameters
    return str(figures.get("event", "unknown")), str(figures.get("until", "")), q.blackout


def _roll_window(q: Question) -> _Answer:
    if q.rolled is None or not q.limits.enforce_roll_window or not is_automated(q.order):
        return "" if q.rolled is None else str(q.rolled), "", None
    last_day = str(q.instrument.last_trading_day)
    parameters = {"symbol": q.order.symbol, "rolled": str(q.rolled), "last_day": last_day}
    return str(q.rolled), last_day, Message("roll_window", parameters)


def _spread(q: Question) -> _Answer:
    limit = q.limits.automation_spread_ticks
    bid, ask_ = (q.quote.bid, q.quote.ask) if q.quote else (None, None)
    if not limit or not is_automated(q.order) or bid is None or ask_ is None:
        return "", str(limit), None
    ticks = (ask_ - bid) / q.instrument.tick_size
    measured = f"{ticks:.0f}"
    if ticks <= limit:
        return measured, str(limit), None
    parameters = {"symbol": q.order.symbol, "measured": measured, "limit": str(limit)}
    return measured, str(limit), Message("wide_spread", parameters)


def _order_value(q: Question) -> _Answer:
    limit = q.limits.max_order_value[q.instrument.asset_class]
    price = q.order.limit_price or q.order.stop_price or (q.quote.mark if q.quote else None)
    if not limit or price is None:
        return "", str(limit), None
    value = abs(q.instrument.money(price, q.order.quantity))
    measured = f"{value:.2f}"
    if value <= limit:
        return measured, str(limit), None
    parameters = _money(q, measured=measured, limit=str(limit))
    return measured, str(limit), Message("max_order_quantity", parameters, "value")


def _money(q: Question, **figures: str) -> dict[str, str]:
    """What a sentence on amounts names."""
    return {"account": q.account.account, "sign": money_sign(q.account.currency), **figures}


def _trading_state(q: Question) -> _Answer:
    state = q.account.state
    if state is TradingState.ACTIVE:
        return str(state), "", None
    return (
        str(state),
        str(TradingState.ACTIVE),
        Message(str(state), {"account": q.account.account}),
    )


def _reconciled(q: Question) -> _Answer:
    if q.unready is None:
        return "reconciled", "", None
    figures = q.unready.parameters
    measured, limit = figures.get("measured", "unknown"), figures.get("limit", "reconciled")
    return (measured, limit, q.unready)


def _converted(q: Question) -> _Answer:
    return ("converted" if q.unconverted is None else "no rate"), "", q.unconverted


def _stalled(q: Question) -> _Answer:
    """What a strategy decides right after a standstill, it decides on what is old."""
    if not (q.stalled and is_automated(q.order)):
        return "running", "", None
    return "stalled", "running", Message("program_stalled")


def _unknown_orders(q: Question) -> _Answer:
    """One at a time on a side, where an order is known again by its terms alone."""
    unknown = q.working.unknown
    if not q.capabilities.carries_order_id:
        unknown += q.order.side in q.working.unanswered
    if not unknown:
        return "0", "0", None
    return str(unknown), "0", Message("order_unknown_pending", {"symbol": q.order.symbol})


def _session(q: Question) -> _Answer:
    if q.opens is None or not q.limits.enforce_session:
        return "open", "", None
    parameters = {"symbol": q.order.symbol, "opens": q.opens}
    return "closed", "open", Message("session_closed", parameters)


#: What a feed is that is not merely silent, each with words of its own.
_ABSENT: Final = frozenset({FeedState.ENDED, FeedState.GAP, FeedState.DOWN})


def _feed(q: Question) -> _Answer:
    symbol = q.order.symbol
    if q.quote is None or q.quote.mark is None:
        return "none", "", Message("stale_quote", {"symbol": symbol}, "none")
    silent = f"{q.health.silent_s:.1f}"
    limit = "" if q.health.limit_s is None else f"{q.health.limit_s:g}"
    if not q.health.stale:
        return silent, limit, None
    parameters = {"symbol": symbol, "measured": silent, "limit": limit}
    variant = q.health.state.value if q.health.state in _ABSENT else ""
    return silent, limit, Message("stale_quote", parameters, variant)


def _collar(q: Question) -> _Answer:
    limit = q.limits.price_collar_percent[q.instrument.asset_class]
    if q.quote is None:
        return "", str(limit), None
    buy = q.order.side is Side.BUY
    market = q.quote.ask if buy else q.quote.bid
    market = market if market is not None else q.quote.mark
    if not limit or market is None or market <= 0:
        return "", str(limit), None
    if (trigger := _wrong_trigger(q.order, market)) is not None:
        parameters = {
            "side": str(q.order.side),
            "price": written_price(trigger, q.instrument),
            "market": written_price(market, q.instrument),
        }
        variant = "touched" if q.order.order_type is OrderType.MARKET_IF_TOUCHED else "stop"
        return str(trigger), str(market), Message("price_collar", parameters, variant)
    price = q.order.limit_price
    if q.order.order_type is OrderType.STOP_LIMIT and q.order.stop_price:
        market = q.order.stop_price  # where it will be when the limit comes to stand
    if q.order.order_type not in _PRICED or price is None:
        return "", str(limit), None
    through = (price - market) * q.order.side.sign / market * HUNDRED
    measured = f"{max(through, ZERO):.2f}"
    if through < limit:
        return measured, str(limit), None
    parameters = {
        "price": written_price(price, q.instrument),
        "measured": measured,
        "limit": str(limit),
        "account": q.account.account,
    }
    return measured, str(limit), Message("price_collar", parameters)


def _wrong_trigger(order: Order, market: Decimal) -> Decimal | None:
    """The price waited for, if the market is already beyond it: it would trade at once."""
    way = _TRIGGERS.get(order.order_type)
    if way is None or order.stop_price is None:
        return None
    beyond = (market - order.stop_price) * order.side.sign * way > 0
    return order.stop_price if beyond else None


def _order_quantity(q: Question) -> _Answer:
    limit = q.limits.max_order_quantity[q.instrument.asset_class]
    if not limit or q.order.quantity <= limit:
        return str(q.order.quantity), str(limit), None
    parameters = {
        "quantity": str(q.order.quantity),
        "symbol": q.order.symbol,
        "limit": str(limit),
        "account": q.account.account,
    }
    return str(q.order.quantity), str(limit), Message("max_order_quantity", parameters)


def _position(q: Question) -> _Answer:
    limit = q.limits.max_position[q.instrument.asset_class]
    side = q.order.side
    measured = q.position + side.sign * (q.working.on(side) + q.order.exposed_quantity)
    if not limit or abs(measured) <= limit:
        return str(measured), str(limit), None
    parameters = {
        "symbol": q.order.symbol,
        "measured": str(measured),
        "limit": str(limit),
        "account": q.account.account,
    }
    return str(measured), str(limit), Message("max_position", parameters)


def money_needed(
    order: Order,
    instrument: Instrument,
    quote: Quote | None,
    margin: Margin,
    exposure: Exposure,
) -> Decimal:
    """Return what the order ties up beside `exposure`: the margin of what it opens.

    The part that closes what is held of the other side ties up nothing. Of a future only what makes
    the largest possible position larger does. A package of others ties up what it can lose, once
    for all its legs.
    """
    if instrument.asset_class is AssetClass.FUTURE:
        opening = exposure.reach_with(order) - exposure.reach
    elif order.package is not None:
        return order.package.money * order.exposed_quantity / order.quantity
    else:
        opening = max(ZERO, order.exposed_quantity - max(ZERO, -exposure.held * order.side.sign))
    price = order.limit_price or order.stop_price or (quote.mark if quote else None) or ZERO
    return margin.of(instrument, opening * order.side.sign, price)


def _buying_power(q: Question) -> _Answer:
    exposure = Exposure(q.instrument.symbol, q.position, q.working)
    needed = money_needed(q.order, q.instrument, q.quote, q.margin, exposure)
    enough = needed <= q.buying_power
    if q.instrument.asset_class is AssetClass.FUTURE:
        enough = enough and q.buying_power > 0
    measured, limit = f"{needed:.2f}", f"{q.buying_power:.2f}"
    if enough:
        return measured, limit, None
    parameters = _money(q, measured=measured, limit=limit)
    return measured, limit, Message("insufficient_buying_power", parameters)


def _duplicate(q: Question) -> _Answer:
    window, ago = q.limits.duplicate_window_s, q.pace.same_seconds_ago
    if not window or ago is None or ago >= window:
        return "" if ago is None else f"{ago:.1f}", str(window), None
    if q.confirmed and not is_automated(q.order):
        return f"{ago:.1f}", str(window), None
    parameters = {"measured": f"{ago:.1f}", "limit": str(window), "account": q.account.account}
    variant = "" if is_automated(q.order) else "confirm"
    return f"{ago:.1f}", str(window), Message("duplicate_order", parameters, variant)


def _rate(q: Question) -> _Answer:
    for sent, limit, window in (
        (q.pace.last_second, q.limits.orders_per_second, "1 s"),
        (q.pace.last_minute, q.limits.orders_per_minute, "1 min"),
        (q.pace.today, q.limits.orders_per_day, "1 d"),
        (
            q.pace.automated_last_minute if is_automated(q.order) else 0,
            q.limits.automation_orders_per_minute,
            "1 min",
        ),
    ):
        if limit and sent >= limit:
            parameters = {
                "measured": str(sent + 1),
                "limit": str(limit),
                "window": window,
                "account": q.account.account,
            }
            return str(sent + 1), str(limit), Message("message_rate", parameters)
    return str(q.pace.last_minute + 1), str(q.limits.orders_per_minute), None


_Rule = Callable[[Question], _Answer]

#: What makes an order impossible anywhere: asked of exits too.
_VALIDITY: Final[tuple[tuple[str, _Rule], ...]] = (
    ("unsupported", _supported),
    ("expired_contract", _contract),
    ("odd_lot", _lot),
    ("off_tick", _tick),
)
#: What guards exposure: skipped for an order that can only reduce.
_EXPOSURE: Final[tuple[tuple[str, _Rule], ...]] = (
    ("kill_switch", _kill_switch),
    ("trading_state", _trading_state),
    ("daily_loss", _daily_loss),
    ("strategy_stopped", _round_trips),
    ("reconciling", _reconciled),
    ("program_stalled", _stalled),
    ("no_exchange_rate", _converted),
    ("order_unknown_pending", _unknown_orders),
    ("session_closed", _session),
    ("news_blackout", _news_blackout),
    ("roll_window", _roll_window),
    ("stale_quote", _feed),
    ("wide_spread", _spread),
    ("price_collar", _collar),
    ("max_order_quantity", _order_quantity),
    ("max_order_value", _order_value),
    ("max_position", _position),
    ("insufficient_buying_power", _buying_power),
    ("duplicate_order", _duplicate),
    ("message_rate", _rate),
)


_RULES: Final = (
    *((name, rule, False) for name, rule in _VALIDITY),
    *((name, rule, True) for name, rule in _EXPOSURE),
)


def ask(question: Question) -> Ruling:
    """Put `question` to every rule in order, up to the first refusal."""
    exempt = question.order.reduces
    verdicts: list[Verdict] = []
    refusal: Message | None = None
    for name, rule, guards_exposure in _RULES:
        if refusal or (exempt and guards_exposure):
            verdicts.append(_SKIPPED[name])
            continue
        measured, limit, refusal = rule(question)
        verdicts.append(_verdict(name, "refuse" if refusal else "pass", measured, limit))
    return Ruling(tuple(verdicts), refusal)


#: Most verdicts are like those of the order before, which then share one. The ticket asks again
#: with each price, which brings verdicts that nobody has a second time.
_verdict: Final = lru_cache(maxsize=512)(Verdict)
_SKIPPED: Final = {name: Verdict(name, "skip") for name, _, _ in _RULES}
