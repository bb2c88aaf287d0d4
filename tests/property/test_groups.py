"""The arithmetic of groups: nobody takes more than his share, nobody is turned by an exit."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.builders import ES, MES
from tests.support.paper_desk import resolve
from tests.support.scale import scaled
from traderterminal.desk.groups import Member, Rounding, Share, Substitute, share_of, sizes
from traderterminal.domain.fills import Side

MULTIPLIERS = st.decimals("0.01", "20", places=2)
RATIOS = st.sampled_from(["0.1", "0.5", "1", "3", "10"]).map(Decimal)
POSITIONS = st.integers(-40, 40).map(Decimal)


@st.composite
def members(draw: st.DrawFn) -> Member:
    mapped = {"ES": Substitute("MES", draw(RATIOS))} if draw(st.booleans()) else {}
    rounding = draw(st.sampled_from(Rounding))
    return Member("follower", draw(MULTIPLIERS), mapped, rounding)


@given(members(), st.integers(-200, 200).map(Decimal))
@settings(max_examples=scaled(5_000, due=2_000), deadline=None)
def test_a_share_is_whole_lots_and_never_more_than_was_wanted(
    member: Member, quantity: Decimal
) -> None:
    share = share_of(member, ES, resolve)
    taken, exact = share.of(quantity), quantity * share.factor
    assert share.instrument is (MES if member.map else ES)
    assert taken % share.instrument.lot_size == 0
    assert taken * quantity >= 0
    if member.rounding is Rounding.DOWN:
        assert abs(exact) - 1 < abs(taken) <= abs(exact)
    else:
        assert abs(taken - exact) <= Decimal("0.5")


@given(members(), POSITIONS, POSITIONS, st.integers(1, 60), st.sampled_from(Side))
@settings(max_examples=scaled(20_000, due=5_000), deadline=None)
def test_no_leg_exceeds_its_share_and_no_exit_opens(
    member: Member, led: Decimal, follows: Decimal, quantity: int, side: Side
) -> None:
    follower = share_of(member, ES, resolve)
    held = {"leader": led, "follower": follows}
    wanted = Decimal(quantity)
    shares = [Share("leader", ES, Decimal(1)), follower]
    own, taken = sizes(shares, side, wanted, lambda account, symbol: held[account])
    exact = wanted * follower.factor
    assert own == wanted
    assert taken >= 0
    assert taken < exact + 1
    only_reduces = led * side.sign < 0 and wanted <= abs(led)
    if only_reduces:
        after = follows + side.sign * taken
        assert abs(after) <= abs(follows)
        assert after * follows >= 0
    elif member.rounding is Rounding.DOWN:
        assert taken <= exact


@given(MULTIPLIERS, st.lists(st.integers(1, 9), min_size=1, max_size=12), st.data())
@settings(max_examples=scaled(5_000, due=2_000), deadline=None)
def test_a_follower_never_holds_more_than_its_share_and_ends_flat_with_its_leader(
    multiplier: Decimal, entries: list[int], data: st.DataObject
) -> None:
    held = {"leader": Decimal(0), "follower": Decimal(0)}
    shares = [Share("leader", ES, Decimal(1)), Share("follower", ES, multiplier)]

    def trade(side: Side, quantity: int) -> None:
        found = sizes(shares, side, Decimal(quantity), lambda account, symbol: held[account])
        for account, taken in zip(held, found, strict=True):
            held[account] += side.sign * taken
        assert held["follower"] <= held["leader"] * multiplier

    for quantity in entries:
        trade(Side.BUY, quantity)
    while held["leader"]:
        trade(Side.SELL, data.draw(st.integers(1, int(held["leader"]))))
    assert held["follower"] == 0
