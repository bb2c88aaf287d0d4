"""How much of the ticket is shown: what its orders are and do is the same in every form."""

from enum import StrEnum

from traderterminal.kit.observe import Observers


class Form(StrEnum):
    WHOLE = "whole"
    COMPACT = "compact"  # without the detail of what an order would come to
    FOLDED = "folded"  # account and symbol, Buy and Sell, the ways out


class TicketForm:
    """The form that is shown; a change is told."""

    def __init__(self) -> None:
        self.chosen = Form.WHOLE
        self.changed: Observers[None] = Observers()

    def choose(self, form: Form) -> None:
        if form is not self.chosen:
            self.chosen = form
            self.changed.emit(None)

    def restore(self, kept: object, usual: Form) -> None:
        """Take what was kept; the usual form where that is none."""
        try:
            self.choose(Form(str(kept)))
        except ValueError:
            self.choose(usual)
