"""Groups: shares, fan-out, followers that do not follow."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, cast

import pytest
import pytest_asyncio

from tests.support.builders import ES, INSTRUMENTS, MES, order
from tests.support.memory_ledger import MemoryLedger
from tests.support.paper_desk import PaperDesk, paper_desk, resolve, wish
from traderterminal.desk.desk import ClientOrderIdReused
from traderterminal.desk.groups import (
    Drift,
    Groups,
    LegResult,
    Member,
    Rounding,
    Share,
    Substitute,
    share_of,
    sizes,
)
from traderterminal.desk.ports import FillFact, OrderWish, Terms
from traderterminal.domain.accounts import TradingState
from traderterminal.domain.errors import LedgerDown, OrderRefused, UnknownSymbol
from traderterminal.domain.exits import ExitLevel, Exits
from traderterminal.domain.fills import Side
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Denied, Order, OrderStatus, OrderType

D = Decimal
TEN_MICROS = {"ES": Substitute("MES", D(10))}
LEADER = Member("paper")


# Shares.


@pytest.mark.parametrize(
    ("multiplier", "rounding", "share"),
    [
        ("1", Rounding.DOWN, "3"),
        ("0.5", Rounding.DOWN, "1"),
        ("0.5", Rounding.NEAREST, "1"),
        ("0.6", Rounding.NEAREST, "2"),
        ("0.1", Rounding.DOWN, "0"),
        ("2.5", Rounding.DOWN, "7"),
    ],
)
def test_a_share_is_whole_lots(multiplier: str, rounding: Rounding, share: str) -> None:
    found = share_of(Member("a", D(multiplier), rounding=rounding), ES, resolve)
    assert found.of(D(3)) == D(share)
    assert found.of(D(-3)) == -D(share)


def test_a_mapped_contract_comes_in_the_ratio_of_the_map() -> None:
    found = share_of(Member("a", D("0.25"), TEN_MICROS), ES, resolve)
    assert (found.instrument, found.of(D(1))) == (MES, D(2))


def test_a_map_without_a_ratio_takes_one_for_one() -> None:
    found = share_of(Member("a", map={"ES": Substitute("MES")}), ES, resolve)
    assert (found.instrument, found.of(D(3))) == (MES, D(3))


def test_a_map_to_nowhere_is_an_unknown_symbol() -> None:
    with pytest.raises(UnknownSymbol):
        share_of(Member("a", map={"ES": Substitute("XES")}), ES, resolve)


def test_an_account_that_takes_all_gets_what_was_asked_for_as_it_is() -> None:
    assert Share("a", ES, D(1)).of(D("1.5")) == D("1.5")


@pytest.mark.parametrize(
    ("led", "follows", "sold", "given_up"),
    [
        (2, 1, 1, 1),  # half of what the leader keeps is less than a lot: all of it goes
        (3, 1, 1, 0),  # the follower holds its share of two already
        (3, 1, 3, 1),
        (4, 1, 2, 1),
        (4, 0, 2, 0),  # it never entered: an exit must not turn it short
        (4, -1, 2, 0),
        (2, 1, 3, 1),  # the leader turns: everybody takes its share
        (0, 0, 2, 1),
    ],
)
def test_an_exit_leaves_the_follower_its_share_of_what_the_leader_keeps(
    led: int, follows: int, sold: int, given_up: int
) -> None:
    positions = {"lead": D(led), "follow": D(follows)}
    shares = [Share("lead", ES, D(1)), Share("follow", ES, D("0.5"))]
    own, other = sizes(shares, Side.SELL, D(sold), lambda account, symbol: positions[account])
    assert (own, other) == (D(sold), D(given_up))


def test_nobody_has_no_size() -> None:
    assert sizes([], Side.BUY, D(1), lambda account, symbol: D(0)) == []


# A desk with a leader and a follower.


@dataclass
class GroupDesk:
    about: PaperDesk = field(default_factory=paper_desk)
    followers: tuple[Member, ...] = (Member("follower", D(2)),)

    def __post_init__(self) -> None:
        self.groups = self.new_groups()

    def new_groups(self, trader: Any = None) -> Groups:
        return Groups(
            trader=trader or self.about.desk,
            ledger=self.about.ledger,
            members=lambda name: [LEADER, *self.followers] if name == "all" else None,
            names=lambda: ("all",),
            resolve=resolve,
            instrument=INSTRUMENTS.__getitem__,
            tasks=self.about.tasks,
        )

    async def place(
        self, side: str | None = "buy", quantity: int | None = 1, **changes: object
    ) -> list[LegResult]:
        return await self.groups.place("all", wish(side, quantity, account="", **changes))

    def held(self, account: str, symbol: str = "ESH2024") -> int:
        return int(self.groups.held(account, symbol))

    async def halt(self, account: str, state: TradingState = TradingState.HALTED) -> None:
        await self.about.desk.set_state(account, state)


@pytest_asyncio.fixture
async def made() -> AsyncIterator[GroupDesk]:
    found = GroupDesk()
    for account in ("paper", "follower"):
        await found.about.open(account=account)
    found.about.move("4800", "4800.25", "MESH2024")
    yield found
    assert found.about.failures == []
    await found.about.tasks.aclose()


async def test_every_account_trades_its_share_under_its_own_id(made: GroupDesk) -> None:
    leader, follower = await made.place(quantity=2, client_order_id="mine")
    assert leader.order is not None
    assert follower.order is not None
    assert (leader.order.client_order_id, leader.order.quantity) == ("mine", D(2))
    assert (follower.order.client_order_id, follower.order.quantity) == ("mine-follower", D(4))
    assert (made.held("paper"), made.held("follower")) == (2, 4)


async def test_a_repeated_request_trades_once_however_often_and_when(made: GroupDesk) -> None:
    both = await asyncio.gather(
        made.place(client_order_id="mine"), made.place(client_order_id="mine")
    )
    made.groups = made.new_groups()  # as after a restart
    later = await made.place(client_order_id="mine")
    ids = {tuple(leg.order.order_id for leg in result if leg.order) for result in (*both, later)}
    assert len(ids) == 1
    assert (made.held("paper"), made.held("follower")) == (1, 2)


async def test_a_repeated_exit_is_the_same_although_the_positions_are_others(
    made: GroupDesk,
) -> None:
    made.followers = (Member("follower", D("0.5")),)
    await made.place(quantity=2)
    first = await made.place("sell", 1, client_order_id="out")
    assert await made.place("sell", 1, client_order_id="out") == first
    assert (made.held("paper"), made.held("follower")) == (1, 0)


async def test_an_id_used_for_another_wish_sends_nothing_anywhere(made: GroupDesk) -> None:
    await made.place(client_order_id="mine")
    with pytest.raises(ClientOrderIdReused):
        await made.place(quantity=3, client_order_id="mine")
    works = asyncio.gather(
        made.place(client_order_id="next"),
        made.place(quantity=3, client_order_id="next"),
        return_exceptions=True,
    )
    assert isinstance((await works)[1], ClientOrderIdReused)
    assert (made.held("paper"), made.held("follower")) == (2, 4)


async def test_a_group_order_cut_off_half_way_is_finished_by_asking_again(made: GroupDesk) -> None:
    class DiesAfterTheFirst:
        """Sends what it is told, and after that nothing more."""

        def __init__(self) -> None:
            self.sent = 0

        def __getattr__(self, name: str) -> object:
            return getattr(made.about.desk, name)

        async def place(self, one: OrderWish) -> Order:
            self.sent += 1
            if self.sent > 1:
                raise LedgerDown("the program died")
            return await made.about.desk.place(one)

    dying = made.new_groups(DiesAfterTheFirst())
    await dying.place("all", wish(account="", client_order_id="mine"))
    assert (made.held("paper"), made.held("follower")) == (1, 0)
    made.groups = made.new_groups()
    await made.place(client_order_id="mine")
    assert (made.held("paper"), made.held("follower")) == (1, 2)


async def test_one_account_that_is_refused_leaves_the_other_alone(made: GroupDesk) -> None:
    await made.halt("follower")
    leader, follower = await made.place()
    assert leader.refused is None
    assert follower.refused is not None
    assert follower.refused.code == "halted"
    assert made.groups.refusal("all", "follower") == follower.refused
    assert made.held("paper") == 1
    await made.halt("follower", TradingState.ACTIVE)
    await made.place()
    assert made.groups.refusal("all", "follower") is None


async def test_a_share_of_nothing_is_told(made: GroupDesk) -> None:
    made.followers = (Member("follower", D("0.5")),)
    _, follower = await made.place()
    assert follower.order is None
    assert follower.refused is not None
    assert follower.refused.code == "rounds_to_nothing"
    assert follower.refused.parameters["measured"] == "0.5"


async def test_a_contract_unknown_to_one_leaves_the_other_alone(made: GroupDesk) -> None:
    made.followers = (Member("follower", map={"ES": Substitute("XES")}),)
    leader, follower = await made.place()
    assert leader.order is not None
    assert follower.refused is not None
    assert follower.refused.code == "unknown_symbol"


async def test_an_account_that_is_not_there_leaves_the_other_alone(made: GroupDesk) -> None:
    made.followers = (Member("nobody"),)
    leader, follower = await made.place()
    assert leader.refused is None
    assert follower.refused is not None
    assert follower.refused.code == "account_unknown"


async def test_targets_and_closes_follow_too(made: GroupDesk) -> None:
    made.followers = (Member("follower", D("0.25"), TEN_MICROS),)
    await made.place(None, -2, intent="target")
    assert (made.held("paper"), made.held("follower", "MESH2024")) == (-2, -5)
    await made.place(None, None, intent="close")
    assert (made.held("paper"), made.held("follower", "MESH2024")) == (0, 0)


@pytest.mark.parametrize("name", ["", "nobody"])
async def test_a_group_that_is_not_there_is_refused(made: GroupDesk, name: str) -> None:
    with pytest.raises(OrderRefused) as caught:
        await made.groups.place(name, wish(account=""))
    assert caught.value.message.code == "account_unknown"


# Followers that do not follow.


async def test_a_follower_that_follows_does_not_drift(made: GroupDesk) -> None:
    assert made.groups.drift("all") == []
    await made.place(quantity=2)
    assert made.groups.drift("all") == []


async def test_drift_is_seen_and_repaired_once(made: GroupDesk) -> None:
    await made.place(quantity=3)
    await made.place(quantity=1, symbol="MESH2024")
    await made.about.desk.place(wish(None, None, intent="close", account="follower"))
    await made.about.desk.place(wish("sell", 1, account="follower", symbol="MESH2024"))
    found = made.groups.drift("all")
    assert found == [
        Drift("follower", "ESH2024", D(0), D(6)),
        Drift("follower", "MESH2024", D(1), D(2)),
    ]
    await made.groups.repair("all", symbol="MESH2024")
    assert made.groups.drift("all") == found[:1]
    made.about.move("4801", "4801.25")
    first, second = await asyncio.gather(made.groups.repair("all"), made.groups.repair("all"))
    assert [leg.order.status for leg in first if leg.order] == [OrderStatus.FILLED]
    assert [leg.refused.code for leg in second if leg.refused] == ["already_there"]
    assert made.groups.drift("all") == []
    assert made.held("follower") == 6


async def test_what_is_made_by_hand_is_followed_by_none_and_repaired_by_nothing(
    made: GroupDesk,
) -> None:
    await made.about.desk.place(wish(quantity=3))
    await made.about.desk.place(wish("sell", 5, account="follower", symbol="MESH2024"))
    assert made.groups.drift("all") == []
    assert await made.groups.repair("all") == []
    assert (made.held("paper"), made.held("follower", "MESH2024")) == (3, -5)


@pytest.mark.parametrize(
    ("by_hand", "led", "missing", "ends"),
    [
        (("buy", 3), ("buy", 1), 2, 5),  # beside it: what was made by hand stays
        (("sell", 3), ("sell", 1), -2, -5),
        (("sell", 3), ("buy", 1), 3, 2),  # against it, two lots less already
    ],
)
async def test_a_repair_leaves_what_was_made_by_hand(
    made: GroupDesk, by_hand: tuple[str, int], led: tuple[str, int], missing: int, ends: int
) -> None:
    await made.about.desk.place(wish(*by_hand, account="follower"))
    await made.halt("follower")
    await made.place(*led)  # only the leader takes it
    await made.halt("follower", TradingState.ACTIVE)
    (drift,) = made.groups.drift("all")
    assert (drift.held, drift.missing) == (D(0), D(missing))
    await made.groups.repair("all")
    assert made.groups.drift("all") == []
    assert made.held("follower") == ends


async def test_what_is_on_its_way_is_said_to_settle(made: GroupDesk) -> None:
    await made.place()
    await made.about.desk.place(wish("sell", 2, account="follower"))
    rests = wish(order_type=OrderType.LIMIT, limit_price=D(4700), account="follower")
    await made.about.desk.place(rests)
    (drift,) = made.groups.drift("all")
    assert drift.settling


async def test_a_repair_that_the_gate_refuses_is_told(made: GroupDesk) -> None:
    await made.place()
    await made.about.desk.place(wish("sell", 2, account="follower"))
    await made.halt("follower")
    (leg,) = await made.groups.repair("all")
    assert leg.refused is not None
    assert leg.refused.code == "halted"
    assert made.groups.refusal("all", "follower") == leg.refused


async def test_news_of_an_earlier_order_hides_no_later_refusal(made: GroupDesk) -> None:
    (_, earlier) = await made.place(order_type=OrderType.LIMIT, limit_price=D(4700))
    made.followers = (Member("follower", D("0.1")),)
    await made.place(client_order_id="later")
    assert earlier.order is not None
    await made.about.desk.cancel(earlier.order.order_id)
    await made.about.drained()
    refusal = made.groups.refusal("all", "follower")
    assert refusal is not None
    assert refusal.code == "rounds_to_nothing"


async def test_a_stop_that_takes_a_follower_out_is_drift(made: GroupDesk) -> None:
    stop = ExitLevel(D(10), "points")
    await made.place(exits=Exits(stop))
    await made.about.drained()
    assert made.groups.drift("all") == []
    (child,) = made.about.desk.live_orders("follower")
    assert child.group == "all"
    latest = made.groups.latest("all", "follower")
    assert latest is not None
    assert latest.order is not None
    assert latest.order.order_id == child.parent_id  # a stop is no wish of its own
    await made.about.desk.replace(child.order_id, Terms(D(2), None, D(4799)))
    made.about.move("4798", "4798.25")
    await made.about.drained()
    assert [(d.held, d.wanted) for d in made.groups.drift("all")] == [(D(0), D(2))]


async def test_a_later_run_knows_what_was_traded_for_the_group(made: GroupDesk) -> None:
    await made.place(quantity=2)
    await made.about.desk.place(wish(quantity=1, account="follower"))
    await made.about.desk.place(wish("sell", 2, account="follower"))
    later = made.new_groups()
    facts = cast(MemoryLedger, made.about.ledger).facts
    fills = [fact.fill for fact in facts if isinstance(fact, FillFact)]
    later.load(fills)
    assert later.drift("all") == made.groups.drift("all") != []
    assert later.latest("all", "paper") == made.groups.latest("all", "paper") is not None


async def test_a_reset_of_an_account_forgets_what_it_held_for_the_group(made: GroupDesk) -> None:
    await made.place()
    await made.about.desk.reset("follower", D(1_000))
    assert [(d.held, d.wanted) for d in made.groups.drift("all")] == [(D(0), D(2))]


async def test_a_leader_with_a_map_is_followed_through_it(made: GroupDesk) -> None:
    members = [Member("paper", D(1), TEN_MICROS), Member("follower")]
    made.groups = Groups(
        trader=made.about.desk,
        ledger=made.about.ledger,
        members=lambda name: members,
        names=lambda: ("all",),
        resolve=resolve,
        instrument=INSTRUMENTS.__getitem__,
        tasks=made.about.tasks,
    )
    await made.place()
    assert (made.held("paper", "MESH2024"), made.held("follower")) == (10, 1)
    assert made.groups.drift("all") == []


def test_a_reversal_of_which_one_half_has_traded_is_not_refused() -> None:
    denied = order(Denied(Message("halted")))
    assert LegResult("a", denied).refused == Message("halted")
    assert LegResult("a", replace(denied, parent_id="TT0001")).refused is None
