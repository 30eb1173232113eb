-- Who (a pseudonym) looked at what; kept for an hour.
CREATE TABLE product_views (
  visitor text NOT NULL,
  product_id text NOT NULL,
  viewed_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX product_views_visitor ON product_views (visitor, viewed_at DESC);
CREATE INDEX product_views_age ON product_views (viewed_at);

CREATE TABLE product_popularity (
  product_id text PRIMARY KEY,
  views bigint NOT NULL
);

-- How often the same visitor looked at both within ten minutes.
CREATE TABLE product_affinity (
  product_id text NOT NULL,
  other_id text NOT NULL,
  together bigint NOT NULL,
  PRIMARY KEY (product_id, other_id)
);

CREATE TABLE kpi_snapshots (
  taken_at timestamptz PRIMARY KEY,
  requests_per_second double precision NOT NULL,
  average_response_time double precision,
  error_rate double precision,
  active_users integer NOT NULL,
  cpu_usage double precision NOT NULL,
  memory_usage double precision NOT NULL
);
