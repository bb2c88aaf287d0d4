"""Old bars: the newest come first, and at most so many at once; more are read page by page."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from pydantic import ValidationError

from traderterminal.brokers.topstepx import wire
from traderterminal.brokers.topstepx.contracts import ContractBook
from traderterminal.brokers.topstepx.rest import Rest
from traderterminal.brokers.transport.http import unavailable
from traderterminal.brokers.transport.rate_limit import Priority
from traderterminal.domain.bars import Bar, Resolution, Unit
from traderterminal.domain.errors import UnknownSymbol
from traderterminal.domain.instruments import Instrument
from traderterminal.kit.clock import NANOSECONDS, iso

#: The most bars that one request brings.
PAGE: Final = 20_000

_UNITS: Final[Mapping[Unit, int]] = MappingProxyType(
    {Unit.SECOND: 1, Unit.MINUTE: 2, Unit.DAY: 4, Unit.WEEK: 5, Unit.MONTH: 6}
)
_LENGTHS_S: Final[Mapping[Unit, int]] = MappingProxyType(
    {Unit.DAY: 86_400, Unit.WEEK: 7 * 86_400, Unit.MONTH: 31 * 86_400}
)
_WEEK_NS: Final = 7 * 86_400 * NANOSECONDS


class History:
    """Bars by REST. `is_live` says which data the accounts subscribe to."""

    def __init__(self, rest: Rest, contracts: ContractBook, is_live: Callable[[], bool]) -> None:
        self._rest = rest
        self._contracts = contracts
        self._is_live = is_live

    async def __call__(
        self, symbol: str, resolution: str, before_ns: int, count: int
    ) -> Sequence[Bar]:
        """Return the latest `count` bars that start before `before_ns`, oldest first.

        There may be fewer: the market was closed, or the broker keeps none that old. Raises
        BrokerUnavailable, and ValueError for what is no resolution.
        """
        length = Resolution.parse(resolution)
        try:
            listed = await self._contracts.by_symbol(symbol)
        except UnknownSymbol as unknown:
            raise unavailable(f"the broker does not list {symbol}") from unknown
        if length.is_made_of_trades:
            raise unavailable(f"TopstepX makes no bars of {length}")
        length_ns = (length.seconds or _LENGTHS_S[length.unit] * length.count) * NANOSECONDS
        # Weekends and nights have no bars: half of the time is taken to be closed.
        floor_ns = max(0, before_ns - 2 * count * length_ns - _WEEK_NS)
        bars: list[Bar] = []
        end_ns = before_ns
        while len(bars) < count:
            limit = min(PAGE, count - len(bars) + 1)  # one may begin at the very end
            page = await self._page(listed.id, listed.instrument, length, floor_ns, end_ns, limit)
            older = [bar for bar in page if bar.start_ns < end_ns]
            bars += older
            if len(page) < limit or not older:
                break
            end_ns = older[-1].start_ns
        return bars[:count][::-1]

    async def newest(self, contract_id: str, instrument: Instrument, now_ns: int) -> Bar | None:
        """Return the minute that is forming, None if there is none; raises BrokerUnavailable.

        `now_ns` is market time.
        """
        bars = await self._page(
            contract_id,
            instrument,
            Resolution(1, Unit.MINUTE),
            now_ns - _WEEK_NS,
            now_ns,
            1,
            partial=True,
        )
        return bars[0] if bars else None

    async def _page(
        self,
        contract_id: str,
        instrument: Instrument,
        length: Resolution,
        start_ns: int,
        end_ns: int,
        limit: int,
        *,
        partial: bool = False,
    ) -> list[Bar]:
        """Read one page, newest first."""
        body: dict[str, object] = {
            "contractId": contract_id,
            "live": self._is_live(),
            "startTime": iso(start_ns),
            "endTime": iso(end_ns),
            "unit": _UNITS[length.unit],
            "unitNumber": length.count,
            "limit": limit,
            "includePartialBar": partial,
        }
        answer = await self._rest.ask(
            "/api/History/retrieveBars",
            body,
            priority=Priority.DATA,
            limit=self._rest.history,
        )
        rows = answer.get("bars")
        if not isinstance(rows, list):
            raise unavailable("the bars are missing from the answer")
        bars = [_bar(row, instrument) for row in rows]
        return sorted(bars, key=lambda bar: bar.start_ns, reverse=True)


def _bar(row: Any, instrument: Instrument) -> Bar:
    try:
        bar = wire.Bar.model_validate(row)
        opened, high, low, close = (instrument.to_ticks(p) for p in (bar.o, bar.h, bar.low, bar.c))
        return Bar(bar.t, opened, high, low, close, instrument.to_lots(bar.v))
    except (ValidationError, ValueError, ArithmeticError) as error:
        raise unavailable("a bar cannot be read") from error
