"""How clones are driven, and how their fills are held against the real ones."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from traderterminal.market.fates import RecordedOrder
from traderterminal.paper.resting import FillMode, Reached, Resting
from traderterminal.paper.score import TOLERANT_LIFE_NS, Happening, Outcome, Trial, figures

SECOND = 1_000_000_000
REAL = RecordedOrder("o", 10, 1, 100, 2, 50, 2, 50)
CANCELLED = replace(REAL, filled_lots=0, last_fill_ns=None)


@dataclass
class Script:
    """A queue model that fills what its events name, and keeps what it was told."""

    told: list[str] = field(default_factory=list)
    orders: dict[str, Resting] = field(default_factory=dict)
    sure: dict[int, float] = field(default_factory=dict)  # by the number of lots; else 0.9

    def enter(self, order: Resting) -> None:
        self.told.append(f"enter {order.order_id}")
        self.orders[order.order_id] = order

    def leave(self, order: Resting) -> None:
        self.told.append(f"leave {order.order_id}")
        del self.orders[order.order_id]

    def unshow(self, order: Resting) -> None:
        self.told.append(f"unshow {order.order_id}")

    def see(self, event: Sequence[tuple[str, int]]) -> list[Reached]:
        self.told.append("see")
        return [
            Reached(self.orders[name], lots, "queue", self.sure.get(lots, 0.9))
            for name, lots in event
        ]


def trial(
    *events: tuple[int, list[tuple[str, int]]], order: RecordedOrder = REAL, life_ns: int = 0
) -> tuple[Script, Outcome | None]:
    script = Script()
    made = Trial(script, [order], life_ns, stopwatch=iter(range(1_000)).__next__)
    made.run(Happening(at_ns, 3, event) for at_ns, event in events)
    assert made.rows == 3 * len(events)
    assert made.seconds == 1
    return script, made.outcomes.get("o")


def test_a_clone_arrives_with_its_order_and_leaves_after_all_of_the_removals_nanosecond() -> None:
    script, _ = trial((9, []), (10, []), (50, []), (50, []), (51, []), order=CANCELLED)
    assert script.told == ["see", "enter o", "see", "see", "see", "leave o", "see"]


def test_a_clone_knows_neither_fate_nor_removal_of_its_order() -> None:
    script, _ = trial((10, []))
    clone = script.orders["o"]
    assert (clone.price, clone.lots, clone.shown, clone.sign) == (100, 2, 2, 1)
    assert not {"removed_ns", "filled_lots"} & set(dir(clone))


def test_a_fill_in_parts_is_complete_with_its_last_part() -> None:
    _, outcome = trial((10, [("o", 1)]), (30, [("o", 1)]))
    assert outcome is not None
    assert (outcome.filled_ns, outcome.left, outcome.confidence) == (30, 0, 0.9)
    _, outcome = trial((10, [("o", 1)]))
    assert outcome is not None
    assert outcome.filled_ns is None


@pytest.mark.parametrize("parts", [(1, 2), (2, 1)])
def test_a_fill_in_parts_is_as_sure_as_the_least_sure_of_them(parts: tuple[int, int]) -> None:
    script = Script(sure={1: 0.7, 2: 0.95})
    made = Trial(script, [replace(REAL, lots=3, filled_lots=3)], 0)
    made.run(
        Happening(at_ns, 1, [("o", lots)]) for at_ns, lots in zip((10, 30), parts, strict=True)
    )
    assert made.outcomes["o"].confidence == 0.7


def test_who_came_and_went_while_the_feed_said_nothing_meets_none_of_what_it_says_later() -> None:
    script, outcome = trial((9, []), (60, []), order=replace(CANCELLED, placed_ns=20))
    assert script.told == ["see", "enter o", "leave o", "see"]
    assert outcome is not None
    assert outcome.filled_ns is None
    filled = replace(REAL, placed_ns=20)
    script, _ = trial((9, []), (60, []), (71, []), order=filled, life_ns=20)
    assert script.told == ["see", "enter o", "unshow o", "see", "leave o", "see"]


def test_who_comes_in_the_nanosecond_of_a_removal_comes_before_it() -> None:
    script = Script()
    orders = [CANCELLED, replace(CANCELLED, order_id="p", placed_ns=50, removed_ns=90)]
    Trial(script, orders, 0).run(Happening(at_ns, 1, []) for at_ns in (10, 50, 51))
    assert script.told == ["enter o", "see", "enter p", "see", "leave o", "see"]


def test_the_clone_of_a_filled_order_may_live_on_unseen() -> None:
    script, outcome = trial((10, []), (51, []), (60, [("o", 2)]), life_ns=10)
    assert script.told[2:4] == ["unshow o", "see"]
    assert outcome is not None
    assert not outcome.predicted(9)
    assert outcome.predicted(10)
    script, _ = trial((10, []), (51, []), (61, []), life_ns=10)
    assert script.told[-2:] == ["leave o", "see"]


def test_an_order_placed_after_the_recording_is_not_scored() -> None:
    assert trial((9, []))[1] is None


def test_the_mode_goes_with_each_clone() -> None:
    script = Script()
    Trial(script, [REAL], 0, FillMode.QUEUE).run(iter([Happening(10, 1, [])]))
    assert script.orders["o"].mode is FillMode.QUEUE


def outcomes(*found: tuple[bool, int | None, float]) -> list[Outcome]:
    """Orders that were really filled at 50, or not; when ours was, and how sure that was."""
    return [
        Outcome(
            replace(REAL if real else CANCELLED, order_id=str(number)),
            left=0,
            filled_ns=ours,
            confidence=sure,
        )
        for number, (real, ours, sure) in enumerate(found)
    ]


def test_agreement_counts_right_wrong_and_missed() -> None:
    found = figures(
        outcomes(
            (True, 50, 0.9), (True, 20, 0.9), (True, None, 1), (False, 30, 0.9), (False, None, 1)
        ),
        None,
        0,
    )
    assert (found["true_positives"], found["false_positives"], found["false_negatives"]) == (
        2,
        1,
        1,
    )
    assert (found["orders"], found["filled"]) == (5, 3)
    assert found["f1"] == found["precision"] == found["recall"] == pytest.approx(2 / 3, abs=1e-6)
    assert found["accuracy"] == 0.6
    assert found["mean_confidence"] == 0.9
    assert (found["error_p50_ms"], found["error_p90_ms"]) == (0.0, 30e-6)
    assert found["cleaned"] is found["f1_within_1s"] is found["calibration_error"] is None


def test_cleaning_leaves_orders_out() -> None:
    found = figures(outcomes((True, 50, 0.95), (False, 30, 0.95)), {"1"}, 0)
    assert (found["f1"], found["cleaned"]["f1"]) == (pytest.approx(2 / 3, abs=1e-6), 1.0)


def test_a_fill_too_early_or_too_late_is_wrong_and_missed() -> None:
    late = 50 + SECOND
    found = figures(outcomes((True, late, 0.9), (True, late + 1, 0.9)), frozenset(), 0)
    assert found["true_positives"] == 0  # with no life beyond the real fill there is no late one
    assert found["f1_within_1s"] == 0.5
    found = figures(outcomes((True, 51 + TOLERANT_LIFE_NS, 0.9)), frozenset(), 0)
    assert found["f1_within_1s"] == 0.0


def test_calibration_is_the_distance_of_stated_from_observed_in_each_bin() -> None:
    told = outcomes(
        (True, 50, 0.85), (False, 50, 0.85), (True, 50, 0.95), (True, 50, 1.0), (False, None, 0.1)
    )
    found = figures(told, frozenset(), 0)
    assert found["calibration_error"] == pytest.approx((2 * 0.35 + 0.05) / 4)


def test_without_any_order_nothing_can_be_said() -> None:
    found = figures([], frozenset(), 0)
    assert {found["f1"], found["accuracy"], found["error_p50_ms"]} == {None}
    assert found["calibration_error"] is None
