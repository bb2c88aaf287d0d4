"""The rows of the ladder: all that is shown at each price of a symbol, as text."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.notation import MINUS
from traderterminal.domain.positions import Position
from traderterminal.kit.frozen import frozen
from traderterminal.market.traded_prices import TradedPrices
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.ladder_orders import OrderTag, Place
from traderterminal.ui.viewmodels.marketable import Touch

#: Words that are remembered as they are written, several times those in view: the volume at a price
#: is another with each trade there, and never comes again.
MOST_WRITTEN: Final = 1024
#: A bar that is longer by less than such a part of its column looks as before.
BAR_STEPS: Final = 128


@dataclass(slots=True)  # not frozen, which would take as long as all the rest of a row
class LadderRow:
    """One price and all that is shown at it, as text; a share is a bar's, from 0 to 1.

    A row that would look as before is the same object as before. `side` is that of the quotes
    which the price belongs to: 1 from the ask up, -1 from the bid down, 0 in between. `way` is that
    of the last trade, where it was at this price: 1 up, -1 down, 0 neither.
    """

    ticks: int
    price: str
    volume: str
    volume_share: float
    bid: str
    bid_share: float
    ask: str
    ask_share: float
    sold: str
    bought: str
    ahead: str
    result: str
    result_token: str
    buys: OrderTag | None
    sells: OrderTag | None
    side: int
    at_bid: bool
    way: int | None


@frozen
class LadderMarket:
    """What the market shows by price in ticks: lots that are bid and asked, what traded, and the
    price of the last trade."""

    bids: Mapping[int, int]
    asks: Mapping[int, int]
    traded: TradedPrices
    touch: Touch
    last: int | None


class _Written(dict[int, str]):
    """Words by a number, written when they are first asked for."""

    def __init__(self, write: Callable[[int], str]) -> None:
        super().__init__()
        self._write = write

    def __missing__(self, number: int) -> str:
        if len(self) >= MOST_WRITTEN:
            self.clear()
        found = self[number] = self._write(number)
        return found


class LadderRows:
    """Writes the rows of an instrument. Words are kept as they are written, and rows that would
    look as before."""

    def __init__(self, instrument: Instrument) -> None:
        self._instrument = instrument
        self._prices = _Written(
            lambda ticks: formats.price(instrument.from_ticks(ticks), instrument)
        )
        self._sizes = _Written(
            lambda lots: formats.quantity(instrument.from_lots(lots)) if lots else ""
        )
        self._results: dict[int, str] = {}
        self._results_of: Position | None = None
        self._rows: dict[int, tuple[object, LadderRow]] = {}

    def price(self, ticks: int) -> str:
        """Write a price."""
        return self._prices[ticks]

    def size(self, lots: int) -> str:
        """Write a size; none is left empty."""
        return self._sizes[lots]

    def rows(
        self,
        in_view: range,
        market: LadderMarket,
        own: Mapping[Place, OrderTag],
        held: Position | None,
        ahead: Mapping[int, str],
    ) -> list[LadderRow]:
        """Return the rows of prices in ticks, in their order; `ahead` stands before own orders."""
        traded, touch = market.traded, market.touch
        bids, asks, lots = (
            [sizes.get(ticks, 0) for ticks in in_view]
            for sizes in (market.bids, market.asks, traded.lots)
        )
        largest = max(max(bids, default=0), max(asks, default=0)) or 1
        busiest = max(lots, default=0) or 1
        if held is not self._results_of:
            self._results_of = held
            self._results.clear()
            self._rows.clear()
        buys = {ticks: tag for (side, ticks), tag in own.items() if side is Side.BUY}
        sells = {ticks: tag for (side, ticks), tag in own.items() if side is Side.SELL}
        best_bid = -math.inf if touch.bid is None else touch.bid
        best_ask = math.inf if touch.ask is None else touch.ask
        looks = zip(
            *(bids, [bid * BAR_STEPS // largest for bid in bids]),
            *(asks, [ask * BAR_STEPS // largest for ask in asks]),
            *(lots, [lot * BAR_STEPS // busiest for lot in lots]),
            *(map(by_price.get, in_view) for by_price in (traded.sold, traded.bought)),
            *(map(by_price.get, in_view) for by_price in (buys, sells, ahead)),
            [traded.way if ticks == market.last else None for ticks in in_view],
            [(ticks >= best_ask) - (ticks <= best_bid) for ticks in in_view],
            [ticks == best_bid for ticks in in_view],
            strict=True,
        )
        before, rows = self._rows, dict[int, tuple[object, LadderRow]]()
        for ticks, look in zip(in_view, looks, strict=True):
            found = before.get(ticks)
            if found is None or found[0] != look:
                found = look, self._row(ticks, look, largest, busiest)
            rows[ticks] = found
        self._rows = rows
        return [row for _, row in rows.values()]

    def _row(self, ticks: int, look: Any, largest: int, busiest: int) -> LadderRow:
        bid, _, ask, _, volume, _, sold, bought, buys, sells, ahead, way, side, at_bid = look
        held, sizes = self._results_of, self._sizes
        result = "" if held is None else self._result(ticks, held)
        stands_out = buys is not None or sells is not None or way is not None
        token = "t3"
        if stands_out and result not in ("", "0", formats.HIDDEN):
            token = "down" if result.startswith(MINUS) else "up"
        return LadderRow(
            ticks=ticks,
            price=self._prices[ticks],
            volume=sizes[volume],
            volume_share=volume / busiest,
            bid=sizes[bid],
            bid_share=bid / largest,
            ask=sizes[ask],
            ask_share=ask / largest,
            sold=sizes[sold or 0],
            bought=sizes[bought or 0],
            ahead=ahead or "",
            result=result,
            result_token=token,
            buys=buys,
            sells=sells,
            side=side,
            at_bid=at_bid,
            way=way,
        )

    def _result(self, ticks: int, held: Position) -> str:
        """What the position would make at a price, in whole units of money without their sign."""
        found = self._results.get(ticks)
        if found is None:
            found = ""
            if held.average_price is not None:
                away = self._instrument.from_ticks(ticks) - held.average_price
                made = formats.whole(away * held.quantity * held.point_value)
                found = formats.amount(formats.signed(made))
            self._results[ticks] = found
        return found
