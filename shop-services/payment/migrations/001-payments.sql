CREATE TABLE payments (
  -- One payment for an order: the order's id is the idempotency key, here and at the provider.
  order_id uuid PRIMARY KEY,
  amount_cents bigint NOT NULL CHECK (amount_cents >= 0),
  method text NOT NULL,
  provider text NOT NULL,
  status text NOT NULL CHECK (status IN ('pending', 'paid', 'declined', 'refunded', 'cancelled')),
  provider_charge_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  changed_at timestamptz NOT NULL DEFAULT now(),
  CHECK (status <> 'paid' OR provider_charge_id IS NOT NULL)
);
