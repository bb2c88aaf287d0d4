"""What an account of a group does otherwise than it is asked to."""

from decimal import Decimal

import pytest

from tests.support.builders import INSTRUMENTS
from tests.support.paper_desk import paper_desk, resolve, wish
from traderterminal.desk.groups import Groups, Member
from traderterminal.desk.variants import AS_ASKED, Variant
from traderterminal.domain.exits import ExitLevel, Exits, Target

D = Decimal
NEAR, FAR = ExitLevel(D(8), "ticks"), ExitLevel(D(40), "ticks")
ASKED = Exits(stop=FAR, targets=(Target(FAR), Target(FAR)), close_after_s=60)


@pytest.mark.parametrize("given", [None, ASKED])
def test_an_account_without_wishes_of_its_own_does_as_it_is_asked(given: Exits | None) -> None:
    assert AS_ASKED.exits(given) is given
    assert Variant(delay_s=D(5)).exits(given) is given


def test_its_own_stop_and_target_stand_in_the_place_of_those_asked_for() -> None:
    assert Variant(stop=NEAR).exits(ASKED) == Exits(
        stop=NEAR, targets=ASKED.targets, close_after_s=60
    )
    assert Variant(target=NEAR).exits(ASKED) == Exits(
        stop=FAR, targets=(Target(NEAR),), close_after_s=60
    )
    assert Variant(stop=NEAR, target=FAR).exits(None) == Exits(stop=NEAR, targets=(Target(FAR),))


async def test_one_wish_is_carried_out_with_the_exits_of_each_account_and_exits_with_none() -> None:
    about = paper_desk()
    members = [Member("paper"), Member("near", variant=Variant(stop=NEAR)), Member("plain")]
    for member in members:
        await about.open(account=member.account)
    groups = Groups(
        trader=about.desk,
        ledger=about.ledger,
        members=lambda name: members,
        names=lambda: ("trio",),
        resolve=resolve,
        instrument=INSTRUMENTS.__getitem__,
        tasks=about.tasks,
    )
    entered = await groups.place("trio", wish(account="", exits=Exits(stop=FAR)))
    stops = [leg.order.exits.stop for leg in entered if leg.order and leg.order.exits]
    assert stops == [FAR, NEAR, FAR]
    # what its own stop has closed is no follower that lags behind
    await about.desk.place(wish("sell", account="near", group="trio"))
    assert groups.drift("trio") == []
    closed = await groups.place("trio", wish("sell", account=""))
    assert [leg.order.exits for leg in closed if leg.order] == [None] * len(
        [leg for leg in closed if leg.order]
    )
    await about.tasks.aclose()
    assert about.failures == []
