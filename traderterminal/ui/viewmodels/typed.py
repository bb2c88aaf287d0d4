"""What traders type into a field: decimals with separators, fractions, bonds in 32nds."""

import re
from decimal import Decimal
from typing import Final

from traderterminal.domain.instruments import AssetClass, Instrument, Notation
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import translate

#: Longer numbers are slips of the hand; prices and quantities end long before.
MOST_DIGITS: Final = 12

_NUMBER: Final = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)"
_DECIMAL: Final = re.compile(rf"{_NUMBER}(?:\.[0-9]*)?|\.[0-9]+")
_FRACTION: Final = re.compile(rf"(?:({_NUMBER}) +)?([0-9]+)/([0-9]+)")
_THIRTY_SECONDS: Final = re.compile(rf"({_NUMBER})['-]([0-9]{{2}})([0-9]{{1,3}}|\+)?")
#: Exchanges write parts of a 32nd by their first digit: 2 is a quarter, 5 a half, 7 three quarters.
_EIGHTHS: Final = dict(zip("01235678", range(8), strict=True))


class NotReadable(ValueError):
    """What was typed cannot be used; its text says why, to the one who typed it."""


@frozen
class Taken:
    """What became of a value that was typed into a cell.

    Where it is not `done`, `text` stands in the field again and `words` say why.
    """

    done: bool = True
    text: str = ""
    words: str = ""


def read_price(text: str, instrument: Instrument) -> Decimal:
    """Return a typed price, not yet on the tick grid; raises NotReadable.

    `6845.5`, `6,845.50`, `6845 1/4`; for bonds also `111'240`, `111-16+` and `111'16`.
    """
    typed = _plain(text)
    sign = -1 if typed.startswith("-") else 1
    number = _read(typed.removeprefix("-").removeprefix("+").strip(), instrument)
    if number is None:
        raise NotReadable(translate("Ticket", "{text!r} is not a price").format(text=text.strip()))
    if sign * number <= 0 and instrument.asset_class is not AssetClass.FUTURE:
        raise NotReadable(
            translate("Ticket", "A price of {symbol} is above zero").format(
                symbol=instrument.symbol
            )
        )
    return sign * number


def read_quantity(text: str, instrument: Instrument) -> Decimal:
    """Return a typed quantity, a whole number of lots; raises NotReadable."""
    quantity = _decimal(_plain(text))
    if quantity is None or quantity <= 0:
        raise NotReadable(
            translate("Ticket", "{text!r} is not a quantity").format(text=text.strip())
        )
    if quantity % instrument.lot_size:
        lot = f"{instrument.lot_size.normalize():f}"
        raise NotReadable(
            translate("Ticket", "{text} is not a multiple of the {symbol} lot {lot}").format(
                text=text.strip(), symbol=instrument.symbol, lot=lot
            )
        )
    return quantity


def read_distance(text: str) -> Decimal:
    """Return a typed distance or amount, above zero; raises NotReadable."""
    distance = _decimal(_plain(text))
    if distance is None or distance <= 0:
        raise NotReadable(
            translate("Ticket", "{text!r} is not a number above zero").format(text=text.strip())
        )
    return distance


def read_count(text: str) -> int:
    """Return a typed whole number above zero; raises NotReadable."""
    count = read_distance(text)
    if count % 1:
        raise NotReadable(
            translate("Ticket", "{text!r} is not a whole number").format(text=text.strip())
        )
    return int(count)


def _plain(text: str) -> str:
    for written, meant in (("−", "-"), ("’", "'"), ("\u00a0", " "), ("\u202f", " ")):
        text = text.replace(written, meant)
    return text.strip()


def _read(text: str, instrument: Instrument) -> Decimal | None:
    if sum(c.isdigit() for c in text) > MOST_DIGITS:
        return None
    if (found := _FRACTION.fullmatch(text)) is not None:
        whole, top, bottom = found.groups()
        if int(bottom) == 0 or int(top) >= int(bottom):
            return None
        return _whole(whole or "0") + Decimal(top) / Decimal(bottom)
    if instrument.notation is Notation.THIRTY_SECONDS:
        found = _THIRTY_SECONDS.fullmatch(text)
        if found is not None:
            return _thirty_seconds(*found.groups())
    return _decimal(text)


def _decimal(text: str) -> Decimal | None:
    if sum(c.isdigit() for c in text) > MOST_DIGITS or _DECIMAL.fullmatch(text) is None:
        return None
    return _whole(text)


def _thirty_seconds(points: str, thirty_seconds: str, fine: str | None) -> Decimal | None:
    match fine:
        case None:
            part = Decimal(0)
        case "+":
            part = Decimal("0.5")
        case _ if len(fine) == 1:
            if fine not in _EIGHTHS:
                return None
            part = Decimal(_EIGHTHS[fine]) / 8
        case _:
            part = Decimal(f"0.{fine}")
    if int(thirty_seconds) >= 32:
        return None
    return _whole(points) + (Decimal(thirty_seconds) + part) / 32


def _whole(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))
