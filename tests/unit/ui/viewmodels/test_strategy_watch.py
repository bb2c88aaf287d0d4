"""The strategies, what came of each, and how that stands."""

from tests.unit.alerts.test_watch import EVERY
from tests.unit.alerts.test_watch import Bench as WatchBench
from tests.unit.ui.viewmodels.test_strategy_settings import FakeDesk
from traderterminal.ui.viewmodels.strategy_watch import StrategyRow, StrategyWatchViewModel


async def test_every_strategy_stands_with_its_ages_and_how_it_is() -> None:
    bench = WatchBench()
    vm = StrategyWatchViewModel(
        watch=bench.watch,
        desk=FakeDesk(),
        is_set_up=EVERY.__contains__,
        host=bench.desk.host,
        tasks=bench.desk.tasks,
    )
    told = list[None]()
    vm.changed.connect(told.append)
    await bench.beats()
    await bench.moves("flat", "long", strategy="stray")
    await bench.passes(20)
    vm.flush()
    vm.flush()
    assert len(told) == 1
    orb, stray = vm.rows
    assert orb == StrategyRow("orb", "—", "20 s", "1 m", "—", "As it should", "ok")
    assert (stray.alert, stray.state, stray.token) == ("20 s", "Not set up: paper only", "t2")
    await bench.moves("flat", "short", strategy="stray")
    assert (vm.rows[1].missed, vm.rows[1].state) == ("1", "Alert missed")
    await bench.passes(41)
    assert (vm.rows[0].state, vm.rows[0].token) == ("Silent", "error")
    vm.flush()
    assert len(told) == 2
    assert vm.form("orb").values.group == "swing"
    await bench.desk.tasks.aclose()
