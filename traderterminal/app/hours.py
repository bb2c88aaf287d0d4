"""When the running market trades: in the exchange's hours where they bind, else always."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final

from traderterminal.domain.instruments import Instrument
from traderterminal.domain.sessions import SessionCalendar, SessionGroup
from traderterminal.market.signed_volume import NEVER_NS

#: The group whose trade date is "today" for everything that is not about one instrument.
REFERENCE_GROUP: Final = "cme_equity"


class TradingHours:
    """The session calendar as one market source knows it. Times are market time."""

    def __init__(
        self,
        calendar: SessionCalendar,
        instrument: Callable[[str], Instrument],
        *,
        binding: bool,
    ) -> None:
        self._calendar = calendar
        self._instrument = instrument
        self._binding = binding

    def is_open(self, instrument: Instrument, at_ns: int) -> bool:
        """Say whether the instrument trades; a venue of its own is always open."""
        return not self._binding or self._calendar.is_open(instrument.session, at_ns)

    def opens(self, instrument: Instrument, at_ns: int) -> str | None:
        """Return the words for the next opening, in exchange time; None while it trades."""
        if self.is_open(instrument, at_ns):
            return None
        opening = self._calendar.next_open(instrument.session, at_ns)
        return f"{self._calendar.local(instrument.session, opening):%Y-%m-%d %H:%M %Z}"

    def closes_ns(self, instrument: Instrument, at_ns: int) -> int | None:
        """Return when the session that is open ends; None while closed and where none ends."""
        if not self._binding or not self.is_open(instrument, at_ns):
            return None
        return self._calendar.next_close(instrument.session, at_ns)

    def open_until(self, instrument: Instrument, at_ns: int) -> int | None:
        """Return when the trading day ends, NEVER_NS where none does; None while closed."""
        if not self._binding:
            return NEVER_NS
        return self.day_end_ns(instrument, at_ns) if self.is_open(instrument, at_ns) else None

    def group(self, instrument: Instrument) -> SessionGroup | None:
        """Return the hours of an instrument; None in a venue that is always open."""
        return self._calendar.groups()[instrument.session] if self._binding else None

    def day_end_ns(self, instrument: Instrument, at_ns: int) -> int:
        """Return when an order for the day runs out."""
        return self._calendar.day_end(instrument.session, at_ns)

    def last_ns(self, instrument: Instrument) -> int | None:
        """Return when a contract stops trading for good; None for what never ends."""
        day = instrument.last_trading_day
        if day is None or not self._calendar.is_trading_day(instrument.session, day):
            return None
        return self._calendar.bounds(instrument.session, day)[1]

    def settles_ns(self, instrument: Instrument) -> int | None:
        """Return when a contract is settled: as the market's day ends on which it trades last."""
        day = instrument.last_trading_day
        if day is None or not self._calendar.is_trading_day(REFERENCE_GROUP, day):
            return None
        return self._calendar.bounds(REFERENCE_GROUP, day)[1]

    def opens_ns(self, instrument: Instrument, day: date) -> int:
        """Return when the first session opens whose trade date is `day`, or the next one after."""
        while not self._calendar.is_trading_day(instrument.session, day):
            day += timedelta(days=1)
        return self._calendar.bounds(instrument.session, day)[0]

    def local(self, instrument: Instrument, at_ns: int) -> datetime:
        """Return a moment on the wall clock of the instrument's exchange."""
        return self._calendar.local(instrument.session, at_ns)

    def local_time(self, group: str, at_ns: int) -> datetime:
        """Return a moment on the wall clock of a session group."""
        return self._calendar.local(group, at_ns)

    def trade_date(self, symbol: str, at_ns: int) -> date:
        """Return the trade date of a moment for a symbol."""
        return self._calendar.trade_date(self._instrument(symbol).session, at_ns)

    def sessions(self, symbol: str, from_ns: int, until_ns: int) -> list[tuple[int, int]]:
        """Return start and end of the sessions of a symbol that touch a time, in order.

        A market that never closes has one. After its last day a contract has none.
        """
        if not self._binding:
            return [(from_ns, until_ns)]
        instrument = self._instrument(symbol)
        found = self._calendar.sessions(instrument.session, from_ns, until_ns)
        last_ns = self.last_ns(instrument)
        return found if last_ns is None else [one for one in found if one[0] < last_ns]

    def regular_sessions(self, symbol: str, from_ns: int, until_ns: int) -> list[tuple[int, int]]:
        """Return start and end of the regular sessions of a symbol that touch a time, in order."""
        group = self._instrument(symbol).session
        return self._calendar.regular_sessions(group, from_ns, until_ns)

    def trading_days(self, symbol: str, from_ns: int, until_ns: int) -> list[tuple[int, int]]:
        """Return the trading days of a symbol that touch a time, each up to the next, in order."""
        group = self._instrument(symbol).session
        return self._calendar.trading_days(group, from_ns, until_ns)

    def day_start(self, at_ns: int) -> int:
        """Return when the market's day of a moment began."""
        return self._calendar.day_start(REFERENCE_GROUP, at_ns)

    def next_day_start(self, at_ns: int) -> int:
        """Return when the market's next day begins."""
        return self._calendar.day_end(REFERENCE_GROUP, at_ns)

    def today(self, at_ns: int) -> date:
        """Return the market's day."""
        return self._calendar.trade_date(REFERENCE_GROUP, at_ns)
