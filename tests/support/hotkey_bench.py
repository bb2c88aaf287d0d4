"""The keys that trade on the bench of the ladder, with what else they do."""

from datetime import UTC, datetime

from tests.support.builders import ES
from tests.support.ladder_bench import Bench as LadderBench
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.ui.viewmodels.hotkey_acts import HotkeyActs
from traderterminal.ui.viewmodels.hotkeys import HotkeysViewModel
from traderterminal.ui.viewmodels.kill_switch import KillSwitchViewModel
from traderterminal.ui.viewmodels.links import LinksViewModel

TICKET = "Ticket"


class Bench(LadderBench):
    """Keys that are on; `flattened` counts how often everything was to be flattened."""

    def __init__(self) -> None:
        super().__init__()
        self.links = LinksViewModel()
        self.flattened = 0
        self.kept_keys: dict[str, object] = {}
        self.hotkeys = HotkeysViewModel(lambda: 0, {}, self.kept_keys.update)
        self.kill_switch = KillSwitchViewModel(
            self.paper.desk,
            self.paper.tasks,
            lambda at_ns: datetime.fromtimestamp(at_ns / NANOSECONDS, UTC),
            lambda _: None,
        )
        self.acts = HotkeyActs(
            ladder=self.ladder,
            links=self.links,
            kill_switch=self.kill_switch,
            flatten_all=self._flatten_all,
        )
        self.hotkeys.enable(on=True)

    async def open(self) -> None:
        await super().open()
        self.links.add(TICKET, self.ticket, "A")
        self.links.add("Chart 2", self.chart)
        self.chart.show(ES)

    def _flatten_all(self) -> None:
        self.flattened += 1
