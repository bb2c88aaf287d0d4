"""Which key does what: off until switched on, without two meanings, found again as it was kept."""

import pytest

from traderterminal.ui.viewmodels.hotkeys import (
    HOTKEY_OF,
    HOTKEYS,
    Act,
    Group,
    Hotkey,
    HotkeysViewModel,
)

SEARCH = Hotkey("symbol_search", "Symbol search", "Ctrl+L", Group.WINDOW, trades=False)


class Kept:
    def __init__(self, **state: object) -> None:
        self.state: dict[str, object] = state
        self.told = 0
        self.vm = HotkeysViewModel(lambda: 7, self.state, self.state.update)
        self.vm.changed.connect(self._tell)

    def _tell(self, _: None) -> None:
        self.told += 1


def test_what_trades_is_off_until_it_is_switched_on() -> None:
    kept = Kept()
    assert not kept.vm.enabled
    working = {one.act for one in HOTKEYS if kept.vm.works(one.act)}
    assert working == {Act.KILL, *(one.act for one in HOTKEYS if one.group is Group.LADDER)}
    kept.vm.enable(on=True)
    assert kept.vm.works(Act.BUY_MARKET)
    assert not kept.vm.works(Act.JOIN_BID)  # it has no key
    kept.vm.enable(on=True)
    assert kept.told == 1


def test_the_usual_keys_are_those_that_the_pages_of_help_name() -> None:
    usual = {one.key: (one.act, one.hold_s) for one in HOTKEYS if one.key}
    assert usual["Ctrl+B"] == (Act.PREVIEW_BUY, 0)
    assert usual["Ctrl+S"] == (Act.PREVIEW_SELL, 0)
    assert usual["Shift+B"] == (Act.BUY_MARKET, 0)
    assert usual["Shift+S"] == (Act.SELL_MARKET, 0)
    assert usual["Ctrl+Shift+X"] == (Act.CANCEL_SYMBOL, 0)
    assert usual["Ctrl+Shift+F"] == (Act.FLATTEN_SYMBOL, 0.4)
    assert usual["Ctrl+Alt+Shift+F"] == (Act.FLATTEN_ALL, 1)
    assert usual["Ctrl+Shift+K"] == (Act.KILL, 1)
    assert [usual[str(n)][0] for n in range(1, 6)] == list(Act)[-5:]
    assert len(usual) == len([one for one in HOTKEYS if one.key])


def test_an_act_takes_another_key_and_keeps_it_for_the_next_start() -> None:
    kept = Kept()
    assert kept.vm.take(Act.JOIN_BID, "Q") == ""
    assert kept.vm.take(Act.BUY_MARKET, "") == ""
    kept.vm.enable(on=True)
    again = Kept(**kept.state)
    assert (again.vm.key(Act.JOIN_BID), again.vm.key(Act.BUY_MARKET)) == ("Q", "")
    assert again.vm.enabled
    again.vm.reset()
    assert (again.vm.key(Act.JOIN_BID), again.vm.key(Act.BUY_MARKET)) == ("", "Shift+B")
    assert again.vm.enabled


def test_a_key_that_was_kept_and_belongs_to_a_pane_gives_way_to_the_usual_one() -> None:
    keys = {Act.CANCEL_SYMBOL: "Left", Act.FLATTEN_ALL: "Alt+Up", Act.CLOSE: "Esc"}
    kept = Kept(keys={str(act): key for act, key in keys.items()})
    assert kept.vm.key(Act.CANCEL_SYMBOL) == "Ctrl+Shift+X"
    assert kept.vm.key(Act.FLATTEN_ALL) == "Ctrl+Alt+Shift+F"
    assert kept.vm.key(Act.CLOSE) == ""
    for key in ("Right", "Alt+Down"):
        assert kept.vm.take(Act.CANCEL_SYMBOL, key).startswith(f"{key} is ")


def test_what_the_window_does_has_a_key_in_the_same_way() -> None:
    kept = Kept()
    kept.vm.add([SEARCH])
    assert kept.vm.works("symbol_search")  # it trades nothing
    assert kept.vm.all[-1].said == "Symbol search"
    assert kept.vm.take("symbol_search", "Shift+B").startswith("Shift+B is Buy market already")
    assert kept.vm.take("symbol_search", "F12") == ""
    kept.vm.take(Act.JOIN_BID, "Ctrl+L")
    again = Kept(**kept.state)
    again.vm.take(Act.JOIN_ASK, "W")  # before the window is there
    again = Kept(**again.state)
    again.vm.add([SEARCH])
    again.vm.add([SEARCH])  # the window may be made anew
    assert again.vm.key("symbol_search") == "F12"
    assert [one.act for one in again.vm.all].count("symbol_search") == 1
    again.vm.reset()
    assert (again.vm.key("symbol_search"), again.vm.key(Act.JOIN_BID)) == ("Ctrl+L", "")


def test_what_comes_later_has_no_key_that_another_has() -> None:
    kept = Kept(keys={"join_bid": "Ctrl+L"})
    kept.vm.add([SEARCH])
    assert kept.vm.key(Act.JOIN_BID) == "Ctrl+L"
    assert not kept.vm.works("symbol_search")


def test_a_key_never_has_two_meanings() -> None:
    kept = Kept()
    kept.vm.add([SEARCH])
    for key, why in (
        ("Shift+S", "Shift+S is Sell market already. Take its key away first."),
        ("Ctrl+L", "Ctrl+L is Symbol search already. Take its key away first."),
        ("F6", "F6 is Walk through the panes already. Take another key."),
        ("PgUp", "PgUp is Scroll ladder already. Take another key."),
        ("Return", "Return operates buttons and fields. Take another key."),
        ("Space", "Space operates buttons and fields. Take another key."),
    ):
        assert kept.vm.take(Act.BUY_MARKET, key) == why
        assert kept.vm.key(Act.BUY_MARKET) == "Shift+B"
    assert kept.told == 0
    assert kept.vm.take(Act.BUY_MARKET, "Shift+B") == ""
    assert kept.vm.conflict(Act.RECENTRE, "Space") == ""


@pytest.mark.parametrize(
    "state",
    [
        {"enabled": "yes", "keys": 3},
        {"keys": {"buy_market": 5, "no_such_act": "A"}},
        {"keys": None},
    ],
)
def test_what_cannot_be_read_is_as_usual(state: dict[str, object]) -> None:
    kept = Kept(**state)
    assert not kept.vm.enabled
    assert all(kept.vm.key(act) == HOTKEY_OF[act].key for act in Act)


def test_a_key_that_was_kept_twice_goes_to_the_first_of_both() -> None:
    kept = Kept(keys={"buy_market": "B", "sell_market": "B"})
    assert (kept.vm.key(Act.BUY_MARKET), kept.vm.key(Act.SELL_MARKET)) == ("B", "")


def test_the_last_key_heard_is_said_with_what_became_of_it() -> None:
    kept = Kept()
    assert kept.vm.heard_words == "No key heard yet"
    kept.vm.hear("Shift+B", "Buy 1 ESH2024 market")
    assert kept.vm.heard_words == "Last key heard: Shift+B, Buy 1 ESH2024 market"
    kept.vm.hear("Shift+B", "Buy market", "Not in a text field")
    assert kept.vm.heard_words.endswith("Buy market. Not in a text field")
    assert kept.vm.heard is not None
    assert kept.vm.heard.at_ns == 7
    assert kept.told == 2
