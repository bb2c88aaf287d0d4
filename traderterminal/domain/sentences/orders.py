"""What became of an order, and why."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from traderterminal.kit.language import mark

ORDERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "why_taken.buy": mark("Message", "Took {quantity:,} of {displayed:,} offered at {price}."),
        "why_taken.sell": mark("Message", "Hit {quantity:,} of {displayed:,} bid for at {price}."),
        "why_touch.buy": mark(
            "Message",
            "The offer came down to its limit {price}: {quantity:,} of {displayed:,} shown.",
        ),
        "why_touch.sell": mark(
            "Message", "The bid came up to its limit {price}: {quantity:,} of {displayed:,} shown."
        ),
        "why_queue": mark(
            "Message",
            "Filled at {price} after {traded_at_price:,} traded there; {queue_at_entry:,} stood"
            " ahead when it came.",
        ),
        "why_queue.unseen": mark(
            "Message",
            "Filled at {price} after {traded_at_price:,} traded there; what stood ahead when it"
            " came was out of sight.",
        ),
        "why_traded_out": mark(
            "Message", "Filled at {price}: a trade there left nothing at its price."
        ),
        "why_auction": mark(
            "Message", "Filled in an auction at {price}: {quantity:,} of {printed:,} that traded."
        ),
        "why_traded_through": mark(
            "Message", "Traded through: a print at {print} was beyond its limit {price}."
        ),
        "why_package.buy": mark(
            "Message",
            "Took {quantity:,} of {displayed:,} offered at {price}, with all legs of its package.",
        ),
        "why_package.sell": mark(
            "Message",
            "Hit {quantity:,} of {displayed:,} bid for at {price}, with all legs of its package.",
        ),
        "why_slipped.arrived_at": mark(
            "Message", "That is {worse} worse than {expected}, which stood when it arrived."
        ),
        "why_slipped.triggered_at": mark(
            "Message", "That is {worse} worse than {expected}, where it was triggered."
        ),
        "why_corrected": mark(
            "Message", "It is booked {slippage} worse than that, as live fills were found to be."
        ),
        "why_sure": mark("Message", "{confidence}% sure."),
        "why_late": mark("Message", "It was {latency_ms:,} ms on its way."),
        "why_doubted.feed": mark("Message", "The feed was not live: {feed}."),
        "why_doubted.quotes": mark("Message", "Its quotes were {quotes}."),
        "queue_ahead": mark(
            "Message",
            "About {ahead:,} stand ahead at {price}, seen {age:span} ago; {confidence}% sure of a"
            " fill once they have traded.",
        ),
        "queue_ahead.next": mark(
            "Message",
            "Nothing stands ahead at {price}, seen {age:span} ago; {confidence}% sure of a fill at"
            " the next trade there.",
        ),
        "queue_ahead.remembered": mark(
            "Message",
            "About {ahead:,} stood ahead at {price} when it was last in sight, {age:span} ago.",
        ),
        "queue_ahead.unseen": mark(
            "Message", "{price} is out of sight: what stands ahead there is not known."
        ),
        "no_liquidity": mark("Message", "Nothing was left to trade against at {price}."),
        "day_ended": mark("Message", "The session ended with the order still open."),
        "expired_at": mark("Message", "The order ran out at {at}."),
        "not_fillable_at_once": mark("Message", "The whole quantity was not there at once."),
        "canceled_by_split": mark(
            "Message", "{symbol} was split and no whole share was left of the order."
        ),
        "contract_ended": mark("Message", "{symbol} stopped trading with the order still open."),
        "canceled_by_trader": mark("Message", "Cancelled on request."),
        "canceled_by_trader.close": mark("Message", "Cancelled to close the position."),
        "canceled_by_trader.bracket": mark(
            "Message", "Cancelled to keep the exits in step with the position."
        ),
        "proven_absent": mark("Message", "The order never reached {where}. Nothing was traded."),
        "refused_by_broker": mark("Message", "Refused by broker: {text}"),
        "exits_refused": mark(
            "Message",
            "Refused by broker with its stop and target: {text} It leaves anew without them, and"
            " they are placed here once it has traded. Choose {setting} in the settings of the"
            " broker's platform to have them rest there.",
        ),
        "taken_back": mark(
            "Message", "The exchange took back what it traded. Nothing more of it trades."
        ),
        "canceled_elsewhere": mark("Message", "Cancelled outside of this program."),
        "stopped_at_the_door": mark("Message", "Not sent: {cause}. Nothing was traded."),
        "stopped_at_the_door.not_connected": mark(
            "Message", "Not sent: {login} is not connected. Nothing was traded."
        ),
        "stopped_at_the_door.no_destination": mark(
            "Message",
            "Not sent: {account} has no destination for {symbol} any more. Nothing was traded.",
        ),
        "not_changeable": mark(
            "Message",
            "Refused. Nothing was sent. Only an order that works can be changed, this one is"
            " {status}.",
        ),
        "exits_stay_behind": mark(
            "Message",
            "Refused. Nothing was changed. It would trade at once at that price, and its exits"
            " stand off the old one. Cancel it and place it again.",
        ),
        "not_reversed": mark("Message", "The position was closed. The other side: {cause}"),
        "not_reversed.gave_way": mark(
            "Message",
            "The position was not reversed, only closed: it took too long, or another exit came"
            " between.",
        ),
        "not_sent": mark("Message", "The order did not leave: {cause}. Nothing was traded."),
        "outcome_unknown": mark(
            "Message",
            "What became of the request is not known: {cause}. It counts until it is proven.",
        ),
        "broker_unavailable.not_connected": mark(
            "Message", "The broker did not answer: {login} is not connected."
        ),
        "broker_unavailable.no_address": mark(
            "Message",
            "The broker did not answer: there is no address of {host}. This computer may not be"
            " connected to the internet.",
        ),
        "broker_unavailable": mark("Message", "The broker did not answer: {cause}."),
    }
)
