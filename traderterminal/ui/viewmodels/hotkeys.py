"""The keys that trade: which key does what, whether they are on, and which was heard last.

They are off until the trader switches them on. A key is written as Qt writes it: `Ctrl+Shift+F`.
What a key does is not known here: that is `hotkey_acts`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from traderterminal.kit.language import mark, translate
from traderterminal.kit.observe import Observers


class Act(StrEnum):
    """What a key can do, by the name under which it is kept."""

    PREVIEW_BUY = "preview_buy"
    PREVIEW_SELL = "preview_sell"
    BUY_MARKET = "buy_market"
    SELL_MARKET = "sell_market"
    JOIN_BID = "join_bid"
    JOIN_ASK = "join_ask"
    LIFT_ASK = "lift_ask"
    HIT_BID = "hit_bid"
    REVERSE = "reverse"
    CLOSE = "close"
    CANCEL_SYMBOL = "cancel_symbol"
    CANCEL_BUYS = "cancel_buys"
    CANCEL_SELLS = "cancel_sells"
    FLATTEN_SYMBOL = "flatten_symbol"
    FLATTEN_ALL = "flatten_all"
    KILL = "kill_switch"
    RECENTRE = "recentre"
    PRESET_1 = "preset_1"
    PRESET_2 = "preset_2"
    PRESET_3 = "preset_3"
    PRESET_4 = "preset_4"
    PRESET_5 = "preset_5"


PRESET_ACTS: Final = (Act.PRESET_1, Act.PRESET_2, Act.PRESET_3, Act.PRESET_4, Act.PRESET_5)


class Group(StrEnum):
    """What the acts are sorted by, and what is asked before one of them happens."""

    PREVIEWS = mark("Keys", "Previews: nothing is sent until you confirm it")
    ENTRIES = mark("Keys", "Entries: sent at once when the account is armed")
    EXITS = mark("Keys", "Ways out: never need arming")
    LADDER = mark("Keys", "In the ladder")


@dataclass(frozen=True, slots=True)
class Hotkey:
    """An act, its usual key (may be none), and for how many seconds that must be held.

    One that `trades` is off until the keys are on, and deaf in a text field.
    """

    act: Act
    words: str
    key: str
    group: Group
    hold_s: float = 0.0
    trades: bool = True
    number: int = 0  # of a quantity

    @property
    def said(self) -> str:
        """What it does, in the language of the screen."""
        return translate("Keys", self.words).format(number=self.number)


HOTKEYS: Final[Sequence[Hotkey]] = (
    Hotkey(Act.PREVIEW_BUY, mark("Keys", "Preview buy"), "Ctrl+B", Group.PREVIEWS),
    Hotkey(Act.PREVIEW_SELL, mark("Keys", "Preview sell"), "Ctrl+S", Group.PREVIEWS),
    Hotkey(Act.BUY_MARKET, mark("Keys", "Buy market"), "Shift+B", Group.ENTRIES),
    Hotkey(Act.SELL_MARKET, mark("Keys", "Sell market"), "Shift+S", Group.ENTRIES),
    Hotkey(Act.JOIN_BID, mark("Keys", "Join bid"), "", Group.ENTRIES),
    Hotkey(Act.JOIN_ASK, mark("Keys", "Join ask"), "", Group.ENTRIES),
    Hotkey(Act.LIFT_ASK, mark("Keys", "Lift ask"), "", Group.ENTRIES),
    Hotkey(Act.HIT_BID, mark("Keys", "Hit bid"), "", Group.ENTRIES),
    Hotkey(Act.REVERSE, mark("Keys", "Reverse position"), "", Group.ENTRIES),
    Hotkey(
        Act.CANCEL_SYMBOL, mark("Keys", "Cancel all of the symbol"), "Ctrl+Shift+X", Group.EXITS
    ),
    Hotkey(Act.CANCEL_BUYS, mark("Keys", "Cancel buys of the symbol"), "", Group.EXITS),
    Hotkey(Act.CANCEL_SELLS, mark("Keys", "Cancel sells of the symbol"), "", Group.EXITS),
    Hotkey(Act.CLOSE, mark("Keys", "Close position"), "", Group.EXITS, hold_s=0.4),
    Hotkey(
        Act.FLATTEN_SYMBOL,
        mark("Keys", "Flatten the symbol"),
        "Ctrl+Shift+F",
        Group.EXITS,
        hold_s=0.4,
    ),
    Hotkey(
        Act.FLATTEN_ALL,
        mark("Keys", "Flatten all accounts"),
        "Ctrl+Alt+Shift+F",
        Group.EXITS,
        hold_s=1.0,
    ),
    Hotkey(
        Act.KILL, mark("Keys", "Kill switch"), "Ctrl+Shift+K", Group.EXITS, hold_s=1.0, trades=False
    ),
    Hotkey(Act.RECENTRE, mark("Keys", "Recentre"), "Space", Group.LADDER, trades=False),
    *(
        Hotkey(
            act,
            mark("Keys", "Quantity {number}"),
            str(number),
            Group.LADDER,
            trades=False,
            number=number,
        )
        for number, act in enumerate(PRESET_ACTS, 1)
    ),
)
HOTKEY_OF: Final[Mapping[Act, Hotkey]] = {one.act: one for one in HOTKEYS}

#: What the chip of the keys opens.
KEYS: Final = "Keys"
#: What every control is operated with.
_CONTROLS: Final = frozenset(
    {"Return", "Enter", "Esc", "Tab", "Backtab", "Shift+Tab", "Ctrl+Return"}
)
#: Presses the button that has the focus; the ladder has none.
_PRESSES: Final = "Space"


@dataclass(frozen=True, slots=True)
class Heard:
    """The last key that was heard, what it means, and what became of it."""

    key: str
    words: str
    outcome: str = ""
    at_ns: int = 0


@dataclass(slots=True)
class _Kept:
    enabled: bool = False
    keys: dict[Act, str] = field(default_factory=lambda: {one.act: one.key for one in HOTKEYS})


class HotkeysViewModel:
    """Which key does what. `keep` stores it after each change, `changed` tells of any to draw.

    `now_ns` is host time. `reserved` maps the keys that the window has for itself to what they do.
    """

    def __init__(
        self,
        now_ns: Callable[[], int],
        kept: Mapping[str, Any],
        keep: Callable[[Mapping[str, Any]], object],
    ) -> None:
        self._now_ns = now_ns
        self._keep = keep
        self._kept = _restored(kept)
        self.reserved: Callable[[], Mapping[str, str]] = dict
        self.heard: Heard | None = None
        self.changed: Observers[None] = Observers()

    @property
    def enabled(self) -> bool:
        """Say whether the keys that trade are on."""
        return self._kept.enabled

    def enable(self, *, on: bool) -> None:
        """Switch the keys that trade on, or off."""
        if on != self._kept.enabled:
            self._kept.enabled = on
            self._store()

    def key(self, act: Act) -> str:
        """Return the key of an act; empty where it has none."""
        return self._kept.keys[act]

    def works(self, act: Act) -> bool:
        """Say whether a key does something now."""
        return bool(self.key(act)) and (self.enabled or not HOTKEY_OF[act].trades)

    def conflict(self, act: Act, key: str) -> str:
        """Say why a key cannot be that of an act; empty where it can."""
        in_ladder = HOTKEY_OF[act].group is Group.LADDER
        if key in _CONTROLS or (key == _PRESSES and not in_ladder):
            return translate("Keys", "{key} operates buttons and fields. Take another key.").format(
                key=key
            )
        taken = self.reserved().get(key)
        if taken is not None:
            return translate("Keys", "{key} is {taken} already. Take another key.").format(
                key=key, taken=taken
            )
        for other, its in self._kept.keys.items():
            if its == key and other is not act:
                return translate(
                    "Keys", "{key} is {words} already. Take its key away first."
                ).format(key=key, words=HOTKEY_OF[other].said)
        return ""

    def take(self, act: Act, key: str) -> str:
        """Give an act a key, or none; return what stands against it, which leaves it as it was."""
        problem = self.conflict(act, key) if key else ""
        if not problem and key != self.key(act):
            self._kept.keys[act] = key
            self._store()
        return problem

    def reset(self) -> None:
        """Give every act its usual key."""
        self._kept.keys = _Kept().keys
        self._store()

    def hear(self, key: str, words: str, outcome: str = "") -> None:
        """Take note of a key that was heard, of what it means, and of what became of it."""
        self.heard = Heard(key, words, outcome, self._now_ns())
        self.changed.emit(None)

    @property
    def heard_words(self) -> str:
        """Say which key was heard last: the proof that keys arrive here."""
        heard = self.heard
        if heard is None:
            return translate("Keys", "No key heard yet")
        outcome = f". {heard.outcome}" if heard.outcome else ""
        return translate("Keys", "Last key heard: {key}, {words}{outcome}").format(
            key=heard.key, words=heard.words, outcome=outcome
        )

    def _store(self) -> None:
        self._keep(
            {"enabled": self.enabled, "keys": {a.value: k for a, k in self._kept.keys.items()}}
        )
        self.changed.emit(None)


def _restored(kept: Mapping[str, Any]) -> _Kept:
    """Take over what was kept; what is unknown, wrong or given twice has its usual key, or none."""
    found = _Kept(enabled=kept.get("enabled") is True)
    keys = kept.get("keys")
    if not isinstance(keys, Mapping):
        return found
    for act in Act:
        key = keys.get(act.value)
        if isinstance(key, str):
            found.keys[act] = key
    seen = set[str]()
    for act, key in found.keys.items():
        if key and key in seen:
            found.keys[act] = ""
        seen.add(key)
    return found
