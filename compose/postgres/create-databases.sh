#!/usr/bin/env bash
# Runs once, when the volume is empty: a database for each service, owned by a role of the same name.
set -euo pipefail
for name in $GAMEDAY_DATABASES; do
  psql -v ON_ERROR_STOP=1 -v name="$name" -v password="$GAMEDAY_DATABASE_PASSWORD" \
    --username "$POSTGRES_USER" --dbname postgres <<'SQL'
create role :"name" login password :'password';
create database :"name" owner :"name";
SQL
done
