#!/bin/sh
# Runs once, when the database server is new: an owner who migrates, a role that only uses, and one for Temporal, which makes its own databases.
set -eu
psql -v ON_ERROR_STOP=1 -v owner="$OWNER_PASSWORD" -v app="$APP_PASSWORD" -v temporal="$TEMPORAL_PASSWORD" --username "$POSTGRES_USER" --dbname postgres <<'SQL'
create role portal_owner login password :'owner';
create role portal_app login password :'app';
create role temporal login createdb password :'temporal';
create database portal owner portal_owner;
SQL
