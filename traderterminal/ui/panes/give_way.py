"""Which rows of the ticket give way where height is short, in the order of their worth."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from traderterminal.kit.frozen import frozen
from traderterminal.ui.viewmodels.ticket_form import Form


@frozen
class Fitting:
    """How much of each row is shown; `folded` is nothing of what an order is made of."""

    rooms: int = 3
    sent: int = 3
    what_if_folded: bool = False
    exits_share: bool = False  # stop and target in one row
    quick: bool = True
    folded: bool = False


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
_FOLDED: Final = replace(STEPS[-1], folded=True)
#: The same of each form.
STEPS_OF: Final[Mapping[Form, Sequence[Fitting]]] = {
    Form.WHOLE: STEPS,
    Form.COMPACT: [replace(step, what_if_folded=True) for step in STEPS],
    Form.FOLDED: [replace(_FOLDED, sent=sent) for sent in (3, 2, 1)],
}


def fit(height: int, needed: Callable[[Fitting], int], form: Form = Form.WHOLE) -> Fitting:
    """Return the fullest fitting of a form that needs no more than `height`, else the last one.

    `needed` returns how high the whole ticket is with a fitting.
    """
    steps = STEPS_OF[form]
    return next((step for step in steps if needed(step) <= height), steps[-1])
