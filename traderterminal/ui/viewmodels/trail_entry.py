"""How a trailing stop order follows, as it is filled in."""

from dataclasses import dataclass, field
from decimal import Decimal

from traderterminal.domain.exits import Trail
from traderterminal.domain.instruments import Instrument
from traderterminal.kit.language import translate
from traderterminal.ui.viewmodels.ticket_exits import read_trail
from traderterminal.ui.viewmodels.typed import NotReadable, read_price


@dataclass(slots=True)
class TrailEntry:
    """A distance in ticks, or with the sign of its unit, and the price from which on it follows.

    While `problem` says that one of them cannot be used, `trail` is None and nothing is sent.
    """

    distance: str = "8"
    start: str = ""
    trail: Trail | None = field(default_factory=lambda: Trail(ticks=8))
    problem: str = ""

    @property
    def words(self) -> str:
        """The distance with its unit: `8 t`, `2pt` or `0.5%` as typed."""
        if self.trail is None or self.trail.ticks is None:
            return self.distance
        return f"{self.trail.ticks} t"

    def take(self, distance: str, start: str, instrument: Instrument) -> None:
        """Take what was typed; without a start it follows at once."""
        self.distance, self.start = distance.strip(), start.strip()
        self.trail, self.problem = None, ""
        try:
            activation = read_price(self.start, instrument) if self.start else None
            self.trail = read_trail(self.distance, "ticks", activation)
        except NotReadable as problem:
            self.problem = translate("Ticket", "Trail: {problem}").format(problem=problem)

    def step(self, by: int, instrument: Instrument) -> None:
        """Follow by whole ticks more or less, where the distance is one in ticks."""
        if self.trail is not None and self.trail.ticks is not None:
            ticks = Decimal(max(1, self.trail.ticks + by))
            self.take(f"{ticks:f}", self.start, instrument)
