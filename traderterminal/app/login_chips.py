"""The chip of a login: how old its quotes, orders and positions are, and how fast it answers."""

from typing import TYPE_CHECKING, Final

from traderterminal.app.engine import Engine
from traderterminal.app.streams import of_login
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import translate, within
from traderterminal.ui import texts
from traderterminal.ui.causes import cause
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.brokers import SESSION_WORDS
from traderterminal.ui.viewmodels.chips import ChipState, Part
from traderterminal.ui.viewmodels.connections import Stream, StreamState

if TYPE_CHECKING:
    from traderterminal.app.logins import BrokerLogin

#: A token that holds longer is not spoken of; one that ends within a day is warned of.
TOKEN_SHOWN_S: Final = 7 * 86_400.0
TOKEN_SOON_S: Final = 86_400.0
_TOKENS: Final = {StreamState.LATE: "warn", StreamState.DOWN: "error"}
_LETTERS: Final = {"Q": "quotes", "O": "orders", "P": "positions"}


def login_chip(engine: Engine, login: "BrokerLogin") -> ChipState:
    """Return the chip of a login; where it is not connected, with the words that say so."""
    status, title = login.status, login.login.plugin.title
    source, token = SESSION_WORDS[status.state.value]
    words = translate("Brokers", source)
    why = "" if status.reason is None else f". {texts.text(status.reason)}"
    error = (
        translate("Status", ". {title} says: {error}").format(
            title=title, error=cause(status.error)
        )
        if status.error
        else ""
    )
    tip = translate("Status", "{name} at {title}: {words}{why}{error}").format(
        name=login.name, title=title, words=within(words), why=why, error=error
    )
    if status.state.value != "online":
        glyph = "stream lost" if status.state.value == "data_only" else ""
        parts = ((login.name, "t2"), (words, token))
        return ChipState(parts, tip, token, glyph, pane="Brokers")
    streams, round_trip_s = list(of_login(engine, login)), login.pulse.round_trip_s
    spare: tuple[Part, ...] = ()
    if round_trip_s is not None:
        spare = ((f"· {_milliseconds(round_trip_s)}", "t2"),)
        tip += translate("Status", ". Its last answer took {milliseconds}").format(
            milliseconds=_milliseconds(round_trip_s)
        )
    states = {one.state for one in streams}
    token, glyph = "ok", ""
    if StreamState.DOWN in states:
        token, glyph = "error", "stream lost"
    elif StreamState.LATE in states:
        token, glyph = "warn", "warning"
    return ChipState(
        ((login.name, "t1"), *map(_part, streams)),
        f"{tip}. {'. '.join(map(_sentence, streams))}",
        token,
        glyph,
        pane="Brokers",
        spare=spare,
    )


@frozen
class TokenLeft:
    """How long the token of a login still holds, seconds, and what that is worth."""

    left_s: float
    renews_itself: bool
    is_shown: bool
    is_soon: bool

    @property
    def words(self) -> str:
        return formats.duration(max(0.0, self.left_s))


def token_left(login: "BrokerLogin", now_ns: int) -> TokenLeft | None:
    """Return how long a token still holds; None where there is none.

    One that is renewed by itself is spoken of only once its renewal is overdue.
    """
    expires_ns = login.status.token_expires_ns
    if expires_ns is None:
        return None
    left_s = (expires_ns - now_ns) / NANOSECONDS
    renews_s = login.login.plugin.renews_token_s
    shown_s, soon_s = TOKEN_SHOWN_S, TOKEN_SOON_S
    if renews_s is not None:
        shown_s = soon_s = renews_s / 2
    return TokenLeft(left_s, renews_s is not None, left_s <= shown_s, left_s <= soon_s)


def _milliseconds(seconds: float) -> str:
    return translate("Status", "{seconds:.0f} ms").format(seconds=seconds * 1000)


def _part(stream: Stream) -> Part:
    age = "down" if stream.age_s is None else formats.age(stream.age_s)
    return f"{stream.letter} {age}", _TOKENS.get(stream.state, "t2")


def _sentence(stream: Stream) -> str:
    what = f"{stream.letter}: {_LETTERS[stream.letter]}"
    if stream.age_s is None:
        return translate("Status", "{what} are not there; entries wait, exits work").format(
            what=what
        )
    return translate("Status", "{what} last heard of {age} ago").format(
        what=what, age=formats.age(stream.age_s)
    )
