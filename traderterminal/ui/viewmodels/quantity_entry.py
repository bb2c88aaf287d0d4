"""How many: a quantity that is typed, or one that follows from what may be lost at the stop."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from traderterminal.domain.instruments import Instrument
from traderterminal.ui.viewmodels.risk_size import NotSized, Risk, read_risk
from traderterminal.ui.viewmodels.typed import NotReadable, read_quantity

USUAL_RISK: Final = Risk(Decimal(100))


@dataclass(slots=True)
class QuantityEntry:
    """A quantity field, which may hold a risk instead. While `problem` says why there is no
    quantity, nothing is sent; `typo` is the part of it that the text in the field is to blame for.
    """

    quantity: Decimal = Decimal(1)
    problem: str = ""
    typo: bool = False
    by_risk: bool = False
    risk: Risk = USUAL_RISK

    def take(self, text: str, instrument: Instrument) -> None:
        """Take what was typed: a risk where the field holds one, else a quantity."""
        try:
            if self.by_risk:
                self.risk = read_risk(text)
            else:
                self.quantity = read_quantity(text, instrument)
            self.problem, self.typo = "", False
        except NotReadable as problem:
            self.problem, self.typo = str(problem), True

    def step(self, by: int, lot: Decimal) -> None:
        """Change the quantity by whole lots, never below one, or the risk by its steps."""
        if self.by_risk:
            self.risk, self.problem, self.typo = self.risk.stepped(by), "", False
        else:
            self.choose(max(lot, self.quantity + by * lot))

    def choose(self, quantity: Decimal) -> None:
        """Take a quantity, whatever was to be risked."""
        self.quantity, self.problem, self.typo, self.by_risk = quantity, "", False, False

    def count_by(self, *, risk: bool) -> None:
        """Let the field hold a risk, or the quantity that it came to last."""
        self.by_risk, self.problem, self.typo = risk, "", False

    def size(self, sized: Callable[[Risk], Decimal]) -> None:
        """Take the quantity that the risk comes to now; `sized` raises NotSized."""
        if not self.by_risk or self.typo:
            return
        try:
            self.quantity, self.problem = sized(self.risk), ""
        except NotSized as why:
            self.problem = str(why)
