"""Trades out of stored ticks: the latest ones singly, and those of a day added up by second."""

from collections.abc import Sequence

import numpy as np

from traderterminal.domain.instruments import Instrument
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.market.columns import (
    MINUTE_NS,
    NO_TRADES,
    SignedSeconds,
    TradeColumns,
    Trades,
)
from traderterminal.market.ticks import Aggressor
from traderterminal.storage.parquet import Parquet, text
from traderterminal.storage.parts import PERIOD, Kind, Part, history_of
from traderterminal.storage.whole_units import lots_of, on_grid, ticks_of


def latest_trades(
    parquet: Parquet, one: Instrument, parts: Sequence[Part], before_ns: int, count: int
) -> Trades:
    """Return the latest `count` trades, or fewer, from before an instant, in order of time.

    Those that do not lie on the price grid of the instrument are left out and counted. Raises
    ParquetError.
    """
    if not parts:
        return Trades(NO_TRADES)
    earliest, latest = min(part.first for part in parts), max(part.last for part in parts)
    until, days = min(latest, before_ns // MINUTE_NS) + 1, 1
    while True:
        first = max(earliest, until - days * PERIOD[Kind.TICKS])
        found = _trades_in(parquet, one, parts, (first, until), before_ns, count)
        if len(found.columns) + found.off_grid >= count or first == earliest:
            return found
        days *= 4


def _trades_in(
    parquet: Parquet,
    one: Instrument,
    every: Sequence[Part],
    minutes: tuple[int, int],
    before_ns: int,
    count: int,
) -> Trades:
    """Return the latest `count` trades from the first to before the second of two minutes."""
    first, until = minutes
    parts = [part for part in every if part.first < until and part.last >= first]
    if not parts:
        return Trades(NO_TRADES)
    found = parquet.arrays(
        f"SELECT ts_ns, {ticks_of('price', one.tick_size)} AS price,"
        f" {lots_of('size', one.lot_size)} AS size,"
        f" {on_grid(['price'], one.tick_size)} AS on_grid"
        f" FROM ({history_of(parquet, parts, Kind.TICKS, first, until)})"
        " WHERE kind = 'trade' AND ts_ns < ? AND size IS NOT NULL",
        (before_ns,),
    )
    latest = slice(-count, None)
    sound = found["on_grid"][latest]
    trades = TradeColumns(*(found[name][latest] for name in ("ts_ns", "price", "size")))
    return Trades(trades.where(sound), off_grid=int(np.count_nonzero(~sound)))


def signed_seconds(
    parquet: Parquet, one: Instrument, parts: Sequence[Part], before_ns: int
) -> SignedSeconds:
    """Return the trades by second of the latest day (UTC) with ticks before an instant.

    Raises ParquetError.
    """
    there = [part for part in parts if part.first * MINUTE_NS < before_ns]
    if not there:
        return SignedSeconds.none()
    last = min(max(part.last for part in there), (before_ns - 1) // MINUTE_NS)
    first = last - last % PERIOD[Kind.TICKS]
    of_the_day = [part for part in there if part.last >= first]
    signs = " ".join(
        f"WHEN {text(side)} THEN {sign}"
        for side, sign in ((Aggressor.BUYER, 1), (Aggressor.SELLER, -1))
    )
    found = parquet.arrays(
        f"WITH trades AS (SELECT ts_ns // {NANOSECONDS} * {NANOSECONDS} AS second,"
        f" {lots_of('size', one.lot_size)} AS lots, CASE aggressor {signs} ELSE 0 END AS sign"
        f" FROM ({history_of(parquet, of_the_day, Kind.TICKS, first, last + 1)})"
        " WHERE kind = 'trade' AND ts_ns < ? AND size IS NOT NULL)"
        " SELECT second, sum(sign * lots)::BIGINT AS signed, sum(lots)::BIGINT AS traded,"
        " sum(abs(sign) * lots)::BIGINT AS told FROM trades GROUP BY second ORDER BY second",
        (before_ns,),
    )
    columns = (found[name] for name in ("second", "signed", "traded", "told"))
    return SignedSeconds(first * MINUTE_NS, *columns)
