<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>Accounts</name>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Reducing</source>
        <translation>Nur abbauen</translation>
    </message>
    <message>
        <source>Halted</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>On</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Accounts, two lines</source>
        <translation>Konten, zwei Zeilen</translation>
    </message>
    <message>
        <source>Cancel all</source>
        <translation>Alle streichen</translation>
    </message>
    <message>
        <source>Flatten account</source>
        <translation>Konto glattstellen</translation>
    </message>
    <message>
        <source>What {name} may do</source>
        <translation>Was {name} darf</translation>
    </message>
    <message>
        <source>Cancel all orders of {name}</source>
        <translation>Alle Orders von {name} streichen</translation>
    </message>
    <message>
        <source>Flatten {name}</source>
        <translation>{name} glattstellen</translation>
    </message>
    <message>
        <source>Hold for a second to flatten {name}</source>
        <translation>Eine Sekunde halten, um {name} glattzustellen</translation>
    </message>
    <message>
        <source>Set {name} {state}</source>
        <translation>{name} auf {state} setzen</translation>
    </message>
    <message>
        <source>Reset {name} …</source>
        <translation>{name} zurücksetzen …</translation>
    </message>
    <message>
        <source>The orders of {name} are cancelled, what it holds is forgotten, and its day and its journal begin anew. Hold the button for a second, with the mouse or the space bar.</source>
        <translation>Die Orders von {name} werden gestrichen, die Bestände vergessen, und Tag und Journal beginnen neu. Halten Sie die Schaltfläche eine Sekunde, mit der Maus oder der Leertaste.</translation>
    </message>
    <message>
        <source>Cash to begin with, in US dollars</source>
        <translation>Anfangskapital in US-Dollar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel, leave {name} as it is</source>
        <translation>Abbrechen, {name} bleibt, wie es ist</translation>
    </message>
    <message>
        <source>Reset {name}</source>
        <translation>{name} zurücksetzen</translation>
    </message>
    <message>
        <source>Reset {name}?</source>
        <translation>{name} zurücksetzen?</translation>
    </message>
    <message>
        <source>, entries wait: {waits}</source>
        <translation>, Einstiege warten: {waits}</translation>
    </message>
    <message>
        <source>flat</source>
        <translation>glatt</translation>
    </message>
    <message>
        <source>{name}, {mode}, {state}{waits}, day {day_net}, margin {amount}, buying power {amount_2}, {reach}, {text} orders, automation {automation}</source>
        <translation>{name}, {mode}, {state}{waits}, Tag {day_net}, Margin {amount}, Kaufkraft {amount_2}, {reach}, {text} Orders, Automatik {automation}</translation>
    </message>
    <message>
        <source>, {unknown} of unknown outcome</source>
        <translation>, {unknown} mit unbekanntem Ausgang</translation>
    </message>
    <message>
        <source>, limit {limit}</source>
        <translation>, Limit {limit}</translation>
    </message>
    <message>
        <source>{symbol} {held_words}, at most {signed}, at least {signed_2}{unknown}{limit}</source>
        <translation>{symbol} {held_words}, höchstens {signed}, mindestens {signed_2}{unknown}{limit}</translation>
    </message>
    <message>
        <source>long {size}</source>
        <translation>long {size}</translation>
    </message>
    <message>
        <source>short {size}</source>
        <translation>short {size}</translation>
    </message>
    <message>
        <source>Allowed</source>
        <translation>Erlaubt</translation>
    </message>
    <message>
        <source>Wait: {waits}</source>
        <translation>Warten: {waits}</translation>
    </message>
    <message>
        <source>New entries wait: {waits}. Exits work.</source>
        <translation>Neue Einstiege warten: {waits}. Ausstiege sind möglich.</translation>
    </message>
    <message>
        <source>Flat</source>
        <translation>Glatt</translation>
    </message>
    <message>
        <source>{count} symbols</source>
        <translation>{count} Symbole</translation>
    </message>
    <message>
        <source>{words} incl. {unknown} unknown</source>
        <translation>{words} inkl. {unknown} unbekannt</translation>
    </message>
    <message>
        <source>Orders that left in the last 24 hours</source>
        <translation>Orders, die in den letzten 24 Stunden gesendet wurden</translation>
    </message>
    <message>
        <source>{orders_today:,} of {orders_limit:,}</source>
        <translation>{orders_today:,} von {orders_limit:,}</translation>
    </message>
    <message>
        <source>The limit of the day&apos;s loss is {amount}</source>
        <translation>Das Limit für den Tagesverlust ist {amount}</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Kein Limit</translation>
    </message>
    <message>
        <source>{left} of {limit}</source>
        <translation>{left} von {limit}</translation>
    </message>
    <message>
        <source>Positions and working orders tie up {used}; a new order may tie up {power}.</source>
        <translation>Positionen und offene Orders binden {used}; eine neue Order darf {power} binden.</translation>
    </message>
    <message>
        <source> What has no price now counts at its cost.</source>
        <translation> Was jetzt keinen Kurs hat, zählt zum Einstand.</translation>
    </message>
    <message>
        <source>All accounts</source>
        <translation>Alle Konten</translation>
    </message>
    <message>
        <source>Wait: kill switch</source>
        <translation>Warten: Not-Aus</translation>
    </message>
    <message>
        <source>+10 / −10 incl. 1 unknown</source>
        <translation>+10 / −10 inkl. 1 unbekannt</translation>
    </message>
    <message>
        <source>100 of 1,000</source>
        <translation>100 von 1,000</translation>
    </message>
    <message>
        <source>another environment answers</source>
        <translation>eine andere Umgebung antwortet</translation>
    </message>
    <message>
        <source>logged out by its broker</source>
        <translation>vom Broker abgemeldet</translation>
    </message>
    <message>
        <source>no broker of it in the settings</source>
        <translation>kein Broker dafür in den Einstellungen</translation>
    </message>
    <message>
        <source>max order quantity</source>
        <translation>höchste Ordermenge</translation>
    </message>
    <message>
        <source>max position</source>
        <translation>höchste Position</translation>
    </message>
    <message>
        <source>price collar percent</source>
        <translation>Preisgrenze in Prozent</translation>
    </message>
    <message>
        <source>duplicate window s</source>
        <translation>Zeitfenster für Doppelte in s</translation>
    </message>
    <message>
        <source>orders per second</source>
        <translation>Orders je Sekunde</translation>
    </message>
    <message>
        <source>orders per minute</source>
        <translation>Orders je Minute</translation>
    </message>
    <message>
        <source>orders per day</source>
        <translation>Orders je Tag</translation>
    </message>
    <message>
        <source>automation orders per minute</source>
        <translation>Orders der Automatik je Minute</translation>
    </message>
    <message>
        <source>max order value</source>
        <translation>höchster Orderwert</translation>
    </message>
    <message>
        <source>automation spread ticks</source>
        <translation>Spread der Automatik in Ticks</translation>
    </message>
    <message>
        <source>automation round trips</source>
        <translation>Roundtrips der Automatik</translation>
    </message>
    <message>
        <source>max daily loss</source>
        <translation>höchster Tagesverlust</translation>
    </message>
    <message>
        <source>automation in a month that has rolled</source>
        <translation>Automatik in einem gerollten Monat</translation>
    </message>
    <message>
        <source>entering around news</source>
        <translation>Einsteigen um Nachrichten</translation>
    </message>
    <message>
        <source>future</source>
        <translation>Futures</translation>
    </message>
    <message>
        <source>stock</source>
        <translation>Aktien</translation>
    </message>
    <message>
        <source>option</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>crypto</source>
        <translation>Krypto</translation>
    </message>
    <message>
        <source>kill switch is on</source>
        <translation>der Not-Aus ist an</translation>
    </message>
    <message>
        <source>the ledger cannot be written</source>
        <translation>das Hauptbuch kann nicht geschrieben werden</translation>
    </message>
    <message>
        <source>set to {state} by hand</source>
        <translation>von Hand auf {state} gesetzt</translation>
    </message>
    <message>
        <source>loss of the day not known</source>
        <translation>Tagesverlust nicht bekannt</translation>
    </message>
    <message>
        <source>loss of the day at its limit</source>
        <translation>Tagesverlust am Limit</translation>
    </message>
    <message>
        <source>not compared with its broker yet</source>
        <translation>noch nicht mit dem Broker abgeglichen</translation>
    </message>
    <message>
        <source>in {symbols}: outcome unknown</source>
        <translation>in {symbols}: Ausgang unbekannt</translation>
    </message>
    <message>
        <source>{name}: {limit_name} becomes {limit_words} in {duration}</source>
        <translation>{name}: {limit_name} wird {limit_words} in {duration}</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>erlaubt</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>trading outside hours</source>
        <translation>Handel außerhalb der Zeiten</translation>
    </message>
    <message>
        <source>Account {name}, {word}</source>
        <translation>Konto {name}, {word}</translation>
    </message>
    <message>
        <source>{word} account {account}: ticket, chart and day&apos;s result are about it</source>
        <translation>{word}-Konto {account}: Ticket, Chart und Tagesergebnis gehören dazu</translation>
    </message>
</context>
<context>
    <name>Alerts</name>
    <message>
        <source>Silence of {symbol}</source>
        <translation>Schweigen von {symbol}</translation>
    </message>
    <message>
        <source>Silence of the {symbol} feed, in seconds</source>
        <translation>Schweigen des Feeds von {symbol}, in Sekunden</translation>
    </message>
    <message>
        <source>Price of {symbol}</source>
        <translation>Preis von {symbol}</translation>
    </message>
    <message>
        <source>{name} of {symbol}, {shown}</source>
        <translation>{name} von {symbol}, {shown}</translation>
    </message>
    <message>
        <source>Price against {called}</source>
        <translation>Preis gegen {called}</translation>
    </message>
    <message>
        <source>{words}, ticks apart</source>
        <translation>{words}, Abstand in Ticks</translation>
    </message>
    <message>
        <source>Price against {drawing} {number}</source>
        <translation>Preis gegen {drawing} {number}</translation>
    </message>
    <message>
        <source>{words} of {symbol}</source>
        <translation>{words} von {symbol}</translation>
    </message>
    <message>
        <source>{called}, ticks apart</source>
        <translation>{called}, Abstand in Ticks</translation>
    </message>
    <message>
        <source>Day result of {name}</source>
        <translation>Tagesergebnis von {name}</translation>
    </message>
    <message>
        <source>{symbol} in {name}</source>
        <translation>{symbol} auf {name}</translation>
    </message>
    <message>
        <source>Position {of}</source>
        <translation>Position {of}</translation>
    </message>
    <message>
        <source>Open result {of}</source>
        <translation>Offenes Ergebnis {of}</translation>
    </message>
    <message>
        <source>Template of the alert</source>
        <translation>Vorlage des Alarms</translation>
    </message>
    <message>
        <source>Alert message</source>
        <translation>Alarmnachricht</translation>
    </message>
    <message>
        <source>{words} of the alert</source>
        <translation>{words} des Alarms</translation>
    </message>
    <message>
        <source>{kind} of the alert</source>
        <translation>{kind} des Alarms</translation>
    </message>
    <message>
        <source>Unit of stop and target in the alert</source>
        <translation>Einheit von Stop und Ziel im Alarm</translation>
    </message>
    <message>
        <source>In</source>
        <translation>In</translation>
    </message>
    <message>
        <source>Insert placeholder</source>
        <translation>Platzhalter einfügen</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>Nachricht kopieren</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Where TradingView is to post it. It holds your secret.</source>
        <translation>Wohin TradingView sie senden soll. Sie enthält Ihr Geheimnis.</translation>
    </message>
    <message>
        <source>What the message comes to</source>
        <translation>Was die Nachricht ergibt</translation>
    </message>
    <message>
        <source>Dry run</source>
        <translation>Probelauf</translation>
    </message>
    <message>
        <source>Dry run of the message</source>
        <translation>Probelauf der Nachricht</translation>
    </message>
    <message>
        <source>Post it to the listener of this program; nothing trades</source>
        <translation>An den Empfänger dieses Programms senden; nichts wird gehandelt</translation>
    </message>
    <message>
        <source>Paper account of the trial</source>
        <translation>Paper-Konto für den Versuch</translation>
    </message>
    <message>
        <source>Try on paper</source>
        <translation>Auf Paper ausprobieren</translation>
    </message>
    <message>
        <source>Post it to the listener of this program; it trades on paper</source>
        <translation>An den Empfänger dieses Programms senden; er handelt auf Paper</translation>
    </message>
    <message>
        <source>Test locally</source>
        <translation>Lokal testen</translation>
    </message>
    <message>
        <source>It cannot be read: see what is wrong</source>
        <translation>Nicht lesbar: sehen Sie nach, was falsch ist</translation>
    </message>
    <message>
        <source>Only the text below can be changed as it stands</source>
        <translation>So lässt sich nur der Text unten ändern</translation>
    </message>
    <message>
        <source>Sell 1,000 MNQH2024</source>
        <translation>Verkauf 1,000 MNQH2024</translation>
    </message>
    <message>
        <source>Working on it.</source>
        <translation>In Arbeit.</translation>
    </message>
    <message>
        <source>Traded.</source>
        <translation>Gehandelt.</translation>
    </message>
    <message>
        <source>Traded in part.</source>
        <translation>Teilweise gehandelt.</translation>
    </message>
    <message>
        <source>Nothing to do. Nothing was sent.</source>
        <translation>Nichts zu tun. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent.</source>
        <translation>Abgelehnt. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>Failed.</source>
        <translation>Fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Authenticated</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>Parsed</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>Routed</source>
        <translation>Zugeordnet</translation>
    </message>
    <message>
        <source>Gated</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Submitted</source>
        <translation>Übergeben</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>Bestätigt</translation>
    </message>
    <message>
        <source>Filled</source>
        <translation>Ausgeführt</translation>
    </message>
    <message>
        <source>Waits for your approval.</source>
        <translation>Wartet auf Ihre Freigabe.</translation>
    </message>
    <message>
        <source>Timeline: </source>
        <translation>Ablauf: </translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>nicht erreicht</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>Alarm</translation>
    </message>
    <message>
        <source>‹ Alerts</source>
        <translation>‹ Alarme</translation>
    </message>
    <message>
        <source>Back to the list of alerts</source>
        <translation>Zurück zur Liste der Alarme</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Ablauf</translation>
    </message>
    <message>
        <source>Verdict per account</source>
        <translation>Urteil je Konto</translation>
    </message>
    <message>
        <source>Dry run of the alert</source>
        <translation>Probelauf des Alarms</translation>
    </message>
    <message>
        <source>What it would do if it came now; nothing trades</source>
        <translation>Was er täte, käme er jetzt; nichts wird gehandelt</translation>
    </message>
    <message>
        <source>Run again in paper</source>
        <translation>Auf Paper wiederholen</translation>
    </message>
    <message>
        <source>It trades on a paper account, as an alert of its own that came now</source>
        <translation>Er handelt auf einem Paper-Konto, als eigener Alarm, der jetzt kommt</translation>
    </message>
    <message>
        <source>Copy reason</source>
        <translation>Grund kopieren</translation>
    </message>
    <message>
        <source>Rules asked, in order</source>
        <translation>Geprüfte Regeln, in Reihenfolge</translation>
    </message>
    <message>
        <source>None: it did not come that far.</source>
        <translation>Keine: so weit kam es nicht.</translation>
    </message>
    <message>
        <source>Message as received, secrets masked</source>
        <translation>Nachricht wie empfangen, Geheimnisse verdeckt</translation>
    </message>
    <message>
        <source>Message as received</source>
        <translation>Nachricht wie empfangen</translation>
    </message>
    <message>
        <source>Alert {alert_id}</source>
        <translation>Alarm {alert_id}</translation>
    </message>
    <message>
        <source>{total:,.1f} ms from receipt to the end</source>
        <translation>{total:,.1f} ms vom Empfang bis zum Ende</translation>
    </message>
    <message>
        <source> on {name}</source>
        <translation> auf {name}</translation>
    </message>
    <message>
        <source>Rules asked{on}, in order</source>
        <translation>Geprüfte Regeln{on}, in Reihenfolge</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>Wie er ist</translation>
    </message>
    <message>
        <source>New alert…</source>
        <translation>Neuer Alarm…</translation>
    </message>
    <message>
        <source>No alerts of your own</source>
        <translation>Keine eigenen Alarme</translation>
    </message>
    <message>
        <source>Press New alert, or right click a price in a chart.</source>
        <translation>Klicken Sie auf „Neuer Alarm…“, oder rechts auf einen Preis im Chart.</translation>
    </message>
    <message>
        <source>{resting} at rest</source>
        <translation>{resting} ruhend</translation>
    </message>
    <message>
        <source>Edit…	Enter</source>
        <translation>Bearbeiten…	Enter</translation>
    </message>
    <message>
        <source>Watch again</source>
        <translation>Wieder beobachten</translation>
    </message>
    <message>
        <source>Let it rest</source>
        <translation>Ruhen lassen</translation>
    </message>
    <message>
        <source>Delete	Del</source>
        <translation>Löschen	Entf</translation>
    </message>
    <message>
        <source>What is watched</source>
        <translation>Was beobachtet wird</translation>
    </message>
    <message>
        <source>Which way</source>
        <translation>Richtung</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>Wie oft</translation>
    </message>
    <message>
        <source>Once</source>
        <translation>Einmal</translation>
    </message>
    <message>
        <source>Each time</source>
        <translation>Jedes Mal</translation>
    </message>
    <message>
        <source>How long</source>
        <translation>Wie lange</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>Beobachten</translation>
    </message>
    <message>
        <source>When it</source>
        <translation>Wenn es</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel, change nothing</source>
        <translation>Abbrechen, nichts ändern</translation>
    </message>
    <message>
        <source>Set alert</source>
        <translation>Alarm setzen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>New alert</source>
        <translation>Neuer Alarm</translation>
    </message>
    <message>
        <source>Change the alert</source>
        <translation>Alarm ändern</translation>
    </message>
    <message>
        <source>Nothing can be watched now</source>
        <translation>Jetzt kann nichts beobachtet werden</translation>
    </message>
    <message>
        <source>On</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Rests</source>
        <translation>Ruht</translation>
    </message>
    <message>
        <source>crosses −$11,286.10</source>
        <translation>kreuzt −$11,286.10</translation>
    </message>
    <message>
        <source>each time</source>
        <translation>jedes Mal</translation>
    </message>
    <message>
        <source>once</source>
        <translation>einmal</translation>
    </message>
    <message>
        <source>for ever</source>
        <translation>für immer</translation>
    </message>
    <message>
        <source>, rests</source>
        <translation>, ruht</translation>
    </message>
    <message>
        <source>{what} {condition}, now {now}{rests}</source>
        <translation>{what} {condition}, jetzt {now}{rests}</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Strategies</source>
        <translation>Strategien</translation>
    </message>
    <message>
        <source>Pages of the alert studio</source>
        <translation>Seiten des Alarmstudios</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>Settings of the strategy</source>
        <translation>Einstellungen der Strategie</translation>
    </message>
    <message>
        <source>No strategy yet</source>
        <translation>Noch keine Strategie</translation>
    </message>
    <message>
        <source>One shows here once it is set up, or its first alert comes.</source>
        <translation>Sie erscheint hier, sobald sie eingerichtet ist oder ihr erster Alarm kommt.</translation>
    </message>
    <message>
        <source>No alerts yet</source>
        <translation>Noch keine Alarme</translation>
    </message>
    <message>
        <source>Copy the message, then paste it into an alert in TradingView.</source>
        <translation>Kopieren Sie die Nachricht und fügen Sie sie in einen Alarm bei TradingView ein.</translation>
    </message>
    <message>
        <source>Copy alert message</source>
        <translation>Alarmnachricht kopieren</translation>
    </message>
    <message>
        <source>No alert matches</source>
        <translation>Kein Alarm passt</translation>
    </message>
    <message>
        <source>The search and the filter leave none.</source>
        <translation>Suche und Filter lassen keinen übrig.</translation>
    </message>
    <message>
        <source>Show all alerts</source>
        <translation>Alle Alarme zeigen</translation>
    </message>
    <message>
        <source>Why did it not trade?</source>
        <translation>Warum wurde nicht gehandelt?</translation>
    </message>
    <message>
        <source>Search alerts</source>
        <translation>Alarme suchen</translation>
    </message>
    <message>
        <source>Which alerts</source>
        <translation>Welche Alarme</translation>
    </message>
    <message>
        <source>Target +1 MNQH2024</source>
        <translation>Ziel +1 MNQH2024</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>Strategie</translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation>Symbol</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Menge</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Add an id or a time: without both only a copy within 20 s is known again.</source>
        <translation>Geben Sie eine id oder eine Zeit an: ohne beides wird nur eine Kopie binnen 20 s erkannt.</translation>
    </message>
    <message>
        <source>Add the time {{timenow}}: without it a late alert is not known as late.</source>
        <translation>Geben Sie die Zeit {{timenow}} an: ohne sie ist ein später Alarm nicht als spät zu erkennen.</translation>
    </message>
    <message>
        <source>Name a strategy: without one it trades on paper accounts alone.</source>
        <translation>Nennen Sie eine Strategie: ohne sie wird nur auf Paper-Konten gehandelt.</translation>
    </message>
    <message>
        <source>stop follows</source>
        <translation>Stop folgt</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>Now it would find nothing to trade.</source>
        <translation>Jetzt gäbe es nichts zu handeln.</translation>
    </message>
    <message>
        <source>Now it would trade on {trading} of {accounts}.</source>
        <translation>Jetzt würde er auf {trading} von {accounts} handeln.</translation>
    </message>
    <message>
        <source>Contract: {symbol}</source>
        <translation>Kontrakt: {symbol}</translation>
    </message>
    <message>
        <source>Waits for your approval, then it is sent.</source>
        <translation>Wartet auf Ihre Freigabe, dann wird gesendet.</translation>
    </message>
    <message>
        <source>Is sent.</source>
        <translation>Wird gesendet.</translation>
    </message>
    <message>
        <source>Only gets out. {english}</source>
        <translation>Steigt nur aus. {english}</translation>
    </message>
    <message>
        <source>Crosses</source>
        <translation>Kreuzt</translation>
    </message>
    <message>
        <source>Rises to</source>
        <translation>Steigt auf</translation>
    </message>
    <message>
        <source>Falls to</source>
        <translation>Fällt auf</translation>
    </message>
    <message>
        <source>For ever</source>
        <translation>Für immer</translation>
    </message>
    <message>
        <source>For an hour</source>
        <translation>Für eine Stunde</translation>
    </message>
    <message>
        <source>For four hours</source>
        <translation>Für vier Stunden</translation>
    </message>
    <message>
        <source>For a day</source>
        <translation>Für einen Tag</translation>
    </message>
    <message>
        <source>For a week</source>
        <translation>Für eine Woche</translation>
    </message>
    <message>
        <source>There are {MOST} alerts already. Delete one first.</source>
        <translation>Es gibt schon {MOST} Alarme. Löschen Sie erst einen.</translation>
    </message>
    <message>
        <source>This cannot be watched any more</source>
        <translation>Dies kann nicht mehr beobachtet werden</translation>
    </message>
    <message>
        <source>The alert has ended meanwhile</source>
        <translation>Der Alarm ist inzwischen beendet</translation>
    </message>
    <message>
        <source>A note has at most {LONGEST_NOTE} characters</source>
        <translation>Eine Notiz hat höchstens {LONGEST_NOTE} Zeichen</translation>
    </message>
    <message>
        <source>A silence is longer than nothing</source>
        <translation>Ein Schweigen dauert länger als null</translation>
    </message>
    <message>
        <source>{text!r} is not a number</source>
        <translation>{text!r} ist keine Zahl</translation>
    </message>
    <message>
        <source>{badge} {name}: trade this alert as if it came now</source>
        <translation>{badge} {name}: diesen Alarm handeln, als käme er jetzt</translation>
    </message>
    <message>
        <source>Tried on {account} as alert {alert_id}.</source>
        <translation>Auf {account} als Alarm {alert_id} ausprobiert.</translation>
    </message>
    <message>
        <source>Posting it to the listener of this program …</source>
        <translation>Wird an den Empfänger dieses Programms gesendet …</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Traded</source>
        <translation>Gehandelt</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>Unreadable text</source>
        <translation>Unlesbarer Text</translation>
    </message>
    <message>
        <source>Nothing tradeable</source>
        <translation>Nichts Handelbares</translation>
    </message>
    <message>
        <source>Target {target} {symbol}</source>
        <translation>Ziel {target} {symbol}</translation>
    </message>
    <message>
        <source>Target {target_side} {symbol}</source>
        <translation>Ziel {target_side} {symbol}</translation>
    </message>
    <message>
        <source>Heartbeat</source>
        <translation>Lebenszeichen</translation>
    </message>
</context>
<context>
    <name>Appearance</name>
    <message>
        <source>▲ Buy 2</source>
        <translation>▲ Kauf 2</translation>
    </message>
    <message>
        <source>▼ Sell 2</source>
        <translation>▼ Verk. 2</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>Rise and fall</source>
        <translation>Steigen und Fallen</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel, change nothing</source>
        <translation>Abbrechen, nichts ändern</translation>
    </message>
    <message>
        <source>Colours of the theme</source>
        <translation>Farben des Schemas</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>Text size, pixels</source>
        <translation>Schriftgröße, Pixel</translation>
    </message>
    <message>
        <source>Rise and profit as the theme has them</source>
        <translation>Steigen und Gewinn wie im Farbschema</translation>
    </message>
    <message>
        <source>The colours of rise and fall the other way about</source>
        <translation>Die Farben von Steigen und Fallen vertauscht</translation>
    </message>
    <message>
        <source>Blue and amber, hollow rising candles, for colour-blind eyes</source>
        <translation>Blau und Bernstein, hohle steigende Kerzen, für farbenblinde Augen</translation>
    </message>
    <message>
        <source>Colour of {name}</source>
        <translation>Farbe für {name}</translation>
    </message>
    <message>
        <source>Contrast {contrast}</source>
        <translation>Kontrast {contrast}</translation>
    </message>
    <message>
        <source>Buy, long</source>
        <translation>Kauf, long</translation>
    </message>
    <message>
        <source>Sell, short</source>
        <translation>Verkauf, short</translation>
    </message>
    <message>
        <source>Rise, profit</source>
        <translation>Steigen, Gewinn</translation>
    </message>
    <message>
        <source>Fall, loss</source>
        <translation>Fallen, Verlust</translation>
    </message>
    <message>
        <source>a pane</source>
        <translation>einem Fenster</translation>
    </message>
    <message>
        <source>a group</source>
        <translation>einer Gruppe</translation>
    </message>
    <message>
        <source>a field</source>
        <translation>einem Feld</translation>
    </message>
    <message>
        <source>the selected row</source>
        <translation>der gewählten Zeile</translation>
    </message>
    <message>
        <source>West</source>
        <translation>Westen</translation>
    </message>
    <message>
        <source>East</source>
        <translation>Osten</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Klar</translation>
    </message>
    <message>
        <source>{text} is no colour: type # and six digits, 0 to F: red, green, blue.</source>
        <translation>{text} ist keine Farbe: tippen Sie # und sechs Ziffern, 0 bis F: Rot, Grün, Blau.</translation>
    </message>
    <message>
        <source>Too faint: {found:.1f} on {on}, at least {refused} is needed.</source>
        <translation>Zu schwach: {found:.1f} auf {on}, mindestens {refused} ist nötig.</translation>
    </message>
    <message>
        <source>Hard to read: {found:.1f} on {on}, {warned} is advised.</source>
        <translation>Schwer lesbar: {found:.1f} auf {on}, empfohlen ist {warned}.</translation>
    </message>
    <message>
        <source>It is that of {other}: they could not be told apart.</source>
        <translation>Es ist die von {other}: sie wären nicht zu unterscheiden.</translation>
    </message>
    <message>
        <source>{found:.1f} on {on}</source>
        <translation>{found:.1f} auf {on}</translation>
    </message>
</context>
<context>
    <name>Approvals</name>
    <message>
        <source>Approve…</source>
        <translation>Freigeben…</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Approve all…</source>
        <translation>Alle freigeben…</translation>
    </message>
    <message>
        <source>Refuse all</source>
        <translation>Alle ablehnen</translation>
    </message>
    <message>
        <source>Refuse all alerts that wait</source>
        <translation>Alle wartenden Alarme ablehnen</translation>
    </message>
    <message>
        <source>Nothing waits for approval</source>
        <translation>Nichts wartet auf Freigabe</translation>
    </message>
    <message>
        <source>A strategy that is switched to Approval asks here before it enters.</source>
        <translation>Eine Strategie, die auf Freigabe steht, fragt hier, bevor sie einsteigt.</translation>
    </message>
    <message>
        <source>{chosen} alerts</source>
        <translation>{chosen} Alarme</translation>
    </message>
    <message>
        <source>the selected alert</source>
        <translation>den gewählten Alarm</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Freigeben</translation>
    </message>
    <message>
        <source>Select what to {verb}</source>
        <translation>Wählen Sie, was Sie {verb} wollen</translation>
    </message>
    <message>
        <source>Target +1 MNQH2024</source>
        <translation>Ziel +1 MNQH2024</translation>
    </message>
    <message>
        <source>Every order still passes the rules of its account. To send, press Ctrl+Enter or the button.</source>
        <translation>Jede Order durchläuft noch die Regeln ihres Kontos. Zum Senden Strg+Enter oder die Schaltfläche drücken.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel, approve nothing</source>
        <translation>Abbrechen, nichts freigeben</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>und {count} weitere</translation>
    </message>
    <message>
        <source>Approve {count} alerts</source>
        <translation>{count} Alarme freigeben</translation>
    </message>
    <message>
        <source>Approve: {asks_for}{value}</source>
        <translation>Freigeben: {asks_for}{value}</translation>
    </message>
    <message>
        <source>, live</source>
        <translation>, live</translation>
    </message>
    <message>
        <source>Approve this alert?</source>
        <translation>Diesen Alarm freigeben?</translation>
    </message>
    <message>
        <source>Approve {count} alerts?</source>
        <translation>{count} Alarme freigeben?</translation>
    </message>
    <message>
        <source>{name}: nothing</source>
        <translation>{name}: nichts</translation>
    </message>
    <message>
        <source>{then} then, {now} now</source>
        <translation>{then} damals, {now} jetzt</translation>
    </message>
    <message>
        <source> for {strategy}</source>
        <translation> für {strategy}</translation>
    </message>
    <message>
        <source>{value}{by}. {prices}, {duration} left.</source>
        <translation>{value}{by}. {prices}, noch {duration}.</translation>
    </message>
    <message>
        <source>{in_full} Waits for approval.</source>
        <translation>{in_full} Wartet auf Freigabe.</translation>
    </message>
    <message>
        <source>Target {target} {symbol}</source>
        <translation>Ziel {target} {symbol}</translation>
    </message>
</context>
<context>
    <name>Arming</name>
    <message>
        <source>LIVE {name}: real money. Armed, a click sends at once. It falls back to Confirm after 30 min without an order, when the broker goes, when you turn to another account and at the next start. Exits never need it. Type {name} to arm it.</source>
        <translation>LIVE {name}: echtes Geld. Scharf geschaltet sendet ein Klick sofort. Zurück auf Bestätigen fällt es nach 30 min ohne Order, wenn der Broker ausfällt, wenn Sie zu einem anderen Konto wechseln und beim nächsten Start. Ausstiege brauchen es nie. Tippen Sie {name}, um scharf zu schalten.</translation>
    </message>
    <message>
        <source>Type {name}</source>
        <translation>{name} tippen</translation>
    </message>
    <message>
        <source>Arm {name}, live</source>
        <translation>{name} scharf schalten, live</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel, arm nothing</source>
        <translation>Abbrechen, nichts scharf schalten</translation>
    </message>
    <message>
        <source>Arm {name}?</source>
        <translation>{name} scharf schalten?</translation>
    </message>
    <message>
        <source>Cancel, send nothing</source>
        <translation>Abbrechen, nichts senden</translation>
    </message>
    <message>
        <source>{action}, live</source>
        <translation>{action}, live</translation>
    </message>
    <message>
        <source>Send this order?</source>
        <translation>Diese Order senden?</translation>
    </message>
    <message>
        <source>Every order still passes the rules of its account. To send, press Ctrl+Enter or the button. Closes in 0:{left_s:02}.</source>
        <translation>Jede Order durchläuft noch die Regeln ihres Kontos. Zum Senden Strg+Enter oder die Schaltfläche drücken. Schließt in 0:{left_s:02}.</translation>
    </message>
    <message>
        <source>Observe</source>
        <translation>Beobachten</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>Armed</source>
        <translation>Scharf</translation>
    </message>
    <message>
        <source>Armed for {duration} more</source>
        <translation>Noch {duration} scharf</translation>
    </message>
    <message>
        <source>Armed {minutes}:{seconds:02}</source>
        <translation>Scharf {minutes}:{seconds:02}</translation>
    </message>
</context>
<context>
    <name>Automation</name>
    <message>
        <source>On</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Paper</translation>
    </message>
    <message>
        <source>Approval</source>
        <translation>Freigabe</translation>
    </message>
    <message>
        <source>Auto</source>
        <translation>Auto</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Release the stopped strategy</source>
        <translation>Die angehaltene Strategie fortsetzen</translation>
    </message>
    <message>
        <source>Let the strategy enter again</source>
        <translation>Die Strategie wieder einsteigen lassen</translation>
    </message>
    <message>
        <source>The general one</source>
        <translation>Allgemeiner Wert</translation>
    </message>
    <message>
        <source>It holds at once. The switch is that of the Automation pane; the rest is written into the settings file. Exits never wait for approval.</source>
        <translation>Es gilt sofort. Der Schalter ist der des Fensters Automatik; der Rest wird in die Einstellungsdatei geschrieben. Ausstiege warten nie auf Freigabe.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel, change nothing</source>
        <translation>Abbrechen, nichts ändern</translation>
    </message>
    <message>
        <source>Save settings</source>
        <translation>Einstellungen speichern</translation>
    </message>
    <message>
        <source>Settings of {name}</source>
        <translation>Einstellungen von {name}</translation>
    </message>
    <message>
        <source>Accounts of the strategy</source>
        <translation>Konten der Strategie</translation>
    </message>
    <message>
        <source>Unit of bare stops and targets</source>
        <translation>Einheit von Stops und Zielen ohne Einheit</translation>
    </message>
    <message>
        <source>Switch of the strategy</source>
        <translation>Schalter der Strategie</translation>
    </message>
    <message>
        <source>Its alerts</source>
        <translation>Ihre Alarme</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>Bare sl and tp</source>
        <translation>sl und tp ohne Einheit</translation>
    </message>
    <message>
        <source>Its alerts do nothing, exits included.</source>
        <translation>Ihre Alarme tun nichts, auch Ausstiege nicht.</translation>
    </message>
    <message>
        <source>Its alerts trade on paper accounts alone.</source>
        <translation>Ihre Alarme handeln nur auf Paper-Konten.</translation>
    </message>
    <message>
        <source>Its entries wait for your approval; its exits trade at once.</source>
        <translation>Ihre Einstiege warten auf Ihre Freigabe; ihre Ausstiege handeln sofort.</translation>
    </message>
    <message>
        <source>Its alerts trade at once.</source>
        <translation>Ihre Alarme handeln sofort.</translation>
    </message>
    <message>
        <source>Alerts trade as their strategy is switched.</source>
        <translation>Alarme handeln, wie ihre Strategie steht.</translation>
    </message>
    <message>
        <source>Alerts enter nothing; their exits still trade.</source>
        <translation>Alarme steigen nirgends ein; ihre Ausstiege handeln weiter.</translation>
    </message>
    <message>
        <source>Its entries wait for your approval and trade on paper accounts alone.</source>
        <translation>Ihre Einstiege warten auf Ihre Freigabe und handeln nur auf Paper-Konten.</translation>
    </message>
    <message>
        <source>It is not in the settings: its alerts trade on paper accounts alone.</source>
        <translation>Sie steht nicht in den Einstellungen: ihre Alarme handeln nur auf Paper-Konten.</translation>
    </message>
    <message>
        <source>All accounts</source>
        <translation>Alle Konten</translation>
    </message>
    <message>
        <source>Not set</source>
        <translation>Nicht gesetzt</translation>
    </message>
    <message>
        <source>Ticks</source>
        <translation>Ticks</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Preis</translation>
    </message>
    <message>
        <source>Percent</source>
        <translation>Prozent</translation>
    </message>
    <message>
        <source>Money</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Menge</translation>
    </message>
    <message>
        <source>Where a message names none; empty: the general one</source>
        <translation>Wo eine Nachricht keine nennt; leer: die allgemeine</translation>
    </message>
    <message>
        <source>Oldest entry, s</source>
        <translation>Ältester Einstieg, s</translation>
    </message>
    <message>
        <source>An entry older than this is refused; empty: the general one</source>
        <translation>Ein älterer Einstieg wird abgelehnt; leer: der allgemeine Wert</translation>
    </message>
    <message>
        <source>Approval within, s</source>
        <translation>Freigabe binnen, s</translation>
    </message>
    <message>
        <source>How long an entry waits for your word</source>
        <translation>Wie lange ein Einstieg auf Ihre Freigabe wartet</translation>
    </message>
    <message>
        <source>Heard of every, s</source>
        <translation>Lebenszeichen alle, s</translation>
    </message>
    <message>
        <source>Tell me when nothing has come for so long; empty: never</source>
        <translation>Melden, wenn so lange nichts kam; leer: nie</translation>
    </message>
    <message>
        <source>Silent</source>
        <translation>Schweigt</translation>
    </message>
    <message>
        <source>Alert missed</source>
        <translation>Alarm fehlt</translation>
    </message>
    <message>
        <source>Not set up: paper only</source>
        <translation>Nicht eingerichtet: nur Paper</translation>
    </message>
    <message>
        <source>As it should</source>
        <translation>Wie es soll</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Another environment answers.</source>
        <translation>Eine andere Umgebung antwortet.</translation>
    </message>
    <message>
        <source>Logged out by the broker.</source>
        <translation>Vom Broker abgemeldet.</translation>
    </message>
    <message>
        <source>A position is not protected.</source>
        <translation>Eine Position ist nicht geschützt.</translation>
    </message>
    <message>
        <source>A protective order is gone.</source>
        <translation>Eine Schutzorder fehlt.</translation>
    </message>
    <message>
        <source>A protective order was refused.</source>
        <translation>Eine Schutzorder wurde abgelehnt.</translation>
    </message>
    <message>
        <source>An exit traded more than was open.</source>
        <translation>Ein Ausstieg wurde über mehr ausgeführt, als offen war.</translation>
    </message>
    <message>
        <source>Stop and target both traded.</source>
        <translation>Stop und Ziel wurden beide ausgeführt.</translation>
    </message>
    <message>
        <source>A close went beside an exit of unknown outcome.</source>
        <translation>Eine Schließung wurde neben einem Ausstieg mit unbekanntem Ausgang gesendet.</translation>
    </message>
    <message>
        <source>A close waits for an exit of unknown outcome.</source>
        <translation>Eine Schließung wartet auf einen Ausstieg mit unbekanntem Ausgang.</translation>
    </message>
    <message>
        <source>Filled more than ordered.</source>
        <translation>Mehr ausgeführt als geordert.</translation>
    </message>
    <message>
        <source>An order that had ended traded.</source>
        <translation>Eine schon beendete Order wurde ausgeführt.</translation>
    </message>
    <message>
        <source>A position differs from the broker&apos;s.</source>
        <translation>Eine Position weicht vom Broker ab.</translation>
    </message>
    <message>
        <source>A contract differs from the broker&apos;s.</source>
        <translation>Ein Kontrakt weicht vom Broker ab.</translation>
    </message>
    <message>
        <source>A fill was told twice.</source>
        <translation>Eine Ausführung wurde zweimal gemeldet.</translation>
    </message>
    <message>
        <source>A fill was changed.</source>
        <translation>Eine Ausführung wurde geändert.</translation>
    </message>
    <message>
        <source>A strategy was stopped.</source>
        <translation>Eine Strategie wurde angehalten.</translation>
    </message>
    <message>
        <source>A contract that has ended is not settled.</source>
        <translation>Ein beendeter Kontrakt ist nicht abgerechnet.</translation>
    </message>
    <message>
        <source>A stock was split.</source>
        <translation>Eine Aktie wurde gesplittet.</translation>
    </message>
    <message>
        <source>A dividend was booked.</source>
        <translation>Eine Dividende wurde gebucht.</translation>
    </message>
    <message>
        <source>A message cannot be read.</source>
        <translation>Eine Nachricht ist nicht lesbar.</translation>
    </message>
    <message>
        <source>Stored bars are missing.</source>
        <translation>Gespeicherte Kerzen fehlen.</translation>
    </message>
    <message>
        <source>Older bars are missing.</source>
        <translation>Ältere Kerzen fehlen.</translation>
    </message>
    <message>
        <source>Drawings are missing.</source>
        <translation>Zeichnungen fehlen.</translation>
    </message>
    <message>
        <source>Drawings are not kept.</source>
        <translation>Zeichnungen werden nicht gespeichert.</translation>
    </message>
    <message>
        <source>An alert seems to be missing.</source>
        <translation>Ein Alarm scheint zu fehlen.</translation>
    </message>
    <message>
        <source>A strategy is silent.</source>
        <translation>Eine Strategie schweigt.</translation>
    </message>
    <message>
        <source>Release…</source>
        <translation>Lösen…</translation>
    </message>
    <message>
        <source>Release the kill switch</source>
        <translation>Den Not-Aus lösen</translation>
    </message>
    <message>
        <source>Kill switch is on.</source>
        <translation>Der Not-Aus ist an.</translation>
    </message>
    <message>
        <source>{order_words} on {account}, sent {placed_at:%H:%M:%S}: no answer came.{look} New entries in {symbols} wait; exits work.</source>
        <translation>{order_words} auf {account}, gesendet {placed_at:%H:%M:%S}: keine Antwort kam.{look} Neue Einstiege in {symbols} warten; Ausstiege sind möglich.</translation>
    </message>
    <message>
        <source>{rule} limit reached on {account}.</source>
        <translation>{rule}: Limit auf {account} erreicht.</translation>
    </message>
    <message>
        <source>The ledger cannot be written: {cause}.</source>
        <translation>Das Hauptbuch kann nicht geschrieben werden: {cause}.</translation>
    </message>
    <message>
        <source>{account} is {state}</source>
        <translation>{account} ist {state}</translation>
    </message>
    <message>
        <source>What happened since ({count}) is kept in memory alone: do not end the program. {file} cannot be written either. No order is sent, exits included, and what protects a position stays. Close at the broker.</source>
        <translation>Was seither geschah ({count}), steht allein im Speicher: beenden Sie das Programm nicht. Auch {file} kann nicht geschrieben werden. Keine Order wird gesendet, auch kein Ausstieg, und was eine Position schützt, bleibt. Schließen Sie beim Broker.</translation>
    </message>
    <message>
        <source>{count} of unknown outcome.</source>
        <translation>{count} mit unbekanntem Ausgang.</translation>
    </message>
    <message>
        <source> Next look-up in {duration}.</source>
        <translation> Nächste Abfrage in {duration}.</translation>
    </message>
    <message>
        <source>Show order</source>
        <translation>Order zeigen</translation>
    </message>
    <message>
        <source>Look up now</source>
        <translation>Jetzt abfragen</translation>
    </message>
    <message>
        <source>All of {limit} is used. New entries wait there, exits work.</source>
        <translation>{limit} ist ganz verbraucht. Neue Einstiege warten dort, Ausstiege sind möglich.</translation>
    </message>
    <message>
        <source>Show accounts</source>
        <translation>Konten zeigen</translation>
    </message>
    <message>
        <source>{kept} Working orders stay. Make room or give access to {folder}.</source>
        <translation>{kept} Offene Orders bleiben. Schaffen Sie Platz oder Zugriff auf {folder}.</translation>
    </message>
    <message>
        <source>An alarm.</source>
        <translation>Eine Warnung.</translation>
    </message>
    <message>
        <source>{text} {unreadable} so far: {raw}</source>
        <translation>{text} {unreadable} bisher: {raw}</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Gesehen</translation>
    </message>
    <message>
        <source>Show position</source>
        <translation>Position zeigen</translation>
    </message>
    <message>
        <source>Compare now</source>
        <translation>Jetzt abgleichen</translation>
    </message>
    <message>
        <source> Next attempt in {duration}.</source>
        <translation> Nächster Versuch in {duration}.</translation>
    </message>
    <message>
        <source> Working there, out of reach: {orders}.</source>
        <translation> Dort offen und außer Reichweite: {orders}.</translation>
    </message>
    <message>
        <source>A login is not connected.</source>
        <translation>Eine Anmeldung ist nicht verbunden.</translation>
    </message>
    <message>
        <source>Show brokers</source>
        <translation>Broker zeigen</translation>
    </message>
    <message>
        <source>New entries wait there. Exits work.</source>
        <translation>Neue Einstiege warten dort. Ausstiege sind möglich.</translation>
    </message>
    <message>
        <source>New entries wait, exits work.</source>
        <translation>Neue Einstiege warten, Ausstiege sind möglich.</translation>
    </message>
    <message>
        <source>What happened since ({count}) is kept in memory and in {file}. New entries wait, exits work.</source>
        <translation>Was seither geschah ({count}), steht im Speicher und in {file}. Neue Einstiege warten, Ausstiege sind möglich.</translation>
    </message>
    <message>
        <source>The recording of {symbol} has ended.</source>
        <translation>Die Aufzeichnung von {symbol} ist zu Ende.</translation>
    </message>
    <message>
        <source>The recording of {symbol} has a gap here.</source>
        <translation>Die Aufzeichnung von {symbol} hat hier eine Lücke.</translation>
    </message>
    <message>
        <source>The {symbol} feed is down.</source>
        <translation>Der Feed von {symbol} ist ausgefallen.</translation>
    </message>
    <message>
        <source>The {symbol} feed is silent. Last event {age} ago.</source>
        <translation>Der Feed von {symbol} schweigt. Letztes Ereignis vor {age}.</translation>
    </message>
    <message>
        <source>Daily-loss breach</source>
        <translation>Tagesverlust-Grenze</translation>
    </message>
    <message>
        <source>Daily loss</source>
        <translation>Tagesverlust</translation>
    </message>
    <message>
        <source>Orders of the day</source>
        <translation>Orders des Tages</translation>
    </message>
    <message>
        <source>{rule} at its limit</source>
        <translation>{rule} am Limit</translation>
    </message>
    <message>
        <source>{rule} {mark:.0%} used</source>
        <translation>{rule} zu {mark:.0%} verbraucht</translation>
    </message>
    <message>
        <source>Position, {symbol}</source>
        <translation>Position, {symbol}</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>und {count} weitere</translation>
    </message>
    <message>
        <source>Banners</source>
        <translation>Hinweise</translation>
    </message>
</context>
<context>
    <name>Brokers</name>
    <message>
        <source>there is no store for secrets</source>
        <translation>es gibt keinen Speicher für Geheimnisse</translation>
    </message>
    <message>
        <source>a passphrase has at least {shortest} characters</source>
        <translation>eine Passphrase hat mindestens {shortest} Zeichen</translation>
    </message>
    <message>
        <source>the practice venue has no account to trade on</source>
        <translation>die Übungsbörse hat kein Konto zum Handeln</translation>
    </message>
    <message>
        <source>it is not in the settings any more</source>
        <translation>sie steht nicht mehr in den Einstellungen</translation>
    </message>
    <message>
        <source>No broker is connected</source>
        <translation>Kein Broker ist verbunden</translation>
    </message>
    <message>
        <source>Practise on a local venue that speaks a broker&apos;s own protocol, or add a login of yours.</source>
        <translation>Üben Sie an einer lokalen Börse, die das Protokoll eines Brokers spricht, oder fügen Sie eine eigene Anmeldung hinzu.</translation>
    </message>
    <message>
        <source>Add broker…</source>
        <translation>Broker hinzufügen…</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <source>Practice {title}</source>
        <translation>{title} üben</translation>
    </message>
    <message>
        <source>Start a venue on this machine that speaks {title}&apos;s protocol, and connect to it. No account is needed.</source>
        <translation>Startet auf diesem Rechner eine Börse, die das Protokoll von {title} spricht, und verbindet sich. Ein Konto ist nicht nötig.</translation>
    </message>
    <message>
        <source>Passphrase of the secrets</source>
        <translation>Passphrase der Geheimnisse</translation>
    </message>
    <message>
        <source>Open secrets</source>
        <translation>Geheimnisse öffnen</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>Trennen</translation>
    </message>
    <message>
        <source>Edit {name}</source>
        <translation>{name} bearbeiten</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>{name} entfernen</translation>
    </message>
    <message>
        <source>Edit {name}…</source>
        <translation>{name} bearbeiten…</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>Übung</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>How long the login holds without a new one</source>
        <translation>Wie lange die Anmeldung ohne eine neue gilt</translation>
    </message>
    <message>
        <source>, last error {error}</source>
        <translation>, letzter Fehler {error}</translation>
    </message>
    <message>
        <source>{name}, {title} {environment}, {state_words}, token {token}, accounts {value}{error}</source>
        <translation>{name}, {title} {environment}, {state_words}, Token {token}, Konten {value}{error}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>{count} and the stored secrets go with it; orders and positions stay at the broker. The engine begins anew, which takes a second or two.</source>
        <translation>{count} und die hinterlegten Geheimnisse gehen mit; Orders und Positionen bleiben beim Broker. Die Engine startet neu, das dauert ein, zwei Sekunden.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel, remove nothing</source>
        <translation>Abbrechen, nichts entfernen</translation>
    </message>
    <message>
        <source>Remove {name}?</source>
        <translation>{name} entfernen?</translation>
    </message>
    <message>
        <source>Choose a passphrase</source>
        <translation>Passphrase wählen</translation>
    </message>
    <message>
        <source>Cancel, change nothing</source>
        <translation>Abbrechen, nichts ändern</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Test the login</source>
        <translation>Die Anmeldung testen</translation>
    </message>
    <message>
        <source>Save and connect</source>
        <translation>Speichern und verbinden</translation>
    </message>
    <message>
        <source>Add a broker</source>
        <translation>Broker hinzufügen</translation>
    </message>
    <message>
        <source>Test the login first</source>
        <translation>Testen Sie erst die Anmeldung</translation>
    </message>
    <message>
        <source>Secrets are sealed on this machine and never shown again. Saving begins the engine</source>
        <translation>Geheimnisse werden auf diesem Rechner versiegelt und nie wieder gezeigt. Beim Speichern startet die Engine</translation>
    </message>
    <message>
        <source>{kept} anew, which takes a second or two.
{rules}</source>
        <translation>{kept} neu, das dauert ein, zwei Sekunden.
{rules}</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name of the login</source>
        <translation>Name der Anmeldung</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>optional</translation>
    </message>
    <message>
        <source>as stored</source>
        <translation>wie gespeichert</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>Take the market&apos;s quotes from here</source>
        <translation>Kurse des Marktes von hier nehmen</translation>
    </message>
    <message>
        <source>In place of the simulated market; another source stays as it is</source>
        <translation>Anstelle des simulierten Marktes; eine andere Quelle bleibt, wie sie ist</translation>
    </message>
    <message>
        <source>Market</source>
        <translation>Markt</translation>
    </message>
    <message>
        <source>Take {name} over</source>
        <translation>{name} übernehmen</translation>
    </message>
    <message>
        <source>Nickname of {name}</source>
        <translation>Kurzname von {name}</translation>
    </message>
    <message>
        <source>Mode of {name}</source>
        <translation>Modus von {name}</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Production</source>
        <translation>Produktion</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>Demo</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Verbindet</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>Data only</source>
        <translation>Nur Daten</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>Next attempt in {duration}.</source>
        <translation>Nächster Versuch in {duration}.</translation>
    </message>
    <message>
        <source>{title} says: {error}</source>
        <translation>{title} sagt: {error}</translation>
    </message>
    <message>
        <source>Starting the practice venue of {title}</source>
        <translation>Übungsbörse von {title} startet</translation>
    </message>
    <message>
        <source>Connecting {name}</source>
        <translation>{name} wird verbunden</translation>
    </message>
    <message>
        <source>Disconnecting {name}</source>
        <translation>{name} wird getrennt</translation>
    </message>
    <message>
        <source>Removing {name}</source>
        <translation>{name} wird entfernt</translation>
    </message>
    <message>
        <source>Opening the secrets</source>
        <translation>Geheimnisse werden geöffnet</translation>
    </message>
    <message>
        <source>The name takes letters, digits, _ . and - only.</source>
        <translation>Im Namen sind nur Buchstaben, Ziffern, _ . und - erlaubt.</translation>
    </message>
    <message>
        <source>There is a login {name} already.</source>
        <translation>Es gibt schon eine Anmeldung {name}.</translation>
    </message>
    <message>
        <source>{label} is missing.</source>
        <translation>{label} fehlt.</translation>
    </message>
    <message>
        <source>Logging in</source>
        <translation>Anmeldung läuft</translation>
    </message>
    <message>
        <source>The login is right, and there is no account behind it.</source>
        <translation>Die Anmeldung stimmt, aber es gehört kein Konto dazu.</translation>
    </message>
</context>
<context>
    <name>Chain</name>
    <message>
        <source>Model: Black 1976 without interest and dividends, by the middle of the quote of the right that is out of the money</source>
        <translation>Modell: Black 1976 ohne Zins und Dividende, aus der Mitte der Quotierung der Seite, die aus dem Geld ist</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Call</translation>
    </message>
    <message>
        <source>Put</source>
        <translation>Put</translation>
    </message>
    <message>
        <source>Day on which the options end</source>
        <translation>Tag, an dem die Optionen enden</translation>
    </message>
    <message>
        <source>Strikes shown around the price</source>
        <translation>Basispreise um den Kurs</translation>
    </message>
    <message>
        <source>IV and delta: model</source>
        <translation>IV und Delta: Modell</translation>
    </message>
    <message>
        <source>Show {symbol}</source>
        <translation>{symbol} zeigen</translation>
    </message>
    <message>
        <source>{verb} {name} at {price}: into the ticket, nothing is sent</source>
        <translation>{verb} {name} zu {price}: ins Ticket, nichts wird gesendet</translation>
    </message>
    <message>
        <source>long {quantity}</source>
        <translation>long {quantity}</translation>
    </message>
    <message>
        <source>short {quantity}</source>
        <translation>short {quantity}</translation>
    </message>
    <message>
        <source>Strike {strike}</source>
        <translation>Basispreis {strike}</translation>
    </message>
    <message>
        <source>{right} {bid} to {ask}</source>
        <translation>{right} {bid} bis {ask}</translation>
    </message>
    <message>
        <source>10 strikes</source>
        <translation>10 Basispreise</translation>
    </message>
    <message>
        <source>20 strikes</source>
        <translation>20 Basispreise</translation>
    </message>
    <message>
        <source>All strikes</source>
        <translation>Alle Basispreise</translation>
    </message>
    <message>
        <source>Closed, opens {time}</source>
        <translation>Geschlossen, öffnet {time}</translation>
    </message>
    <message>
        <source>{count} not quoted yet</source>
        <translation>{count} noch ohne Quotierung</translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>Aktuell</translation>
    </message>
    <message>
        <source>{days} d</source>
        <translation>{days} T</translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message>
        <source>No options on {symbol}</source>
        <translation>Keine Optionen auf {symbol}</translation>
    </message>
    <message>
        <source>No symbol</source>
        <translation>Kein Symbol</translation>
    </message>
    <message>
        <source>This market lists options on {symbols}.</source>
        <translation>Dieser Markt führt Optionen auf {symbols}.</translation>
    </message>
    <message>
        <source>This market lists no options.</source>
        <translation>Dieser Markt führt keine Optionen.</translation>
    </message>
</context>
<context>
    <name>Chart</name>
    <message>
        <source>no bars yet</source>
        <translation>noch keine Kerzen</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Volumen</translation>
    </message>
    <message>
        <source>Magnet crosshair</source>
        <translation>Fadenkreuz rastet ein</translation>
    </message>
    <message>
        <source>Shade outside regular hours</source>
        <translation>Zeiten außerhalb schattieren</translation>
    </message>
    <message>
        <source>Watermark</source>
        <translation>Wasserzeichen</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Skala</translation>
    </message>
    <message>
        <source>Upside down</source>
        <translation>Auf dem Kopf</translation>
    </message>
    <message>
        <source>Axis at the left</source>
        <translation>Achse links</translation>
    </message>
    <message>
        <source>Regular hours alone</source>
        <translation>Nur reguläre Zeiten</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Draw every symbol like this</source>
        <translation>Jedes Symbol so zeichnen</translation>
    </message>
    <message>
        <source>Draw this symbol as usual</source>
        <translation>Dieses Symbol wie üblich zeichnen</translation>
    </message>
    <message>
        <source>Compare no more with {symbol}</source>
        <translation>Nicht mehr mit {symbol} vergleichen</translation>
    </message>
    <message>
        <source>Save picture of the chart</source>
        <translation>Bild des Charts speichern</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>Bilder (*.png)</translation>
    </message>
    <message>
        <source>{path} was not written</source>
        <translation>{path} wurde nicht geschrieben</translation>
    </message>
    <message>
        <source>Nothing else is affected. Choose another folder.</source>
        <translation>Sonst ist nichts betroffen. Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>{count} more lines here</source>
        <translation>{count} weitere Linien hier</translation>
    </message>
    <message>
        <source>{fills} outside regular hours</source>
        <translation>{fills} außerhalb der regulären Zeiten</translation>
    </message>
    <message>
        <source>Chart{symbol}, {length}</source>
        <translation>Chart{symbol}, {length}</translation>
    </message>
    <message>
        <source>and {more} earlier</source>
        <translation>und {more} frühere</translation>
    </message>
    <message>
        <source>Bar length…</source>
        <translation>Kerzenlänge…</translation>
    </message>
    <message>
        <source>Go to date…</source>
        <translation>Gehe zu Datum…</translation>
    </message>
    <message>
        <source>Latest bars</source>
        <translation>Neueste Kerzen</translation>
    </message>
    <message>
        <source>All bars</source>
        <translation>Alle Kerzen</translation>
    </message>
    <message>
        <source>Fit scales</source>
        <translation>Skalen einpassen</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Bild kopieren</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>Bild speichern…</translation>
    </message>
    <message>
        <source>Compare with…</source>
        <translation>Vergleichen mit…</translation>
    </message>
    <message>
        <source>Go to date, as 2024-01-11 or 2024-01-11 09:30</source>
        <translation>Gehe zu Datum, etwa 2024-01-11 oder 2024-01-11 09:30</translation>
    </message>
    <message>
        <source>Bar length: 3, 30S, 4h, 2D, 500T, 1000V, 8R, 8RK</source>
        <translation>Kerzenlänge: 3, 30S, 4h, 2D, 500T, 1000V, 8R, 8RK</translation>
    </message>
    <message>
        <source>Compare with symbol</source>
        <translation>Mit Symbol vergleichen</translation>
    </message>
    <message>
        <source>{text} is no date such as 2024-01-11</source>
        <translation>{text} ist kein Datum wie 2024-01-11</translation>
    </message>
    <message>
        <source>Bar length</source>
        <translation>Kerzenlänge</translation>
    </message>
    <message>
        <source>Trading hours</source>
        <translation>Handelszeiten</translation>
    </message>
    <message>
        <source>Electronic trading hours: all bars</source>
        <translation>Elektronische Handelszeit: alle Kerzen</translation>
    </message>
    <message>
        <source>Regular trading hours alone</source>
        <translation>Nur reguläre Handelszeit</translation>
    </message>
    <message>
        <source>Chart type</source>
        <translation>Charttyp</translation>
    </message>
    <message>
        <source>Chart settings</source>
        <translation>Chart-Einstellungen</translation>
    </message>
    <message>
        <source>Indicators</source>
        <translation>Indikatoren</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>Bild speichern</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>Zeichnen</translation>
    </message>
    <message>
        <source>Measure (Space)</source>
        <translation>Messen (Leertaste)</translation>
    </message>
    <message>
        <source>Symbol…</source>
        <translation>Symbol…</translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation>Symbol</translation>
    </message>
    <message>
        <source>Duplicate chart</source>
        <translation>Chart duplizieren</translation>
    </message>
    <message>
        <source>Close chart</source>
        <translation>Chart schließen</translation>
    </message>
    <message>
        <source>bars at or below zero</source>
        <translation>Kerzen bei oder unter null</translation>
    </message>
    <message>
        <source>bars left out, out of order</source>
        <translation>Kerzen ausgelassen, falsche Reihenfolge</translation>
    </message>
    <message>
        <source>bars left out, impossible</source>
        <translation>Kerzen ausgelassen, unmöglich</translation>
    </message>
    <message>
        <source>late trades</source>
        <translation>späte Umsätze</translation>
    </message>
    <message>
        <source>bars left out, off the price grid</source>
        <translation>Kerzen ausgelassen, neben dem Preisraster</translation>
    </message>
    <message>
        <source>bars left out, overlapping</source>
        <translation>Kerzen ausgelassen, überlappend</translation>
    </message>
    <message>
        <source>bars left out, repeated</source>
        <translation>Kerzen ausgelassen, doppelt</translation>
    </message>
    <message>
        <source>trades left out, off the price grid</source>
        <translation>Umsätze ausgelassen, neben dem Preisraster</translation>
    </message>
    <message>
        <source>There is nothing to compare with</source>
        <translation>Es gibt nichts zum Vergleichen</translation>
    </message>
    <message>
        <source>No symbol {text}</source>
        <translation>Kein Symbol {text}</translation>
    </message>
    <message>
        <source>{symbol} is shown already</source>
        <translation>{symbol} ist schon gezeigt</translation>
    </message>
    <message>
        <source>no price yet</source>
        <translation>noch kein Preis</translation>
    </message>
    <message>
        <source>last {last}</source>
        <translation>zuletzt {last}</translation>
    </message>
    <message>
        <source>even,</source>
        <translation>null,</translation>
    </message>
    <message>
        <source>plus</source>
        <translation>plus</translation>
    </message>
    <message>
        <source>minus</source>
        <translation>minus</translation>
    </message>
    <message>
        <source>, {words} from {ticks}, {result}</source>
        <translation>, {words} ab {ticks}, {result}</translation>
    </message>
    <message>
        <source>{name} is no bar length such as 3, 30S, 4h, 2D, 500T, 1000V, 8R or 8RK</source>
        <translation>{name} ist keine Kerzenlänge wie 3, 30S, 4h, 2D, 500T, 1000V, 8R oder 8RK</translation>
    </message>
    <message>
        <source>Candles</source>
        <translation>Kerzen</translation>
    </message>
    <message>
        <source>Hollow candles</source>
        <translation>Hohle Kerzen</translation>
    </message>
    <message>
        <source>Bars</source>
        <translation>Balken</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Linie</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Fläche</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>Grundlinie</translation>
    </message>
    <message>
        <source>Heikin-Ashi</source>
        <translation>Heikin-Ashi</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>Linear</translation>
    </message>
    <message>
        <source>Logarithmic</source>
        <translation>Logarithmisch</translation>
    </message>
    <message>
        <source>Percent</source>
        <translation>Prozent</translation>
    </message>
    <message>
        <source>Indexed to 100</source>
        <translation>Indexiert auf 100</translation>
    </message>
    <message>
        <source>Exchange time</source>
        <translation>Börsenzeit</translation>
    </message>
    <message>
        <source>Local time</source>
        <translation>Ortszeit</translation>
    </message>
    <message>
        <source>The chart shows something else by now. Nothing was sent.</source>
        <translation>Der Chart zeigt inzwischen etwas anderes. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>Alarm</translation>
    </message>
    <message>
        <source>Orders wait: the ticket shows {symbol}</source>
        <translation>Orders warten: das Ticket zeigt {symbol}</translation>
    </message>
    <message>
        <source>{verb} waits. {why}</source>
        <translation>{verb} wartet. {why}</translation>
    </message>
    <message>
        <source>, with exits</source>
        <translation>, mit Ausstiegen</translation>
    </message>
    <message>
        <source>Nothing was sent. The ticket has changed meanwhile.</source>
        <translation>Nichts wurde gesendet. Das Ticket hat sich inzwischen geändert.</translation>
    </message>
    <message>
        <source>Nothing was sent. The market has passed the price meanwhile.</source>
        <translation>Nichts wurde gesendet. Der Markt ist inzwischen über den Preis hinaus.</translation>
    </message>
    <message>
        <source>{join} from {ticks}</source>
        <translation>{join} ab {ticks}</translation>
    </message>
    <message>
        <source>Remove alert at {ticks}</source>
        <translation>Alarm bei {ticks} entfernen</translation>
    </message>
    <message>
        <source>Alert at {ticks}</source>
        <translation>Alarm bei {ticks}</translation>
    </message>
    <message>
        <source>the first chart</source>
        <translation>der erste Chart</translation>
    </message>
    <message>
        <source>the other charts</source>
        <translation>die anderen Charts</translation>
    </message>
    <message>
        <source>{away} t below</source>
        <translation>{away} t darunter</translation>
    </message>
    <message>
        <source>{away} t above</source>
        <translation>{away} t darüber</translation>
    </message>
    <message>
        <source>No trades in {symbol} yet</source>
        <translation>Noch keine Umsätze in {symbol}</translation>
    </message>
    <message>
        <source>The first bar appears with the first trade</source>
        <translation>Die erste Kerze erscheint mit dem ersten Umsatz</translation>
    </message>
    <message>
        <source>This market has no feed of {symbol}</source>
        <translation>Dieser Markt hat keinen Feed von {symbol}</translation>
    </message>
    <message>
        <source>Choose another symbol with Ctrl+L</source>
        <translation>Wählen Sie mit Strg+L ein anderes Symbol</translation>
    </message>
    <message>
        <source>History is stored until {until}: File, Replay… plays it</source>
        <translation>Historie ist bis {until} gespeichert: Datei, Wiedergabe… spielt sie ab</translation>
    </message>
</context>
<context>
    <name>Column</name>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Einstiege</translation>
    </message>
    <message>
        <source>Equity</source>
        <translation>Kapital</translation>
    </message>
    <message>
        <source>Open P&amp;L</source>
        <translation>Offen G/V</translation>
    </message>
    <message>
        <source>Day P&amp;L</source>
        <translation>Tag G/V</translation>
    </message>
    <message>
        <source>Daily loss</source>
        <translation>Tagesverlust</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>Margin</translation>
    </message>
    <message>
        <source>Buying power</source>
        <translation>Kaufkraft</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Worst case</source>
        <translation>Schlimmster Fall</translation>
    </message>
    <message>
        <source>Orders 24 h</source>
        <translation>Orders 24 h</translation>
    </message>
    <message>
        <source>Automation</source>
        <translation>Automatik</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>Exits</source>
        <translation>Exits</translation>
    </message>
    <message>
        <source>What becomes of it</source>
        <translation>Was daraus wird</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Watched</source>
        <translation>Beobachtet</translation>
    </message>
    <message>
        <source>When it</source>
        <translation>Wenn es</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>Wie oft</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>Strategie</translation>
    </message>
    <message>
        <source>Last alert</source>
        <translation>Letzter Alarm</translation>
    </message>
    <message>
        <source>Sign of life</source>
        <translation>Lebenszeichen</translation>
    </message>
    <message>
        <source>Expected in</source>
        <translation>Erwartet in</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>Fehlt</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Asks for</source>
        <translation>Verlangt</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>Alarm</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Damals</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Expires in</source>
        <translation>Läuft ab in</translation>
    </message>
    <message>
        <source>Approve button</source>
        <translation>Schaltfläche Freigeben</translation>
    </message>
    <message>
        <source>Refuse button</source>
        <translation>Schaltfläche Ablehnen</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Switch</source>
        <translation>Schalter</translation>
    </message>
    <message>
        <source>What it does now</source>
        <translation>Was er jetzt tut</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>Last error</source>
        <translation>Letzter Fehler</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>Datenstrom</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Verloren</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>How it is</source>
        <translation>Wie es steht</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Follows</source>
        <translation>Folgt</translation>
    </message>
    <message>
        <source>Latest order</source>
        <translation>Letzte Order</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>Eröffnet</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Gehalten</translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation>Symbol</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Einstieg</translation>
    </message>
    <message>
        <source>Exit</source>
        <translation>Ausstieg</translation>
    </message>
    <message>
        <source>Net P&amp;L</source>
        <translation>Netto G/V</translation>
    </message>
    <message>
        <source>R</source>
        <translation>R</translation>
    </message>
    <message>
        <source>Does</source>
        <translation>Wirkung</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Taste</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>In</source>
        <translation>In</translation>
    </message>
    <message>
        <source>Importance</source>
        <translation>Wichtigkeit</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Für</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Forecast</source>
        <translation>Prognose</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Zuvor</translation>
    </message>
    <message>
        <source>Entries wait</source>
        <translation>Einstiege warten</translation>
    </message>
    <message>
        <source>Qty</source>
        <translation>Menge</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Preis</translation>
    </message>
    <message>
        <source>Filled</source>
        <translation>Ausgeführt</translation>
    </message>
    <message>
        <source>Rests at</source>
        <translation>Liegt bei</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Verbund</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Avg price</source>
        <translation>Ø-Preis</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Letzter</translation>
    </message>
    <message>
        <source>Ticks</source>
        <translation>Ticks</translation>
    </message>
    <message>
        <source>If stopped</source>
        <translation>Bei Stop</translation>
    </message>
    <message>
        <source>Stop rests at</source>
        <translation>Stop liegt bei</translation>
    </message>
    <message>
        <source>Close button</source>
        <translation>Schaltfläche Schließen</translation>
    </message>
    <message>
        <source>UTC</source>
        <translation>UTC</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Orders</translation>
    </message>
    <message>
        <source>Compared</source>
        <translation>Verglichen</translation>
    </message>
    <message>
        <source>Traded</source>
        <translation>Gehandelt</translation>
    </message>
    <message>
        <source>On paper</source>
        <translation>Auf Paper</translation>
    </message>
    <message>
        <source>Ticks better</source>
        <translation>Ticks besser</translation>
    </message>
    <message>
        <source>Sooner by</source>
        <translation>Früher um</translation>
    </message>
    <message>
        <source>Correction</source>
        <translation>Korrektur</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Gemessen</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Limit</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>Stunde</translation>
    </message>
    <message>
        <source>Bid</source>
        <translation>Geld</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Brief</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Volumen</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Tief</translation>
    </message>
    <message>
        <source>Calls held</source>
        <translation>Calls</translation>
    </message>
    <message>
        <source>Call delta</source>
        <translation>Call-Delta</translation>
    </message>
    <message>
        <source>Call bid</source>
        <translation>Call-Geld</translation>
    </message>
    <message>
        <source>Call ask</source>
        <translation>Call-Brief</translation>
    </message>
    <message>
        <source>Strike</source>
        <translation>Basis</translation>
    </message>
    <message>
        <source>IV</source>
        <translation>IV</translation>
    </message>
    <message>
        <source>Put bid</source>
        <translation>Put-Geld</translation>
    </message>
    <message>
        <source>Put ask</source>
        <translation>Put-Brief</translation>
    </message>
    <message>
        <source>Put delta</source>
        <translation>Put-Delta</translation>
    </message>
    <message>
        <source>Puts held</source>
        <translation>Puts</translation>
    </message>
</context>
<context>
    <name>Credential</name>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>API-Schlüssel</translation>
    </message>
    <message>
        <source>Password of the user or of the API key</source>
        <translation>Passwort des Benutzers oder des API-Schlüssels</translation>
    </message>
    <message>
        <source>Name of the API key</source>
        <translation>Name des API-Schlüssels</translation>
    </message>
    <message>
        <source>Number of the API key (cid)</source>
        <translation>Nummer des API-Schlüssels (cid)</translation>
    </message>
    <message>
        <source>Secret of the API key (sec)</source>
        <translation>Geheimnis des API-Schlüssels (sec)</translation>
    </message>
    <message>
        <source>Device id, where one is registered</source>
        <translation>Gerätekennung, wo eine hinterlegt ist</translation>
    </message>
</context>
<context>
    <name>Date</name>
    <message>
        <source>%e %b</source>
        <translation>%e. %b</translation>
    </message>
    <message>
        <source>%e %B</source>
        <translation>%e. %B</translation>
    </message>
    <message>
        <source>%d %b</source>
        <translation>%d. %b</translation>
    </message>
    <message>
        <source>%d %B</source>
        <translation>%d. %B</translation>
    </message>
    <message>
        <source>Mon</source>
        <translation>Mo</translation>
    </message>
    <message>
        <source>Tue</source>
        <translation>Di</translation>
    </message>
    <message>
        <source>Wed</source>
        <translation>Mi</translation>
    </message>
    <message>
        <source>Thu</source>
        <translation>Do</translation>
    </message>
    <message>
        <source>Fri</source>
        <translation>Fr</translation>
    </message>
    <message>
        <source>Sat</source>
        <translation>Sa</translation>
    </message>
    <message>
        <source>Sun</source>
        <translation>So</translation>
    </message>
    <message>
        <source>Monday</source>
        <translation>Montag</translation>
    </message>
    <message>
        <source>Tuesday</source>
        <translation>Dienstag</translation>
    </message>
    <message>
        <source>Wednesday</source>
        <translation>Mittwoch</translation>
    </message>
    <message>
        <source>Thursday</source>
        <translation>Donnerstag</translation>
    </message>
    <message>
        <source>Friday</source>
        <translation>Freitag</translation>
    </message>
    <message>
        <source>Saturday</source>
        <translation>Samstag</translation>
    </message>
    <message>
        <source>Sunday</source>
        <translation>Sonntag</translation>
    </message>
    <message>
        <source>Jan</source>
        <translation>Jan</translation>
    </message>
    <message>
        <source>Feb</source>
        <translation>Feb</translation>
    </message>
    <message>
        <source>Mar</source>
        <translation>Mär</translation>
    </message>
    <message>
        <source>Apr</source>
        <translation>Apr</translation>
    </message>
    <message>
        <source>May</source>
        <translation>Mai</translation>
    </message>
    <message>
        <source>Jun</source>
        <translation>Jun</translation>
    </message>
    <message>
        <source>Jul</source>
        <translation>Jul</translation>
    </message>
    <message>
        <source>Aug</source>
        <translation>Aug</translation>
    </message>
    <message>
        <source>Sep</source>
        <translation>Sep</translation>
    </message>
    <message>
        <source>Oct</source>
        <translation>Okt</translation>
    </message>
    <message>
        <source>Nov</source>
        <translation>Nov</translation>
    </message>
    <message>
        <source>Dec</source>
        <translation>Dez</translation>
    </message>
    <message>
        <source>January</source>
        <translation>Januar</translation>
    </message>
    <message>
        <source>February</source>
        <translation>Februar</translation>
    </message>
    <message>
        <source>March</source>
        <translation>März</translation>
    </message>
    <message>
        <source>April</source>
        <translation>April</translation>
    </message>
    <message>
        <source>June</source>
        <translation>Juni</translation>
    </message>
    <message>
        <source>July</source>
        <translation>Juli</translation>
    </message>
    <message>
        <source>August</source>
        <translation>August</translation>
    </message>
    <message>
        <source>September</source>
        <translation>September</translation>
    </message>
    <message>
        <source>October</source>
        <translation>Oktober</translation>
    </message>
    <message>
        <source>November</source>
        <translation>November</translation>
    </message>
    <message>
        <source>December</source>
        <translation>Dezember</translation>
    </message>
</context>
<context>
    <name>Diagnostics</name>
    <message>
        <source>Not yet</source>
        <translation>Noch nicht</translation>
    </message>
    <message>
        <source>Loop late</source>
        <translation>Programmschleife verspätet</translation>
    </message>
    <message>
        <source>{late_s:.0f} ms at worst in the last minute</source>
        <translation>höchstens {late_s:.0f} ms in der letzten Minute</translation>
    </message>
    <message>
        <source>Last tick</source>
        <translation>Letzter Tick</translation>
    </message>
    <message>
        <source>{symbol}, {age} ago</source>
        <translation>{symbol}, vor {age}</translation>
    </message>
    <message>
        <source>Last order event</source>
        <translation>Letztes Orderereignis</translation>
    </message>
    <message>
        <source>{at}, {age} ago</source>
        <translation>{at}, vor {age}</translation>
    </message>
    <message>
        <source>Lost {losses} in a day</source>
        <translation>{losses} in einem Tag verloren</translation>
    </message>
    <message>
        <source>None lost</source>
        <translation>Keine verloren</translation>
    </message>
    <message>
        <source>Streams</source>
        <translation>Datenströme</translation>
    </message>
    <message>
        <source>Token of {name}</source>
        <translation>Token von {name}</translation>
    </message>
    <message>
        <source>Not logged in</source>
        <translation>Nicht angemeldet</translation>
    </message>
    <message>
        <source>, renewed by itself</source>
        <translation>, erneuert sich selbst</translation>
    </message>
    <message>
        <source>Holds for {words}{renewed}</source>
        <translation>Gilt {words}{renewed}</translation>
    </message>
    <message>
        <source>Has run out</source>
        <translation>Ist abgelaufen</translation>
    </message>
    <message>
        <source>ahead of</source>
        <translation>vor</translation>
    </message>
    <message>
        <source>behind</source>
        <translation>hinter</translation>
    </message>
    <message>
        <source>{offset_s:.1f} s {way} the broker&apos;s, which tells whole seconds</source>
        <translation>{offset_s:.1f} s {way} der des Brokers, der ganze Sekunden nennt</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Uhr</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Platte</translation>
    </message>
    <message>
        <source>Not looked at yet</source>
        <translation>Noch nicht nachgesehen</translation>
    </message>
    <message>
        <source>{free:,} MB left</source>
        <translation>{free:,} MB frei</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>Hauptbuch</translation>
    </message>
    <message>
        <source>Down: {cause}</source>
        <translation>Ausgefallen: {cause}</translation>
    </message>
    <message>
        <source>{last_seq:,} events are on the disk</source>
        <translation>{last_seq:,} Ereignisse sind auf der Platte</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>Speech</source>
        <translation>Sprachausgabe</translation>
    </message>
    <message>
        <source>Tray</source>
        <translation>Infobereich</translation>
    </message>
    <message>
        <source>Keyring</source>
        <translation>Schlüsselbund</translation>
    </message>
    <message>
        <source>Monitors</source>
        <translation>Monitore</translation>
    </message>
    <message>
        <source>The system has no keyring: logins are sealed under a passphrase, asked for once.</source>
        <translation>Das System hat keinen Schlüsselbund: Anmeldungen sind unter einer Passphrase versiegelt, nach der einmal gefragt wird.</translation>
    </message>
    <message>
        <source>There is one monitor: what lay on another one comes back onto it.</source>
        <translation>Es gibt einen Monitor: was auf einem anderen lag, kommt auf ihn zurück.</translation>
    </message>
    <message>
        <source>The compositor places windows: floating panes keep their size, not their place.</source>
        <translation>Der Compositor setzt die Fenster: schwebende Fenster behalten ihre Größe, nicht ihren Ort.</translation>
    </message>
    <message>
        <source>Simulated market</source>
        <translation>Simulierter Markt</translation>
    </message>
    <message>
        <source>{name} quotes</source>
        <translation>Kurse von {name}</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>Spät</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Ausgefallen</translation>
    </message>
    <message>
        <source>Not asked for</source>
        <translation>Nicht verlangt</translation>
    </message>
    <message>
        <source>Debug</source>
        <translation>Debug</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>Kritisch</translation>
    </message>
    <message>
        <source>Least level shown</source>
        <translation>Geringste gezeigte Stufe</translation>
    </message>
    <message>
        <source>Show lines with…</source>
        <translation>Zeilen mit…</translation>
    </message>
    <message>
        <source>Show lines with a text</source>
        <translation>Zeilen mit einem Text zeigen</translation>
    </message>
    <message>
        <source>The selected line, whole</source>
        <translation>Die gewählte Zeile, ganz</translation>
    </message>
    <message>
        <source>{count:,} of the last {total:,}</source>
        <translation>{count:,} der letzten {total:,}</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Click → sent</source>
        <translation>Klick → gesendet</translation>
    </message>
    <message>
        <source>From the order being asked for, by a click or the API, to its being handed to the broker: rules and ledger included</source>
        <translation>Vom Auftrag, per Klick oder API, bis zur Übergabe an den Broker: Regeln und Hauptbuch eingeschlossen</translation>
    </message>
    <message>
        <source>Alert → filled</source>
        <translation>Alarm → ausgeführt</translation>
    </message>
    <message>
        <source>From an alert&apos;s arrival to the fill of what it asked for</source>
        <translation>Vom Eintreffen eines Alarms bis zur Ausführung dessen, was er verlangt</translation>
    </message>
    <message>
        <source>Tick → paint</source>
        <translation>Tick → Bild</translation>
    </message>
    <message>
        <source>From a tick of the active chart&apos;s symbol to the picture that shows it</source>
        <translation>Von einem Tick des Symbols im aktiven Chart bis zum Bild, das ihn zeigt</translation>
    </message>
    <message>
        <source>the system has no device to play on</source>
        <translation>das System hat kein Gerät, das ihn ausgibt</translation>
    </message>
    <message>
        <source>The system has no command that says words aloud.</source>
        <translation>Das System hat keinen Befehl, der Worte vorliest.</translation>
    </message>
    <message>
        <source>No sound: {error}.</source>
        <translation>Kein Ton: {error}.</translation>
    </message>
    <message>
        <source>No speech: {problem}.</source>
        <translation>Keine Sprachausgabe: {problem}.</translation>
    </message>
</context>
<context>
    <name>Drawings</name>
    <message>
        <source>No logarithm at or below 0: shown linear</source>
        <translation>Kein Logarithmus bei 0 und darunter: linear gezeigt</translation>
    </message>
    <message>
        <source>Fit prices</source>
        <translation>Preise einpassen</translation>
    </message>
    <message>
        <source>≤ 0: linear</source>
        <translation>≤ 0: linear</translation>
    </message>
    <message>
        <source>Heikin-Ashi, traded:</source>
        <translation>Heikin-Ashi, gehandelt:</translation>
    </message>
    <message>
        <source>Vol</source>
        <translation>Vol</translation>
    </message>
    <message>
        <source>No symbol chosen</source>
        <translation>Kein Symbol gewählt</translation>
    </message>
    <message>
        <source>Choose one with Ctrl+L</source>
        <translation>Wählen Sie eines mit Strg+L</translation>
    </message>
    <message>
        <source>To ticket</source>
        <translation>Ins Ticket</translation>
    </message>
    <message>
        <source>Fill in the ticket</source>
        <translation>Das Ticket ausfüllen</translation>
    </message>
    <message>
        <source>Fills in entry, stop and target; nothing is sent</source>
        <translation>Füllt Einstieg, Stop und Ziel aus; nichts wird gesendet</translation>
    </message>
    <message>
        <source>Words…</source>
        <translation>Text…</translation>
    </message>
    <message>
        <source>Words of the text</source>
        <translation>Wortlaut des Textes</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Linie</translation>
    </message>
    <message>
        <source>Lock drawing</source>
        <translation>Zeichnung sperren</translation>
    </message>
    <message>
        <source>Delete drawing</source>
        <translation>Zeichnung löschen</translation>
    </message>
    <message>
        <source>{words} of the drawing</source>
        <translation>{words} der Zeichnung</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>{words} drawing</source>
        <translation>Zeichnung: {words}</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>Zeichnen</translation>
    </message>
    <message>
        <source>Undo drawing</source>
        <translation>Zeichnen rückgängig</translation>
    </message>
    <message>
        <source>Redo drawing</source>
        <translation>Zeichnen wiederholen</translation>
    </message>
    <message>
        <source>Magnet</source>
        <translation>Einrasten</translation>
    </message>
    <message>
        <source>Hide all drawings</source>
        <translation>Alle Zeichnungen verbergen</translation>
    </message>
    <message>
        <source>Show hidden drawings ({count})</source>
        <translation>Verborgene Zeichnungen zeigen ({count})</translation>
    </message>
    <message>
        <source>Lock all drawings</source>
        <translation>Alle Zeichnungen sperren</translation>
    </message>
    <message>
        <source>Delete all drawings but locked ones</source>
        <translation>Alle Zeichnungen außer gesperrten löschen</translation>
    </message>
    <message>
        <source>To the ticket</source>
        <translation>Ins Ticket</translation>
    </message>
    <message>
        <source>Lock {name}</source>
        <translation>{name} sperren</translation>
    </message>
    <message>
        <source>Hide {name}</source>
        <translation>{name} verbergen</translation>
    </message>
    <message>
        <source>Delete {name}</source>
        <translation>{name} löschen</translation>
    </message>
    <message>
        <source>{count} hidden</source>
        <translation>{count} verborgen</translation>
    </message>
    <message>
        <source>{unknown} begins before the first bar</source>
        <translation>{unknown} beginnt vor der ersten Kerze</translation>
    </message>
    <message>
        <source>{unknown} begin before the first bar</source>
        <translation>{unknown} beginnen vor der ersten Kerze</translation>
    </message>
    <message>
        <source>{count} drawings, delete some to draw on</source>
        <translation>{count} Zeichnungen, löschen Sie einige, um weiterzuzeichnen</translation>
    </message>
    <message>
        <source>Trend line</source>
        <translation>Trendlinie</translation>
    </message>
    <message>
        <source>Ray</source>
        <translation>Strahl</translation>
    </message>
    <message>
        <source>Extended line</source>
        <translation>Verlängerte Linie</translation>
    </message>
    <message>
        <source>Horizontal line</source>
        <translation>Horizontale Linie</translation>
    </message>
    <message>
        <source>Vertical line</source>
        <translation>Vertikale Linie</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>Rechteck</translation>
    </message>
    <message>
        <source>Fibonacci retracement</source>
        <translation>Fibonacci-Retracement</translation>
    </message>
    <message>
        <source>Fibonacci extension</source>
        <translation>Fibonacci-Extension</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Messung</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Long position</source>
        <translation>Long-Position</translation>
    </message>
    <message>
        <source>Short position</source>
        <translation>Short-Position</translation>
    </message>
    <message>
        <source>Solid</source>
        <translation>Durchgezogen</translation>
    </message>
    <message>
        <source>Dashed</source>
        <translation>Gestrichelt</translation>
    </message>
    <message>
        <source>Dotted</source>
        <translation>Gepunktet</translation>
    </message>
    <message>
        <source>{count} bar</source>
        <translation>{count} Kerze</translation>
    </message>
    <message>
        <source>{count} bars</source>
        <translation>{count} Kerzen</translation>
    </message>
    <message>
        <source>Long</source>
        <translation>Long</translation>
    </message>
    <message>
        <source>Short</source>
        <translation>Short</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>{side} {size} at {entry}  {ratio} R</source>
        <translation>{side} {size} zu {entry}  {ratio} R</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>{count} letters are more than the {most_letters} of a text</source>
        <translation>{count} Zeichen sind mehr als die {most_letters} eines Textes</translation>
    </message>
    <message>
        <source>A text needs words; Esc leaves it away</source>
        <translation>Ein Text braucht Wörter; Esc lässt ihn weg</translation>
    </message>
    <message>
        <source>drawing {kind}</source>
        <translation>zeichnet {kind}</translation>
    </message>
    <message>
        <source>, locked</source>
        <translation>, gesperrt</translation>
    </message>
    <message>
        <source>{kind} at {prices}{locked}</source>
        <translation>{kind} bei {prices}{locked}</translation>
    </message>
</context>
<context>
    <name>Fault</name>
    <message>
        <source>{where}.kind: there is no broker {kind!r}{nearest}</source>
        <translation>{where}.kind: es gibt keinen Broker {kind!r}{nearest}</translation>
    </message>
    <message>
        <source>{where}.environment: {title} has {names}, and no {environment!r}</source>
        <translation>{where}.environment: {title} hat {names}, aber kein {environment!r}</translation>
    </message>
    <message>
        <source>{where}.{key}: give all of {names}, or none of them</source>
        <translation>{where}.{key}: geben Sie alle von {names} an, oder keines davon</translation>
    </message>
    <message>
        <source>{where}.{key}: {address!r} is no address of the web or of a socket</source>
        <translation>{where}.{key}: {address!r} ist weder eine Webadresse noch die eines Sockets</translation>
    </message>
    <message>
        <source>{where}.{key}: {scheme} would send the login in clear over the network; give {value}</source>
        <translation>{where}.{key}: {scheme} würde die Anmeldung im Klartext über das Netz senden; geben Sie {value} an</translation>
    </message>
    <message>
        <source>unknown setting {where}.{key}{nearest}</source>
        <translation>unbekannte Einstellung {where}.{key}{nearest}</translation>
    </message>
    <message>
        <source>{where}.{key}: give it in quotes</source>
        <translation>{where}.{key}: setzen Sie es in Anführungszeichen</translation>
    </message>
    <message>
        <source>{where}.{key}: a secret does not stand in the settings. {store}</source>
        <translation>{where}.{key}: ein Geheimnis steht nicht in den Einstellungen. {store}</translation>
    </message>
    <message>
        <source>Give it as {key} = &quot;…&quot;.</source>
        <translation>Geben Sie es als {key} = &quot;…&quot; an.</translation>
    </message>
    <message>
        <source>{where}.{key} is missing: {label}. {remedy}</source>
        <translation>{where}.{key} fehlt: {label}. {remedy}</translation>
    </message>
    <message>
        <source>Store it with `traderterminal secret set {name}` and write {key} = &quot;secret:{name}&quot;.</source>
        <translation>Hinterlegen Sie es mit `traderterminal secret set {name}`, und schreiben Sie {key} = &quot;secret:{name}&quot;.</translation>
    </message>
    <message>
        <source>{path} could not be changed: {error}</source>
        <translation>{path} konnte nicht geändert werden: {error}</translation>
    </message>
    <message>
        <source>{path} cannot be written: {error}</source>
        <translation>{path} kann nicht geschrieben werden: {error}</translation>
    </message>
    <message>
        <source>there is an account {account!r} already: choose another name</source>
        <translation>es gibt schon ein Konto {account!r}: wählen Sie einen anderen Namen</translation>
    </message>
    <message>
        <source>must be a whole number</source>
        <translation>muss eine ganze Zahl sein</translation>
    </message>
    <message>
        <source>must be a number</source>
        <translation>muss eine Zahl sein</translation>
    </message>
    <message>
        <source>must be true or false</source>
        <translation>muss true oder false sein</translation>
    </message>
    <message>
        <source>must be one of {expected}</source>
        <translation>muss eines davon sein: {expected}</translation>
    </message>
    <message>
        <source>must be more than {gt}</source>
        <translation>muss größer als {gt} sein</translation>
    </message>
    <message>
        <source>must be {ge} or more</source>
        <translation>muss mindestens {ge} sein</translation>
    </message>
    <message>
        <source>must be less than {lt}</source>
        <translation>muss kleiner als {lt} sein</translation>
    </message>
    <message>
        <source>must be {le} or less</source>
        <translation>darf höchstens {le} sein</translation>
    </message>
    <message>
        <source>must be a text</source>
        <translation>muss ein Text sein</translation>
    </message>
    <message>
        <source>must be of the form {pattern}</source>
        <translation>muss die Form {pattern} haben</translation>
    </message>
    <message>
        <source>must have {min_length} characters or more</source>
        <translation>muss mindestens {min_length} Zeichen haben</translation>
    </message>
    <message>
        <source>must have {max_length} characters or fewer</source>
        <translation>darf höchstens {max_length} Zeichen haben</translation>
    </message>
    <message>
        <source>must be a list</source>
        <translation>muss eine Liste sein</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>; the nearest valid one is {name}</source>
        <translation>; am nächsten kommt {name}</translation>
    </message>
    <message>
        <source>{zone!r} is no time zone such as America/New_York</source>
        <translation>{zone!r} ist keine Zeitzone wie America/New_York</translation>
    </message>
    <message>
        <source>{one!r} is no currency such as USD</source>
        <translation>{one!r} ist keine Währung wie USD</translation>
    </message>
    <message>
        <source>a paper account has the mode simulator; {mode} needs a broker</source>
        <translation>ein Paper-Konto hat den Modus simulator; {mode} braucht einen Broker</translation>
    </message>
    <message>
        <source>an account at a broker has the mode sandbox, hybrid or live</source>
        <translation>ein Konto bei einem Broker hat den Modus sandbox, hybrid oder live</translation>
    </message>
    <message>
        <source>a paper account is at no broker</source>
        <translation>ein Paper-Konto liegt bei keinem Broker</translation>
    </message>
    <message>
        <source>say which of [brokers] the account is at, and its number there</source>
        <translation>geben Sie an, bei welchem aus [brokers] das Konto liegt, und seine Nummer dort</translation>
    </message>
    <message>
        <source>a broker tells itself what an account holds</source>
        <translation>ein Broker meldet selbst, was ein Konto enthält</translation>
    </message>
    <message>
        <source>a paper account trades at {kind_paper} alone</source>
        <translation>ein Paper-Konto handelt nur bei {kind_paper}</translation>
    </message>
    <message>
        <source>{key} stands at the account, too: keep one of both</source>
        <translation>{key} steht auch beim Konto: behalten Sie eines von beiden</translation>
    </message>
    <message>
        <source>the accounts of all brokers here are in USD</source>
        <translation>die Konten aller Broker hier lauten auf USD</translation>
    </message>
    <message>
        <source>give one of ticks, points, percent, money</source>
        <translation>geben Sie eines an: ticks, points, percent, money</translation>
    </message>
    <message>
        <source>an account stands twice in the group</source>
        <translation>ein Konto steht zweimal in der Gruppe</translation>
    </message>
    <message>
        <source>two accounts have the same id</source>
        <translation>zwei Konten haben dieselbe id</translation>
    </message>
    <message>
        <source>the accounts of one program are in one currency, for their results are added up; here are {names}: give some a --data-dir of their own</source>
        <translation>die Konten eines Programms lauten auf eine Währung, denn ihre Ergebnisse werden addiert; hier sind {names}: geben Sie einigen ein eigenes --data-dir</translation>
    </message>
    <message>
        <source>{name!r} cannot be the name of a broker</source>
        <translation>{name!r} kann nicht der Name eines Brokers sein</translation>
    </message>
    <message>
        <source>groups.{name}: {account} is {mode}; a delay, a stop or a target of its own is for paper accounts</source>
        <translation>groups.{name}: {account} ist {mode}; Verzögerung, Stop oder Ziel für sich haben nur Paper-Konten</translation>
    </message>
    <message>
        <source>{where}.kind: {broker} is a login at {kind}, not at {kind_2}</source>
        <translation>{where}.kind: {broker} ist eine Anmeldung bei {kind}, nicht bei {kind_2}</translation>
    </message>
    <message>
        <source>{where}.numbers.{broker} is missing: the account&apos;s id at that broker</source>
        <translation>{where}.numbers.{broker} fehlt: die Kontonummer bei diesem Broker</translation>
    </message>
    <message>
        <source>{where}: there is no account {name!r}{nearest}</source>
        <translation>{where}: es gibt kein Konto {name!r}{nearest}</translation>
    </message>
    <message>
        <source>{where}: there is no group {name!r}{nearest}</source>
        <translation>{where}: es gibt keine Gruppe {name!r}{nearest}</translation>
    </message>
    <message>
        <source>{where}: there is no broker {name!r}{nearest}</source>
        <translation>{where}: es gibt keinen Broker {name!r}{nearest}</translation>
    </message>
    <message>
        <source>{environment}, where all accounts are {its}, not {mode}</source>
        <translation>{environment}, wo alle Konten {its} sind, nicht {mode}</translation>
    </message>
    <message>
        <source>{path} cannot be read: {error}</source>
        <translation>{path} ist nicht lesbar: {error}</translation>
    </message>
    <message>
        <source>accounts.{account}.mode: brokers.{name}.environment is {told}</source>
        <translation>accounts.{account}.mode: brokers.{name}.environment ist {told}</translation>
    </message>
    <message>
        <source>accounts.{account}.mode: hybrid fills on the quotes of {broker}: set [market] source = &quot;{account}&quot;, or start with --market {account}</source>
        <translation>accounts.{account}.mode: hybrid führt zu den Kursen von {broker} aus: setzen Sie [market] source = &quot;{account}&quot;, oder starten Sie mit --market {account}</translation>
    </message>
    <message>
        <source>Nothing was written: {error}</source>
        <translation>Nichts wurde geschrieben: {error}</translation>
    </message>
    <message>
        <source>Written, but the limits hold from the next start on: {cause}</source>
        <translation>Geschrieben, aber die Limits gelten erst ab dem nächsten Start: {cause}</translation>
    </message>
    <message>
        <source>{label} must be a whole number, was {value!r}</source>
        <translation>{label} muss eine ganze Zahl sein, war {value!r}</translation>
    </message>
    <message>
        <source>{label} must be {least} to {most}, was {value}</source>
        <translation>{label} muss {least} bis {most} sein, war {value}</translation>
    </message>
    <message>
        <source>{label} must be a number, was {value!r}</source>
        <translation>{label} muss eine Zahl sein, war {value!r}</translation>
    </message>
    <message>
        <source>{label} must be {least:g} to {most:g}, was {value}</source>
        <translation>{label} muss {least:g} bis {most:g} sein, war {value}</translation>
    </message>
    <message>
        <source>{label} must be one of {options}: {value!r}</source>
        <translation>{label} muss eines von {options} sein: {value!r}</translation>
    </message>
    <message>
        <source>{path}: reading was broken off</source>
        <translation>{path}: das Lesen wurde abgebrochen</translation>
    </message>
    <message>
        <source>{path}: there is nothing in it but its header</source>
        <translation>{path}: darin steht nur die Kopfzeile</translation>
    </message>
    <message>
        <source>{path} cannot be read: {value}</source>
        <translation>{path} ist nicht lesbar: {value}</translation>
    </message>
    <message>
        <source>{path}: line 1: {error}</source>
        <translation>{path}: Zeile 1: {error}</translation>
    </message>
    <message>
        <source>{path}: line {number}: {error}</source>
        <translation>{path}: Zeile {number}: {error}</translation>
    </message>
    <message>
        <source>{path}: broken off after line {number}: {error}</source>
        <translation>{path}: bricht nach Zeile {number} ab: {error}</translation>
    </message>
    <message>
        <source>{path}: line 1: not the header of a known format; it must be {known}</source>
        <translation>{path}: Zeile 1: keine Kopfzeile eines bekannten Formats; sie muss {known} sein</translation>
    </message>
    <message>
        <source>{path}: line 1: the header must be {header}</source>
        <translation>{path}: Zeile 1: die Kopfzeile muss {header} sein</translation>
    </message>
    <message>
        <source>{path} is sealed by a passphrase, which was not given</source>
        <translation>{path} ist mit einer Passphrase versiegelt, die nicht angegeben wurde</translation>
    </message>
    <message>
        <source>{name!r} cannot be the name of a secret: letters, digits, _ . - only</source>
        <translation>{name!r} kann nicht der Name eines Geheimnisses sein: nur Buchstaben, Ziffern, _ . -</translation>
    </message>
    <message>
        <source>the secret {name} must have 1 to {longest:,} characters</source>
        <translation>das Geheimnis {name} muss 1 bis {longest:,} Zeichen haben</translation>
    </message>
    <message>
        <source>{path} has not been opened</source>
        <translation>{path} wurde nicht geöffnet</translation>
    </message>
    <message>
        <source>{path} was sealed anew meanwhile: start again</source>
        <translation>{path} wurde inzwischen neu versiegelt: starten Sie neu</translation>
    </message>
    <message>
        <source>the passphrase does not open {path}</source>
        <translation>die Passphrase öffnet {path} nicht</translation>
    </message>
    <message>
        <source>the keyring holds no key to {path}. Remove that file and set the secrets again.</source>
        <translation>der Schlüsselbund hat keinen Schlüssel zu {path}. Entfernen Sie die Datei, und hinterlegen Sie die Geheimnisse neu.</translation>
    </message>
    <message>
        <source>{path} was written by a newer version of this program</source>
        <translation>{path} wurde von einer neueren Version dieses Programms geschrieben</translation>
    </message>
    <message>
        <source>the key to {path} lies in a keyring, and there is none here. Start the keyring, or remove that file and set the secrets again under a passphrase.</source>
        <translation>der Schlüssel zu {path} liegt in einem Schlüsselbund, und hier gibt es keinen. Starten Sie den Schlüsselbund, oder entfernen Sie die Datei, und hinterlegen Sie die Geheimnisse neu unter einer Passphrase.</translation>
    </message>
    <message>
        <source>the keyring cannot be used: {error}. Unlock it and try again.</source>
        <translation>der Schlüsselbund ist nicht zu benutzen: {error}. Entsperren Sie ihn, und versuchen Sie es wieder.</translation>
    </message>
    <message>
        <source>{path} is damaged. Remove it and set the secrets again.</source>
        <translation>{path} ist beschädigt. Entfernen Sie die Datei, und hinterlegen Sie die Geheimnisse neu.</translation>
    </message>
    <message>
        <source>{words!r} is no time such as 09:30 or 2024-01-11 09:30</source>
        <translation>{words!r} ist keine Zeit wie 09:30 oder 2024-01-11 09:30</translation>
    </message>
    <message>
        <source>{words} does not lie in what is replayed</source>
        <translation>{words} liegt nicht in dem, was abgespielt wird</translation>
    </message>
    <message>
        <source>without a symbol there is no exchange whose clock to go by</source>
        <translation>ohne Symbol gibt es keine Börse, nach deren Uhr es ginge</translation>
    </message>
    <message>
        <source>{path} has not been read yet</source>
        <translation>{path} wurde noch nicht gelesen</translation>
    </message>
    <message>
        <source>there is no practice venue of {kind}</source>
        <translation>es gibt keine Übungsbörse von {kind}</translation>
    </message>
    <message>
        <source>the practice venue {kind} cannot be started: {error}</source>
        <translation>die Übungsbörse {kind} lässt sich nicht starten: {error}</translation>
    </message>
    <message>
        <source>the practice venue {kind} did not become ready; see {path}</source>
        <translation>die Übungsbörse {kind} wurde nicht bereit; siehe {path}</translation>
    </message>
    <message>
        <source>nothing is stored of {symbol} in that time</source>
        <translation>von {symbol} ist aus dieser Zeit nichts gespeichert</translation>
    </message>
    <message>
        <source>{path} is larger than {most} MB</source>
        <translation>{path} ist größer als {most} MB</translation>
    </message>
    <message>
        <source>{path} is no calendar: its name must end in .csv or .ics</source>
        <translation>{path} ist kein Kalender: der Name muss auf .csv oder .ics enden</translation>
    </message>
    <message>
        <source>line {line}: {reason}</source>
        <translation>Zeile {line}: {reason}</translation>
    </message>
    <message>
        <source>and {more} more</source>
        <translation>und {more} weitere</translation>
    </message>
    <message>
        <source>{path}: line {line}: {error}</source>
        <translation>{path}: Zeile {line}: {error}</translation>
    </message>
    <message>
        <source>{path} is empty: its first line must name the columns</source>
        <translation>{path} ist leer: die erste Zeile muss die Spalten nennen</translation>
    </message>
    <message>
        <source>{path} has more than {most:,} events</source>
        <translation>{path} hat mehr als {most:,} Ereignisse</translation>
    </message>
    <message>
        <source>{path}: the first line must name the columns; these are missing: {names}</source>
        <translation>{path}: die erste Zeile muss die Spalten nennen; es fehlen: {names}</translation>
    </message>
    <message>
        <source>there is no event</source>
        <translation>es steht kein Ereignis da</translation>
    </message>
    <message>
        <source>{text!r} is no date such as 2026-12-01</source>
        <translation>{text!r} ist kein Datum wie 2026-12-01</translation>
    </message>
    <message>
        <source>{text!r} is no time such as 08:30</source>
        <translation>{text!r} ist keine Uhrzeit wie 08:30</translation>
    </message>
    <message>
        <source>{text!r} is no time zone such as America/New_York</source>
        <translation>{text!r} ist keine Zeitzone wie America/New_York</translation>
    </message>
    <message>
        <source>{at:%Y-%m-%d %H:%M} is skipped there: the clocks go forward</source>
        <translation>{at:%Y-%m-%d %H:%M} gibt es dort nicht: die Uhren werden vorgestellt</translation>
    </message>
    <message>
        <source>{word!r} is no importance: high, medium or low</source>
        <translation>{word!r} ist keine Wichtigkeit: high, medium oder low</translation>
    </message>
    <message>
        <source>{path} is no calendar: {error}</source>
        <translation>{path} ist kein Kalender: {error}</translation>
    </message>
    <message>
        <source>the event has no {field}</source>
        <translation>das Ereignis hat kein {field}</translation>
    </message>
    <message>
        <source>the time zone {zone} is not known</source>
        <translation>die Zeitzone {zone} ist nicht bekannt</translation>
    </message>
    <message>
        <source>the event repeats more often than hourly</source>
        <translation>das Ereignis wiederholt sich öfter als stündlich</translation>
    </message>
    <message>
        <source>the repetition cannot be worked out: {error}</source>
        <translation>die Wiederholung ist nicht zu berechnen: {error}</translation>
    </message>
</context>
<context>
    <name>Groups</name>
    <message>
        <source>Repair {group}…</source>
        <translation>{group} angleichen…</translation>
    </message>
    <message>
        <source>Repair…</source>
        <translation>Angleichen…</translation>
    </message>
    <message>
        <source>No groups</source>
        <translation>Keine Gruppen</translation>
    </message>
    <message>
        <source>List accounts under [groups.NAME] in config.toml: an alert, or an order through the API, then trades on all of them, each with its share.</source>
        <translation>Führen Sie Konten unter [groups.NAME] in config.toml auf: ein Alarm, oder eine Order über die API, wird dann auf allen gehandelt, auf jedem mit seinem Anteil.</translation>
    </message>
    <message>
        <source>Repair {group}</source>
        <translation>{group} angleichen</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Angleichen</translation>
    </message>
    <message>
        <source>every follower follows</source>
        <translation>alle folgen</translation>
    </message>
    <message>
        <source>Every order passes the rules of its account. What was traded by hand beside the group stays, where it does not stand against it.</source>
        <translation>Jede Order durchläuft die Regeln ihres Kontos. Was neben der Gruppe von Hand gehandelt wurde, bleibt, wo es ihr nicht entgegensteht.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel, send nothing</source>
        <translation>Abbrechen, nichts senden</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Repair {group}?</source>
        <translation>{group} angleichen?</translation>
    </message>
    <message>
        <source> Orders on their way are counted.</source>
        <translation> Orders unterwegs sind mitgezählt.</translation>
    </message>
    <message>
        <source>Send 1 order</source>
        <translation>1 Order senden</translation>
    </message>
    <message>
        <source>Send {count} orders</source>
        <translation>{count} Orders senden</translation>
    </message>
    <message>
        <source>{words} to repair {group}</source>
        <translation>{words}, um {group} anzugleichen</translation>
    </message>
    <message>
        <source>1 position does not follow</source>
        <translation>1 Position folgt nicht</translation>
    </message>
    <message>
        <source>{count} positions do not follow</source>
        <translation>{count} Positionen folgen nicht</translation>
    </message>
    <message>
        <source>{name} of {group}, {share}: {follows}. {text}</source>
        <translation>{name} von {group}, {share}: {follows}. {text}</translation>
    </message>
    <message>
        <source>Sell 1,000 MNQH2024 · Part filled</source>
        <translation>Verkauf 1,000 MNQH2024 · Teilausgeführt</translation>
    </message>
    <message>
        <source>Follows</source>
        <translation>Folgt</translation>
    </message>
    <message>
        <source>{trades} for the group, net of fees</source>
        <translation>{trades} für die Gruppe, nach Gebühren</translation>
    </message>
    <message>
        <source>Leads</source>
        <translation>Führt</translation>
    </message>
    <message>
        <source>{delay_s} s later</source>
        <translation>{delay_s} s später</translation>
    </message>
    <message>
        <source>, orders on their way</source>
        <translation>, Orders unterwegs</translation>
    </message>
    <message>
        <source>Holds {held} of {wanted} {symbol}{settling}</source>
        <translation>Hält {held} von {wanted} {symbol}{settling}</translation>
    </message>
    <message>
        <source>to hold {target}{by_hand}</source>
        <translation>um {target} zu halten{by_hand}</translation>
    </message>
    <message>
        <source>{side} {size} {symbol} at the market, {after}</source>
        <translation>{side} {size} {symbol} zum Markt, {after}</translation>
    </message>
    <message>
        <source>, in the place of {words} by hand</source>
        <translation>, anstelle von {words} von Hand</translation>
    </message>
    <message>
        <source>, {words} of it by hand</source>
        <translation>, davon {words} von Hand</translation>
    </message>
</context>
<context>
    <name>Guide</name>
    <message>
        <source>Look round</source>
        <translation>Sehen Sie sich um</translation>
    </message>
    <message>
        <source>Chart, ladder and ticket show a simulated market that never closes. F6 walks from pane to pane; the View menu brings closed ones back. Nothing leaves this machine.</source>
        <translation>Chart, DOM und Ticket zeigen einen simulierten Markt, der nie schließt. F6 geht von Fenster zu Fenster; das Menü Ansicht holt geschlossene zurück. Nichts verlässt diesen Rechner.</translation>
    </message>
    <message>
        <source>How it works</source>
        <translation>So funktioniert es</translation>
    </message>
    <message>
        <source>Your first paper trade</source>
        <translation>Ihr erster Paper-Trade</translation>
    </message>
    <message>
        <source>Choose Market in the ticket, press Buy or Sell and send the order from its preview. It fills at once, on paper. Close in the Positions pane takes you out again. Armed at the top sends without a preview.</source>
        <translation>Wählen Sie Markt im Ticket, drücken Sie Kauf oder Verkauf und senden Sie die Order aus ihrer Vorschau. Sie wird sofort auf Paper ausgeführt. Schließen im Fenster Positionen holt Sie wieder heraus. Scharf sendet ohne Vorschau.</translation>
    </message>
    <message>
        <source>Show ticket</source>
        <translation>Ticket zeigen</translation>
    </message>
    <message>
        <source>Show positions</source>
        <translation>Positionen zeigen</translation>
    </message>
    <message>
        <source>Your first alert</source>
        <translation>Ihr erster Alarm</translation>
    </message>
    <message>
        <source>Send test alert</source>
        <translation>Testalarm senden</translation>
    </message>
    <message>
        <source>TradingView posts such a message to this program. Build yours and copy it to paste it there; send one from here to see what becomes of it.</source>
        <translation>TradingView sendet solche Nachrichten. Bauen Sie Ihre und kopieren Sie sie dorthin; ein Testalarm zeigt, was daraus wird.</translation>
    </message>
    <message>
        <source>Build message</source>
        <translation>Nachricht bauen</translation>
    </message>
    <message>
        <source>Show alerts</source>
        <translation>Alarme zeigen</translation>
    </message>
    <message>
        <source>Your limits</source>
        <translation>Ihre Limits</translation>
    </message>
    <message>
        <source>Set the loss of a day from which entries are refused. Exits are never refused. Tighter limits hold at once, looser ones after a minute.</source>
        <translation>Setzen Sie den Tagesverlust, ab dem Einstiege abgelehnt werden. Ausstiege werden nie abgelehnt. Engere Limits gelten sofort, weitere nach einer Minute.</translation>
    </message>
    <message>
        <source>Set limits…</source>
        <translation>Limits setzen…</translation>
    </message>
    <message>
        <source>Connect a broker</source>
        <translation>Einen Broker verbinden</translation>
    </message>
    <message>
        <source>Practise on a venue on this machine that speaks a broker&apos;s own protocol, or add a login of yours. Real money is armed apart.</source>
        <translation>Üben Sie an einer Börse auf diesem Rechner, die das Protokoll eines Brokers spricht, oder fügen Sie eine eigene Anmeldung hinzu. Echtes Geld wird eigens scharf geschaltet.</translation>
    </message>
    <message>
        <source>Show brokers</source>
        <translation>Broker zeigen</translation>
    </message>
    <message>
        <source>About connections</source>
        <translation>Über Verbindungen</translation>
    </message>
    <message>
        <source>The test alert was not sent</source>
        <translation>Der Testalarm wurde nicht gesendet</translation>
    </message>
    <message>
        <source>It would go to accounts that are not on paper: set webhook.default_group to one.</source>
        <translation>Er ginge an Konten, die nicht auf Paper sind: setzen Sie webhook.default_group auf eines.</translation>
    </message>
    <message>
        <source>{accounts}: let an alert to buy 1 {symbol} come in</source>
        <translation>{accounts}: einen Alarm eingehen lassen, 1 {symbol} zu kaufen</translation>
    </message>
    <message>
        <source>Step {number} of {count}</source>
        <translation>Schritt {number} von {count}</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>Einführung</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Back to the step before</source>
        <translation>Zurück zum vorigen Schritt</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Skip guide</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>{where} · done</source>
        <translation>{where} · erledigt</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>{words} in the guide</source>
        <translation>{words} in der Einführung</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close Help</source>
        <translation>Hilfe schließen</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
</context>
<context>
    <name>Hindsight</name>
    <message>
        <source>As if nothing had held it back</source>
        <translation>Als hätte nichts ihn aufgehalten</translation>
    </message>
    <message>
        <source>What would have happened</source>
        <translation>Was geschehen wäre</translation>
    </message>
    <message>
        <source>What would have happened. {words}</source>
        <translation>Was geschehen wäre. {words}</translation>
    </message>
    <message>
        <source>If it came now: {words}</source>
        <translation>Käme er jetzt: {words}</translation>
    </message>
    <message>
        <source>What came first within a minute is not known: the worse is taken.</source>
        <translation>Was innerhalb einer Minute zuerst kam, ist nicht bekannt: Das Schlechtere ist angenommen.</translation>
    </message>
    <message>
        <source>Its stop would have followed the market; that is not reckoned.</source>
        <translation>Sein Stop wäre dem Markt gefolgt; das ist nicht gerechnet.</translation>
    </message>
    <message>
        <source>Reckoned by minutes.</source>
        <translation>Nach Minuten gerechnet.</translation>
    </message>
    <message>
        <source>{order} would have filled @ {price}, the {side} of then</source>
        <translation>{order} wäre zu {price} ausgeführt worden, dem damaligen {side}</translation>
    </message>
    <message>
        <source>{order} would have filled @ {price}, the first trade after it, at {at}</source>
        <translation>{order} wäre zu {price} ausgeführt worden, dem ersten Handel danach, um {at}</translation>
    </message>
    <message>
        <source>{order} would have filled @ {price} or better, in the minute in which it came</source>
        <translation>{order} wäre zu {price} oder besser ausgeführt worden, in der Minute, in der er kam</translation>
    </message>
    <message>
        <source>{order} would have filled @ {price} at {at}</source>
        <translation>{order} wäre um {at} zu {price} ausgeführt worden</translation>
    </message>
    <message>
        <source>{order} would not have filled so far: the market has not come to its price</source>
        <translation>{order} wäre bisher nicht ausgeführt worden: Der Markt ist nicht bis zu seinem Preis gekommen</translation>
    </message>
    <message>
        <source>{order} would have waited in a way that prices alone do not tell of</source>
        <translation>{order} hätte auf eine Weise gewartet, über die Preise allein nichts sagen</translation>
    </message>
    <message>
        <source>{order} was not sent, and what came of it cannot be told: no price of that time is known</source>
        <translation>{order} wurde nicht gesendet, und was daraus geworden wäre, lässt sich nicht sagen: Aus jener Zeit ist kein Preis bekannt</translation>
    </message>
    <message>
        <source>Bought {quantity} {symbol} @ {price}</source>
        <translation>{quantity} {symbol} zu {price} gekauft</translation>
    </message>
    <message>
        <source>Sold {quantity} {symbol} @ {price}</source>
        <translation>{quantity} {symbol} zu {price} verkauft</translation>
    </message>
    <message>
        <source>{done}. What it was quoted at when the alert came is not known.</source>
        <translation>{done}. Wie der Markt stand, als der Alarm kam, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>{done}, the {side} of {price} when the alert came.</source>
        <translation>{done}, dem {side} von {price}, als der Alarm kam.</translation>
    </message>
    <message>
        <source>{done}, {ticks} t worse than the {side} of {price} when the alert came.</source>
        <translation>{done}, {ticks} t schlechter als der {side} von {price}, als der Alarm kam.</translation>
    </message>
    <message>
        <source>{done}, {ticks} t better than the {side} of {price} when the alert came.</source>
        <translation>{done}, {ticks} t besser als der {side} von {price}, als der Alarm kam.</translation>
    </message>
    <message>
        <source>There was nothing to trade, as positions stand now.</source>
        <translation>Es gab nichts zu handeln, so wie die Positionen jetzt stehen.</translation>
    </message>
    <message>
        <source>As positions stand now: {told}</source>
        <translation>So wie die Positionen jetzt stehen: {told}</translation>
    </message>
    <message>
        <source>{result} after fees.</source>
        <translation>{result} nach Gebühren.</translation>
    </message>
    <message>
        <source>stopped @ {price} at {at}</source>
        <translation>um {at} zu {price} ausgestoppt</translation>
    </message>
    <message>
        <source>target {number} @ {price} at {at}</source>
        <translation>Ziel {number} um {at} zu {price}</translation>
    </message>
    <message>
        <source>{quantity} still open, now {price}</source>
        <translation>{quantity} noch offen, jetzt {price}</translation>
    </message>
</context>
<context>
    <name>Indicator</name>
    <message>
        <source>Moving averages</source>
        <translation>Gleitende Durchschnitte</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>Momentum</translation>
    </message>
    <message>
        <source>Volatility</source>
        <translation>Volatilität</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Volumen</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>Trend</translation>
    </message>
    <message>
        <source>Levels</source>
        <translation>Kursmarken</translation>
    </message>
    <message>
        <source>Profiles</source>
        <translation>Profile</translation>
    </message>
    <message>
        <source>Simple moving average</source>
        <translation>Einfacher gleitender Durchschnitt</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Exponential moving average</source>
        <translation>Exponentieller gleitender Durchschnitt</translation>
    </message>
    <message>
        <source>Weighted moving average</source>
        <translation>Gewichteter gleitender Durchschnitt</translation>
    </message>
    <message>
        <source>Hull moving average</source>
        <translation>Hull-Durchschnitt</translation>
    </message>
    <message>
        <source>Wilder&apos;s moving average</source>
        <translation>Wilders gleitender Durchschnitt</translation>
    </message>
    <message>
        <source>Triangular moving average</source>
        <translation>Dreieckiger gleitender Durchschnitt</translation>
    </message>
    <message>
        <source>Double exponential moving average</source>
        <translation>Doppelt exponentieller Durchschnitt</translation>
    </message>
    <message>
        <source>Triple exponential moving average</source>
        <translation>Dreifach exponentieller Durchschnitt</translation>
    </message>
    <message>
        <source>Volume-weighted moving average</source>
        <translation>Volumengewichteter gleitender Durchschnitt</translation>
    </message>
    <message>
        <source>Kaufman&apos;s adaptive moving average</source>
        <translation>Kaufmans adaptiver Durchschnitt</translation>
    </message>
    <message>
        <source>Fast</source>
        <translation>Schnell</translation>
    </message>
    <message>
        <source>Slow</source>
        <translation>Langsam</translation>
    </message>
    <message>
        <source>Relative strength index</source>
        <translation>Relative-Stärke-Index</translation>
    </message>
    <message>
        <source>Stochastic RSI</source>
        <translation>Stochastischer RSI</translation>
    </message>
    <message>
        <source>RSI length</source>
        <translation>Länge des RSI</translation>
    </message>
    <message>
        <source>Stochastic length</source>
        <translation>Länge der Stochastik</translation>
    </message>
    <message>
        <source>%K smoothing</source>
        <translation>Glättung von %K</translation>
    </message>
    <message>
        <source>%D smoothing</source>
        <translation>Glättung von %D</translation>
    </message>
    <message>
        <source>Stochastic</source>
        <translation>Stochastik</translation>
    </message>
    <message>
        <source>Williams %R</source>
        <translation>Williams %R</translation>
    </message>
    <message>
        <source>Fast length</source>
        <translation>Schnelle Länge</translation>
    </message>
    <message>
        <source>Slow length</source>
        <translation>Langsame Länge</translation>
    </message>
    <message>
        <source>Signal length</source>
        <translation>Länge des Signals</translation>
    </message>
    <message>
        <source>Signal</source>
        <translation>Signal</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>Histogramm</translation>
    </message>
    <message>
        <source>Percentage price oscillator</source>
        <translation>Prozentualer Preisoszillator</translation>
    </message>
    <message>
        <source>Commodity channel index</source>
        <translation>Commodity Channel Index</translation>
    </message>
    <message>
        <source>Rate of change</source>
        <translation>Änderungsrate</translation>
    </message>
    <message>
        <source>Ultimate oscillator</source>
        <translation>Ultimate Oscillator</translation>
    </message>
    <message>
        <source>Middle length</source>
        <translation>Mittlere Länge</translation>
    </message>
    <message>
        <source>Chande momentum oscillator</source>
        <translation>Chande-Momentum-Oszillator</translation>
    </message>
    <message>
        <source>True range</source>
        <translation>True Range</translation>
    </message>
    <message>
        <source>Average true range</source>
        <translation>Average True Range</translation>
    </message>
    <message>
        <source>Standard deviation</source>
        <translation>Standardabweichung</translation>
    </message>
    <message>
        <source>Deviation</source>
        <translation>Abweichung</translation>
    </message>
    <message>
        <source>Bollinger bands</source>
        <translation>Bollinger-Bänder</translation>
    </message>
    <message>
        <source>Standard deviations</source>
        <translation>Standardabweichungen</translation>
    </message>
    <message>
        <source>Middle</source>
        <translation>Mitte</translation>
    </message>
    <message>
        <source>Upper</source>
        <translation>Oben</translation>
    </message>
    <message>
        <source>Lower</source>
        <translation>Unten</translation>
    </message>
    <message>
        <source>Bollinger %B</source>
        <translation>Bollinger %B</translation>
    </message>
    <message>
        <source>Bollinger bandwidth</source>
        <translation>Bollinger-Bandbreite</translation>
    </message>
    <message>
        <source>Bandwidth</source>
        <translation>Bandbreite</translation>
    </message>
    <message>
        <source>Keltner channel</source>
        <translation>Keltner-Kanal</translation>
    </message>
    <message>
        <source>Multiplier</source>
        <translation>Faktor</translation>
    </message>
    <message>
        <source>ATR length</source>
        <translation>Länge der ATR</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Donchian channel</source>
        <translation>Donchian-Kanal</translation>
    </message>
    <message>
        <source>Choppiness index</source>
        <translation>Choppiness-Index</translation>
    </message>
    <message>
        <source>Choppiness</source>
        <translation>Choppiness</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>Durchschnitt</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Periode</translation>
    </message>
    <message>
        <source>Inner bands</source>
        <translation>Innere Bänder</translation>
    </message>
    <message>
        <source>Outer bands</source>
        <translation>Äußere Bänder</translation>
    </message>
    <message>
        <source>Upper 1</source>
        <translation>Oben 1</translation>
    </message>
    <message>
        <source>Lower 1</source>
        <translation>Unten 1</translation>
    </message>
    <message>
        <source>Upper 2</source>
        <translation>Oben 2</translation>
    </message>
    <message>
        <source>Lower 2</source>
        <translation>Unten 2</translation>
    </message>
    <message>
        <source>Anchored VWAP</source>
        <translation>Verankerter VWAP</translation>
    </message>
    <message>
        <source>Anchor</source>
        <translation>Anker</translation>
    </message>
    <message>
        <source>On-balance volume</source>
        <translation>On-Balance-Volumen</translation>
    </message>
    <message>
        <source>Cumulative volume delta</source>
        <translation>Kumuliertes Volumendelta</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Money flow index</source>
        <translation>Money-Flow-Index</translation>
    </message>
    <message>
        <source>Chaikin money flow</source>
        <translation>Chaikin-Geldfluss</translation>
    </message>
    <message>
        <source>Accumulation/distribution</source>
        <translation>Akkumulation/Distribution</translation>
    </message>
    <message>
        <source>Chaikin oscillator</source>
        <translation>Chaikin-Oszillator</translation>
    </message>
    <message>
        <source>Oscillator</source>
        <translation>Oszillator</translation>
    </message>
    <message>
        <source>Directional movement (ADX)</source>
        <translation>Gerichtete Bewegung (ADX)</translation>
    </message>
    <message>
        <source>ADX smoothing</source>
        <translation>Glättung des ADX</translation>
    </message>
    <message>
        <source>Aroon</source>
        <translation>Aroon</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Ab</translation>
    </message>
    <message>
        <source>Vortex</source>
        <translation>Vortex</translation>
    </message>
    <message>
        <source>Ichimoku cloud</source>
        <translation>Ichimoku-Wolke</translation>
    </message>
    <message>
        <source>Conversion length</source>
        <translation>Länge Wendelinie</translation>
    </message>
    <message>
        <source>Base length</source>
        <translation>Länge Basislinie</translation>
    </message>
    <message>
        <source>Span B length</source>
        <translation>Länge Span B</translation>
    </message>
    <message>
        <source>Displacement</source>
        <translation>Versatz</translation>
    </message>
    <message>
        <source>Conversion (Tenkan)</source>
        <translation>Wendelinie (Tenkan)</translation>
    </message>
    <message>
        <source>Base (Kijun)</source>
        <translation>Basislinie (Kijun)</translation>
    </message>
    <message>
        <source>Leading span A (Senkou A)</source>
        <translation>Führende Spanne A (Senkou A)</translation>
    </message>
    <message>
        <source>Leading span B (Senkou B)</source>
        <translation>Führende Spanne B (Senkou B)</translation>
    </message>
    <message>
        <source>Lagging span (Chikou)</source>
        <translation>Nachlaufende Spanne (Chikou)</translation>
    </message>
    <message>
        <source>Linear regression channel</source>
        <translation>Regressionskanal</translation>
    </message>
    <message>
        <source>Slope</source>
        <translation>Steigung</translation>
    </message>
    <message>
        <source>Supertrend</source>
        <translation>Supertrend</translation>
    </message>
    <message>
        <source>Rising</source>
        <translation>Steigend</translation>
    </message>
    <message>
        <source>Falling</source>
        <translation>Fallend</translation>
    </message>
    <message>
        <source>Parabolic SAR</source>
        <translation>Parabolic SAR</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Anfang</translation>
    </message>
    <message>
        <source>Increment</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>Höchstwert</translation>
    </message>
    <message>
        <source>ZigZag</source>
        <translation>ZigZag</translation>
    </message>
    <message>
        <source>Reversal (%)</source>
        <translation>Umkehr (%)</translation>
    </message>
    <message>
        <source>Last turn</source>
        <translation>Letzte Wende</translation>
    </message>
    <message>
        <source>Bar of the turn</source>
        <translation>Kerze der Wende</translation>
    </message>
    <message>
        <source>Leg&apos;s end</source>
        <translation>Ende des Schenkels</translation>
    </message>
    <message>
        <source>Bar of the leg&apos;s end</source>
        <translation>Kerze am Ende des Schenkels</translation>
    </message>
    <message>
        <source>Pivot points</source>
        <translation>Pivot-Punkte</translation>
    </message>
    <message>
        <source>Previous day&apos;s levels</source>
        <translation>Marken des Vortags</translation>
    </message>
    <message>
        <source>Previous open</source>
        <translation>Eröffnung Vortag</translation>
    </message>
    <message>
        <source>Previous high</source>
        <translation>Hoch Vortag</translation>
    </message>
    <message>
        <source>Previous low</source>
        <translation>Tief Vortag</translation>
    </message>
    <message>
        <source>Previous close</source>
        <translation>Schluss Vortag</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Eröffnung</translation>
    </message>
    <message>
        <source>Session high and low</source>
        <translation>Hoch und Tief der Sitzung</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Tief</translation>
    </message>
    <message>
        <source>Initial balance</source>
        <translation>Initial Balance</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>Minuten</translation>
    </message>
    <message>
        <source>Opening range</source>
        <translation>Eröffnungsspanne</translation>
    </message>
    <message>
        <source>Volume profile, bars in view</source>
        <translation>Volumenprofil, sichtbare Kerzen</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Volume profile, fixed range</source>
        <translation>Volumenprofil, fester Bereich</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Volume profile, each session</source>
        <translation>Volumenprofil, jede Sitzung</translation>
    </message>
    <message>
        <source>close</source>
        <translation>Schluss</translation>
    </message>
    <message>
        <source>open</source>
        <translation>Eröffnung</translation>
    </message>
    <message>
        <source>high</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>low</source>
        <translation>Tief</translation>
    </message>
    <message>
        <source>median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>typical</source>
        <translation>typisch</translation>
    </message>
    <message>
        <source>average</source>
        <translation>Durchschnitt</translation>
    </message>
    <message>
        <source>raschke</source>
        <translation>Raschke</translation>
    </message>
    <message>
        <source>keltner</source>
        <translation>Keltner</translation>
    </message>
    <message>
        <source>session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>week</source>
        <translation>Woche</translation>
    </message>
    <message>
        <source>month</source>
        <translation>Monat</translation>
    </message>
    <message>
        <source>always</source>
        <translation>immer</translation>
    </message>
    <message>
        <source>classic</source>
        <translation>klassisch</translation>
    </message>
    <message>
        <source>fibonacci</source>
        <translation>Fibonacci</translation>
    </message>
    <message>
        <source>camarilla</source>
        <translation>Camarilla</translation>
    </message>
    <message>
        <source>The mean of the last prices.</source>
        <translation>Das Mittel der letzten Preise.</translation>
    </message>
    <message>
        <source>The newest price weighs 2 ÷ (length + 1), all before it the rest.</source>
        <translation>Der neueste Preis wiegt 2 ÷ (Länge + 1), alle davor den Rest.</translation>
    </message>
    <message>
        <source>P. N. Haurlan, Measuring Trend Values (1968). It begins with a simple average.</source>
        <translation>P. N. Haurlan, Measuring Trend Values (1968). Er beginnt mit einem einfachen Durchschnitt.</translation>
    </message>
    <message>
        <source>Weights fall in equal steps from the newest price to the oldest.</source>
        <translation>Die Gewichte fallen in gleichen Schritten vom neuesten Preis zum ältesten.</translation>
    </message>
    <message>
        <source>The weighted average of √length of 2 × WMA(length ÷ 2) − WMA(length).</source>
        <translation>Der gewichtete Durchschnitt über √Länge von 2 × WMA(Länge ÷ 2) − WMA(Länge).</translation>
    </message>
    <message>
        <source>Alan Hull, The Hull Moving Average (2005). Halves and roots are rounded down.</source>
        <translation>Alan Hull, The Hull Moving Average (2005). Hälften und Wurzeln werden abgerundet.</translation>
    </message>
    <message>
        <source>The newest price weighs 1 ÷ length.</source>
        <translation>Der neueste Preis wiegt 1 ÷ Länge.</translation>
    </message>
    <message>
        <source>J. Welles Wilder, New Concepts in Technical Trading Systems (1978). It begins with a simple average.</source>
        <translation>J. Welles Wilder, New Concepts in Technical Trading Systems (1978). Er beginnt mit einem einfachen Durchschnitt.</translation>
    </message>
    <message>
        <source>A simple average of a simple average: the middle of the window weighs most.</source>
        <translation>Ein einfacher Durchschnitt eines einfachen Durchschnitts: die Mitte des Fensters wiegt am meisten.</translation>
    </message>
    <message>
        <source>2 × EMA − EMA of EMA.</source>
        <translation>2 × EMA − EMA des EMA.</translation>
    </message>
    <message>
        <source>Patrick Mulloy, Smoothing Data with Faster Moving Averages, Technical Analysis of Stocks &amp; Commodities, January 1994.</source>
        <translation>Patrick Mulloy, Smoothing Data with Faster Moving Averages, Technical Analysis of Stocks &amp; Commodities, Januar 1994.</translation>
    </message>
    <message>
        <source>3 × EMA − 3 × EMA of EMA + EMA of EMA of EMA.</source>
        <translation>3 × EMA − 3 × EMA des EMA + EMA des EMA des EMA.</translation>
    </message>
    <message>
        <source>Patrick Mulloy, Smoothing Data with Less Lag, Technical Analysis of Stocks &amp; Commodities, February 1994.</source>
        <translation>Patrick Mulloy, Smoothing Data with Less Lag, Technical Analysis of Stocks &amp; Commodities, Februar 1994.</translation>
    </message>
    <message>
        <source>The mean price of the last bars, each weighing its volume; none where nothing traded.</source>
        <translation>Der mittlere Preis der letzten Kerzen, jede mit ihrem Volumen gewichtet; keiner, wo nichts gehandelt wurde.</translation>
    </message>
    <message>
        <source>It follows fast where the price goes straight and hardly where it wanders.</source>
        <translation>Er folgt schnell, wo der Preis geradeaus geht, und kaum, wo er umherirrt.</translation>
    </message>
    <message>
        <source>Perry Kaufman, Smarter Trading (1995): efficiency is the way made in `length` bars over the way gone; the weight is the square of what lies that far between those of a slow and a fast exponential average. It begins at the price before the first value.</source>
        <translation>Perry Kaufman, Smarter Trading (1995): die Effizienz ist der in `length` Kerzen zurückgelegte Abstand durch den gegangenen Weg; das Gewicht ist das Quadrat dessen, was so weit zwischen denen eines langsamen und eines schnellen exponentiellen Durchschnitts liegt. Er beginnt beim Preis vor dem ersten Wert.</translation>
    </message>
    <message>
        <source>What the price gained, in percent of what it gained and lost, both by Wilder&apos;s average.</source>
        <translation>Was der Preis gewann, in Prozent von Gewinn und Verlust zusammen, beide nach Wilders Durchschnitt.</translation>
    </message>
    <message>
        <source>J. Welles Wilder, New Concepts in Technical Trading Systems (1978). None while it stands still.</source>
        <translation>J. Welles Wilder, New Concepts in Technical Trading Systems (1978). Keiner, solange der Preis stillsteht.</translation>
    </message>
    <message>
        <source>Where the RSI stands between its own extremes, smoothed, and the average of that.</source>
        <translation>Wo der RSI zwischen seinen eigenen Extremen steht, geglättet, und der Durchschnitt davon.</translation>
    </message>
    <message>
        <source>Tushar Chande and Stanley Kroll, The New Technical Trader (1994); charts smooth %K as well.</source>
        <translation>Tushar Chande und Stanley Kroll, The New Technical Trader (1994); Charts glätten auch %K.</translation>
    </message>
    <message>
        <source>Where the close stands between the extremes of the last bars, smoothed, and its average.</source>
        <translation>Wo der Schluss zwischen den Extremen der letzten Kerzen steht, geglättet, und sein Durchschnitt.</translation>
    </message>
    <message>
        <source>George Lane, Lane&apos;s Stochastics, Technical Analysis of Stocks &amp; Commodities, May 1984. Smoothed over 1 it is the fast one, over 3 the slow one, both by simple averages. None where the extremes are one price.</source>
        <translation>George Lane, Lane&apos;s Stochastics, Technical Analysis of Stocks &amp; Commodities, Mai 1984. Über 1 geglättet ist sie die schnelle, über 3 die langsame, beide mit einfachen Durchschnitten. Keine, wo die Extreme ein Preis sind.</translation>
    </message>
    <message>
        <source>How far the close lies under the highest high, in percent of the range: 0 to −100.</source>
        <translation>Wie weit der Schluss unter dem höchsten Hoch liegt, in Prozent der Spanne: 0 bis −100.</translation>
    </message>
    <message>
        <source>Larry Williams, How I Made One Million Dollars Last Year Trading Commodities (1973).</source>
        <translation>Larry Williams, How I Made One Million Dollars Last Year Trading Commodities (1973).</translation>
    </message>
    <message>
        <source>The distance of two exponential averages, its own average, and how far apart these are.</source>
        <translation>Der Abstand zweier exponentieller Durchschnitte, sein eigener Durchschnitt und wie weit beide auseinanderliegen.</translation>
    </message>
    <message>
        <source>Gerald Appel, The Moving Average Convergence-Divergence Trading Method (1979).</source>
        <translation>Gerald Appel, The Moving Average Convergence-Divergence Trading Method (1979).</translation>
    </message>
    <message>
        <source>MACD in percent of the slow average, so that symbols can be compared.</source>
        <translation>MACD in Prozent des langsamen Durchschnitts, damit sich Symbole vergleichen lassen.</translation>
    </message>
    <message>
        <source>Gerald Appel&apos;s; exponential averages, as charts have it. None where the average is not positive.</source>
        <translation>Von Gerald Appel; exponentielle Durchschnitte, wie Charts sie haben. Keiner, wo der Durchschnitt nicht positiv ist.</translation>
    </message>
    <message>
        <source>How far the typical price is from its average, in 0.015 mean distances from it.</source>
        <translation>Wie weit der typische Preis von seinem Durchschnitt liegt, in 0,015 mittleren Abständen davon.</translation>
    </message>
    <message>
        <source>Donald Lambert, Commodity Channel Index, Commodities, October 1980. None where prices stand still. The mean distance takes a step a bar looked back, hence its limit.</source>
        <translation>Donald Lambert, Commodity Channel Index, Commodities, Oktober 1980. Keiner, wo die Preise stillstehen. Der mittlere Abstand braucht je zurückgeblickter Kerze einen Schritt, daher seine Grenze.</translation>
    </message>
    <message>
        <source>The change over `length` bars in percent; none from a price that is not positive.</source>
        <translation>Die Änderung über `length` Kerzen in Prozent; keine von einem Preis, der nicht positiv ist.</translation>
    </message>
    <message>
        <source>The change over `length` bars.</source>
        <translation>Die Änderung über `length` Kerzen.</translation>
    </message>
    <message>
        <source>The change of a triple exponential average from bar to bar, in percent.</source>
        <translation>Die Änderung eines dreifach exponentiellen Durchschnitts von Kerze zu Kerze, in Prozent.</translation>
    </message>
    <message>
        <source>Jack Hutson, Good TRIX, Technical Analysis of Stocks &amp; Commodities, July 1983.</source>
        <translation>Jack Hutson, Good TRIX, Technical Analysis of Stocks &amp; Commodities, Juli 1983.</translation>
    </message>
    <message>
        <source>How much of the true range was bought, over three lengths that weigh 4, 2 and 1.</source>
        <translation>Wie viel der True Range gekauft wurde, über drei Längen, die 4, 2 und 1 wiegen.</translation>
    </message>
    <message>
        <source>Larry Williams, The Ultimate Oscillator, Technical Analysis of Stocks &amp; Commodities, April 1985.</source>
        <translation>Larry Williams, The Ultimate Oscillator, Technical Analysis of Stocks &amp; Commodities, April 1985.</translation>
    </message>
    <message>
        <source>Gains less losses in percent of both, over `length` bars: −100 to 100.</source>
        <translation>Gewinne weniger Verluste in Prozent von beiden, über `length` Kerzen: −100 bis 100.</translation>
    </message>
    <message>
        <source>Tushar Chande and Stanley Kroll, The New Technical Trader (1994): plain sums.</source>
        <translation>Tushar Chande und Stanley Kroll, The New Technical Trader (1994): einfache Summen.</translation>
    </message>
    <message>
        <source>How far the price went since the previous close, gap included.</source>
        <translation>Wie weit der Preis seit dem vorigen Schluss ging, die Lücke eingeschlossen.</translation>
    </message>
    <message>
        <source>J. Welles Wilder, New Concepts in Technical Trading Systems (1978). The first bar&apos;s is its own range.</source>
        <translation>J. Welles Wilder, New Concepts in Technical Trading Systems (1978). Die der ersten Kerze ist ihre eigene Spanne.</translation>
    </message>
    <message>
        <source>Wilder&apos;s average of the true range.</source>
        <translation>Wilders Durchschnitt der True Range.</translation>
    </message>
    <message>
        <source>J. Welles Wilder, New Concepts in Technical Trading Systems (1978).</source>
        <translation>J. Welles Wilder, New Concepts in Technical Trading Systems (1978).</translation>
    </message>
    <message>
        <source>The root of the mean square distance from the average, of a population.</source>
        <translation>Die Wurzel des mittleren quadratischen Abstands vom Durchschnitt, einer Grundgesamtheit.</translation>
    </message>
    <message>
        <source>A simple average and lines some standard deviations of a population above and below.</source>
        <translation>Ein einfacher Durchschnitt und Linien einige Standardabweichungen einer Grundgesamtheit darüber und darunter.</translation>
    </message>
    <message>
        <source>John Bollinger, Bollinger on Bollinger Bands (2001).</source>
        <translation>John Bollinger, Bollinger on Bollinger Bands (2001).</translation>
    </message>
    <message>
        <source>Where the price stands between the bands: 0 is the lower one, 1 the upper.</source>
        <translation>Wo der Preis zwischen den Bändern steht: 0 ist das untere, 1 das obere.</translation>
    </message>
    <message>
        <source>John Bollinger, Bollinger on Bollinger Bands (2001). None where the bands are one line.</source>
        <translation>John Bollinger, Bollinger on Bollinger Bands (2001). Keiner, wo die Bänder eine Linie sind.</translation>
    </message>
    <message>
        <source>The distance of the bands in percent of the average; none where that is not positive.</source>
        <translation>Der Abstand der Bänder in Prozent des Durchschnitts; keiner, wo dieser nicht positiv ist.</translation>
    </message>
    <message>
        <source>An exponential average and lines some average true ranges above and below.</source>
        <translation>Ein exponentieller Durchschnitt und Linien einige Average True Ranges darüber und darunter.</translation>
    </message>
    <message>
        <source>Linda Bradford Raschke&apos;s form of the 1980s, which charts show; Chester Keltner&apos;s own (How to Make Money in Commodities, 1960) is the choice `keltner`: simple averages of the typical price and of the bar&apos;s range.</source>
        <translation>Linda Bradford Raschkes Form der 1980er, die Charts zeigen; Chester Keltners eigene (How to Make Money in Commodities, 1960) ist die Wahl `keltner`: einfache Durchschnitte des typischen Preises und der Spanne der Kerze.</translation>
    </message>
    <message>
        <source>The highest high, the lowest low and their middle. Richard Donchian&apos;s four-week rule.</source>
        <translation>Das höchste Hoch, das tiefste Tief und ihre Mitte. Richard Donchians Vier-Wochen-Regel.</translation>
    </message>
    <message>
        <source>How much of its way the price wasted: 100 is all of it, 0 none.</source>
        <translation>Wie viel seines Weges der Preis vergeudete: 100 ist alles, 0 nichts.</translation>
    </message>
    <message>
        <source>E. W. Dreiss: 100 × log10(sum of true ranges ÷ (highest − lowest)) ÷ log10(length).</source>
        <translation>E. W. Dreiss: 100 × log10(Summe der True Ranges ÷ (höchstes − tiefstes)) ÷ log10(Länge).</translation>
    </message>
    <message>
        <source>The lots traded and their average.</source>
        <translation>Das gehandelte Volumen und sein Durchschnitt.</translation>
    </message>
    <message>
        <source>Volume-weighted average price since the day began, and standard deviations around it.</source>
        <translation>Volumengewichteter Durchschnittspreis seit Tagesbeginn und Standardabweichungen darum.</translation>
    </message>
    <message>
        <source>S. Berkowitz, D. Logue and E. Noser, The Total Cost of Transactions on the NYSE, Journal of Finance (1988). Of each bar the source price, which is the typical one; squares are weighted by volume too. None before anything traded.</source>
        <translation>S. Berkowitz, D. Logue und E. Noser, The Total Cost of Transactions on the NYSE, Journal of Finance (1988). Von jeder Kerze der Quellpreis, der typische; auch die Quadrate sind nach Volumen gewichtet. Keiner, bevor etwas gehandelt wurde.</translation>
    </message>
    <message>
        <source>Volume-weighted average price since an instant that the trader picked.</source>
        <translation>Volumengewichteter Durchschnittspreis seit einem Zeitpunkt, den der Trader wählt.</translation>
    </message>
    <message>
        <source>Brian Shannon, Maximum Trading Gains with Anchored VWAP (2022). From the first bar that starts then or later.</source>
        <translation>Brian Shannon, Maximum Trading Gains with Anchored VWAP (2022). Ab der ersten Kerze, die dann oder später beginnt.</translation>
    </message>
    <message>
        <source>Volume added where the close rose and taken off where it fell, since the first bar.</source>
        <translation>Volumen, hinzugezählt, wo der Schluss stieg, und abgezogen, wo er fiel, seit der ersten Kerze.</translation>
    </message>
    <message>
        <source>Joseph Granville, New Key to Stock Market Profits (1963). It begins at zero.</source>
        <translation>Joseph Granville, New Key to Stock Market Profits (1963). Es beginnt bei null.</translation>
    </message>
    <message>
        <source>What buyers took less what sellers gave, added up since the day or all began.</source>
        <translation>Was Käufer nahmen, weniger was Verkäufer gaben, aufsummiert seit Tagesbeginn oder seit Anfang.</translation>
    </message>
    <message>
        <source>Only where the feed says who crossed the spread: it is not guessed from prices.</source>
        <translation>Nur wo der Feed sagt, wer den Spread überquerte: aus Preisen wird nicht geraten.</translation>
    </message>
    <message>
        <source>Money traded at rising typical prices, in percent of that at rising and falling ones.</source>
        <translation>Geld, das zu steigenden typischen Preisen gehandelt wurde, in Prozent dessen zu steigenden und fallenden.</translation>
    </message>
    <message>
        <source>Gene Quong and Avrum Soudack, Volume-Weighted RSI: Money Flow, Technical Analysis of Stocks &amp; Commodities, March 1989. None while nothing flows.</source>
        <translation>Gene Quong und Avrum Soudack, Volume-Weighted RSI: Money Flow, Technical Analysis of Stocks &amp; Commodities, März 1989. Keiner, solange nichts fließt.</translation>
    </message>
    <message>
        <source>Volume by the close&apos;s place in its bar, over all volume: −1 to 1.</source>
        <translation>Volumen nach der Lage des Schlusses in seiner Kerze, über alles Volumen: −1 bis 1.</translation>
    </message>
    <message>
        <source>Marc Chaikin&apos;s.</source>
        <translation>Von Marc Chaikin.</translation>
    </message>
    <message>
        <source>Volume by the close&apos;s place in its bar, added up since the first bar.</source>
        <translation>Volumen nach der Lage des Schlusses in seiner Kerze, aufsummiert seit der ersten Kerze.</translation>
    </message>
    <message>
        <source>Marc Chaikin&apos;s accumulation/distribution line.</source>
        <translation>Marc Chaikins Akkumulations-/Distributionslinie.</translation>
    </message>
    <message>
        <source>The distance of two exponential averages of the accumulation/distribution line.</source>
        <translation>Der Abstand zweier exponentieller Durchschnitte der Akkumulations-/Distributionslinie.</translation>
    </message>
    <message>
        <source>How much of the true range went up and down, and how one-sided that is on average.</source>
        <translation>Wie viel der True Range nach oben und nach unten ging, und wie einseitig das im Mittel ist.</translation>
    </message>
    <message>
        <source>J. Welles Wilder, New Concepts in Technical Trading Systems (1978): +DI, −DI and ADX.</source>
        <translation>J. Welles Wilder, New Concepts in Technical Trading Systems (1978): +DI, −DI und ADX.</translation>
    </message>
    <message>
        <source>How lately the highest high and the lowest low were: 100 is now, 0 `length` bars ago.</source>
        <translation>Wie lange höchstes Hoch und tiefstes Tief her sind: 100 ist jetzt, 0 vor `length` Kerzen.</translation>
    </message>
    <message>
        <source>Tushar Chande, A Time Price Oscillator, Technical Analysis of Stocks &amp; Commodities, September 1995. Of equal extremes the latest counts.</source>
        <translation>Tushar Chande, A Time Price Oscillator, Technical Analysis of Stocks &amp; Commodities, September 1995. Von gleichen Extremen zählt das letzte.</translation>
    </message>
    <message>
        <source>How far highs reach above the lows before, and lows below the highs, in true ranges.</source>
        <translation>Wie weit Hochs über die Tiefs davor reichen und Tiefs unter die Hochs, in True Ranges.</translation>
    </message>
    <message>
        <source>Etienne Botes and Douglas Siepman, The Vortex Indicator, Technical Analysis of Stocks &amp; Commodities, January 2010.</source>
        <translation>Etienne Botes und Douglas Siepman, The Vortex Indicator, Technical Analysis of Stocks &amp; Commodities, Januar 2010.</translation>
    </message>
    <message>
        <source>Middles of the range over three lengths; two of them ahead as a cloud, the close behind.</source>
        <translation>Mitten der Spanne über drei Längen; zwei davon voraus als Wolke, der Schluss dahinter.</translation>
    </message>
    <message>
        <source>Goichi Hosoda (Ichimoku Sanjin), Ichimoku Kinko Hyo (1969). The bar itself counts as the first of those that lines are displaced by.</source>
        <translation>Goichi Hosoda (Ichimoku Sanjin), Ichimoku Kinko Hyo (1969). Die Kerze selbst zählt als erste derer, um die Linien versetzt sind.</translation>
    </message>
    <message>
        <source>The end of the straight line of least squares through the last prices, and its spread.</source>
        <translation>Das Ende der Geraden der kleinsten Quadrate durch die letzten Preise und ihre Streuung.</translation>
    </message>
    <message>
        <source>Gilbert Raff&apos;s channel (Technical Analysis of Stocks &amp; Commodities, October 1991) with standard deviations of the distances in place of the largest one. `slope` is the line&apos;s rise a bar: the channel at a bar begins `length` − 1 bars before it, that many slopes lower.</source>
        <translation>Gilbert Raffs Kanal (Technical Analysis of Stocks &amp; Commodities, Oktober 1991) mit Standardabweichungen der Abstände anstelle des größten. `slope` ist der Anstieg der Linie je Kerze: der Kanal an einer Kerze beginnt `length` − 1 Kerzen davor, so viele Steigungen tiefer.</translation>
    </message>
    <message>
        <source>A stop some average true ranges from the middle of the bar that only follows the trend.</source>
        <translation>Ein Stop einige Average True Ranges von der Mitte der Kerze, der nur dem Trend folgt.</translation>
    </message>
    <message>
        <source>Olivier Seban&apos;s. It begins falling, turns where a close is beyond it, and is told as two lines of which one has a value.</source>
        <translation>Von Olivier Seban. Er beginnt fallend, wendet, wo ein Schluss jenseits liegt, und wird als zwei Linien angegeben, von denen eine einen Wert hat.</translation>
    </message>
    <message>
        <source>A stop that nears the price the faster the more new extremes the trend makes.</source>
        <translation>Ein Stop, der sich dem Preis umso schneller nähert, je mehr neue Extreme der Trend macht.</translation>
    </message>
    <message>
        <source>J. Welles Wilder, New Concepts in Technical Trading Systems (1978). He begins with a trade that is on; charts begin at the second bar, long where it closed higher, with the extreme of the first as the stop, and so does this. TA-Lib begins by the two bars&apos; directional movement.</source>
        <translation>J. Welles Wilder, New Concepts in Technical Trading Systems (1978). Er beginnt mit einem laufenden Trade; Charts beginnen bei der zweiten Kerze, long, wo sie höher schloss, mit dem Extrem der ersten als Stop, und so auch dieser. TA-Lib beginnt nach der gerichteten Bewegung der beiden Kerzen.</translation>
    </message>
    <message>
        <source>The turns of the price, of which each lies some percent from the one before.</source>
        <translation>Die Wenden des Preises, von denen jede einige Prozent von der vorigen liegt.</translation>
    </message>
    <message>
        <source>Arthur Merrill, Filtered Waves (1977). Nothing is redrawn: `pivot` is the last turn that is sure at a bar and `pivot_bar` which bar that was, counted from the first; `extreme` and `extreme_bar` are the end of the leg under way. `vertices` makes the line of them.</source>
        <translation>Arthur Merrill, Filtered Waves (1977). Nichts wird neu gezeichnet: `pivot` ist die letzte Wende, die an einer Kerze sicher ist, und `pivot_bar`, welche Kerze das war, von der ersten an gezählt; `extreme` und `extreme_bar` sind das Ende des laufenden Schenkels. `vertices` macht daraus die Linie.</translation>
    </message>
    <message>
        <source>Levels reckoned from the high, low and close of the period before.</source>
        <translation>Marken, gerechnet aus Hoch, Tief und Schluss der vorigen Periode.</translation>
    </message>
    <message>
        <source>`classic` is the floor traders&apos; (R3 = H + 2 × (P − L), R4 = R3 + H − L), `fibonacci` puts 0.382, 0.618 and 1 ranges around the pivot, `camarilla` (Nick Scott, 1989) 1.1 ranges ÷ 12, 6, 4 and 2 around the close. Fibonacci&apos;s have no fourth level.</source>
        <translation>`classic` ist die der Parketthändler (R3 = H + 2 × (P − L), R4 = R3 + H − L), `fibonacci` setzt 0.382, 0.618 und 1 Spannen um den Pivot, `camarilla` (Nick Scott, 1989) 1.1 Spannen ÷ 12, 6, 4 und 2 um den Schluss. Fibonacci hat kein viertes Niveau.</translation>
    </message>
    <message>
        <source>Open, high, low and close of the period before, and the open of this one.</source>
        <translation>Eröffnung, Hoch, Tief und Schluss der vorigen Periode und die Eröffnung dieser.</translation>
    </message>
    <message>
        <source>Highest and lowest price of the period so far, and their middle.</source>
        <translation>Höchster und tiefster Preis der Periode bisher und ihre Mitte.</translation>
    </message>
    <message>
        <source>High and low of the regular session&apos;s first hour.</source>
        <translation>Hoch und Tief der ersten Stunde der regulären Sitzung.</translation>
    </message>
    <message>
        <source>J. Peter Steidlmayer&apos;s Market Profile (Chicago Board of Trade, 1985).</source>
        <translation>J. Peter Steidlmayers Market Profile (Chicago Board of Trade, 1985).</translation>
    </message>
    <message>
        <source>High and low of the regular session&apos;s first minutes.</source>
        <translation>Hoch und Tief der ersten Minuten der regulären Sitzung.</translation>
    </message>
    <message>
        <source>Toby Crabel, Day Trading with Short Term Price Patterns and Opening Range Breakout (1990).</source>
        <translation>Toby Crabel, Day Trading with Short Term Price Patterns and Opening Range Breakout (1990).</translation>
    </message>
</context>
<context>
    <name>Journal</name>
    <message>
        <source>Net P&amp;L</source>
        <translation>Netto G/V</translation>
    </message>
    <message>
        <source>Trades</source>
        <translation>Trades</translation>
    </message>
    <message>
        <source>Won</source>
        <translation>Gewonnen</translation>
    </message>
    <message>
        <source>Profit factor</source>
        <translation>Profitfaktor</translation>
    </message>
    <message>
        <source>Expectancy</source>
        <translation>Erwartungswert</translation>
    </message>
    <message>
        <source>Average win / loss</source>
        <translation>Ø Gewinn / Verlust</translation>
    </message>
    <message>
        <source>Max drawdown</source>
        <translation>Max. Drawdown</translation>
    </message>
    <message>
        <source>Longest losing run</source>
        <translation>Längste Verlustserie</translation>
    </message>
    <message>
        <source>All accounts</source>
        <translation>Alle Konten</translation>
    </message>
    <message>
        <source>All symbols</source>
        <translation>Alle Symbole</translation>
    </message>
    <message>
        <source>All strategies</source>
        <translation>Alle Strategien</translation>
    </message>
    <message>
        <source>Equity and drawdown, net, by trade</source>
        <translation>Kapital und Drawdown, netto, je Trade</translation>
    </message>
    <message>
        <source>No trades yet</source>
        <translation>Noch keine Trades</translation>
    </message>
    <message>
        <source>The first position that is closed shows here.</source>
        <translation>Die erste geschlossene Position erscheint hier.</translation>
    </message>
    <message>
        <source>No trades in this range</source>
        <translation>Keine Trades in diesem Zeitraum</translation>
    </message>
    <message>
        <source>Show all dates</source>
        <translation>Alle Daten zeigen</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>Symbols</source>
        <translation>Symbole</translation>
    </message>
    <message>
        <source>Strategies</source>
        <translation>Strategien</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Export…</translation>
    </message>
    <message>
        <source>Export the trades</source>
        <translation>Die Trades exportieren</translation>
    </message>
    <message>
        <source>Earlier month</source>
        <translation>Früherer Monat</translation>
    </message>
    <message>
        <source>Later month</source>
        <translation>Späterer Monat</translation>
    </message>
    <message>
        <source>after {amount} fees</source>
        <translation>nach {amount} Gebühren</translation>
    </message>
    <message>
        <source>{count} trading day</source>
        <translation>{count} Handelstag</translation>
    </message>
    <message>
        <source>{count} trading days</source>
        <translation>{count} Handelstage</translation>
    </message>
    <message>
        <source>Not enough trades for statistics · {decided} of {enough} needed for a win rate with a range</source>
        <translation>Zu wenige Trades für Statistik · {decided} von {enough} nötig für eine Trefferquote mit Spanne</translation>
    </message>
    <message>
        <source>{won} against {lost}</source>
        <translation>{won} gegen {lost}</translation>
    </message>
    <message>
        <source>{decided} of {enough} needed</source>
        <translation>{decided} von {enough} nötig</translation>
    </message>
    <message>
        <source>manual</source>
        <translation>von Hand</translation>
    </message>
    <message>
        <source>a trade, net</source>
        <translation>je Trade, netto</translation>
    </message>
    <message>
        <source>The last one was on {day}.</source>
        <translation>Der letzte war am {day}.</translation>
    </message>
    <message>
        <source>{ratio} to 1</source>
        <translation>{ratio} zu 1</translation>
    </message>
    <message>
        <source>longest winning run {max_win_streak}</source>
        <translation>längste Gewinnserie {max_win_streak}</translation>
    </message>
    <message>
        <source>{low:.0%} to {high:.0%} at 95%</source>
        <translation>{low:.0%} bis {high:.0%} bei 95 %</translation>
    </message>
    <message>
        <source>closed trades</source>
        <translation>geschlossene Trades</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} bis {last}</translation>
    </message>
    <message>
        <source>{when}, recovered</source>
        <translation>{when}, aufgeholt</translation>
    </message>
    <message>
        <source>{when}, not recovered</source>
        <translation>{when}, nicht aufgeholt</translation>
    </message>
    <message>
        <source>{direction} {quantity} {symbol}, net {net_pnl}, {account}</source>
        <translation>{direction} {quantity} {symbol}, netto {net_pnl}, {account}</translation>
    </message>
    <message>
        <source>Long {size}</source>
        <translation>Long {size}</translation>
    </message>
    <message>
        <source>Short {size}</source>
        <translation>Short {size}</translation>
    </message>
    <message>
        <source>Net result as a multiple of {risk}, which the stops would have lost that the entries were sent with.</source>
        <translation>Nettoergebnis als Vielfaches von {risk}: So viel hätten die Stops verloren, mit denen die Einstiege gesendet wurden.</translation>
    </message>
    <message>
        <source>Short 100</source>
        <translation>Short 100</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>Woche</translation>
    </message>
    <message>
        <source>{name}: {net} on {count} days</source>
        <translation>{name}: {net} an {count} Tagen</translation>
    </message>
    <message>
        <source>{trades} trade</source>
        <translation>{trades} Trade</translation>
    </message>
    <message>
        <source>{trades} trades</source>
        <translation>{trades} Trades</translation>
    </message>
    <message>
        <source>Equity, net, cumulative, by trade</source>
        <translation>Kapital, netto, aufsummiert, je Trade</translation>
    </message>
    <message>
        <source>net {last}, deepest fall {fall}</source>
        <translation>netto {last}, größter Drawdown {fall}</translation>
    </message>
    <message>
        <source>load the plots</source>
        <translation>die Kurven laden</translation>
    </message>
    <message>
        <source>All dates</source>
        <translation>Alle Daten</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>Diese Woche</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>Dieser Monat</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>Dieses Jahr</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>Walk through the panes</source>
        <translation>Durch die Fenster gehen</translation>
    </message>
    <message>
        <source>Send, in a preview</source>
        <translation>Senden, in einer Vorschau</translation>
    </message>
    <message>
        <source>Discard what is asked or dragged</source>
        <translation>Verwerfen, was gefragt oder gezogen wird</translation>
    </message>
    <message>
        <source>Scroll ladder</source>
        <translation>Im DOM blättern</translation>
    </message>
    <message>
        <source>Change an order in the list</source>
        <translation>Eine Order in der Liste ändern</translation>
    </message>
    <message>
        <source>Cancel the selected order</source>
        <translation>Die gewählte Order streichen</translation>
    </message>
    <message>
        <source>Order or alert at a price, in a chart</source>
        <translation>Order oder Alarm zu einem Preis, im Chart</translation>
    </message>
    <message>
        <source>Press a key here to hear what it does</source>
        <translation>Drücken Sie hier eine Taste, um zu hören, was sie tut</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Taste</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>On</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Keys that trade</source>
        <translation>Handelstasten</translation>
    </message>
    <message>
        <source>Take this key</source>
        <translation>Diese Taste nehmen</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>Keine Taste</translation>
    </message>
    <message>
        <source>Take the key of the row away</source>
        <translation>Der Zeile ihre Taste nehmen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close keys</source>
        <translation>Tasten schließen</translation>
    </message>
    <message>
        <source>Usual keys</source>
        <translation>Standardtasten</translation>
    </message>
    <message>
        <source>Give every act its usual key</source>
        <translation>Jeder Handlung ihre Standardtaste geben</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Keys that trade. On, they work wherever the focus is, but in a text field</source>
        <translation>Tasten, die handeln. Eingeschaltet wirken sie, wo immer der Fokus ist, außer in einem Textfeld</translation>
    </message>
    <message>
        <source>in the window</source>
        <translation>im Fenster</translation>
    </message>
    <message>
        <source>In the window</source>
        <translation>Im Fenster</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Immer</translation>
    </message>
    <message>
        <source>For {words}</source>
        <translation>Für {words}</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Nothing was done: this is the sheet of the keys</source>
        <translation>Nichts wurde getan: dies ist die Tastenübersicht</translation>
    </message>
    <message>
        <source>hold {hold_s:g} s</source>
        <translation>{hold_s:g} s halten</translation>
    </message>
    <message>
        <source>asks, or sends when Armed</source>
        <translation>fragt, oder sendet, wenn scharf</translation>
    </message>
    <message>
        <source>sends nothing by itself</source>
        <translation>sendet von sich aus nichts</translation>
    </message>
    <message>
        <source>in the ladder</source>
        <translation>im DOM</translation>
    </message>
    <message>
        <source>Not in a text field</source>
        <translation>Nicht in einem Textfeld</translation>
    </message>
    <message>
        <source>Answer the question first</source>
        <translation>Beantworten Sie erst die Frage</translation>
    </message>
    <message>
        <source>{holding}: keep holding</source>
        <translation>{holding}: weiter halten</translation>
    </message>
    <message>
        <source>Hold it for {hold_s:g} s</source>
        <translation>{hold_s:g} s lang halten</translation>
    </message>
    <message>
        <source>Flatten all accounts</source>
        <translation>Alle Konten glattstellen</translation>
    </message>
    <message>
        <source>The kill switch is on already</source>
        <translation>Der Not-Aus ist schon an</translation>
    </message>
    <message>
        <source>Throw the kill switch</source>
        <translation>Not-Aus auslösen</translation>
    </message>
    <message>
        <source>Recentre the ladder</source>
        <translation>DOM zentrieren</translation>
    </message>
    <message>
        <source>Quantity {presets}</source>
        <translation>Menge {presets}</translation>
    </message>
    <message>
        <source>There is no symbol yet</source>
        <translation>Es gibt noch kein Symbol</translation>
    </message>
    <message>
        <source>Cancel all</source>
        <translation>Alle streichen</translation>
    </message>
    <message>
        <source>Cancel buys</source>
        <translation>Käufe streichen</translation>
    </message>
    <message>
        <source>Cancel sells</source>
        <translation>Verkäufe streichen</translation>
    </message>
    <message>
        <source>Flatten</source>
        <translation>Glattstellen</translation>
    </message>
    <message>
        <source>Preview buy {} {}</source>
        <translation>Vorschau Kauf {} {}</translation>
    </message>
    <message>
        <source>Preview sell {} {}</source>
        <translation>Vorschau Verkauf {} {}</translation>
    </message>
    <message>
        <source>Buy {} {} market</source>
        <translation>Kauf {} {} zum Markt</translation>
    </message>
    <message>
        <source>Sell {} {} market</source>
        <translation>Verkauf {} {} zum Markt</translation>
    </message>
    <message>
        <source>Buy {} {} at the bid</source>
        <translation>Kauf {} {} am Geld</translation>
    </message>
    <message>
        <source>Sell {} {} at the ask</source>
        <translation>Verkauf {} {} am Brief</translation>
    </message>
    <message>
        <source>Buy {} {} at the ask</source>
        <translation>Kauf {} {} vom Brief</translation>
    </message>
    <message>
        <source>Sell {} {} at the bid</source>
        <translation>Verkauf {} {} ins Geld</translation>
    </message>
    <message>
        <source>Reverse {1}</source>
        <translation>{1} umkehren</translation>
    </message>
    <message>
        <source>Nothing was sent. {active} shows {symbol}, the ticket {symbol_2}.</source>
        <translation>Nichts wurde gesendet. {active} zeigt {symbol}, das Ticket {symbol_2}.</translation>
    </message>
    <message>
        <source>Previews: nothing is sent until you confirm it</source>
        <translation>Vorschau: nichts wird gesendet, bis Sie es bestätigen</translation>
    </message>
    <message>
        <source>Entries: sent at once when the account is armed</source>
        <translation>Einstiege: sofort gesendet, wenn das Konto scharf ist</translation>
    </message>
    <message>
        <source>Ways out: never need arming</source>
        <translation>Ausstiege: brauchen nie Scharfschaltung</translation>
    </message>
    <message>
        <source>In the ladder</source>
        <translation>Im DOM</translation>
    </message>
    <message>
        <source>Preview buy</source>
        <translation>Vorschau Kauf</translation>
    </message>
    <message>
        <source>Preview sell</source>
        <translation>Vorschau Verkauf</translation>
    </message>
    <message>
        <source>Buy market</source>
        <translation>Kauf zum Markt</translation>
    </message>
    <message>
        <source>Sell market</source>
        <translation>Verkauf zum Markt</translation>
    </message>
    <message>
        <source>Join bid</source>
        <translation>Kauflimit ans Geld</translation>
    </message>
    <message>
        <source>Join ask</source>
        <translation>Verkaufslimit an den Brief</translation>
    </message>
    <message>
        <source>Lift ask</source>
        <translation>Vom Brief kaufen</translation>
    </message>
    <message>
        <source>Hit bid</source>
        <translation>Ins Geld verkaufen</translation>
    </message>
    <message>
        <source>Reverse position</source>
        <translation>Position umkehren</translation>
    </message>
    <message>
        <source>Cancel all of the symbol</source>
        <translation>Alle Orders des Symbols streichen</translation>
    </message>
    <message>
        <source>Cancel buys of the symbol</source>
        <translation>Käufe des Symbols streichen</translation>
    </message>
    <message>
        <source>Cancel sells of the symbol</source>
        <translation>Verkäufe des Symbols streichen</translation>
    </message>
    <message>
        <source>Close position</source>
        <translation>Position schließen</translation>
    </message>
    <message>
        <source>Flatten the symbol</source>
        <translation>Das Symbol glattstellen</translation>
    </message>
    <message>
        <source>Kill switch</source>
        <translation>Not-Aus</translation>
    </message>
    <message>
        <source>Recentre</source>
        <translation>Zentrieren</translation>
    </message>
    <message>
        <source>Quantity {number}</source>
        <translation>Menge {number}</translation>
    </message>
    <message>
        <source>Go to {name}</source>
        <translation>Gehe zu {name}</translation>
    </message>
    <message>
        <source>The keys</source>
        <translation>Die Tasten</translation>
    </message>
    <message>
        <source>Fold or unfold the bracket of an order</source>
        <translation>Das Bracket einer Order ein- oder ausklappen</translation>
    </message>
    <message>
        <source>Move a symbol in its list</source>
        <translation>Ein Symbol in seiner Liste verschieben</translation>
    </message>
    <message>
        <source>{key} operates buttons and fields. Take another key.</source>
        <translation>{key} bedient Schaltflächen und Felder. Nehmen Sie eine andere Taste.</translation>
    </message>
    <message>
        <source>{key} is {taken} already. Take another key.</source>
        <translation>{key} ist schon {taken}. Nehmen Sie eine andere Taste.</translation>
    </message>
    <message>
        <source>{key} is {words} already. Take its key away first.</source>
        <translation>{key} ist schon {words}. Nehmen Sie dort erst die Taste weg.</translation>
    </message>
    <message>
        <source>No key heard yet</source>
        <translation>Noch keine Taste gehört</translation>
    </message>
    <message>
        <source>Last key heard: {key}, {words}{outcome}</source>
        <translation>Zuletzt gehört: {key}, {words}{outcome}</translation>
    </message>
</context>
<context>
    <name>KillSwitch</name>
    <message>
        <source>{adding} cancelled</source>
        <translation>{adding} gestrichen</translation>
    </message>
    <message>
        <source>, {unknown} of unknown outcome</source>
        <translation>, {unknown} mit unbekanntem Ausgang</translation>
    </message>
    <message>
        <source>{goes}{unknown}, {kept} kept</source>
        <translation>{goes}{unknown}, {kept} behalten</translation>
    </message>
    <message>
        <source>, by {by}</source>
        <translation>, durch {by}</translation>
    </message>
    <message>
        <source> Not on the disk yet: a restart would lift it.</source>
        <translation> Noch nicht auf der Platte: ein Neustart würde ihn lösen.</translation>
    </message>
    <message>
        <source>Since {since}{by}. New entries are blocked on all accounts.{orders} Exits work.{durable}</source>
        <translation>Seit {since}{by}. Neue Einstiege sind auf allen Konten gesperrt.{orders} Ausstiege sind möglich.{durable}</translation>
    </message>
    <message>
        <source>{cancelled} cancelled</source>
        <translation>{cancelled} gestrichen</translation>
    </message>
    <message>
        <source>{adding} not confirmed</source>
        <translation>{adding} nicht bestätigt</translation>
    </message>
    <message>
        <source>{unknown} unknown</source>
        <translation>{unknown} unbekannt</translation>
    </message>
    <message>
        <source> {kept} stays.</source>
        <translation> {kept} bleibt.</translation>
    </message>
    <message>
        <source> {kept} stay.</source>
        <translation> {kept} bleiben.</translation>
    </message>
    <message>
        <source>Kill switch</source>
        <translation>Not-Aus</translation>
    </message>
    <message>
        <source>Kill switch on</source>
        <translation>Not-Aus an</translation>
    </message>
    <message>
        <source>Kill switch is on, release it</source>
        <translation>Der Not-Aus ist an, lösen</translation>
    </message>
    <message>
        <source>Ask for the release of the kill switch</source>
        <translation>Nach dem Lösen des Not-Aus fragen</translation>
    </message>
    <message>
        <source>Hold for a second to throw the kill switch: {would}</source>
        <translation>Eine Sekunde halten, um den Not-Aus auszulösen: {would}</translation>
    </message>
</context>
<context>
    <name>Ladder</name>
    <message>
        <source>Vol</source>
        <translation>Vol</translation>
    </message>
    <message>
        <source>Buys</source>
        <translation>Käufe</translation>
    </message>
    <message>
        <source>Ahead</source>
        <translation>Davor</translation>
    </message>
    <message>
        <source>Bid</source>
        <translation>Geld</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>Verk.</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Preis</translation>
    </message>
    <message>
        <source>Bought</source>
        <translation>Gek.</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Brief</translation>
    </message>
    <message>
        <source>Sells</source>
        <translation>Verkäufe</translation>
    </message>
    <message>
        <source>P&amp;L</source>
        <translation>G/V</translation>
    </message>
    <message>
        <source>Ladder{symbol}</source>
        <translation>DOM{symbol}</translation>
    </message>
    <message>
        <source>Ladder</source>
        <translation>DOM</translation>
    </message>
    <message>
        <source>Ladder settings</source>
        <translation>Einstellungen des DOM</translation>
    </message>
    <message>
        <source>Recentre (Space)</source>
        <translation>Zentrieren (Leertaste)</translation>
    </message>
    <message>
        <source>Follow the market</source>
        <translation>Dem Markt folgen</translation>
    </message>
    <message>
        <source>Exits of the ladder</source>
        <translation>Ausstiege des DOM</translation>
    </message>
    <message>
        <source>Join ask</source>
        <translation>An Brief</translation>
    </message>
    <message>
        <source>Hit bid</source>
        <translation>Ins Geld</translation>
    </message>
    <message>
        <source>Lift ask</source>
        <translation>Vom Brief</translation>
    </message>
    <message>
        <source>Join bid</source>
        <translation>Ans Geld</translation>
    </message>
    <message>
        <source>Sell market</source>
        <translation>Verkauf Markt</translation>
    </message>
    <message>
        <source>Buy market</source>
        <translation>Kauf Markt</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Reverse</source>
        <translation>Umkehren</translation>
    </message>
    <message>
        <source>Bids {bids}</source>
        <translation>Geld {bids}</translation>
    </message>
    <message>
        <source>Spread {spread}</source>
        <translation>Spread {spread}</translation>
    </message>
    <message>
        <source>Asks {asks}</source>
        <translation>Brief {asks}</translation>
    </message>
    <message>
        <source>{text}, {side} {size} {symbol}, {mode}, ladder</source>
        <translation>{text}, {side} {size} {symbol}, {mode}, DOM</translation>
    </message>
    <message>
        <source>{verb} {symbol}, {mode}, ladder</source>
        <translation>{verb} {symbol}, {mode}, DOM</translation>
    </message>
    <message>
        <source>A click takes the size of the position for the next order</source>
        <translation>Ein Klick nimmt die Größe der Position für die nächste Order</translation>
    </message>
    <message>
        <source>Position {held} {result}</source>
        <translation>Position {held} {result}</translation>
    </message>
    <message>
        <source>Recent trades</source>
        <translation>Letzte Umsätze</translation>
    </message>
    <message>
        <source>Queue ahead</source>
        <translation>Warteschlange davor</translation>
    </message>
    <message>
        <source>FLAT</source>
        <translation>GLATT</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>{count} weitere</translation>
    </message>
    <message>
        <source>, with exits</source>
        <translation>, mit Ausstiegen</translation>
    </message>
    <message>
        <source>A click goes to {where}</source>
        <translation>Ein Klick führt zu {where}</translation>
    </message>
    <message>
        <source>Volume at price heard since {since:%H:%M:%S} UTC</source>
        <translation>Volumen je Preis, gehört seit {since:%H:%M:%S} UTC</translation>
    </message>
    <message>
        <source>bid {bid}, ask {ask}</source>
        <translation>Geld {bid}, Brief {ask}</translation>
    </message>
    <message>
        <source>{ticks} is no price</source>
        <translation>{ticks} ist kein Preis</translation>
    </message>
    <message>
        <source>{why}. Nothing was sent.</source>
        <translation>{why}. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>Nothing was sent. There is no {value} now.</source>
        <translation>Nichts wurde gesendet. Für {value} gibt es gerade keinen Kurs.</translation>
    </message>
    <message>
        <source>The ladder shows something else by now</source>
        <translation>Das DOM zeigt inzwischen etwas anderes</translation>
    </message>
    <message>
        <source>The order works no more</source>
        <translation>Die Order ist nicht mehr offen</translation>
    </message>
    <message>
        <source>{why}. Nothing was changed.</source>
        <translation>{why}. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>{words} to {ticks}</source>
        <translation>{words} auf {ticks}</translation>
    </message>
    <message>
        <source>Shift forces a stop, Ctrl a limit: not both</source>
        <translation>Umschalt erzwingt einen Stop, Strg ein Limit: nicht beides</translation>
    </message>
    <message>
        <source>{why}. {take} or Ctrl+click does that</source>
        <translation>{why}. {take} oder Strg+Klick tut das</translation>
    </message>
    <message>
        <source>above the ask</source>
        <translation>über den Brief</translation>
    </message>
    <message>
        <source>below the bid</source>
        <translation>unter das Geld</translation>
    </message>
    <message>
        <source>A {side} stop belongs {where}{price}: here it would trade at once</source>
        <translation>Ein Stop ({side}) gehört {where}{price}: hier würde er sofort ausgeführt</translation>
    </message>
    <message>
        <source>own {side} {words}, {state}</source>
        <translation>eigene Order, {side} {words}, {state}</translation>
    </message>
    <message>
        <source>held</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>following</source>
        <translation>folgt</translation>
    </message>
    <message>
        <source>static</source>
        <translation>fest</translation>
    </message>
</context>
<context>
    <name>Leaving</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel, keep the window</source>
        <translation>Abbrechen, das Fenster behalten</translation>
    </message>
    <message>
        <source>Go on in the tray</source>
        <translation>Im Infobereich weiterlaufen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Quit TraderTerminal?</source>
        <translation>TraderTerminal beenden?</translation>
    </message>
    <message>
        <source>Nothing is left behind any more.</source>
        <translation>Es bleibt nichts mehr zurück.</translation>
    </message>
    <message>
        <source>Left as they are: {left}.</source>
        <translation>Bleibt, wie es ist: {left}.</translation>
    </message>
    <message>
        <source>Alerts that wait for your approval: {count}.</source>
        <translation>Alarme, die auf Ihre Freigabe warten: {count}.</translation>
    </message>
    <message>
        <source>At a broker or an exchange, where they go on: {orders}.</source>
        <translation>Bei einem Broker oder einer Börse, wo sie weiterlaufen: {orders}.</translation>
    </message>
    <message>
        <source>Held here, asleep until the next start: {orders}.</source>
        <translation>Hier gehalten, ruhend bis zum nächsten Start: {orders}.</translation>
    </message>
    <message>
        <source>Not known whether they are there: {orders}.</source>
        <translation>Nicht bekannt, ob sie dort sind: {orders}.</translation>
    </message>
    <message>
        <source>On paper, asleep until the next start: {orders}.</source>
        <translation>Auf Papier, ruhend bis zum nächsten Start: {orders}.</translation>
    </message>
</context>
<context>
    <name>Links</name>
    <message>
        <source>group {group}</source>
        <translation>Gruppe {group}</translation>
    </message>
    <message>
        <source>Not linked: it shows a symbol of its own</source>
        <translation>Nicht verbunden: zeigt ein eigenes Symbol</translation>
    </message>
    <message>
        <source>with {panes}</source>
        <translation>mit {panes}</translation>
    </message>
    <message>
        <source>alone so far</source>
        <translation>bisher allein</translation>
    </message>
    <message>
        <source>Linked in group {group} {with_whom}: all of it shows the same symbol</source>
        <translation>Verbunden in Gruppe {group} {with_whom}: alle zeigen dasselbe Symbol</translation>
    </message>
    <message>
        <source>Link of {called}, {word}</source>
        <translation>Verbund von {called}, {word}</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Verbund</translation>
    </message>
    <message>
        <source>Group {group}</source>
        <translation>Gruppe {group}</translation>
    </message>
    <message>
        <source>Not linked</source>
        <translation>Nicht verbunden</translation>
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
        <source>Refused. Nothing was sent. The same order left {measured:span} ago, {account} waits {limit:span} before it takes another like it.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Die gleiche Order wurde vor {measured:span} gesendet, {account} wartet {limit:span}, bevor eine weitere angenommen wird.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. The same order left {measured:span} ago. Send it again within {limit:span} if you want it twice.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Die gleiche Order wurde vor {measured:span} gesendet. Senden Sie sie binnen {limit:span} noch einmal, wenn Sie sie zweimal wollen.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. The {symbol} feed has been silent for {measured:span}, the limit is {limit:span}. Exits still work.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Der Feed von {symbol} schweigt seit {measured:span}, das Limit ist {limit:span}. Ausstiege bleiben möglich.</translation>
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
        <source>Refused. Nothing was sent. The program has just stood still; what automation decides now may rest on old prices. Exits still work.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Das Programm stand eben still; was die Automatik jetzt entscheidet, kann auf alten Kursen beruhen. Ausstiege bleiben möglich.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. {account} has not been compared with its broker yet. Exits work.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. {account} ist noch nicht mit dem Broker abgeglichen. Ausstiege sind möglich.</translation>
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
        <translation>Abgelehnt. Nichts wurde gesendet. {symbol} ist beim Broker von {account} {measured}, hier {limit}. Ausstiege sind möglich.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. The position in {symbol} could reach {measured:,}, the limit on {account} is {limit:,}.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Die Position in {symbol} könnte {measured:,} erreichen, das Limit auf {account} ist {limit:,}.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. {price} is {measured}% through the market, the collar on {account} is {limit}%.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. {price} liegt {measured} % jenseits des Marktes, die Preisgrenze auf {account} ist {limit} %.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. A {side} stop at {price} is on the wrong side of the market at {market}.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Ein Stop ({side}) bei {price} liegt auf der falschen Seite des Marktes bei {market}.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. The market at {market} is beyond the {price} at which this {side} waits to be touched: it would trade at once.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Der Markt bei {market} liegt schon jenseits von {price}, wo diese Order ({side}) auf Berührung wartet: sie würde sofort ausgeführt.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. {measured} orders in {window}, the limit on {account} is {limit}. Exits still work.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. {measured} Orders in {window}, das Limit auf {account} ist {limit}. Ausstiege bleiben möglich.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. {symbol} does not trade now, it opens {opens}.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. {symbol} wird jetzt nicht gehandelt, Eröffnung {opens}.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. There is no quote for {symbol} yet.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Es gibt noch keinen Kurs für {symbol}.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. The recording of {symbol} has ended. Exits still work.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Die Aufzeichnung von {symbol} ist zu Ende. Ausstiege bleiben möglich.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. The {symbol} feed is down. Entries leave again once it is back. Exits still work.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Der Feed von {symbol} ist ausgefallen. Einstiege werden wieder gesendet, sobald er zurück ist. Ausstiege bleiben möglich.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. The feed of {symbol} has a gap: nobody saw its quotes. Exits still work.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Der Feed von {symbol} hat eine Lücke: niemand hat seine Kurse gesehen. Ausstiege bleiben möglich.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. The spread in {symbol} is {measured} ticks, automation waits above {limit}. Exits still work.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Der Spread in {symbol} beträgt {measured} Ticks, die Automatik wartet ab {limit}. Ausstiege bleiben möglich.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. {strategy} made {measured} round trips in ten minutes without a hand on it, {limit} are allowed. It stays stopped until you let it go on. Exits still work.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. {strategy} machte {measured} Roundtrips in zehn Minuten ohne Eingriff von Hand, erlaubt sind {limit}. Sie bleibt angehalten, bis Sie sie fortsetzen. Ausstiege bleiben möglich.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. {account} has lost {sign}{measured:,} today, its limit is {sign}{limit:,}. Exits still work.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. {account} hat heute {sign}{measured:,} verloren, das Limit ist {sign}{limit:,}. Ausstiege bleiben möglich.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. What {account} lost today is not known while a price lacks; its limit is {sign}{limit:,}. Exits still work.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Was {account} heute verloren hat, ist nicht bekannt, solange ein Kurs fehlt; das Limit ist {sign}{limit:,}. Ausstiege bleiben möglich.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. {event} is at {at}: entries in {symbol} wait until {until}. Exits still work.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. {event} ist um {at}: Einstiege in {symbol} warten bis {until}. Ausstiege bleiben möglich.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. It is not known whether there is news now: {problem}. Correct the calendar, or let the account ignore it with news_blackout. Exits still work.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Es ist nicht bekannt, ob gerade Nachrichten anstehen: {problem}. Berichtigen Sie den Kalender, oder lassen Sie das Konto ihn mit news_blackout übergehen. Ausstiege bleiben möglich.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. {symbol} has not been the front month since {rolled} and trades for the last time on {last_day}; automation opens nothing in it. Exits still work.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. {symbol} ist seit {rolled} nicht mehr der Frontmonat und wird zuletzt am {last_day} gehandelt; die Automatik eröffnet darin nichts. Ausstiege bleiben möglich.</translation>
    </message>
    <message>
        <source>{strategy} made {measured} round trips in ten minutes without a hand on it. It enters nothing until you release it; its exits work.</source>
        <translation>{strategy} machte {measured} Roundtrips in zehn Minuten ohne Eingriff von Hand. Sie steigt nirgends ein, bis Sie sie fortsetzen; ihre Ausstiege sind möglich.</translation>
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
        <translation>Abgelehnt. Nichts wurde gesendet. Der letzte Handelstag von {symbol} war {last_day}.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. {symbol} stopped trading on {last_day}; the front month is {front}.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Der letzte Handelstag von {symbol} war {last_day}; der Frontmonat ist {front}.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. {symbol} stopped trading on {last_day}; the nearest that trades is {front}.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Der letzte Handelstag von {symbol} war {last_day}; der nächste gehandelte Kontrakt ist {front}.</translation>
    </message>
    <message>
        <source>Not reset. Orders of {account} that are not out of the market yet: {count}. Try again once they are.</source>
        <translation>Nicht zurückgesetzt. Orders von {account}, die noch im Markt sind: {count}. Versuchen Sie es wieder, sobald sie es nicht mehr sind.</translation>
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
        <translation>Abgelehnt. Nichts wurde gesendet. Was ein Dollar in {currency} kostet, ist für {day} nicht bekannt. Ergänzen Sie in {file} eine Zeile wie {day},{currency},0.9 mit dem wahren Kurs, und starten Sie neu. Ausstiege bleiben möglich.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. The order needs {sign}{measured:,}, {account} has {sign}{limit:,} of buying power.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Die Order braucht {sign}{measured:,}, {account} hat {sign}{limit:,} Kaufkraft.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. Trading on {account} is halted. Exits still work.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Der Handel auf {account} ist angehalten. Ausstiege bleiben möglich.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. The kill switch is on: no order that can add exposure leaves. Exits work.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Der Not-Aus ist an: keine Order, die das Risiko erhöhen kann, wird gesendet. Ausstiege sind möglich.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. {account} takes only orders that reduce a position.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. {account} nimmt nur Orders an, die eine Position verkleinern.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. The outcome of an earlier order in {symbol} is not known yet. Exits still work.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Der Ausgang einer früheren Order in {symbol} ist noch nicht bekannt. Ausstiege bleiben möglich.</translation>
    </message>
    <message>
        <source>Nothing was sent. What is held or works has changed meanwhile, so that the order would add exposure. Send it again if you mean it.</source>
        <translation>Nichts wurde gesendet. Was gehalten wird oder arbeitet, hat sich inzwischen geändert, sodass die Order das Risiko erhöhen würde. Senden Sie sie noch einmal, wenn Sie sie wollen.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. The ledger cannot be written: {cause}. Entries wait until it can. Exits still work.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Das Hauptbuch kann nicht geschrieben werden: {cause}. Einstiege warten, bis es geht. Ausstiege bleiben möglich.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. The ledger cannot be written: {cause}. Automation is held, exits still work. What happened since ({count}) is kept in memory and in {file}, and is booked once the ledger can be written. Make room or give access.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Das Hauptbuch kann nicht geschrieben werden: {cause}. Die Automatik ist angehalten, Ausstiege bleiben möglich. Was seither geschah ({count}), steht im Speicher und in {file} und wird gebucht, sobald das Hauptbuch geschrieben werden kann. Schaffen Sie Platz oder Zugriff.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. The ledger cannot be written: {cause}. Automation is held. What happened since ({count}) is kept in memory alone, {file} cannot be written either: {trouble}. Make room or give access before you end the program.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Das Hauptbuch kann nicht geschrieben werden: {cause}. Die Automatik ist angehalten. Was seither geschah ({count}), steht allein im Speicher, auch {file} kann nicht geschrieben werden: {trouble}. Schaffen Sie Platz oder Zugriff, bevor Sie das Programm beenden.</translation>
    </message>
    <message>
        <source>Refused. Nothing was sent. The ledger cannot be written: {cause}. Nor can the emergency file, so no exit leaves from here either. What works at the broker stays. Make room or give access, or close at the broker.</source>
        <translation>Abgelehnt. Nichts wurde gesendet. Das Hauptbuch kann nicht geschrieben werden: {cause}. Die Notfalldatei auch nicht, daher wird von hier auch kein Ausstieg gesendet. Was beim Broker liegt, bleibt. Schaffen Sie Platz oder Zugriff, oder stellen Sie beim Broker glatt.</translation>
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
        <translation>{quantity:,} von {displayed:,} zu {price} vom Brief genommen.</translation>
    </message>
    <message>
        <source>Hit {quantity:,} of {displayed:,} bid for at {price}.</source>
        <translation>{quantity:,} von {displayed:,} zu {price} ins Geld verkauft.</translation>
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
        <translation>Durchgehandelt: ein Umsatz zu {print} lag jenseits des Limits {price}.</translation>
    </message>
    <message>
        <source>Took {quantity:,} of {displayed:,} offered at {price}, with all legs of its package.</source>
        <translation>{quantity:,} von {displayed:,} zu {price} vom Brief genommen, mit allen Teilen des Pakets.</translation>
    </message>
    <message>
        <source>Hit {quantity:,} of {displayed:,} bid for at {price}, with all legs of its package.</source>
        <translation>{quantity:,} von {displayed:,} zu {price} ins Geld verkauft, mit allen Teilen des Pakets.</translation>
    </message>
    <message>
        <source>That is {worse} worse than {expected}, which stood when it arrived.</source>
        <translation>Das ist {worse} schlechter als {expected}, der Kurs bei Ankunft.</translation>
    </message>
    <message>
        <source>That is {worse} worse than {expected}, where it was triggered.</source>
        <translation>Das ist {worse} schlechter als {expected}, der Kurs, der sie auslöste.</translation>
    </message>
    <message>
        <source>It is booked {slippage} worse than that, as live fills were found to be.</source>
        <translation>Gebucht ist sie um {slippage} schlechter, wie es sich bei echten Ausführungen zeigte.</translation>
    </message>
    <message>
        <source>{confidence}% sure.</source>
        <translation>{confidence} % sicher.</translation>
    </message>
    <message>
        <source>It was {latency_ms:,} ms on its way.</source>
        <translation>Sie war {latency_ms:,} ms unterwegs.</translation>
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
        <source>About {ahead:,} stand ahead at {price}, seen {age:span} ago; {confidence}% sure of a fill once they have traded.</source>
        <translation>Bei {price} stehen etwa {ahead:,} davor, gesehen vor {age:span}; zu {confidence} % sicher ausgeführt, sobald sie gehandelt sind.</translation>
    </message>
    <message>
        <source>Nothing stands ahead at {price}, seen {age:span} ago; {confidence}% sure of a fill at the next trade there.</source>
        <translation>Bei {price} steht nichts davor, gesehen vor {age:span}; zu {confidence} % sicher ausgeführt beim nächsten Umsatz dort.</translation>
    </message>
    <message>
        <source>About {ahead:,} stood ahead at {price} when it was last in sight, {age:span} ago.</source>
        <translation>Bei {price} standen etwa {ahead:,} davor, als der Preis zuletzt zu sehen war, vor {age:span}.</translation>
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
        <translation>Die Order ist um {at} abgelaufen.</translation>
    </message>
    <message>
        <source>The whole quantity was not there at once.</source>
        <translation>Die ganze Menge war nicht sofort verfügbar.</translation>
    </message>
    <message>
        <source>{symbol} was split and no whole share was left of the order.</source>
        <translation>{symbol} wurde gesplittet, und von der Order blieb keine ganze Aktie.</translation>
    </message>
    <message>
        <source>{symbol} stopped trading with the order still open.</source>
        <translation>Der Handel in {symbol} endete, als die Order noch offen war.</translation>
    </message>
    <message>
        <source>Cancelled on request.</source>
        <translation>Auf Wunsch gestrichen.</translation>
    </message>
    <message>
        <source>Cancelled to close the position.</source>
        <translation>Gestrichen, um die Position zu schließen.</translation>
    </message>
    <message>
        <source>Cancelled to keep the exits in step with the position.</source>
        <translation>Gestrichen, damit die Ausstiege zur Position passen.</translation>
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
        <translation>Abgelehnt vom Broker mit Stop und Ziel: {text} Sie wird ohne diese neu gesendet; beides wird hier gesetzt, sobald sie ausgeführt ist. Wählen Sie {setting} in den Einstellungen der Plattform des Brokers, damit beides dort liegt.</translation>
    </message>
    <message>
        <source>Refused: the message names no side and no target position.</source>
        <translation>Abgelehnt: die Nachricht nennt weder Seite noch Zielposition.</translation>
    </message>
    <message>
        <source>The exchange took back what it traded. Nothing more of it trades.</source>
        <translation>Die Börse hat ihre Ausführung zurückgenommen. Davon wird nichts mehr gehandelt.</translation>
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
        <source>Not sent: {login} is not connected. Nothing was traded.</source>
        <translation>Nicht gesendet: {login} ist nicht verbunden. Nichts wurde gehandelt.</translation>
    </message>
    <message>
        <source>Not sent: {account} has no destination for {symbol} any more. Nothing was traded.</source>
        <translation>Nicht gesendet: {account} hat kein Ziel mehr für {symbol}. Nichts wurde gehandelt.</translation>
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
        <translation>Die Order wurde nicht gesendet: {cause}. Nichts wurde gehandelt.</translation>
    </message>
    <message>
        <source>What became of the request is not known: {cause}. It counts until it is proven.</source>
        <translation>Was aus der Anfrage wurde, ist nicht bekannt: {cause}. Sie zählt, bis es bewiesen ist.</translation>
    </message>
    <message>
        <source>The broker did not answer: {login} is not connected.</source>
        <translation>Der Broker antwortete nicht: {login} ist nicht verbunden.</translation>
    </message>
    <message>
        <source>The broker did not answer: there is no address of {host}. This computer may not be connected to the internet.</source>
        <translation>Der Broker antwortete nicht: zu {host} gibt es keine Adresse. Dieser Rechner ist womöglich nicht mit dem Internet verbunden.</translation>
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
        <translation>Ein Stop und ein Ziel auf ganzen Ticks, mindestens vier, werden mit ihrem Einstieg gesendet, wenn die Plattform auf Auto OCO Brackets steht. Alle anderen Ausstiege setzt und pflegt dieses Programm.</translation>
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
        <translation>Kurse von Tradovate brauchen eine Lizenz für Marktdaten über die API. Ohne sie sind Orders trotzdem möglich, mit Kursen von anderswo.</translation>
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
        <translation>{strategy} wurde angehalten: {measured} Roundtrips in zehn Minuten ohne Eingriff von Hand, erlaubt sind {limit}. Ihre Ausstiege sind möglich.</translation>
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
        <translation>Die Schutzorder {link} in {symbol} auf {account} ist nicht mehr im Markt. Sie schützt die Position nicht mehr.</translation>
    </message>
    <message>
        <source>Stop and target of an entry in {symbol} on {account} both traded: {measured} more than was open. Check the position.</source>
        <translation>Stop und Ziel eines Einstiegs in {symbol} auf {account} wurden beide ausgeführt: {measured} mehr als offen war. Prüfen Sie die Position.</translation>
    </message>
    <message>
        <source>Not all of {symbol} on {account} is closed yet. An exit of {quantity} has left and its outcome is not known. The rest goes once it is, in {limit} s at the latest. Close again to send it at once: should both trade, you hold {measured}.</source>
        <translation>{symbol} ist auf {account} noch nicht ganz geschlossen. Ein Ausstieg über {quantity} ist gesendet, sein Ausgang ist nicht bekannt. Der Rest folgt, sobald er es ist, spätestens in {limit} s. Schließen Sie noch einmal, um ihn sofort zu senden: werden beide ausgeführt, halten Sie {measured}.</translation>
    </message>
    <message>
        <source>A close of {symbol} was sent on {account} beside an exit of {quantity} whose outcome is not known. Should both trade, you hold {measured}.</source>
        <translation>Eine Schließung von {symbol} wurde auf {account} neben einem Ausstieg über {quantity} gesendet, dessen Ausgang nicht bekannt ist. Werden beide ausgeführt, halten Sie {measured}.</translation>
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
        <translation>Der Broker von {account} nimmt die Anmeldung nicht mehr an. Dorthin wird nichts gesendet, bis Sie sich neu angemeldet haben. Dort offen: {orders}.</translation>
    </message>
    <message>
        <source>Another program has logged in to the broker of {account} and ended this session. It is left alone for {limit} min, then tried again; nothing leaves until then. Working there: {orders}.</source>
        <translation>Ein anderes Programm hat sich beim Broker von {account} angemeldet und diese Sitzung beendet. Sie bleibt {limit} min in Ruhe und wird dann neu aufgebaut; bis dahin wird nichts gesendet. Dort offen: {orders}.</translation>
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
        <translation>{login} wurde von Ihnen getrennt. Dorthin wird nichts gesendet; die Orders bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>{login} is not connected, so that {account} cannot be armed.</source>
        <translation>{login} ist nicht verbunden, daher kann {account} nicht scharf geschaltet werden.</translation>
    </message>
    <message>
        <source>{account} is armed no longer: no order has left by hand for {limit} min.</source>
        <translation>{account} ist nicht mehr scharf geschaltet: seit {limit} min ging von Hand keine Order hinaus.</translation>
    </message>
    <message>
        <source>{account} is armed no longer: what it needs is not connected.</source>
        <translation>{account} ist nicht mehr scharf geschaltet: was es braucht, ist nicht verbunden.</translation>
    </message>
    <message>
        <source>{account} is armed no longer: you turned to another account.</source>
        <translation>{account} ist nicht mehr scharf geschaltet: Sie haben zu einem anderen Konto gewechselt.</translation>
    </message>
    <message>
        <source>Nothing was sent. {account} is set to Observe: exits work, entries do not leave by hand.</source>
        <translation>Nichts wurde gesendet. {account} steht auf Beobachten: Ausstiege sind möglich, Einstiege von Hand werden nicht gesendet.</translation>
    </message>
    <message>
        <source>Nothing was sent. {account} is set to Observe, and what works already could get out of the same: both together could turn the position. Close gets out of all of it.</source>
        <translation>Nichts wurde gesendet. {account} steht auf Beobachten, und was schon arbeitet, könnte dasselbe schließen: Beides zusammen könnte die Position drehen. Schließen führt ganz heraus.</translation>
    </message>
    <message>
        <source>{symbol} is {measured} at the broker of {account}, here it is {limit}. Nothing opens in it until both agree; exits work. Check the contract.</source>
        <translation>{symbol} ist beim Broker von {account} {measured}, hier {limit}. Nichts wird darin eröffnet, bis beide übereinstimmen; Ausstiege sind möglich. Prüfen Sie den Kontrakt.</translation>
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
        <translation>Es gab keine Order zum Streichen.</translation>
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
        <translation>Abgelehnt: die Automatik ist ausgeschaltet. Ausstiege bleiben möglich.</translation>
    </message>
    <message>
        <source>Refused: {measured:span} old, limit {limit:span}.</source>
        <translation>Abgelehnt: {measured:span} alt, Limit {limit:span}.</translation>
    </message>
    <message>
        <source>Refused: {measured:span} ahead of market time, limit {limit:span}.</source>
        <translation>Abgelehnt: der Marktzeit {measured:span} voraus, Limit {limit:span}.</translation>
    </message>
    <message>
        <source>{measured:span} old; exits are honoured at any age.</source>
        <translation>{measured:span} alt; Ausstiege gelten in jedem Alter.</translation>
    </message>
    <message>
        <source>Refused: automation on {account} is switched off. Exits still work.</source>
        <translation>Abgelehnt: die Automatik auf {account} ist ausgeschaltet. Ausstiege bleiben möglich.</translation>
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
        <source>Nothing has come of {strategy} for {measured:span}; something was to come every {limit:span}. Look whether its alert at TradingView still runs.</source>
        <translation>Von {strategy} kam seit {measured:span} nichts; alle {limit:span} sollte etwas kommen. Prüfen Sie, ob der Alarm bei TradingView noch läuft.</translation>
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
        <source>{what} rose to {level}</source>
        <translation>{what} stieg auf {level}</translation>
    </message>
    <message>
        <source>{what} fell to {level}</source>
        <translation>{what} fiel auf {level}</translation>
    </message>
    <message>
        <source>Alert ended: {what}</source>
        <translation>Alarm beendet: {what}</translation>
    </message>
    <message>
        <source>Alert ended: {what} at {level}</source>
        <translation>Alarm beendet: {what} bei {level}</translation>
    </message>
    <message>
        <source>Price alert. It traded at {price} at {at}.</source>
        <translation>Preisalarm. Gehandelt zu {price} um {at}.</translation>
    </message>
    <message>
        <source>Alert. It is {value} at {at}.</source>
        <translation>Alarm. Wert um {at}: {value}.</translation>
    </message>
    <message>
        <source>It was not reached in its time.</source>
        <translation>Er wurde in seiner Frist nicht erreicht.</translation>
    </message>
    <message>
        <source>Its line was deleted, and the alert with it.</source>
        <translation>Die Linie wurde gelöscht, und der Alarm mit ihr.</translation>
    </message>
    <message>
        <source>Told on {day}, while no window was open.</source>
        <translation>Gemeldet am {day}, während kein Fenster offen war.</translation>
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
        <source>{action} ← {heard}</source>
        <translation>{action} ← {heard}</translation>
    </message>
    <message>
        <source>position ← {heard}</source>
        <translation>Position ← {heard}</translation>
    </message>
    <message>
        <source>target ← position {position}</source>
        <translation>Ziel ← Position {position}</translation>
    </message>
    <message>
        <source>{heard} leads there.</source>
        <translation>{heard} führt dorthin.</translation>
    </message>
    <message>
        <source>size ← the order that opened it.</source>
        <translation>Größe ← die Order, die sie eröffnete.</translation>
    </message>
    <message>
        <source>A comma with nothing behind it was passed over.</source>
        <translation>Ein Komma, hinter dem nichts stand, wurde übergangen.</translation>
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
        <source>High</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Niedrig</translation>
    </message>
    <message>
        <source>Not said</source>
        <translation>Nicht gesagt</translation>
    </message>
    <message>
        <source>Read the calendar again</source>
        <translation>Den Kalender neu lesen</translation>
    </message>
    <message>
        <source>No calendar</source>
        <translation>Kein Kalender</translation>
    </message>
    <message>
        <source>Name a CSV or iCalendar file in config.toml: file = &quot;news.csv&quot; under [calendar]. Entries then wait around important news, and exits never.</source>
        <translation>Nennen Sie eine CSV- oder iCalendar-Datei in config.toml: file = &quot;news.csv&quot; unter [calendar]. Einstiege warten dann um wichtige Nachrichten, Ausstiege nie.</translation>
    </message>
    <message>
        <source>entries wait</source>
        <translation>Einstiege warten</translation>
    </message>
    <message>
        <source>all day</source>
        <translation>ganztags</translation>
    </message>
    <message>
        <source>past</source>
        <translation>vorbei</translation>
    </message>
    <message>
        <source>Entries wait from {before} min before it to {after} min after it. Exits work.</source>
        <translation>Einstiege warten von {before} min davor bis {after} min danach. Ausstiege sind möglich.</translation>
    </message>
    <message>
        <source>−{before} +{after} min</source>
        <translation>−{before} +{after} min</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>−1,440 +1,440 min</source>
        <translation>−1,440 +1,440 min</translation>
    </message>
    <message>
        <source>is past</source>
        <translation>ist vorbei</translation>
    </message>
    <message>
        <source>in {duration}</source>
        <translation>in {duration}</translation>
    </message>
    <message>
        <source>, entries wait</source>
        <translation>, Einstiege warten</translation>
    </message>
    <message>
        <source>Medium and high</source>
        <translation>Mittel und hoch</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Entries wait: {problem}. Exits work.</source>
        <translation>Einstiege warten: {problem}. Ausstiege sind möglich.</translation>
    </message>
    <message>
        <source>{name}: entries wait until {until}. Exits work.</source>
        <translation>{name}: Einstiege warten bis {until}. Ausstiege sind möglich.</translation>
    </message>
    <message>
        <source>and {more} more</source>
        <translation>und {more} weitere</translation>
    </message>
    <message>
        <source>Left out, {words}</source>
        <translation>Ausgelassen, {words}</translation>
    </message>
    <message>
        <source>The calendar has no events from now on. Nothing waits for news.</source>
        <translation>Der Kalender hat ab jetzt keine Ereignisse. Nichts wartet auf Nachrichten.</translation>
    </message>
    <message>
        <source>{name} in {duration}</source>
        <translation>{name} in {duration}</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>The inbox tells where it ended.</source>
        <translation>Der Eingang sagt, wo er endete.</translation>
    </message>
    <message>
        <source>Waits for approval{value}</source>
        <translation>Wartet auf Freigabe{value}</translation>
    </message>
    <message>
        <source>Alert failed</source>
        <translation>Alarm fehlgeschlagen</translation>
    </message>
    <message>
        <source>Alert refused</source>
        <translation>Alarm abgelehnt</translation>
    </message>
    <message>
        <source>Bought</source>
        <translation>Gekauft</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>Verkauft</translation>
    </message>
    <message>
        <source>, by {strategy}</source>
        <translation>, durch {strategy}</translation>
    </message>
    <message>
        <source>Refused: {words} on {account}</source>
        <translation>Abgelehnt: {words} auf {account}</translation>
    </message>
    <message>
        <source>Order outcome unknown</source>
        <translation>Ausgang einer Order unbekannt</translation>
    </message>
    <message>
        <source>{order_words}, {name_of}. No answer came.</source>
        <translation>{order_words}, {name_of}. Keine Antwort kam.</translation>
    </message>
    <message>
        <source>{left} of {limit} left on {name_of}</source>
        <translation>{left} von {limit} übrig auf {name_of}</translation>
    </message>
    <message>
        <source>Buy {quantity} {symbol}</source>
        <translation>Kauf {quantity} {symbol}</translation>
    </message>
    <message>
        <source>Sell {quantity} {symbol}</source>
        <translation>Verkauf {quantity} {symbol}</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Show {pane}</source>
        <translation>{pane} zeigen</translation>
    </message>
    <message>
        <source>Dismiss: {title}</source>
        <translation>Verwerfen: {title}</translation>
    </message>
    <message>
        <source>Dismiss all</source>
        <translation>Alle verwerfen</translation>
    </message>
    <message>
        <source>Dismiss all notices</source>
        <translation>Alle Meldungen verwerfen</translation>
    </message>
    <message>
        <source>{more} more in their panes</source>
        <translation>{more} weitere in ihren Fenstern</translation>
    </message>
</context>
<context>
    <name>Orders</name>
    <message>
        <source>Order or alert at a price</source>
        <translation>Order oder Alarm zu einem Preis</translation>
    </message>
    <message>
        <source>Order or alert at a price…	{price_key}</source>
        <translation>Order oder Alarm zu einem Preis…	{price_key}</translation>
    </message>
    <message>
        <source>Move to {ticks}</source>
        <translation>Auf {ticks} setzen</translation>
    </message>
    <message>
        <source>The broker has not answered. The order is looked up until it is found or proven absent, counts as if it worked, and is not sent again. New entries in its symbol wait.</source>
        <translation>Der Broker hat nicht geantwortet. Die Order wird abgefragt, bis sie gefunden ist oder feststeht, dass es sie nicht gibt; sie zählt als offen und wird nicht noch einmal gesendet. Neue Einstiege in ihrem Symbol warten.</translation>
    </message>
    <message>
        <source>Rules asked, in order</source>
        <translation>Geprüfte Regeln, in Reihenfolge</translation>
    </message>
    <message>
        <source>No rule was asked: it did not come from here.</source>
        <translation>Keine Regel wurde geprüft: sie kam nicht von hier.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close the order</source>
        <translation>Die Order schließen</translation>
    </message>
    <message>
        <source>{sent:%H:%M:%S} from {origin} on {account}</source>
        <translation>{sent:%H:%M:%S} von {origin} auf {account}</translation>
    </message>
    <message>
        <source>{filled_quantity} of {quantity} filled</source>
        <translation>{filled_quantity} von {quantity} ausgeführt</translation>
    </message>
    <message>
        <source>rests at: {rests_at}</source>
        <translation>liegt bei: {rests_at}</translation>
    </message>
    <message>
        <source>{link} of {title_of}</source>
        <translation>{link} von {title_of}</translation>
    </message>
    <message>
        <source>No working orders</source>
        <translation>Keine offenen Orders</translation>
    </message>
    <message>
        <source>Send one from the ticket, or let an alert do it.</source>
        <translation>Senden Sie eine aus dem Ticket, oder lassen Sie es einen Alarm tun.</translation>
    </message>
    <message>
        <source>No filled orders</source>
        <translation>Keine ausgeführten Orders</translation>
    </message>
    <message>
        <source>What trades shows here.</source>
        <translation>Was gehandelt wird, erscheint hier.</translation>
    </message>
    <message>
        <source>No orders</source>
        <translation>Keine Orders</translation>
    </message>
    <message>
        <source>Which orders</source>
        <translation>Welche Orders</translation>
    </message>
    <message>
        <source>Cancel order</source>
        <translation>Order streichen</translation>
    </message>
    <message>
        <source>Cancel all</source>
        <translation>Alle streichen</translation>
    </message>
    <message>
        <source>Cancel all working orders</source>
        <translation>Alle offenen Orders streichen</translation>
    </message>
    <message>
        <source>Why, and the rules asked…</source>
        <translation>Warum, und die geprüften Regeln…</translation>
    </message>
    <message>
        <source>Show the legs	Right</source>
        <translation>Die Teile zeigen	Rechts</translation>
    </message>
    <message>
        <source>Fold the legs	Left</source>
        <translation>Die Teile einklappen	Links</translation>
    </message>
    <message>
        <source>Change price	F2</source>
        <translation>Preis ändern	F2</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Preis</translation>
    </message>
    <message>
        <source>Change quantity</source>
        <translation>Menge ändern</translation>
    </message>
    <message>
        <source>Qty</source>
        <translation>Menge</translation>
    </message>
    <message>
        <source>Move to break even, {shown}</source>
        <translation>Auf Break-even setzen, {shown}</translation>
    </message>
    <message>
        <source>Cancel buys of {symbol}</source>
        <translation>Käufe von {symbol} streichen</translation>
    </message>
    <message>
        <source>Cancel sells of {symbol}</source>
        <translation>Verkäufe von {symbol} streichen</translation>
    </message>
    <message>
        <source>Cancel order	Del</source>
        <translation>Order streichen	Entf</translation>
    </message>
    <message>
        <source>Cancel all of {symbol}</source>
        <translation>Alle von {symbol} streichen</translation>
    </message>
    <message>
        <source> at {price}</source>
        <translation> zu {price}</translation>
    </message>
    <message>
        <source>own {side} {quantity} {type} {state}, {symbol}{at}, {account}{leg}{legs}</source>
        <translation>eigene Order, {side} {quantity} {type} {state}, {symbol}{at}, {account}{leg}{legs}</translation>
    </message>
    <message>
        <source>, one of {legs} legs that trade together</source>
        <translation>, eine von {legs} zusammen gehandelten</translation>
    </message>
    <message>
        <source>, {leg} of a bracket</source>
        <translation>, {leg} eines Brackets</translation>
    </message>
    <message>
        <source>target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>, entry of a bracket with {legs} legs</source>
        <translation>, Einstieg eines Brackets mit {legs} Teilen</translation>
    </message>
    <message>
        <source>stop</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>timed exit</source>
        <translation>Zeitausstieg</translation>
    </message>
    <message>
        <source>Sell</source>
        <translation>Verkauf</translation>
    </message>
    <message>
        <source>Stop-lmt</source>
        <translation>Stop-Lmt</translation>
    </message>
    <message>
        <source>Part filled 10 of 100</source>
        <translation>Teilausgeführt 10 von 100</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Rechner</translation>
    </message>
    <message>
        <source>{moment}, {legs} legs {said}</source>
        <translation>{moment}, {legs} Teile {said}</translation>
    </message>
    <message>
        <source> for {limit} net or less</source>
        <translation> für netto {limit} oder weniger</translation>
    </message>
    <message>
        <source>One of {legs} legs that trade together{net}, or not at all.</source>
        <translation>Eine von {legs}, die zusammen gehandelt werden{net}, oder gar nicht.</translation>
    </message>
    <message>
        <source>net</source>
        <translation>netto</translation>
    </message>
    <message>
        <source>group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Placed for the group {group}</source>
        <translation>Für die Gruppe {group} aufgegeben</translation>
    </message>
    <message>
        <source>This computer moves the stop; it follows while the program runs.</source>
        <translation>Dieser Rechner zieht den Stop nach; er folgt, solange das Programm läuft.</translation>
    </message>
    <message>
        <source>Asked for {asked}; {stands} stands until the broker confirms it.</source>
        <translation>Verlangt ist {asked}; {stands} gilt, bis der Broker bestätigt.</translation>
    </message>
    <message>
        <source>Buy</source>
        <translation>Kauf</translation>
    </message>
    <message>
        <source>{filled_quantity} of {quantity}</source>
        <translation>{filled_quantity} von {quantity}</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>bestanden</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>not asked</source>
        <translation>nicht geprüft</translation>
    </message>
    <message>
        <source>Orders of unknown outcome</source>
        <translation>Orders mit unbekanntem Ausgang</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Filled</source>
        <translation>Ausgeführt</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>The order has changed meanwhile. It stands as the list shows it.</source>
        <translation>Die Order hat sich inzwischen geändert. Sie gilt, wie die Liste sie zeigt.</translation>
    </message>
    <message>
        <source>The order is being sent. It can be changed once the broker has it.</source>
        <translation>Die Order wird gerade gesendet. Sie kann geändert werden, sobald der Broker sie hat.</translation>
    </message>
    <message>
        <source>The order is being cancelled. Nothing was sent.</source>
        <translation>Die Order wird gerade gestrichen. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>A change of the order is on its way. Nothing was sent.</source>
        <translation>Eine Änderung der Order ist unterwegs. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>The latest {listed} of {count} are listed.</source>
        <translation>Die neuesten {listed} von {count} sind aufgeführt.</translation>
    </message>
    <message>
        <source>The outcome of the order is unknown. It can be changed once it is known.</source>
        <translation>Der Ausgang der Order ist unbekannt. Sie kann geändert werden, sobald er bekannt ist.</translation>
    </message>
    <message>
        <source>The order has ended. Nothing was sent.</source>
        <translation>Die Order ist beendet. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>The order has triggered. Nothing was sent.</source>
        <translation>Die Order hat ausgelöst. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>The order is a leg of a package, which is not changed. Cancel it instead.</source>
        <translation>Die Order ist Teil eines Pakets, das nicht geändert wird. Streichen Sie sie stattdessen.</translation>
    </message>
    <message>
        <source>The broker takes no new terms of an order. Cancel it and place another.</source>
        <translation>Der Broker nimmt keine neuen Bedingungen für eine Order an. Streichen Sie sie, und geben Sie eine andere auf.</translation>
    </message>
    <message>
        <source>{problem}. The order stands as it was.</source>
        <translation>{problem}. Die Order gilt, wie sie war.</translation>
    </message>
    <message>
        <source>Snapped to {shown}. Enter asks for it.</source>
        <translation>Auf {shown} gerundet. Enter verlangt es.</translation>
    </message>
    <message>
        <source>{done} of it have traded. Cancel the rest instead.</source>
        <translation>{done} davon sind gehandelt. Streichen Sie stattdessen den Rest.</translation>
    </message>
    <message>
        <source>Change {symbol}</source>
        <translation>{symbol} ändern</translation>
    </message>
    <message>
        <source>{badge} {name}: {wanted}, in place of {stands}</source>
        <translation>{badge} {name}: {wanted}, anstelle von {stands}</translation>
    </message>
    <message>
        <source>The market is not beyond the entry. The stop stays where it is.</source>
        <translation>Der Markt ist nicht jenseits des Einstiegs. Der Stop bleibt, wo er ist.</translation>
    </message>
</context>
<context>
    <name>Pane</name>
    <message>
        <source>Chart</source>
        <translation>Chart</translation>
    </message>
    <message>
        <source>Ladder</source>
        <translation>DOM</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>Positionen</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Orders</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Alarme</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>Freigaben</translation>
    </message>
    <message>
        <source>Automation</source>
        <translation>Automatik</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Alert studio</source>
        <translation>Alarmstudio</translation>
    </message>
    <message>
        <source>Brokers</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>How real is paper</source>
        <translation>Wie echt ist Paper</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>Diagnose</translation>
    </message>
    <message>
        <source>Watchlist</source>
        <translation>Watchlist</translation>
    </message>
    <message>
        <source>Tape</source>
        <translation>Tape</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>Kalender</translation>
    </message>
    <message>
        <source>Price alerts</source>
        <translation>Preisalarme</translation>
    </message>
    <message>
        <source>Option chain</source>
        <translation>Optionskette</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>Ticket</translation>
    </message>
</context>
<context>
    <name>Parameter</name>
    <message>
        <source>buy</source>
        <translation>Kauf</translation>
    </message>
    <message>
        <source>sell</source>
        <translation>Verkauf</translation>
    </message>
    <message>
        <source>close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>reverse</source>
        <translation>Umkehren</translation>
    </message>
    <message>
        <source>cancel</source>
        <translation>Streichen</translation>
    </message>
    <message>
        <source>ignore</source>
        <translation>Nichts tun</translation>
    </message>
    <message>
        <source>long</source>
        <translation>long</translation>
    </message>
    <message>
        <source>short</source>
        <translation>short</translation>
    </message>
    <message>
        <source>flat</source>
        <translation>glatt</translation>
    </message>
    <message>
        <source>take profit</source>
        <translation>Take-Profit</translation>
    </message>
    <message>
        <source>stop loss</source>
        <translation>Stop-Loss</translation>
    </message>
    <message>
        <source>break even</source>
        <translation>Break-even</translation>
    </message>
    <message>
        <source>close after</source>
        <translation>Schließen nach</translation>
    </message>
    <message>
        <source>filled</source>
        <translation>ausgeführt</translation>
    </message>
    <message>
        <source>canceled</source>
        <translation>gestrichen</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>denied</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>abgelaufen</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>sending</source>
        <translation>wird gesendet</translation>
    </message>
    <message>
        <source>pending cancel</source>
        <translation>wird gestrichen</translation>
    </message>
    <message>
        <source>pending replace</source>
        <translation>wird geändert</translation>
    </message>
    <message>
        <source>waiting for its entry</source>
        <translation>wartet auf ihren Einstieg</translation>
    </message>
    <message>
        <source>waiting for its exits to be moved</source>
        <translation>wartet, bis ihre Ausstiege versetzt sind</translation>
    </message>
    <message>
        <source>the position has changed meanwhile</source>
        <translation>die Position hat sich inzwischen geändert</translation>
    </message>
    <message>
        <source>the order has changed meanwhile</source>
        <translation>die Order hat sich inzwischen geändert</translation>
    </message>
    <message>
        <source>it was cancelled before it left</source>
        <translation>sie wurde gestrichen, bevor sie gesendet war</translation>
    </message>
    <message>
        <source>it ended or was cancelled meanwhile</source>
        <translation>sie endete inzwischen oder wurde gestrichen</translation>
    </message>
    <message>
        <source>the kill switch is on</source>
        <translation>der Not-Aus ist an</translation>
    </message>
    <message>
        <source>the broker has failed again and again</source>
        <translation>der Broker hat wiederholt versagt</translation>
    </message>
    <message>
        <source>the broker&apos;s id is not known yet</source>
        <translation>die Nummer des Brokers ist noch nicht bekannt</translation>
    </message>
    <message>
        <source>no answer in time</source>
        <translation>keine Antwort in der Frist</translation>
    </message>
    <message>
        <source>closed here</source>
        <translation>hier geschlossen</translation>
    </message>
    <message>
        <source>given up</source>
        <translation>aufgegeben</translation>
    </message>
    <message>
        <source>the token has run out</source>
        <translation>der Token ist abgelaufen</translation>
    </message>
    <message>
        <source>a token without its user or its end</source>
        <translation>ein Token ohne Benutzer oder Ablauf</translation>
    </message>
    <message>
        <source>an answer to the login that cannot be read</source>
        <translation>eine unlesbare Antwort auf die Anmeldung</translation>
    </message>
    <message>
        <source>another session has taken the login over</source>
        <translation>eine andere Sitzung hat die Anmeldung übernommen</translation>
    </message>
    <message>
        <source>no market data</source>
        <translation>keine Marktdaten</translation>
    </message>
    <message>
        <source>the bars are missing from the answer</source>
        <translation>in der Antwort fehlen die Kerzen</translation>
    </message>
    <message>
        <source>a bar cannot be read</source>
        <translation>eine Kerze ist nicht lesbar</translation>
    </message>
    <message>
        <source>the contracts are missing from the answer</source>
        <translation>in der Antwort fehlen die Kontrakte</translation>
    </message>
    <message>
        <source>the accounts are missing from the answer</source>
        <translation>in der Antwort fehlen die Konten</translation>
    </message>
    <message>
        <source>not logged in</source>
        <translation>nicht angemeldet</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>nicht verbunden</translation>
    </message>
    <message>
        <source>the paper market</source>
        <translation>den Paper-Markt</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>orders</source>
        <translation>Orders</translation>
    </message>
    <message>
        <source>packages</source>
        <translation>Pakete</translation>
    </message>
    <message>
        <source>a package</source>
        <translation>ein Paket</translation>
    </message>
    <message>
        <source>a package on a group</source>
        <translation>ein Paket auf einer Gruppe</translation>
    </message>
    <message>
        <source>an entry with its exits</source>
        <translation>einen Einstieg mit seinen Ausstiegen</translation>
    </message>
    <message>
        <source>changing this order</source>
        <translation>die Änderung dieser Order</translation>
    </message>
    <message>
        <source>a stop that moves</source>
        <translation>einen Stop, der nachzieht</translation>
    </message>
    <message>
        <source>a reset of an account that its broker keeps</source>
        <translation>das Zurücksetzen eines Kontos, das sein Broker führt</translation>
    </message>
    <message>
        <source>closed by the broker</source>
        <translation>vom Broker geschlossen</translation>
    </message>
    <message>
        <source>no token</source>
        <translation>kein Token</translation>
    </message>
    <message>
        <source>a position cap in the message</source>
        <translation>eine Obergrenze der Position in der Nachricht</translation>
    </message>
    <message>
        <source>a ladder of exits</source>
        <translation>gestaffelte Ausstiege</translation>
    </message>
    <message>
        <source>more than one stop loss</source>
        <translation>mehr als ein Stop-Loss</translation>
    </message>
    <message>
        <source>multiple_accounts (use an account group)</source>
        <translation>multiple_accounts (nehmen Sie eine Kontogruppe)</translation>
    </message>
    <message>
        <source>a package with a contract twice</source>
        <translation>ein Paket mit einem Kontrakt zweimal</translation>
    </message>
    <message>
        <source>a package of contracts of several kinds</source>
        <translation>ein Paket aus Kontrakten mehrerer Arten</translation>
    </message>
    <message>
        <source>a package that is not bought or sold</source>
        <translation>ein Paket, das weder gekauft noch verkauft wird</translation>
    </message>
    <message>
        <source>a package on other terms than market or limit</source>
        <translation>ein Paket zu anderem als Market oder Limit</translation>
    </message>
    <message>
        <source>a package whose net price does not go with its order type</source>
        <translation>ein Paket, dessen Nettopreis nicht zur Orderart passt</translation>
    </message>
    <message>
        <source>order type {name}</source>
        <translation>Orderart {name}</translation>
    </message>
    <message>
        <source>time in force {name}</source>
        <translation>Gültigkeit {name}</translation>
    </message>
    <message>
        <source>sizing by {name}</source>
        <translation>Größe nach {name}</translation>
    </message>
    <message>
        <source>a trailing stop with {name}</source>
        <translation>ein Trailing-Stop mit {name}</translation>
    </message>
    <message>
        <source>a trailing stop in {unit}</source>
        <translation>ein Trailing-Stop in {unit}</translation>
    </message>
    <message>
        <source>a trailing stop loss by {name}</source>
        <translation>ein nachgezogener Stop-Loss nach {name}</translation>
    </message>
    <message>
        <source>a trailing take profit by {name}</source>
        <translation>ein nachgezogener Take-Profit nach {name}</translation>
    </message>
    <message>
        <source>a move to break even in {unit}</source>
        <translation>ein Nachziehen auf Break-even in {unit}</translation>
    </message>
    <message>
        <source>a package of other than two to {count} legs</source>
        <translation>ein Paket aus anderem als zwei bis {count} Teilen</translation>
    </message>
    <message>
        <source>{field} in percent</source>
        <translation>{field} in Prozent</translation>
    </message>
    <message>
        <source>{account} is no account of this login</source>
        <translation>{account} ist kein Konto dieser Anmeldung</translation>
    </message>
    <message>
        <source>{symbol} could not be looked up: {cause}</source>
        <translation>{symbol} ließ sich nicht nachschlagen: {cause}</translation>
    </message>
    <message>
        <source>the broker does not list {symbol}</source>
        <translation>der Broker führt {symbol} nicht</translation>
    </message>
    <message>
        <source>Tradovate has no {symbol}</source>
        <translation>Tradovate hat {symbol} nicht</translation>
    </message>
    <message>
        <source>Tradovate makes no bars of {length}</source>
        <translation>Tradovate bildet keine Kerzen von {length}</translation>
    </message>
    <message>
        <source>TopstepX makes no bars of {length}</source>
        <translation>TopstepX bildet keine Kerzen von {length}</translation>
    </message>
    <message>
        <source>contract {number} is not a future with a month</source>
        <translation>Kontrakt {number} ist kein Future mit einem Monat</translation>
    </message>
    <message>
        <source>{contract} was asked for a moment ago</source>
        <translation>nach {contract} wurde gerade erst gefragt</translation>
    </message>
    <message>
        <source>the broker allows {calls} calls in {seconds} s</source>
        <translation>der Broker erlaubt {calls} Aufrufe in {seconds} s</translation>
    </message>
    <message>
        <source>the login failed: {cause}</source>
        <translation>die Anmeldung ist gescheitert: {cause}</translation>
    </message>
    <message>
        <source>closed by the broker: {cause}</source>
        <translation>vom Broker geschlossen: {cause}</translation>
    </message>
    <message>
        <source>market data: {cause}</source>
        <translation>Marktdaten: {cause}</translation>
    </message>
    <message>
        <source>silent for {seconds} s</source>
        <translation>seit {seconds} s still</translation>
    </message>
    <message>
        <source>no whole chart within {seconds} s</source>
        <translation>kein ganzer Chart binnen {seconds} s</translation>
    </message>
    <message>
        <source>a bar that cannot be read: {bar}</source>
        <translation>eine unlesbare Kerze: {bar}</translation>
    </message>
    <message>
        <source>HTTP {status} without a token</source>
        <translation>HTTP {status} ohne Token</translation>
    </message>
    <message>
        <source>HTTP {status}, and no JSON of a login</source>
        <translation>HTTP {status}, und kein JSON einer Anmeldung</translation>
    </message>
    <message>
        <source>status {status} to {endpoint}</source>
        <translation>Status {status} auf {endpoint}</translation>
    </message>
    <message>
        <source>no list to {endpoint}</source>
        <translation>keine Liste auf {endpoint}</translation>
    </message>
    <message>
        <source>the quotes of {symbol} are frozen</source>
        <translation>die Kurse von {symbol} stehen still</translation>
    </message>
    <message>
        <source>{path} cannot be read or set aside, {cause}</source>
        <translation>{path} ist weder zu lesen noch beiseitezulegen, {cause}</translation>
    </message>
    <message>
        <source>{environment} answers for {account}</source>
        <translation>{environment} antwortet für {account}</translation>
    </message>
    <message>
        <source>no feed</source>
        <translation>kein Feed</translation>
    </message>
</context>
<context>
    <name>Placeholder</name>
    <message>
        <source>the symbol of the chart</source>
        <translation>das Symbol des Charts</translation>
    </message>
    <message>
        <source>its exchange</source>
        <translation>seine Börse</translation>
    </message>
    <message>
        <source>the resolution of the chart</source>
        <translation>die Kerzenlänge des Charts</translation>
    </message>
    <message>
        <source>open of the bar</source>
        <translation>Eröffnung der Kerze</translation>
    </message>
    <message>
        <source>high of the bar</source>
        <translation>Hoch der Kerze</translation>
    </message>
    <message>
        <source>low of the bar</source>
        <translation>Tief der Kerze</translation>
    </message>
    <message>
        <source>close of the bar</source>
        <translation>Schluss der Kerze</translation>
    </message>
    <message>
        <source>volume of the bar</source>
        <translation>Volumen der Kerze</translation>
    </message>
    <message>
        <source>when the bar began</source>
        <translation>wann die Kerze begann</translation>
    </message>
    <message>
        <source>when the alert fires</source>
        <translation>wann der Alarm auslöst</translation>
    </message>
    <message>
        <source>buy or sell</source>
        <translation>buy oder sell</translation>
    </message>
    <message>
        <source>how many the order is for</source>
        <translation>über wie viele die Order geht</translation>
    </message>
    <message>
        <source>where it was filled</source>
        <translation>wo sie ausgeführt wurde</translation>
    </message>
    <message>
        <source>the order&apos;s id in the script</source>
        <translation>die Kennung der Order im Skript</translation>
    </message>
    <message>
        <source>its comment, else its id</source>
        <translation>ihr Kommentar, sonst ihre Kennung</translation>
    </message>
    <message>
        <source>long, short or flat after it</source>
        <translation>danach long, short oder flat</translation>
    </message>
    <message>
        <source>how many are held after it</source>
        <translation>wie viele danach gehalten werden</translation>
    </message>
    <message>
        <source>the same with its sign</source>
        <translation>dasselbe mit Vorzeichen</translation>
    </message>
    <message>
        <source>long, short or flat before it</source>
        <translation>davor long, short oder flat</translation>
    </message>
    <message>
        <source>how many were held before it</source>
        <translation>wie viele davor gehalten wurden</translation>
    </message>
</context>
<context>
    <name>Positions</name>
    <message>
        <source>No open positions</source>
        <translation>Keine offenen Positionen</translation>
    </message>
    <message>
        <source>A fill opens one.</source>
        <translation>Eine Ausführung eröffnet eine.</translation>
    </message>
    <message>
        <source>Close {symbol}</source>
        <translation>{symbol} schließen</translation>
    </message>
    <message>
        <source>long</source>
        <translation>long</translation>
    </message>
    <message>
        <source>short</source>
        <translation>short</translation>
    </message>
    <message>
        <source>no stop</source>
        <translation>kein Stop</translation>
    </message>
    <message>
        <source>stop {place}</source>
        <translation>Stop {place}</translation>
    </message>
    <message>
        <source>{side} {quantity} {symbol} from {average_price}, open {open_pnl}, {stop}, {name}, {mode}</source>
        <translation>{side} {quantity} {symbol} ab {average_price}, offen {open_pnl}, {stop}, {name}, {mode}</translation>
    </message>
    <message>
        <source>Long {size}</source>
        <translation>Long {size}</translation>
    </message>
    <message>
        <source>Short {size}</source>
        <translation>Short {size}</translation>
    </message>
    <message>
        <source>{shown} · {age} old</source>
        <translation>{shown} · {age} alt</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>unbegrenzt</translation>
    </message>
    <message>
        <source>No stop limits the loss of the whole position.</source>
        <translation>Kein Stop begrenzt den Verlust der ganzen Position.</translation>
    </message>
    <message>
        <source>No stop</source>
        <translation>Kein Stop</translation>
    </message>
    <message>
        <source>{covered} of {held}</source>
        <translation>{covered} von {held}</translation>
    </message>
    <message>
        <source>{place}; the rest has no stop.</source>
        <translation>{place}; der Rest hat keinen Stop.</translation>
    </message>
    <message>
        <source>The risk is not known: it takes a stop that was sent with each entry.</source>
        <translation>Das Risiko ist nicht bekannt: Dazu braucht es einen Stop, der mit jedem Einstieg gesendet wurde.</translation>
    </message>
    <message>
        <source>Open result as a multiple of {risk}, which the stops would have lost that the entries were sent with.</source>
        <translation>Offenes Ergebnis als Vielfaches von {risk}: So viel hätten die Stops verloren, mit denen die Einstiege gesendet wurden.</translation>
    </message>
    <message>
        <source>What the symbols that are held made today. The day&apos;s result counts those that were closed, too.</source>
        <translation>Was die gehaltenen Symbole heute ergeben haben. Das Tagesergebnis zählt auch die geschlossenen.</translation>
    </message>
    <message>
        <source>All open positions</source>
        <translation>Alle offenen Positionen</translation>
    </message>
    <message>
        <source>Short 100</source>
        <translation>Short 100</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Rechner</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>Reality</name>
    <message>
        <source>As is</source>
        <translation>Wie sie sind</translation>
    </message>
    <message>
        <source>Paper fills are not corrected.</source>
        <translation>Paper-Ausführungen werden nicht korrigiert.</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>Korrigiert</translation>
    </message>
    <message>
        <source>Paper trades as late and as dear as reality was found to.</source>
        <translation>Paper handelt so spät und so teuer, wie es in Wirklichkeit gefunden wurde.</translation>
    </message>
    <message>
        <source>Nothing compared yet</source>
        <translation>Noch nichts verglichen</translation>
    </message>
    <message>
        <source>Every order of a live or sandbox account is also simulated at the same moment. How often, how much better and how much sooner paper traded is counted here.</source>
        <translation>Jede Order eines Live- oder Sandbox-Kontos wird im selben Moment auch simuliert. Wie oft, wie viel besser und wie viel früher Paper handelte, wird hier gezählt.</translation>
    </message>
    <message>
        <source>{count} compared. {means}</source>
        <translation>{count} verglichen. {means}</translation>
    </message>
    <message>
        <source>{ticks:.1f} ticks better</source>
        <translation>{ticks:.1f} Ticks besser</translation>
    </message>
    <message>
        <source>{delay_ms} ms sooner</source>
        <translation>{delay_ms} ms früher</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>sofort</translation>
    </message>
    <message>
        <source>limit</source>
        <translation>Limit</translation>
    </message>
    <message>
        <source>{real} traded, {paper} on paper</source>
        <translation>{real} gehandelt, {paper} auf Paper</translation>
    </message>
    <message>
        <source>{symbol}, {when} UTC, {orders}: {compared} compared, {shares}. {errors} {correction}.</source>
        <translation>{symbol}, {when} UTC, {orders}: {compared} verglichen, {shares}. {errors} {correction}.</translation>
    </message>
    <message>
        <source>None: a limit keeps its price</source>
        <translation>Keine: ein Limit hält seinen Preis</translation>
    </message>
    <message>
        <source>None: fewer than {enough} orders</source>
        <translation>Keine: weniger als {enough} Orders</translation>
    </message>
    <message>
        <source>all hours</source>
        <translation>alle Stunden</translation>
    </message>
    <message>
        <source>{latency_ms} ms, {ticks}, from {orders} of {hours}</source>
        <translation>{latency_ms} ms, {ticks}, aus {orders} von {hours}</translation>
    </message>
    <message>
        <source>None traded in both.</source>
        <translation>Keine wurde in beiden gehandelt.</translation>
    </message>
    <message>
        <source>{ticks:.1f} ticks worse</source>
        <translation>{ticks:.1f} Ticks schlechter</translation>
    </message>
    <message>
        <source>{delay_ms} ms later</source>
        <translation>{delay_ms} ms später</translation>
    </message>
    <message>
        <source>Paper was {better} and {sooner}.</source>
        <translation>Paper war {better} und {sooner}.</translation>
    </message>
</context>
<context>
    <name>Replay</name>
    <message>
        <source>the replay {name} cannot be opened: {error}</source>
        <translation>die Wiedergabe {name} kann nicht geöffnet werden: {error}</translation>
    </message>
    <message>
        <source>it ended with {code}</source>
        <translation>sie endete mit {code}</translation>
    </message>
    <message>
        <source>The replay {name} was closed: {last}</source>
        <translation>Die Wiedergabe {name} wurde geschlossen: {last}</translation>
    </message>
    <message>
        <source>{symbol} is no contract such as ESH2024 or AAPL: a recording holds one</source>
        <translation>{symbol} ist kein Kontrakt wie ESH2024 oder AAPL: eine Aufzeichnung enthält einen</translation>
    </message>
    <message>
        <source>the replay could not be made: {value}</source>
        <translation>die Wiedergabe konnte nicht angelegt werden: {value}</translation>
    </message>
    <message>
        <source>{folder} cannot be made: {problem}</source>
        <translation>{folder} kann nicht angelegt werden: {problem}</translation>
    </message>
    <message>
        <source>there is no file {path}</source>
        <translation>es gibt keine Datei {path}</translation>
    </message>
    <message>
        <source>choose the day that is to be replayed</source>
        <translation>wählen Sie den Tag, der abgespielt werden soll</translation>
    </message>
    <message>
        <source>nothing is stored of {symbol} from {day} on</source>
        <translation>von {symbol} ist ab {day} nichts gespeichert</translation>
    </message>
    <message>
        <source>a file may hold any day: write it before the time, as 2024-01-11 09:30</source>
        <translation>eine Datei kann jeden Tag enthalten: schreiben Sie ihn vor die Zeit, etwa 2024-01-11 09:30</translation>
    </message>
    <message>
        <source>close the window of {name} first</source>
        <translation>schließen Sie erst das Fenster von {name}</translation>
    </message>
    <message>
        <source>{name} was not deleted: {problem}</source>
        <translation>{name} wurde nicht gelöscht: {problem}</translation>
    </message>
    <message>
        <source>{path} cannot be read: {error}</source>
        <translation>{path} ist nicht lesbar: {error}</translation>
    </message>
    <message>
        <source>Pick a bar to jump to</source>
        <translation>Eine Kerze zum Springen wählen</translation>
    </message>
    <message>
        <source>Played from one-minute bars: of each, four prints are made up, its low before its high where it rose and its high first where it did not, with quotes one tick beside them. In which order its prices came is not known, so that a fill is half sure at most.</source>
        <translation>Aus Minutenkerzen abgespielt: aus jeder werden vier Umsätze gemacht, das Tief vor dem Hoch, wo sie stieg, und das Hoch zuerst, wo sie es nicht tat, mit Kursen einen Tick daneben. In welcher Reihenfolge die Preise kamen, ist nicht bekannt; eine Ausführung ist höchstens zur Hälfte sicher.</translation>
    </message>
    <message>
        <source>Replay bar</source>
        <translation>Wiedergabeleiste</translation>
    </message>
    <message>
        <source>{symbol}, of bars</source>
        <translation>{symbol}, aus Kerzen</translation>
    </message>
    <message>
        <source>Every recorded row is played</source>
        <translation>Jede aufgezeichnete Zeile wird abgespielt</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Next row</source>
        <translation>Nächste Zeile</translation>
    </message>
    <message>
        <source>Next bar of the chart</source>
        <translation>Nächste Kerze des Charts</translation>
    </message>
    <message>
        <source>Speed of the replay</source>
        <translation>Tempo der Wiedergabe</translation>
    </message>
    <message>
        <source>Jump to</source>
        <translation>Springen zu</translation>
    </message>
    <message>
        <source>Jump to a time</source>
        <translation>Zu einer Zeit springen</translation>
    </message>
    <message>
        <source>End replay</source>
        <translation>Wiedergabe beenden</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>Wiedergabe</translation>
    </message>
    <message>
        <source>Progress of the replay</source>
        <translation>Fortschritt der Wiedergabe</translation>
    </message>
    <message>
        <source>Stored ticks</source>
        <translation>Gespeicherte Ticks</translation>
    </message>
    <message>
        <source>Stored bars</source>
        <translation>Gespeicherte Kerzen</translation>
    </message>
    <message>
        <source>Recording file</source>
        <translation>Aufzeichnungsdatei</translation>
    </message>
    <message>
        <source>Every stored quote and trade is played.</source>
        <translation>Jeder gespeicherte Kurs und Umsatz wird abgespielt.</translation>
    </message>
    <message>
        <source>Stored minutes, of each of which four prints are made up: a rising one&apos;s low before its high, a falling one&apos;s high first. Fills on them are half sure at most.</source>
        <translation>Gespeicherte Minuten, aus jeder werden vier Umsätze gemacht: bei einer steigenden das Tief vor dem Hoch, bei einer fallenden das Hoch zuerst. Ausführungen darauf sind höchstens zur Hälfte sicher.</translation>
    </message>
    <message>
        <source>Ticks, an order-by-order book or one-minute bars in CSV, as the program records them. The file stays where it is.</source>
        <translation>Ticks, ein Orderbuch Order für Order oder Minutenkerzen als CSV, wie das Programm sie aufzeichnet. Die Datei bleibt, wo sie ist.</translation>
    </message>
    <message>
        <source>A replay opens in a window of its own and trades on an account and a journal of its own; your accounts go on in this one. What lies before the start is shown and not traded on.</source>
        <translation>Eine Wiedergabe öffnet sich in einem eigenen Fenster und handelt auf einem eigenen Konto mit eigenem Journal; Ihre Konten laufen in diesem weiter. Was vor dem Start liegt, wird gezeigt und nicht gehandelt.</translation>
    </message>
    <message>
        <source>opening …</source>
        <translation>öffnet …</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>What is replayed</source>
        <translation>Was abgespielt wird</translation>
    </message>
    <message>
        <source>Replays you have</source>
        <translation>Ihre Wiedergaben</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close, replay nothing</source>
        <translation>Schließen, nichts abspielen</translation>
    </message>
    <message>
        <source>Begin replay</source>
        <translation>Wiedergabe beginnen</translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation>Symbol</translation>
    </message>
    <message>
        <source>Trade date</source>
        <translation>Handelstag</translation>
    </message>
    <message>
        <source>Trading days</source>
        <translation>Handelstage</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Choose a recording file</source>
        <translation>Eine Aufzeichnungsdatei wählen</translation>
    </message>
    <message>
        <source>Contract in the file</source>
        <translation>Kontrakt in der Datei</translation>
    </message>
    <message>
        <source>Start at</source>
        <translation>Beginnen um</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Contract</source>
        <translation>Kontrakt</translation>
    </message>
    <message>
        <source>Start at, exchange time</source>
        <translation>Beginnen um, Börsenzeit</translation>
    </message>
    <message>
        <source>2024-01-11 09:30, or the first row</source>
        <translation>2024-01-11 09:30, oder die erste Zeile</translation>
    </message>
    <message>
        <source>09:30, or the first row</source>
        <translation>09:30, oder die erste Zeile</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>nicht begonnen</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>geschlossen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation>{name} öffnen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete {name} with its journal</source>
        <translation>{name} mit Journal löschen</translation>
    </message>
    <message>
        <source>Hold for a second: the replay and its journal are gone then</source>
        <translation>Eine Sekunde halten: Wiedergabe und Journal sind dann weg</translation>
    </message>
    <message>
        <source>Choose a recording</source>
        <translation>Eine Aufzeichnung wählen</translation>
    </message>
    <message>
        <source>Recordings (*.csv *.csv.gz)</source>
        <translation>Aufzeichnungen (*.csv *.csv.gz)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel, stay where it is</source>
        <translation>Abbrechen, bleiben, wo sie ist</translation>
    </message>
    <message>
        <source>Begin afresh there</source>
        <translation>Dort neu beginnen</translation>
    </message>
    <message>
        <source>Jump back?</source>
        <translation>Zurückspringen?</translation>
    </message>
    <message>
        <source>Playing</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>At its end</source>
        <translation>Am Ende</translation>
    </message>
    <message>
        <source>Click a bar to go on there</source>
        <translation>Klicken Sie auf eine Kerze, um dort fortzufahren</translation>
    </message>
    <message>
        <source>Moving</source>
        <translation>Springt</translation>
    </message>
    <message>
        <source>The bar lies before what is replayed, which begins {begins}</source>
        <translation>Die Kerze liegt vor dem, was abgespielt wird; es beginnt {begins}</translation>
    </message>
    <message>
        <source>Back to {to} the replay begins afresh: {traded} What alerts did stays in the list of alerts. To keep the trades of now, let this replay be and begin another.</source>
        <translation>Zurück auf {to} beginnt die Wiedergabe neu: {traded} Was Alarme taten, bleibt in der Liste der Alarme. Um die bisherigen Trades zu behalten, lassen Sie diese Wiedergabe stehen und beginnen Sie eine andere.</translation>
    </message>
    <message>
        <source>its account has {cash} again, without {orders} and {traded}, in the journal too.</source>
        <translation>das Konto hat wieder {cash}, ohne {orders} und {traded}, auch im Journal.</translation>
    </message>
    <message>
        <source>Choose the recording</source>
        <translation>Wählen Sie die Aufzeichnung</translation>
    </message>
    <message>
        <source>Type the contract that it holds, such as ESH2024</source>
        <translation>Tippen Sie den Kontrakt, den sie enthält, etwa ESH2024</translation>
    </message>
    <message>
        <source>No ticks are stored: import them, or let the market be recorded</source>
        <translation>Keine Ticks sind gespeichert: importieren Sie welche, oder lassen Sie den Markt aufzeichnen</translation>
    </message>
    <message>
        <source>No minutes are stored: import them, or let the market be recorded</source>
        <translation>Keine Minuten sind gespeichert: importieren Sie welche, oder lassen Sie den Markt aufzeichnen</translation>
    </message>
    <message>
        <source>Neither ticks nor minutes of {symbol} are stored of {day}</source>
        <translation>Von {symbol} sind am {day} weder Ticks noch Minuten gespeichert</translation>
    </message>
    <message>
        <source>Preparing the replay</source>
        <translation>Die Wiedergabe wird vorbereitet</translation>
    </message>
    <message>
        <source>Opening the replay</source>
        <translation>Die Wiedergabe wird geöffnet</translation>
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
        <translation>Handelsstatus</translation>
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
        <translation>sim, none, replay:FILE, oder das Konto eines Brokers, dessen Kurse zu nehmen sind</translation>
    </message>
    <message>
        <source>What the simulated market trades, empty: all it can; of a broker, whose quotes are asked for from the start</source>
        <translation>Was der simulierte Markt handelt, leer: alles; bei einem Broker: wofür von Anfang an Kurse verlangt werden</translation>
    </message>
    <message>
        <source>When the next month becomes the front: days:N, trading days before the last</source>
        <translation>Wann der nächste Monat zum Frontmonat wird: days:N, Handelstage vor dem letzten</translation>
    </message>
    <message>
        <source>Makes the simulated market repeat itself</source>
        <translation>Lässt den simulierten Markt sich wiederholen</translation>
    </message>
    <message>
        <source>Store what the running market shows</source>
        <translation>Speichern, was der laufende Markt zeigt</translation>
    </message>
    <message>
        <source>How long ticks are kept; 0: for ever</source>
        <translation>Wie lange Ticks behalten werden; 0: für immer</translation>
    </message>
    <message>
        <source>How long bars are kept; 0: for ever</source>
        <translation>Wie lange Kerzen behalten werden; 0: für immer</translation>
    </message>
    <message>
        <source>A calendar file, CSV or iCalendar</source>
        <translation>Eine Kalenderdatei, CSV oder iCalendar</translation>
    </message>
    <message>
        <source>The time zone of times without one</source>
        <translation>Die Zeitzone von Zeiten ohne eine</translation>
    </message>
    <message>
        <source>Entries wait from so long before news, minutes</source>
        <translation>Einstiege warten so lange vor Nachrichten, Minuten</translation>
    </message>
    <message>
        <source>Entries wait until so long after news, minutes</source>
        <translation>Einstiege warten so lange nach Nachrichten, Minuten</translation>
    </message>
    <message>
        <source>The least importance of news that entries wait for</source>
        <translation>Die geringste Wichtigkeit von Nachrichten, auf die Einstiege warten</translation>
    </message>
    <message>
        <source>Whose news entries wait for; empty: all</source>
        <translation>Auf wessen Nachrichten Einstiege warten; leer: alle</translation>
    </message>
    <message>
        <source>Words of news that entries wait for; empty: all</source>
        <translation>Wörter von Nachrichten, auf die Einstiege warten; leer: alle</translation>
    </message>
    <message>
        <source>The most that one order may have</source>
        <translation>Wie viel eine Order höchstens haben darf</translation>
    </message>
    <message>
        <source>The most that may be held of a symbol</source>
        <translation>Wie viel von einem Symbol höchstens gehalten werden darf</translation>
    </message>
    <message>
        <source>How far through the market a price may be, percent</source>
        <translation>Wie weit ein Preis jenseits des Marktes liegen darf, Prozent</translation>
    </message>
    <message>
        <source>How long an order like the one before is asked about, seconds</source>
        <translation>Wie lange bei einer Order wie der vorigen nachgefragt wird, Sekunden</translation>
    </message>
    <message>
        <source>Orders in a second</source>
        <translation>Orders in einer Sekunde</translation>
    </message>
    <message>
        <source>Orders in a minute</source>
        <translation>Orders in einer Minute</translation>
    </message>
    <message>
        <source>Orders on a day</source>
        <translation>Orders an einem Tag</translation>
    </message>
    <message>
        <source>Orders that automation may send in a minute</source>
        <translation>Orders, die die Automatik in einer Minute senden darf</translation>
    </message>
    <message>
        <source>What one order may be worth</source>
        <translation>Was eine Order wert sein darf</translation>
    </message>
    <message>
        <source>Above this spread automation waits, ticks</source>
        <translation>Über diesem Spread wartet die Automatik, Ticks</translation>
    </message>
    <message>
        <source>Round trips of a strategy in ten minutes before it is stopped</source>
        <translation>Roundtrips einer Strategie in zehn Minuten, bevor sie angehalten wird</translation>
    </message>
    <message>
        <source>Loss of the day from which entries are refused</source>
        <translation>Tagesverlust, ab dem Einstiege abgelehnt werden</translation>
    </message>
    <message>
        <source>Whether orders outside the hours of the exchange are refused</source>
        <translation>Ob Orders außerhalb der Börsenzeiten abgelehnt werden</translation>
    </message>
    <message>
        <source>Whether automation opens nothing in a month that has rolled</source>
        <translation>Ob die Automatik in einem gerollten Monat nichts eröffnet</translation>
    </message>
    <message>
        <source>Let entries wait around the news of the calendar</source>
        <translation>Einstiege um die Nachrichten des Kalenders warten lassen</translation>
    </message>
    <message>
        <source>What the account is called on the screen</source>
        <translation>Wie das Konto auf dem Schirm heißt</translation>
    </message>
    <message>
        <source>What a paper account begins with</source>
        <translation>Womit ein Paper-Konto beginnt</translation>
    </message>
    <message>
        <source>What positions tie up</source>
        <translation>Was Positionen binden</translation>
    </message>
    <message>
        <source>The plan of fees</source>
        <translation>Der Gebührenplan</translation>
    </message>
    <message>
        <source>How late a paper order arrives, milliseconds</source>
        <translation>Wie spät eine Paper-Order ankommt, Millisekunden</translation>
    </message>
    <message>
        <source>How late the cancel of a paper order arrives, milliseconds</source>
        <translation>Wie spät das Streichen einer Paper-Order ankommt, Millisekunden</translation>
    </message>
    <message>
        <source>How late a paper order is confirmed, milliseconds</source>
        <translation>Wie spät eine Paper-Order bestätigt wird, Millisekunden</translation>
    </message>
    <message>
        <source>How readily resting paper orders fill</source>
        <translation>Wie leicht liegende Paper-Orders ausgeführt werden</translation>
    </message>
    <message>
        <source>The group or account that it trades on</source>
        <translation>Die Gruppe oder das Konto, auf dem sie handelt</translation>
    </message>
    <message>
        <source>Whether it trades, and where</source>
        <translation>Ob sie handelt, und wo</translation>
    </message>
    <message>
        <source>Whether entries ask first</source>
        <translation>Ob Einstiege erst fragen</translation>
    </message>
    <message>
        <source>How long an entry waits for approval, seconds</source>
        <translation>Wie lange ein Einstieg auf Freigabe wartet, Sekunden</translation>
    </message>
    <message>
        <source>What an alert without a quantity trades</source>
        <translation>Was ein Alarm ohne Menge handelt</translation>
    </message>
    <message>
        <source>The unit of stops and targets in its alerts</source>
        <translation>Die Einheit von Stops und Zielen in ihren Alarmen</translation>
    </message>
    <message>
        <source>How old an alert may be to enter, seconds</source>
        <translation>Wie alt ein Alarm zum Einsteigen sein darf, Sekunden</translation>
    </message>
    <message>
        <source>Within what time something of it is to come, seconds</source>
        <translation>Binnen welcher Zeit etwas von ihr kommen soll, Sekunden</translation>
    </message>
    <message>
        <source>Further names under which the webhook may be reached</source>
        <translation>Weitere Namen, unter denen der Webhook erreicht werden darf</translation>
    </message>
    <message>
        <source>Where an alert goes that names no group, account or strategy</source>
        <translation>Wohin ein Alarm geht, der weder Gruppe noch Konto noch Strategie nennt</translation>
    </message>
    <message>
        <source>Alerts that are taken in a second</source>
        <translation>Alarme, die in einer Sekunde angenommen werden</translation>
    </message>
    <message>
        <source>Alerts that are taken at once</source>
        <translation>Alarme, die auf einmal angenommen werden</translation>
    </message>
    <message>
        <source>Where the webhook and the API are reached; 0: any free port</source>
        <translation>Wo Webhook und API erreicht werden; 0: ein freier Port</translation>
    </message>
    <message>
        <source>Web pages that may ask the API</source>
        <translation>Webseiten, die die API fragen dürfen</translation>
    </message>
    <message>
        <source>The colours of the window</source>
        <translation>Die Farben des Fensters</translation>
    </message>
    <message>
        <source>The size of text, pixels</source>
        <translation>Die Größe der Schrift, Pixel</translation>
    </message>
    <message>
        <source>The language of the window; system: that of the computer</source>
        <translation>Die Sprache des Fensters; system: die des Computers</translation>
    </message>
    <message>
        <source>Closing the window leaves the program running in the tray, where there is one</source>
        <translation>Schließen des Fensters lässt das Programm im Infobereich weiterlaufen, wo es einen gibt</translation>
    </message>
    <message>
        <source>most lets a lost connection and a breach be heard, all lets nothing</source>
        <translation>Meiste lässt eine verlorene Verbindung und ein erreichtes Limit hören, Alles lässt nichts hören</translation>
    </message>
    <message>
        <source>How loud sounds are, percent</source>
        <translation>Wie laut Töne sind, Prozent</translation>
    </message>
    <message>
        <source>Say fills and warnings aloud, where the system can</source>
        <translation>Ausführungen und Warnungen vorlesen, wo das System es kann</translation>
    </message>
    <message>
        <source>What is written to the log: this and graver</source>
        <translation>Was ins Log geschrieben wird: dies und Ernsteres</translation>
    </message>
    <message>
        <source>How many full log files are kept</source>
        <translation>Wie viele volle Logdateien behalten werden</translation>
    </message>
    <message>
        <source>Market</source>
        <translation>Markt</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historie</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>Risiko</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>Kalender</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>API</source>
        <translation>API</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Symbols</source>
        <translation>Symbole</translation>
    </message>
    <message>
        <source>Roll</source>
        <translation>Rollen</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Aufzeichnen</translation>
    </message>
    <message>
        <source>Keep ticks, days</source>
        <translation>Ticks behalten, Tage</translation>
    </message>
    <message>
        <source>Keep bars, days</source>
        <translation>Kerzen behalten, Tage</translation>
    </message>
    <message>
        <source>Max order quantity</source>
        <translation>Höchste Ordermenge</translation>
    </message>
    <message>
        <source>Max position</source>
        <translation>Höchste Position</translation>
    </message>
    <message>
        <source>Price collar, percent</source>
        <translation>Preisgrenze, Prozent</translation>
    </message>
    <message>
        <source>Duplicate window, s</source>
        <translation>Zeitfenster für Doppelte, s</translation>
    </message>
    <message>
        <source>Orders per second</source>
        <translation>Orders je Sekunde</translation>
    </message>
    <message>
        <source>Orders per minute</source>
        <translation>Orders je Minute</translation>
    </message>
    <message>
        <source>Orders per day</source>
        <translation>Orders je Tag</translation>
    </message>
    <message>
        <source>Automation orders per minute</source>
        <translation>Orders der Automatik je Minute</translation>
    </message>
    <message>
        <source>Max order value</source>
        <translation>Höchster Orderwert</translation>
    </message>
    <message>
        <source>Automation spread, ticks</source>
        <translation>Spread der Automatik, Ticks</translation>
    </message>
    <message>
        <source>Automation round trips</source>
        <translation>Roundtrips der Automatik</translation>
    </message>
    <message>
        <source>Max daily loss</source>
        <translation>Höchster Tagesverlust</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Handelszeit</translation>
    </message>
    <message>
        <source>Roll window</source>
        <translation>Rollfenster</translation>
    </message>
    <message>
        <source>News blackout</source>
        <translation>Pause um Nachrichten</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Startkapital</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>Margin</translation>
    </message>
    <message>
        <source>Fees</source>
        <translation>Gebühren</translation>
    </message>
    <message>
        <source>Latency, ms</source>
        <translation>Latenz, ms</translation>
    </message>
    <message>
        <source>Cancel latency, ms</source>
        <translation>Latenz Streichen, ms</translation>
    </message>
    <message>
        <source>Confirmation latency, ms</source>
        <translation>Latenz Bestätigung, ms</translation>
    </message>
    <message>
        <source>Fill mode</source>
        <translation>Ausführungsart</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Approval</source>
        <translation>Freigabe</translation>
    </message>
    <message>
        <source>Approval expires, s</source>
        <translation>Freigabe läuft ab, s</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Menge</translation>
    </message>
    <message>
        <source>Unit of sl and tp</source>
        <translation>Einheit von sl und tp</translation>
    </message>
    <message>
        <source>Max age, s</source>
        <translation>Höchstes Alter, s</translation>
    </message>
    <message>
        <source>Sign of life, s</source>
        <translation>Lebenszeichen, s</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>Before minutes</source>
        <translation>Minuten davor</translation>
    </message>
    <message>
        <source>After minutes</source>
        <translation>Minuten danach</translation>
    </message>
    <message>
        <source>Importance</source>
        <translation>Wichtigkeit</translation>
    </message>
    <message>
        <source>Currencies</source>
        <translation>Währungen</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Namen</translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation>Hosts</translation>
    </message>
    <message>
        <source>Default group</source>
        <translation>Standardgruppe</translation>
    </message>
    <message>
        <source>Default quantity</source>
        <translation>Standardmenge</translation>
    </message>
    <message>
        <source>Alerts per s</source>
        <translation>Alarme je s</translation>
    </message>
    <message>
        <source>Burst</source>
        <translation>Auf einmal</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Origins</source>
        <translation>Herkunft (Origins)</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Text size, px</source>
        <translation>Schriftgröße, Pixel</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>Weiterlaufen</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>Speech</source>
        <translation>Sprachausgabe</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Keep files</source>
        <translation>Dateien behalten</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>Account {id}</source>
        <translation>Konto {id}</translation>
    </message>
    <message>
        <source>Strategy {name}</source>
        <translation>Strategie {name}</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Auto</source>
        <translation>Auto</translation>
    </message>
    <message>
        <source>Conservative</source>
        <translation>Vorsichtig</translation>
    </message>
    <message>
        <source>Debug</source>
        <translation>Debug</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Abwärts</translation>
    </message>
    <message>
        <source>Enforce</source>
        <translation>Durchsetzen</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>Hybrid</source>
        <translation>Hybrid</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>Übergehen</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>Intraday</source>
        <translation>Innerhalb des Tages</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Niedrig</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>Von Hand</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Money</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>Most</source>
        <translation>Meiste</translation>
    </message>
    <message>
        <source>Nearest</source>
        <translation>Gerundet</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Overnight</source>
        <translation>Über Nacht</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Paper</translation>
    </message>
    <message>
        <source>Percent</source>
        <translation>Prozent</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Preis</translation>
    </message>
    <message>
        <source>Realistic</source>
        <translation>Realistisch</translation>
    </message>
    <message>
        <source>Sandbox</source>
        <translation>Sandbox</translation>
    </message>
    <message>
        <source>Simulator</source>
        <translation>Simulator</translation>
    </message>
    <message>
        <source>Ticks</source>
        <translation>Ticks</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save and mute everything</source>
        <translation>Speichern und alles stumm</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>Einstellungen suchen</translation>
    </message>
    <message>
        <source>No setting has these words.</source>
        <translation>Keine Einstellung enthält diese Wörter.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel, change nothing</source>
        <translation>Abbrechen, nichts ändern</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Saving …</source>
        <translation>Speichert …</translation>
    </message>
    <message>
        <source>{name}: what is wrong</source>
        <translation>{name}: was falsch ist</translation>
    </message>
    <message>
        <source>On</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>not set</source>
        <translation>nicht gesetzt</translation>
    </message>
    <message>
        <source>Nothing can be saved before what is marked is right.</source>
        <translation>Erst wenn das Markierte stimmt, kann gespeichert werden.</translation>
    </message>
    <message>
        <source>Nothing is changed yet.</source>
        <translation>Noch ist nichts geändert.</translation>
    </message>
    <message>
        <source> Limits that are loosened hold after a minute.</source>
        <translation> Gelockerte Limits gelten nach einer Minute.</translation>
    </message>
    <message>
        <source>{count}: at once.{later}</source>
        <translation>{count}: sofort.{later}</translation>
    </message>
    <message>
        <source>{count}. {names}: the engine begins anew for it, which takes a second or two. Orders that rest at a broker stay there.</source>
        <translation>{count}. {names}: die Engine startet dafür neu, das dauert ein, zwei Sekunden. Orders, die beim Broker liegen, bleiben dort.</translation>
    </message>
</context>
<context>
    <name>Sounds</name>
    <message>
        <source>Order refused</source>
        <translation>Order abgelehnt</translation>
    </message>
    <message>
        <source>Bought</source>
        <translation>Gekauft</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>Verkauft</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>. {title} says: {error}</source>
        <translation>. {title} sagt: {error}</translation>
    </message>
    <message>
        <source>{name} at {title}: {words}{why}{error}</source>
        <translation>{name} bei {title}: {words}{why}{error}</translation>
    </message>
    <message>
        <source>. Its last answer took {milliseconds}</source>
        <translation>. Die letzte Antwort brauchte {milliseconds}</translation>
    </message>
    <message>
        <source>{seconds:.0f} ms</source>
        <translation>{seconds:.0f} ms</translation>
    </message>
    <message>
        <source>{what} are not there; entries wait, exits work</source>
        <translation>{what} sind nicht da; Einstiege warten, Ausstiege sind möglich</translation>
    </message>
    <message>
        <source>{what} last heard of {age} ago</source>
        <translation>{what} zuletzt gehört vor {age}</translation>
    </message>
    <message>
        <source>PAPER: fills are made here from the market&apos;s quotes; no order leaves this machine</source>
        <translation>PAPER: Ausführungen entstehen hier aus den Kursen des Marktes; keine Order verlässt diesen Rechner</translation>
    </message>
    <message>
        <source>HYBRID: fills are made here from the broker&apos;s quotes; where it has a sandbox, that is asked first</source>
        <translation>HYBRID: Ausführungen entstehen hier aus den Kursen des Brokers; wo er eine Sandbox hat, wird sie zuerst gefragt</translation>
    </message>
    <message>
        <source>SANDBOX: orders go to the broker&apos;s demo or practice environment, no money moves</source>
        <translation>SANDBOX: Orders gehen an die Demo- oder Übungsumgebung des Brokers, kein Geld bewegt sich</translation>
    </message>
    <message>
        <source>LIVE: orders go to the broker, real money moves</source>
        <translation>LIVE: Orders gehen an den Broker, echtes Geld bewegt sich</translation>
    </message>
    <message>
        <source>REPLAY: fills are made here from a recording, on an account and in a journal of the replay&apos;s own; no order leaves this machine</source>
        <translation>REPLAY: Ausführungen entstehen hier aus einer Aufzeichnung, auf einem Konto und in einem Journal der Wiedergabe; keine Order verlässt diesen Rechner</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>gesperrt</translation>
    </message>
    <message>
        <source>Sim market</source>
        <translation>Sim-Markt</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>Wiedergabe</translation>
    </message>
    <message>
        <source>. {account} is {state}: new entries wait there, exits work</source>
        <translation>. {account} ist {state}: neue Einstiege warten dort, Ausstiege sind möglich</translation>
    </message>
    <message>
        <source>Keys that trade are off{heard}</source>
        <translation>Handelstasten sind aus{heard}</translation>
    </message>
    <message>
        <source>Keys off</source>
        <translation>Tasten aus</translation>
    </message>
    <message>
        <source>Keys that trade are on, wherever the focus is but in a text field{heard}</source>
        <translation>Handelstasten sind an, wo immer der Fokus ist, außer in einem Textfeld{heard}</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Kill switch is on: no order that can add exposure leaves, exits work</source>
        <translation>Der Not-Aus ist an: keine Order, die das Risiko erhöhen kann, wird gesendet, Ausstiege sind möglich</translation>
    </message>
    <message>
        <source>Kill switch on</source>
        <translation>Not-Aus an</translation>
    </message>
    <message>
        <source>Market</source>
        <translation>Markt</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>No market is connected: orders are refused</source>
        <translation>Kein Markt ist verbunden: Orders werden abgelehnt</translation>
    </message>
    <message>
        <source>{name}: nothing comes any more. New entries wait, exits work</source>
        <translation>{name}: es kommt nichts mehr. Neue Einstiege warten, Ausstiege sind möglich</translation>
    </message>
    <message>
        <source>{name} of bars</source>
        <translation>{name} aus Kerzen</translation>
    </message>
    <message>
        <source>{name}: paused{doubt}</source>
        <translation>{name}: angehalten{doubt}</translation>
    </message>
    <message>
        <source>{name}: age of the newest quote of {count} symbols{doubt}</source>
        <translation>{name}: Alter des neuesten Kurses von {count} Symbolen{doubt}</translation>
    </message>
    <message>
        <source>Login {name}</source>
        <translation>Anmeldung {name}</translation>
    </message>
    <message>
        <source>Room: no limit of {name} that can be used up is set, or used</source>
        <translation>Spielraum: kein verbrauchbares Limit von {name} ist gesetzt oder verbraucht</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>Spielraum</translation>
    </message>
    <message>
        <source>{words}: {used:.0%} used</source>
        <translation>{words}: {used:.0%} verbraucht</translation>
    </message>
    <message>
        <source>Room: {left} of {limit} on {name}. {used}</source>
        <translation>Spielraum: {left} von {limit} auf {name}. {used}</translation>
    </message>
    <message>
        <source>{free:,} MB</source>
        <translation>{free:,} MB</translation>
    </message>
    <message>
        <source>Disk: {words} left under {data_dir}. Without room no order can be written down, and none is sent: make some</source>
        <translation>Platte: {words} frei unter {data_dir}. Ohne Platz kann keine Order niedergeschrieben werden, und keine wird gesendet: schaffen Sie welchen</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Platte</translation>
    </message>
    <message>
        <source>. Quotes and sizes are made up of minute bars, and fills are as rough</source>
        <translation>. Kurse und Größen sind aus Minutenkerzen gemacht, und Ausführungen sind ebenso grob</translation>
    </message>
    <message>
        <source>. {faults:,} rows of the feed could not be true or came out of time</source>
        <translation>. {faults:,} Zeilen des Feeds konnten nicht stimmen oder kamen in falscher Reihenfolge</translation>
    </message>
    <message>
        <source>no alert yet</source>
        <translation>noch kein Alarm</translation>
    </message>
    <message>
        <source>Hook: alerts are taken at {url}. Age of the last request</source>
        <translation>Hook: Alarme werden unter {url} angenommen. Alter der letzten Anfrage</translation>
    </message>
    <message>
        <source>Hook</source>
        <translation>Hook</translation>
    </message>
    <message>
        <source>. Alerts that wait for your approval: {waiting}</source>
        <translation>. Alarme, die auf Ihre Freigabe warten: {waiting}</translation>
    </message>
    <message>
        <source>Automation is on: alerts trade as their strategy is set</source>
        <translation>Die Automatik ist an: Alarme handeln, wie ihre Strategie steht</translation>
    </message>
    <message>
        <source>Automation is off: alerts enter nothing, exits are honoured</source>
        <translation>Die Automatik ist aus: Alarme steigen nirgends ein, Ausstiege gelten</translation>
    </message>
    <message>
        <source>Automation is blocked, exits work: {said}</source>
        <translation>Die Automatik ist gesperrt, Ausstiege sind möglich: {said}</translation>
    </message>
    <message>
        <source>Automation</source>
        <translation>Automatik</translation>
    </message>
    <message>
        <source>Ledger down</source>
        <translation>Hauptbuch ausgefallen</translation>
    </message>
    <message>
        <source>The ledger cannot be written: {cause}. No order is sent until it can</source>
        <translation>Das Hauptbuch kann nicht geschrieben werden: {cause}. Bis es geht, wird keine Order gesendet</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>Hauptbuch</translation>
    </message>
    <message>
        <source>Ledger: {last_seq:,} events are on the disk. Every order is written there before it is sent</source>
        <translation>Hauptbuch: {last_seq:,} Ereignisse sind auf der Platte. Jede Order wird dort geschrieben, bevor sie gesendet wird</translation>
    </message>
    <message>
        <source> Its renewal is overdue.</source>
        <translation> Die Erneuerung ist überfällig.</translation>
    </message>
    <message>
        <source>The token of {name} holds so long without a new one.{overdue}</source>
        <translation>Der Token von {name} gilt so lange ohne einen neuen.{overdue}</translation>
    </message>
    <message>
        <source>token {words}</source>
        <translation>Token {words}</translation>
    </message>
    <message>
        <source>ahead of</source>
        <translation>vor</translation>
    </message>
    <message>
        <source>behind</source>
        <translation>hinter</translation>
    </message>
    <message>
        <source>The clock of this machine is {age} {way} its broker&apos;s. Ages and signed alerts are judged by it: let the system set it</source>
        <translation>Die Uhr dieses Rechners geht {age} {way} der des Brokers. Alter und signierte Alarme werden nach ihr beurteilt: lassen Sie das System sie stellen</translation>
    </message>
    <message>
        <source>clock {offset}</source>
        <translation>Uhr {offset}</translation>
    </message>
    <message>
        <source>Until the session that is open ends</source>
        <translation>Bis die laufende Sitzung endet</translation>
    </message>
    <message>
        <source>closes {duration}</source>
        <translation>schließt {duration}</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>noch keiner</translation>
    </message>
    <message>
        <source>{count} today · last {age}</source>
        <translation>{count} heute · zuletzt {age}</translation>
    </message>
    <message>
        <source>{age} ago</source>
        <translation>vor {age}</translation>
    </message>
</context>
<context>
    <name>Studies</name>
    <message>
        <source>Why is {study} off…</source>
        <translation>Warum ist {study} aus…</translation>
    </message>
    <message>
        <source>Settings of {study}…</source>
        <translation>Einstellungen von {study}…</translation>
    </message>
    <message>
        <source>Show {study}</source>
        <translation>{study} zeigen</translation>
    </message>
    <message>
        <source>Hide {study}</source>
        <translation>{study} verbergen</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Verbergen</translation>
    </message>
    <message>
        <source>Remove {study}</source>
        <translation>{study} entfernen</translation>
    </message>
    <message>
        <source>Indicators…</source>
        <translation>Indikatoren…</translation>
    </message>
    <message>
        <source>Name or family</source>
        <translation>Name oder Familie</translation>
    </message>
    <message>
        <source>Search indicators</source>
        <translation>Indikatoren suchen</translation>
    </message>
    <message>
        <source>Indicators</source>
        <translation>Indikatoren</translation>
    </message>
    <message>
        <source>On this chart</source>
        <translation>In diesem Chart</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close indicators</source>
        <translation>Indikatoren schließen</translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation>Favorit</translation>
    </message>
    <message>
        <source>List among the favourites, or not</source>
        <translation>Unter den Favoriten führen, oder nicht</translation>
    </message>
    <message>
        <source>Add to chart</source>
        <translation>In den Chart</translation>
    </message>
    <message>
        <source>Only for {root}</source>
        <translation>Nur für {root}</translation>
    </message>
    <message>
        <source>Only for this symbol</source>
        <translation>Nur für dieses Symbol</translation>
    </message>
    <message>
        <source>Other symbols keep the studies that they have in common</source>
        <translation>Andere Symbole behalten ihre gemeinsamen Studien</translation>
    </message>
    <message>
        <source>Your own: Python files in {folder}</source>
        <translation>Ihre eigenen: Python-Dateien in {folder}</translation>
    </message>
    <message>
        <source>Your own are being loaded from {folder}…</source>
        <translation>Eigene werden aus {folder} geladen …</translation>
    </message>
    <message>
        <source>Load again</source>
        <translation>Neu laden</translation>
    </message>
    <message>
        <source>Load your indicators again</source>
        <translation>Ihre Indikatoren neu laden</translation>
    </message>
    <message>
        <source>Show why</source>
        <translation>Warum zeigen</translation>
    </message>
    <message>
        <source>Show why {file} is off</source>
        <translation>Zeigen, warum {file} aus ist</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Settings of the study</source>
        <translation>Einstellungen der Studie</translation>
    </message>
    <message>
        <source>Hide or show the study</source>
        <translation>Die Studie verbergen oder zeigen</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Move the study up</source>
        <translation>Die Studie nach oben</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Move the study down</source>
        <translation>Die Studie nach unten</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove the study</source>
        <translation>Die Studie entfernen</translation>
    </message>
    <message>
        <source>{label}, favourite</source>
        <translation>{label}, Favorit</translation>
    </message>
    <message>
        <source>Over the bars</source>
        <translation>Über den Kerzen</translation>
    </message>
    <message>
        <source>Pane of its own</source>
        <translation>Eigener Bereich</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Drawn</source>
        <translation>Gezeichnet</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel, change nothing</source>
        <translation>Abbrechen, nichts ändern</translation>
    </message>
    <message>
        <source>Defaults</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>Use the defaults</source>
        <translation>Die Standardwerte nehmen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save the settings</source>
        <translation>Die Einstellungen speichern</translation>
    </message>
    <message>
        <source>Colour {name}</source>
        <translation>Farbe {name}</translation>
    </message>
    <message>
        <source>Draw {words}</source>
        <translation>{words} zeichnen</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Linien</translation>
    </message>
    <message>
        <source>Where it is drawn</source>
        <translation>Wo gezeichnet wird</translation>
    </message>
    <message>
        <source>It printed nothing before it ended.</source>
        <translation>Es gab nichts aus, bevor es endete.</translation>
    </message>
    <message>
        <source>Traceback of {file}</source>
        <translation>Traceback von {file}</translation>
    </message>
    <message>
        <source>{file} is off</source>
        <translation>{file} ist aus</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>Favoriten</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <source>From {file}</source>
        <translation>Aus {file}</translation>
    </message>
    <message>
        <source>Sand</source>
        <translation>Sand</translation>
    </message>
    <message>
        <source>Steel</source>
        <translation>Stahl</translation>
    </message>
    <message>
        <source>Mauve</source>
        <translation>Malve</translation>
    </message>
    <message>
        <source>Sage</source>
        <translation>Salbei</translation>
    </message>
    <message>
        <source>Clay</source>
        <translation>Lehm</translation>
    </message>
    <message>
        <source>Slate</source>
        <translation>Schiefer</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>ausgeblendet</translation>
    </message>
    <message>
        <source>needs shorter bars</source>
        <translation>braucht kürzere Kerzen</translation>
    </message>
    <message>
        <source>{least:,} to {most:,}</source>
        <translation>{least:,} bis {most:,}</translation>
    </message>
    <message>
        <source>{least:g} to {most:g}</source>
        <translation>{least:g} bis {most:g}</translation>
    </message>
    <message>
        <source>Exchange time, as 2024-01-31 09:30, or {open_end}</source>
        <translation>Börsenzeit, etwa 2024-01-31 09:30, oder {open_end}</translation>
    </message>
    <message>
        <source>from {moment}</source>
        <translation>ab {moment}</translation>
    </message>
</context>
<context>
    <name>Table</name>
    <message>
        <source>Accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>What each account would do</source>
        <translation>Was jedes Konto täte</translation>
    </message>
    <message>
        <source>Verdict per account</source>
        <translation>Urteil je Konto</translation>
    </message>
    <message>
        <source>Price alerts</source>
        <translation>Preisalarme</translation>
    </message>
    <message>
        <source>Strategies watched</source>
        <translation>Beobachtete Strategien</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Alarme</translation>
    </message>
    <message>
        <source>Alerts, two lines</source>
        <translation>Alarme, zweizeilig</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>Freigaben</translation>
    </message>
    <message>
        <source>Automation</source>
        <translation>Automatik</translation>
    </message>
    <message>
        <source>Brokers</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>Fakten</translation>
    </message>
    <message>
        <source>Streams</source>
        <translation>Datenströme</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Trades</source>
        <translation>Trades</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>Kalender</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Orders</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>Positionen</translation>
    </message>
    <message>
        <source>How real is paper</source>
        <translation>Wie echt ist Paper</translation>
    </message>
    <message>
        <source>Rules asked, in order</source>
        <translation>Geprüfte Regeln, in Reihenfolge</translation>
    </message>
    <message>
        <source>Watchlist</source>
        <translation>Watchlist</translation>
    </message>
    <message>
        <source>Copy row</source>
        <translation>Zeile kopieren</translation>
    </message>
    <message>
        <source>Export as CSV…</source>
        <translation>Als CSV exportieren…</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Default columns</source>
        <translation>Standardspalten</translation>
    </message>
    <message>
        <source>Export {table}</source>
        <translation>{table} exportieren</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>Kommagetrennte Werte (*.csv)</translation>
    </message>
    <message>
        <source>{name} was not written</source>
        <translation>{name} wurde nicht geschrieben</translation>
    </message>
    <message>
        <source>{problem}. Nothing else is affected. Choose another folder.</source>
        <translation>{problem}. Sonst ist nichts betroffen. Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Option chain</source>
        <translation>Optionskette</translation>
    </message>
</context>
<context>
    <name>Ticket</name>
    <message>
        <source>Show the whole ticket</source>
        <translation>Ganzes Ticket zeigen</translation>
    </message>
    <message>
        <source>Join ask</source>
        <translation>An Brief</translation>
    </message>
    <message>
        <source>Hit bid</source>
        <translation>Ins Geld</translation>
    </message>
    <message>
        <source>Lift ask</source>
        <translation>Vom Brief</translation>
    </message>
    <message>
        <source>Join bid</source>
        <translation>Ans Geld</translation>
    </message>
    <message>
        <source>Cancel all</source>
        <translation>× Alle</translation>
    </message>
    <message>
        <source>Cancel buys</source>
        <translation>× Käufe</translation>
    </message>
    <message>
        <source>Cancel sells</source>
        <translation>× Verkäufe</translation>
    </message>
    <message>
        <source>Flatten</source>
        <translation>Glattstellen</translation>
    </message>
    <message>
        <source>Reverse</source>
        <translation>Umkehren</translation>
    </message>
    <message>
        <source>Flatten {symbol}</source>
        <translation>{symbol} glattstellen</translation>
    </message>
    <message>
        <source> since open</source>
        <translation> seit Eröffnung</translation>
    </message>
    <message>
        <source>{verb} {size} {symbol} at {corner} {text}, {mode}</source>
        <translation>{verb} {size} {symbol} zu {corner} {text}, {mode}</translation>
    </message>
    <message>
        <source>Sell: {after}   Buy: {after_2}</source>
        <translation>Verkauf: {after}   Kauf: {after_2}</translation>
    </message>
    <message>
        <source>Fees, round turn / margin</source>
        <translation>Gebühren / Margin</translation>
    </message>
    <message>
        <source>Fees / margin</source>
        <translation>Gebühren / Margin</translation>
    </message>
    <message>
        <source>Position after</source>
        <translation>Position danach</translation>
    </message>
    <message>
        <source>Loss if all stops fill</source>
        <translation>Verlust bei Stops</translation>
    </message>
    <message>
        <source>If stops fill / targets fill</source>
        <translation>Wenn Stops / Ziele greifen</translation>
    </message>
    <message>
        <source>Sent from here</source>
        <translation>Von hier gesendet</translation>
    </message>
    <message>
        <source>Sent from here, {hidden} more unresolved</source>
        <translation>Von hier gesendet, {hidden} weitere ungeklärt</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Unbegrenzt</translation>
    </message>
    <message>
        <source>Or with a unit of its own: 16t, 4pt, $200, 0.5%, @4790.25</source>
        <translation>Oder mit eigener Einheit: 16t, 4pt, $200, 0.5%, @4790.25</translation>
    </message>
    <message>
        <source>Several with their quantities: 16 x2; 32 x1. Or with a unit of its own: 16t, 4pt, $200, 0.5%, @4790.25</source>
        <translation>Mehrere mit ihren Mengen: 16 x2; 32 x1. Oder mit eigener Einheit: 16t, 4pt, $200, 0.5%, @4790.25</translation>
    </message>
    <message>
        <source>The stop follows at this distance: 8t, 2pt, 0.5%</source>
        <translation>Der Stop folgt in diesem Abstand: 8t, 2pt, 0.5%</translation>
    </message>
    <message>
        <source>The price from which on the stop follows; empty: at once</source>
        <translation>Der Preis, ab dem der Stop folgt; leer: sofort</translation>
    </message>
    <message>
        <source>After so many ticks in favour the stop goes to the entry</source>
        <translation>Nach so vielen Ticks im Plus geht der Stop an den Einstieg</translation>
    </message>
    <message>
        <source>So many ticks beyond the entry</source>
        <translation>So viele Ticks jenseits des Einstiegs</translation>
    </message>
    <message>
        <source>Out at the market after so many minutes</source>
        <translation>Nach so vielen Minuten zum Markt hinaus</translation>
    </message>
    <message>
        <source>Trail</source>
        <translation>Trail</translation>
    </message>
    <message>
        <source>from</source>
        <translation>ab</translation>
    </message>
    <message>
        <source>Even after</source>
        <translation>Even nach</translation>
    </message>
    <message>
        <source>plus</source>
        <translation>plus</translation>
    </message>
    <message>
        <source>Out after</source>
        <translation>Raus nach</translation>
    </message>
    <message>
        <source>Stop loss</source>
        <translation>Stop-Loss</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>Ziele</translation>
    </message>
    <message>
        <source>Trail the stop by</source>
        <translation>Den Stop nachziehen um</translation>
    </message>
    <message>
        <source>Trail the stop from</source>
        <translation>Den Stop nachziehen ab</translation>
    </message>
    <message>
        <source>Break even after</source>
        <translation>Break-even nach</translation>
    </message>
    <message>
        <source>Break even plus</source>
        <translation>Break-even plus</translation>
    </message>
    <message>
        <source>More exits</source>
        <translation>Weitere Ausstiege</translation>
    </message>
    <message>
        <source>Exits</source>
        <translation>Exits</translation>
    </message>
    <message>
        <source>No exits</source>
        <translation>Keine Exits</translation>
    </message>
    <message>
        <source>Unit of the exits</source>
        <translation>Einheit der Ausstiege</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Trail, break even, time</source>
        <translation>Trail, Break-even, Zeit</translation>
    </message>
    <message>
        <source>min</source>
        <translation>min</translation>
    </message>
    <message>
        <source>at {price}, {result}</source>
        <translation>zu {price}, {result}</translation>
    </message>
    <message>
        <source>lower</source>
        <translation>niedriger</translation>
    </message>
    <message>
        <source>higher</source>
        <translation>höher</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>festgehalten</translation>
    </message>
    <message>
        <source>Double click to follow the market again</source>
        <translation>Doppelklick, um dem Markt wieder zu folgen</translation>
    </message>
    <message>
        <source>Edit quantity {text}</source>
        <translation>Menge {text} bearbeiten</translation>
    </message>
    <message>
        <source>Right click to change it</source>
        <translation>Rechtsklick zum Ändern</translation>
    </message>
    <message>
        <source>Quantity {text}</source>
        <translation>Menge {text}</translation>
    </message>
    <message>
        <source>Bid</source>
        <translation>Geld</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Brief</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Letzter</translation>
    </message>
    <message>
        <source>Whole</source>
        <translation>Ganz</translation>
    </message>
    <message>
        <source>Without the detail of what it would come to</source>
        <translation>Ohne Einzelheiten der Folgen</translation>
    </message>
    <message>
        <source>Folded to Buy and Sell</source>
        <translation>Eingeklappt: nur Kauf und Verkauf</translation>
    </message>
    <message>
        <source>Quantity from risk</source>
        <translation>Menge aus Risiko</translation>
    </message>
    <message>
        <source>Clear the price once sent</source>
        <translation>Preis nach dem Senden leeren</translation>
    </message>
    <message>
        <source>Price follows</source>
        <translation>Preis folgt</translation>
    </message>
    <message>
        <source>Show the ticket</source>
        <translation>Ticket zeigen</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Menge</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>Risiko</translation>
    </message>
    <message>
        <source>Click to give a risk in its place: $200, 1% of the equity, 40t</source>
        <translation>Klicken, um stattdessen ein Risiko anzugeben: $200, 1% des Kapitals, 40t</translation>
    </message>
    <message>
        <source>What the stop may lose: $200, 1% of the equity, 40t. Click for a quantity</source>
        <translation>Was der Stop verlieren darf: $200, 1% des Kapitals, 40t. Klicken für eine Menge</translation>
    </message>
    <message>
        <source>In ticks, or with a unit: 4pt, 0.5%</source>
        <translation>In Ticks, oder mit Einheit: 4pt, 0.5%</translation>
    </message>
    <message>
        <source>Order type</source>
        <translation>Orderart</translation>
    </message>
    <message>
        <source>Stop price</source>
        <translation>Stop-Preis</translation>
    </message>
    <message>
        <source>Limit price</source>
        <translation>Limit-Preis</translation>
    </message>
    <message>
        <source>Trail by</source>
        <translation>Trail um</translation>
    </message>
    <message>
        <source>Trail from</source>
        <translation>Trail ab</translation>
    </message>
    <message>
        <source>The price from which on it follows; empty: at once</source>
        <translation>Der Preis, ab dem er folgt; leer: sofort</translation>
    </message>
    <message>
        <source>at the market</source>
        <translation>zum Markt</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Preis</translation>
    </message>
    <message>
        <source>Time in force</source>
        <translation>Gültigkeit</translation>
    </message>
    <message>
        <source>Quantity that the risk comes to</source>
        <translation>Menge, die das Risiko ergibt</translation>
    </message>
    <message>
        <source>Count by risk</source>
        <translation>Nach Risiko zählen</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>sofort</translation>
    </message>
    <message>
        <source>Count by quantity</source>
        <translation>Nach Menge zählen</translation>
    </message>
    <message>
        <source>Touched</source>
        <translation>Berührt</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Limit</translation>
    </message>
    <message>
        <source>Account {name}, {badge}</source>
        <translation>Konto {name}, {badge}</translation>
    </message>
    <message>
        <source>{symbol} last {last}</source>
        <translation>{symbol} zuletzt {last}</translation>
    </message>
    <message>
        <source>A click on the position takes its size for the next order</source>
        <translation>Ein Klick auf die Position nimmt ihre Größe für die nächste Order</translation>
    </message>
    <message>
        <source> of {limit}</source>
        <translation> von {limit}</translation>
    </message>
    <message>
        <source>Enter sends it.</source>
        <translation>Enter sendet es.</translation>
    </message>
    <message>
        <source>buy orders</source>
        <translation>Kauforders</translation>
    </message>
    <message>
        <source>sell orders</source>
        <translation>Verkaufsorders</translation>
    </message>
    <message>
        <source>all {which} in {symbol}</source>
        <translation>alle {which} in {symbol}</translation>
    </message>
    <message>
        <source>{badge} {name}: {verb} {what}. Position: {holds}.</source>
        <translation>{badge} {name}: {verb} – {what}. Position: {holds}.</translation>
    </message>
    <message>
        <source>Enter sends it at once.</source>
        <translation>Enter sendet es sofort.</translation>
    </message>
    <message>
        <source>Enter asks once more.</source>
        <translation>Enter fragt noch einmal.</translation>
    </message>
    <message>
        <source>Nothing was sent. {words}.</source>
        <translation>Nichts wurde gesendet. {words}.</translation>
    </message>
    <message>
        <source>Nothing was sent. {wish}.</source>
        <translation>Nichts wurde gesendet. {wish}.</translation>
    </message>
    <message>
        <source>On its way: {action}.</source>
        <translation>Unterwegs: {action}.</translation>
    </message>
    <message>
        <source>{action}: {state}.</source>
        <translation>{action}: {state}.</translation>
    </message>
    <message>
        <source>There is no {at} now</source>
        <translation>Für {at} gibt es gerade keinen Kurs</translation>
    </message>
    <message>
        <source>Position {after}</source>
        <translation>Position {after}</translation>
    </message>
    <message>
        <source>Loss if all stops fill: no limit</source>
        <translation>Verlust, wenn alle Stops greifen: unbegrenzt</translation>
    </message>
    <message>
        <source>If all stops fill {if_stopped}</source>
        <translation>Wenn alle Stops greifen {if_stopped}</translation>
    </message>
    <message>
        <source>Fees, round turn</source>
        <translation>Gebühren hin und zurück</translation>
    </message>
    <message>
        <source>Fees</source>
        <translation>Gebühren</translation>
    </message>
    <message>
        <source>{fees} {amount} · Margin {margin}</source>
        <translation>{fees} {amount} · Margin {margin}</translation>
    </message>
    <message>
        <source>There is no {name} now</source>
        <translation>Für {name} gibt es gerade keinen Kurs</translation>
    </message>
    <message>
        <source>{write} is the {name}: an order there would trade at once</source>
        <translation>{write} ist der Kurs im {name}: eine Order dort würde sofort ausgeführt</translation>
    </message>
    <message>
        <source>{verb}s at once, the {name} is {quote}</source>
        <translation>{verb}: sofort ausgeführt, {name} ist {quote}</translation>
    </message>
    <message>
        <source>At {write} it would {verb} at once. The order stands as it was</source>
        <translation>Bei {write} würde die Order ({verb}) sofort ausgeführt. Sie gilt, wie sie war</translation>
    </message>
    <message>
        <source>stays: would {verb} at once</source>
        <translation>bleibt: {verb} würde sofort ausgeführt</translation>
    </message>
    <message>
        <source>Write buy or sell, how many and what: buy 2 mnq @ 21450 stop 30t</source>
        <translation>Schreiben Sie buy oder sell, wie viel und was: buy 2 mnq @ 21450 stop 30t</translation>
    </message>
    <message>
        <source>Write what to {verb}: {verb} es</source>
        <translation>Schreiben Sie, wofür {verb} gilt: {verb} es</translation>
    </message>
    <message>
        <source>Only buys or sells may follow: without them all are cancelled</source>
        <translation>Nur buys oder sells darf folgen: ohne sie wird alles gestrichen</translation>
    </message>
    <message>
        <source>Nothing may follow {verb} {symbol}</source>
        <translation>Auf {verb} {symbol} darf nichts folgen</translation>
    </message>
    <message>
        <source>How many? Write {verb} 2 mnq, or {verb} risk $200 mnq</source>
        <translation>Wie viel? Schreiben Sie {verb} 2 mnq, oder {verb} risk $200 mnq</translation>
    </message>
    <message>
        <source>How much? Write risk $200, risk 1% or risk 40t</source>
        <translation>Wie viel? Schreiben Sie risk $200, risk 1% oder risk 40t</translation>
    </message>
    <message>
        <source>{text!r} is not a quantity: write {verb} 2 mnq</source>
        <translation>{text!r} ist keine Menge: schreiben Sie {verb} 2 mnq</translation>
    </message>
    <message>
        <source>Write what to {verb}: {verb} {text} mnq</source>
        <translation>Schreiben Sie, wofür {verb} gilt: {verb} {text} mnq</translation>
    </message>
    <message>
        <source>Break even needs a stop to move: stop 16t</source>
        <translation>Break-even braucht einen Stop, der nachgezogen wird: stop 16t</translation>
    </message>
    <message>
        <source>An order has {longest} characters at most</source>
        <translation>Eine Order hat höchstens {longest} Zeichen</translation>
    </message>
    <message>
        <source>{text!r} is none of {verbs}</source>
        <translation>{text!r} ist keines von {verbs}</translation>
    </message>
    <message>
        <source>{text!r} is none of {offered}</source>
        <translation>{text!r} ist keines von {offered}</translation>
    </message>
    <message>
        <source>{text} stands here a second time</source>
        <translation>{text} steht hier ein zweites Mal</translation>
    </message>
    <message>
        <source>{text} does not go with {clash}</source>
        <translation>{text} verträgt sich nicht mit {clash}</translation>
    </message>
    <message>
        <source>after how many ticks: even 10t</source>
        <translation>nach wie vielen Ticks: even 10t</translation>
    </message>
    <message>
        <source>after how many minutes: out 30m</source>
        <translation>nach wie vielen Minuten: out 30m</translation>
    </message>
    <message>
        <source>Each target has its own word: target 16t x1 target 32t x1</source>
        <translation>Jedes Ziel hat sein eigenes Wort: target 16t x1 target 32t x1</translation>
    </message>
    <message>
        <source>A price must follow {text}</source>
        <translation>Auf {text} muss ein Preis folgen</translation>
    </message>
    <message>
        <source>Snapped to {price}</source>
        <translation>Auf {price} gerundet</translation>
    </message>
    <message>
        <source>A level must follow {text}: 16t, 4pt, $200, 0.5% or @ a price</source>
        <translation>Auf {text} muss ein Abstand folgen: 16t, 4pt, $200, 0.5% oder @ ein Preis</translation>
    </message>
    <message>
        <source>A price must follow @</source>
        <translation>Auf @ muss ein Preis folgen</translation>
    </message>
    <message>
        <source>A quantity must follow {text}</source>
        <translation>Auf {text} muss eine Menge folgen</translation>
    </message>
    <message>
        <source>{level} of what? Write {offered}</source>
        <translation>{level} wovon? Schreiben Sie {offered}</translation>
    </message>
    <message>
        <source>{text} needs to know {needed}</source>
        <translation>{text} muss {needed} wissen</translation>
    </message>
    <message>
        <source>Flat</source>
        <translation>Glatt</translation>
    </message>
    <message>
        <source>{name}, after</source>
        <translation>{name}, danach</translation>
    </message>
    <message>
        <source>{left} of {limit}</source>
        <translation>{left} von {limit}</translation>
    </message>
    <message>
        <source>Would be refused</source>
        <translation>Würde abgelehnt</translation>
    </message>
    <message>
        <source>{text!r} is no risk: write $200, 1% or 40t</source>
        <translation>{text!r} ist kein Risiko: schreiben Sie $200, 1% oder 40t</translation>
    </message>
    <message>
        <source>{lot} {symbol} would lose {loss} at its stop, more than the risk of {risk}</source>
        <translation>{lot} {symbol} würden am Stop {loss} verlieren, mehr als das Risiko von {risk}</translation>
    </message>
    <message>
        <source>What the account is worth is not known while a price is missing</source>
        <translation>Was das Konto wert ist, ist nicht bekannt, solange ein Kurs fehlt</translation>
    </message>
    <message>
        <source>A size from risk needs a stop</source>
        <translation>Eine Menge aus Risiko braucht einen Stop</translation>
    </message>
    <message>
        <source>A stop in money is that of the whole order: a size from risk needs it in t, pt, % or as a price</source>
        <translation>Ein Stop in Geld ist der der ganzen Order: eine Menge aus Risiko braucht ihn in t, pt, % oder als Preis</translation>
    </message>
    <message>
        <source>A size from risk needs a price, and there is none now</source>
        <translation>Eine Menge aus Risiko braucht einen Preis, und gerade gibt es keinen</translation>
    </message>
    <message>
        <source>The stop at {stop} is on the wrong side of {entry} to {side}</source>
        <translation>Der Stop bei {stop} liegt für {side} auf der falschen Seite von {entry}</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Nothing was sent. The market has passed the price meanwhile: the order would trade at once.</source>
        <translation>Nichts wurde gesendet. Der Markt hat den Preis inzwischen durchlaufen: Die Order würde sofort handeln.</translation>
    </message>
    <message>
        <source>, with exits</source>
        <translation>, mit Ausstiegen</translation>
    </message>
    <message>
        <source>if touched</source>
        <translation>bei Berührung</translation>
    </message>
    <message>
        <source>{done} of {quantity}</source>
        <translation>{done} von {quantity}</translation>
    </message>
    <message>
        <source>sends nothing but what gets out: Observe</source>
        <translation>sendet nur, was aussteigt: Beobachten</translation>
    </message>
    <message>
        <source>asks once more</source>
        <translation>fragt noch einmal</translation>
    </message>
    <message>
        <source>sends at once</source>
        <translation>sendet sofort</translation>
    </message>
    <message>
        <source>{verb} adds exposure: kill switch is on</source>
        <translation>{verb} erhöht das Risiko: der Not-Aus ist an</translation>
    </message>
    <message>
        <source>{verb} waits. {reason}</source>
        <translation>{verb} wartet. {reason}</translation>
    </message>
    <message>
        <source>{problem}. Nothing is sent while it stands there.</source>
        <translation>{problem}. Solange es dort steht, wird nichts gesendet.</translation>
    </message>
    <message>
        <source>Sell and Buy wait. {reason}</source>
        <translation>Verkauf und Kauf warten. {reason}</translation>
    </message>
    <message>
        <source>A {word} price is missing.</source>
        <translation>Ein {word}-Preis fehlt.</translation>
    </message>
    <message>
        <source>trailing by {words}</source>
        <translation>nachgezogen um {words}</translation>
    </message>
    <message>
        <source>{words}, with exits</source>
        <translation>{words}, mit Ausstiegen</translation>
    </message>
    <message>
        <source>day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>{words}, {in_force}. A click {does}.</source>
        <translation>{words}, {in_force}. Ein Klick {does}.</translation>
    </message>
    <message>
        <source>Nothing was filled in: the plan is of {symbol}.</source>
        <translation>Nichts wurde ausgefüllt: der Plan ist für {symbol}.</translation>
    </message>
    <message>
        <source>Nothing was filled in: {symbol} cannot have these prices.</source>
        <translation>Nichts wurde ausgefüllt: {symbol} kann diese Preise nicht haben.</translation>
    </message>
    <message>
        <source>From the chart: {verb} {kind} {price}, with exits.</source>
        <translation>Aus dem Chart: {verb} {kind} {price}, mit Ausstiegen.</translation>
    </message>
    <message>
        <source>{words} Nothing was sent.</source>
        <translation>{words} Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>Filled in: {verb} {kind} {price}. Nothing was sent.</source>
        <translation>Eingetragen: {verb} {kind} {price}. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>{problem}. Nothing was sent.</source>
        <translation>{problem}. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>Nothing was sent. {click_words}</source>
        <translation>Nichts wurde gesendet. {click_words}</translation>
    </message>
    <message>
        <source>Nothing was sent. There is no {value} now.</source>
        <translation>Nichts wurde gesendet. Für {value} gibt es gerade keinen Kurs.</translation>
    </message>
    <message>
        <source>Nothing to flatten: no position or order in {symbol}.</source>
        <translation>Nichts glattzustellen: weder Position noch Order in {symbol}.</translation>
    </message>
    <message>
        <source>Break even</source>
        <translation>Break-even</translation>
    </message>
    <message>
        <source>Active strategy</source>
        <translation>Aktive Strategie</translation>
    </message>
    <message>
        <source> from {trail_from}</source>
        <translation> ab {trail_from}</translation>
    </message>
    <message>
        <source>trail {trail}{start}</source>
        <translation>Trail {trail}{start}</translation>
    </message>
    <message>
        <source>even {break_even}{plus}</source>
        <translation>Even {break_even}{plus}</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <source>Keep these</source>
        <translation>Diese behalten</translation>
    </message>
    <message>
        <source>Forget these</source>
        <translation>Diese vergessen</translation>
    </message>
    <message>
        <source>{row} {typed} was a price of {symbol}</source>
        <translation>{row} {typed} war ein Preis von {symbol}</translation>
    </message>
    <message>
        <source>no exits of a position work here to go along with</source>
        <translation>hier wirken keine Ausstiege einer Position, denen man sich anschließen könnte</translation>
    </message>
    <message>
        <source>no exits of a long position work here to go along with</source>
        <translation>hier wirken keine Ausstiege einer Long-Position, denen man sich anschließen könnte</translation>
    </message>
    <message>
        <source>no exits of a short position work here to go along with</source>
        <translation>hier wirken keine Ausstiege einer Short-Position, denen man sich anschließen könnte</translation>
    </message>
    <message>
        <source>{row} needs {other}</source>
        <translation>{row} braucht {other}</translation>
    </message>
    <message>
        <source>Break even needs a stop to move</source>
        <translation>Break-even braucht einen Stop, der nachgezogen wird</translation>
    </message>
    <message>
        <source>a stop follows by t, pt or %, not by {signs}</source>
        <translation>ein Stop folgt in t, pt oder %, nicht in {signs}</translation>
    </message>
    <message>
        <source>{text!r} is not a level</source>
        <translation>{text!r} ist kein Abstand und kein Preis</translation>
    </message>
    <message>
        <source>{text!r} has two units</source>
        <translation>{text!r} hat zwei Einheiten</translation>
    </message>
    <message>
        <source>Trail: {problem}</source>
        <translation>Trail: {problem}</translation>
    </message>
    <message>
        <source>{text!r} is not a price</source>
        <translation>{text!r} ist kein Preis</translation>
    </message>
    <message>
        <source>A price of {symbol} is above zero</source>
        <translation>Ein Preis von {symbol} ist größer als null</translation>
    </message>
    <message>
        <source>{text!r} is not a quantity</source>
        <translation>{text!r} ist keine Menge</translation>
    </message>
    <message>
        <source>{text} is not a multiple of the {symbol} lot {lot}</source>
        <translation>{text} ist kein Vielfaches der Losgröße {lot} von {symbol}</translation>
    </message>
    <message>
        <source>{text!r} is not a number above zero</source>
        <translation>{text!r} ist keine Zahl über null</translation>
    </message>
    <message>
        <source>{text!r} is not a whole number</source>
        <translation>{text!r} ist keine ganze Zahl</translation>
    </message>
    <message>
        <source>{quantity} left</source>
        <translation>{quantity} übrig</translation>
    </message>
    <message>
        <source>Position, {symbol}</source>
        <translation>Position, {symbol}</translation>
    </message>
    <message>
        <source>Order size</source>
        <translation>Ordergröße</translation>
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
        <translation>Orders in einer Minute</translation>
    </message>
    <message>
        <source>Order as a line of text</source>
        <translation>Order als Textzeile</translation>
    </message>
    <message>
        <source>Order: {example}</source>
        <translation>Order: {example}</translation>
    </message>
</context>
<context>
    <name>Today</name>
    <message>
        <source>Net P&amp;L</source>
        <translation>Netto G/V</translation>
    </message>
    <message>
        <source>{trades} · {rate} won</source>
        <translation>{trades} · {rate} gewonnen</translation>
    </message>
    <message>
        <source>Expectancy {made}</source>
        <translation>Erwartungswert {made}</translation>
    </message>
</context>
<context>
    <name>Trades</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Preis</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Trades</source>
        <translation>Trades</translation>
    </message>
    <message>
        <source>Trades that make a row</source>
        <translation>Umsätze, die eine Zeile bilden</translation>
    </message>
    <message>
        <source>Min</source>
        <translation>Min</translation>
    </message>
    <message>
        <source>Least size shown</source>
        <translation>Kleinste gezeigte Größe</translation>
    </message>
    <message>
        <source>Large</source>
        <translation>Groß</translation>
    </message>
    <message>
        <source>Size from which a trade stands out</source>
        <translation>Größe, ab der ein Umsatz hervorsticht</translation>
    </message>
    <message>
        <source>held, {newer} newer</source>
        <translation>angehalten, {newer} neuere</translation>
    </message>
    <message>
        <source>Time and sales</source>
        <translation>Time &amp; Sales</translation>
    </message>
    <message>
        <source>Time and sales, {symbol}</source>
        <translation>Time &amp; Sales, {symbol}</translation>
    </message>
    <message>
        <source>Trades appear as they happen</source>
        <translation>Umsätze erscheinen, wie sie geschehen</translation>
    </message>
    <message>
        <source>Copy	Ctrl+C</source>
        <translation>Kopieren	Strg+C</translation>
    </message>
    <message>
        <source>To the newest	Home</source>
        <translation>Zum neuesten	Pos1</translation>
    </message>
    <message>
        <source>Every trade</source>
        <translation>Einzeln</translation>
    </message>
    <message>
        <source>One order</source>
        <translation>Je Order</translation>
    </message>
    <message>
        <source>Runs at a price</source>
        <translation>Je Preis</translation>
    </message>
    <message>
        <source>bought</source>
        <translation>gekauft</translation>
    </message>
    <message>
        <source>sold</source>
        <translation>verkauft</translation>
    </message>
    <message>
        <source>traded</source>
        <translation>gehandelt</translation>
    </message>
    <message>
        <source>large from {size}</source>
        <translation>groß ab {size}</translation>
    </message>
    <message>
        <source>no trade yet</source>
        <translation>noch kein Umsatz</translation>
    </message>
    <message>
        <source>{done} {size} at {price}, {time}</source>
        <translation>{done} {size} zu {price}, {time}</translation>
    </message>
</context>
<context>
    <name>Watchlist</name>
    <message>
        <source>Not known here</source>
        <translation>Hier nicht bekannt</translation>
    </message>
    <message>
        <source>since the day&apos;s open</source>
        <translation>seit Tageseröffnung</translation>
    </message>
    <message>
        <source>since the previous close</source>
        <translation>seit dem vorigen Schluss</translation>
    </message>
    <message>
        <source>level</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>rising</source>
        <translation>steigend</translation>
    </message>
    <message>
        <source>falling</source>
        <translation>fallend</translation>
    </message>
    <message>
        <source>last hour {spoken}</source>
        <translation>letzte Stunde {spoken}</translation>
    </message>
    <message>
        <source>{key} is not known here</source>
        <translation>{key} ist hier nicht bekannt</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Text (*.txt)</translation>
    </message>
    <message>
        <source>Nothing in this list</source>
        <translation>Nichts in dieser Liste</translation>
    </message>
    <message>
        <source>Type a symbol above, or paste some from the pane&apos;s menu.</source>
        <translation>Tippen Sie oben ein Symbol, oder fügen Sie welche über das Menü des Fensters ein.</translation>
    </message>
    <message>
        <source>Watchlist shown</source>
        <translation>Gezeigte Watchlist</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>Listen</translation>
    </message>
    <message>
        <source>Begin a group at {key}…</source>
        <translation>Gruppe bei {key} beginnen…</translation>
    </message>
    <message>
        <source>Join with the group above</source>
        <translation>Mit der Gruppe darüber vereinen</translation>
    </message>
    <message>
        <source>Move up	{up_key}</source>
        <translation>Nach oben	{up_key}</translation>
    </message>
    <message>
        <source>Move down	{down_key}</source>
        <translation>Nach unten	{down_key}</translation>
    </message>
    <message>
        <source>Remove {key}	Del</source>
        <translation>{key} entfernen	Entf</translation>
    </message>
    <message>
        <source>Name of the group that begins with {key}</source>
        <translation>Name der Gruppe, die mit {key} beginnt</translation>
    </message>
    <message>
        <source>Begin group</source>
        <translation>Gruppe beginnen</translation>
    </message>
    <message>
        <source>New list…</source>
        <translation>Neue Liste…</translation>
    </message>
    <message>
        <source>Name of the new list</source>
        <translation>Name der neuen Liste</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Rename {name}…</source>
        <translation>{name} umbenennen…</translation>
    </message>
    <message>
        <source>New name of {name}</source>
        <translation>Neuer Name von {name}</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Delete {name}</source>
        <translation>{name} löschen</translation>
    </message>
    <message>
        <source>Paste symbols</source>
        <translation>Symbole einfügen</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>Als Text kopieren</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Export…</translation>
    </message>
    <message>
        <source>{name} is on the clipboard.</source>
        <translation>{name} ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>{name} was not read: {problem}</source>
        <translation>{name} wurde nicht gelesen: {problem}</translation>
    </message>
    <message>
        <source>Import symbols into {name}</source>
        <translation>Symbole in {name} importieren</translation>
    </message>
    <message>
        <source>Export {name}</source>
        <translation>{name} exportieren</translation>
    </message>
    <message>
        <source>{name} was written to {file}.</source>
        <translation>{name} wurde nach {file} geschrieben.</translation>
    </message>
    <message>
        <source>{name} was not written: {problem}</source>
        <translation>{name} wurde nicht geschrieben: {problem}</translation>
    </message>
    <message>
        <source>Add symbol</source>
        <translation>Symbol hinzufügen</translation>
    </message>
    <message>
        <source>Add symbol to the watchlist</source>
        <translation>Symbol zur Watchlist hinzufügen</translation>
    </message>
    <message>
        <source>A list needs a name</source>
        <translation>Eine Liste braucht einen Namen</translation>
    </message>
    <message>
        <source>There are {most_lists} lists already. Delete one first.</source>
        <translation>Es gibt schon {most_lists} Listen. Löschen Sie erst eine.</translation>
    </message>
    <message>
        <source>A name has at most {longest_name} characters</source>
        <translation>Ein Name hat höchstens {longest_name} Zeichen</translation>
    </message>
    <message>
        <source>There is a list {typed} already</source>
        <translation>Es gibt schon eine Liste {typed}</translation>
    </message>
    <message>
        <source>{symbol} is in {name} already</source>
        <translation>{symbol} ist schon in {name}</translation>
    </message>
    <message>
        <source>{name} is full: a list has room for {most_symbols} symbols</source>
        <translation>{name} ist voll: eine Liste hat Platz für {most_symbols} Symbole</translation>
    </message>
    <message>
        <source>Nothing was added. There is no list {name} any more.</source>
        <translation>Nichts wurde hinzugefügt. Eine Liste {name} gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>Nothing was added. The text is longer than {most_characters:,} characters.</source>
        <translation>Nichts wurde hinzugefügt. Der Text ist länger als {most_characters:,} Zeichen.</translation>
    </message>
    <message>
        <source> It is full: a list has room for {most_symbols} symbols.</source>
        <translation> Sie ist voll: eine Liste hat Platz für {most_symbols} Symbole.</translation>
    </message>
    <message>
        <source> Not known here, left out: {symbols}{more}.</source>
        <translation> Hier nicht bekannt, ausgelassen: {symbols}{more}.</translation>
    </message>
    <message>
        <source>A group needs a name</source>
        <translation>Eine Gruppe braucht einen Namen</translation>
    </message>
    <message>
        <source>line {number}: {symbol}</source>
        <translation>Zeile {number}: {symbol}</translation>
    </message>
    <message>
        <source>{added} added to {name}.</source>
        <translation>{added} zu {name} hinzugefügt.</translation>
    </message>
    <message>
        <source> and {count} more</source>
        <translation> und {count} weitere</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>{title} lost</source>
        <translation>{title} verloren</translation>
    </message>
    <message>
        <source>MIT licence: free to use, change and pass on, without warranty.</source>
        <translation>MIT-Lizenz: frei zu nutzen, zu ändern und weiterzugeben, ohne Gewähr.</translation>
    </message>
    <message>
        <source>The sounds stay as they were</source>
        <translation>Die Töne bleiben, wie sie waren</translation>
    </message>
    <message>
        <source>Jump to {time}</source>
        <translation>Zu {time} springen</translation>
    </message>
    <message>
        <source>Replay from {moment}…</source>
        <translation>Wiedergabe ab {moment}…</translation>
    </message>
    <message>
        <source>The new look waits</source>
        <translation>Das neue Aussehen wartet</translation>
    </message>
    <message>
        <source>It is drawn once what is asked, typed or held here is over: nothing is lost.</source>
        <translation>Es wird gezeichnet, sobald beendet ist, was hier gefragt, getippt oder gehalten wird: nichts geht verloren.</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>Version {version}</translation>
    </message>
    <message>
        <source>Data: {data_dir}</source>
        <translation>Daten: {data_dir}</translation>
    </message>
    <message>
        <source>{positions} open</source>
        <translation>{positions} offen</translation>
    </message>
    <message>
        <source>{orders} working</source>
        <translation>{orders} offen</translation>
    </message>
    <message>
        <source>all accounts</source>
        <translation>alle Konten</translation>
    </message>
    <message>
        <source>As the computer</source>
        <translation>Wie der Rechner</translation>
    </message>
    <message>
        <source>Fee {amount}.</source>
        <translation>Gebühr {amount}.</translation>
    </message>
    <message>
        <source>Bought</source>
        <translation>Gekauft</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>Verkauft</translation>
    </message>
    <message>
        <source>{verb} {quantity} at {price}</source>
        <translation>{verb} {quantity} zu {price}</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>Way out</source>
        <translation>Ausstieg</translation>
    </message>
    <message>
        <source>Move to window {number}</source>
        <translation>In Fenster {number} verschieben</translation>
    </message>
    <message>
        <source>Move to the main window</source>
        <translation>Ins Hauptfenster verschieben</translation>
    </message>
    <message>
        <source>Move to a new window</source>
        <translation>In ein neues Fenster verschieben</translation>
    </message>
    <message>
        <source>Nothing of that name. Enter does nothing.</source>
        <translation>Nichts mit diesem Namen. Enter tut nichts.</translation>
    </message>
    <message>
        <source>Command or symbol</source>
        <translation>Befehl oder Symbol</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Show {found}</source>
        <translation>{found} zeigen</translation>
    </message>
    <message>
        <source>Working orders are cancelled, then every position is closed at the market. Hold the button for a second, with the mouse or the space bar.</source>
        <translation>Offene Orders werden gestrichen, dann wird jede Position zum Markt geschlossen. Halten Sie die Schaltfläche eine Sekunde, mit der Maus oder der Leertaste.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel, flatten nothing</source>
        <translation>Abbrechen, nichts glattstellen</translation>
    </message>
    <message>
        <source>Flatten all accounts</source>
        <translation>Alle Konten glattstellen</translation>
    </message>
    <message>
        <source>Flatten all accounts?</source>
        <translation>Alle Konten glattstellen?</translation>
    </message>
    <message>
        <source>Flatten all accounts: {words}</source>
        <translation>Alle Konten glattstellen: {words}</translation>
    </message>
    <message>
        <source>From then on no order that can add exposure leaves, on any account and after a restart too, until you release it. Exits work.</source>
        <translation>Von da an wird keine Order gesendet, die das Risiko erhöhen kann, auf keinem Konto und auch nach einem Neustart nicht, bis Sie ihn lösen. Ausstiege sind möglich.</translation>
    </message>
    <message>
        <source>Cancel, leave the kill switch off</source>
        <translation>Abbrechen, Not-Aus bleibt aus</translation>
    </message>
    <message>
        <source>Throw kill switch</source>
        <translation>Not-Aus auslösen</translation>
    </message>
    <message>
        <source>Throw and flatten</source>
        <translation>Auslösen und glattstellen</translation>
    </message>
    <message>
        <source>Hold for a second</source>
        <translation>Eine Sekunde halten</translation>
    </message>
    <message>
        <source>Throw the kill switch?</source>
        <translation>Not-Aus auslösen?</translation>
    </message>
    <message>
        <source>Throw and flatten takes everything out: {words}. Hold that button for a second, with the mouse or the space bar.</source>
        <translation>Auslösen und glattstellen nimmt alles heraus: {words}. Halten Sie diese Schaltfläche eine Sekunde, mit der Maus oder der Leertaste.</translation>
    </message>
    <message>
        <source>Throw kill switch: {would}</source>
        <translation>Not-Aus auslösen: {would}</translation>
    </message>
    <message>
        <source>Released, entries leave again, by hand and by automation. Type {release} to do so.</source>
        <translation>Ist er gelöst, werden Einstiege wieder gesendet, von Hand und durch die Automatik. Tippen Sie dazu {release}.</translation>
    </message>
    <message>
        <source>Type {release}</source>
        <translation>{release} tippen</translation>
    </message>
    <message>
        <source>Release kill switch</source>
        <translation>Not-Aus lösen</translation>
    </message>
    <message>
        <source>Cancel, leave the kill switch on</source>
        <translation>Abbrechen, Not-Aus bleibt an</translation>
    </message>
    <message>
        <source>Release the kill switch?</source>
        <translation>Not-Aus lösen?</translation>
    </message>
    <message>
        <source>A connection that is lost and a limit that is breached will not be heard either. They still show in the window.</source>
        <translation>Auch eine verlorene Verbindung und ein erreichtes Limit sind dann nicht mehr zu hören. Im Fenster erscheinen sie weiterhin.</translation>
    </message>
    <message>
        <source>Cancel, mute nothing more</source>
        <translation>Abbrechen, nichts weiter stumm schalten</translation>
    </message>
    <message>
        <source>Mute everything</source>
        <translation>Alles stumm</translation>
    </message>
    <message>
        <source>Mute everything?</source>
        <translation>Alles stumm schalten?</translation>
    </message>
    <message>
        <source>About TraderTerminal</source>
        <translation>Über TraderTerminal</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close {title}</source>
        <translation>{title} schließen</translation>
    </message>
    <message>
        <source>Symbol search</source>
        <translation>Symbolsuche</translation>
    </message>
    <message>
        <source>Symbol for {target}</source>
        <translation>Symbol für {target}</translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation>Symbol</translation>
    </message>
    <message>
        <source>Top bar</source>
        <translation>Kopfleiste</translation>
    </message>
    <message>
        <source>How far a click goes</source>
        <translation>Wie weit ein Klick geht</translation>
    </message>
    <message>
        <source>Flatten all</source>
        <translation>Alle glattstellen</translation>
    </message>
    <message>
        <source>Day, net of fees</source>
        <translation>Tag, nach Gebühren</translation>
    </message>
    <message>
        <source>What the account made today after fees: with what is still held, and with what was closed, which the table of positions no longer has</source>
        <translation>Was das Konto heute nach Gebühren ergeben hat: mit dem, was noch gehalten wird, und mit dem, was geschlossen wurde und nicht mehr unter den Positionen steht</translation>
    </message>
    <message>
        <source>Hold for a second to flatten all accounts: {words}</source>
        <translation>Eine Sekunde halten, um alle Konten glattzustellen: {words}</translation>
    </message>
    <message>
        <source>Nothing measured yet</source>
        <translation>Noch nichts gemessen</translation>
    </message>
    <message>
        <source>of {total:,}</source>
        <translation>von {total:,}</translation>
    </message>
    <message>
        <source>Exchange time, with its zone</source>
        <translation>Börsenzeit, mit ihrer Zone</translation>
    </message>
    <message>
        <source>Streams over the day</source>
        <translation>Datenströme über den Tag</translation>
    </message>
    <message>
        <source>{title}: {state} since {since}, lost {losses} times</source>
        <translation>{title}: {state} seit {since}, {losses}-mal verloren</translation>
    </message>
    <message>
        <source>Maximise {name}</source>
        <translation>{name} maximieren</translation>
    </message>
    <message>
        <source>More for {name}</source>
        <translation>Mehr zu {name}</translation>
    </message>
    <message>
        <source>Close {name}</source>
        <translation>{name} schließen</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Maximise</source>
        <translation>Maximieren</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Dock</source>
        <translation>Andocken</translation>
    </message>
    <message>
        <source>Float</source>
        <translation>Abdocken</translation>
    </message>
    <message>
        <source>On</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Muted but for lost connections and breached limits</source>
        <translation>Stumm außer bei verlorenen Verbindungen und erreichten Limits</translation>
    </message>
    <message>
        <source>Mute everything…</source>
        <translation>Alles stumm…</translation>
    </message>
    <message>
        <source>Preview buy</source>
        <translation>Vorschau Kauf</translation>
    </message>
    <message>
        <source>Preview sell</source>
        <translation>Vorschau Verkauf</translation>
    </message>
    <message>
        <source>Cancel all of the symbol</source>
        <translation>Alle Orders des Symbols streichen</translation>
    </message>
    <message>
        <source>Status bar</source>
        <translation>Statusleiste</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Replay…</source>
        <translation>Wiedergabe…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>Show TraderTerminal</source>
        <translation>TraderTerminal zeigen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>New chart</source>
        <translation>Neuer Chart</translation>
    </message>
    <message>
        <source>Indicators…</source>
        <translation>Indikatoren…</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Appearance…</source>
        <translation>Darstellung…</translation>
    </message>
    <message>
        <source>Sounds</source>
        <translation>Töne</translation>
    </message>
    <message>
        <source>Streamer mode, without amounts</source>
        <translation>Streamer-Modus, ohne Beträge</translation>
    </message>
    <message>
        <source>Commands…</source>
        <translation>Befehle…</translation>
    </message>
    <message>
        <source>Trade</source>
        <translation>Handel</translation>
    </message>
    <message>
        <source>Type an order</source>
        <translation>Eine Order tippen</translation>
    </message>
    <message>
        <source>Cancel all orders</source>
        <translation>Alle Orders streichen</translation>
    </message>
    <message>
        <source>Flatten all accounts…</source>
        <translation>Alle Konten glattstellen…</translation>
    </message>
    <message>
        <source>Throw kill switch…</source>
        <translation>Not-Aus auslösen…</translation>
    </message>
    <message>
        <source>Release kill switch…</source>
        <translation>Not-Aus lösen…</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Keys…</source>
        <translation>Tasten…</translation>
    </message>
    <message>
        <source>User guide</source>
        <translation>Benutzerhandbuch</translation>
    </message>
    <message>
        <source>How it works</source>
        <translation>So funktioniert es</translation>
    </message>
    <message>
        <source>Guide for the first start</source>
        <translation>Einführung für den ersten Start</translation>
    </message>
    <message>
        <source>Go to {name}</source>
        <translation>Gehe zu {name}</translation>
    </message>
    <message>
        <source>Replay bar</source>
        <translation>Wiedergabeleiste</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>Wiedergabe</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>Abspielen oder Pause</translation>
    </message>
    <message>
        <source>Next bar of the chart</source>
        <translation>Nächste Kerze des Charts</translation>
    </message>
    <message>
        <source>Next row</source>
        <translation>Nächste Zeile</translation>
    </message>
    <message>
        <source>Jump to a time</source>
        <translation>Zu einer Zeit springen</translation>
    </message>
    <message>
        <source>End replay</source>
        <translation>Wiedergabe beenden</translation>
    </message>
    <message>
        <source>Flatten all accounts, from here</source>
        <translation>Alle Konten glattstellen, von hier</translation>
    </message>
    <message>
        <source>Hold for a second to flatten all accounts</source>
        <translation>Eine Sekunde halten, um alle Konten glattzustellen</translation>
    </message>
    <message>
        <source>The system has no tray: notices are told in the window, and closing it ends the program.</source>
        <translation>Das System hat keinen Infobereich: Meldungen erscheinen im Fenster, und es zu schließen beendet das Programm.</translation>
    </message>
    <message>
        <source>TraderTerminal goes on</source>
        <translation>TraderTerminal läuft weiter</translation>
    </message>
    <message>
        <source>Click here to see it. The menu of the icon has the way out.</source>
        <translation>Klicken Sie hier, um es zu sehen. Das Menü des Symbols hat den Ausstieg.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Sending</source>
        <translation>Sendet</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Part filled</source>
        <translation>Teilausgeführt</translation>
    </message>
    <message>
        <source>Cancelling</source>
        <translation>Streicht</translation>
    </message>
    <message>
        <source>Changing</source>
        <translation>Ändert</translation>
    </message>
    <message>
        <source>Filled</source>
        <translation>Ausgeführt</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Gestrichen</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Abgelaufen</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Angenommen</translation>
    </message>
    <message>
        <source>Nothing to do</source>
        <translation>Nichts zu tun</translation>
    </message>
    <message>
        <source>Market</source>
        <translation>Markt</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Limit</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Stop-lmt</source>
        <translation>Stop-Lmt</translation>
    </message>
    <message>
        <source>Trail</source>
        <translation>Trail</translation>
    </message>
    <message>
        <source>MIT</source>
        <translation>MIT</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>Börse</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Rechner</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Nicht bekannt</translation>
    </message>
    <message>
        <source>Buy</source>
        <translation>Kauf</translation>
    </message>
    <message>
        <source>Sell</source>
        <translation>Verkauf</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Reverse</source>
        <translation>Umkehren</translation>
    </message>
    <message>
        <source>Flatten</source>
        <translation>Glattstellen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Streichen</translation>
    </message>
    <message>
        <source>market</source>
        <translation>Markt</translation>
    </message>
    <message>
        <source>limit</source>
        <translation>Limit</translation>
    </message>
    <message>
        <source>stop</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>stop limit</source>
        <translation>Stop-Limit</translation>
    </message>
    <message>
        <source>trailing stop</source>
        <translation>Trailing-Stop</translation>
    </message>
    <message>
        <source>market if touched</source>
        <translation>Market-if-touched</translation>
    </message>
    <message>
        <source>active</source>
        <translation>aktiv</translation>
    </message>
    <message>
        <source>reducing</source>
        <translation>nur Abbau</translation>
    </message>
    <message>
        <source>halted</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>Alarm</translation>
    </message>
    <message>
        <source>Bracket</source>
        <translation>Bracket</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>Chart</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Hotkey</source>
        <translation>Taste</translation>
    </message>
    <message>
        <source>Ladder</source>
        <translation>DOM</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Angleichung</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>bid</source>
        <translation>Geld</translation>
    </message>
    <message>
        <source>ask</source>
        <translation>Brief</translation>
    </message>
    <message>
        <source>last</source>
        <translation>letzter</translation>
    </message>
    <message>
        <source>buy</source>
        <translation>Kauf</translation>
    </message>
    <message>
        <source>sell</source>
        <translation>Verkauf</translation>
    </message>
    <message>
        <source>{count} account</source>
        <translation>{count} Konto</translation>
    </message>
    <message>
        <source>{count} accounts</source>
        <translation>{count} Konten</translation>
    </message>
    <message>
        <source>{count} cancel</source>
        <translation>{count} Streichung</translation>
    </message>
    <message>
        <source>{count} cancels</source>
        <translation>{count} Streichungen</translation>
    </message>
    <message>
        <source>{count} change</source>
        <translation>{count} Änderung</translation>
    </message>
    <message>
        <source>{count} changes</source>
        <translation>{count} Änderungen</translation>
    </message>
    <message>
        <source>{count} closed trade</source>
        <translation>{count} geschlossener Trade</translation>
    </message>
    <message>
        <source>{count} closed trades</source>
        <translation>{count} geschlossene Trades</translation>
    </message>
    <message>
        <source>{count} drawing</source>
        <translation>{count} Zeichnung</translation>
    </message>
    <message>
        <source>{count} drawings</source>
        <translation>{count} Zeichnungen</translation>
    </message>
    <message>
        <source>{count} entry order</source>
        <translation>{count} Einstiegsorder</translation>
    </message>
    <message>
        <source>{count} entry orders</source>
        <translation>{count} Einstiegsorders</translation>
    </message>
    <message>
        <source>{count} fill</source>
        <translation>{count} Ausführung</translation>
    </message>
    <message>
        <source>{count} fills</source>
        <translation>{count} Ausführungen</translation>
    </message>
    <message>
        <source>{count} order</source>
        <translation>{count} Order</translation>
    </message>
    <message>
        <source>{count} orders</source>
        <translation>{count} Orders</translation>
    </message>
    <message>
        <source>{count} position</source>
        <translation>{count} Position</translation>
    </message>
    <message>
        <source>{count} positions</source>
        <translation>{count} Positionen</translation>
    </message>
    <message>
        <source>{count} protective order</source>
        <translation>{count} Schutzorder</translation>
    </message>
    <message>
        <source>{count} protective orders</source>
        <translation>{count} Schutzorders</translation>
    </message>
    <message>
        <source>{count} trade</source>
        <translation>{count} Trade</translation>
    </message>
    <message>
        <source>{count} trades</source>
        <translation>{count} Trades</translation>
    </message>
    <message>
        <source>{count} such message</source>
        <translation>{count} solche Nachricht</translation>
    </message>
    <message>
        <source>{count} such messages</source>
        <translation>{count} solche Nachrichten</translation>
    </message>
    <message>
        <source>{count} tick</source>
        <translation>{count} Tick</translation>
    </message>
    <message>
        <source>{count} ticks</source>
        <translation>{count} Ticks</translation>
    </message>
    <message>
        <source>{count} time</source>
        <translation>{count}-mal</translation>
    </message>
    <message>
        <source>{count} times</source>
        <translation>{count}-mal</translation>
    </message>
    <message>
        <source>{count} working order</source>
        <translation>{count} offene Order</translation>
    </message>
    <message>
        <source>{count} working orders</source>
        <translation>{count} offene Orders</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>in a gap</source>
        <translation>in einer Lücke</translation>
    </message>
    <message>
        <source>no feed</source>
        <translation>kein Feed</translation>
    </message>
    <message>
        <source>{age} old</source>
        <translation>{age} alt</translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message>
        <source>the list of workspaces</source>
        <translation>die Liste der Arbeitsbereiche</translation>
    </message>
    <message>
        <source>the arrangement shown last</source>
        <translation>die zuletzt gezeigte Anordnung</translation>
    </message>
    <message>
        <source>the arrangement was not kept: {error}</source>
        <translation>die Anordnung wurde nicht gespeichert: {error}</translation>
    </message>
    <message>
        <source>The workspaces were not kept</source>
        <translation>Die Arbeitsbereiche wurden nicht gespeichert</translation>
    </message>
    <message>
        <source>The panes stand as at first</source>
        <translation>Die Fenster stehen wie zu Beginn</translation>
    </message>
    <message>
        <source>Where they stood could not be read.</source>
        <translation>Wo sie standen, war nicht lesbar.</translation>
    </message>
    <message>
        <source>{pane} does not show {symbol}, which is not known here</source>
        <translation>{pane} zeigt {symbol} nicht, das hier nicht bekannt ist</translation>
    </message>
    <message>
        <source>{one} could not be read</source>
        <translation>{one} war nicht lesbar</translation>
    </message>
    <message>
        <source>The arrangement was not restored whole</source>
        <translation>Die Anordnung wurde nicht ganz wiederhergestellt</translation>
    </message>
    <message>
        <source>A workspace needs a name</source>
        <translation>Ein Arbeitsbereich braucht einen Namen</translation>
    </message>
    <message>
        <source>There is a workspace {name} already</source>
        <translation>Es gibt schon einen Arbeitsbereich {name}</translation>
    </message>
    <message>
        <source>A name has at most {longest_name} characters, this one has {count}</source>
        <translation>Ein Name hat höchstens {longest_name} Zeichen, dieser hat {count}</translation>
    </message>
    <message>
        <source>There are {most} workspaces, which is the most. Remove one first.</source>
        <translation>Es gibt {most} Arbeitsbereiche, mehr gehen nicht. Entfernen Sie erst einen.</translation>
    </message>
    <message>
        <source>The file is too long to be a workspace.</source>
        <translation>Die Datei ist zu lang für einen Arbeitsbereich.</translation>
    </message>
    <message>
        <source>The file cannot be read: {error}.</source>
        <translation>Die Datei ist nicht lesbar: {error}.</translation>
    </message>
    <message>
        <source>The file is no workspace of this program.</source>
        <translation>Die Datei ist kein Arbeitsbereich dieses Programms.</translation>
    </message>
    <message>
        <source>The workspace was written by a later version of this program.</source>
        <translation>Der Arbeitsbereich wurde von einer späteren Version dieses Programms geschrieben.</translation>
    </message>
    <message>
        <source>The workspace in the file is not whole.</source>
        <translation>Der Arbeitsbereich in der Datei ist nicht vollständig.</translation>
    </message>
    <message>
        <source>a workspace</source>
        <translation>ein Arbeitsbereich</translation>
    </message>
    <message>
        <source>Workspaces</source>
        <translation>Arbeitsbereiche</translation>
    </message>
    <message>
        <source>Workspace {name} ({key})</source>
        <translation>Arbeitsbereich {name} ({key})</translation>
    </message>
    <message>
        <source>Workspace {name}</source>
        <translation>Arbeitsbereich {name}</translation>
    </message>
    <message>
        <source>Workspace {name}, choose another one</source>
        <translation>Arbeitsbereich {name}, einen anderen wählen</translation>
    </message>
    <message>
        <source>Workspace {number}</source>
        <translation>Arbeitsbereich {number}</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>Arbeitsbereich</translation>
    </message>
    <message>
        <source>New workspace</source>
        <translation>Neuer Arbeitsbereich</translation>
    </message>
    <message>
        <source>Duplicate workspace</source>
        <translation>Arbeitsbereich duplizieren</translation>
    </message>
    <message>
        <source>Import workspace…</source>
        <translation>Arbeitsbereich importieren…</translation>
    </message>
    <message>
        <source>Rename workspace…</source>
        <translation>Arbeitsbereich umbenennen…</translation>
    </message>
    <message>
        <source>Export workspace…</source>
        <translation>Arbeitsbereich exportieren…</translation>
    </message>
    <message>
        <source>Default arrangement</source>
        <translation>Standardanordnung</translation>
    </message>
    <message>
        <source>Remove workspace…</source>
        <translation>Arbeitsbereich entfernen…</translation>
    </message>
    <message>
        <source>Export workspace</source>
        <translation>Arbeitsbereich exportieren</translation>
    </message>
    <message>
        <source>Import workspace</source>
        <translation>Arbeitsbereich importieren</translation>
    </message>
    <message>
        <source>{name} was not written</source>
        <translation>{name} wurde nicht geschrieben</translation>
    </message>
    <message>
        <source>{problem}. Choose another folder.</source>
        <translation>{problem}. Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>{name} was not read</source>
        <translation>{name} wurde nicht gelesen</translation>
    </message>
    <message>
        <source>{words} Nothing else is affected.</source>
        <translation>{words} Sonst ist nichts betroffen.</translation>
    </message>
    <message>
        <source>Name of the workspace</source>
        <translation>Name des Arbeitsbereichs</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Rename workspace</source>
        <translation>Arbeitsbereich umbenennen</translation>
    </message>
    <message>
        <source>Rename {name}</source>
        <translation>{name} umbenennen</translation>
    </message>
    <message>
        <source>Its panes, its further charts and their indicators go with it. Orders, positions and drawings stay. A workspace that is exported first can be read again.</source>
        <translation>Seine Fenster, seine weiteren Charts und deren Indikatoren gehen mit. Orders, Positionen und Zeichnungen bleiben. Ein Arbeitsbereich, der vorher exportiert wurde, lässt sich wieder einlesen.</translation>
    </message>
    <message>
        <source>Cancel, remove nothing</source>
        <translation>Abbrechen, nichts entfernen</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>{name} entfernen</translation>
    </message>
    <message>
        <source>Remove {name}?</source>
        <translation>{name} entfernen?</translation>
    </message>
</context>
</TS>
