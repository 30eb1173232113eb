CREATE TABLE charges (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  -- What makes a charge happen once, however often the merchant asks for it.
  idempotency_key text NOT NULL UNIQUE,
  -- What it is for, in the merchant's words.
  reference text NOT NULL,
  amount_cents bigint NOT NULL CHECK (amount_cents >= 0),
  method text NOT NULL,
  -- voided: cancelled before it was ever made; it never will be.
  status text NOT NULL CHECK (status IN ('succeeded', 'refunded', 'voided')),
  created_at timestamptz NOT NULL DEFAULT now(),
  changed_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX charges_reference ON charges (reference);
