"""What the gate refuses an order with; the codes are part of the outside contract."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from traderterminal.kit.language import mark

REFUSALS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "max_order_quantity": mark(
            "Message",
            "Refused. Nothing was sent. {quantity:,} {symbol} is more than the {limit:,} an order"
            " may have on {account}.",
        ),
        "max_order_quantity.value": mark(
            "Message",
            "Refused. Nothing was sent. The order is worth {sign}{measured:,}, more than the"
            " {sign}{limit:,} one may have on {account}.",
        ),
        "max_position": mark(
            "Message",
            "Refused. Nothing was sent. The position in {symbol} could reach {measured:,}, the"
            " limit on {account} is {limit:,}.",
        ),
        "price_collar": mark(
            "Message",
            "Refused. Nothing was sent. {price} is {measured}% through the market, the collar on"
            " {account} is {limit}%.",
        ),
        "price_collar.stop": mark(
            "Message",
            "Refused. Nothing was sent. A {side} stop at {price} is on the wrong side of the"
            " market at {market}.",
        ),
        "price_collar.touched": mark(
            "Message",
            "Refused. Nothing was sent. The market at {market} is beyond the {price} at which this"
            " {side} waits to be touched: it would trade at once.",
        ),
        "duplicate_order": mark(
            "Message",
            "Refused. Nothing was sent. The same order left {measured:span} ago, {account} waits"
            " {limit:span} before it takes another like it.",
        ),
        "duplicate_order.confirm": mark(
            "Message",
            "Refused. Nothing was sent. The same order left {measured:span} ago. Send it again"
            " within {limit:span} if you want it twice.",
        ),
        "message_rate": mark(
            "Message",
            "Refused. Nothing was sent. {measured} orders in {window}, the limit on {account} is"
            " {limit}. Exits still work.",
        ),
        "session_closed": mark(
            "Message", "Refused. Nothing was sent. {symbol} does not trade now, it opens {opens}."
        ),
        "stale_quote": mark(
            "Message",
            "Refused. Nothing was sent. The {symbol} feed has been silent for {measured:span}, the"
            " limit is {limit:span}. Exits still work.",
        ),
        "stale_quote.none": mark(
            "Message", "Refused. Nothing was sent. There is no quote for {symbol} yet."
        ),
        "stale_quote.ended": mark(
            "Message",
            "Refused. Nothing was sent. The recording of {symbol} has ended. Exits still work.",
        ),
        "stale_quote.down": mark(
            "Message",
            "Refused. Nothing was sent. The {symbol} feed is down. Entries leave again once it is"
            " back. Exits still work.",
        ),
        "stale_quote.gap": mark(
            "Message",
            "Refused. Nothing was sent. The feed of {symbol} has a gap: nobody saw its quotes."
            " Exits still work.",
        ),
        "wide_spread": mark(
            "Message",
            "Refused. Nothing was sent. The spread in {symbol} is {measured} ticks, automation"
            " waits above {limit}. Exits still work.",
        ),
        "strategy_stopped": mark(
            "Message",
            "Refused. Nothing was sent. {strategy} made {measured} round trips in ten minutes"
            " without a hand on it, {limit} are allowed. It stays stopped until you let it go on."
            " Exits still work.",
        ),
        "daily_loss": mark(
            "Message",
            "Refused. Nothing was sent. {account} has lost {sign}{measured:,} today, its limit is"
            " {sign}{limit:,}. Exits still work.",
        ),
        "daily_loss.unknown": mark(
            "Message",
            "Refused. Nothing was sent. What {account} lost today is not known while a price"
            " lacks; its limit is {sign}{limit:,}. Exits still work.",
        ),
        "news_blackout": mark(
            "Message",
            "Refused. Nothing was sent. {event} is at {at}: entries in {symbol} wait until"
            " {until}. Exits still work.",
        ),
        "news_blackout.unknown": mark(
            "Message",
            "Refused. Nothing was sent. It is not known whether there is news now: {problem}."
            " Correct the calendar, or let the account ignore it with news_blackout. Exits still"
            " work.",
        ),
        "roll_window": mark(
            "Message",
            "Refused. Nothing was sent. {symbol} has not been the front month since {rolled} and"
            " trades for the last time on {last_day}; automation opens nothing in it. Exits still"
            " work.",
        ),
        "strategy_stopped.waits": mark(
            "Message",
            "{strategy} made {measured} round trips in ten minutes without a hand on it. It enters"
            " nothing until you release it; its exits work.",
        ),
        "unknown_symbol": mark(
            "Message",
            "Refused. Nothing was sent. {symbol} is not an instrument known here. Check its"
            " spelling, or list it in resources/instruments of the data folder.",
        ),
        "unknown_symbol.nearest": mark(
            "Message",
            "Refused. Nothing was sent. {symbol} is not an instrument known here; the nearest is"
            " {nearest}.",
        ),
        "expired_contract": mark(
            "Message", "Refused. Nothing was sent. {symbol} stopped trading on {last_day}."
        ),
        "expired_contract.front": mark(
            "Message",
            "Refused. Nothing was sent. {symbol} stopped trading on {last_day}; the front month is"
            " {front}.",
        ),
        "expired_contract.nearest": mark(
            "Message",
            "Refused. Nothing was sent. {symbol} stopped trading on {last_day}; the nearest that"
            " trades is {front}.",
        ),
        "not_reset": mark(
            "Message",
            "Not reset. Orders of {account} that are not out of the market yet: {count}. Try again"
            " once they are.",
        ),
        "off_tick": mark(
            "Message",
            "Refused. Nothing was sent. {price:,} is not a multiple of the {symbol} tick {limit};"
            " the nearest is {nearest:,}.",
        ),
        "off_tick.too_low": mark(
            "Message",
            "Refused. Nothing was sent. {price:,} is no price of {symbol}; the lowest is"
            " {nearest:,}.",
        ),
        "odd_lot": mark(
            "Message",
            "Refused. Nothing was sent. {quantity} is not a multiple of the {symbol} lot {limit};"
            " the nearest is {nearest}.",
        ),
        "odd_lot.package": mark(
            "Message",
            "Refused. Nothing was sent. {quantity} is no whole number of packages; the nearest is"
            " {nearest}.",
        ),
        "account_unknown": mark(
            "Message", "Refused. Nothing was sent. There is no account or group {account}."
        ),
        "account_unknown.unnamed": mark(
            "Message",
            "Refused. Nothing was sent. No account was named and there are several. Name one, or"
            " set default_group in the [webhook] section of the settings.",
        ),
        "no_exchange_rate": mark(
            "Message",
            "Refused. Nothing was sent. What a dollar costs in {currency} is not known for {day}."
            " Add a line to {file} such as {day},{currency},0.9 with the true rate, and start"
            " anew. Exits still work.",
        ),
        "insufficient_buying_power": mark(
            "Message",
            "Refused. Nothing was sent. The order needs {sign}{measured:,}, {account} has"
            " {sign}{limit:,} of buying power.",
        ),
        "halted": mark(
            "Message",
            "Refused. Nothing was sent. Trading on {account} is halted. Exits still work.",
        ),
        "halted.kill_switch": mark(
            "Message",
            "Refused. Nothing was sent. The kill switch is on: no order that can add exposure"
            " leaves. Exits work.",
        ),
        "reducing": mark(
            "Message",
            "Refused. Nothing was sent. {account} takes only orders that reduce a position.",
        ),
        "order_unknown_pending": mark(
            "Message",
            "Refused. Nothing was sent. The outcome of an earlier order in {symbol} is not known"
            " yet. Exits still work.",
        ),
        "reconciling": mark(
            "Message",
            "Refused. Nothing was sent. {account} has not been compared with its broker yet. Exits"
            " work.",
        ),
        "program_stalled": mark(
            "Message",
            "Refused. Nothing was sent. The program has just stood still; what automation decides"
            " now may rest on old prices. Exits still work.",
        ),
        "adds_by_now": mark(
            "Message",
            "Nothing was sent. What is held or works has changed meanwhile, so that the order would"
            " add exposure. Send it again if you mean it.",
        ),
        "ledger_down": mark(
            "Message",
            "Refused. Nothing was sent. The ledger cannot be written: {cause}. Entries wait until"
            " it can. Exits still work.",
        ),
        "ledger_down.kept": mark(
            "Message",
            "Refused. Nothing was sent. The ledger cannot be written: {cause}. Automation is held,"
            " exits still work. What happened since ({count}) is kept in memory and in {file}, and"
            " is booked once the ledger can be written. Make room or give access.",
        ),
        "ledger_down.in_memory": mark(
            "Message",
            "Refused. Nothing was sent. The ledger cannot be written: {cause}. Automation is held."
            " What happened since ({count}) is kept in memory alone, {file} cannot be written"
            " either: {trouble}. Make room or give access before you end the program.",
        ),
        "ledger_down.nowhere": mark(
            "Message",
            "Refused. Nothing was sent. The ledger cannot be written: {cause}. Nor can the"
            " emergency file, so no exit leaves from here either. What works at the broker stays."
            " Make room or give access, or close at the broker.",
        ),
        "user_indicator": mark(
            "Message", "{file} raised an error. Its indicators are off until it is loaded again."
        ),
        "user_indicator.missing": mark("Message", "{file} has no indicator {kind} any more."),
        "user_indicator.slow": mark(
            "Message",
            "{file} did not answer within {seconds} s. Its indicators are off until it is loaded"
            " again.",
        ),
        "user_indicator.ended": mark(
            "Message",
            "{file} brought the indicators' process to its end. Its indicators are off until it is"
            " loaded again.",
        ),
        "unsupported": mark(
            "Message", "Refused. Nothing was sent. {what} is not available on {account} yet."
        ),
        "unsupported.destination": mark(
            "Message",
            "Refused. Nothing was sent. {account} is in {mode} mode, where {destination} takes no"
            " {orders}. What is there: {available}.",
        ),
        "rounds_to_nothing": mark(
            "Message",
            "Refused. Nothing was sent. Its share of {measured} {symbol} is less than the {limit}"
            " that {account} can trade.",
        ),
        "bad_exit": mark(
            "Message", "Refused. Nothing was sent. {value} is nothing that can be taken for {what}."
        ),
        "bad_exit.side": mark(
            "Message",
            "Refused. Nothing was sent. A {what} at {price} is on the wrong side of {measured} for"
            " a {side}.",
        ),
        "bad_exit.quantity": mark(
            "Message",
            "Refused. Nothing was sent. The take profits come to {measured}, the order has"
            " {limit}.",
        ),
        "bad_exit.no_stop": mark(
            "Message", "Refused. Nothing was sent. Break even needs a stop loss to move."
        ),
        "bad_exit.trail": mark(
            "Message",
            "Refused. Nothing was sent. A trailing stop needs one distance: ticks, price or"
            " percent.",
        ),
        "client_order_id_reused": mark(
            "Message", "Refused. Nothing was sent. {id} was used for another order."
        ),
        "would_rewind": mark(
            "Message",
            "Not moved. {until} lies before the last booked event at {booked}. Reset the account"
            " to replay from there.",
        ),
        "reconciling.session_lost": mark(
            "Message", "Refused. Nothing was sent. {account} is not logged in at its broker."
        ),
        "reconciling.wrong_environment": mark(
            "Message",
            "Refused. Nothing was sent. {measured} answered for {account}, which is {limit}.",
        ),
        "reconciling.contract": mark(
            "Message",
            "Refused. Nothing was sent. {symbol} is {measured} at the broker of {account}, here it"
            " is {limit}. Exits work.",
        ),
    }
)
