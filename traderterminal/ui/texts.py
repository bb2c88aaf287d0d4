"""What the screen says, in the language of the screen.

Refusals and results are born below Qt as a code with parameters. Each sentence of that catalogue
stands here once more, so that the tools for translators find it.
"""

from collections.abc import Mapping
from functools import cache
from typing import Final

from traderterminal.domain.messages import Message, Named
from traderterminal.kit.language import mark, spoken, translate
from traderterminal.ui.viewmodels import formats

#: Words that sentences of the catalogue are filled with; names and figures stand for themselves.
PARAMETERS: Final = (
    mark("Parameter", "buy"),
    mark("Parameter", "sell"),
    mark("Parameter", "long"),
    mark("Parameter", "short"),
    mark("Parameter", "take profit"),
    mark("Parameter", "stop loss"),
    mark("Parameter", "break even"),
    mark("Parameter", "close after"),
    mark("Parameter", "filled"),
    mark("Parameter", "canceled"),
    mark("Parameter", "rejected"),
    mark("Parameter", "denied"),
    mark("Parameter", "expired"),
    mark("Parameter", "unknown"),
    mark("Parameter", "sending"),
    mark("Parameter", "pending cancel"),
    mark("Parameter", "pending replace"),
    mark("Parameter", "waiting for its entry"),
    mark("Parameter", "waiting for its exits to be moved"),
    mark("Parameter", "the position has changed meanwhile"),
    mark("Parameter", "not logged in"),
    mark("Parameter", "not connected"),
    mark("Parameter", "the paper market"),
    mark("Parameter", "nothing"),
    mark("Parameter", "orders"),
    mark("Parameter", "packages"),
    mark("Parameter", "a package"),
    mark("Parameter", "a package on a group"),
    mark("Parameter", "an entry with its exits"),
    mark("Parameter", "changing this order"),
    mark("Parameter", "a stop that moves"),
    mark("Parameter", "a reset of an account that its broker keeps"),
)


def text(message: Message) -> str:
    """Return the sentence of `message`; a code without one stands for itself."""
    template = sentences().get(message.key)
    if template is None:
        return message.code
    parameters = {name: translate("Parameter", value) for name, value in message.parameters.items()}
    return formats.hide_amounts(template.format_map(Named(parameters)))


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


def sentences() -> Mapping[str, str]:
    """Every sentence of the catalogue by its key."""
    return _sentences(spoken())


@cache
def _sentences(language: str) -> Mapping[str, str]:
    return {
        "max_order_quantity": translate(
            "Message",
            "Refused. Nothing was sent. {quantity:,} {symbol} is more than the {limit:,} an order"
            " may have on {account}.",
        ),
        "rounds_to_nothing": translate(
            "Message",
            "Refused. Nothing was sent. Its share of {measured} {symbol} is less than the"
            " {limit} that {account} can trade.",
        ),
        "bad_exit": translate(
            "Message",
            "Refused. Nothing was sent. {value} is nothing that can be taken for {what}.",
        ),
        "bad_exit.side": translate(
            "Message",
            "Refused. Nothing was sent. A {what} at {price} is on the wrong side of "
            "{measured} for a {side}.",
        ),
        "bad_exit.quantity": translate(
            "Message",
            "Refused. Nothing was sent. The take profits come to {measured}, the order "
            "has {limit}.",
        ),
        "bad_exit.no_stop": translate(
            "Message",
            "Refused. Nothing was sent. Break even needs a stop loss to move.",
        ),
        "bad_exit.trail": translate(
            "Message",
            "Refused. Nothing was sent. A trailing stop needs one distance: ticks, price "
            "or percent.",
        ),
        "max_order_quantity.value": translate(
            "Message",
            "Refused. Nothing was sent. The order is worth {sign}{measured:,}, more than the "
            "{sign}{limit:,} one may have on {account}.",
        ),
        "duplicate_order.confirm": translate(
            "Message",
            "Refused. Nothing was sent. The same order left {measured} s ago. Send it "
            "again within {limit} s if you want it twice.",
        ),
        "program_stalled": translate(
            "Message",
            "Refused. Nothing was sent. The program has just stood still; what automation"
            " decides now may rest on old prices. Exits still work.",
        ),
        "reconciling": translate(
            "Message",
            "Refused. Nothing was sent. {account} has not been compared with its broker "
            "yet. Exits work.",
        ),
        "reconciling.session_lost": translate(
            "Message",
            "Refused. Nothing was sent. {account} is not logged in at its broker.",
        ),
        "reconciling.wrong_environment": translate(
            "Message",
            "Refused. Nothing was sent. {measured} answered for {account}, which is {limit}.",
        ),
        "reconciling.contract": translate(
            "Message",
            "Refused. Nothing was sent. {symbol} is {measured} at the broker of {account}, "
            "here it is {limit}. Exits work.",
        ),
        "max_position": translate(
            "Message",
            "Refused. Nothing was sent. The position in {symbol} could reach {measured:,}, the"
            " limit on {account} is {limit:,}.",
        ),
        "price_collar": translate(
            "Message",
            "Refused. Nothing was sent. {price} is {measured}% through the market, the collar"
            " on {account} is {limit}%.",
        ),
        "price_collar.stop": translate(
            "Message",
            "Refused. Nothing was sent. A {side} stop at {price} is on the wrong side of the"
            " market at {market}.",
        ),
        "price_collar.touched": translate(
            "Message",
            "Refused. Nothing was sent. The market at {market} is beyond the {price} at which this"
            " {side} waits to be touched: it would trade at once.",
        ),
        "duplicate_order": translate(
            "Message",
            "Refused. Nothing was sent. The same order left {measured} s ago, {account} waits"
            " {limit} s before it takes another like it.",
        ),
        "message_rate": translate(
            "Message",
            "Refused. Nothing was sent. {measured} orders in {window}, the limit on {account}"
            " is {limit}. Exits still work.",
        ),
        "session_closed": translate(
            "Message",
            "Refused. Nothing was sent. {symbol} does not trade now, it opens {opens}.",
        ),
        "stale_quote": translate(
            "Message",
            "Refused. Nothing was sent. The {symbol} feed has been silent for {measured} s, the"
            " limit is {limit} s. Exits still work.",
        ),
        "stale_quote.none": translate(
            "Message",
            "Refused. Nothing was sent. There is no quote for {symbol} yet.",
        ),
        "stale_quote.ended": translate(
            "Message",
            "Refused. Nothing was sent. The recording of {symbol} has ended. Exits still work.",
        ),
        "stale_quote.down": translate(
            "Message",
            "Refused. Nothing was sent. The {symbol} feed is down. Entries leave again once it is"
            " back. Exits still work.",
        ),
        "stale_quote.gap": translate(
            "Message",
            "Refused. Nothing was sent. The feed of {symbol} has a gap: nobody saw its quotes."
            " Exits still work.",
        ),
        "wide_spread": translate(
            "Message",
            "Refused. Nothing was sent. The spread in {symbol} is {measured} ticks, "
            "automation waits above {limit}. Exits still work.",
        ),
        "strategy_stopped": translate(
            "Message",
            "Refused. Nothing was sent. {strategy} made {measured} round trips in ten "
            "minutes without a hand on it, {limit} are allowed. It stays stopped until "
            "you let it go on. Exits still work.",
        ),
        "daily_loss": translate(
            "Message",
            "Refused. Nothing was sent. {account} has lost {sign}{measured:,} today, its limit is"
            " {sign}{limit:,}. Exits still work.",
        ),
        "daily_loss.unknown": translate(
            "Message",
            "Refused. Nothing was sent. What {account} lost today is not known while a price lacks;"
            " its limit is {sign}{limit:,}. Exits still work.",
        ),
        "news_blackout": translate(
            "Message",
            "Refused. Nothing was sent. {event} is at {at}: entries in {symbol} wait until {until}."
            " Exits still work.",
        ),
        "news_blackout.unknown": translate(
            "Message",
            "Refused. Nothing was sent. It is not known whether there is news now: {problem}."
            " Correct the calendar, or let the account ignore it with news_blackout. Exits still"
            " work.",
        ),
        "roll_window": translate(
            "Message",
            "Refused. Nothing was sent. {symbol} has not been the front month since {rolled} and"
            " trades for the last time on {last_day}; automation opens nothing in it. Exits still"
            " work.",
        ),
        "strategy_stopped.waits": translate(
            "Message",
            "{strategy} made {measured} round trips in ten minutes without a hand on it. It"
            " enters nothing until you release it; its exits work.",
        ),
        "unknown_symbol": translate(
            "Message",
            "Refused. Nothing was sent. {symbol} is not an instrument known here. Check its"
            " spelling, or list it in resources/instruments of the data folder.",
        ),
        "unknown_symbol.nearest": translate(
            "Message",
            "Refused. Nothing was sent. {symbol} is not an instrument known here; the nearest is"
            " {nearest}.",
        ),
        "expired_contract": translate(
            "Message",
            "Refused. Nothing was sent. {symbol} stopped trading on {last_day}.",
        ),
        "expired_contract.front": translate(
            "Message",
            "Refused. Nothing was sent. {symbol} stopped trading on {last_day}; the front month is"
            " {front}.",
        ),
        "expired_contract.nearest": translate(
            "Message",
            "Refused. Nothing was sent. {symbol} stopped trading on {last_day}; the nearest that"
            " trades is {front}.",
        ),
        "not_reset": translate(
            "Message",
            "Not reset. Orders of {account} that are not out of the market yet: {count}. Try again"
            " once they are.",
        ),
        "off_tick": translate(
            "Message",
            "Refused. Nothing was sent. {price:,} is not a multiple of the {symbol} tick {limit};"
            " the nearest is {nearest:,}.",
        ),
        "off_tick.too_low": translate(
            "Message",
            "Refused. Nothing was sent. {price:,} is no price of {symbol}; the lowest is"
            " {nearest:,}.",
        ),
        "odd_lot": translate(
            "Message",
            "Refused. Nothing was sent. {quantity} is not a multiple of the {symbol} lot {limit};"
            " the nearest is {nearest}.",
        ),
        "odd_lot.package": translate(
            "Message",
            "Refused. Nothing was sent. {quantity} is no whole number of packages; the nearest is"
            " {nearest}.",
        ),
        "account_unknown": translate(
            "Message",
            "Refused. Nothing was sent. There is no account or group {account}.",
        ),
        "account_unknown.unnamed": translate(
            "Message",
            "Refused. Nothing was sent. No account was named and there are several. Name one,"
            " or set default_group in the [webhook] section of the settings.",
        ),
        "no_exchange_rate": translate(
            "Message",
            "Refused. Nothing was sent. What a dollar costs in {currency} is not known for {day}."
            " Add a line to {file} such as {day},{currency},0.9 with the true rate, and start anew."
            " Exits still work.",
        ),
        "insufficient_buying_power": translate(
            "Message",
            "Refused. Nothing was sent. The order needs {sign}{measured:,}, {account} has"
            " {sign}{limit:,} of buying power.",
        ),
        "halted": translate(
            "Message",
            "Refused. Nothing was sent. Trading on {account} is halted. Exits still work.",
        ),
        "halted.kill_switch": translate(
            "Message",
            "Refused. Nothing was sent. The kill switch is on: no order that can add "
            "exposure leaves. Exits work.",
        ),
        "reducing": translate(
            "Message",
            "Refused. Nothing was sent. {account} takes only orders that reduce a position.",
        ),
        "order_unknown_pending": translate(
            "Message",
            "Refused. Nothing was sent. The outcome of an earlier order in {symbol} is not"
            " known yet. Exits still work.",
        ),
        "ledger_down": translate(
            "Message",
            "Refused. Nothing was sent. The ledger cannot be written: {cause}. Entries wait"
            " until it can. Exits still work.",
        ),
        "ledger_down.kept": translate(
            "Message",
            "Refused. Nothing was sent. The ledger cannot be written: {cause}. Automation is"
            " held, exits still work. What happened since ({count}) is kept in memory and in"
            " {file}, and is booked once the ledger can be written. Make room or give access.",
        ),
        "ledger_down.in_memory": translate(
            "Message",
            "Refused. Nothing was sent. The ledger cannot be written: {cause}. Automation is"
            " held. What happened since ({count}) is kept in memory alone, {file} cannot be"
            " written either: {trouble}. Make room or give access before you end the program.",
        ),
        "ledger_down.nowhere": translate(
            "Message",
            "Refused. Nothing was sent. The ledger cannot be written: {cause}. Nor can the"
            " emergency file, so no exit leaves from here either. What works at the broker stays."
            " Make room or give access, or close at the broker.",
        ),
        "user_indicator": translate(
            "Message",
            "{file} raised an error. Its indicators are off until it is loaded again.",
        ),
        "user_indicator.missing": translate("Message", "{file} has no indicator {kind} any more."),
        "user_indicator.slow": translate(
            "Message",
            "{file} did not answer within {seconds} s. Its indicators are off until it is loaded"
            " again.",
        ),
        "user_indicator.ended": translate(
            "Message",
            "{file} brought the indicators' process to its end. Its indicators are off until it is"
            " loaded again.",
        ),
        "unsupported": translate(
            "Message",
            "Refused. Nothing was sent. {what} is not available on {account} yet.",
        ),
        "unsupported.destination": translate(
            "Message",
            "Refused. Nothing was sent. {account} is in {mode} mode, where {destination} takes no"
            " {orders}. What is there: {available}.",
        ),
        "client_order_id_reused": translate(
            "Message",
            "Refused. Nothing was sent. {id} was used for another order.",
        ),
        "would_rewind": translate(
            "Message",
            "Not moved. {until} lies before the last booked event at {booked}. Reset the"
            " account to replay from there.",
        ),
        "unauthenticated": translate(
            "Message",
            "Refused. Nothing proves that this comes from you.",
        ),
        "browser_origin": translate(
            "Message",
            "Refused. This came from a web page; only your relay or tunnel may post here.",
        ),
        "unknown_host": translate(
            "Message",
            "Refused. The host name {host} is not admitted. Add it to hosts in the [webhook]"
            " section of the settings if it is yours.",
        ),
        "replayed": translate("Message", "Refused. The nonce was used for another body."),
        "stale_signature": translate(
            "Message",
            "Refused. The signature is older or newer than {limit} s.",
        ),
        "too_large": translate("Message", "Refused. The body is larger than {limit} bytes."),
        "headers_too_large": translate(
            "Message",
            "Refused. The headers are larger than {limit} bytes.",
        ),
        "too_many_requests": translate(
            "Message",
            "Refused. Too many requests; try again in a minute.",
        ),
        "not_found": translate("Message", "There is nothing at this address."),
        "chart_library_missing": translate(
            "Message",
            "The chart page draws with TradingView's Lightweight Charts, which is not part of"
            " TraderTerminal. Run ./packaging/run chart, which installs it, and load this page"
            " again.",
        ),
        "method_not_allowed": translate("Message", "This address takes {allowed} only."),
        "not_stored": translate(
            "Message",
            "The alert could not be stored: {cause}. Send it again.",
        ),
        "not_tradeable": translate("Message", "The alert cannot be traded."),
        "invalid_request": translate("Message", "{problem}"),
        "order_not_found": translate("Message", "There is no order {id}."),
        "alert_not_found": translate("Message", "There is no alert {id}."),
        "no_replay": translate("Message", "No recording is being replayed."),
        "why_taken.buy": translate(
            "Message",
            "Took {quantity:,} of {displayed:,} offered at {price}.",
        ),
        "why_taken.sell": translate(
            "Message",
            "Hit {quantity:,} of {displayed:,} bid for at {price}.",
        ),
        "why_touch.buy": translate(
            "Message",
            "The offer came down to its limit {price}: {quantity:,} of {displayed:,} shown.",
        ),
        "why_touch.sell": translate(
            "Message",
            "The bid came up to its limit {price}: {quantity:,} of {displayed:,} shown.",
        ),
        "why_queue": translate(
            "Message",
            "Filled at {price} after {traded_at_price:,} traded there; {queue_at_entry:,}"
            " stood ahead when it came.",
        ),
        "why_queue.unseen": translate(
            "Message",
            "Filled at {price} after {traded_at_price:,} traded there; what stood ahead"
            " when it came was out of sight.",
        ),
        "why_traded_out": translate(
            "Message",
            "Filled at {price}: a trade there left nothing at its price.",
        ),
        "why_auction": translate(
            "Message",
            "Filled in an auction at {price}: {quantity:,} of {printed:,} that traded.",
        ),
        "why_traded_through": translate(
            "Message",
            "Traded through: a print at {print} was beyond its limit {price}.",
        ),
        "why_package.buy": translate(
            "Message",
            "Took {quantity:,} of {displayed:,} offered at {price}, with all legs of its package.",
        ),
        "why_package.sell": translate(
            "Message",
            "Hit {quantity:,} of {displayed:,} bid for at {price}, with all legs of its package.",
        ),
        "why_slipped.arrived_at": translate(
            "Message",
            "That is {worse} worse than {expected}, which stood when it arrived.",
        ),
        "why_slipped.triggered_at": translate(
            "Message",
            "That is {worse} worse than {expected}, where it was triggered.",
        ),
        "why_corrected": translate(
            "Message",
            "It is booked {slippage} worse than that, as live fills were found to be.",
        ),
        "why_sure": translate("Message", "{confidence}% sure."),
        "why_late": translate("Message", "It was {latency_ms:,} ms on its way."),
        "why_doubted.feed": translate("Message", "The feed was not live: {feed}."),
        "why_doubted.quotes": translate("Message", "Its quotes were {quotes}."),
        "queue_ahead": translate(
            "Message",
            "About {ahead:,} stand ahead at {price}, seen {age:,} s ago; {confidence}% sure"
            " of a fill once they have traded.",
        ),
        "queue_ahead.next": translate(
            "Message",
            "Nothing stands ahead at {price}, seen {age:,} s ago; {confidence}% sure of a"
            " fill at the next trade there.",
        ),
        "queue_ahead.remembered": translate(
            "Message",
            "About {ahead:,} stood ahead at {price} when it was last in sight, {age:,} s ago.",
        ),
        "queue_ahead.unseen": translate(
            "Message",
            "{price} is out of sight: what stands ahead there is not known.",
        ),
        "no_liquidity": translate("Message", "Nothing was left to trade against at {price}."),
        "day_ended": translate("Message", "The session ended with the order still open."),
        "expired_at": translate("Message", "The order ran out at {at}."),
        "not_fillable_at_once": translate("Message", "The whole quantity was not there at once."),
        "canceled_by_split": translate(
            "Message", "{symbol} was split and no whole share was left of the order."
        ),
        "contract_ended": translate(
            "Message", "{symbol} stopped trading with the order still open."
        ),
        "canceled_by_trader": translate("Message", "Cancelled on request."),
        "proven_absent": translate(
            "Message",
            "The order never reached {where}. Nothing was traded.",
        ),
        "refused_by_broker": translate("Message", "Refused by broker: {text}"),
        "exits_refused": translate(
            "Message",
            "Refused by broker with its stop and target: {text} It leaves anew without "
            "them, and they are placed here once it has traded. Choose {setting} in the "
            "settings of the broker's platform to have them rest there.",
        ),
        "no_side": translate(
            "Message",
            "Refused: the message names no side and no target position.",
        ),
        "taken_back": translate(
            "Message",
            "The exchange took back what it traded. Nothing more of it trades.",
        ),
        "canceled_elsewhere": translate(
            "Message",
            "Cancelled outside of this program.",
        ),
        "stopped_at_the_door": translate(
            "Message",
            "Not sent: {cause}. Nothing was traded.",
        ),
        "not_changeable": translate(
            "Message",
            "Refused. Nothing was sent. Only an order that works can be changed, this one is"
            " {status}.",
        ),
        "exits_stay_behind": translate(
            "Message",
            "Refused. Nothing was changed. It would trade at once at that price, and its exits"
            " stand off the old one. Cancel it and place it again.",
        ),
        "not_reversed": translate(
            "Message",
            "The position was closed. The other side: {cause}",
        ),
        "not_reversed.gave_way": translate(
            "Message",
            "The position was not reversed, only closed: it took too long, or another exit came"
            " between.",
        ),
        "not_sent": translate(
            "Message",
            "The order did not leave: {cause}. Nothing was traded.",
        ),
        "outcome_unknown": translate(
            "Message",
            "What became of the request is not known: {cause}. It counts until it is proven.",
        ),
        "broker_unavailable": translate("Message", "The broker did not answer: {cause}."),
        "broker_rule.topstepx_token": translate(
            "Message",
            "A login with the API key holds for 24 hours and is renewed by itself; several programs"
            " may be logged in at once.",
        ),
        "broker_rule.topstepx_subscription": translate(
            "Message",
            "The API key comes with a paid subscription of TopstepX; without it the login is"
            " refused.",
        ),
        "broker_rule.topstepx_machine": translate(
            "Message",
            "Whether rented machines, VPNs and automation on funded accounts are allowed is for the"
            " firm's terms to say, not for this program.",
        ),
        "broker_rule.topstepx_brackets": translate(
            "Message",
            "A stop and a target at whole ticks, four at least, leave with their entry if the"
            " platform is set to Auto OCO Brackets. All other exits are placed and tended by this"
            " program.",
        ),
        "broker_rule.tradovate_sessions": translate(
            "Message",
            "Tradovate lets a user be logged in twice. One login more, also in a browser, ends the "
            "oldest. If that is this one, it is left alone for five minutes and then logged in "
            "again.",
        ),
        "broker_rule.tradovate_captcha": translate(
            "Message",
            "A login that Tradovate refuses is not tried again by itself: repeated ones lead to a "
            "captcha that only its website shows, and to an hour without a login.",
        ),
        "broker_rule.tradovate_market_data": translate(
            "Message",
            "Quotes of Tradovate need a licence for market data by API. Without it orders work "
            "all the same, on quotes from elsewhere.",
        ),
        "position_drift": translate(
            "Message",
            "{account} holds {measured} {symbol} at its broker, the ledger has {limit}. "
            "Automation on it is paused until the two agree.",
        ),
        "fill_conflict": translate(
            "Message",
            "The broker told fill {fill} twice and differently: {first}, then {second}. "
            "The first counts until the broker corrects it.",
        ),
        "fill_changed": translate(
            "Message",
            "The exchange changed fill {fill} in {symbol}. Position and journal follow.",
        ),
        "overfilled": translate(
            "Message",
            "{symbol} was filled {measured} on an order of {limit}. The position counts "
            "what was filled.",
        ),
        "late_fill": translate(
            "Message",
            "{measured} {symbol} traded on an order that had ended already. The position "
            "counts it.",
        ),
        "order_reappeared": translate(
            "Message",
            "An order in {symbol} on {account} was taken for lost and is at its broker after all. "
            "It counts again: see whether it is still wanted.",
        ),
        "strategy_stopped.alarm": translate(
            "Message",
            "{strategy} was stopped: {measured} round trips in ten minutes without a hand"
            " on it, {limit} are allowed. Its exits work.",
        ),
        "exit_refused": translate(
            "Message",
            "The protective order {link} in {symbol} on {account} was refused: {reason} "
            "It is tried once more.",
        ),
        "exit_refused.again": translate(
            "Message",
            "The protective order {link} in {symbol} on {account} was refused again: "
            "{reason} The position is not protected by it. Place it by hand or close.",
        ),
        "exit_gone": translate(
            "Message",
            "The protective order {link} in {symbol} on {account} was taken out. The "
            "position is no longer protected by it.",
        ),
        "oco_overfill": translate(
            "Message",
            "Stop and target of an entry in {symbol} on {account} both traded: {measured}"
            " more than was open. Check the position.",
        ),
        "close_waits": translate(
            "Message",
            "Not all of {symbol} on {account} is closed yet. An exit of {quantity} has left and its"
            " outcome is not known. The rest goes once it is, in {limit} s at the latest. Close"
            " again to send it at once: should both trade, you hold {measured}.",
        ),
        "close_beside_unknown": translate(
            "Message",
            "A close of {symbol} was sent on {account} beside an exit of {quantity} whose outcome"
            " is not known. Should both trade, you hold {measured}.",
        ),
        "exit_overshot": translate(
            "Message",
            "An exit of {symbol} on {account} traded more than was open. You hold {measured} now;"
            " flatten closes it.",
        ),
        "unprotected": translate(
            "Message",
            "The protection in {symbol} on {account} does not stand as it should: {legs}."
            " Check the position.",
        ),
        "split": translate(
            "Message",
            "{symbol} was split {ratio}: {before} on {account} are {after} now. Their price and"
            " the orders that rest were stated anew.",
        ),
        "split.too_late": translate(
            "Message",
            "The split of {symbol} on {day} was not booked on {account}: it was listed after"
            " {symbol} had traded there at prices of after it. Correct the position by hand.",
        ),
        "dividend": translate(
            "Message", "{account} was paid {sign}{measured:,} of dividends on {quantity} {symbol}."
        ),
        "dividend.short": translate(
            "Message",
            "{account} paid {sign}{measured:,} of dividends on {quantity} {symbol} that it is"
            " short of.",
        ),
        "not_settled": translate(
            "Message",
            "{symbol} stopped trading on {last_day} and no price of it is known: what {account}"
            " holds of it stays in the books and no order works on it. It is settled once a price"
            " is known.",
        ),
        "history_damaged": translate(
            "Message",
            "A file of stored history of {symbol} cannot be read. It was set aside as {file}; the"
            " rest is shown.",
        ),
        "drawings_damaged": translate(
            "Message",
            "The drawings on the charts cannot be read. Their file was set aside as {file}; what"
            " you draw now is kept.",
        ),
        "drawings_damaged.some": translate(
            "Message",
            "{count} of the drawings on the charts cannot be read and are left out. The file as it"
            " was is kept as {file}.",
        ),
        "drawings_not_kept": translate(
            "Message",
            "The drawings on the charts cannot be kept: {cause}. They are there until the program"
            " ends.",
        ),
        "history_unavailable": translate(
            "Message",
            "The broker does not tell the older bars of {symbol}: {cause}. They are asked for"
            " again.",
        ),
        "unreadable_news": translate(
            "Message",
            "A message of the broker of {account} could not be read. It was kept and "
            "everything is compared anew.",
        ),
        "session_lost": translate(
            "Message",
            "The broker of {account} no longer takes the login. Nothing leaves for it until "
            "you have logged in again. Working there: {orders}.",
        ),
        "session_lost.taken_over": translate(
            "Message",
            "Another program has logged in to the broker of {account} and ended this session. "
            "It is left alone for {limit} min, then tried again; nothing leaves until then. "
            "Working there: {orders}.",
        ),
        "wrong_environment": translate(
            "Message",
            "{account} is {limit}, but {measured} answered. Nothing is sent there and nothing "
            "it says is booked until {limit} answers. Check the login.",
        ),
        "login_rests": translate(
            "Message",
            "{login} is not connected while a recording is replayed: only practice venues of this"
            " program go along with one.",
        ),
        "secrets_sealed": translate(
            "Message",
            "{login} is not connected: its secrets are sealed. Type the passphrase in the"
            " broker pane, or name its file in TRADERTERMINAL_PASSPHRASE_FILE.",
        ),
        "secret_missing": translate(
            "Message",
            "{login} is not connected: there is no secret {name} for its {key}. Store it in"
            " the broker pane, or with: traderterminal secret set {name}",
        ),
        "login_unusable": translate(
            "Message",
            "{login} is not connected: {cause}",
        ),
        "disconnected_by_hand": translate(
            "Message",
            "{login} was disconnected by you. Nothing leaves for it; its orders stay where"
            " they are.",
        ),
        "login_offline": translate(
            "Message",
            "{login} is not connected, so that {account} cannot be armed.",
        ),
        "observing": translate(
            "Message",
            "Nothing was sent. {account} is set to Observe: exits work, entries do not leave"
            " by hand.",
        ),
        "contract_changed": translate(
            "Message",
            "{symbol} is {measured} at the broker of {account}, here it is {limit}. Nothing "
            "opens in it until both agree; exits work. Check the contract.",
        ),
        "unknown_action": translate("Message", "Refused: {action} is not an action known here."),
        "contradictory_sides": translate(
            "Message",
            "Refused: the message says {first} and {second}.",
        ),
        "contradictory_fields": translate(
            "Message",
            "Refused: the message says {first} and {second}.",
        ),
        "unsubstituted_placeholder": translate(
            "Message",
            "Refused: TradingView left {placeholder} as it stood.",
        ),
        "unresolvable_symbol": translate("Message", "Refused: no instrument is known as {symbol}."),
        "no_symbol": translate("Message", "Refused: the message names no symbol."),
        "bad_quantity": translate(
            "Message",
            "Refused: {quantity} is not a quantity that can be traded.",
        ),
        "bad_price": translate("Message", "Refused: {field} {price} is not a price."),
        "bad_distance": translate(
            "Message", "Refused: {field} {value} is not a distance at which a stop can follow."
        ),
        "bad_time": translate("Message", "Refused: {time} is not a time that can be read."),
        "broker_credentials": translate(
            "Message",
            "Refused: the message carries an API key and its secret. Take both out of the alert"
            " and replace them where they came from: whoever has seen the message can use them.",
        ),
        "unit_unset": translate(
            "Message",
            "Refused: {field} {value} has no unit. Set sl_tp_unit for the strategy {strategy}.",
        ),
        "unit_unset.unnamed": translate(
            "Message",
            "Refused: {field} {value} has no unit. Name the strategy in the message and set"
            " sl_tp_unit for it in the settings.",
        ),
        "unparseable": translate("Message", "Refused: no known message format fits."),
        "unparseable.empty": translate("Message", "Refused: the message is empty."),
        "unparseable.encoding": translate(
            "Message",
            "Refused: the message is not UTF-8 from byte {position} on.",
        ),
        "unparseable.surrogate": translate(
            "Message",
            "Refused: the message holds half a character.",
        ),
        "unparseable.json": translate(
            "Message",
            "Refused: this is no JSON, line {line}, column {column}: {problem}. In TradingView,"
            " put every placeholder in quotes.",
        ),
        "unparseable.shape": translate(
            "Message",
            "Refused: the message is no object and no list of objects.",
        ),
        "unparseable.depth": translate(
            "Message",
            "Refused: the message is nested deeper than {limit} levels.",
        ),
        "unparseable.too_many": translate(
            "Message",
            "Refused: {count} signals in one message, the limit is {limit}.",
        ),
        "unparseable.number": translate(
            "Message",
            "Refused: {number} is no number that can be traded.",
        ),
        "unparseable.duplicate_key": translate(
            "Message",
            "Refused: the field {field} stands twice in the message.",
        ),
        "too_late": translate("Message", "Refused: {measured} s old, limit {limit} s."),
        "too_early": translate(
            "Message",
            "Refused: {measured} s ahead of market time, limit {limit} s.",
        ),
        "late_exit": translate("Message", "{measured} s old; exits are honoured at any age."),
        "already_flat": translate("Message", "Already flat."),
        "already_there": translate("Message", "Already at {position}."),
        "nothing_to_close": translate("Message", "{account} holds no {side} position in {symbol}."),
        "nothing_to_cancel": translate("Message", "There was no order to cancel."),
        "canceled_orders": translate("Message", "{count} orders cancelled."),
        "bought": translate("Message", "Bought {quantity} {symbol} at {price}."),
        "sold": translate("Message", "Sold {quantity} {symbol} at {price}."),
        "heartbeat": translate("Message", "Heartbeat."),
        "strategy_off": translate("Message", "The strategy {strategy} is switched off."),
        "live_needs_strategy": translate(
            "Message",
            "Refused: {account} is not a paper account and the strategy {strategy} is not set up.",
        ),
        "automation_off": translate(
            "Message",
            "Refused: automation is switched off. Exits still work.",
        ),
        "automation_off.account": translate(
            "Message",
            "Refused: automation on {account} is switched off. Exits still work.",
        ),
        "approval_rejected": translate(
            "Message",
            "Rejected by hand. Nothing was sent.",
        ),
        "approval_expired": translate(
            "Message",
            "Not approved in time. Nothing was sent.",
        ),
        "approval_overtaken": translate(
            "Message",
            "A later alert of the strategy came before it was approved. Nothing was sent.",
        ),
        "exit_without_approval": translate(
            "Message",
            "Only the way out was traded; what it opens needs approval.",
        ),
        "waiting_for_approval": translate(
            "Message",
            "Waits for your approval.",
        ),
        "live_needs_strategy.paper": translate(
            "Message",
            "Refused: {account} is not a paper account and the strategy {strategy} trades on"
            " paper only.",
        ),
        "failed_unexpectedly": translate(
            "Message",
            "Something went wrong inside the program; the log tells what. Check the orders and"
            " positions of this alert.",
        ),
        "unsupported_request": translate("Message", "Refused: {what} is not available yet."),
        "settings_not_changed": translate("Message", "The settings are as they were. {cause}"),
        "strategy_silent": translate(
            "Message",
            "Nothing has come of {strategy} for {measured} s; something was to come every {limit}"
            " s. Look whether its alert at TradingView still runs.",
        ),
        "alert_missed": translate(
            "Message",
            "An alert of {strategy} in {symbol} seems to be missing: the one before left it"
            " {before}, the latest begins {now}. Compare the position with TradingView's.",
        ),
        "not_on_paper": translate(
            "Message",
            "{account} is no paper account. Nothing was sent: an alert is tried on paper alone.",
        ),
        "dry_run": translate(
            "Message", "The listener took it. Now it would trade on {accounts}. Nothing was sent."
        ),
        "dry_run.nothing": translate(
            "Message", "The listener took it. Now it would trade nowhere. {why}"
        ),
        "listener_silent": translate(
            "Message", "The listener of this program does not answer: {cause}"
        ),
        "listener_refused": translate(
            "Message", "The listener of this program did not take it. {why}"
        ),
        "cancels_orders": translate("Message", "It cancels the working orders of the symbol."),
        "filled": translate("Message", "Filled {quantity} at {price}."),
        "filled.in_part": translate("Message", "Filled {filled} of {quantity} at {price}."),
        "filled.unseen": translate("Message", "Filled."),
        "filled.partly": translate("Message", "Filled in part."),
        "working_on_it": translate("Message", "Working on it."),
        "nothing_to_do": translate("Message", "Nothing to do."),
        "refused": translate("Message", "Refused."),
        "failed": translate("Message", "Failed."),
        "unreadable": translate("Message", "Unreadable text."),
        "resolved.roll": translate("Message", "{text} resolved to {symbol} by the roll rule."),
        "resolved.name": translate("Message", "{text} resolved to {symbol} by its name."),
        "resolved.dated": translate("Message", "The message names the contract {symbol}."),
        "resolved.none": translate("Message", "No contract was resolved."),
        "delivered_again": translate(
            "Message",
            "Delivered {count} times; only the first one counted.",
        ),
        "stopped_midway": translate(
            "Message",
            "The program stopped before this alert had traded, and its time is over.",
        ),
        "stopped_midway.reversal": translate(
            "Message",
            "The position was closed. The program stopped before the other side was opened.",
        ),
    }
