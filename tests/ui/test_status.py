"""What the status bar says of a market, a ledger and a close that are not as usual."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest

from tests.support.builders import AAPL, ES, quote
from traderterminal.app.logins import NO_PULSE
from traderterminal.app.machine import Machine
from traderterminal.app.service import Service
from traderterminal.app.status import ServiceStatus
from traderterminal.app.streams import streams_of
from traderterminal.brokers.plugin import Pulse, Seat, SessionState, SessionStatus
from traderterminal.desk.arming import Arming, Level
from traderterminal.domain.accounts import Account, Mode, TradingState
from traderterminal.domain.messages import Message
from traderterminal.domain.strategies import AutomationState
from traderterminal.kit.clock import NANOSECONDS, VirtualClock
from traderterminal.market.ports import FeedHealth, FeedState
from traderterminal.market.quarantine import Faults
from traderterminal.ui.viewmodels.account_choice import AccountChoiceViewModel, AccountEntry
from traderterminal.ui.viewmodels.arming import ArmingViewModel
from traderterminal.ui.viewmodels.connections import StreamState
from traderterminal.ui.viewmodels.hotkeys import HotkeysViewModel
from traderterminal.ui.viewmodels.rule_room import RuleRoom

NOW = 1_000 * NANOSECONDS


MORNING = datetime(2024, 1, 11, 9, 46, 2, tzinfo=UTC)
ZONES = {
    "cme_equity": ZoneInfo("America/Chicago"),
    AAPL.session: ZoneInfo("America/New_York"),
}


class Facts:
    """A service of which every fact is in the test's hands."""

    def __init__(self) -> None:
        self.health = FeedHealth(FeedState.RUNNING, 0.0, 2.0)
        self.faults = Faults()
        self.source: Any = SimpleNamespace(name="replay", symbols=lambda: ("ESH2024",))
        self.closes_ns: int | None = None
        self.day_net: Decimal | None = Decimal(0)
        clock = SimpleNamespace(now_ns=lambda: NOW, monotonic_ns=lambda: NOW)
        self.ledger: Any = SimpleNamespace(down=None, last_seq=1234)
        hub = SimpleNamespace(
            clock=clock,
            health=lambda symbol: self.health,
            quote=lambda symbol: quote(),
            known=lambda symbol: quote(),
            faults=lambda symbol: self.faults,
        )
        self.automation_state = AutomationState.ON
        self.automation: Any = SimpleNamespace(
            state=lambda: self.automation_state, blocked=lambda: Message("halted", {"account": "a"})
        )
        self.account = Account("paper", "paper", Mode.SIMULATOR, "USD", Decimal(1), Decimal(1))
        self.kill_switch: Any = SimpleNamespace(engaged=False)
        self.engine: Any = SimpleNamespace(
            desk=SimpleNamespace(accounts={"paper": self.account}, kill_switch=self.kill_switch),
            automation=self.automation,
            hub=hub,
            host=clock,
            ledger=self.ledger,
            hours=SimpleNamespace(
                closes_ns=lambda instrument, at_ns: self.closes_ns,
                local_time=lambda group, at_ns: datetime(
                    2024, 1, 11, 9, 46, 2, tzinfo=ZONES[group]
                ),
            ),
            symbols=SimpleNamespace(instrument=lambda symbol: ES),
            day_net=lambda account: self.day_net,
            logins=(),
            options=SimpleNamespace(data_dir="/data"),
        )
        self.room: RuleRoom | None = None
        self.machine = Machine(Path("/data"), VirtualClock())
        self.asked_ns: int | None = None
        service = SimpleNamespace(
            engine=self.engine,
            inbox=SimpleNamespace(records=(), waiting=()),
            listener=SimpleNamespace(url="http://127.0.0.1:8765"),
            application=self,
        )
        rooms: Any = SimpleNamespace(nearest=lambda account: self.room)
        accounts = AccountChoiceViewModel([AccountEntry("paper", "Practice", "simulator")])
        self.hotkeys = HotkeysViewModel(lambda: 0, {}, lambda _: None)
        self.arming = Arming(lambda _: False, lambda _: None, VirtualClock())
        self.arming.arm("paper")
        self.status = ServiceStatus(
            cast(Service, service),
            accounts,
            ArmingViewModel(self.arming, accounts),
            self.hotkeys,
            rooms,
            self.machine,
        )

    @property
    def hook_asked_ns(self) -> int | None:
        return self.asked_ns

    def tip(self, name: str) -> str:
        self.engine.source = self.source
        return self.status.chips()[name].tip

    def chip(self, name: str) -> str:
        """The chip's words, after the glyph that marks it."""
        self.engine.source = self.source
        state = self.status.chips()[name]
        return f"{state.glyph}|{' '.join(text for text, _ in state.parts)}"


@pytest.mark.parametrize(
    ("state", "says"),
    [
        (FeedState.ENDED, "stream lost|Replay ended"),
        (FeedState.GAP, "stream lost|Replay gap"),
        (FeedState.DOWN, "stream lost|Replay stale"),
        (FeedState.PAUSED, "pause|Replay paused"),
    ],
)
def test_the_market_says_how_it_is(state: FeedState, says: str) -> None:
    facts = Facts()
    facts.health = FeedHealth(state, 0.0, 2.0)
    assert facts.chip("Market") == says


def test_without_a_market_orders_are_refused_and_the_chip_says_so() -> None:
    facts = Facts()
    facts.source = None
    assert facts.chip("Market") == "stream lost|Market none"
    assert facts.status.closes() == ""


def test_a_running_market_tells_the_age_of_its_newest_quote() -> None:
    assert Facts().chip("Market") == "|Replay 16 m"


def test_what_was_wrong_with_the_feed_is_counted_in_words() -> None:
    facts = Facts()
    assert "could not be true" not in facts.tip("Market")
    facts.faults = Faults(impossible=1200, lonely=30, backwards=4)
    assert facts.tip("Market").endswith(
        ". 1,234 rows of the feed could not be true or came out of time"
    )
    facts.health = FeedHealth(FeedState.PAUSED, 0.0, 2.0)
    assert "1,234 rows" in facts.tip("Market")


def test_a_ledger_that_is_down_names_the_cause_and_never_leaves() -> None:
    facts = Facts()
    assert facts.chip("Ledger") == "|Ledger 1,234"
    facts.ledger.down = Message("ledger_down", {"cause": "the disk is full"})
    assert facts.chip("Ledger") == "failed|Ledger down the disk is full"
    assert facts.status.chips()["Ledger"].leaves == 0


@pytest.mark.parametrize(
    ("state", "chip", "tip"),
    [
        (AutomationState.ON, "|Automation on", "alerts trade"),
        (AutomationState.OFF, "pause|Automation off", "exits are honoured"),
        (AutomationState.BLOCKED, "failed|Automation blocked", "Trading on a is halted"),
    ],
)
def test_automation_says_whether_it_is_on_and_why_not(
    state: AutomationState, chip: str, tip: str
) -> None:
    facts = Facts()
    facts.automation_state = state
    assert facts.chip("Automation") == chip
    assert tip in facts.status.chips()["Automation"].tip


def test_the_hook_tells_the_age_of_the_last_request_proven_or_not() -> None:
    facts = Facts()
    assert facts.chip("Hook") == "|Hook no alert yet"
    facts.asked_ns = NOW - 14 * NANOSECONDS
    assert facts.chip("Hook") == "|Hook 14 s"
    assert facts.status.chips()["Hook"].pane == "Alerts"


@pytest.mark.parametrize(
    ("used", "hue"), [(0.1, "t1"), (0.74, "t1"), (0.75, "warn"), (1.0, "error")]
)
def test_the_room_is_that_of_the_nearest_limit_and_never_leaves(used: float, hue: str) -> None:
    facts = Facts()
    assert facts.chip("Room") == "risk room|Room —"
    assert facts.status.chips()["Room"].pane == "Accounts"
    facts.room = RuleRoom("paper", "Daily loss", "DLL", used, "$604.00", "$2,000.00")
    assert facts.chip("Room") == "risk room|Room $604.00"
    chip = facts.status.chips()["Room"]
    assert (chip.parts[1][1], chip.leaves, chip.spare) == (hue, 0, (("DLL", "t3"),))
    assert chip.tip.startswith("Room: $604.00 of $2,000.00 on Practice. Daily loss: ")


@pytest.mark.parametrize(
    ("megabytes", "hue"), [(None, None), (1024, None), (1023, "warn"), (199, "error")]
)
def test_a_disk_with_little_room_is_warned_of(megabytes: int | None, hue: str | None) -> None:
    facts = Facts()
    facts.machine.free_bytes = None if megabytes is None else megabytes * 2**20
    facts.engine.source = facts.source
    chip = facts.status.chips().get("Disk")
    assert (None if chip is None else chip.token) == hue
    if chip is not None:
        assert chip.tip.startswith(f"Disk: {megabytes:,} MB left under /data.")


def login(
    *,
    state: SessionState = SessionState.ONLINE,
    pulse: Pulse = NO_PULSE,
    expires_ns: int | None = None,
    wanted: bool = True,
    renews_s: float | None = None,
    quotes_s: float | None = None,
) -> Any:
    """A login with an account that was compared five seconds ago."""
    health = FeedHealth(FeedState.RUNNING, quotes_s or 0.0, 2.0)
    feed = SimpleNamespace(
        symbols=lambda: () if quotes_s is None else ("ESH2024",), health=lambda symbol: health
    )
    return SimpleNamespace(
        name="apex",
        login=SimpleNamespace(plugin=SimpleNamespace(title="Tradovate", renews_token_s=renews_s)),
        status=SessionStatus(state, token_expires_ns=expires_ns),
        pulse=pulse,
        is_wanted=wanted,
        feed=feed,
        seats=(Seat("paper", "77"),),
    )


def with_logins(*logins: Any) -> Facts:
    facts = Facts()
    facts.engine.logins = logins
    compared = SimpleNamespace(last=(0, 0, NOW - 5 * NANOSECONDS))
    facts.engine.reconciler = SimpleNamespace(standing=lambda account: compared)
    return facts


def test_a_login_tells_the_ages_of_its_streams_and_how_fast_it_answers() -> None:
    facts = with_logins(login(pulse=Pulse(1.1, 2.5, 0.038), quotes_s=0.2))
    assert facts.chip("Login apex") == "|apex Q 0.2 s O 1.1 s P 5.0 s"
    chip = facts.status.chips()["Login apex"]
    assert (chip.token, chip.spare, chip.leaves) == ("ok", (("· 38 ms", "t2"),), 0)
    assert "Q: quotes last heard of 0.2 s ago" in chip.tip


@pytest.mark.parametrize(
    ("pulse", "quotes_s", "says", "late"),
    [
        (Pulse(1.0, 2.5, None), 6.8, "warning|apex Q 6.8 s O 1.0 s P 5.0 s", ("Q 6.8 s", "warn")),
        (Pulse(2.4, 2.5, None), None, "|apex O 2.4 s P 5.0 s", None),
        (Pulse(2.6, 2.5, None), None, "warning|apex O 2.6 s P 5.0 s", ("O 2.6 s", "warn")),
        (NO_PULSE, None, "stream lost|apex O down P down", ("O down", "error")),
    ],
    ids=["late quotes", "its own rhythm", "late orders", "no stream"],
)
def test_a_stream_that_is_late_or_down_stands_out(
    pulse: Pulse, quotes_s: float | None, says: str, late: tuple[str, str] | None
) -> None:
    facts = with_logins(login(pulse=pulse, quotes_s=quotes_s))
    assert facts.chip("Login apex") == says
    coloured = [p for p in facts.status.chips()["Login apex"].parts if p[1] in ("warn", "error")]
    assert coloured[:1] == ([] if late is None else [late])


def test_a_login_that_nobody_wants_connected_rests() -> None:
    facts = with_logins(login(pulse=Pulse(99.0, 2.5, None), wanted=False))
    facts.engine.source = None
    streams = [(one.letter, one.state) for one in streams_of(facts.engine)]
    assert streams == [("O", StreamState.RESTS), ("P", StreamState.RESTS)]


def test_positions_are_as_old_as_those_that_were_compared_longest_ago() -> None:
    found = login(pulse=Pulse(0.1, 2.5, None))
    found.seats = (Seat("paper", "77"), Seat("other", "78"))
    facts = with_logins(found)
    ages = {"paper": 5, "other": 21}
    facts.engine.reconciler = SimpleNamespace(
        standing=lambda account: SimpleNamespace(last=(0, 0, NOW - ages[account] * NANOSECONDS))
    )
    assert facts.chip("Login apex") == "|apex O 0.1 s P 21 s"
    facts.engine.reconciler = SimpleNamespace(standing=lambda account: SimpleNamespace(last=None))
    assert facts.chip("Login apex") == "stream lost|apex O 0.1 s P down"


def test_a_login_that_is_not_connected_says_so_in_place_of_ages() -> None:
    facts = with_logins(login(state=SessionState.CONNECTING))
    assert facts.chip("Login apex") == "|apex Connecting"


def test_the_market_of_a_login_is_told_once() -> None:
    facts = with_logins(login())
    facts.engine.source = facts.engine.logins[0].feed
    assert "Market" not in facts.status.chips()


@pytest.mark.parametrize(
    ("hours", "note"),
    [
        (None, []),
        (7 * 24 + 1, []),
        (6 * 24 + 4, [("token 6 d 4 h", "t3")]),
        (23, [("token 23 h", "warn")]),
        (-1, [("token 0 s", "warn")]),
    ],
)
def test_a_token_that_ends_soon_is_noted(hours: int | None, note: list[tuple[str, str]]) -> None:
    expires = None if hours is None else NOW + hours * 3600 * NANOSECONDS
    facts = with_logins(login(expires_ns=expires), login(expires_ns=expires, wanted=False))
    facts.engine.source = None
    assert [(one.words, one.token) for one in facts.status.notes()] == note


@pytest.mark.parametrize(("minutes", "noted"), [(89, False), (8, False), (7, True), (-1, True)])
def test_a_token_that_is_renewed_by_itself_is_noted_once_that_is_overdue(
    minutes: int, noted: bool
) -> None:
    facts = with_logins(login(expires_ns=NOW + minutes * 60 * NANOSECONDS, renews_s=900.0))
    facts.engine.source = None
    notes = facts.status.notes()
    assert [one.token for one in notes] == (["warn"] if noted else [])
    if noted:
        assert notes[0].tip.endswith("Its renewal is overdue.")


@pytest.mark.parametrize(
    ("offset_s", "words"), [(None, []), (1.9, []), (2.5, ["clock +2.5 s"]), (-3, ["clock −3.0 s"])]
)
def test_a_clock_that_is_wrong_is_noted(offset_s: float | None, words: list[str]) -> None:
    pulse = Pulse(0.1, 2.5, 0.01, offset_s)
    facts = with_logins(login(pulse=Pulse(0.1, 2.5, 0.01, 0.4)), login(pulse=pulse))
    facts.engine.source = None
    assert [one.words for one in facts.status.notes()] == words


def test_the_kill_switch_has_a_chip_only_while_it_is_on_and_it_never_leaves() -> None:
    facts = Facts()
    facts.engine.source = facts.source
    assert "Kill switch" not in facts.status.chips()
    facts.kill_switch.engaged = True
    assert facts.chip("Kill switch") == "kill switch|Kill switch on"
    assert facts.status.chips()["Kill switch"].leaves == 0


def test_the_mode_says_what_the_chosen_account_may_do_where_that_is_not_everything() -> None:
    facts = Facts()
    assert facts.chip("Mode") == "|PAPER Armed 30:00"
    halted = replace(facts.account, state=TradingState.HALTED)
    facts.engine.desk.accounts["paper"] = halted
    assert facts.chip("Mode") == "|PAPER Halted"
    mode = facts.status.chips()["Mode"]
    assert (mode.pane, mode.outline) == ("Accounts", "error")
    assert mode.tip.endswith("paper is halted: new entries wait there, exits work")


def test_why_an_account_is_armed_no_longer_stands_in_the_tip_of_its_mode() -> None:
    facts = Facts()
    assert facts.tip("Mode").endswith("no order leaves this machine")
    facts.arming.leave("paper")
    assert facts.chip("Mode") == "|PAPER Confirm"
    assert facts.tip("Mode").endswith(". paper is armed no longer: you turned to another account.")
    facts.arming.lower("paper", Level.CONFIRM)  # seen, and meant
    assert facts.tip("Mode").endswith("no order leaves this machine")


def test_the_next_close_is_told_where_there_is_one() -> None:
    facts = Facts()
    facts.engine.source = facts.source
    assert facts.status.closes() == ""
    facts.closes_ns = NOW + (6 * 3600 + 13 * 60) * NANOSECONDS
    assert facts.status.closes() == "closes 6 h 13 m"


@pytest.mark.parametrize(
    ("net", "says"),
    [
        (None, ("—", "t3")),
        (Decimal("0.001"), ("$0.00", "flat")),
        (Decimal("728.15"), ("+$728.15", "up")),
        (Decimal("-3"), ("−$3.00", "down")),
    ],
)
def test_the_days_result_has_its_sign_and_hue(net: Decimal | None, says: tuple[str, str]) -> None:
    facts = Facts()
    facts.day_net = net
    assert facts.status.day_result() == says


def test_the_clock_is_that_of_the_axis_under_the_chart() -> None:
    facts = Facts()
    assert facts.status.clock(None) == "CST 09:46:02"
    assert facts.status.clock(replace(ES, session="cme_equity")) == "CST 09:46:02"
    assert facts.status.clock(AAPL) == "EST 09:46:02"


def test_where_keys_trade_their_chip_stands_out_and_never_leaves() -> None:
    facts = Facts()
    facts.engine.source = facts.source
    usual = facts.status.chips()["Keys"]
    facts.status = replace(facts.status, by_keys=lambda: True)
    prominent = facts.status.chips()["Keys"]
    assert usual.leaves > prominent.leaves == 0
    assert (usual.parts[0][1], prominent.parts[0][1]) == ("t2", "t1")
    assert prominent.outline != usual.outline
