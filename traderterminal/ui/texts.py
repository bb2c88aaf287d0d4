"""What the screen says, in the language of the screen.

Refusals and results are born below Qt as a code with parameters; their sentences stand in the
catalogue of the domain.
"""

from collections.abc import Mapping

from traderterminal.domain.errors import Fault
from traderterminal.domain.messages import Message, Named
from traderterminal.domain.sentences import CATALOGUE
from traderterminal.kit.language import translate
from traderterminal.ui.causes import cause
from traderterminal.ui.viewmodels import formats


def text(message: Message) -> str:
    """Return the sentence of `message`; a code without one stands for itself."""
    sentence = CATALOGUE.get(message.key)
    if sentence is None:
        return message.code
    template = translate("Message", sentence)
    parameters = {name: cause(value) for name, value in message.parameters.items()}
    return formats.hide_amounts(template.format_map(Named(parameters)))


def fault(wrong: Exception) -> str:
    """Return what is wrong with something."""
    if not isinstance(wrong, Fault):
        return str(wrong)
    template = translate("Fault", wrong.sentence)
    named = {
        name: fault(value) if isinstance(value, Exception) else value
        for name, value in wrong.values.items()
    }
    return template.format(**named) if named else template


def short(message: Message) -> str:
    """Return the sentence for a row of a list: no headline before it, no full stop behind it."""
    return bare(text(message))


def bare(words: str) -> str:
    """Take the headline before a sentence away, and the full stop behind it."""
    for opening in openings():
        if words.startswith(opening):
            words = words.removeprefix(opening)
            break
    return words.removesuffix(".")


def reason(message: Message) -> str:
    """Return the sentence without its headline."""
    words = short(message)
    first = words.partition(" ")[0]
    # A name keeps its spelling.
    if first.isalpha() and first not in message.parameters.values():
        words = words[:1].upper() + words[1:]
    return f"{words}."


def refusal(message: Message) -> str:
    """Return the reason of a refusal for a row of a list."""
    words = short(message)
    refused = translate("Message", "Refused")
    return words if words.startswith(refused) else f"{refused}: {words}"


def rule(code: str) -> str:
    """Return what a rule of the gate asks about."""
    return rules().get(code) or code.replace("_", " ").capitalize()


def openings() -> tuple[str, ...]:
    """What opens the sentence of a refusal."""
    return (
        translate("Message", "Refused. Nothing was sent. "),
        translate("Message", "Refused: "),
        translate("Message", "Refused. "),
    )


def rules() -> Mapping[str, str]:
    """Every rule of the gate by its code."""
    return {
        "unsupported": translate("Rule", "Order type and time in force"),
        "expired_contract": translate("Rule", "Contract"),
        "odd_lot": translate("Rule", "Lot size"),
        "off_tick": translate("Rule", "Price on the tick"),
        "kill_switch": translate("Rule", "Kill switch"),
        "strategy_stopped": translate("Rule", "Round trips of the strategy"),
        "trading_state": translate("Rule", "Trading state"),
        "daily_loss": translate("Rule", "Loss of the day"),
        "reconciling": translate("Rule", "Compared with the broker"),
        "program_stalled": translate("Rule", "Program running"),
        "order_unknown_pending": translate("Rule", "Orders of unknown outcome"),
        "session_closed": translate("Rule", "Trading hours"),
        "news_blackout": translate("Rule", "News"),
        "roll_window": translate("Rule", "Roll of the contract"),
        "stale_quote": translate("Rule", "Silence of the feed"),
        "wide_spread": translate("Rule", "Spread"),
        "price_collar": translate("Rule", "Price collar"),
        "max_order_quantity": translate("Rule", "Order quantity"),
        "max_order_value": translate("Rule", "Order value"),
        "max_position": translate("Rule", "Position, worst case"),
        "no_exchange_rate": translate("Rule", "Exchange rate"),
        "insufficient_buying_power": translate("Rule", "Buying power"),
        "duplicate_order": translate("Rule", "Same order again"),
        "message_rate": translate("Rule", "Orders a minute"),
    }
