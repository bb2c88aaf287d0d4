"""How each account stands: what it may do, what it holds, and what it could come to hold."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from traderterminal.desk.desk import Change, Desk
from traderterminal.desk.exposure import Exposure
from traderterminal.domain.accounts import TradingState
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message
from traderterminal.domain.strategies import AutomationState
from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark, translate
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope
from traderterminal.risk.changes import Value
from traderterminal.strategies.automation import Automation
from traderterminal.ui import texts
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.account_choice import AccountChoiceViewModel, AccountEntry
from traderterminal.ui.viewmodels.attempts import attempt

#: How often results that follow the market are worked out anew, host time.
LOOK_NS: Final = NANOSECONDS // 4

#: Why a broker cannot be relied on, by the variant of the message that says so.
_UNREADY: Final = {
    "wrong_environment": mark("Accounts", "another environment answers"),
    "session_lost": mark("Accounts", "logged out by its broker"),
    "destination": mark("Accounts", "no broker of it in the settings"),
}

#: What each limit is called in a sentence; what is enforced, by what is then refused.
_LIMITS: Final = {
    "max_order_quantity": mark("Accounts", "max order quantity"),
    "max_position": mark("Accounts", "max position"),
    "price_collar_percent": mark("Accounts", "price collar percent"),
    "duplicate_window_s": mark("Accounts", "duplicate window s"),
    "orders_per_second": mark("Accounts", "orders per second"),
    "orders_per_minute": mark("Accounts", "orders per minute"),
    "orders_per_day": mark("Accounts", "orders per day"),
    "automation_orders_per_minute": mark("Accounts", "automation orders per minute"),
    "enforce_session": mark("Accounts", "trading outside hours"),
    "max_order_value": mark("Accounts", "max order value"),
    "automation_spread_ticks": mark("Accounts", "automation spread ticks"),
    "automation_round_trips": mark("Accounts", "automation round trips"),
    "max_daily_loss": mark("Accounts", "max daily loss"),
    "enforce_roll_window": mark("Accounts", "automation in a month that has rolled"),
    "enforce_news_blackout": mark("Accounts", "entering around news"),
}
_CLASSES: Final = {
    "future": mark("Accounts", "future"),
    "stock": mark("Accounts", "stock"),
    "option": mark("Accounts", "option"),
    "crypto": mark("Accounts", "crypto"),
}


@frozen
class Reach:
    """An exposure beside the limit of its position; 0 where there is none."""

    exposure: Exposure
    limit: Decimal


@frozen
class AccountRow:
    """An account; amounts are None where a price lacks, limits are 0 where there is none.

    `margin_used` is what positions and orders tie up, and `buying_power` what a new order may; they
    count what has no price at its cost. `waits` says why entries wait there and is empty where they
    leave; `held_back` says the same of what automation enters.
    """

    account: AccountEntry
    state: TradingState
    waits: str
    equity: Decimal | None
    day_net: Decimal | None
    loss_limit: Decimal
    open_pnl: Decimal | None
    margin_used: Decimal
    buying_power: Decimal
    reaches: tuple[Reach, ...]
    orders_today: int
    orders_limit: int
    automation: AutomationState
    held_back: str


class AccountStatesViewModel:
    """All accounts, with the ways to hold them up and to take them out of the market.

    `day_net` returns what an account made on its day, `unready` why its broker cannot be relied on
    now, `ledger_down` why nothing can be booked; `say` tells of what failed. What is done is done
    to `target`.
    """

    def __init__(
        self,
        *,
        desk: Desk,
        automation: Automation,
        accounts: AccountChoiceViewModel,
        tasks: TaskScope,
        host: Clock,
        instrument: Callable[[str], Instrument],
        day_net: Callable[[str], Decimal | None],
        unready: Callable[[str], Message | None],
        ledger_down: Callable[[], Message | None],
        say: Callable[[Message], None],
    ) -> None:
        self._desk = desk
        self._automation = automation
        self._accounts = accounts
        self._tasks = tasks
        self._host = host
        self._instrument = instrument
        self._day_net = day_net
        self._unready = unready
        self._ledger_down = ledger_down
        self._say = say
        self._selected = ""
        self._looked_ns = -LOOK_NS
        self.rows: Sequence[AccountRow] = ()
        self.pending: Sequence[str] = ()
        self.changed: Observers[None] = Observers()
        self._stops = (
            desk.changed.connect(self._hear),
            desk.kill_switch.changed.connect(self._look_anew),
            automation.changed.connect(self._look_anew),
            accounts.changed.connect(lambda _: self.changed.emit(None)),
        )

    def close(self) -> None:
        """Stop listening."""
        for stop in self._stops:
            stop()

    @property
    def target(self) -> AccountEntry:
        """The account that is selected here, else the one that the window is about."""
        return self._accounts.entry_of(self._selected or self._accounts.chosen.account)

    @property
    def target_state(self) -> TradingState:
        return self._desk.accounts[self.target.account].state

    def select(self, account: str) -> None:
        """Turn to an account."""
        self._selected = account
        self.changed.emit(None)

    def flush(self) -> None:
        """Look at the accounts now and then, and at once after a change; tell what is new."""
        now = self._host.monotonic_ns()
        if now - self._looked_ns < LOOK_NS:
            return
        self._looked_ns = now
        rows = [self._row(account) for account in self._desk.accounts]
        pending = [words for account in self._desk.accounts for words in self._pending_of(account)]
        if (rows, pending) != (self.rows, self.pending):
            self.rows, self.pending = rows, pending
            self.changed.emit(None)

    def _hear(self, change: Change) -> None:
        self._look_anew(None)

    def _look_anew(self, _: None) -> None:
        self._looked_ns = -LOOK_NS

    def _row(self, account: str) -> AccountRow:
        desk, limits = self._desk, self._desk.limits(account)
        exposures = desk.exposures(account)
        results = [desk.unrealized(account, one.symbol) for one in exposures]
        known = [one for one in results if one is not None]
        held_back, day_net = self._automation.held_back(account), self._day_net(account)
        return AccountRow(
            account=self._accounts.entry_of(account),
            state=desk.accounts[account].state,
            waits=self._waits(account, exposures, day_net),
            equity=desk.equity(account),
            day_net=day_net,
            loss_limit=limits.max_daily_loss,
            open_pnl=sum(known, Decimal(0)) if len(known) == len(results) else None,
            margin_used=desk.margin_used(account),
            buying_power=desk.buying_power(account),
            reaches=tuple(
                Reach(one, limits.max_position[self._instrument(one.symbol).asset_class])
                for one in exposures
            ),
            orders_today=desk.orders_today(account),
            orders_limit=limits.orders_per_day,
            automation=self._automation.state(account),
            held_back="" if held_back is None else texts.text(held_back),
        )

    def _waits(self, account: str, exposures: Sequence[Exposure], day_net: Decimal | None) -> str:
        state = self._desk.accounts[account].state
        loss = self._desk.limits(account).max_daily_loss
        if self._desk.kill_switch.engaged:
            return translate("Accounts", "kill switch is on")
        if self._ledger_down() is not None:
            return translate("Accounts", "the ledger cannot be written")
        if state is not TradingState.ACTIVE:
            return translate("Accounts", "set to {state} by hand").format(
                state=formats.trading_state(state)
            )
        if loss and day_net is None:
            return translate("Accounts", "loss of the day not known")
        if loss and day_net is not None and -day_net >= loss:
            return translate("Accounts", "loss of the day at its limit")
        if (unready := self._unready(account)) is not None:
            return translate(
                "Accounts",
                _UNREADY.get(unready.variant, mark("Accounts", "not compared with its broker yet")),
            )
        unknown = [one.symbol for one in exposures if one.working.unknown]
        return (
            translate("Accounts", "in {symbols}: outcome unknown").format(
                symbols=", ".join(unknown)
            )
            if unknown
            else ""
        )

    def _pending_of(self, account: str) -> Sequence[str]:
        now, name = self._host.monotonic_ns(), self._accounts.name_of(account)
        return [
            translate(
                "Accounts", "{name}: {limit_name} becomes {limit_words} in {duration}"
            ).format(
                name=name,
                limit_name=translate("Accounts", _LIMITS[limit]),
                limit_words=_limit_words(one.value),
                duration=formats.duration(max(0, one.due_ns - now) / NANOSECONDS),
            )
            for limit, one in self._desk.pending_limits(account).items()
        ]

    def starting_cash(self, account: str) -> Decimal | None:
        """What an account began with; None for one that its broker keeps."""
        known = self._desk.accounts[account]
        return known.starting_cash if known.mode.fills_here else None

    # What can be done.

    def set_state(self, account: str, state: TradingState) -> None:
        """Say what an account may do; holds at once."""
        self._do(self._desk.set_state(account, state), f"set {account} {state}")

    def cancel_all(self, account: str) -> None:
        """Cancel every order of an account."""
        self._do(self._desk.cancel_all(account), f"cancel all of {account}")

    def flatten(self, account: str) -> None:
        """Cancel every order of an account and close all that it holds."""
        self._do(self._desk.flatten(account), f"flatten {account}")

    def reset(self, account: str, cash: Decimal) -> None:
        """Start a paper account anew with `cash`: its orders go, its positions are forgotten."""
        self._do(self._desk.reset(account, cash), f"reset {account}")

    def _do(self, work: Awaitable[object], name: str) -> None:
        self._tasks.spawn(attempt(work, self._say), name=name)


def _limit_words(value: Value) -> str:
    if isinstance(value, Mapping):
        different = dict.fromkeys(value.values())
        if len(different) == 1:
            return _limit_words(next(iter(different)))
        return ", ".join(
            f"{_limit_words(one)} ({translate('Accounts', _CLASSES[kind])})"
            for kind, one in value.items()
        )
    if isinstance(value, bool):
        return translate("Accounts", "refused") if value else translate("Accounts", "allowed")
    return formats.quantity(Decimal(value)) if value else translate("Accounts", "off")
