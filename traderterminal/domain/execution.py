"""Why an order traded, or what still stands before it, in sentences.

A paper fill keeps what was seen when it was made, as words in `Fill.why`: its `rule`, prices and
quantities. A fill from elsewhere keeps nothing, and nothing is said of it.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Final

from traderterminal.domain.fills import Fill, Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message
from traderterminal.domain.notation import written_price
from traderterminal.domain.orders import Order
from traderterminal.kit.frozen import frozen

_NANOSECONDS: Final = 1_000_000_000
_NOTHING: Final = Decimal(0)


@frozen
class QueueAhead:
    """What stands before a working order at its price, as far as it can be inferred.

    `ahead` is None where its price was never in sight. It is as of `seen_ns`, market time.
    `confidence` that it would be filled if just so much and its own quantity traded now; None where
    its price is out of sight.
    """

    ahead: Decimal | None
    seen_ns: int
    confidence: float | None


#: Finds what stands before an order; None where it rests in no queue that this program knows.
FindQueue = Callable[[Order], QueueAhead | None]


def why_filled(fill: Fill, instrument: Instrument) -> tuple[Message, ...]:
    """Return the sentences that tell why `fill` was made; none where nothing was kept."""
    why = fill.why
    if "rule" not in why:
        return ()
    corrected = Decimal(why.get("slippage", 0))
    traded_at = fill.price - corrected * fill.side.sign
    facts = dict(why) | {"price": written_price(traded_at, instrument)}
    facts["quantity"] = f"{fill.quantity.normalize():f}"
    for name in ("print", "slippage"):
        if name in why:
            facts[name] = written_price(Decimal(why[name]), instrument)
    return (
        Message(f"why_{why['rule']}", facts, _variant(fill)),
        *_slip(fill.side, traded_at, why, instrument),
        *([Message("why_corrected", facts)] if corrected else []),
        *_doubts(why),
    )


def why_waiting(order: Order, queue: QueueAhead, instrument: Instrument, now_ns: int) -> Message:
    """Return the sentence that tells what stands before `order` at `now_ns`, market time."""
    limit = order.limit_price
    facts = {"price": "—" if limit is None else written_price(limit, instrument)}
    facts["age"] = f"{max(0, now_ns - queue.seen_ns) // _NANOSECONDS}"
    if queue.ahead is None:
        return Message("queue_ahead", facts, "unseen")
    facts["ahead"] = f"{queue.ahead.normalize():f}"
    if queue.confidence is None:
        return Message("queue_ahead", facts, "remembered")
    facts["confidence"] = f"{queue.confidence * 100:.0f}"
    return Message("queue_ahead", facts, "" if queue.ahead else "next")


def _variant(fill: Fill) -> str:
    match fill.why["rule"]:
        case "taken" | "touch" | "package":
            return fill.side.value
        case "queue" if "queue_at_entry" not in fill.why:
            return "unseen"
        case _:
            return ""


def _slip(
    side: Side, traded_at: Decimal, why: Mapping[str, str], instrument: Instrument
) -> Iterator[Message]:
    """How much worse the price is than when it arrived or was triggered."""
    for name in ("arrived_at", "triggered_at"):
        if name in why:
            expected = Decimal(why[name])
            worse = (traded_at - expected) * side.sign
            if worse > _NOTHING:
                told = {
                    "worse": written_price(worse, instrument),
                    "expected": written_price(expected, instrument),
                }
                yield Message("why_slipped", told, name)


def _doubts(why: Mapping[str, str]) -> Iterator[Message]:
    """How sure the fill is, and what speaks against it."""
    if "confidence" in why:
        yield Message("why_sure", {"confidence": f"{float(why['confidence']) * 100:.0f}"})
    if why.get("latency_ms", "0") != "0":
        yield Message("why_late", {"latency_ms": why["latency_ms"]})
    for name in ("feed", "quotes"):
        if name in why:
            yield Message("why_doubted", {name: why[name]}, name)
