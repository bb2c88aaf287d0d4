"""What the local listener answers, and what became of an alert."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from traderterminal.kit.language import mark

ALERTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        # answers of the local listener
        "unauthenticated": mark("Message", "Refused. Nothing proves that this comes from you."),
        "browser_origin": mark(
            "Message",
            "Refused. This came from a web page; only your relay or tunnel may post here.",
        ),
        "unknown_host": mark(
            "Message",
            "Refused. The host name {host} is not admitted. Add it to hosts in the [webhook]"
            " section of the settings if it is yours.",
        ),
        "replayed": mark("Message", "Refused. The nonce was used for another body."),
        "stale_signature": mark(
            "Message", "Refused. The signature is older or newer than {limit} s."
        ),
        "too_large": mark("Message", "Refused. The body is larger than {limit} bytes."),
        "headers_too_large": mark("Message", "Refused. The headers are larger than {limit} bytes."),
        "too_many_requests": mark("Message", "Refused. Too many requests; try again in a minute."),
        "not_found": mark("Message", "There is nothing at this address."),
        "chart_library_missing": mark(
            "Message",
            "The chart page draws with TradingView's Lightweight Charts, which is not part of"
            " TraderTerminal. Run ./packaging/run chart, which installs it, and load this page"
            " again.",
        ),
        "method_not_allowed": mark("Message", "This address takes {allowed} only."),
        "not_stored": mark("Message", "The alert could not be stored: {cause}. Send it again."),
        "not_tradeable": mark("Message", "The alert cannot be traded."),
        "invalid_request": mark("Message", "{problem}"),
        "order_not_found": mark("Message", "There is no order {id}."),
        "alert_not_found": mark("Message", "There is no alert {id}."),
        "no_replay": mark("Message", "No recording is being replayed."),
        # what became of an alert
        "no_side": mark("Message", "Refused: the message names no side and no target position."),
        "unknown_action": mark("Message", "Refused: {action} is not an action known here."),
        "contradictory_sides": mark("Message", "Refused: the message says {first} and {second}."),
        "contradictory_fields": mark("Message", "Refused: the message says {first} and {second}."),
        "unsubstituted_placeholder": mark(
            "Message", "Refused: TradingView left {placeholder} as it stood."
        ),
        "unresolvable_symbol": mark("Message", "Refused: no instrument is known as {symbol}."),
        "no_symbol": mark("Message", "Refused: the message names no symbol."),
        "bad_quantity": mark(
            "Message", "Refused: {quantity} is not a quantity that can be traded."
        ),
        "bad_price": mark("Message", "Refused: {field} {price} is not a price."),
        "bad_distance": mark(
            "Message", "Refused: {field} {value} is not a distance at which a stop can follow."
        ),
        "bad_time": mark("Message", "Refused: {time} is not a time that can be read."),
        "broker_credentials": mark(
            "Message",
            "Refused: the message carries an API key and its secret. Take both out of the alert"
            " and replace them where they came from: whoever has seen the message can use them.",
        ),
        "unit_unset": mark(
            "Message",
            "Refused: {field} {value} has no unit. Set sl_tp_unit for the strategy {strategy}.",
        ),
        "unit_unset.unnamed": mark(
            "Message",
            "Refused: {field} {value} has no unit. Name the strategy in the message and set"
            " sl_tp_unit for it in the settings.",
        ),
        "unparseable": mark("Message", "Refused: no known message format fits."),
        "unparseable.empty": mark("Message", "Refused: the message is empty."),
        "unparseable.encoding": mark(
            "Message", "Refused: the message is not UTF-8 from byte {position} on."
        ),
        "unparseable.surrogate": mark("Message", "Refused: the message holds half a character."),
        "unparseable.json": mark(
            "Message",
            "Refused: this is no JSON, line {line}, column {column}: {problem}. In TradingView,"
            " put every placeholder in quotes.",
        ),
        "unparseable.shape": mark(
            "Message", "Refused: the message is no object and no list of objects."
        ),
        "unparseable.depth": mark(
            "Message", "Refused: the message is nested deeper than {limit} levels."
        ),
        "unparseable.too_many": mark(
            "Message", "Refused: {count} signals in one message, the limit is {limit}."
        ),
        "unparseable.number": mark("Message", "Refused: {number} is no number that can be traded."),
        "unparseable.duplicate_key": mark(
            "Message", "Refused: the field {field} stands twice in the message."
        ),
        "too_late": mark("Message", "Refused: {measured:span} old, limit {limit:span}."),
        "too_early": mark(
            "Message", "Refused: {measured:span} ahead of market time, limit {limit:span}."
        ),
        "late_exit": mark("Message", "{measured:span} old; exits are honoured at any age."),
        "already_flat": mark("Message", "Already flat."),
        "already_there": mark("Message", "Already at {position}."),
        "nothing_to_close": mark("Message", "{account} holds no {side} position in {symbol}."),
        "nothing_to_cancel": mark("Message", "There was no order to cancel."),
        "canceled_orders": mark("Message", "{count} orders cancelled."),
        "bought": mark("Message", "Bought {quantity} {symbol} at {price}."),
        "sold": mark("Message", "Sold {quantity} {symbol} at {price}."),
        "heartbeat": mark("Message", "Heartbeat."),
        "strategy_off": mark("Message", "The strategy {strategy} is switched off."),
        "automation_off": mark("Message", "Refused: automation is switched off. Exits still work."),
        "automation_off.account": mark(
            "Message", "Refused: automation on {account} is switched off. Exits still work."
        ),
        "approval_rejected": mark("Message", "Rejected by hand. Nothing was sent."),
        "approval_expired": mark("Message", "Not approved in time. Nothing was sent."),
        "approval_overtaken": mark(
            "Message",
            "A later alert of the strategy came before it was approved. Nothing was sent.",
        ),
        "exit_without_approval": mark(
            "Message", "Only the way out was traded; what it opens needs approval."
        ),
        "waiting_for_approval": mark("Message", "Waits for your approval."),
        "live_needs_strategy": mark(
            "Message",
            "Refused: {account} is not a paper account and the strategy {strategy} is not set up.",
        ),
        "live_needs_strategy.paper": mark(
            "Message",
            "Refused: {account} is not a paper account and the strategy {strategy} trades on paper"
            " only.",
        ),
        "failed_unexpectedly": mark(
            "Message",
            "Something went wrong inside the program; the log tells what. Check the orders and"
            " positions of this alert.",
        ),
        "unsupported_request": mark("Message", "Refused: {what} is not available yet."),
        "settings_not_changed": mark("Message", "The settings are as they were. {cause}"),
        "strategy_silent": mark(
            "Message",
            "Nothing has come of {strategy} for {measured:span}; something was to come every"
            " {limit:span}. Look whether its alert at TradingView still runs.",
        ),
        "alert_missed": mark(
            "Message",
            "An alert of {strategy} in {symbol} seems to be missing: the one before left it"
            " {before}, the latest begins {now}. Compare the position with TradingView's.",
        ),
        "not_on_paper": mark(
            "Message",
            "{account} is no paper account. Nothing was sent: an alert is tried on paper alone.",
        ),
        "dry_run": mark(
            "Message", "The listener took it. Now it would trade on {accounts}. Nothing was sent."
        ),
        "dry_run.nothing": mark(
            "Message", "The listener took it. Now it would trade nowhere. {why}"
        ),
        "listener_silent": mark("Message", "The listener of this program does not answer: {cause}"),
        "listener_refused": mark("Message", "The listener of this program did not take it. {why}"),
        "cancels_orders": mark("Message", "It cancels the working orders of the symbol."),
        "own_alert.rose": mark("Message", "{what} rose to {level}"),
        "own_alert.fell": mark("Message", "{what} fell to {level}"),
        "own_alert.ended": mark("Message", "Alert ended: {what}"),
        "own_alert.ended_at": mark("Message", "Alert ended: {what} at {level}"),
        "own_alert.traded": mark("Message", "Price alert. It traded at {price} at {at}."),
        "own_alert.is": mark("Message", "Alert. It is {value} at {at}."),
        "own_alert.not_in_time": mark("Message", "It was not reached in its time."),
        "own_alert.line_deleted": mark("Message", "Its line was deleted, and the alert with it."),
        "own_alert.unseen": mark("Message", "Told on {day}, while no window was open."),
        "filled": mark("Message", "Filled {quantity} at {price}."),
        "filled.in_part": mark("Message", "Filled {filled} of {quantity} at {price}."),
        "filled.unseen": mark("Message", "Filled."),
        "filled.partly": mark("Message", "Filled in part."),
        "working_on_it": mark("Message", "Working on it."),
        "nothing_to_do": mark("Message", "Nothing to do."),
        "refused": mark("Message", "Refused."),
        "failed": mark("Message", "Failed."),
        "unreadable": mark("Message", "Unreadable text."),
        "read_as": mark("Message", "{action} ← {heard}"),
        "read_as.position": mark("Message", "position ← {heard}"),
        "read_as.target": mark("Message", "target ← position {position}"),
        "read_as.verb": mark("Message", "{heard} leads there."),
        "read_as.size": mark("Message", "size ← the order that opened it."),
        "read_as.comma": mark("Message", "A comma with nothing behind it was passed over."),
        "resolved.roll": mark("Message", "{text} resolved to {symbol} by the roll rule."),
        "resolved.name": mark("Message", "{text} resolved to {symbol} by its name."),
        "resolved.dated": mark("Message", "The message names the contract {symbol}."),
        "resolved.none": mark("Message", "No contract was resolved."),
        "delivered_again": mark("Message", "Delivered {count} times; only the first one counted."),
        "stopped_midway": mark(
            "Message", "The program stopped before this alert had traded, and its time is over."
        ),
        "stopped_midway.reversal": mark(
            "Message",
            "The position was closed. The program stopped before the other side was opened.",
        ),
    }
)
