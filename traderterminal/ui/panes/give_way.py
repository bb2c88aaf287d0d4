"""Which rows of the ticket give way where height is short, in the order of their worth."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Fitting:
    """How much of each row is shown."""

    rooms: int = 3
    sent: int = 3
    what_if_folded: bool = False
    exits_share: bool = False  # stop and target in one row
    quick: bool = True


#: From everything to the least; what is short after the last step scrolls.
STEPS: Final = (
    Fitting(),
    Fitting(rooms=2),
    Fitting(rooms=1),
    Fitting(rooms=1, sent=2),
    Fitting(rooms=1, sent=1),
    Fitting(rooms=1, sent=1, what_if_folded=True),
    Fitting(rooms=1, sent=1, what_if_folded=True, exits_share=True),
    Fitting(rooms=1, sent=1, what_if_folded=True, exits_share=True, quick=False),
)


def fit(height: int, needed: Callable[[Fitting], int]) -> Fitting:
    """Return the fullest fitting that needs no more than `height`, else the last one.

    `needed` returns how high the whole ticket is with a fitting.
    """
    return next((step for step in STEPS if needed(step) <= height), STEPS[-1])
