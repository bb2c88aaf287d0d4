"""Why something failed, as sentences of the catalogue are filled with it.

What is said here is known by its words, with the names and figures in them, and translated; what
others say stays as it is.
"""

import re
from contextlib import suppress
from datetime import date
from functools import lru_cache
from typing import Final

from traderterminal.kit.language import mark, translate
from traderterminal.ui.viewmodels import formats

#: Words without a name or a figure.
_WORDS: Final = (
    mark("Parameter", "buy"),
    mark("Parameter", "sell"),
    mark("Parameter", "close"),
    mark("Parameter", "reverse"),
    mark("Parameter", "cancel"),
    mark("Parameter", "ignore"),
    mark("Parameter", "long"),
    mark("Parameter", "short"),
    mark("Parameter", "flat"),
    mark("Parameter", "take profit"),
    mark("Parameter", "stop loss"),
    mark("Parameter", "break even"),
    mark("Parameter", "close after"),
    mark("Parameter", "filled"),
    mark("Parameter", "canceled"),
    mark("Parameter", "rejected"),
    mark("Parameter", "denied"),
    mark("Parameter", "expired"),
    mark("Parameter", "unknown"),
    mark("Parameter", "sending"),
    mark("Parameter", "pending cancel"),
    mark("Parameter", "pending replace"),
    mark("Parameter", "waiting for its entry"),
    mark("Parameter", "waiting for its exits to be moved"),
    mark("Parameter", "the position has changed meanwhile"),
    mark("Parameter", "the order has changed meanwhile"),
    mark("Parameter", "it was cancelled before it left"),
    mark("Parameter", "it ended or was cancelled meanwhile"),
    mark("Parameter", "the kill switch is on"),
    mark("Parameter", "the broker has failed again and again"),
    mark("Parameter", "the broker's id is not known yet"),
    mark("Parameter", "no answer in time"),
    mark("Parameter", "closed here"),
    mark("Parameter", "given up"),
    mark("Parameter", "the token has run out"),
    mark("Parameter", "a token without its user or its end"),
    mark("Parameter", "an answer to the login that cannot be read"),
    mark("Parameter", "another session has taken the login over"),
    mark("Parameter", "no market data"),
    mark("Parameter", "the bars are missing from the answer"),
    mark("Parameter", "a bar cannot be read"),
    mark("Parameter", "the contracts are missing from the answer"),
    mark("Parameter", "the accounts are missing from the answer"),
    mark("Parameter", "not logged in"),
    mark("Parameter", "not connected"),
    mark("Parameter", "the paper market"),
    mark("Parameter", "nothing"),
    mark("Parameter", "orders"),
    mark("Parameter", "packages"),
    mark("Parameter", "a package"),
    mark("Parameter", "a package on a group"),
    mark("Parameter", "an entry with its exits"),
    mark("Parameter", "changing this order"),
    mark("Parameter", "a stop that moves"),
    mark("Parameter", "a reset of an account that its broker keeps"),
    mark("Parameter", "closed by the broker"),
    mark("Parameter", "no token"),
    mark("Parameter", "a position cap in the message"),
    mark("Parameter", "a ladder of exits"),
    mark("Parameter", "more than one stop loss"),
    mark("Parameter", "multiple_accounts (use an account group)"),
    mark("Parameter", "a package with a contract twice"),
    mark("Parameter", "a package of contracts of several kinds"),
    mark("Parameter", "a package that is not bought or sold"),
    mark("Parameter", "a package on other terms than market or limit"),
    mark("Parameter", "a package whose net price does not go with its order type"),
)
#: Words with names and figures in them, which may be words of these themselves.
_FILLED: Final = (
    mark("Parameter", "order type {name}"),
    mark("Parameter", "time in force {name}"),
    mark("Parameter", "sizing by {name}"),
    mark("Parameter", "a trailing stop with {name}"),
    mark("Parameter", "a trailing stop in {unit}"),
    mark("Parameter", "a trailing stop loss by {name}"),
    mark("Parameter", "a trailing take profit by {name}"),
    mark("Parameter", "a move to break even in {unit}"),
    mark("Parameter", "a package of other than two to {count} legs"),
    mark("Parameter", "{field} in percent"),
    mark("Parameter", "{account} is no account of this login"),
    mark("Parameter", "{symbol} could not be looked up: {cause}"),
    mark("Parameter", "the broker does not list {symbol}"),
    mark("Parameter", "Tradovate has no {symbol}"),
    mark("Parameter", "Tradovate makes no bars of {length}"),
    mark("Parameter", "TopstepX makes no bars of {length}"),
    mark("Parameter", "contract {number} is not a future with a month"),
    mark("Parameter", "{contract} was asked for a moment ago"),
    mark("Parameter", "the broker allows {calls} calls in {seconds} s"),
    mark("Parameter", "the login failed: {cause}"),
    mark("Parameter", "closed by the broker: {cause}"),
    mark("Parameter", "market data: {cause}"),
    mark("Parameter", "silent for {seconds} s"),
    mark("Parameter", "no whole chart within {seconds} s"),
    mark("Parameter", "a bar that cannot be read: {bar}"),
    mark("Parameter", "HTTP {status} without a token"),
    mark("Parameter", "HTTP {status}, and no JSON of a login"),
    mark("Parameter", "status {status} to {endpoint}"),
    mark("Parameter", "no list to {endpoint}"),
    mark("Parameter", "the quotes of {symbol} are frozen"),
    mark("Parameter", "{path} cannot be read or set aside, {cause}"),
    mark("Parameter", "{environment} answers for {account}"),
)
#: Between several of them.
_BESIDE: Final = "; "
_VALUE: Final = re.compile(r"\\{(\w+)\\}")
_FORMS: Final = tuple(
    (form, re.compile(_VALUE.sub(r"(?P<\1>.+)", re.escape(form)), re.DOTALL)) for form in _FILLED
)
_MOMENT: Final = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d \S+)")


def cause(words: str) -> str:
    """Return why something failed in the language of the screen."""
    if _BESIDE in words:
        return _BESIDE.join(map(cause, words.split(_BESIDE)))
    if (moment := _MOMENT.fullmatch(words)) is not None:
        with suppress(ValueError):  # somebody else's words may look like one
            return f"{formats.dated(date.fromisoformat(moment[1]), '%a %d %b')} {moment[2]}"
    form, values = _taken_apart(words)
    template = translate("Parameter", form)
    if not values:
        return template
    return template.format_map({name: cause(value) for name, value in values.items()})


@lru_cache(maxsize=1024)
def _taken_apart(words: str) -> tuple[str, dict[str, str]]:
    """The form that words have, and what they fill it with; words without values are their own."""
    for form, pattern in () if words in _WORDS else _FORMS:
        if (match := pattern.fullmatch(words)) is not None:
            return form, match.groupdict()
    return words, {}
