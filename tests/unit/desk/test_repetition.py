"""A strategy that runs in circles is stopped, durably, until a person lets it go on."""

from decimal import Decimal

from tests.support.builders import fill
from tests.support.memory_ledger import MemoryLedger
from traderterminal.desk.repetition import WINDOW_NS, Repetition
from traderterminal.domain.fills import Side
from traderterminal.domain.positions import Position
from traderterminal.kit.clock import VirtualClock
from traderterminal.kit.tasks import TaskScope


class Strategy:
    """A strategy that goes in and out."""

    def __init__(self) -> None:
        self.ledger, self.host = MemoryLedger(), VirtualClock(1)
        self.told: list[tuple[str, str, int]] = []
        self.tasks = TaskScope(on_error=lambda name, error: None)
        self.repetition = self.counting()

    def counting(self) -> Repetition:
        return Repetition(
            ledger=self.ledger,
            host=self.host,
            tasks=self.tasks,
            limit=lambda account: 6,
            tell=lambda *told: self.told.append(told),
        )

    def goes_around(self, times: int, strategy: str = "orb", account: str = "paper") -> None:
        flat = Position(account, "ESH2024", Decimal(50))
        for _ in range(times):
            into, out = (fill(side=side, strategy=strategy, account=account) for side in Side)
            self.repetition.hear(into, flat.apply(into))
            self.repetition.hear(out, flat)


async def test_the_seventh_round_trip_in_ten_minutes_stops_a_strategy_durably() -> None:
    made = Strategy()
    made.goes_around(6)
    assert made.repetition.stopped == {}
    made.goes_around(1)
    assert made.repetition.stopped == {"orb": 7}
    assert made.told == [("paper", "orb", 7)]
    while made.tasks.running:
        await made.ledger.commit(())
    later = made.counting()
    later.load(made.ledger.state().notes)
    assert later.stopped == {"orb": 7}
    assert await later.release("orb")
    assert not await later.release("orb")
    again = made.counting()
    again.load(made.ledger.state().notes)
    assert again.stopped == {}


async def test_a_hand_on_it_or_enough_time_starts_the_count_anew() -> None:
    made = Strategy()
    made.goes_around(6)
    made.repetition.a_hand_is_on()
    made.goes_around(6)
    made.host.advance_to(2 + WINDOW_NS)
    made.goes_around(6)
    made.goes_around(9, strategy="")
    assert made.repetition.stopped == {}


async def test_what_a_group_repeats_on_every_account_is_one_round_trip() -> None:
    made = Strategy()
    for account in ("paper", "second", "third"):
        made.goes_around(6, account=account)
    assert made.repetition.stopped == {}
    made.goes_around(1, account="second")
    assert made.told == [("second", "orb", 7)]
    assert await made.repetition.release("orb")
    made.goes_around(6)
    assert made.repetition.stopped == {}
