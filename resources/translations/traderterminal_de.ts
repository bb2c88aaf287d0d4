<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>Accounts</name>
    <message>
        <source>Active</source>
        <extracomment>From this share of a limit on its figure is coloured. What an account may do.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reducing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Halted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flatten account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What {name} may do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel all orders of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flatten {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold for a second to flatten {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set {name} {state}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset {name} …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The orders of {name} are cancelled, what it holds is forgotten, and its day and its journal begin anew. Hold the button for a second, with the mouse or the space bar.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cash to begin with, in US dollars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel, leave {name} as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset {name}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, entries wait: {waits}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, {mode}, {state}{waits}, day {day_net}, margin {amount}, buying power {amount_2}, {reach}, {text} orders, automation {automation}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, {unknown} of unknown outcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, limit {limit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{symbol} {held_words}, at most {signed}, at least {signed_2}{unknown}{limit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allowed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait: {waits}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New entries wait: {waits}. Exits work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} symbols</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{words} incl. {unknown} unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Orders that left in the last 24 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{orders_today:,} of {orders_limit:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The limit of the day&apos;s loss is {amount}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Positions and working orders tie up {used}; a new order may tie up {power}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> What has no price now counts at its cost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All accounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait: kill switch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>+10 / −10 incl. 1 unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>100 of 1,000</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another environment answers</source>
        <extracomment>How often results that follow the market are worked out anew, host time. Why a broker cannot be relied on, by the variant of the message that says so.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>logged out by its broker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no broker of it in the settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kill switch is on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the ledger cannot be written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>set to {state} by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss of the day not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss of the day at its limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not compared with its broker yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in {join}: outcome unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: {limit_name} becomes {limit_words} in {duration}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>trading outside hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Account {name}, {word}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{word} account {account}: ticket, chart and day&apos;s result are about it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Alerts</name>
    <message>
        <source>Silence of {symbol}</source>
        <extracomment>How often the values are looked at, host time. Lines that go on before their first anchor, and beyond their second.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Silence of the {symbol} feed, in seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price of {symbol}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} of {symbol}, {shown}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price against {called}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{words}, ticks apart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price against {drawing} {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{words} of {symbol}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{called}, ticks apart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Day result of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{symbol} in {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position {of}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open result {of}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its line was deleted, and the alert with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alert ended: {called}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Template of the alert</source>
        <extracomment>From this width on, message and verdict stand side by side.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alert message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{words} of the alert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{kind} of the alert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unit of stop and target in the alert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Insert placeholder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where TradingView is to post it. It holds your secret.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the message comes to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dry run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dry run of the message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Post it to the listener of this program; nothing trades</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paper account of the trial</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try on paper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Post it to the listener of this program; it trades on paper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test locally</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It cannot be read: see what is wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the text below can be changed as it stands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sell 1,000 MNQH2024</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Working on it.</source>
        <extracomment>Of each end: the sign in text, the icon, the colour.</extracomment>
        <translation>In Arbeit.</translation>
    </message>
    <message>
        <source>Traded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Traded in part.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to do. Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused. Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed.</source>
        <translation>Fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Waits for your approval.</source>
        <extracomment>Of an alert that waits for the trader&apos;s word.</extracomment>
        <translation>Wartet auf Ihre Freigabe.</translation>
    </message>
    <message>
        <source>Timeline: </source>
        <extracomment>From this width on, rules and message stand side by side.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>‹ Alerts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the list of alerts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verdict per account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dry run of the alert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it would do if it came now; nothing trades</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run again in paper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It trades on a paper account, as an alert of its own that came now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rules asked, in order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None: it did not come that far.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message as received, secrets masked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message as received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alert {alert_id}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{total:,.1f} ms from receipt to the end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> on {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rules asked{on}, in order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New alert…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No alerts of your own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press New alert, or right click a price in a chart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{resting} at rest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit…	Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watch again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let it rest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete	Del</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is watched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel, change nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set alert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New alert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the alert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing can be watched now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>crosses −$11,286.10</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>each time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for ever</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, rests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} {condition}, now {now}{rests}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strategies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages of the alert studio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings of the strategy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No strategy yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One shows here once it is set up, or its first alert comes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not set up: paper only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No alerts yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste the message below into TradingView.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy alert message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No alert matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The search and the filter leave none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all alerts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why did it not trade?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search alerts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which alerts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Target +1 MNQH2024</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strategy</source>
        <extracomment>The values that have a field of their own, beside the exits: name in the message, and label.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add an id or a time: without both only a copy within 20 s is known again.</source>
        <extracomment>How often a message that is looked at is read anew, host time. What a trial of the builder is about. What only says that there is nothing to trade just now.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the time {{timenow}}: without it a late alert is not known as late.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name a strategy: without one it trades on paper accounts alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now it would find nothing to trade.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now it would trade on {trading} of {accounts}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contract: {symbol}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits for your approval, then it is sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only gets out. {english}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Crosses</source>
        <extracomment>More alerts than these nobody keeps in his head, and each is looked at four times a second.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rises to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Falls to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For ever</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For an hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For four hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For a day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For a week</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no feed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are {MOST} alerts already. Delete one first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This cannot be watched any more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The alert has ended meanwhile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A note has at most {LONGEST_NOTE} characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A silence is longer than nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fell to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rose to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alert. It is {value} at {local:%H:%M:%S}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{symbol} at {level}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alert ended: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not reached in its time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text!r} is not a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tried on {account} as alert {alert_id}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Posting it to the listener of this program …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <extracomment>The filters above the list, in order.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Traded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unreadable text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Target {target} {symbol}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Target {target_side} {symbol}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heartbeat</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Appearance</name>
    <message>
        <source>▲ Buy 2</source>
        <extracomment>What stands in a sample; the sign tells what colour alone does not.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▼ Sell 2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rise and fall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel, change nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours of the theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text size, pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rise and profit as the theme has them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The colours of rise and fall the other way about</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blue and amber, hollow rising candles, for colour-blind eyes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contrast {measure}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Buy, long</source>
        <extracomment>The tokens that the trader may give a colour of his own, and what they are called.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sell, short</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rise, profit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fall, loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a pane</source>
        <extracomment>What must differ from what: told apart by nothing else, they would be one. The fill of a side&apos;s buttons. Where text stands, and what each is called.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the selected row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>West</source>
        <extracomment>Contrast below the first is refused, below the second warned of (WCAG 2, large and other text). Rising and falling: as in the west, the other way about, or for colour-blind eyes.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>East</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text} is no colour: type # and six digits, 0 to F: red, green, blue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too faint: {found:.1f} on {on}, at least {REFUSED} is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is that of {other}: they could not be told apart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hard to read: {found:.1f} on {on}, {WARNED} is advised.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{found:.1f} on {on}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Approvals</name>
    <message>
        <source>Approve…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approve all…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refuse all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refuse all alerts that wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing waits for approval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A strategy that is switched to Approval asks here before it enters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{chosen} alerts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the selected alert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select what to {verb}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Target +1 MNQH2024</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every order still passes the rules of its account. To send, press Ctrl+Enter or the button.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel, approve nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approve {count} alerts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approve: {asks_for}{value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approve this alert?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approve {count} alerts?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{price} then, {price_2} now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> for {strategy}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value}{by}. {prices}, {duration} left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{in_full} Waits for approval.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Target {target} {symbol}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Arming</name>
    <message>
        <source>LIVE {name}: real money. Armed, a click sends at once. It falls back to Confirm after 30 min without an order, when the broker goes, when you turn to another account and at the next start. Exits never need it. Type {name} to arm it.</source>
        <extracomment>A question that nobody answers goes away.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arm {name}, live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel, arm nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arm {name}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel, send nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{action}, live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send this order?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every order still passes the rules of its account. To send, press Ctrl+Enter or the button. Closes in 0:{left_s:02}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Armed for {duration} more</source>
        <extracomment>In its last minute what is left is shown wherever orders are entered.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Armed {minutes}:{seconds:02}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Automation</name>
    <message>
        <source>On</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Auto</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Release</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Release the stopped strategy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the strategy enter again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The general one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds at once. The switch is that of the Automation pane; the rest is written into the settings file. Exits never wait for approval.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel, change nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accounts of the strategy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unit of bare stops and targets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch of the strategy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its alerts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bare sl and tp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its alerts do nothing, exits included.</source>
        <extracomment>What a strategy can be switched to, with what each means.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its alerts trade on paper accounts alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its entries wait for your approval; its exits trade at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its alerts trade at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alerts trade as their strategy is switched.</source>
        <extracomment>The same for automation on an account or as a whole.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alerts enter nothing; their exits still trade.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its entries wait for your approval and trade on paper accounts alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not in the settings: its alerts trade on paper accounts alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All accounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not set</source>
        <extracomment>The units of bare stop losses and take profits, as they are called; none refuses such a message.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ticks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Percent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Money</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantity</source>
        <extracomment>The fields that are typed: name, label, and what holds where nothing is typed.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where a message names none; empty: the general one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Oldest entry, s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An entry older than this is refused; empty: the general one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approval within, s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long an entry waits for your word</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heard of every, s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell me when nothing has come for so long; empty: never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Silent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alert missed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not set up: paper only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As it should</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Another environment answers.</source>
        <extracomment>Longer pieces of a broker&apos;s message are cut. What an alarm is about in a few words, the gravest first.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logged out by the broker.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A position is not protected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A protective order is gone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A protective order was refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An exit traded more than was open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and target both traded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A close went beside an exit of unknown outcome.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A close waits for an exit of unknown outcome.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filled more than ordered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An order that had ended traded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A position differs from the broker&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A contract differs from the broker&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A fill was told twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A fill was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A strategy was stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A contract that has ended is not settled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A stock was split.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A dividend was booked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A message cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stored bars are missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Older bars are missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawings are missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawings are not kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An alert seems to be missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A strategy is silent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Release…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Release the kill switch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kill switch is on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> Next look-up in {max} s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} of unknown outcome.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{order_words} on {name_of}, sent {placed_at:%H:%M:%S}: no answer came.{look} New entries in {symbols} wait; exits work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look up now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{rule} limit reached on {name_of}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All of {limit} is used. New entries wait there, exits work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show accounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The ledger cannot be written: {get}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{kept} Working orders stay. Make room or give access to {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An alarm.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text} {unreadable} so far: {raw}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> Next attempt in {ceil} s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> Working there, out of reach: {orders}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A login is not connected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show brokers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name_of} is {state}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New entries wait there. Exits work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New entries wait, exits work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened since ({count}) is kept in memory and in {file}. New entries wait, exits work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened since ({count}) is kept in memory alone: do not end the program. {file} cannot be written either. No order is sent, exits included.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recording of {symbol} has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recording of {symbol} has a gap here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The {symbol} feed is down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The {symbol} feed is silent. Last event {age} ago.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Daily-loss breach</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Daily loss</source>
        <extracomment>By how much less of a limit must be used before its mark is warned of again. All of a limit.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Orders of the day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{rule} at its limit</source>
        <extracomment>The rules that a day uses up. A position comes and goes: to warn of each would dull the ear.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{rule} {mark:.0%} used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position, {symbol}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Banners</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Brokers</name>
    <message>
        <source>there is no store for secrets</source>
        <extracomment>What of an account&apos;s number may stand in the id of ours.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a passphrase has at least {SHORTEST} characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the practice venue has no account to trade on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is not in the settings any more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No broker is connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Practise on a local venue that speaks a broker&apos;s own protocol, or add a login of yours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add broker…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Practice {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start a venue on this machine that speaks {title}&apos;s protocol, and connect to it. No account is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passphrase of the secrets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open secrets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit {name}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Practice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not connected</source>
        <extracomment>How often what counts down is worked out anew, host time. From here on the end of a token is worth a look. The states of a session in words, and their colours.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long the login holds without a new one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, last error {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, {title} {environment}, {state_words}, token {token}, accounts {value}{error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} and the stored secrets go with it; orders and positions stay at the broker. The engine begins anew, which takes a second or two.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel, remove nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove {name}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel, change nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test the login</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save and connect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a broker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test the login first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Secrets are sealed on this machine and never shown again. Saving begins the engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{kept} anew, which takes a second or two.
{rules}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Broker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the login</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>optional</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the market&apos;s quotes from here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In place of the simulated market; another source stays as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Market</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take {name} over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nickname of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mode of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next attempt in {duration}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} says: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting the practice venue of {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disconnecting {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removing {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening the secrets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name takes letters, digits, _ . and - only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a login {name} already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{label} is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logging in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The login is right, and there is no account behind it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Chart</name>
    <message>
        <source>no bars yet</source>
        <extracomment>The colours of compared symbols, first come first served; averages have the ones before.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Volume</source>
        <extracomment>Field of the options, what the menu calls it.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Magnet crosshair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shade outside regular hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watermark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upside down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Axis at the left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regular hours alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Template</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw every symbol like this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw this symbol as usual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare no more with {symbol}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save picture of the chart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{toNativeSeparators} was not written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing else is affected. Choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} more lines here</source>
        <extracomment>Of the line at the last price. Between a tag and what it stands at. So close to a line it is taken hold of.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chart{symbol}, {resolution_name}</source>
        <extracomment>Below this width tags lie over the candles, since a margin would leave none. So many pixels of two fingers on a pad are a step of zoom. Fills that a tip has room for.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and {more} earlier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to date, as 2024-01-11 or 2024-01-11 09:30</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bar length: 3, 30S, 4h, 2D, 500T, 1000V, 8R, 8RK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with symbol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text} is no date such as 2024-01-11</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bar length</source>
        <extracomment>Settings are of the chart, not of a point of it.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trading hours</source>
        <translation>Handelszeiten</translation>
    </message>
    <message>
        <source>Electronic trading hours: all bars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regular trading hours alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chart type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chart settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indicators</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure (Space)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Symbol…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicate chart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close chart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bars at or below zero</source>
        <extracomment>What the widget is handed: columns to read, never to write. The buttons above the chart. Prices that are remembered as they are written. What can be wrong with bars, by the names that count it.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bars left out, out of order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bars left out, impossible</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>late trades</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bars without a volume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bars left out, without a price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>prices between ticks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bars left out, overlapping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bars left out, repeated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to compare with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No symbol {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{symbol} is shown already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no price yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>last {last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, {words} from {ticks}, {result}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is no bar length such as 3, 30S, 4h, 2D, 500T, 1000V, 8R or 8RK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Candles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hollow candles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Area</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heikin-Ashi</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logarithmic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Percent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indexed to 100</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exchange time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Local time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chart shows something else by now. Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Orders wait: the ticket shows {symbol}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{verb} waits. {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, with exits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sent. The ticket has changed meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sent. The market has passed the price meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{join} from {ticks}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove alert at {ticks}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alert at {ticks}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Column</name>
    <message>
        <source>Account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Equity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open P&amp;L</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Day P&amp;L</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Margin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Buying power</source>
        <translation>Kaufkraft</translation>
    </message>
    <message>
        <source>Position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worst case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Orders 24 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What becomes of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last alert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign of life</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expected in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Missed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asks for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Total</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Then</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expires in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approve button</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refuse button</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it does now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Login</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Broker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stream</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Age</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latest order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Net P&amp;L</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forecast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entries wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Qty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rests at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Avg price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ticks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop rests at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close button</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UTC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Orders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Traded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On paper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ticks better</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sooner by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Volume</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Diagnostics</name>
    <message>
        <source>Not yet</source>
        <extracomment>A loop that is later is felt: it is four frames of the screen.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loop late</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{late_s:.0f} ms at worst in the last minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last tick</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{symbol}, {age} ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last order event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{at}, {age} ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lost {losses} since the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Streams</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not logged in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, renewed by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds for {words}{renewed}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Has run out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ahead of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>behind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{offset_s:.1f} s {way} the broker&apos;s, which tells whole seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not looked at yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{free:,} MB left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Down: {parameters}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{last_seq:,} events are on the disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system has no keyring: logins are sealed under a passphrase, asked for once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is one monitor: what lay on another one comes back onto it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The compositor places windows: floating panes keep their size, not their place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Simulated market</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} quotes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up</source>
        <extracomment>Glyph, words and token of each state.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Late</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Least level shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show lines with…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show lines with a text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The selected line, whole</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:,} of the last {total:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click → sent</source>
        <extracomment>Upper ends of the columns of a histogram, milliseconds; beyond the last one is one more. So many of the latest are kept.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the order being asked for, by a click or the API, to its being handed to the broker: rules and ledger included</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alert → filled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From an alert&apos;s arrival to the fill of what it asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tick → paint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From a tick of the active chart&apos;s symbol to the picture that shows it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Drawings</name>
    <message>
        <source>Fit prices</source>
        <extracomment>From the right edge of the plot, so far tags of orders reach. A zoomed-out chart has more breaks than can be told apart. More candidates than pixels tell nothing about round times.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heikin-Ashi, traded:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No symbol chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one with Ctrl+L</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first bar appears with the first trade</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No trades in {symbol} yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To ticket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill in the ticket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fills in entry, stop and target; nothing is sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words of the text</source>
        <extracomment>With Shift the keys move so many bars or ticks at once. What an arrow moves by: bars and ticks. Choose the next drawing, or the one before.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{words} of the drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{words} drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo drawing</source>
        <extracomment>A line stands before these. Keys that the chart answers to while it has the focus; menus only tell of them.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Magnet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide all drawings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show hidden drawings ({hidden_count})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock all drawings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete all drawings but locked ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the ticket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{hidden_count} hidden</source>
        <extracomment>So near to a line or a handle it is taken hold of. Beyond an edge of the pane a line is cut off: painters take no pixels of any size.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{unknown} {begin} before the first bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} drawings, delete some to draw on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trend line</source>
        <extracomment>Further than this no price or moment can be.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ray</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Extended line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Horizontal line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vertical line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fibonacci retracement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fibonacci extension</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <extracomment>Shares of the move from the first anchor to the second that are drawn; its end is 0, or 1. A plan begins with a target this many times as far as its stop. And with this many bars, where it was not drawn wider. What is fainter than a drawing&apos;s own lines.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Long position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Short position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Solid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dashed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dotted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Short</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{side} {size} at {entry}  {ratio} R</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} letters are more than the {MOST_LETTERS} of a text</source>
        <extracomment>A symbol has so many drawings at most: more cannot be told apart, and each takes its time.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A text needs words; Esc leaves it away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>drawing {kind}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{kind} at {prices}{locked}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Groups</name>
    <message>
        <source>Repair {group}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repair…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List accounts under [groups.NAME] in config.toml: one order or alert then trades on all of them, each with its share.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repair {group}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>every follower follows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every order passes the rules of its account. What was traded by hand beside the group stays, where it does not stand against it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel, send nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repair {group}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> Orders on their way are counted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send 1 order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send {count} orders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{words} to repair {group}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 position does not follow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} positions do not follow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} of {group}, {share}: {follows}. {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sell 1,000 MNQH2024 · Part filled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{trades} for the group, net of fees</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{delay_s} s later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, orders on their way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds {held} of {wanted} {symbol}{settling}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to hold {target}{by_hand}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{side} {size} {symbol} at the market, {after}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, in the place of {words} by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, {words} of it by hand</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Guide</name>
    <message>
        <source>Look round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chart, ladder and ticket show a simulated market that never closes. F6 walks from pane to pane; the View menu brings closed ones back. Nothing leaves this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How it works</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your first paper trade</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press Buy or Sell in the ticket. The order fills on paper, no money moves. Close in the Positions pane takes you out again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show ticket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show positions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your first alert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TradingView posts such a message to this program. Send one from here to see what becomes of it; copy it to paste it there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send test alert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show alerts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set the loss of a day from which entries are refused. Exits are never refused. Tighter limits hold at once, looser ones after a minute.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set limits…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect a broker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Practise on a venue on this machine that speaks a broker&apos;s own protocol, or add a login of yours. Real money is armed apart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show brokers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The test alert was not sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It would go to accounts that are not on paper: set webhook.default_group to one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {number} of {count}</source>
        <extracomment>How the guide was left, as it is kept between starts.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guide</source>
        <extracomment>A heading and two lines of words.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the step before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skip guide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{where} · done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{words} in the guide</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Pages</source>
        <extracomment>Marks a paragraph as a line of code.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Journal</name>
    <message>
        <source>Net P&amp;L</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trades</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Won</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Profit factor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expectancy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Average win / loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Max drawdown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest losing run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All accounts</source>
        <extracomment>From these widths on: tiles in one row, in rows of four; calendar and curve side by side. From this width on, the filters stand in one row.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All symbols</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All strategies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Equity and drawdown, net, by trade</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No trades yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first position that is closed shows here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No trades in this range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all dates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Symbols</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strategies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the trades</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Earlier month</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Later month</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last one was on {day} {last_trade_on:%B}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after {amount} fees</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} trading day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} trading days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not enough trades for statistics · {decided} of {ENOUGH} needed for a win rate with a range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{whole} against {whole_2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a trade, net</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{ratio} to 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>longest winning run {max_win_streak}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{decided} of {ENOUGH} needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{low:.0%} to {high:.0%} at 95%</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>closed trades</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{direction} {quantity} {symbol}, net {net_pnl}, {account}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Long {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Short {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Short 100</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fri</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sun</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Week</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: {net} on {count} days</source>
        <extracomment>How much of the colour the smallest and the largest result take.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{trades} trade</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{trades} trades</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Equity, net, cumulative, by trade</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>net {last}, deepest fall {whole_money}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>load the plots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All dates</source>
        <extracomment>Decided trades from which on a win rate is shown with its interval. Points that a curve is drawn with; a screen shows no more.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This week</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This month</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This year</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>Walk through the panes</source>
        <extracomment>Keys of the window and of the panes, which stay as they are.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send, in a preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard what is asked or dragged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scroll ladder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change an order in the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel the selected order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order or alert at a price, in a chart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press a key here to hear what it does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys that trade</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take this key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the key of the row away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usual keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give every act its usual key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys that trade. On, they work wherever the focus is, but in a text field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Always</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was done: this is the sheet of the keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hold {hold_s:g} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>asks, or sends when Armed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sends nothing by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the ladder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not in a text field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer the question first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{holding}: keep holding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold it for {hold_s:g} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flatten all accounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kill switch is on already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Throw the kill switch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recentre the ladder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantity {presets}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no symbol yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel buys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel sells</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flatten</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview buy {} {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview sell {} {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Buy {} {} market</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sell {} {} market</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Buy {} {} at the bid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sell {} {} at the ask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Buy {} {} at the ask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sell {} {} at the bid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reverse {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sent. {active} shows {symbol}, the ticket {symbol_2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previews: nothing is sent until you confirm it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entries: sent at once when the account is armed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ways out: never need arming</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the ladder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview buy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview sell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Buy market</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sell market</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Join bid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Join ask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lift ask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hit bid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reverse position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel all of the symbol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel buys of the symbol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel sells of the symbol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flatten the symbol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kill switch</source>
        <translation>Not-Aus</translation>
    </message>
    <message>
        <source>Recentre</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantity {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{key} operates buttons and fields. Take another key.</source>
        <extracomment>What the chip of the keys opens. What every control is operated with. Presses the button that has the focus; the ladder has none.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{key} is {taken} already. Take another key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{key} is {words} already. Take its key away first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No key heard yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last key heard: {key}, {words}{outcome}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KillSwitch</name>
    <message>
        <source>{adding} cancelled</source>
        <extracomment>Who threw it, where the window did.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, {unknown} of unknown outcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{goes}{unknown}, {kept} kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, by {by}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> Not on the disk yet: a restart would lift it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since {since}{by}. New entries are blocked on all accounts.{orders} Exits work.{durable}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{cancelled} cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{adding} not confirmed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{unknown} unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> {kept} stay{s}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kill switch</source>
        <translation>Not-Aus</translation>
    </message>
    <message>
        <source>Kill switch on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kill switch is on, release it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for the release of the kill switch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold for a second to throw the kill switch: {would}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Ladder</name>
    <message>
        <source>Vol</source>
        <extracomment>Where there is little height rows are lower.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Buys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ahead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bought</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sells</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>P&amp;L</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ladder{symbol}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ladder</source>
        <extracomment>Below this height rows that the ticket has as well leave; the prices keep theirs.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ladder settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recentre (Space)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow the market</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exits of the ladder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Join ask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hit bid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lift ask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Join bid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sell market</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Buy market</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reverse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bids {bids}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spread {spread}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asks {asks}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text}, {side} {size} {symbol}, {mode}, ladder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{verb} {symbol}, {mode}, ladder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A click takes the size of the position for the next order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position {held} {result}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent trades</source>
        <extracomment>What can be shown beside the usual columns, by the names under which it is kept.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue ahead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} more</source>
        <extracomment>Words that are remembered as they are written. A bar that is longer by less than such a part of its column looks as before.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, with exits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Volume at price heard since {since:%H:%M:%S} UTC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bid {bid}, ask {ask}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{ticks} is no price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{why}. Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sent. There is no {value} now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The ladder shows something else by now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The order works no more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{why}. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{words} to {ticks}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift forces a stop, Ctrl a limit: not both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{why}. {take} or Ctrl+click does that</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>above the ask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>below the bid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A {side} stop belongs {where}{price}: here it would trade at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>own {side} {words}, {state}</source>
        <extracomment>Of several states the one that needs the trader&apos;s eye most is shown.</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Links</name>
    <message>
        <source>group {group}</source>
        <extracomment>The groups and their colour tokens. Of a pane that goes its own way.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not linked: it shows a symbol of its own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with {join}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>alone so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linked in group {group} {with_whom}: all of it shows the same symbol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Link of {called}, {word}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group {group}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not linked</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Message</name>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. </source>
        <translation>Abgelehnt. Nichts wurde gesendet. </translation>
    </message>
    <message>
        <source>Refused: </source>
        <translation>Abgelehnt: </translation>
    </message>
    <message>
        <source>Refused. </source>
        <translation>Abgelehnt. </translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. {quantity:,} {symbol} is more than the {limit:,} an order may have on {account}.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. {quantity:,} {symbol} sind mehr als die {limit:,}, die eine Order auf {account} haben darf.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. Its share of {measured} {symbol} is less than the {limit} that {account} can trade.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Der Anteil von {measured} {symbol} ist weniger als die {limit}, die {account} handeln kann.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. {value} is nothing that can be taken for {what}.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. {value} lässt sich nicht als {what} verstehen.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. A {what} at {price} is on the wrong side of {measured} for a {side}.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. {what} bei {price} liegt für {side} auf der falschen Seite von {measured}.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. The take profits come to {measured}, the order has {limit}.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Die Take-Profits ergeben {measured}, die Order hat {limit}.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. Break even needs a stop loss to move.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Break-even braucht einen Stop-Loss, der nachgezogen werden kann.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. A trailing stop needs one distance: ticks, price or percent.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Ein Trailing-Stop braucht genau einen Abstand: Ticks, Preis oder Prozent.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. The order is worth {sign}{measured:,}, more than the {sign}{limit:,} one may have on {account}.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Die Order ist {sign}{measured:,} wert, mehr als die {sign}{limit:,}, die eine auf {account} haben darf.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. The same order left {measured} s ago. Send it again within {limit} s if you want it twice.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Die gleiche Order ging vor {measured} s hinaus. Senden Sie sie binnen {limit} s noch einmal, wenn Sie sie doppelt wollen.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. The program has just stood still; what automation decides now may rest on old prices. Exits still work.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Das Programm stand eben still; was die Automatik jetzt entscheidet, kann auf alten Kursen beruhen. Ausstiege gehen weiterhin.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. {account} has not been compared with its broker yet. Exits work.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. {account} ist noch nicht mit dem Broker abgeglichen. Ausstiege gehen.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. {account} is not logged in at its broker.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. {account} ist beim Broker nicht angemeldet.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. {measured} answered for {account}, which is {limit}.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Für {account} antwortete {measured}, das Konto ist aber {limit}.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. {symbol} is {measured} at the broker of {account}, here it is {limit}. Exits work.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. {symbol} ist beim Broker von {account} {measured}, hier {limit}. Ausstiege gehen.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. The position in {symbol} could reach {measured:,}, the limit on {account} is {limit:,}.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Die Position in {symbol} könnte {measured:,} erreichen, das Limit auf {account} ist {limit:,}.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. {price} is {measured}% through the market, the collar on {account} is {limit}%.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. {price} liegt {measured} % durch den Markt, die Preisgrenze auf {account} ist {limit} %.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. A {side} stop at {price} is on the wrong side of the market at {market}.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Ein Stop ({side}) bei {price} liegt auf der falschen Seite des Marktes bei {market}.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. The market at {market} is beyond the {price} at which this {side} waits to be touched: it would trade at once.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Der Markt bei {market} liegt jenseits der {price}, auf deren Berührung diese Order ({side}) wartet: sie würde sofort ausgeführt.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. The same order left {measured} s ago, {account} waits {limit} s before it takes another like it.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Die gleiche Order ging vor {measured} s hinaus, {account} wartet {limit} s, bevor eine weitere angenommen wird.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. {measured} orders in {window}, the limit on {account} is {limit}. Exits still work.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. {measured} Orders in {window}, das Limit auf {account} ist {limit}. Ausstiege gehen weiterhin.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. {symbol} does not trade now, it opens {opens}.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. {symbol} wird jetzt nicht gehandelt, Eröffnung {opens}.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. The {symbol} feed has been silent for {measured} s, the limit is {limit} s. Exits still work.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Der Feed von {symbol} schweigt seit {measured} s, das Limit ist {limit} s. Ausstiege gehen weiterhin.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. There is no quote for {symbol} yet.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Es gibt noch keinen Kurs für {symbol}.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. The recording of {symbol} has ended. Exits still work.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Die Aufzeichnung von {symbol} ist zu Ende. Ausstiege gehen weiterhin.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. The {symbol} feed is down. Entries leave again once it is back. Exits still work.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Der Feed von {symbol} ist ausgefallen. Einstiege gehen wieder hinaus, sobald er zurück ist. Ausstiege gehen weiterhin.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. The feed of {symbol} has a gap: nobody saw its quotes. Exits still work.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Der Feed von {symbol} hat eine Lücke: niemand hat seine Kurse gesehen. Ausstiege gehen weiterhin.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. The spread in {symbol} is {measured} ticks, automation waits above {limit}. Exits still work.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Der Spread in {symbol} beträgt {measured} Ticks, die Automatik wartet ab {limit}. Ausstiege gehen weiterhin.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. {strategy} made {measured} round trips in ten minutes without a hand on it, {limit} are allowed. It stays stopped until you let it go on. Exits still work.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. {strategy} machte {measured} Roundtrips in zehn Minuten ohne Eingriff von Hand, erlaubt sind {limit}. Sie bleibt angehalten, bis Sie sie weiterlaufen lassen. Ausstiege gehen weiterhin.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. {account} has lost {sign}{measured:,} today, its limit is {sign}{limit:,}. Exits still work.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. {account} hat heute {sign}{measured:,} verloren, das Limit ist {sign}{limit:,}. Ausstiege gehen weiterhin.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. What {account} lost today is not known while a price lacks; its limit is {sign}{limit:,}. Exits still work.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Was {account} heute verloren hat, ist nicht bekannt, solange ein Kurs fehlt; das Limit ist {sign}{limit:,}. Ausstiege gehen weiterhin.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. {event} is at {at}: entries in {symbol} wait until {until}. Exits still work.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. {event} ist um {at}: Einstiege in {symbol} warten bis {until}. Ausstiege gehen weiterhin.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. It is not known whether there is news now: {problem}. Correct the calendar, or let the account ignore it with news_blackout. Exits still work.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Es ist nicht bekannt, ob gerade Nachrichten anstehen: {problem}. Berichtigen Sie den Kalender, oder lassen Sie das Konto ihn mit news_blackout übergehen. Ausstiege gehen weiterhin.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. {symbol} has not been the front month since {rolled} and trades for the last time on {last_day}; automation opens nothing in it. Exits still work.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. {symbol} ist seit {rolled} nicht mehr der Frontmonat und wird zuletzt am {last_day} gehandelt; die Automatik eröffnet darin nichts. Ausstiege gehen weiterhin.</translation>
    </message>
    <message>
        <source>{strategy} made {measured} round trips in ten minutes without a hand on it. It enters nothing until you release it; its exits work.</source>
        <translation>{strategy} machte {measured} Roundtrips in zehn Minuten ohne Eingriff von Hand. Sie steigt nirgends ein, bis Sie sie freigeben; ihre Ausstiege gehen.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. {symbol} is not an instrument known here. Check its spelling, or list it in resources/instruments of the data folder.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. {symbol} ist hier als Instrument nicht bekannt. Prüfen Sie die Schreibweise, oder tragen Sie es in resources/instruments im Datenordner ein.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. {symbol} is not an instrument known here; the nearest is {nearest}.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. {symbol} ist hier als Instrument nicht bekannt; am nächsten kommt {nearest}.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. {symbol} stopped trading on {last_day}.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. {symbol} wird seit {last_day} nicht mehr gehandelt.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. {symbol} stopped trading on {last_day}; the front month is {front}.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. {symbol} wird seit {last_day} nicht mehr gehandelt; der Frontmonat ist {front}.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. {symbol} stopped trading on {last_day}; the nearest that trades is {front}.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. {symbol} wird seit {last_day} nicht mehr gehandelt; der nächste gehandelte Kontrakt ist {front}.</translation>
    </message>
    <message>
        <source>Not reset. Orders of {account} that are not out of the market yet: {count}. Try again once they are.</source>
        <translation>Nicht zurückgesetzt. Orders von {account}, die noch nicht aus dem Markt sind: {count}. Versuchen Sie es wieder, sobald sie es sind.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. {price:,} is not a multiple of the {symbol} tick {limit}; the nearest is {nearest:,}.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. {price:,} ist kein Vielfaches des Ticks {limit} von {symbol}; am nächsten liegt {nearest:,}.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. {price:,} is no price of {symbol}; the lowest is {nearest:,}.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. {price:,} ist kein Preis von {symbol}; der niedrigste ist {nearest:,}.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. {quantity} is not a multiple of the {symbol} lot {limit}; the nearest is {nearest}.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. {quantity} ist kein Vielfaches der Losgröße {limit} von {symbol}; am nächsten liegt {nearest}.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. {quantity} is no whole number of packages; the nearest is {nearest}.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. {quantity} ist keine ganze Zahl von Paketen; am nächsten liegt {nearest}.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. There is no account or group {account}.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Es gibt weder Konto noch Gruppe {account}.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. No account was named and there are several. Name one, or set default_group in the [webhook] section of the settings.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Es wurde kein Konto genannt, und es gibt mehrere. Nennen Sie eines, oder setzen Sie default_group im Abschnitt [webhook] der Einstellungen.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. What a dollar costs in {currency} is not known for {day}. Add a line to {file} such as {day},{currency},0.9 with the true rate, and start anew. Exits still work.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Was ein Dollar in {currency} kostet, ist für {day} nicht bekannt. Ergänzen Sie in {file} eine Zeile wie {day},{currency},0.9 mit dem wahren Kurs, und starten Sie neu. Ausstiege gehen weiterhin.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. The order needs {sign}{measured:,}, {account} has {sign}{limit:,} of buying power.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Die Order braucht {sign}{measured:,}, {account} hat {sign}{limit:,} Kaufkraft.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. Trading on {account} is halted. Exits still work.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Der Handel auf {account} ist angehalten. Ausstiege gehen weiterhin.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. The kill switch is on: no order that can add exposure leaves. Exits work.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Der Not-Aus ist an: keine Order, die das Risiko erhöhen kann, geht hinaus. Ausstiege gehen.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. {account} takes only orders that reduce a position.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. {account} nimmt nur Orders an, die eine Position verkleinern.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. The outcome of an earlier order in {symbol} is not known yet. Exits still work.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Der Ausgang einer früheren Order in {symbol} ist noch nicht bekannt. Ausstiege gehen weiterhin.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. The ledger cannot be written: {cause}. Entries wait until it can. Exits still work.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Das Hauptbuch kann nicht geschrieben werden: {cause}. Einstiege warten, bis es geht. Ausstiege gehen weiterhin.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. The ledger cannot be written: {cause}. Automation is held, exits still work. What happened since ({count}) is kept in memory and in {file}, and is booked once the ledger can be written. Make room or give access.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Das Hauptbuch kann nicht geschrieben werden: {cause}. Die Automatik ist angehalten, Ausstiege gehen weiterhin. Was seither geschah ({count}), steht im Speicher und in {file} und wird gebucht, sobald das Hauptbuch geschrieben werden kann. Schaffen Sie Platz oder Zugriff.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. The ledger cannot be written: {cause}. Automation is held. What happened since ({count}) is kept in memory alone, {file} cannot be written either: {trouble}. Make room or give access before you end the program.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Das Hauptbuch kann nicht geschrieben werden: {cause}. Die Automatik ist angehalten. Was seither geschah ({count}), steht allein im Speicher, auch {file} kann nicht geschrieben werden: {trouble}. Schaffen Sie Platz oder Zugriff, bevor Sie das Programm beenden.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. The ledger cannot be written: {cause}. Nor can the emergency file, so no exit leaves from here either. What works at the broker stays. Make room or give access, or close at the broker.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Das Hauptbuch kann nicht geschrieben werden: {cause}. Die Notfalldatei auch nicht, daher geht von hier auch kein Ausstieg hinaus. Was beim Broker liegt, bleibt. Schaffen Sie Platz oder Zugriff, oder stellen Sie beim Broker glatt.</translation>
    </message>
    <message>
        <source>{file} raised an error. Its indicators are off until it is loaded again.</source>
        <translation>{file} meldete einen Fehler. Die Indikatoren darin sind aus, bis die Datei wieder geladen wird.</translation>
    </message>
    <message>
        <source>{file} has no indicator {kind} any more.</source>
        <translation>{file} hat den Indikator {kind} nicht mehr.</translation>
    </message>
    <message>
        <source>{file} did not answer within {seconds} s. Its indicators are off until it is loaded again.</source>
        <translation>{file} antwortete nicht binnen {seconds} s. Die Indikatoren darin sind aus, bis die Datei wieder geladen wird.</translation>
    </message>
    <message>
        <source>{file} brought the indicators&apos; process to its end. Its indicators are off until it is loaded again.</source>
        <translation>{file} brachte den Prozess der Indikatoren zum Absturz. Die Indikatoren darin sind aus, bis die Datei wieder geladen wird.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. {what} is not available on {account} yet.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. {what} gibt es auf {account} noch nicht.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. {account} is in {mode} mode, where {destination} takes no {orders}. What is there: {available}.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. {account} ist im Modus {mode}, in dem {destination} keine {orders} annimmt. Möglich sind: {available}.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. {id} was used for another order.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. {id} wurde für eine andere Order verwendet.</translation>
    </message>
    <message>
        <source>Not moved. {until} lies before the last booked event at {booked}. Reset the account to replay from there.</source>
        <translation>Nicht verschoben. {until} liegt vor dem letzten gebuchten Ereignis um {booked}. Setzen Sie das Konto zurück, um von dort abzuspielen.</translation>
    </message>
    <message>
        <source>Refused. Nothing proves that this comes from you.</source>
        <translation>Abgelehnt. Nichts beweist, dass dies von Ihnen kommt.</translation>
    </message>
    <message>
        <source>Refused. This came from a web page; only your relay or tunnel may post here.</source>
        <translation>Abgelehnt. Dies kam von einer Webseite; nur Ihr Relay oder Tunnel darf hierher senden.</translation>
    </message>
    <message>
        <source>Refused. The host name {host} is not admitted. Add it to hosts in the [webhook] section of the settings if it is yours.</source>
        <translation>Abgelehnt. Der Hostname {host} ist nicht zugelassen. Ergänzen Sie ihn unter hosts im Abschnitt [webhook] der Einstellungen, wenn er Ihrer ist.</translation>
    </message>
    <message>
        <source>Refused. The nonce was used for another body.</source>
        <translation>Abgelehnt. Die Nonce wurde für einen anderen Inhalt verwendet.</translation>
    </message>
    <message>
        <source>Refused. The signature is older or newer than {limit} s.</source>
        <translation>Abgelehnt. Die Signatur ist um mehr als {limit} s zu alt oder zu neu.</translation>
    </message>
    <message>
        <source>Refused. The body is larger than {limit} bytes.</source>
        <translation>Abgelehnt. Der Inhalt ist größer als {limit} Bytes.</translation>
    </message>
    <message>
        <source>Refused. The headers are larger than {limit} bytes.</source>
        <translation>Abgelehnt. Die Kopfzeilen sind größer als {limit} Bytes.</translation>
    </message>
    <message>
        <source>Refused. Too many requests; try again in a minute.</source>
        <translation>Abgelehnt. Zu viele Anfragen; versuchen Sie es in einer Minute wieder.</translation>
    </message>
    <message>
        <source>There is nothing at this address.</source>
        <translation>Unter dieser Adresse gibt es nichts.</translation>
    </message>
    <message>
        <source>The chart page draws with TradingView&apos;s Lightweight Charts, which is not part of TraderTerminal. Run ./packaging/run chart, which installs it, and load this page again.</source>
        <translation>Die Chart-Seite zeichnet mit Lightweight Charts von TradingView, das nicht zu TraderTerminal gehört. Führen Sie ./packaging/run chart aus, das es installiert, und laden Sie diese Seite neu.</translation>
    </message>
    <message>
        <source>This address takes {allowed} only.</source>
        <translation>Diese Adresse nimmt nur {allowed} an.</translation>
    </message>
    <message>
        <source>The alert could not be stored: {cause}. Send it again.</source>
        <translation>Der Alarm konnte nicht gespeichert werden: {cause}. Senden Sie ihn noch einmal.</translation>
    </message>
    <message>
        <source>The alert cannot be traded.</source>
        <translation>Der Alarm kann nicht gehandelt werden.</translation>
    </message>
    <message>
        <source>{problem}</source>
        <translation>{problem}</translation>
    </message>
    <message>
        <source>There is no order {id}.</source>
        <translation>Es gibt keine Order {id}.</translation>
    </message>
    <message>
        <source>There is no alert {id}.</source>
        <translation>Es gibt keinen Alarm {id}.</translation>
    </message>
    <message>
        <source>No recording is being replayed.</source>
        <translation>Es wird keine Aufzeichnung abgespielt.</translation>
    </message>
    <message>
        <source>Took {quantity:,} of {displayed:,} offered at {price}.</source>
        <translation>Nahm {quantity:,} von {displayed:,} im Brief bei {price}.</translation>
    </message>
    <message>
        <source>Hit {quantity:,} of {displayed:,} bid for at {price}.</source>
        <translation>Traf {quantity:,} von {displayed:,} im Geld bei {price}.</translation>
    </message>
    <message>
        <source>The offer came down to its limit {price}: {quantity:,} of {displayed:,} shown.</source>
        <translation>Der Brief kam bis an das Limit {price} herunter: {quantity:,} von {displayed:,} gezeigt.</translation>
    </message>
    <message>
        <source>The bid came up to its limit {price}: {quantity:,} of {displayed:,} shown.</source>
        <translation>Das Geld kam bis an das Limit {price} herauf: {quantity:,} von {displayed:,} gezeigt.</translation>
    </message>
    <message>
        <source>Filled at {price} after {traded_at_price:,} traded there; {queue_at_entry:,} stood ahead when it came.</source>
        <translation>Ausgeführt bei {price}, nachdem dort {traded_at_price:,} gehandelt wurden; {queue_at_entry:,} standen bei Ankunft davor.</translation>
    </message>
    <message>
        <source>Filled at {price} after {traded_at_price:,} traded there; what stood ahead when it came was out of sight.</source>
        <translation>Ausgeführt bei {price}, nachdem dort {traded_at_price:,} gehandelt wurden; was bei Ankunft davor stand, war nicht zu sehen.</translation>
    </message>
    <message>
        <source>Filled at {price}: a trade there left nothing at its price.</source>
        <translation>Ausgeführt bei {price}: ein Umsatz dort ließ zu diesem Preis nichts übrig.</translation>
    </message>
    <message>
        <source>Filled in an auction at {price}: {quantity:,} of {printed:,} that traded.</source>
        <translation>Ausgeführt in einer Auktion bei {price}: {quantity:,} von {printed:,} gehandelten.</translation>
    </message>
    <message>
        <source>Traded through: a print at {print} was beyond its limit {price}.</source>
        <translation>Durchgehandelt: ein Umsatz bei {print} lag jenseits des Limits {price}.</translation>
    </message>
    <message>
        <source>Took {quantity:,} of {displayed:,} offered at {price}, with all legs of its package.</source>
        <translation>Nahm {quantity:,} von {displayed:,} im Brief bei {price}, mit allen Teilen des Pakets.</translation>
    </message>
    <message>
        <source>Hit {quantity:,} of {displayed:,} bid for at {price}, with all legs of its package.</source>
        <translation>Traf {quantity:,} von {displayed:,} im Geld bei {price}, mit allen Teilen des Pakets.</translation>
    </message>
    <message>
        <source>That is {worse} worse than {expected}, which stood when it arrived.</source>
        <translation>Das ist {worse} schlechter als {expected}, das bei Ankunft stand.</translation>
    </message>
    <message>
        <source>That is {worse} worse than {expected}, where it was triggered.</source>
        <translation>Das ist {worse} schlechter als {expected}, wo ausgelöst wurde.</translation>
    </message>
    <message>
        <source>It is booked {slippage} worse than that, as live fills were found to be.</source>
        <translation>Gebucht ist es {slippage} schlechter als das, wie es bei echten Ausführungen gefunden wurde.</translation>
    </message>
    <message>
        <source>{confidence}% sure.</source>
        <translation>{confidence} % sicher.</translation>
    </message>
    <message>
        <source>It was {latency_ms:,} ms on its way.</source>
        <translation>Es war {latency_ms:,} ms unterwegs.</translation>
    </message>
    <message>
        <source>The feed was not live: {feed}.</source>
        <translation>Der Feed war nicht live: {feed}.</translation>
    </message>
    <message>
        <source>Its quotes were {quotes}.</source>
        <translation>Seine Kurse waren {quotes}.</translation>
    </message>
    <message>
        <source>About {ahead:,} stand ahead at {price}, seen {age:,} s ago; {confidence}% sure of a fill once they have traded.</source>
        <translation>Etwa {ahead:,} stehen bei {price} davor, gesehen vor {age:,} s; {confidence} % sicher ausgeführt, wenn sie gehandelt sind.</translation>
    </message>
    <message>
        <source>Nothing stands ahead at {price}, seen {age:,} s ago; {confidence}% sure of a fill at the next trade there.</source>
        <translation>Bei {price} steht nichts davor, gesehen vor {age:,} s; {confidence} % sicher ausgeführt beim nächsten Umsatz dort.</translation>
    </message>
    <message>
        <source>About {ahead:,} stood ahead at {price} when it was last in sight, {age:,} s ago.</source>
        <translation>Etwa {ahead:,} standen bei {price} davor, als es zuletzt zu sehen war, vor {age:,} s.</translation>
    </message>
    <message>
        <source>{price} is out of sight: what stands ahead there is not known.</source>
        <translation>{price} ist nicht zu sehen: was dort davor steht, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Nothing was left to trade against at {price}.</source>
        <translation>Bei {price} war nichts mehr, gegen das gehandelt werden konnte.</translation>
    </message>
    <message>
        <source>The session ended with the order still open.</source>
        <translation>Die Sitzung endete, als die Order noch offen war.</translation>
    </message>
    <message>
        <source>The order ran out at {at}.</source>
        <translation>Die Order lief um {at} aus.</translation>
    </message>
    <message>
        <source>The whole quantity was not there at once.</source>
        <translation>Die ganze Menge war nicht auf einmal da.</translation>
    </message>
    <message>
        <source>{symbol} was split and no whole share was left of the order.</source>
        <translation>{symbol} wurde gesplittet, und von der Order blieb keine ganze Aktie.</translation>
    </message>
    <message>
        <source>{symbol} stopped trading with the order still open.</source>
        <translation>{symbol} wurde nicht mehr gehandelt, als die Order noch offen war.</translation>
    </message>
    <message>
        <source>Cancelled on request.</source>
        <translation>Auf Wunsch gestrichen.</translation>
    </message>
    <message>
        <source>The order never reached {where}. Nothing was traded.</source>
        <translation>Die Order hat {where} nie erreicht. Nichts wurde gehandelt.</translation>
    </message>
    <message>
        <source>Refused by broker: {text}</source>
        <translation>Abgelehnt vom Broker: {text}</translation>
    </message>
    <message>
        <source>Refused by broker with its stop and target: {text} It leaves anew without them, and they are placed here once it has traded. Choose {setting} in the settings of the broker&apos;s platform to have them rest there.</source>
        <translation>Abgelehnt vom Broker mit Stop und Ziel: {text} Sie geht ohne diese neu hinaus; beides wird hier gesetzt, sobald sie ausgeführt ist. Wählen Sie {setting} in den Einstellungen der Plattform des Brokers, damit beides dort liegt.</translation>
    </message>
    <message>
        <source>Refused: the message names no side and no target position.</source>
        <translation>Abgelehnt: die Nachricht nennt weder Seite noch Zielposition.</translation>
    </message>
    <message>
        <source>The exchange took back what it traded. Nothing more of it trades.</source>
        <translation>Die Börse nahm zurück, was sie gehandelt hatte. Davon wird nichts mehr gehandelt.</translation>
    </message>
    <message>
        <source>Cancelled outside of this program.</source>
        <translation>Außerhalb dieses Programms gestrichen.</translation>
    </message>
    <message>
        <source>Not sent: {cause}. Nothing was traded.</source>
        <translation>Nicht gesendet: {cause}. Nichts wurde gehandelt.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. Only an order that works can be changed, this one is {status}.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Nur eine offene Order kann geändert werden, diese ist {status}.</translation>
    </message>
    <message>
        <source>Refused. Nothing was changed. It would trade at once at that price, and its exits stand off the old one. Cancel it and place it again.</source>
        <translation>Abgelehnt. Nichts wurde geändert. Zu diesem Preis würde sie sofort ausgeführt, und ihre Ausstiege beziehen sich auf den alten. Streichen Sie sie, und geben Sie sie neu auf.</translation>
    </message>
    <message>
        <source>The position was closed. The other side: {cause}</source>
        <translation>Die Position wurde geschlossen. Die andere Seite: {cause}</translation>
    </message>
    <message>
        <source>The position was not reversed, only closed: it took too long, or another exit came between.</source>
        <translation>Die Position wurde nicht umgekehrt, nur geschlossen: es dauerte zu lange, oder ein anderer Ausstieg kam dazwischen.</translation>
    </message>
    <message>
        <source>The order did not leave: {cause}. Nothing was traded.</source>
        <translation>Die Order ging nicht hinaus: {cause}. Nichts wurde gehandelt.</translation>
    </message>
    <message>
        <source>What became of the request is not known: {cause}. It counts until it is proven.</source>
        <translation>Was aus der Anfrage wurde, ist nicht bekannt: {cause}. Sie zählt, bis es bewiesen ist.</translation>
    </message>
    <message>
        <source>The broker did not answer: {cause}.</source>
        <translation>Der Broker antwortete nicht: {cause}.</translation>
    </message>
    <message>
        <source>A login with the API key holds for 24 hours and is renewed by itself; several programs may be logged in at once.</source>
        <translation>Eine Anmeldung mit dem API-Schlüssel gilt 24 Stunden und wird von selbst erneuert; mehrere Programme dürfen zugleich angemeldet sein.</translation>
    </message>
    <message>
        <source>The API key comes with a paid subscription of TopstepX; without it the login is refused.</source>
        <translation>Den API-Schlüssel gibt es mit einem bezahlten Abonnement von TopstepX; ohne dieses wird die Anmeldung abgelehnt.</translation>
    </message>
    <message>
        <source>Whether rented machines, VPNs and automation on funded accounts are allowed is for the firm&apos;s terms to say, not for this program.</source>
        <translation>Ob gemietete Rechner, VPNs und Automatik auf finanzierten Konten erlaubt sind, sagen die Bedingungen der Firma, nicht dieses Programm.</translation>
    </message>
    <message>
        <source>A stop and a target at whole ticks, four at least, leave with their entry if the platform is set to Auto OCO Brackets. All other exits are placed and tended by this program.</source>
        <translation>Ein Stop und ein Ziel auf ganzen Ticks, mindestens vier, gehen mit ihrem Einstieg hinaus, wenn die Plattform auf Auto OCO Brackets steht. Alle anderen Ausstiege setzt und pflegt dieses Programm.</translation>
    </message>
    <message>
        <source>Tradovate lets a user be logged in twice. One login more, also in a browser, ends the oldest. If that is this one, it is left alone for five minutes and then logged in again.</source>
        <translation>Tradovate lässt einen Benutzer zweimal angemeldet sein. Eine Anmeldung mehr, auch im Browser, beendet die älteste. Ist es diese, bleibt sie fünf Minuten in Ruhe und wird dann wieder angemeldet.</translation>
    </message>
    <message>
        <source>A login that Tradovate refuses is not tried again by itself: repeated ones lead to a captcha that only its website shows, and to an hour without a login.</source>
        <translation>Eine Anmeldung, die Tradovate ablehnt, wird nicht von selbst wiederholt: mehrere führen zu einem Captcha, das nur die Webseite zeigt, und zu einer Stunde ohne Anmeldung.</translation>
    </message>
    <message>
        <source>Quotes of Tradovate need a licence for market data by API. Without it orders work all the same, on quotes from elsewhere.</source>
        <translation>Kurse von Tradovate brauchen eine Lizenz für Marktdaten über die API. Ohne sie gehen Orders trotzdem, mit Kursen von anderswo.</translation>
    </message>
    <message>
        <source>{account} holds {measured} {symbol} at its broker, the ledger has {limit}. Automation on it is paused until the two agree.</source>
        <translation>{account} hält beim Broker {measured} {symbol}, das Hauptbuch hat {limit}. Die Automatik darauf ruht, bis beide übereinstimmen.</translation>
    </message>
    <message>
        <source>The broker told fill {fill} twice and differently: {first}, then {second}. The first counts until the broker corrects it.</source>
        <translation>Der Broker meldete die Ausführung {fill} zweimal und verschieden: {first}, dann {second}. Die erste zählt, bis der Broker sie berichtigt.</translation>
    </message>
    <message>
        <source>The exchange changed fill {fill} in {symbol}. Position and journal follow.</source>
        <translation>Die Börse änderte die Ausführung {fill} in {symbol}. Position und Journal folgen.</translation>
    </message>
    <message>
        <source>{symbol} was filled {measured} on an order of {limit}. The position counts what was filled.</source>
        <translation>{symbol} wurde mit {measured} ausgeführt, bei einer Order über {limit}. Die Position zählt, was ausgeführt wurde.</translation>
    </message>
    <message>
        <source>{measured} {symbol} traded on an order that had ended already. The position counts it.</source>
        <translation>{measured} {symbol} wurden auf eine Order gehandelt, die schon beendet war. Die Position zählt es.</translation>
    </message>
    <message>
        <source>An order in {symbol} on {account} was taken for lost and is at its broker after all. It counts again: see whether it is still wanted.</source>
        <translation>Eine Order in {symbol} auf {account} galt als verloren und liegt doch beim Broker. Sie zählt wieder: prüfen Sie, ob sie noch gewollt ist.</translation>
    </message>
    <message>
        <source>{strategy} was stopped: {measured} round trips in ten minutes without a hand on it, {limit} are allowed. Its exits work.</source>
        <translation>{strategy} wurde angehalten: {measured} Roundtrips in zehn Minuten ohne Eingriff von Hand, erlaubt sind {limit}. Ihre Ausstiege gehen.</translation>
    </message>
    <message>
        <source>The protective order {link} in {symbol} on {account} was refused: {reason} It is tried once more.</source>
        <translation>Die Schutzorder {link} in {symbol} auf {account} wurde abgelehnt: {reason} Sie wird noch einmal versucht.</translation>
    </message>
    <message>
        <source>The protective order {link} in {symbol} on {account} was refused again: {reason} The position is not protected by it. Place it by hand or close.</source>
        <translation>Die Schutzorder {link} in {symbol} auf {account} wurde wieder abgelehnt: {reason} Sie schützt die Position nicht. Setzen Sie sie von Hand, oder schließen Sie.</translation>
    </message>
    <message>
        <source>The protective order {link} in {symbol} on {account} was taken out. The position is no longer protected by it.</source>
        <translation>Die Schutzorder {link} in {symbol} auf {account} wurde herausgenommen. Sie schützt die Position nicht mehr.</translation>
    </message>
    <message>
        <source>Stop and target of an entry in {symbol} on {account} both traded: {measured} more than was open. Check the position.</source>
        <translation>Stop und Ziel eines Einstiegs in {symbol} auf {account} wurden beide ausgeführt: {measured} mehr als offen war. Prüfen Sie die Position.</translation>
    </message>
    <message>
        <source>Not all of {symbol} on {account} is closed yet. An exit of {quantity} has left and its outcome is not known. The rest goes once it is, in {limit} s at the latest. Close again to send it at once: should both trade, you hold {measured}.</source>
        <translation>Noch nicht alles von {symbol} auf {account} ist geschlossen. Ein Ausstieg über {quantity} ist hinaus, und sein Ausgang ist nicht bekannt. Der Rest folgt, sobald er es ist, spätestens in {limit} s. Schließen Sie noch einmal, um ihn sofort zu senden: werden beide ausgeführt, halten Sie {measured}.</translation>
    </message>
    <message>
        <source>A close of {symbol} was sent on {account} beside an exit of {quantity} whose outcome is not known. Should both trade, you hold {measured}.</source>
        <translation>Ein Schließen von {symbol} ging auf {account} hinaus, neben einem Ausstieg über {quantity}, dessen Ausgang nicht bekannt ist. Werden beide ausgeführt, halten Sie {measured}.</translation>
    </message>
    <message>
        <source>An exit of {symbol} on {account} traded more than was open. You hold {measured} now; flatten closes it.</source>
        <translation>Ein Ausstieg aus {symbol} auf {account} wurde über mehr ausgeführt, als offen war. Sie halten jetzt {measured}; Glattstellen schließt es.</translation>
    </message>
    <message>
        <source>The protection in {symbol} on {account} does not stand as it should: {legs}. Check the position.</source>
        <translation>Der Schutz in {symbol} auf {account} steht nicht, wie er soll: {legs}. Prüfen Sie die Position.</translation>
    </message>
    <message>
        <source>{symbol} was split {ratio}: {before} on {account} are {after} now. Their price and the orders that rest were stated anew.</source>
        <translation>{symbol} wurde {ratio} gesplittet: aus {before} auf {account} sind {after} geworden. Ihr Preis und die ruhenden Orders wurden angepasst.</translation>
    </message>
    <message>
        <source>The split of {symbol} on {day} was not booked on {account}: it was listed after {symbol} had traded there at prices of after it. Correct the position by hand.</source>
        <translation>Der Split von {symbol} am {day} wurde auf {account} nicht gebucht: er wurde eingetragen, nachdem {symbol} dort schon zu Preisen danach gehandelt war. Berichtigen Sie die Position von Hand.</translation>
    </message>
    <message>
        <source>{account} was paid {sign}{measured:,} of dividends on {quantity} {symbol}.</source>
        <translation>{account} erhielt {sign}{measured:,} Dividende auf {quantity} {symbol}.</translation>
    </message>
    <message>
        <source>{account} paid {sign}{measured:,} of dividends on {quantity} {symbol} that it is short of.</source>
        <translation>{account} zahlte {sign}{measured:,} Dividende auf {quantity} leerverkaufte {symbol}.</translation>
    </message>
    <message>
        <source>{symbol} stopped trading on {last_day} and no price of it is known: what {account} holds of it stays in the books and no order works on it. It is settled once a price is known.</source>
        <translation>{symbol} wird seit {last_day} nicht mehr gehandelt, und ein Kurs ist nicht bekannt: was {account} davon hält, bleibt in den Büchern, und keine Order liegt darauf. Es wird abgerechnet, sobald ein Kurs bekannt ist.</translation>
    </message>
    <message>
        <source>A file of stored history of {symbol} cannot be read. It was set aside as {file}; the rest is shown.</source>
        <translation>Eine Datei der gespeicherten Historie von {symbol} ist nicht lesbar. Sie wurde als {file} beiseitegelegt; der Rest wird gezeigt.</translation>
    </message>
    <message>
        <source>The drawings on the charts cannot be read. Their file was set aside as {file}; what you draw now is kept.</source>
        <translation>Die Zeichnungen auf den Charts sind nicht lesbar. Ihre Datei wurde als {file} beiseitegelegt; was Sie jetzt zeichnen, wird behalten.</translation>
    </message>
    <message>
        <source>{count} of the drawings on the charts cannot be read and are left out. The file as it was is kept as {file}.</source>
        <translation>{count} der Zeichnungen auf den Charts sind nicht lesbar und fehlen. Die Datei, wie sie war, bleibt als {file} erhalten.</translation>
    </message>
    <message>
        <source>The drawings on the charts cannot be kept: {cause}. They are there until the program ends.</source>
        <translation>Die Zeichnungen auf den Charts können nicht gespeichert werden: {cause}. Sie bleiben, bis das Programm endet.</translation>
    </message>
    <message>
        <source>The broker does not tell the older bars of {symbol}: {cause}. They are asked for again.</source>
        <translation>Der Broker nennt die älteren Kerzen von {symbol} nicht: {cause}. Sie werden erneut angefragt.</translation>
    </message>
    <message>
        <source>A message of the broker of {account} could not be read. It was kept and everything is compared anew.</source>
        <translation>Eine Nachricht des Brokers von {account} war nicht lesbar. Sie wurde aufgehoben, und alles wird neu abgeglichen.</translation>
    </message>
    <message>
        <source>The broker of {account} no longer takes the login. Nothing leaves for it until you have logged in again. Working there: {orders}.</source>
        <translation>Der Broker von {account} nimmt die Anmeldung nicht mehr an. Nichts geht zu ihm hinaus, bis Sie sich neu angemeldet haben. Dort offen: {orders}.</translation>
    </message>
    <message>
        <source>Another program has logged in to the broker of {account} and ended this session. It is left alone for {limit} min, then tried again; nothing leaves until then. Working there: {orders}.</source>
        <translation>Ein anderes Programm hat sich beim Broker von {account} angemeldet und diese Sitzung beendet. Sie bleibt {limit} min in Ruhe und wird dann wieder versucht; bis dahin geht nichts hinaus. Dort offen: {orders}.</translation>
    </message>
    <message>
        <source>{account} is {limit}, but {measured} answered. Nothing is sent there and nothing it says is booked until {limit} answers. Check the login.</source>
        <translation>{account} ist {limit}, es antwortete aber {measured}. Nichts wird dorthin gesendet und nichts von dort gebucht, bis {limit} antwortet. Prüfen Sie die Anmeldung.</translation>
    </message>
    <message>
        <source>{login} is not connected while a recording is replayed: only practice venues of this program go along with one.</source>
        <translation>{login} ist nicht verbunden, solange eine Aufzeichnung abgespielt wird: nur Übungsbörsen dieses Programms laufen mit.</translation>
    </message>
    <message>
        <source>{login} is not connected: its secrets are sealed. Type the passphrase in the broker pane, or name its file in TRADERTERMINAL_PASSPHRASE_FILE.</source>
        <translation>{login} ist nicht verbunden: die Geheimnisse sind versiegelt. Geben Sie die Passphrase im Fenster Broker ein, oder nennen Sie ihre Datei in TRADERTERMINAL_PASSPHRASE_FILE.</translation>
    </message>
    <message>
        <source>{login} is not connected: there is no secret {name} for its {key}. Store it in the broker pane, or with: traderterminal secret set {name}</source>
        <translation>{login} ist nicht verbunden: es gibt kein Geheimnis {name} für {key}. Hinterlegen Sie es im Fenster Broker, oder mit: traderterminal secret set {name}</translation>
    </message>
    <message>
        <source>{login} is not connected: {cause}</source>
        <translation>{login} ist nicht verbunden: {cause}</translation>
    </message>
    <message>
        <source>{login} was disconnected by you. Nothing leaves for it; its orders stay where they are.</source>
        <translation>{login} wurde von Ihnen getrennt. Nichts geht dorthin hinaus; die Orders bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>{login} is not connected, so that {account} cannot be armed.</source>
        <translation>{login} ist nicht verbunden, daher kann {account} nicht scharf geschaltet werden.</translation>
    </message>
    <message>
        <source>Nothing was sent. {account} is set to Observe: exits work, entries do not leave by hand.</source>
        <translation>Nichts wurde gesendet. {account} steht auf Beobachten: Ausstiege gehen, Einstiege von Hand gehen nicht hinaus.</translation>
    </message>
    <message>
        <source>{symbol} is {measured} at the broker of {account}, here it is {limit}. Nothing opens in it until both agree; exits work. Check the contract.</source>
        <translation>{symbol} ist beim Broker von {account} {measured}, hier {limit}. Nichts wird darin eröffnet, bis beide übereinstimmen; Ausstiege gehen. Prüfen Sie den Kontrakt.</translation>
    </message>
    <message>
        <source>Refused: {action} is not an action known here.</source>
        <translation>Abgelehnt: {action} ist hier als Aktion nicht bekannt.</translation>
    </message>
    <message>
        <source>Refused: the message says {first} and {second}.</source>
        <translation>Abgelehnt: die Nachricht sagt {first} und {second}.</translation>
    </message>
    <message>
        <source>Refused: TradingView left {placeholder} as it stood.</source>
        <translation>Abgelehnt: TradingView ließ {placeholder} unersetzt stehen.</translation>
    </message>
    <message>
        <source>Refused: no instrument is known as {symbol}.</source>
        <translation>Abgelehnt: unter {symbol} ist kein Instrument bekannt.</translation>
    </message>
    <message>
        <source>Refused: the message names no symbol.</source>
        <translation>Abgelehnt: die Nachricht nennt kein Symbol.</translation>
    </message>
    <message>
        <source>Refused: {quantity} is not a quantity that can be traded.</source>
        <translation>Abgelehnt: {quantity} ist keine Menge, die gehandelt werden kann.</translation>
    </message>
    <message>
        <source>Refused: {field} {price} is not a price.</source>
        <translation>Abgelehnt: {field} {price} ist kein Preis.</translation>
    </message>
    <message>
        <source>Refused: {field} {value} is not a distance at which a stop can follow.</source>
        <translation>Abgelehnt: {field} {value} ist kein Abstand, in dem ein Stop folgen kann.</translation>
    </message>
    <message>
        <source>Refused: {time} is not a time that can be read.</source>
        <translation>Abgelehnt: {time} ist keine lesbare Zeit.</translation>
    </message>
    <message>
        <source>Refused: the message carries an API key and its secret. Take both out of the alert and replace them where they came from: whoever has seen the message can use them.</source>
        <translation>Abgelehnt: die Nachricht enthält einen API-Schlüssel und sein Geheimnis. Nehmen Sie beide aus dem Alarm, und ersetzen Sie sie dort, woher sie kamen: wer die Nachricht gesehen hat, kann sie benutzen.</translation>
    </message>
    <message>
        <source>Refused: {field} {value} has no unit. Set sl_tp_unit for the strategy {strategy}.</source>
        <translation>Abgelehnt: {field} {value} hat keine Einheit. Setzen Sie sl_tp_unit für die Strategie {strategy}.</translation>
    </message>
    <message>
        <source>Refused: {field} {value} has no unit. Name the strategy in the message and set sl_tp_unit for it in the settings.</source>
        <translation>Abgelehnt: {field} {value} hat keine Einheit. Nennen Sie die Strategie in der Nachricht, und setzen Sie sl_tp_unit für sie in den Einstellungen.</translation>
    </message>
    <message>
        <source>Refused: no known message format fits.</source>
        <translation>Abgelehnt: kein bekanntes Nachrichtenformat passt.</translation>
    </message>
    <message>
        <source>Refused: the message is empty.</source>
        <translation>Abgelehnt: die Nachricht ist leer.</translation>
    </message>
    <message>
        <source>Refused: the message is not UTF-8 from byte {position} on.</source>
        <translation>Abgelehnt: die Nachricht ist ab Byte {position} kein UTF-8.</translation>
    </message>
    <message>
        <source>Refused: the message holds half a character.</source>
        <translation>Abgelehnt: die Nachricht enthält ein halbes Zeichen.</translation>
    </message>
    <message>
        <source>Refused: this is no JSON, line {line}, column {column}: {problem}. In TradingView, put every placeholder in quotes.</source>
        <translation>Abgelehnt: das ist kein JSON, Zeile {line}, Spalte {column}: {problem}. Setzen Sie in TradingView jeden Platzhalter in Anführungszeichen.</translation>
    </message>
    <message>
        <source>Refused: the message is no object and no list of objects.</source>
        <translation>Abgelehnt: die Nachricht ist weder ein Objekt noch eine Liste von Objekten.</translation>
    </message>
    <message>
        <source>Refused: the message is nested deeper than {limit} levels.</source>
        <translation>Abgelehnt: die Nachricht ist tiefer als {limit} Ebenen verschachtelt.</translation>
    </message>
    <message>
        <source>Refused: {count} signals in one message, the limit is {limit}.</source>
        <translation>Abgelehnt: {count} Signale in einer Nachricht, das Limit ist {limit}.</translation>
    </message>
    <message>
        <source>Refused: {number} is no number that can be traded.</source>
        <translation>Abgelehnt: {number} ist keine Zahl, die gehandelt werden kann.</translation>
    </message>
    <message>
        <source>Refused: the field {field} stands twice in the message.</source>
        <translation>Abgelehnt: das Feld {field} steht zweimal in der Nachricht.</translation>
    </message>
    <message>
        <source>Refused: {measured} s old, limit {limit} s.</source>
        <translation>Abgelehnt: {measured} s alt, Limit {limit} s.</translation>
    </message>
    <message>
        <source>Refused: {measured} s ahead of market time, limit {limit} s.</source>
        <translation>Abgelehnt: der Marktzeit {measured} s voraus, Limit {limit} s.</translation>
    </message>
    <message>
        <source>{measured} s old; exits are honoured at any age.</source>
        <translation>{measured} s alt; Ausstiege gelten in jedem Alter.</translation>
    </message>
    <message>
        <source>Already flat.</source>
        <translation>Bereits glatt.</translation>
    </message>
    <message>
        <source>Already at {position}.</source>
        <translation>Bereits bei {position}.</translation>
    </message>
    <message>
        <source>{account} holds no {side} position in {symbol}.</source>
        <translation>{account} hält keine {side}-Position in {symbol}.</translation>
    </message>
    <message>
        <source>There was no order to cancel.</source>
        <translation>Es gab keine Order zu streichen.</translation>
    </message>
    <message>
        <source>{count} orders cancelled.</source>
        <translation>{count} Orders gestrichen.</translation>
    </message>
    <message>
        <source>Bought {quantity} {symbol} at {price}.</source>
        <translation>{quantity} {symbol} zu {price} gekauft.</translation>
    </message>
    <message>
        <source>Sold {quantity} {symbol} at {price}.</source>
        <translation>{quantity} {symbol} zu {price} verkauft.</translation>
    </message>
    <message>
        <source>Heartbeat.</source>
        <translation>Lebenszeichen.</translation>
    </message>
    <message>
        <source>The strategy {strategy} is switched off.</source>
        <translation>Die Strategie {strategy} ist ausgeschaltet.</translation>
    </message>
    <message>
        <source>Refused: {account} is not a paper account and the strategy {strategy} is not set up.</source>
        <translation>Abgelehnt: {account} ist kein Paper-Konto, und die Strategie {strategy} ist nicht eingerichtet.</translation>
    </message>
    <message>
        <source>Refused: automation is switched off. Exits still work.</source>
        <translation>Abgelehnt: die Automatik ist ausgeschaltet. Ausstiege gehen weiterhin.</translation>
    </message>
    <message>
        <source>Refused: automation on {account} is switched off. Exits still work.</source>
        <translation>Abgelehnt: die Automatik auf {account} ist ausgeschaltet. Ausstiege gehen weiterhin.</translation>
    </message>
    <message>
        <source>Rejected by hand. Nothing was sent.</source>
        <translation>Von Hand verworfen. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>Not approved in time. Nothing was sent.</source>
        <translation>Nicht rechtzeitig freigegeben. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>A later alert of the strategy came before it was approved. Nothing was sent.</source>
        <translation>Ein späterer Alarm der Strategie kam vor der Freigabe. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>Only the way out was traded; what it opens needs approval.</source>
        <translation>Nur der Ausstieg wurde gehandelt; was er eröffnet, braucht eine Freigabe.</translation>
    </message>
    <message>
        <source>Waits for your approval.</source>
        <translation>Wartet auf Ihre Freigabe.</translation>
    </message>
    <message>
        <source>Refused: {account} is not a paper account and the strategy {strategy} trades on paper only.</source>
        <translation>Abgelehnt: {account} ist kein Paper-Konto, und die Strategie {strategy} handelt nur auf Paper.</translation>
    </message>
    <message>
        <source>Something went wrong inside the program; the log tells what. Check the orders and positions of this alert.</source>
        <translation>Im Programm ging etwas schief; das Log sagt was. Prüfen Sie Orders und Positionen dieses Alarms.</translation>
    </message>
    <message>
        <source>Refused: {what} is not available yet.</source>
        <translation>Abgelehnt: {what} gibt es noch nicht.</translation>
    </message>
    <message>
        <source>The settings are as they were. {cause}</source>
        <translation>Die Einstellungen sind, wie sie waren. {cause}</translation>
    </message>
    <message>
        <source>Nothing has come of {strategy} for {measured} s; something was to come every {limit} s. Look whether its alert at TradingView still runs.</source>
        <translation>Von {strategy} kam seit {measured} s nichts; alle {limit} s sollte etwas kommen. Prüfen Sie, ob der Alarm bei TradingView noch läuft.</translation>
    </message>
    <message>
        <source>An alert of {strategy} in {symbol} seems to be missing: the one before left it {before}, the latest begins {now}. Compare the position with TradingView&apos;s.</source>
        <translation>Ein Alarm von {strategy} in {symbol} scheint zu fehlen: der vorige ließ es bei {before}, der letzte beginnt bei {now}. Vergleichen Sie die Position mit der von TradingView.</translation>
    </message>
    <message>
        <source>{account} is no paper account. Nothing was sent: an alert is tried on paper alone.</source>
        <translation>{account} ist kein Paper-Konto. Nichts wurde gesendet: ein Alarm wird nur auf Paper ausprobiert.</translation>
    </message>
    <message>
        <source>The listener took it. Now it would trade on {accounts}. Nothing was sent.</source>
        <translation>Der Empfänger nahm ihn an. Jetzt würde er auf {accounts} handeln. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>The listener took it. Now it would trade nowhere. {why}</source>
        <translation>Der Empfänger nahm ihn an. Jetzt würde er nirgends handeln. {why}</translation>
    </message>
    <message>
        <source>The listener of this program does not answer: {cause}</source>
        <translation>Der Empfänger dieses Programms antwortet nicht: {cause}</translation>
    </message>
    <message>
        <source>The listener of this program did not take it. {why}</source>
        <translation>Der Empfänger dieses Programms nahm ihn nicht an. {why}</translation>
    </message>
    <message>
        <source>It cancels the working orders of the symbol.</source>
        <translation>Er streicht die offenen Orders des Symbols.</translation>
    </message>
    <message>
        <source>Filled {quantity} at {price}.</source>
        <translation>{quantity} ausgeführt zu {price}.</translation>
    </message>
    <message>
        <source>Filled {filled} of {quantity} at {price}.</source>
        <translation>{filled} von {quantity} ausgeführt zu {price}.</translation>
    </message>
    <message>
        <source>Filled.</source>
        <translation>Ausgeführt.</translation>
    </message>
    <message>
        <source>Filled in part.</source>
        <translation>Teilweise ausgeführt.</translation>
    </message>
    <message>
        <source>Working on it.</source>
        <translation>In Arbeit.</translation>
    </message>
    <message>
        <source>Nothing to do.</source>
        <translation>Nichts zu tun.</translation>
    </message>
    <message>
        <source>Refused.</source>
        <translation>Abgelehnt.</translation>
    </message>
    <message>
        <source>Failed.</source>
        <translation>Fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Unreadable text.</source>
        <translation>Unlesbarer Text.</translation>
    </message>
    <message>
        <source>{text} resolved to {symbol} by the roll rule.</source>
        <translation>{text} wurde nach der Rollregel zu {symbol}.</translation>
    </message>
    <message>
        <source>{text} resolved to {symbol} by its name.</source>
        <translation>{text} wurde nach dem Namen zu {symbol}.</translation>
    </message>
    <message>
        <source>The message names the contract {symbol}.</source>
        <translation>Die Nachricht nennt den Kontrakt {symbol}.</translation>
    </message>
    <message>
        <source>No contract was resolved.</source>
        <translation>Es wurde kein Kontrakt bestimmt.</translation>
    </message>
    <message>
        <source>Delivered {count} times; only the first one counted.</source>
        <translation>{count}-mal zugestellt; nur die erste zählte.</translation>
    </message>
    <message>
        <source>The program stopped before this alert had traded, and its time is over.</source>
        <translation>Das Programm hielt an, bevor dieser Alarm gehandelt hatte, und seine Zeit ist vorbei.</translation>
    </message>
    <message>
        <source>The position was closed. The program stopped before the other side was opened.</source>
        <translation>Die Position wurde geschlossen. Das Programm hielt an, bevor die andere Seite eröffnet war.</translation>
    </message>
</context>
<context>
    <name>News</name>
    <message>
        <source>{path} has not been read yet</source>
        <extracomment>How often it is looked whether the file is another one, host time. What is known at once: so far back and ahead of the market&apos;s time. Closer to either end the days after, or before, are worked out as well.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High</source>
        <extracomment>What is past stays in view for so long, and so many events are shown at most. So many lines that cannot be read are said at once. From which importance on events are shown.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Medium</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Low</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the calendar again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No calendar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name a CSV or iCalendar file in config.toml: file = &quot;news.csv&quot; under [calendar]. Entries then wait around important news, and exits never.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>entries wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entries wait from {before} min before it to {after} min after it. Exits work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>−{before} +{after} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>−1,440 +1,440 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is past</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in {duration}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, entries wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Medium and high</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entries wait: {problem}. Exits work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: entries wait until {until}. Exits work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and {more} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out, {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The calendar has no events from now on. Nothing waits for news.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} in {duration}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>The inbox tells where it ended.</source>
        <extracomment>Refusals beyond these are only in their panes. What waits for a word is counted in the tab of its pane, which must not be covered for long.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alert {value}{value_2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits for approval{value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{symbol} {came} to {level}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price alert. It traded at {traded} at {at}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bought</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, by {strategy}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused: {words} on {account}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order outcome unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{order_words}, {name_of}. No answer came.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{left} of {limit} left on {name_of}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Buy {quantity} {symbol}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sell {quantity} {symbol}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show {pane}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss: {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss all notices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{more} more in their panes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Orders</name>
    <message>
        <source>Order or alert at a price</source>
        <extracomment>A hand that trembles by less has moved nothing.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order or alert at a price…	{PRICE_KEY}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to {ticks}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The broker has not answered. The order is looked up until it is found or proven absent, counts as if it worked, and is not sent again. New entries in its symbol wait.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rules asked, in order</source>
        <extracomment>Fills that a sheet has room for.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No rule was asked: it did not come from here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{sent:%H:%M:%S} from {origin} on {name_of}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{filled_quantity} of {quantity} filled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rests at: {rests_at}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{link} of {title_of}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No working orders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send one from the ticket, or let an alert do it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No filled orders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What trades shows here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No orders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which orders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel all working orders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why, and the rules asked…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the legs	Right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fold the legs	Left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change price	F2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change quantity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Qty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to break even, {shown}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel order	Del</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel {side} of {symbol}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel all of {symbol}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> at {price}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>own {side} {quantity} {type} {state}, {symbol}{at}, {account}{leg}{legs}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, one of {legs} legs that trade together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, {leg} of a bracket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, entry of a bracket with {legs} legs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>timed exit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop-lmt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part filled 10 of 100</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{moment}, {legs} legs {said}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> for {limit} net or less</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One of {legs} legs that trade together{net}, or not at all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Placed for the group {group}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer moves the stop; it follows while the program runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked for {asked}; {stands} stands until the broker confirms it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Buy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{filled_quantity} of {quantity}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>passed</source>
        <extracomment>A verdict with its place in the order of asking.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Orders of unknown outcome</source>
        <translation>Orders mit unbekanntem Ausgang</translation>
    </message>
    <message>
        <source>Working</source>
        <extracomment>The tabs of the orders pane and which states they show.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The order has changed meanwhile. It stands as the list shows it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The order is being sent. It can be changed once the broker has it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The order is being cancelled. Nothing was sent.</source>
        <extracomment>Why an order that is neither at rest nor over cannot be changed.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A change of the order is on its way. Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The outcome of the order is unknown. It can be changed once it is known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The order has ended. Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The order has triggered. Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The order is a leg of a package, which is not changed. Cancel it instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The broker takes no new terms of an order. Cancel it and place another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{problem}. The order stands as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snapped to {shown}. Enter asks for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of it have traded. Cancel the rest instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change {symbol}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{badge} {name}: {wanted}, in place of {stands}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The market is not beyond the entry. The stop stays where it is.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Pane</name>
    <message>
        <source>Chart</source>
        <extracomment>The chart that is always there; it can be hidden, as other panes can.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ladder</source>
        <extracomment>Of the first window, where the screen has room for it. It trades through the ticket, whose symbol and links it has.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Positions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Orders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Journal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alert studio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brokers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How real is paper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watchlist</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price alerts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Positions</name>
    <message>
        <source>No open positions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A fill opens one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close {symbol}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{side} {quantity} {symbol} from {average_price}, open {open_pnl}, {stop}, {name}, {mode}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Long {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Short {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{shown} · {age} old</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No stop limits the loss of the whole position.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{covered} of {held}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{place}; the rest has no stop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All accounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Short 100</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Reality</name>
    <message>
        <source>As is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paper fills are not corrected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paper trades as late and as dear as reality was found to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing compared yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every order of a live or sandbox account is also simulated at the same moment. How often, how much better and how much sooner paper traded is counted here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} compared. {means}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{ticks:.1f} ticks better</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{delay_ms} ms sooner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{real} traded, {paper} on paper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{symbol}, {when} UTC, {orders}: {compared} compared, {shares}. {errors} {correction}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None: a limit keeps its price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None: fewer than {ENOUGH} orders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{latency_ms} ms, {ticks}, from {orders} of {hours}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None traded in both.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paper was {ticks:.1f} ticks {better} and {delay_ms} ms {sooner}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Replay</name>
    <message>
        <source>the replay {name} cannot be opened: {error}</source>
        <extracomment>How long a window may take to put everything away. How often it is looked whether a window has opened, or was closed. Starts the program with arguments; what it says of errors goes to the given file.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it ended with {code}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The replay {name} was closed: {last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{symbol} is no contract such as ESH2024 or AAPL: a recording holds one</source>
        <extracomment>The one account of a replay. What a replay is made of, as its window is started with it. Minutes from before a replay that its chart can show: three months of futures.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the replay could not be made: {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} cannot be made: {strerror}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no file {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>choose the day that is to be replayed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing is stored of {symbol} from {day} on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a file may hold any day: write it before the time, as 2024-01-11 09:30</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>close the window of {name} first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} was not deleted: {strerror}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be read: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pick a bar to jump to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Played from one-minute bars: of each, four prints are made up, its low before its high where it rose and its high first where it did not, with quotes one tick beside them. In which order its prices came is not known, so that a fill is half sure at most.</source>
        <extracomment>How wide what is said of a move may be.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replay bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{symbol}, of bars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every recorded row is played</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next row ({ROW_KEY})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next bar of the chart ({BAR_KEY})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed of the replay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jump to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jump to a time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End replay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the replay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stored ticks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stored bars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recording file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every stored quote and trade is played.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stored minutes, of each of which four prints are made up: a rising one&apos;s low before its high, a falling one&apos;s high first. Fills on them are half sure at most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ticks, an order-by-order book or one-minute bars in CSV, as the program records them. The file stays where it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A replay opens in a window of its own and trades on an account and a journal of its own; your accounts go on in this one. What lies before the start is shown and not traded on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>opening …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is replayed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replays you have</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close, replay nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin replay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trade date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trading days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a recording file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contract in the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contract</source>
        <translation>Kontrakt</translation>
    </message>
    <message>
        <source>Start at, exchange time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2024-01-11 09:30, or the first row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>09:30, or the first row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not begun</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete {name} with its journal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold for a second: the replay and its journal are gone then</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recordings (*.csv *.csv.gz)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel, stay where it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin afresh there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jump back?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Playing</source>
        <extracomment>How fast it may play, as it is shown. Parts of the slider.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At its end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click a bar to go on there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moving</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The bar lies before what is replayed, which begins {begins}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to {to} the replay begins afresh: {traded} What alerts did stays in the list of alerts. To keep the trades of now, let this replay be and begin another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>working order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its account has {cash} again, without {orders} and {traded}, in the journal too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the contract that it holds, such as ESH2024</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No {what} are stored: import them, or let the market be recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Neither ticks nor minutes of {symbol} are stored of {day:%d %b %Y}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preparing the replay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening the replay</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Rule</name>
    <message>
        <source>Order type and time in force</source>
        <translation>Orderart und Gültigkeit</translation>
    </message>
    <message>
        <source>Contract</source>
        <translation>Kontrakt</translation>
    </message>
    <message>
        <source>Lot size</source>
        <translation>Losgröße</translation>
    </message>
    <message>
        <source>Price on the tick</source>
        <translation>Preis auf dem Tick</translation>
    </message>
    <message>
        <source>Kill switch</source>
        <translation>Not-Aus</translation>
    </message>
    <message>
        <source>Round trips of the strategy</source>
        <translation>Roundtrips der Strategie</translation>
    </message>
    <message>
        <source>Trading state</source>
        <translation>Handelszustand</translation>
    </message>
    <message>
        <source>Loss of the day</source>
        <translation>Tagesverlust</translation>
    </message>
    <message>
        <source>Compared with the broker</source>
        <translation>Mit dem Broker abgeglichen</translation>
    </message>
    <message>
        <source>Program running</source>
        <translation>Programm läuft</translation>
    </message>
    <message>
        <source>Orders of unknown outcome</source>
        <translation>Orders mit unbekanntem Ausgang</translation>
    </message>
    <message>
        <source>Trading hours</source>
        <translation>Handelszeiten</translation>
    </message>
    <message>
        <source>News</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Roll of the contract</source>
        <translation>Rollen des Kontrakts</translation>
    </message>
    <message>
        <source>Silence of the feed</source>
        <translation>Schweigen des Feeds</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>Spread</translation>
    </message>
    <message>
        <source>Price collar</source>
        <translation>Preisgrenze</translation>
    </message>
    <message>
        <source>Order quantity</source>
        <translation>Ordermenge</translation>
    </message>
    <message>
        <source>Order value</source>
        <translation>Orderwert</translation>
    </message>
    <message>
        <source>Position, worst case</source>
        <translation>Position, schlimmster Fall</translation>
    </message>
    <message>
        <source>Exchange rate</source>
        <translation>Wechselkurs</translation>
    </message>
    <message>
        <source>Buying power</source>
        <translation>Kaufkraft</translation>
    </message>
    <message>
        <source>Same order again</source>
        <translation>Gleiche Order noch einmal</translation>
    </message>
    <message>
        <source>Orders a minute</source>
        <translation>Orders pro Minute</translation>
    </message>
</context>
<context>
    <name>Setting</name>
    <message>
        <source>sim, none, replay:FILE, or the account of a broker whose quotes to take</source>
        <extracomment>The kind of the accounts that no broker keeps.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the simulated market trades, empty: all it can; of a broker, whose quotes are asked for from the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When the next month becomes the front: days:N, trading days before the last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes the simulated market repeat itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store what the running market shows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long ticks are kept; 0: for ever</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long bars are kept; 0: for ever</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A calendar file, CSV or iCalendar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time zone of times without one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entries wait from so long before news, minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entries wait until so long after news, minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The least importance of news that entries wait for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whose news entries wait for; empty: all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words of news that entries wait for; empty: all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The most that one order may have</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The most that may be held of a symbol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far through the market a price may be, percent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long an order like the one before is asked about, seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Orders in a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Orders in a minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Orders on a day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Orders that automation may send in a minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What one order may be worth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Above this spread automation waits, ticks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Round trips of a strategy in ten minutes before it is stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss of the day from which entries are refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether orders outside the hours of the exchange are refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether automation opens nothing in a month that has rolled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let entries wait around the news of the calendar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the account is called on the screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a paper account begins with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What positions tie up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plan of fees</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How late a paper order arrives, milliseconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How late the cancel of a paper order arrives, milliseconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How late a paper order is confirmed, milliseconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How readily resting paper orders fill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The group or account that it trades on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether it trades, and where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether entries ask first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long an entry waits for approval, seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What an alert without a quantity trades</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The unit of stops and targets in its alerts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How old an alert may be to enter, seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Within what time something of it is to come, seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Further names under which the webhook may be reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where an alert goes that names no group, account or strategy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alerts that are taken in a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alerts that are taken at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the webhook and the API are reached; 0: any free port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Web pages that may ask the API</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The colours of the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The size of text, pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The language of the window; system: that of the computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>most lets a lost connection and a breach be heard, all lets nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How loud sounds are, percent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say fills and warnings aloud, where the system can</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is written to the log: this and graver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many full log files are kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Market</source>
        <extracomment>Keys that say what an account is: they are for life, and a login&apos;s are the Brokers pane&apos;s. Sections that hold at once; of accounts their limits do, and of the log its level. What the form calls the sections.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Risk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>API</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source</source>
        <extracomment>What the form calls the keys.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Symbols</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roll</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep tick days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep bar days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Max order quantity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Max position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price collar percent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicate window s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Orders per second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Orders per minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Orders per day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automation orders per minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Max order value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automation spread ticks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automation round trips</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Max daily loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roll window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>News blackout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Margin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fees</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latency ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel latency ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ack latency ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approval expires s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sl tp unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Max lag s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heartbeat s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Currencies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default quantity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate per s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Burst</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Origins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Font px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Volume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speech</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Account {id}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strategy {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Nothing was written: {error}</source>
        <extracomment>Lets what has changed from the first to the second settings hold at once.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Written, but the limits hold from the next start on: {cause}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <extracomment>How much of the window the sheet leaves above and below its fields.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save and mute everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No setting has these words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel, change nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: what is wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing can be saved before what is marked is right.</source>
        <extracomment>Where a key stands in the settings: `(&quot;sound&quot;, &quot;volume&quot;)`, `(&quot;accounts&quot;, &quot;apex&quot;, &quot;cash&quot;)`. What shows that a switch is on.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is changed yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> Limits that are loosened hold after a minute.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count}: at once.{later}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count}. {names}: the engine begins anew for it, which takes a second or two. Orders that rest at a broker stay there.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Sounds</name>
    <message>
        <source>Order refused</source>
        <extracomment>One order, or one kind of event that is no order&apos;s, is heard once in so long. What is heard although sounds are muted, unless that was muted, too.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price alert in {symbol}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bought</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sold</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>. {title} says: {error}</source>
        <extracomment>A token that holds longer is not spoken of; one that ends within a day is warned of.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} at {title}: {words}{why}{error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>. Its last answer took {milliseconds}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{seconds:.0f} ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} are not there; entries wait, exits work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} last heard of {age} ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PAPER: fills are made here from the market&apos;s quotes; no order leaves this machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HYBRID: fills are made here from the broker&apos;s quotes; where it has a sandbox, that is asked first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SANDBOX: orders go to the broker&apos;s demo or practice environment, no money moves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LIVE: orders go to the broker, real money moves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>REPLAY: fills are made here from a recording, on an account and in a journal of the replay&apos;s own; no order leaves this machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sim market</source>
        <extracomment>By how much a clock may be wrong: brokers tell theirs in whole seconds.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>. {account} is {state}: new entries wait there, exits work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys that trade are off{heard}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys that trade are on, wherever the focus is but in a text field{heard}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kill switch is on: no order that can add exposure leaves, exits work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kill switch on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Market</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No market is connected: orders are refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: nothing comes any more. New entries wait, exits work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} of bars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: paused{doubt}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: age of the newest quote of {count} symbols{doubt}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Login {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Room: no limit of {name} that can be used up is set, or used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{words}: {used:.0%} used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Room: {left} of {limit} on {name}. {used}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{free:,} MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk: {words} left under {data_dir}. Without room no order can be written down, and none is sent: make some</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>. Quotes and sizes are made up of minute bars, and fills are as rough</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>. {faults:,} rows of the feed could not be true or came out of time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no alert yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hook: alerts are taken at {url}. Age of the last request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>. Alerts that wait for your approval: {waiting}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automation is on: alerts trade as their strategy is set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automation is off: alerts enter nothing, exits are honoured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automation is blocked, exits work: {said}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ledger down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The ledger cannot be written: {cause}. No order is sent until it can</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ledger: {last_seq:,} events are on the disk. Every order is written there before it is sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> Its renewal is overdue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token of {name} holds so long without a new one.{overdue}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>token {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ahead of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>behind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clock of this machine is {age} {way} its broker&apos;s. Ages and signed alerts are judged by it: let the system set it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>clock {offset}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until the session that is open ends</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>closes {duration}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} today · last {age_of_last_alert}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{age} ago</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Studies</name>
    <message>
        <source>Why is {told} off…</source>
        <extracomment>The × at the end of a row of the legend is so wide. A study&apos;s pane is so high, as a share of what the prices have.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings of {told}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove {told}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indicators…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name or family</source>
        <extracomment>Marks a favourite in the list.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search indicators</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indicators</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On this chart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close indicators</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List among the favourites, or not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add to chart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only for {root}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only for this symbol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other symbols keep the studies that they have in common</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your own: Python files in {folder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load your indicators again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show why {file} is off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings of the study</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide or show the study</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the study up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the study down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the study</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{label}, favourite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over the bars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pane of its own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour</source>
        <extracomment>So many outputs stand in a line.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel, change nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Defaults</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the defaults</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it is drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It printed nothing before it ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Traceback of {file}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From {file_of}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from {day} {local:%b %H:%M}</source>
        <extracomment>So long a slice of a history may hold the loop. How many bars a slice begins with, before it is known how long they take, and has at least. More studies than a chart has room for are no help to anybody. Values that are remembered as they are written. What a chart shows before the trader has chosen anything. The first colour is that of the VWAP: others take it last.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sand</source>
        <extracomment>Colours of studies, in the order in which they are taken. What they are called.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mauve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{least:,} to {most:,}</source>
        <extracomment>How an instant is written and read, in exchange time.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{least:g} to {most:g}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exchange time, as 2024-01-31 09:30, or {OPEN_END}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Table</name>
    <message>
        <source>Accounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What each account would do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verdict per account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price alerts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strategies watched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alerts</source>
        <extracomment>From this width on, list and detail stand side by side, the list with 38 %. Below this width the list writes each alert on two lines. What the detail needs beside such a list.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alerts, two lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approvals</source>
        <extracomment>From this many seconds on, the time that is left is a warning. A question that nobody answers goes away. As many alerts as a sheet tells one by one.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automation</source>
        <extracomment>Sign and colour of how a switch stands.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brokers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Facts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Streams</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trades</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Orders</source>
        <extracomment>States that make a trader ask why: their cell opens the answer.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Positions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How real is paper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rules asked, in order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watchlist</source>
        <extracomment>What else the menu of a row offers, by the key of the row.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy row</source>
        <extracomment>How often values that change are told to who cannot see them. A line of a row&apos;s menu: its words and what it does.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export as CSV…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export {accessibleName}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} was not written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{problem}. Nothing else is affected. Choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Ticket</name>
    <message>
        <source>Join ask</source>
        <extracomment>The line under the buttons keeps room for so many lines, so that the usual ones move nothing.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hit bid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lift ask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Join bid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel buys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel sells</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flatten</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reverse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flatten {symbol}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> since open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{verb} {size} {symbol} at {corner} {text}, {mode}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sell: {after}   Buy: {after_2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fees, round turn / margin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fees / margin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss if all stops fill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If stops fill / targets fill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent from here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent from here, {hidden} more unresolved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or with a unit of its own: 16t, 4pt, $200, 0.5%, @4790.25</source>
        <extracomment>The units that have a segment; the others are typed by their sign.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several with their quantities: 16 x2; 32 x1. Or with a unit of its own: 16t, 4pt, $200, 0.5%, @4790.25</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stop follows at this distance: 8t, 2pt, 0.5%</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The price from which on the stop follows; empty: at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After so many ticks in favour the stop goes to the entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So many ticks beyond the entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Out at the market after so many minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trail</source>
        <extracomment>The rules behind the fold: two fields in a row, each with its words before it.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Even after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>plus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Out after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Targets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trail the stop by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trail the stop from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Break even after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Break even plus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More exits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No exits</source>
        <extracomment>What is offered before the trader has kept any of his own.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unit of the exits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>The refusal of an order like the one before, which a person may send again. Says why nothing was sent, in a colour token: to whoever asked for the order.
----------
The units in the order of their segments, by the sign that the trader sees. The units in which a stop can follow; a number in any other one counts ticks. The rows whose unit is always the same. What a row is called where something is wrong with it.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trail, break even, time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at {price}, {result}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Double click to follow the market again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit quantity {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right click to change it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantity {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantity from risk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the price once sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price follows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Risk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click to give a risk in its place: $200, 1% of the equity, 40t</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the stop may lose: $200, 1% of the equity, 40t. Click for a quantity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In ticks, or with a unit: 4pt, 0.5%</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limit price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trail by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trail from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The price from which on it follows; empty: at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at the market</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time in force</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantity that the risk comes to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count by risk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count by quantity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Touched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Account {name}, {badge}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{symbol} last {last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A click on the position takes its size for the next order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> of {limit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter sends it.</source>
        <extracomment>So many lines that were sent can be called back. Words with their colour token.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>buy orders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sell orders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all {which} in {symbol}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{badge} {name}: {verb} {what}. Position: {holds}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter sends it at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter asks once more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sent. {words}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sent. {wish}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On its way: {action}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no {at} now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position {after}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss if all stops fill: no limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If all stops fill {if_stopped}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fees, round turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fees</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{fees} {amount} · Margin {margin}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no {name} now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{write} is the {name}: an order there would trade at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{verb}s at once, the {name} is {quote}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At {write} it would {verb} at once. The order stands as it was</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stays: would {verb} at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An order has {LONGEST} characters at most</source>
        <extracomment>The first word of a line, and what it asks for. What may follow a symbol, as it is told to who wrote something else. Returns the instrument that a text means; raises UnknownSymbol.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write buy or sell, how many and what: buy 2 mnq @ 21450 stop 30t</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text!r} is none of {join}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write what to {verb}: {verb} es</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only buys or sells may follow: without them all are cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing may follow {verb} {symbol}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many? Write {verb} 2 mnq, or {verb} risk $200 mnq</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much? Write risk $200, risk 1% or risk 40t</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text!r} is not a quantity: write {verb} 2 mnq</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write what to {verb}: {verb} {text} mnq</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Break even needs a stop to move: stop 16t</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text!r} is none of {OFFERED}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text} stands here a second time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text} does not go with {clash}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after how many ticks: even 10t</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after how many minutes: out 30m</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each target has its own word: target 16t x1 target 32t x1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A price must follow {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snapped to {price}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A level must follow {text}: 16t, 4pt, $200, 0.5% or @ a price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A price must follow @</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A quantity must follow {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{level} of what? Write {offered}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text} needs to know {needed}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flat</source>
        <extracomment>The share of a limit from which on its room is a warning.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{left} of {limit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Would be refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text!r} is no risk: write $200, 1% or 40t</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{lot} {symbol} would lose {amount} at its stop, more than the risk of {amount_2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the account is worth is not known while a price is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A size from risk needs a stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A stop in money is that of the whole order: a size from risk needs it in t, pt, % or as a price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A size from risk needs a price, and there is none now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stop at {stop} is on the wrong side of {entry} to {side}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, with exits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>if touched</source>
        <extracomment>Of so many orders the ticket remembers that they were sent from it.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {quantity}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sends nothing but what gets out: Observe</source>
        <extracomment>The types a ticket offers, in the order of its segments. Refusals of the typed price, which say nothing about an order at the quote. What a click does, by how far it goes.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>asks once more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sends at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{verb} adds exposure: kill switch is on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{verb} waits. {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{problem}. Nothing is sent while it stands there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sell and Buy wait. {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A {word} price is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>trailing by {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{words}, with exits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{words}, {in_force}. A click {does}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was filled in: the plan is of {symbol}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was filled in: {symbol} cannot have these prices.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the chart: {verb} {kind} {price}, with exits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{words} Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{problem}. Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sent. {click_words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sent. There is no {value} now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to flatten: no position or order in {symbol}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Break even</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Active strategy</source>
        <extracomment>The template that is the exits of what is held, in the share of what is added.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> from {trail_from}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>trail {trail}{start}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>even {break_even}{plus}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Custom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep these</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget these</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{row} {typed} was a price of {symbol}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no exits of a position work here to go along with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no exits of a long position work here to go along with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no exits of a short position work here to go along with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{row} needs {other}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Break even needs a stop to move</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a stop follows by t, pt or %, not by {SIGNS}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text!r} is not a level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text!r} has two units</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trail: {problem}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text!r} is not a price</source>
        <extracomment>Exchanges write parts of a 32nd by their first digit: 2 is a quarter, 5 a half, 7 three quarters.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A price of {symbol} is above zero</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text!r} is not a quantity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text} is not a multiple of the {symbol} lot {lot}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text!r} is not a number above zero</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text!r} is not a whole number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{quantity} left</source>
        <extracomment>The orders that limit a loss; one that waits to be touched takes a profit. Where a bar of room is marked, and where its owner is warned.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position, {symbol}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order value</source>
        <translation>Orderwert</translation>
    </message>
    <message>
        <source>Loss of the day</source>
        <translation>Tagesverlust</translation>
    </message>
    <message>
        <source>Buying power</source>
        <translation>Kaufkraft</translation>
    </message>
    <message>
        <source>Orders in a minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order as a line of text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order: {EXAMPLE}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Trades</name>
    <message>
        <source>Time</source>
        <extracomment>The share of the side&apos;s colour in a row that stands out.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trades</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trades that make a row</source>
        <extracomment>Rows, each with the pixel that it is drawn at.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Least size shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size from which a trade stands out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>held, {newer} newer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time and sales</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time and sales, {symbol}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trades appear as they happen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy	Ctrl+C</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the newest	Home</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every trade</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs at a price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>large from {shown_lots}</source>
        <extracomment>So many rows that are written out are remembered.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no trade yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{SIDES} {size} at {price}, {time}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Watchlist</name>
    <message>
        <source>Not known here</source>
        <extracomment>What sorts below all that is known.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>since the day&apos;s open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>since the previous close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>last hour {spoken}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Low</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{key} is not known here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <extracomment>How thick the line is drawn between whose rows a symbol is put.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing in this list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a symbol above, or paste some from the pane&apos;s menu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watchlist shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin a group at {key}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Join with the group above</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move up	{UP_KEY}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move down	{DOWN_KEY}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove {key}	Del</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the group that begins with {key}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New list…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the new list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename {name}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New name of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste symbols</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is on the clipboard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import symbols</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} was not read: {strerror}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} was written to {name_2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} was not written: {strerror}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add symbol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add symbol to the watchlist</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are {MOST_LISTS} lists already. Delete one first.</source>
        <extracomment>The line of a symbol goes back so many minutes that traded. So many lines of a text are named that hold no symbol; the rest is counted. So many characters of a text are looked at.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A list needs a name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name has at most {LONGEST_NAME} characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a list {typed} already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{symbol} is in {name} already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is full: a list has room for {MOST_SYMBOLS} symbols</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A group needs a name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was added. The text is longer than {MOST_CHARACTERS:,} characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>line {number}: {symbol}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{added} added to {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> It is full: a list has room for {MOST_SYMBOLS} symbols.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> and {count} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> Not known here, left out: {join}{more}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>On</source>
        <extracomment>A frame of the screen: markets and lists are shown in turns, a ladder with the focus in each. What its sheet is called: it is loaded when it is opened. What may be muted, in the words of the menu.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Muted but for lost connections and breached limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mute everything…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview buy</source>
        <extracomment>What of the keys can be done by name: nothing that is sent by it.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview sell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel all of the symbol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replay…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New chart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indicators…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appearance…</source>
        <translation>Darstellung…</translation>
    </message>
    <message>
        <source>Sounds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Streamer mode, without amounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commands…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trade</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type an order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel all orders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flatten all accounts…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Throw kill switch…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Release kill switch…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How it works</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guide for the first start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replay bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next bar of the chart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jump to a time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End replay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flatten all accounts, from here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold for a second to flatten all accounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} lost</source>
        <extracomment>How often it is kept how the streams stand, host time: no more of it is lost by a crash.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MIT licence: free to use, change and pass on, without warranty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sounds stay as they were</source>
        <extracomment>Makes an icon in the tray, which calls what it is given when it is clicked; None without a tray.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jump to {words_of}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replay from {day} {moment:%b %H:%M}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data: {data_dir}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{positions} open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{orders} working</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all accounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fee {amount}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bought</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{verb} {quantity} at {price}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mode</source>
        <extracomment>Of a window that a pane is moved to, before the trader sizes it.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Way out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to window {number}</source>
        <extracomment>Of what Qt writes of an arrangement: another number is not read.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to the main window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to a new window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing of that name. Enter does nothing.</source>
        <extracomment>Symbols are offered once so much of one is typed.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command or symbol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show {found}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Working orders are cancelled, then every position is closed at the market. Hold the button for a second, with the mouse or the space bar.</source>
        <extracomment>What must be typed to release the kill switch.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel, flatten nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flatten all accounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flatten all accounts?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flatten all accounts: {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From then on no order that can add exposure leaves, on any account and after a restart too, until you release it. Exits work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel, leave the kill switch off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Throw kill switch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Throw and flatten</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold for a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Throw the kill switch?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Throw and flatten takes everything out: {words}. Hold that button for a second, with the mouse or the space bar.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Throw kill switch: {would}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Released, entries leave again, by hand and by automation. Type {RELEASE} to do so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type {RELEASE}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Release kill switch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel, leave the kill switch on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Release the kill switch?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A connection that is lost and a limit that is breached will not be heard either. They still show in the window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel, mute nothing more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mute everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mute everything?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About TraderTerminal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Symbol search</source>
        <extracomment>Narrower windows do without the day&apos;s result and the icon. What the search keeps where the ways out need the room. What else needs room beside the tabs of the workspaces.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Symbol for {target}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Top bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far a click goes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flatten all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Day, net of fees</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold for a second to flatten all accounts: {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system has no tray: notices are told in the window.</source>
        <extracomment>No more than one message in so long: a sweep of fills is one thing that has happened.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing measured yet</source>
        <extracomment>Every so many columns the scale is named.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of {total:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exchange time, with its zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Streams over the day</source>
        <extracomment>State → token, and how high its bar is as a share of the row: what is wrong stands out. The shortest time that is drawn, seconds: at the start there is no past yet. What is shorter on the screen is drawn this wide all the same: a loss must not vanish.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}: {state} since {since}, lost {losses} times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Maximise {name}</source>
        <extracomment>A label of this name in a pane&apos;s own header is dimmed with the titles of the other panes.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More for {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Maximise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Float</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Sending</source>
        <extracomment>What stands for an amount that is not for everybody&apos;s eyes. What stands before amounts: the currency of the accounts, which is one for the whole program. The 21 characters of an option: root, date, right, strike in thousandths. Glyph, word and colour token of each order state.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Working</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part filled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accepted</source>
        <extracomment>Held by the broker, not yet at the exchange.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to do</source>
        <extracomment>A close or a target that found everything where it was asked to be.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Market</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop-lmt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MIT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Broker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>buy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} account</source>
        <extracomment>What is counted: one of it, and any other number.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} accounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} cancels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} closed trade</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} closed trades</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} drawings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} entry order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} entry orders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} fill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} fills</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} orders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} positions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} protective order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} protective orders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} such message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} such messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} tick</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} ticks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} working order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} working orders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in a gap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no feed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{age} old</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message>
        <source>the arrangement was not kept: {error}</source>
        <extracomment>What of an arrangement is the window&apos;s in all workspaces.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspaces were not kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{pane} does not show {symbol}, which is not known here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{one} could not be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The arrangement was not restored whole</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A workspace needs a name</source>
        <extracomment>As many as there are keys for. What a file of one workspace says that it is, and of which version. An arrangement is some thousand characters; a file that is much longer is none of ours.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name has at most {LONGEST_NAME} characters, this one has {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a workspace {name} already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are {MOST} workspaces, which is the most. Remove one first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is too long to be a workspace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file cannot be read: {error}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is no workspace of this program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace was written by a later version of this program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace in the file is not whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workspaces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workspace {name} ({key_of})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workspace {name}, choose another one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicate workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import workspace…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename workspace…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export workspace…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default arrangement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} was not written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{strerror}. Choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} was not read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{words} Nothing else is affected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
