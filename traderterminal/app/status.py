"""What the bars and titles of the window say of the running service."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from traderterminal.app.hours import REFERENCE_GROUP
from traderterminal.app.login_chips import login_chip, token_left
from traderterminal.app.machine import LITTLE_ROOM, MEBIBYTE, NO_ROOM, Machine
from traderterminal.app.service import Service
from traderterminal.domain.accounts import Mode, TradingState
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.strategies import AutomationState
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark, translate
from traderterminal.market.ports import FeedHealth, FeedState
from traderterminal.ui import texts
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.account_choice import REPLAY, AccountChoiceViewModel
from traderterminal.ui.viewmodels.arming import ArmingViewModel
from traderterminal.ui.viewmodels.chips import ChipState, Note
from traderterminal.ui.viewmodels.hotkeys import KEYS, HotkeysViewModel
from traderterminal.ui.viewmodels.rule_room import RuleRoomViewModel
from traderterminal.ui.viewmodels.what_if import MARKS
from traderterminal.ui.widgets.controls import BADGE_WORDS

_MODES: Final = {
    Mode.SIMULATOR: mark(
        "Status",
        "PAPER: fills are made here from the market's quotes; no order leaves this machine",
    ),
    Mode.HYBRID: mark(
        "Status",
        "HYBRID: fills are made here from the broker's quotes; where it has a"
        " sandbox, that is asked first",
    ),
    Mode.SANDBOX: mark(
        "Status", "SANDBOX: orders go to the broker's demo or practice environment, no money moves"
    ),
    Mode.LIVE: mark("Status", "LIVE: orders go to the broker, real money moves"),
}
_REPLAY: Final = mark(
    "Status",
    "REPLAY: fills are made here from a recording, on an account and in a"
    " journal of the replay's own; no order leaves this machine",
)
#: By how much a clock may be wrong: brokers tell theirs in whole seconds.
DRIFT_S: Final = 2.0
_STALE: Final = {FeedState.ENDED: "ended", FeedState.GAP: "gap"}
_AUTOMATION: Final = {
    AutomationState.ON: mark("Status", "on"),
    AutomationState.OFF: mark("Status", "off"),
    AutomationState.BLOCKED: mark("Status", "blocked"),
}
_SOURCES: Final = {"sim": mark("Status", "Sim market"), "replay": mark("Status", "Replay")}


@frozen
class ServiceStatus:
    """Asks the service anew each time; it holds nothing.

    `by_keys` says whether the workspace is one in which keys trade: how they stand is prominent.
    """

    service: Service
    accounts: AccountChoiceViewModel
    arming: ArmingViewModel
    hotkeys: HotkeysViewModel
    rooms: RuleRoomViewModel
    machine: Machine
    by_keys: Callable[[], bool] = lambda: False

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

    # The status bar.

    def chips(self) -> Mapping[str, ChipState]:
        return {
            "Mode": self._mode(),
            **self._market_chip(),
            **self._brokers(),
            "Hook": self._hook(),
            "Automation": self._automation(),
            **self._kill_switch(),
            "Room": self._room(),
            **self._disk(),
            "Keys": self._keys(),
            "Ledger": self._ledger(),
        }

    def _mode(self) -> ChipState:
        """The mode of the chosen account with its arming, and what it may do where that is not
        everything."""
        account = self.service.engine.desk.accounts[self.accounts.chosen.account]
        chosen = self.accounts.chosen.mode
        word, token = BADGE_WORDS[chosen]
        tip = translate("Status", _REPLAY if chosen == REPLAY else _MODES[account.mode])
        why = f". {self.arming.fell_back}" if self.arming.fell_back else ""
        mode = (word, token)
        if account.state is TradingState.ACTIVE:
            parts = (mode, (self.arming.words, token))
            return ChipState(parts, tip + why, pane="Ticket", outline=token)
        state = formats.trading_state(account.state)
        parts = (mode, (state[:1].upper() + state[1:], "error"))
        held = translate(
            "Status", ". {account} is {state}: new entries wait there, exits work"
        ).format(account=account.account, state=state)
        return ChipState(parts, tip + held + why, pane="Accounts", outline="error")

    def _keys(self) -> ChipState:
        """Whether the keys that trade are on, and which was heard last."""
        vm = self.hotkeys
        heard = "" if vm.heard is None else f". {vm.heard_words}"
        token, outline, leaves = ("t1", "line3", 0) if self.by_keys() else ("t2", "line1", 3)
        if not vm.enabled:
            tip = translate("Status", "Keys that trade are off{heard}").format(heard=heard)
            parts = ((translate("Status", "Keys off"), token),)
            return ChipState(parts, tip, "t3", "hotkeys", pane=KEYS, outline=outline, leaves=leaves)
        last = () if vm.heard is None else ((vm.written(vm.heard.key), "t2"),)
        tip = translate(
            "Status", "Keys that trade are on, wherever the focus is but in a text field{heard}"
        ).format(heard=heard)
        on = ((translate("Status", "Keys"), token), (translate("Status", "on"), "warn"), *last)
        return ChipState(on, tip, "warn", "hotkeys", pane=KEYS, outline="warn", leaves=leaves)

    def _kill_switch(self) -> Mapping[str, ChipState]:
        if not self.service.engine.desk.kill_switch.engaged:
            return {}
        tip = translate(
            "Status", "Kill switch is on: no order that can add exposure leaves, exits work"
        )
        parts = ((translate("Status", "Kill switch on"), "error"),)
        chip = ChipState(parts, tip, "error", "kill switch", pane="Accounts", outline="error")
        return {"Kill switch": chip}

    def _market_chip(self) -> Mapping[str, ChipState]:
        """The market, unless it is the quotes of a login, whose chip tells of them."""
        engine = self.service.engine
        is_told = any(login.feed is engine.source for login in engine.logins)
        return {} if is_told else {"Market": self._market()}

    def _market(self) -> ChipState:
        engine = self.service.engine
        source = engine.source
        if source is None:
            return ChipState(
                ((translate("Status", "Market"), "t2"), (translate("Status", "none"), "error")),
                translate("Status", "No market is connected: orders are refused"),
                "error",
                "stream lost",
                pane="Diagnostics",
            )
        name = translate("Status", _SOURCES.get(source.name, source.name))
        symbols = source.symbols()
        health = engine.hub.health(symbols[0]) if symbols else None
        if health is None or health.stale:
            word = _STALE.get(health.state, "stale") if health else "stale"
            tip = translate(
                "Status", "{name}: nothing comes any more. New entries wait, exits work"
            ).format(name=name)
            return ChipState(
                ((name, "t2"), (word, "error")), tip, "error", "stream lost", pane="Diagnostics"
            )
        doubt = self._doubt(health, symbols)
        if health.approximate:
            name = translate("Status", "{name} of bars").format(name=name)
        if health.state is FeedState.PAUSED:
            tip = translate("Status", "{name}: paused{doubt}").format(name=name, doubt=doubt)
            return ChipState(
                ((name, "t2"), ("paused", "t1")), tip, "warn", "pause", pane="Diagnostics"
            )
        quotes = [q for q in map(engine.hub.known, symbols) if q is not None]
        newest = max((q.at_ns for q in quotes), default=0)
        age = (engine.hub.clock.now_ns() - newest) / NANOSECONDS if newest else 0.0
        tip = translate(
            "Status", "{name}: age of the newest quote of {count} symbols{doubt}"
        ).format(name=name, count=len(symbols), doubt=doubt)
        return ChipState(((name, "t2"), (formats.age(age), "t1")), tip, "ok", pane="Diagnostics")

    def _brokers(self) -> Mapping[str, ChipState]:
        """Each login with how its session and its streams stand."""
        engine = self.service.engine
        return {
            translate("Status", "Login {name}").format(name=one.name): login_chip(engine, one)
            for one in engine.logins
        }

    def _room(self) -> ChipState:
        """The limit of the chosen account that most of is used of."""
        chosen = self.accounts.chosen
        room = self.rooms.nearest(chosen.account)
        if room is None:
            tip = translate(
                "Status", "Room: no limit of {name} that can be used up is set, or used"
            ).format(name=chosen.name)
            return ChipState(
                ((translate("Status", "Room"), "t2"), (formats.NOTHING, "t3")),
                tip,
                "t3",
                "risk room",
                pane="Accounts",
            )
        used = translate("Status", "{words}: {used:.0%} used").format(
            words=room.words, used=room.used
        )
        tip = translate("Status", "Room: {left} of {limit} on {name}. {used}").format(
            left=room.left, limit=room.limit, name=chosen.name, used=used
        )
        hue = "error" if room.is_breached else "warn" if room.used >= MARKS[1] else "t1"
        return ChipState(
            ((translate("Status", "Room"), "t2"), (room.left, hue)),
            tip,
            hue,
            "risk room",
            pane="Accounts",
            spare=((room.short or room.words, "t3"),),
        )

    def _disk(self) -> Mapping[str, ChipState]:
        """A warning while there is little room for ledger and logs."""
        free = self.machine.free_bytes
        if free is None or free >= LITTLE_ROOM:
            return {}
        token = "error" if free < NO_ROOM else "warn"
        words = translate("Status", "{free:,} MB").format(free=free // MEBIBYTE)
        tip = translate(
            "Status",
            "Disk: {words} left under {data_dir}. Without room no order can be"
            " written down, and none is sent: make some",
        ).format(words=words, data_dir=self.service.engine.options.data_dir)
        parts = ((translate("Status", "Disk"), "t2"), (words, token))
        return {"Disk": ChipState(parts, tip, token, "warning", pane="Diagnostics", outline=token)}

    def _doubt(self, health: FeedHealth, symbols: Sequence[str]) -> str:
        """What speaks against the feed, as further sentences of a tip."""
        doubt = ""
        if health.approximate:
            doubt = translate(
                "Status", ". Quotes and sizes are made up of minute bars, and fills are as rough"
            )
        faults = sum(self.service.engine.hub.faults(symbol).total for symbol in symbols)
        if faults:
            doubt += translate(
                "Status", ". {faults:,} rows of the feed could not be true or came out of time"
            ).format(faults=faults)
        return doubt

    def _hook(self) -> ChipState:
        records = self.service.inbox.records
        asked_ns = self.service.application.hook_asked_ns
        if asked_ns is None and records:
            asked_ns = records[0].received_ns
        said = translate("Status", "no alert yet") if asked_ns is None else self._age(asked_ns)
        tip = translate(
            "Status", "Hook: alerts are taken at {url}. Age of the last request"
        ).format(url=self.service.listener.url)
        return ChipState(
            ((translate("Status", "Hook"), "t2"), (said, "t1")), tip, "ok", pane="Alerts", leaves=1
        )

    def _automation(self) -> ChipState:
        automation = self.service.engine.automation
        state, waiting = automation.state(), len(self.service.inbox.waiting)
        asks = (
            translate("Status", ". Alerts that wait for your approval: {waiting}").format(
                waiting=waiting
            )
            if waiting
            else ""
        )
        token, glyph, pane = "ok", "", "Approvals" if waiting else "Automation"
        match state:
            case AutomationState.ON:
                tip, token, glyph = (
                    translate("Status", "Automation is on: alerts trade as their strategy is set"),
                    "ok",
                    "",
                )
            case AutomationState.OFF:
                tip = translate(
                    "Status", "Automation is off: alerts enter nothing, exits are honoured"
                )
                token, glyph = "t3", "pause"
            case _:
                why = automation.blocked()
                said = "" if why is None else texts.short(why)
                tip = translate("Status", "Automation is blocked, exits work: {said}").format(
                    said=said
                )
                token, glyph = "error", "failed"
        word = translate("Status", _AUTOMATION[state])
        hue = "error" if state is AutomationState.BLOCKED else "t1"
        return ChipState(
            ((translate("Status", "Automation"), "t2"), (word, hue)),
            tip + asks,
            token,
            glyph,
            pane=pane,
        )

    def _ledger(self) -> ChipState:
        ledger = self.service.engine.ledger
        if ledger.down is not None:
            cause = ledger.down.parameters["cause"]
            return ChipState(
                ((translate("Status", "Ledger down"), "error"), (cause, "error")),
                translate(
                    "Status", "The ledger cannot be written: {cause}. No order is sent until it can"
                ).format(cause=cause),
                "error",
                "failed",
                pane="Diagnostics",
            )
        return ChipState(
            ((translate("Status", "Ledger"), "t2"), (f"{ledger.last_seq:,}", "t1")),
            translate(
                "Status",
                "Ledger: {last_seq:,} events are on the disk. Every order is written"
                " there before it is sent",
            ).format(last_seq=ledger.last_seq),
            "ok",
            pane="Diagnostics",
            leaves=2,
        )

    # Beside the clock.

    def notes(self) -> Sequence[Note]:
        """What stands beside the clock: tokens that run out, a clock that is wrong, the close."""
        found = (self._token(), self._drift(), self._close())
        return [note for note in found if note is not None]

    def _token(self) -> Note | None:
        """The token that runs out first, of those that are to be spoken of."""
        engine = self.service.engine
        wanted = [one for one in engine.logins if one.is_wanted]
        held = [(token_left(one, engine.host.now_ns()), one.name) for one in wanted]
        shown = [(left, name) for left, name in held if left is not None and left.is_shown]
        if not shown:
            return None
        left, name = min(shown, key=lambda one: one[0].left_s)
        overdue = translate("Status", " Its renewal is overdue.") if left.renews_itself else ""
        tip = translate(
            "Status", "The token of {name} holds so long without a new one.{overdue}"
        ).format(name=name, overdue=overdue)
        return Note(
            translate("Status", "token {words}").format(words=left.words),
            tip,
            "warn" if left.is_soon else "t3",
        )

    def clock_offset_s(self) -> float | None:
        """By how much this clock is ahead of a broker's, that of the login furthest apart."""
        told = (login.pulse.clock_offset_s for login in self.service.engine.logins)
        return max((one for one in told if one is not None), key=abs, default=None)

    def _drift(self) -> Note | None:
        offset_s = self.clock_offset_s()
        if offset_s is None or abs(offset_s) < DRIFT_S:
            return None
        way = translate("Status", "ahead of") if offset_s > 0 else translate("Status", "behind")
        tip = translate(
            "Status",
            "The clock of this machine is {age} {way} its broker's. Ages and"
            " signed alerts are judged by it: let the system set it",
        ).format(age=formats.age(abs(offset_s)), way=way)
        return Note(
            translate("Status", "clock {offset}").format(
                offset=formats.signed(round(Decimal(offset_s), 1), " s")
            ),
            tip,
            "warn",
        )

    def _close(self) -> Note | None:
        words = self.closes()
        return (
            Note(words, translate("Status", "Until the session that is open ends"))
            if words
            else None
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
        return translate("Status", "closes {duration}").format(
            duration=formats.duration((at_ns - now) / NANOSECONDS)
        )

    def clock(self, charted: Instrument | None) -> str:
        """The time at the exchange of what is charted, with its zone named."""
        engine = self.service.engine
        group = REFERENCE_GROUP if charted is None else charted.session
        local = engine.hours.local_time(group, engine.hub.clock.now_ns())
        return f"{local:%Z %H:%M:%S}"

    # Beside the title of a pane.

    def alerts(self) -> str:
        """How many alerts came on this day, and when the last one did."""
        records = self.service.inbox.records
        if not records:
            return translate("Status", "none yet")
        now = self.service.engine.host.now_ns()
        midnight = self.host_time(now).replace(hour=0, minute=0, second=0, microsecond=0)
        since = int(midnight.timestamp()) * NANOSECONDS
        count = next((n for n, r in enumerate(records) if r.received_ns < since), len(records))
        return translate("Status", "{count} today · last {age}").format(
            count=count, age=self._age_of_last_alert()
        )

    def _age_of_last_alert(self) -> str:
        return translate("Status", "{age} ago").format(
            age=self._age(self.service.inbox.records[0].received_ns)
        )

    def _age(self, at_ns: int) -> str:
        return formats.age((self.service.engine.host.now_ns() - at_ns) / NANOSECONDS)

    def host_time(self, at_ns: int) -> datetime:
        """A moment of the machine's clock, in exchange time."""
        return self.service.engine.hours.local_time(REFERENCE_GROUP, at_ns)
