"""What can go wrong, sorted by what is known afterwards.

TraderTerminalError
├── OrderRefused       nothing was sent, or the broker is known to have refused
│   └── ExitsRefused   because of the exits that came with it, whatever they are
├── NotSent            no byte left: the order is certainly nowhere
├── OutcomeUnknown     bytes may have left: the order counts until its fate is proven
├── BrokerUnavailable  a question was not answered: nothing follows from it
├── LedgerDown         the ledger cannot be written: nothing that adds exposure may be sent
└── UnknownSymbol      no instrument goes by that name

Fault
├── BadData            a file or setting cannot be used; names the place
└── BadValue           a value cannot be taken for what it is to be
"""

from traderterminal.domain.messages import Message


class TraderTerminalError(Exception):
    """What the program raises of its own accord; carries what to tell a person."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class OrderRefused(TraderTerminalError):
    """The order is known not to work anywhere."""


class ExitsRefused(OrderRefused):
    """The broker takes no entry of this account together with its exits."""


class NotSent(TraderTerminalError):
    """The connection failed before a byte of the request was written."""


class OutcomeUnknown(TraderTerminalError):
    """The order may or may not be working."""


class BrokerUnavailable(TraderTerminalError):
    """The broker could not be asked, or its answer could not be read."""


class LedgerDown(TraderTerminalError):
    """The ledger cannot be written. `kept`: what was to be booked is in the emergency file.

    `nowhere`: an exit could not be kept in either, and did not leave.
    """

    def __init__(self, cause: str, *, kept: bool = False, nowhere: bool = False) -> None:
        super().__init__(Message("ledger_down", {"cause": cause}, "nowhere" if nowhere else ""))
        self.cause = cause
        self.kept = kept


class UnknownSymbol(TraderTerminalError):
    """No instrument goes by that name; `nearest` is the symbol that is most like it, if any is."""

    def __init__(self, symbol: str, nearest: str = "") -> None:
        parameters = {"symbol": symbol, "nearest": nearest}
        super().__init__(Message("unknown_symbol", parameters, "nearest" if nearest else ""))
        self.symbol = symbol


class Fault(Exception):
    """What is wrong with something, in a sentence that names its `values` in braces.

    A sentence without values is the text itself. Those marked for translators are looked up where
    a person reads them; in logs they are English.
    """

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.values = values

    def __str__(self) -> str:
        return self.sentence.format(**self.values) if self.values else self.sentence


class BadData(Fault):
    """A data file, a recording or a setting that cannot be used: says where and what."""


class BadValue(Fault, ValueError):
    """A value that cannot be taken for what it is to be."""
