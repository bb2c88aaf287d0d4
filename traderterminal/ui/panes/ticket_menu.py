"""What is chosen in the menu of the ticket: the price it follows, what becomes of a typed one."""

from functools import partial
from typing import Final

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from traderterminal.kit.language import mark, translate
from traderterminal.ui.viewmodels.ticket import TicketViewModel
from traderterminal.ui.viewmodels.ticket_form import Form
from traderterminal.ui.viewmodels.ticket_options import PRICES_FROM

#: What the price of the ticket follows.
_PRICES: Final = {
    "bid": mark("Ticket", "Bid"),
    "ask": mark("Ticket", "Ask"),
    "last": mark("Ticket", "Last"),
}


#: How much of the ticket is shown.
_FORMS: Final = {
    Form.WHOLE: mark("Ticket", "Whole"),
    Form.COMPACT: mark("Ticket", "Without the detail of what it would come to"),
    Form.FOLDED: mark("Ticket", "Folded to Buy and Sell"),
}


def offer_options(menu: QMenu, vm: TicketViewModel) -> None:
    """Add the choices of the ticket to the menu of its pane."""
    options = vm.options
    risk = menu.addAction(translate("Ticket", "Quantity from risk"))
    risk.setCheckable(True)
    risk.setChecked(options.by_risk)
    risk.triggered.connect(lambda checked: vm.count_by(risk=checked))
    clears = menu.addAction(translate("Ticket", "Clear the price once sent"))
    clears.setCheckable(True)
    clears.setChecked(options.clears_price)
    clears.triggered.connect(lambda checked: vm.change_options(clears_price=checked))
    follows, one_of = menu.addMenu(translate("Ticket", "Price follows")), QActionGroup(menu)
    for name in PRICES_FROM:
        action = follows.addAction(
            translate("Ticket", _PRICES[name]), partial(vm.change_options, price_from=name)
        )
        action.setCheckable(True)
        action.setChecked(name == options.price_from)
        one_of.addAction(action)
    shown, one_form = menu.addMenu(translate("Ticket", "Show the ticket")), QActionGroup(menu)
    for form, words in _FORMS.items():
        action = shown.addAction(translate("Ticket", words), partial(vm.form.choose, form))
        action.setCheckable(True)
        action.setChecked(form is vm.form.chosen)
        one_form.addAction(action)
    menu.addSeparator()
