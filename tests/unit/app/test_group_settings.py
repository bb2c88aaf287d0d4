"""Groups: what each account trades in the place of what was asked."""

from decimal import Decimal

import pytest

from tests.support.settings_text import Load
from traderterminal.app.account_settings import AccountSettings
from traderterminal.app.settings import Settings
from traderterminal.desk.groups import Member, Rounding, Substitute
from traderterminal.desk.variants import Variant
from traderterminal.domain.accounts import Mode
from traderterminal.domain.errors import BadData
from traderterminal.domain.exits import ExitLevel

D = Decimal

GROUP = """
[[groups.pair.accounts]]
id = "paper_simulator"
map = { NQ = { root = "MNQ", ratio = 10 }, ES = "MES" }
"""


def test_a_map_may_say_how_many_stand_for_one(load: Load) -> None:
    group = load(GROUP + '[groups.pair]\nrounding = "nearest"\n').members("pair")
    micros = {"NQ": Substitute("MNQ", D(10)), "ES": Substitute("MES")}
    assert group == [Member("paper_simulator", D(1), micros, Rounding.NEAREST)]
    assert load("").members("nobody") is None


def test_a_paper_account_may_trade_otherwise_than_its_group(load: Load) -> None:
    text = GROUP + 'delay_s = 2.5\nstop = { ticks = 8 }\ntarget = { money = "200" }\n'
    members = load(text).members("pair")
    assert members is not None
    assert members[0].variant == Variant(
        D("2.5"), ExitLevel(D(8), "ticks"), ExitLevel(D(200), "money")
    )


def test_an_account_with_real_money_trades_as_its_group_does(load: Load) -> None:
    given = load(GROUP + "delay_s = 1\n").model_dump()
    live = AccountSettings(id="paper_simulator").model_copy(update={"mode": Mode.LIVE})
    with pytest.raises(ValueError, match="paper_simulator is live; a delay, a stop or a target"):
        Settings.model_validate(given | {"accounts": [live]})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GROUP.replace("ratio", "rato"), "the nearest valid one is ratio"),
        (GROUP.replace("10", "0"), "ratio"),
        (GROUP + GROUP, "twice in the group"),
        (GROUP + "stop = { tikcs = 8 }\n", "the nearest valid one is ticks"),
        (GROUP + "stop = { ticks = 8, money = 100 }\n", "give one of ticks, points"),
        (GROUP + "target = {}\n", "give one of ticks, points"),
        (GROUP + "target = { ticks = 0 }\n", "target"),
        (GROUP + "delay_s = -1\n", "delay_s"),
        (GROUP + "delay_s = 3601\n", "delay_s"),
        (GROUP + '[groups.pair]\nroundin = "down"\n', "the nearest valid one is rounding"),
    ],
)
def test_a_group_that_cannot_be_meant_is_an_error(load: Load, text: str, words: str) -> None:
    with pytest.raises(BadData, match=words):
        load(text)
