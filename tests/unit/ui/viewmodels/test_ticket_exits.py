"""The exits of the ticket without their widgets."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.builders import AAPL, ES, MES
from traderterminal.domain.exits import BreakEven, ExitLevel, Exits, Target, Trail
from traderterminal.domain.fills import Side
from traderterminal.ui.viewmodels.ticket_exits import (
    MOST_KEPT,
    USUAL,
    Planned,
    TicketExits,
    TypedExits,
    read_exits,
    read_level,
    read_targets,
    read_trail,
)
from traderterminal.ui.viewmodels.typed import NotReadable

D = Decimal


class Bench:
    """The rows, how often they changed, and what was kept."""

    def __init__(self) -> None:
        self.touched = 0
        self.kept: list[Sequence[TypedExits]] = []
        self.rows = TicketExits(self._touch, USUAL, self.kept.append)
        self.rows.show(ES)

    def _touch(self) -> None:
        self.touched += 1

    def choose(self, offer: str) -> None:
        self.rows.choose(list(self.rows.offers).index(offer))


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.mark.parametrize(
    ("text", "unit", "level"),
    [
        ("16", "ticks", ExitLevel(D(16), "ticks")),
        ("16", "money", ExitLevel(D(16), "money")),
        ("16 t", "money", ExitLevel(D(16), "ticks")),
        ("$1,200", "ticks", ExitLevel(D(1200), "money")),
        ("4.5pt", "ticks", ExitLevel(D("4.5"), "points")),
        ("0.5%", "ticks", ExitLevel(D("0.5"), "percent")),
        ("@4,790.25", "ticks", ExitLevel(D("4790.25"), "price")),
        ("4790 1/4", "price", ExitLevel(D("4790.25"), "price")),
    ],
)
def test_a_level_counts_in_its_own_unit_or_in_the_chosen_one(
    text: str, unit: str, level: ExitLevel
) -> None:
    assert read_level(text, unit, ES) == level


@pytest.mark.parametrize("text", ["0", "-4", "abc", "$16t", "16x", "", "1.2.3", "@"])
def test_what_is_no_level_is_refused(text: str) -> None:
    with pytest.raises(NotReadable):
        read_level(text, "ticks", ES)


def test_targets_have_quantities_where_they_are_typed() -> None:
    assert read_targets("16 x2; $100 ×1, 0.5%", "ticks", ES) == (
        Target(ExitLevel(D(16), "ticks"), D(2)),
        Target(ExitLevel(D(100), "money"), D(1)),
        Target(ExitLevel(D("0.5"), "percent")),
    )
    with pytest.raises(NotReadable, match="not a multiple"):
        read_targets("16 x1.5", "ticks", ES)


@pytest.mark.parametrize(
    ("text", "unit", "trail"),
    [
        ("8", "ticks", Trail(ticks=8)),
        ("8", "money", Trail(ticks=8)),
        ("8", "price", Trail(ticks=8)),
        ("2", "points", Trail(price=D(2))),
        ("0.5%", "ticks", Trail(percent=D("0.5"))),
    ],
)
def test_a_stop_follows_by_a_distance(text: str, unit: str, trail: Trail) -> None:
    assert read_trail(text, unit) == trail


def test_money_is_no_distance_to_follow_at() -> None:
    with pytest.raises(NotReadable, match=r"by t, pt or %"):
        read_trail("$50", "ticks")
    with pytest.raises(NotReadable, match="whole number"):
        read_trail("2.5t", "points")


def test_every_row_comes_to_one_bracket() -> None:
    typed = TypedExits("ticks", "16", "18 x1; 36", "8", "4,810", "8", "1", "30")
    assert read_exits(typed, ES) == (
        Exits(
            stop=ExitLevel(D(16), "ticks"),
            targets=(
                Target(ExitLevel(D(18), "ticks"), D(1)),
                Target(ExitLevel(D(36), "ticks")),
            ),
            trail=Trail(ticks=8, activation=D(4810)),
            break_even=BreakEven(8, 1),
            close_after_s=1800,
        ),
        {},
    )


@pytest.mark.parametrize(
    ("typed", "row"),
    [
        (TypedExits(stop="x"), "stop"),
        (TypedExits(target="16; x"), "target"),
        (TypedExits(stop="16", trail_from="4810"), "trail_from"),
        (TypedExits(stop="16", offset="1"), "offset"),
        (TypedExits(target="16", break_even="8"), "break_even"),
        (TypedExits(stop="16", break_even="8.5"), "break_even"),
        (TypedExits(minutes="soon"), "minutes"),
    ],
)
def test_what_is_wrong_is_told_by_its_row(typed: TypedExits, row: str) -> None:
    exits, problems = read_exits(typed, ES)
    assert exits is None
    assert list(problems) == [row]


def test_one_wrong_row_leaves_no_exits_at_all(bench: Bench) -> None:
    bench.rows.take("stop", "16")
    bench.rows.take("target", "x")
    assert bench.rows.exits is None
    assert bench.rows.problem == "Target: 'x' is not a number above zero"
    bench.rows.take("target", "")
    assert bench.rows.exits == Exits(stop=ExitLevel(D(16), "ticks"))


def test_a_template_fills_the_rows_and_none_empties_them(bench: Bench) -> None:
    assert bench.rows.offers == [
        *("No exits", "16 / 18 t", "20 / 20; 40 t", "Custom"),
        "Active strategy",
    ]
    bench.choose("16 / 18 t")
    assert (bench.rows.typed.stop, bench.rows.chosen) == ("16", 1)
    bench.choose("No exits")
    assert (bench.rows.exits, bench.rows.chosen, bench.rows.open) == (None, 0, False)


def test_own_exits_are_kept_and_forgotten(bench: Bench) -> None:
    bench.choose("Custom")
    assert bench.rows.open
    assert bench.rows.offers[-1] == "Active strategy"  # nothing stands there to be kept
    bench.rows.take("stop", "8")
    bench.choose("Keep these")
    assert list(bench.kept[-1]) == [*USUAL, TypedExits(stop="8")]
    assert bench.rows.chosen == 3
    bench.choose("Forget these")
    assert list(bench.kept[-1]) == [*USUAL]
    assert bench.rows.typed == TypedExits(stop="8")  # what stands there stays
    assert bench.rows.offers[bench.rows.chosen] == "Custom"


def test_prices_of_one_contract_are_no_template(bench: Bench) -> None:
    bench.rows.take("stop", "@4790")
    assert not bench.rows.can_keep
    bench.rows.take("stop", "16")
    assert bench.rows.can_keep


def test_no_more_are_kept_than_a_list_can_show(bench: Bench) -> None:
    for ticks in range(1, 20):
        bench.rows.take("stop", str(ticks))
        if bench.rows.can_keep:
            bench.choose("Keep these")
    assert len(bench.rows.kept) == MOST_KEPT


def test_distances_go_to_another_contract_and_prices_do_not(bench: Bench) -> None:
    # given a stop as a price, a target as a distance and a trail from a price on
    bench.rows.take("stop", "@4790")
    bench.rows.take("target", "18")
    bench.rows.take("trail", "8")
    bench.rows.take("trail_from", "4810")
    # when the ticket turns to another contract
    bench.rows.show(MES)
    # then nothing is sent until both prices are typed anew
    assert bench.rows.exits is None
    assert bench.rows.problems == {
        "stop": "Stop @4790 was a price of ESH2024",
        "trail_from": "Trail from 4810 was a price of ESH2024",
    }
    bench.rows.take("stop", "@4,791")
    assert list(bench.rows.problems) == ["trail_from"]
    bench.rows.show(AAPL)  # what was of the first contract is still said to be
    assert bench.rows.problems["trail_from"] == "Trail from 4810 was a price of ESH2024"
    bench.rows.take("trail_from", "")
    bench.rows.take("stop", "16")
    assert bench.rows.exits is not None
    bench.rows.show(ES)
    assert bench.rows.problems == {}


@pytest.mark.parametrize(
    ("unit", "text", "by", "after"),
    [
        ("ticks", "16", 1, "17"),
        ("ticks", "1", -1, "1"),
        ("ticks", "", 1, "1"),
        ("ticks", "", -1, ""),
        ("ticks", "16; 32", 1, "16; 32"),
        ("points", "4", -1, "3.75"),
        ("money", "100", 1, "112.50"),
        ("ticks", "0.5%", 1, "0.6%"),
        ("price", "4790.25", 1, "4790.50"),
        ("ticks", "@4790.25", -2, "@4789.75"),
    ],
)
def test_a_number_is_stepped_in_its_unit(
    bench: Bench, unit: str, text: str, by: int, after: str
) -> None:
    bench.rows.choose_unit(unit)
    bench.rows.take("target", text)
    bench.rows.step("target", by)
    assert bench.rows.typed.target == after


def test_an_entry_shows_where_its_exits_would_rest(bench: Bench) -> None:
    bench.choose("20 / 20; 40 t")
    bought = bench.rows.stop(Side.BUY, D(2), D(4800)), bench.rows.targets(Side.BUY, D(2), D(4800))
    assert bought == (Planned(D(4795), D(-500)), Planned(D(4805), D(250 + 500), 2))
    sold = bench.rows.stop(Side.SELL, D(2), D(4800)), bench.rows.targets(Side.SELL, D(2), D(4800))
    assert sold == (Planned(D(4805), D(-500)), Planned(D(4795), D(250 + 500), 2))
    # one lot is out at the nearest target
    assert bench.rows.targets(Side.BUY, D(1), D(4800)) == Planned(D(4805), D(250), 2)


def test_without_an_entry_or_exits_nothing_is_planned(bench: Bench) -> None:
    assert bench.rows.stop(Side.BUY, D(1), D(4800)) is None
    assert bench.rows.targets(Side.BUY, D(1), D(4800)) is None
    bench.choose("16 / 18 t")
    assert bench.rows.stop(Side.BUY, D(1), None) is None
    bench.rows.take("stop", "")
    assert bench.rows.stop(Side.BUY, D(1), D(4800)) is None


def test_a_trail_alone_is_a_stop(bench: Bench) -> None:
    bench.rows.take("trail", "8")
    assert bench.rows.stop(Side.BUY, D(1), D(4800)) == Planned(D(4798), D(-100))


def test_a_template_says_what_it_has() -> None:
    typed = TypedExits("money", "200", "", "8t", "4810", "8", "1", "30")
    assert typed.name == "200 / — $, trail 8t from 4810, even 8+1, 30 min"
    assert replace(typed, trail="", trail_from="", break_even="", minutes="").name == "200 / — $"


def test_each_change_is_told(bench: Bench) -> None:
    before = bench.touched
    bench.rows.take("stop", "16")
    bench.rows.choose_unit("points")
    bench.rows.choose(0)
    assert bench.touched == before + 3


def test_exits_from_elsewhere_open_the_rows_and_are_no_template(bench: Bench) -> None:
    bench.rows.fill_in(TypedExits(unit="price", stop="4790.00", target="4810.00"))
    assert bench.rows.open
    assert bench.rows.exits == Exits(
        stop=ExitLevel(D(4790), "price"), targets=(Target(ExitLevel(D(4810), "price")),)
    )
    assert not bench.rows.can_keep
    assert bench.touched > 0
