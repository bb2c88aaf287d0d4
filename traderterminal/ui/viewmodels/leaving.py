"""What goes on, and what does not, once the window is closed."""

from collections.abc import Callable

from traderterminal.desk.desk import Desk
from traderterminal.domain.orders import Where
from traderterminal.kit.language import translate
from traderterminal.ui.viewmodels.exposure import ExposureViewModel
from traderterminal.ui.viewmodels.formats import counted


class LeavingViewModel:
    """Says what is left behind by who closes the window.

    `approvals` returns how many alerts wait for one, `has_tray` whether the system has a tray now,
    and `keeps_running` whether the trader wants the program to go on there.
    """

    def __init__(
        self,
        desk: Desk,
        exposure: ExposureViewModel,
        approvals: Callable[[], int],
        has_tray: Callable[[], bool],
        keeps_running: Callable[[], bool],
    ) -> None:
        self._desk = desk
        self._exposure = exposure
        self._approvals = approvals
        self._has_tray = has_tray
        self._keeps_running = keeps_running

    @property
    def has_tray(self) -> bool:
        """Whether the program could go on without a window, and be found again."""
        return self._has_tray()

    @property
    def hides(self) -> bool:
        """Whether closing the window leaves the program running."""
        return self._keeps_running() and self._has_tray()

    @property
    def asks(self) -> bool:
        """Whether something is left that has to be said before the program ends."""
        return bool(self._exposure.positions or self._exposure.orders or self._approvals())

    @property
    def words(self) -> str:
        """Say what is left and what becomes of it, a sentence a line."""
        lines = []
        if self._exposure.positions or self._exposure.orders:
            lines += [
                translate("Leaving", "Left as they are: {left}.").format(left=self._exposure.words),
                *self._orders(),
            ]
        if waiting := self._approvals():
            words = translate("Leaving", "Alerts that wait for your approval: {count}.")
            lines.append(words.format(count=waiting))
        return "\n".join(lines)

    def _orders(self) -> list[str]:
        desk = self._desk
        live = [order for order in desk.orders.values() if order.is_live]
        ours = [order for order in live if desk.accounts[order.account].mode.fills_here]
        theirs = [order for order in live if order not in ours]
        places = [order.rests_at for order in theirs]
        held, unknown = places.count(Where.LOCAL), places.count(Where.UNKNOWN)
        sent = len(places) - held - unknown
        found = {
            translate("Leaving", "At a broker or an exchange, where they go on: {orders}."): sent,
            translate("Leaving", "Held here, asleep until the next start: {orders}."): held,
            translate("Leaving", "Not known whether they are there: {orders}."): unknown,
            translate("Leaving", "On paper, asleep until the next start: {orders}."): len(ours),
        }
        return [
            words.format(orders=counted(count, "order")) for words, count in found.items() if count
        ]
