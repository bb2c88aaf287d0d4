"""What a trader must look at, and what he should know of the logins of a broker."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from traderterminal.kit.language import mark

NOTICES: Final[Mapping[str, str]] = MappingProxyType(
    {
        # what a person must look at
        "position_drift": mark(
            "Message",
            "{account} holds {measured} {symbol} at its broker, the ledger has {limit}. Automation"
            " on it is paused until the two agree.",
        ),
        "fill_conflict": mark(
            "Message",
            "The broker told fill {fill} twice and differently: {first}, then {second}. The first"
            " counts until the broker corrects it.",
        ),
        "fill_changed": mark(
            "Message", "The exchange changed fill {fill} in {symbol}. Position and journal follow."
        ),
        "overfilled": mark(
            "Message",
            "{symbol} was filled {measured} on an order of {limit}. The position counts what was"
            " filled.",
        ),
        "late_fill": mark(
            "Message",
            "{measured} {symbol} traded on an order that had ended already. The position counts"
            " it.",
        ),
        "order_reappeared": mark(
            "Message",
            "An order in {symbol} on {account} was taken for lost and is at its broker after all."
            " It counts again: see whether it is still wanted.",
        ),
        "strategy_stopped.alarm": mark(
            "Message",
            "{strategy} was stopped: {measured} round trips in ten minutes without a hand on it,"
            " {limit} are allowed. Its exits work.",
        ),
        "exit_refused": mark(
            "Message",
            "The protective order {link} in {symbol} on {account} was refused: {reason} It is"
            " tried once more.",
        ),
        "exit_refused.again": mark(
            "Message",
            "The protective order {link} in {symbol} on {account} was refused again: {reason} The"
            " position is not protected by it. Place it by hand or close.",
        ),
        "exit_gone": mark(
            "Message",
            "The protective order {link} in {symbol} on {account} was taken out. The position is"
            " no longer protected by it.",
        ),
        "oco_overfill": mark(
            "Message",
            "Stop and target of an entry in {symbol} on {account} both traded: {measured} more"
            " than was open. Check the position.",
        ),
        "close_waits": mark(
            "Message",
            "Not all of {symbol} on {account} is closed yet. An exit of {quantity} has left and"
            " its outcome is not known. The rest goes once it is, in {limit} s at the latest."
            " Close again to send it at once: should both trade, you hold {measured}.",
        ),
        "close_beside_unknown": mark(
            "Message",
            "A close of {symbol} was sent on {account} beside an exit of {quantity} whose outcome"
            " is not known. Should both trade, you hold {measured}.",
        ),
        "exit_overshot": mark(
            "Message",
            "An exit of {symbol} on {account} traded more than was open. You hold {measured} now;"
            " flatten closes it.",
        ),
        "unprotected": mark(
            "Message",
            "The protection in {symbol} on {account} does not stand as it should: {legs}. Check"
            " the position.",
        ),
        "split": mark(
            "Message",
            "{symbol} was split {ratio}: {before} on {account} are {after} now. Their price and"
            " the orders that rest were stated anew.",
        ),
        "split.too_late": mark(
            "Message",
            "The split of {symbol} on {day} was not booked on {account}: it was listed after"
            " {symbol} had traded there at prices of after it. Correct the position by hand.",
        ),
        "dividend": mark(
            "Message", "{account} was paid {sign}{measured:,} of dividends on {quantity} {symbol}."
        ),
        "dividend.short": mark(
            "Message",
            "{account} paid {sign}{measured:,} of dividends on {quantity} {symbol} that it is"
            " short of.",
        ),
        "not_settled": mark(
            "Message",
            "{symbol} stopped trading on {last_day} and no price of it is known: what {account}"
            " holds of it stays in the books and no order works on it. It is settled once a price"
            " is known.",
        ),
        "history_damaged": mark(
            "Message",
            "A file of stored history of {symbol} cannot be read. It was set aside as {file}; the"
            " rest is shown.",
        ),
        "drawings_damaged": mark(
            "Message",
            "The drawings on the charts cannot be read. Their file was set aside as {file}; what"
            " you draw now is kept.",
        ),
        "drawings_damaged.some": mark(
            "Message",
            "{count} of the drawings on the charts cannot be read and are left out. The file as it"
            " was is kept as {file}.",
        ),
        "drawings_not_kept": mark(
            "Message",
            "The drawings on the charts cannot be kept: {cause}. They are there until the program"
            " ends.",
        ),
        "history_unavailable": mark(
            "Message",
            "The broker does not tell the older bars of {symbol}: {cause}. They are asked for"
            " again.",
        ),
        "unreadable_news": mark(
            "Message",
            "A message of the broker of {account} could not be read. It was kept and everything is"
            " compared anew.",
        ),
        "session_lost": mark(
            "Message",
            "The broker of {account} no longer takes the login. Nothing leaves for it until you"
            " have logged in again. Working there: {orders}.",
        ),
        "session_lost.taken_over": mark(
            "Message",
            "Another program has logged in to the broker of {account} and ended this session. It"
            " is left alone for {limit} min, then tried again; nothing leaves until then. Working"
            " there: {orders}.",
        ),
        "wrong_environment": mark(
            "Message",
            "{account} is {limit}, but {measured} answered. Nothing is sent there and nothing it"
            " says is booked until {limit} answers. Check the login.",
        ),
        "login_rests": mark(
            "Message",
            "{login} is not connected while a recording is replayed: only practice venues of this"
            " program go along with one.",
        ),
        "secrets_sealed": mark(
            "Message",
            "{login} is not connected: its secrets are sealed. Type the passphrase in the broker"
            " pane, or name its file in TRADERTERMINAL_PASSPHRASE_FILE.",
        ),
        "secret_missing": mark(
            "Message",
            "{login} is not connected: there is no secret {name} for its {key}. Store it in the"
            " broker pane, or with: traderterminal secret set {name}",
        ),
        "login_unusable": mark("Message", "{login} is not connected: {cause}"),
        "disconnected_by_hand": mark(
            "Message",
            "{login} was disconnected by you. Nothing leaves for it; its orders stay where they"
            " are.",
        ),
        "login_offline": mark(
            "Message", "{login} is not connected, so that {account} cannot be armed."
        ),
        "disarmed": mark(
            "Message", "{account} is armed no longer: no order has left by hand for {limit} min."
        ),
        "disarmed.disconnected": mark(
            "Message", "{account} is armed no longer: what it needs is not connected."
        ),
        "disarmed.left": mark(
            "Message", "{account} is armed no longer: you turned to another account."
        ),
        "observing": mark(
            "Message",
            "Nothing was sent. {account} is set to Observe: exits work, entries do not leave by"
            " hand.",
        ),
        "observing.exits": mark(
            "Message",
            "Nothing was sent. {account} is set to Observe, and what works already could get out of"
            " the same: both together could turn the position. Close gets out of all of it.",
        ),
        "contract_changed": mark(
            "Message",
            "{symbol} is {measured} at the broker of {account}, here it is {limit}. Nothing opens"
            " in it until both agree; exits work. Check the contract.",
        ),
        # what a trader should know of a broker's logins
        "broker_rule.topstepx_token": mark(
            "Message",
            "A login with the API key holds for 24 hours and is renewed by itself; several"
            " programs may be logged in at once.",
        ),
        "broker_rule.topstepx_subscription": mark(
            "Message",
            "The API key comes with a paid subscription of TopstepX; without it the login is"
            " refused.",
        ),
        "broker_rule.topstepx_machine": mark(
            "Message",
            "Whether rented machines, VPNs and automation on funded accounts are allowed is for"
            " the firm's terms to say, not for this program.",
        ),
        "broker_rule.topstepx_brackets": mark(
            "Message",
            "A stop and a target at whole ticks, four at least, leave with their entry if the"
            " platform is set to Auto OCO Brackets. All other exits are placed and tended by this"
            " program.",
        ),
        "broker_rule.tradovate_sessions": mark(
            "Message",
            "Tradovate lets a user be logged in twice. One login more, also in a browser, ends the"
            " oldest. If that is this one, it is left alone for five minutes and then logged in"
            " again.",
        ),
        "broker_rule.tradovate_captcha": mark(
            "Message",
            "A login that Tradovate refuses is not tried again by itself: repeated ones lead to a"
            " captcha that only its website shows, and to an hour without a login.",
        ),
        "broker_rule.tradovate_market_data": mark(
            "Message",
            "Quotes of Tradovate need a licence for market data by API. Without it orders work all"
            " the same, on quotes from elsewhere.",
        ),
    }
)
