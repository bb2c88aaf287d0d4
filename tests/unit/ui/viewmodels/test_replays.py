"""The sheet of replays without its widgets, on a desk of replays that the test makes up."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest
import pytest_asyncio

from tests.support.alerts import turns
from traderterminal.domain.errors import BadData, UnknownSymbol
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope
from traderterminal.ui.viewmodels.replays import (
    KeptReplay,
    Material,
    Opening,
    ReplaysViewModel,
    ReplayWish,
)

DAYS = {"ESH2024": [date(2023, 12, 27), date(2023, 12, 26)], "NQH2024": [date(2024, 1, 11)]}
KEPT = KeptReplay("ESH2024 2023-12-26 ticks", "25 Dec 2023 17:10:00", 2, Opening.CLOSED)


class MadeUpDesk:
    """Implements `ReplayDesk`: notes what it is asked, and fails where it is told to."""

    def __init__(self) -> None:
        self.changed: Observers[str] = Observers()
        self.stored: dict[Material, list[str]] = {
            Material.TICKS: ["ESH2024", "NQH2024"],
            Material.BARS: [],
        }
        self.there = [KEPT]
        self.begun: list[ReplayWish] = []
        self.opened: list[str] = []
        self.fails: Exception | None = None

    async def symbols(self, material: Material) -> Sequence[str]:
        return self.stored[material]

    async def days(self, material: Material, symbol: str) -> Sequence[date]:
        return DAYS[symbol]

    async def kept(self) -> Sequence[KeptReplay]:
        return tuple(self.there)

    async def begin(self, wish: ReplayWish) -> None:
        if self.fails is not None:
            raise self.fails
        self.begun.append(wish)

    async def open(self, name: str) -> None:
        if self.fails is not None:
            raise self.fails
        self.opened.append(name)

    async def remove(self, name: str) -> None:
        self.there = [one for one in self.there if one.name != name]


@pytest.fixture
def desk() -> MadeUpDesk:
    return MadeUpDesk()


@pytest_asyncio.fixture
async def vm(desk: MadeUpDesk) -> AsyncIterator[ReplaysViewModel]:
    scope = TaskScope(on_error=lambda name, error: pytest.fail(f"{name}: {error!r}"))
    made = ReplaysViewModel(desk, scope)
    made.look()
    await turns()
    yield made
    made.close()
    assert len(desk.changed) == 0
    await scope.aclose()


async def test_the_latest_day_of_the_first_symbol_is_offered(vm: ReplaysViewModel) -> None:
    assert (vm.wish.symbol, vm.wish.day) == ("ESH2024", date(2023, 12, 27))
    assert (vm.symbols, vm.days) == (["ESH2024", "NQH2024"], DAYS["ESH2024"])
    assert vm.kept == (KEPT,)
    assert vm.missing == ""


async def test_another_symbol_has_other_days(vm: ReplaysViewModel) -> None:
    vm.choose_day(date(2023, 12, 26))
    vm.choose_symbol("NQH2024")
    await turns()
    assert vm.wish.day == date(2024, 1, 11)


async def test_what_is_chosen_meanwhile_is_not_overwritten(vm: ReplaysViewModel) -> None:
    vm.look()
    vm.choose_material(Material.FILE)
    await turns()
    assert (vm.wish.material, vm.wish.symbol, vm.wish.day) == (Material.FILE, "", None)


async def test_where_nothing_is_stored_nothing_can_begin(
    vm: ReplaysViewModel, desk: MadeUpDesk
) -> None:
    vm.choose_material(Material.BARS)
    await turns()
    assert vm.missing == "No minutes are stored: import them, or let the market be recorded"
    vm.begin()
    await turns()
    assert desk.begun == []


async def test_a_file_needs_its_contract(vm: ReplaysViewModel, desk: MadeUpDesk) -> None:
    vm.choose_material(Material.FILE)
    await turns()
    assert vm.missing == "Choose the recording"
    vm.type_file(" es.csv.gz ")
    assert vm.missing == "Type the contract that it holds, such as ESH2024"
    vm.type_symbol("ESH2024")
    vm.begin()
    await turns()
    (wish,) = desk.begun
    assert (wish.file, wish.symbol, wish.day) == ("es.csv.gz", "ESH2024", None)


async def test_the_wish_is_begun_as_it_was_filled_in(
    vm: ReplaysViewModel, desk: MadeUpDesk
) -> None:
    told: list[None] = []
    vm.begun.connect(told.append)
    vm.choose_days(3)
    vm.type_start("09:30 ")
    vm.choose_speed("10×")
    vm.choose_speed("11×")  # is none of those offered
    wish = vm.wish
    vm.begin()
    assert vm.busy == "Preparing the replay"
    vm.begin()  # once is enough
    await turns()
    assert desk.begun == [wish] == [replace(wish, days=3, start="09:30", speed="10×")]
    assert (vm.busy, told) == ("", [None])


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (BadData("nothing is stored of ESH2024 in that time"), "nothing is stored of ESH2024"),
        (UnknownSymbol("ESX2024"), "ESX2024"),
    ],
)
async def test_what_cannot_begin_or_open_says_why(
    vm: ReplaysViewModel, desk: MadeUpDesk, error: Exception, words: str
) -> None:
    told: list[None] = []
    vm.begun.connect(told.append)
    desk.fails = error
    for act in (vm.begin, lambda: vm.open(KEPT.name)):
        vm.problem = ""
        act()
        await turns()
        assert words in vm.problem
    assert (vm.busy, told, desk.opened) == ("", [], [])


async def test_what_was_wrong_is_said_until_something_else_is_filled_in(
    vm: ReplaysViewModel, desk: MadeUpDesk
) -> None:
    desk.fails = BadData("nothing is stored of ESH2024 in that time")
    changes: tuple[Callable[[], object], ...] = (
        lambda: vm.choose_day(vm.days[-1]),
        lambda: vm.choose_days(2),
        lambda: vm.type_start("10:00"),
        lambda: vm.type_symbol("ESM2024"),
        lambda: vm.type_file("es.csv"),
    )
    for change in changes:
        vm.begin()
        await turns()
        assert vm.problem
        change()
        assert not vm.problem


async def test_a_replay_is_opened_again_or_deleted(vm: ReplaysViewModel, desk: MadeUpDesk) -> None:
    vm.open(KEPT.name)
    vm.open(KEPT.name)  # once is enough
    await turns()
    assert desk.opened == [KEPT.name]
    vm.remove(KEPT.name)
    await turns()
    assert vm.kept == ()


async def test_a_window_that_opens_or_ends_is_heard_of(
    vm: ReplaysViewModel, desk: MadeUpDesk
) -> None:
    desk.there = [replace(KEPT, opening=Opening.OPEN)]
    desk.changed.emit("")
    await turns()
    assert (vm.kept[0].opening, vm.problem) == (Opening.OPEN, "")
    desk.changed.emit("The replay was closed: line 3: time goes back")
    await turns()
    assert vm.problem == "The replay was closed: line 3: time goes back"


async def test_a_day_is_proposed_of_ticks_if_they_are_stored_else_of_bars(
    vm: ReplaysViewModel, desk: MadeUpDesk
) -> None:
    vm.propose("NQH2024", date(2024, 1, 11), "2024-01-11 09:30:00")
    await turns()
    wish = vm.wish
    assert (wish.material, wish.symbol, wish.day) == (Material.TICKS, "NQH2024", date(2024, 1, 11))
    assert (wish.days, wish.start) == (1, "2024-01-11 09:30:00")
    assert vm.days == DAYS["NQH2024"]
    desk.stored = {Material.TICKS: ["ESH2024"], Material.BARS: ["NQH2024"]}
    vm.propose("NQH2024", date(2024, 1, 11), "2024-01-11 10:00:00")
    await turns()
    assert (vm.wish.material, vm.wish.start) == (Material.BARS, "2024-01-11 10:00:00")
    assert vm.problem == ""


async def test_of_a_day_that_is_not_stored_the_sheet_says_so(vm: ReplaysViewModel) -> None:
    before = vm.wish
    vm.propose("ESH2024", date(2024, 1, 3), "2024-01-03 09:30:00")
    vm.look()  # as a sheet does that opens
    await turns()
    assert vm.problem == "Neither ticks nor minutes of ESH2024 are stored of 03 Jan 2024"
    assert vm.wish == before
