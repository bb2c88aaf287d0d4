-- A late execution goes by the broker's id, a leg by its entry: of orders closed long ago too.
CREATE INDEX orders_at_broker ON orders (account, json_extract(body, '$.broker_order_id'));
CREATE INDEX orders_by_parent ON orders (json_extract(body, '$.parent_id'));
