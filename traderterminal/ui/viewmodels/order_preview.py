"""What an order that is asked for once more would come to: a list of facts beside its sentence."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import translate
from traderterminal.ui import texts
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.ticket_exits import Planned
from traderterminal.ui.viewmodels.what_if import MARKS, Room

#: The share of a limit from which on its room is a warning.
_NARROW: Final = MARKS[1]


@frozen
class Fact:
    """A caption with its value and the value's colour token."""

    caption: str
    value: str
    token: str = "t1"


def held_words(quantity: Decimal) -> str:
    """Say what a signed position is: Long 2, Short 1, Flat."""
    if quantity == 0:
        return translate("Ticket", "Flat")
    return f"{'Long' if quantity > 0 else 'Short'} {formats.quantity(abs(quantity))}"


def level_fact(name: str, planned: Planned, instrument: Instrument) -> Fact:
    """Return where an exit would rest and what it would make, before fees."""
    token = "down" if planned.result < 0 else "up"
    price = formats.price(planned.price, instrument)
    return Fact(f"{name} {price}", formats.signed_money(planned.result), token)


def room_fact(rooms: Sequence[Room]) -> list[Fact]:
    """Return what the nearest limit leaves after the order; empty where none was asked."""
    if not rooms:
        return []
    room = rooms[0]
    narrow = room.used + room.order >= _NARROW
    token = "error" if room.breaks else "warn" if narrow else "t1"
    return [
        Fact(
            translate("Ticket", "{name}, after").format(name=room.name),
            translate("Ticket", "{left} of {limit}").format(left=room.left, limit=room.limit),
            token,
        )
    ]


def refusal_fact(refusal: Message | None) -> list[Fact]:
    """Return why the order would be refused as things are; empty where it would not."""
    return (
        []
        if refusal is None
        else [Fact(translate("Ticket", "Would be refused"), texts.text(refusal), "error")]
    )
