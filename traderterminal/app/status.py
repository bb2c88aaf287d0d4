"""What the bars and titles of the window say of the running service."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from traderterminal.app.service import Service
from traderterminal.domain.accounts import Mode, TradingState
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.strategies import AutomationState
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.market.ports import FeedHealth, FeedState
from traderterminal.ui import texts
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.account_choice import REPLAY, AccountChoiceViewModel
from traderterminal.ui.viewmodels.arming import ArmingViewModel
from traderterminal.ui.viewmodels.brokers import SESSION_WORDS
from traderterminal.ui.viewmodels.chips import ChipState
from traderterminal.ui.widgets.controls import BADGE_WORDS

if TYPE_CHECKING:
    from traderterminal.app.logins import BrokerLogin

EXCHANGE_GROUP: Final = "cme_equity"
_MODES: Final = {
    Mode.SIMULATOR: "PAPER: fills are made here from the market's quotes; no order leaves this"
    " machine",
    Mode.HYBRID: "HYBRID: fills are made here from the broker's quotes; where it has a sandbox,"
    " that is asked first",
    Mode.SANDBOX: "SANDBOX: orders go to the broker's demo or practice environment, no money moves",
    Mode.LIVE: "LIVE: orders go to the broker, real money moves",
}
_REPLAY: Final = (
    "REPLAY: fills are made here from a recording, on an account and in a journal of the replay's"
    " own; no order leaves this machine"
)
_STALE: Final = {FeedState.ENDED: "ended", FeedState.GAP: "gap"}
_SOURCES: Final = {"sim": "Sim market", "replay": "Replay"}


def _login_chip(login: "BrokerLogin") -> ChipState:
    status = login.status
    words, token = SESSION_WORDS[status.state.value]
    why = "" if status.reason is None else f". {texts.text(status.reason)}"
    error = f". {login.login.plugin.title} says: {status.error}" if status.error else ""
    tip = f"{login.name} at {login.login.plugin.title}: {words.lower()}{why}{error}"
    is_up = status.state.value == "online"
    parts = ((login.name, "t2"), (words, "t1" if is_up else token))
    glyph = "stream lost" if status.state.value == "data_only" else ""
    return ChipState(parts, tip, token, glyph, pane="Brokers", leaves=0)


@dataclass(frozen=True, slots=True)
class ServiceStatus:
    """Asks the service anew each time; it holds nothing."""

    service: Service
    accounts: AccountChoiceViewModel
    arming: ArmingViewModel

    def day_result(self) -> tuple[str, str]:
        """What the day has made so far on the chosen account, net of fees."""
        total = self.service.engine.day_net(self.accounts.chosen.account)
        if total is None:
            return formats.NOTHING, "t3"
        token = "flat" if abs(total) < Decimal("0.005") else "up" if total > 0 else "down"
        return formats.signed_money(total), token

    def today(self) -> date:
        """The market's trade date."""
        engine = self.service.engine
        return engine.hours.today(engine.hub.clock.now_ns())

    def day_net_of(self, account: str, symbol: str) -> Decimal | None:
        """What one symbol has made on the day so far, net; None while it is not known."""
        engine = self.service.engine
        return engine.days.net_of(account, symbol, engine.hub.clock.now_ns())

    # The status bar.

    def chips(self) -> Mapping[str, ChipState]:
        return {
            "Mode": self._mode(),
            "Market": self._market(),
            **self._brokers(),
            "Hook": self._hook(),
            "Automation": self._automation(),
            **self._kill_switch(),
            "Ledger": self._ledger(),
        }

    def _mode(self) -> ChipState:
        """The mode of the chosen account with its arming, and what it may do where that is not
        everything."""
        account = self.service.engine.desk.accounts[self.accounts.chosen.account]
        chosen = self.accounts.chosen.mode
        word, token = BADGE_WORDS[chosen]
        tip = _REPLAY if chosen == REPLAY else _MODES[account.mode]
        mode = (word, token)
        if account.state is TradingState.ACTIVE:
            armed = ((self.arming.words, token),) if self.arming.asks else ()
            return ChipState((mode, *armed), tip, pane="Ticket", outline=token)
        state = account.state.value
        parts = (mode, (state.capitalize(), "error"))
        held = f". {account.account} is {state}: new entries wait there, exits work"
        return ChipState(parts, tip + held, pane="Accounts", outline="error")

    def _kill_switch(self) -> Mapping[str, ChipState]:
        if not self.service.engine.desk.kill_switch.engaged:
            return {}
        tip = "Kill switch is on: no order that can add exposure leaves, exits work"
        parts = (("Kill switch on", "error"),)
        chip = ChipState(parts, tip, "error", "kill switch", pane="Accounts", outline="error")
        return {"Kill switch": chip}

    def _market(self) -> ChipState:
        engine = self.service.engine
        source = engine.source
        if source is None:
            return ChipState(
                (("Market", "t2"), ("none", "error")),
                "No market is connected: orders are refused",
                "error",
                "stream lost",
                pane="Chart",
            )
        name, symbols = _SOURCES.get(source.name, source.name), source.symbols()
        health = engine.hub.health(symbols[0]) if symbols else None
        if health is None or health.stale:
            word = _STALE.get(health.state, "stale") if health else "stale"
            tip = f"{name}: nothing comes any more. New entries wait, exits work"
            return ChipState(
                ((name, "t2"), (word, "error")), tip, "error", "stream lost", pane="Chart"
            )
        doubt = self._doubt(health, symbols)
        if health.approximate:
            name = f"{name} of bars"
        if health.state is FeedState.PAUSED:
            tip = f"{name}: paused{doubt}"
            return ChipState(((name, "t2"), ("paused", "t1")), tip, "warn", "pause", pane="Chart")
        quotes = [q for q in map(engine.hub.quote, symbols) if q is not None]
        newest = max((q.at_ns for q in quotes), default=0)
        age = (engine.hub.clock.now_ns() - newest) / NANOSECONDS if newest else 0.0
        tip = f"{name}: age of the newest quote of {len(symbols)} symbols{doubt}"
        return ChipState(((name, "t2"), (formats.age(age), "t1")), tip, "ok", pane="Chart")

    def _brokers(self) -> Mapping[str, ChipState]:
        """Each login with how its session stands."""
        return {f"Login {one.name}": _login_chip(one) for one in self.service.engine.logins}

    def _doubt(self, health: FeedHealth, symbols: Sequence[str]) -> str:
        """What speaks against the feed, as further sentences of a tip."""
        doubt = ""
        if health.approximate:
            doubt = ". Quotes and sizes are made up of minute bars, and fills are as rough"
        faults = sum(self.service.engine.hub.faults(symbol).total for symbol in symbols)
        if faults:
            doubt += f". {faults:,} rows of the feed could not be true or came out of time"
        return doubt

    def _hook(self) -> ChipState:
        records = self.service.inbox.records
        said = self._age_of_last_alert() if records else "no alert yet"
        tip = f"Hook: alerts are taken at {self.service.listener.url}. Age of the last one"
        return ChipState((("Hook", "t2"), (said, "t1")), tip, "ok", pane="Alerts", leaves=1)

    def _automation(self) -> ChipState:
        automation = self.service.engine.automation
        state, waiting = automation.state(), len(self.service.inbox.waiting)
        asks = f". Alerts that wait for your approval: {waiting}" if waiting else ""
        token, glyph, pane = "ok", "", "Approvals" if waiting else "Automation"
        match state:
            case AutomationState.ON:
                tip, token, glyph = (
                    "Automation is on: alerts trade as their strategy is set",
                    "ok",
                    "",
                )
            case AutomationState.OFF:
                tip = "Automation is off: alerts enter nothing, exits are honoured"
                token, glyph = "t3", "pause"
            case _:
                why = automation.blocked()
                said = "" if why is None else texts.short(why)
                tip = f"Automation is blocked, exits work: {said}"
                token, glyph = "error", "failed"
        word = (state.value, "error" if state is AutomationState.BLOCKED else "t1")
        return ChipState((("Automation", "t2"), word), tip + asks, token, glyph, pane=pane)

    def _ledger(self) -> ChipState:
        ledger = self.service.engine.ledger
        if ledger.down is not None:
            cause = ledger.down.parameters["cause"]
            return ChipState(
                (("Ledger down", "error"), (cause, "error")),
                f"The ledger cannot be written: {cause}. No order is sent until it can",
                "error",
                "failed",
            )
        return ChipState(
            (("Ledger", "t2"), (f"{ledger.last_seq:,}", "t1")),
            f"Ledger: {ledger.last_seq:,} events are on the disk. Every order is written there"
            " before it is sent",
            "ok",
            leaves=2,
        )

    def closes(self) -> str:
        """Say how long the exchange is still open; empty where the market never closes."""
        engine = self.service.engine
        source = engine.source
        symbols = source.symbols() if source is not None else ()
        if not symbols:
            return ""
        now = engine.hub.clock.now_ns()
        at_ns = engine.hours.closes_ns(engine.symbols.instrument(symbols[0]), now)
        if at_ns is None:
            return ""
        return f"closes {formats.duration((at_ns - now) / NANOSECONDS)}"

    def clock(self, charted: Instrument | None) -> str:
        """The time at the exchange of what is charted, with its zone named."""
        engine = self.service.engine
        group = EXCHANGE_GROUP if charted is None else charted.session
        local = engine.hours.local_time(group, engine.hub.clock.now_ns())
        return f"{local:%Z %H:%M:%S}"

    # Beside the title of a pane.

    def alerts(self) -> str:
        """How many alerts came on this day, and when the last one did."""
        records = self.service.inbox.records
        if not records:
            return "none yet"
        now = self.service.engine.host.now_ns()
        midnight = self.host_time(now).replace(hour=0, minute=0, second=0, microsecond=0)
        since = int(midnight.timestamp()) * NANOSECONDS
        count = next((n for n, r in enumerate(records) if r.received_ns < since), len(records))
        return f"{count} today · last {self._age_of_last_alert()}"

    def _age_of_last_alert(self) -> str:
        last = self.service.inbox.records[0]
        age = (self.service.engine.host.now_ns() - last.received_ns) / NANOSECONDS
        return f"{formats.age(age)} ago"

    def host_time(self, at_ns: int) -> datetime:
        """A moment of the machine's clock, in exchange time."""
        return self.service.engine.hours.local_time(EXCHANGE_GROUP, at_ns)
