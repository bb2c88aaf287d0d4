"""The keys: which key does what, whether those that trade are on, and which was heard last.

Those that trade are off until the trader switches them on. A key is written as Qt writes it:
`Ctrl+Shift+F`. What a key does is not known here: that is `hotkey_acts`, and of what the window
does the menus.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, Final

from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark, translate
from traderterminal.kit.observe import Observers
from traderterminal.ui.viewmodels.pane_names import pane_title


class Act(StrEnum):
    """What a key can do beside what the window has it do, by the name under which it is kept."""

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
    WINDOW = mark("Keys", "In the window")


@frozen
class Hotkey:
    """An act, its usual key (may be none), and for how many seconds that must be held.

    One that `trades` is off until the keys are on, and deaf in a text field. `words` are translated
    in `context`; `number` is of a quantity or a workspace, `pane` the name of one that it leads to.
    """

    act: str
    words: str
    key: str
    group: Group
    hold_s: float = 0.0
    trades: bool = True
    number: int = 0
    pane: str = ""
    context: str = "Keys"

    @property
    def said(self) -> str:
        """What it does, in the language of the screen."""
        words = translate(self.context, self.words)
        return words.format(number=self.number, name=pane_title(self.pane) if self.pane else "")


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
HOTKEY_OF: Final[Mapping[str, Hotkey]] = {one.act: one for one in HOTKEYS}

#: What else in the window tells the key of, by the names under which that is kept.
PALETTE: Final = "palette"
SYMBOL_SEARCH: Final = "symbol_search"
ORDER_LINE: Final = "order_line"
PLAY: Final = "replay_play"
NEXT_BAR: Final = "replay_next_bar"
NEXT_ROW: Final = "replay_next_row"
GO_TO: Final = mark("Keys", "Go to {name}")


def workspace_act(number: int) -> str:
    """Return the name of showing the workspace at a place, from 0 on."""
    return f"workspace_{number + 1}"


def act_of_pane(name: str) -> str:
    """Return the name of going to a pane."""
    return f"go_to {name}"


#: What the chip of the keys opens.
KEYS: Final = "Keys"
#: What every control is operated with.
_CONTROLS: Final = frozenset(
    {"Return", "Enter", "Esc", "Tab", "Backtab", "Shift+Tab", "Ctrl+Return"}
)
#: Presses the button that has the focus; the ladder has none.
_PRESSES: Final = "Space"
#: Keys of the panes, and of every window, which stay as they are.
FIXED: Final = (
    (mark("Keys", "Walk through the panes"), "F6 / Shift+F6"),
    (mark("Keys", "The keys"), "?"),
    (mark("Keys", "Send, in a preview"), "Ctrl+Return"),
    (mark("Keys", "Discard what is asked or dragged"), "Esc"),
    (mark("Keys", "Scroll ladder"), "Up / Down / PgUp / PgDown"),
    (mark("Keys", "Change an order in the list"), "F2"),
    (mark("Keys", "Cancel the selected order"), "Del"),
    (mark("Keys", "Fold or unfold the bracket of an order"), "Left / Right"),
    (mark("Keys", "Move a symbol in its list"), "Alt+Up / Alt+Down"),
    (mark("Keys", "Order or alert at a price, in a chart"), "P"),
)
_FIXED_WORDS: Final = {key: words for words, keys in FIXED for key in keys.split(" / ")}


def _operates(key: str, group: Group) -> bool:
    return key in _CONTROLS or (key == _PRESSES and group is not Group.LADDER)


def _is_spoken_for(key: str, group: Group) -> bool:
    return key in _FIXED_WORDS or _operates(key, group)


@frozen
class Heard:
    """The last key that was heard, what it means, and what became of it."""

    key: str
    words: str
    outcome: str = ""
    at_ns: int = 0


class HotkeysViewModel:
    """Which key does what. `keep` stores it after each change, `changed` tells of any to draw.

    `now_ns` is host time, `kept` what was stored last: what of it is unknown or wrong is left out.
    `written` writes a key as it stands on the keyboards of the language.
    """

    def __init__(
        self,
        now_ns: Callable[[], int],
        kept: Mapping[str, Any],
        keep: Callable[[Mapping[str, Any]], object],
        written: Callable[[str], str] = str,
    ) -> None:
        self.written = written
        self._now_ns = now_ns
        self._keep = keep
        self._enabled = kept.get("enabled") is True
        keys = kept.get("keys")
        found = keys.items() if isinstance(keys, Mapping) else ()
        self._chosen = {act: key for act, key in found if isinstance(key, str)}
        self._hotkeys: dict[str, Hotkey] = {}
        self._keys: dict[str, str] = {}
        self.heard: Heard | None = None
        self.changed: Observers[None] = Observers()
        self.add(HOTKEYS)

    def add(self, hotkeys: Iterable[Hotkey]) -> None:
        """Take in what can have a key; one that was given twice belongs to who came first."""
        for one in hotkeys:
            if one.act not in self._hotkeys:
                key = self._chosen.get(one.act, one.key)
                if _is_spoken_for(key, one.group):  # kept by a version that did not know
                    key = one.key
                self._keys[one.act] = "" if key in self._keys.values() else key
                self._hotkeys[one.act] = one

    @property
    def all(self) -> Sequence[Hotkey]:
        """What can have a key, in the order in which it is shown."""
        return tuple(self._hotkeys.values())

    @property
    def enabled(self) -> bool:
        """Say whether the keys that trade are on."""
        return self._enabled

    def enable(self, *, on: bool) -> None:
        """Switch the keys that trade on, or off."""
        if on != self._enabled:
            self._enabled = on
            self._store()

    def key(self, act: str) -> str:
        """Return the key of an act; empty where it has none, or is not known here."""
        return self._keys.get(act, "")

    def works(self, act: str) -> bool:
        """Say whether a key does something now."""
        return bool(self.key(act)) and (self.enabled or not self._hotkeys[act].trades)

    def conflict(self, act: str, key: str) -> str:
        """Say why a key cannot be that of an act; empty where it can."""
        if _operates(key, self._hotkeys[act].group):
            return translate("Keys", "{key} operates buttons and fields. Take another key.").format(
                key=self.written(key)
            )
        if key in _FIXED_WORDS:
            return translate("Keys", "{key} is {taken} already. Take another key.").format(
                key=self.written(key), taken=translate("Keys", _FIXED_WORDS[key])
            )
        for other, its in self._keys.items():
            if its == key and other != act:
                return translate(
                    "Keys", "{key} is {words} already. Take its key away first."
                ).format(key=self.written(key), words=self._hotkeys[other].said.removesuffix("…"))
        return ""

    def take(self, act: str, key: str) -> str:
        """Give an act a key, or none; return what stands against it, which leaves it as it was."""
        problem = self.conflict(act, key) if key else ""
        if not problem and key != self.key(act):
            self._keys[act] = key
            self._store()
        return problem

    def reset(self) -> None:
        """Give every act its usual key."""
        self._keys = {one.act: one.key for one in self.all}
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
            key=self.written(heard.key), words=heard.words, outcome=outcome
        )

    def _store(self) -> None:
        """Keep it, with the keys of what is not here just now."""
        self._chosen = {**self._chosen, **self._keys}
        self._keep({"enabled": self.enabled, "keys": self._chosen})
        self.changed.emit(None)
