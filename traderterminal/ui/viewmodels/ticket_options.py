"""What is chosen in the ticket's menu, and kept for the next time."""

from typing import Final

from traderterminal.kit.frozen import frozen
from traderterminal.ui.viewmodels.quantity_entry import USUAL_RISK
from traderterminal.ui.viewmodels.risk_size import Risk

#: What a limit may follow until it is touched.
PRICES_FROM: Final = ("bid", "ask", "last")


@frozen
class TicketOptions:
    """Whether a typed price is cleared once its order has left or kept, which of `PRICES_FROM` a
    limit follows, and whether a risk gives the quantity."""

    clears_price: bool = True
    price_from: str = "bid"
    by_risk: bool = False
    risk: Risk = USUAL_RISK


USUAL_OPTIONS: Final = TicketOptions()
