"""What is at stake over all accounts: how many positions are open and how many orders work."""

from traderterminal.desk.desk import Change, Desk
from traderterminal.ui.viewmodels.formats import counted


class ExposureViewModel:
    """Counts anew only after the desk has told of a change."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._counts: tuple[int, int] | None = None
        self._stop_listening = desk.changed.connect(self._hear)

    def close(self) -> None:
        """Stop listening to the desk."""
        self._stop_listening()

    @property
    def positions(self) -> int:
        """How many positions are open."""
        return self._count()[0]

    @property
    def orders(self) -> int:
        """How many orders are live."""
        return self._count()[1]

    @property
    def words(self) -> str:
        """Say both: `2 positions, 4 orders`."""
        return f"{counted(self.positions, 'position')}, {counted(self.orders, 'order')}"

    def _count(self) -> tuple[int, int]:
        if self._counts is None:
            self._counts = (
                sum(not position.is_flat for position in self._desk.positions.values()),
                sum(order.is_live for order in self._desk.orders.values()),
            )
        return self._counts

    def _hear(self, change: Change) -> None:
        self._counts = None
