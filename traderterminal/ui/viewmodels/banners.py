"""What holds trading up right now, worst first: unknown outcomes, the ledger, a silent market."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from traderterminal.desk.desk import Change, Desk
from traderterminal.domain.accounts import TradingState
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Order, OrderStatus
from traderterminal.kit.observe import Observers
from traderterminal.market.ports import FeedHealth, FeedState
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.notices import order_words

SHOWN: Final = 2


@dataclass(frozen=True, slots=True)
class Banner:
    """One thing that holds trading up; `dashed` is how an unknown outcome is drawn."""

    title: str
    text: str
    token: str
    glyph: str
    dashed: bool = False


class BannersViewModel:
    """Looks at the facts once a frame; `changed` tells when `shown` is another.

    `ledger_down` returns why the ledger cannot be written, `watched` the symbols whose market
    matters now, `health` how the feed of one is, `folder` is where the ledger lies.
    """

    def __init__(
        self,
        *,
        desk: Desk,
        ledger_down: Callable[[], Message | None],
        watched: Callable[[], Sequence[str]],
        health: Callable[[str], FeedHealth],
        folder: str,
    ) -> None:
        self._desk = desk
        self._ledger_down = ledger_down
        self._watched = watched
        self._health = health
        self._folder = folder
        self._unknown: list[Order] | None = None
        self.shown: tuple[Banner, ...] = ()
        self.more = 0
        self.changed: Observers[None] = Observers()
        self._stop_listening = desk.changed.connect(self._hear)

    def close(self) -> None:
        """Stop listening to the desk."""
        self._stop_listening()

    def flush(self) -> None:
        """Look at the facts and tell if they have changed."""
        looked_at = (
            self._of_kill_switch(),
            self._of_unknown(),
            self._of_ledger(),  # without it not even exits leave
            self._of_halted(),
            self._of_market(),
        )
        found = [banner for banner in looked_at if banner]
        shown, more = tuple(found[:SHOWN]), len(found[SHOWN:])
        if (shown, more) != (self.shown, self.more):
            self.shown, self.more = shown, more
            self.changed.emit(None)

    def _of_kill_switch(self) -> Banner | None:
        if not self._desk.kill_switch.engaged:
            return None
        return Banner(
            "Kill switch is on.",
            "New entries are blocked on all accounts, orders that only reduce stay. Exits work.",
            "error",
            "kill switch",
        )

    def _of_halted(self) -> Banner | None:
        held = [a for a in self._desk.accounts.values() if a.state is not TradingState.ACTIVE]
        if not held:
            return None
        names = ", ".join(f"{one.account} is {one.state}" for one in held)
        return Banner(f"{names}.", "New entries wait there. Exits work.", "error", "failed")

    def _of_unknown(self) -> Banner | None:
        if self._unknown is None:
            orders = self._desk.orders.values()
            self._unknown = [order for order in orders if order.status is OrderStatus.UNKNOWN]
        if not self._unknown:
            return None
        first, count = self._unknown[0], len(self._unknown)
        symbols = ", ".join(sorted({order.symbol for order in self._unknown}))
        return Banner(
            f"{count} order{'' if count == 1 else 's'} of unknown outcome.",
            f"{order_words(first)}: no answer came. New entries in {symbols} wait; exits work.",
            "unknown",
            "unknown",
            dashed=True,
        )

    def _of_ledger(self) -> Banner | None:
        down = self._ledger_down()
        if down is None:
            return None
        return Banner(
            f"The ledger cannot be written: {down.parameters.get('cause', '')}.",
            f"{_kept(down)} Working orders stay. Make room or give access to {self._folder}.",
            "error",
            "failed",
        )

    def _of_market(self) -> Banner | None:
        for symbol in self._watched():
            health = self._health(symbol)
            if health.stale:
                return Banner(
                    _silence(symbol, health),
                    "New entries wait, exits work.",
                    "error",
                    "stream lost",
                )
        return None

    def _hear(self, change: Change) -> None:
        self._unknown = None


def _kept(down: Message) -> str:
    """Say where what happened meanwhile is, and what can still be sent."""
    count, file = down.parameters.get("count", ""), down.parameters.get("file", "")
    match down.variant:
        case "kept":
            return (
                f"What happened since ({count}) is kept in memory and in {file}. New entries wait,"
                " exits work."
            )
        case "in_memory":
            return (
                f"What happened since ({count}) is kept in memory alone: do not end the program."
                f" {file} cannot be written either. No order is sent, exits included."
            )
        case _:
            return "New entries wait, exits work."


def _silence(symbol: str, health: FeedHealth) -> str:
    match health.state:
        case FeedState.ENDED:
            return f"The recording of {symbol} has ended."
        case FeedState.GAP:
            return f"The recording of {symbol} has a gap here."
        case FeedState.DOWN:
            return f"The {symbol} feed is down."
        case _:
            return f"The {symbol} feed is silent. Last event {formats.age(health.silent_s)} ago."
