"""A price that a trader fills in: it follows the market until it is touched, and keeps to ticks."""

from dataclasses import dataclass
from decimal import Decimal

from traderterminal.domain.instruments import AssetClass, Instrument
from traderterminal.kit.language import translate
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.typed import NotReadable, read_price


@dataclass(slots=True)
class PriceEntry:
    """A price field. While `problem` says that its text cannot be used, nothing is sent."""

    price: Decimal | None = None
    follows: bool = True  # follows the market until it is touched
    note: str = ""
    problem: str = ""

    def take(self, text: str, instrument: Instrument) -> None:
        """Take a typed price; one off the tick grid snaps and says so."""
        self.note = self.problem = ""
        try:
            price = read_price(text, instrument)
        except NotReadable as problem:
            self.problem = str(problem)
            return
        self.price, self.follows = instrument.snap(price), False
        if self.price != price:
            self.note = translate("Ticket", "Snapped to {price}").format(
                price=formats.price(self.price, instrument)
            )

    def put(self, price: Decimal) -> None:
        """Take a price that is on the tick grid."""
        self.price, self.follows, self.note, self.problem = price, False, "", ""

    def step(self, ticks: int, instrument: Instrument) -> None:
        """Move by whole ticks, never to a price that the instrument cannot have."""
        if self.price is None:
            return
        price = instrument.snap(self.price) + ticks * instrument.tick_size
        if price <= 0 and instrument.asset_class is not AssetClass.FUTURE:
            return
        self.put(price)

    def follow(self) -> None:
        """Follow the market again."""
        self.follows, self.note, self.problem = True, "", ""
