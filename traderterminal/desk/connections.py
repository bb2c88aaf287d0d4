"""Connections: who answers for an account, may it be believed, and what it has under a symbol.

A session that another one has ended is left alone for a while: two programs that log in in turn
keep each other from trading. And what answers from another environment is not the account's broker:
nothing that it says is taken in and nothing is sent to it, not even an exit, which would close
nothing.
"""

from dataclasses import dataclass, field
from typing import Final

from traderterminal.desk.ports import COMPETING_S, ContractNews, LoggedIn, LoggedOut
from traderterminal.domain.accounts import Mode
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.frozen import frozen

ConnectionNews = LoggedIn | LoggedOut | ContractNews

#: A code of refusals that is part of the outside contract; the variant says what is the matter.
UNREADY: Final = "reconciling"


@frozen
class Foreign:
    """Another environment that answered in place of the account's own."""

    answered: Mode
    wanted: Mode


@dataclass(slots=True)
class Connection:
    """The broker of one account as it answers now."""

    account: str
    foreign: Foreign | None = None
    logged_out: bool = False
    quiet_until_ns: int = 0  # host time before which the broker is left alone
    contracts: dict[str, ContractNews] = field(default_factory=dict)

    def login(self, news: LoggedIn, wanted: Mode) -> Message | None:
        """Take in who answered; return the alarm if it was another environment than `wanted`."""
        self.logged_out, self.quiet_until_ns = False, 0
        self.foreign = None if news.mode is wanted else Foreign(news.mode, wanted)
        if self.foreign is None:
            return None
        return Message("wrong_environment", self._words(self.foreign))

    def logout(self, news: LoggedOut, now_ns: int, working: str) -> Message:
        """Take in the end of the session; return the alarm. `working` names what works there."""
        self.logged_out = True
        parameters = {"account": self.account, "orders": working}
        if not news.taken_over:
            return Message("session_lost", parameters)
        self.quiet_until_ns = now_ns + int(COMPETING_S * NANOSECONDS)
        parameters["limit"] = f"{COMPETING_S / 60:.0f}"
        return Message("session_lost", parameters, "taken_over")

    def contract(self, news: ContractNews, instrument: Instrument) -> Message | None:
        """Take in what the broker has under a symbol; return the alarm if it differs."""
        before = self._difference(instrument)
        self.contracts[news.symbol] = news
        told = self._difference(instrument)
        return None if told in (None, before) else Message("contract_changed", told)

    def may_ask(self, now_ns: int) -> bool:
        """Say whether the account's own broker may be asked anything now."""
        return self.foreign is None and now_ns >= self.quiet_until_ns

    def unready(self, instrument: Instrument | None) -> Message | None:
        """Return why nothing may be opened, in `instrument` or at all; None when something may."""
        if self.foreign is not None:
            return Message(UNREADY, self._words(self.foreign), "wrong_environment")
        if self.logged_out:
            return Message(UNREADY, {"account": self.account}, "session_lost")
        told = None if instrument is None else self._difference(instrument)
        return None if told is None else Message(UNREADY, told, "contract")

    def _words(self, foreign: Foreign) -> dict[str, str]:
        return {
            "account": self.account,
            "measured": str(foreign.answered),
            "limit": str(foreign.wanted),
        }

    def _difference(self, instrument: Instrument) -> dict[str, str] | None:
        """Compare anew each time: a refresh on either side ends it."""
        told = self.contracts.get(instrument.symbol)
        if told is None:
            return None
        ours = f"{instrument.tick_size} × {instrument.point_value}"
        theirs = f"{told.tick_size} × {told.point_value}" if told.tradable else "no longer traded"
        same = (told.tick_size, told.point_value) == (instrument.tick_size, instrument.point_value)
        if told.tradable and same:
            return None
        return {
            "account": self.account,
            "symbol": instrument.symbol,
            "measured": theirs,
            "limit": ours,
        }
