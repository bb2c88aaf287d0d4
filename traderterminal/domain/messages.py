"""What the program says to people: a stable code, its parameters, and one English catalogue.

Refusals are born far below the window and must stay translatable, so they travel as a code with
parameters; the text is made where a person or a log reads it.
"""

import re
from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from typing import Final

from traderterminal.domain.notation import MINUS, length_of_time
from traderterminal.domain.sentences import CATALOGUE
from traderterminal.kit.frozen import frozen

_NUMBER: Final = re.compile(r"(-?)(\d+)(\.\d+)?")
#: Up to here everybody knows how long so many seconds are.
_READ_IN_SECONDS: Final = 120


@frozen
class Message:
    """One thing to say: a stable code and the values its text names.

    The outside sees `code`; a `variant` picks another wording of the same code (`code.variant` in
    the catalogue).
    """

    code: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    variant: str = ""

    @property
    def key(self) -> str:
        """The entry of the catalogue."""
        return f"{self.code}.{self.variant}" if self.variant else self.code

    def __str__(self) -> str:
        return english(self)


def grouped(text: str) -> str:
    """Return a number with its thousands grouped, any other text as it is."""
    number = _NUMBER.fullmatch(text)
    if number is None:
        return text
    sign, whole, rest = number.groups(default="")
    return f"{MINUS if sign else ''}{int(whole):,}{rest}"


def lasted(text: str) -> str:
    """Return seconds as they are read: from two minutes on in the two largest units, any other text
    as it is.
    """
    if _NUMBER.fullmatch(text) is None:
        return text
    total = int(Decimal(text))
    if total < _READ_IN_SECONDS:
        return f"{text} s"
    return length_of_time(total)


def english(message: Message) -> str:
    """Return the English text of `message`; a code without an entry stands for itself."""
    template = CATALOGUE.get(message.key)
    if template is None:
        return message.code
    return template.format_map(Named(message.parameters))


class Named(dict[str, str]):
    """What a sentence may name; `{limit:,}` writes a number with its thousands grouped,
    `{age:span}` a number of seconds as a length of time.

    A name without a value stays readable instead of failing while an error is reported. Amounts
    without a sign are of times when all were dollars.
    """

    def __getitem__(self, key: str) -> str:
        return _Value(self.get(key, "$" if key == "sign" else "—"))


class _Value(str):
    """A value in a sentence."""

    __slots__ = ()

    def __format__(self, how: str) -> str:
        match how:
            case ",":
                return grouped(str(self))
            case "span":
                return lasted(str(self))
        return super().__format__(how)
