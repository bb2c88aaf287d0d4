"""What a practice venue remembers when it is killed: its news, one JSON line each, told again when
it starts the next time.

Sessions and faults are not remembered, as at a broker whose servers start again.
"""

from collections.abc import Callable, Iterable
from typing import Annotated, Final, Literal

from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from traderterminal.venues.exchange import Exchange
from traderterminal.venues.orders import (
    CashChanged,
    Cause,
    ExchangeNews,
    Executed,
    Execution,
    ExecutionRevised,
    HoldingChanged,
    OrderChanged,
    VenueOrder,
)


class _Line(BaseModel):
    """What every line tells: when it was written (market time), and the latest id by then."""

    at_ns: int
    last_id: int


class _OrderLine(_Line):
    what: Literal["order"] = "order"
    cause: Cause
    order: VenueOrder


class _ExecutionLine(_Line):
    what: Literal["execution"] = "execution"
    execution: Execution
    order: VenueOrder


class _RevisionLine(_Line):
    what: Literal["revision"] = "revision"
    execution: Execution


class _HoldingLine(_Line):
    what: Literal["holding"] = "holding"
    account: int
    symbol: str
    holding_id: int
    opened_ns: int


class _AccountLine(_Line):
    what: Literal["account"] = "account"
    account: int
    locked: bool


_AnyLine = Annotated[
    _OrderLine | _ExecutionLine | _RevisionLine | _HoldingLine | _AccountLine,
    Field(discriminator="what"),
]
_LINES: Final[TypeAdapter[_AnyLine]] = TypeAdapter(_AnyLine)


def remember(exchange: Exchange, write: Callable[[str], object]) -> None:
    """Write down from here on what happens at an exchange: `write` is given whole lines."""

    def hear(news: ExchangeNews) -> None:
        line = _line(exchange, news)
        if line is not None:
            write(line.model_dump_json() + "\n")

    exchange.news.connect(hear)


def recall(exchange: Exchange, lines: Iterable[str]) -> int:
    """Let an exchange go on where the writer of `lines` ended; return how many were understood.

    The last one may have been cut off by the end of its writer. Raises ValueError for one before
    that cannot be read, or is of a contract that is not traded here.
    """
    read, until_ns, last_id = 0, -1, 0
    written = [line for line in lines if line.strip()]
    for number, text in enumerate(written, start=1):
        try:
            line = _LINES.validate_json(text)
        except ValidationError as error:
            if number == len(written):
                break
            raise ValueError(f"line {number} is no news of a venue") from error
        try:
            _tell_again(exchange, line)
        except KeyError as error:
            raise ValueError(f"line {number}: {error} is not here") from error
        read, until_ns, last_id = number, max(until_ns, line.at_ns), max(last_id, line.last_id)
    exchange.resume(until_ns, last_id)
    return read


def _line(exchange: Exchange, news: ExchangeNews) -> _AnyLine | None:
    at_ns, last_id = exchange.market_ns, exchange.last_id
    match news:
        case OrderChanged(order=order, cause=cause):
            return _OrderLine(at_ns=at_ns, last_id=last_id, cause=cause, order=order)
        case Executed(execution=one):
            order = exchange.orders[one.order_id]
            return _ExecutionLine(at_ns=at_ns, last_id=last_id, execution=one, order=order)
        case ExecutionRevised(execution=one):
            return _RevisionLine(at_ns=at_ns, last_id=last_id, execution=one)
        case HoldingChanged(holding=held):
            return _HoldingLine(
                at_ns=at_ns,
                last_id=last_id,
                account=held.account,
                symbol=held.position.symbol,
                holding_id=held.holding_id,
                opened_ns=held.opened_ns,
            )
        case CashChanged(account=account):
            return _AccountLine(
                at_ns=at_ns, last_id=last_id, account=account.number, locked=account.locked
            )
        case _:
            return None


def _tell_again(exchange: Exchange, line: _AnyLine) -> None:
    match line:
        case _OrderLine():
            exchange.recall_order(line.order, line.cause)
        case _ExecutionLine():
            exchange.recall_execution(line.execution, line.order)
        case _RevisionLine():
            exchange.recall_revision(line.execution)
        case _HoldingLine():
            exchange.recall_holding(line.account, line.symbol, line.holding_id, line.opened_ns)
        case _AccountLine():
            exchange.lock(line.account, locked=line.locked)
