"""How many contracts a risk comes to."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.builders import AAPL, ES, MES
from traderterminal.domain.exits import ExitLevel, Exits, Trail
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.ui.viewmodels.risk_size import NotSized, Risk, RiskUnit, read_risk, size_from
from traderterminal.ui.viewmodels.typed import NotReadable

D = Decimal
ENTRY, EQUITY = D("4800.00"), D(100_000)
#: 16 ticks of ES are 200 dollars.
STOP = Exits(stop=ExitLevel(D(16), "ticks"))


def size(
    text: str,
    exits: Exits | None = STOP,
    instrument: Instrument = ES,
    side: Side = Side.BUY,
    entry: Decimal | None = ENTRY,
    equity: Decimal | None = EQUITY,
    fees: str = "0",
) -> Decimal:
    return size_from(
        read_risk(text), exits, entry, instrument, side=side, equity=equity, fees=D(fees)
    )


@pytest.mark.parametrize(
    ("text", "risk"),
    [
        ("200", Risk(D(200))),
        ("$1,250.50", Risk(D("1250.50"))),
        ("200$", Risk(D(200))),
        (" 0.5 % ", Risk(D("0.5"), RiskUnit.PERCENT)),
        ("40t", Risk(D(40), RiskUnit.TICKS)),
    ],
)
def test_a_risk_is_money_a_share_of_the_equity_or_ticks(text: str, risk: Risk) -> None:
    assert read_risk(text) == risk
    assert read_risk(risk.text) == risk


@pytest.mark.parametrize("text", ["", "much", "$5t", "-5", "0", "1%%", "t", "nan"])
def test_what_is_no_risk_is_told(text: str) -> None:
    with pytest.raises(NotReadable):
        read_risk(text)


@pytest.mark.parametrize(
    ("text", "lots"), [("200", 1), ("399.99", 1), ("400", 2), ("1%", 5), ("32t", 2), ("47t", 2)]
)
def test_the_size_is_what_the_risk_leaves_room_for(text: str, lots: int) -> None:
    assert size(text) == lots
    assert size(text, side=Side.SELL) == lots


def test_fees_count_against_money_and_not_against_ticks() -> None:
    assert size("400", fees="4.50") == 1
    assert size("409", fees="4.50") == 2
    assert size("32t", fees="4.50") == 2


def test_a_trailing_stop_and_a_price_limit_a_loss_too() -> None:
    assert size("200", Exits(trail=Trail(ticks=8))) == 2
    assert size("200", Exits(stop=ExitLevel(D("4798.00"), "price"))) == 2
    assert size("200", Exits(stop=ExitLevel(D("4802.00"), "price")), side=Side.SELL) == 2


def test_a_smaller_contract_takes_more_of_it() -> None:
    assert size("200", instrument=MES) == 10


@pytest.mark.parametrize(
    ("text", "exits", "side", "entry", "equity", "says"),
    [
        ("200", None, Side.BUY, ENTRY, None, "A size from risk needs a stop"),
        ("200", Exits(), Side.BUY, ENTRY, None, "A size from risk needs a stop"),
        ("200", STOP, Side.BUY, None, None, "needs a price"),
        ("199", STOP, Side.BUY, ENTRY, None, "1 ESH2024 would lose $200.00 at its stop"),
        ("1%", STOP, Side.BUY, ENTRY, None, "is not known while a price is missing"),
        ("1%", STOP, Side.BUY, ENTRY, D(-500), "more than the risk of $0.00"),
        ("200", Exits(stop=ExitLevel(D(9), "money")), Side.BUY, ENTRY, None, "in t, pt, %"),
        (
            "200",
            Exits(stop=ExitLevel(D(4802), "price")),
            Side.BUY,
            ENTRY,
            None,
            "The stop at 4,802.00 is on the wrong side of 4,800.00 to buy",
        ),
    ],
)
def test_what_gives_no_size_is_told(
    text: str,
    exits: Exits | None,
    side: Side,
    entry: Decimal | None,
    equity: Decimal | None,
    says: str,
) -> None:
    with pytest.raises(NotSized) as told:
        size(text, exits, side=side, entry=entry, equity=equity)
    assert says in str(told.value)


def test_a_step_never_leads_to_nothing() -> None:
    assert Risk(D(15)).stepped(-1) == Risk(D(10))
    assert Risk(D("0.5"), RiskUnit.PERCENT).stepped(2) == Risk(D("0.7"), RiskUnit.PERCENT)


@given(
    risk=st.decimals(1, 100_000, places=2),
    ticks=st.integers(1, 500),
    fees=st.decimals(0, 20, places=2),
    instrument=st.sampled_from([ES, MES, AAPL]),
    side=st.sampled_from(list(Side)),
)
def test_no_size_loses_more_than_the_risk_and_one_lot_more_would(
    risk: Decimal, ticks: int, fees: Decimal, instrument: Instrument, side: Side
) -> None:
    entry, exits = D("4800.00"), Exits(stop=ExitLevel(D(ticks), "ticks"))
    each = ticks * instrument.tick_value * instrument.lot_size + fees
    try:
        found = size_from(Risk(risk), exits, entry, instrument, side=side, equity=None, fees=fees)
    except NotSized:
        assert each > risk
        return
    lots = found / instrument.lot_size
    assert lots == int(lots)
    assert lots * each <= risk < (lots + 1) * each
