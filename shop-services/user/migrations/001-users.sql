CREATE TABLE users (
  id uuid PRIMARY KEY,
  username text NOT NULL,
  email text NOT NULL,
  password_hash text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

-- "Anna" and "anna" are the same person to people.
CREATE UNIQUE INDEX users_username ON users (lower(username));

-- One row per username and client: attempts in the present window. In the database, so that all replicas count
-- together. Losing it in a crash costs nobody anything, so it is not written ahead.
CREATE UNLOGGED TABLE login_attempts (
  username text NOT NULL,
  client text NOT NULL,
  attempts integer NOT NULL,
  window_started_at timestamptz NOT NULL,
  PRIMARY KEY (username, client)
);

CREATE INDEX login_attempts_window ON login_attempts (window_started_at);
