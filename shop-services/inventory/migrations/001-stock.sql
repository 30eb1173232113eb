CREATE TABLE stock (
  product_id text PRIMARY KEY,
  -- Counted once, when the warehouse opened. Never changed: what was there is there, held, or sold.
  initial integer NOT NULL CHECK (initial >= 0),
  available integer NOT NULL CHECK (available >= 0),
  held integer NOT NULL DEFAULT 0 CHECK (held >= 0),
  sold integer NOT NULL DEFAULT 0 CHECK (sold >= 0),
  CHECK (available + held + sold = initial)
) WITH (fillfactor = 50);

CREATE TABLE reservations (
  order_id uuid PRIMARY KEY,
  status text NOT NULL CHECK (status IN ('held', 'expired', 'confirmed', 'released')),
  product_ids text[] NOT NULL,
  quantities integer[] NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  changed_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX reservations_expiry ON reservations (expires_at) WHERE status = 'held';
