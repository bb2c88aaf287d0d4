"""One variant of a day, played through the real engine in made-up time.

Nothing moves while anything can still run: a row of the recording, an alert or an order comes only
once all that the one before has led to is done. So the same day under the same settings gives the
same ledger, to the byte.
"""

import asyncio
import gc
import random
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from traderterminal.alerts.inbox import Inbox, Proof
from traderterminal.app.engine import Engine, run_engine
from traderterminal.app.lab.day import (
    Act,
    Cancelling,
    Changing,
    Day,
    Delivery,
    OrderNames,
    Placing,
    Word,
)
from traderterminal.app.lab.outcome import Outcome, all_orders, sum_up
from traderterminal.app.markets import REPLAY
from traderterminal.app.options import Options
from traderterminal.app.service import open_inbox
from traderterminal.app.settings import Settings
from traderterminal.domain.errors import TraderTerminalError
from traderterminal.kit.clock import VirtualClock, to_ns
from traderterminal.kit.frozen import frozen
from traderterminal.kit.idle import IdleLoop
from traderterminal.market.replay import ReplaySource
from traderterminal.storage.corporate_actions import CORPORATE_ACTIONS_FILE
from traderterminal.storage.exchange_rates import EXCHANGE_RATES_FILE
from traderterminal.storage.ledger import InlineLedger

#: How much of a run passes between two words on how far it has come.
_STEP: Final = 0.01

#: Is told how much of a run is done, 0 to 1; ends it with False.
GoOn = Callable[[float], bool]


class BrokenOff(Exception):
    """Whoever waited for the lab wants no more of it."""


@frozen
class Variant:
    """A name, settings, and rules that are none of the settings.

    From `no_entries_after`, a time of day at the exchange, to the end of the trade date the kill
    switch is on: nothing that can add exposure leaves or rests.
    """

    name: str
    settings: Settings
    no_entries_after: time | None = None


@frozen
class Ground:
    """What all variants share: the recording, the day, the seed, and the data folder, of which the
    user's files of instruments, figures, corporate actions and exchange rates count."""

    recording: Path
    symbol: str
    start_ns: int
    day: Day
    folder: Path
    seed: int


def play(ground: Ground, variant: Variant, go_on: GoOn) -> Outcome:
    """Play a variant to the end of the recording; raises BadData and BrokenOff.

    It takes the thread it is called on, which must not run a loop.
    """
    with TemporaryDirectory(prefix="traderterminal-lab-") as folder:
        data_dir = Path(folder)
        if (own := ground.folder / "resources").is_dir():
            shutil.copytree(own, data_dir / "resources")
        for name in (CORPORATE_ACTIONS_FILE, EXCHANGE_RATES_FILE):
            if (ground.folder / name).is_file():
                shutil.copy(ground.folder / name, data_dir)
        loop = IdleLoop()
        try:
            with asyncio.Runner(loop_factory=lambda: loop) as runner:
                return runner.run(_play(ground, variant, data_dir, loop, go_on))
        finally:
            gc.unfreeze()  # an engine freezes what is loaded, and this one is gone
            gc.collect()
            gc.freeze()


async def _play(
    ground: Ground, variant: Variant, data_dir: Path, loop: IdleLoop, go_on: GoOn
) -> Outcome:
    options = Options(
        data_dir,
        data_dir / "config.toml",
        market=f"{REPLAY}{ground.recording}",
        symbol=ground.symbol,
        speed="step",
    )
    host, seeded = VirtualClock(ground.start_ns), random.Random(ground.seed)  # noqa: S311 - made-up ids
    async with run_engine(
        options,
        variant.settings,
        host,
        random_bits=seeded.getrandbits,
        open_ledger=InlineLedger,
    ) as engine:
        assert engine.replay is not None  # noqa: S101 - the market is a recording
        inbox = open_inbox(engine, secret="")
        await inbox.start(())
        hands = _Hands(engine, inbox)
        player = _Player(engine, engine.replay.source, host, loop, hands)
        try:
            await player.run(_script(ground, variant, engine), go_on)
            return await sum_up(engine, variant.name, hands.names, hands.refused)
        finally:
            inbox.close()


Script = Sequence[tuple[int, Act | bool]]


def _script(ground: Ground, variant: Variant, engine: Engine) -> Script:
    """The acts of the day, and when the kill switch is thrown or released."""
    script: list[tuple[int, Act | bool]] = list(ground.day.acts)
    if variant.no_entries_after is not None:
        script += _switches(engine, ground, variant.no_entries_after)
    # A switch is thrown before what comes at that very moment.
    return sorted(script, key=lambda one: (one[0], not isinstance(one[1], bool)))


def _switches(engine: Engine, ground: Ground, after: time) -> list[tuple[int, bool]]:
    assert engine.replay is not None  # noqa: S101 - the market is a recording
    instrument, hours = engine.symbols.instrument(ground.symbol), engine.hours
    at_ns, switches = ground.start_ns, list[tuple[int, bool]]()
    while at_ns <= engine.replay.source.last_ns:
        date, zone = hours.trade_date(ground.symbol, at_ns), hours.local(instrument, at_ns).tzinfo
        thrown_ns = max(at_ns, to_ns(datetime.combine(date, after, zone)))
        at_ns = hours.day_end_ns(instrument, at_ns)
        if thrown_ns < at_ns:
            switches += [(thrown_ns, True), (at_ns, False)]
    return switches


class _Player:
    """Lets everything happen at its own time: rows, acts, and who sleeps on either clock."""

    def __init__(
        self,
        engine: Engine,
        source: ReplaySource,
        host: VirtualClock,
        loop: IdleLoop,
        hands: "_Hands",
    ) -> None:
        self._engine = engine
        self._source = source
        self._host = host
        self._loop = loop
        self._hands = hands

    async def run(self, script: Script, go_on: GoOn) -> None:
        """Play all rows and acts, those of the script after the rows of their instant."""
        source, done, told = self._source, 0, 0.0
        await self._loop.idle()
        while (row_ns := source.next_ns()) is not None or done < len(script):
            act_ns = script[done][0] if done < len(script) else None
            if row_ns is not None and (act_ns is None or row_ns <= act_ns):
                await self._pass_to(row_ns)
                while source.next_ns() == row_ns:
                    source.play_next()
            elif act_ns is not None:
                await self._pass_to(act_ns)
                self._hands.do(script[done][1])
                done += 1
            await self._loop.idle()
            if (share := _share(source)) >= told + _STEP:
                told = share
                if not go_on(share):
                    raise BrokenOff

    async def _pass_to(self, at_ns: int) -> None:
        """Let time pass; who sleeps until then wakes at his own time."""
        clocks = (self._host, self._source.clock)
        while True:
            waking = [due for clock in clocks if (due := clock.next_due_ns) is not None]
            due_ns = min(at_ns, *waking) if waking else at_ns
            for clock in clocks:
                clock.advance_to(due_ns)
            if due_ns == at_ns:
                return
            await self._loop.idle()


def _share(source: ReplaySource) -> float:
    status = source.status
    return status.position / status.total


class _Hands:
    """Does what was done on the day; `refused` counts the requests that came to no order."""

    def __init__(self, engine: Engine, inbox: Inbox) -> None:
        self._engine = engine
        self._inbox = inbox
        self.names = OrderNames()
        self._alerts: dict[str, str] = {}
        self.refused: Counter[str] = Counter()

    def do(self, act: Act | bool) -> None:
        """Do it in the background: an answer may take its time."""
        self._engine.tasks.spawn(self._do(act), name="lab")

    async def _do(self, act: Act | bool) -> None:
        try:
            match act:
                case Delivery(name, body):
                    await self._deliver(name, body)
                case Word(alert, decision):
                    await self._inbox.decide(self._alerts.get(alert, ""), decision)
                case Placing(name, wish):
                    order = await self._engine.desk.place(wish)
                    self.names.root(order.order_id, name)
                case Cancelling(name):
                    if order_id := await self._find(name):
                        await self._engine.desk.cancel(order_id)
                case Changing(name, terms):
                    if order_id := await self._find(name):
                        await self._engine.desk.replace(order_id, terms)
                case bool():
                    await self._switch(act)
        except TraderTerminalError as error:
            self.refused[error.message.code] += 1

    async def _switch(self, on: bool) -> None:
        kill_switch = self._engine.desk.kill_switch
        await (kill_switch.engage() if on else kill_switch.release())

    async def _deliver(self, name: str, body: str) -> None:
        received_ns = self._engine.host.now_ns()
        receipt = await self._inbox.receive(body.encode(), Proof.PATH, received_ns)
        if receipt.code == "accepted":  # else it is another alert's id, or none trades
            self._alerts[name] = receipt.alert_id
            self.names.root(receipt.alert_id, name)

    async def _find(self, name: str) -> str:
        """The id of a live order by its name; empty where there is none in this variant."""
        named = {self.names.name(order): order for order in await all_orders(self._engine)}
        order = named.get(name)
        return order.order_id if order is not None and order.is_live else ""
