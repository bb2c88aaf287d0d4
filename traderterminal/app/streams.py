"""The streams of a running service: quotes, orders and positions of every login, and the market."""

from collections.abc import Callable, Iterator
from typing import Final

from traderterminal.app.engine import Engine
from traderterminal.app.logins import BrokerLogin
from traderterminal.desk.reconcile import EVERY_S
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.language import translate
from traderterminal.market.ports import FeedState, MarketSource
from traderterminal.ui.viewmodels.connections import Stream, StreamState, state_of

MARKET: Final = "Market"
_QUIET: Final = (FeedState.PAUSED, FeedState.ENDED)


def streams_of(engine: Engine) -> list[Stream]:
    """Return how every stream stands now."""
    return [*_market(engine), *(one for login in engine.logins for one in of_login(engine, login))]


def of_login(engine: Engine, login: BrokerLogin) -> Iterator[Stream]:
    """Yield quotes, orders and positions of a login; one that is not wanted rests."""
    pulse, stream = login.pulse, _named(login)
    if login.feed.symbols():
        yield stream("Q", "quotes", *_quotes(login.feed))
    yield stream("O", "orders", pulse.silent_s, pulse.usual_s)
    if login.seats:
        compared_s = None if pulse.silent_s is None else _compared_s(engine, login)
        yield stream("P", "positions", compared_s, EVERY_S)


def _named(login: BrokerLogin) -> Callable[[str, str, float | None, float], Stream]:
    def stream(letter: str, what: str, age_s: float | None, usual_s: float) -> Stream:
        state = state_of(age_s, usual_s) if login.is_wanted else StreamState.RESTS
        return Stream(login.name, letter, f"{login.name} {what}", state, age_s, usual_s)

    return stream


def _quotes(source: MarketSource) -> tuple[float | None, float]:
    """The silence of the line, which all of its symbols share; None where none is delivered."""
    healths = map(source.health, source.symbols())
    running = next((one for one in healths if one.state is not FeedState.DOWN), None)
    return (None, 0.0) if running is None else (running.silent_s, running.limit_s or 0.0)


def _compared_s(engine: Engine, login: BrokerLogin) -> float | None:
    """How long ago the account of a login was compared that waits the longest."""
    now, ages = engine.host.monotonic_ns(), list[float]()
    for seat in login.seats:
        last = engine.reconciler.standing(seat.account).last
        if last is None:
            return None
        ages.append((now - last[2]) / NANOSECONDS)
    return max(ages)


def _market(engine: Engine) -> Iterator[Stream]:
    """The market, where it is not the quotes of a login, which stand beside its orders."""
    source = engine.source
    if source is None or engine.logins.quoting(source) is not None:
        return
    symbols = source.symbols()
    health = engine.hub.health(symbols[0]) if symbols else None
    age_s = None if health is None or health.stale else health.silent_s
    state = state_of(age_s, 0.0)
    if health is not None and health.state in _QUIET:
        state = StreamState.RESTS
    title = (
        translate("Diagnostics", "Simulated market")
        if source.name == "sim"
        else translate("Diagnostics", "{name} quotes").format(name=source.name.capitalize())
    )
    yield Stream(MARKET, "Q", title, state, age_s)
