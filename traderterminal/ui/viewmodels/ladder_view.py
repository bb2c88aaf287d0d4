"""Which prices a ladder shows: it stands still, follows the market, or is held by the pointer."""

from typing import Final

from traderterminal.kit.language import translate

#: The rows of a ladder that nobody has measured yet.
USUAL_ROWS: Final = 20


class LadderView:
    """The prices in view, in ticks: `top` is that of the first row, None before there is a market.

    A ladder that stands still moves only once the market has left it altogether; one that follows
    keeps the market in the middle. Neither moves while it is `held`.
    """

    def __init__(self) -> None:
        self.top: int | None = None
        self.rows = USUAL_ROWS
        self.follows = False
        self.held = False

    def ticks(self, row: int) -> int | None:
        """The price of a row, counted from the top."""
        return None if self.top is None else self.top - row

    def row(self, ticks: int) -> int | None:
        """The row of a price; None where it is out of view."""
        row = -1 if self.top is None else self.top - ticks
        return row if 0 <= row < self.rows else None

    def see(self, middle: int) -> None:
        """Take note of where the market is, in ticks."""
        is_gone = self.row(middle) is None
        if self.top is None or (not self.held and (self.follows or is_gone)):
            self.centre(middle)

    def centre(self, middle: int) -> None:
        """Put a price into the middle row, as a trader asks for it."""
        self.top = middle + self.rows // 2

    def fit(self, rows: int) -> None:
        """Have room for so many rows: what is in the middle stays there, unless it is held."""
        if self.top is not None and not self.held:
            self.top += rows // 2 - self.rows // 2
        self.rows = rows

    def scroll(self, rows: int) -> None:
        """Look so many rows further up, as a trader asks for it."""
        if self.top is not None:
            self.top += rows

    def forget(self) -> None:
        """Show another market from its middle on."""
        self.top = None

    @property
    def words(self) -> str:
        """Say how it moves: `static`, `following`, or `held`."""
        if self.held:
            return translate("Ladder", "held")
        return translate("Ladder", "following") if self.follows else translate("Ladder", "static")
