"""The columns of the journal's round trips."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from traderterminal.domain.instruments import Instrument
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.language import mark, translate
from traderterminal.ui.panes.trading_cells import cell_in_r
from traderterminal.ui.tables.cells import Cell, Column
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.journal import JournalTrade, JournalViewModel

_PRICE: Final = Cell("111,240.00")


class JournalColumns:
    """Writes round trips in cells; `local` gives a moment on an exchange's wall clock."""

    def __init__(
        self,
        vm: JournalViewModel,
        instrument: Callable[[str], Instrument],
        local: Callable[[Instrument, int], datetime],
    ) -> None:
        self._vm = vm
        self._instrument = instrument
        self._local = local

    def all(self) -> list[Column[JournalTrade]]:
        """Return the columns, from left to right."""
        return [
            Column(
                mark("Column", "Opened"),
                8,
                self._opened,
                sample=Cell("30 Nov 00:00"),
                order=lambda t: t.trip.entry_ns,
            ),
            Column(
                mark("Column", "Held"),
                5.2,
                lambda t: Cell(formats.duration(_held_ns(t) / NANOSECONDS), "t2"),
                right=True,
                sample=Cell("13 h 59 m"),
                leaves=2,
                order=_held_ns,
            ),
            Column(
                mark("Column", "Account"),
                12.5,
                self._account,
                sample=Cell("Simulator 100K", badge="sandbox"),
                leaves=3,
                order=lambda t: t.trip.account,
            ),
            Column(
                mark("Column", "Symbol"),
                7,
                lambda t: Cell(formats.symbol(t.trip.symbol), role="strong"),
                sample=Cell("MNQH2024", role="strong"),
                order=lambda t: t.trip.symbol,
            ),
            Column(
                mark("Column", "Side"),
                6.2,
                self._side,
                sample=Cell(translate("Journal", "Short 100"), role="strong", glyph="▼"),
                order=lambda t: (t.trip.direction, float(t.trip.quantity)),
            ),
            Column(
                mark("Column", "Entry"),
                6.3,
                self._entry,
                right=True,
                sample=_PRICE,
                leaves=5,
                order=lambda t: float(t.trip.average_entry),
            ),
            Column(
                mark("Column", "Exit"),
                6.3,
                self._leaving,
                right=True,
                sample=_PRICE,
                leaves=4,
                order=lambda t: float(t.trip.average_exit),
            ),
            Column(
                mark("Column", "Net P&L"),
                7,
                self._net,
                right=True,
                sample=Cell("−$11,286.10", role="strong"),
                order=lambda t: float(t.trip.net_pnl),
            ),
            Column(
                mark("Column", "R"),
                4.3,
                _in_r,
                right=True,
                sample=Cell("−10.50"),
                leaves=1,
                order=lambda t: float("-inf") if t.r_net is None else float(t.r_net),
            ),
            Column(
                mark("Column", "Strategy"),
                7.8,
                lambda t: Cell(t.trip.strategy or translate("Journal", "manual"), "t2"),
                sample=Cell("mean-rev-6e"),
                stretch=True,
                order=lambda t: t.trip.strategy,
            ),
        ]

    def _opened(self, trade: JournalTrade) -> Cell:
        moment = self._local(self._instrument(trade.trip.symbol), trade.trip.entry_ns)
        return Cell(f"{formats.day(moment.date())} {moment:%H:%M}", "t2")

    def _account(self, trade: JournalTrade) -> Cell:
        entry = self._vm.entry_of(trade.trip.account)
        return Cell(entry.name, badge=entry.mode)

    def _side(self, trade: JournalTrade) -> Cell:
        size = formats.quantity(trade.trip.quantity)
        if trade.trip.direction == "long":
            return Cell(
                translate("Journal", "Long {size}").format(size=size), "buy", "strong", glyph="▲"
            )
        return Cell(
            translate("Journal", "Short {size}").format(size=size), "sell", "strong", glyph="▼"
        )

    def _entry(self, trade: JournalTrade) -> Cell:
        return Cell(formats.price(trade.trip.average_entry, self._instrument(trade.trip.symbol)))

    def _leaving(self, trade: JournalTrade) -> Cell:
        return Cell(formats.price(trade.trip.average_exit, self._instrument(trade.trip.symbol)))

    def _net(self, trade: JournalTrade) -> Cell:
        value = trade.trip.net_pnl
        return Cell(formats.signed_money(value), formats.result_token(value), "strong")


def _in_r(trade: JournalTrade) -> Cell:
    meaning = translate(
        "Journal",
        "Net result as a multiple of {risk}, which the stops would have lost that the entries"
        " were sent with.",
    )
    return cell_in_r(trade.r_net, trade.risk, meaning)


def _held_ns(trade: JournalTrade) -> int:
    return trade.trip.exit_ns - trade.trip.entry_ns
