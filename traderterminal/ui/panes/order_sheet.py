"""One order in full: what became of it and why, and every rule that the gate asked about it."""

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QWidget

from traderterminal.domain.orders import Order, OrderStatus
from traderterminal.kit.language import mark, translate, within
from traderterminal.ui import texts
from traderterminal.ui.fill_words import why_words
from traderterminal.ui.panes.rules_table import rules_table
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.orders import OrdersViewModel, price_of
from traderterminal.ui.widgets.controls import button, label
from traderterminal.ui.widgets.sheet import Sheet

UNKNOWN: Final = mark(
    "Orders",
    "The broker has not answered. The order is looked up until it is found"
    " or proven absent, counts as if it worked, and is not sent again. New"
    " entries in its symbol wait.",
)
WIDTH_EM: Final = 46
#: Fills that a sheet has room for.
MOST_FILLS: Final = 4


def order_sheet(vm: OrdersViewModel, order: Order, theme: Theme, under: QWidget) -> Sheet:
    """Show an order over the window below `under`."""
    _, word, token = formats.state(order, is_paper=vm.is_paper(order.account))
    says = label(theme, why(order) or f"{word}.", "section", token)
    facts = label(theme, facts_of(vm, order), token="t2")
    for words in (says, facts):
        words.setWordWrap(True)
    rules = rules_table(theme)
    rules.set_rows(list(enumerate(order.verdict)))
    rules.setMinimumHeight(min(rules.height_of_all() + 2, under.window().height() // 2))
    content: list[QWidget] = [says, facts]
    for sentence in executions(vm, order):
        line = label(theme, sentence)
        line.setWordWrap(True)
        content.append(line)
    if order.verdict:
        content += [label(theme, translate("Orders", "Rules asked, in order"), "strong"), rules]
    else:
        content.append(
            label(
                theme,
                translate("Orders", "No rule was asked: it did not come from here."),
                token="t3",
            )
        )
    closing: list[Callable[[], None]] = []
    close = button(
        translate("Orders", "Close"),
        "standard",
        lambda: closing[0](),
        translate("Orders", "Close the order"),
    )
    sheet = Sheet(theme, title_of(vm, order), content, (close,), under, width_em=WIDTH_EM)
    closing.append(sheet.put_away)
    return sheet


def title_of(vm: OrdersViewModel, order: Order) -> str:
    """What was ordered: Buy 2 ESH2024 limit 4,800.00."""
    words = f"{formats.verb(order.side)} {formats.quantity(order.quantity)}"
    words += f" {formats.symbol(order.symbol)} {within(formats.order_type(order.shown_type))}"
    price = formats.price(price_of(order), vm.instrument(order.symbol))
    return words if price == formats.NOTHING else f"{words} {price}"


def why(order: Order) -> str:
    """The sentence that explains a state; empty where it needs none."""
    if order.reason is not None:
        return texts.text(order.reason)
    return translate("Orders", UNKNOWN) if order.status is OrderStatus.UNKNOWN else ""


def executions(vm: OrdersViewModel, order: Order) -> list[str]:
    """Why each of its fills was made, latest first, and what stands before the rest of it."""
    instrument = vm.instrument(order.symbol)
    waiting = vm.why_waiting(order)
    lines = [] if waiting is None else [texts.text(waiting)]
    for fill, messages in vm.why_filled(order)[: -MOST_FILLS - 1 : -1]:
        if messages:
            lines.append(why_words(fill, messages, vm.local(instrument, fill.at_ns)))
    return lines


def facts_of(vm: OrdersViewModel, order: Order) -> str:
    """Where it came from, how much has traded, where it rests, and what it belongs to."""
    sent = vm.local(vm.instrument(order.symbol), order.created_ns)
    facts = [
        translate("Orders", "{sent:%H:%M:%S} from {origin} on {account}").format(
            sent=sent, origin=formats.origin(order), account=vm.accounts.name_of(order.account)
        ),
        translate("Orders", "{filled_quantity} of {quantity} filled").format(
            filled_quantity=formats.quantity(order.filled_quantity),
            quantity=formats.quantity(order.quantity),
        ),
    ]
    if order.is_live:
        facts.append(
            translate("Orders", "rests at: {rests_at}").format(
                rests_at=within(formats.rests_at(order))
            )
        )
    parent = vm.order(order.parent_id) if order.link else None
    if parent is not None:
        facts.append(
            translate("Orders", "{link} of {title_of}").format(
                link=order.link, title_of=title_of(vm, parent)
            )
        )
    return " · ".join(facts)
