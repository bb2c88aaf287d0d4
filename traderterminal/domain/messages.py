"""What the program says to people: a stable code, its parameters, and one English catalogue.

Refusals are born far below the window and must stay translatable, so they travel as a code with
parameters; the text is made where a person or a log reads it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from traderterminal.domain.notation import MINUS

_NUMBER: Final = re.compile(r"(-?)(\d+)(\.\d+)?")

CATALOGUE: Final[Mapping[str, str]] = MappingProxyType(
    {
        # refusals of the gate; the codes are part of the outside contract
        "max_order_quantity": "Refused. Nothing was sent. {quantity:,} {symbol} is more than the"
        " {limit:,} an order may have on {account}.",
        "max_order_quantity.value": "Refused. Nothing was sent. The order is worth"
        " {sign}{measured:,}, more than the {sign}{limit:,} one may have on {account}.",
        "max_position": "Refused. Nothing was sent. The position in {symbol} could reach"
        " {measured:,}, the limit on {account} is {limit:,}.",
        "price_collar": "Refused. Nothing was sent. {price} is {measured}% through the market,"
        " the collar on {account} is {limit}%.",
        "price_collar.stop": "Refused. Nothing was sent. A {side} stop at {price} is on the wrong"
        " side of the market at {market}.",
        "price_collar.touched": "Refused. Nothing was sent. The market at {market} is beyond the"
        " {price} at which this {side} waits to be touched: it would trade at once.",
        "duplicate_order": "Refused. Nothing was sent. The same order left {measured} s ago,"
        " {account} waits {limit} s before it takes another like it.",
        "duplicate_order.confirm": "Refused. Nothing was sent. The same order left {measured} s"
        " ago. Send it again within {limit} s if you want it twice.",
        "message_rate": "Refused. Nothing was sent. {measured} orders in {window},"
        " the limit on {account} is {limit}. Exits still work.",
        "session_closed": "Refused. Nothing was sent. {symbol} does not trade now,"
        " it opens {opens}.",
        "stale_quote": "Refused. Nothing was sent. The {symbol} feed has been silent for"
        " {measured} s, the limit is {limit} s. Exits still work.",
        "stale_quote.none": "Refused. Nothing was sent. There is no quote for {symbol} yet.",
        "stale_quote.ended": "Refused. Nothing was sent. The recording of {symbol} has ended."
        " Exits still work.",
        "stale_quote.down": "Refused. Nothing was sent. The {symbol} feed is down. Entries leave"
        " again once it is back. Exits still work.",
        "stale_quote.gap": "Refused. Nothing was sent. The feed of {symbol} has a gap: nobody saw"
        " its quotes. Exits still work.",
        "wide_spread": "Refused. Nothing was sent. The spread in {symbol} is {measured} ticks,"
        " automation waits above {limit}. Exits still work.",
        "strategy_stopped": "Refused. Nothing was sent. {strategy} made {measured} round trips in"
        " ten minutes without a hand on it, {limit} are allowed. It stays stopped until you let it"
        " go on. Exits still work.",
        "daily_loss": "Refused. Nothing was sent. {account} has lost {sign}{measured:,} today,"
        " its limit is {sign}{limit:,}. Exits still work.",
        "daily_loss.unknown": "Refused. Nothing was sent. What {account} lost today is not known"
        " while a price lacks; its limit is {sign}{limit:,}. Exits still work.",
        "news_blackout": "Refused. Nothing was sent. {event} is at {at}: entries in {symbol} wait"
        " until {until}. Exits still work.",
        "news_blackout.unknown": "Refused. Nothing was sent. It is not known whether there is news"
        " now: {problem}. Correct the calendar, or let the account ignore it with news_blackout."
        " Exits still work.",
        "roll_window": "Refused. Nothing was sent. {symbol} has not been the front month since"
        " {rolled} and trades for the last time on {last_day}; automation opens nothing in it."
        " Exits still work.",
        "strategy_stopped.waits": "{strategy} made {measured} round trips in ten minutes without a"
        " hand on it. It enters nothing until you release it; its exits work.",
        "unknown_symbol": "Refused. Nothing was sent. {symbol} is not an instrument known here."
        " Check its spelling, or list it in resources/instruments of the data folder.",
        "unknown_symbol.nearest": "Refused. Nothing was sent. {symbol} is not an instrument known"
        " here; the nearest is {nearest}.",
        "expired_contract": "Refused. Nothing was sent. {symbol} stopped trading on {last_day}.",
        "expired_contract.front": "Refused. Nothing was sent. {symbol} stopped trading on"
        " {last_day}; the front month is {front}.",
        "expired_contract.nearest": "Refused. Nothing was sent. {symbol} stopped trading on"
        " {last_day}; the nearest that trades is {front}.",
        "not_reset": "Not reset. Orders of {account} that are not out of the market yet: {count}."
        " Try again once they are.",
        "off_tick": "Refused. Nothing was sent. {price:,} is not a multiple of the {symbol} tick"
        " {limit}; the nearest is {nearest:,}.",
        "off_tick.too_low": "Refused. Nothing was sent. {price:,} is no price of {symbol}; the"
        " lowest is {nearest:,}.",
        "odd_lot": "Refused. Nothing was sent. {quantity} is not a multiple of the {symbol} lot"
        " {limit}; the nearest is {nearest}.",
        "odd_lot.package": "Refused. Nothing was sent. {quantity} is no whole number of packages;"
        " the nearest is {nearest}.",
        "account_unknown": "Refused. Nothing was sent. There is no account or group {account}.",
        "account_unknown.unnamed": "Refused. Nothing was sent. No account was named and there are"
        " several. Name one, or set default_group in the [webhook] section of the settings.",
        "no_exchange_rate": "Refused. Nothing was sent. What a dollar costs in {currency} is not"
        " known for {day}. Add a line to {file} such as {day},{currency},0.9 with the true rate,"
        " and start anew. Exits still work.",
        "insufficient_buying_power": "Refused. Nothing was sent. The order needs"
        " {sign}{measured:,}, {account} has {sign}{limit:,} of buying power.",
        "halted": "Refused. Nothing was sent. Trading on {account} is halted. Exits still work.",
        "halted.kill_switch": "Refused. Nothing was sent. The kill switch is on: no order that can"
        " add exposure leaves. Exits work.",
        "reducing": "Refused. Nothing was sent. {account} takes only orders that reduce a"
        " position.",
        "order_unknown_pending": "Refused. Nothing was sent. The outcome of an earlier order in"
        " {symbol} is not known yet. Exits still work.",
        "reconciling": "Refused. Nothing was sent. {account} has not been compared with its broker"
        " yet. Exits work.",
        "program_stalled": "Refused. Nothing was sent. The program has just stood still; what"
        " automation decides now may rest on old prices. Exits still work.",
        "ledger_down": "Refused. Nothing was sent. The ledger cannot be written: {cause}."
        " Entries wait until it can. Exits still work.",
        "ledger_down.kept": "Refused. Nothing was sent. The ledger cannot be written: {cause}."
        " Automation is held, exits still work. What happened since ({count}) is kept in"
        " memory and in {file}, and is booked once the ledger can be written. Make room or give"
        " access.",
        "ledger_down.in_memory": "Refused. Nothing was sent. The ledger cannot be written: {cause}."
        " Automation is held. What happened since ({count}) is kept in memory alone, {file} cannot"
        " be written either: {trouble}. Make room or give access before you end the program.",
        "ledger_down.nowhere": "Refused. Nothing was sent. The ledger cannot be written: {cause}."
        " Nor can the emergency file, so no exit leaves from here either. What works at the broker"
        " stays. Make room or give access, or close at the broker.",
        "user_indicator": "{file} raised an error. Its indicators are off until it is loaded"
        " again.",
        "user_indicator.missing": "{file} has no indicator {kind} any more.",
        "user_indicator.slow": "{file} did not answer within {seconds} s. Its indicators are off"
        " until it is loaded again.",
        "user_indicator.ended": "{file} brought the indicators' process to its end. Its indicators"
        " are off until it is loaded again.",
        "unsupported": "Refused. Nothing was sent. {what} is not available on {account} yet.",
        "unsupported.destination": "Refused. Nothing was sent. {account} is in {mode} mode, where"
        " {destination} takes no {orders}. What is there: {available}.",
        "rounds_to_nothing": "Refused. Nothing was sent. Its share of {measured} {symbol} is less"
        " than the {limit} that {account} can trade.",
        "bad_exit": "Refused. Nothing was sent. {value} is nothing that can be taken for {what}.",
        "bad_exit.side": "Refused. Nothing was sent. A {what} at {price} is on the wrong side of"
        " {measured} for a {side}.",
        "bad_exit.quantity": "Refused. Nothing was sent. The take profits come to {measured}, the"
        " order has {limit}.",
        "bad_exit.no_stop": "Refused. Nothing was sent. Break even needs a stop loss to move.",
        "bad_exit.trail": "Refused. Nothing was sent. A trailing stop needs one distance: ticks,"
        " price or percent.",
        "client_order_id_reused": "Refused. Nothing was sent. {id} was used for another order.",
        "would_rewind": "Not moved. {until} lies before the last booked event at {booked}."
        " Reset the account to replay from there.",
        "reconciling.session_lost": "Refused. Nothing was sent. {account} is not logged in at its"
        " broker.",
        "reconciling.wrong_environment": "Refused. Nothing was sent. {measured} answered for"
        " {account}, which is {limit}.",
        "reconciling.contract": "Refused. Nothing was sent. {symbol} is {measured} at the broker"
        " of {account}, here it is {limit}. Exits work.",
        # answers of the local listener
        "unauthenticated": "Refused. Nothing proves that this comes from you.",
        "browser_origin": "Refused. This came from a web page; only your relay or tunnel may post"
        " here.",
        "unknown_host": "Refused. The host name {host} is not admitted. Add it to hosts in the"
        " [webhook] section of the settings if it is yours.",
        "replayed": "Refused. The nonce was used for another body.",
        "stale_signature": "Refused. The signature is older or newer than {limit} s.",
        "too_large": "Refused. The body is larger than {limit} bytes.",
        "headers_too_large": "Refused. The headers are larger than {limit} bytes.",
        "too_many_requests": "Refused. Too many requests; try again in a minute.",
        "not_found": "There is nothing at this address.",
        "chart_library_missing": "The chart page draws with TradingView's Lightweight Charts, which"
        " is not part of TraderTerminal. Run ./packaging/run chart, which installs it, and load"
        " this page again.",
        "method_not_allowed": "This address takes {allowed} only.",
        "not_stored": "The alert could not be stored: {cause}. Send it again.",
        "not_tradeable": "The alert cannot be traded.",
        "invalid_request": "{problem}",
        "order_not_found": "There is no order {id}.",
        "alert_not_found": "There is no alert {id}.",
        "no_replay": "No recording is being replayed.",
        # what became of an order
        "why_taken.buy": "Took {quantity:,} of {displayed:,} offered at {price}.",
        "why_taken.sell": "Hit {quantity:,} of {displayed:,} bid for at {price}.",
        "why_touch.buy": "The offer came down to its limit {price}: {quantity:,} of {displayed:,}"
        " shown.",
        "why_touch.sell": "The bid came up to its limit {price}: {quantity:,} of {displayed:,}"
        " shown.",
        "why_queue": "Filled at {price} after {traded_at_price:,} traded there; {queue_at_entry:,}"
        " stood ahead when it came.",
        "why_queue.unseen": "Filled at {price} after {traded_at_price:,} traded there; what stood"
        " ahead when it came was out of sight.",
        "why_traded_out": "Filled at {price}: a trade there left nothing at its price.",
        "why_auction": "Filled in an auction at {price}: {quantity:,} of {printed:,} that traded.",
        "why_traded_through": "Traded through: a print at {print} was beyond its limit {price}.",
        "why_package.buy": "Took {quantity:,} of {displayed:,} offered at {price}, with all legs of"
        " its package.",
        "why_package.sell": "Hit {quantity:,} of {displayed:,} bid for at {price}, with all legs of"
        " its package.",
        "why_slipped.arrived_at": "That is {worse} worse than {expected}, which stood when it"
        " arrived.",
        "why_slipped.triggered_at": "That is {worse} worse than {expected}, where it was"
        " triggered.",
        "why_corrected": "It is booked {slippage} worse than that, as live fills were found to be.",
        "why_sure": "{confidence}% sure.",
        "why_late": "It was {latency_ms:,} ms on its way.",
        "why_doubted.feed": "The feed was not live: {feed}.",
        "why_doubted.quotes": "Its quotes were {quotes}.",
        "queue_ahead": "About {ahead:,} stand ahead at {price}, seen {age:,} s ago; {confidence}%"
        " sure of a fill once they have traded.",
        "queue_ahead.next": "Nothing stands ahead at {price}, seen {age:,} s ago; {confidence}%"
        " sure of a fill at the next trade there.",
        "queue_ahead.remembered": "About {ahead:,} stood ahead at {price} when it was last in"
        " sight, {age:,} s ago.",
        "queue_ahead.unseen": "{price} is out of sight: what stands ahead there is not known.",
        "no_liquidity": "Nothing was left to trade against at {price}.",
        "day_ended": "The session ended with the order still open.",
        "expired_at": "The order ran out at {at}.",
        "not_fillable_at_once": "The whole quantity was not there at once.",
        "canceled_by_split": "{symbol} was split and no whole share was left of the order.",
        "contract_ended": "{symbol} stopped trading with the order still open.",
        "canceled_by_trader": "Cancelled on request.",
        "proven_absent": "The order never reached {where}. Nothing was traded.",
        "refused_by_broker": "Refused by broker: {text}",
        "exits_refused": "Refused by broker with its stop and target: {text} It leaves anew without"
        " them, and they are placed here once it has traded. Choose {setting} in the settings of"
        " the broker's platform to have them rest there.",
        "taken_back": "The exchange took back what it traded. Nothing more of it trades.",
        "canceled_elsewhere": "Cancelled outside of this program.",
        "stopped_at_the_door": "Not sent: {cause}. Nothing was traded.",
        "not_changeable": "Refused. Nothing was sent. Only an order that works can be changed,"
        " this one is {status}.",
        "exits_stay_behind": "Refused. Nothing was changed. It would trade at once at that"
        " price, and its exits stand off the old one. Cancel it and place it again.",
        "not_reversed": "The position was closed. The other side: {cause}",
        "not_reversed.gave_way": "The position was not reversed, only closed: it took too long,"
        " or another exit came between.",
        "not_sent": "The order did not leave: {cause}. Nothing was traded.",
        "outcome_unknown": "What became of the request is not known: {cause}. It counts until it is"
        " proven.",
        "broker_unavailable": "The broker did not answer: {cause}.",
        # what a trader should know of a broker's logins
        "broker_rule.topstepx_token": "A login with the API key holds for 24 hours and is renewed"
        " by itself; several programs may be logged in at once.",
        "broker_rule.topstepx_subscription": "The API key comes with a paid subscription of"
        " TopstepX; without it the login is refused.",
        "broker_rule.topstepx_machine": "Whether rented machines, VPNs and automation on funded"
        " accounts are allowed is for the firm's terms to say, not for this program.",
        "broker_rule.topstepx_brackets": "A stop and a target at whole ticks, four at least, leave"
        " with their entry if the platform is set to Auto OCO Brackets. All other exits are placed"
        " and tended by this program.",
        "broker_rule.tradovate_sessions": "Tradovate lets a user be logged in twice. One login"
        " more, also in a browser, ends the oldest. If that is this one, it is left alone for five"
        " minutes and then logged in again.",
        "broker_rule.tradovate_captcha": "A login that Tradovate refuses is not tried again by"
        " itself: repeated ones lead to a captcha that only its website shows, and to an hour"
        " without a login.",
        "broker_rule.tradovate_market_data": "Quotes of Tradovate need a licence for market data by"
        " API. Without it orders work all the same, on quotes from elsewhere.",
        # what a person must look at
        "position_drift": "{account} holds {measured} {symbol} at its broker, the ledger has"
        " {limit}. Automation on it is paused until the two agree.",
        "fill_conflict": "The broker told fill {fill} twice and differently: {first}, then"
        " {second}. The first counts until the broker corrects it.",
        "fill_changed": "The exchange changed fill {fill} in {symbol}. Position and journal"
        " follow.",
        "overfilled": "{symbol} was filled {measured} on an order of {limit}. The position counts"
        " what was filled.",
        "late_fill": "{measured} {symbol} traded on an order that had ended already. The position"
        " counts it.",
        "order_reappeared": "An order in {symbol} on {account} was taken for lost and is at its"
        " broker after all. It counts again: see whether it is still wanted.",
        "strategy_stopped.alarm": "{strategy} was stopped: {measured} round trips in ten minutes"
        " without a hand on it, {limit} are allowed. Its exits work.",
        "exit_refused": "The protective order {link} in {symbol} on {account} was refused: {reason}"
        " It is tried once more.",
        "exit_refused.again": "The protective order {link} in {symbol} on {account} was refused"
        " again: {reason} The position is not protected by it. Place it by hand or close.",
        "exit_gone": "The protective order {link} in {symbol} on {account} was taken out. The"
        " position is no longer protected by it.",
        "oco_overfill": "Stop and target of an entry in {symbol} on {account} both traded:"
        " {measured} more than was open. Check the position.",
        "close_waits": "Not all of {symbol} on {account} is closed yet. An exit of {quantity} has"
        " left and its outcome is not known. The rest goes once it is, in {limit} s at the latest."
        " Close again to send it at once: should both trade, you hold {measured}.",
        "close_beside_unknown": "A close of {symbol} was sent on {account} beside an exit of"
        " {quantity} whose outcome is not known. Should both trade, you hold {measured}.",
        "exit_overshot": "An exit of {symbol} on {account} traded more than was open. You hold"
        " {measured} now; flatten closes it.",
        "unprotected": "The protection in {symbol} on {account} does not stand as it should:"
        " {legs}. Check the position.",
        "split": "{symbol} was split {ratio}: {before} on {account} are {after} now. Their price"
        " and the orders that rest were stated anew.",
        "split.too_late": "The split of {symbol} on {day} was not booked on {account}: it was"
        " listed after {symbol} had traded there at prices of after it. Correct the position by"
        " hand.",
        "dividend": "{account} was paid {sign}{measured:,} of dividends on {quantity} {symbol}.",
        "dividend.short": "{account} paid {sign}{measured:,} of dividends on {quantity} {symbol}"
        " that it is short of.",
        "not_settled": "{symbol} stopped trading on {last_day} and no price of it is known: what"
        " {account} holds of it stays in the books and no order works on it. It is settled once a"
        " price is known.",
        "history_damaged": "A file of stored history of {symbol} cannot be read. It was set aside"
        " as {file}; the rest is shown.",
        "drawings_damaged": "The drawings on the charts cannot be read. Their file was set aside as"
        " {file}; what you draw now is kept.",
        "drawings_damaged.some": "{count} of the drawings on the charts cannot be read and are left"
        " out. The file as it was is kept as {file}.",
        "drawings_not_kept": "The drawings on the charts cannot be kept: {cause}. They are there"
        " until the program ends.",
        "history_unavailable": "The broker does not tell the older bars of {symbol}: {cause}."
        " They are asked for again.",
        "unreadable_news": "A message of the broker of {account} could not be read. It was kept"
        " and everything is compared anew.",
        "session_lost": "The broker of {account} no longer takes the login. Nothing leaves for it"
        " until you have logged in again. Working there: {orders}.",
        "session_lost.taken_over": "Another program has logged in to the broker of {account} and"
        " ended this session. It is left alone for {limit} min, then tried again; nothing leaves"
        " until then. Working there: {orders}.",
        "wrong_environment": "{account} is {limit}, but {measured} answered. Nothing is sent there"
        " and nothing it says is booked until {limit} answers. Check the login.",
        "login_rests": "{login} is not connected while a recording is replayed: only practice"
        " venues of this program go along with one.",
        "secrets_sealed": "{login} is not connected: its secrets are sealed. Type the passphrase in"
        " the broker pane, or name its file in TRADERTERMINAL_PASSPHRASE_FILE.",
        "secret_missing": "{login} is not connected: there is no secret {name} for its {key}. Store"
        " it in the broker pane, or with: traderterminal secret set {name}",
        "login_unusable": "{login} is not connected: {cause}",
        "disconnected_by_hand": "{login} was disconnected by you. Nothing leaves for it; its orders"
        " stay where they are.",
        "login_offline": "{login} is not connected, so that {account} cannot be armed.",
        "observing": "Nothing was sent. {account} is set to Observe: exits work, entries do"
        " not leave by hand.",
        "contract_changed": "{symbol} is {measured} at the broker of {account}, here it is"
        " {limit}. Nothing opens in it until both agree; exits work. Check the contract.",
        # what became of an alert
        "no_side": "Refused: the message names no side and no target position.",
        "unknown_action": "Refused: {action} is not an action known here.",
        "contradictory_sides": "Refused: the message says {first} and {second}.",
        "contradictory_fields": "Refused: the message says {first} and {second}.",
        "unsubstituted_placeholder": "Refused: TradingView left {placeholder} as it stood.",
        "unresolvable_symbol": "Refused: no instrument is known as {symbol}.",
        "no_symbol": "Refused: the message names no symbol.",
        "bad_quantity": "Refused: {quantity} is not a quantity that can be traded.",
        "bad_price": "Refused: {field} {price} is not a price.",
        "bad_distance": "Refused: {field} {value} is not a distance at which a stop can follow.",
        "bad_time": "Refused: {time} is not a time that can be read.",
        "broker_credentials": "Refused: the message carries an API key and its secret. Take both"
        " out of the alert and replace them where they came from: whoever has seen the message"
        " can use them.",
        "unit_unset": "Refused: {field} {value} has no unit. Set sl_tp_unit for the strategy"
        " {strategy}.",
        "unit_unset.unnamed": "Refused: {field} {value} has no unit. Name the strategy in the"
        " message and set sl_tp_unit for it in the settings.",
        "unparseable": "Refused: no known message format fits.",
        "unparseable.empty": "Refused: the message is empty.",
        "unparseable.encoding": "Refused: the message is not UTF-8 from byte {position} on.",
        "unparseable.surrogate": "Refused: the message holds half a character.",
        "unparseable.json": "Refused: this is no JSON, line {line}, column {column}: {problem}."
        " In TradingView, put every placeholder in quotes.",
        "unparseable.shape": "Refused: the message is no object and no list of objects.",
        "unparseable.depth": "Refused: the message is nested deeper than {limit} levels.",
        "unparseable.too_many": "Refused: {count} signals in one message, the limit is {limit}.",
        "unparseable.number": "Refused: {number} is no number that can be traded.",
        "unparseable.duplicate_key": "Refused: the field {field} stands twice in the message.",
        "too_late": "Refused: {measured} s old, limit {limit} s.",
        "too_early": "Refused: {measured} s ahead of market time, limit {limit} s.",
        "late_exit": "{measured} s old; exits are honoured at any age.",
        "already_flat": "Already flat.",
        "already_there": "Already at {position}.",
        "nothing_to_close": "{account} holds no {side} position in {symbol}.",
        "nothing_to_cancel": "There was no order to cancel.",
        "canceled_orders": "{count} orders cancelled.",
        "bought": "Bought {quantity} {symbol} at {price}.",
        "sold": "Sold {quantity} {symbol} at {price}.",
        "heartbeat": "Heartbeat.",
        "strategy_off": "The strategy {strategy} is switched off.",
        "automation_off": "Refused: automation is switched off. Exits still work.",
        "automation_off.account": "Refused: automation on {account} is switched off. Exits still"
        " work.",
        "approval_rejected": "Rejected by hand. Nothing was sent.",
        "approval_expired": "Not approved in time. Nothing was sent.",
        "approval_overtaken": "A later alert of the strategy came before it was approved. Nothing"
        " was sent.",
        "exit_without_approval": "Only the way out was traded; what it opens needs approval.",
        "waiting_for_approval": "Waits for your approval.",
        "live_needs_strategy": "Refused: {account} is not a paper account and the strategy"
        " {strategy} is not set up.",
        "live_needs_strategy.paper": "Refused: {account} is not a paper account and the strategy"
        " {strategy} trades on paper only.",
        "failed_unexpectedly": "Something went wrong inside the program; the log tells what."
        " Check the orders and positions of this alert.",
        "unsupported_request": "Refused: {what} is not available yet.",
        "settings_not_changed": "The settings are as they were. {cause}",
        "strategy_silent": "Nothing has come of {strategy} for {measured} s; something was to come"
        " every {limit} s. Look whether its alert at TradingView still runs.",
        "alert_missed": "An alert of {strategy} in {symbol} seems to be missing: the one before"
        " left it {before}, the latest begins {now}. Compare the position with TradingView's.",
        "not_on_paper": "{account} is no paper account. Nothing was sent: an alert is tried on"
        " paper alone.",
        "dry_run": "The listener took it. Now it would trade on {accounts}. Nothing was sent.",
        "dry_run.nothing": "The listener took it. Now it would trade nowhere. {why}",
        "listener_silent": "The listener of this program does not answer: {cause}",
        "listener_refused": "The listener of this program did not take it. {why}",
        "cancels_orders": "It cancels the working orders of the symbol.",
        "filled": "Filled {quantity} at {price}.",
        "filled.in_part": "Filled {filled} of {quantity} at {price}.",
        "filled.unseen": "Filled.",
        "filled.partly": "Filled in part.",
        "working_on_it": "Working on it.",
        "nothing_to_do": "Nothing to do.",
        "refused": "Refused.",
        "failed": "Failed.",
        "unreadable": "Unreadable text.",
        "resolved.roll": "{text} resolved to {symbol} by the roll rule.",
        "resolved.name": "{text} resolved to {symbol} by its name.",
        "resolved.dated": "The message names the contract {symbol}.",
        "resolved.none": "No contract was resolved.",
        "delivered_again": "Delivered {count} times; only the first one counted.",
        "stopped_midway": "The program stopped before this alert had traded, and its time is over.",
        "stopped_midway.reversal": (
            "The position was closed. The program stopped before the other side was opened."
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Message:
    """One thing to say: a stable code and the values its text names.

    The outside sees `code`; a `variant` picks another wording of the same code (`code.variant` in
    the catalogue).
    """

    code: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    variant: str = ""

    @property
    def key(self) -> str:
        """The entry of the catalogue."""
        return f"{self.code}.{self.variant}" if self.variant else self.code

    def __str__(self) -> str:
        return english(self)


def grouped(text: str) -> str:
    """Return a number with its thousands grouped, any other text as it is."""
    number = _NUMBER.fullmatch(text)
    if number is None:
        return text
    sign, whole, rest = number.groups(default="")
    return f"{MINUS if sign else ''}{int(whole):,}{rest}"


def english(message: Message) -> str:
    """Return the English text of `message`; a code without an entry stands for itself."""
    template = CATALOGUE.get(message.key)
    if template is None:
        return message.code
    return template.format_map(Named(message.parameters))


class Named(dict[str, str]):
    """What a sentence may name; `{limit:,}` writes a number with its thousands grouped.

    A name without a value stays readable instead of failing while an error is reported. Amounts
    without a sign are of times when all were dollars.
    """

    def __getitem__(self, key: str) -> str:
        return _Value(self.get(key, "$" if key == "sign" else "—"))


class _Value(str):
    """A value in a sentence."""

    __slots__ = ()

    def __format__(self, how: str) -> str:
        return grouped(str(self)) if how == "," else super().__format__(how)
