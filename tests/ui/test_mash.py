"""Whatever the hand does to the window: a mash of keys and mouse while each pane has the focus in
turn sends nothing that can add exposure, but by the sending button of a question in Confirm; and
what must be held is done only after its full time."""

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any, Final, TypeAlias

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QScrollArea, QWidget
from shiboken6 import isValid

from tests.support.figures import Cases
from tests.support.scale import scaled
from traderterminal.alerts.inbox import Inbox
from traderterminal.alerts.rehearsal import Rehearsal
from traderterminal.app import guardian
from traderterminal.app.broker_desk import BrokerDesk
from traderterminal.app.screen import Screen
from traderterminal.app.service import Service
from traderterminal.desk.arming import Level
from traderterminal.desk.desk import FillBooked
from traderterminal.desk.gate import Ruling
from traderterminal.desk.judge import Judge
from traderterminal.desk.ports import OrderWish, Terms
from traderterminal.desk.tracker import Tracker
from traderterminal.domain.accounts import TradingState
from traderterminal.domain.fills import Side
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Intent, Order, OrderStatus, OrderType
from traderterminal.paper.broker import PaperBroker
from traderterminal.ui.chart.widget import ChartWidget
from traderterminal.ui.ladder.columns import Column
from traderterminal.ui.ladder.widget import LadderWidget
from traderterminal.ui.panes.arming_sheets import ConfirmSheet
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.alert_trials import AlertTrials, TrialQuestion
from traderterminal.ui.viewmodels.hotkey_acts import HotkeyActs, Pressed
from traderterminal.ui.viewmodels.hotkeys import HOTKEYS, Act
from traderterminal.ui.viewmodels.kill_switch import KillSwitchViewModel
from traderterminal.ui.viewmodels.orders import ChangeQuestion, OrdersViewModel
from traderterminal.ui.viewmodels.positions import PositionsViewModel
from traderterminal.ui.viewmodels.sending import Question, Refuse, Sending
from traderterminal.ui.widgets.hold_button import HoldButton
from traderterminal.ui.widgets.sheet import Sheet

D = Decimal
RUNS: Final = 5_000
SEED: Final = 11
EVENTS: Final = 10
#: Of so many runs one holds something for its full time.
HELD_IN: Final = 50
#: A frame of the timer that fills a hold.
GRACE_S: Final = 0.02
#: The entry that rests is in view there, and seldom fills.
RESTS_BELOW: Final = D(1)
#: What those that fill may add up to.
MOST_HELD: Final = D(10)
#: What was agreed to is decided on by then, on a busy machine too; a reversal waits to be flat.
AGREED_S: Final = 40.0
#: What no hand asks for: what the test places, exits that come with an entry, and the ways out of
#: the desk itself. Everything else is asked of.
NOT_BY_HAND: Final = frozenset({"test", "bracket", "flatten"})
#: Where a hand trades, each of which must have been tried.
BY_HAND: Final = frozenset({"ticket", "ladder", "chart", "hotkey", "command", "change", "alert"})
#: The button of the guide's question about its alert.
TEST_ALERT: Final = "Send test alert"
#: Lines of text that a trader might type, some of which only get out.
LINES: Final = (
    *("buy 1 es", "sell 3 es", "buy 1 es @ 6000 stop 16t target 20t", "sell 1 es stop @ 6000"),
    *("reverse es", "close es", "flatten es"),
)
KEYS: Final = (
    *range(Qt.Key.Key_0, Qt.Key.Key_9 + 1),
    *range(Qt.Key.Key_A, Qt.Key.Key_Z + 1),
    *(Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Delete),
    *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_F2),
    *(Qt.Key.Key_F6, Qt.Key.Key_F1, Qt.Key.Key_PageUp, Qt.Key.Key_Home, Qt.Key.Key_Backspace),
)
ENDING: Final = frozenset({"Quit", "Ivory", "Contrast", "Clear", "Ink"})
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT, NO_KEYS = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier
MODIFIERS: Final = (
    *(NO_KEYS,) * 3,
    *(CTRL, SHIFT, ALT, CTRL | SHIFT, CTRL | ALT | SHIFT),
)
BUTTONS: Final = (
    *(Qt.MouseButton.LeftButton,) * 5,
    Qt.MouseButton.MiddleButton,
    Qt.MouseButton.RightButton,
)
#: The keys that trade, as they are pressed, with the act of each.
TRADING: Final = {
    Act.PREVIEW_BUY: (Qt.Key.Key_B, CTRL),
    Act.PREVIEW_SELL: (Qt.Key.Key_S, CTRL),
    Act.BUY_MARKET: (Qt.Key.Key_B, SHIFT),
    Act.SELL_MARKET: (Qt.Key.Key_S, SHIFT),
    Act.CANCEL_SYMBOL: (Qt.Key.Key_X, CTRL | SHIFT),
    Act.FLATTEN_SYMBOL: (Qt.Key.Key_F, CTRL | SHIFT),
    Act.FLATTEN_ALL: (Qt.Key.Key_F, CTRL | ALT | SHIFT),
    Act.KILL: (Qt.Key.Key_K, CTRL | SHIFT),
}
#: How long they must be held, in seconds: these are not read from the program that is tested.
HELD: Final = {Act.FLATTEN_SYMBOL: 0.4, Act.FLATTEN_ALL: 1.0, Act.KILL: 1.0}
BUTTON_HELD_S: Final = 1.0
#: The keys that press a button in focus.
PRESSING: Final = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter})


@dataclass(frozen=True)
class AgreedAlert:
    """An alert that may trade on `accounts`, and what it was to do there; empty where that is not
    known. A quantity that is not known is None."""

    accounts: Sequence[str]
    orders: frozenset[tuple[str, str, Decimal | None]] = frozenset()

    def allows(self, wish: OrderWish) -> bool:
        intent, side, quantity = meaning(wish)
        is_told = {(intent, side, quantity), (intent, side, None)} & self.orders
        is_there = wish.source == "alert" and wish.account in self.accounts
        return is_there and (not self.orders or bool(is_told))


def meaning(wish: OrderWish) -> tuple[str, str, Decimal | None]:
    """What a wish does to a position: of a target its sign is the side."""
    return str(wish.intent), str(wish.side or ""), wish.quantity


#: What a question may be about that was agreed to.
Agreed: TypeAlias = OrderWish | ChangeQuestion | AgreedAlert


@dataclass
class Hand:
    """What is down since when, what was confirmed, and what was done that must not be."""

    agreed: list[tuple[float, Agreed]] = field(default_factory=list)
    key_since: float | None = None
    button_since: float | None = None
    key: tuple[Qt.Key, Qt.KeyboardModifier] | None = None  # that is down
    at: QPoint | None = None  # where the mouse was let go, in its window
    wrong: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    held_back: set[str] = field(default_factory=set)
    seen: Counter[str] = field(default_factory=Counter)
    submitted: set[str] = field(default_factory=set)
    foreseen: Sequence[OrderWish] = ()  # of the alert that is tried
    may_agree: Callable[[], bool] = lambda: False

    def agree(self, question: object, sheet: QWidget, send: QPushButton) -> None:
        """A question was agreed to: only its sending button may do so, or its key."""
        self.seen["questions agreed to"] += 1
        by_mouse = self.at is not None and sheet.window().childAt(self.at) is send
        key, keys = self.key or (None, NO_KEYS)
        in_focus = key in PRESSING and sheet.window().focusWidget() is send
        by_its_key = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and bool(keys & CTRL)
        if not (by_mouse or in_focus or by_its_key):
            self.wrong.append(f"{send.text()} was agreed to without its button")
        if not self.may_agree():
            return  # nothing comes of it
        if isinstance(question, Question):
            self.agreed.append((time.perf_counter(), question.wish))
        elif isinstance(question, ChangeQuestion | AgreedAlert):
            self.agreed.append((time.perf_counter(), question))

    def foresaw(self, question: TrialQuestion) -> AgreedAlert:
        """Return what an alert is to do that is asked about now: that of the guide buys."""
        orders = frozenset(meaning(wish) for wish in self.foreseen)
        if question.action == TEST_ALERT:
            orders = frozenset({("delta", "buy", None)})
        return AgreedAlert(question.accounts, orders)

    def submit(self, order_id: str) -> None:
        """An order reaches the broker, as it may do once."""
        if order_id in self.submitted:
            self.wrong.append(f"{order_id} reached the broker twice")
        self.submitted.add(order_id)

    def was_asked(self, wish: OrderWish) -> bool:
        """Say whether a wish is one that was agreed to a moment ago; it is so only once.

        Of a reversal the second half is: its first one closes.
        """

        def fits(given: Agreed) -> bool:
            match given:
                case AgreedAlert():
                    return given.allows(wish)
                case OrderWish(intent=Intent.REVERSE):
                    return (given.source, given.symbol) == (wish.source, wish.symbol)
                case OrderWish():
                    return as_meant(given) == as_meant(wish)
                case _:
                    return False

        return wish.intent != Intent.CLOSE and self._take(fits)

    def change_was_asked(self, order: Order, wanted: Terms) -> bool:
        """Say whether an order has terms that were agreed to a moment ago."""
        return self._take(
            lambda given: (
                isinstance(given, ChangeQuestion)
                and (given.order_id, given.terms) == (order.order_id, wanted)
            )
        )

    def _take(self, fits: Callable[[Agreed], bool]) -> bool:
        now = time.perf_counter()
        self.agreed = [given for given in self.agreed if now - given[0] < AGREED_S]
        found = next((given for given in self.agreed if fits(given[1])), None)
        if found is not None:
            self.agreed.remove(found)
        return found is not None

    def held_for(self, seconds: float, what: str, *, by_key: bool) -> None:
        """Something that must be held is done now."""
        downs = (self.key_since,) if by_key else (self.key_since, self.button_since)
        now = time.perf_counter()
        if not any(since is not None and now - since >= seconds - GRACE_S for since in downs):
            self.wrong.append(f"{what} before its time")
        self.seen["held ways out"] += 1


def as_meant(wish: OrderWish) -> OrderWish:
    """A wish without how it is sent."""
    return replace(wish, confirmed=False, only_out=False)


def terms(order: Order) -> Terms:
    return Terms(order.quantity, order.limit_price, order.stop_price)


@pytest.fixture
def hand(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Hand:
    """Watch what is sent by questions and by holding, and let nothing begin outside the window."""
    made = Hand()
    watch_questions(monkeypatch, made)
    watch_refusals(monkeypatch, made)
    watch_holds(monkeypatch, made)

    async def practise(desk: BrokerDesk, kind: str) -> None:
        made.seen["practices not begun"] += 1

    monkeypatch.setattr(BrokerDesk, "practise", practise)
    # Whether the machine has time for others meanwhile is not what is asked here.
    monkeypatch.setattr(guardian, "NOTICE_S", 3_600.0)
    monkeypatch.setattr(guardian, "BLOCK_S", 3_600.0)
    monkeypatch.setenv("HOME", str(tmp_path))  # where a dialog would save
    monkeypatch.chdir(tmp_path)
    return made


def watch_questions(monkeypatch: pytest.MonkeyPatch, hand: Hand) -> None:
    ask, agree = ConfirmSheet.__init__, ConfirmSheet._act
    rehearse = Inbox.rehearse_on_paper
    asked = dict[ConfirmSheet, tuple[object, QPushButton]]()

    def asks(sheet: ConfirmSheet, question: Any, *others: Any) -> None:
        hand.seen["questions"] += 1
        hand.asked.add(about(question))
        ask(sheet, question, *others)
        send = sheet.findChildren(QPushButton)[-1]
        is_trial = isinstance(question, TrialQuestion)
        asked[sheet] = (hand.foresaw(question) if is_trial else question, send)

    def agrees(sheet: ConfirmSheet) -> None:
        question, send = asked[sheet]
        hand.agree(question, sheet, send)
        agree(sheet)

    def rehearses(inbox: Inbox, *others: Any) -> Rehearsal:
        found = rehearse(inbox, *others)
        hand.foreseen = [one.wish for one in found.accounts if one.wish is not None]
        return found

    monkeypatch.setattr(Inbox, "rehearse_on_paper", rehearses)
    monkeypatch.setattr(ConfirmSheet, "__init__", asks)
    monkeypatch.setattr(ConfirmSheet, "_act", agrees)


def about(question: object) -> str:
    """What a question is about: where its order was asked for, a change, an alert."""
    match question:
        case Question(wish=wish):
            return wish.source
        case TrialQuestion():
            return "alert"
        case _:
            return "change"


def watch_refusals(monkeypatch: pytest.MonkeyPatch, hand: Hand) -> None:
    """Note where it was tried to send in Observe."""
    is_observing, refuse = Sending._is_observing, OrdersViewModel._refuse
    observes = AlertTrials._observes

    def observing(sending: Sending, wish: OrderWish, told: Refuse) -> bool:
        found = is_observing(sending, wish, told)
        if found:
            hand.seen["held back"] += 1
            hand.held_back.add(wish.source)
        return found

    def refused(orders: OrdersViewModel, why: Message, order_id: str = "") -> None:
        if why.key == "observing":
            hand.seen["changes held back"] += 1
            hand.held_back.add("change")
        refuse(orders, why, order_id)

    def trial_observes(trials: AlertTrials, question: TrialQuestion) -> Message | None:
        found = observes(trials, question)
        if found is not None:
            hand.seen["alerts held back"] += 1
            hand.held_back.add("alert")
        return found

    monkeypatch.setattr(AlertTrials, "_observes", trial_observes)
    monkeypatch.setattr(Sending, "_is_observing", observing)
    monkeypatch.setattr(OrdersViewModel, "_refuse", refused)


def watch_holds(monkeypatch: pytest.MonkeyPatch, hand: Hand) -> None:
    press, flatten_all = HotkeyActs.press, PositionsViewModel.flatten_all
    engage, make = KillSwitchViewModel.engage, HoldButton.__init__

    def watch(acts: HotkeyActs, act: Act) -> Pressed:
        found = press(acts, act)
        hand.seen["keys that trade"] += 1
        do, hold_s = found.do, HELD.get(act)
        if do is None or hold_s is None:
            return found

        def held() -> None:
            hand.held_for(hold_s, found.words, by_key=True)
            do()

        return Pressed(found.words, held)

    def made(
        button: HoldButton, theme: Theme, text: str, held: Callable[[], object], *others: Any
    ) -> None:
        def watched() -> None:
            hand.held_for(BUTTON_HELD_S, text, by_key=False)
            held()

        make(button, theme, text, watched, *others)

    def all_out(vm: PositionsViewModel) -> None:
        hand.held_for(BUTTON_HELD_S, "everything was flattened", by_key=False)
        flatten_all(vm)

    def throw(vm: KillSwitchViewModel, *, flatten: bool = False) -> None:
        if flatten:
            hand.held_for(BUTTON_HELD_S, "the switch was thrown and all flattened", by_key=False)
        engage(vm, flatten=flatten)

    monkeypatch.setattr(HoldButton, "__init__", made)
    monkeypatch.setattr(HotkeyActs, "press", watch)
    monkeypatch.setattr(PositionsViewModel, "flatten_all", all_out)
    monkeypatch.setattr(KillSwitchViewModel, "engage", throw)


class Watch:
    """Looks at what goes to the broker, and at what each fill makes of what is held.

    Whether an order gets out is asked at the moment in which it is decided on, whether a change
    does at the moment in which it is sent: what is booked later may have been overtaken by then.
    """

    def __init__(self, service: Service, hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
        self._engine = service.engine
        self._tracker = service.engine.desk._tracker
        self._hand = hand
        self._held = {lane: one.quantity for lane, one in self._engine.desk.positions.items()}
        self._agreed = set[str]()  # the orders that may add
        self._gets_out = dict[str, bool]()  # of each order, when it was decided on
        self._beside = dict[str, str]()
        self.account = service.engine.settings.accounts[0].id
        self.stop = self._engine.desk.changed.connect(self._hear)
        hand.may_agree = lambda: self._engine.arming.level(self.account) is Level.CONFIRM
        self._watch_decisions(monkeypatch)
        self._watch_the_broker(monkeypatch)

    def _watch_decisions(self, monkeypatch: pytest.MonkeyPatch) -> None:
        decide, reserve = Judge.decide, Tracker.reserve

        def decides(
            judge: Judge, wish: OrderWish, *others: Any, **named: Any
        ) -> tuple[Order, Ruling]:
            order, ruling = decide(judge, wish, *others, **named)
            if self._hand.was_asked(wish):
                self._agreed.add(order.order_id)
            return order, ruling

        def reserves(tracker: Tracker, order: Order) -> None:
            self._gets_out[order.order_id] = self._leaves_room(order)
            self._beside[order.order_id] = self._told(order)
            reserve(tracker, order)

        monkeypatch.setattr(Judge, "decide", decides)
        monkeypatch.setattr(Tracker, "reserve", reserves)

    def _watch_the_broker(self, monkeypatch: pytest.MonkeyPatch) -> None:
        submit, package, change = (
            PaperBroker.submit,
            PaperBroker.submit_package,
            PaperBroker.replace,
        )

        async def submits(broker: PaperBroker, order: Order) -> None:
            self._see(order)
            await submit(broker, order)

        async def submits_package(broker: PaperBroker, legs: Sequence[Order]) -> None:
            for order in legs:
                self._see(order)
            await package(broker, legs)

        async def changes(broker: PaperBroker, order: Order, wanted: Terms) -> None:
            self._see_changed(order, wanted)
            await change(broker, order, wanted)

        monkeypatch.setattr(PaperBroker, "submit", submits)
        monkeypatch.setattr(PaperBroker, "submit_package", submits_package)
        monkeypatch.setattr(PaperBroker, "replace", changes)

    def _see(self, order: Order) -> None:
        self._hand.submit(order.order_id)
        if order.source in NOT_BY_HAND:
            return
        if order.order_id in self._agreed:
            self._hand.seen["entries agreed to"] += 1
        elif self._gets_out.get(order.order_id, False):
            self._hand.seen["ways out"] += 1
        else:
            words = f"{order.source} sent {order.side} {order.quantity} in {self._level}"
            told = self._beside.get(order.order_id, "it was never decided on")
            self._hand.wrong.append(f"{words}: {told}")

    def _see_changed(self, order: Order, wanted: Terms) -> None:
        """What belongs to a position, and what can only get out of one, is changed unasked."""
        changed = order.revised(
            quantity=wanted.quantity,
            limit_price=wanted.limit_price,
            stop_price=wanted.stop_price,
            asked_quantity=None,
        )
        grows = wanted.quantity > order.quantity
        stays = (wanted.limit_price, wanted.stop_price) == (order.limit_price, order.stop_price)
        if self._hand.change_was_asked(order, wanted):
            self._hand.seen["changes agreed to"] += 1
            self._agreed.add(order.order_id)
        elif order.link or self._leaves_room(changed, only_first=not grows):
            self._hand.seen["exits changed"] += 1
        elif grows or not stays:
            words = f"{order.side} {terms(order)} became {wanted} in {self._level}"
            self._hand.wrong.append(f"{words}: {self._told(order)}")

    def _hear(self, change: object) -> None:
        """What is held grows or turns by what was agreed to, and by what the test places."""
        if not isinstance(change, FillBooked):
            return
        lane, after = (change.fill.account, change.fill.symbol), change.position.quantity
        before = self._held.get(lane, D(0))
        self._held[lane] = after
        if abs(after) <= abs(before) and after * before >= 0:
            self._hand.seen["fills that got out"] += 1
            return
        order = self._engine.desk.orders[change.fill.order_id]
        if order.source == "test" or order.order_id in self._agreed:
            return
        what = f"{order.source or order.link} {order.side} {order.quantity}"
        told = self._beside.get(order.order_id)
        self._hand.wrong.append(f"{what} took {before} to {after}: {told}")

    @property
    def _level(self) -> Level:
        return self._engine.arming.level(self.account)

    def _told(self, order: Order) -> str:
        """Tell what stands beside an order, for whoever has to find out what went wrong."""
        lane, now = (order.account, order.symbol), time.perf_counter()
        beside = [
            f"{one.side} {one.quantity} {one.order_type} {one.status} {one.source} {one.link}"
            for one in self._tracker.live_orders(*lane)
        ]
        agreed = [(round(now - at, 2), str(what)[:200]) for at, what in self._hand.agreed]
        held = self._tracker.known_position(*lane)
        return f"{order.intent} {order.order_type}, held {held}, beside {beside}, agreed {agreed}"

    def _leaves_room(self, order: Order, *, only_first: bool = False) -> bool:
        """Say whether what works against the position beside an order leaves it room.

        Legs of brackets make way for what trades at once. All that works counts, with `only_first`
        what has its room before the order: stops, then what is older, as far as it fits in itself.
        """
        lane = (order.account, order.symbol)
        held = self._tracker.known_position(*lane)
        others = [
            other
            for other in self._tracker.live_orders(*lane)
            if other.order_id != order.order_id
            and other.side is order.side
            and not (other.link and order.order_type is OrderType.MARKET)
            # a close waits for cancels only for a while
            and not (order.intent is Intent.CLOSE and other.status is OrderStatus.PENDING_CANCEL)
            and (not only_first or rank(other) < rank(order))
        ]
        room = abs(held) if held * order.side.sign < 0 else D(0)
        for taken in takes(sorted(others, key=rank)):
            if taken <= room or not only_first:
                room -= taken
        return order.exposed_quantity <= room


def rank(order: Order) -> tuple[bool, int]:
    """Who has the room that a position leaves: stops, then what is older."""
    return order.stop_price is None, order.created_ns


def takes(orders: Iterable[Order]) -> list[Decimal]:
    """What orders of one side can trade at most, those of one bracket its stop or its targets."""
    found = defaultdict[str, list[Decimal]](lambda: [D(0), D(0)])
    for order in orders:
        family = order.parent_id if order.link else order.order_id
        found[family][order.is_target] += order.exposed_quantity
    return [max(sides) for sides in found.values()]


async def set_up(service: Service, screen: Screen, account: str, level: Level) -> None:
    """Hold something that has a way out at rest, with everything that could stop a hand off.

    Below the market rests an entry, which a hand may try to move.
    """
    engine, desk = service.engine, service.engine.desk
    if desk.kill_switch.engaged:
        await desk.kill_switch.release()
    if desk.accounts[account].state is not TradingState.ACTIVE:
        await desk.set_state(account, TradingState.ACTIVE)
    screen.trading.hotkeys.enable(on=True)
    screen.trading.hotkeys.reset()
    screen.links.show("Ticket", engine.resolve("ES"))
    symbol = engine.resolve("ES").symbol
    quote = engine.hub.quote(symbol)
    assert quote is not None
    assert quote.bid is not None
    held = desk.positions.get((account, symbol))
    if held is None or held.is_flat:
        buy = OrderWish(account, symbol, "delta", "buy", D(2), source="test")
        await desk.place(replace(buy, confirmed=True))
        out = replace(buy, side="sell", order_type=OrderType.LIMIT, limit_price=quote.bid + 40)
        await desk.place(out)
    elif held.quantity > MOST_HELD:
        await desk.flatten(account, symbol)
    if not any(order.side is Side.BUY and order.is_live for order in desk.orders.values()):
        entry = OrderWish(account, symbol, "delta", "buy", D(1), source="test", confirmed=True)
        limit = quote.bid - RESTS_BELOW
        await desk.place(replace(entry, order_type=OrderType.LIMIT, limit_price=limit))
    engine.arming.lower(account, level)


def handle(window: QWidget) -> QWindow:
    """Return the window as the system knows it, to which it sends keys and mouse."""
    found = window.windowHandle()
    assert found is not None
    return found


def spare(screen: Screen) -> None:
    """Let nothing end the window that is looked at."""
    for action in screen.window.findChildren(QAction):
        if action.text() in ENDING:
            action.setEnabled(False)


def clear(screen: Screen) -> None:
    """Put away what a run has left open."""
    popup = QApplication.activePopupWidget()
    while popup is not None:
        popup.close()
        popup = QApplication.activePopupWidget()
    for one in QApplication.topLevelWidgets():
        if isinstance(one, QDialog) and one.isVisible():
            one.reject()
    for sheet in screen.window.findChildren(Sheet):
        sheet.put_away()
    screen.window._docking.further.gather()
    for chart in screen.charts.all[1:]:
        screen.charting.close_chart(chart.name)
    screen.announcing.notices.dismiss_all()
    screen.window.activateWindow()


class Mash:
    """One hand on the keys and one on the mouse, which go as Qt has them go from the system."""

    def __init__(self, screen: Screen, random: Random, hand: Hand) -> None:
        self._screen = screen
        self._random = random
        self._hand = hand
        self._window = handle(screen.window)

    def event(self, pane: QWidget) -> None:
        """Do something: in the menu that is open, mostly, or where the pane is."""
        random, popup = self._random, QApplication.activePopupWidget()
        self._window = handle(pane.window())
        if popup is not None and random.randrange(4):
            self._choose(popup)
            return
        match random.randrange(14):
            case 0 | 1 | 2:
                self.key(*random.choice(list(TRADING.values())))
            case 3 | 4:
                self.key(Qt.Key(random.choice(KEYS)), random.choice(MODIFIERS))
            case 5:
                self._drag(self._place(pane), self._place(pane))
            case 6:
                self._click(self._place(pane.window()))
            case 7 | 8 | 9 | 10:
                act = (
                    *(self._type_a_line, self._trade_on_a_chart),
                    *(self._move_an_order, self._try_an_alert),
                )
                random.choice(act)()
            case _:
                sheets = self._screen.window.asking.sheets()
                if sheets:
                    self._window = handle(self._screen.window)
                self._click(self._place(sheets[-1]._plate if sheets else pane))

    def _choose(self, popup: QWidget) -> None:
        """Click into a menu, or walk through it by keys."""
        random = self._random
        at = QPoint(random.randrange(popup.width()), random.randrange(popup.height()))
        self._hand.seen["in menus"] += 1
        if random.randrange(2):
            self._hand.button_since, self._hand.at = time.perf_counter(), None
            QTest.mouseClick(popup, Qt.MouseButton.LeftButton, NO_KEYS, at)
            self._hand.button_since = None
        else:
            self._key_of_menu(random.choice((Qt.Key.Key_Down, Qt.Key.Key_Return)))

    def _type_a_line(self) -> None:
        """Type an order as a line of text, or put it in as a whole, which is quicker, and Enter."""
        self._window = handle(self._screen.window)
        self.key(Qt.Key.Key_E, CTRL)
        line = self._random.choice(LINES)
        if self._random.randrange(3):
            QGuiApplication.clipboard().setText(line)
            self.key(Qt.Key.Key_V, CTRL)
        else:
            for letter in line:
                QTest.keyClick(self._there(), Qt.Key(ord(letter.upper())))
        self.key(Qt.Key.Key_Return, NO_KEYS)

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier) -> None:
        if (key, keys) == (Qt.Key.Key_Q, CTRL):
            return  # quitting ends the run
        self.press(key, keys)
        self.release(key, keys)

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier) -> None:
        self._hand.key_since, self._hand.key = time.perf_counter(), (key, keys)
        QTest.keyPress(self._window, key, keys)

    def release(self, key: Qt.Key, keys: Qt.KeyboardModifier) -> None:
        QTest.keyRelease(self._there(), key, keys)
        self._hand.key_since = self._hand.key = None

    def _place(self, of: QWidget) -> QPoint:
        at = QPoint(self._random.randrange(of.width()), self._random.randrange(of.height()))
        return of.mapTo(of.window(), at)

    def _trade_on_a_chart(self) -> None:
        """Choose one of the first things that the menu of a price offers."""
        self._screen.window.open_pane("Chart")
        # Wherever it is by now: a pane may have gone to a window of its own.
        chart = self._screen.window._docking.docks["Chart"].findChildren(ChartWidget)[0]
        self._window = handle(chart.window())
        self._click(self._place(chart), Qt.MouseButton.RightButton, NO_KEYS)
        for _ in range(self._random.randrange(1, 4)):
            self._key_of_menu(Qt.Key.Key_Down)
        self._key_of_menu(Qt.Key.Key_Return)

    def _key_of_menu(self, key: Qt.Key) -> None:
        popup = QApplication.activePopupWidget()
        if popup is not None:
            self._hand.key_since = time.perf_counter()
            QTest.keyClick(popup, key)
            self._hand.key_since = None

    def _try_an_alert(self) -> None:
        """Press what lets the alert trade that is written in the studio."""
        self._screen.window.open_pane("Alert studio")
        builder = self._screen.automating.builder
        builder.choose_template(builder.first_template)  # what was typed may be none
        studio = self._screen.window._docking.docks["Alert studio"]
        (send,) = [b for b in studio.findChildren(QPushButton) if b.text() == "Try on paper"]
        for area in studio.findChildren(QScrollArea):
            if area.isAncestorOf(send):
                area.ensureWidgetVisible(send)
        if not send.visibleRegion().isEmpty():
            self._window = handle(send.window())
            at = send.mapTo(send.window(), send.visibleRegion().boundingRect().center())
            self._click(at, Qt.MouseButton.LeftButton, NO_KEYS)

    def _move_an_order(self) -> None:
        """Take hold of what rests in the ladder, and let go of it at another price."""
        vm = self._screen.trading.ladder
        self._screen.window.open_pane("Ladder")
        vm.recentre()
        (ladder,) = self._screen.window._docking.docks["Ladder"].findChildren(LadderWidget)
        tags = [(side, row) for (side, at) in vm.tags if (row := vm.view.row(at)) is not None]
        if not tags or ladder.visibleRegion().isEmpty():
            return
        side, row = self._random.choice(tags)
        span = ladder.grid.span(Column.BUYS if side is Side.BUY else Column.SELLS)
        assert span is not None
        start = ladder.grid.cell(span, row).center().toPoint()
        end = QPoint(start.x(), self._random.randrange(ladder.height()))
        self._window = handle(ladder.window())
        self._hand.seen["orders dragged"] += 1
        self._drag(ladder.mapTo(ladder.window(), start), ladder.mapTo(ladder.window(), end))

    def _click(
        self,
        at: QPoint,
        button: Qt.MouseButton | None = None,
        keys: Qt.KeyboardModifier | None = None,
    ) -> None:
        button = self._random.choice(BUTTONS) if button is None else button
        keys = self._random.choice(MODIFIERS) if keys is None else keys
        self._hand.button_since, self._hand.at = time.perf_counter(), at
        QTest.mousePress(self._there(), button, keys, self._inside(at))
        QTest.mouseRelease(self._there(), button, keys, self._inside(at))
        self._hand.button_since = self._hand.at = None

    def _drag(self, start: QPoint, end: QPoint) -> None:
        left = Qt.MouseButton.LeftButton
        self._hand.button_since, self._hand.at = time.perf_counter(), end
        QTest.mousePress(self._there(), left, NO_KEYS, self._inside(start))
        QTest.mouseMove(self._there(), self._inside(end))
        QTest.mouseRelease(self._there(), left, NO_KEYS, self._inside(end))
        self._hand.button_since = self._hand.at = None

    def _there(self) -> QWindow:
        """Return the window under the hand: the first one, where a press has closed another."""
        if not isValid(self._window):
            self._window = handle(self._screen.window)
        return self._window

    def _inside(self, at: QPoint) -> QPoint:
        """Return the nearest place in the window, whose size a press may just have changed."""
        last = self._there().size()
        return QPoint(min(max(at.x(), 0), last.width() - 1), min(max(at.y(), 0), last.height() - 1))


@pytest.mark.counted("runs of random keys and mouse over every pane of the window")
@pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
@pytest.mark.timeout(3_600)
def test_no_mash_of_keys_and_mouse_adds_exposure_unasked_or_leaves_before_its_time(
    on_screen: Callable[..., Any], hand: Hand, cases: Cases, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_focus, names = set[tuple[str, Level]](), list[str]()

    async def act(service: Service, screen: Screen) -> None:
        engine, random = service.engine, Random(SEED)
        engine.arming._is_live = lambda _: True  # so that no press alone arms it
        screen.window.resize(1366, 768)
        screen.window.arrange(1366, 768)
        watch, mash = Watch(service, hand, monkeypatch), Mash(screen, random, hand)
        panes = list(screen.window._docking.docks)
        names.extend(panes)
        for number in cases.over(range(scaled(RUNS))):
            level = (Level.OBSERVE, Level.CONFIRM)[number // len(panes) % 2]
            await set_up(service, screen, watch.account, level)
            name = panes[number % len(panes)]
            spare(screen)
            screen.window.open_pane(name)
            pane = screen.window._docking.docks[name]
            focused = screen.window.focusWidget()
            if pane.isAncestorOf(focused):
                in_focus.add((name, level))
            for _ in range(EVENTS):
                mash.event(pane)
                await engine.host.sleep(0)
            if number % HELD_IN == HELD_IN - 1:
                clear(screen)
                screen.window.open_pane("Ladder")  # where no key is text
                await hold(service, mash, random.choice(list(HELD)))
            clear(screen)
            await engine.host.sleep(0.002)
            assert hand.wrong == [], (number, name, level)
        watch.stop()
        screen.trading.hotkeys.enable(on=False)

    on_screen(act)
    cases.found.update(hand.seen)
    levels = (Level.OBSERVE, Level.CONFIRM)
    assert in_focus == {(name, level) for name in names for level in levels}
    # Each way to trade was tried in Observe, and asked about in Confirm.
    assert hand.held_back >= BY_HAND
    assert hand.asked >= BY_HAND
    assert hand.seen["keys that trade"] > cases.count // 2
    assert hand.seen["questions"] > cases.count // 10
    # each pane has its turn, and few of them have a way out in them
    assert hand.seen["ways out"] > cases.count // 200
    assert hand.seen["held ways out"] > cases.count // HELD_IN // 2


async def hold(service: Service, mash: Mash, act: Act) -> None:
    """Hold a key for its full time, which is long enough for what it is for."""
    key, keys = TRADING[act]
    mash.press(key, keys)
    await service.engine.host.sleep(HELD[act] + 3 * GRACE_S)
    mash.release(key, keys)


def test_an_order_that_reaches_the_broker_twice_is_noticed() -> None:
    hand = Hand()
    for order_id in ("O1", "O2", "O1"):
        hand.submit(order_id)
    assert hand.wrong == ["O1 reached the broker twice"]


@pytest.mark.parametrize(
    ("changes", "is_meant"),
    [
        ({}, True),
        ({"side": "sell"}, False),
        ({"quantity": D(2)}, False),
        ({"intent": "target"}, False),
        ({"account": "other"}, False),
        ({"source": "ticket"}, False),
    ],
)
def test_an_alert_that_was_agreed_to_excuses_nothing_else(
    changes: dict[str, Any], *, is_meant: bool
) -> None:
    asked = OrderWish("paper", "ESH2024", "delta", "buy", D(1), source="alert")
    hand = Hand(may_agree=lambda: True, foreseen=[asked])
    question = TrialQuestion("", "", ("paper",), lambda: None, lambda _: None)
    hand.agreed.append((time.perf_counter(), hand.foresaw(question)))
    assert hand.was_asked(replace(asked, **changes)) is is_meant
    assert hand.was_asked(asked) is not is_meant  # once


def test_every_key_that_must_be_held_is_among_those_that_are_mashed() -> None:
    held = {one.act: one.hold_s for one in HOTKEYS if one.hold_s}
    assert held == {**HELD, Act.CLOSE: 0.4}  # which has no key until it is given one
