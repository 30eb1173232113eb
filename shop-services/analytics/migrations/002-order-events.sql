-- What became of orders, as it was told; the key makes a second telling do nothing.
CREATE TABLE order_events (
  event_id uuid PRIMARY KEY,
  type text NOT NULL,
  order_id uuid NOT NULL,
  total_cents bigint NOT NULL,
  occurred_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX order_events_order ON order_events (order_id);
