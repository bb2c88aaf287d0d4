<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>Menus</name>
    <message>
        <source>Appearance…</source>
        <extracomment>What may be muted, in the words of the menu.</extracomment>
        <translation>Darstellung…</translation>
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
</TS>
