ALTER TABLE orders
  -- Orders from before this migration were confirmed without a payment: on invoice.
  ADD COLUMN payment_method text NOT NULL DEFAULT 'invoice',
  -- Why an order was refused, or will be.
  ADD COLUMN reason text,
  -- Of the request that placed it: the gateway sends the same one again when the instance that had it is gone.
  ADD COLUMN request_id text NOT NULL DEFAULT '',
  -- Until then whoever works on the order is left alone; from then on anybody may take it over.
  ADD COLUMN due_at timestamptz NOT NULL DEFAULT now(),
  -- How often the present step was tried in vain.
  ADD COLUMN attempts integer NOT NULL DEFAULT 0,
  ADD COLUMN changed_at timestamptz NOT NULL DEFAULT now(),
  ADD CHECK (status IN
    ('placed', 'reserved', 'accepted', 'paid', 'confirmed', 'refunding', 'releasing', 'refused'));
ALTER TABLE orders ALTER COLUMN payment_method DROP DEFAULT;

-- A refused order is none: its key may be used again.
ALTER TABLE orders DROP CONSTRAINT orders_user_id_idempotency_key_key;
CREATE UNIQUE INDEX orders_key ON orders (user_id, idempotency_key) WHERE status <> 'refused';
CREATE INDEX orders_due ON orders (due_at) WHERE status NOT IN ('confirmed', 'refused');
CREATE INDEX orders_created ON orders (created_at);
CREATE INDEX cart_items_added ON cart_items (added_at);

-- What is to be told of orders, written together with what it tells of (kit/events/outbox.ts).
CREATE TABLE outbox (
  id uuid PRIMARY KEY,
  type text NOT NULL,
  data jsonb NOT NULL,
  occurred_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX outbox_order ON outbox (occurred_at);
