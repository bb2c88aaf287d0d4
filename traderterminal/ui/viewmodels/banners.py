"""What holds trading up right now, worst first: the kill switch, unknown outcomes, the ledger,
alarms that nobody has seen yet, halted accounts, a silent market."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from datetime import datetime
from functools import partial
from math import ceil
from typing import Final

from traderterminal.desk.alarms import Alarm
from traderterminal.desk.desk import Change, Desk
from traderterminal.desk.reconcile import Reconciler
from traderterminal.domain.accounts import TradingState
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Order
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark, translate
from traderterminal.kit.observe import Observers
from traderterminal.market.ports import FeedHealth, FeedState
from traderterminal.ui import texts
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.kill_switch import KillSwitchViewModel
from traderterminal.ui.viewmodels.notices import order_words
from traderterminal.ui.viewmodels.rule_room import RuleRoom

SHOWN: Final = 2
#: Longer pieces of a broker's message are cut.
RAW_SHOWN: Final = 80

#: What an alarm is about in a few words, the gravest first.
_TITLES: Final = {
    "wrong_environment": mark("Banner", "Another environment answers."),
    "session_lost": mark("Banner", "Logged out by the broker."),
    "unprotected": mark("Banner", "A position is not protected."),
    "exit_gone": mark("Banner", "A protective order is gone."),
    "exit_refused": mark("Banner", "A protective order was refused."),
    "exit_overshot": mark("Banner", "An exit traded more than was open."),
    "oco_overfill": mark("Banner", "Stop and target both traded."),
    "close_beside_unknown": mark("Banner", "A close went beside an exit of unknown outcome."),
    "close_waits": mark("Banner", "A close waits for an exit of unknown outcome."),
    "overfilled": mark("Banner", "Filled more than ordered."),
    "late_fill": mark("Banner", "An order that had ended traded."),
    "position_drift": mark("Banner", "A position differs from the broker's."),
    "contract_changed": mark("Banner", "A contract differs from the broker's."),
    "fill_conflict": mark("Banner", "A fill was told twice."),
    "fill_changed": mark("Banner", "A fill was changed."),
    "strategy_stopped": mark("Banner", "A strategy was stopped."),
    "not_settled": mark("Banner", "A contract that has ended is not settled."),
    "split": mark("Banner", "A stock was split."),
    "dividend": mark("Banner", "A dividend was booked."),
    "unreadable_news": mark("Banner", "A message cannot be read."),
    "history_damaged": mark("Banner", "Stored bars are missing."),
    "history_unavailable": mark("Banner", "Older bars are missing."),
    "drawings_damaged": mark("Banner", "Drawings are missing."),
    "drawings_not_kept": mark("Banner", "Drawings are not kept."),
    "alert_missed": mark("Banner", "An alert seems to be missing."),
    "strategy_silent": mark("Banner", "A strategy is silent."),
}
_WARNINGS: Final = (
    "fill_changed",
    "strategy_stopped",
    "not_settled",
    "split",
    "dividend",
    "unreadable_news",
    "history_damaged",
    "history_unavailable",
    "drawings_damaged",
    "drawings_not_kept",
    "alert_missed",
    "strategy_silent",
)
_GRAVITY: Final = {code: number for number, code in enumerate(_TITLES)}


@frozen
class BannerAction:
    """A button of a banner; `name` is what it is called where the words alone say too little."""

    words: str
    act: Callable[[], object] = field(compare=False)
    name: str = ""


@frozen
class Banner:
    """One thing that holds trading up.

    `dashed` is how an unknown outcome is drawn, `solid` how the kill switch is.
    """

    title: str
    text: str
    token: str
    glyph: str
    dashed: bool = False
    solid: bool = False
    actions: tuple[BannerAction, ...] = ()


@frozen
class OfflineLogin:
    """A login that is to be connected and is not: which and why; in how many seconds it is tried
    again, None: not by itself; how many orders work there."""

    cause: str
    retry_s: float | None
    working: int


class BannersViewModel:
    """Looks at the facts once a frame; `changed` tells when `shown` is another.

    `ledger_down` returns why the ledger cannot be written, `watched` the symbols whose market
    matters now, `health` how the feed of one is, `folder` is where the ledger lies. `placed_at`
    tells when an order was placed, in exchange time, `name_of` what an account is called;
    `offline` returns the logins that are not connected, `breached` the limits of which nothing is
    left. `release` asks whether the kill switch is
    to be released, `open_pane` brings a pane to the front.
    """

    def __init__(
        self,
        *,
        desk: Desk,
        reconciler: Reconciler,
        kill_switch: KillSwitchViewModel,
        ledger_down: Callable[[], Message | None],
        watched: Callable[[], Sequence[str]],
        health: Callable[[str], FeedHealth],
        folder: str,
        placed_at: Callable[[Order], datetime],
        name_of: Callable[[str], str],
        offline: Callable[[], Sequence[OfflineLogin]],
        breached: Callable[[], Sequence[RuleRoom]],
        release: Callable[[], object],
        open_pane: Callable[[str], object],
    ) -> None:
        self._desk = desk
        self._reconciler = reconciler
        self._kill_switch = kill_switch
        self._ledger_down = ledger_down
        self._watched = watched
        self._health = health
        self._folder = folder
        self._placed_at = placed_at
        self._name_of = name_of
        self._offline = offline
        self._breached = breached
        self._release = release
        self._open_pane = open_pane
        self._unknown: list[Order] | None = None
        self.shown: tuple[Banner, ...] = ()
        self.waiting: tuple[Banner, ...] = ()
        self.changed: Observers[None] = Observers()
        self._stop_listening = desk.changed.connect(self._hear)

    def close(self) -> None:
        """Stop listening to the desk."""
        self._stop_listening()

    @property
    def more(self) -> int:
        """How many wait behind those shown."""
        return len(self.waiting)

    def flush(self) -> None:
        """Look at the facts and tell if they have changed."""
        found = [
            *self._of_kill_switch(),
            *self._of_unknown(),
            *self._of_breached(),
            *self._of_ledger(),
            *self._of_alarms(),
            *self._of_logins(),
            *self._of_halted(),
            *self._of_market(),
        ]
        shown, waiting = tuple(found[:SHOWN]), tuple(found[SHOWN:])
        if (shown, waiting) != (self.shown, self.waiting):
            self.shown, self.waiting = shown, waiting
            self.changed.emit(None)

    def _of_kill_switch(self) -> Iterator[Banner]:
        if self._kill_switch.engaged:
            release = BannerAction(
                translate("Banner", "Release…"),
                self._release,
                translate("Banner", "Release the kill switch"),
            )
            yield Banner(
                translate("Banner", "Kill switch is on."),
                self._kill_switch.told,
                "onerr",
                "kill switch",
                solid=True,
                actions=(release,),
            )

    def _of_unknown(self) -> Iterator[Banner]:
        if self._unknown is None:
            self._unknown = [o for o in self._desk.orders.values() if o.is_unknown]
        if not self._unknown:
            return
        first = self._unknown[0]
        symbols = ", ".join(sorted({order.symbol for order in self._unknown}))
        due = [self._reconciler.next_look_s(order.order_id) for order in self._unknown]
        soonest = min((one for one in due if one is not None), default=None)
        look = (
            ""
            if soonest is None
            else translate("Banner", " Next look-up in {duration}.").format(
                duration=formats.duration(max(0, ceil(soonest)))
            )
        )
        yield Banner(
            translate("Banner", "{count} of unknown outcome.").format(
                count=formats.counted(len(self._unknown), "order")
            ),
            translate(
                "Banner",
                "{order_words} on {account}, sent {placed_at:%H:%M:%S}: no answer"
                " came.{look} New entries in {symbols} wait; exits work.",
            ).format(
                order_words=order_words(first),
                account=self._name_of(first.account),
                placed_at=self._placed_at(first),
                look=look,
                symbols=symbols,
            ),
            "unknown",
            "unknown",
            dashed=True,
            actions=(
                BannerAction(translate("Banner", "Show order"), partial(self._open_pane, "Orders")),
                BannerAction(translate("Banner", "Look up now"), self._look_up),
            ),
        )

    def _look_up(self) -> None:
        for account in {order.account for order in self._unknown or ()}:
            self._reconciler.look_soon(account)

    def _of_breached(self) -> Iterator[Banner]:
        for room in self._breached():
            yield Banner(
                translate("Banner", "{rule} limit reached on {account}.").format(
                    rule=room.words, account=self._name_of(room.account)
                ),
                translate(
                    "Banner", "All of {limit} is used. New entries wait there, exits work."
                ).format(limit=room.limit),
                "error",
                "risk room",
                actions=(
                    BannerAction(
                        translate("Banner", "Show accounts"), partial(self._open_pane, "Accounts")
                    ),
                ),
            )

    def _of_ledger(self) -> Iterator[Banner]:
        down = self._ledger_down()
        if down is not None:
            yield Banner(
                translate("Banner", "The ledger cannot be written: {cause}.").format(
                    cause=down.parameters.get("cause", "")
                ),
                translate(
                    "Banner", "{kept} Working orders stay. Make room or give access to {folder}."
                ).format(kept=_kept(down), folder=self._folder),
                "error",
                "failed",
            )

    def _of_alarms(self) -> Iterator[Banner]:
        gravest = sorted(self._desk.alarms, key=lambda a: _GRAVITY.get(a.message.code, 0))
        for alarm in gravest:
            message = alarm.message
            yield Banner(
                translate("Banner", _TITLES.get(message.code, mark("Banner", "An alarm."))),
                self._words(alarm),
                "warn" if message.code in _WARNINGS else "error",
                "warning",
                actions=self._actions(alarm),
            )

    def _words(self, alarm: Alarm) -> str:
        text = texts.text(alarm.message)
        if alarm.message.code != "unreadable_news":
            return text
        standing = self._reconciler.standing(alarm.account)
        raw = standing.raw[-1][:RAW_SHOWN]
        return translate("Banner", "{text} {unreadable} so far: {raw}").format(
            text=text, unreadable=formats.counted(standing.unreadable, "such message"), raw=raw
        )

    def _actions(self, alarm: Alarm) -> tuple[BannerAction, ...]:
        """What can be done about it; what goes by itself only can also not be put away."""
        seen = BannerAction(translate("Banner", "Seen"), partial(self._desk.alarms.see, alarm))
        show = BannerAction(
            translate("Banner", "Show position"), partial(self._open_pane, "Positions")
        )
        match alarm.message.code:
            case "position_drift":
                look = partial(self._reconciler.look_soon, alarm.account)
                return (BannerAction(translate("Banner", "Compare now"), look), show)
            case "unprotected" | "close_waits" | "close_beside_unknown":
                return (show,)
            case "wrong_environment" | "session_lost" | "contract_changed":
                return ()
            case "exit_refused" | "exit_gone" | "exit_overshot" | "oco_overfill":
                return (show, seen)
            case _:
                return (seen,)

    def _of_logins(self) -> Iterator[Banner]:
        for login in self._offline():
            again = (
                ""
                if login.retry_s is None
                else translate("Banner", " Next attempt in {duration}.").format(
                    duration=formats.duration(ceil(login.retry_s))
                )
            )
            orders = formats.counted(login.working, "order")
            working = (
                translate("Banner", " Working there, out of reach: {orders}.").format(orders=orders)
                if login.working
                else ""
            )
            yield Banner(
                translate("Banner", "A login is not connected."),
                f"{login.cause.rstrip('.')}.{again}{working}",
                "error",
                "stream lost",
                actions=(
                    BannerAction(
                        translate("Banner", "Show brokers"), partial(self._open_pane, "Brokers")
                    ),
                ),
            )

    def _of_halted(self) -> Iterator[Banner]:
        held = [a for a in self._desk.accounts.values() if a.state is not TradingState.ACTIVE]
        if held:
            names = ", ".join(
                translate("Banner", "{account} is {state}").format(
                    account=self._name_of(one.account), state=formats.trading_state(one.state)
                )
                for one in held
            )
            show = BannerAction(
                translate("Banner", "Show accounts"), partial(self._open_pane, "Accounts")
            )
            text = translate("Banner", "New entries wait there. Exits work.")
            yield Banner(f"{names}.", text, "error", "failed", actions=(show,))

    def _of_market(self) -> Iterator[Banner]:
        for symbol in self._watched():
            health = self._health(symbol)
            if health.stale:
                text = translate("Banner", "New entries wait, exits work.")
                yield Banner(_silence(symbol, health), text, "error", "stream lost")
                return

    def _hear(self, change: Change) -> None:
        self._unknown = None


def _kept(down: Message) -> str:
    """Say where what happened meanwhile is, and what can still be sent."""
    count, file = down.parameters.get("count", ""), down.parameters.get("file", "")
    match down.variant:
        case "kept":
            return translate(
                "Banner",
                "What happened since ({count}) is kept in memory and in {file}. New"
                " entries wait, exits work.",
            ).format(count=count, file=file)
        case "in_memory":
            return translate(
                "Banner",
                "What happened since ({count}) is kept in memory alone: do not end the"
                " program. {file} cannot be written either. No order is sent, exits"
                " included, and what protects a position stays. Close at the broker.",
            ).format(count=count, file=file)
        case _:
            return translate("Banner", "New entries wait, exits work.")


def _silence(symbol: str, health: FeedHealth) -> str:
    match health.state:
        case FeedState.ENDED:
            return translate("Banner", "The recording of {symbol} has ended.").format(symbol=symbol)
        case FeedState.GAP:
            return translate("Banner", "The recording of {symbol} has a gap here.").format(
                symbol=symbol
            )
        case FeedState.DOWN:
            return translate("Banner", "The {symbol} feed is down.").format(symbol=symbol)
        case _:
            return translate("Banner", "The {symbol} feed is silent. Last event {age} ago.").format(
                symbol=symbol, age=formats.age(health.silent_s)
            )
