CREATE TABLE cart_items (
  user_id uuid NOT NULL,
  product_id text NOT NULL,
  name text NOT NULL,
  category text NOT NULL,
  price_cents integer NOT NULL CHECK (price_cents > 0),
  quantity integer NOT NULL CHECK (quantity > 0),
  added_at timestamptz NOT NULL DEFAULT now(),
  -- Idempotency key of the request that changed the line last: the same request again changes nothing.
  last_key text,
  PRIMARY KEY (user_id, product_id)
);

CREATE TABLE orders (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL,
  idempotency_key text NOT NULL,
  status text NOT NULL,
  total_cents bigint NOT NULL CHECK (total_cents >= 0),
  returning_customer boolean NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- What makes an order happen once, however often it is asked for.
  UNIQUE (user_id, idempotency_key)
);

CREATE TABLE order_items (
  order_id uuid NOT NULL REFERENCES orders (id),
  product_id text NOT NULL,
  name text NOT NULL,
  category text NOT NULL,
  price_cents integer NOT NULL,
  quantity integer NOT NULL,
  PRIMARY KEY (order_id, product_id)
);
