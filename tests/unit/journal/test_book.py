"""The journal as it grows: each fill once, in any order of arrival, chosen by what is asked."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.support.builders import fill
from tests.support.market import utc_date
from traderterminal.domain.fills import Fill, Side
from traderterminal.journal.book import Journal, Selection
from traderterminal.journal.round_trips import EntryPart, build

D = Decimal
DAY = 86_400_000_000_000


def day_trade(day: int, points: int = 1, **changes: object) -> list[Fill]:
    """A long trade of one contract that closes on a day since 1970, so many points up."""
    made = [
        fill(f"{day}a", Side.BUY, "1", "100", at_ns=day * DAY),
        fill(f"{day}b", Side.SELL, "1", str(100 + points), at_ns=day * DAY + 1),
    ]
    return [replace(each, **changes) for each in made]  # type: ignore[arg-type] # by use


@pytest.fixture
def journal() -> Journal:
    return Journal(utc_date)


def test_a_trade_appears_with_the_fill_that_closes_it(journal: Journal) -> None:
    heard: list[Fill] = []
    journal.changed.connect(heard.append)
    opening, closing = day_trade(3)
    journal.add(opening)
    assert journal.trades() == []
    journal.add(closing)
    (trade,) = journal.trades()
    assert trade.trade_date == date(1970, 1, 4)
    assert heard == [opening, closing]
    assert journal.version == 2


def test_a_fill_that_is_known_changes_nothing(journal: Journal) -> None:
    for each in day_trade(1) * 2:
        journal.add(each)
    assert len(journal.trades()) == 1
    assert journal.version == 2
    other = replace(day_trade(1)[0], account="other")
    journal.add(other)  # the same id of another account is another fill
    assert len(list(journal.all_fills())) == 3


def test_loading_is_one_change_and_tells_nobody(journal: Journal) -> None:
    heard: list[Fill] = []
    journal.changed.connect(heard.append)
    journal.load([*day_trade(1), *day_trade(2)])
    assert (journal.version, heard) == (1, [])
    assert len(journal.trades()) == 2


def test_a_late_fill_puts_the_position_together_anew(journal: Journal) -> None:
    fills = [*day_trade(1), *day_trade(2, -3), *day_trade(3, 5)]
    for late in range(len(fills)):
        journal = Journal(utc_date)
        journal.load(each for index, each in enumerate(fills) if index != late)
        journal.add(fills[late])
        assert [trade.trip for trade in journal.trades()] == build(fills)[0], late
        assert list(journal.fills("paper", "ESH2024")) == fills


def test_trades_come_in_the_order_in_which_they_closed(journal: Journal) -> None:
    journal.load(day_trade(2, symbol="ESM2024", account="other"))
    journal.load([*day_trade(1), *day_trade(3)])
    days = [trade.trade_date.day - 1 for trade in journal.trades()]
    assert days == [1, 2, 3]


@pytest.mark.parametrize(
    ("selection", "days"),
    [
        (Selection(), [1, 2, 3, 4]),
        (Selection(account="paper"), [1, 2, 3]),
        (Selection(account="nobody"), []),
        (Selection(symbol="ESM2024"), [3]),
        (Selection(strategy="orb"), [2]),
        (Selection(group="pair"), [3]),
        (Selection(first=date(1970, 1, 3)), [2, 3, 4]),
        (Selection(last=date(1970, 1, 3)), [1, 2]),
        (Selection(first=date(1970, 1, 3), last=date(1970, 1, 3)), [2]),
        (Selection("paper", "ESH2024", "orb", date(1970, 1, 1), date(1970, 12, 31)), [2]),
    ],
)
def test_what_is_asked_for_is_chosen(
    journal: Journal, selection: Selection, days: list[int]
) -> None:
    journal.load(day_trade(1))
    journal.load(day_trade(2, strategy="orb"))
    journal.load(day_trade(3, symbol="ESM2024", group="pair"))
    journal.load(day_trade(4, account="other"))
    assert [trade.trade_date.day - 1 for trade in journal.trades(selection)] == days
    assert journal.statistics(selection).n == len(days)


def test_statistics_are_net_of_fees(journal: Journal) -> None:
    journal.load([*day_trade(1, 1), *day_trade(2, -1)])
    found = journal.statistics()
    assert found.net == -4 * D("2.25")
    assert (found.wins, found.losses) == (1, 1)


def test_what_came_of_a_position_since_an_instant(journal: Journal) -> None:
    journal.load([*day_trade(1, 2), *day_trade(2, 3)])
    late_opening = fill("z", Side.SELL, "2", "101", at_ns=2 * DAY + 9)
    journal.add(late_opening)
    made = journal.since("paper", "ESH2024", 2 * DAY)
    assert (made.held_before, made.bought, made.point_value) == (D(0), D(-2), D(50))
    assert made.cash == 150 + 2 * 101 * 50 - 3 * D("2.25")
    held = journal.since("paper", "ESH2024", 2 * DAY + 1)  # bought before, sold after
    assert (held.held_before, held.bought) == (D(1), D(-3))
    assert journal.since("paper", "ESH2024", 9 * DAY).held_before == -2


def test_the_last_price_before_an_instant_is_that_of_the_last_fill(journal: Journal) -> None:
    journal.load([*day_trade(1, 2), *day_trade(2, 3)])
    assert journal.last_price_before("paper", "ESH2024", 2 * DAY) == 102
    assert journal.last_price_before("paper", "ESH2024", 2 * DAY + 1) == 100
    assert journal.symbols("paper") == ["ESH2024"]
    assert journal.symbols("other") == []


def test_an_account_that_starts_anew_is_forgotten_and_can_hear_the_same_fills(
    journal: Journal,
) -> None:
    journal.load(day_trade(1))
    journal.load(day_trade(2, account="other"))
    before = journal.version
    journal.forget("paper")
    assert [trade.trip.account for trade in journal.trades()] == ["other"]
    assert journal.fills("paper", "ESH2024") == ()
    assert journal.version == before + 1
    for each in day_trade(1):
        journal.add(each)
    assert len(journal.trades()) == 2


class Risks:
    """The risk of each unit by the order that opened it."""

    def __init__(self) -> None:
        self.of_order: dict[str, Decimal] = {}

    def __call__(self, entries: Iterable[EntryPart], point_value: Decimal) -> Decimal | None:
        parts = [(self.of_order.get(entry.order_id), entry.quantity) for entry in entries]
        known = [each * quantity for each, quantity in parts if each is not None]
        return sum(known, D(0)) if len(known) == len(parts) else None


def test_a_trade_has_its_risk_and_what_it_made_of_it() -> None:
    risks = Risks()
    journal = Journal(utc_date, risks)
    risks.of_order["known"] = D(20)
    journal.load([*day_trade(1, order_id="known"), *day_trade(2, order_id="not")])
    known, unknown = journal.trades()
    assert (known.risk, known.r_net) == (D(20), known.trip.net_pnl / 20)
    assert (unknown.risk, unknown.r_net) == (None, None)


def test_what_is_learnt_later_gives_trades_their_risk_and_is_one_change() -> None:
    risks = Risks()
    journal = Journal(utc_date, risks)
    journal.load([*day_trade(1, order_id="known"), *day_trade(2, order_id="not")])
    assert [trade.risk for trade in journal.trades()] == [None, None]
    before, risks.of_order["known"] = journal.version, D(20)
    for _ in journal.judge_risks():
        pass
    assert [trade.risk for trade in journal.trades()] == [D(20), None]
    assert journal.version == before + 1


def test_a_trade_that_was_put_together_anew_meanwhile_is_not_taken_for_the_old_one() -> None:
    risks = Risks()
    journal = Journal(utc_date, risks)
    trades = [fill for day in range(1, 203) for fill in day_trade(day, order_id="known")]
    journal.load(trades)
    risks.of_order["known"] = D(20)
    judging = journal.judge_risks()
    next(judging)
    # when the fee of the last one's exit is told, between two steps
    journal.change(trades[-1], replace(trades[-1], fee=D(9)))
    for _ in judging:
        pass
    last = journal.trades()[-1]
    assert (last.trip.fees, last.risk) == (D("11.25"), D(20))
    assert len(journal.trades()) == 202


def test_what_is_held_has_the_risk_of_its_own_entries_alone() -> None:
    # given a trade that is over, and three held that were opened at two risks
    risks = Risks()
    risks.of_order = {"old": D(1), "first": D(10), "second": D(40)}
    journal = Journal(utc_date, risks)
    journal.load(day_trade(1, order_id="old"))
    journal.add(fill("c", Side.BUY, "2", order_id="first", at_ns=2 * DAY))
    journal.add(fill("d", Side.BUY, "1", order_id="second", at_ns=2 * DAY + 1))
    assert journal.risk_of_unit("paper", "ESH2024", D(3)) == (2 * 10 + 40) / D(3)
    # when one leaves, those that are left keep the average
    journal.add(fill("e", Side.SELL, "1", at_ns=2 * DAY + 2))
    assert journal.risk_of_unit("paper", "ESH2024", D(2)) == D(20)
    # and nothing is said of what the fills do not come to, or of what nothing is known of
    assert journal.risk_of_unit("paper", "ESH2024", D(3)) is None
    assert journal.risk_of_unit("paper", "NQH2024", D(1)) is None
    risks.of_order.pop("second")
    assert journal.risk_of_unit("paper", "ESH2024", D(2)) is None


def test_through_zero_the_new_trade_is_opened_by_the_part_that_opens() -> None:
    risks = Risks()
    risks.of_order["turn"] = D(10)
    journal = Journal(utc_date, risks)
    journal.add(fill("a", Side.BUY, "1", order_id="by hand", at_ns=1))
    journal.add(fill("b", Side.SELL, "3", order_id="turn", at_ns=2))
    (closed,) = journal.trades()
    assert closed.risk is None
    assert closed.trip.entries == (EntryPart("by hand", D(1), D(4800)),)
    assert journal.risk_of_unit("paper", "ESH2024", D(-2)) == D(10)
