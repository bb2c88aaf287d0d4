"""What happens to holdings by itself: contracts end, stocks pay dividends and are split."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

from traderterminal.app.day_marks import noted_mark, restated_start
from traderterminal.app.hours import TradingHours
from traderterminal.desk.corporate_actions import Calendar, CorporateActions
from traderterminal.desk.desk import Desk
from traderterminal.desk.ports import NoteFact
from traderterminal.desk.reconcile import Reconciler
from traderterminal.desk.settlement import Contracts, Settlement
from traderterminal.desk.tracker import Tracker
from traderterminal.domain.corporate_actions import CorporateAction
from traderterminal.domain.symbols import SymbolBook
from traderterminal.journal.days import DayResults
from traderterminal.kit.frozen import frozen
from traderterminal.market.hub import MarketHub
from traderterminal.paper.broker import PaperBroker
from traderterminal.storage.corporate_actions import (
    CORPORATE_ACTIONS_FILE,
    read_corporate_actions,
)

Notes = Mapping[str, Mapping[str, str]]


@frozen
class Holdings:
    """What the two need of the engine. `close_before` is the last price of a symbol that bars know
    before a moment; `notes` are those of the ledger at the start."""

    symbols: SymbolBook
    hours: TradingHours
    hub: MarketHub
    tracker: Tracker
    reconciler: Reconciler
    desk: Desk
    notes: Notes
    new_id: Callable[[], str]
    close_before: Callable[[str, int], Decimal | None]

    def settlement(self) -> Settlement:
        """Return what settles contracts that have ended."""
        return Settlement(
            tracker=self.tracker,
            contracts=Contracts(
                instrument=self.symbols.instrument,
                is_expired=lambda one, at_ns: self.symbols.is_expired(one, self.hours.today(at_ns)),
                underlying=self.symbols.underlying,
                last_price=self._last_price,
            ),
            cancel_all=self.desk.cancel_all,
            market=lambda: self.hub.clock,
            new_id=self.new_id,
            alarms=self.reconciler.alarms,
        )

    def corporate_actions(
        self, folder: Path, paper: PaperBroker, days: DayResults
    ) -> CorporateActions:
        """Return what books the actions of the file in `folder`; raises BadData."""

        def due_ns(action: CorporateAction) -> int:
            return self.hours.opens_ns(self.symbols.instrument(action.symbol), action.ex_date)

        def restate_start(action: CorporateAction) -> list[NoteFact]:
            began_ns = self.hours.day_start(due_ns(action))
            return restated_start(days, action.symbol, began_ns, action.price)

        return CorporateActions(
            actions=read_corporate_actions(
                folder / CORPORATE_ACTIONS_FILE, self.symbols.instrument
            ),
            calendar=Calendar(due_ns, restate_start),
            notes=self.notes,
            tracker=self.tracker,
            floor=paper,
            instrument=self.symbols.instrument,
            quote=self.hub.quote,
            market=lambda: self.hub.clock,
            new_id=self.new_id,
            alarms=self.reconciler.alarms,
        )

    def _last_price(self, symbol: str) -> Decimal | None:
        mark = self.desk.mark(symbol)
        if mark is None:
            mark = self.close_before(symbol, self.hub.clock.now_ns())
        return self._noted_at_the_end(symbol) if mark is None else mark

    def _noted_at_the_end(self, symbol: str) -> Decimal | None:
        """What an earlier run noted on the last day: before it, it was not the last price."""
        noted = noted_mark(self.notes, symbol)
        last_day = self.symbols.instrument(symbol).last_trading_day
        if noted is None or last_day is None or self.hours.today(noted[0]) < last_day:
            return None
        return noted[1]
