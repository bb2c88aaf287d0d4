"""Corporate actions: books dividends and splits on paper accounts as their ex-date begins, once.

They count before the first price of that day is matched: an order at a price of before would trade
at once at one of after. Times are market time.
"""

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final, Protocol

from traderterminal.desk.alarms import Alarm
from traderterminal.desk.ports import NoteFact
from traderterminal.desk.tracker import AccountChanged, Change, Tracker
from traderterminal.domain.corporate_actions import CorporateAction, Dividend, Split
from traderterminal.domain.currencies import money_sign
from traderterminal.domain.fills import Fill, Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Order
from traderterminal.domain.quotes import Quote
from traderterminal.kit.clock import Clock
from traderterminal.kit.frozen import frozen
from traderterminal.kit.observe import Observers

ZERO: Final = Decimal(0)
#: What the notes are called of what an account has lived through, account and key behind it, and
#: of the actions that a day's start counts.
APPLIED: Final = "corporate action of "
STARTED: Final = "corporate action: "
#: How often it looks while nothing happens in the market, host time.
LOOK_SECONDS: Final = 1.0


class Floor(Protocol):
    """Where orders of paper accounts rest."""

    def restate(self, symbol: str, orders: Iterable[Order]) -> None:
        """Take orders as they stand after a split, and forget the prices of before."""
        ...


@frozen
class Calendar:
    """When an action takes effect; `restate_start` lets that day start from the price of after and
    returns what is to be noted."""

    due_ns: Callable[[CorporateAction], int]
    restate_start: Callable[[CorporateAction], Sequence[NoteFact]]


class CorporateActions:
    """Applies the actions of the user's file; `notes` are those of the ledger at the start."""

    def __init__(
        self,
        *,
        actions: Sequence[CorporateAction],
        calendar: Calendar,
        notes: Mapping[str, Mapping[str, str]],
        tracker: Tracker,
        floor: Floor,
        instrument: Callable[[str], Instrument],
        quote: Callable[[str], Quote | None],
        market: Callable[[], Clock],
        new_id: Callable[[], str],
        alarms: Observers[Alarm],
    ) -> None:
        self._calendar = calendar
        due = ((calendar.due_ns(action), action) for action in actions)
        self._actions = sorted(due, key=lambda one: (one[0], one[1].key))
        self._waiting = deque(self._actions)
        kept = (key for key, note in notes.items() if note)
        self._applied = {key for key in kept if key.startswith((APPLIED, STARTED))}
        self._tracker = tracker
        self._floor = floor
        self._instrument = instrument
        self._quote = quote
        self._market = market
        self._new_id = new_id
        self._alarms = alarms
        tracker.changed.connect(self._hear)

    async def watch(self, host: Clock) -> None:
        """Look also while nothing happens in the market, until cancelled."""
        while True:
            self.look()
            await host.sleep(LOOK_SECONDS)

    def look(self) -> None:
        """Apply what is due by now."""
        while self._waiting and self._waiting[0][0] <= self._market().now_ns():
            due_ns, action = self._waiting.popleft()
            self._start(action)
            for account in list(self._tracker.known_accounts().values()):
                key = f"{APPLIED}{account.account} {action.key}"
                if account.mode.fills_here and key not in self._applied:
                    self._applied.add(key)
                    self._apply(action, due_ns, account.account, key)

    def _start(self, action: CorporateAction) -> None:
        key = STARTED + action.key
        if key not in self._applied:
            self._applied.add(key)
            note = NoteFact(key, {"ex_date": str(action.ex_date)})
            self._tracker.note(*self._calendar.restate_start(action), note)

    def _hear(self, change: Change) -> None:
        """An account that starts anew has lived through nothing."""
        if isinstance(change, AccountChanged):
            prefix = f"{APPLIED}{change.account.account} "
            gone = {key for key in self._applied if key.startswith(prefix)}
            self._applied -= gone
            self._tracker.note(*(NoteFact(key, {}) for key in sorted(gone)))
            self._waiting = deque(self._actions)

    def _apply(self, action: CorporateAction, due_ns: int, account: str, key: str) -> None:
        lane = (account, action.symbol)
        held, traded = self._tracker.held_before(*lane, due_ns)
        rest = any(order.created_ns < due_ns for order in self._tracker.live_orders(*lane))
        match action:
            case Dividend() if held:
                self._pay(action, account, held, key)
            case Split() if held and traded:
                parameters = {
                    "symbol": action.symbol,
                    "account": account,
                    "day": str(action.ex_date),
                }
                self._tell(account, action, Message("split", parameters, "too_late"))
            case Split() if not traded and (held or rest):
                self._split(action, due_ns, account, held, key)
            case _:
                pass

    def _pay(self, dividend: Dividend, account: str, held: Decimal, key: str) -> None:
        paid = dividend.paid(held * self._instrument(dividend.symbol).point_value)
        self._tracker.pay_dividend(account, paid, NoteFact(key, {"paid": str(paid)}))
        parameters = {
            "symbol": dividend.symbol,
            "account": account,
            "measured": f"{abs(paid)}",
            "quantity": f"{abs(held)}",
            "sign": money_sign(self._tracker.known_account(account).currency),
        }
        self._tell(account, dividend, Message("dividend", parameters, "" if held > 0 else "short"))

    def _split(self, split: Split, due_ns: int, account: str, held: Decimal, key: str) -> None:
        lane = (account, split.symbol)
        after = split.shares(held)
        note = NoteFact(key, {"before": str(held), "after": str(after)})
        orders = self._tracker.restate(lane, split, due_ns, note)
        self._floor.restate(split.symbol, orders)
        self._pay_part(split, due_ns, account, after)
        parameters = {
            "symbol": split.symbol,
            "account": account,
            "ratio": f"{split.new}:{split.old}",
            "before": f"{held}",
            "after": f"{self._tracker.known_position(*lane)}",
        }
        self._tell(account, split, Message("split", parameters))

    def _pay_part(self, split: Split, due_ns: int, account: str, after: Decimal) -> None:
        """Pay out what is no whole share: no order could ever close it."""
        instrument = self._instrument(split.symbol)
        part = abs(after) % instrument.lot_size
        if not part:
            return
        fill = Fill(
            fill_id=self._new_id(),
            order_id="",
            account=account,
            symbol=split.symbol,
            side=Side.SELL if after > 0 else Side.BUY,
            quantity=part,
            price=self._price(split, due_ns, account),
            fee=ZERO,
            point_value=instrument.point_value,
            at_ns=self._market().now_ns(),
            why={"rule": "paid out", "split": f"{split.new}:{split.old}"},
        )
        self._tracker.adopt_fill(fill)

    def _price(self, split: Split, due_ns: int, account: str) -> Decimal:
        """The price of the moment in units of after; what was paid where none is known."""
        quote = self._quote(split.symbol)
        if quote is None or quote.mark is None:
            position = self._tracker.known_positions()[account, split.symbol]
            return position.average_price or ZERO
        return quote.mark if quote.at_ns >= due_ns else split.price(quote.mark)

    def _tell(self, account: str, action: CorporateAction, message: Message) -> None:
        self._alarms.emit(Alarm(account, action.symbol, message))
