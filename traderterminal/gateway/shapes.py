"""Domain values in the shapes of the API."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from decimal import Decimal
from typing import Any

from traderterminal.alerts.rehearsal import Foreseen, Rehearsal
from traderterminal.desk.desk import Desk
from traderterminal.desk.groups import Drift, Groups, LegResult
from traderterminal.desk.variants import AS_ASKED, Variant
from traderterminal.domain.accounts import Account
from traderterminal.domain.bars import Bar
from traderterminal.domain.execution import QueueAhead, why_filled, why_waiting
from traderterminal.domain.exits import Trail
from traderterminal.domain.fills import Fill, Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message, english
from traderterminal.domain.notation import written_price
from traderterminal.domain.options import OptionTerms
from traderterminal.domain.orders import Order, Where
from traderterminal.domain.packages import PackagePart
from traderterminal.domain.positions import Position
from traderterminal.domain.quotes import Quote
from traderterminal.domain.signals import AlertRecord, Signal
from traderterminal.domain.strategies import AutomationState
from traderterminal.journal.book import Journal, JournalTrade, Selection
from traderterminal.kit.clock import NANOSECONDS, iso
from traderterminal.market.alert_terms import ToldAlert
from traderterminal.market.ports import FeedHealth
from traderterminal.risk.changes import Value
from traderterminal.strategies.automation import Automation

Json = dict[str, Any]

_MILLISECOND = 1_000_000


def text(value: Decimal | None) -> str | None:
    """Return a decimal string without exponent and without more than twelve decimals."""
    if value is None:
        return None
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -12:
        value = value.quantize(Decimal("1e-12")).normalize()
    return f"{value:f}"


def _text(value: Decimal) -> str:
    return text(value) or "0"


def reason(message: Message | None) -> Json | None:
    if message is None:
        return None
    return {"code": message.code, "message": english(message)}


def order(found: Order) -> Json:
    return {
        "order_id": found.order_id,
        "client_order_id": found.client_order_id,
        "account": found.account,
        "symbol": found.symbol,
        "side": found.side.value,
        "quantity": _text(found.quantity),
        "order_type": found.shown_type.value,
        "limit_price": text(found.limit_price),
        "stop_price": text(found.stop_price),
        "time_in_force": found.time_in_force.value,
        "status": found.shown_status.value,
        "filled_quantity": _text(found.filled_quantity),
        "average_price": text(found.average_price),
        "reason": reason(found.reason),
        # What may be out may be at the broker: the contract has no word for not knowing.
        "where": (Where.BROKER if found.is_unknown else found.where).value,
        "verdict": [asdict(verdict) for verdict in found.verdict],
        "intent": found.intent.value,
        "source": found.source,
        "strategy": found.strategy,
        "alert_id": found.alert_id or None,
        "parent_id": found.parent_id or None,
        "link": found.link or None,
        "trail": None if found.trail is None else trail(found.trail),
        "package": None if found.package is None else package(found.package),
        "created_at": iso(found.created_ns),
    }


def package(found: PackagePart) -> Json:
    return {"legs": found.legs, "ratio": found.ratio, "net_limit": text(found.limit)}


def trail(found: Trail) -> Json:
    """Return how a stop follows, under the names of a request."""
    return {
        "ticks": found.ticks,
        "price": text(found.price),
        "percent": text(found.percent),
        "activation": text(found.activation),
    }


def leg(found: LegResult) -> Json:
    return {"account": found.account, "reason": reason(found.refused)}


def group(name: str, groups: Groups, journal: Journal) -> Json:
    members, drifts = groups.members(name), groups.drift(name)
    return {
        "group": name,
        "leader": members[0].account,
        "rounding": members[0].rounding.value,
        "accounts": [
            {
                "account": member.account,
                "multiplier": _text(member.multiplier),
                "map": {
                    root: {"root": to.root, "ratio": _text(to.ratio)}
                    for root, to in member.map.items()
                },
                "refusal": reason(groups.refusal(name, member.account)),
                "drift": [_drift(one) for one in drifts if one.account == member.account],
                "variant": _variant(member.variant),
                "result": _result(journal, name, member.account),
            }
            for member in members
        ],
    }


def _variant(found: Variant) -> Json | None:
    if found == AS_ASKED:
        return None
    return {
        "delay_s": _text(found.delay_s),
        "stop": None if found.stop is None else {found.stop.unit: _text(found.stop.value)},
        "target": None if found.target is None else {found.target.unit: _text(found.target.value)},
    }


def _result(journal: Journal, group: str, account: str) -> Json:
    """What an account made of the closed trades of a group."""
    found = journal.statistics(Selection(account=account, group=group))
    return {
        "trades": found.n,
        "net_pnl": _text(found.net),
        "win_rate": text(found.win_rate_all),
        "expectancy": text(found.expectancy),
    }


def _drift(found: Drift) -> Json:
    return {
        "symbol": found.symbol,
        "held": _text(found.held),
        "wanted": _text(found.wanted),
        "settling": found.settling,
    }


def strategies(automation: Automation) -> Json:
    items = []
    for name in automation.strategies:
        switch = automation.switch(name)
        if switch is not None:
            shown = {"mode": switch.mode.value, "approval": switch.approval.value}
            items.append({"strategy": name, **shown})
    state = {"state": automation.state().value, "reason": reason(automation.blocked())}
    return {"automation": state, "items": items}


def approval(found: AlertRecord, now_ns: int) -> Json:
    asked = found.approval
    assert asked is not None  # noqa: S101 - it waits
    return {
        "alert_id": found.alert_id,
        "strategy": found.signals[0].strategy,
        "symbol": found.symbol,
        "signals": [signal(each) for each in found.signals],
        "asked_at": iso(asked.asked_ns),
        "expires_at": iso(asked.expires_ns),
        "expires_in_s": max(0, asked.expires_ns - now_ns) // NANOSECONDS,
    }


def fill(found: Fill, instrument: Instrument) -> Json:
    return {
        "fill_id": found.fill_id,
        "order_id": found.order_id,
        "account": found.account,
        "symbol": found.symbol,
        "side": found.side.value,
        "quantity": _text(found.quantity),
        "price": _text(found.price),
        "fee": _text(found.fee),
        "at": iso(found.at_ns),
        "at_ns": found.at_ns,
        "strategy": found.strategy,
        "why": dict(found.why),
        "why_text": " ".join(map(english, why_filled(found, instrument))),
    }


def queue(found: QueueAhead | None, order: Order, instrument: Instrument, now_ns: int) -> Json:
    if found is None:
        return {"queue": None}
    ahead = {
        "ahead": text(found.ahead),
        "seen_at": None if found.ahead is None else iso(found.seen_ns),
        "confidence": None if found.confidence is None else f"{found.confidence:.2f}",
        "text": english(why_waiting(order, found, instrument, now_ns)),
    }
    return {"queue": ahead}


def position(found: Position, mark: Decimal | None, *, stale: bool) -> Json:
    return {
        "account": found.account,
        "symbol": found.symbol,
        "quantity": _text(found.quantity),
        "average_price": text(found.average_price),
        "mark": text(mark),
        "unrealized_pnl": None if mark is None else text(found.unrealized_pnl(mark)),
        "realized_pnl": _text(found.realized_pnl),
        "stale": stale,
    }


def trade(found: JournalTrade) -> Json:
    trip = found.trip
    return {
        "trade_id": trip.trade_id,
        "account": trip.account,
        "symbol": trip.symbol,
        "direction": trip.direction,
        "quantity": _text(trip.quantity),
        "average_entry": _text(trip.average_entry),
        "average_exit": _text(trip.average_exit),
        "entry_at": iso(trip.entry_ns),
        "exit_at": iso(trip.exit_ns),
        "trade_date": found.trade_date.isoformat(),
        "gross_pnl": _text(trip.gross_pnl),
        "fees": _text(trip.fees),
        "net_pnl": _text(trip.net_pnl),
        "strategy": trip.strategy,
        "fill_ids": list(trip.fill_ids),
    }


def account(
    found: Account, desk: Desk, day_net: Decimal | None, automation: AutomationState
) -> Json:
    equity = desk.equity(found.account)
    unrealized = [
        desk.unrealized(found.account, symbol)
        for owner, symbol in desk.positions
        if owner == found.account
    ]
    known = [value for value in unrealized if value is not None]
    complete = len(known) == len(unrealized)
    return {
        "account": found.account,
        "kind": found.kind,
        "mode": found.mode.value,
        "currency": found.currency,
        "cash": _text(found.cash),
        "equity": text(equity),
        "margin_used": _text(desk.margin_used(found.account)),
        "buying_power": _text(desk.buying_power(found.account)),
        "realized_pnl": _text(found.realized_pnl),
        "unrealized_pnl": _text(sum(known, Decimal(0))) if complete else None,
        "fees": _text(found.fees),
        "dividends": _text(found.dividends),
        "day_net": text(day_net),
        "state": found.state.value,
        "automation": automation.value,
    }


def alert(found: AlertRecord) -> Json:
    signals = [signal(each) for each in found.signals]
    return {
        "alert_id": found.alert_id,
        "received_at": iso(found.received_ns),
        "status": found.status.value,
        "reason": reason(found.reason),
        "signal": signals[0] if signals else None,
        "signals": signals,
        "timeline": [{"stage": stage.value, "at_ns": at_ns} for stage, at_ns in found.timeline],
        "order_ids": list(found.order_ids),
        "symbol": found.symbol,
        "accounts": {name: " ".join(map(english, said)) for name, said in found.accounts.items()},
        "body": found.body,
        "duplicates": found.duplicates,
    }


def own_alert(found: ToldAlert) -> Json:
    return {
        "alert_id": found.alert_id,
        "reached": found.reached,
        "title": english(found.title),
        "detail": " ".join(filter(None, (*map(english, found.said), found.note))),
        "at": iso(found.at_ns),
    }


def rehearsal(found: Rehearsal) -> Json:
    understood = found.understood
    return {
        "trades": found.trades,
        "reason": reason(understood.refusal or next(iter(found.reasons), None)),
        "signals": [signal(each) for each in understood.signals],
        "symbol": understood.symbol,
        "body": understood.body,
        "accounts": [_foreseen(one) for one in found.accounts],
    }


def _foreseen(found: Foreseen) -> Json:
    preview = found.preview
    return {
        "account": found.account,
        "trades": found.refusal is None,
        "asks": found.asks,
        "reason": reason(found.refusal or found.reason),
        "symbol": None if preview is None else preview.symbol,
        "side": None if preview is None else preview.side.value,
        "quantity": None if preview is None else text(preview.quantity),
        "position_after": None if preview is None else text(preview.position_after),
        "verdict": [] if preview is None else [asdict(one) for one in preview.verdicts],
    }


def signal(found: Signal) -> Json:
    return {
        "action": found.action.value,
        "symbol": found.symbol,
        "quantity": text(found.quantity),
        "target": text(found.target),
        "target_side": found.target_side or None,
        "previous_side": found.previous_side or None,
        "order_type": found.order_type.value,
        "limit_price": text(found.limit_price),
        "stop_price": text(found.stop_price),
        "price": text(found.alert_price),
        "strategy": found.strategy,
        "account": found.account,
        "account_group": found.account_group,
        "id": found.message_id,
        "time": None if found.fired_ns is None else iso(found.fired_ns),
        "bar_time": None if found.bar_ns is None else iso(found.bar_ns),
        "max_lag_s": found.max_lag_s,
        "note": found.note,
        "dialect": found.dialect,
        "explanation": [english(one) for one in found.explanation],
        "unsupported": list(found.unsupported),
    }


def quote(symbol: str, found: Quote | None, now_ns: int, health: FeedHealth) -> Json:
    if found is None:
        found = Quote(symbol, None, Decimal(0), None, Decimal(0), None, Decimal(0), 0)
    return {
        "symbol": symbol,
        "bid": text(found.bid),
        "bid_size": _text(found.bid_size),
        "ask": text(found.ask),
        "ask_size": _text(found.ask_size),
        "last": text(found.last),
        "last_size": _text(found.last_size),
        "at": iso(found.at_ns) if found.at_ns else None,
        "age_ms": max(0, now_ns - found.at_ns) // _MILLISECOND if found.at_ns else None,
        "stale": health.stale,
        "approximate": health.approximate,
    }


def option(found: Instrument) -> Json:
    terms = OptionTerms.of(found)
    return {
        "symbol": found.symbol,
        "description": found.description,
        "expiry": str(found.last_trading_day),
        "right": terms.right.value,
        "strike": _text(terms.strike),
    }


def bar(found: Bar, instrument: Instrument, resolution: str) -> Json:
    return {
        "symbol": instrument.symbol,
        "resolution": resolution,
        "start": iso(found.start_ns),
        "open": _text(instrument.from_ticks(found.open)),
        "high": _text(instrument.from_ticks(found.high)),
        "low": _text(instrument.from_ticks(found.low)),
        "close": _text(instrument.from_ticks(found.close)),
        "volume": _text(instrument.from_lots(found.volume)),
    }


def mark(found: Fill, instrument: Instrument, at_ns: int) -> Json:
    """A fill as a mark of the charting libraries, standing at `at_ns`; their times are seconds.

    Its text is for people, with the price in the notation of the instrument.
    """
    bought = found.side is Side.BUY
    return {
        "id": found.fill_id,
        "time": at_ns // NANOSECONDS,
        "color": "green" if bought else "red",
        "text": f"{'Bought' if bought else 'Sold'} {_text(found.quantity)} {found.symbol}"
        f" at {written_price(found.price, instrument)} · {found.account}",
        "label": "B" if bought else "S",
        "labelFontColor": "white",
        "minSize": 14,
    }


def limits(account: str, desk: Desk, now_ns: int) -> Json:
    """What the gate holds an account to; `now_ns` is the host's monotonic clock."""
    holding = desk.limits(account)
    pending = desk.pending_limits(account).items()
    return {
        "account": account,
        "limits": {_setting(f.name): _limit(getattr(holding, f.name)) for f in fields(holding)},
        "pending": {
            _setting(name): {
                "value": _limit(one.value),
                "in_s": round((one.due_ns - now_ns) / NANOSECONDS, 1),
            }
            for name, one in pending
        },
    }


def _setting(name: str) -> str:
    return name.removeprefix("enforce_")


def _limit(value: Value) -> Any:
    if isinstance(value, Mapping):
        return {name: _text(one) for name, one in value.items()}
    if isinstance(value, bool):
        return "enforce" if value else "ignore"
    return _text(value) if isinstance(value, Decimal) else value
