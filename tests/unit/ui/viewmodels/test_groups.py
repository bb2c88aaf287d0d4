"""Groups as they are shown, and their repair."""

from collections.abc import AsyncIterator
from decimal import Decimal

import pytest
import pytest_asyncio

from tests.support.builders import ES, INSTRUMENTS
from tests.support.market import utc_date
from tests.support.paper_desk import FEE, PaperDesk, paper_desk, resolve, wish
from traderterminal.desk.desk import Change, FillBooked
from traderterminal.desk.groups import Drift, Groups, Member, Rounding, Substitute
from traderterminal.desk.variants import Variant
from traderterminal.domain.accounts import TradingState
from traderterminal.domain.errors import OrderRefused
from traderterminal.domain.exits import ExitLevel
from traderterminal.domain.messages import Message
from traderterminal.journal.book import Journal
from traderterminal.ui.viewmodels.account_choice import AccountEntry
from traderterminal.ui.viewmodels.groups import (
    GroupsViewModel,
    sending_words,
    share_words,
    variant_words,
)

D = Decimal
MEMBERS = [Member("paper"), Member("second", D(2)), Member("third", D("0.5"))]


class Bench:
    """A leader and two followers, one of them too small for a single lot."""

    def __init__(self) -> None:
        self.about: PaperDesk = paper_desk()
        self.names = ["pair"]
        self.said: list[Message] = []
        self.told = 0
        self.groups = Groups(
            trader=self.about.desk,
            ledger=self.about.ledger,
            members=lambda name: MEMBERS if name == "pair" else None,
            names=lambda: self.names,
            resolve=resolve,
            instrument=INSTRUMENTS.__getitem__,
            tasks=self.about.tasks,
        )
        self.journal = Journal(utc_date)
        self.about.desk.changed.connect(self._keep)
        self.vm = GroupsViewModel(
            groups=self.groups,
            desk=self.about.desk,
            journal=self.journal,
            entry_of=lambda account: AccountEntry(account, account.capitalize(), "simulator"),
            tasks=self.about.tasks,
            say=self.said.append,
        )
        self.vm.changed.connect(self._count)

    def _keep(self, change: Change) -> None:
        if isinstance(change, FillBooked):
            self.journal.add(change.fill)

    def _count(self, _: None) -> None:
        self.told += 1

    async def place(self, quantity: int = 1) -> None:
        await self.groups.place("pair", wish(quantity=quantity, account=""))

    def follows(self) -> list[str]:
        return [row.follows for row in self.vm.rows]


@pytest_asyncio.fixture
async def bench() -> AsyncIterator[Bench]:
    made = Bench()
    for member in MEMBERS:
        await made.about.open(account=member.account)
    yield made
    made.vm.close()
    assert made.about.failures == []
    await made.about.tasks.aclose()


async def test_a_row_says_who_leads_who_follows_and_what_the_latest_wish_came_to(
    bench: Bench,
) -> None:
    assert [row.latest for row in bench.vm.rows] == [None, None, None]
    await bench.place()
    leader, second, third = bench.vm.rows
    assert [row.account.name for row in (leader, second, third)] == ["Paper", "Second", "Third"]
    assert bench.follows() == ["Leads", "Follows", "Follows"]
    assert leader.latest is not None
    assert leader.latest.order is not None
    assert third.latest is not None
    assert third.latest.refused is not None
    assert third.latest.refused.code == "rounds_to_nothing"


async def test_a_variant_follows_nobody_and_says_what_its_trades_came_to(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Variant(stop=ExitLevel(D(8), "ticks"))
    monkeypatch.setitem(globals(), "MEMBERS", [MEMBERS[0], Member("second", D(2), variant=own)])
    await bench.place()
    await bench.about.desk.place(wish("sell", 2, account="second", group="pair"))
    leader, second = bench.vm.rows
    assert (leader.follows, second.follows) == ("Leads", "Stop 8 ticks")
    assert bench.vm.drifts("pair") == []
    assert (leader.trades, leader.result) == (0, D(0))
    assert second.trades == 1
    assert second.result == -2 * ES.money(D("0.25"), D(1)) - 4 * FEE


async def test_a_follower_that_does_not_follow_says_what_it_lacks_and_is_repaired(
    bench: Bench,
) -> None:
    await bench.place()
    await bench.about.desk.place(wish("sell", 2, account="second"))
    assert bench.follows() == ["Leads", "Holds 0 of +2 ESH2024", "Follows"]
    (drift,) = bench.vm.drifts("pair")
    assert sending_words(drift) == "buy 2 ESH2024 at the market, to hold +2"
    bench.about.move("4801", "4801.25")
    bench.vm.repair("pair")
    await bench.about.drained()
    assert bench.follows() == ["Leads", "Follows", "Follows"]
    assert bench.said == []


async def test_a_repair_that_is_refused_is_told(bench: Bench) -> None:
    await bench.place()
    await bench.about.desk.place(wish("sell", 2, account="second"))
    await bench.about.desk.set_state("second", TradingState.HALTED)
    bench.vm.repair("pair")
    await bench.about.drained()
    assert [message.code for message in bench.said] == ["halted"]
    bench.names.append("nobody")
    bench.vm.repair("nobody")
    await bench.about.drained()
    assert [message.code for message in bench.said] == ["halted", "account_unknown"]
    with pytest.raises(OrderRefused):
        bench.vm.drifts("nobody")


async def test_a_frame_tells_of_what_the_desk_did(bench: Bench) -> None:
    bench.vm.flush()
    bench.vm.flush()
    assert bench.told == 1
    await bench.place()
    bench.vm.flush()
    assert bench.told == 2


@pytest.mark.parametrize(
    ("member", "words"),
    [
        (Member("a"), "×1"),
        (Member("a", D("0.50"), rounding=Rounding.NEAREST), "×0.5"),
        (Member("a", D(2), {"ES": Substitute("MES", D(10))}), "×2 ES → MES ×10"),
    ],
)
def test_a_share_in_words(member: Member, words: str) -> None:
    assert share_words(member) == words


@pytest.mark.parametrize(
    ("variant", "words"),
    [
        (Variant(), ""),
        (Variant(D("2.50")), "2.5 s later"),
        (Variant(D(30), stop=ExitLevel(D("8.0"), "ticks")), "30 s later, stop 8 ticks"),
        (
            Variant(stop=ExitLevel(D("0.5"), "percent"), target=ExitLevel(D(1200), "money")),
            "Stop 0.5%, target $1,200",
        ),
    ],
)
def test_a_variant_in_words(variant: Variant, words: str) -> None:
    assert variant_words(variant) == words


@pytest.mark.parametrize(
    ("drift", "words"),
    [
        (Drift("a", "ESH2024", D(2), D(0)), "sell 2 ESH2024 at the market, to hold 0"),
        (
            Drift("a", "ESH2024", D(0), D(2), D(3)),
            "buy 2 ESH2024 at the market, to hold +5, +3 of it by hand",
        ),
        (
            Drift("a", "ESH2024", D(0), D(2), D(-3)),
            "buy 5 ESH2024 at the market, to hold +2, in the place of −3 by hand",
        ),
        (
            Drift("a", "ESH2024", D(1), D(0), D(3)),
            "sell 1 ESH2024 at the market, to hold +3, +3 of it by hand",
        ),
    ],
)
def test_what_a_repair_sends_in_words(drift: Drift, words: str) -> None:
    assert sending_words(drift) == words
