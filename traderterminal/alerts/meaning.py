"""What a message wants of the position: its verbs, its position fields, and how they fit together.

A strategy's `sell` may open a short, reduce, close or reverse a long; only the position that
TradingView reports beside it tells which. So position fields decide where they are present and
the verb must fit them; what contradicts itself is refused, not guessed.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from traderterminal.alerts.dialects import Value
from traderterminal.alerts.fields import (
    QUANTITY,
    Fields,
    NotTradeable,
    is_nan,
    number,
)
from traderterminal.domain.messages import Message
from traderterminal.domain.signals import Action
from traderterminal.kit.frozen import frozen

ZERO: Final = Decimal(0)
MAX_QUANTITY: Final = Decimal(10) ** 12

A = Action

# Words by what they ask for, with the side of the position that a close is meant for.
_VERBS: Final[Mapping[str, tuple[Action, str]]] = {
    word: (action, side)
    for action, side, words in (
        (A.BUY, "", "buy long bull bullish openlong enterlong entrylong golong bto buytoopen"),
        (A.BUY, "", "positiontypebuy"),
        (A.SELL, "", "sell short bear bearish openshort entershort entryshort goshort sto"),
        (A.SELL, "", "selltoopen positiontypesell"),
        (A.CLOSE, "", "exit close flat flatten closeall exitall closeposition"),
        (A.CLOSE, "long", "closelong exitlong stc selltoclose"),
        (A.CLOSE, "short", "closeshort exitshort btc buytoclose"),
        (A.CANCEL, "", "cancel cancelall cancelorders"),
        (A.REVERSE, "", "reverse reverseposition"),
        (A.IGNORE, "", "hold heartbeat"),
    )
    for word in words.split()
}
#: Where a word that is no verb is an error.
_STRICT: Final = (
    *("action", "side", "order_action", "strategy_order_action", "direction"),
    *("position_direction", "command"),
)
#: Heard only where no other field names a verb: they carry order ids and free words as well.
_LENIENT: Final = ("data", "signal", "order", "type", "order_type")
_FLAGS: Final[Mapping[str, Action]] = {
    "is_buy": A.BUY,
    "is_sell": A.SELL,
    "is_close": A.CLOSE,
}
#: Switches that turn any order into what they say.
_OVERRIDES: Final[Mapping[str, Action]] = {
    "heartbeat": A.IGNORE,
    "close_position": A.CLOSE,
}
_NOT_A_VERB: Final = frozenset({"place", "true", "false"})

_SIDES: Final[Mapping[str, int]] = {
    **dict.fromkeys(("long", "bull", "bullish"), 1),
    **dict.fromkeys(("short", "bear", "bearish"), -1),
    "flat": 0,
}
_SIDE_NAMES: Final = {1: "long", -1: "short", 0: "flat"}
_NOW: Final = (
    *("market_position", "strategy_market_position", "position_size", "strategy_position_size"),
    *("sentiment", "current_position", "position", "pos"),
)
_NOW_SIZE: Final = ("market_position_size", "strategy_market_position_size")
_BEFORE: Final = (
    *("prev_market_position", "strategy_prev_market_position", "prev_position"),
    *("previous_position", "prev_position_size"),
)
_BEFORE_SIZE: Final = ("prev_market_position_size", "strategy_prev_market_position_size")


@frozen
class Meaning:
    """What is wanted. `target` is signed; a `target_side` without it takes a configured size."""

    action: Action
    quantity: Decimal | None = None
    target: Decimal | None = None
    target_side: str = ""
    previous_side: str = ""
    explanation: tuple[Message, ...] = ()

    @property
    def is_exit(self) -> bool:
        """Say whether the words alone prove that no exposure is added."""
        return self.action in (A.CLOSE, A.CANCEL, A.IGNORE) or self.target_side == "flat"


@frozen
class _Held:
    """A position as a message reports it; None where the sign or the size is not told."""

    sign: int | None
    size: Decimal | None

    @property
    def side(self) -> str:
        return "" if self.sign is None else _SIDE_NAMES[self.sign]

    @property
    def words(self) -> str:
        return self.side if self.size is None or not self.sign else f"{self.side} {self.size:f}"


@frozen
class _Verb:
    action: Action
    side: str
    name: str
    word: str


def read_meaning(fields: Fields) -> Meaning:
    """Return what the message wants; raises NotTradeable."""
    verb, now = _verb(fields), _position_now(fields)
    if verb is not None and verb.action in (A.IGNORE, A.CANCEL):
        return Meaning(verb.action, explanation=_explain(verb))
    if now.sign is not None:
        return _target(fields, verb, now)
    if verb is None:
        raise NotTradeable("no_side")
    if verb.action in (A.CLOSE, A.REVERSE):
        return Meaning(verb.action, previous_side=verb.side, explanation=_explain(verb))
    quantity = read_quantity(fields)
    if quantity is None and verb.word in ("long", "short"):
        # Without a size these name a position, as {{strategy.market_position}} does.
        heard = Message("read_as", {"heard": f"{verb.name}: {verb.word}"}, "position")
        return Meaning(A.TARGET, target_side=verb.word, explanation=(heard,))
    before = _position_before(fields)
    return Meaning(verb.action, quantity, previous_side=before.side, explanation=_explain(verb))


def read_quantity(fields: Fields) -> Decimal | None:
    """Return the order quantity, None where the message leaves it out.

    Raises NotTradeable for what is there and cannot be traded: zero, NaN, a negative or a text.
    """
    found: dict[Decimal, str] = {}
    for name, value in _quantities(fields):
        quantity = number(value)
        if quantity is None or not ZERO < quantity <= MAX_QUANTITY:
            shown = "NaN" if is_nan(value) else str(value)[:32]
            raise NotTradeable("bad_quantity", quantity=shown)
        found.setdefault(quantity, name)
    if len(found) > 1:
        first, second, *_ = (f"{name} {quantity:f}" for quantity, name in found.items())
        raise NotTradeable("contradictory_fields", first=first, second=second)
    return next(iter(found), None)


def _quantities(fields: Fields) -> list[tuple[str, Value]]:
    names: tuple[str, ...] = QUANTITY
    if str(fields.raw("type")).upper().startswith("POSITION_TYPE"):
        names = (*QUANTITY, "volume")  # elsewhere `volume` is what the bar traded
    return [
        (name, value)
        for name, value in fields.every(names)
        if not (isinstance(value, str) and value.rstrip().endswith("%"))
    ]


# Verbs.


def is_verb(value: Value) -> bool:
    """Say whether a value is one of the words that ask for something."""
    return _letters(value) in _VERBS


def _verb(fields: Fields) -> _Verb | None:
    for name, action in _OVERRIDES.items():
        if fields.flag(name):
            return _Verb(action, "", name, "true")
    found = _strict_verbs(fields)
    for name, action in _FLAGS.items():
        if fields.flag(name):
            found.setdefault(action, _Verb(action, "", name, "true"))
    if not found:
        for name, value in fields.every(_LENIENT):
            if is_verb(value):
                _add(found, name, value)
    if len(found) > 1:
        first, second, *_ = (f"{verb.name} {verb.word}" for verb in found.values())
        raise NotTradeable("contradictory_sides", first=first, second=second)
    return next(iter(found.values()), None)


def _strict_verbs(fields: Fields) -> dict[Action, _Verb]:
    found: dict[Action, _Verb] = {}
    for name, value in fields.every(_STRICT):
        if is_verb(value):
            _add(found, name, value)
        elif _letters(value) not in _NOT_A_VERB:
            raise NotTradeable("unknown_action", action=str(value)[:32])
    return found


def _add(found: dict[Action, _Verb], name: str, value: Value) -> None:
    verb = _Verb(*_VERBS[_letters(value)], name, str(value).strip().lower())
    known = found.setdefault(verb.action, verb)
    if not known.side:
        found[verb.action] = verb
    elif verb.side not in ("", known.side):
        raise NotTradeable("contradictory_sides", first=known.word, second=verb.word)


def _letters(value: Value) -> str:
    if not isinstance(value, str):
        return str(value).lower()
    return "".join(c for c in value.lower() if c not in "-_ ")


def _explain(verb: _Verb) -> tuple[Message, ...]:
    parameters = {"action": verb.action.value, "heard": f"{verb.name}: {verb.word}"}
    return (Message("read_as", parameters),)


# Positions.


def _position_now(fields: Fields) -> _Held:
    return _position(fields, _NOW, _NOW_SIZE, signed=True)


def _position_before(fields: Fields) -> _Held:
    return _position(fields, _BEFORE, _BEFORE_SIZE, signed=False)


def _position(
    fields: Fields, names: tuple[str, ...], sizes: tuple[str, ...], *, signed: bool
) -> _Held:
    """Bring side words and sizes together; raises NotTradeable when they disagree.

    With `signed`, a positive number alone says long; the sizes before an order are absolute.
    """
    signs: dict[int, str] = {}
    amounts: dict[Decimal, str] = {}
    for name, value in fields.every(names):
        size = number(value)
        if size is None and _letters(value) not in _SIDES:
            _refuse_strange_position(name, value)
            continue
        sign = _SIDES[_letters(value)] if size is None else (size > 0) - (size < 0)
        if size is not None:
            amounts.setdefault(abs(size), name)
        if size is None or signed or sign <= 0:
            signs.setdefault(sign, f"{name} {_shown(value)}")
    for name, value in fields.every(sizes):
        size = number(value)
        if size is None:
            raise NotTradeable("bad_quantity", quantity=f"{name} {_shown(value)}")
        amounts.setdefault(abs(size), name)
    return _agreed(signs, amounts)


def _agreed(signs: dict[int, str], amounts: dict[Decimal, str]) -> _Held:
    said = [*signs.values(), *(f"{name} {amount:f}" for amount, name in amounts.items())]
    sign, size = next(iter(signs), None), next(iter(amounts), None)
    if sign is None and size == 0:
        sign = 0
    impossible = sign is not None and size is not None and bool(sign) is not bool(size)
    if len(signs) > 1 or len(amounts) > 1 or impossible:
        raise NotTradeable("contradictory_sides", first=said[0], second=said[-1])
    return _Held(sign, size)


def _refuse_strange_position(name: str, value: Value) -> None:
    """A text that is no side is only passed over where the name may mean something else."""
    if name not in ("position", "pos") or is_nan(value):
        raise NotTradeable("bad_quantity", quantity=f"{name} {_shown(value)}")


def _shown(value: Value) -> str:
    return "NaN" if is_nan(value) else str(value).strip()[:32]


# Both together.


def _target(fields: Fields, verb: _Verb | None, now: _Held) -> Meaning:
    before = _position_before(fields)
    if verb is not None and not _fits(verb, now, before):
        raise NotTradeable(
            "contradictory_sides", first=f"{verb.name} {verb.word}", second=f"position {now.words}"
        )
    explanation = [Message("read_as", {"position": now.words}, "target")]
    if verb is not None:
        explanation.append(Message("read_as", {"heard": f"{verb.name} {verb.word}"}, "verb"))
    size = ZERO if now.sign == 0 else now.size
    if size is None and before.sign == 0:
        size = read_quantity(fields)  # from flat, the order is the whole new position
        explanation.append(Message("read_as", variant="size"))
    if size is not None and size > MAX_QUANTITY:
        raise NotTradeable("bad_quantity", quantity=str(size))
    return Meaning(
        A.TARGET,
        target=None if size is None else (now.sign or 0) * size,
        target_side=now.side,
        previous_side=before.side,
        explanation=tuple(explanation),
    )


def _fits(verb: _Verb, now: _Held, before: _Held) -> bool:
    """Say whether an order of this verb can have led to the position."""
    match verb.action:
        case A.CLOSE:
            return now.sign == 0
        case A.BUY | A.SELL:
            return _order_fits(1 if verb.action is A.BUY else -1, now, before)
        case _:
            return True


def _order_fits(direction: int, now: _Held, before: _Held) -> bool:
    if now.sign == direction:
        return True
    if now.sign == 0:
        return before.sign != direction
    # What is left after a part was taken off lies on the other side of the order.
    if before == _Held(None, None) or before.sign not in (None, now.sign):
        return False
    return before.size is None or now.size is None or before.size > now.size
