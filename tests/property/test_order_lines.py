"""Any text at all as an order: it gives an order that means what stands there, or words and a
place."""

import random
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.builders import AAPL, ES, MES
from tests.support.figures import Cases
from tests.support.scale import scaled
from traderterminal.domain.errors import UnknownSymbol
from traderterminal.domain.exits import exits_problem
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.orders import OrderType
from traderterminal.ui.viewmodels.order_line import Fault, OrderLine, read_line

D = Decimal
KNOWN: Final = {"es": ES, "mes": MES, "aapl": AAPL}
#: Words that a line may hold, well formed and not, from which random ones are put together.
WORDS: Final = (
    *("buy", "sell", "BUY", "b", "s", "close", "reverse", "flatten", "cancel", "buys", "sells"),
    *("1", "2", "10", "0", "-3", "1.5", "1e5", "９", "nan", "999999999999999", "1,000", "x", "x2"),
    *("es", "mes", "aapl", "zz", "@", "@4790.13", "@bid", "bid", "ask", "4790", "4790 1/4", "1/0"),
    *("stop", "sl", "target", "tp", "trail", "even", "out", "trigger", "touch", "lmt", "mkt"),
    *("16t", "4pt", "$200", "0.5%", "@4780", "$", "%", "t", "16", "$5t", "16tx1", "½", ";", ","),
    *("day", "gtc", "ioc", "fok", "risk", "1%", "40t", "\u202f", "−1", "buy2es", "'", "111'16"),
)


def resolve(text: str) -> Instrument:
    found = KNOWN.get(text.casefold())
    if found is None:
        raise UnknownSymbol(text)
    return found


def is_sound(text: str) -> bool:
    """Check what comes of a text; True where it is an order."""
    found = read_line(text, resolve)
    if isinstance(found, Fault):
        assert found.words
        assert 0 <= found.start <= found.end <= len(text)
        return False
    assert found.instrument in KNOWN.values()
    if not found.enters:
        assert (found.quantity, found.risk, found.exits) == (None, None, None)
        return True
    assert text.lstrip(" ,;").casefold().startswith(found.verb[0])
    assert found.side is Side(found.verb)
    assert (found.quantity is None) is not (found.risk is None)
    if found.quantity is not None:
        assert found.quantity > 0
        assert found.quantity % found.instrument.lot_size == 0
    _is_whole(found)
    return True


def _is_whole(line: OrderLine) -> None:
    """Say that the prices are those that the type needs, and can be."""
    limited = line.order_type in (OrderType.LIMIT, OrderType.STOP_LIMIT)
    assert limited is (line.limit is not None or line.at != "")
    triggered = line.order_type in (
        OrderType.STOP,
        OrderType.STOP_LIMIT,
        OrderType.MARKET_IF_TOUCHED,
    )
    assert triggered is (line.trigger is not None)
    for price in (line.limit, line.trigger):
        assert price is None or line.instrument.is_price(price)
    if line.exits is not None and line.side is not None:
        units = {level.unit for level in [*(t.level for t in line.exits.targets)]}
        units |= {line.exits.stop.unit} if line.exits.stop is not None else set()
        assert units <= {"ticks", "points", "money", "percent", "price"}
        # Whatever the gate may say of their size, they can be judged.
        exits_problem(line.exits, line.side, line.quantity or D(1), line.instrument, D(4790))


@given(st.text())
def test_any_text_is_an_order_or_a_fault_with_its_place(text: str) -> None:
    is_sound(text)


@given(st.lists(st.sampled_from(WORDS), max_size=14), st.sampled_from([" ", "  ", "", ", "]))
def test_any_words_of_the_language_are_too(words: Sequence[str], between: str) -> None:
    is_sound(between.join(words))


@pytest.mark.counted("lines of random words")
def test_lines_that_begin_well_and_go_on_at_random(cases: Cases) -> None:
    rng, count = random.Random(7), scaled(200_000)
    for _ in cases.over(range(count)):
        words = [rng.choice(("buy", "sell")), str(rng.randint(1, 9)), rng.choice(tuple(KNOWN))]
        words += rng.choices(WORDS, k=rng.randint(0, 6))
        cases.found["orders"] += is_sound(" ".join(words))
    assert cases.found["orders"] > count // 20
