"""Variants: what an account of a group does otherwise than it is asked to, for comparison."""

from dataclasses import replace
from decimal import Decimal
from typing import Final

from traderterminal.domain.exits import ExitLevel, Exits, Target
from traderterminal.kit.frozen import frozen


@frozen
class Variant:
    """How much later (market time) an account takes an alert, and its own stop and target.

    They stand in the place of those that an entry comes with, or come with one that has none.
    """

    delay_s: Decimal = Decimal(0)
    stop: ExitLevel | None = None
    target: ExitLevel | None = None

    def exits(self, given: Exits | None) -> Exits | None:
        """Return the exits of an entry that was asked for with `given` ones."""
        found = given
        if self.stop is not None:
            found = replace(found or Exits(), stop=self.stop)
        if self.target is not None:
            found = replace(found or Exits(), targets=(Target(self.target),))
        return found


#: What an account does that only takes its share.
AS_ASKED: Final = Variant()
