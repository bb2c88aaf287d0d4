-- What happened, append only. `hash` is SHA-256 over the previous hash and this row.
CREATE TABLE events (
    seq   INTEGER PRIMARY KEY,
    at_ns INTEGER NOT NULL,
    kind  TEXT NOT NULL,
    key   TEXT NOT NULL,
    body  TEXT NOT NULL,
    hash  BLOB NOT NULL
);

-- What is true now: a pure function of the events, written in the same transaction.
CREATE TABLE accounts (
    account   TEXT PRIMARY KEY,
    since_seq INTEGER NOT NULL, -- the event that opened or last reset it
    body      TEXT NOT NULL
);
CREATE TABLE positions (
    account TEXT NOT NULL,
    symbol  TEXT NOT NULL,
    body    TEXT NOT NULL,
    PRIMARY KEY (account, symbol)
);
CREATE TABLE orders (
    order_id        TEXT PRIMARY KEY,
    client_order_id TEXT NOT NULL,
    account         TEXT NOT NULL,
    symbol          TEXT NOT NULL,
    alert_id        TEXT NOT NULL,
    status          TEXT NOT NULL,
    live            INTEGER NOT NULL,
    body            TEXT NOT NULL,
    verdict         TEXT NOT NULL -- of the gate, once for all
);
CREATE INDEX orders_by_client_order_id ON orders (client_order_id);
CREATE INDEX orders_by_alert ON orders (alert_id) WHERE alert_id <> '';
CREATE INDEX orders_live ON orders (order_id) WHERE live = 1;
CREATE TABLE fills (
    seq     INTEGER PRIMARY KEY, -- the event that booked it
    account TEXT NOT NULL,
    fill_id TEXT NOT NULL,
    symbol  TEXT NOT NULL,
    body    TEXT NOT NULL,
    UNIQUE (account, fill_id)
);
CREATE TABLE alerts (
    alert_id TEXT PRIMARY KEY,
    status   TEXT NOT NULL,
    body     TEXT NOT NULL
);
CREATE INDEX alerts_by_status ON alerts (status, alert_id);
-- Under which key an alert was stored; `until_ns` (host time) ends a key that is not kept for ever.
CREATE TABLE alert_keys (
    key      BLOB PRIMARY KEY,
    alert_id TEXT NOT NULL,
    until_ns INTEGER
);
CREATE TABLE nonces (
    nonce     TEXT PRIMARY KEY,
    alert_id  TEXT NOT NULL,
    body_hash BLOB NOT NULL
);
CREATE TABLE notes (
    key  TEXT PRIMARY KEY,
    body TEXT NOT NULL
);
